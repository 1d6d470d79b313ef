"""Attribute tables that are safe to hand on: memory of their own, and text that is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.messages import Phrase
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    import pyarrow as pa


#: As much of a library's message as is told.
_LONGEST = 200


def driver_says(error: BaseException | str) -> Phrase:
    """What a library tells of a fault, on one line."""
    text = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return Phrase("why_driver", text=text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def owned(table: pa.Table, notices: list[Notice]) -> pa.Table:
    """The values in memory of their own, with text as `as_text` makes it.

    Columns that came through Arrow's C interface keep the whole batch alive, its geometry too. Joining two halves
    copies.
    """
    table = as_text(table, notices)
    half = table.num_rows // 2 if table.num_columns else 0
    return joined([table.slice(0, half), table.slice(half)]) if half else table


def as_text(table: pa.Table, notices: list[Notice]) -> pa.Table:
    """The table with wrong bytes in text replaced, which is told once for each column."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        if (pa.types.is_string(field.type) or pa.types.is_large_string(field.type)) and not _is_text(table.column(i)):
            table = table.set_column(i, field.name, _replaced(table.column(i)))
            notice = Notice("notice_text", {"column": field.name})
            if notice not in notices:
                notices.append(notice)
    return table


def joined(tables: list[pa.Table]) -> pa.Table:
    """Tables of the same columns one behind the other, in one piece; rows without columns count too."""
    import pyarrow as pa

    if not tables[0].num_columns:
        return pa.table({"": pa.nulls(sum(table.num_rows for table in tables))}).select([])
    return pa.concat_tables(tables).combine_chunks()


def _is_text(column: pa.ChunkedArray) -> bool:
    import pyarrow as pa

    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _replaced(column: pa.ChunkedArray) -> pa.Array:
    """The column with U+FFFD for what is no UTF-8."""
    import pyarrow as pa

    raw = column.cast(pa.large_binary()).to_pylist()
    return pa.array([None if b is None else b.decode("utf-8", "replace") for b in raw], column.type)
