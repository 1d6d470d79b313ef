"""Compiled arithmetic of BeiDou grid location codes: integers of 1/2048 arc second in, characters out, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

#: Cell size of levels 1 to 10 in units of 1/2048 arc second, along longitude and latitude.
LON_CELL = np.array([44236800, 3686400, 1843200, 122880, 8192, 4096, 512, 64, 8, 1], dtype=np.int64)
LAT_CELL = np.array([29491200, 3686400, 1228800, 122880, 8192, 4096, 512, 64, 8, 1], dtype=np.int64)
#: Characters of a code that ends at level 0 to 10.
LENGTH = np.array([1, 4, 6, 7, 9, 11, 12, 14, 16, 18, 20], dtype=np.int64)
_HEX = np.frombuffer(b"0123456789ABCDEF", dtype=np.uint8)


@kernel
def write_codes(x: Ints, y: Ints, level: int, out: Bytes) -> None:
    """Fill ``out`` (n, length) uint8 with the codes of signed integer positions ``x``, ``y`` (n,)."""
    for i in range(x.shape[0]):
        east, north = x[i] >= 0, y[i] >= 0
        u = x[i] if east else -x[i] - 1
        v = y[i] if north else -y[i] - 1
        out[i, 0] = 78 if north else 83
        if level == 0:
            continue
        a, u = divmod(u, LON_CELL[0])
        b, v = divmod(v, LAT_CELL[0])
        zone = 31 + a if east else 30 - a
        out[i, 1] = 48 + zone // 10
        out[i, 2] = 48 + zone % 10
        out[i, 3] = 65 + b
        at = 4
        for n in range(1, level):
            a, u = divmod(u, LON_CELL[n])
            b, v = divmod(v, LAT_CELL[n])
            if n in (2, 5):
                out[i, at] = 48 + 2 * b + a
                at += 1
            else:
                out[i, at] = _HEX[a]
                out[i, at + 1] = _HEX[b]
                at += 2


@kernel
def read_codes(chars: Bytes, out: Ints) -> None:
    """Fill ``out`` (n, 5) int64 with |x|, |y|, east, north (0 or 1) and the level of codes ``chars`` (n, 20) uint8.

    The level is -1 where a code has no legal length, and -(k + 2) where its character k cannot stand there.
    """
    for i in range(chars.shape[0]):
        size = 0
        while size < 20 and chars[i, size] != 0:
            size += 1
        level = -1
        for n in range(11):
            if LENGTH[n] == size:
                level = n
        out[i, 4] = level
        if level < 0:
            continue
        first = chars[i, 0] & 0xDF
        if first not in (78, 83):
            out[i, 4] = -2
            continue
        out[i, 3] = 1 if first == 78 else 0
        out[i, 2] = 1
        u = v = 0
        if level >= 1:
            tens, ones, letter = chars[i, 1] - 48, chars[i, 2] - 48, (chars[i, 3] & 0xDF) - 65
            zone = tens * 10 + ones
            if not (0 <= tens <= 6 and 0 <= ones <= 9 and 1 <= zone <= 60):
                out[i, 4] = -3
                continue
            if not (0 <= letter <= 21 and chars[i, 3] >= 65):
                out[i, 4] = -5
                continue
            out[i, 2] = 1 if zone >= 31 else 0
            u = (zone - 31 if zone >= 31 else 30 - zone) * LON_CELL[0]
            v = letter * LAT_CELL[0]
        at = 4
        for n in range(1, level):
            if n in (2, 5):
                digit = chars[i, at] - 48
                if not 0 <= digit < (6 if n == 2 else 4):
                    out[i, 4] = -(at + 2)
                    break
                a, b = digit % 2, digit // 2
                at += 1
            else:
                a, b = _value(chars[i, at]), _value(chars[i, at + 1])
                if not 0 <= a < LON_CELL[n - 1] // LON_CELL[n]:
                    out[i, 4] = -(at + 2)
                    break
                if not 0 <= b < LAT_CELL[n - 1] // LAT_CELL[n]:
                    out[i, 4] = -(at + 3)
                    break
                at += 2
            u += a * LON_CELL[n]
            v += b * LAT_CELL[n]
        out[i, 0] = u
        out[i, 1] = v


@kernel
def _value(char: int) -> int:
    if 48 <= char <= 57:
        return char - 48
    upper = char & 0xDF
    if 65 <= upper <= 70:
        return upper - 55
    return -1
