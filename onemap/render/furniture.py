"""What stands on a printed map besides the map: title, legend, scale bar, north arrow, source, approval, frame.

Everything stands on quiet panels over the map, so that the picture keeps its place on earth: its outer edges are the
view's, with or without furniture. Sizes are millimetres and grow gently with the sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.messages import language
from onemap.render.application import ensure_gui_application
from onemap.render.furniture_canvas import Canvas, Paper, panel, shortened, text_width
from onemap.render.furniture_legend import legend_part
from onemap.render.legend import entries
from onemap.render.scalebar import ratio, scale_bar

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    from PySide6.QtGui import QPainter

    from onemap.model.request import RenderRequest

    Rows = npt.NDArray[np.uint8]

_TITLE, _NOTE, _SMALL = 6.0, 2.4, 2.3
_PAD = 2.0
_BAR = 42.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn over a map that is handed out; empty texts and False leave things away.

    Attributes
    ----------
    title
        Name of the map, upper left.
    legend, scalebar, north
        Whether there is a legend (layers with a title), a scale bar with 1:n, a north arrow.
    source, date
        Where the data come from and what day they show, lower right.
    approval_no
        审图号 of a map that may be published, lower right.
    grade_line
        Such as "内部资料 注意保密", lower right in bold.
    margin_mm
        Width of the blank paper along the edges; the map goes on under it.
    watermark
        Text that is tiled aslant over the map, under all that stands on it.
    """

    title: str = ""
    legend: bool = False
    scalebar: bool = False
    north: bool = False
    source: str = ""
    date: str = ""
    approval_no: str = ""
    grade_line: str = ""
    margin_mm: float = 0.0
    watermark: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of furniture: its box (x, y, width, height) on the sheet and how it is painted, millimetres."""

    box: tuple[float, float, float, float]
    paint: Callable[[Canvas], None]


def parts(sheet: Sheet, request: RenderRequest, metres_across: float) -> tuple[Part, ...]:
    """All furniture in the order of painting; ``metres_across`` is the ground length of a map unit along x."""
    ensure_gui_application()
    paper = Paper.of(request, sheet.margin_mm)
    gap = _PAD * paper.unit
    title = _title(sheet.title, paper) if sheet.title else None
    notes = _notes(sheet, paper)
    scale = legend = None
    if sheet.scalebar or sheet.north:
        scale = _scale(sheet, (request, metres_across), paper, paper.height - paper.inset)
        if _collide(scale, notes):
            scale = _scale(sheet, (request, metres_across), paper, notes.box[1] - gap if notes else 0.0)
    if sheet.legend:
        top, bottom = paper.inset, (notes.box[1] - gap if notes else paper.height - paper.inset)
        legend = _legend(request, paper, top, bottom)
        if _collide(legend, title):
            legend = _legend(request, paper, title.box[1] + title.box[3] + gap if title else top, bottom)
        if _collide(legend, scale):
            legend = _legend(request, paper, legend.box[1] if legend else top, scale.box[1] - gap if scale else bottom)
    return (*_border(sheet, paper), *(part for part in (title, legend, scale, notes) if part is not None))


def _collide(one: Part | None, other: Part | None) -> bool:
    if one is None or other is None:
        return False
    (ax, ay, aw, ah), (bx, by, bw, bh) = one.box, other.box
    return ax < bx + bw and bx < ax + aw and ay < by + bh and by < ay + ah


def _legend(request: RenderRequest, paper: Paper, top: float, bottom: float) -> Part | None:
    placed = legend_part(entries(request, language()), (paper, top, bottom - top), request)
    return None if placed is None else Part(*placed)


def raster(sheet: Sheet, request: RenderRequest, metres_across: float) -> Callable[[Rows, int], None]:
    """A function that puts the furniture over premultiplied rows (n, width, 4) which begin at a device row."""
    scale = request.pixel_ratio / request.mm_per_px
    painted = [_painted(part, scale, request) for part in parts(sheet, request, metres_across)]

    def over(rows: Rows, top: int) -> None:
        for left, upper, pixels in painted:
            first, last = max(upper - top, 0), min(upper + len(pixels) - top, len(rows))
            begin, end = max(left, 0), min(left + pixels.shape[1], rows.shape[1])
            if first < last and begin < end:
                source = pixels[first + top - upper : last + top - upper, begin - left : end - left]
                target = rows[first:last, begin:end]
                kept = target.astype(np.uint16) * (255 - source[:, :, 3:].astype(np.uint16))
                target[:] = source + ((kept + 127) // 255).astype(np.uint8)

    return over


def paint(painter: QPainter, sheet: Sheet, request: RenderRequest, metres_across: float) -> set[str]:
    """Paint the furniture on a page, with text as text; the painter's unit is a millimetre; the characters set."""
    canvas = Canvas(painter, request.palette, as_text=True)
    for part in parts(sheet, request, metres_across):
        part.paint(canvas)
    return canvas.said


def _painted(part: Part, scale: float, request: RenderRequest) -> tuple[int, int, Rows]:
    """Left column, upper row and premultiplied pixels of a part."""
    from PySide6.QtGui import QImage, QPainter

    x, y, width, height = part.box
    # Half a hairline may lie outside of the box.
    left, upper = math.floor((x - 0.2) * scale), math.floor((y - 0.2) * scale)
    w, h = math.ceil((x + width + 0.2) * scale) - left, math.ceil((y + height + 0.2) * scale) - upper
    image = QImage(w, h, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-left, -upper)
    painter.scale(scale, scale)
    part.paint(Canvas(painter, request.palette))
    painter.end()
    return left, upper, np.frombuffer(image.constBits(), np.uint8).reshape(h, w, 4).copy()


def _border(sheet: Sheet, paper: Paper) -> list[Part]:
    """Blank paper along the edges, and a line around the map."""
    margin = sheet.margin_mm
    if margin <= 0.0:
        return []
    w, h = paper.width, paper.height
    strips = [(0, 0, w, margin), (0, h - margin, w, margin), (0, 0, margin, h), (w - margin, 0, margin, h)]
    thin = 0.25
    lines = [
        (margin, margin, w - 2 * margin, thin), (margin, h - margin - thin, w - 2 * margin, thin),
        (margin, margin, thin, h - 2 * margin), (w - margin - thin, margin, thin, h - 2 * margin),
    ]  # fmt: skip
    return [
        Part(box, lambda canvas, box=box, color=color: canvas.rectangle(box, color))  # type: ignore[misc]
        for boxes, color in ((strips, "@panel"), (lines, "@muted"))
        for box in boxes
    ]


def _title(title: str, paper: Paper) -> Part:
    size, pad = _TITLE * paper.unit, 1.6 * _PAD * paper.unit
    title = shortened(title, size, 0.6 * paper.width)
    box = (paper.inset, paper.inset, text_width(title, size, bold=True) + 2 * pad, 1.0 * size + 1.4 * pad)

    def draw(canvas: Canvas) -> None:
        panel(canvas, box, paper.unit)
        canvas.text(title, (box[0] + pad, box[1] + 0.7 * pad + 0.87 * size), size, bold=True)

    return Part(box, draw)


def _scale(sheet: Sheet, ground: tuple[RenderRequest, float], paper: Paper, bottom: float) -> Part:
    """North arrow and scale bar on one panel, lower left, down to ``bottom``; ``ground`` as in `parts`."""
    request, metres_across = ground
    unit = paper.unit
    pad, small = _PAD * unit, _SMALL * unit
    metres_per_mm = request.view.resolution * metres_across / request.mm_per_px
    bar = scale_bar(metres_per_mm, min(_BAR * unit, 0.3 * paper.width))
    labels = bar.labels()
    arrow = 7.0 * unit if sheet.north else 0.0
    overhang = text_width(labels[-1], small) / 2
    wide = (bar.length_mm + overhang + text_width("0", small) / 2 + 2 * pad) if sheet.scalebar else 0.0
    height = 12.0 * unit if sheet.north else 9.5 * unit
    box = (paper.inset, bottom - height, wide + arrow + (pad if sheet.north else 0.0), height)

    def draw(canvas: Canvas) -> None:
        panel(canvas, box, unit)
        if sheet.north:
            _north(canvas, (box[0] + 0.8 * pad, box[1] + 0.7 * pad), arrow - 0.6 * pad, height - 1.4 * pad)
        if sheet.scalebar:
            left = box[0] + arrow + (0.4 * pad if sheet.north else 0.0) + pad + text_width("0", small) / 2
            base = box[1] + height - pad - small - 1.6 * unit
            canvas.text(ratio(metres_per_mm * 1000), (left, base - 1.2 * unit), small * 1.1, "@muted")
            for number in range(bar.parts):
                step = bar.length_mm / bar.parts
                part = (left + number * step, base, step, 1.1 * unit)
                canvas.rectangle(part, "@panel" if number % 2 else "@text", "@text")
            shown = (
                (0, bar.parts) if bar.parts > 2 and 3 * overhang > bar.length_mm / bar.parts else range(bar.parts + 1)
            )
            for number in shown:
                x = left + number * bar.length_mm / bar.parts - text_width(labels[number], small) / 2
                canvas.text(labels[number], (x, base + 1.1 * unit + 1.15 * small), small)

    return Part(box, draw)


def _north(canvas: Canvas, at: tuple[float, float], width: float, height: float) -> None:
    """A slim arrow, half dark and half light, under its letter."""
    x, y = at
    letter = 0.3 * height
    canvas.text("N", (x + width / 2 - text_width("N", letter, bold=True) / 2, y + 0.8 * letter), letter, bold=True)
    top, bottom, notch = y + 1.0 * letter, y + height, y + height - 0.16 * height
    half = min(width / 2, 0.22 * height)
    middle = x + width / 2
    canvas.polygon([(middle, top), (middle - half, bottom), (middle, notch)], "@text", "@text")
    canvas.polygon([(middle, top), (middle + half, bottom), (middle, notch)], "@panel", "@text")


def _notes(sheet: Sheet, paper: Paper) -> Part | None:
    """Source, date, approval and grade, lower right."""
    size, pad = _NOTE * paper.unit, 0.8 * _PAD * paper.unit
    lines = [(shortened(text, size, 0.55 * paper.width), bold) for text, bold in _note_lines(sheet)]
    if not lines:
        return None
    width = max(text_width(text, size, bold=bold) for text, bold in lines) + 2 * pad
    height = (1.45 * len(lines) - 0.45) * size + 2 * pad
    box = (paper.width - paper.inset - width, paper.height - paper.inset - height, width, height)

    def draw(canvas: Canvas) -> None:
        panel(canvas, box, paper.unit)
        for number, (text, bold) in enumerate(lines):
            x = box[0] + width - pad - text_width(text, size, bold=bold)
            y = box[1] + pad + (0.87 + 1.45 * number) * size
            canvas.text(text, (x, y), size, "@text" if bold else "@muted", bold=bold)

    return Part(box, draw)


def _note_lines(sheet: Sheet) -> list[tuple[str, bool]]:
    zh = language() == "zh"
    source = sheet.source and f"{'资料来源：' if zh else 'Source: '}{sheet.source}"
    date = sheet.date and f"{'日期：' if zh else 'Date: '}{sheet.date}"
    approval = sheet.approval_no
    if approval and "审图号" not in approval:
        approval = f"审图号：{approval}"
    first = "  ".join(text for text in (source, date) if text)
    return [(text, bold) for text, bold in ((first, False), (approval, False), (sheet.grade_line, True)) if text]
