"""Outlines of closed rings inside the picture: both sides of the line are rings, with no ends between them."""

from __future__ import annotations

import math

import numpy as np

from onemap.compiled import part
from onemap.render.kernels.edges import PATH_BEGUN, held, walk
from onemap.render.kernels.joins import bend

#: Rings of more vertices are left to `stroke.stroke`.
MOST_SIDES = 64


@part
def is_closed(coords, begin, end):
    """Whether a ring ends where it begins and has few enough vertices for `outline`."""
    if end - begin > MOST_SIDES or end - begin < 3:
        return False
    return coords[begin, 0] == coords[end - 1, 0] and coords[begin, 1] == coords[end - 1, 1]


@part
def _in_pixels(sides, frame, coords, begin, end):
    """Begin, direction and length, in pixels, of the sides of a ring that have a length; gives how many."""
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    px = held((coords[begin, 0] - cx) * s + ox)
    py = held((cy - coords[begin, 1]) * s + oy)
    count = 0
    for k in range(begin + 1, end):
        qx = held((coords[k, 0] - cx) * s + ox)
        qy = held((cy - coords[k, 1]) * s + oy)
        length = math.sqrt((qx - px) * (qx - px) + (qy - py) * (qy - py))
        if length == 0.0:
            continue
        at = np.uint64(count)
        sides[at, 0], sides[at, 1] = px, py
        sides[at, 2], sides[at, 3], sides[at, 4] = (qx - px) / length, (qy - py) / length, length
        count += 1
        px, py = qx, qy
    return count


@part
def outline(acc, top, bottom, frame, coords, begin, end, sides, pen, path, used):
    """Add the line along a ring for which `is_closed`; ``sides`` (`MOST_SIDES`, 5) is scratch.

    ``path`` and ``used`` are what `edges.put` takes, empty before and after.
    """
    count = _in_pixels(sides, frame, coords, begin, end)
    if count == 0:
        return
    width, half, join = acc.shape[1] - 2, pen[0], int(pen[1])
    dx, dy, before = sides[count - 1, 2], sides[count - 1, 3], sides[count - 1, 4]
    lx = ly = rx = ry = 0.0
    for k in range(count + 1):
        at = np.uint64(k if k < count else 0)
        ex, ey, length = sides[at, 2], sides[at, 3], sides[at, 4]
        lx, ly, rx, ry = bend(
            path, used, sides[at, 0], sides[at, 1], dx, dy, ex, ey, half, join, min(before, length), lx, ly, rx, ry
        )
        if k == 0:
            # This only asked where the two sides begin; the first bend is put last.
            used[0] = 0
        elif used[0] > PATH_BEGUN:
            walk(acc, top, bottom, width, path, used)
        dx, dy, before = ex, ey, length
    walk(acc, top, bottom, width, path, used)
