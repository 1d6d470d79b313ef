"""Kernel that leaves vertices out of rings without going farther from them than a tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]


@kernel
def _reach(coords: Floats, anchor: int, last: int, tolerance: float) -> int:
    """Farthest vertex to which a segment from ``anchor`` may run, past vertices that stay within ``tolerance`` of it.

    A vertex farther from the anchor than the tolerance allows the directions between its two tangents; what all
    passed vertices allow is kept as a fan (right and left edge). A segment along an allowed direction that is at
    least as long as the farthest passed vertex is away passes all of them within the tolerance. One pass, no search.
    """
    x0, y0 = coords[anchor, 0], coords[anchor, 1]
    farthest, fan = 0.0, False
    right_x = right_y = left_x = left_y = 0.0
    for i in range(anchor + 1, last + 1):
        x, y = coords[i, 0] - x0, coords[i, 1] - y0
        away = np.sqrt(x * x + y * y)
        if fan and (away < farthest or right_x * y - right_y * x < 0.0 or left_x * y - left_y * x > 0.0):
            return i - 1
        if away <= tolerance:
            continue
        farthest = away
        sine = tolerance / away
        cosine = np.sqrt(1.0 - sine * sine)
        ux, uy = x / away, y / away
        rx, ry = ux * cosine + uy * sine, uy * cosine - ux * sine
        lx, ly = ux * cosine - uy * sine, uy * cosine + ux * sine
        if not fan or right_x * ry - right_y * rx > 0.0:
            right_x, right_y = rx, ry
        if not fan or left_x * ly - left_y * lx < 0.0:
            left_x, left_y = lx, ly
        fan = True
    return last


@kernel
def _farthest_from(coords: Floats, first: int, last: int, other: int) -> int:
    """Vertex inside a ring that is farthest from the line through ``first`` and ``other`` (from ``first`` if equal)."""
    dx, dy = coords[other, 0] - coords[first, 0], coords[other, 1] - coords[first, 1]
    point = dx == 0.0 and dy == 0.0
    best, most = first + 1, -1.0
    for i in range(first + 1, last):
        x, y = coords[i, 0] - coords[first, 0], coords[i, 1] - coords[first, 1]
        far = x * x + y * y if point else abs(dx * y - dy * x)
        if far > most and i != other:
            best, most = i, far
    return best


@kernel
def _write(coords: Floats, i: int, out: Floats, n: int) -> int:
    out[n, 0], out[n, 1] = coords[i, 0], coords[i, 1]
    return n + 1


@kernel("i8(ro(f8, 2), ro(i8, 1), ro(u1, 1), f8, rw(f8, 2), rw(i8, 1))")
def leave_out(
    coords: Floats,
    ring_offsets: Ints,
    ring_kind: npt.NDArray[np.uint8],
    tolerance: float,
    out: Floats,
    out_offsets: Ints,
) -> int:
    """Fill ``out`` with the vertices kept and give their count; ``out_offsets`` become their ring offsets.

    The first and the last vertex of every ring stay; a polygon's ring stays closed and keeps two vertices between
    them, so that it has an area.
    """
    n, out_offsets[0] = 0, 0
    for ring in range(ring_offsets.shape[0] - 1):
        first, last = ring_offsets[ring], ring_offsets[ring + 1] - 1
        start = n
        if last >= first:
            n = _write(coords, first, out, n)
        anchor, middle = first, first
        while anchor < last:
            anchor = _reach(coords, anchor, last, tolerance)
            n = _write(coords, anchor, out, n)
            if anchor < last:
                middle = anchor
        if ring_kind[ring] >= 2 and n - start < 4 and last - first >= 3:
            if middle == first:
                middle = _farthest_from(coords, first, last, first)
            other = _farthest_from(coords, first, last, middle)
            n = _write(coords, first, out, start)
            n = _write(coords, min(middle, other), out, n)
            n = _write(coords, max(middle, other), out, n)
            n = _write(coords, last, out, n)
        out_offsets[ring + 1] = n
    return n
