"""The legend of a sheet: columns that wrap, headings that stay with their classes, and a line for what has no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.messages import language
from onemap.render.furniture_canvas import Canvas, Paper, panel, shortened, text_width
from onemap.render.swatch import swatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.request import RenderRequest
    from onemap.render.legend import LegendEntry

    Placed = tuple[tuple[float, float, float, float], Callable[[Canvas], None]]

_TEXT, _ROW, _SWATCH, _GAP, _PAD = 2.6, 4.4, 6.0, 1.6, 2.4
_LONGEST_TEXT, _INDENT = 46.0, 1.6
#: Share of the sheet's width that the legend may take.
_SHARE = 0.45
#: Pixels of a swatch on a page, where it is scaled: as on 300 dpi.
_PAGE_RATIO = 300 / 96


def legend_part(
    entries: tuple[LegendEntry, ...], place: tuple[Paper, float, float], request: RenderRequest
) -> Placed | None:
    """Box and painting of a legend in the upper right, in the room (paper, top, height); None without entries."""
    paper, top, room = place
    unit = paper.unit
    text, row, pad = _TEXT * unit, _ROW * unit, _PAD * unit
    per_column = max(1, int((room - 2 * pad) / row))
    columns = wrapped(entries, per_column)
    widths = [_column_width(column, unit) for column in columns]
    while len(columns) > 1 and sum(widths) + 2 * pad > _SHARE * paper.width:
        columns, widths = columns[:-1], widths[:-1]
    left_out = len(entries) - sum(map(len, columns))
    if not columns:
        return None
    rows = max(map(len, columns)) + (1 if left_out else 0)
    width = sum(widths) + 2 * pad - _GAP * unit
    box = (paper.width - paper.inset - width, top, width, rows * row + 2 * pad - (row - text) * 0.6)

    def draw(canvas: Canvas) -> None:
        panel(canvas, box, unit)
        x = box[0] + pad
        for column, column_width in zip(columns, widths, strict=True):
            for number, entry in enumerate(column):
                _entry(canvas, entry, (x, top + pad + number * row), unit, request)
            x += column_width
        if left_out:
            more = f"……另有 {left_out} 项" if language() == "zh" else f"… and {left_out} more"
            canvas.text(more, (box[0] + pad, top + pad + (rows - 1) * row + 0.87 * text), text, "@muted")

    return box, draw


def wrapped(entries: tuple[LegendEntry, ...], per_column: int) -> list[list[LegendEntry]]:
    """Entries in columns of at most ``per_column``; a heading never ends a column that goes on."""
    columns: list[list[LegendEntry]] = [[]]
    for number, entry in enumerate(entries):
        full = len(columns[-1]) >= per_column
        lonely = entry.symbol is None and len(columns[-1]) == per_column - 1 and number + 1 < len(entries)
        if columns[-1] and (full or lonely):
            columns.append([])
        columns[-1].append(entry)
    return [column for column in columns if column]


def _column_width(column: list[LegendEntry], unit: float) -> float:
    longest = max(min(_width(entry, unit), _LONGEST_TEXT * unit) for entry in column)
    return longest + (_GAP + _GAP) * unit


def _width(entry: LegendEntry, unit: float) -> float:
    before = (_SWATCH + _GAP + _INDENT * entry.level) * unit if entry.symbol is not None else 0.0
    return before + text_width(entry.title, _TEXT * unit, bold=entry.symbol is None)


def _entry(canvas: Canvas, entry: LegendEntry, at: tuple[float, float], unit: float, request: RenderRequest) -> None:
    x, y = at
    text = _TEXT * unit
    if entry.symbol is None:
        canvas.text(shortened(entry.title, text, _LONGEST_TEXT * unit), (x, y + 0.87 * text), text, bold=True)
        return
    x += _INDENT * unit * entry.level
    mm = request.mm_per_px
    size = max(8, round(_SWATCH * unit / mm)), max(6, round(0.62 * _SWATCH * unit / mm))
    ratio = max(request.pixel_ratio, _PAGE_RATIO * mm / (25.4 / 96)) if canvas.as_text else request.pixel_ratio
    pixels = swatch(entry.symbol, entry.kind, size, request.palette, ratio, mm)
    box = (x, y + 0.5 * text - size[1] * mm / 2, size[0] * mm, size[1] * mm)
    canvas.picture(pixels, box)
    x += (_SWATCH + _GAP) * unit
    room = (_LONGEST_TEXT - _SWATCH - _GAP - _INDENT * entry.level) * unit
    canvas.text(shortened(entry.title, text, room), (x, y + 0.87 * text), text)
