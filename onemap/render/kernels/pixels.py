"""What a pixel of a band is, and how colours mix.

One uint64: red, green, blue and alpha in 16 bits each, red in the lowest, colour multiplied by alpha, 65535 is full. So
many layers can lie on each other without rounding being seen. Shares of a pixel are counted in 65536.
"""

from __future__ import annotations

import numpy as np

from onemap.compiled import part

FULL = 65535
ONE, SHIFT = np.uint64(65536), np.uint64(16)
EVEN, ODD = np.uint64(0x0000FFFF0000FFFF), np.uint64(0xFFFF0000FFFF0000)
ROUND = np.uint64(0x0000800000008000)
#: A pixel from which on nothing is drawn under it: less than half a step of a byte is left of that.
NEARLY = np.uint64(FULL - 127) << np.uint64(48)


@part
def mixed(pixel, rest, even, odd):
    """A pixel times ``rest`` of 65536 plus even and odd channels (each in 32 bits, of 2**32, rounding included).

    Two channels are multiplied at once: 16 bits of colour times 16 bits of share need 32.
    """
    low = ((pixel & EVEN) * rest + even) >> SHIFT
    high = (((pixel >> SHIFT) & EVEN) * rest + odd) & ODD
    return (low & EVEN) | high


@part
def share_of(total):
    """Coverage cut to 0 to 1, as a share of 65536."""
    return np.uint64(np.int64(0.0 if total < 0.0 else 65536.0 if total > 1.0 else total * 65536.0 + 0.5))


@part
def rest_of(alpha, share):
    """How much of 65536 is left of what lies under a share of a colour.

    The division by 65535 is done by shifts, exact up to 65536 * 65535, which several lanes can do at once.
    """
    product = alpha * share + np.uint64(32767)
    return ONE - ((product + (product >> SHIFT) + np.uint64(1)) >> SHIFT)
