"""A few rows of a column in any order, taken without touching the others."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa


def few(column: pa.ChunkedArray, rows: npt.NDArray[np.integer[Any]]) -> pa.ChunkedArray:
    """The values at some dozens of rows (n,), in their order; dictionaries come as their values.

    Arrow's own ``take`` puts all parts of a text column together first: 0.3 s for five million rows.
    """
    import pyarrow as pa
    import pyarrow.types as t

    if not len(rows):
        return column.slice(0, 0)
    if int(rows[-1]) - int(rows[0]) == len(rows) - 1 and bool((np.diff(rows) == 1).all()):
        return column.slice(int(rows[0]), len(rows))
    parts = [part for part in column.chunks if len(part)]
    starts = np.fromiter(accumulate((len(part) for part in parts), initial=0), np.int64, len(parts) + 1)
    of = np.searchsorted(starts, rows, "right") - 1
    cells = [parts[part].slice(at, 1) for part, at in zip(of.tolist(), (rows - starts[of]).tolist(), strict=True)]
    if t.is_dictionary(column.type):
        cells = [cell.dictionary_decode() for cell in cells]
    return pa.chunked_array([pa.concat_arrays(cells)])
