"""Compiled parts of text on the map: where letters go, which labels collide, and putting letters into pixels.

Positions are logical pixels of the picture, x to the right, y down; angles are radians, clockwise on the screen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import kernel, warm

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

#: Side of a cell of the collision grid, logical pixels.
_CELL = 48.0


def warm_up() -> None:
    """Compile these kernels, or load them from the user's cache; quick when it was done before in this process."""
    warm(__name__.rpartition(".")[0])


@kernel("void(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(i8, 1), ro(f8, 1), rw(f8, 2))")
def project_rings(
    coords: Floats, ring_offsets: Ints, rings: Ints, out_offsets: Ints, affine: Floats, out: Floats
) -> None:
    """Bring the vertices of ``rings`` to the screen: ``affine`` is (scale, shift x, shift y), y is turned over."""
    for k in range(len(rings)):
        at = out_offsets[k]
        for i in range(ring_offsets[rings[k]], ring_offsets[rings[k] + 1]):
            out[at, 0] = coords[i, 0] * affine[0] + affine[1]
            out[at, 1] = affine[2] - coords[i, 1] * affine[0]
            at += 1


@kernel
def _clip_side(xy: Floats, n: int, axis: int, limit: float, sign: float) -> tuple[Floats, int]:
    """Half-plane part of one ring without its closing vertex: ``sign * (value - limit) <= 0`` is kept."""
    out = np.empty((2 * n + 2, 2))
    m = 0
    for i in range(n):
        j = i + 1 if i + 1 < n else 0
        a, b = sign * (xy[i, axis] - limit), sign * (xy[j, axis] - limit)
        if a <= 0.0:
            out[m] = xy[i]
            m += 1
        if (a < 0.0 < b) or (b < 0.0 < a):
            t = a / (a - b)
            out[m, 0] = xy[i, 0] + t * (xy[j, 0] - xy[i, 0])
            out[m, 1] = xy[i, 1] + t * (xy[j, 1] - xy[i, 1])
            out[m, axis] = limit
            m += 1
    return out, m


@kernel
def _clip_ring(xy: Floats, width: float, height: float, grain: float) -> tuple[Floats, int]:
    """Part of a ring in the picture, without vertices closer than ``grain`` to the one before; (vertices, count)."""
    kept = np.empty((len(xy), 2))
    n = 0
    for i in range(len(xy)):
        if n == 0 or abs(xy[i, 0] - kept[n - 1, 0]) + abs(xy[i, 1] - kept[n - 1, 1]) >= grain:
            kept[n] = xy[i]
            n += 1
    out, n = _clip_side(kept, n, 0, 0.0, -1.0)
    out, n = _clip_side(out, n, 0, width, 1.0)
    out, n = _clip_side(out, n, 1, 0.0, -1.0)
    return _clip_side(out, n, 1, height, 1.0)


@kernel
def _inside_distance(x: float, y: float, xy: Floats, offsets: Ints) -> float:
    """Distance to the nearest edge, negative outside (even-odd over all rings)."""
    inside = False
    best = np.inf
    for r in range(len(offsets) - 1):
        j = offsets[r + 1] - 1
        for i in range(offsets[r], offsets[r + 1]):
            ax, ay, bx, by = xy[i, 0], xy[i, 1], xy[j, 0], xy[j, 1]
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            dx, dy = bx - ax, by - ay
            length = dx * dx + dy * dy
            t = ((x - ax) * dx + (y - ay) * dy) / length if length > 0.0 else 0.0
            t = min(1.0, max(0.0, t))
            ex, ey = x - ax - t * dx, y - ay - t * dy
            best = min(best, ex * ex + ey * ey)
            j = i
    distance = math.sqrt(best)
    return distance if inside else -distance


@kernel
def _pole(xy: Floats, offsets: Ints, grain: float) -> tuple[float, float, float]:
    """Innermost place of rings, by halving cells that may still hold a better one; (x, y, distance to the edge)."""
    xmin, xmax, ymin, ymax = xy[:, 0].min(), xy[:, 0].max(), xy[:, 1].min(), xy[:, 1].max()
    side = max(min(xmax - xmin, ymax - ymin), grain)
    side = max(side, max(xmax - xmin, ymax - ymin) / 32.0)
    cells = np.empty((4096, 5))
    n = 0
    bx, by = 0.5 * (xmin + xmax), 0.5 * (ymin + ymax)
    best = _inside_distance(bx, by, xy, offsets)
    for i in range(int((xmax - xmin) / side) + 1):
        for j in range(int((ymax - ymin) / side) + 1):
            cells[n, 0], cells[n, 1], cells[n, 2] = xmin + (i + 0.5) * side, ymin + (j + 0.5) * side, side / 2
            n += 1
    for i in range(n):
        cells[i, 3] = _inside_distance(cells[i, 0], cells[i, 1], xy, offsets)
        cells[i, 4] = cells[i, 3] + cells[i, 2] * 1.4142135623730951
    for _ in range(max(24, min(600, 2_000_000 // len(xy)))):
        if n == 0:
            break
        top = 0
        for i in range(1, n):
            if cells[i, 4] > cells[top, 4]:
                top = i
        x, y, half, distance, bound = cells[top]
        if distance > best:
            best, bx, by = distance, x, y
        cells[top] = cells[n - 1]
        n -= 1
        if bound <= best + max(grain, 0.05 * best):
            break
        if n + 4 > len(cells):
            break
        half /= 2
        for k in range(4):
            cx, cy = x + (half if k % 2 else -half), y + (half if k > 1 else -half)
            distance = _inside_distance(cx, cy, xy, offsets)
            cells[n, 0], cells[n, 1], cells[n, 2], cells[n, 3] = cx, cy, half, distance
            cells[n, 4] = distance + half * 1.4142135623730951
            n += 1
    return bx, by, best


@kernel("void(ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(f8, 1), f8, f8, rw(f8, 2))")
def interior_places(
    xy: Floats, ring_offsets: Ints, feature_offsets: Ints, squeeze: Floats, width: float, height: float, out: Floats
) -> None:
    """Innermost place of the part of each polygon in the picture: rows of ``out`` are (x, y, room).

    ``squeeze`` flattens x by the shape of the text (height over width), so that long texts find long rooms; ``room`` is
    the free distance in that flattened picture, negative when nothing of the polygon is visible.
    """
    for f in range(len(feature_offsets) - 1):
        first, last = feature_offsets[f], feature_offsets[f + 1]
        total = ring_offsets[last] - ring_offsets[first]
        flat = np.empty((max(1, 4 * total + 16 * (last - first)), 2))
        offsets = np.zeros(last - first + 1, np.int64)
        rings, n = 0, 0
        for r in range(first, last):
            part, m = _clip_ring(xy[ring_offsets[r] : ring_offsets[r + 1]], width, height, 0.7)
            if m < 3 or n + m > len(flat):
                continue
            flat[n : n + m] = part[:m]
            n += m
            rings += 1
            offsets[rings] = n
        out[f, 2] = -1.0
        if rings:
            shape = flat[:n]
            shape[:, 0] *= squeeze[f]
            x, y, room = _pole(shape, offsets[: rings + 1], 0.8)
            out[f, 0], out[f, 1], out[f, 2] = x / squeeze[f], y, room


@kernel
def _at(xy: Floats, along: Floats, distance: float, i: int) -> tuple[float, float, int]:
    """Place at ``distance`` along a line, searching from vertex ``i`` on; (x, y, vertex before it)."""
    while i + 2 < len(along) and along[i + 1] < distance:
        i += 1
    step = along[i + 1] - along[i]
    t = (distance - along[i]) / step if step > 0.0 else 0.0
    return xy[i, 0] + t * (xy[i + 1, 0] - xy[i, 0]), xy[i, 1] + t * (xy[i + 1, 1] - xy[i, 1]), i


@kernel("void(ro(f8, 2), ro(f8, 1), ro(f8, 1), ro(f8, 1), f8, f8, boolean, f8, rw(f8, 3), rw(u1, 1))")
def letters_along(
    xy: Floats,
    along: Floats,
    starts: Floats,
    advances: Floats,
    spacing: float,
    size: float,
    stack: bool,
    max_turn: float,
    out: Floats,
    ok: Bytes,
) -> None:
    """Letters of a text on a line, once for each of ``starts``: rows of ``out[k]`` are (x, y, angle) of baselines.

    ``along`` is the length of the line up to each vertex. A text that would run to the left is turned round. With
    ``stack`` (all letters square) letters on a steep line stand upright, from top to bottom. ``ok[k]`` is 0 when a
    letter turns more than ``max_turn`` against the one before, or the line is too short.
    """
    n = len(advances)
    total = advances.sum() + spacing * (n - 1)
    for k in range(len(starts)):
        ok[k] = 0
        start = starts[k]
        if start < 0.0 or start + total > along[-1]:
            continue
        x0, y0, i = _at(xy, along, start, 0)
        x1, y1, _ = _at(xy, along, start + total, i)
        steep = stack and abs(y1 - y0) > 1.2 * abs(x1 - x0)
        backwards = y1 < y0 if steep else x1 < x0
        ok[k] = 1
        before = 0.0
        done = 0.0
        for g in range(n):
            a, b = start + done, start + done + advances[g]
            done += advances[g] + spacing
            if backwards:
                a, b = 2 * start + total - a, 2 * start + total - b
            # The direction is taken over more than the letter, so that a kink bends the text gently.
            low, high = max(0.0, min(a, b) - 0.35 * size), min(along[-1], max(a, b) + 0.35 * size)
            xl, yl, j = _at(xy, along, low, 0)
            xh, yh, _ = _at(xy, along, high, j)
            xa, ya, j = _at(xy, along, min(a, b), j)
            xb, yb, _ = _at(xy, along, max(a, b), j)
            angle = math.atan2(yl - yh, xl - xh) if backwards else math.atan2(yh - yl, xh - xl)
            if g and math.cos(angle - before) < math.cos(max_turn):
                ok[k] = 0
            before = angle
            if steep:
                angle -= math.pi / 2
            cos, sin = math.cos(angle), math.sin(angle)
            dx, dy = -0.5 * advances[g], 0.36 * size
            out[k, g, 0] = 0.5 * (xa + xb) + cos * dx - sin * dy
            out[k, g, 1] = 0.5 * (ya + yb) + sin * dx + cos * dy
            out[k, g, 2] = angle


@kernel("void(ro(i8, 2), ro(i8, 1), ro(f8, 2), ro(i8, 1), ro(f8, 1), ro(f8, 2), f8, f8, rw(i8, 1))")
def place_greedily(
    candidates: Ints,
    boxes_of: Ints,
    boxes: Floats,
    group: Ints,
    apart: Floats,
    at: Floats,
    width: float,
    height: float,
    chosen: Ints,
) -> None:
    """First candidate of each label that lies in the picture and on no box placed before; -1 when there is none.

    Label i has the candidates ``candidates[i, 0]`` to ``candidates[i, 1]``, candidate c the boxes ``boxes_of[c]`` to
    ``boxes_of[c + 1]``. Labels of one ``group`` (not negative) keep ``apart[i]`` between their places ``at[c]``.
    """
    columns, rows = int(width / _CELL) + 1, int(height / _CELL) + 1
    head = np.full(columns * rows, -1, np.int64)
    capacity = 1024
    next_entry, entry_box = np.empty(capacity, np.int64), np.empty(capacity, np.int64)
    entries = 0
    last_of_group = np.full(max(1, group.max() + 1), -1, np.int64) if len(group) else np.full(1, -1, np.int64)
    before_in_group = np.full(max(1, len(group)), -1, np.int64)
    for label in range(len(candidates)):
        chosen[label] = -1
        for c in range(candidates[label, 0], candidates[label, 1]):
            free = True
            for b in range(boxes_of[c], boxes_of[c + 1]):
                x0, y0, x1, y1 = boxes[b, 0], boxes[b, 1], boxes[b, 2], boxes[b, 3]
                if not (x0 >= 0.0 and y0 >= 0.0 and x1 <= width and y1 <= height):
                    free = False
                    break
                for cy in range(int(y0 / _CELL), int(y1 / _CELL) + 1):
                    for cx in range(int(x0 / _CELL), int(x1 / _CELL) + 1):
                        e = head[cy * columns + cx]
                        while e >= 0 and free:
                            o = entry_box[e]
                            if x0 < boxes[o, 2] and boxes[o, 0] < x1 and y0 < boxes[o, 3] and boxes[o, 1] < y1:
                                free = False
                            e = next_entry[e]
                if not free:
                    break
            if free and group[label] >= 0:
                other = last_of_group[group[label]]
                while other >= 0 and free:
                    d = at[chosen[other]]
                    if math.hypot(d[0] - at[c, 0], d[1] - at[c, 1]) < apart[label]:
                        free = False
                    other = before_in_group[other]
            if not free:
                continue
            chosen[label] = c
            if group[label] >= 0:
                before_in_group[label] = last_of_group[group[label]]
                last_of_group[group[label]] = label
            for b in range(boxes_of[c], boxes_of[c + 1]):
                for cy in range(int(boxes[b, 1] / _CELL), int(boxes[b, 3] / _CELL) + 1):
                    for cx in range(int(boxes[b, 0] / _CELL), int(boxes[b, 2] / _CELL) + 1):
                        if entries == capacity:
                            capacity *= 2
                            grown = np.empty(capacity, np.int64)
                            grown[:entries] = next_entry
                            next_entry = grown
                            grown = np.empty(capacity, np.int64)
                            grown[:entries] = entry_box
                            entry_box = grown
                        entry_box[entries] = b
                        next_entry[entries] = head[cy * columns + cx]
                        head[cy * columns + cx] = entries
                        entries += 1
            break


@kernel("void(ro(u1, 2), f8, rw(u1, 2))")
def spread(mask: Bytes, radius: float, out: Bytes) -> None:
    """Grow a coverage mask by a disc of ``radius`` pixels; ``out`` is larger by ceil(radius) + 1 on every side.

    Thin strokes never fill a pixel and still have a full halo: coverage counts twice. With that, and a reach of 0.9
    more between centres of pixels, the sum is that of the stroked outline within 3 % for letters of 9 to 37 pixels.
    """
    margin = (out.shape[0] - mask.shape[0]) // 2
    h, w = mask.shape
    for dy in range(-margin, margin + 1):
        for dx in range(-margin, margin + 1):
            weight = min(1.0, max(0.0, radius + 0.9 - math.hypot(dx, dy)))
            if weight <= 0.0:
                continue
            for y in range(h):
                for x in range(w):
                    value = np.uint8(min(255.0, 2.0 * mask[y, x]) * weight + 0.5)
                    if value > out[y + dy + margin, x + dx + margin]:
                        out[y + dy + margin, x + dx + margin] = value


@kernel
def _over(rgba: Bytes, y: int, x: int, color: Ints, coverage: int) -> None:
    """Source over destination on premultiplied bytes, rounded as (v + 127) // 255."""
    keep = 255 - (coverage * color[3] + 127) // 255
    for c in range(4):
        rgba[y, x, c] = (color[c] * coverage + rgba[y, x, c] * keep + 127) // 255


@kernel("void(rw(u1, 3), i8, ro(u1, 1), ro(i8, 2), ro(i8, 1), ro(i8, 2), ro(i8, 3))")
def stamp(rgba: Bytes, top: int, atlas: Bytes, masks: Ints, labels: Ints, letters: Ints, colors: Ints) -> None:
    """Put labels into rows ``top`` and below of a premultiplied picture.

    ``masks`` rows are (offset in ``atlas``, width, height, left, upper); ``letters`` rows are (mask of the halo or -1,
    mask of the letter, x, y); label i has the letters ``labels[i]`` to ``labels[i + 1]`` and the premultiplied
    ``colors[i]`` = (halo, text). Halos of one label never cover its letters; each row is independent of ``top``.
    """
    height, width = rgba.shape[0], rgba.shape[1]
    for label in range(len(labels) - 1):
        for layer in range(2):
            x0, y0, x1, y1 = 1 << 40, 1 << 40, -(1 << 40), -(1 << 40)
            for g in range(labels[label], labels[label + 1]):
                m = letters[g, layer]
                if m >= 0:
                    left, upper = letters[g, 2] + masks[m, 3], letters[g, 3] + masks[m, 4]
                    x0, y0 = min(x0, left), min(y0, upper)
                    x1, y1 = max(x1, left + masks[m, 1]), max(y1, upper + masks[m, 2])
            x0, y0, x1, y1 = max(x0, 0), max(y0, top), min(x1, width), min(y1, top + height)
            if x0 >= x1 or y0 >= y1:
                continue
            most = np.zeros((y1 - y0, x1 - x0), np.uint8)
            for g in range(labels[label], labels[label + 1]):
                m = letters[g, layer]
                if m < 0:
                    continue
                left, upper = letters[g, 2] + masks[m, 3], letters[g, 3] + masks[m, 4]
                for y in range(max(y0, upper), min(y1, upper + masks[m, 2])):
                    row = masks[m, 0] + (y - upper) * masks[m, 1] - left
                    for x in range(max(x0, left), min(x1, left + masks[m, 1])):
                        most[y - y0, x - x0] = max(most[y - y0, x - x0], atlas[row + x])
            for y in range(y1 - y0):
                for x in range(x1 - x0):
                    if most[y, x]:
                        _over(rgba, y + y0 - top, x + x0, colors[label, layer], np.int64(most[y, x]))
