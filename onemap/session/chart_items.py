"""What an item of a chart stands for: its rows, and the condition that a filter says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.city import masking
from onemap.model import cql
from onemap.query import groups as grouping
from onemap.query.summary import kind_of
from onemap.session.charting import STEPS, pair_of, series_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.session.charting import ChartAnswer
    from onemap.session.tabling import TableQuestion

    Rows = npt.NDArray[np.int64]


def rows_behind(made: ChartAnswer, items: tuple[int, ...], series: int | None = None) -> Rows:
    """The source rows behind some items of a chart, by their places, ascending; of one ``series`` where it is given."""
    chosen = [made.items[at] for at in items if 0 <= at < len(made.items)]
    if made.question.choice.kind == "scatter":
        return np.unique(np.array(chosen, np.int64))
    if made.held is None or not chosen:
        return np.empty(0, np.int64)
    marks = grouping.rows_in(made.held.groups, chosen, made.kept)
    if series is not None and made.held.split is not None:
        marks &= series_of(made.held.split, made.kept)[1] == series
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def rows_in_box(made: ChartAnswer, along: tuple[float, float], up: tuple[float, float]) -> Rows:
    """The source rows of a scatter, ascending, whose two numbers lie within ``along`` and ``up``, ends included."""
    if made.question.choice.kind != "scatter":
        return np.empty(0, np.int64)
    xs, ys = pair_of(made.question)
    marks = (xs >= along[0]) & (xs <= along[1]) & (ys >= up[0]) & (ys <= up[1])
    if made.kept is not None:
        marks &= made.kept
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def condition(made: ChartAnswer, first: int, last: int) -> str:
    """The items ``first`` to ``last`` of a chart as CQL2 text; empty where the language cannot say them, or may not."""
    asked, choice = made.question.asked, made.question.choice
    if made.held is None or not made.items or masking.is_masked(asked.definition, choice.by):
        return ""
    column, groups = cql.Column(choice.by), made.held.groups
    if choice.kind == "values":
        values = [groups.values[at] for at in made.items[first : last + 1]]
        nodes = tuple(_literal(asked, choice.by, value) for value in values)
        return cql.written(cql.In(column, nodes)) if nodes else ""
    if not len(groups.edges):
        return ""
    low, high = groups.edges[first], groups.edges[min(last + 1, groups.size)]
    until = "<=" if last >= groups.size - 1 else "<"
    ends: list[cql.Number | cql.Instant] = []
    if choice.kind == "spans":
        ends = [cql.Number(float(low)), cql.Number(float(high))]
    elif choice.kind in STEPS and not _zoned(asked, choice.by):
        ends = [_instant(low), _instant(high)]
    if not ends:
        return ""
    parts = cql.Compare(">=", column, ends[0]), cql.Compare(until, column, ends[1])
    return cql.written(cql.And(parts))


def joined(base: str, more: str) -> str:
    """Two conditions, of which both must be true."""
    return f"({base}) AND ({more})" if base and more else base or more


def _zoned(asked: TableQuestion, name: str) -> bool:
    return getattr(asked.table.schema.field(name).type, "tz", None) is not None


def _literal(asked: TableQuestion, name: str, value: str) -> cql.Text | cql.Number | cql.Truth:
    """A value of a column, written as it was grouped, as a filter says it."""
    kind = kind_of(asked.table.schema.field(name).type)
    if kind == "truth":
        return cql.Truth(value == "true")
    return cql.Number(float(value)) if kind == "number" else cql.Text(value)


def _instant(seconds: float) -> cql.Instant:
    return cql.Instant(str(np.datetime64(int(seconds), "s")), day=False)
