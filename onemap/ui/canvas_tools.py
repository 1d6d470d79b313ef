"""Shapes drawn on the map by hand: a box to zoom to; a rectangle, polygon or circle to select with."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from onemap.model.extent import Extent

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from shapely.geometry.base import BaseGeometry

    Shape: TypeAlias = "Extent | Circle | Pick | BaseGeometry"

    from onemap.model.selection import How
    from onemap.model.view import View

    Place = tuple[float, float]

#: Shapes that one drag makes.
_DRAGGED = ("box", "rectangle", "circle", "freehand")


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle in map units."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Pick:
    """A click: what stands at a place, in map units."""

    x: float
    y: float


class ShapeTool:
    """A shape in the making, in map coordinates so that it stays put when the map moves."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.points: list[Place] = []
        self.cursor: Place | None = None

    @property
    def by_drag(self) -> bool:
        """Whether one drag makes the shape; others take a click for each corner."""
        return self.kind in _DRAGGED

    @property
    def has_area(self) -> bool:
        """Whether the shape is filled while it is drawn."""
        return True

    def add(self, place: Place) -> None:
        """Put a corner down."""
        self.points.append(place)

    def drag_to(self, place: Place) -> None:
        """The cursor is at a place while the button is down, or the next corner is awaited."""
        self.cursor = place
        if self.kind == "freehand":
            self.points.append(place)

    def take_back(self) -> None:
        """Take the last corner away."""
        self.points.pop()

    def emptied(self) -> ShapeTool:
        """The tool as it was before the first corner."""
        return ShapeTool(self.kind)

    def finished(self) -> ShapeTool:
        """The tool after its shape was handed on."""
        return self.emptied()

    def decorate(self, painter: QPainter, view: View) -> None:
        """Paint what more there is to see than the outline and the corners."""

    def path(self, view: View) -> QPainterPath:
        """The outline so far, in pixels of the view."""
        path = QPainterPath()
        corners = [QPointF(*view.to_pixel(*p)) for p in [*self.points, *([self.cursor] if self.cursor else [])]]
        if len(corners) < 2:
            return path
        if self.kind == "circle":
            radius = math.hypot(corners[1].x() - corners[0].x(), corners[1].y() - corners[0].y())
            path.addEllipse(corners[0], radius, radius)
        elif self.kind != "freehand" and self.by_drag:
            path.addRect(QRectF(corners[0], corners[1]).normalized())
        else:
            path.addPolygon(corners)
            path.closeSubpath()
        return path

    def shape(self) -> Shape | None:
        """The finished shape in map coordinates; None while it has no area."""
        points = [*self.points, *([self.cursor] if self.cursor and self.by_drag else [])]
        drawn = self.kind == "freehand" or not self.by_drag
        if len(points) < (3 if drawn else 2):
            return None
        (x0, y0), (x1, y1) = points[0], points[1]
        if self.kind == "circle":
            radius = math.hypot(x1 - x0, y1 - y0)
            return Circle(x0, y0, radius) if radius > 0 else None
        if not drawn:
            return self.box()
        import shapely

        made = shapely.make_valid(shapely.Polygon(points))
        return made if made.area > 0 else None

    def box(self) -> Extent | None:
        """The box between press and cursor; None while it has no area."""
        if not self.points or self.cursor is None:
            return None
        (x0, y0), (x1, y1) = self.points[0], self.cursor
        box = Extent(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        return box if box.width > 0 and box.height > 0 else None


def mode_of(modifiers: Qt.KeyboardModifier) -> How:
    """What a shape does to the selection: Shift adds, Ctrl takes away, both intersect, else it replaces."""
    shift, control = (
        bool(modifiers & one) for one in (Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier)
    )
    if shift and control:
        return "intersect"
    return "add" if shift else "remove" if control else "replace"
