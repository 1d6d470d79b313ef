"""WKB of many rows from columns, without the GIL: little-endian ISO WKB, two or three dimensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Ints = npt.NDArray[np.int64]
    Words = npt.NDArray[np.uint64]

#: As in `onemap.model.geometry`.
_POINT, _LINE, _EXTERIOR = 0, 1, 2
_MULTI_POINT, _MULTI_POLYGON, _COLLECTION = 4, 6, 7


@kernel
def _put(out: Bytes, at: int, value: Any, count: int) -> Any:
    for k in range(count):
        out[at + k] = np.uint8((value >> np.uint64(8 * k)) & np.uint64(255))
    return at + count


@kernel
def _head(out: Bytes, at: int, kind: int, high: bool) -> Any:
    out[at] = 1
    return _put(out, at + 1, np.uint64(kind + (1000 if high else 0)), 4)


@kernel
def _vertices(out: Bytes, at: int, xy: Words, z: Words, span: Any, high: bool) -> Any:
    for v in range(span[0], span[1]):
        at = _put(out, at, xy[v, 0], 8)
        at = _put(out, at, xy[v, 1], 8)
        if high:
            at = _put(out, at, z[v], 8)
    return at


@kernel
def _parts(kind: Bytes, first: int, last: int) -> Any:
    """How many parts a row has: an interior ring belongs to the part before it."""
    count = 0
    for r in range(first, last):
        if kind[r] <= _EXTERIOR:
            count += 1
    return count


@kernel
def _row_size(row_type: int, kind: Bytes, rings: Ints, first: int, last: int, vertex: int) -> Any:
    if row_type == 0:
        return 0
    size = 5
    if row_type >= _MULTI_POINT:
        size += 4
    for r in range(first, last):
        size += (rings[r + 1] - rings[r]) * vertex
        if row_type >= _MULTI_POINT and kind[r] <= _EXTERIOR:
            size += 5
        if kind[r] == _EXTERIOR and (row_type >= _MULTI_POINT or r == first):
            size += 4
        if kind[r] != _POINT:
            size += 4
    return size


@kernel("void(ro(i8, 1), ro(u1, 1), ro(u1, 1), ro(i8, 1), ro(i8, 1), ro(u1, 1), rw(i8, 1))")
def sizes(rows: Ints, row_type: Bytes, kind: Bytes, rings: Ints, row_offsets: Ints, high: Bytes, ends: Ints) -> None:
    """Fill ``ends`` (n + 1,) with the running sizes in bytes of ``rows``; a row without a geometry takes none."""
    ends[0] = 0
    for i in range(len(rows)):
        row = rows[i]
        vertex = 24 if high[i] else 16
        ends[i + 1] = ends[i] + _row_size(row_type[row], kind, rings, row_offsets[row], row_offsets[row + 1], vertex)


@kernel("void(ro(i8, 1), ro(i8, 1), ro(i8, 1), ro(u8, 1), rw(u1, 1))")
def heights(rows: Ints, rings: Ints, row_offsets: Ints, z: Words, high: Bytes) -> None:
    """Mark the rows that have a finite height; ``z`` are bits of float64."""
    exponent = np.uint64(0x7FF0000000000000)
    for i in range(len(rows)):
        high[i] = 0
        for v in range(rings[row_offsets[rows[i]]], rings[row_offsets[rows[i] + 1]]):
            if (z[v] & exponent) != exponent:
                high[i] = 1
                break


@kernel(
    "void(ro(i8, 1), ro(u1, 1), ro(u1, 1), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(u8, 2), ro(u8, 1), ro(i8, 1), rw(u1, 1))"
)
def encode(
    rows: Ints, row_type: Bytes, kind: Bytes, rings: Ints, row_offsets: Ints, high: Bytes, xy: Words, z: Words,
    ends: Ints, out: Bytes,
) -> None:  # fmt: skip
    """Fill ``out`` with the WKB of ``rows``, each where ``ends`` (of `sizes`) says."""
    for i in range(len(rows)):
        row, at, has_z = rows[i], ends[i], high[i] != 0
        family = row_type[row]
        if family == 0:
            continue
        first, last = row_offsets[row], row_offsets[row + 1]
        at = _head(out, at, family, has_z)
        if family >= _MULTI_POINT:
            at = _put(out, at, np.uint64(_parts(kind, first, last)), 4)
        for r in range(first, last):
            what = kind[r]
            if family >= _MULTI_POINT and what <= _EXTERIOR:
                at = _head(out, at, what + 1, has_z)
            if what == _EXTERIOR and (family >= _MULTI_POINT or r == first):
                end = r + 1
                while end < last and kind[end] > _EXTERIOR:
                    end += 1
                at = _put(out, at, np.uint64(end - r), 4)
            if what != _POINT:
                at = _put(out, at, np.uint64(rings[r + 1] - rings[r]), 4)
            at = _vertices(out, at, xy, z, (rings[r], rings[r + 1]), has_z)
