"""Polygons into coverage: exact area, exterior rings positive and interior rings negative whatever their direction."""

from __future__ import annotations

import math

from onemap.compiled import kernel
from onemap.model.geometry import EXTERIOR, INTERIOR
from onemap.render.kernels.edges import edge, held


@kernel
def touched(spans, top, bottom, width, x0, y0, x1, y1):
    """Widen the range of columns of the rows that a box in pixels touches; gives whether it touches any."""
    if not (y1 >= top and y0 < bottom and x0 < width and x1 >= 0.0):
        return False
    first = 0 if x0 < 0.0 else int(x0)
    last = width if x1 >= width else int(x1) + 1
    begin = top if y0 < top else int(y0)
    end = bottom - 1 if y1 >= bottom else int(y1)
    for row in range(begin - top, end - top + 1):
        if spans[row, 0] > first:
            spans[row, 0] = first
        if spans[row, 1] < last:
            spans[row, 1] = last
    return True


@kernel
def _ring(acc, top, bottom, width, frame, coords, begin, end, sign):
    """Add a closed ring so that its area counts ``sign`` times."""
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    ax = held((coords[begin, 0] - cx) * s + ox)
    ay = held((cy - coords[begin, 1]) * s + oy)
    px, py, twice = 0.0, 0.0, 0.0
    for k in range(begin + 1, end):
        qx = held((coords[k, 0] - cx) * s + ox) - ax
        qy = held((cy - coords[k, 1]) * s + oy) - ay
        twice += px * qy - qx * py
        px, py = qx, qy
    if not math.isfinite(twice) or twice == 0.0:
        return
    if twice > 0.0:
        sign = -sign
    px, py = ax, ay
    for k in range(begin + 1, end):
        qx = held((coords[k, 0] - cx) * s + ox)
        qy = held((cy - coords[k, 1]) * s + oy)
        edge(acc, top, bottom, width, px, py, qx, qy, sign)
        px, py = qx, qy
    edge(acc, top, bottom, width, px, py, ax, ay, sign)


@kernel(
    "i8(rw(f8, 2), rw(i4, 2), i8, i8, ro(f8, 1), ro(i4, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 2),"
    " ro(f4, 1))"
)
def fill_features(acc, spans, top, bottom, frame, items, coords, ring_offsets, feature_offsets, ring_kind, bounds, area):
    """Add the polygons of ``items`` to rows ``top`` to ``bottom``; gives how many features met the rows.

    A feature whose box lies in one pixel adds its area there without its vertices being read.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    width = acc.shape[1] - 2
    met = 0
    for item in items:
        x0 = held((bounds[item, 0] - cx) * s + ox)
        x1 = held((bounds[item, 2] - cx) * s + ox)
        y0 = held((cy - bounds[item, 3]) * s + oy)
        y1 = held((cy - bounds[item, 1]) * s + oy)
        if not touched(spans, top, bottom, width, x0, y0, x1, y1):
            continue
        met += 1
        if x0 >= 0.0 and y0 >= 0.0 and int(x0) == int(x1) and int(y0) == int(y1):
            share = area[item] * s * s
            acc[int(y0) - top, int(x0)] += share
            acc[int(y0) - top, int(x0) + 1] -= share
            continue
        for ring in range(feature_offsets[item], feature_offsets[item + 1]):
            if ring_kind[ring] == EXTERIOR:
                _ring(acc, top, bottom, width, frame, coords, ring_offsets[ring], ring_offsets[ring + 1], 1.0)
            elif ring_kind[ring] == INTERIOR:
                _ring(acc, top, bottom, width, frame, coords, ring_offsets[ring], ring_offsets[ring + 1], -1.0)
    return met
