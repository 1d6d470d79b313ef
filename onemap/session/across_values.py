"""The values of a table of several layers, as they may be shown: a few cells, whole columns, their order and numbers.

All are pure functions of a frozen question, meant for a worker but for the cells of some dozens of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import cell_words, masking, pinyin
from onemap.query.common_type import as_type, common_type
from onemap.query.few_rows import taken
from onemap.query.order import SortKey, order
from onemap.query.summary import Summary, summarise
from onemap.session.across import CODE, LAYER, ROW, shown_type
from onemap.session.tabling import between, grid_of_texts, holding, sounds

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.session.across import Across, Column, Part

    Rows = npt.NDArray[np.int64]
    Order = npt.NDArray[np.int32]
    Places = npt.NDArray[np.integer] | slice
    Cancelled = Callable[[], bool] | None


def type_of(asked: Across, column: Column, *, exact: bool = True) -> pa.DataType:
    """The one type in which the values of all parts stand.

    With ``exact`` it holds each to the last digit (text where no other does), for which columns may have to be looked
    through; else whole numbers beside fractions are float64.
    """
    import pyarrow as pa

    if column.name == ROW:
        return pa.int64()
    if column.name in (LAYER, CODE):
        return pa.string()
    mine = [(part, name) for part, name in zip(asked.parts, column.sources, strict=True) if name is not None]
    types = [shown_type(part, name) for part, name in mine]
    if not exact and column.sort == "number":
        return types[0] if len(set(types)) == 1 else pa.float64()

    def ends(at: int) -> tuple[pa.Scalar, pa.Scalar]:
        import pyarrow.compute as pc

        part, name = mine[at]
        found = pc.min_max(taken(part.data.table.column(name), part.rows))
        return found["min"], found["max"]

    return common_type(types, ends)


def values(asked: Across, column: Column, places: Places, kind: pa.DataType | None = None) -> pa.ChunkedArray:
    """The values of a column at some places, in their order, in ``kind`` (`type_of` by default)."""
    import pyarrow as pa

    kind = type_of(asked, column) if kind is None else kind
    if isinstance(places, slice):
        first, last, _step = places.indices(asked.count)
        cuts = np.clip(asked.starts, first, last) - asked.starts[0]
        pieces = [
            _piece(asked.parts[at], column, at, asked.parts[at].rows[a - start : b - start], kind)
            for at, (start, a, b) in enumerate(zip(asked.starts, cuts, cuts[1:], strict=False))
            if b > a
        ]
        return pa.chunked_array([chunk for piece in pieces for chunk in piece.chunks], kind)
    wanted = np.asarray(places, np.int64)
    of = np.searchsorted(asked.starts, wanted, "right") - 1
    ordered = np.argsort(of, kind="stable")
    cuts = np.searchsorted(of[ordered], np.arange(len(asked.parts) + 1))
    chunks = []
    for at, (part, a, b) in enumerate(zip(asked.parts, cuts, cuts[1:], strict=False)):
        if b > a:
            chunks += _piece(part, column, at, part.rows[wanted[ordered[a:b]] - asked.starts[at]], kind).chunks
    found = pa.chunked_array(chunks, kind)
    if bool((np.diff(ordered) == 1).all()):
        return found
    back = np.empty(len(wanted), np.int64)
    back[ordered] = np.arange(len(wanted))
    return found.take(pa.array(back))


def _piece(part: Part, column: Column, at: int, rows: Rows, kind: pa.DataType) -> pa.ChunkedArray:
    """The values of a column in some rows of one part."""
    import pyarrow as pa

    if column.name == LAYER:
        told = pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(rows), np.int32)), pa.array([part.title]))
        return pa.chunked_array([told.cast(pa.string())])
    if column.name == ROW:
        return pa.chunked_array([pa.array(rows)])
    name = column.sources[at]
    if name is None:
        return pa.chunked_array([pa.nulls(len(rows), kind)])
    return as_type(masking.shown_column(part.definition, name, taken(part.data.table.column(name), rows)), kind)


def table(asked: Across, names: tuple[str, ...], places: Places) -> pa.Table:
    """Some columns at some places as they may be shown, exactly."""
    import pyarrow as pa

    return pa.table({name: values(asked, asked.column(name), places) for name in names})


def words(asked: Across, name: str, places: Rows) -> list[str]:
    """Some dozens of cells of a column as people read them, each by what its own layer says of it.

    They are empty texts where the layer has no such column.
    """
    column = asked.column(name)
    out = [""] * len(places)
    of = np.searchsorted(asked.starts, places, "right") - 1
    for at in np.unique(of).tolist():
        part, here = asked.parts[at], np.flatnonzero(of == at)
        rows = part.rows[places[here] - asked.starts[at]]
        if name == LAYER:
            said = [part.title] * len(here)
        elif name == ROW:
            said = [str(row) for row in rows.tolist()]
        elif (source := column.sources[at]) is not None:
            shown = masking.shown_column(part.definition, source, taken(part.data.table.column(source), rows))
            write = cell_words.words_of(part.definition, source)
            said = [write(value) for value in shown.to_pylist()]
        else:
            continue
        for place, text in zip(here.tolist(), said, strict=True):
            out[place] = text
    return out


def order_of(
    asked: Across, cancelled: Cancelled = None, on_progress: Callable[[int, int | None], None] | None = None
) -> Order | None:
    """The places (n,) int32 of the table from top to bottom; None where they stand in their own order."""
    if not asked.keys or not asked.count:
        return None
    keys = [SortKey(_whole(asked, key.column), key.descending) for key in asked.keys]
    return order(keys, spell=sounds if pinyin.available() else None, cancelled=cancelled, on_progress=on_progress)


def _whole(asked: Across, name: str) -> pa.ChunkedArray:
    """A whole column for sorting and counting: numbers of several types as float64."""
    column = asked.column(name)
    return values(asked, column, slice(None), type_of(asked, column, exact=False))


def summary(asked: Across, name: str, cancelled: Cancelled = None) -> Summary:
    """A column in numbers, of all rows that stand in the table."""
    return summarise(_whole(asked, name), cancelled=cancelled)


def places_with(asked: Across, name: str, value: object) -> Rows:
    """The places, ascending, at which a column shows a value; None finds those without one."""
    return np.flatnonzero(holding(_whole(asked, name), value)).astype(np.int64, copy=False)


def places_between(asked: Across, name: str, low: float, high: float, *, last: bool = False) -> Rows:
    """The places, ascending, at which a number or time lies in a span, as `onemap.session.tabling.rows_between`."""
    return np.flatnonzero(between(_whole(asked, name), low, high, last=last)).astype(np.int64, copy=False)


def lines_as_text(asked: Across, places: Rows, names: tuple[str, ...], titles: tuple[str, ...]) -> str:
    """Lines as text for other programs, masked, the titles first, as `onemap.session.tabling.lines_as_text`."""
    return grid_of_texts(titles, [values(asked, asked.column(name), places) for name in names])


@dataclass(frozen=True)
class AcrossFinding:
    """What `onemap.query.find_text.find` needs to find the next line that shows a text."""

    asked: Across
    columns: tuple[str, ...]
    text: str
    start: int = 0
    backwards: bool = False
    order: Order | None = None

    @property
    def rows(self) -> int:
        """Rows of the view."""
        return self.asked.count

    @cached_property
    def _types(self) -> dict[str, pa.DataType]:
        return {name: type_of(self.asked, self.asked.column(name)) for name in self.columns}

    def values(self, name: str, first: int, last: int) -> pa.ChunkedArray:
        """The values of a column in some lines, as they may be shown."""
        places: Places = slice(first, last) if self.order is None else self.order[first:last]
        return values(self.asked, self.asked.column(name), places, self._types[name])
