"""A symbol in small, for trees, lists and buttons: how a widget shows what the map draws."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from onemap.errors import RequestError
from onemap.model.style import Symbol
from onemap.render import palette
from onemap.ui import theme
from onemap.ui.telling import Telling

if TYPE_CHECKING:
    from onemap.session.session import Session
    from onemap.ui.layer_rows import Geometry

PX_PER_MM = 96 / 25.4
_CAPS = {"butt": Qt.PenCapStyle.FlatCap, "round": Qt.PenCapStyle.RoundCap, "square": Qt.PenCapStyle.SquareCap}


_exact = False
#: Tells that swatches now come from the map's own renderer.
sharpened = Telling()


def sharpen(session: Session) -> None:
    """Have the map's renderer made ready in a worker; from then on swatches are what it draws, pixel by pixel."""
    if not _exact:
        session.start(QCoreApplication.translate("Swatch", "Symbols"), lambda _job: _first(), lambda _none: _ready())


def _first() -> None:
    from onemap.render.swatch import swatch

    swatch(Symbol(fill="#808080"), "point", (8, 8))


def _ready() -> None:
    global _exact  # noqa: PLW0603 - kernels are ready for the whole process
    _exact = True
    sharpened.emit()


def resolved(color: str | None) -> QColor:
    """The colour that "#rrggbb", "#rrggbbaa" or "@name" stands for in the theme in use; None is transparent."""
    if color is None:
        return QColor(Qt.GlobalColor.transparent)
    try:
        return QColor(*palette.rgba(color, theme.current()))
    except RequestError:
        return theme.color("muted")


def paint(painter: QPainter, box: QRectF, symbol: Symbol, geometry: Geometry, opacity: float = 1.0) -> None:
    """Paint the symbol into a box as large as on the map, unless the box is smaller."""
    painter.save()
    painter.setOpacity(painter.opacity() * opacity)
    ratio = painter.device().devicePixelRatio() * painter.transform().m11()
    size = round(box.width()), round(box.height())
    picture = _picture(symbol, geometry, size, theme.current(), ratio) if _exact else None
    if picture is not None:
        painter.drawImage(box.topLeft(), picture)
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        {"point": _point, "line": _line, "polygon": _polygon}[geometry](painter, box, symbol)
    painter.restore()


@lru_cache(maxsize=1024)
def _picture(
    symbol: Symbol, geometry: Geometry, size: tuple[int, int], palette_name: theme.ThemeName, ratio: float
) -> QImage | None:
    """What the map's renderer makes of a symbol; None where it draws nothing, as for an unknown colour."""
    from onemap.render.swatch import swatch

    try:
        rgba = swatch(symbol, geometry, size, palette_name, ratio)
    except RequestError:
        return None
    if not rgba[..., 3].any():
        return None
    height, width = rgba.shape[:2]
    image = QImage(rgba.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _pen(color: str | None, width_mm: float, widest: float) -> QPen:
    if color is None or width_mm <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(resolved(color), min(max(width_mm * PX_PER_MM, 0.8), widest))
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _polygon(painter: QPainter, box: QRectF, symbol: Symbol) -> None:
    inner = box.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setPen(_pen(symbol.line, symbol.width_mm, 3))
    painter.setBrush(resolved(symbol.fill))
    painter.drawRoundedRect(inner, 2, 2)


def _line(painter: QPainter, box: QRectF, symbol: Symbol) -> None:
    line = QLineF(box.left() + 1, box.center().y(), box.right() - 1, box.center().y())
    width = min(max(symbol.width_mm * PX_PER_MM, 1.0), box.height() * 0.5)
    if symbol.casing is not None:
        casing = QPen(resolved(symbol.casing), width + 2 * min(symbol.casing_mm * PX_PER_MM, 2.0))
        casing.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(casing)
        painter.drawLine(line)
    if symbol.line is None:
        return
    pen = QPen(resolved(symbol.line), width)
    pen.setCapStyle(_CAPS[symbol.cap] if symbol.dash_mm else Qt.PenCapStyle.FlatCap)
    if symbol.dash_mm:
        pen.setDashPattern([max(mm * PX_PER_MM / width, 0.1) for mm in _even(symbol.dash_mm)])
    painter.setPen(pen)
    painter.drawLine(line)


def _even(dash_mm: tuple[float, ...]) -> tuple[float, ...]:
    return dash_mm if len(dash_mm) % 2 == 0 else dash_mm * 2


def _point(painter: QPainter, box: QRectF, symbol: Symbol) -> None:
    size = min(max(symbol.size_mm * PX_PER_MM, 4.0), box.height() - 2)
    path = marker_path(symbol.marker, size)
    path.translate(box.center())
    strokes = symbol.marker in {"cross", "x", "ring"}
    if strokes:
        painter.setPen(QPen(resolved(symbol.fill), max(size * 0.22, 1.2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(_pen(symbol.line, symbol.width_mm, 1.2))
        painter.setBrush(resolved(symbol.fill))
    painter.drawPath(path)


def marker_path(marker: str, size: float) -> QPainterPath:
    """The outline of a built-in marker ``size`` pixels across, around the origin; an unknown one is a circle."""
    path, half = QPainterPath(), size / 2
    turned = {"square": (4, 45), "diamond": (4, 0), "triangle": (3, -90), "triangle_down": (3, 90), "hexagon": (6, 0)}
    if marker in turned:
        corners, start = turned[marker]
        radius = half * (1.18 if corners == 3 else 1.25 if marker == "square" else 1.05)
        path.addPolygon(_corners(corners, start, radius))
        path.closeSubpath()
    elif marker == "star":
        outer, inner = _corners(5, -90, half * 1.15), _corners(5, -54, half * 0.5)
        path.addPolygon(QPolygonF([p for pair in zip(outer.toList(), inner.toList(), strict=True) for p in pair]))
        path.closeSubpath()
    elif marker in {"cross", "x"}:
        for angle in (0, 90) if marker == "cross" else (45, 135):
            end = QLineF.fromPolar(half, angle).p2()
            path.moveTo(-end)
            path.lineTo(end)
    elif marker == "pin":
        path.moveTo(0, half)
        path.cubicTo(-half * 0.2, half * 0.4, -half * 0.75, half * 0.2, -half * 0.75, -half * 0.25)
        path.arcTo(QRectF(-half * 0.75, -half, half * 1.5, half * 1.5), 180, -180)
        path.cubicTo(half * 0.75, half * 0.2, half * 0.2, half * 0.4, 0, half)
    else:
        radius = half * (0.82 if marker == "ring" else 1)
        path.addEllipse(QPointF(), radius, radius)
    return path


def _corners(count: int, start: float, radius: float) -> QPolygonF:
    angles = [math.radians(start + 360 * i / count) for i in range(count)]
    return QPolygonF([QPointF(radius * math.cos(a), radius * math.sin(a)) for a in angles])
