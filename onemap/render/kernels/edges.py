"""Directed edges into a buffer of area differences: the running sum of a row is the covered area of each pixel.

An edge adds, in every row it crosses, its height to what lies right of it, exactly by area in the pixels it passes.
What an edge adds to a row depends on the edge and the row alone, never on where a band of rows begins, so a picture is
the same however it is cut into bands. Edges left of the picture count at its left side, edges right of it do not count.
"""

from __future__ import annotations

import numpy as np

from onemap.compiled import part

#: Pixel coordinates are held within this, so that products stay finite; it is far beyond any picture.
FAR = 1e15
#: Edges no longer than this, in pixels, and inside the picture take the shorter way through its rows.
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
    slope = dx / dy
    steep = dy / abs(dx) if dx != 0.0 else 0.0
    low, high = min(ax, bx), max(ax, bx)
    row = top if ay < top else int(ay)
    upper = max(ay, float(row))
    a = min(max(ax + (upper - ay) * slope, low), high)
    while row < bottom and upper < by:
        lower = min(by, row + 1.0)
        b = min(max(ax + (lower - ay) * slope, low), high)
        left, right = min(a, b), max(a, b)
        height = sign * (lower - upper)
        first = int(left)
        after = right - (first + 1.0)
        at, column = np.uint64(row - top), np.uint64(first)
        if after < 1.0:
            # In one pixel or two: a piece of the edge in the second is a triangle, none in the first case.
            after = max(after, 0.0)
            beyond = 0.5 * sign * steep * after * after
            share = height * (0.5 * (left + right) - first)
            acc[at, column] += height - share + beyond
            acc[at, column + np.uint64(1)] += share - 2.0 * beyond
            acc[at, column + np.uint64(2)] += beyond
        else:
            _spread(acc, row - top, left, right, height)
        upper, a = lower, b
        row += 1


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
