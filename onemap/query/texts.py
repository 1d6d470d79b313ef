"""Values of a column as text and as numbers, as legends and labels show and compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

#: Between these sizes Arrow writes a number without an exponent.
_PLAIN_FROM, _PLAIN_TO = 1e-4, 1e9
_PART = 1 << 20


def texts(values: pa.Array) -> pa.Array:
    """The values as an Arrow string array: numbers without exponent or needless zeros, "true" and "false", nulls kept.

    Dates are ISO 8601 with a space; NaN counts as null; nested values are written as Python writes them.
    """
    import pyarrow as pa
    import pyarrow.types as t

    if t.is_dictionary(values.type):
        return texts(values.dictionary).take(values.indices)
    if t.is_string(values.type):
        return values
    if t.is_floating(values.type):
        return _float_texts(values)
    if t.is_timestamp(values.type) or t.is_time(values.type):
        import pyarrow.compute as pc

        return pc.replace_substring_regex(values.cast(pa.string()), r"\.0+(Z?)$", r"\1")
    if _casts(values.type):
        return values.cast(pa.string())
    return pa.array([None if v is None else _written(v) for v in values.to_pylist()], pa.string())


def numbers(values: pa.Array) -> npt.NDArray[np.float64]:
    """The values as float64; null, NaN and text that is no number give NaN."""
    import pyarrow as pa
    import pyarrow.types as t

    if t.is_dictionary(values.type):
        return _taken(numbers(values.dictionary), values.indices)
    if t.is_string(values.type) or t.is_large_string(values.type):
        encoded = values.dictionary_encode()
        known = np.array([_number(text) for text in encoded.dictionary.to_pylist()], np.float64)
        return _taken(known, encoded.indices)
    if (
        t.is_integer(values.type)
        or t.is_floating(values.type)
        or t.is_boolean(values.type)
        or t.is_decimal(values.type)
    ):
        wide = values.cast(pa.float64(), safe=False)
        return np.asarray(wide.to_numpy(zero_copy_only=False), np.float64)
    return np.full(len(values), np.nan)


def chunks(column: pa.ChunkedArray | pa.Array) -> list[pa.Array]:
    """The parts of a column, none so long that working on it takes much memory."""
    import pyarrow as pa

    parts = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    return [part.slice(first, _PART) for part in parts for first in range(0, max(len(part), 1), _PART)]


def countable(values: pa.Array) -> pa.Array:
    """The values, as text where Arrow cannot tell equal ones: lists and structures."""
    import pyarrow.types as t

    return texts(values) if t.is_nested(values.type) else values


def _casts(kind: pa.DataType) -> bool:
    import pyarrow.types as t

    tests = (t.is_integer, t.is_boolean, t.is_decimal, t.is_date, t.is_large_string, t.is_string_view, t.is_null)
    return any(test(kind) for test in tests)


def _float_texts(values: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)
    size = np.abs(values.to_numpy(zero_copy_only=False))
    plain = ~(size > 0) | ((size >= _PLAIN_FROM) & (size < _PLAIN_TO))
    written = pc.if_else(pc.equal(values, 0), pa.scalar("0"), values.cast(pa.string()))
    if plain.all():
        return written
    odd = np.flatnonzero(~plain)
    return pc.replace_with_mask(written, pa.array(~plain), pa.array([_plain(v) for v in values.take(odd).to_numpy()]))


def _plain(value: np.floating) -> str:
    return np.format_float_positional(value, trim="-") if np.isfinite(value) else str(value)


def _written(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _number(text: str | None) -> float:
    try:
        return float(text) if text is not None else np.nan
    except ValueError:
        return np.nan


def _taken(known: npt.NDArray[np.float64], indices: pa.Array) -> npt.NDArray[np.float64]:
    """``known`` at ``indices``, NaN where an index is null."""
    at: npt.NDArray[np.int64] = indices.cast("int64").fill_null(len(known)).to_numpy()
    return np.append(known, np.nan)[at]
