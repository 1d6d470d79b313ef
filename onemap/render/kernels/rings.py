"""Closed rings gathered in `scratch`, to be filled and outlined together.

What is done with one ring after the other is full of branches that a processor cannot foresee, and waiting for them
takes longer than the work.
"""

from __future__ import annotations

import math

import numpy as np

from onemap.compiled import part
from onemap.render.kernels.outline import put_outlines
from onemap.render.kernels.pour import pour, put_edges
from onemap.render.kernels.scratch import FILLED, LINED, MOST_VERTICES, NEXT, ROW, SLOTS, X, Y

#: Slots a ring takes besides those of its vertices.
_AROUND = 3


@part
def has_room(begin, end, count):
    """Whether a ring still fits into the slots, of which ``count`` are taken."""
    return count + end - begin + _AROUND < ROW


@part
def is_gathered(coords, begin, end):
    """Whether a ring is closed by its last vertex and has few enough of them."""
    if end - begin > MOST_VERTICES or end - begin < 4:
        return False
    return coords[begin, 0] == coords[end - 1, 0] and coords[begin, 1] == coords[end - 1, 1]


@part
def gather(numbers, integers, frame, coords, begin, end, count, slots, area_sign, lined):
    """Put a ring for which `has_room` and `is_gathered` into the slots after ``count``.

    Its area counts ``area_sign`` times whatever its direction, its outline ``lined`` times. Gives the slots taken then
    and the number of them that hold vertices; as before when the ring has less than three vertices that differ or one
    that is no number.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    first = np.uint64(count + 1)
    at = first
    lx, ly = np.inf, np.inf
    ax = (coords[begin, 0] - cx) * s + ox
    ay = (cy - coords[begin, 1]) * s + oy
    px, py, twice = 0.0, 0.0, 0.0
    place = np.uint64(slots)
    for k in range(begin, end - 1):
        x = (coords[k, 0] - cx) * s + ox
        y = (cy - coords[k, 1]) * s + oy
        if x == lx and y == ly:
            continue
        numbers[X + at], numbers[Y + at], numbers[LINED + at] = x, y, lined
        integers[SLOTS + place] = np.int32(at)
        place += NEXT
        at += NEXT
        lx, ly = x, y
        x -= ax
        y -= ay
        twice += px * y - x * py
        px, py = x, y
    if not math.isfinite(twice):
        return count, slots
    last = at - NEXT
    while last > first and numbers[X + last] == ax and numbers[Y + last] == ay:
        last -= NEXT
        place -= NEXT
    if last < first + np.uint64(2):
        return count, slots
    sign = 0.0 if twice == 0.0 else -area_sign if twice > 0.0 else area_sign
    at = first
    while at <= last:
        numbers[FILLED + at] = sign
        at += NEXT
    for to, of in ((first - NEXT, last), (last + NEXT, first), (last + np.uint64(2), first + NEXT)):
        numbers[X + to], numbers[Y + to], numbers[LINED + to], numbers[FILLED + to] = (
            numbers[X + of],
            numbers[Y + of],
            0.0,
            0.0,
        )
    return np.int64(last) + _AROUND, np.int64(place)


@part
def draw(inside, border, top, bottom, numbers, integers, count, slots, pen, filled, outlined, path, used):
    """Add what was gathered to the rows; the slots may be used anew."""
    if filled:
        put_edges(numbers, 0, count - 1, X, Y, X + NEXT, Y + NEXT, FILLED, 1.0, top, bottom)
        pour(inside, top, numbers, integers, slots, 1)
    if outlined:
        put_outlines(border, top, bottom, numbers, integers, count, slots, pen, path, used)
        pour(border, top, numbers, integers, slots, 3)
