"""Texts and numbers of a filter as Arrow values: whole columns, or one value that stands for every row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as t

if TYPE_CHECKING:
    from collections.abc import Callable

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "=": pc.equal, "<>": pc.not_equal, "<": pc.less, "<=": pc.less_equal, ">": pc.greater, ">=": pc.greater_equal,
}  # fmt: skip
_WHOLE = 1 << 63


def scalar(value: object) -> Any:  # noqa: ANN401 - an Arrow scalar
    """A literal; a whole number that 64 bits do not hold becomes float64."""
    if isinstance(value, bool) or not isinstance(value, int):
        return pa.scalar(value)
    return pa.scalar(value, pa.int64()) if -_WHOLE <= value < _WHOLE else pa.scalar(float(value))


def as_text(values: Any) -> Any:  # noqa: ANN401 - Arrow arrays
    """A column of texts in whatever form as plain strings."""
    if t.is_dictionary(values.type):
        values = values.dictionary_decode()
    return values if t.is_string(values.type) else values.cast(pa.string())


def as_number(values: Any) -> Any:  # noqa: ANN401 - Arrow values
    """Numbers as int64 or float64, NaN as null."""
    if t.is_dictionary(values.type):
        values = values.dictionary_decode()
    if t.is_integer(values.type):
        return values.cast(pa.int64()) if not t.is_uint64(values.type) else _unsigned(values)
    if not t.is_float64(values.type):
        values = values.cast(pa.float64(), safe=False)
    return pc.if_else(pc.is_nan(values), pa.scalar(None, pa.float64()), values)


def _unsigned(values: Any) -> Any:  # noqa: ANN401 - Arrow values
    try:
        return values.cast(pa.int64())
    except pa.ArrowInvalid:
        return values.cast(pa.float64(), safe=False)


def folded(function: str, values: Any) -> Any:  # noqa: ANN401 - Arrow values
    """Texts without their case or their accents."""
    if function == "CASEI":
        return pc.utf8_lower(values)
    return pc.replace_substring_regex(pc.utf8_normalize(values, "NFD"), r"\p{Mn}", "")


def reckoned(operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Arrow values
    """The outcome as float64, null where it is no finite number."""
    one, other = _floats(left), _floats(right)
    with np.errstate(all="ignore"):
        found = np.asarray(_RECKON[operator](one, other))
    if found.ndim == 0:
        return pa.scalar(float(found) if np.isfinite(found) else None, pa.float64())
    return pa.array(found, mask=~np.isfinite(found))


def _floats(values: Any) -> Any:  # noqa: ANN401 - numpy values
    """Values as float64, NaN for what is missing."""
    if isinstance(values, pa.Scalar):
        return np.float64(np.nan if values.as_py() is None else values.as_py())
    return values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)


_RECKON: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "%": np.fmod, "^": np.power,
    "div": lambda one, other: np.trunc(np.divide(one, other)),
}  # fmt: skip
