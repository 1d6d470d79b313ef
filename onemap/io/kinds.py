"""Columns of text into columns of what the text means, where nothing is lost by it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

#: Names of columns that hold codes: they stay text whatever they look like.
_CODE_WORDS = re.compile(r"代码|编码|标识码|编号|(^|[\s_\-.])(code|id)$", re.IGNORECASE)
_CODE_CAMEL = re.compile(r"[a-z](Code|ID|Id)$")
#: How a value of each kind is written in full.
_LEADING_ZERO = r"^[-+]?0[0-9]"
_WHOLE = r"^-?[0-9]{1,18}$"
_DIGITS = r"^-?[0-9]+$"
_NUMBER = r"^-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,3})?$"
_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?$"
#: More digits than this, always as many, are a code.
_CODE_WIDTH = 10


def is_code_name(name: str) -> bool:
    """Whether a column of this name holds codes."""
    return bool(_CODE_WORDS.search(name.strip()) or _CODE_CAMEL.search(name.strip()))


def typed(table: pa.Table) -> pa.Table:
    """The table (all text, null for blank) with numbers and times where all values of a column are such."""
    import pyarrow as pa

    columns = [_typed(name, table.column(name)) for name in table.column_names]
    return pa.table(columns, names=table.column_names)


def _typed(name: str, column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    if is_code_name(name) or column.null_count == len(column):
        return column
    text = pc.utf8_trim_whitespace(column)
    if _all(text, _WHOLE):
        return column if _is_code(text) else text.cast(pa.int64())
    if _all(text, _NUMBER):
        return column if _any(text, _LEADING_ZERO) or _all(text, _DIGITS) else text.cast(pa.float64())
    if _all(text, _TIME):
        try:
            return text.cast(pa.timestamp("us" if _any(text, r"\.") else "s"))
        except pa.ArrowInvalid:
            return column
    return column


def _is_code(whole: pa.ChunkedArray) -> bool:
    """Whether whole numbers are codes: one begins with a zero, or all have the same large number of digits."""
    import pyarrow.compute as pc

    if _any(whole, _LEADING_ZERO):
        return True
    width = pc.min_max(pc.utf8_length(whole)).as_py()
    return bool(width["min"] == width["max"] and width["min"] > _CODE_WIDTH)


def _all(text: pa.ChunkedArray, pattern: str) -> bool:
    import pyarrow.compute as pc

    # One value tells most columns of words from numbers; only then is the whole column looked at.
    first = text.drop_null().slice(0, 1)
    if not pc.all(pc.match_substring_regex(first, pattern)).as_py():
        return False
    return pc.all(pc.match_substring_regex(text, pattern), skip_nulls=True).as_py() is not False


def _any(text: pa.ChunkedArray, pattern: str) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(pc.match_substring_regex(text, pattern), skip_nulls=True).as_py())
