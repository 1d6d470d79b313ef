"""The tool that measures: corners by clicks, lengths written along the legs while they are drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen

from onemap.io.geodesic import Measured, measure
from onemap.ui import text_size, theme
from onemap.ui.canvas_tools import ShapeTool
from onemap.ui.measure_texts import angle_text, area_words, length_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onemap.io.geodesic import Kind
    from onemap.model.view import View
    from onemap.query.snap import Snap
    from onemap.ui.canvas_tools import Place, Shape

#: A leg shorter than this carries no text, px.
_LEAST_LEG = 56.0


class MeasureTool(ShapeTool):
    """A line, an area or an angle in the making. ``told`` is called when what is measured has changed."""

    def __init__(self, kind: Kind, crs: str | None, told: Callable[[MeasureTool], None]) -> None:
        super().__init__(kind)
        self.measures: Kind = kind
        self.crs, self._told = crs, told
        self.snapped: Snap | None = None
        #: How far from the cursor a snap still counts, map units.
        self.reach = 0.0
        self.done = False

    @property
    def places(self) -> list[Place]:
        """The corners put down, and the cursor while the shape is open."""
        if self.cursor is None or self.done or self._full:
            return list(self.points)
        return [*self.points, self._aimed(self.cursor)]

    @property
    def measured(self) -> Measured:
        """What the shape measures now."""
        return measure(self.measures, self.places, self.crs)

    @property
    def _full(self) -> bool:
        return self.measures == "angle" and len(self.points) >= 3

    @property
    def has_area(self) -> bool:
        """Whether the shape is filled."""
        return self.measures == "area"

    def _aimed(self, place: Place) -> Place:
        """Where a click at a place puts the corner; a snap found for where the cursor was before does not count."""
        snap = self.snapped
        if snap is None or math.hypot(snap.x - place[0], snap.y - place[1]) > self.reach:
            return place
        return snap.x, snap.y

    def add(self, place: Place) -> None:
        """Put a corner down where the cursor snapped to; after the end, begin anew."""
        if self.done or self._full:
            self.points, self.done = [], False
        self.points.append(self._aimed(place))
        if self._full:
            self.done = True
        self._told(self)

    def take_back(self) -> None:
        """Take the last corner away."""
        super().take_back()
        self.done = False
        self._told(self)

    def emptied(self) -> MeasureTool:
        """The tool as it was before the first corner."""
        tool = MeasureTool(self.measures, self.crs, self._told)
        self._told(tool)
        return tool

    def finished(self) -> MeasureTool:
        """The tool with its shape still on the map."""
        if len(self.points) > 1 and self.points[-1] == self.points[-2]:
            self.points.pop()  # a double click puts the last corner down twice
        self.done, self.cursor = True, None
        self._told(self)
        return self

    def shape(self) -> Shape | None:
        """Nothing is selected by measuring."""
        return None

    def path(self, view: View) -> QPainterPath:
        """The line or the border so far, in pixels of the view."""
        path = QPainterPath()
        corners = [QPointF(*view.to_pixel(*place)) for place in self.places]
        if len(corners) > 1:
            path.addPolygon(corners)
            if self.measures == "area" and len(corners) > 2:
                path.closeSubpath()
        return path

    def decorate(self, painter: QPainter, view: View) -> None:
        """The lengths along the legs, the area or the angle in its place, and where the cursor snaps to."""
        measured, corners = self.measured, [QPointF(*view.to_pixel(*place)) for place in self.places]
        paint_measured(painter, measured, corners)
        if self.snapped is not None and not self.done:
            _mark(
                painter, QPointF(*view.to_pixel(self.snapped.x, self.snapped.y)), vertex=self.snapped.kind == "vertex"
            )


def paint_measured(painter: QPainter, measured: Measured, corners: Sequence[QPointF]) -> None:
    """Write what was measured beside its corners, in pixels of the painter."""
    for i, leg in enumerate(measured.legs):
        start, end = corners[i], corners[(i + 1) % len(corners)]
        if math.hypot(end.x() - start.x(), end.y() - start.y()) >= _LEAST_LEG:
            tag(painter, (start + end) / 2, length_text(leg.length_m))
    if measured.area_m2 is not None:
        middle = QPointF(sum(c.x() for c in corners) / len(corners), sum(c.y() for c in corners) / len(corners))
        tag(painter, middle, area_words(measured.area_m2), strong=True)
    if measured.angle_deg is not None:
        tag(painter, corners[1] + QPointF(0, -18), angle_text(measured.angle_deg), strong=True)


def tag(painter: QPainter, at: QPointF, text: str, *, strong: bool = False) -> None:
    """A small plate with a text, its middle at a pixel."""
    font = painter.font()
    font.setPixelSize(text_size.px(13 if strong else 11))
    font.setBold(strong)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 12, metrics.height() + 4)
    box.moveCenter(at)
    painter.setPen(QPen(theme.color("accent", 0.6), 1))
    painter.setBrush(theme.color("panel", 0.94))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.color("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _mark(painter: QPainter, at: QPointF, *, vertex: bool) -> None:
    """A square at a corner, a circle on an edge."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("highlight"), 2))
    if vertex:
        painter.drawRect(QRectF(at.x() - 6, at.y() - 6, 12, 12))
    else:
        painter.drawEllipse(at, 6, 6)
