"""WKB of many rows at once into columns, without the GIL: ISO and EWKB, Z and M, both byte orders, any nesting.

Numbers travel as their bits (uint64), so nothing is rounded and unaligned bytes are no matter. Every read is checked
against the end of its row first: WKB may say anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

#: Places in ``state``: written vertices and rings, rows of each defect, whether a Z occurred.
VERTICES, RINGS, NULL, EMPTY, INVALID, HAS_Z, STATE_SIZE = 0, 1, 2, 3, 4, 5, 6
#: Collections inside collections deeper than this are taken as malformed.
_DEPTH = 32
_EXPONENT = np.uint64(0x7FF0000000000000)
_ODD_BYTES = np.uint64(0xFF00FF00FF00FF00)
_ODD_PAIRS = np.uint64(0xFFFF0000FFFF0000)
_NAN = np.uint64(0x7FF8000000000000)


@kernel
def _u32(data: npt.NDArray[np.uint8], at: int, little: bool) -> Any:
    # An unsigned index cannot count from the end, so the compiler makes one load of the four.
    i, a = np.uint64(at), np.uint64(0)
    for k in range(4):
        a |= np.uint64(data[i + np.uint64(k)]) << np.uint64(8 * k)
    return a if little else _swapped(a) >> np.uint64(32)


@kernel
def _u64(data: npt.NDArray[np.uint8], at: int, little: bool) -> Any:
    i, a = np.uint64(at), np.uint64(0)
    for k in range(8):
        a |= np.uint64(data[i + np.uint64(k)]) << np.uint64(8 * k)
    return a if little else _swapped(a)


@kernel
def _swapped(a: Any) -> Any:
    """The eight bytes in the other order."""
    a = (a & _ODD_BYTES) >> np.uint64(8) | (a & ~_ODD_BYTES) << np.uint64(8)
    a = (a & _ODD_PAIRS) >> np.uint64(16) | (a & ~_ODD_PAIRS) << np.uint64(16)
    return a >> np.uint64(32) | a << np.uint64(32)


@kernel("i8(ro(u1, 1), ro(i8, 1), i8, rw(u8, 2))")
def decode_points(
    data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], order: int, xy: npt.NDArray[np.uint64]
) -> int:
    """Fill ``xy`` with rows that are two-dimensional finite points; gives how many rows went well from the start.

    ``order`` is the byte-order mark that every row must have (1: little-endian). Rows of another kind end the run.
    """
    little = order == 1
    for row in range(len(offsets) - 1):
        at = offsets[row]
        if offsets[row + 1] - at != 21 or data[np.uint64(at)] != order or _u32(data, at + 1, little) != 1:
            return row
        x, y = _u64(data, at + 5, little), _u64(data, at + 13, little)
        if x & _EXPONENT == _EXPONENT or y & _EXPONENT == _EXPONENT:
            return row
        xy[row, 0], xy[row, 1] = x, y
    return len(offsets) - 1


@kernel
def _run(
    data: npt.NDArray[np.uint8], start: int, count: int, stride: int, little: bool,
    xy: npt.NDArray[np.uint64], place: int,
) -> bool:  # fmt: skip
    """Copy ``count`` vertices; whether all their x and y are finite."""
    finite = True
    for i in range(count):
        at = start + i * stride
        x, y = _u64(data, at, little), _u64(data, at + 8, little)
        xy[place + i, 0], xy[place + i, 1] = x, y
        finite &= (x & _EXPONENT != _EXPONENT) and (y & _EXPONENT != _EXPONENT)
    return finite


@kernel
def _heights(
    data: npt.NDArray[np.uint8], start: int, count: int, stride: int, little: bool,
    z: npt.NDArray[np.uint64], place: int, present: bool,
) -> None:  # fmt: skip
    """Copy the heights of ``count`` vertices, NaN where there are none."""
    for i in range(count):
        z[place + i] = _u64(data, start + i * stride + 16, little) if present else _NAN


@kernel(
    "void(ro(u1, 1), ro(i8, 1), ro(u1, 1), rw(u8, 2), rw(u8, 1), rw(i8, 1), rw(u1, 1), rw(i8, 1), rw(u1, 1), rw(i8, 1))"
)
def decode(
    data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], valid: npt.NDArray[np.uint8],
    xy: npt.NDArray[np.uint64], z: npt.NDArray[np.uint64], ring_ends: npt.NDArray[np.int64],
    ring_kind: npt.NDArray[np.uint8], row_ends: npt.NDArray[np.int64], row_type: npt.NDArray[np.uint8],
    state: npt.NDArray[np.int64],
) -> None:  # fmt: skip
    """Decode rows ``data[offsets[i]:offsets[i + 1]]``.

    ``valid`` (rows,) tells which rows are not null; of length 0: all. ``xy`` and ``z`` need room for a tenth of the
    bytes, ``ring_ends`` and ``ring_kind`` for as many rings. ``ring_ends`` (vertices) and ``row_ends`` (rings) are
    running totals. ``z`` is NaN where a geometry has none. A row that is null, empty, malformed, of another type or not
    finite gets type 0 and no rings, and is counted in ``state``.
    """
    left = np.zeros(_DEPTH, np.int64)
    wanted = np.zeros(_DEPTH, np.int64)
    vertices, rings, heights = 0, 0, False
    for row in range(len(offsets) - 1):
        row_type[row] = 0
        row_ends[row] = rings
        if len(valid) and not valid[row]:
            state[NULL] += 1
            continue
        first_vertex, first_ring = vertices, rings
        at, end = offsets[row], offsets[row + 1]
        depth, top, good, row_z = 0, 0, True, False
        while True:
            # one geometry: its header ...
            if end - at < 9 or data[at] > 1:
                good = False
                break
            little = data[at] == 1
            code = np.int64(_u32(data, at + 1, little))
            at += 5
            if code & 0x20000000:
                at += 4
            dims = np.int64(code & 0x1FFFFFFF) // 1000
            kind = np.int64(code & 0x1FFFFFFF) % 1000
            if kind > 7:
                # Surfaces and curves of straight parts are the simple types under other names.
                if kind in (12, 15, 16):
                    kind = 6
                elif kind == 11:
                    kind = 5
                elif kind == 17:
                    kind = 3
            has_z = bool(code & 0x80000000) or dims % 2 == 1
            has_m = bool(code & 0x40000000) or dims >= 2
            stride = 16 + 8 * has_z + 8 * has_m
            if kind < 1 or kind > 7 or dims > 3 or (depth and wanted[depth - 1] and wanted[depth - 1] != kind):
                good = False
                break
            if depth == 0:
                top = kind
            if has_z and not heights:
                # The first height of all: what came before has none. Until then none are written.
                z[:vertices] = _NAN
                heights = True
            # ... and its body
            if kind == 1:
                if end - at < stride:
                    good = False
                    break
                x, y = _u64(data, at, little), _u64(data, at + 8, little)
                x_none, y_none = x & _EXPONENT == _EXPONENT, y & _EXPONENT == _EXPONENT
                if x_none != y_none or (x_none and (x << np.uint64(12) == 0 or y << np.uint64(12) == 0)):
                    good = False
                    break
                if not x_none:
                    xy[vertices, 0], xy[vertices, 1] = x, y
                    if heights:
                        z[vertices] = _u64(data, at + 16, little) if has_z else _NAN
                    row_z |= has_z
                    vertices += 1
                    ring_ends[rings], ring_kind[rings] = vertices, 0
                    rings += 1
                at += stride
            else:
                if end - at < 4:
                    good = False
                    break
                count = np.int64(_u32(data, at, little))
                at += 4
                if kind == 2:
                    if count > (end - at) // stride:
                        good = False
                        break
                    if count:
                        good = _run(data, at, count, stride, little, xy, vertices)
                        if heights:
                            _heights(data, at, count, stride, little, z, vertices, has_z)
                        row_z |= has_z
                        at += count * stride
                        vertices += count
                        ring_ends[rings], ring_kind[rings] = vertices, 1
                        rings += 1
                elif kind == 3:
                    if count > (end - at) // 4:
                        good = False
                        break
                    exterior = True
                    for ring in range(count):
                        if end - at < 4:
                            good = False
                            break
                        length = np.int64(_u32(data, at, little))
                        at += 4
                        if length > (end - at) // stride:
                            good = False
                            break
                        if ring == 0:
                            exterior = length > 0
                        if length and exterior:
                            good &= _run(data, at, length, stride, little, xy, vertices)
                            if heights:
                                _heights(data, at, length, stride, little, z, vertices, has_z)
                            row_z |= has_z
                            start = vertices
                            vertices += length
                            if xy[start, 0] != xy[vertices - 1, 0] or xy[start, 1] != xy[vertices - 1, 1]:
                                xy[vertices, 0], xy[vertices, 1] = xy[start, 0], xy[start, 1]
                                if heights:
                                    z[vertices] = z[start]
                                vertices += 1
                            ring_ends[rings], ring_kind[rings] = vertices, 2 if ring == 0 else 3
                            rings += 1
                        at += length * stride
                elif count:
                    if count > (end - at) // 9 or depth == _DEPTH:
                        good = False
                        break
                    left[depth] = count
                    wanted[depth] = kind - 3 if kind < 7 else 0
                    depth += 1
                    continue
            if not good:
                break
            # the next member of the innermost collection that has one
            while depth:
                left[depth - 1] -= 1
                if left[depth - 1]:
                    break
                depth -= 1
            if depth == 0:
                break
        if not good:
            state[INVALID] += 1
            vertices, rings = first_vertex, first_ring
        elif rings == first_ring:
            state[EMPTY] += 1
        else:
            row_type[row] = top
            state[HAS_Z] |= row_z
            row_ends[row] = rings
    state[VERTICES], state[RINGS] = vertices, rings
