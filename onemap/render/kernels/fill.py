"""Polygons into coverage: exact area, exterior rings positive and interior rings negative whatever their direction."""

from __future__ import annotations

import math

import numpy as np

from onemap.compiled import kernel, part
from onemap.model.geometry import EXTERIOR
from onemap.render.kernels.edges import PATH, edge, held
from onemap.render.kernels.rings import draw, gather, has_room, is_gathered
from onemap.render.kernels.rows import begins, dot, touched, widen
from onemap.render.kernels.scratch import MOST_PIXELS
from onemap.render.kernels.small import halves, line_quarters, put_around, put_below, put_beside, quarters
from onemap.render.kernels.stroke import SMALL, THIN, hairs, is_small, stroke


@part
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
    "i8(rw(f8, 2), rw(f8, 2), rw(i4, 2), i8, i8, ro(f8, 1), ro(i4, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1),"
    " ro(f8, 2), ro(f4, 1), ro(f4, 1), ro(f8, 1), ro(f8, 1), boolean, boolean,"
    " rw(f8, 1), rw(i4, 1))"
)
def polygon_features(
    inside, border, spans, top, bottom, frame, items, coords, ring_offsets, feature_offsets, ring_kind, bounds, area,
    length, pen, dashes, filled, outlined, numbers, integers,
):  # fmt: skip
    """Add the polygons of ``items``, filled to ``inside`` and outlined to ``border``, to rows ``top`` to ``bottom``.

    Gives how many features begin in these rows. A feature whose box lies in one pixel adds its area and the area of its
    outline there without its vertices being read. ``pen`` and ``dashes`` as in `line_features`,
    ``numbers`` and ``integers`` as `scratch.scratch` makes them.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    width, height = inside.shape[1] - 2, frame[6]
    thin = 2.0 * pen[0] <= THIN and pen[5] > 0.0
    weight = 2.0 * pen[0] * pen[4]
    path, used = np.empty((PATH, 5)), np.zeros(1, np.int64)
    whole = dashes.shape[0] == 0
    met, count, slots = 0, 0, 0
    for item in items:
        x0 = (bounds[item, 0] - cx) * s + ox
        x1 = (bounds[item, 2] - cx) * s + ox
        y0 = (cy - bounds[item, 3]) * s + oy
        y1 = (cy - bounds[item, 1]) * s + oy
        hair = thin and x1 - x0 <= SMALL and y1 - y0 <= SMALL
        if x0 >= 0.0 and x1 < width and y0 >= 0.0 and y1 < height and x1 - x0 <= 2.0 and y1 - y0 <= 2.0:
            column, row = int(x0), int(y0)
            across, down = int(x1) - column, int(y1) - row
            if across <= 1 and down <= 1 and (hair or not outlined):
                if row + down < top or row >= bottom:
                    continue
                if row >= top:
                    met += 1
                    widen(spans, row - top, column, column + across + 1)
                if down == 0 and across == 0:
                    if filled:
                        dot(inside, row - top, column, area[item] * s * s)
                    if outlined:
                        dot(border, row - top, column, weight * length[item] * s)
                    continue
                if down > 0 and row + 1 < bottom:
                    widen(spans, row + 1 - top, column, column + across + 1)
                begin, end = feature_offsets[item], feature_offsets[item + 1]
                for ring in range(begin, end):
                    kind = ring_kind[ring]
                    if kind < EXTERIOR:
                        continue
                    first, last = ring_offsets[ring], ring_offsets[ring + 1]
                    sign = 1.0 if kind == EXTERIOR else -1.0
                    if down == 0:
                        area_, left, long, long_left = halves(frame, coords, first, last, 0, column + 1)
                        if filled:
                            put_beside(inside, row - top, column, area_, left, sign)
                        if outlined:
                            put_beside(border, row - top, column, long, long_left, weight)
                        continue
                    if across == 0:
                        area_, above, long, long_above = halves(frame, coords, first, last, 1, row + 1)
                        if filled:
                            put_below(inside, row - top, column, area_, above, sign)
                        if outlined:
                            put_below(border, row - top, column, long, long_above, weight)
                        continue
                    if filled:
                        area_, left, above, both = quarters(frame, coords, first, last, column + 1, row + 1)
                        put_around(inside, row - top, column, area_, left, above, both, sign)
                    if outlined:
                        long, left, above, both = line_quarters(frame, coords, first, last, column + 1, row + 1)
                        put_around(border, row - top, column, long, left, above, both, weight)
                continue
        x0, x1, y0, y1 = held(x0), held(x1), held(y0), held(y1)
        grown = 0.0 if hair or not outlined else pen[3]
        if not touched(spans, top, bottom, width, x0 - grown, y0 - grown, x1 + grown, y1 + grown):
            continue
        met += begins(top, bottom, frame, x0, y0, x1, y1)
        clip = x0 < 0.0 or y0 < 0.0 or x1 > frame[5] or y1 > frame[6]
        # Lines of all rings whose line lies between the left and the right side are drawn together later.
        within = x0 - grown >= 0.0 and x1 + grown < width and x1 - x0 <= MOST_PIXELS - 2.0 * grown
        within = within and y1 - y0 <= MOST_PIXELS - 2.0 * grown
        first, last = feature_offsets[item], feature_offsets[item + 1]
        for ring in range(first, last):
            kind = ring_kind[ring]
            if kind < EXTERIOR:
                continue
            begin, end = ring_offsets[ring], ring_offsets[ring + 1]
            sign = 1.0 if kind == EXTERIOR else -1.0
            thread = hair or (outlined and thin and last - first > 1 and is_small(frame, coords, begin, end))
            before = count
            if within and is_gathered(coords, begin, end):
                if not has_room(begin, end, count):
                    draw(
                        inside, border, top, bottom, numbers, integers, count, slots, pen, filled, outlined, path, used
                    )
                    before = count = slots = 0
                lined = 1.0 if outlined and whole and not thread else 0.0
                count, slots = gather(numbers, integers, frame, coords, begin, end, count, slots, sign, lined)
                if count > before and lined > 0.0:
                    continue
            if filled and count == before:
                _ring(inside, top, bottom, width, frame, coords, begin, end, sign)
            if outlined and thread:
                hairs(border, top, bottom, frame, coords, begin, end, weight)
            elif outlined:
                stroke(border, top, bottom, frame, coords, begin, end, pen, dashes, clip, path, used)
    draw(inside, border, top, bottom, numbers, integers, count, slots, pen, filled, outlined, path, used)
    return met
