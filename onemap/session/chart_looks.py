"""What a chart looks like: its kind, its words in the language of the question, its series and axes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onemap.city import cell_words, masking
from onemap.model.chart import Axis, Chart, Series
from onemap.session.chart_question import NOTHING, OTHERS, STEPS

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.query.groups import Groups
    from onemap.query.measures import How
    from onemap.session.chart_question import ChartQuestion, Measured
    from onemap.session.tabling import TableQuestion

    Floats = npt.NDArray[np.float64]

_DAYS: tuple[Words, ...] = (
    ("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu"), ("周五", "Fri"), ("周六", "Sat"),
    ("周日", "Sun"),
)  # fmt: skip
MEASURES: dict[How, Words] = {
    "count": ("行数", "Rows"), "sum": ("合计", "Sum"), "mean": ("平均", "Mean"), "std": ("标准差", "Deviation"),
    "min": ("最小", "Least"), "q1": ("下四分位数", "Lower quartile"), "median": ("中位数", "Median"),
    "q3": ("上四分位数", "Upper quartile"), "p90": ("90 % 分位数", "90th percentile"), "max": ("最大", "Greatest"),
}  # fmt: skip
Stat = Literal["count", "empty", "distinct", "sum", "mean", "std", "min", "q1", "median", "q3", "max"]
STATS: tuple[Stat, ...] = ("count", "empty", "distinct", "sum", "mean", "std", "min", "q1", "median", "q3", "max")
STATS_WORDS: dict[Stat, Words] = {
    **{name: MEASURES[name] for name in ("count", "sum", "mean", "std", "min", "q1", "median", "q3", "max")},
    "empty": ("空值", "Empty"),
    "distinct": ("不同值", "Different"),
}
_OTHERS: Words = ("其他", "Others")
_NOTHING: Words = ("无值", "No value")


def chart(asked: ChartQuestion, made: Measured, items: tuple[int, ...], total: int) -> Chart:
    """The chart of groups in numbers; ``items`` are those that are shown, of ``total`` rows."""
    choice, groups = asked.choice, made.held.groups
    by, said = by_words(asked), measure_words(asked)
    series, stacked = _series(asked, made, items, said), bool(made.series) and choice.stacked
    note = _note(asked, groups.size - len(items) if items else 0, total)
    if made.series:
        split = title_of(asked.asked, choice.split, english=asked.english)
        by = f"{by} · {split}"
    if choice.kind in ("spans", *STEPS):
        line = choice.kind == "line"
        axis = Axis("" if groups.time else by, unit_of(asked.asked, choice.by), time=groups.time)
        if line:
            middles = (groups.edges[:-1] + groups.edges[1:]) / 2
            series = tuple(replace(one, at=middles) for one in series)
        return Chart(
            "line" if line else "histogram", series, edges=groups.edges, title=by, note=note, value_axis=Axis(said),
            item_axis=axis, stacked=stacked and not line,
        )  # fmt: skip
    names = tuple(group_name(asked, groups.values[at]) for at in items)
    kind: Literal["bars", "columns"] = "bars" if choice.kind in ("values", "cells", "classes") else "columns"
    return Chart(kind, series, names, title=by, note=note, value_axis=Axis(said), stacked=stacked)


def scatter(asked: ChartQuestion, pair: tuple[Floats, Floats], rows: Any, shown: Any) -> Chart:  # noqa: ANN401 - row numbers
    """Two columns against each other, of ``rows`` those that are ``shown``."""
    choice, en, (along, up) = asked.choice, asked.english, pair
    note = f"{len(rows):,} rows" if en else f"{len(rows):,} 行"
    if len(shown) < len(rows):
        note += f", {len(shown):,} of them drawn" if en else f"，画出其中 {len(shown):,} 行"
    if len(rows) > 1 and along[rows].std() > 0 and up[rows].std() > 0:
        note += f", r = {np.corrcoef(along[rows], up[rows])[0, 1]:.3f}"
    dots = Series(up[shown], at=along[shown])
    names = choice.by, choice.of or choice.by
    axes = [Axis(title_of(asked.asked, name, english=en), unit_of(asked.asked, name)) for name in names]
    title = f"{axes[1].title} / {axes[0].title}"
    return Chart("scatter", (dots,), title=title, note=note, item_axis=axes[0], value_axis=axes[1])


def by_words(asked: ChartQuestion) -> str:
    """What the rows are grouped by: a column, the grid, or the classes of the legend."""
    if asked.choice.kind == "classes":
        return "Legend" if asked.english else "图例"
    if asked.choice.kind == "cells":
        return asked.grid_title or asked.choice.by
    return title_of(asked.asked, asked.choice.by, english=asked.english)


def measure_words(asked: ChartQuestion) -> str:
    """What the numbers of a chart are: "Rows", "Sum of value" ..."""
    measure, of = MEASURES[asked.choice.how][asked.english], asked.choice.of
    if asked.choice.how == "count" or not of:
        return measure
    title = title_of(asked.asked, of, english=asked.english)
    return f"{title}: {measure}" if asked.english else f"{title}{measure}"


def group_name(asked: ChartQuestion, value: Any) -> str:  # noqa: ANN401 - a text, or a number of a part of time
    """What a group of values, cells or parts of time is called."""
    kind, en = asked.choice.kind, asked.english
    if kind == "hours":
        return f"{value:02d}"
    if kind == "weekdays":
        return str(_DAYS[value][en])
    if kind == "months":
        return str(value + 1) if en else f"{value + 1} 月"
    if kind == "classes":
        return class_name(asked, value)
    if kind == "cells":
        name = asked.cell_names.get(value, value)
        return value if name == value else f"{value} {name}"
    return cell_words.words_of(asked.asked.definition, asked.choice.by)(value)


def class_name(asked: ChartQuestion, place: int) -> str:
    """What a class of the layer's legend is called; the one behind the last is the rest."""
    style, en = asked.ready.style if asked.ready is not None else None, asked.english
    if style is None or place >= len(style.classes):
        return _OTHERS[en]
    shown = masking.shown_style(asked.asked.definition, style).classes[place]
    title = (shown.title_en or shown.title) if en else (shown.title or shown.title_en)
    if title:
        return title
    if shown.values:
        return "、".join(value or _NOTHING[en] for value in shown.values)
    low, high = ("" if end is None else f"{end:g}" for end in (shown.lower, shown.upper))
    return f"{low} – {high}"


def group_words(asked: ChartQuestion, groups: Groups, group: int) -> str:
    """What any group is called: spans by their two ends."""
    if not len(groups.edges):
        return group_name(asked, groups.values[group])
    ends = groups.edges[group : group + 2]
    if groups.time:
        return " – ".join(str(np.datetime64(int(end), "s")).replace("T", " ").removesuffix(" 00:00:00") for end in ends)
    return " – ".join(cell_words.text_of(float(end)) for end in ends)


def series_name(asked: ChartQuestion, values: tuple[Any, ...], group: int) -> str:
    """What a series of a second column is called."""
    if group in (OTHERS, NOTHING):
        return (_OTHERS if group == OTHERS else _NOTHING)[asked.english]
    return cell_words.words_of(asked.asked.definition, asked.choice.split)(values[group])


def title_of(asked: TableQuestion, name: str, *, english: bool) -> str:
    """What a column is called."""
    said = asked.definition.fields.get(name)
    if said is None:
        return name
    return (said.title_en or said.title or name) if english else (said.title or said.title_en or name)


def unit_of(asked: TableQuestion, name: str) -> str:
    """The unit of a column's numbers, empty where none is said."""
    said = asked.definition.fields.get(name)
    return "" if said is None else said.unit


def _series(asked: ChartQuestion, made: Measured, items: tuple[int, ...], said: str) -> tuple[Series, ...]:
    columns = made.values.reshape(len(made.values), -1)[list(items)] if items else np.empty((0, 1))
    split = made.held.split
    if split is None or not made.series:
        return (Series(_frozen(columns[:, 0]), said),)
    if not items:
        return ()
    names = [series_name(asked, split.values, group) for group in made.series]
    return tuple(
        Series(_frozen(columns[:, at]), name, "@muted" if made.series[at] in (OTHERS, NOTHING) else "")
        for at, name in enumerate(names)
    )


def _note(asked: ChartQuestion, more: int, total: int) -> str:
    en = asked.english
    said = f"{total:,} rows" if en else f"{total:,} 行"
    if asked.choice.kind in ("values", "cells") and more > 0:
        said += f", {more:,} more values" if en else f"，另有 {more:,} 个值"
    return said


def _frozen(values: Floats) -> Floats:
    made = np.ascontiguousarray(values)
    made.flags.writeable = False
    return made
