"""Kernels that bring what is left in from source rows to positions, with the box around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Rows = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Bytes = npt.NDArray[np.uint8]


@kernel("void(ro(u1, 1), ro(i4, 1), i8, i8, rw(u1, 1))")
def at_positions(packed: Bytes, rows: Rows, first: int, last: int, out: Bytes) -> None:
    """Write the mark of each position's row; ``packed`` has a bit for each row, the highest first."""
    for i in range(first, last):
        row = rows[i]
        out[i] = (packed[row >> 3] >> (7 - (row & 7))) & 1


@kernel("void(ro(u1, 1), ro(f8, 2), ro(f8, 2), i8, i8, i8, rw(f8, 1))")
def box_of(marks: Bytes, boxes: Floats, pages: Floats, size: int, first: int, last: int, out: Floats) -> None:
    """Widen ``out`` (xmin, ymin, xmax, ymax) by the boxes (m, 4), or points (m, 2), of the marked positions.

    Positions are looked at page by page of ``size``, from page ``first`` to ``last``; a page that lies in the box
    already can widen nothing.
    """
    right = boxes.shape[1] - 2
    left, bottom, east, top = out[0], out[1], out[2], out[3]
    for k in range(first, last):
        if pages[k, 0] >= left and pages[k, 1] >= bottom and pages[k, 2] <= east and pages[k, 3] <= top:
            continue
        for i in range(k * size, min((k + 1) * size, marks.shape[0])):
            if marks[i]:
                left, bottom = min(left, boxes[i, 0]), min(bottom, boxes[i, 1])
                east, top = max(east, boxes[i, right]), max(top, boxes[i, right + 1])
    out[0], out[1], out[2], out[3] = left, bottom, east, top


@kernel("void(ro(i8, 1), i8, ro(i4, 1), ro(u1, 1), rw(u1, 1))")
def mark_pages(pages: npt.NDArray[np.int64], size: int, rows: Rows, drawn: Bytes, out: Bytes) -> None:
    """Mark the rows at the positions of some pages of ``size``; ``drawn`` by position is empty where all are."""
    every = drawn.shape[0] == 0
    for k in range(pages.shape[0]):
        for i in range(pages[k] * size, min((pages[k] + 1) * size, rows.shape[0])):
            if every or drawn[i]:
                out[rows[i]] = 1
