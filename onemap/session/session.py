"""The one owner of what is open now. Views ask it, it changes, everyone redraws from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import RequestError
from onemap.session import content, filtering, honesty, steps, timing
from onemap.session.change import Subscribers
from onemap.session.editing import Editing
from onemap.session.entry import LayerEntry, name_apart
from onemap.session.history import History
from onemap.session.jobs import Jobs
from onemap.session.opening import Opening
from onemap.session.replacing import show_content, show_project
from onemap.session.runner import InlineRunner
from onemap.session.selecting import Selecting
from onemap.session.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from contextlib import AbstractContextManager

    import numpy as np
    import numpy.typing as npt

    from onemap.errors import OneMapError
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
    from onemap.session.editing import Recorder
    from onemap.session.history import Words
    from onemap.session.runner import Job, Runner

    Mask = npt.NDArray[np.bool_]


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
    changes: Subscribers = field(default_factory=Subscribers)
    views: Views = field(default_factory=Views)
    history: History = field(default_factory=History)
    identified: IdentifyResult | None = None
    recorder: Recorder | None = None

    def __post_init__(self) -> None:
        """Let the runner gather what many outcomes change."""
        self.jobs, self.editing = Jobs(self), Editing(self)
        self.opening, self.selection = Opening(self), Selecting(self)
        self.runner.gather(self.changes)
        self.changes.subscribe(lambda _change: self.editing.settle())

    # --- changing what is open ------------------------------------------------------------------------------------
    def edit(self, words: Words, *, merge: Hashable | None = None) -> AbstractContextManager[None]:
        """The one door through which content changes: what the block changes is one step of undo with these words.

        Steps with the same ``merge`` that follow each other at once are one. Edits inside an edit belong to it. What is
        told in the block is told when the step has been recorded. When the block raises, all is as before it.
        """
        return self.editing.edit(words, merge)

    @property
    def content(self) -> Content:
        """All that is open, as a frozen value."""
        return content.of(self)

    def undo(self, steps: int = 1) -> bool:
        """Take back the last steps; False when there was none."""
        return self.editing.walk(steps, back=True)

    def redo(self, steps: int = 1) -> bool:
        """Do again the steps that were taken back last; False when there was none."""
        return self.editing.walk(steps, back=False)

    @property
    def dirty(self) -> bool:
        """Whether there is something to be saved; setting it to False says that what is open now has been saved."""
        return self.editing.dirty

    @dirty.setter
    def dirty(self, value: bool) -> None:
        if value:
            self.editing.dirty = True
        else:
            self.editing.all_saved()

    def saved(self, what: Content, path: str) -> None:
        """Note that a content was written to a project file; what changed since is still to be saved."""
        self.path = path
        self.editing.saved(what)

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
            filtering.check_of(entry, text)
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
        show_project(self, opened, saved=saved)

    def open_content(self, wanted: Content, path: str | None) -> None:
        """Show a content that was kept, as by a journal, instead of what is open; it is still to be saved."""
        show_content(self, wanted, path)

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
        honesty.look_at_files(self.entries, self.runner, self.changes)

    # --- jobs -----------------------------------------------------------------------------------------------------
    def start(
        self, title: str, work: Callable[[Job], object], done: Callable[..., None],
        failed: Callable[[OneMapError], None] | None = None, *, quick: bool = False,
    ) -> Job:  # fmt: skip
        """Run ``work`` in a worker, then ``done`` with its result here; jobs under way are listed in ``jobs``."""
        return self.jobs.start(title, work, done, failed, quick=quick)

    def cancel(self, number: int | None = None) -> None:
        """Stop one job, or all, and the layers that wait for their turn."""
        if number is None:
            self.opening.stop()
        self.jobs.cancel(number)

    def close(self) -> None:
        """Stop everything."""
        self.opening.forget()
        self.cancel()
        self.runner.shutdown()

    # --- inside ---------------------------------------------------------------------------------------------------
    def _entries(self, layer_ids: Iterable[str]) -> list[LayerEntry]:
        """The layers with the ids in one walk, because there may be ten thousand of either."""
        by_id = {entry.id: entry for entry in self.entries}
        return [by_id.get(layer_id) or self.entry(layer_id) for layer_id in layer_ids]

    def _put(self, entries: list[LayerEntry], place: int) -> None:
        name_apart(entries, {entry.id for entry in self.entries})
        with self.edit(steps.of_layers("add", entries)):
            self.entries[place:place] = entries
            self.changes.tell("layers", layers=tuple(entry.id for entry in entries))
            self.opening.seen(entries)
