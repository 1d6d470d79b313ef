"""Arrow columns to and from numpy by their buffers: pyarrow's own ways import pandas, which the window never loads."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt


def integers(array: pa.Array) -> npt.NDArray[np.int64]:
    """Whole numbers as int64; null is -1."""
    width = np.dtype(f"{'u' if pa.types.is_unsigned_integer(array.type) else 'i'}{array.type.bit_width // 8}")
    valid, data = array.buffers()
    if data is None or not len(array):
        return np.empty(0, dtype=np.int64)
    values = np.frombuffer(data, dtype=width)[array.offset : array.offset + len(array)].astype(np.int64)
    if valid is not None and array.null_count:
        bits = np.unpackbits(np.frombuffer(valid, dtype=np.uint8), bitorder="little")
        values[bits[array.offset : array.offset + len(array)] == 0] = -1
    return values


def positions(numbers: npt.NDArray[np.int64]) -> pa.Array:
    """Numbers as an Arrow column, to take rows by."""
    whole = np.ascontiguousarray(numbers, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(whole), [None, pa.py_buffer(whole)])


def texts(values: Sequence[str]) -> pa.Array:
    """Text as an Arrow column."""
    encoded = [value.encode() for value in values]
    ends = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in encoded], out=ends[1:])
    return pa.Array.from_buffers(
        pa.large_string(), len(encoded), [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    )


def strings(array: pa.Array) -> list[str]:
    """The texts of a column of large strings without nulls."""
    _, ends, data = array.buffers()
    if not len(array):
        return []
    offsets = np.frombuffer(ends, dtype=np.int64)[array.offset : array.offset + len(array) + 1].tolist()
    held = bytes(data)[offsets[0] : offsets[-1]] if data is not None else b""
    return [held[a - offsets[0] : b - offsets[0]].decode() for a, b in pairwise(offsets)]


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column of text, of any type that can be text, as one array of large strings."""
    import pyarrow.compute as pc

    chunks = [pc.cast(chunk, pa.large_string()) for chunk in column.chunks]
    return pa.concat_arrays(chunks) if chunks else texts([])
