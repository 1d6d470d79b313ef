"""What the field paints over the map: the cell, the place, the radius, and the numbers of the nearest things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from onemap.ui import theme
from onemap.ui.canvas_overlay import Outline
from onemap.ui.card_outline import rings_of
from onemap.ui.field_row import paint_badge

if TYPE_CHECKING:
    from onemap.session.fielding import FieldAnswer
    from onemap.ui.canvas import MapCanvas

#: Circles and numbers are painted when the radius is at least so large, px.
_LEAST_PX = 30.0
_BADGE = 28.0


class FieldMarks:
    """Painted at every frame, below the highlights."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._answer: FieldAnswer | None = None
        self._cell: Outline | None = None
        canvas.overlay.painters.append(self._paint)

    def show_answer(self, answer: FieldAnswer | None) -> None:
        """Paint another answer, or none."""
        self._answer = answer
        card = None if answer is None else answer.card
        self._cell = None if card is None else Outline(rings_of(card.shape))
        self._canvas.update()

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        answer = self._answer
        if answer is None:
            return
        if self._cell is not None:
            painter.setBrush(theme.color("unit_grid", 0.06))
            painter.setPen(QPen(theme.color("unit_grid"), 3.5))
            painter.drawPath(self._cell.path(canvas))
        near, resolution = answer.near, canvas.view.resolution
        across, along = (near.radius_m / (metres * resolution) for metres in answer.scale)
        if along < _LEAST_PX:
            return
        painter.setBrush(theme.color("accent", 0.10))
        painter.setPen(QPen(theme.color("accent"), 2.5, Qt.PenStyle.DashLine))
        painter.drawEllipse(QPointF(*canvas.view.to_pixel(near.x, near.y)), across, along)
        for number, one in reversed(tuple(enumerate(near.things, 1))):  # the nearest lies on top
            x, y = canvas.view.to_pixel(*one.at)
            paint_badge(painter, QRectF(x - _BADGE / 2, y - _BADGE / 2, _BADGE, _BADGE), str(number))
