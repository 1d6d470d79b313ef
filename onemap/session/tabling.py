"""The table of a layer: which of its rows stand in it and in which order, what is found in them, a column in numbers.

All are pure functions of a frozen question, meant for a worker; values are looked at as they may be shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.city import masking, pinyin
from onemap.query.find_text import Finding
from onemap.query.order import SortKey, order
from onemap.query.summary import Summary, summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import LayerDefinition
    from onemap.model.extent import Extent
    from onemap.model.prepared import Prepared
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session

    Mask = npt.NDArray[np.bool_]
    Order = npt.NDArray[np.int32]
    Rows = npt.NDArray[np.int64]
    Cancelled = Callable[[], bool] | None

#: All that filter and time leave in, of these the selected ones, or those that the map shows now.
Scope = Literal["all", "selected", "view"]
SCOPES: tuple[Scope, ...] = ("all", "selected", "view")


@dataclass(frozen=True, slots=True)
class Key:
    """A column to sort by."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TableQuestion:
    """What stands in the table of a layer. ``kept`` (rows,) is what filter and time leave in, None all.

    ``extent`` is what the map shows, ``shown_at`` which positions its style draws there; ``chosen`` are the selected
    source rows.
    """

    layer: str
    definition: LayerDefinition
    table: pa.Table
    prepared: Prepared | None
    scope: Scope = "all"
    keys: tuple[Key, ...] = ()
    kept: Mask | None = None
    extent: Extent | None = None
    shown_at: Mask | None = None
    chosen: Rows | None = None


def question(
    session: Session, layer_id: str, scope: Scope = "all", keys: tuple[Key, ...] = (), extent: Extent | None = None
) -> TableQuestion | None:
    """Freeze what is asked of a layer; None while nothing of it has been read. Keys of other columns are left out."""
    entry = session.entry(layer_id)
    ready, data = entry.ready, entry.data
    if data is None:
        return None
    names = set(data.table.column_names)
    chosen = session.selection.of(layer_id) if scope == "selected" else None
    kept, shown_at, prepared = _of(ready)
    if scope == "view" and (ready is None or ready.crs != session.crs):
        extent = None
    held = tuple(key for key in keys if key.column in names)
    return TableQuestion(layer_id, entry.definition, data.table, prepared, scope, held, kept, extent, shown_at, chosen)


def _of(ready: Ready | None) -> tuple[Mask | None, Mask | None, Prepared | None]:
    return (None, None, None) if ready is None else (ready.kept, ready.shown_at, ready.prepared)


def rows_in(asked: TableQuestion) -> Rows | None:
    """The source rows that stand in the table, ascending; None for all of them."""
    if asked.scope == "selected":
        return asked.chosen if asked.chosen is not None else np.empty(0, np.int64)
    if asked.scope == "view":
        if asked.extent is None or asked.prepared is None:
            return np.empty(0, np.int64)
        from onemap.query.select import select

        return select(asked.prepared, asked.extent, "intersects", asked.shown_at)
    return None if asked.kept is None else np.flatnonzero(asked.kept).astype(np.int64, copy=False)


def marks_in(asked: TableQuestion) -> Mask | None:
    """The source rows that stand in the table as a mask (n,); None for all of them."""
    if asked.scope == "all":
        return asked.kept
    if asked.scope == "view" and asked.extent is not None and asked.prepared is not None:
        from onemap.query.select import marks_in_box

        return marks_in_box(asked.prepared, asked.extent, asked.table.num_rows, asked.shown_at)
    marks = np.zeros(asked.table.num_rows, np.bool_)
    if asked.scope == "selected" and asked.chosen is not None:
        marks[asked.chosen] = True
        if asked.kept is not None:
            marks &= asked.kept
    return marks


def rows_of(
    asked: TableQuestion, cancelled: Cancelled = None, on_progress: Callable[[int, int | None], None] | None = None
) -> Order | None:
    """The source rows (n,) int32 of the table from top to bottom; None when they are all rows as they are read.

    Texts are sorted by their sound where pypinyin is installed.
    """
    rows = rows_in(asked)
    if not asked.keys:
        return None if rows is None else _frozen(rows.astype(np.int32))
    keys = [SortKey(shown_column(asked, key.column), key.descending) for key in asked.keys]
    spell = sounds if pinyin.available() else None
    return order(keys, rows, spell=spell, cancelled=cancelled, on_progress=on_progress)


def shown_column(asked: TableQuestion, name: str) -> pa.ChunkedArray:
    """A column as it may be shown."""
    return masking.shown_column(asked.definition, name, asked.table.column(name))


def finding(
    asked: TableQuestion,
    text: str,
    columns: tuple[str, ...],
    start: int,
    rows: Order | None,
    *,
    backwards: bool = False,
) -> Finding:
    """What `onemap.query.find_text.find` needs to find the next line, from ``start`` on, that shows a text."""
    shown = partial(masking.shown_column, asked.definition)
    return Finding(asked.table, columns, text, start, backwards, rows, shown)


def summary(asked: TableQuestion, name: str, cancelled: Cancelled = None) -> Summary:
    """A column in numbers, of the rows that stand in the table."""
    rows = rows_in(asked)
    mask = None
    if rows is not None:
        mask = np.zeros(asked.table.num_rows, np.bool_)
        mask[rows] = True
    return summarise(shown_column(asked, name), mask, cancelled=cancelled)


def ordered_columns(entry: LayerEntry) -> tuple[str, ...]:
    """The columns of a layer as panels show them: those of the layer file in its order, then the others."""
    return columns_in_order(entry.definition, () if entry.data is None else entry.data.table.column_names)


def columns_in_order(definition: LayerDefinition, columns: Sequence[str]) -> tuple[str, ...]:
    """Columns as panels show them: those that the layer file names in its order, then the others."""
    names, fields = tuple(dict.fromkeys(columns)), definition.fields
    return (*(name for name in fields if name in names), *(name for name in names if name not in fields))


def lines_as_text(
    asked: TableQuestion, rows: npt.NDArray[np.integer], columns: tuple[str, ...], titles: tuple[str, ...]
) -> str:
    """Rows as text for other programs, masked: tabs between cells, the titles first; no cell breaks the grid."""
    taken = asked.table.select(list(columns)).take(rows)
    return grid_of_texts(titles, [masking.shown_column(asked.definition, n, taken.column(n)) for n in columns])


def grid_of_texts(titles: tuple[str, ...], columns: list[pa.ChunkedArray]) -> str:
    """Columns as lines of text with tabs between the cells, their titles first; no cell breaks the grid."""
    from onemap.query.texts import texts

    lines = ["\t".join(map(_cell, titles))]
    cells = [[_cell(text) for chunk in column.chunks for text in texts(chunk).to_pylist()] for column in columns]
    lines += ["\t".join(line) for line in zip(*cells, strict=True)]
    return "\n".join(lines) + "\n"


def _cell(text: str | None) -> str:
    if text is None:
        return ""
    return text.replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def sounds(texts: list[str]) -> list[str]:
    """Texts as they sound, by which they are sorted."""
    return pinyin.spell(texts)[0]


def _frozen(rows: Order) -> Order:
    rows.flags.writeable = False
    return rows


def rows_with(asked: TableQuestion, name: str, value: object) -> Rows:
    """The rows of the table, ascending, whose column shows a value; None finds those without one."""
    return _in_table(asked, holding(shown_column(asked, name), value))


def holding(column: pa.ChunkedArray, value: object) -> Mask:
    """Where a column (n,) holds a value; NaN counts as none, None finds those without one."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    if t.is_floating(column.type):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    if value is None:
        marks = column.is_null()
    elif t.is_nested(column.type) or t.is_dictionary(column.type):
        marks = pc.equal(_as_texts(column), pa.scalar(str(value)))
    else:
        marks = pc.equal(column, pa.scalar(value, column.type))
    found: Mask = pc.fill_null(marks, fill_value=False).to_numpy()
    return found


def rows_between(asked: TableQuestion, name: str, low: float, high: float, *, last: bool = False) -> Rows:
    """The rows of the table, ascending, whose number or time (seconds since 1970) is at least ``low``, below ``high``.

    With ``last``, as of the last span of a histogram, ``high`` counts, too.
    """
    return _in_table(asked, between(shown_column(asked, name), low, high, last=last))


def between(column: pa.ChunkedArray, low: float, high: float, *, last: bool = False) -> Mask:
    """Where a number or time (seconds since 1970) of a column (n,) lies in a span, as in `rows_between`."""
    values = column_numbers(column)
    with np.errstate(invalid="ignore"):
        found: Mask = (values >= low) & ((values <= high) if last else (values < high))
    return found


def column_numbers(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Numbers (n,) float64 of a column, times as seconds since 1970 by their own clock; NaN where there is none."""
    from onemap.query.summary import kind_of, seconds
    from onemap.query.texts import numbers

    if kind_of(column.type) == "time":
        return seconds(column)
    parts = [numbers(part) for part in column.chunks]
    return np.concatenate(parts) if parts else np.empty(0)


def _as_texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    from onemap.query.texts import texts

    return pa.chunked_array([texts(part) for part in column.chunks], pa.string())


def _in_table(asked: TableQuestion, marks: Mask) -> Rows:
    rows = rows_in(asked)
    if rows is None:
        return np.flatnonzero(marks).astype(np.int64, copy=False)
    return rows[marks[rows]]
