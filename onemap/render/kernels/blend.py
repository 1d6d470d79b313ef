"""Colour: coverage over a band, one band over another, and the bytes handed out.

A pixel of a band is one uint64: red, green, blue and alpha in 16 bits each, red in the lowest, colour multiplied by
alpha, 65535 is full. So many layers can lie on each other without rounding being seen.
"""

from __future__ import annotations

import numpy as np

from onemap.compiled import kernel, part

FULL = 65535
ONE, SHIFT = np.uint64(65536), np.uint64(16)
EVEN, ODD = np.uint64(0x0000FFFF0000FFFF), np.uint64(0xFFFF0000FFFF0000)
ROUND = np.uint64(0x0000800000008000)
#: A pixel from which on nothing is drawn under it: less than half a step of a byte is left of that.
NEARLY = np.uint64(FULL - 127) << np.uint64(48)
#: Pixels looked at together.
BLOCK = 8
#: What becomes of the spans when a band is painted.
KEEP, EMPTY = False, True


@part
def mixed(pixel, rest, even, odd):
    """A pixel times ``rest`` of 65536 plus even and odd channels (each in 32 bits, of 2**32, rounding included).

    Two channels are multiplied at once: 16 bits of colour times 16 bits of share need 32.
    """
    low = ((pixel & EVEN) * rest + even) >> SHIFT
    high = (((pixel >> SHIFT) & EVEN) * rest + odd) & ODD
    return (low & EVEN) | high


@kernel("void(rw(u8, 2), rw(f8, 2), rw(i4, 2), u8, boolean)")
def paint(band, acc, spans, color, then):
    """Lay a premultiplied colour over a band by coverage, cut to 0 to 1, and empty the buffer of area differences.

    ``spans`` holds the first and last column to look at in each row; ``then`` says whether they are kept.
    """
    width = band.shape[1]
    even, odd, alpha = color & EVEN, (color >> SHIFT) & EVEN, color >> np.uint64(48)
    opaque = alpha == FULL
    raw = acc.view(np.uint64)
    for row in range(band.shape[0]):
        line, areas, bits = band[row], acc[row], raw[row]
        total = 0.0
        share = rest = part_even = part_odd = np.uint64(0)
        column, end = spans[row, 0], min(spans[row, 1] + 1, width)
        while column < end:
            if share == 0 or (share == ONE and opaque):
                # Blocks without a difference.
                while column + BLOCK <= end:
                    some = np.uint64(0)
                    for k in range(BLOCK):
                        some |= bits[np.uint64(column + k)]
                    if some:
                        break
                    if share:
                        for k in range(BLOCK):
                            line[np.uint64(column + k)] = color
                    column += BLOCK
            stop = min(column + BLOCK, end)
            for place in range(column, stop):
                at = np.uint64(place)
                difference = areas[at]
                if difference != 0.0:
                    areas[at] = 0.0
                    total += difference
                    cut = 0.0 if total < 0.0 else 65536.0 if total > 1.0 else total * 65536.0 + 0.5
                    share = np.uint64(np.int64(cut))
                    rest = ONE - (alpha * share + np.uint64(32767)) // np.uint64(65535)
                    part_even, part_odd = even * share + ROUND, odd * share + ROUND
                if share == ONE and opaque:
                    line[at] = color
                elif share:
                    line[at] = mixed(line[at], rest, part_even, part_odd)
            column = stop
        acc[row, width] = 0.0
        acc[row, width + 1] = 0.0
        if then == EMPTY:
            spans[row, 0] = width
            spans[row, 1] = -1


@part
def share_of(total):
    """Coverage cut to 0 to 1, as a share of 65536."""
    return np.uint64(np.int64(0.0 if total < 0.0 else 65536.0 if total > 1.0 else total * 65536.0 + 0.5))


@part
def rest_of(alpha, share):
    """How much of 65536 is left of what lies under a share of a colour."""
    return ONE - (alpha * share + np.uint64(32767)) // np.uint64(65535)


@kernel("void(rw(u8, 2), rw(f8, 2), rw(f8, 2), rw(i4, 2), u8, u8)")
def paint_both(band, inside, border, spans, fill, line):
    """Lay a fill and its outline over a band in one go: what `paint` does with one after the other."""
    width = band.shape[1]
    fill_even, fill_odd, fill_alpha = fill & EVEN, (fill >> SHIFT) & EVEN, fill >> np.uint64(48)
    line_even, line_odd, line_alpha = line & EVEN, (line >> SHIFT) & EVEN, line >> np.uint64(48)
    inside_raw, border_raw = inside.view(np.uint64), border.view(np.uint64)
    for row in range(band.shape[0]):
        pixels, fills, lines = band[row], inside[row], border[row]
        fill_bits, line_bits = inside_raw[row], border_raw[row]
        filled = lined = 0.0
        share = edge = rest = even = odd = np.uint64(0)
        column, end = spans[row, 0], min(spans[row, 1] + 1, width)
        while column < end:
            if not share | edge:
                # Blocks that nothing touches.
                while column + BLOCK <= end:
                    some = np.uint64(0)
                    for k in range(BLOCK):
                        some |= fill_bits[np.uint64(column + k)] | line_bits[np.uint64(column + k)]
                    if some:
                        break
                    column += BLOCK
            stop = min(column + BLOCK, end)
            for place in range(column, stop):
                at = np.uint64(place)
                if fill_bits[at] | line_bits[at]:
                    filled += fills[at]
                    lined += lines[at]
                    fills[at] = 0.0
                    lines[at] = 0.0
                    edge = share_of(lined)
                    rest = rest_of(line_alpha, edge)
                    share = (share_of(filled) * rest) >> SHIFT
                    rest = (rest * rest_of(fill_alpha, share_of(filled))) >> SHIFT
                    even = fill_even * share + line_even * edge + ROUND
                    odd = fill_odd * share + line_odd * edge + ROUND
                if share | edge:
                    pixels[at] = mixed(pixels[at], rest, even, odd)
            column = stop
        for acc in (inside, border):
            acc[row, width] = 0.0
            acc[row, width + 1] = 0.0
        spans[row, 0] = width
        spans[row, 1] = -1


@kernel("void(rw(u8, 2), ro(u8, 2), i8, f8)")
def over(band, upper, left, opacity):
    """Lay one band, from column ``left`` on, over another with an opacity."""
    strength = np.uint64(opacity * 65536.0 + 0.5)
    for row in range(band.shape[0]):
        for column in range(band.shape[1]):
            pixel = upper[row, left + column]
            if pixel == 0:
                continue
            alpha = pixel >> np.uint64(48)
            if strength == ONE and alpha == FULL:
                band[row, column] = pixel
                continue
            rest = ONE - (alpha * strength + np.uint64(32767)) // np.uint64(65535)
            even, odd = (pixel & EVEN) * strength + ROUND, ((pixel >> SHIFT) & EVEN) * strength + ROUND
            band[row, column] = mixed(band[row, column], rest, even, odd)


@kernel("void(ro(u2, 3), rw(u1, 3))")
def to_bytes(band, out):
    """Round a band to bytes, still premultiplied."""
    flat, bytes_ = band.reshape(band.size), out.reshape(out.size)
    for k in range(flat.size):
        bytes_[k] = np.uint8((np.uint32(flat[k]) * np.uint32(255) + np.uint32(32895)) >> np.uint32(16))


@kernel("void(rw(u1, 3))")
def straighten(picture):
    """Divide colour by alpha in place."""
    for row in range(picture.shape[0]):
        for column in range(picture.shape[1]):
            alpha = np.uint32(picture[row, column, 3])
            if 0 < alpha < 255:
                for channel in range(3):
                    value = (np.uint32(picture[row, column, channel]) * np.uint32(510) + alpha) // (
                        alpha * np.uint32(2)
                    )
                    picture[row, column, channel] = np.uint8(min(value, np.uint32(255)))
