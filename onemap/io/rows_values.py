"""Columns as a file format can hold them, and what becomes of values that it cannot."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa


@dataclass(slots=True)
class Losses:
    """What of the rows a format could not hold: kind of loss -> columns; told once each as notices."""

    columns: dict[str, list[str]] = field(default_factory=dict)

    def note(self, key: str, column: str) -> None:
        """Remember a loss of a column."""
        names = self.columns.setdefault(key, [])
        if column not in names:
            names.append(column)

    def notices(self) -> tuple[Notice, ...]:
        """A notice for each kind of loss."""
        return tuple(Notice(key, {"columns": tuple(names)}) for key, names in self.columns.items())


def lowered(table: pa.Table, names: list[str], lower: Callable[..., pa.Array], losses: Losses) -> pa.Table:
    """A batch with every column brought through ``lower(name, values, losses)`` and named by ``names``."""
    import pyarrow as pa

    arrays = [lower(name, _whole(table.column(i)), losses) for i, name in enumerate(table.column_names)]
    return pa.Table.from_arrays(arrays, names=names) if arrays else table


def plain(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """The values without dictionaries, views, nested values (as JSON), and bytes (as hexadecimal digits)."""
    import pyarrow as pa
    import pyarrow.types as t

    kind = values.type
    if t.is_dictionary(kind):
        return plain(name, values.dictionary_decode(), losses)
    if t.is_null(kind) or t.is_large_string(kind) or t.is_string_view(kind):
        return values.cast(pa.string())
    if t.is_nested(kind):
        losses.note("rows_nested", name)
        return pa.array([None if v is None else _json(v) for v in values.to_pylist()], pa.string())
    if t.is_binary(kind) or t.is_large_binary(kind) or t.is_fixed_size_binary(kind) or t.is_binary_view(kind):
        losses.note("rows_bytes", name)
        return pa.array([None if v is None else v.hex() for v in values.to_pylist()], pa.string())
    return values


def iso(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """As `plain`; times, days, durations and decimals as text: ISO 8601, a zone's times with their offset."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    values = plain(name, values, losses)
    kind = values.type
    if t.is_timestamp(kind):
        texts = _local(values).cast(pa.string())
        texts = pc.replace_substring_regex(pc.replace_substring(texts, " ", "T"), r"\.0+$", "")
        return texts if kind.tz is None else pc.binary_join_element_wise(texts, _offsets(values), "")
    if t.is_time(kind):
        return pc.replace_substring_regex(values.cast(pa.string()), r"\.0+$", "")
    if t.is_date(kind) or t.is_decimal(kind):
        return values.cast(pa.string())
    if t.is_duration(kind):
        losses.note("rows_durations", name)
        return pc.binary_join_element_wise(values.cast(pa.int64()).cast(pa.string()), kind.unit, " ")
    return values


def without_nul(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """Text without the sign of code 0, which ends a text in many formats."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(values.type) and pc.any(pc.match_substring(values, "\0")).as_py():
        losses.note("rows_nul", name)
        return pc.replace_substring(values, "\0", "")
    return values


def without_nan(values: pa.Array) -> pa.Array:
    """Numbers with null for what is no number, as the program counts it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.is_nan(values), pa.scalar(None, values.type), values)


def guarded(values: pa.Array) -> pa.Array:
    """Text with an apostrophe before what a table program would take for a formula."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(values.type):
        return values
    risky = pc.match_substring_regex(values, r"\A[=+\-@\t\r]")
    if not pc.any(risky).as_py():
        return values
    return pc.if_else(risky, pc.binary_join_element_wise("'", values, ""), values)


def distinct_names(names: list[str], taken: tuple[str, ...] = (), *, fold: bool = False) -> list[str]:
    """The names with a number behind those that occur before or are ``taken``; ``fold`` ignores case."""
    used = {_folded(name, fold=fold) for name in taken}
    out = []
    for name in names:
        free, number = name or "column", 2
        while _folded(free, fold=fold) in used:
            free, number = f"{name or 'column'}_{number}", number + 1
        used.add(_folded(free, fold=fold))
        out.append(free)
    return out


def _folded(name: str, *, fold: bool) -> str:
    return name.casefold() if fold else name


def _whole(column: pa.ChunkedArray) -> pa.Array:
    import pyarrow as pa

    whole = column.combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        return whole.chunk(0) if whole.num_chunks else pa.array([], column.type)
    return whole


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _local(values: pa.Array) -> pa.Array:
    """The clock's reading in the column's own zone, or the values where they have none."""
    import pyarrow.compute as pc

    return values if values.type.tz is None else pc.local_timestamp(values)


def _offsets(values: pa.Array) -> pa.Array:
    """The offset from UTC of each instant: "Z", or +08:00."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ahead = pc.subtract(_local(values).cast(pa.int64()), values.cast(pa.int64()))
    minutes = pc.divide(ahead, {"s": 60, "ms": 60_000, "us": 60_000_000, "ns": 60_000_000_000}[values.type.unit])
    known = minutes.dictionary_encode()
    texts = [_offset(m, utc=values.type.tz in {"UTC", "Z"}) for m in known.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(known.indices, pa.array(texts, pa.string())).cast(pa.string())


def _offset(minutes: int, *, utc: bool) -> str:
    if utc:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
