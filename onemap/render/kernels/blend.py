"""Colour: coverage over a band, one band over another, and the bytes handed out.

A band is (rows, width, 4) uint16, colour multiplied by alpha, 65535 is full: many layers can lie on each other without
rounding being seen.
"""

from __future__ import annotations

from onemap.compiled import kernel

FULL = 65535.0


@kernel("void(rw(u2, 3), ro(f8, 1))")
def clear(band, color):
    """Set every pixel to a premultiplied colour of four shares of one."""
    for row in range(band.shape[0]):
        for column in range(band.shape[1]):
            for channel in range(4):
                band[row, column, channel] = int(color[channel] * FULL + 0.5)


@kernel("void(rw(u2, 3), rw(f8, 2), rw(i4, 2), ro(f8, 1), f8)")
def paint(band, acc, spans, color, strength):
    """Lay a premultiplied colour over a band by coverage, and empty the buffer of area differences and its spans.

    ``strength`` multiplies the coverage, which is cut to 0 to 1 before.
    """
    width = band.shape[1]
    red, green, blue, alpha = color[0] * FULL, color[1] * FULL, color[2] * FULL, color[3]
    for row in range(band.shape[0]):
        first = spans[row, 0]
        last = min(spans[row, 1], width - 1)
        total = 0.0
        share = 0.0
        for column in range(first, last + 1):
            difference = acc[row, column]
            if difference != 0.0:
                acc[row, column] = 0.0
                total += difference
                share = strength * (0.0 if total < 0.0 else 1.0 if total > 1.0 else total)
            if share > 1e-5:
                rest = 1.0 - share * alpha
                band[row, column, 0] = int(band[row, column, 0] * rest + red * share + 0.5)
                band[row, column, 1] = int(band[row, column, 1] * rest + green * share + 0.5)
                band[row, column, 2] = int(band[row, column, 2] * rest + blue * share + 0.5)
                band[row, column, 3] = int(band[row, column, 3] * rest + alpha * FULL * share + 0.5)
        acc[row, width] = 0.0
        acc[row, width + 1] = 0.0
        spans[row, 0] = width
        spans[row, 1] = -1


@kernel("void(rw(u2, 3), ro(u2, 3), f8)")
def over(band, upper, opacity):
    """Lay one band over another with an opacity."""
    for row in range(band.shape[0]):
        for column in range(band.shape[1]):
            if upper[row, column, 3]:
                rest = 1.0 - opacity * upper[row, column, 3] / FULL
                for channel in range(4):
                    band[row, column, channel] = int(
                        band[row, column, channel] * rest + opacity * upper[row, column, channel] + 0.5
                    )


@kernel("void(ro(u2, 3), rw(u1, 3))")
def to_bytes(band, out):
    """Round a band to bytes, still premultiplied."""
    for row in range(band.shape[0]):
        for column in range(band.shape[1]):
            for channel in range(4):
                out[row, column, channel] = (band[row, column, channel] * 255 + 32895) >> 16


@kernel("void(rw(u1, 3))")
def straighten(picture):
    """Divide colour by alpha in place."""
    for row in range(picture.shape[0]):
        for column in range(picture.shape[1]):
            alpha = picture[row, column, 3]
            if 0 < alpha < 255:
                for channel in range(3):
                    value = (picture[row, column, channel] * 510 + alpha) // (2 * alpha)
                    picture[row, column, channel] = min(value, 255)
