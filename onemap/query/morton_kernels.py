"""Kernels of page order: Morton keys, the gather into that order, page boxes, first appearance per cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Keys = npt.NDArray[np.uint64]

#: No coordinate of a drawable feature is farther from zero than this.
FARTHEST = 1e15


@kernel
def _spread(value: Any) -> Any:
    """Bits of a number below 2**32 moved to the even places of 64."""
    value = (value | (value << np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    value = (value | (value << np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    value = (value | (value << np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    value = (value | (value << np.uint64(2))) & np.uint64(0x3333333333333333)
    return (value | (value << np.uint64(1))) & np.uint64(0x5555555555555555)


@kernel
def _morton(x: float, y: float, top: float) -> Any:
    """Morton number of a cell; what lies outside of ``[0, top]`` goes to the nearest cell of the edge."""
    column, line = np.uint64(min(max(x, 0.0), top)), np.uint64(min(max(y, 0.0), top))
    return _spread(column) | (_spread(line) << np.uint64(1))


@kernel("i8(ro(f8, 2), rw(f8, 1))")
def point_box(coords: Floats, box: Floats) -> int:
    """Count of points that can be drawn; ``box`` becomes their box."""
    kept = 0
    box[0], box[1], box[2], box[3] = np.inf, np.inf, -np.inf, -np.inf
    for i in range(coords.shape[0]):
        x, y = coords[i, 0], coords[i, 1]
        if abs(x) <= FARTHEST and abs(y) <= FARTHEST:
            kept += 1
            box[0], box[1] = min(box[0], x), min(box[1], y)
            box[2], box[3] = max(box[2], x), max(box[3], y)
    return kept


@kernel("void(ro(f8, 2), f8, f8, f8, i8, i8, i8, rw(u8, 1))")
def point_keys(
    coords: Floats, x0: float, y0: float, per_unit: float, bits: int, begin: int, end: int, keys: Keys
) -> None:
    """Fill ``keys[begin:end]`` with the Morton number of each point above its place: sorted, they give the order."""
    top, shift = 2.0**bits - 1.0, np.uint64(64 - 2 * bits)
    for i in range(begin, end):
        number = _morton((coords[i, 0] - x0) * per_unit, (coords[i, 1] - y0) * per_unit, top)
        keys[i] = (number << shift) | np.uint64(i)


@kernel("void(ro(u8, 1), u8, rw(i4, 1))")
def places(keys: Keys, mask: int, out: npt.NDArray[np.int32]) -> None:
    """Take the places out of sorted keys."""
    for i in range(keys.shape[0]):
        out[i] = keys[i] & mask


@kernel("void(ro(f8, 2), ro(i4, 1), i8, i8, rw(f8, 2))")
def gather_points(coords: Floats, order: npt.NDArray[np.int32], first: int, last: int, out: Floats) -> None:
    """Fill ``out[first:last]`` with the points at ``order``."""
    for i in range(first, last):
        out[i, 0] = coords[order[i], 0]
        out[i, 1] = coords[order[i], 1]


@kernel("void(ro(f8, 2), i8, rw(f8, 2))")
def point_pages(coords: Floats, page_size: int, out: Floats) -> None:
    """Box of every page of points."""
    for k in range(out.shape[0]):
        first = k * page_size
        xmin = xmax = coords[first, 0]
        ymin = ymax = coords[first, 1]
        for i in range(first + 1, min(first + page_size, coords.shape[0])):
            x, y = coords[i, 0], coords[i, 1]
            xmin, xmax, ymin, ymax = min(xmin, x), max(xmax, x), min(ymin, y), max(ymax, y)
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = xmin, ymin, xmax, ymax


@kernel("void(ro(f8, 2), i8, rw(f8, 2))")
def box_pages(bounds: Floats, page_size: int, out: Floats) -> None:
    """Box of every page of boxes."""
    for k in range(out.shape[0]):
        first = k * page_size
        xmin, ymin, xmax, ymax = bounds[first, 0], bounds[first, 1], bounds[first, 2], bounds[first, 3]
        for i in range(first + 1, min(first + page_size, bounds.shape[0])):
            xmin, ymin = min(xmin, bounds[i, 0]), min(ymin, bounds[i, 1])
            xmax, ymax = max(xmax, bounds[i, 2]), max(ymax, bounds[i, 3])
        out[k, 0], out[k, 1], out[k, 2], out[k, 3] = xmin, ymin, xmax, ymax


@kernel("void(ro(f8, 2), f8, f8, f8, i8, i8, i8, rw(u1, 1), rw(i8, 1))")
def first_levels(
    coords: Floats,
    x0: float,
    y0: float,
    per_unit: float,
    bits: int,
    begin: int,
    end: int,
    levels: npt.NDArray[np.uint8],
    counts: npt.NDArray[np.int64],
) -> None:
    """Coarsest level at which each point ``begin`` to ``end``, in Morton order, is the first of its cell.

    Level z has ``2**z`` cells along a side of the frame; ``bits + 1`` means that an earlier point has the same finest
    cell. Points outside of the frame get level 0: they have no cell to share. ``counts`` (bits + 2,) is raised by how
    many points have each level.
    """
    top, before, seen = 2.0**bits - 1.0, np.uint64(0), False
    for i in range(begin - 1, -1, -1):
        x, y = (coords[i, 0] - x0) * per_unit, (coords[i, 1] - y0) * per_unit
        if x >= 0.0 and y >= 0.0 and x <= top + 1.0 and y <= top + 1.0:
            before, seen = _morton(x, y, top), True
            break
    for i in range(begin, end):
        x, y = (coords[i, 0] - x0) * per_unit, (coords[i, 1] - y0) * per_unit
        level = 0
        if x >= 0.0 and y >= 0.0 and x <= top + 1.0 and y <= top + 1.0:
            number = _morton(x, y, top)
            if seen:
                differing, level = number ^ before, bits + 1
                while differing:
                    differing >>= np.uint64(2)
                    level -= 1
            before, seen = number, True
        levels[i] = level
        counts[level] += 1


@kernel("void(ro(u1, 1), u1, rw(i4, 1))")
def positions_up_to(levels: npt.NDArray[np.uint8], level: int, out: npt.NDArray[np.int32]) -> None:
    """Fill ``out`` with the positions of the points that appear at ``level`` or before."""
    n = 0
    for i in range(levels.shape[0]):
        if levels[i] <= level:
            out[n] = i
            n += 1
