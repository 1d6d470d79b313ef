"""Charts of a layer: its rows by a column, by spans, over time, by cells of a grid, as one number each; two columns.

A chart is asked with a frozen question and answered in a worker. How rows are grouped is `Held` for the next question,
so that a brush, a filter or another view is one counting pass. What an item stands for is told by
`onemap.session.chart_items`, what a chart looks like by `onemap.session.chart_looks`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import masking
from onemap.query import groups as grouping
from onemap.query import measures
from onemap.query.groups import Groups
from onemap.query.measures import HOWS, How
from onemap.query.summary import kind_of
from onemap.session import chart_looks, tabling
from onemap.session.chart_question import (
    BARS,
    DOTS,
    NOTHING,
    OTHERS,
    SERIES,
    STEPS,
    ChartAnswer,
    ChartQuestion,
    Choice,
    Held,
    Kind,
    Measured,
)

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session
    from onemap.session.tabling import TableQuestion

    Codes = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]

__all__ = [
    "BARS", "DOTS", "HOWS", "NOTHING", "OTHERS", "SERIES", "STEPS", "ChartAnswer", "ChartQuestion", "Choice", "Held",
    "How", "Kind", "Measured",
]  # fmt: skip


# --- what can be chosen -------------------------------------------------------------------------------------------
def columns_for(entry: LayerEntry, kind: Kind) -> tuple[str, ...]:
    """The columns that a kind of chart can show, those that are hidden or masked as numbers left out."""
    if entry.data is None:
        return ()
    if kind == "classes":
        return ("",) if entry.ready is not None and entry.ready.classes is not None else ()
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


# --- asking -------------------------------------------------------------------------------------------------------
def question(
    session: Session, asked: TableQuestion, choice: Choice, *, english: bool = False, base: str | None = None,
    held: Held | None = None,
) -> ChartQuestion:  # fmt: skip
    """Freeze what a chart is made of."""
    entry = session.entry(asked.layer)
    if base is not None and asked.scope == "selected":
        asked = replace(asked, chosen=session.selection.rows().get(asked.layer))
    made = ChartQuestion(choice, asked, english, ready=entry.ready, base=base, held=held)
    if choice.kind != "cells":
        return made
    grid = next((e for e in session.entries if e.id == choice.by), None)
    column = None if grid is None else grid.column_with("code")
    if grid is None or grid.ready is None or column is None or grid.ready.crs != session.crs:
        return made
    codes = _texts_of(grid, column)
    title, named = grid.title("en" if english else "zh"), grid.column_with("name")
    names = {} if named is None else {c: n for c, n in zip(codes, _texts_of(grid, named), strict=True) if c and n}
    return replace(made, grid=grid.ready.prepared, codes=codes, grid_title=title, cell_names=names)


def _texts_of(grid: LayerEntry, name: str) -> tuple[str | None, ...]:
    """What a column of a grid shows, by row."""
    from onemap.query.texts import texts

    assert grid.data is not None  # noqa: S101 - it has been read
    shown = masking.shown_column(grid.definition, name, grid.data.table.column(name))
    return tuple(text for part in shown.chunks for text in texts(part).to_pylist())


def answered_by(asked: ChartQuestion, made: ChartAnswer | None) -> ChartAnswer | None:
    """An answer as that of another question where both ask the same of the same rows; else None."""
    if made is None:
        return None
    old, rows, was = made.question, asked.asked, made.question.asked
    plain = (asked.choice, asked.english, rows.layer, rows.scope, rows.extent)
    if plain != (old.choice, old.english, was.layer, was.scope, was.extent):
        return None
    now, then = _narrowed(asked), _narrowed(old)
    same = now is not None and then is not None and now.kept is then.kept and rows.table is was.table
    same = same and _legend(asked) == _legend(old) and asked.grid is old.grid
    same = same and rows.prepared is was.prepared and rows.chosen is was.chosen
    if not same or now is None or then is None or (rows.scope == "view" and now.shown_at is not then.shown_at):
        return None
    return replace(made, question=asked)


def answer(asked: ChartQuestion) -> ChartAnswer:
    """The chart of a question. Runs in a worker."""
    kept = kept_in(asked)
    if asked.choice.kind == "scatter":
        return _scatter(asked, kept)
    made = _measured(asked, kept)
    items = _items(asked.choice, made.held.groups, made.counted)
    total = asked.asked.table.num_rows if kept is None else int(np.count_nonzero(kept))
    chart = chart_looks.chart(asked, made, items, total)
    return ChartAnswer(asked, chart, made.held, items, total, kept, made.series)


def kept_in(asked: ChartQuestion) -> Mask | None:
    """The source rows (n,) that count: those of the table, under ``base`` where that counts; None for all."""
    table = _narrowed(asked)
    if table is None:
        from onemap.session import filtering
        from onemap.session.masks import with_kept

        assert asked.ready is not None  # noqa: S101 - what is narrowed by another filter has been read
        where = filtering.Where(asked.base or "", filtering.personal_columns(asked.asked.definition))
        left = filtering.rows_of(asked.ready, where) if asked.base else None
        table = _under(asked.asked, with_kept(replace(asked.ready, filtered=left)))
    return tabling.marks_in(table)


def _narrowed(asked: ChartQuestion) -> TableQuestion | None:
    """The rows that count, where nothing has to be worked out for it; else None."""
    before, ready = asked.before, asked.ready
    if asked.base is None or ready is None:
        return asked.asked
    if before is not None and before.where == asked.base and _alike(before, ready):
        return _under(asked.asked, before)
    return None


def _alike(one: Ready, other: Ready) -> bool:
    """Whether rows are under the same time and look, whatever their filters."""
    same = one.data is other.data and one.prepared is other.prepared and one.drawn is other.drawn
    return same and one.moment == other.moment and one.time_said == other.time_said


def _under(table: TableQuestion, ready: Ready) -> TableQuestion:
    return replace(table, kept=ready.kept, shown_at=ready.shown_at)


# --- grouping -----------------------------------------------------------------------------------------------------
def _measured(asked: ChartQuestion, kept: Mask | None) -> Measured:
    held, choice = held_for(asked, kept), asked.choice
    groups = held.groups
    counted = grouping.counts(groups, kept)
    if held.split is None:
        if choice.how == "count" or held.values is None:
            return Measured(held, counted, counted.astype(np.float64))
        return Measured(held, counted, measures.measure(groups.codes, groups.size, held.values, choice.how, kept))
    series, codes = series_of(held.split, kept)
    pairs, width = grouping.paired(groups, codes, len(series)), len(series)
    how: How = "count" if held.values is None else choice.how
    given = np.empty(0) if held.values is None else held.values
    values = measures.measure(pairs, groups.size * width, given, how, kept)
    return Measured(held, counted, values.reshape(groups.size, width), series)


def series_of(split: Groups, kept: Mask | None) -> tuple[tuple[int, ...], Codes]:
    """The groups that are series, the most frequent first, and the series (n,) of each row."""
    counted = grouping.counts(split, kept)
    order = [int(at) for at in np.argsort(-counted, kind="stable") if counted[at]]
    own, more = order[:SERIES], len(order) > SERIES
    total = len(split.codes) if kept is None else int(np.count_nonzero(kept))
    series = (*own, *((OTHERS,) if more else ()), *((NOTHING,) if int(counted.sum()) < total else ()))
    known = np.full(split.size + 1, len(own), np.int32)
    known[own] = np.arange(len(own), dtype=np.int32)
    known[-1] = len(series) - 1  # -1, no group, is the last place
    return series or (NOTHING,), known[split.codes]


def held_for(asked: ChartQuestion, kept: Mask | None) -> Held:
    """The rows of a question in groups, as they were held where they are the same."""
    choice, table, before = asked.choice, asked.asked.table, asked.held
    key = (choice.kind, choice.by, choice.of, choice.split, id(asked.grid), _legend(asked))
    if before is None or before.table is not table or before.key != key:
        along = _along(asked)
        values = tabling.column_numbers(tabling.shown_column(asked.asked, choice.of)) if choice.of else None
        return Held(table, key, _grouped(asked, along, kept), values, split_of(asked), along, kept)
    # Spans stay while somebody brushes, so that bars do not move under the hand; else they follow their rows.
    if asked.base is not None or before.kept is kept or choice.kind not in ("spans", *STEPS):
        return before
    return replace(before, groups=_grouped(asked, before.along, kept), kept=kept)


def _legend(asked: ChartQuestion) -> int:
    return 0 if asked.ready is None or asked.choice.kind != "classes" else id(asked.ready.classes)


def split_of(asked: ChartQuestion) -> Groups | None:
    """The rows by the values of the second column; None where none is asked for."""
    return _by_values(asked.asked, asked.choice.split) if asked.choice.split else None


def grouped(asked: ChartQuestion, kept: Mask | None) -> Groups:
    """The rows of a question in its groups."""
    return _grouped(asked, _along(asked), kept)


def _along(asked: ChartQuestion) -> Floats | None:
    """The numbers or times by which rows are grouped; None where they are grouped by values, cells or classes."""
    if asked.choice.kind in ("values", "cells", "classes"):
        return None
    return tabling.column_numbers(tabling.shown_column(asked.asked, asked.choice.by))


def _grouped(asked: ChartQuestion, along: Floats | None, kept: Mask | None) -> Groups:
    choice = asked.choice
    if along is None:
        if choice.kind == "classes":
            return _by_classes(asked.ready)
        return _by_cells(asked) if choice.kind == "cells" else _by_values(asked.asked, choice.by)
    if choice.kind == "spans":
        import pyarrow.types as t

        whole = t.is_integer(asked.asked.table.schema.field(choice.by).type)
        return grouping.by_spans(along, kept, whole=whole)
    if choice.kind in STEPS:
        return grouping.by_steps(along, kept)
    return grouping.by_parts(along, choice.kind)


def _by_values(asked: TableQuestion, name: str) -> Groups:
    return grouping.by_values(masking.counted_column(asked.definition, name, asked.table.column(name)))


def _by_cells(asked: ChartQuestion) -> Groups:
    from onemap.query.count import belonging, index_cells

    prepared, count = asked.asked.prepared, asked.asked.table.num_rows
    if asked.grid is None or prepared is None:
        return Groups(np.full(count, -1, np.int32))
    index = index_cells(asked.grid, asked.codes)
    positions, ranks = belonging(prepared, index)
    return grouping.by_cells(prepared.rows[positions], ranks, count, index.codes)


def _by_classes(ready: Ready | None) -> Groups:
    """The classes of the legend as rows are counted in it, the rest behind them."""
    if ready is None or ready.classes is None or ready.style is None:
        return Groups(np.full(0 if ready is None else ready.data.rows, -1, np.int32))
    count = len(ready.style.classes)
    return grouping.by_class(ready.classes, count)


def _items(choice: Choice, groups: Groups, counted: Rows) -> tuple[int, ...]:
    """The groups that are shown: all in their order, of values and cells those with most rows."""
    if choice.kind not in ("values", "cells"):
        return tuple(range(groups.size))
    most = np.argsort(-counted, kind="stable")[:BARS]
    return tuple(int(at) for at in most if counted[at])


def _scatter(asked: ChartQuestion, kept: Mask | None) -> ChartAnswer:
    """Two columns of numbers against each other; of many rows evenly some, which the note says."""
    along, up = pair_of(asked)
    known = np.isfinite(along) & np.isfinite(up)
    if kept is not None:
        known &= kept
    rows = np.flatnonzero(known)
    shown = rows if len(rows) <= DOTS else rows[np.linspace(0, len(rows) - 1, DOTS).astype(np.int64)]
    chart = chart_looks.scatter(asked, (along, up), rows, shown)
    return ChartAnswer(asked, chart, None, tuple(int(row) for row in shown), len(rows), kept)


def pair_of(asked: ChartQuestion) -> tuple[Floats, Floats]:
    """The numbers of a scatter's two columns, of all rows of the table."""
    names = asked.choice.by, asked.choice.of or asked.choice.by
    along, up = (tabling.column_numbers(tabling.shown_column(asked.asked, name)) for name in names)
    return along, up
