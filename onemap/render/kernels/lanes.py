"""Several pixels at once, by the processor's wide registers: what the compiler does not find by itself.

`onemap.compiled` counts this file among the sources of the kernels because it is named here.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from onemap.render.kernels.blend import EVEN, FULL, NEARLY, ODD, ROUND

#: Pixels done at once.
LANES = 8
_WORD = ir.IntType(64)
_WORDS = ir.VectorType(_WORD, LANES)


def _code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    lower = _pixels(context, builder, signature.args[0], *values[:3])
    pixel = builder.load(lower, align=8)
    paint = builder.load(_pixels(context, builder, signature.args[3], *values[3:]), align=8)
    full = builder.icmp_unsigned(">=", pixel, _all(NEARLY))
    free = builder.sub(_all(FULL), builder.lshr(pixel, _all(48)))
    free = builder.add(free, builder.lshr(free, _all(15)))
    free = builder.select(full, _all(0), free)
    even = builder.and_(paint, _all(EVEN))
    odd = builder.and_(builder.lshr(paint, _all(16)), _all(EVEN))
    low = builder.and_(builder.lshr(_rounded(builder, even, free), _all(16)), _all(EVEN))
    high = builder.and_(_rounded(builder, odd, free), _all(ODD))
    mixed = builder.add(pixel, builder.or_(low, high))
    builder.store(mixed, lower, align=8)
    full = builder.icmp_unsigned(">=", mixed, _all(NEARLY))
    return builder.zext(builder.bitcast(full, ir.IntType(LANES)), _WORD)


def _all(value: int) -> Any:
    return ir.Constant(_WORDS, [int(value)] * LANES)


def _rounded(builder: Any, channels: Any, share: Any) -> Any:
    return builder.add(builder.mul(channels, share), _all(ROUND))


def _pixels(context: Any, builder: Any, kind: Any, array: Any, row: Any, column: Any) -> Any:
    held = context.make_array(kind)(context, builder, array)
    place = cgutils.get_item_pointer(context, builder, kind, held, [row, column], wraparound=False)
    return builder.bitcast(place, _WORDS.as_pointer())


def _lay_under(_context: Any, band: Any, row: Any, column: Any, sprite: Any, line: Any, place: Any) -> Any:
    """Lay pixels of a sprite (n, m), from its ``line`` and ``place`` on, under those of a band; full ones stay.

    Gives a bit for each pixel that is full then. All numbers are uint64 and not checked.
    """
    return types.uint64(band, row, column, sprite, line, place), _code


lay_under: Any = intrinsic(_lay_under)
