"""Kernels that measure from a place to features, and that tell on which side of a border it lies, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.compiled import kernel
from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, POINT

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]
    Positions = npt.NDArray[np.int32]

OUTSIDE, BORDER, INSIDE = -1, 0, 1
#: What a hit is, in the order of hit lists.
AT_POINT, AT_LINE, AT_POLYGON = 0, 1, 2
#: Below this share of the sum of its terms the sign of a rounded determinant is not sure: (3 + 16 e) e, e = 2**-53
#: (J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997).
_UNSURE = (3.0 + 16.0 * 2.0**-53) * 2.0**-53
_SPLITTER = 2.0**27 + 1.0


@kernel
def _product(a: float, b: float) -> Any:
    """``a * b`` as a rounded product and its error, together exact (Dekker)."""
    high = a * b
    c = _SPLITTER * a
    a_high = c - (c - a)
    a_low = a - a_high
    c = _SPLITTER * b
    b_high = c - (c - b)
    b_low = b - b_high
    return high, a_low * b_low - (high - a_high * b_high - a_low * b_high - a_high * b_low)


@kernel
def _grow(terms: Floats, n: int, value: float) -> int:
    """Add ``value`` to the exact sum of ``n`` non-overlapping terms of rising size."""
    kept = 0
    for i in range(n):
        total = value + terms[i]
        part = total - value
        error = (value - (total - part)) + (terms[i] - part)
        value = total
        if error != 0.0:
            terms[kept] = error
            kept += 1
    if value != 0.0 or kept == 0:
        terms[kept] = value
        kept += 1
    return kept


@kernel
def _exact_side(ax: float, ay: float, bx: float, by: float, px: float, py: float) -> Any:
    terms, n = np.empty(16), 0
    for u, v in ((ax, by), (-ax, py), (-px, by), (-ay, bx), (ay, px), (py, bx)):
        high, low = _product(u, v)
        n = _grow(terms, n, low)
        n = _grow(terms, n, high)
    return terms[n - 1]


@kernel
def side(ax: float, ay: float, bx: float, by: float, px: float, py: float) -> Any:
    """Sign of the exact determinant: > 0 when p lies to the left of the line from a to b, 0 when on it."""
    left, right = (ax - px) * (by - py), (ay - py) * (bx - px)
    determinant = left - right
    if abs(determinant) > _UNSURE * (abs(left) + abs(right)):
        return determinant
    return _exact_side(ax, ay, bx, by, px, py)


@kernel
def locate(coords: Floats, first: int, last: int, x: float, y: float) -> int:
    """Whether a place is OUTSIDE, on the BORDER of, or INSIDE the closed ring of the vertices ``first`` to ``last``."""
    crossings = 0
    for i in range(first, last - 1):
        ax, ay, bx, by = coords[i, 0], coords[i, 1], coords[i + 1, 0], coords[i + 1, 1]
        if ax < x and bx < x:
            continue
        if (ax == x and ay == y) or (bx == x and by == y):
            return BORDER
        if ay == y and by == y:
            if min(ax, bx) <= x <= max(ax, bx):
                return BORDER
            continue
        if (ay > y) == (by > y):
            continue
        turn = side(ax, ay, bx, by, x, y)
        if turn == 0.0:
            return BORDER
        if (turn > 0.0) == (by > ay):
            crossings += 1
    return INSIDE if crossings % 2 else OUTSIDE


@kernel
def _to_vertex(coords: Floats, i: int, x: float, y: float, sx: float, sy: float) -> Any:
    dx, dy = (coords[i, 0] - x) * sx, (coords[i, 1] - y) * sy
    return np.sqrt(dx * dx + dy * dy)


@kernel
def _to_line(coords: Floats, first: int, last: int, x: float, y: float, sx: float, sy: float) -> Any:
    """Distance to the nearest of the segments between the vertices ``first`` to ``last``; infinity without a vertex."""
    if last <= first:
        return np.inf
    best = _to_vertex(coords, first, x, y, sx, sy)
    for i in range(first, last - 1):
        ax, ay = (coords[i, 0] - x) * sx, (coords[i, 1] - y) * sy
        dx, dy = (coords[i + 1, 0] - coords[i, 0]) * sx, (coords[i + 1, 1] - coords[i, 1]) * sy
        squared = dx * dx + dy * dy
        along = -(ax * dx + ay * dy)
        if along >= squared:
            best = min(best, _to_vertex(coords, i + 1, x, y, sx, sy))
        elif along > 0.0:
            best = min(best, abs(ax * dy - ay * dx) / np.sqrt(squared))
    return best


@kernel
def _polygon_end(ring_kind: Bytes, ring: int, end: int) -> int:
    """First ring after the polygon that begins with the exterior ``ring``."""
    after = ring + 1
    while after < end and ring_kind[after] == INTERIOR:
        after += 1
    return after


@kernel
def _polygon_holding(coords: Floats, ring_offsets: Ints, ring: int, after: int, x: float, y: float) -> int:
    """The ring that keeps a place out of a polygon, -1 when the polygon covers it."""
    where = locate(coords, ring_offsets[ring], ring_offsets[ring + 1], x, y)
    if where != INSIDE:
        return ring if where == OUTSIDE else -1
    for hole in range(ring + 1, after):
        where = locate(coords, ring_offsets[hole], ring_offsets[hole + 1], x, y)
        if where != OUTSIDE:
            return hole if where == INSIDE else -1
    return -1


@kernel
def _to_feature(
    coords: Floats, ring_offsets: Ints, ring_kind: Bytes, ring: int, end: int, x: float, y: float, sx: float, sy: float
) -> Any:
    """Distance to the nearest part of the feature of rings ``ring`` to ``end``, and what that part is."""
    best, kind = np.inf, AT_POLYGON
    while ring < end:
        after, part, away = ring + 1, AT_POLYGON, np.inf
        first, last = ring_offsets[ring], ring_offsets[ring + 1]
        if ring_kind[ring] == POINT or ring_kind[ring] == LINE:
            part = AT_POINT if ring_kind[ring] == POINT else AT_LINE
            away = _to_line(coords, first, last, x, y, sx, sy)
        elif ring_kind[ring] == EXTERIOR:
            after = _polygon_end(ring_kind, ring, end)
            barrier = _polygon_holding(coords, ring_offsets, ring, after, x, y)
            away = 0.0
            if barrier >= 0:
                away = _to_line(coords, ring_offsets[barrier], ring_offsets[barrier + 1], x, y, sx, sy)
        if away < best or (away == best and part < kind):
            best, kind = away, part
        ring = after
    return best, kind


@kernel
def _to_box(bounds: Floats, i: int, x: float, y: float, sx: float, sy: float) -> Any:
    dx = max(bounds[i, 0] - x, x - bounds[i, 2], 0.0) * sx
    dy = max(bounds[i, 1] - y, y - bounds[i, 3], 0.0) * sy
    return np.sqrt(dx * dx + dy * dy)


@kernel("i8(ro(f8, 2), ro(boolean, 1), i8, i8, f8, f8, f8, f8, f8, rw(i4, 1), rw(f8, 1))")
def near_points(
    coords: Floats,
    drawn: npt.NDArray[np.bool_],
    first: int,
    last: int,
    x: float,
    y: float,
    sx: float,
    sy: float,
    tolerance: float,
    positions: Positions,
    distances: Floats,
) -> int:
    """Count of the points from ``first`` to ``last`` within ``tolerance``; they and their distances are written out.

    ``drawn`` leaves out positions that are False; an array of no length leaves out none.
    """
    n, masked = 0, drawn.shape[0] > 0
    for i in range(first, last):
        away = _to_vertex(coords, i, x, y, sx, sy)
        if away <= tolerance and not (masked and not drawn[i]):
            positions[n], distances[n] = i, away
            n += 1
    return n


@kernel(
    "i8(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 2), ro(boolean, 1), i8, i8, f8, f8, f8, f8, f8,"
    " rw(i4, 1), rw(f8, 1), rw(u1, 1))"
)
def near_features(
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    bounds: Floats,
    drawn: npt.NDArray[np.bool_],
    first: int,
    last: int,
    x: float,
    y: float,
    sx: float,
    sy: float,
    tolerance: float,
    positions: Positions,
    distances: Floats,
    kinds: Bytes,
) -> int:
    """As `near_points`, for features of many vertices; ``kinds`` tells what the nearest part is."""
    n, masked = 0, drawn.shape[0] > 0
    for i in range(first, last):
        if (masked and not drawn[i]) or _to_box(bounds, i, x, y, sx, sy) > tolerance * (1.0 + 1e-12):
            continue
        away, kind = _to_feature(
            coords, ring_offsets, ring_kind, feature_offsets[i], feature_offsets[i + 1], x, y, sx, sy
        )
        if away <= tolerance:
            positions[n], distances[n], kinds[n] = i, away, kind
            n += 1
    return n


@kernel("i8(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 2), i8, i8, f8, f8, rw(i4, 1))")
def covering(
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    bounds: Floats,
    first: int,
    last: int,
    x: float,
    y: float,
    positions: Positions,
) -> int:
    """Count of the features from ``first`` to ``last`` with a polygon that covers a place, border included."""
    n = 0
    for i in range(first, last):
        if not (bounds[i, 0] <= x <= bounds[i, 2] and bounds[i, 1] <= y <= bounds[i, 3]):
            continue
        ring, end, found = feature_offsets[i], feature_offsets[i + 1], False
        while ring < end and not found:
            after = ring + 1
            if ring_kind[ring] == EXTERIOR:
                after = _polygon_end(ring_kind, ring, end)
                found = _polygon_holding(coords, ring_offsets, ring, after, x, y) < 0
            ring = after
        if found:
            positions[n] = i
            n += 1
    return n


@kernel("void(ro(f8, 2), f8, f8, f8, f8, rw(f8, 1), rw(f8, 1))")
def box_distances(bounds: Floats, x: float, y: float, sx: float, sy: float, nearest: Floats, farthest: Floats) -> None:
    """Distance from a place to the nearest and to the farthest point of every box."""
    for i in range(bounds.shape[0]):
        nearest[i] = _to_box(bounds, i, x, y, sx, sy)
        dx = max(abs(bounds[i, 0] - x), abs(bounds[i, 2] - x)) * sx
        dy = max(abs(bounds[i, 1] - y), abs(bounds[i, 3] - y)) * sy
        farthest[i] = np.sqrt(dx * dx + dy * dy)
