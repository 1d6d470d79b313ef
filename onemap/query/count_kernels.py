"""Kernels that find the cell of a point: a raster over the cells tells most at once, the rest is looked at exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.compiled import kernel, part
from onemap.model.geometry import EXTERIOR
from onemap.query.hit_kernels import _polygon_end, _polygon_holding

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]
    Ranks = npt.NDArray[np.int32]

#: How far from an edge, in squares, a square is still looked at exactly: far more than rounding can move a point.
_NEAR = 1e-4
#: Edges flatter than this, in squares, mark all that is beside them.
_FLAT = 1e-3
_UNKNOWN, _MIXED = 0, 1


@part
def _covers(
    coords: Floats, ring_offsets: Ints, feature_offsets: Ints, ring_kind: Bytes, i: int, x: float, y: float
) -> bool:
    ring, end = feature_offsets[i], feature_offsets[i + 1]
    while ring < end:
        after = ring + 1
        if ring_kind[ring] == EXTERIOR:
            after = _polygon_end(ring_kind, ring, end)
            if _polygon_holding(coords, ring_offsets, ring, after, x, y) < 0:
                return True
        ring = after
    return False


@part
def _mark_edge(state: Bytes, left: int, bottom: int, ax: float, ay: float, bx: float, by: float, near: float) -> None:
    """Mark the squares that come within ``near`` squares of an edge; all numbers count squares."""
    height, width = state.shape
    low, high = min(ay, by), max(ay, by)
    first = max(int(np.floor(low - near)) - bottom, 0)
    last = min(int(np.floor(high + near)) - bottom, height - 1)
    for row in range(first, last + 1):
        x0, x1 = min(ax, bx), max(ax, bx)
        if high - low > _FLAT:
            t0 = min(max((bottom + row - near - ay) / (by - ay), 0.0), 1.0)
            t1 = min(max((bottom + row + 1 + near - ay) / (by - ay), 0.0), 1.0)
            x0 = min(ax + t0 * (bx - ax), ax + t1 * (bx - ax))
            x1 = max(ax + t0 * (bx - ax), ax + t1 * (bx - ax))
        start = max(int(np.floor(x0 - near)) - left, 0)
        stop = min(int(np.floor(x1 + near)) - left, width - 1)
        for column in range(start, stop + 1):
            state[row, column] = _MIXED


@kernel(
    "i8(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 2), i8, i8, f8, f8, f8, f8, i8, i8, f8,"
    " rw(i4, 1), rw(i4, 2), i8)"
)
def add_cell(
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    bounds: Floats,
    i: int,
    rank: int,
    x0: float,
    y0: float,
    per_x: float,
    per_y: float,
    columns: int,
    rows: int,
    near: float,
    head: Ranks,
    nodes: Ranks,
    used: int,
) -> int:
    """Put the cell at position ``i`` in front of the lists of the squares it meets.

    A node is (next node or -1, ``rank``, position, whether a border runs through the square). Gives the count of used
    nodes, or minus the count that is needed when ``nodes`` has no room for them (nothing is written then).
    """
    left = min(max(int(np.floor((bounds[i, 0] - x0) * per_x - near)), 0), columns - 1)
    right = min(max(int(np.floor((bounds[i, 2] - x0) * per_x + near)), 0), columns - 1)
    bottom = min(max(int(np.floor((bounds[i, 1] - y0) * per_y - near)), 0), rows - 1)
    top = min(max(int(np.floor((bounds[i, 3] - y0) * per_y + near)), 0), rows - 1)
    width, height = right - left + 1, top - bottom + 1
    if used + width * height > nodes.shape[0]:
        return -(used + width * height)
    state = np.zeros((height, width), np.uint8)
    for ring in range(feature_offsets[i], feature_offsets[i + 1]):
        for v in range(ring_offsets[ring], ring_offsets[ring + 1] - 1):
            _mark_edge(
                state, left, bottom, (coords[v, 0] - x0) * per_x, (coords[v, 1] - y0) * per_y,
                (coords[v + 1, 0] - x0) * per_x, (coords[v + 1, 1] - y0) * per_y, near,
            )  # fmt: skip
    for row in range(height):
        known, inside = False, False
        for column in range(width):
            mixed = state[row, column] == _MIXED
            if mixed:
                known = False
            elif not known:
                x, y = x0 + (left + column + 0.5) / per_x, y0 + (bottom + row + 0.5) / per_y
                inside, known = _covers(coords, ring_offsets, feature_offsets, ring_kind, i, x, y), True
            if mixed or inside:
                square = (bottom + row) * columns + left + column
                nodes[used, 0], nodes[used, 1], nodes[used, 2], nodes[used, 3] = head[square], rank, i, mixed
                head[square] = used
                used += 1
    return used


@part
def _owner(
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    head: Ranks,
    nodes: Ranks,
    square: int,
    x: float,
    y: float,
) -> Any:
    """Rank of the first cell in the square's list that covers the place, or -1."""
    node = head[square]
    while node >= 0:
        if nodes[node, 3] == 0 or _covers(coords, ring_offsets, feature_offsets, ring_kind, nodes[node, 2], x, y):
            return nodes[node, 1]
        node = nodes[node, 0]
    return -1


@kernel(
    "void(ro(f8, 2), i8, i8, ro(boolean, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 1), ro(f8, 1), i8, i8,"
    " ro(i4, 1), ro(i4, 2), rw(i8, 1))"
)
def count_points(
    points: Floats,
    first: int,
    last: int,
    drawn: npt.NDArray[np.bool_],
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    box: Floats,
    per: Floats,
    columns: int,
    rows: int,
    head: Ranks,
    nodes: Ranks,
    counts: Ints,
) -> None:
    """Add each point from ``first`` to ``last`` to the count of its cell's rank; ``drawn`` as in `near_points`."""
    masked = drawn.shape[0] > 0
    for i in range(first, last):
        x, y = points[i, 0], points[i, 1]
        if (masked and not drawn[i]) or not (box[0] <= x <= box[2] and box[1] <= y <= box[3]):
            continue
        column = min(int((x - box[0]) * per[0]), columns - 1)
        row = min(int((y - box[1]) * per[1]), rows - 1)
        rank = _owner(coords, ring_offsets, feature_offsets, ring_kind, head, nodes, row * columns + column, x, y)
        if rank >= 0:
            counts[rank] += 1


@kernel(
    "void(ro(f8, 2), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 1), ro(f8, 1), i8, i8,"
    " ro(i4, 1), ro(i4, 2), rw(i4, 1))"
)
def own_points(
    points: Floats,
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    box: Floats,
    per: Floats,
    columns: int,
    rows: int,
    head: Ranks,
    nodes: Ranks,
    ranks: Ranks,
) -> None:
    """Write the rank of each point's cell, or -1."""
    for i in range(points.shape[0]):
        x, y = points[i, 0], points[i, 1]
        ranks[i] = -1
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            column = min(int((x - box[0]) * per[0]), columns - 1)
            row = min(int((y - box[1]) * per[1]), rows - 1)
            square = row * columns + column
            ranks[i] = _owner(coords, ring_offsets, feature_offsets, ring_kind, head, nodes, square, x, y)
