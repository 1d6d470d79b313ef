"""Directed edges into a buffer of area differences: the running sum of a row is the covered area of each pixel.

An edge adds, in every row it crosses, its height to what lies right of it, exactly by area in the pixels it passes.
What an edge adds to a row depends on the edge and the row alone, never on where a band of rows begins, so a picture is
the same however it is cut into bands. Edges left of the picture count at its left side, edges right of it do not count.
"""

from __future__ import annotations

import math

import numpy as np

from onemap.compiled import part

#: Pixel coordinates are held within this, so that products stay finite; it is far beyond any picture.
FAR = 1e15
#: Edges no longer than this, in pixels, are walked from pixel to pixel, others row by row.
SHORT = 32.0
#: Edges that a path holds, and how many it may hold before more of a line is put: the widest bend or cap puts 2048.
PATH, PATH_BEGUN = 8192, 512


@part
def held(value: float) -> float:
    """The coordinate moved into the range in which products stay finite; NaN stays NaN."""
    return min(max(value, -FAR), FAR)


@part
def _share(acc, row, column, height, left):
    """Add ``height`` right of a piece of an edge in one pixel; ``left`` is the part of the pixel left of the piece."""
    # Unsigned numbers need no look at whether they count from the end.
    share = height * left
    acc[np.uint64(row), np.uint64(column)] += height - share
    acc[np.uint64(row), np.uint64(column + 1)] += share


@part
def _spread(acc, row, left, right, height):
    """Add ``height`` right of a piece of an edge that runs through several pixels of one row."""
    first = int(left)
    last = int(right)
    slope = height / (right - left)
    head = first + 1.0 - left
    before = 0.5 * slope * head * head
    acc[row, first] += before
    inside = slope * head
    for column in range(first + 1, last):
        now = inside + 0.5 * slope
        acc[row, column] += now - before
        before = now
        inside += slope
    tail = right - last
    now = inside + slope * tail * (1.0 - 0.5 * tail)
    acc[row, last] += now - before
    acc[row, last + 1] += height - now


@part
def _rows(acc, top, bottom, x0, y0, x1, y1, sign):
    """Add a downward edge whose ends lie between the left and the right side of the picture."""
    slope = (x1 - x0) / (y1 - y0)
    low, high = min(x0, x1), max(x0, x1)
    row = top if y0 < top else int(y0)
    upper = max(y0, float(row))
    a = min(max(x0 + (upper - y0) * slope, low), high)
    while row < bottom and upper < y1:
        lower = min(y1, row + 1.0)
        b = min(max(x0 + (lower - y0) * slope, low), high)
        left, right = min(a, b), max(a, b)
        height = sign * (lower - upper)
        first = int(left)
        if right <= first + 1.0:
            share = height * (0.5 * (left + right) - first)
            acc[row - top, first] += height - share
            acc[row - top, first + 1] += share
        else:
            _spread(acc, row - top, left, right, height)
        upper, a = lower, b
        row += 1


@part
def _left(acc, top, bottom, y0, y1, sign):
    """Add a downward edge that lies left of the picture."""
    row = top if y0 < top else int(y0)
    while row < bottom and row < y1:
        upper = y0 if y0 > row else float(row)
        lower = y1 if y1 < row + 1.0 else row + 1.0
        acc[row - top, 0] += sign * (lower - upper)
        row += 1


@part
def _crossing(x, x0, y0, x1, y1):
    y = y0 + (x - x0) * ((y1 - y0) / (x1 - x0))
    return y0 if y < y0 else y1 if y > y1 else y


@part
def _long_edge(acc, top, bottom, width, x0, y0, x1, y1, sign):
    """Add a downward edge, cut at both sides of the picture."""
    if x0 >= width and x1 >= width:
        return
    if x0 <= 0.0 and x1 <= 0.0:
        _left(acc, top, bottom, y0, y1, sign)
        return
    if x0 < 0.0:
        y = _crossing(0.0, x0, y0, x1, y1)
        _left(acc, top, bottom, y0, y, sign)
        x0, y0 = 0.0, y
    elif x0 > width:
        y0, x0 = _crossing(width, x0, y0, x1, y1), width
    if x1 < 0.0:
        y = _crossing(0.0, x0, y0, x1, y1)
        _left(acc, top, bottom, y, y1, sign)
        x1, y1 = 0.0, y
    elif x1 > width:
        y1, x1 = _crossing(width, x0, y0, x1, y1), width
    if y0 < y1:
        _rows(acc, top, bottom, x0, y0, x1, y1, sign)


@part
def edge(acc, top, bottom, width, ax, ay, bx, by, sign):
    """Add the edge from a to b, times ``sign``, to rows ``top`` to ``bottom`` of a picture ``width`` pixels wide.

    ``acc`` (bottom - top, width + 2) float64 holds these rows. Coordinates are pixels, finite, within `FAR`.
    """
    if ay > by:
        ax, ay, bx, by, sign = bx, by, ax, ay, -sign
    if ay >= bottom or by <= top or ay == by:
        return
    dx, dy = bx - ax, by - ay
    if not (ax >= 0.0 and bx >= 0.0 and ax < width and bx < width and ay >= 0.0 and dy <= SHORT and abs(dx) <= SHORT):
        _long_edge(acc, top, bottom, width, ax, ay, bx, by, sign)
        return
    # From pixel to pixel: through a side while the side is nearer than the next row, else into the next row.
    column, row, last, end = int(ax), int(ay), int(bx), int(by)
    step = 1 if dx > 0.0 else -1
    left, side, below = float(column), float(column + (dx > 0.0)), row + 1.0
    per_x, per_y = 1.0 / dx, 1.0 / dy
    to_side = (side - ax) * per_x if column != last else math.inf
    to_row = (below - ay) * per_y if row != end else math.inf
    x, y = ax, ay
    for _ in range(abs(last - column) + end - row):
        if to_side < to_row:
            now = ay + to_side * dy
            if top <= row < bottom:
                _share(acc, row - top, column, sign * (now - y), 0.5 * (x + side) - left)
            x, y = side, now
            column, left, side = column + step, left + step, side + step
            to_side = (side - ax) * per_x if column != last else math.inf
        else:
            now = ax + to_row * dx
            if top <= row < bottom:
                _share(acc, row - top, column, sign * (below - y), 0.5 * (x + now) - left)
            x, y = now, below
            row, below = row + 1, below + 1.0
            to_row = (below - ay) * per_y if row != end else math.inf
    if top <= row < bottom:
        _share(acc, row - top, column, sign * (by - y), 0.5 * (x + bx) - left)


@part
def put(path, used, ax, ay, bx, by, sign):
    """Note an edge from a to b to be walked later; ``path`` (n, 5) holds edges, ``used`` (1,) how many."""
    at = np.uint64(used[0])
    path[at, 0] = ax
    path[at, 1] = ay
    path[at, 2] = bx
    path[at, 3] = by
    path[at, 4] = sign
    used[0] += 1


@part
def walk(acc, top, bottom, width, path, used):
    """Add the edges that were put, in their order, and forget them."""
    for k in range(used[0]):
        at = np.uint64(k)
        edge(acc, top, bottom, width, path[at, 0], path[at, 1], path[at, 2], path[at, 3], path[at, 4])
    used[0] = 0
