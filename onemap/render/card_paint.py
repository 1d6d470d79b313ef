"""Painting a grid card in millimetres on A4 pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onemap.city.card_cells import LEVEL_WORDS
from onemap.city.card_lines import groups, head_lines
from onemap.model.marking import Mark
from onemap.render.card_sections import height_of, paint_section
from onemap.render.furniture_canvas import Canvas, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    from PySide6.QtGui import QPainter

    from onemap.city.card_values import Card, Number
    from onemap.messages import Language

WIDTH, HEIGHT = 210.0, 297.0
_MARGIN, _GAP, _FOOT = 14.0, 8.0, 16.0
#: The line of the foot.
_BASE = HEIGHT - 9.5
_COLUMN = (WIDTH - 2 * _MARGIN - _GAP) / 2
_MAP = (78.0, 52.0)
_BETWEEN = 5.5
#: The watermark's factor of sizes on these pages.
_UNIT = 1.15
#: What the heading of a tab takes.
_HEADING = 9.0


@dataclass(slots=True)
class _Pages:
    """Where painting is: the page, and how far down each of the two columns is filled."""

    canvas: Canvas
    card: Card
    en: bool
    project: str
    turn: Callable[[], object]
    mark: Mark
    number: int = 1
    group: str = ""
    fill: list[float] = field(default_factory=lambda: [_MARGIN, _MARGIN])

    def new_page(self) -> None:
        """Go on on another sheet."""
        self.seal()
        self.turn()
        self.number += 1
        self.fill = [_MARGIN, _MARGIN]
        _running_head(self)

    def seal(self) -> None:
        """Put what the grade asks for on a page that is full: its words at the foot, the watermark over all."""
        if self.mark.line:
            line, size = self.mark.line, 2.8
            left = WIDTH - _MARGIN - text_width(line, size, bold=True)
            self.canvas.text(line, (left, HEIGHT - 5.0), size, bold=True)
        if self.mark.watermark:
            from onemap.render import watermark

            watermark.paint(self.canvas.painter, self.mark.watermark, (WIDTH, HEIGHT), _UNIT, None)

    def fits(self, height: float) -> bool:
        """Whether something of a height has room on this page."""
        return min(self.fill) + height <= HEIGHT - _FOOT

    def room_for(self, height: float) -> tuple[float, float]:
        """Left and top of a place for something of a height, on this page or the next."""
        column = 0 if self.fill[0] <= self.fill[1] + 12 else 1
        if self.fill[column] + height > HEIGHT - _FOOT:
            column = 1 - column
        if self.fill[column] + height > HEIGHT - _FOOT:
            self.new_page()
            column = 0
        left, top = _MARGIN + column * (_COLUMN + _GAP), self.fill[column]
        self.fill[column] = top + height + _BETWEEN
        return left, top


def paint_pages(  # noqa: PLR0913, PLR0917 - a painter, what is painted, and how pages are turned
    painter: QPainter, card: Card, language: Language, project: str, picture: npt.NDArray[np.uint8] | None,
    turn: Callable[[], object], said: set[str] | None, mark: Mark | None = None,
) -> None:  # fmt: skip
    """Paint all pages; ``turn`` begins another one. ``said`` gathers the characters of text set as text.

    ``mark`` is what the grade of the contents puts on every page.
    """
    canvas = Canvas(painter, "light", as_text=said is not None, said=set() if said is None else said)
    pages = _Pages(canvas, card, language == "en", project, turn, mark or Mark())
    _foot(pages)
    bottom = _head(pages, picture)
    bottom = _tabs(pages, bottom)
    pages.fill = [bottom, bottom]
    for title, count, sections in groups(card, en=pages.en):
        waiting = list(sections)
        heights = [height_of(section, en=pages.en) for section in waiting]
        _heading(pages, title, count, min(heights))
        while waiting:
            heights = [height_of(section, en=pages.en) for section in waiting]
            fitting = next((i for i, height in enumerate(heights) if pages.fits(height)), 0)
            left, top = pages.room_for(heights[fitting])
            paint_section(canvas, waiting.pop(fitting), (left, top, _COLUMN), en=pages.en)
    _left_out(pages)
    pages.seal()


def _heading(pages: _Pages, title: str, count: Number | None, following: float) -> None:
    """The name of a tab and its count over both columns, on a page with room for what follows."""
    top = max(pages.fill)
    pages.group = ""
    if top + _HEADING + following > HEIGHT - _FOOT:
        pages.new_page()
        top = pages.fill[0]
    canvas = pages.canvas
    canvas.rectangle((_MARGIN, top, WIDTH - 2 * _MARGIN, 6.4), "@background", "@hairline", radius=1.2)
    canvas.rectangle((_MARGIN, top, 1.2, 6.4), "@accent", radius=0.5)
    canvas.text(title, (_MARGIN + 3.4, top + 4.6), 3.9, bold=True)
    if count is not None:
        number = f"{count.value:,.0f}"
        left = WIDTH - _MARGIN - 3 - text_width(number, 3.9, bold=True)
        canvas.text(number, (left, top + 4.6), 3.9, bold=True)
    pages.fill = [top + _HEADING, top + _HEADING]
    pages.group = title


def _head(pages: _Pages, picture: npt.NDArray[np.uint8] | None) -> float:
    canvas, card, en = pages.canvas, pages.card, pages.en
    level = LEVEL_WORDS[card.level][en]
    title = f"Grid card · {level}" if en else f"网格卡 · {level}"
    canvas.text(title, (_MARGIN, _MARGIN + 4), 3.6, "@muted")
    canvas.text(card.code, (_MARGIN, _MARGIN + 13), 8.2, bold=True)
    room = WIDTH - 2 * _MARGIN - _MAP[0] - _GAP
    if card.name:
        canvas.text(shortened(card.name, 4.6, room), (_MARGIN, _MARGIN + 20), 4.6)
    top = _MARGIN + 27
    for key, text in head_lines(card, en=en):
        canvas.text(key, (_MARGIN, top), 3.1, "@muted")
        for part in _broken(text, 3.3, room - 25):
            canvas.text(part, (_MARGIN + 25, top), 3.3)
            top += 5.3
    if picture is not None:
        left = WIDTH - _MARGIN - _MAP[0]
        canvas.picture(picture, (left, _MARGIN, *_MAP))
        _frame(canvas, (left, _MARGIN, *_MAP))
        top = max(top, _MARGIN + _MAP[1] + 5)
    return top + 1


def _broken(text: str, size: float, room: float) -> list[str]:
    """A list of names in lines that fit, broken behind its commas; what is too long by itself is shortened."""
    lines = [""]
    for part in re.split(r"(?<=、)|(?<=, )", text):
        if lines[-1] and text_width((lines[-1] + part).rstrip(), size) > room:
            lines.append("")
        lines[-1] += part
    return [shortened(line.rstrip(), size, room) for line in lines]


def _tabs(pages: _Pages, top: float) -> float:
    """The six counts side by side."""
    canvas, tabs = pages.canvas, pages.card.tabs
    if not tabs:
        return top
    width = (WIDTH - 2 * _MARGIN - 3 * (len(tabs) - 1)) / len(tabs)
    for i, tab in enumerate(tabs):
        left = _MARGIN + i * (width + 3)
        canvas.rectangle((left, top, width, 15), "@background", "@hairline", radius=1.6)
        number = f"{tab.count.value:,.0f}"
        canvas.text(number, (left + (width - text_width(number, 5.2, bold=True)) / 2, top + 7), 5.2, bold=True)
        word = tab.title[pages.en]
        canvas.text(word, (left + (width - text_width(word, 3.0)) / 2, top + 12.3), 3.0, "@muted")
    return top + 15 + _BETWEEN + 1


def _running_head(pages: _Pages) -> None:
    _foot(pages)
    canvas = pages.canvas
    said = [pages.card.code, pages.card.name, pages.group]
    canvas.text("  ".join(filter(None, said)), (_MARGIN, _MARGIN + 1), 3.2, "@muted")
    pages.fill = [_MARGIN + 7, _MARGIN + 7]


def _left_out(pages: _Pages) -> None:
    """Which parts are missing, above the foot of the last page."""
    card, en = pages.card, pages.en
    if card.missing:
        parts = (", " if en else "、").join(one.part[en] for one in card.missing)
        said = f"Left out, no layer has their role: {parts}" if en else f"地图里没有相应图层，未列出：{parts}"
        said = shortened(said, 2.7, WIDTH - 2 * _MARGIN)
        pages.canvas.text(said, (_MARGIN, _BASE - 4), 2.7, "@attention")


def _foot(pages: _Pages) -> None:
    """What the whole card rests on, and the number of the page, at the bottom of every page."""
    canvas, en = pages.canvas, pages.en
    rule = (
        "A point on a border counts in the smallest code, a line or area in every cell it meets. Personal data masked."
        if en
        else "边界上的点计入编码最小的一格，线、面计入所遇各格。个人信息已脱敏。"
    )
    canvas.text(rule, (_MARGIN, _BASE), 2.6, "@muted")
    number = f"{pages.project}  {pages.number}".strip()
    canvas.text(number, (WIDTH - _MARGIN - text_width(number, 2.6), _BASE), 2.6, "@muted")


def _frame(canvas: Canvas, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    for side in ((x, y, w, 0.15), (x, y + h, w, 0.15), (x, y, 0.15, h), (x + w, y, 0.15, h)):
        canvas.rectangle(side, "@hairline")
