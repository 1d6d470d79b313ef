"""Opening the layers of a session: what is read, what becomes of it, what is given back when it is too much."""

from __future__ import annotations

import dataclasses
from collections import deque
from typing import TYPE_CHECKING

import msgspec

from onemap.errors import CancelledError, CrsError
from onemap.model.extent import Extent
from onemap.session import loading, memory
from onemap.session.runner import Job
from onemap.session.timing import is_timed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onemap.errors import OneMapError
    from onemap.model.moment import Moment
    from onemap.model.style import Style
    from onemap.session.change import Part
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session


#: Layers that are handed to the workers at once; what is more waits here, where it costs nothing.
AT_WORK = 200


class Opening:
    """The jobs of the layers; everything here runs in the session's thread, the work itself in its workers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._opened_layers = 0
        self._queue: deque[LayerEntry] = deque()
        self._at_work = 0
        self._going_on = False
        self._around: Extent | None = None
        self._most_held = 0

    # --- beginning ------------------------------------------------------------------------------------------------
    def seen(self, entries: Iterable[LayerEntry]) -> None:
        """Begin to open what is shown or asked; told once, however many they are."""
        with self._session.changes.gathered():
            for entry in entries:
                if entry.visible or entry.definition.role == "unit_grid":
                    self.waiting(entry)

    def waiting(self, entry: LayerEntry) -> None:
        """Begin to open a layer that nobody has looked at yet, or have it wait for its turn."""
        if entry.status == "waiting" and entry.job is None:
            entry.status = "reading"
            self._queue.append(entry)
            self._go_on()

    @property
    def queued(self) -> int:
        """How many layers wait for their turn to be read."""
        return len(self._queue)

    def forget(self) -> None:
        """Read no more of what waits for its turn."""
        self._queue.clear()

    def stop(self) -> None:
        """Let the layers that wait for their turn be stopped ones."""
        stopped = [entry for entry in self._queue if _is_due(entry)]
        self._queue.clear()
        for entry in stopped:
            entry.status, entry.error = "failed", CancelledError()
        if stopped:
            self._session.changes.tell("layers", "data", layers=tuple(entry.id for entry in stopped))

    def _go_on(self) -> None:
        """Begin with the layers that are next; no more at once than keep the workers busy."""
        if self._going_on:
            return
        self._going_on = True
        try:
            while self._queue and self._at_work < AT_WORK:
                entry = self._queue.popleft()
                if _is_due(entry):
                    self._open(entry)
        finally:
            self._going_on = False

    def anew(self, entry: LayerEntry) -> None:
        """Open a layer again, because what is said of its source has changed."""
        if entry.job is not None:
            entry.job.cancel()
            entry.job = None
        if not entry.definition.source.path and entry.given is None and entry.ready is not None:
            entry.given = entry.ready.data
        crs = entry.definition.source.crs
        if entry.given is not None and crs is not None and entry.given.crs != crs:
            entry.given = dataclasses.replace(entry.given, crs=crs)
        entry.ready, entry.parts, entry.error, entry.status = None, (), None, "waiting"
        self._around = None
        self._open(entry)

    def elsewhere(self, entry: LayerEntry) -> None:
        """Forget what was read of a layer, because its file is another; it is opened when it is seen."""
        if entry.job is not None:
            entry.job.cancel()
            entry.job = None
        entry.ready, entry.given, entry.parts, entry.error, entry.status = None, None, (), None, "waiting"
        self._around = None

    def place(self, entry: LayerEntry) -> None:
        """Lay the places of the definition over the rows, which are not read again."""
        if entry.ready is not None:
            entry.given = entry.ready.data
        self.anew(entry)

    def restyle(self, entry: LayerEntry, style: Style) -> None:
        """Give a layer a look; classes and labels are worked out in a job when they need the rows."""
        entry.definition = msgspec.structs.replace(entry.definition, style=style)
        self._refresh(entry, "style")

    def refilter(self, entry: LayerEntry) -> None:
        """Look anew which rows the layer's filter leaves in."""
        self._session.changes.tell("filter", layers=(entry.id,))
        self._refresh(entry, "filter")

    def retime(self) -> None:
        """Look anew which rows of all layers the map's span of time leaves in."""
        with self._session.changes.gathered():
            for entry in self._session.entries:
                if entry.ready is not None and not is_timed(entry.ready, entry.definition, self._session.moment):
                    self._refresh(entry, "time")

    def _refresh(self, entry: LayerEntry, part: Part) -> None:
        """Bring what is shown of the rows to what the definition says; work for an older wish is dropped."""
        ready, definition, changes = entry.ready, entry.definition, self._session.changes
        wish = entry.wanted = definition, self._session.moment
        if ready is None or _is_so(ready, entry, wish[1]):
            entry.wanted = None
            changes.tell(part, layers=(entry.id,))
            return

        def finish(result: Ready) -> None:
            if entry.wanted is wish and entry.ready is ready:
                entry.ready, entry.wanted = result, None
                if result.kept is not ready.kept:
                    self._around = None
                changes.tell(part, "data", layers=(entry.id,))

        self._start(entry, lambda job: loading.refreshed(ready, *wish, job.cancelled), finish)

    def prepare_again(self, entry: LayerEntry) -> None:
        """Bring a layer's rows to the map's CRS."""
        if entry.ready is None:
            return
        data = entry.ready.data
        request = loading.LoadRequest(entry.definition, data, self._session.crs, moment=self._session.moment)
        self._start(
            entry, lambda job: loading.prepare_layer(request, data, job), lambda loaded: self._opened(entry, loaded)
        )

    # --- what is there --------------------------------------------------------------------------------------------
    @property
    def extent(self) -> Extent | None:
        """Box around the visible layers, or around all when none is visible; None for an empty map."""
        if self._around is None:
            self._around = self._extent_of(visible=True)
        return self._around or self._extent_of(visible=False)

    def extent_changed(self) -> None:
        """Another set of layers is visible, or the map has another CRS."""
        self._around = None

    def count_held(self) -> None:
        """Give back what is too much of what all layers hold."""
        for entry in memory.surplus(self._session.entries):
            entry.ready, entry.status = None, "waiting"
        self._most_held = sum(map(memory.held, self._session.entries))

    # --- inside ---------------------------------------------------------------------------------------------------
    def _open(self, entry: LayerEntry) -> None:
        self._opened_layers += 1
        session = self._session
        nth, moment = self._opened_layers - 1, session.moment
        request = loading.LoadRequest(entry.definition, entry.given, session.crs, nth, moment)
        entry.status = "reading"
        self._start(
            entry, lambda job: loading.load(request, job), lambda loaded: self._opened(entry, loaded),
            lambda part: self._part(entry, part),
        )  # fmt: skip

    def _start(
        self, entry: LayerEntry, work: Callable[[Job], object], done: Callable[..., None],
        told: Callable[..., None] | None = None,
    ) -> None:  # fmt: skip
        session = self._session

        def ended(call: Callable[..., None], value: object) -> None:
            session.jobs.pop(job.number, None)
            if entry.job is job:
                entry.job = None
            self._at_work -= 1
            self._go_on()
            if not entry.removed:
                call(value)
            session.changes.tell("jobs")

        job = Job(
            entry.definition.title or entry.id, work, lambda r: ended(done, r),
            lambda e: ended(lambda error: self._failed(entry, error), e), told,
        )  # fmt: skip
        entry.job = job
        self._at_work += 1
        session.jobs.submit(job)

    def _part(self, entry: LayerEntry, part: loading.Loaded) -> None:
        if entry.removed or entry.ready is not None:
            return
        self._adopt(entry, part)
        if part.ready.crs == self._session.crs:
            entry.parts = (*entry.parts, part.ready)
            self._fit_if_new(entry, part.ready)
            self._session.changes.tell("data", layers=(entry.id,))

    def _opened(self, entry: LayerEntry, loaded: loading.Loaded) -> None:
        self._adopt(entry, loaded)
        entry.ready, entry.parts, entry.given = loaded.ready, (), None
        entry.status, entry.error = "ready", None
        if loaded.file_changed:
            entry.file_changed, entry.stale = loaded.file_changed, False
        if loaded.ready.crs != self._session.crs and loaded.ready.data.crs is not None:
            self.prepare_again(entry)
            return
        if not _is_so(loaded.ready, entry, self._session.moment):
            self._refresh(entry, "style")
        self._fit_if_new(entry, loaded.ready)
        self._keep_within_memory(entry)
        self._session.changes.tell("data", "layers", layers=(entry.id,))

    def _adopt(self, entry: LayerEntry, loaded: loading.Loaded) -> None:
        """Take the CRS where the map has none, and the look where the layer has none; neither is anybody's step."""
        session = self._session
        crs, style = session.crs, entry.style
        if session.crs is None and loaded.ready.crs is not None:
            session.crs = loaded.ready.crs
            session.changes.tell("crs")
        if entry.style.symbol is None and not entry.style.classes:
            entry.definition = msgspec.structs.replace(entry.definition, style=loaded.style)
        if session.crs != crs or entry.style is not style:
            session.editing.decided(entry)

    def _keep_within_memory(self, opened: LayerEntry) -> None:
        """Give back what is too much; all layers are counted only when what was opened since may have made it so."""
        self._most_held += memory.held(opened)
        if self._most_held > memory.BUDGET:
            self.count_held()

    def _extent_of(self, *, visible: bool) -> Extent | None:
        session = self._session
        return Extent.union(
            ready.extent for e in session.entries if e.visible or not visible for ready in e.shown_in(session.crs)
        )

    def _fit_if_new(self, opened: LayerEntry, ready: Ready) -> None:
        """Widen what all layers cover by a new one, and look at it while nobody has chosen a place."""
        if self._around is not None:
            self._around = Extent.union((self._around, ready.extent)) if opened.visible else None
        views = self._session.views
        if views.untouched and self.extent is not None:
            before = views.current
            views.follow(self.extent)
            if views.current != before:
                self._session.changes.tell("view")

    def _as_shown(self, entry: LayerEntry, ready: Ready) -> None:
        """Say the filter that the rows are under, where the work for another was stopped."""
        if entry.where != ready.where and entry.job is None:
            self._session.put_filter(entry, ready.where or entry.definition.filter, on=bool(ready.where))

    def _failed(self, entry: LayerEntry, error: OneMapError) -> None:
        if isinstance(error, CancelledError) and entry.ready is not None:
            self._as_shown(entry, entry.ready)
            return
        if isinstance(error, CrsError) and entry.ready is not None:
            entry.ready = None
        entry.status, entry.error, entry.parts = "failed", error, ()
        self._around = None
        self._session.changes.tell("layers", "data", layers=(entry.id,))


def _is_due(entry: LayerEntry) -> bool:
    """Whether a layer that was put in the queue still waits there."""
    return entry.status == "reading" and entry.job is None and not entry.removed


def _is_so(ready: Ready, entry: LayerEntry, moment: Moment | None) -> bool:
    """Whether the rows are under the layer's filter and the map's time, and classified as its style wants them."""
    styled = ready.style is not None and not loading.needs_rows(ready.style, entry.style)
    return styled and ready.where == entry.where and is_timed(ready, entry.definition, moment)
