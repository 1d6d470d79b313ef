"""Many short edges into coverage at once: what `edges.edge` does with one, in steps without branches over all of them.

An edge is cut where its longer side leaves a pixel. Such a piece runs through two pixels at most, beside or below each
other, and adds to each what lies right of it, exactly by area. What a piece adds depends on its edge alone.
"""

from __future__ import annotations

import numpy as np

from onemap.compiled import part
from onemap.render.kernels.lanes import STEPS, spread, spread_rising
from onemap.render.kernels.scratch import (
    AFTER,
    ASIDE,
    BEGIN,
    COUNT,
    END,
    FIRST,
    FLAT,
    NEXT,
    P_ASIDE,
    P_BEGIN,
    P_END,
    P_FIRST,
    P_SLOPE,
    P_TIMES,
    PIECES,
    PLACE_A,
    PLACE_B,
    ROW,
    SHARE_A,
    SHARE_B,
    SHARE_C,
    SHARE_D,
    SLOPE,
    SLOTS,
    STEEP,
    TIMES,
)  # fmt: skip

#: Added to what might be zero before dividing by it; no slope that matters is as small.
TINY = 1e-300


@part
def put_edges(numbers, kind, count, ax, ay, bx, by, counts, times, top, bottom):
    """Make the edges of the slots 1 to ``count`` (exclusive), from (ax, ay) to (bx, by), all rows of `scratch`.

    ``kind``, 0 to 2, says where they are kept. An edge counts ``times`` what the row ``counts`` says, and has pieces in
    the rows ``top`` to ``bottom`` of the picture only if it is more down than across.
    """
    base = np.uint64(kind * ROW)
    upper, lower = float(top), float(bottom)
    for slot in range(1, count):
        at = np.uint64(slot)
        x0, y0, x1, y1 = numbers[ax + at], numbers[ay + at], numbers[bx + at], numbers[by + at]
        sign = numbers[counts + at] * times
        down = abs(y1 - y0)
        steep = down >= abs(x1 - x0)
        u0, u1 = y0 if steep else x0, y1 if steep else x1
        v0, v1 = x0 if steep else y0, x1 if steep else y1
        back = u0 > u1
        begin, end = u1 if back else u0, u0 if back else u1
        aside, other = v1 if back else v0, v0 if back else v1
        long = end - begin
        first, last = np.floor(begin), np.floor(end)
        first = upper if steep and first < upper else first
        last = lower - 1.0 if steep and last > lower - 1.0 else last
        highest, lowest = y0 if y0 < y1 else y1, y1 if y0 < y1 else y0
        none = (sign == 0.0) | (down == 0.0) | (lowest <= upper) | (highest >= lower) | (last < first)
        to = base + at
        numbers[BEGIN + to], numbers[END + to], numbers[FIRST + to] = begin, end, first
        numbers[ASIDE + to] = aside
        numbers[SLOPE + to] = (other - aside) / (long if long > 0.0 else 1.0)
        numbers[TIMES + to] = -sign if back else sign
        numbers[COUNT + to] = 0.0 if none else last - first + 1.0
        numbers[STEEP + to] = 1.0 if steep else 0.0


@part
def _cut(numbers, integers, kind, place, slots, kinds):
    """Cut edges into pieces, from slot number ``place`` of ``kind`` on, until there are enough.

    Gives where to go on, and how many steep and flat pieces there are.
    """
    steep = flat = 0
    while kind < kinds:
        while place < slots:
            at = np.uint64(kind * ROW + integers[SLOTS + np.uint64(place)])
            place += 1
            count, is_steep = int(numbers[COUNT + at]), numbers[STEEP + at] > 0.0
            to = steep if is_steep else FLAT + flat
            done = 0
            # Several pieces are written whatever the count: the next edge's overwrite what is too much.
            while True:
                piece = np.uint64(to + done)
                spread(numbers, P_BEGIN + piece, numbers[BEGIN + at])
                spread(numbers, P_END + piece, numbers[END + at])
                spread(numbers, P_ASIDE + piece, numbers[ASIDE + at])
                spread(numbers, P_SLOPE + piece, numbers[SLOPE + at])
                spread(numbers, P_TIMES + piece, numbers[TIMES + at])
                spread_rising(numbers, P_FIRST + piece, numbers[FIRST + at] + done)
                done += STEPS
                if done >= count:
                    break
            steep += count if is_steep else 0
            flat += 0 if is_steep else count
            if steep >= PIECES or flat >= PIECES:
                return kind, place, steep, flat
        place = 0
        kind += 1
    return kind, place, steep, flat


@part
def _steep_shares(numbers, integers, count, top, width):
    """What pieces of one row each add to it: to a pixel and the two right of it."""
    for k in range(count):
        piece = np.uint64(k)
        begin, end, row = numbers[P_BEGIN + piece], numbers[P_END + piece], numbers[P_FIRST + piece]
        aside, slope, times = numbers[P_ASIDE + piece], numbers[P_SLOPE + piece], numbers[P_TIMES + piece]
        upper, lower = begin if begin > row else row, end if end < row + 1.0 else row + 1.0
        a, b = aside + (upper - begin) * slope, aside + (lower - begin) * slope
        left, right = a if a < b else b, b if a < b else a
        column = np.floor(left)
        beyond = right - (column + 1.0)
        # In the second pixel the piece and its columns make a triangle, none when it does not reach it.
        beyond = beyond if beyond > 0.0 else 0.0
        height = times * (lower - upper)
        second = times * beyond / (abs(slope) + TINY)
        share = 0.5 * second * beyond
        first = height - second
        part_left = first * (0.5 * (left + (right if right < column + 1.0 else column + 1.0)) - column)
        numbers[SHARE_A + piece] = first - part_left
        numbers[SHARE_B + piece] = part_left + (second - share)
        numbers[SHARE_C + piece] = share
        integers[PLACE_A + piece] = np.int32((row - top) * width + column)


@part
def _flat_shares(numbers, integers, count, top, rows, width):
    """What pieces of one column each add to it and the next one, in a row and the one below it."""
    for k in range(count):
        piece = np.uint64(FLAT + k)
        begin, end, column = numbers[P_BEGIN + piece], numbers[P_END + piece], numbers[P_FIRST + piece]
        aside, slope, times = numbers[P_ASIDE + piece], numbers[P_SLOPE + piece], numbers[P_TIMES + piece]
        left, right = begin if begin > column else column, end if end < column + 1.0 else column + 1.0
        a, b = aside + (left - begin) * slope, aside + (right - begin) * slope
        upper, lower = a if a < b else b, b if a < b else a
        row = np.floor(upper)
        beyond = lower - (row + 1.0)
        beyond = beyond if beyond > 0.0 else 0.0
        height = (lower if lower < row + 1.0 else row + 1.0) - upper
        falls = slope > 0.0
        half = 0.5 / (abs(slope) + TINY)
        # How far right of the column's left side the middle of the piece lies, in each of the rows.
        before = (left + height * half if falls else right - height * half) - column
        after = (right - beyond * half if falls else left + beyond * half) - column
        sign = times if falls else -times
        place = row - top
        here, below = (place >= 0.0) & (place < rows), (place >= -1.0) & (place < rows - 1.0)
        first, second = sign * height if here else 0.0, sign * beyond if below else 0.0
        numbers[SHARE_A + piece], numbers[SHARE_B + piece] = first - first * before, first * before
        numbers[SHARE_C + piece], numbers[SHARE_D + piece] = second - second * after, second * after
        integers[PLACE_A + piece] = np.int32((place if here else 0.0) * width + column)
        integers[PLACE_B + piece] = np.int32((place + 1.0 if below else 0.0) * width + column)


@part
def _add(acc, numbers, integers, steep, flat):
    for k in range(steep):
        piece = np.uint64(k)
        at = np.uint64(integers[PLACE_A + piece])
        acc[at] += numbers[SHARE_A + piece]
        acc[at + NEXT] += numbers[SHARE_B + piece]
        acc[at + AFTER] += numbers[SHARE_C + piece]
    for k in range(flat):
        piece = np.uint64(FLAT + k)
        at, below = np.uint64(integers[PLACE_A + piece]), np.uint64(integers[PLACE_B + piece])
        acc[at] += numbers[SHARE_A + piece]
        acc[at + NEXT] += numbers[SHARE_B + piece]
        acc[below] += numbers[SHARE_C + piece]
        acc[below + NEXT] += numbers[SHARE_D + piece]


@part
def pour(acc, top, numbers, integers, slots, kinds):
    """Add the edges of the first ``slots`` of the integer row `SLOTS`, of ``kinds`` kinds, to rows from ``top`` on.

    ``acc`` (rows, width + 2) float64 as in `edges.edge`; all edges lie inside the picture, left to right.
    """
    flat_acc = acc.reshape(acc.size)
    rows, width = float(acc.shape[0]), float(acc.shape[1])
    kind = place = 0
    while kind < kinds:
        kind, place, steep, flat = _cut(numbers, integers, kind, place, slots, kinds)
        _steep_shares(numbers, integers, steep, float(top), width)
        _flat_shares(numbers, integers, flat, float(top), rows, width)
        _add(flat_acc, numbers, integers, steep, flat)
