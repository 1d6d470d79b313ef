"""Lines into coverage.

A line is a sum of pieces: a rectangle for each segment, a wedge outside each bend (the join), caps at its ends; where
two neighbouring rectangles overlap inside a bend and both segments are long enough to hold the overlap, it counts once.
The pieces are walked as one outline, so that a pixel's coverage is exact by area.

Lines up to `THIN` pixels wide and no larger than `SMALL` pixels are not widened: each pixel gets the length of the centre
line in it times the width, and a feature within one pixel gets its whole length without its vertices being read.
"""

from __future__ import annotations

import math

from onemap.compiled import kernel
from onemap.model.geometry import LINE
from onemap.render.kernels.edges import edge, held
from onemap.render.kernels.rows import begins, touched

#: Widest line, in pixels, and largest feature for which the centre line stands for the line.
THIN = 2.0
SMALL = 2.0
#: Farthest distance of the chords of a round join or cap from its circle, in pixels.
SAG = 0.04
#: Bends that move a side by less than this, in pixels, get no join of their own.
STRAIGHT = 0.02
#: Joins and caps by number.
MITER, ROUND, BEVEL = 0, 1, 2
BUTT, ROUND_CAP, SQUARE = 0, 1, 2
#: Longest miter, in line widths, before it is cut to a bevel.
MITER_LIMIT = 4.0
#: A dash pattern that repeats within this many pixels is drawn as a thinner solid line.
SHORTEST_PERIOD = 1.0


@kernel
def _arc(acc, top, bottom, width, cx, cy, vx, vy, wx, wy, cosine, side, sign):
    """Walk from c + v to c + w on their circle, round to ``side`` (1: from x to y), the angle having this cosine.

    The chords lie across the arc, so that what they bound has the area of the sector.
    """
    radius = math.sqrt(vx * vx + vy * vy)
    half_chord = max(1.0 - SAG / radius, 0.7)
    steps, limit = 1, 2.0 * half_chord * half_chord - 1.0
    while cosine < limit or (steps == 1 and cosine < 0.99):
        cosine = math.sqrt(max(0.5 + 0.5 * cosine, 0.0))
        steps *= 2
    ax, ay = cx + vx, cy + vy
    if steps > 1:
        sine = math.sqrt(max(1.0 - cosine * cosine, 0.0))
        angle = sine * (1.0 + sine * sine * (1.0 / 6.0 + sine * sine * (3.0 / 40.0 + sine * sine * (5.0 / 112.0))))
        # Two triangles with one corner on the arc, steps - 2 with none: their area is the sector's.
        inner = steps - 2.0
        stretch = steps * angle / sine
        stretch = stretch / (1.0 + math.sqrt(1.0 + inner * stretch))
        c, s = cosine, side * sine
        for _ in range(steps - 1):
            vx, vy = c * vx - s * vy, s * vx + c * vy
            bx, by = cx + vx * stretch, cy + vy * stretch
            edge(acc, top, bottom, width, ax, ay, bx, by, sign)
            ax, ay = bx, by
    edge(acc, top, bottom, width, ax, ay, cx + wx, cy + wy, sign)


@kernel
def _cap(acc, top, bottom, width, px, py, dx, dy, half, cap):
    """Walk round the end of a line at p that runs along d: from p + n to p - n, n being d turned left."""
    nx, ny = -dy * half, dx * half
    if cap == ROUND_CAP:
        _arc(acc, top, bottom, width, px, py, nx, ny, -nx, -ny, -1.0, -1.0, 1.0)
        return
    ax, ay, bx, by = px + nx, py + ny, px - nx, py - ny
    if cap == SQUARE:
        ex, ey = dx * half, dy * half
        edge(acc, top, bottom, width, ax, ay, ax + ex, ay + ey, 1.0)
        edge(acc, top, bottom, width, ax + ex, ay + ey, bx + ex, by + ey, 1.0)
        edge(acc, top, bottom, width, bx + ex, by + ey, bx, by, 1.0)
        return
    edge(acc, top, bottom, width, ax, ay, bx, by, 1.0)


@kernel
def _bend(acc, top, bottom, width, px, py, dx, dy, ex, ey, half, join, shorter, lx, ly, rx, ry):
    """Walk the sides of a segment along d that began at l and r, and the bend at p into direction e.

    ``shorter`` is the length of the shorter of both segments. Gives where both sides go on.
    """
    cross = dx * ey - dy * ex
    along = 1.0 + dx * ex + dy * ey
    side = 1.0 if cross > 0.0 else -1.0
    ax, ay, bx, by = -dy * half, dx * half, -ey * half, ex * half
    mx, my = 0.0, 0.0
    reach = math.inf
    if along > 1e-9:
        mx, my = half * -(dy + ey) / along, half * (dx + ex) / along
        reach = half * abs(cross) / along
    inner = reach <= shorter
    # The left side is walked forward, the right side backward: there the sign turns round.
    ix, iy = (px + side * mx, py + side * my) if inner else (px + side * ax, py + side * ay)
    ox, oy = px - side * ax, py - side * ay
    edge(acc, top, bottom, width, lx if side > 0 else rx, ly if side > 0 else ry, ix, iy, side)
    edge(acc, top, bottom, width, rx if side > 0 else lx, ry if side > 0 else ly, ox, oy, -side)
    if not inner:
        edge(acc, top, bottom, width, ix, iy, px, py, side)
        ix, iy = px + side * bx, py + side * by
        edge(acc, top, bottom, width, px, py, ix, iy, side)
    fx, fy = px - side * bx, py - side * by
    if (join == MITER and along > 2.0 / (MITER_LIMIT * MITER_LIMIT)) or reach < STRAIGHT:
        edge(acc, top, bottom, width, ox, oy, px - side * mx, py - side * my, -side)
        edge(acc, top, bottom, width, px - side * mx, py - side * my, fx, fy, -side)
    elif join == ROUND:
        ax, ay, bx, by = -side * ax, -side * ay, -side * bx, -side * by
        _arc(acc, top, bottom, width, px, py, ax, ay, bx, by, along - 1.0, side, -side)
    else:
        edge(acc, top, bottom, width, ox, oy, fx, fy, -side)
    if side > 0.0:
        return ix, iy, fx, fy
    return fx, fy, ix, iy


@kernel
def _clipped(px, py, dx, dy, length, low, right, lower):
    """From where to where, along d from p, a segment lies between ``low`` and ``right``, ``low`` and ``lower``."""
    a, b = 0.0, length
    for p, d, high in ((px, dx, right), (py, dy, lower)):
        if d == 0.0:
            if p < low or p > high:
                return 1.0, 0.0
            continue
        t, u = (low - p) / d, (high - p) / d
        a = max(a, min(t, u))
        b = min(b, max(t, u))
    return a, b


@kernel
def _phase(dashes, travelled):
    """Place in the dash pattern after ``travelled`` pixels: its number, even ones are drawn, and what is left of it."""
    period = 0.0
    for d in dashes:
        period += d
    rest = travelled % period
    for k in range(dashes.shape[0]):
        if rest < dashes[k]:
            return k, dashes[k] - rest
        rest -= dashes[k]
    return 0, dashes[0]


@kernel
def stroke(acc, top, bottom, frame, coords, begin, end, pen, dashes, clip):
    """Add one line, or a ring when it ends where it begins and has no dashes; ``clip`` when it may leave the picture."""
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
            at, stop = _clipped(px, py, ex, ey, length, low, right, lower)
        if drawing and not (at == 0.0 and at < stop):
            edge(acc, top, bottom, width, lx, ly, px - dy * half, py + dx * half, 1.0)
            edge(acc, top, bottom, width, px + dy * half, py - dx * half, rx, ry, 1.0)
            _cap(acc, top, bottom, width, px, py, dx, dy, half, BUTT)
            drawing = False
        if not at < stop:
            started = True
            travelled += length
            px, py = qx, qy
            continue
        number, left = 0, math.inf
        if dashes.shape[0]:
            number, left = _phase(dashes, travelled + at)
        while at < stop:
            until = min(stop, at + left)
            if number % 2 == 0:
                if drawing:
                    lx, ly, rx, ry = _bend(
                        acc, top, bottom, width, px, py, dx, dy, ex, ey, half, join, min(before, until - at),
                        lx, ly, rx, ry,
                    )  # fmt: skip
                else:
                    x, y = px + ex * at, py + ey * at
                    ends = BUTT if closed or at > 0.0 and left == math.inf else cap
                    _cap(acc, top, bottom, width, x, y, -ex, -ey, half, ends)
                    lx, ly, rx, ry = x - ey * half, y + ex * half, x + ey * half, y - ex * half
                    if closed and not started and at == 0.0:
                        whole = True
                        fx, fy, first = ex, ey, until - at
                    drawing = True
                dx, dy, before = ex, ey, until - at
            elif drawing:
                edge(acc, top, bottom, width, lx, ly, px - dy * half, py + dx * half, 1.0)
                edge(acc, top, bottom, width, px + dy * half, py - dx * half, rx, ry, 1.0)
                _cap(acc, top, bottom, width, px, py, dx, dy, half, cap)
                drawing = False
            started = True
            if drawing and (until < stop or stop < length):
                x, y = px + ex * until, py + ey * until
                edge(acc, top, bottom, width, lx, ly, x - dy * half, y + dx * half, 1.0)
                edge(acc, top, bottom, width, x + dy * half, y - dx * half, rx, ry, 1.0)
                _cap(acc, top, bottom, width, x, y, dx, dy, half, cap if until < stop else BUTT)
                drawing = False
            at = until
            number = (number + 1) % max(dashes.shape[0], 1)
            left = dashes[number] if dashes.shape[0] else math.inf
        travelled += length
        px, py = qx, qy
    if not drawing:
        return
    ax, ay, bx, by = px - dy * half, py + dx * half, px + dy * half, py - dx * half
    edge(acc, top, bottom, width, lx, ly, ax, ay, 1.0)
    edge(acc, top, bottom, width, bx, by, rx, ry, 1.0)
    _cap(acc, top, bottom, width, px, py, dx, dy, half, BUTT if closed else cap)
    if closed and whole:
        lx, ly, rx, ry = _bend(
            acc, top, bottom, width, px, py, dx, dy, fx, fy, half, join, min(before, first), ax, ay, bx, by
        )
        cx, cy, ox, oy = px - fy * half, py + fx * half, px + fy * half, py - fx * half
        edge(acc, top, bottom, width, lx, ly, cx, cy, 1.0)
        edge(acc, top, bottom, width, cx, cy, ox, oy, 1.0)
        edge(acc, top, bottom, width, ox, oy, rx, ry, 1.0)
        edge(acc, top, bottom, width, bx, by, ax, ay, 1.0)


@kernel
def _hair(acc, top, bottom, ax, ay, bx, by, weight):
    """Add the length of a short segment in each pixel, times ``weight``."""
    x, y = int(math.floor(ax)), int(math.floor(ay))
    ex, ey = int(math.floor(bx)), int(math.floor(by))
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


@kernel
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


@kernel
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
    acc, spans, top, bottom, frame, items, coords, ring_offsets, feature_offsets, ring_kind, bounds, lengths, pen, dashes
):
    """Add the lines of ``items`` to rows ``top`` to ``bottom``; gives how many features begin in these rows.

    ``pen`` holds half the width in pixels, join, cap, the reach of a line beyond its centre, the share of the dash
    pattern that is drawn, and 1 where small lines may be hairs, else 0; ``dashes`` are pixels, an even number of them, or none.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    width = acc.shape[1] - 2
    thin = 2.0 * pen[0] <= THIN and pen[5] > 0.0
    weight = 2.0 * pen[0] * pen[4]
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
        row, column = int(math.floor(y0)), int(math.floor(x0))
        if small and column >= 0 and x1 < width and column == int(x1) and row == int(math.floor(y1)):
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
                    stroke(acc, top, bottom, frame, coords, begin, end, pen, dashes, clip)
    return met
