"""Numbers from a script: a layer's rows by a column, spans, times or cells; any one of them; a column's statistics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.errors import RequestError
from onemap.model.rowset import RowSet
from onemap.query import groups as grouping
from onemap.query import measures
from onemap.session import charting, tabling
from onemap.session import statistics as told
from onemap.session.charting import HOWS, Choice, How

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pandas as pd

    from onemap.api.checks import Box
    from onemap.query.groups import Groups
    from onemap.session.chart_looks import Stat
    from onemap.session.charting import ChartQuestion
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session
    from onemap.session.statistics import Statistics

    Mask = npt.NDArray[np.bool_]

_KINDS = ("values", "spans", "time", "line", "hours", "weekdays", "months", "cells", "classes")
#: Pairs of a group and a value of a second column that one frame holds at most.
_MOST_PAIRS = 5_000_000


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which rows a number is: what ``box`` meets, the ``rows``, under the filter ``where`` in place of the layer's.

    ``rows`` are numbers, or as "0-3,7".
    """

    where: str | None = None
    box: Box | None = None
    rows: str | Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One group: its ``value`` (the two ends of a span), and of a second column one value ``part``, or all ``but``."""

    value: Any
    part: Any = None
    but: tuple[Any, ...] | None = None


def numbers(session: Session, entry: LayerEntry, choice: Choice, scope: Scope | None = None) -> pd.DataFrame:
    """A row for each group that has rows: ``item``, how many ``rows``, and ``value`` where something is summed up.

    With a second column a row for each group and each of its values, ``part``; None for rows without one.

    Raises
    ------
    RequestError
        When there is no such column, kind, measure or grid, or the layer cannot be read.
    """
    import pandas as pd

    question = asked(session, entry, choice, scope)
    kept = charting.kept_in(question)
    held = charting.held_for(question, kept)
    codes, size, parts = _pairs(held, choice)
    counted = measures.counts(codes, size, kept)
    there = np.flatnonzero(counted)
    made: dict[str, Any] = {"item": _names(held.groups, there // len(parts) if parts else there)}
    if parts:
        made["part"] = [parts[at] for at in (there % len(parts)).tolist()]
    made["rows"] = counted[there]
    if held.values is not None and choice.how != "count":
        made["value"] = measures.measure(codes, size, held.values, choice.how, kept)[there]
    frame = pd.DataFrame(made)
    if choice.kind in ("values", "cells") and not parts:
        frame = frame.sort_values(["rows", "item"], ascending=[False, True], kind="stable", ignore_index=True)
    return frame


def number(
    session: Session, entry: LayerEntry, choice: Choice, how: How | Stat, scope: Scope | None = None,
    item: Item | None = None,
) -> Any:  # noqa: ANN401 - a number, or a time  # fmt: skip
    """The rows, or what is measured of them, as one number: of all rows, or of one group of a choice.

    NaN where nothing has a value; a time where the column holds times. Errors as those of `numbers`; RequestError for
    a group that is none.
    """
    question = asked(session, entry, choice, scope, how)
    marks = charting.kept_in(question)
    if item is not None:
        marks = _joined(_marks_of(question, item, marks), marks)
    codes = np.zeros(question.asked.table.num_rows, np.int32)
    if how == "count":
        return int(measures.counts(codes, 1, marks)[0])
    kind = told.kind_in(question)
    if how == "p90":
        values = tabling.column_numbers(tabling.shown_column(question.asked, choice.of))
        return float(measures.measure(codes, 1, values, "p90", marks)[0])
    value = told.Column.of(question, kind).one(how, codes, marks)
    if how in told.COUNTS:
        return int(value)
    return value if kind != "time" or np.isnan(value) else told.moment_of(value)


def statistics(session: Session, entry: LayerEntry, choice: Choice, scope: Scope | None = None) -> Statistics:
    """A column, ``of``, in numbers: of all rows, and of each group where the choice has groups; errors as `numbers`."""
    return told.answer(asked(session, entry, choice, scope, "distinct"))


def statistics_frame(made: Statistics) -> pd.DataFrame:
    """Statistics as a data frame with a row for each line, the first for all rows, indexed by ``group``."""
    import pandas as pd

    columns: dict[str, Any] = {}
    for at, name in enumerate(made.stats):
        values = made.values[:, at]
        if name in told.COUNTS:
            columns[name] = values.astype(np.int64)
        elif made.kind == "time":
            columns[name] = pd.Series([pd.NaT if np.isnan(v) else pd.Timestamp(told.moment_of(v)) for v in values])
        else:
            columns[name] = values
    return pd.DataFrame(columns).set_axis(pd.Index(told.line_names(made), name="group"))


def asked(
    session: Session, entry: LayerEntry, choice: Choice, scope: Scope | None = None, how: How | Stat | None = None
) -> ChartQuestion:
    """The question of `numbers`, the layers that it needs read first; errors as those of `numbers`.

    ``how`` is what a single number tells, of which there is more to choose from than of a chart.
    """
    from onemap.api.checks import checked_extent
    from onemap.messages import language

    scope = scope or Scope()
    session.ensure_open(entry.id)
    if choice.kind == "cells" and (choice.by or how is None):
        session.ensure_open(session.entry(choice.by).id)
    extent = None if scope.box is None else checked_extent(scope.box)
    if extent is not None and scope.rows is not None:
        raise RequestError("argument_bad", name="rows", value=scope.rows, form="box | rows")
    table = tabling.question(session, entry.id, "all" if extent is None else "view", (), extent)
    if table is None:
        raise entry.error or RequestError("layer_not_ready", layer=entry.id)
    if scope.rows is not None:
        table = replace(table, scope="selected", chosen=_chosen(scope.rows, table.table.num_rows))
    _check(entry, choice, how)
    if scope.where:
        from onemap.session import filtering

        filtering.checked(scope.where, table.table, filtering.personal_columns(entry.definition))
    made = charting.question(session, table, choice, english=language() == "en")
    return replace(made, base=scope.where)


def _chosen(rows: str | Sequence[int], count: int) -> npt.NDArray[np.int64]:
    try:
        given = rows if isinstance(rows, str) else np.unique(np.asarray(rows, np.int64))
        made = RowSet.from_said(given).rows() if isinstance(given, str) else given
    except ValueError as error:
        raise RequestError("argument_bad", name="rows", value=str(rows)[:60], form="0-3,7") from error
    if len(made) and (made[0] < 0 or made[-1] >= count):
        raise RequestError("argument_bad", name="rows", value=int(made[-1]), form=f"0-{count - 1}")
    return made


def _pairs(held: charting.Held, choice: Choice) -> tuple[npt.NDArray[np.int32], int, tuple[Any, ...]]:
    """The group of each row, how many there are, and the values of the second column in each, None among them."""
    groups, split = held.groups, held.split
    if split is None:
        return groups.codes, groups.size, ()
    width = split.size + 1
    if groups.size * width > _MOST_PAIRS:
        raise RequestError("numbers_too_many", by=choice.by, split=choice.split, most=_MOST_PAIRS)
    others = np.where(split.codes < 0, np.int32(split.size), split.codes)
    return grouping.paired(groups, others, width), groups.size * width, (*split.values, None)


def _marks_of(question: ChartQuestion, item: Item, kept: Mask | None) -> Mask:
    """The rows of one group."""
    marks = _in_item(question, item.value, kept)
    split = charting.split_of(question)
    if split is None:
        return marks
    known = {value: at for at, value in enumerate(split.values)}
    if item.but is not None:
        left = grouping.rows_in(split, [known[one] for one in item.but if one in known])
        return marks & ~left & (split.codes >= 0)
    if item.part is None:
        return marks & (split.codes < 0)
    return marks & grouping.rows_in(split, [known[item.part]] if item.part in known else [])


def _in_item(question: ChartQuestion, value: Any, kept: Mask | None) -> Mask:  # noqa: ANN401 - as scripts name groups
    choice = question.choice
    if choice.kind in ("spans", *charting.STEPS):
        low, high = _ends(value, time=choice.kind != "spans")
        numbers = tabling.column_numbers(tabling.shown_column(question.asked, choice.by))
        with np.errstate(invalid="ignore"):
            marks: Mask = (numbers >= low) & (numbers <= high if high == np.inf else numbers < high)
        return marks & np.isfinite(numbers)
    groups = charting.grouped(question, kept)
    found = [at for at, one in enumerate(groups.values) if one == value]
    if not found:
        raise RequestError("number_group", group=str(value), groups=tuple(map(str, groups.values[:20])))
    return grouping.rows_in(groups, found)


def _ends(value: Any, *, time: bool) -> tuple[float, float]:  # noqa: ANN401 - as scripts name groups
    try:
        low, high = value
        if time:
            low, high = (np.datetime64(one, "s").astype(np.int64) for one in (low, high))
        return float(low), np.inf if high is None else float(high)
    except (TypeError, ValueError) as error:
        raise RequestError("argument_bad", name="item", value=str(value), form="(low, high)") from error


def _joined(marks: Mask, kept: Mask | None) -> Mask:
    return marks if kept is None else marks & kept


def _names(groups: Groups, there: Any) -> Any:  # noqa: ANN401 - an array of numbers, names in a list
    if groups.values:
        return [groups.values[at] for at in there.tolist()]
    lower = groups.edges[:-1][there]
    return lower.astype("datetime64[s]") if groups.time else lower


def _check(entry: LayerEntry, choice: Choice, how: How | Stat | None) -> None:
    hows: tuple[str, ...] = HOWS if how is None else (*HOWS, *told.COUNTS[1:])
    said = choice.how if how is None else how
    if choice.kind not in _KINDS or said not in hows:
        raise RequestError("numbers_kind", kind=choice.kind, how=said, kinds=_KINDS, hows=hows)
    wanted: list[tuple[str, tuple[str, ...]]] = []
    if choice.kind == "classes":
        wanted.append((choice.by, charting.columns_for(entry, "classes")))
    elif choice.kind != "cells" and (choice.by or how is None):
        wanted.append((choice.by, charting.columns_for(entry, choice.kind)))
    if choice.split:
        wanted.append((choice.split, charting.columns_for(entry, "values")))
    if choice.of or said != "count":
        wanted.append((choice.of, charting.numbers_of(entry) if how is None else _measurable(entry, how)))
    for name, allowed in wanted:
        if name not in allowed:
            raise RequestError("numbers_column", column=name or "-", columns=allowed[:20])


def _measurable(entry: LayerEntry, how: How | Stat) -> tuple[str, ...]:
    """The columns of which a number can be told."""
    if how in told.COUNTS:
        return charting.columns_for(entry, "values")
    times = charting.columns_for(entry, "time") if how in told.TOLD["time"] else ()
    return (*charting.numbers_of(entry), *times)
