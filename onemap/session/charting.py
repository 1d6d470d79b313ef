"""Charts of a layer: its rows by a column, by spans, over time, by cells of a grid, counted or summed up; two columns.

A chart is asked with a frozen question and answered in a worker. How rows are grouped is `Held` for the next question,
so that a brush, a filter or another view is one counting pass.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

import numpy as np

from onemap.city import cell_words, masking
from onemap.model import cql
from onemap.model.chart import Axis, Chart, Series
from onemap.query import groups as grouping
from onemap.query import measures
from onemap.query.groups import Groups
from onemap.query.summary import kind_of
from onemap.session import tabling

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.city.card_values import Words
    from onemap.model.moment import Moment
    from onemap.model.prepared import Prepared
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session
    from onemap.session.tabling import TableQuestion

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]

Kind = Literal["values", "spans", "time", "line", "hours", "weekdays", "months", "cells", "scatter"]
How = Literal["count", "sum", "mean"]
HOWS: tuple[How, ...] = ("count", "sum", "mean")
#: Bars at most, and points of a scatter.
BARS, DOTS = 24, 4000
#: Kinds of steps of a time axis; as a line, steps of which there is no mean are gaps.
_STEPS = ("time", "line")
_DAYS: tuple[Words, ...] = (
    ("周一", "Mon"), ("周二", "Tue"), ("周三", "Wed"), ("周四", "Thu"), ("周五", "Fri"), ("周六", "Sat"),
    ("周日", "Sun"),
)  # fmt: skip
_MEASURES: dict[How, Words] = {"count": ("行数", "Rows"), "sum": ("合计", "Sum"), "mean": ("平均", "Mean")}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a chart shows: ``by`` is a column, or the id of a grid layer for "cells"; ``of`` a column of numbers.

    A scatter has ``by`` along and ``of`` upwards.
    """

    kind: Kind = "values"
    by: str = ""
    of: str = ""
    how: How = "count"


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """How rows were grouped, and of what: the same table and choice need not be looked through again."""

    table: pa.Table
    key: tuple[object, ...]
    groups: Groups
    values: Floats | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ChartQuestion:
    """A chart of the rows that stand in a table. ``grid`` and ``codes`` are a grid's cells and their codes by row.

    ``base`` is the filter text that counts in the place of the layer's own, None when that counts.
    """

    choice: Choice
    asked: TableQuestion
    english: bool = False
    grid: Prepared | None = None
    codes: tuple[str | None, ...] = ()
    ready: Ready | None = None
    base: str | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ChartAnswer:
    """A chart; ``items`` are the groups that its bars stand for, ``rows`` how many rows it tells of."""

    question: ChartQuestion
    chart: Chart
    held: Held | None
    items: tuple[int, ...] = ()
    rows: int = 0
    kept: Mask | None = field(default=None)


def columns_for(entry: LayerEntry, kind: Kind) -> tuple[str, ...]:
    """The columns that a kind of chart can show, those that are hidden or masked as numbers left out."""
    if entry.data is None:
        return ()
    schema = entry.data.table.schema
    names = [name for name in tabling.ordered_columns(entry) if not _hidden(entry, name)]
    if kind == "values":
        return tuple(names)
    wanted = "number" if kind in ("spans", "scatter") else "time"
    return tuple(
        name for name in names
        if kind_of(schema.field(name).type) == wanted and not masking.is_masked(entry.definition, name)
    )  # fmt: skip


def numbers_of(entry: LayerEntry) -> tuple[str, ...]:
    """The columns whose numbers can be summed up."""
    return columns_for(entry, "spans")


def first_choice(entry: LayerEntry) -> Choice:
    """What tells most of a layer: its class, else its first text, else its numbers."""
    classed = next((c for role in ("class", "category", "state") if (c := entry.column_with(role))), None)
    names = columns_for(entry, "values")
    code = entry.column_with("code")
    other = next((name for name in names if name != code), names[0] if names else "")
    return Choice("values", classed if classed in names else other)


def _hidden(entry: LayerEntry, name: str) -> bool:
    said = entry.definition.fields.get(name)
    return said is not None and said.hidden


# --- asking ------------------------------------------------------------------------------------------------------
def question(
    session: Session, asked: TableQuestion, choice: Choice, *, english: bool = False, base: str | None = None,
    held: Held | None = None,
) -> ChartQuestion:  # fmt: skip
    """Freeze what a chart is made of."""
    entry = session.entry(asked.layer)
    made = ChartQuestion(choice, asked, english, ready=entry.ready, base=base, held=held)
    if choice.kind != "cells":
        return made
    grid = next((e for e in session.entries if e.id == choice.by), None)
    column = None if grid is None else grid.column_with("code")
    if grid is None or grid.ready is None or column is None or grid.ready.crs != session.crs:
        return made
    from onemap.query.texts import texts

    codes = [text for part in grid.ready.data.table.column(column).chunks for text in texts(part).to_pylist()]
    return replace(made, grid=grid.ready.prepared, codes=tuple(codes))


def answer(asked: ChartQuestion) -> ChartAnswer:
    """The chart of a question. Runs in a worker."""
    rows = _rows(asked)
    kept = _marks(asked, rows)
    if asked.choice.kind == "scatter":
        return _scatter(asked, kept)
    held = _held(asked, kept)
    counted = grouping.counts(held.groups, kept)
    values = _measured(asked.choice, held, kept, counted)
    items = _items(asked.choice, held.groups, counted)
    total = asked.asked.table.num_rows if rows is None else len(rows)
    return ChartAnswer(asked, _chart(asked, held.groups, values, items, total), held, items, total, kept)


def measured(asked: ChartQuestion) -> tuple[Held, Rows, Floats]:
    """All groups of a question, the rows of each (m,), and what is counted or summed up of them (m,)."""
    kept = _marks(asked, _rows(asked))
    held = _held(asked, kept)
    counted = grouping.counts(held.groups, kept)
    return held, counted, _measured(asked.choice, held, kept, counted)


def _marks(asked: ChartQuestion, rows: Rows | None) -> Mask | None:
    if rows is None:
        return None
    kept = np.zeros(asked.asked.table.num_rows, np.bool_)
    kept[rows] = True
    return kept


def _rows(asked: ChartQuestion) -> Rows | None:
    """The source rows that count: those of the table, under the filter ``base`` where that counts."""
    table = asked.asked
    if asked.base is not None and asked.ready is not None:
        from onemap.session import filtering
        from onemap.session.masks import with_kept

        where = filtering.Where(asked.base, filtering.personal_columns(table.definition))
        left = filtering.rows_of(asked.ready, where) if asked.base else None
        ready = with_kept(replace(asked.ready, filtered=left))
        table = replace(table, kept=ready.kept, shown_at=ready.shown_at)
    return tabling.rows_in(table)


def _held(asked: ChartQuestion, kept: Mask | None) -> Held:
    choice, table, before = asked.choice, asked.asked.table, asked.held
    key = (choice.kind, choice.by, choice.of, id(asked.grid))
    # Spans are kept while somebody brushes, so that bars do not move under the hand.
    if before is not None and before.table is table and before.key == key:
        return before
    values = None
    if choice.of:
        values = tabling.column_numbers(tabling.shown_column(asked.asked, choice.of))
    return Held(table, key, _grouped(asked, kept), values)


def _grouped(asked: ChartQuestion, kept: Mask | None) -> Groups:
    choice, table = asked.choice, asked.asked.table
    if choice.kind == "cells":
        return _by_cells(asked)
    if choice.kind == "values":
        definition = asked.asked.definition
        return grouping.by_values(masking.counted_column(definition, choice.by, table.column(choice.by)))
    numbers = tabling.column_numbers(tabling.shown_column(asked.asked, choice.by))
    if choice.kind == "spans":
        import pyarrow.types as t

        return grouping.by_spans(numbers, kept, whole=t.is_integer(table.schema.field(choice.by).type))
    if choice.kind in _STEPS:
        return grouping.by_steps(numbers, kept)
    return grouping.by_parts(numbers, choice.kind)


def _by_cells(asked: ChartQuestion) -> Groups:
    from onemap.query.count import belonging, index_cells

    prepared, count = asked.asked.prepared, asked.asked.table.num_rows
    if asked.grid is None or prepared is None:
        return Groups(np.full(count, -1, np.int32))
    index = index_cells(asked.grid, asked.codes)
    positions, ranks = belonging(prepared, index)
    return grouping.by_cells(prepared.rows[positions], ranks, count, index.codes)


def _measured(choice: Choice, held: Held, kept: Mask | None, counted: Rows) -> Floats:
    if choice.how == "count" or held.values is None:
        return counted.astype(np.float64)
    sums, known = measures.totals(held.groups.codes, held.groups.size, held.values, kept)
    if choice.how == "sum":
        return sums
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums / known


def _items(choice: Choice, groups: Groups, counted: Rows) -> tuple[int, ...]:
    """The groups that are shown: all in their order, of values and cells those with most rows."""
    if choice.kind not in ("values", "cells"):
        return tuple(range(groups.size))
    most = np.argsort(-counted, kind="stable")[:BARS]
    return tuple(int(at) for at in most if counted[at])


# --- the picture --------------------------------------------------------------------------------------------------
def _chart(asked: ChartQuestion, groups: Groups, values: Floats, items: tuple[int, ...], total: int) -> Chart:
    choice, en = asked.choice, asked.english
    by, of = _title(asked, choice.by), _title(asked, choice.of)
    measure = _MEASURES[choice.how][en]
    said = measure if choice.how == "count" or not of else f"{of}: {measure}" if en else f"{of}{measure}"
    shown = values[list(items)] if items else np.empty(0)
    shown.flags.writeable = False
    series = (Series(shown, said),)
    note = _note(asked, groups, items, total)
    if choice.kind in ("spans", *_STEPS):
        unit = _unit(asked, choice.by)
        axis = Axis("" if groups.time else by, unit, time=groups.time)
        if choice.kind == "line":
            series = (replace(series[0], at=(groups.edges[:-1] + groups.edges[1:]) / 2),)
        return Chart(
            "line" if choice.kind == "line" else "histogram", series, edges=groups.edges, title=by, note=note,
            value_axis=Axis(said), item_axis=axis,
        )  # fmt: skip
    names = tuple(_name(asked, groups.values[at]) for at in items)
    kind: Literal["bars", "columns"] = "bars" if choice.kind in ("values", "cells") else "columns"
    return Chart(kind, series, names, title=by, note=note, value_axis=Axis(said))


def _name(asked: ChartQuestion, value: Any) -> str:  # noqa: ANN401 - a text, or a number of a part of time
    kind, en = asked.choice.kind, asked.english
    if kind == "hours":
        return f"{value:02d}"
    if kind == "weekdays":
        return str(_DAYS[value][en])
    if kind == "months":
        return str(value + 1) if en else f"{value + 1} 月"
    return cell_words.words_of(asked.asked.definition, asked.choice.by)(value) if kind == "values" else str(value)


def _note(asked: ChartQuestion, groups: Groups, items: tuple[int, ...], total: int) -> str:
    en = asked.english
    said = f"{total:,} rows" if en else f"{total:,} 行"
    more = groups.size - len(items)
    if asked.choice.kind in ("values", "cells") and more > 0 and items:
        said += f", {more:,} more values" if en else f"，另有 {more:,} 个值"
    return said


def _title(asked: ChartQuestion, name: str) -> str:
    said = asked.asked.definition.fields.get(name)
    if said is None:
        return name
    return (said.title_en or said.title or name) if asked.english else (said.title or said.title_en or name)


def _unit(asked: ChartQuestion, name: str) -> str:
    said = asked.asked.definition.fields.get(name)
    return "" if said is None else said.unit


def _scatter(asked: ChartQuestion, kept: Mask | None) -> ChartAnswer:
    """Two columns of numbers against each other; of many rows evenly some, which the note says."""
    choice, en = asked.choice, asked.english
    along, up = _pair(asked)
    known = np.isfinite(along) & np.isfinite(up)
    if kept is not None:
        known &= kept
    rows = np.flatnonzero(known)
    shown = rows if len(rows) <= DOTS else rows[np.linspace(0, len(rows) - 1, DOTS).astype(np.int64)]
    note = f"{len(rows):,} rows" if en else f"{len(rows):,} 行"
    if len(shown) < len(rows):
        note += f", {len(shown):,} of them drawn" if en else f"，画出其中 {len(shown):,} 行"
    if len(rows) > 1 and along[rows].std() > 0 and up[rows].std() > 0:
        note += f", r = {np.corrcoef(along[rows], up[rows])[0, 1]:.3f}"
    dots = Series(up[shown], at=along[shown])
    axes = [Axis(_title(asked, name), _unit(asked, name)) for name in (choice.by, choice.of or choice.by)]
    title = f"{axes[1].title} / {axes[0].title}"
    chart = Chart("scatter", (dots,), title=title, note=note, item_axis=axes[0], value_axis=axes[1])
    return ChartAnswer(asked, chart, None, tuple(int(row) for row in shown), len(rows), kept)


def _pair(asked: ChartQuestion) -> tuple[Floats, Floats]:
    """The numbers of a scatter's two columns, of all rows of the table."""
    names = asked.choice.by, asked.choice.of or asked.choice.by
    along, up = (tabling.column_numbers(tabling.shown_column(asked.asked, name)) for name in names)
    return along, up


# --- what an item stands for ---------------------------------------------------------------------------------------
def rows_behind(made: ChartAnswer, items: tuple[int, ...]) -> Rows:
    """The source rows behind some items of a chart, by their places, ascending."""
    chosen = [made.items[at] for at in items if 0 <= at < len(made.items)]
    if made.question.choice.kind == "scatter":
        return np.unique(np.array(chosen, np.int64))
    if made.held is None or not chosen:
        return np.empty(0, np.int64)
    groups = made.held.groups
    wanted = np.zeros(groups.size + 1, np.bool_)
    wanted[chosen] = True  # -1, no group, is the last place and stays False
    marks = wanted[groups.codes]
    if made.kept is not None:
        marks &= made.kept
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def rows_in_box(made: ChartAnswer, along: tuple[float, float], up: tuple[float, float]) -> Rows:
    """The source rows of a scatter, ascending, whose two numbers lie within ``along`` and ``up``, ends included."""
    if made.question.choice.kind != "scatter":
        return np.empty(0, np.int64)
    xs, ys = _pair(made.question)
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
    elif choice.kind in _STEPS and not _zoned(asked, choice.by):
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


def python_line(made: ChartAnswer) -> str:
    """What gives the numbers of a chart again in a script, ``m`` being the map."""
    choice = made.question.choice
    more = "" if choice.kind == "values" else f", kind={choice.kind!r}"
    more += f", of={choice.of!r}" if choice.of else ""
    more += f", how={choice.how!r}" if choice.how != "count" else ""
    if made.question.asked.scope == "view" and made.question.asked.extent is not None:
        more += f", box={made.question.asked.extent.as_tuple()!r}"
    return f"m.layer({made.question.asked.layer!r}).numbers({choice.by!r}{more})"


def _literal(asked: TableQuestion, name: str, value: str) -> cql.Text | cql.Number | cql.Truth:
    """A value of a column, written as it was grouped, as a filter says it."""
    kind = kind_of(asked.table.schema.field(name).type)
    if kind == "truth":
        return cql.Truth(value == "true")
    return cql.Number(float(value)) if kind == "number" else cql.Text(value)


def _instant(seconds: float) -> cql.Instant:
    return cql.Instant(str(np.datetime64(int(seconds), "s")), day=False)


def _span(moment: Moment | None) -> str:
    """The span of time that the map shows."""
    if moment is None:
        return "-"
    zone = ZoneInfo(moment.zone)
    ends = [
        "…" if at is None else dt.datetime.fromtimestamp(at / 1000, zone).isoformat(" ", "minutes")
        for at in (moment.start, moment.end)
    ]
    return " / ".join(ends)


def explained(session: Session, made: ChartAnswer) -> str:
    """How the numbers of a chart were made, in the chart's language, and the Python lines that give them again."""
    asked, choice, en = made.question, made.question.choice, made.question.english
    table = asked.asked
    entry = session.entry(table.layer)
    scopes = {"all": ("全部", "all"), "selected": ("已选", "selected"), "view": ("视野内", "in view")}
    lines: list[tuple[Words, str]] = [
        (("图层", "Layer"), f"{entry.title('en' if en else 'zh')} ({table.layer})"),
        (("行", "Rows"), f"{made.rows:,} / {table.table.num_rows:,} ({scopes[table.scope][en]})"),
        (("筛选", "Filter"), (entry.where if asked.base is None else asked.base) or "-"),
        (("时间", "Time"), _span(session.moment)),
        (("分组", "By"), f"{_title(asked, choice.by)} ({choice.by})"),
        (("数值", "Numbers"), f"{_MEASURES[choice.how][en]} {_title(asked, choice.of)}".strip()),
    ]
    said = [f"{words[en]}{': ' if en else '：'}{text}" for words, text in lines]
    script = [python_line(made)]
    if entry.where:
        script.insert(0, f"m.filter({table.layer!r}, {entry.where if asked.base is None else asked.base!r})")
    return "\n".join([*said, "", "# Python", *script]) + "\n"
