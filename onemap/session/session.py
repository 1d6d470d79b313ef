"""The one owner of what is open now. Views ask it, it changes, everyone redraws from it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import msgspec

from onemap.errors import OneMapError, RequestError
from onemap.model.selection import said_selection
from onemap.session import content, filtering, honesty, steps, timing
from onemap.session.change import Subscribers
from onemap.session.entry import LayerEntry
from onemap.session.history import History, Step, come_and_gone
from onemap.session.opening import Opening
from onemap.session.restoring import restore, revived
from onemap.session.runner import InlineRunner, Job
from onemap.session.selecting import Selecting
from onemap.session.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    import numpy as np
    import numpy.typing as npt

    from onemap.model.definition import LayerDefinition, TimeField
    from onemap.model.extent import Extent
    from onemap.model.layerdata import LayerData
    from onemap.model.moment import Moment
    from onemap.model.note import Note
    from onemap.model.prepared import Prepared
    from onemap.model.project import OpenedProject
    from onemap.model.request import IdentifyResult
    from onemap.model.scene import Scene
    from onemap.model.selection import KeptSelection
    from onemap.model.style import Style
    from onemap.model.view import View
    from onemap.session.content import Content
    from onemap.session.history import Words
    from onemap.session.runner import Runner

    Mask = npt.NDArray[np.bool_]


class Recorder(Protocol):
    """Keeps every change of content, as a journal does."""

    def begin(self) -> None:
        """Another project is open, or all was saved."""

    def record(self, words: Words, before: Content, after: Content, *, step: bool = True) -> None:
        """Keep a change; ``step`` is False for what the program decided by itself."""


@dataclass
class Session:
    """Layers from the top of the map to the bottom, the map's CRS, the view, the selection, and the jobs under way.

    All methods are called in one thread, the owner's; work runs through ``runner`` and comes back to that thread.
    ``crs`` is None until the first layer that has one decides it.
    """

    runner: Runner = field(default_factory=InlineRunner)
    crs: str | None = None
    title: str = ""
    title_en: str = ""
    path: str | None = None
    home: str | None = None
    as_of: str | None = None
    moment: Moment | None = None
    unknown: str = ""
    notes: tuple[Note, ...] = ()
    selections: tuple[KeptSelection, ...] = ()
    scenes: tuple[Scene, ...] = ()
    entries: list[LayerEntry] = field(default_factory=list)
    jobs: dict[int, Job] = field(default_factory=dict)
    changes: Subscribers = field(default_factory=Subscribers)
    views: Views = field(default_factory=Views)
    history: History = field(default_factory=History)
    identified: IdentifyResult | None = None
    recorder: Recorder | None = None
    _saved: Content | None = None
    _dirty: bool = False
    _editing: bool = False

    def __post_init__(self) -> None:
        """Let the runner gather what many outcomes change."""
        self.opening, self.selection = Opening(self), Selecting(self)
        self.runner.gather(self.changes)

    # --- changing what is open ------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def edit(self, words: Words, *, merge: Hashable | None = None) -> Iterator[None]:
        """The one door through which content changes: what the block changes is one step of undo with these words.

        Steps with the same ``merge`` that follow each other at once are one. Edits inside an edit belong to it. What is
        told in the block is told when the step has been recorded. When the block raises, all is as before it.
        """
        if self._editing:
            yield
            return
        before = self.content
        with self.changes.gathered():
            self._editing = True
            try:
                yield
            except BaseException:
                restore(self, self.content, before)
                raise
            finally:
                self._editing = False
            after = self.content
            if not content.same(before, after):
                self.history.record(Step(words, before, after, merge, come_and_gone(before, after)))
                self._recorded(words, before, after)

    @property
    def content(self) -> Content:
        """All that is open, as a frozen value."""
        return content.of(self)

    def undo(self, steps: int = 1) -> bool:
        """Take back the last steps; False when there was none."""
        return self._walk(self.history.done, self.history.undone, steps)

    def redo(self, steps: int = 1) -> bool:
        """Do again the steps that were taken back last; False when there was none."""
        return self._walk(self.history.undone, self.history.done, steps)

    @property
    def dirty(self) -> bool:
        """Whether there is something to be saved; setting it to False says that what is open now has been saved."""
        return self._dirty

    @dirty.setter
    def dirty(self, value: bool) -> None:
        self._dirty = value
        if not value:
            self._saved = self.content

    def saved(self, what: Content, path: str) -> None:
        """Note that a content was written to a project file; what changed since is still to be saved."""
        self.path, self._saved = path, what
        self._dirty = not content.same(self.content, what, but=content.UNSAVED)
        if self.recorder is not None and not self._dirty:
            self.recorder.begin()

    def decided(self, entry: LayerEntry) -> None:
        """Take in what the program decided when a layer was first read: nobody's step, but part of all that follow."""
        self.history.looks[entry.token] = entry.style
        if self._editing:
            return
        if not self._dirty:
            self._saved = self.content
        if self.recorder is not None:
            self.recorder.record(steps.DECIDED, self.content, self.content, step=False)

    def _walk(self, source: list[Step], target: list[Step], count: int) -> bool:
        moved = False
        with self.changes.gathered():
            for _ in range(min(count, len(source))):
                back, step = source is self.history.done, source.pop()
                was, wanted = (step.after, step.before) if back else (step.before, step.after)
                restore(self, was, wanted)
                target.append(step)
                self._recorded(steps.taken_back(step.words) if back else step.words, was, self.content)
                moved = True
        return moved

    def _recorded(self, words: Words, before: Content, after: Content) -> None:
        """Hand a change to the journal before anybody is told, and see whether there is something to be saved."""
        if self.recorder is not None:
            self.recorder.record(words, before, after)
        self._dirty = self._saved is None or not content.same(self._saved, after, but=content.UNSAVED)

    # --- layers ---------------------------------------------------------------------------------------------------
    def entry(self, layer_id: str) -> LayerEntry:
        """The layer with the id; RequestError when there is none."""
        for entry in self.entries:
            if entry.id == layer_id:
                return entry
        raise RequestError("layer_unknown", layer=layer_id, choices=", ".join(e.id for e in self.entries[:20]) or "-")

    def add(
        self, definition: LayerDefinition, data: LayerData | None = None, place: int = 0, *, visible: bool = True
    ) -> LayerEntry:
        """Put a layer at ``place`` from the top and open it; an id already taken gets a number behind it."""
        entry = LayerEntry(definition, visible=visible, given=data)
        self._put([entry], place)
        return entry

    def add_all(self, definitions: Iterable[LayerDefinition]) -> list[LayerEntry]:
        """Put layers on top, the first of them topmost, and open them; told once, however many they are."""
        entries = [LayerEntry(definition, visible=definition.visible) for definition in definitions]
        self._put(entries, 0)
        return entries

    def remove(self, layer_ids: Iterable[str]) -> None:
        """Take layers off the map; what is under way for them stops."""
        gone = self._entries(layer_ids)
        with self.edit(steps.of_layers("remove", gone)):
            self.take_off(gone)

    def take_off(self, gone: list[LayerEntry]) -> None:
        """Take layers off and hold them for undo; the edit around it is the caller's."""
        if not gone:
            return
        for entry in gone:
            if entry.job is not None:
                self.cancel(entry.job.number)
            entry.removed = True
            self.history.keep(entry)
        self.entries[:] = [e for e in self.entries if not e.removed]
        self.opening.extent_changed()
        self.changes.tell("layers", layers=tuple(e.id for e in gone))

    def move(self, layer_id: str, place: int) -> None:
        """Put a layer at ``place`` from the top, counted with the layer taken out."""
        entry = self.entry(layer_id)
        with self.edit(steps.of_layers("move", [entry]), merge=("move", entry.token)):
            self.entries.remove(entry)
            self.entries.insert(place, entry)
            self.changes.tell("layers", layers=(layer_id,))

    def reorder(self, layer_ids: list[str], groups: dict[str, tuple[str, str]] | None = None) -> None:
        """Put the layers into the given order from the top; ``groups`` renames groups by layer id (zh, en)."""
        by_id = {entry.id: entry for entry in self.entries}
        with self.edit(steps.GROUPED if groups else steps.ORDERED):
            self.entries[:] = [by_id.pop(layer_id) for layer_id in layer_ids] + list(by_id.values())
            for layer_id, (group, group_en) in (groups or {}).items():
                entry = self.entry(layer_id)
                entry.definition = msgspec.structs.replace(entry.definition, group=group, group_en=group_en)
            self.changes.tell("layers")

    def set_visible(self, layer_ids: Iterable[str], visible: bool) -> None:  # noqa: FBT001 - the word says it
        """Show or hide layers; a layer is read when it is first shown."""
        changed = [e for e in self._entries(layer_ids) if e.visible != visible]
        with self.edit(steps.of_layers("show" if visible else "hide", changed)):
            for entry in changed:
                entry.visible = visible
            if changed:
                self.opening.extent_changed()
                self.changes.tell("visible", layers=tuple(e.id for e in changed))
        self.opening.seen(changed)
        self.opening.count_held()

    def set_title(self, layer_id: str, title: str) -> None:
        """Name a layer."""
        entry = self.entry(layer_id)
        with self.edit(steps.of_layers("name", [entry])):
            entry.definition = msgspec.structs.replace(entry.definition, title=title, title_en="")
            self.changes.tell("layers", layers=(layer_id,))

    def set_style(self, layer_id: str, style: Style) -> None:
        """Change the look of a layer; classes and labels are worked out in a job when they need the rows."""
        entry = self.entry(layer_id)
        words, what = steps.of_style(entry, style)
        with self.edit(words, merge=("style", entry.token, what) if what else None):
            self.opening.restyle(entry, style)

    def set_filter(self, layer_id: str, text: str, *, on: bool = True) -> None:
        """Leave in only the rows of which a condition in CQL2 text is true, or all again with an empty text.

        ``on=False`` keeps the text without using it. RequestError, with a caret under the place, for a wrong one; the
        layer then stays as it was. The rows are worked out in a job.
        """
        entry, text = self.entry(layer_id), text.strip()
        if text:
            table = None if entry.data is None else entry.data.table
            filtering.checked(text, table, filtering.personal_columns(entry.definition))
        self.put_filter(entry, text, on=on or not text)

    def put_filter(self, entry: LayerEntry, text: str, *, on: bool) -> None:
        """Take a filter that is known to be right."""
        if (text, on) == (entry.definition.filter, entry.definition.filter_on):
            return
        with self.edit(steps.of_layers("filter" if text and on else "filter_off", [entry])):
            entry.definition = msgspec.structs.replace(entry.definition, filter=text, filter_on=on)
            self.opening.refilter(entry)

    def set_time_field(self, layer_id: str, field: TimeField | None) -> None:
        """Say which columns tell when the rows of a layer are; an empty one that it has no times, None to find them.

        RequestError when there is no such column. The rows are looked at in a job where the map shows a span of time.
        """
        entry = self.entry(layer_id)
        timing.check(field, entry)
        if field == entry.definition.time:
            return
        with self.edit(steps.of_layers("time", [entry])):
            entry.definition = msgspec.structs.replace(entry.definition, time=field)
            self.opening.retime()
            self.changes.tell("time", layers=(layer_id,))

    def place(self, layer_id: str, places: Mapping[str, tuple[float, float] | None]) -> None:
        """Give rows of a layer, by code, a place in degrees (CGCS2000), or with None take it back."""
        entry = self.entry(layer_id)
        merged = {**entry.definition.placed, **places}
        placed = {code: place for code, place in merged.items() if place is not None}
        if placed != entry.definition.placed:
            with self.edit(steps.of_layers("place", [entry])):
                entry.definition = msgspec.structs.replace(entry.definition, placed=placed)
                self.opening.place(entry)
                self.changes.tell("layers", layers=(layer_id,))

    def ensure_open(self, layer_id: str) -> None:
        """Open a layer that nobody has looked at yet."""
        self.opening.waiting(self.entry(layer_id))

    def reload(self, layer_id: str, crs: str | None = None) -> None:
        """Open a layer again, as after its file was repaired or its CRS was chosen."""
        entry = self.entry(layer_id)
        with self.edit(steps.of_layers("layer_crs", [entry])):
            if crs is not None:
                source = msgspec.structs.replace(entry.definition.source, crs=crs)
                entry.definition = msgspec.structs.replace(entry.definition, source=source)
            self.opening.anew(entry)

    def named(self, language: str) -> str:
        """The map's title in "zh" or "en", or an empty text."""
        return (self.title_en or self.title) if language == "en" else (self.title or self.title_en)

    # --- the map --------------------------------------------------------------------------------------------------
    def open_project(self, opened: OpenedProject, *, saved: bool = True) -> None:
        """Show a project instead of what is open; its history begins anew. ``saved=False``: its file says another."""
        project = opened.project
        failed = {layer_id: OneMapError(key, path=why) for layer_id, key, why in opened.failed}
        with self._anew(opened.path):
            self.crs, self.as_of, self.home = project.crs, project.as_of, opened.home
            self.title, self.title_en, self.moment = project.title, project.title_en, project.moment
            self.notes, self.scenes, self.unknown = project.notes, project.scenes, project.unknown
            self.selections = tuple(said_selection(one.name, one.rows) for one in project.selections)
            prints = {one.id: one.fingerprint for one in project.layers}
            self.entries += [LayerEntry(one, visible=one.visible) for one in opened.definitions]
            for entry in self.entries:
                entry.error, entry.fingerprint = failed.get(entry.id), prints.get(entry.id)
                entry.status = "failed" if entry.error is not None else "waiting"
            if project.view is not None and project.crs is not None:
                self.views.wish(project.view.center, project.view.scale)
            self.dirty = False
            if not saved:
                self._saved, self._dirty = None, True

    def open_content(self, wanted: Content, path: str | None) -> None:
        """Show a content that was kept, as by a journal, instead of what is open; it is still to be saved."""
        with self._anew(path):
            for name in content.OF_MAP:
                setattr(self, name, getattr(wanted, name))
            self.entries += [revived(state) for state in wanted.layers]
            self._saved, self._dirty = None, True

    @contextlib.contextmanager
    def _anew(self, path: str | None) -> Iterator[None]:
        """Put something else in the place of all that is open, without a way back."""
        with self.changes.gathered():
            self.take_off(list(self.entries))
            self.path, self.home = path, None
            self.views.clear()
            self.history.clear()
            yield
            if self.recorder is not None:
                self.recorder.begin()
            self.changes.tell("project", "layers", "crs", "view", "notes", "selections", "scenes", "moment", "time")
        self.opening.seen(list(self.entries))

    def set_crs(self, crs: str) -> None:
        """Show the map in another CRS: every layer is brought to it anew, the view stays over the same place."""
        from onemap.io import crs as crs_room

        crs_room.parse(crs)
        if crs == self.crs:
            return
        with self.edit(steps.map_crs(crs)):
            self.bring_to_crs(crs)

    def bring_to_crs(self, crs: str) -> None:
        """Bring the map to a CRS that is known to be one; the edit around it is the caller's."""
        old, self.crs = self.crs, crs
        self.opening.extent_changed()
        self.views.carry(old, crs)
        for entry in self.entries:
            if entry.ready is not None and entry.ready.crs != crs:
                self.opening.prepare_again(entry)
        self.changes.tell("crs", "view")

    @property
    def extent(self) -> Extent | None:
        """Box around the visible layers, or around all when none is visible; None for an empty map."""
        return self.opening.extent

    def look(self, view: View, *, remember: bool = True) -> None:
        """Look at another place; ``remember=False`` while a hand or a wheel is still moving."""
        self.views.set(view, remember=remember)
        self.changes.tell("view")

    def show_time(self, moment: Moment | None, *, settle: bool = True) -> None:
        """Show what of the layers with times lies in a span, or everything (None).

        Pictures show it at once; questions, counts and lists follow with ``settle``, or with `settle_time` once what
        plays or is pulled has come to rest.
        """
        if moment != self.moment:
            self.moment = moment
            self.changes.tell("time")
        if settle:
            self.settle_time()

    def settle_time(self) -> None:
        """Bring what is counted, asked and listed under the span of time that is shown."""
        self.opening.retime()

    # --- selection and answers ------------------------------------------------------------------------------------
    def select(
        self, rows: dict[str, npt.NDArray[np.int64]], masks: dict[str, tuple[Prepared, Mask]] | None = None
    ) -> None:
        """Make the given rows of each layer the selection; other layers have none.

        ``masks`` are `choosing.mask_of` the rows where a worker made them already. `selection` has
        what can be asked and put together.
        """
        with self.edit(steps.selection(sum(map(len, rows.values())))):
            for entry in self.entries:
                chosen = rows.get(entry.id)
                entry.selection = chosen if chosen is not None and len(chosen) else None
                entry.selection_mask = (masks or {}).get(entry.id)
            self.changes.tell("selection")

    def show_identified(self, result: IdentifyResult | None) -> None:
        """Tell what stands at a place."""
        self.identified = result
        self.changes.tell("identified")

    def set_notes(self, notes: tuple[Note, ...]) -> None:
        """Keep these notes on the map."""
        with self.edit(steps.notes(len(notes) - len(self.notes))):
            self.notes = notes
            self.changes.tell("notes")

    def set_as_of(self, moment: str | None) -> None:
        """Make a moment (ISO 8601, local; a day means its end) that of all that depends on time; None means now."""
        if moment != self.as_of:
            with self.edit(("更改时刻", "Change the moment"), merge="as_of"):
                self.as_of = moment
                self.changes.tell("moment")

    def set_scenes(self, scenes: tuple[Scene, ...]) -> None:
        """Keep these scenes and bookmarks."""
        with self.edit(steps.scenes(len(scenes) - len(self.scenes))):
            self.scenes = scenes
            self.changes.tell("scenes")

    def look_at_files(self) -> None:
        """Look in a worker which layers' files have changed since they were read, and tell of them."""
        files = honesty.read_files(self.entries)

        def done(changed: frozenset[str]) -> None:
            other = [entry for entry in self.entries if entry.stale != (entry.id in changed)]
            for entry in other:
                entry.stale = entry.id in changed
            if other:
                self.changes.tell("layers", layers=tuple(entry.id for entry in other))

        self.runner.submit(Job("", lambda _job: honesty.changed_since(files), done, lambda _error: None, quick=True))

    # --- jobs -----------------------------------------------------------------------------------------------------
    def start(
        self, title: str, work: Callable[[Job], object], done: Callable[..., None],
        failed: Callable[[OneMapError], None] | None = None, *, quick: bool = False,
    ) -> Job:  # fmt: skip
        """Run ``work`` in a worker, then ``done`` with its result here; jobs under way are listed in ``jobs``."""

        def ended(call: Callable[..., None], value: object) -> None:
            self.jobs.pop(job.number, None)
            call(value)
            self.changes.tell("jobs")

        job = Job(title, work, lambda r: ended(done, r), lambda e: ended(failed or (lambda _e: None), e))
        job.quick = quick
        self.submit(job)
        return job

    def submit(self, job: Job) -> None:
        """Hand a job to the workers; it is listed until it takes itself out of ``jobs``."""
        self.jobs[job.number] = job
        self.changes.tell("jobs")
        self.runner.submit(job)

    def cancel(self, number: int | None = None) -> None:
        """Stop one job, or all."""
        for job in list(self.jobs.values()):
            if number is None or job.number == number:
                job.cancel()

    def close(self) -> None:
        """Stop everything."""
        self.cancel()
        self.runner.shutdown()

    # --- inside ---------------------------------------------------------------------------------------------------
    def _entries(self, layer_ids: Iterable[str]) -> list[LayerEntry]:
        """The layers with the ids in one walk, because there may be ten thousand of either."""
        by_id = {entry.id: entry for entry in self.entries}
        return [by_id.get(layer_id) or self.entry(layer_id) for layer_id in layer_ids]

    def _put(self, entries: list[LayerEntry], place: int) -> None:
        taken = {entry.id for entry in self.entries}
        for entry in entries:
            base, number = entry.id or "layer", 2
            free = base
            while free in taken:
                free, number = f"{base}_{number}", number + 1
            taken.add(free)
            entry.definition = msgspec.structs.replace(entry.definition, id=free)
        with self.edit(steps.of_layers("add", entries)):
            self.entries[place:place] = entries
            self.changes.tell("layers", layers=tuple(entry.id for entry in entries))
            self.opening.seen(entries)
