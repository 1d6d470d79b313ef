"""Which lines of a ledger are wanted, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.ledger_columns import COLUMNS, SEARCHED, SPANS
from onemap.city.sheets import mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onemap.city.ledger import Ledger
    from onemap.city.ledger_columns import LedgerAsked, LedgerRole

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]


def lines(ledger: Ledger, asked: LedgerAsked) -> Ints:
    """Places in the unified table of the lines that are wanted, in their order."""
    table = ledger.tables[asked.role]
    kept = np.ones(table.num_rows, bool)
    for column, value in asked.chosen.items():
        kept &= _with_value(ledger, asked.role, column, value)
    if asked.only is not None:
        kept &= of_rows(ledger, asked.role, asked.only)
    if asked.text.strip():
        kept &= _with_text(table, asked.text.strip())
    found = np.flatnonzero(kept).astype(np.int64)
    return found if asked.sort is None else found[_order(table.column(asked.sort), found, asked)]


def _with_value(ledger: Ledger, role: LedgerRole, column: str, value: str) -> Mask:
    if column == "last_report":
        names = [name for name, _, _ in SPANS]
        return np.asarray(ledger.spans[role] == (names.index(value) if value in names else len(SPANS)))
    values = ledger.tables[role].column(column)
    return _true(pc.is_null(values) if not value else pc.equal(values, value))


def starts(ledger: Ledger, role: LedgerRole) -> dict[str, tuple[int, int]]:
    """The first line of each layer in the unified table, and the number of its lines, which stand row by row."""
    found: dict[str, tuple[int, int]] = {}
    first = 0
    for entry in pc.value_counts(ledger.tables[role].column("layer").combine_chunks()).to_pylist():
        found[entry["values"]] = first, entry["counts"]
        first += entry["counts"]
    return found


def of_rows(ledger: Ledger, role: LedgerRole, only: Mapping[str, Ints]) -> Mask:
    """Which lines of the unified table are some rows by layer; rows that it has not are left out."""
    kept = np.zeros(ledger.tables[role].num_rows, bool)
    for layer, (first, count) in starts(ledger, role).items():
        wanted = only.get(layer)
        if wanted is not None:
            kept[first + wanted[(wanted >= 0) & (wanted < count)]] = True
    return kept


def _with_text(table: pa.Table, text: str) -> Mask:
    """Rows that hold every word of a text somewhere; letters are the same large and small."""
    kept = np.ones(table.num_rows, bool)
    for word in text.split():
        letters = word.lower() != word.upper()
        held = np.zeros(table.num_rows, bool)
        for name in SEARCHED:
            held |= _true(pc.match_substring(table.column(name), word, ignore_case=letters))
        kept &= held
    return kept


def _order(column: pa.ChunkedArray, found: Ints, asked: LedgerAsked) -> Ints:
    values = column.take(pa.array(found)).combine_chunks()
    order = "descending" if asked.descending else "ascending"
    return np.asarray(pc.array_sort_indices(values, order=order, null_placement="at_end").to_numpy(), np.int64)


def _true(values: pa.ChunkedArray) -> Mask:
    return mask(values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values)


def shown(ledger: Ledger, role: LedgerRole, lines: Ints | None, *, en: bool) -> pa.Table:
    """Lines of a ledger (all for None) as a table for a file: columns and layers by their names."""
    table = ledger.tables[role]
    if lines is not None:
        table = table.take(pa.array(lines))
    ids = table.column("layer").combine_chunks().dictionary_encode()
    titles = [ledger.titles.get(one, (one, one))[en] for one in ids.dictionary.to_pylist()]
    named = pa.array(titles, pa.string()).take(ids.indices)
    table = table.set_column(table.column_names.index("layer"), "layer", named)
    return table.rename_columns([COLUMNS[name][en] for name in table.column_names])
