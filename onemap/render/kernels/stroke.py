"""Lines into coverage.

A line is a sum of pieces: a rectangle for each segment, a wedge outside each bend (the join), caps at its ends; where
two neighbouring rectangles overlap inside a bend and both segments are long enough to hold the overlap, it counts once.
The pieces are walked as one outline, so that a pixel's coverage is exact by area.

Lines up to `THIN` pixels wide in features no larger than `SMALL` pixels are not widened: each pixel gets the length of
the centre line in it times the width, and a feature within one pixel gets its whole length without its vertices being
read.
"""

from __future__ import annotations

import math

from onemap.compiled import kernel
from onemap.model.geometry import LINE, POINT
from onemap.render.kernels.edges import edge, held
from onemap.render.kernels.fill import touched

#: Widest line, in pixels, and largest feature for which the centre line stands for the line.
THIN = 2.0
SMALL = 2.0
#: Farthest distance of a round join or cap from its circle, in pixels.
SAG = 0.005
#: Joins and caps by number.
MITER, ROUND, BEVEL = 0, 1, 2
BUTT, ROUND_CAP, SQUARE = 0, 1, 2
#: Longest miter, in line widths, before it is cut to a bevel.
MITER_LIMIT = 4.0
#: A dash pattern that repeats within this many pixels is drawn as a thinner solid line.
SHORTEST_PERIOD = 1.0


@kernel
def _arc(acc, top, bottom, width, cx, cy, vx, vy, wx, wy, turn, sign):
    """Walk from c + v to c + w on their circle, turning by the angle ``turn``."""
    radius = math.sqrt(vx * vx + vy * vy)
    step = 2.0 * math.acos(max(1.0 - SAG / radius, 0.0))
    count = int(math.ceil(abs(turn) / step))
    ax, ay = cx + vx, cy + vy
    if count > 1:
        c, s = math.cos(turn / count), math.sin(turn / count)
        for _ in range(count - 1):
            vx, vy = c * vx - s * vy, s * vx + c * vy
            edge(acc, top, bottom, width, ax, ay, cx + vx, cy + vy, sign)
            ax, ay = cx + vx, cy + vy
    edge(acc, top, bottom, width, ax, ay, cx + wx, cy + wy, sign)


@kernel
def _cap(acc, top, bottom, width, px, py, dx, dy, half, cap):
    """Walk round the end of a line at p that runs along d: from p + n to p - n, n being d turned left."""
    nx, ny = -dy * half, dx * half
    if cap == ROUND_CAP:
        _arc(acc, top, bottom, width, px, py, nx, ny, -nx, -ny, -math.pi, 1.0)
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
    if join == MITER and along > 2.0 / (MITER_LIMIT * MITER_LIMIT):
        edge(acc, top, bottom, width, ox, oy, px - side * mx, py - side * my, -side)
        edge(acc, top, bottom, width, px - side * mx, py - side * my, fx, fy, -side)
    elif join == ROUND:
        turn = math.atan2(cross, along - 1.0)
        _arc(acc, top, bottom, width, px, py, -side * ax, -side * ay, -side * bx, -side * by, turn, -side)
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
    if dashes.shape[0] == 0:
        return 0, math.inf
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
def _line(acc, top, bottom, frame, coords, begin, end, pen, dashes):
    """Add one line or ring."""
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
def _dot(acc, top, bottom, x, y, share):
    if top <= y < bottom and 0 <= x < acc.shape[1] - 2:
        acc[y - top, x] += share
        acc[y - top, x + 1] -= share


@kernel
def _hair(acc, top, bottom, ax, ay, bx, by, weight):
    """Add the length of a short segment in each pixel, times ``weight``."""
    x, y = int(math.floor(ax)), int(math.floor(ay))
    ex, ey = int(math.floor(bx)), int(math.floor(by))
    dx, dy = bx - ax, by - ay
    weight *= math.sqrt(dx * dx + dy * dy)
    at = 0.0
    while x != ex or y != ey:
        tx = ((x + 1 if dx > 0.0 else x) - ax) / dx if x != ex else 2.0
        ty = ((y + 1 if dy > 0.0 else y) - ay) / dy if y != ey else 2.0
        t = max(min(tx, ty, 1.0), at)
        _dot(acc, top, bottom, x, y, weight * (t - at))
        at = t
        if tx <= ty:
            x += 1 if dx > 0.0 else -1
        else:
            y += 1 if dy > 0.0 else -1
    _dot(acc, top, bottom, x, y, weight * (1.0 - at))


@kernel(
    "i8(rw(f8, 2), rw(i4, 2), i8, i8, ro(f8, 1), ro(i4, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(f8, 2),"
    " ro(f4, 1), ro(f8, 1), ro(f8, 1), boolean)"
)
def stroke_features(
    acc, spans, top, bottom, frame, items, coords, ring_offsets, feature_offsets, ring_kind, bounds, lengths, pen,
    dashes, polygons,
):  # fmt: skip
    """Add the lines, or with ``polygons`` the outlines of polygons, to rows ``top`` to ``bottom``.

    ``pen`` holds half the width in pixels, join, cap, the reach of a line beyond its centre, and the share of a dash
    pattern that is drawn where ``dashes`` (pixels, an even number of them) is too fine to be told apart and empty.
    Gives how many features met the rows.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    width = acc.shape[1] - 2
    reach = pen[3]
    thin = 2.0 * pen[0] <= THIN
    weight = 2.0 * pen[0] * pen[4]
    met = 0
    for item in items:
        x0 = held((bounds[item, 0] - cx) * s + ox)
        x1 = held((bounds[item, 2] - cx) * s + ox)
        y0 = held((cy - bounds[item, 3]) * s + oy)
        y1 = held((cy - bounds[item, 1]) * s + oy)
        small = thin and x1 - x0 <= SMALL and y1 - y0 <= SMALL
        grown = 0.0 if small else reach
        if not touched(spans, top, bottom, width, x0 - grown, y0 - grown, x1 + grown, y1 + grown):
            continue
        met += 1
        if small and math.floor(x0) == math.floor(x1) and math.floor(y0) == math.floor(y1):
            _dot(acc, top, bottom, int(x0), int(y0), weight * lengths[item] * s)
            continue
        for ring in range(feature_offsets[item], feature_offsets[item + 1]):
            kind = ring_kind[ring]
            if kind == POINT or (kind == LINE) == polygons:
                continue
            if not small:
                _line(acc, top, bottom, frame, coords, ring_offsets[ring], ring_offsets[ring + 1], pen, dashes)
                continue
            px = (coords[ring_offsets[ring], 0] - cx) * s + ox
            py = (cy - coords[ring_offsets[ring], 1]) * s + oy
            for k in range(ring_offsets[ring] + 1, ring_offsets[ring + 1]):
                qx = (coords[k, 0] - cx) * s + ox
                qy = (cy - coords[k, 1]) * s + oy
                _hair(acc, top, bottom, px, py, qx, qy, weight)
                px, py = qx, qy
    return met
