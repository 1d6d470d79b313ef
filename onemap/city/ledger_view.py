"""Which lines of a ledger are wanted, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.ledger_table import COLUMNS, SPANS
from onemap.city.sheets import mask

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onemap.city.ledger import Ledger, LedgerRole

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

#: Columns in which a text is looked for.
SEARCHED = (
    "code", "name", "type", "owner", "keeper", "supervisor", "state", "carrier", "grid_stored", "grid_computed",
)  # fmt: skip
#: Columns by whose values lines are chosen; of ``last_report`` the names of `SPANS`. "" stands for no value.
CHOSEN_BY = ("type", "owner", "state", "last_report", "layer")


@dataclass(frozen=True)
class LedgerAsked:
    """Lines whose texts hold ``text`` and whose columns have the values ``chosen``, by column.

    ``only`` are rows by layer that alone are wanted, None for all. ``sort`` is a column, None for the order of the
    layers; what has no value stands behind.
    """

    role: LedgerRole = "terminal"
    text: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, Ints] | None = None
    sort: str | None = None
    descending: bool = False


def lines(ledger: Ledger, asked: LedgerAsked) -> Ints:
    """Places in the unified table of the lines that are wanted, in their order."""
    table = ledger.tables[asked.role]
    kept = np.ones(table.num_rows, bool)
    for column, value in asked.chosen.items():
        kept &= _with_value(ledger, asked.role, column, value)
    if asked.only is not None:
        kept &= _of_rows(table, asked.only)
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


def _of_rows(table: pa.Table, only: Mapping[str, Ints]) -> Mask:
    kept = np.zeros(table.num_rows, bool)
    layers, rows = table.column("layer"), table.column("row").to_numpy()
    for layer, wanted in only.items():
        kept |= _true(pc.equal(layers, layer)) & np.isin(rows, wanted)
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
