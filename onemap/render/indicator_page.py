"""Indicators as pages to print: a table of all groups, a chart of the first indicator, and what every column means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.indicator_chart import change, number, ranked_chart, ranking, shown_places, tone
from onemap.city.indicator_groups import BY_WORDS
from onemap.io.files import replacing
from onemap.model.marking import Mark
from onemap.render import page_files
from onemap.render.chart import paint
from onemap.render.chart_layout import lay_out
from onemap.render.chart_shapes import Words
from onemap.render.furniture_canvas import Canvas, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QPainter

    from onemap.city.indicator_list import Indicator
    from onemap.city.indicators import IndicatorTable
    from onemap.messages import Language
    from onemap.render.page_files import Paint

WIDTH, HEIGHT = 297.0, 210.0
_MARGIN, _FOOT, _ROW = 14.0, 14.0, 5.4
#: Width of the names, the least and the most of a column.
_NAMES, _COLUMN, _WIDEST = 52.0, 24.0, 44.0
#: Indicators side by side on a page.
_ACROSS = int((WIDTH - 2 * _MARGIN - _NAMES) // _COLUMN)
_CHART = (WIDTH - 2 * _MARGIN, 62.0)
_PX_PER_MM = 4.0
_SIZE = 2.9
#: The most groups of a chart.
_BARS = 24


def write(
    tables: Sequence[IndicatorTable], path: Path, language: Language, project: str, mark: Mark | None = None
) -> None:
    """Write some periods as one PDF or PNG, by the path's suffix; OutputError when the file cannot be written."""
    made = png if path.suffix.lower() == ".png" else pdf
    data = made(tables, language, project, mark)
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def pdf(tables: Sequence[IndicatorTable], language: Language, project: str, mark: Mark | None = None) -> bytes:
    """The pages, A4 landscape; their text can be searched and copied as it was written."""
    heading = _heading(tables[0], en=language == "en")[0]
    return page_files.pdf(_painting(tables, language, project, mark), (WIDTH, HEIGHT), heading)


def png(tables: Sequence[IndicatorTable], language: Language, project: str, mark: Mark | None = None) -> bytes:
    """The pages as one picture, below each other."""
    return page_files.png(_painting(tables, language, project, mark), (WIDTH, HEIGHT))


def _painting(tables: Sequence[IndicatorTable], language: Language, project: str, mark: Mark | None) -> Paint:
    def painting(painter: QPainter, turn: Callable[[], object], said: set[str] | None) -> None:
        canvas = Canvas(painter, "light", as_text=said is not None, said=set() if said is None else said)
        pages = _Pages(canvas, language == "en", project, turn, mark or Mark())
        for table in tables:
            _paint(pages, table)
        pages.seal()

    return painting


@dataclass(slots=True)
class _Pages:
    """Where painting is."""

    canvas: Canvas
    en: bool
    project: str
    turn: Callable[[], object]
    mark: Mark
    number: int = 0
    top: float = 0.0

    def begin(self, title: str, under: str) -> None:
        """Begin another sheet."""
        if self.number:
            self.seal()
            self.turn()
        self.number += 1
        self.canvas.text(title, (_MARGIN, _MARGIN + 5), 6.0, bold=True)
        self.canvas.text(shortened(under, 3.2, WIDTH - 2 * _MARGIN), (_MARGIN, _MARGIN + 11), 3.2, "@muted")
        self.top = _MARGIN + 16

    def seal(self) -> None:
        """The project, the number of the sheet, and what the grade asks for on a sheet that is full."""
        text, base = f"{self.project}  {self.number}".strip(), HEIGHT - 8
        self.canvas.text(text, (WIDTH - _MARGIN - text_width(text, 2.6), base), 2.6, "@muted")
        self.canvas.text(self.mark.line, (_MARGIN, base), 2.8, bold=True)
        if self.mark.watermark:
            from onemap.render import watermark

            watermark.paint(self.canvas.painter, self.mark.watermark, (WIDTH, HEIGHT), 1.15, None)

    @property
    def room(self) -> int:
        """Rows that still have room."""
        return int((HEIGHT - _FOOT - self.top) // _ROW)


def _paint(pages: _Pages, table: IndicatorTable) -> None:
    made = [one for one in table.request.indicators if one.key in table.values]
    for first in range(0, len(made), _ACROSS):
        shown = made[first : first + _ACROSS]
        if first == 0:
            pages.begin(*_heading(table, en=pages.en))
            _chart(pages, table, made[0])
        elif pages.room < len(table.groups.codes) + 5:
            pages.begin(*_heading(table, en=pages.en))
        else:
            pages.top += _ROW
        _rows(pages, table, shown)
    _meanings(pages, table)


def _heading(table: IndicatorTable, *, en: bool) -> tuple[str, str]:
    asked = table.request
    by, period = BY_WORDS[asked.by][en], asked.said[en]
    layers = ("、" if not en else ", ").join(one.title[en] for one in asked.events.layers)
    if asked.timeless:
        titles = f"{period} by {by.lower()}" if en else f"{period} · 按{by}"
        return titles, f"as of {asked.as_of:%Y-%m-%d %H:%M}" if en else f"截至 {asked.as_of:%Y-%m-%d %H:%M}"
    if en:
        return f"Indicators by {by.lower()}, {period}", f"{layers}; as of {asked.as_of:%Y-%m-%d %H:%M}"
    return f"{period} 指标 · 按{by}", f"{layers}；截至 {asked.as_of:%Y-%m-%d %H:%M}"


def _chart(pages: _Pages, table: IndicatorTable, one: Indicator) -> None:
    order = shown_places(table, one.key, ranking(table, one.key).tolist())[:_BARS]
    chart = ranked_chart(table, one.key, order, en=pages.en, kind="columns")
    layout = lay_out(chart, (_CHART[0] * _PX_PER_MM, _CHART[1] * _PX_PER_MM))
    painter = pages.canvas.painter
    painter.save()
    painter.translate(_MARGIN, pages.top)
    painter.scale(1 / _PX_PER_MM, 1 / _PX_PER_MM)
    paint(painter, layout, "light")
    painter.restore()
    pages.canvas.said.update(char for shape in layout.shapes if isinstance(shape, Words) for char in shape.text)
    pages.top += _CHART[1] + 4


def _rows(pages: _Pages, table: IndicatorTable, shown: Sequence[Indicator]) -> None:
    """The groups, best filled first by the first indicator of all; the whole as the last row."""
    first = table.values[next(iter(table.values))].value[:-1]
    order = np.lexsort((np.arange(len(first)), -np.nan_to_num(first, nan=-np.inf))).tolist()
    many = len(table.groups.codes)
    order = [i for i in order if i < many - table.groups.rest] + list(range(many - table.groups.rest, many)) + [many]
    _head(pages, shown)
    for i in order:
        if pages.room < 1:
            pages.begin(*_heading(table, en=pages.en))
            _head(pages, shown)
        _row(pages, table, shown, i)
    for year in (False, True) if table.request.compare and table.reaches[0] else ():
        _changes(pages, table, shown, year=year)


def _changes(pages: _Pages, table: IndicatorTable, shown: Sequence[Indicator], *, year: bool) -> None:
    """How the whole changed against the period before, or a year ago."""
    if year and not table.reaches[1]:
        return
    words = (("环比", "vs previous period"), ("同比", "vs a year ago"))[year][pages.en]
    base = pages.top + 3.6
    pages.canvas.text(words, (_MARGIN, base), _SIZE, "@muted")
    for k, one in enumerate(shown):
        changed = float(table.values[one.key].change(year=year)[-1])
        words, color = change(changed, one), {"good": "@good", "bad": "@bad"}.get(tone(changed, one), "@text")
        right = _MARGIN + _NAMES + (k + 1) * _column(shown)
        pages.canvas.text(words, (right - text_width(words, _SIZE), base), _SIZE, color)
    pages.top += _ROW


def _column(shown: Sequence[Indicator]) -> float:
    """Width of a column: few of them have more room."""
    return min(_WIDEST, (WIDTH - 2 * _MARGIN - _NAMES) / len(shown))


def _head(pages: _Pages, shown: Sequence[Indicator]) -> None:
    canvas, width = pages.canvas, _column(shown)
    titles = [_lines(one.title[pages.en], width - 2) for one in shown]
    deep = max(map(len, titles))
    for k, lines in enumerate(titles):
        right = _MARGIN + _NAMES + (k + 1) * width
        for i, words in enumerate(reversed(lines)):
            base = pages.top + 3.4 + (deep - 1 - i) * 3.6
            canvas.text(words, (right - text_width(words, _SIZE), base), _SIZE, "@muted")
    pages.top += (deep - 1) * 3.6
    canvas.rectangle((_MARGIN, pages.top + _ROW - 0.4, WIDTH - 2 * _MARGIN, 0.2), "@muted")
    pages.top += _ROW


def _lines(text: str, room: float) -> list[str]:
    """A title in one line, or in two where it is too wide for one."""
    words = text.split(" ")
    if text_width(text, _SIZE) <= room or len(words) < 2:
        return [shortened(text, _SIZE, room)]
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    best = min(breaks, key=lambda pair: max(text_width(part, _SIZE) for part in pair))
    return [shortened(part, _SIZE, room) for part in best]


def _row(pages: _Pages, table: IndicatorTable, shown: Sequence[Indicator], i: int) -> None:
    canvas, groups, en = pages.canvas, table.groups, pages.en
    last = i == len(groups.codes)
    name = ("All" if en else "合计") if last else groups.names[i][en]
    code = "" if last or i >= len(groups.codes) - groups.rest or groups.codes[i] == name else groups.codes[i]
    base = pages.top + 3.6
    canvas.text(shortened(name, _SIZE, _NAMES - 30 if code else _NAMES - 2), (_MARGIN, base), _SIZE, bold=last)
    if code:
        words = shortened(code, 2.5, 28)
        canvas.text(words, (_MARGIN + _NAMES - 28, base), 2.5, "@muted")
    for k, one in enumerate(shown):
        words = number(float(table.values[one.key].value[i]), one)
        right = _MARGIN + _NAMES + (k + 1) * _column(shown)
        canvas.text(words, (right - text_width(words, _SIZE, bold=last), base), _SIZE, bold=last)
    canvas.rectangle((_MARGIN, pages.top + _ROW - 0.4, WIDTH - 2 * _MARGIN, 0.1), "@hairline")
    pages.top += _ROW


def _meanings(pages: _Pages, table: IndicatorTable) -> None:
    """What every indicator means, and which could not be made."""
    en = pages.en
    pages.begin("What the columns mean" if en else "指标说明", _heading(table, en=en)[0])
    for one in table.request.indicators:
        if pages.room < 1:
            pages.begin("What the columns mean" if en else "指标说明", _heading(table, en=en)[0])
        pages.canvas.text(one.title[en], (_MARGIN, pages.top + 3.6), _SIZE)
        roles = table.missing.get(one.key)
        lacking = "missing: no field with the role" if en else "缺：没有字段的 role 为"
        said = one.formula[en] if roles is None else f"{lacking} {', '.join(roles)}"
        color = "@text" if roles is None else "@attention"
        pages.canvas.text(shortened(said, _SIZE, 150), (_MARGIN + 52, pages.top + 3.6), _SIZE, color)
        source = one.source[en]
        at = (WIDTH - _MARGIN - text_width(source, 2.5), pages.top + 3.6)
        pages.canvas.text(source, at, 2.5, "@muted")
        pages.top += _ROW
