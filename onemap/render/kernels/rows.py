"""Where the box of a feature, in pixels, lies in the rows being drawn."""

from __future__ import annotations

from onemap.compiled import part


@part
def widen(spans, row, first, last):
    """Widen the range of columns of a row so that it holds ``first`` to ``last``."""
    if spans[row, 0] > first:
        spans[row, 0] = first
    if spans[row, 1] < last:
        spans[row, 1] = last


@part
def dot(acc, row, column, share):
    """Add coverage to one pixel."""
    acc[row, column] += share
    acc[row, column + 1] -= share


@part
def touched(spans, top, bottom, width, x0, y0, x1, y1):
    """Widen the range of columns of the rows that a box in pixels touches; gives whether it touches any."""
    if not (y1 >= top and y0 < bottom and x0 < width and x1 >= 0.0):
        return False
    first = 0 if x0 < 0.0 else int(x0)
    last = width if x1 >= width else int(x1) + 1
    begin = top if y0 < top else int(y0)
    end = bottom - 1 if y1 >= bottom else int(y1)
    for row in range(begin - top, end - top + 1):
        widen(spans, row, first, last)
    return True


@part
def begins(top, bottom, frame, x0, y0, x1, y1):
    """1 when the first row of the picture that the box touches is one of these rows, else 0: counts it once."""
    if x1 < 0.0 or x0 >= frame[5] or y1 < 0.0 or y0 >= frame[6]:
        return 0
    return 1 if (y0 >= top or top == 0) and y0 < bottom else 0
