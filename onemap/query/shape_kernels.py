"""Kernels over features of many vertices: boxes, the gather into page order, area and length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import kernel
from onemap.model.geometry import EXTERIOR, INTERIOR
from onemap.query.morton_kernels import FARTHEST

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]


@kernel("void(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), rw(f8, 2))")
def row_boxes(coords: Floats, ring_offsets: Ints, row_offsets: Ints, row_type: Bytes, boxes: Floats) -> None:
    """Box of every row; NaN for a row without a vertex, of type 0, or with a vertex that is not finite or too far."""
    for row in range(row_type.shape[0]):
        first, last = ring_offsets[row_offsets[row]], ring_offsets[row_offsets[row + 1]]
        drawable = row_type[row] != 0 and last > first
        xmin, ymin, xmax, ymax = np.inf, np.inf, -np.inf, -np.inf
        for i in range(first, last):
            x, y = coords[i, 0], coords[i, 1]
            if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):
                drawable = False
                break
            xmin, xmax, ymin, ymax = min(xmin, x), max(xmax, x), min(ymin, y), max(ymax, y)
        if drawable:
            boxes[row, 0], boxes[row, 1], boxes[row, 2], boxes[row, 3] = xmin, ymin, xmax, ymax
        else:
            boxes[row, :] = np.nan


@kernel("void(ro(i4, 1), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(i8, 1), rw(i8, 1), rw(u1, 1))")
def gather_rings(
    rows: npt.NDArray[np.int32],
    row_offsets: Ints,
    ring_offsets: Ints,
    ring_kind: Bytes,
    feature_offsets: Ints,
    out_offsets: Ints,
    out_kind: Bytes,
) -> None:
    """Fill the ring offsets and kinds of the features ``rows``, in their order."""
    out_offsets[0] = 0
    for i in range(rows.shape[0]):
        ring, out = row_offsets[rows[i]], feature_offsets[i]
        for k in range(feature_offsets[i + 1] - out):
            out_kind[out + k] = ring_kind[ring + k]
            out_offsets[out + k + 1] = out_offsets[out + k] + ring_offsets[ring + k + 1] - ring_offsets[ring + k]


@kernel("void(ro(f8, 2), ro(i4, 1), ro(i8, 1), ro(i8, 1), ro(i8, 1), ro(i8, 1), i8, i8, rw(f8, 2))")
def gather_vertices(
    coords: Floats,
    rows: npt.NDArray[np.int32],
    row_offsets: Ints,
    ring_offsets: Ints,
    feature_offsets: Ints,
    out_offsets: Ints,
    first: int,
    last: int,
    out: Floats,
) -> None:
    """Fill the vertices of the features ``first`` to ``last`` of ``rows``."""
    for i in range(first, last):
        source = ring_offsets[row_offsets[rows[i]]]
        target = out_offsets[feature_offsets[i]]
        for k in range(out_offsets[feature_offsets[i + 1]] - target):
            out[target + k, 0] = coords[source + k, 0]
            out[target + k, 1] = coords[source + k, 1]


@kernel("void(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), i8, i8, rw(f4, 1), rw(f4, 1))")
def measure(
    coords: Floats,
    ring_offsets: Ints,
    feature_offsets: Ints,
    ring_kind: Bytes,
    first: int,
    last: int,
    area: npt.NDArray[np.float32],
    length: npt.NDArray[np.float32],
) -> None:
    """Area, holes taken off whatever the winding, and length of all rings, of the features ``first`` to ``last``."""
    for feature in range(first, last):
        total, around = 0.0, 0.0
        for ring in range(feature_offsets[feature], feature_offsets[feature + 1]):
            start, end = ring_offsets[ring], ring_offsets[ring + 1]
            if end - start < 2:
                continue
            x0, y0, twice, walked = coords[start, 0], coords[start, 1], 0.0, 0.0
            x, y = 0.0, 0.0
            for i in range(start + 1, end):
                next_x, next_y = coords[i, 0] - x0, coords[i, 1] - y0
                twice += x * next_y - next_x * y
                walked += np.sqrt((next_x - x) ** 2 + (next_y - y) ** 2)
                x, y = next_x, next_y
            around += walked
            if ring_kind[ring] == EXTERIOR:
                total += abs(twice) / 2.0
            elif ring_kind[ring] == INTERIOR:
                total -= abs(twice) / 2.0
        area[feature], length[feature] = max(total, 0.0), around
