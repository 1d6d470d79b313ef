"""Features within two by two pixels: the exact share of each of these pixels, without walking edges through rows.

The feature is seen from the corner the pixels share: u is how far left of it, v how far above it a point lies.
"""

from __future__ import annotations

import math

from onemap.compiled import part

#: Added to what might be zero before dividing by it.
TINY = 1e-300


@part
def halves(frame, coords, begin, end, axis, corner):
    """Area of a ring and length of its line, and of both what lies before ``corner`` along an axis (0: x, 1: y).

    Areas are positive whatever the ring's direction. Gives area, area before, length, length before.
    """
    # Pixels along the axis and across it, both mirrored: neither areas nor lengths mind.
    s = frame[2]
    scale = -s if axis == 0 else s
    offset = corner - frame[3 + axis]
    across = 1 - axis
    ca, cb = frame[axis], frame[across]
    u = (coords[begin, axis] - ca) * scale + offset
    v = (coords[begin, across] - cb) * s
    whole, before, length, length_before = 0.0, 0.0, 0.0, 0.0
    for k in range(begin + 1, end):
        p = (coords[k, axis] - ca) * scale + offset
        q = (coords[k, across] - cb) * s
        positive = max(u, 0.0) + max(p, 0.0)
        share = positive / (abs(u) + abs(p) + TINY)
        rise = q - v
        run = p - u
        long = math.sqrt(run * run + rise * rise)
        whole += (u + p) * rise
        before += positive * share * rise
        length += long
        length_before += long * share
        u, v = p, q
    sign = 0.5 if whole > 0.0 else -0.5
    return whole * sign, before * sign, length, length_before


@part
def quarters(frame, coords, begin, end, x, y):
    """Area of a ring, and of it what lies left, above, and both left and above of the pixel corner (x, y).

    All are positive whatever the ring's direction.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], x - frame[3], y - frame[4]
    u = ox - (coords[begin, 0] - cx) * s
    v = oy - (cy - coords[begin, 1]) * s
    whole, left, above, both = 0.0, 0.0, 0.0, 0.0
    for k in range(begin + 1, end):
        p = ox - (coords[k, 0] - cx) * s
        q = oy - (cy - coords[k, 1]) * s
        rise, run = q - v, p - u
        positive = max(u, 0.0) + max(p, 0.0)
        high = max(v, 0.0) + max(q, 0.0)
        whole += (u + p) * rise
        left += positive * positive / (abs(u) + abs(p) + TINY) * rise
        above -= high * high / (abs(v) + abs(q) + TINY) * run
        # The part of the segment above runs from a to b.
        v_up, q_up = max(v, 0.0), max(q, 0.0)
        per = 1.0 / (abs(rise) + TINY)
        a = u + run * min((v_up - v) * per, 1.0)
        b = p - run * min((q_up - q) * per, 1.0)
        positive = max(a, 0.0) + max(b, 0.0)
        both += positive * positive / (abs(a) + abs(b) + TINY) * (q_up - v_up)
        u, v = p, q
    sign = 0.5 if whole > 0.0 else -0.5
    return whole * sign, left * sign, above * sign, both * sign


@part
def line_quarters(frame, coords, begin, end, x, y):
    """Length of a line, and of it what lies left, above, and both left and above of the pixel corner (x, y)."""
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], x - frame[3], y - frame[4]
    u = ox - (coords[begin, 0] - cx) * s
    v = oy - (cy - coords[begin, 1]) * s
    whole, left, above, both = 0.0, 0.0, 0.0, 0.0
    for k in range(begin + 1, end):
        p = ox - (coords[k, 0] - cx) * s
        q = oy - (cy - coords[k, 1]) * s
        rise, run = q - v, p - u
        length = math.sqrt(run * run + rise * rise)
        # The parts of the segment, from 0 to 1, on the left and above.
        per_u, per_v = 1.0 / (abs(run) + TINY), 1.0 / (abs(rise) + TINY)
        first, last = min(max(-u, 0.0) * per_u, 1.0), 1.0 - min(max(-p, 0.0) * per_u, 1.0)
        upper, lower = min(max(-v, 0.0) * per_v, 1.0), 1.0 - min(max(-q, 0.0) * per_v, 1.0)
        whole += length
        left += length * max(last - first, 0.0)
        above += length * max(lower - upper, 0.0)
        both += length * max(min(last, lower) - max(first, upper), 0.0)
        u, v = p, q
    return whole, left, above, both


@part
def put_beside(acc, row, column, whole, left, weight):
    """Add shares, times ``weight``, to a pixel and the one right of it."""
    acc[row, column] += weight * left
    acc[row, column + 1] += weight * (whole - 2.0 * left)
    acc[row, column + 2] -= weight * (whole - left)


@part
def put_below(acc, row, column, whole, above, weight):
    """Add shares, times ``weight``, to a pixel and the one below it; rows outside ``acc`` are left out."""
    if row >= 0:
        acc[row, column] += weight * above
        acc[row, column + 1] -= weight * above
    if row + 1 < acc.shape[0]:
        acc[row + 1, column] += weight * (whole - above)
        acc[row + 1, column + 1] -= weight * (whole - above)


@part
def put_around(acc, row, column, whole, left, above, both, weight):
    """Add shares, times ``weight``, to the four pixels at a corner; rows outside ``acc`` are left out."""
    if row >= 0:
        put_beside(acc, row, column, above, both, weight)
    if row + 1 < acc.shape[0]:
        put_beside(acc, row + 1, column, whole - above, left - both, weight)
