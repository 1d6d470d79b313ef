"""Some rows of a column in any order, taken without touching the others."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: Up to so many rows are taken one by one.
_FEW = 256


def few(column: pa.ChunkedArray, rows: npt.NDArray[np.integer[Any]]) -> pa.ChunkedArray:
    """The values at some dozens of rows (n,), in their order; dictionaries come as their values.

    Arrow's own ``take`` puts all parts of a text column together first: 0.3 s for five million rows.
    """
    import pyarrow as pa
    import pyarrow.types as t

    if not len(rows):
        return column.slice(0, 0)
    if _is_run(rows):
        return column.slice(int(rows[0]), len(rows))
    parts = [part for part in column.chunks if len(part)]
    starts = np.fromiter(accumulate((len(part) for part in parts), initial=0), np.int64, len(parts) + 1)
    of = np.searchsorted(starts, rows, "right") - 1
    cells = [parts[part].slice(at, 1) for part, at in zip(of.tolist(), (rows - starts[of]).tolist(), strict=True)]
    if t.is_dictionary(column.type):
        cells = [cell.dictionary_decode() for cell in cells]
    return pa.chunked_array([pa.concat_arrays(cells)])


def taken(column: pa.ChunkedArray, rows: npt.NDArray[np.int64]) -> pa.ChunkedArray:
    """The values at rows (n,), in their order: as `few` for some dozens, part by part for many."""
    import pyarrow as pa

    if len(rows) <= _FEW or _is_run(rows):
        return few(column, rows)
    parts = [part for part in column.chunks if len(part)]
    starts = np.fromiter(accumulate((len(part) for part in parts), initial=0), np.int64, len(parts) + 1)
    if bool((np.diff(rows) > 0).all()):
        cuts = np.searchsorted(rows, starts)
        spans = list(zip(parts, starts, cuts, cuts[1:], strict=False))
        return pa.chunked_array([_of(p, rows[a:b] - s) for p, s, a, b in spans if b > a], column.type)
    of = np.searchsorted(starts, rows, "right") - 1
    order = np.argsort(of, kind="stable")
    cuts = np.searchsorted(of[order], np.arange(len(parts) + 1))
    pieces = [
        _of(part, rows[order[a:b]] - starts[at])
        for at, (part, a, b) in enumerate(zip(parts, cuts, cuts[1:], strict=False))
        if b > a
    ]
    back = np.empty(len(rows), np.int64)
    back[order] = np.arange(len(rows))
    return pa.chunked_array(pieces, column.type).take(pa.array(back))


def _of(part: pa.Array, at: npt.NDArray[np.int64]) -> pa.Array:
    """Values of one part; a run of neighbours is not copied."""
    import pyarrow as pa

    if _is_run(at):
        return part.slice(int(at[0]), len(at))
    return part.take(pa.array(at))


def _is_run(rows: npt.NDArray[np.integer[Any]]) -> bool:
    """Whether rows are neighbours, one behind the other."""
    return int(rows[-1]) - int(rows[0]) == len(rows) - 1 and bool((np.diff(rows) == 1).all())
