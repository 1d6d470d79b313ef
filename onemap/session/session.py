"""The one owner of what is open now. Views ask it, it changes, everyone redraws from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import CancelledError, CrsError, OneMapError, RequestError
from onemap.model.extent import Extent
from onemap.session import loading, memory
from onemap.session.change import Subscribers
from onemap.session.entry import LayerEntry
from onemap.session.runner import InlineRunner, Job
from onemap.session.views import Views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    import numpy.typing as npt

    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.model.note import Note
    from onemap.model.prepared import Prepared
    from onemap.model.project import OpenedProject
    from onemap.model.request import IdentifyResult
    from onemap.model.style import Style
    from onemap.model.view import View
    from onemap.session.entry import Ready
    from onemap.session.runner import Runner

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
    as_of: str | None = None
    notes: tuple[Note, ...] = ()
    entries: list[LayerEntry] = field(default_factory=list)
    jobs: dict[int, Job] = field(default_factory=dict)
    changes: Subscribers = field(default_factory=Subscribers)
    views: Views = field(default_factory=Views)
    identified: IdentifyResult | None = None
    dirty: bool = False
    _opened_layers: int = 0
    _around: Extent | None = None
    _most_held: int = 0

    def __post_init__(self) -> None:
        """Let the runner gather what many outcomes change."""
        self.runner.gather(self.changes)

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
        for entry in gone:
            if entry.job is not None:
                self.cancel(entry.job.number)
        for entry in gone:
            entry.removed = True
        self.entries[:] = [e for e in self.entries if not e.removed]
        self.dirty = True
        self._around = None
        self.changes.tell("layers", layers=tuple(e.id for e in gone))

    def move(self, layer_id: str, place: int) -> None:
        """Put a layer at ``place`` from the top, counted with the layer taken out."""
        entry = self.entry(layer_id)
        self.entries.remove(entry)
        self.entries.insert(place, entry)
        self.dirty = True
        self.changes.tell("layers", layers=(layer_id,))

    def reorder(self, layer_ids: list[str], groups: dict[str, tuple[str, str]] | None = None) -> None:
        """Put the layers into the given order from the top; ``groups`` renames groups by layer id (zh, en)."""
        by_id = {entry.id: entry for entry in self.entries}
        self.entries[:] = [by_id.pop(layer_id) for layer_id in layer_ids] + list(by_id.values())
        for layer_id, (group, group_en) in (groups or {}).items():
            entry = self.entry(layer_id)
            entry.definition = msgspec.structs.replace(entry.definition, group=group, group_en=group_en)
        self.dirty = True
        self.changes.tell("layers")

    def set_visible(self, layer_ids: Iterable[str], visible: bool) -> None:  # noqa: FBT001 - the word says it
        """Show or hide layers; a layer is read when it is first shown."""
        changed = [e for e in self._entries(layer_ids) if e.visible != visible]
        for entry in changed:
            entry.visible = visible
        if changed:
            self.dirty = True
            self._around = None
            self.changes.tell("visible", layers=tuple(e.id for e in changed))
        self._open_those_seen(changed)
        self._count_held()

    def set_title(self, layer_id: str, title: str) -> None:
        """Name a layer."""
        entry = self.entry(layer_id)
        entry.definition = msgspec.structs.replace(entry.definition, title=title, title_en="")
        self.dirty = True
        self.changes.tell("layers", layers=(layer_id,))

    def set_style(self, layer_id: str, style: Style) -> None:
        """Change the look of a layer; classes and labels are worked out in a job when they need the rows."""
        entry = self.entry(layer_id)
        old = entry.style
        entry.definition = msgspec.structs.replace(entry.definition, style=style)
        self.dirty = True
        if entry.ready is None or not loading.needs_rows(old, style):
            self.changes.tell("style", layers=(layer_id,))
            return
        entry.wanted_style = style
        ready, definition = entry.ready, entry.definition

        def finish(result: Ready) -> None:
            if entry.wanted_style is style and entry.ready is ready:
                entry.ready = result
                self.changes.tell("style", "data", layers=(layer_id,))

        self._start(entry, lambda _job: loading.classified(ready, style, definition), finish)

    def ensure_open(self, layer_id: str) -> None:
        """Open a layer that nobody has looked at yet."""
        entry = self.entry(layer_id)
        self._open_waiting(entry)

    def reload(self, layer_id: str, crs: str | None = None) -> None:
        """Open a layer again, as after its file was repaired or its CRS was chosen."""
        entry = self.entry(layer_id)
        if crs is not None:
            source = msgspec.structs.replace(entry.definition.source, crs=crs)
            entry.definition = msgspec.structs.replace(entry.definition, source=source)
            if entry.given is not None:
                import dataclasses

                entry.given = dataclasses.replace(entry.given, crs=crs)
        entry.ready, entry.parts, entry.error, entry.status = None, (), None, "waiting"
        self._around = None
        self._open(entry)

    def named(self, language: str) -> str:
        """The map's title in "zh" or "en", or an empty text."""
        return (self.title_en or self.title) if language == "en" else (self.title or self.title_en)

    # --- the map --------------------------------------------------------------------------------------------------
    def open_project(self, opened: OpenedProject) -> None:
        """Show a project instead of what is open."""
        self.remove([entry.id for entry in self.entries])
        project = opened.project
        self.path, self.crs, self.as_of = opened.path, project.crs, project.as_of
        self.title, self.title_en = project.title, project.title_en
        self.views.clear()
        failed = {layer_id: (key, why) for layer_id, key, why in opened.failed}
        for definition in opened.definitions:
            entry = LayerEntry(definition, visible=definition.visible)
            if definition.id in failed:
                entry.status, entry.error = (
                    "failed",
                    OneMapError(failed[definition.id][0], path=failed[definition.id][1]),
                )
            self.entries.append(entry)
        if project.view is not None and project.crs is not None:
            self.views.wish(project.view.center, project.view.scale)
        self.changes.tell("project", "layers", "crs", "view")
        self._open_those_seen(list(self.entries))
        self.dirty = False

    def set_crs(self, crs: str) -> None:
        """Show the map in another CRS: every layer is brought to it anew, the view stays over the same place."""
        from onemap.io import crs as crs_room

        crs_room.parse(crs)
        if crs == self.crs:
            return
        old, self.crs = self.crs, crs
        self._around = None
        self.views.carry(old, crs)
        self.dirty = True
        for entry in self.entries:
            if entry.ready is not None and entry.ready.crs != crs:
                self._prepare_again(entry)
        self.changes.tell("crs", "view")

    @property
    def extent(self) -> Extent | None:
        """Box around the visible layers, or around all when none is visible; None for an empty map."""
        if self._around is None:
            self._around = self._extent_of(visible=True)
        return self._around or self._extent_of(visible=False)

    def look(self, view: View, *, remember: bool = True) -> None:
        """Look at another place; ``remember=False`` while a hand or a wheel is still moving."""
        self.views.set(view, remember=remember)
        self.changes.tell("view")

    # --- selection and answers ------------------------------------------------------------------------------------
    def select(
        self, rows: dict[str, npt.NDArray[np.int64]], masks: dict[str, tuple[Prepared, Mask]] | None = None
    ) -> None:
        """Make the given rows of each layer the selection; other layers have none.

        ``masks`` are `snapshot.selection_mask` of the rows where a worker made them already.
        """
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
        self.notes = notes
        self.dirty = True
        self.changes.tell("notes")

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
        self._submit(job)
        return job

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
        self.entries[place:place] = entries
        self.dirty = True
        self.changes.tell("layers", layers=tuple(entry.id for entry in entries))
        self._open_those_seen(entries)

    def _open_those_seen(self, entries: list[LayerEntry]) -> None:
        """Begin to open what is shown or asked; told once, however many they are."""
        with self.changes.gathered():
            for entry in entries:
                if entry.visible or entry.definition.role == "unit_grid":
                    self._open_waiting(entry)

    def _open_waiting(self, entry: LayerEntry) -> None:
        if entry.status == "waiting" and entry.job is None:
            self._open(entry)

    def _open(self, entry: LayerEntry) -> None:
        self._opened_layers += 1
        request = loading.LoadRequest(entry.definition, entry.given, self.crs, self._opened_layers - 1)
        entry.status = "reading"
        self._start(
            entry, lambda job: loading.load(request, job), lambda loaded: self._opened(entry, loaded),
            lambda part: self._part(entry, part),
        )  # fmt: skip

    def _start(
        self, entry: LayerEntry, work: Callable[[Job], object], done: Callable[..., None],
        told: Callable[..., None] | None = None,
    ) -> None:  # fmt: skip
        def ended(call: Callable[..., None], value: object) -> None:
            self.jobs.pop(job.number, None)
            if entry.job is job:
                entry.job = None
            if not entry.removed:
                call(value)
            self.changes.tell("jobs")

        job = Job(
            entry.definition.title or entry.id, work, lambda r: ended(done, r),
            lambda e: ended(lambda error: self._failed(entry, error), e), told,
        )  # fmt: skip
        entry.job = job
        self._submit(job)

    def _submit(self, job: Job) -> None:
        self.jobs[job.number] = job
        self.changes.tell("jobs")
        self.runner.submit(job)

    def _part(self, entry: LayerEntry, part: loading.Loaded) -> None:
        if entry.removed or entry.ready is not None:
            return
        self._adopt(entry, part)
        if part.ready.crs == self.crs:
            entry.parts = (*entry.parts, part.ready)
            self._fit_if_new(entry, part.ready)
            self.changes.tell("data", layers=(entry.id,))

    def _opened(self, entry: LayerEntry, loaded: loading.Loaded) -> None:
        self._adopt(entry, loaded)
        entry.ready, entry.parts, entry.given = loaded.ready, (), None
        entry.status, entry.error = "ready", None
        if loaded.ready.crs != self.crs and loaded.ready.data.crs is not None:
            self._prepare_again(entry)
            return
        if loading.needs_rows(loaded.style, entry.style):
            self.set_style(entry.id, entry.style)
        self._fit_if_new(entry, loaded.ready)
        self._keep_within_memory(entry)
        self.changes.tell("data", "layers", layers=(entry.id,))

    def _prepare_again(self, entry: LayerEntry) -> None:
        if entry.ready is None:
            return
        data = entry.ready.data
        request = loading.LoadRequest(entry.definition, data, self.crs)
        self._start(
            entry, lambda job: loading.prepare_layer(request, data, job), lambda loaded: self._opened(entry, loaded)
        )

    def _adopt(self, entry: LayerEntry, loaded: loading.Loaded) -> None:
        if self.crs is None and loaded.ready.crs is not None:
            self.crs = loaded.ready.crs
            self.changes.tell("crs")
        if entry.style.symbol is None and not entry.style.classes:
            entry.definition = msgspec.structs.replace(entry.definition, style=loaded.style)

    def _keep_within_memory(self, opened: LayerEntry) -> None:
        """Give back what is too much; all layers are counted only when what was opened since may have made it so."""
        self._most_held += memory.held(opened)
        if self._most_held > memory.BUDGET:
            self._count_held()

    def _count_held(self) -> None:
        for entry in memory.surplus(self.entries):
            entry.ready, entry.status = None, "waiting"
        self._most_held = sum(map(memory.held, self.entries))

    def _extent_of(self, *, visible: bool) -> Extent | None:
        return Extent.union(
            ready.prepared.extent for e in self.entries if e.visible or not visible for ready in e.shown_in(self.crs)
        )

    def _fit_if_new(self, opened: LayerEntry, ready: Ready) -> None:
        """Widen what all layers cover by a new one, and look at it while nobody has chosen a place."""
        if self._around is not None:
            self._around = Extent.union((self._around, ready.prepared.extent)) if opened.visible else None
        if self.views.untouched and self.extent is not None:
            self.views.follow(self.extent)
            self.changes.tell("view")

    def _failed(self, entry: LayerEntry, error: OneMapError) -> None:
        if isinstance(error, CancelledError) and entry.ready is not None:
            return
        if isinstance(error, CrsError) and entry.ready is not None:
            entry.ready = None
        entry.status, entry.error, entry.parts = "failed", error, ()
        self._around = None
        self.changes.tell("layers", "data", layers=(entry.id,))
