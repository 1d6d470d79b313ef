"""Point markers: small pictures stamped at whole pixels.

The pixel that holds a point is the centre of its marker. Markers lie on each other in page order, the last on top; of
markers with the same outline whose points share a pixel only the last is drawn: it covers the others. So no more is
stamped than there are pixels, however many points there are.

Markers are stamped from the last to the first, each under what is there already, so a pixel that is full costs nothing.
"""

from __future__ import annotations

import numpy as np

from onemap.compiled import kernel
from onemap.model.geometry import POINT
from onemap.model.prepared import PAGE_SIZE

FULL = 65535
#: Pages that cover more pixels than this are not asked whether they are full.
COUNTED = 256


@kernel
def _under(band, top, sprite, x, y):
    """Lay a sprite centred at a pixel under what the band holds."""
    side = sprite.shape[0]
    left = x - side // 2
    upper = y - side // 2 - top
    for j in range(max(0, -upper), min(side, band.shape[0] - upper)):
        for i in range(max(0, -left), min(side, band.shape[1] - left)):
            alpha = np.uint32(sprite[j, i, 3])
            there = np.uint32(band[upper + j, left + i, 3])
            if alpha == 0 or there == FULL:
                continue
            free = np.uint32(FULL) - there
            for channel in range(4):
                part = (np.uint32(sprite[j, i, channel]) * free + np.uint32(32767)) // np.uint32(65535)
                band[upper + j, left + i, channel] += np.uint16(part)


@kernel(
    "i8(rw(u2, 3), rw(u1, 3), i8, ro(f8, 1), ro(i8, 2), ro(f8, 2), ro(f8, 2), ro(u1, 1), ro(boolean, 1), ro(i4, 1),"
    " ro(i4, 1), ro(u2, 4), i8)"
)
def stamp_simple(
    band, taken, top, frame, ranges, page_bounds, coords, class_of, drawn, sprite_of, outline_of, sprites, margin
):
    """Stamp the points of ``ranges`` in a layer of simple points, from the last to the first.

    ``taken`` (outlines, rows + 2 margin, width + 2 margin) marks the pixels whose marker is known. ``sprite_of`` and
    ``outline_of`` (256,) give the sprite (-1: none) and the group of equal outlines by class.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    rows, width = taken.shape[1], taken.shape[2]
    shift = margin - top
    classed, masked = class_of.shape[0] > 0, drawn.shape[0] > 0
    single = taken.shape[0] == 1
    met = 0
    for k in range(ranges.shape[0] - 1, -1, -1):
        end = ranges[k, 1]
        while end > ranges[k, 0]:
            page = (end - 1) // PAGE_SIZE
            begin = max(page * PAGE_SIZE, ranges[k, 0])
            x0 = max((page_bounds[page, 0] - cx) * s + ox + margin, 0.0)
            x1 = min((page_bounds[page, 2] - cx) * s + ox + margin, width - 1.0)
            y0 = max((cy - page_bounds[page, 3]) * s + oy + shift, 0.0)
            y1 = min((cy - page_bounds[page, 1]) * s + oy + shift, rows - 1.0)
            free = 1 << 62
            if not (x0 < x1 + 1.0 and y0 < y1 + 1.0):
                free = 0
            elif single and (x1 - x0 + 1.0) * (y1 - y0 + 1.0) < COUNTED:
                free = 0
                for y in range(int(y0), int(y1) + 1):
                    for x in range(int(x0), int(x1) + 1):
                        free += 1 - taken[0, y, x]
            i = end - 1
            while free > 0 and i >= begin:
                x = (coords[i, 0] - cx) * s + ox + margin
                y = (cy - coords[i, 1]) * s + oy + shift
                if 0.0 <= x < width and 0.0 <= y < rows and not (masked and not drawn[i]):
                    c = class_of[i] if classed else 0
                    sprite = sprite_of[c]
                    if sprite >= 0 and not taken[outline_of[c], int(y), int(x)]:
                        taken[outline_of[c], int(y), int(x)] = 1
                        free -= 1
                        met += 1
                        _under(band, top, sprites[sprite], int(x) - margin, int(y) - shift)
                i -= 1
            end = begin
    return met


@kernel(
    "i8(rw(u2, 3), rw(u1, 3), i8, ro(f8, 1), ro(i4, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(u1, 1),"
    " ro(i4, 1), ro(i4, 1), ro(u2, 4), i8)"
)
def stamp_features(
    band, taken, top, frame, items, coords, ring_offsets, feature_offsets, ring_kind, class_of, sprite_of, outline_of,
    sprites, margin,
):  # fmt: skip
    """Stamp the points of the features of ``items`` (ascending positions), from the last to the first."""
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3], frame[4]
    rows, width = taken.shape[1], taken.shape[2]
    shift = margin - top
    met = 0
    for k in range(items.shape[0] - 1, -1, -1):
        item = items[k]
        c = class_of[item] if class_of.shape[0] else 0
        if sprite_of[c] < 0:
            continue
        for ring in range(feature_offsets[item + 1] - 1, feature_offsets[item] - 1, -1):
            if ring_kind[ring] != POINT:
                continue
            x = (coords[ring_offsets[ring], 0] - cx) * s + ox + margin
            y = (cy - coords[ring_offsets[ring], 1]) * s + oy + shift
            if 0.0 <= x < width and 0.0 <= y < rows and not taken[outline_of[c], int(y), int(x)]:
                taken[outline_of[c], int(y), int(x)] = 1
                met += 1
                _under(band, top, sprites[sprite_of[c]], int(x) - margin, int(y) - shift)
    return met
