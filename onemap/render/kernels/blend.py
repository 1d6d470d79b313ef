"""Colour: coverage over a band, one band over another, and the bytes handed out. What a pixel is: `pixels`."""

from __future__ import annotations

import numpy as np

from onemap.compiled import kernel, part
from onemap.render.kernels.lanes import LANES, differs, lay_both_over, lay_over
from onemap.render.kernels.pixels import EVEN, ROUND, SHIFT, mixed, rest_of, share_of

#: What becomes of the spans when a band is painted.
KEEP, EMPTY = False, True
#: Coverage that is seen: half a step of a share.
SEEN = 0.5 / 65536.0


@part
def _lay_one_over(band, acc, row, column, total, ink):
    """`lanes.lay_over` for a single pixel."""
    total += acc[row, column]
    acc[row, column] = 0.0
    share = share_of(total)
    rest = rest_of(ink >> np.uint64(48), share)
    even, odd = (ink & EVEN) * share + ROUND, ((ink >> SHIFT) & EVEN) * share + ROUND
    band[row, column] = mixed(band[row, column], rest, even, odd)
    return total


@part
def _lay_one_both_over(band, inside, border, row, column, totals, inks):
    """`lanes.lay_both_over` for a single pixel."""
    filled, lined = totals[0] + inside[row, column], totals[1] + border[row, column]
    inside[row, column] = 0.0
    border[row, column] = 0.0
    fill, line = inks
    share, edge = share_of(filled), share_of(lined)
    free = rest_of(line >> np.uint64(48), edge)
    rest = (free * rest_of(fill >> np.uint64(48), share)) >> SHIFT
    share = (share * free) >> SHIFT
    even = (fill & EVEN) * share + (line & EVEN) * edge + ROUND
    odd = ((fill >> SHIFT) & EVEN) * share + ((line >> SHIFT) & EVEN) * edge + ROUND
    band[row, column] = mixed(band[row, column], rest, even, odd)
    return filled, lined


@kernel("void(rw(u8, 2), rw(f8, 2), rw(i4, 2), u8, boolean)")
def paint(band, acc, spans, color, then):
    """Lay a premultiplied colour over a band by coverage, cut to 0 to 1, and empty the buffer of area differences.

    ``spans`` holds the first and last column to look at in each row; ``then`` says whether they are kept.
    """
    width = band.shape[1]
    for row in range(band.shape[0]):
        at = np.uint64(row)
        # Always the same groups of pixels: a sum depends on how it is grouped.
        column, end, total = spans[row, 0] & -LANES, min(spans[row, 1] + 1, width), 0.0
        while column < end and column + LANES <= width:
            if total >= SEEN or differs(acc, at, np.uint64(column)):
                total = lay_over(band, acc, at, np.uint64(column), total, color)
            column += LANES
        while column < end:
            total = _lay_one_over(band, acc, at, np.uint64(column), total, color)
            column += 1
        acc[row, width] = 0.0
        acc[row, width + 1] = 0.0
        if then == EMPTY:
            spans[row, 0] = width
            spans[row, 1] = -1


@kernel("void(rw(u8, 2), rw(f8, 2), rw(f8, 2), rw(i4, 2), u8, u8)")
def paint_both(band, inside, border, spans, fill, line):
    """Lay a fill and its outline over a band in one go: what `paint` does with one after the other."""
    width = band.shape[1]
    inks = fill, line
    for row in range(band.shape[0]):
        at = np.uint64(row)
        column, end, totals = spans[row, 0] & -LANES, min(spans[row, 1] + 1, width), (0.0, 0.0)
        while column < end and column + LANES <= width:
            place = np.uint64(column)
            if totals[0] >= SEEN or totals[1] >= SEEN or differs(inside, at, place) | differs(border, at, place):
                totals = lay_both_over(band, inside, border, at, place, totals, inks)
            column += LANES
        while column < end:
            totals = _lay_one_both_over(band, inside, border, at, np.uint64(column), totals, inks)
            column += 1
        for acc in (inside, border):
            acc[row, width] = 0.0
            acc[row, width + 1] = 0.0
        spans[row, 0] = width
        spans[row, 1] = -1


@kernel("void(rw(u8, 2), ro(u8, 2), i8, f8)")
def over(band, upper, left, opacity):
    """Lay one band, from column ``left`` on, over another with an opacity."""
    strength = np.uint64(opacity * 65536.0 + 0.5)
    width = band.shape[1]
    for row in range(band.shape[0]):
        under, laid = band[row], upper[row, left : left + width]
        # No branches, so that the processor does several pixels at once: nothing and full ones come out as they are.
        for column in range(width):
            pixel = laid[column]
            rest = rest_of(pixel >> np.uint64(48), strength)
            even, odd = (pixel & EVEN) * strength + ROUND, ((pixel >> SHIFT) & EVEN) * strength + ROUND
            under[column] = mixed(under[column], rest, even, odd)


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
