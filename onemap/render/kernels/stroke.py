"""Lines into coverage.

A line is a sum of pieces: a rectangle for each segment, a wedge outside each bend (the join), caps at its ends; where
two neighbouring rectangles overlap inside a bend and both segments are long enough to hold the overlap, it counts once.
The pieces are walked as one outline, so that a pixel's coverage is exact by area.

Lines up to `THIN` pixels wide and no larger than `SMALL` pixels are not widened: each pixel gets the length of the
centre line in it times the width, and a feature within one pixel gets its whole length without its vertices being read.
"""

from __future__ import annotations

import math

import numpy as np

from onemap.compiled import kernel, part
from onemap.model.geometry import LINE
from onemap.render.kernels.edges import PATH, PATH_BEGUN, held, put, walk
from onemap.render.kernels.joins import BUTT, bend, clipped, dash_phase, end_cap
from onemap.render.kernels.rows import begins, touched

#: Widest line, in pixels, and largest feature for which the centre line stands for the line.
THIN = 2.0
SMALL = 2.0
#: A dash pattern that repeats within this many pixels is drawn as a thinner solid line.
SHORTEST_PERIOD = 1.0


@part
def stroke(acc, top, bottom, frame, coords, begin, end, pen, dashes, clip, path, used):
    """Add a line, or a ring when it ends where it begins without dashes; ``clip`` when it may leave the picture.

    ``path`` and ``used`` are what `edges.put` takes, empty before and after.
    """
    width = acc.shape[1] - 2
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    half, join, cap = pen[0], int(pen[1]), int(pen[2])
    low, right, lower = -pen[3], frame[5] + pen[3], frame[6] + pen[3]
    closed = (
        end - begin > 2
        and coords[begin, 0] == coords[end - 1, 0]
        and coords[begin, 1] == coords[end - 1, 1]
        and dashes.shape[0] == 0
    )
    px = held((coords[begin, 0] - cx) * s + ox)
    py = held((cy - coords[begin, 1]) * s + oy)
    travelled = 0.0
    drawing, whole, started = False, False, False
    dx, dy, before = 0.0, 0.0, 0.0
    fx, fy, first = 0.0, 0.0, 0.0
    lx, ly, rx, ry = 0.0, 0.0, 0.0, 0.0
    for k in range(begin + 1, end):
        qx = held((coords[k, 0] - cx) * s + ox)
        qy = held((cy - coords[k, 1]) * s + oy)
        length = math.sqrt((qx - px) * (qx - px) + (qy - py) * (qy - py))
        if length == 0.0:
            continue
        ex, ey = (qx - px) / length, (qy - py) / length
        at, stop = 0.0, length
        if clip:
            at, stop = clipped(px, py, ex, ey, length, low, right, lower)
        if drawing and not (at == 0.0 and at < stop):
            put(path, used, lx, ly, px - dy * half, py + dx * half, 1.0)
            put(path, used, px + dy * half, py - dx * half, rx, ry, 1.0)
            end_cap(path, used, px, py, dx, dy, half, BUTT)
            drawing = False
        if not at < stop:
            started = True
            travelled += length
            px, py = qx, qy
            continue
        number, left = 0, math.inf
        if dashes.shape[0]:
            number, left = dash_phase(dashes, travelled + at)
        while at < stop:
            if used[0] > PATH_BEGUN:
                walk(acc, top, bottom, width, path, used)
            until = min(stop, at + left)
            if until == at and left > 0.0:
                # So far out that a dash is less than the next number.
                until = min(stop, at + 1.0)
            if number % 2 == 0:
                if drawing:
                    lx, ly, rx, ry = bend(
                        path, used, px, py, dx, dy, ex, ey, half, join, min(before, until - at),
                        lx, ly, rx, ry,
                    )  # fmt: skip
                else:
                    x, y = px + ex * at, py + ey * at
                    ends = BUTT if closed or (at > 0.0 and left == math.inf) else cap
                    end_cap(path, used, x, y, -ex, -ey, half, ends)
                    lx, ly, rx, ry = x - ey * half, y + ex * half, x + ey * half, y - ex * half
                    if closed and not started and at == 0.0:
                        whole = True
                        fx, fy, first = ex, ey, until - at
                    drawing = True
                dx, dy, before = ex, ey, until - at
            elif drawing:
                put(path, used, lx, ly, px - dy * half, py + dx * half, 1.0)
                put(path, used, px + dy * half, py - dx * half, rx, ry, 1.0)
                end_cap(path, used, px, py, dx, dy, half, cap)
                drawing = False
            started = True
            if drawing and (until < stop or stop < length):
                x, y = px + ex * until, py + ey * until
                put(path, used, lx, ly, x - dy * half, y + dx * half, 1.0)
                put(path, used, x + dy * half, y - dx * half, rx, ry, 1.0)
                end_cap(path, used, x, y, dx, dy, half, cap if until < stop else BUTT)
                drawing = False
            at = until
            number = (number + 1) % max(dashes.shape[0], 1)
            left = dashes[number] if dashes.shape[0] else math.inf
        travelled += length
        px, py = qx, qy
    if not drawing:
        walk(acc, top, bottom, width, path, used)
        return
    ax, ay, bx, by = px - dy * half, py + dx * half, px + dy * half, py - dx * half
    put(path, used, lx, ly, ax, ay, 1.0)
    put(path, used, bx, by, rx, ry, 1.0)
    end_cap(path, used, px, py, dx, dy, half, BUTT if closed else cap)
    if closed and whole:
        lx, ly, rx, ry = bend(path, used, px, py, dx, dy, fx, fy, half, join, min(before, first), ax, ay, bx, by)
        cx, cy, ox, oy = px - fy * half, py + fx * half, px + fy * half, py - fx * half
        put(path, used, lx, ly, cx, cy, 1.0)
        put(path, used, cx, cy, ox, oy, 1.0)
        put(path, used, ox, oy, rx, ry, 1.0)
        put(path, used, bx, by, ax, ay, 1.0)
    walk(acc, top, bottom, width, path, used)


@part
def _hair(acc, top, bottom, ax, ay, bx, by, weight):
    """Add the length of a short segment in each pixel, times ``weight``."""
    x, y = math.floor(ax), math.floor(ay)
    ex, ey = math.floor(bx), math.floor(by)
    dx, dy = bx - ax, by - ay
    weight *= math.sqrt(dx * dx + dy * dy)
    at = 0.0
    while True:
        tx = ((x + 1 if dx > 0.0 else x) - ax) / dx if x != ex else 2.0
        ty = ((y + 1 if dy > 0.0 else y) - ay) / dy if y != ey else 2.0
        t = max(min(tx, ty, 1.0), at)
        if top <= y < bottom and 0 <= x < acc.shape[1] - 2:
            acc[y - top, x] += weight * (t - at)
            acc[y - top, x + 1] -= weight * (t - at)
        if x == ex and y == ey:
            return
        at = t
        if tx <= ty:
            x += 1 if dx > 0.0 else -1
        else:
            y += 1 if dy > 0.0 else -1


@part
def is_small(frame, coords, begin, end):
    """Whether the box of a line is no larger than `SMALL` pixels."""
    most = SMALL / frame[2]
    x0, y0 = coords[begin, 0], coords[begin, 1]
    x1, y1 = x0, y0
    for k in range(begin + 1, end):
        x0, x1 = min(x0, coords[k, 0]), max(x1, coords[k, 0])
        y0, y1 = min(y0, coords[k, 1]), max(y1, coords[k, 1])
        if not (x1 - x0 <= most and y1 - y0 <= most):
            return False
    return True


@part
def hairs(acc, top, bottom, frame, coords, begin, end, weight):
    """Add the length of a small line in each pixel, times ``weight``."""
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    px = (coords[begin, 0] - cx) * s + ox
    py = (cy - coords[begin, 1]) * s + oy
    for k in range(begin + 1, end):
        qx = (coords[k, 0] - cx) * s + ox
        qy = (cy - coords[k, 1]) * s + oy
        _hair(acc, top, bottom, px, py, qx, qy, weight)
        px, py = qx, qy


@kernel(
    "i8(rw(f8, 2), rw(i4, 2), i8, i8, ro(f8, 1), ro(i4, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 2),"
    " ro(f4, 1), ro(f8, 1), ro(f8, 1))"
)
def line_features(
    acc,
    spans,
    top,
    bottom,
    frame,
    items,
    coords,
    ring_offsets,
    feature_offsets,
    ring_kind,
    bounds,
    lengths,
    pen,
    dashes,
):
    """Add the lines of ``items`` to rows ``top`` to ``bottom``; gives how many features begin in these rows.

    ``pen`` holds half the width in pixels, join, cap, the reach of a line beyond its centre, the share of the dash
    pattern that is drawn, and 1 where small lines may be hairs, else 0; ``dashes`` are pixels, an even number of them,
    or none.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    width = acc.shape[1] - 2
    thin = 2.0 * pen[0] <= THIN and pen[5] > 0.0
    weight = 2.0 * pen[0] * pen[4]
    path, used = np.empty((PATH, 5)), np.zeros(1, np.int64)
    met = 0
    for item in items:
        x0 = held((bounds[item, 0] - cx) * s + ox)
        x1 = held((bounds[item, 2] - cx) * s + ox)
        y0 = held((cy - bounds[item, 3]) * s + oy)
        y1 = held((cy - bounds[item, 1]) * s + oy)
        small = thin and x1 - x0 <= SMALL and y1 - y0 <= SMALL
        grown = 0.0 if small else pen[3]
        if not touched(spans, top, bottom, width, x0 - grown, y0 - grown, x1 + grown, y1 + grown):
            continue
        met += begins(top, bottom, frame, x0, y0, x1, y1)
        clip = x0 < 0.0 or y0 < 0.0 or x1 > frame[5] or y1 > frame[6]
        row, column = math.floor(y0), math.floor(x0)
        if small and column >= 0 and x1 < width and column == int(x1) and row == math.floor(y1):
            share = weight * lengths[item] * s
            acc[row - top, column] += share
            acc[row - top, column + 1] -= share
            continue
        for ring in range(feature_offsets[item], feature_offsets[item + 1]):
            if ring_kind[ring] == LINE:
                begin, end = ring_offsets[ring], ring_offsets[ring + 1]
                if small or (thin and is_small(frame, coords, begin, end)):
                    hairs(acc, top, bottom, frame, coords, begin, end, weight)
                else:
                    stroke(acc, top, bottom, frame, coords, begin, end, pen, dashes, clip, path, used)
    return met
