"""Questions by hand: what is here, what is under the cursor."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from onemap.session import asking, snapshot
from onemap.session.runner import Job
from onemap.ui.canvas_overlay import Outline
from onemap.ui.identify_model import place_words

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.errors import OneMapError
    from onemap.model.extent import Extent
    from onemap.model.prepared import Prepared
    from onemap.model.request import Hit, IdentifyResult
    from onemap.session.session import Session
    from onemap.ui.canvas import MapCanvas
    from onemap.ui.window_message import Message

#: A click or the cursor finds what is so near, px.
CLICK_PX, HOVER_PX = 6.0, 3.0
#: The cursor must rest so long before it is asked what is under it, ms.
REST = 45


class Asking(QObject):
    """Asks in jobs and shows the answers. ``answered`` tells that a click was answered."""

    answered = Signal()

    def __init__(self, session: Session, canvas: MapCanvas, message: Message) -> None:
        super().__init__(canvas)
        self._session, self._canvas, self._message = session, canvas, message
        self._job: Job | None = None
        self._hover_job: Job | None = None
        self._place: tuple[float, float] | None = None
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self._hover)
        canvas.clicked.connect(self.identify)
        canvas.hovered.connect(self._point)

    # --- what is here -------------------------------------------------------------------------------------------
    def _question(self, x: float, y: float, pixels: float) -> asking.IdentifyRequest:
        view = self._canvas.view
        tolerance = pixels * view.resolution * self._canvas.metres_per_unit
        return snapshot.question(self._session, x, y, tolerance, view)

    def identify(self, x: float, y: float) -> None:
        """Ask what stands at a place; an older question that is not answered yet is dropped."""
        if not self._session.entries:
            return
        if self._job is not None:
            self._job.cancel()
        request = self._question(x, y, CLICK_PX)
        self._canvas.overlay.asked_at = (x, y)
        self._canvas.update()
        self._job = self._session.start(
            self.tr("What is here"), lambda _job: _answered(request), self._answer, self._message.tell_error, quick=True
        )

    def _answer(self, result: IdentifyResult) -> None:
        self._session.show_identified(result)
        self.answered.emit()

    def highlight(self, hit: Hit | None) -> None:
        """Outline a hit on the map."""
        overlay = self._canvas.overlay
        overlay.chosen = None
        self._canvas.update()
        prepared = None if hit is None else self._prepared(hit.layer)
        if hit is None or prepared is None:
            return

        def done(outline: Outline | None) -> None:
            overlay.chosen = outline
            self._canvas.update()

        self._session.start(self.tr("Outline"), lambda _job: Outline.of(prepared, hit.row), done, quick=True)

    def zoom_to(self, hit: Hit) -> None:
        """Look at a hit from near."""
        prepared = self._prepared(hit.layer)
        if prepared is not None:
            self._session.start(
                self.tr("Zoom to"), lambda _job: Outline.of(prepared, hit.row), self._look_at, quick=True
            )

    def _look_at(self, outline: Outline | None) -> None:
        if outline is None:
            return
        from onemap.model.extent import Extent

        box = Extent(*outline.bounds())
        least = 60.0 / self._canvas.metres_per_unit
        grown = max(box.width, box.height, least) * 0.5
        x, y = box.center
        half_w, half_h = max(box.width / 2 + grown, least), max(box.height / 2 + grown, least)
        self._canvas.zoom_to(Extent(x - half_w, y - half_h, x + half_w, y + half_h))

    def _prepared(self, layer: str) -> Prepared | None:
        for entry in self._session.entries:
            if entry.id == layer and entry.ready is not None:
                return entry.ready.prepared
        return None

    # --- what is under the cursor -------------------------------------------------------------------------------
    def _point(self, place: tuple[float, float] | None) -> None:
        self._place = place
        if place is None:
            self._rest.stop()
            self._show_hovered(None)
        else:
            self._rest.start()

    def _hover(self) -> None:
        if self._place is None or not self._session.entries:
            return
        if self._hover_job is not None:
            self._hover_job.cancel()
        request = dataclasses.replace(self._question(*self._place, HOVER_PX), cap=1, grids=())
        layers = {layer.id: layer.prepared for layer in request.layers}

        def work(_job: Job) -> Outline | None:
            hits = asking.identify(request).hits
            return Outline.of(layers[hits[0].layer], hits[0].row) if hits else None

        place = self._place
        job = Job("", work, lambda outline: self._show_hovered(outline if place == self._place else None), _silent)
        job.quick = True
        self._hover_job = job
        self._session.runner.submit(job)

    def _show_hovered(self, outline: Outline | None) -> None:
        overlay = self._canvas.overlay
        if overlay.hovered is not outline:
            overlay.hovered = outline
            self._canvas.update()


def _answered(request: asking.IdentifyRequest) -> IdentifyResult:
    place_words(request.crs, request.x, request.y)
    return asking.identify(request)


def _silent(_error: OneMapError) -> None:
    """What is under the cursor is not worth a message."""


def selection_extent(prepared: Prepared, rows: npt.NDArray[np.int64]) -> Extent | None:
    """Box around the given rows of a layer. Runs in a worker."""
    from onemap.model.extent import Extent

    mask = np.isin(prepared.rows, rows)
    if prepared.bounds is not None:
        return Extent.of_bounds(prepared.bounds[mask])
    return Extent.of_bounds(np.hstack([prepared.coords[mask], prepared.coords[mask]]))
