"""Rows as CSV: UTF-8, comma, text in quotes, an empty field for null and "" for an empty text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.io.rows_compare import differences
from onemap.io.rows_place import place_columns, place_names, tell_crs
from onemap.io.rows_values import distinct_names, guarded, iso, lowered, without_nan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from onemap.io.rows_values import Losses
    from onemap.io.rows_writing import Writing

_BOM = b"\xef\xbb\xbf"


def write(path: Path, writing: Writing) -> None:
    """Stream the rows."""
    import pyarrow as pa
    import pyarrow.csv as pc

    tell_crs(writing)
    with path.open("wb") as file:
        if writing.options.bom:
            file.write(_BOM)
        writer = None
        for table in _tables(writing):
            if writer is None:
                writer = pc.CSVWriter(pa.PythonFile(file, "w"), table.schema)
            writer.write(table)
        if writer is not None:
            writer.close()


def check(path: Path, writing: Writing) -> str:
    """What is wrong with the file when read again, empty when nothing is."""
    wanted = _tables(writing)
    first = next(wanted)
    return differences(_chained(first, wanted), _read(path, first.schema))


def _read(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa
    import pyarrow.csv as pc

    convert = pc.ConvertOptions(
        column_types=schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
    )
    parse = pc.ParseOptions(newlines_in_values=True, ignore_empty_lines=False)
    # A block must hold a whole row; the longest text of a cell that Arrow holds is 2 GiB.
    size = min(max(1 << 22, path.stat().st_size // 64), 1 << 29)
    with pc.open_csv(path, pc.ReadOptions(block_size=size), parse, convert) as reader:
        for batch in reader:
            yield pa.Table.from_batches([batch])


def _tables(writing: Writing) -> Iterator[pa.Table]:
    """The rows as they stand in the file; one empty batch where there are none, for the header."""
    import pyarrow as pa

    places = place_names(writing)
    names = distinct_names([_guarded_name(name, writing) for name in writing.source.table.column_names], tuple(places))

    def lower(name: str, values: pa.Array, losses: Losses) -> pa.Array:
        values = iso(name, values, losses)
        if pa.types.is_floating(values.type):
            return without_nan(values.cast(pa.float32()) if pa.types.is_float16(values.type) else values)
        return guarded(values) if writing.options.guard else values

    empty = True
    for table, rows in writing.batches():
        out = lowered(table, names, lower, writing.losses)
        for name, values in zip(places, place_columns(writing, rows), strict=False):
            out = out.append_column(name, values)
        empty = False
        yield out
    if empty:
        fields = lowered(writing.source.table.slice(0, 0), names, lower, writing.losses)
        yield (
            fields if fields.num_columns else pa.table({name: pa.array([], pa.string()) for name in places or ["row"]})
        )


def _guarded_name(name: str, writing: Writing) -> str:
    import pyarrow as pa

    return str(guarded(pa.array([name])).to_pylist()[0]) if writing.options.guard else name


def _chained(first: pa.Table, rest: Iterator[pa.Table]) -> Iterator[pa.Table]:
    yield first
    yield from rest
