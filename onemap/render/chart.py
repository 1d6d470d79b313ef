"""Painting a chart on a picture, a page or a widget; what lies at a pixel; writing it as PNG, SVG, PDF or CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import numpy as np

from onemap.render import fonts
from onemap.render.chart_layout import lay_out
from onemap.render.chart_scale import moment_text, number_text
from onemap.render.chart_shapes import Bar, Dots, Stroke, Words
from onemap.render.palette import rgba

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtGui import QColor, QPainter

    from onemap.model.chart import Chart
    from onemap.render.chart_shapes import Layout, Mark, Shape

#: How far from a point of a line or scatter it is still hit, in pixels.
_NEAR = 9.0


def paint(painter: QPainter, layout: Layout, palette: str = "light") -> None:
    """Paint a chart that was laid out, in the painter's own unit; the ground is left as it is."""
    from PySide6.QtGui import QPainter

    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in layout.shapes:
        if isinstance(shape, Words):
            _paint_words(painter, shape, palette)
        elif isinstance(shape, Bar):
            _paint_bar(painter, shape, palette)
        elif isinstance(shape, Stroke):
            _paint_stroke(painter, shape, palette)
        else:
            _paint_dots(painter, shape, palette)


def picture(chart: Chart, size: tuple[int, int], palette: str = "light", scale: float = 1.0) -> npt.NDArray[np.uint8]:
    """The chart as an opaque picture (h, w, 4) of ``size`` times ``scale`` pixels."""
    from PySide6.QtGui import QColor, QImage, QPainter

    from onemap.render.application import ensure_gui_application

    ensure_gui_application()
    image = QImage(round(size[0] * scale), round(size[1] * scale), QImage.Format.Format_RGBA8888)
    image.fill(QColor(*rgba("@panel", palette)))
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter, lay_out(chart, size), palette)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return pixels[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()


def hit(layout: Layout, x: float, y: float) -> Mark | None:
    """Series and place of the item at a pixel: a bar itself, else its row or column, else the nearest point.

    Of several series the row or column as a whole is series -1.
    """
    found: Mark | None = None
    for (left, top, width, height), mark in layout.places:
        if left <= x <= left + width and top <= y <= top + height:
            found = mark
    best = _NEAR
    for points, series in layout.dots:
        away = np.hypot(points[:, 0] - x, points[:, 1] - y)
        away = np.where(np.isfinite(away), away, np.inf)
        if len(away) and away.min() <= best:
            best, found = float(away.min()), (series, int(away.argmin()))
    return found


def tip(chart: Chart, mark: Mark) -> str:
    """The words of an item: its name, and the value of each series."""
    item = mark[1]
    lines = [item_name(chart, item)]
    for one in chart.series:
        if item < len(one.values):
            value = number_text(float(one.values[item]), chart.value_axis)
            unit = "" if chart.value_axis.percent else chart.value_axis.unit
            name = one.name or chart.value_axis.title
            lines.append(" ".join(part for part in (f"{name}:" if name else "", value, unit) if part))
    return "\n".join(lines)


def read_out(chart: Chart, mark: Mark) -> str:
    """What a reader of the screen says of an item, or of one of its series: its name, its value."""
    which, item = mark
    if which < 0 or len(chart.series) == 1:
        return f"{item_name(chart, item)}: {tip(chart, mark)}"
    value = number_text(float(chart.series[which].values[item]), chart.value_axis)
    return f"{item_name(chart, item)}, {chart.series[which].name}: {value}"


def item_name(chart: Chart, item: int) -> str:
    """What an item is called: its category, its span, or its place along the axis."""
    if item < len(chart.categories):
        return chart.categories[item]
    if item + 1 < len(chart.edges):
        lo, hi = (number_text(float(v), chart.item_axis) for v in chart.edges[item : item + 2])
        return f"{lo} – {hi} {chart.item_axis.unit}".strip()
    at = next((one.at[item] for one in chart.series if item < len(one.at)), float(item))
    return moment_text(float(at)) if chart.item_axis.time else number_text(float(at), chart.item_axis)


# --- painting ---------------------------------------------------------------------------------------------------------
def _color(name: str, palette: str, alpha: float = 1.0) -> QColor:
    from PySide6.QtGui import QColor

    red, green, blue, own = rgba(name, palette)
    return QColor(red, green, blue, round(own * alpha))


def _paint_bar(painter: QPainter, bar: Bar, palette: str) -> None:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QPen

    painter.setPen(QPen(_color(bar.edge, palette), 1.2) if bar.edge else Qt.PenStyle.NoPen)
    painter.setBrush(_color(bar.color, palette, bar.alpha))
    radius = min(bar.radius, bar.box[2] / 2, bar.box[3] / 2)
    painter.drawRoundedRect(QRectF(*bar.box), radius, radius)


def _paint_stroke(painter: QPainter, stroke: Stroke, palette: str) -> None:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QPen, QPolygonF

    pen = QPen(_color(stroke.color, palette), stroke.width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if stroke.dashed:
        pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke.points.tolist()]))


def _paint_dots(painter: QPainter, dots: Dots, palette: str) -> None:
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QPen, QPolygonF

    pen = QPen(_color(dots.color, palette, dots.alpha), 2 * dots.radius)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in dots.points.tolist()]))


def _paint_words(painter: QPainter, words: Words, palette: str) -> None:
    painter.save()
    painter.translate(*words.at)
    if words.upright:
        painter.rotate(-90)
    painter.setFont(fonts.font(words.size, bold=words.bold))
    painter.setPen(_color(words.color, palette))
    wide = painter.fontMetrics().horizontalAdvance(words.text) if words.anchor != "start" else 0
    painter.translate({"start": 0.0, "middle": -wide / 2, "end": -wide}[words.anchor], 0.0)
    painter.drawText(0, 0, words.text)
    painter.restore()


# --- files ------------------------------------------------------------------------------------------------------------
def svg(chart: Chart, size: tuple[int, int], palette: str = "light") -> str:
    """The chart as an SVG document with its words as text."""
    layout = lay_out(chart, size)
    families = escape(", ".join(f"'{name}'" for name in fonts.FAMILIES))
    wide, high = size
    box = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{families}, sans-serif">',
        f'<rect width="100%" height="100%" {_ink("fill", "@panel", palette)}/>',
    ]
    return "\n".join([*parts, *(_svg_shape(shape, palette) for shape in layout.shapes), "</svg>", ""])


def _ink(kind: str, color: str, palette: str, alpha: float = 1.0) -> str:
    red, green, blue, own = rgba(color, palette)
    clear = f' {kind}-opacity="{own * alpha / 255:.3g}"' if own * alpha < 255 else ""
    return f'{kind}="#{red:02x}{green:02x}{blue:02x}"{clear}'


def _svg_shape(shape: Shape, palette: str) -> str:
    if isinstance(shape, Bar):
        x, y, width, height = shape.box
        edge = f' {_ink("stroke", shape.edge, palette)} stroke-width="1.2"' if shape.edge else ""
        fill = _ink("fill", shape.color, palette, shape.alpha)
        place = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
        return f'<rect {place} rx="{shape.radius:g}" {fill}{edge}/>'
    if isinstance(shape, Words):
        turn = f' transform="rotate(-90 {shape.at[0]:.2f} {shape.at[1]:.2f})"' if shape.upright else ""
        bold = ' font-weight="bold"' if shape.bold else ""
        look = f'font-size="{shape.size:g}" text-anchor="{shape.anchor}" {_ink("fill", shape.color, palette)}'
        return f'<text x="{shape.at[0]:.2f}" y="{shape.at[1]:.2f}" {look}{bold}{turn}>{escape(shape.text)}</text>'
    if isinstance(shape, Stroke):
        dash = ' stroke-dasharray="5 4"' if shape.dashed else ""
        points = " ".join(f"{x:.2f},{y:.2f}" for x, y in shape.points.tolist())
        ink = _ink("stroke", shape.color, palette)
        return f'<polyline points="{points}" fill="none" {ink} stroke-width="{shape.width:g}"{dash}/>'
    ink = _ink("fill", shape.color, palette, shape.alpha)
    dots = "".join(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{shape.radius:g}"/>' for x, y in shape.points.tolist())
    return f"<g {ink}>{dots}</g>"


def data_csv(chart: Chart) -> str:
    """The chart's numbers as CSV text, one line for each item; to be written with a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    values = [one.name or chart.value_axis.title or "value" for one in chart.series]
    writer.writerow([*_item_columns(chart), *values])
    for i in range(chart.size):
        cells = ["" if not np.isfinite(v) else f"{v:.15g}" for v in (float(one.values[i]) for one in chart.series)]
        writer.writerow([*_item_cells(chart, i), *cells])
    return out.getvalue()


def _item_columns(chart: Chart) -> list[str]:
    name = chart.item_axis.title or "item"
    return [f"{name} ≥", f"{name} <"] if len(chart.edges) and not chart.categories else [name]


def _item_cells(chart: Chart, item: int) -> list[str]:
    if len(chart.edges) and not chart.categories:
        said = moment_text if chart.item_axis.time else "{:.15g}".format
        return [said(float(v)) for v in chart.edges[item : item + 2]]
    return [item_name(chart, item)]


def said(layout: Layout) -> set[str]:
    """The characters that a chart's words hold, as `onemap.render.pdf_text.mended` needs them."""
    return {char for shape in layout.shapes if isinstance(shape, Words) for char in shape.text}
