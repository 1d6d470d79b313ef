"""Point markers: small pictures stamped at whole pixels.

The pixel that holds a point is the centre of its marker. Markers lie on each other in page order, the last on top; of
markers with the same outline whose points share a pixel only the last is drawn: it covers the others. So no more is
stamped than there are pixels, however many points there are.

Markers are stamped from the last to the first, each under what is there already, so a pixel that is full costs nothing.
It is full when less than half a step of a byte is left of what lies under it.
"""

from __future__ import annotations

import numpy as np

from onemap.compiled import kernel, part
from onemap.model.geometry import POINT
from onemap.model.prepared import PAGE_SIZE
from onemap.render.kernels.lanes import LANES, lay_under

#: Points looked at together: read from the first to the last, which memory is made for, then used in reverse.
BLOCK = 32 * PAGE_SIZE
#: Pixels of a word of bits; columns of the bit maps begin so many pixels left of the picture.
WORD = 64
ONE = np.uint64(1)
EIGHT, SHIFT8 = np.uint64(255), np.uint64(LANES)


@kernel("void(rw(u8, 2), i8)")
def clear_bits(full, width):
    """Mark all pixels of a picture ``width`` wide as not full, and what is left and right of it as full."""
    for row in range(full.shape[0]):
        full[row, :] = ~np.uint64(0)
        for word in range(width // WORD):
            full[row, word + 1] = 0
        if width % WORD:
            full[row, width // WORD + 1] = ~np.uint64(0) << np.uint64(width % WORD)


@part
def _pixels(points, cx, cy, s, ox, oy, width, places):
    """Write the pixel (row * width + column) of points, none of which lies outside, into ``places``.

    A loop of its own without branches: the processor does several points at once.
    """
    across = np.int32(width)
    for i in range(points.shape[0]):
        x = (points[i, 0] - cx) * s + ox
        y = (cy - points[i, 1]) * s + oy
        places[i] = np.int32(y) * across + np.int32(x)


@part
def _pixels_within(points, cx, cy, s, ox, oy, rows, width, places):
    """As `_pixels`; -1 for points outside."""
    across, last, lowest = np.int32(width), width - 1.0, rows - 1.0
    for i in range(points.shape[0]):
        x = (points[i, 0] - cx) * s + ox
        y = (cy - points[i, 1]) * s + oy
        within = (x >= 0.0) & (x < width) & (y >= 0.0) & (y < rows)
        place = np.int32(min(max(y, 0.0), lowest)) * across + np.int32(min(max(x, 0.0), last))
        places[i] = place if within else np.int32(-1)


@part
def _leading(sprite_of):
    """How many classes from the first one on have a sprite."""
    count = 0
    while count < sprite_of.shape[0] and sprite_of[count] >= 0:
        count += 1
    return count


@part
def _all_below(classes, limit):
    """Whether no class number reaches ``limit``; a loop without branches, of many points at once."""
    most = np.uint8(0)
    for c in classes:
        most = max(most, c)
    return most < limit


@part
def _between(places, low, high):
    """How many places lie from ``low`` to ``high`` (exclusive); a loop without branches."""
    count = 0
    for place in places:
        count += (place >= low) & (place < high)
    return count


@part
def _seen(places, begin, class_of, drawn, sprite_of, rows, width, margin, plain, beside):
    """How many points stand in the picture's own rows and columns, the margin left out.

    ``plain`` when none is hidden by its class or the filter, ``beside`` when one may stand left or right of them.
    """
    low, high = np.int32(margin * width), np.int32((rows - margin) * width)
    if plain and not beside:
        return _between(places, low, high)
    count = 0
    for j in range(places.shape[0]):
        c = class_of[begin + j] if class_of.shape[0] else 0
        if sprite_of[c] < 0 or (drawn.shape[0] and not drawn[begin + j]):
            continue
        if low <= places[j] < high:
            count += not beside or margin <= places[j] % width < width - margin
    return count


@part
def _last_of_pixel(places, count, known, chosen):
    """Choose, from the last to the first, the points whose pixel is not known yet; gives how many."""
    found = 0
    for j in range(count - 1, -1, -1):
        place = places[j]
        if place >= 0 and not known[place]:
            known[place] = 1
            chosen[found] = j
            found += 1
    return found


@part
def _last_of_outline(places, begin, end, class_of, drawn, sprite_of, outline_of, known, chosen):
    """As `_last_of_pixel` where points have classes or are filtered: a pixel is known by outline."""
    found = 0
    for j in range(end - begin - 1, -1, -1):
        place = places[j]
        if place < 0 or (known.shape[0] == 1 and known[0, place]) or (drawn.shape[0] and not drawn[begin + j]):
            continue
        c = class_of[begin + j] if class_of.shape[0] else 0
        if sprite_of[c] >= 0 and not known[outline_of[c], place]:
            known[outline_of[c], place] = 1
            chosen[found] = j
            found += 1
    return found


@part
def _stamp(band, full, sprite, shape, x, y):
    """Lay a sprite with its middle at column x and row y under what the band holds.

    ``full`` has a bit for each pixel that nothing is drawn under. ``shape`` (n, words) has one for each pixel that the
    sprite draws. The band is a sprite's width and `LANES` wider on each side than the picture.
    """
    side = sprite.shape[0]
    left, upper = x - side // 2, y - side // 2
    pad = 2 * (side // 2) + LANES
    for block in range(shape.shape[1]):
        column = left + block * WORD
        word, bit = (column + WORD) >> 6, np.uint64((column + WORD) & 63)
        if word < 0 or word + 1 >= full.shape[1]:
            continue
        for j in range(max(0, -upper), min(side, band.shape[0] - upper)):
            row = np.uint64(upper + j)
            # Shifting in two steps: a shift by 64 is not defined.
            there = (full[row, word] >> bit) | ((full[row, word + 1] << ONE) << (np.uint64(63) - bit))
            todo = shape[j, block] & ~there
            if not todo:
                continue
            filled, first = np.uint64(0), np.uint64(0)
            while todo:
                if todo & EIGHT:
                    at = np.uint64(column + pad) + first
                    done = lay_under(band, row, at, sprite, np.uint64(j), np.uint64(block * WORD) + first)
                    filled |= done << first
                todo >>= SHIFT8
                first += SHIFT8
            filled &= shape[j, block]
            full[row, word] |= filled << bit
            full[row, word + 1] |= (filled >> ONE) >> (np.uint64(63) - bit)


@kernel(
    "pair(rw(u8, 2), rw(u8, 2), rw(u1, 3), i8, ro(f8, 1), ro(i8, 2), ro(f8, 2), ro(f8, 2), ro(u1, 1), ro(boolean, 1),"
    " ro(i4, 1), ro(i4, 1), ro(u8, 3), ro(u8, 3), i8)"
)
def stamp_simple(
    band, full, taken, top, frame, ranges, page_bounds, coords, class_of, drawn, sprite_of, outline_of, sprites, shapes,
    margin,
):  # fmt: skip
    """Stamp the points of ``ranges`` in a layer of simple points, from the last to the first.

    Gives how many were stamped and how many points stand in the rows.

    ``taken`` (outlines, rows + 2 margin, width + 2 margin) marks the pixels whose marker is known. ``sprite_of`` and
    ``outline_of`` (256,) give the sprite (-1: none) and the group of equal outlines by class.
    """
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3] + margin, frame[4] + margin - top
    rows, width = taken.shape[1], taken.shape[2]
    known = taken.reshape(taken.shape[0], rows * width)
    shown = _leading(sprite_of)
    places, chosen = np.empty(BLOCK, np.int32), np.empty(BLOCK, np.int32)
    stamped, seen = 0, 0
    for k in range(ranges.shape[0] - 1, -1, -1):
        last = ranges[k, 1]
        while last > ranges[k, 0]:
            begin = max((last - 1) // BLOCK * BLOCK, ranges[k, 0])
            plain = not drawn.shape[0] and (not class_of.shape[0] or _all_below(class_of[begin:last], shown))
            for first in range(begin, last, PAGE_SIZE):
                end = min(first + PAGE_SIZE, last)
                page = first // PAGE_SIZE
                x0, x1 = (page_bounds[page, 0] - cx) * s + ox, (page_bounds[page, 2] - cx) * s + ox
                y0, y1 = (cy - page_bounds[page, 3]) * s + oy, (cy - page_bounds[page, 1]) * s + oy
                part = places[first - begin : end - begin]
                if x0 >= 0.0 and x1 < width and y0 >= 0.0 and y1 < rows:
                    _pixels(coords[first:end], cx, cy, s, ox, oy, width, part)
                elif not (x0 < width and x1 >= 0.0 and y0 < rows and y1 >= 0.0):
                    part[:] = -1
                else:
                    _pixels_within(coords[first:end], cx, cy, s, ox, oy, rows, width, part)
                beside = not (x0 >= margin and x1 < width - margin)
                if plain and not beside and y0 >= margin and y1 < rows - margin:
                    seen += end - first
                else:
                    seen += _seen(part, first, class_of, drawn, sprite_of, rows, width, margin, plain, beside)
            if plain and known.shape[0] == 1:
                count = _last_of_pixel(places, last - begin, known[0], chosen)
            else:
                count = _last_of_outline(places, begin, last, class_of, drawn, sprite_of, outline_of, known, chosen)
            for j in range(count):
                place = np.uint32(places[chosen[j]])
                row = np.int64(place // np.uint32(width))
                column = np.int64(place) - row * width
                if margin <= row < rows - margin and margin <= column < width - margin:
                    stamped += 1
                sprite = sprite_of[class_of[begin + chosen[j]] if class_of.shape[0] else 0]
                _stamp(band, full, sprites[sprite], shapes[sprite], column - margin, row - margin)
            last = begin
    return stamped, seen


@kernel(
    "pair(rw(u8, 2), rw(u8, 2), rw(u1, 3), i8, ro(f8, 1), ro(i4, 1), ro(f8, 2), ro(i8, 1), ro(i8, 1), ro(u1, 1),"
    " ro(u1, 1), ro(i4, 1), ro(i4, 1), ro(u8, 3), ro(u8, 3), i8)"
)
def stamp_features(
    band, full, taken, top, frame, items, coords, ring_offsets, feature_offsets, ring_kind, class_of, sprite_of,
    outline_of, sprites, shapes, margin,
):  # fmt: skip
    """As `stamp_simple` for the points of the features of ``items`` (ascending positions)."""
    cx, cy, s, ox, oy = frame[0], frame[1], frame[2], frame[3] + margin, frame[4] + margin - top
    rows, width = taken.shape[1], taken.shape[2]
    stamped, seen = 0, 0
    for k in range(items.shape[0] - 1, -1, -1):
        item = items[k]
        c = class_of[item] if class_of.shape[0] else 0
        sprite, outline = sprite_of[c], outline_of[c]
        if sprite < 0:
            continue
        for ring in range(feature_offsets[item + 1] - 1, feature_offsets[item] - 1, -1):
            if ring_kind[ring] != POINT:
                continue
            x = (coords[ring_offsets[ring], 0] - cx) * s + ox
            y = (cy - coords[ring_offsets[ring], 1]) * s + oy
            if not (0.0 <= x < width and 0.0 <= y < rows):
                continue
            column, row = int(x), int(y)
            own = margin <= row < rows - margin and margin <= column < width - margin
            seen += own
            if taken[outline, row, column]:
                continue
            taken[outline, row, column] = 1
            stamped += own
            _stamp(band, full, sprites[sprite], shapes[sprite], column - margin, row - margin)
    return stamped, seen
