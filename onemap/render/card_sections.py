"""One section of a grid card on paper: bars, tiles, months, lines or a gauge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.render.furniture_canvas import shortened, text_width

if TYPE_CHECKING:
    from onemap.city.card_values import Number, Section
    from onemap.render.furniture_canvas import Canvas

_TITLE, _ROW, _TILE, _CHART = 7.0, 5.2, 14.5, 21.0
_TILES_IN_A_ROW = 4
_TONES = {"good": "@good", "attention": "@attention", "bad": "@bad"}


def height_of(section: Section, *, en: bool) -> float:
    """Millimetres that a section takes, its title and note with it."""
    note = 4.5 if section.note[en] else 0.0
    return _TITLE + _body(section) + note


def paint_section(canvas: Canvas, section: Section, place: tuple[float, float, float], *, en: bool) -> None:
    """Paint a section at (left, top) in a width."""
    left, top, width = place
    canvas.text(shortened(section.title[en], 3.5, width), (left, top + 3.6), 3.5, bold=True)
    canvas.rectangle((left, top + 5.2, width, 0.15), "@hairline")
    _PAINT[section.kind](canvas, section, place, en)
    if section.note[en]:
        base = top + _TITLE + _body(section) + 2.6
        canvas.text(shortened(section.note[en], 2.8, width), (left, base), 2.8, "@muted")


def _body(section: Section) -> float:
    count = len(section.numbers)
    if section.kind == "tiles":
        return -(-count // _across(count)) * _TILE
    if section.kind == "months":
        return _CHART
    if section.kind == "gauge":
        return _ROW + 4.5
    return count * _ROW


def _across(count: int) -> int:
    return _TILES_IN_A_ROW + 1 if count == _TILES_IN_A_ROW + 1 else _TILES_IN_A_ROW


def _bars(canvas: Canvas, section: Section, place: tuple[float, float, float], en: bool) -> None:  # noqa: FBT001
    left, top, width = place
    most = max([number.value for number in section.numbers], default=1.0) or 1.0
    for i, number in enumerate(section.numbers):
        y = top + _TITLE + i * _ROW
        value = value_text(number, en=en)
        canvas.text(shortened(number.title[en], 3.1, width * 0.5), (left, y + 3.2), 3.1)
        canvas.text(value, (left + width * 0.68 - text_width(value, 3.1), y + 3.2), 3.1)
        span = width * 0.29
        canvas.rectangle((left + width * 0.71, y + 1.2, span, 2.0), "@land", radius=1.0)
        if number.value:
            length = max(2.0, span * number.value / most)
            canvas.rectangle((left + width * 0.71, y + 1.2, length, 2.0), color_of(number), radius=1.0)


def _tiles(canvas: Canvas, section: Section, place: tuple[float, float, float], en: bool) -> None:  # noqa: FBT001
    left, top, width = place
    across = _across(len(section.numbers))
    size = (width - 2 * (across - 1)) / across
    for i, number in enumerate(section.numbers):
        x, y = left + i % across * (size + 2), top + _TITLE + i // across * _TILE
        alarming = number.tone == "bad" and number.value > 0
        canvas.rectangle((x, y, size, _TILE - 2), "@panel", "@bad" if alarming else "@hairline", radius=1.4)
        value = f"{number.value:,.0f}"
        tone = _TONES.get(number.tone, "@text") if number.value else "@muted"
        canvas.text(value, (x + 1.8, y + 5.6), 4.4, tone, bold=True)
        title = f"{number.title[en]} {number.text[en]}" if number.text else number.title[en]
        small = 2.8 if text_width(title, 2.8) <= size - 2.4 else 2.3
        canvas.text(shortened(title, small, size - 2.4), (x + 1.8, y + 10.2), small, "@muted")


def _months(canvas: Canvas, section: Section, place: tuple[float, float, float], _en: bool) -> None:  # noqa: FBT001
    left, top, width = place
    most = max([number.value for number in section.numbers], default=1.0) or 1.0
    step = width / max(len(section.numbers), 1)
    base, tall = top + _TITLE + _CHART - 5.2, _CHART - 9.6
    for i, number in enumerate(section.numbers):
        x, height = left + i * step, tall * number.value / most
        if number.value:
            canvas.rectangle((x + step * 0.14, base - height, step * 0.72, height), "@unit_grid", radius=0.5,
                             alpha=0.45 + 0.55 * (i + 1) / len(section.numbers))  # fmt: skip
            value = f"{number.value:,.0f}"
            canvas.text(value, (x + (step - text_width(value, 2.3)) / 2, base - height - 0.8), 2.3, "@muted")
        month = number.key.rpartition("-")[2].lstrip("0")
        canvas.text(month, (x + (step - text_width(month, 2.4)) / 2, base + 3.2), 2.4, "@muted")
    canvas.rectangle((left, base, width, 0.15), "@hairline")


def _lines(canvas: Canvas, section: Section, place: tuple[float, float, float], en: bool) -> None:  # noqa: FBT001
    left, top, width = place
    for i, number in enumerate(section.numbers):
        y = top + _TITLE + i * _ROW
        canvas.text(shortened(number.title[en], 3.1, width * 0.34), (left, y + 3.2), 3.1, "@muted")
        text = shortened(number.text[en] if number.text else value_text(number, en=en), 3.1, width * 0.64)
        canvas.text(text, (left + width - text_width(text, 3.1), y + 3.2), 3.1)


def _gauge(canvas: Canvas, section: Section, place: tuple[float, float, float], en: bool) -> None:  # noqa: FBT001
    from onemap.city.card_things import AIM

    left, top, width = place
    number = section.numbers[0]
    whole = number.of or 0.0
    y = top + _TITLE
    canvas.text(shortened(number.title[en], 3.1, width * 0.6), (left, y + 3.2), 3.1)
    value = f"{number.value:,.0f} / {whole:,.0f}"
    canvas.text(value, (left + width - text_width(value, 3.1), y + 3.2), 3.1)
    canvas.rectangle((left, y + 5.4, width, 2.4), "@land", radius=1.2)
    if number.value and whole:
        canvas.rectangle((left, y + 5.4, max(2.4, width * number.value / whole), 2.4), color_of(number), radius=1.2)
    canvas.rectangle((left + width * AIM, y + 4.7, 0.4, 3.8), "@text")


_PAINT = {"bars": _bars, "tiles": _tiles, "months": _months, "lines": _lines, "gauge": _gauge}


def color_of(number: Number) -> str:
    """The colour of a number's bar: its tone, its legend's colour, or the accent."""
    return _TONES.get(number.tone, number.color or "@accent")


def value_text(number: Number, *, en: bool) -> str:
    """A number as it is written, with its unit."""
    unit = number.unit[en]
    return f"{number.value:,.0f}\u2009{unit}".strip() if unit else f"{number.value:,.0f}"
