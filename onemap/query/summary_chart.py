"""A column's summary as charts: its histogram, and how often its values occur."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.model.chart import Axis, Chart, Series, floats

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.query.summary import Summary


def histogram_of(made: Summary, title: str = "", unit: str = "") -> Chart | None:
    """Numbers and times as a histogram; None for text, and where there is no value."""
    if not len(made.counts) or not made.counts.sum():
        return None
    axis = Axis(unit=unit, time=made.kind == "time")
    return Chart("histogram", (Series(floats(made.counts)),), edges=made.edges, title=title, item_axis=axis)


def values_of(made: Summary, written: Callable[[object], str], title: str = "") -> Chart | None:
    """The most frequent values as bars; None where they were not counted, or every value is another."""
    if not made.top or made.top[0][1] <= 1 < made.distinct:
        return None
    names = tuple(written(value) for value, _count in made.top)
    return Chart("bars", (Series(floats(count for _value, count in made.top)),), categories=names, title=title)
