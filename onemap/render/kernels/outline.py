"""Outlines of many closed rings at once: both sides of the line are rings, with one edge across each bend.

It is the line of `stroke.stroke`, whose bends are made by `joins.bend`; here all bends are made in one loop without
branches, and the few that need more edges than one get them afterwards.
"""

from __future__ import annotations

import math

import numpy as np

from onemap.compiled import part
from onemap.render.kernels.edges import PATH_BEGUN, put, walk
from onemap.render.kernels.joins import MITER, MITER_LIMIT, RIGHT_ANGLE, ROUND, ROUND_BY_ONE, STRAIGHT, arc, beyond
from onemap.render.kernels.pour import put_edges
from onemap.render.kernels.scratch import (
    DX,
    DY,
    FROM_X,
    FROM_Y,
    JOINED,
    LEFT_ON_X,
    LEFT_ON_Y,
    LEFT_X,
    LEFT_Y,
    LENGTH,
    LINED,
    NEXT,
    ODD_BEND,
    RIGHT_ON_X,
    RIGHT_ON_Y,
    RIGHT_X,
    RIGHT_Y,
    SLOTS,
    TO_X,
    TO_Y,
    X,
    Y,
)  # fmt: skip

#: What a bend needs besides its edge: its inner side goes through the vertex, its outer side is an arc.
THROUGH, ARC = 1.0, 2.0


@part
def _directions(numbers, count):
    for slot in range(count):
        at = np.uint64(slot)
        dx, dy = numbers[X + at + NEXT] - numbers[X + at], numbers[Y + at + NEXT] - numbers[Y + at]
        length = math.sqrt(dx * dx + dy * dy)
        per = 1.0 / (length if length > 0.0 else 1.0)
        numbers[DX + at], numbers[DY + at], numbers[LENGTH + at] = dx * per, dy * per, length


@part
def _bends(numbers, count, half, join):
    """Where both sides of the lines end and go on at each vertex; gives how many bends need more than that."""
    odd = 0
    for slot in range(1, count):
        at, before = np.uint64(slot), np.uint64(slot) - NEXT
        px, py = numbers[X + at], numbers[Y + at]
        dx, dy, ex, ey = numbers[DX + before], numbers[DY + before], numbers[DX + at], numbers[DY + at]
        shorter = numbers[LENGTH + before] if numbers[LENGTH + before] < numbers[LENGTH + at] else numbers[LENGTH + at]
        cross, along = dx * ey - dy * ex, 1.0 + dx * ex + dy * ey
        side = 1.0 if cross > 0.0 else -1.0
        turns_back = not along > 1e-9
        per = half / (1.0 if turns_back else along)
        mx, my = -per * (dy + ey), per * (dx + ex)
        reach = np.inf if turns_back else per * abs(cross)
        round_ = (join == ROUND) & (half <= ROUND_BY_ONE) & (reach <= half * RIGHT_ANGLE)
        pointed = (reach < STRAIGHT) | ((join == MITER) & (along > 2.0 / (MITER_LIMIT * MITER_LIMIT)))
        on = half * beyond(reach / half) if round_ else 0.0
        ox = px - side * mx if pointed else px + side * dy * half + dx * on
        oy = py - side * my if pointed else py - side * dx * half + dy * on
        fx = px - side * mx if pointed else px + side * ey * half - ex * on
        fy = py - side * my if pointed else py - side * ex * half - ey * on
        inner = reach <= shorter
        ix, iy = px + side * (mx if inner else -dy * half), py + side * (my if inner else dx * half)
        nx, ny = px + side * (mx if inner else -ey * half), py + side * (my if inner else ex * half)
        left = side > 0.0
        numbers[LEFT_X + at], numbers[LEFT_Y + at] = ix if left else ox, iy if left else oy
        numbers[LEFT_ON_X + at], numbers[LEFT_ON_Y + at] = nx if left else fx, ny if left else fy
        numbers[RIGHT_X + at], numbers[RIGHT_Y + at] = ox if left else ix, oy if left else iy
        numbers[RIGHT_ON_X + at], numbers[RIGHT_ON_Y + at] = fx if left else nx, fy if left else ny
        numbers[FROM_X + at], numbers[FROM_Y + at], numbers[TO_X + at], numbers[TO_Y + at] = ox, oy, fx, fy
        needs_arc = (join == ROUND) & (not round_) & (not pointed)
        numbers[JOINED + at] = 0.0 if needs_arc | pointed else -side * numbers[LINED + at]
        needs = ((0.0 if inner else THROUGH) + (ARC if needs_arc else 0.0)) * numbers[LINED + at]
        numbers[ODD_BEND + at] = needs
        odd += 1 if needs > 0.0 else 0
    return odd


@part
def _add_odd_bends(acc, top, bottom, numbers, integers, slots, half, path, used):
    """Walk what bends need besides the sides and one edge."""
    for k in range(slots):
        at = np.uint64(integers[SLOTS + np.uint64(k)])
        needs = numbers[ODD_BEND + at]
        if needs == 0.0:
            continue
        before = at - NEXT
        px, py = numbers[X + at], numbers[Y + at]
        dx, dy, ex, ey = numbers[DX + before], numbers[DY + before], numbers[DX + at], numbers[DY + at]
        side = 1.0 if dx * ey - dy * ex > 0.0 else -1.0
        ax, ay, bx, by = -side * dy * half, side * dx * half, -side * ey * half, side * ex * half
        if needs != ARC:
            put(path, used, px + ax, py + ay, px, py, side)
            put(path, used, px, py, px + bx, py + by, side)
        if needs >= ARC:
            arc(path, used, px, py, -ax, -ay, -bx, -by, dx * ex + dy * ey, side, -side)
        if used[0] > PATH_BEGUN:
            walk(acc, top, bottom, acc.shape[1] - 2, path, used)
    walk(acc, top, bottom, acc.shape[1] - 2, path, used)


@part
def put_outlines(acc, top, bottom, numbers, integers, count, slots, pen, path, used):
    """Make the edges of the outlines of all rings, three kinds for `pour.pour`, and walk what they need besides."""
    half, join = pen[0], int(pen[1])
    _directions(numbers, count)
    if _bends(numbers, count, half, join):
        _add_odd_bends(acc, top, bottom, numbers, integers, slots, half, path, used)
    last = count - 1
    put_edges(numbers, 0, last, LEFT_ON_X, LEFT_ON_Y, LEFT_X + NEXT, LEFT_Y + NEXT, LINED, 1.0, top, bottom)
    put_edges(numbers, 1, last, RIGHT_ON_X, RIGHT_ON_Y, RIGHT_X + NEXT, RIGHT_Y + NEXT, LINED, -1.0, top, bottom)
    put_edges(numbers, 2, last, FROM_X, FROM_Y, TO_X, TO_Y, JOINED, 1.0, top, bottom)
