"""Findings on the map: a dot for each that is listed, and the current one with its ground and the other of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from onemap.ui import theme

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.ledger import Ledger
    from onemap.ui.canvas import MapCanvas

#: Dots closer than this hide each other, px; more than so many are not painted.
_STEP, _MOST = 3, 6000
#: More findings than this in sight are so dense that a part of them shows where they are.
_LOOKED_AT = 50_000


class FindingMarks:
    """What is painted; ``places`` (n, 2) are those of all that are listed, map CRS, from west to east."""

    def __init__(self) -> None:
        self.places: npt.NDArray[np.float64] = np.empty((0, 2))
        self._current: tuple[Ledger, int] | None = None
        self._made: tuple[object, QPolygonF] | None = None

    def show(self, ledger: Ledger | None, places: npt.NDArray[np.int64]) -> None:
        """Mark the findings at some places of the list of all."""
        if ledger is None or not len(places):
            self.places = np.empty((0, 2))
            return
        findings = ledger.findings
        xy = np.column_stack([findings.column("x"), findings.column("y")]).astype(float)[places]
        xy = xy[np.isfinite(xy).all(axis=1)]
        self.places = xy[np.argsort(xy[:, 0])]

    def choose(self, ledger: Ledger | None, at: int | None) -> None:
        """Make a finding the current one."""
        self._current = None if ledger is None or at is None else (ledger, at)

    def paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        """Paint them over the map."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dots = self._dots(canvas)
        for color, width in ((theme.color("panel"), 9.0), (theme.color("attention"), 6.0)):
            pen = QPen(color, width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(dots)
        if self._current is not None:
            self._paint_current(painter, canvas, *self._current)

    def _dots(self, canvas: MapCanvas) -> QPolygonF:
        """One point for all that fall together on the screen; made again when the view is another one."""
        view = canvas.view
        key = (view, canvas.width(), canvas.height())
        if self._made is not None and self._made[0] == key:
            return self._made[1]
        across, down = canvas.width() // _STEP + 1, canvas.height() // _STEP + 1
        half = canvas.width() / 2 * view.resolution
        first, last = np.searchsorted(self.places[:, 0], [view.center_x - half, view.center_x + half])
        xy = self.places[first : last : (last - first) // _LOOKED_AT + 1]
        px = ((xy[:, 0] - view.center_x) / view.resolution + canvas.width() / 2) / _STEP
        py = ((view.center_y - xy[:, 1]) / view.resolution + canvas.height() / 2) / _STEP
        seen = (px >= 0) & (py >= 0) & (px < across) & (py < down)
        held = np.zeros((across, down), bool)
        held[px[seen].astype(np.int64), py[seen].astype(np.int64)] = True
        cells = np.argwhere(held)
        cells = cells[:: len(cells) // _MOST + 1]
        dots = QPolygonF([QPointF(x * _STEP + 1.5, y * _STEP + 1.5) for x, y in cells.tolist()])
        self._made = key, dots
        return dots

    def _paint_current(self, painter: QPainter, canvas: MapCanvas, ledger: Ledger, at: int) -> None:
        found = ledger.findings[at]
        painter.setBrush(theme.color("highlight", 0.25))
        painter.setPen(QPen(theme.color("highlight"), 2.0))
        shape = _ground(ledger, at)
        if shape is not None:
            painter.drawPath(_path(shape, canvas))
        if found.place is None:
            return
        here = QPointF(*canvas.view.to_pixel(*found.place))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((theme.color("panel"), 5.0), (theme.color("highlight"), 2.5)):
            painter.setPen(QPen(color, width))
            painter.drawEllipse(here, 11.0, 11.0)


def _ground(ledger: Ledger, at: int) -> object | None:
    """The ground of a gap or an overlap."""
    for batch in ledger.findings.batches:
        if at < len(batch):
            return None if batch.shapes is None else batch.shapes[at]
        at -= len(batch)
    return None


def _path(shape: object, canvas: MapCanvas) -> QPainterPath:
    import shapely

    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for part in shapely.get_parts(np.array([shape], object)):
        if shapely.get_dimensions(part) != 2:
            continue
        for ring in shapely.get_rings(part):
            corners = [QPointF(*canvas.view.to_pixel(x, y)) for x, y in shapely.get_coordinates(ring).tolist()]
            path.addPolygon(QPolygonF(corners))
    return path
