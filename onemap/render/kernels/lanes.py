"""Several numbers at once, by the processor's wide registers: what the compiler does not find by itself.

`onemap.compiled` counts this file among the sources of the kernels because it is named here. Places in arrays are
uint64 and not checked.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from onemap.render.kernels.pixels import EVEN, FULL, NEARLY, ODD, ONE, ROUND

#: Pixels done at once.
LANES = 8
#: Numbers written at once by `spread`.
STEPS = 4
_INDEX, _WORD, _REAL = ir.IntType(32), ir.IntType(64), ir.DoubleType()
_WORDS, _REALS, _SPREAD = ir.VectorType(_WORD, LANES), ir.VectorType(_REAL, LANES), ir.VectorType(_REAL, STEPS)


def _all(value: int) -> Any:
    return ir.Constant(_WORDS, [int(value)] * LANES)


def _every(value: float) -> Any:
    return ir.Constant(_REALS, [float(value)] * LANES)


def _splat(builder: Any, value: Any, kind: Any) -> Any:
    """One number in all lanes."""
    empty = ir.Constant(kind, ir.Undefined)
    first = builder.insert_element(empty, value, ir.Constant(_INDEX, 0))
    return builder.shuffle_vector(first, empty, ir.Constant(ir.VectorType(_INDEX, kind.count), [0] * kind.count))


def _place(context: Any, builder: Any, kind: Any, array: Any, index: list[Any], lanes: Any) -> Any:
    """Pointer to lanes of an array from an index on."""
    held = context.make_array(kind)(context, builder, array)
    place = cgutils.get_item_pointer(context, builder, kind, held, index, wraparound=False)
    return builder.bitcast(place, lanes.as_pointer())


def _upper(builder: Any, pixels: Any) -> Any:
    """Green and alpha of pixels, where red and blue of `EVEN` are."""
    return builder.and_(builder.lshr(pixels, _all(16)), _all(EVEN))


def _rounded(builder: Any, channels: Any, share: Any) -> Any:
    return builder.add(builder.mul(channels, share), _all(ROUND))


def _joined(builder: Any, even: Any, odd: Any) -> Any:
    """Pixels of channels that are 32 bits wide each."""
    return builder.or_(builder.and_(builder.lshr(even, _all(16)), _all(EVEN)), builder.and_(odd, _all(ODD)))


def _lay_under(_context: Any, band: Any, row: Any, column: Any, sprite: Any, line: Any, place: Any) -> Any:
    """Lay pixels of a sprite (n, m), from its ``line`` and ``place`` on, under those of a band; full ones stay.

    Gives a bit for each pixel that is full then.
    """
    return types.uint64(band, row, column, sprite, line, place), _code_lay_under


def _code_lay_under(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    lower = _place(context, builder, signature.args[0], values[0], list(values[1:3]), _WORDS)
    pixel = builder.load(lower, align=8)
    paint = builder.load(_place(context, builder, signature.args[3], values[3], list(values[4:]), _WORDS), align=8)
    full = builder.icmp_unsigned(">=", pixel, _all(NEARLY))
    free = builder.sub(_all(FULL), builder.lshr(pixel, _all(48)))
    free = builder.add(free, builder.lshr(free, _all(15)))
    free = builder.select(full, _all(0), free)
    even, odd = builder.and_(paint, _all(EVEN)), _upper(builder, paint)
    mixed = builder.add(pixel, _joined(builder, _rounded(builder, even, free), _rounded(builder, odd, free)))
    builder.store(mixed, lower, align=8)
    full = builder.icmp_unsigned(">=", mixed, _all(NEARLY))
    return builder.zext(builder.bitcast(full, ir.IntType(LANES)), _WORD)


def _spread(_context: Any, numbers: Any, at: Any, _value: Any) -> Any:
    """Write a number `STEPS` times, from ``at`` on."""
    return types.void(numbers, at, types.float64), _code_spread


def _code_spread(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    place = _place(context, builder, signature.args[0], values[0], [values[1]], _SPREAD)
    builder.store(_splat(builder, values[2], _SPREAD), place, align=8)
    return context.get_dummy_value()


def _spread_rising(_context: Any, numbers: Any, at: Any, _value: Any) -> Any:
    """Write a number, one more, two more ... `STEPS` times, from ``at`` on."""
    return types.void(numbers, at, types.float64), _code_spread_rising


def _code_spread_rising(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    place = _place(context, builder, signature.args[0], values[0], [values[1]], _SPREAD)
    rising = ir.Constant(_SPREAD, [float(k) for k in range(STEPS)])
    builder.store(builder.fadd(_splat(builder, values[2], _SPREAD), rising), place, align=8)
    return context.get_dummy_value()


def _differs(_context: Any, acc: Any, row: Any, column: Any) -> Any:
    """Tell by a bit for each of the pixels from ``column`` on whether an area difference is noted there."""
    return types.uint64(acc, row, column), _code_differs


def _code_differs(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    found = builder.load(_place(context, builder, signature.args[0], values[0], list(values[1:]), _WORDS), align=8)
    some = builder.icmp_unsigned("!=", found, _all(0))
    return builder.zext(builder.bitcast(some, ir.IntType(LANES)), _WORD)


def _lay_over(_context: Any, band: Any, acc: Any, row: Any, column: Any, _total: Any, _ink: Any) -> Any:
    """Lay a colour over pixels of a band by the running sum of area differences, which are emptied.

    ``total`` is the sum before the first pixel; gives the sum at the last. Coverage is cut to 0 to 1.
    """
    return types.float64(band, acc, row, column, types.float64, types.uint64), _code_lay_over


def _code_lay_over(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    band, acc, row, column, total, ink = values
    place = _place(context, builder, signature.args[0], band, [row, column], _WORDS)
    summed = _summed(context, builder, signature.args[1], acc, row, column, total)
    even, odd, alpha = _channels(builder, ink)
    share = _shares(builder, summed)
    _mix(builder, place, _rests(builder, alpha, share), _rounded(builder, even, share), _rounded(builder, odd, share))
    return _last(builder, summed)


def _lay_both_over(
    _context: Any, band: Any, inside: Any, border: Any, row: Any, column: Any, _totals: Any, _inks: Any
) -> Any:
    """Do what `lay_over` does with a fill and its outline, one after the other, for pairs of sums and of colours."""
    pair = types.UniTuple(types.float64, 2)
    return pair(band, inside, border, row, column, pair, types.UniTuple(types.uint64, 2)), _code_lay_both_over


def _code_lay_both_over(context: Any, builder: Any, signature: Any, values: Any) -> Any:
    band, inside, border, row, column, totals, inks = values
    place = _place(context, builder, signature.args[0], band, [row, column], _WORDS)
    filled, lined = (
        _summed(context, builder, kind, acc, row, column, builder.extract_value(totals, k))
        for k, (kind, acc) in enumerate(zip(signature.args[1:3], (inside, border), strict=True))
    )
    fill, line = (_channels(builder, builder.extract_value(inks, k)) for k in range(2))
    share, edge = _shares(builder, filled), _shares(builder, lined)
    free = _rests(builder, line[2], edge)
    rest = builder.lshr(builder.mul(free, _rests(builder, fill[2], share)), _all(16))
    share = builder.lshr(builder.mul(share, free), _all(16))
    even, odd = (builder.add(_rounded(builder, fill[k], share), builder.mul(line[k], edge)) for k in range(2))
    _mix(builder, place, rest, even, odd)
    return cgutils.pack_array(builder, [_last(builder, filled), _last(builder, lined)])


def _summed(context: Any, builder: Any, kind: Any, acc: Any, row: Any, column: Any, total: Any) -> Any:
    """The running sum of area differences, which are emptied."""
    place = _place(context, builder, kind, acc, [row, column], _REALS)
    summed = builder.load(place, align=8)
    builder.store(_every(0.0), place, align=8)
    for step in (1, 2, 4):
        shifted = [k - step if k >= step else LANES for k in range(LANES)]
        moved = builder.shuffle_vector(summed, _every(0.0), ir.Constant(ir.VectorType(_INDEX, LANES), shifted))
        summed = builder.fadd(summed, moved)
    return builder.fadd(summed, _splat(builder, total, _REALS))


def _last(builder: Any, lanes: Any) -> Any:
    return builder.extract_element(lanes, ir.Constant(_INDEX, LANES - 1))


def _channels(builder: Any, ink: Any) -> tuple[Any, Any, Any]:
    """Red and blue, green and alpha, and alpha alone of a colour in all lanes."""
    ink = _splat(builder, ink, _WORDS)
    return builder.and_(ink, _all(EVEN)), _upper(builder, ink), builder.lshr(ink, _all(48))


def _shares(builder: Any, totals: Any) -> Any:
    """`pixels.share_of` in all lanes."""
    totals = builder.fadd(builder.fmul(totals, _every(65536.0)), _every(0.5))
    totals = builder.select(builder.fcmp_ordered(">", totals, _every(0.0)), totals, _every(0.0))
    totals = builder.select(builder.fcmp_ordered("<", totals, _every(65536.0)), totals, _every(65536.0))
    # By 32 bits: older processors do not know the other conversion.
    return builder.zext(builder.fptosi(totals, ir.VectorType(_INDEX, LANES)), _WORDS)


def _rests(builder: Any, alpha: Any, share: Any) -> Any:
    """`pixels.rest_of` in all lanes; x // 65535 is (x + x // 65536 + 1) // 65536 up to 65536 * 65535."""
    product = builder.add(builder.mul(alpha, share), _all(32767))
    quotient = builder.add(builder.add(product, builder.lshr(product, _all(16))), _all(1))
    return builder.sub(_all(ONE), builder.lshr(quotient, _all(16)))


def _mix(builder: Any, place: Any, rest: Any, even: Any, odd: Any) -> None:
    """`pixels.mixed` in all lanes, in place."""
    pixel = builder.load(place, align=8)
    even = builder.add(builder.mul(builder.and_(pixel, _all(EVEN)), rest), even)
    odd = builder.add(builder.mul(_upper(builder, pixel), rest), odd)
    builder.store(_joined(builder, even, odd), place, align=8)


lay_under: Any = intrinsic(_lay_under)
spread: Any = intrinsic(_spread)
spread_rising: Any = intrinsic(_spread_rising)
differs: Any = intrinsic(_differs)
lay_over: Any = intrinsic(_lay_over)
lay_both_over: Any = intrinsic(_lay_both_over)
