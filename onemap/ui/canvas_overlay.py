"""What is painted over the picture at every frame: highlighted features, the shape being drawn, the scale bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from onemap.model.geometry import EXTERIOR, INTERIOR, POINT
from onemap.ui import text_size, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from onemap.model.prepared import Prepared
    from onemap.ui.canvas import MapCanvas

#: Vertices closer than this to the one before are left out of a highlight, px.
_STEP_PX = 0.7
#: An area that takes less than this share of the window is tinted.
_TINTED = 0.25
#: Around the window, in its sizes, a highlight is kept whole; beyond, runs of vertices on one side are cut short.
_REACH = 1.0


class Outline:
    """One feature to be highlighted: its rings in map coordinates, turned into pixels when the scale changes."""

    def __init__(self, rings: list[tuple[int, npt.NDArray[np.float64]]]) -> None:
        self.rings = rings
        self._path: QPainterPath | None = None
        self._key: tuple[float, ...] = ()
        self._anchor = (0.0, 0.0)

    @classmethod
    def of(cls, prepared: Prepared, row: int) -> Outline | None:
        """The outline of a source row; None when it is not drawn. Looks through all rows: call it in a job."""
        found = np.flatnonzero(prepared.rows == row)
        if not len(found):
            return None
        position = int(found[0])
        if prepared.feature_offsets is None or prepared.ring_offsets is None or prepared.ring_kind is None:
            return cls([(POINT, prepared.coords[position : position + 1])])
        first, last = prepared.feature_offsets[position : position + 2]
        offsets, kinds = prepared.ring_offsets, prepared.ring_kind
        return cls([(int(kinds[i]), prepared.coords[offsets[i] : offsets[i + 1]]) for i in range(first, last)])

    def bounds(self) -> tuple[float, float, float, float]:
        """Box around it, map units."""
        coords = np.concatenate([ring for _, ring in self.rings])
        low, high = coords.min(axis=0), coords.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    @property
    def has_area(self) -> bool:
        """Whether any ring is a polygon's."""
        return any(kind in {EXTERIOR, INTERIOR} for kind, _ in self.rings)

    def path(self, canvas: MapCanvas) -> QPainterPath:
        """The outline in pixels of the canvas's view; made anew only when the scale or the place is another."""
        view = canvas.view
        width, height = max(view.width_px, 1), max(view.height_px, 1)
        x, y = view.to_pixel(*self._anchor)
        far = abs(x - width / 2) > _REACH * width / 2 or abs(y - height / 2) > _REACH * height / 2
        if self._path is None or self._key != (view.resolution, width, height) or far:
            self._key, self._anchor = (view.resolution, width, height), (view.center_x, view.center_y)
            self._path = self._made(view.resolution, width, height)
            x, y = view.to_pixel(*self._anchor)
        return self._path.translated(x, y)

    def _made(self, resolution: float, width: int, height: int) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill if not self.has_area else Qt.FillRule.OddEvenFill)
        for kind, ring in self.rings:
            pixels = (ring - self._anchor) / (resolution, -resolution)
            if kind == POINT:
                path.addEllipse(QPointF(float(pixels[0, 0]), float(pixels[0, 1])), 8.0, 8.0)
                continue
            pixels = _thinned(_cut(pixels, width * (0.5 + _REACH), height * (0.5 + _REACH)))
            path.addPolygon(QPolygonF([QPointF(x, y) for x, y in pixels.tolist()]))
        return path


def _cut(pixels: npt.NDArray[np.float64], half_width: float, half_height: float) -> npt.NDArray[np.float64]:
    """The ring without vertices whose neighbours lie beyond the same side of the box as they do."""
    x, y = pixels[:, 0], pixels[:, 1]
    side = (x < -half_width) | ((x > half_width) << 1) | ((y < -half_height) << 2) | ((y > half_height) << 3)
    side = side.astype(np.uint8)
    kept = np.ones(len(pixels), np.bool_)
    kept[1:-1] = (side[1:-1] & side[:-2] & side[2:]) == 0
    return pixels[kept]


def _thinned(pixels: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The ring without vertices that fall into the same small cell as the one before."""
    if len(pixels) < 200:
        return pixels
    cells = np.floor(pixels / _STEP_PX)
    kept = np.ones(len(pixels), np.bool_)
    kept[1:-1] = (cells[1:-1] != cells[:-2]).any(axis=1)
    return pixels[kept]


class Overlay:
    """Painted over the picture; cheap enough for every frame."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self.chosen: Outline | None = None
        self.hovered: Outline | None = None
        self.asked_at: tuple[float, float] | None = None
        #: What else is painted over the map, below the highlights: each gets the painter and the canvas.
        self.painters: list[Callable[[QPainter, MapCanvas], None]] = []

    def clear(self) -> None:
        """Highlight nothing."""
        self.chosen = self.hovered = self.asked_at = None

    def moved(self) -> None:
        """The map moved under the cursor: what was hovered is not there any more."""
        self.hovered = None

    def paint_highlights(self, painter: QPainter) -> QRectF:
        """Paint what is hovered and chosen; gives the box of what was painted, for the names to be laid over it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        touched = QRectF()
        if self.hovered is not None and self.hovered is not self.chosen:
            touched |= self._outline(painter, self.hovered, theme.color("accent"), 1.2, 0.05)
        if self.chosen is not None:
            touched |= self._outline(painter, self.chosen, theme.color("highlight"), 1.8, 0.08)
        return touched

    def paint(self, painter: QPainter) -> None:
        """Paint what lies over the names, too."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for paint in self.painters:
            paint(painter, self._canvas)
        if self.asked_at is not None:
            self._mark(painter)
        if self._canvas.tool is not None:
            self._shape(painter)
        if self._canvas.session.crs is not None and self._canvas.session.entries:
            _scale_bar(painter, self._canvas)

    def _outline(self, painter: QPainter, outline: Outline, color: QColor, width: float, fill: float) -> QRectF:
        """Paint one; an area that takes much of the window is not tinted: the map in it is what one looks at."""
        path = outline.path(self._canvas)
        box = path.controlPointRect()
        seen = box & QRectF(self._canvas.rect())
        small = seen.width() * seen.height() < _TINTED * self._canvas.width() * self._canvas.height()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("panel", 0.6), width + 1.6))
        painter.drawPath(path)
        tint = QColor(color)
        tint.setAlphaF(fill)
        painter.setBrush(QBrush(tint) if outline.has_area and small else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, width))
        painter.drawPath(path)
        return box.adjusted(-4, -4, 4, 4)

    def _mark(self, painter: QPainter) -> None:
        """A small cross hair where the question was asked."""
        assert self.asked_at is not None  # noqa: S101 - looked at by the caller
        at = QPointF(*self._canvas.view.to_pixel(*self.asked_at))
        for color, width in ((theme.color("panel"), 3.5), (theme.color("highlight"), 1.5)):
            painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(at + QPointF(3 * dx, 3 * dy), at + QPointF(8 * dx, 8 * dy))

    def _shape(self, painter: QPainter) -> None:
        tool = self._canvas.tool
        assert tool is not None  # noqa: S101 - looked at by the caller
        path = tool.path(self._canvas.view)
        painter.setBrush(QBrush(theme.color("accent", 0.10)) if tool.has_area else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("accent"), 1.5))
        painter.drawPath(path)
        painter.setBrush(theme.color("panel"))
        for point in tool.points if not tool.by_drag else []:
            painter.drawEllipse(QPointF(*self._canvas.view.to_pixel(*point)), 3.5, 3.5)
        tool.decorate(painter, self._canvas.view)


def round_length(longest: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not longer."""
    if not longest > 0:
        return 0.0
    power = 10.0 ** np.floor(np.log10(longest))
    return float(max(step * power for step in (1, 2, 5) if step * power <= longest * (1 + 1e-12)))


def _scale_bar(painter: QPainter, canvas: MapCanvas) -> None:
    """A bar of a round length at the bottom left."""
    metres_per_px = canvas.metres_per_unit * canvas.view.resolution
    grown = text_size.factor()
    length = round_length(120 * grown * metres_per_px)
    if not length:
        return
    width = length / metres_per_px
    text = f"{length / 1000:,.6g} km" if length >= 1000 else f"{length:,.6g} m"
    font = QFont(canvas.font())
    font.setPixelSize(text_size.px(11))
    painter.setFont(font)
    high = 28 * grown
    box = QRectF(14, canvas.height() - 14 - high, width + 24, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("panel", 0.85))
    painter.drawRoundedRect(box, 6, 6)
    left, base = box.x() + 12, box.bottom() - 8 * grown
    painter.setPen(QPen(theme.color("text"), 1.5 * grown))
    tick = QPointF(0, -4 * grown)
    ends = QPointF(left, base), QPointF(left + width, base)
    painter.drawPolyline([
        ends[0] + tick, *ends, ends[1] + tick,
    ])  # fmt: skip
    painter.drawText(QRectF(left, box.y() + 2, width, 16 * grown), Qt.AlignmentFlag.AlignCenter, text)
