"""One type for values of several columns: the narrowest that holds all of them to the last digit, else text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from onemap.query.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

#: What sorts of values there are: those of one sort stand in one column. "nothing" (all null) goes with every sort.
Sort = Literal["text", "number", "truth", "instant", "time", "day", "clock", "span", "nothing"]
_UNITS = ("s", "ms", "us", "ns")
#: Digits of the largest number of 64 bits.
_DIGITS = 20
_MOST_DIGITS = 76


def sort_of(kind: pa.DataType) -> Sort:
    """What sort of values a type holds; times with a zone are instants, those without are not."""
    import pyarrow.types as t

    kind = plain(kind)
    if t.is_timestamp(kind):
        return "time" if kind.tz is None else "instant"
    tests: tuple[tuple[Callable[[pa.DataType], bool], Sort], ...] = (
        (t.is_null, "nothing"), (t.is_boolean, "truth"), (_is_number, "number"), (t.is_date, "day"),
        (t.is_time, "clock"), (t.is_duration, "span"),
    )  # fmt: skip
    return next((sort for test, sort in tests if test(kind)), "text")


def plain(kind: pa.DataType) -> pa.DataType:
    """The type of the values themselves: dictionaries opened, text always of one type."""
    import pyarrow as pa
    import pyarrow.types as t

    if t.is_dictionary(kind):
        return plain(kind.value_type)
    return pa.string() if t.is_large_string(kind) or t.is_string_view(kind) else kind


def common_type(
    types: Sequence[pa.DataType], ends: Callable[[int], tuple[pa.Scalar, pa.Scalar]] | None = None
) -> pa.DataType:
    """The type of values of these types, which are of one sort.

    ``ends(i)`` gives the least and the greatest value of column i; it is asked only where its type alone does not say
    that the common one holds it. Where none holds all, and without ``ends`` where that is not sure, the answer is text.
    """
    import pyarrow as pa

    known = list(dict.fromkeys(plain(kind) for kind in types if not pa.types.is_null(kind)))
    if len(known) <= 1:
        return known[0] if known else pa.string()
    wider = _wider(known)
    if wider is None:
        return pa.string()
    for at, kind in enumerate(types):
        if _may_not_fit(plain(kind), wider) and (ends is None or not _fit(ends(at), wider)):
            return pa.string()
    return wider


def as_type(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    """A column's values in their `common_type`."""
    import pyarrow as pa

    if column.type == kind:
        return column
    if pa.types.is_string(kind):
        return pa.chunked_array([texts(part) for part in column.chunks], pa.string())
    return column.cast(kind)


def _is_number(kind: pa.DataType) -> bool:
    import pyarrow.types as t

    return bool(t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind))


def _wider(kinds: list[pa.DataType]) -> pa.DataType | None:
    """A type that may hold values of several of one sort; None when only text can."""
    import pyarrow as pa

    makers: dict[Sort, Callable[[], pa.DataType | None]] = {
        "number": lambda: _number(kinds),
        "instant": lambda: pa.timestamp(_finest(kinds), _zone(kinds)),
        "time": lambda: pa.timestamp(_finest(kinds)),
        "day": pa.date32,
        "clock": lambda: pa.time64("ns" if _finest(kinds) == "ns" else "us"),
        "span": lambda: pa.duration(_finest(kinds)),
    }
    make = makers.get(sort_of(kinds[0]))
    return None if make is None else make()


def _number(kinds: list[pa.DataType]) -> pa.DataType | None:
    import pyarrow as pa
    import pyarrow.types as t

    floats, decimals = any(map(t.is_floating, kinds)), [kind for kind in kinds if t.is_decimal(kind)]
    if decimals:
        return None if floats else _decimal(kinds, decimals)
    if floats:
        return pa.float64()
    if all(map(t.is_unsigned_integer, kinds)):
        return pa.uint64()
    return pa.decimal128(_DIGITS, 0) if pa.uint64() in kinds else pa.int64()


def _decimal(kinds: list[pa.DataType], decimals: list[pa.DataType]) -> pa.DataType | None:
    import pyarrow as pa

    scale = max(0, *(kind.scale for kind in decimals))
    whole = max(kind.precision - kind.scale for kind in decimals)
    whole = max(whole, _DIGITS) if len(decimals) < len(kinds) else whole
    digits = whole + scale
    if digits > _MOST_DIGITS:
        return None
    return pa.decimal128(digits, scale) if digits <= 38 else pa.decimal256(digits, scale)


def _finest(kinds: list[pa.DataType]) -> str:
    return next(unit for unit in reversed(_UNITS) if any(kind.unit == unit for kind in kinds))


def _zone(kinds: list[pa.DataType]) -> str:
    zones = {kind.tz for kind in kinds}
    return zones.pop() if len(zones) == 1 else "UTC"


def _may_not_fit(kind: pa.DataType, wider: pa.DataType) -> bool:
    """Whether some value of a type is none of the wider one's: whole numbers as floats, far times as fine ones."""
    import pyarrow.types as t

    if t.is_floating(wider):
        return bool(t.is_int64(kind) or t.is_uint64(kind))
    return bool((t.is_timestamp(wider) or t.is_duration(wider)) and kind.unit != wider.unit)


def _fit(ends: tuple[pa.Scalar, pa.Scalar], kind: pa.DataType) -> bool:
    import pyarrow as pa

    try:
        for one in ends:
            one.cast(kind)
    except pa.ArrowInvalid:
        return False
    return True
