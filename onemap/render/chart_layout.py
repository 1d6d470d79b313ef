"""Laying a chart out: margins from the words, round ticks, bars, lines and dots in their places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.render.chart_scale import number_text, step_of, ticks, time_ticks
from onemap.render.chart_shapes import Bar, Dots, Layout, Stroke, Words
from onemap.render.furniture_canvas import shortened, text_width

if TYPE_CHECKING:
    from onemap.model.chart import Axis, Chart
    from onemap.render.chart_shapes import Floats, Mark

_PAD, _TITLE, _NOTE, _LEGEND = 12.0, 13.0, 11.0, 11.0
_ROW, _LEAST_ROW, _THICKEST = 24.0, 15.0, 16.0
_SMALL = 11.0
#: Beyond so many points a line has no dots.
_MOST_DOTS = 60
_DIMMED = 0.32


def wanted_height(chart: Chart) -> float:
    """Height in pixels at which lying bars stand comfortably; of other charts a good height."""
    if chart.kind != "bars":
        return 260.0
    thick = _ROW if len(chart.series) < 2 or chart.stacked else _ROW * 0.6 * len(chart.series)
    return _top(chart) + chart.size * thick + _PAD + (18 if chart.value_axis.title else 0)


def lay_out(chart: Chart, size: tuple[float, float]) -> Layout:
    """The chart's shapes on a picture of ``size`` pixels; a chart without items is its title alone."""
    made = Layout(size, (0.0, 0.0, *size))
    _head(chart, made)
    if not chart.size:
        return made
    {"bars": _bars, "line": _plane, "scatter": _plane}.get(chart.kind, _columns)(chart, made)
    return made


def _top(chart: Chart) -> float:
    lines = (_TITLE + 8) * bool(chart.title) + (_NOTE + 6) * bool(chart.note)
    return _PAD + lines + (_LEGEND + 8) * (_named(chart) > 1)


def _named(chart: Chart) -> int:
    return sum(bool(one.name) for one in chart.series)


def _head(chart: Chart, made: Layout) -> None:
    room, y = made.size[0] - 2 * _PAD, _PAD
    if chart.title:
        made.shapes.append(Words(shortened(chart.title, _TITLE, room), (_PAD, y + _TITLE), _TITLE, "@text", bold=True))
        y += _TITLE + 8
    if chart.note:
        made.shapes.append(Words(shortened(chart.note, _NOTE, room), (_PAD, y + _NOTE - 1), _NOTE))
        y += _NOTE + 6
    x = _PAD
    for i, one in enumerate(chart.series if _named(chart) > 1 else ()):
        made.shapes.append(Bar((x, y + 2, 9, 9), chart.color(i), radius=2))
        made.shapes.append(Words(one.name, (x + 14, y + 10.5), _LEGEND))
        x += 14 + text_width(one.name, _LEGEND) + 16


def _axis_words(axis: Axis) -> str:
    return f"{axis.title} ({axis.unit})" if axis.title and axis.unit else axis.title or axis.unit


def _stacks(chart: Chart) -> Floats:
    """Heaps of the values (series, n): where each begins when stacked, else zero; NaN counts as nothing."""
    whole = np.zeros((len(chart.series) + 1, chart.size))
    if chart.stacked:
        whole[1:] = np.cumsum([np.nan_to_num(one.values) for one in chart.series], axis=0)
    return whole


def _domain(chart: Chart, *, from_zero: bool) -> tuple[float, float]:
    values = [one.values[np.isfinite(one.values)] for one in chart.series]
    values += [np.array([one.value for one in chart.references])]
    every = np.concatenate([*values, _stacks(chart)[-1]] if chart.stacked else values)
    if not len(every):
        return 0.0, 1.0
    lo, hi = float(every.min()), float(every.max())
    if from_zero or (0 <= lo < hi * 0.6):
        lo, hi = min(lo, 0.0), max(hi, 0.0)
    return (lo, hi) if hi > lo else (lo, lo + (1.0 if not chart.value_axis.percent else 0.01))


def _whole(chart: Chart) -> bool:
    """Whether all values are whole numbers, so that ticks between them would be odd."""
    if chart.value_axis.percent:
        return False
    return all(np.array_equal(one.values, np.round(one.values), equal_nan=True) for one in chart.series)


def _alpha(chart: Chart, middle: float) -> float:
    if chart.brushed is None:
        return 1.0
    return 1.0 if chart.brushed[0] <= middle <= chart.brushed[1] else _DIMMED


def _whole_item(chart: Chart) -> int:
    """The series of an item as a whole: the only one, or none of several."""
    return 0 if len(chart.series) == 1 else -1


def _edge(chart: Chart, item: int) -> str:
    return "@text" if item in chart.highlighted else ""


# --- bars that lie --------------------------------------------------------------------------------------------------
def _bars(chart: Chart, made: Layout) -> None:
    width, height = made.size
    top, bottom = _top(chart), height - _PAD - (18 if _axis_words(chart.value_axis) else 0)
    fitting = max(1, int((bottom - top) // _LEAST_ROW))
    made.left_out = max(0, chart.size - fitting)
    shown = min(chart.size, fitting)
    row = min(_ROW * 1.5, (bottom - top) / shown)
    names = [chart.categories[i] if i < len(chart.categories) else str(i + 1) for i in range(shown)]
    left = _PAD + min(width * 0.36, max(text_width(name, _SMALL) for name in names)) + 8
    lo, hi = _domain(chart, from_zero=True)
    texts = [_bar_text(chart, i) for i in range(shown)]
    right = width - _PAD - max(text_width(text, _SMALL) for text in texts) - 6
    made.plot, made.span, made.lying = (left, top, max(right - left, 20.0), row * shown), (0.0, float(shown)), True
    for i, name in enumerate(names):
        base = top + row * (i + 0.5) + _SMALL * 0.36
        words = shortened(name, _SMALL, left - _PAD - 8)
        made.shapes.append(Words(words, (left - 8, base), _SMALL, "@text", "end", bold=i in chart.highlighted))
        end = _lay_bar(chart, made, i, (lo, hi), row)
        beside = _beside_lines(chart, made, (lo, hi), end + 6, text_width(texts[i], _SMALL))
        made.shapes.append(Words(texts[i], (beside, base), _SMALL))
    _references(chart, made, lo, hi)
    if _axis_words(chart.value_axis):
        made.shapes.append(Words(_axis_words(chart.value_axis), (left, height - _PAD), _SMALL))


def _beside_lines(chart: Chart, made: Layout, domain: tuple[float, float], start: float, wide: float) -> float:
    """Where a number begins so that no reference line runs through it."""
    left, _, width, _ = made.plot
    for one in sorted(chart.references, key=lambda line: line.value):
        x = left + (one.value - domain[0]) / (domain[1] - domain[0]) * width
        if start - 3 < x < start + wide + 3:
            start = x + 5
    return start


def _bar_text(chart: Chart, item: int) -> str:
    if chart.stacked:
        return number_text(float(_stacks(chart)[-1, item]), chart.value_axis)
    return " · ".join(number_text(float(one.values[item]), chart.value_axis) for one in chart.series)


def _lay_bar(chart: Chart, made: Layout, item: int, domain: tuple[float, float], row: float) -> float:
    """Lay one row of bars; the pixel where the longest ends."""
    left, top, width, _ = made.plot
    thick = min(_THICKEST, row * 0.66)
    place = top + row * (item + 0.5) - thick / 2
    each = thick if chart.stacked else thick / len(chart.series)
    per = width / (domain[1] - domain[0])
    zero, heaps = left - domain[0] * per, _stacks(chart)
    end = zero
    made.places.append(((0.0, top + row * item, made.size[0], row), (_whole_item(chart), item)))
    for s, one in enumerate(chart.series):
        value = float(one.values[item])
        if not np.isfinite(value):
            continue
        start = zero + float(heaps[s, item]) * per
        y = place if chart.stacked else place + each * s
        box = (min(start, start + value * per), y, max(abs(value) * per, 1.0 if value else 0.0), each)
        radius = 0.0 if chart.stacked else 2.0
        made.shapes.append(Bar(box, chart.color(s, item), _alpha(chart, item + 0.5), radius, _edge(chart, item)))
        made.places.append((box, (s, item)))
        end = max(end, box[0] + box[2])
    return end


# --- columns and histograms -----------------------------------------------------------------------------------------
def _columns(chart: Chart, made: Layout) -> None:
    lo, hi = _domain(chart, from_zero=True)
    lo, hi = _value_axis(chart, made, (lo, hi))
    spans = chart.edges if chart.kind == "histogram" else np.arange(chart.size + 1, dtype=np.float64)
    made.span = float(spans[0]), float(spans[-1])
    _band(chart, made)
    for i in range(chart.size):
        _lay_column(chart, made, i, (float(spans[i]), float(spans[i + 1])), (lo, hi))
    _base_line(made, lo, hi)
    _item_words(chart, made)
    _references(chart, made, lo, hi)


def _lay_column(chart: Chart, made: Layout, item: int, span: tuple[float, float], domain: tuple[float, float]) -> None:
    left, right = made.along(span[0]), made.along(span[1])
    _, top, _, height = made.plot
    made.places.append(((left, top, right - left, height), (_whole_item(chart), item)))
    gap = min(1.0, (right - left) * 0.1) if chart.kind == "histogram" else max((right - left) * 0.14, 0.5)
    wide = min(right - left - 2 * gap, 64.0 if chart.kind != "histogram" else 1e9)
    first = (left + right - wide) / 2
    each = wide if chart.stacked else wide / len(chart.series)
    per = height / (domain[1] - domain[0])
    zero, heaps = top + height + domain[0] * per, _stacks(chart)
    for s, one in enumerate(chart.series):
        value = float(one.values[item])
        if not np.isfinite(value) or not value:
            continue
        base = zero - float(heaps[s, item]) * per
        tall = max(abs(value) * per, 1.0)
        box = (first if chart.stacked else first + each * s, base - tall if value > 0 else base, each, tall)
        radius = 2.0 if each > 8 and not chart.stacked else 0.0
        alpha = _alpha(chart, (span[0] + span[1]) / 2)
        made.shapes.append(Bar(box, chart.color(s, item), alpha, radius, _edge(chart, item)))
        made.places.append((box, (s, item)))


def _item_words(chart: Chart, made: Layout) -> None:
    """Names below the columns, or numbers below a histogram; as many as have room."""
    left, top, width, height = made.plot
    base = top + height + 15
    if chart.kind == "histogram":
        _number_words(chart, made)
    else:
        names = [chart.categories[i] if i < len(chart.categories) else str(i + 1) for i in range(chart.size)]
        widest = max(text_width(name, _SMALL) for name in names) + 8
        step = width / chart.size
        every = max(1, int(np.ceil(min(widest, 96.0) / step)))
        for i in range(0, chart.size, every):
            words = shortened(names[i], _SMALL, max(step * every - 4, 24.0))
            made.shapes.append(Words(words, (left + step * (i + 0.5), base), _SMALL, anchor="middle"))
    _item_title(chart, made)


def _number_words(chart: Chart, made: Layout) -> None:
    left, top, width, height = made.plot
    about = max(2, int(width // 80))
    if chart.item_axis.time:
        marks = time_ticks(*made.span, about)
    else:
        step = step_of(made.span[1] - made.span[0], about)
        found = ticks(*made.span, about)
        marks = [(one, number_text(one, chart.item_axis, step)) for one in found if made.span[0] <= one <= made.span[1]]
    for value, text in marks:
        x = made.along(value)
        half = text_width(text, _SMALL) / 2
        x_text = min(max(x, left - _PAD + half), made.size[0] - half - 2)
        made.shapes.append(Stroke(np.array([(x, top + height), (x, top + height + 4)]), "@hairline"))
        made.shapes.append(Words(text, (x_text, top + height + 16), _SMALL, anchor="middle"))


def _item_title(chart: Chart, made: Layout) -> None:
    words = _axis_words(chart.item_axis)
    if words:
        left, _, width, _ = made.plot
        made.shapes.append(Words(words, (left + width / 2, made.size[1] - _PAD + 2), _SMALL, anchor="middle"))


# --- lines and scatters ---------------------------------------------------------------------------------------------
def _plane(chart: Chart, made: Layout) -> None:
    lo, hi = made.rise = _value_axis(chart, made, _domain(chart, from_zero=False))
    at = np.concatenate([one.at if len(one.at) else np.arange(len(one.values), dtype=float) for one in chart.series])
    at = at[np.isfinite(at)]
    first, last = (float(at.min()), float(at.max())) if len(at) else (0.0, 1.0)
    if len(chart.edges):
        first, last = float(chart.edges[0]), float(chart.edges[-1])
    if last <= first:
        first, last = first - 0.5, last + 0.5
    spare = (last - first) * 0.03 if chart.kind == "scatter" else 0.0
    made.span = (first - spare, last + spare)
    _band(chart, made)
    _base_line(made, lo, hi)
    for i in range(len(chart.edges) - 1):
        left, right = made.along(float(chart.edges[i])), made.along(float(chart.edges[i + 1]))
        made.places.append(((left, made.plot[1], right - left, made.plot[3]), (_whole_item(chart), i)))
    for s in range(len(chart.series)):
        _lay_points(chart, made, s, (lo, hi))
    if chart.categories:
        _point_names(chart, made)
    else:
        _number_words(chart, made)
    _item_title(chart, made)
    _references(chart, made, lo, hi)


def _lay_points(chart: Chart, made: Layout, s: int, domain: tuple[float, float]) -> None:
    one = chart.series[s]
    at = one.at if len(one.at) else np.arange(len(one.values), dtype=float)
    left, top, width, height = made.plot
    x = left + (at - made.span[0]) / (made.span[1] - made.span[0]) * width
    y = top + height - (one.values - domain[0]) / (domain[1] - domain[0]) * height
    points = np.column_stack([x, y])
    made.dots.append((points, s))
    there = np.isfinite(points[:, 0]) & np.isfinite(points[:, 1])
    color, dotted = chart.color(s), there
    if chart.kind == "line":
        for run in np.split(points, np.flatnonzero(~there)):
            kept = run[np.isfinite(run).all(axis=1)]
            if len(kept) > 1:
                made.shapes.append(Stroke(kept, color, 2.0))
        if there.sum() > _MOST_DOTS:  # a point between two gaps has no line that would show it
            dotted = there & ~np.append(there[1:], False) & ~np.append(False, there[:-1])
    if dotted.any():
        inside = (
            np.ones(len(at), bool) if chart.brushed is None else (at >= chart.brushed[0]) & (at <= chart.brushed[1])
        )
        radius, alpha = (2.6, 0.7) if chart.kind == "scatter" else (3.0, 1.0)
        made.shapes.append(Dots(points[dotted & inside], color, radius, alpha))
        made.shapes.append(Dots(points[dotted & ~inside], color, radius, alpha * _DIMMED))
    marked = [i for i in chart.highlighted if i < len(points) and there[i]]
    if marked:
        made.shapes.append(Dots(points[marked], "@text", 4.5))


def _point_names(chart: Chart, made: Layout) -> None:
    """The categories below the points of a line."""
    left, top, width, height = made.plot
    step = width / max(chart.size - 1, 1)
    widest = max(text_width(name, _SMALL) for name in chart.categories) + 10
    every = max(1, int(np.ceil(widest / step)))
    for i in range(0, len(chart.categories), every):
        half = text_width(chart.categories[i], _SMALL) / 2
        x = min(max(made.along(float(i)), left - _PAD + half), made.size[0] - half - 2)
        made.shapes.append(Words(chart.categories[i], (x, top + height + 16), _SMALL, anchor="middle"))


# --- axes -----------------------------------------------------------------------------------------------------------
def _value_axis(chart: Chart, made: Layout, domain: tuple[float, float]) -> tuple[float, float]:
    """Place the plot beside its ticks and draw their lines; the domain widened to whole ticks."""
    top = _top(chart) + (18 if _axis_words(chart.value_axis) else 4)
    below = 22.0 + (16.0 if _axis_words(chart.item_axis) else 0.0) + 4
    height = max(made.size[1] - top - below - 4, 20.0)
    about = max(2, int(height // 42))
    marks = ticks(*domain, about, whole=_whole(chart))
    step = marks[1] - marks[0]
    texts = [number_text(one, chart.value_axis, step) for one in marks]
    left = _PAD + max(text_width(text, _SMALL) for text in texts) + 8
    made.plot = (left, top, max(made.size[0] - left - _PAD, 20.0), height)
    lo, hi = marks[0], marks[-1]
    for value, text in zip(marks, texts, strict=True):
        y = top + height - (value - lo) / (hi - lo) * height
        made.shapes.append(Stroke(np.array([(left, y), (left + made.plot[2], y)]), "@hairline"))
        made.shapes.append(Words(text, (left - 8, y + _SMALL * 0.36), _SMALL, anchor="end"))
    if _axis_words(chart.value_axis):
        made.shapes.append(Words(_axis_words(chart.value_axis), (_PAD, top - 10), _SMALL))
    return lo, hi


def _band(chart: Chart, made: Layout) -> None:
    if chart.brushed is not None:
        first, last = (min(max(made.along(v), made.plot[0]), made.plot[0] + made.plot[2]) for v in chart.brushed)
        made.shapes.append(Bar((first, made.plot[1], last - first, made.plot[3]), "@accent", 0.09))


def _base_line(made: Layout, lo: float, hi: float) -> None:
    left, top, width, height = made.plot
    y = top + height + (min(max(lo, 0.0), hi) * -1 + lo) / (hi - lo) * height
    made.shapes.append(Stroke(np.array([(left, y), (left + width, y)]), "@muted"))


def _references(chart: Chart, made: Layout, lo: float, hi: float) -> None:
    left, top, width, height = made.plot
    for one in chart.references:
        share = (one.value - lo) / (hi - lo)
        if made.lying:
            x = left + share * width
            points, at = np.array([(x, top - 2), (x, top + height)]), (x + 4, top + height + 12)
        else:
            y = top + height - share * height
            points, at = np.array([(left, y), (left + width, y)]), (left + width, y - 4)
        made.shapes.append(Stroke(points, one.color, 1.2, dashed=True))
        if one.label:
            made.shapes.append(Words(one.label, at, _SMALL, one.color, "start" if made.lying else "end"))


def marked(chart: Chart, mark: Mark | None) -> Chart:
    """The chart with the item under a cursor standing out, too."""
    return chart if mark is None else replace(chart, highlighted=chart.highlighted | {mark[1]})
