"""Indicators as charts, and their numbers as people read them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.indicator_groups import BY_WORDS
from onemap.city.indicator_list import BY_KEY
from onemap.model.chart import Axis, Chart, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from onemap.city.indicator_list import Indicator
    from onemap.city.indicators import IndicatorTable
    from onemap.city.periods import Period
    from onemap.model.chart import ChartKind

    Ints = npt.NDArray[np.int64]


def number(value: float, indicator: Indicator) -> str:
    """A value as it is shown: a share in percent, a time with one decimal, a count whole; "–" for none."""
    if not math.isfinite(value):
        return "–"
    if indicator.kind == "rate":
        return f"{value:.1%}"
    return f"{value:,.1f}" if indicator.kind == "hours" else f"{value:,.0f}"


def change(value: float, indicator: Indicator) -> str:
    """A change with its sign, in percent or, of shares, in percentage points; "–" for none."""
    if not math.isfinite(value):
        return "–"
    unit = " pp" if indicator.kind == "rate" else "%"
    return f"{value * 100:+.1f}{unit}".replace("-", "−")


def tone(value: float, indicator: Indicator) -> str:
    """Whether a change is "good" or "bad", or "" where it is neither."""
    if not math.isfinite(value) or not indicator.better or abs(value) < 0.0005:
        return ""
    return "good" if (value > 0) == (indicator.better == "up") else "bad"


def ranking(table: IndicatorTable, key: str) -> Ints:
    """Places of the groups, most first, those without a value behind, what belongs to none last."""
    values = table.values[key].value[: len(table.groups.codes) - table.groups.rest]
    order = np.lexsort((np.arange(len(values)), -values))
    order = np.concatenate([order[np.isfinite(values[order])], order[~np.isfinite(values[order])]])
    return np.append(order, np.arange(len(values), len(table.groups.codes))).astype(np.int64)


def shown_places(table: IndicatorTable, key: str, order: Iterable[int]) -> list[int]:
    """Those of some places that a chart shows: all groups, and what belongs to none where it has anything."""
    over = table.values[key].over
    inner = len(table.groups.codes) - table.groups.rest
    return [i for i in order if i < inner or (i < len(table.groups.codes) and over[i] > 0)]


def ranked_chart(
    table: IndicatorTable, key: str, order: Sequence[int], *, en: bool, kind: ChartKind = "bars",
    chosen: str | None = None,
) -> Chart:  # fmt: skip
    """The groups in the places ``order`` as bars; the one with the code ``chosen`` stands out."""
    one = table.values[key]
    names = tuple(table.groups.names[i][en] for i in order)
    warm = one.indicator.better == "down"
    series = Series(one.value[order], one.indicator.title[en], "@attention" if warm else "@accent")
    unit = "" if one.indicator.kind == "rate" else one.indicator.unit[en]
    axis = Axis(one.indicator.title[en], unit, percent=one.indicator.kind == "rate")
    by, period = BY_WORDS[table.request.by], table.request.said
    title = f"{one.indicator.title[en]} · {period[en]}"
    return Chart(
        kind, (series,), names, title=title, value_axis=axis if kind != "bars" else Axis("", "", axis.percent),
        item_axis=Axis() if kind == "bars" else Axis(by[en]),
        highlighted=frozenset(k for k, i in enumerate(order) if table.groups.codes[i] == chosen),
    )  # fmt: skip


def months_chart(key: str, months: Sequence[Period], values: npt.NDArray[np.float64], name: str, *, en: bool) -> Chart:
    """An indicator month by month; ``name`` tells of what."""
    one = BY_KEY[key]
    color = "@attention" if one.better == "down" else "@accent"
    axis = Axis("", "" if one.kind == "rate" else one.unit[en], percent=one.kind == "rate")
    kind: ChartKind = "columns" if one.kind == "count" else "line"
    series = Series(values, one.title[en], color, np.arange(len(values), dtype=np.float64))
    return Chart(
        kind, (series,), tuple(month.key[2:] for month in months), title=f"{one.title[en]} · {name}", value_axis=axis,
        highlighted=frozenset([len(values) - 1]) if kind == "columns" else frozenset(),
    )  # fmt: skip
