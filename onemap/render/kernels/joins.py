"""The parts of a wide line: arcs, caps, bends, where it is cut, and where its dashes are."""

from __future__ import annotations

import math

from onemap.compiled import part
from onemap.render.kernels.edges import put

#: Farthest distance of the chords of a round join or cap from its circle, in pixels.
SAG = 0.04
#: Bends that move a side by less than this, in pixels, get no join of their own.
STRAIGHT = 0.02
#: Half the width, in pixels, up to which a round join is one cut: no pixel sees a hundredth of its area changed.
ROUND_BY_ONE = 0.6
#: Reach of a bend, in half widths, up to which it turns by no more than a right angle; a little more for rounding.
RIGHT_ANGLE = 1.0 + 1e-9
#: Joins and caps by number.
MITER, ROUND, BEVEL = 0, 1, 2
BUTT, ROUND_CAP, SQUARE = 0, 1, 2
#: Longest miter, in line widths, before it is cut to a bevel.
MITER_LIMIT = 4.0


@part
def arc(path, used, cx, cy, vx, vy, wx, wy, cosine, side, sign):
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
            put(path, used, ax, ay, bx, by, sign)
            ax, ay = bx, by
    put(path, used, ax, ay, cx + wx, cy + wy, sign)


@part
def end_cap(path, used, px, py, dx, dy, half, cap):
    """Walk round the end of a line at p that runs along d: from p + n to p - n, n being d turned left."""
    nx, ny = -dy * half, dx * half
    if cap == ROUND_CAP:
        arc(path, used, px, py, nx, ny, -nx, -ny, -1.0, -1.0, 1.0)
        return
    ax, ay, bx, by = px + nx, py + ny, px - nx, py - ny
    if cap == SQUARE:
        ex, ey = dx * half, dy * half
        put(path, used, ax, ay, ax + ex, ay + ey, 1.0)
        put(path, used, ax + ex, ay + ey, bx + ex, by + ey, 1.0)
        put(path, used, bx + ex, by + ey, bx, by, 1.0)
        return
    put(path, used, ax, ay, bx, by, 1.0)


@part
def beyond(tangent):
    """How far the sides of a round join go on before one cut stands for its arc, in half widths.

    ``tangent``, 0 to 1, is that of half the turn. What is cut off the miter has the area of what the arc cuts off.
    """
    square = tangent * tangent
    return tangent * (1.0 - (0.57740 + square * (0.11367 + square * (-0.04983 + square * 0.01401))))


@part
def bend(path, used, px, py, dx, dy, ex, ey, half, join, shorter, lx, ly, rx, ry):
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
    fx, fy = px - side * bx, py - side * by
    on = 0.0
    if join == ROUND and half <= ROUND_BY_ONE and STRAIGHT <= reach <= half * RIGHT_ANGLE:
        on = half * beyond(reach / half)
        ox, oy, fx, fy = ox + dx * on, oy + dy * on, fx - ex * on, fy - ey * on
    put(path, used, lx if side > 0 else rx, ly if side > 0 else ry, ix, iy, side)
    put(path, used, rx if side > 0 else lx, ry if side > 0 else ly, ox, oy, -side)
    if not inner:
        put(path, used, ix, iy, px, py, side)
        ix, iy = px + side * bx, py + side * by
        put(path, used, px, py, ix, iy, side)
    if (join == MITER and along > 2.0 / (MITER_LIMIT * MITER_LIMIT)) or reach < STRAIGHT:
        put(path, used, ox, oy, px - side * mx, py - side * my, -side)
        put(path, used, px - side * mx, py - side * my, fx, fy, -side)
    elif join == ROUND and on == 0.0:
        ax, ay, bx, by = -side * ax, -side * ay, -side * bx, -side * by
        arc(path, used, px, py, ax, ay, bx, by, along - 1.0, side, -side)
    else:
        put(path, used, ox, oy, fx, fy, -side)
    if side > 0.0:
        return ix, iy, fx, fy
    return fx, fy, ix, iy


@part
def clipped(px, py, dx, dy, length, low, right, lower):
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


@part
def dash_phase(dashes, travelled):
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
