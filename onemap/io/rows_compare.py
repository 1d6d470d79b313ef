"""Whether what was read back is what was to be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa


def differences(wanted: Iterator[pa.Table], found: Iterator[pa.Table]) -> str:
    """The first difference between two runs of batches cut anyhow, in words; empty when there is none.

    Both have the same columns. NaN equals NaN, and a type that holds the same values equals the other.
    """
    reader, row = _Reader(found), 0
    for batch in wanted:
        if not batch.num_rows:
            continue
        part = reader.take(batch.num_rows)
        if part is None or part.num_rows < batch.num_rows:
            return f"{row + (0 if part is None else part.num_rows)} rows"
        if part.column_names != batch.column_names:
            return f"columns {', '.join(part.column_names[:20])}"
        for name in batch.column_names:
            at = _first_difference(batch.column(name), part.column(name))
            if at is not None:
                return f"{name}, row {row + at}"
        row += batch.num_rows
    return "more rows" if reader.take(1) is not None else ""


class _Reader:
    """Batches cut anew."""

    def __init__(self, batches: Iterator[pa.Table]) -> None:
        self._batches = batches
        self._held: pa.Table | None = None

    def take(self, rows: int) -> pa.Table | None:
        """The next rows, fewer at the end; None when there are none."""
        import pyarrow as pa

        parts: list[pa.Table] = [] if self._held is None else [self._held]
        while sum(p.num_rows for p in parts) < rows:
            more = next(self._batches, None)
            if more is None:
                break
            parts.append(more)
        if not parts:
            return None
        whole = pa.concat_tables(parts, promote_options="permissive")
        self._held = whole.slice(rows) if whole.num_rows > rows else None
        return whole.slice(0, rows)


def _first_difference(wanted: pa.ChunkedArray, found: pa.ChunkedArray) -> int | None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    kind = wanted.type
    if found.type != kind:
        if t.is_timestamp(kind) and t.is_timestamp(found.type):
            wanted, found = _instants(wanted), _instants(found)
        else:
            found = found.cast(kind)
    if t.is_float16(kind):
        wanted, found, kind = wanted.cast(pa.float32()), found.cast(pa.float32()), pa.float32()
    if t.is_nested(kind) or t.is_dictionary(kind) or t.is_null(kind):
        pairs = zip(wanted.to_pylist(), found.to_pylist(), strict=True)
        return next((i for i, (one, other) in enumerate(pairs) if repr(one) != repr(other)), None)
    same = pc.fill_null(pc.equal(wanted, found), fill_value=False)
    same = pc.or_(same, pc.and_(wanted.is_null(), found.is_null()))
    if t.is_floating(kind):
        same = pc.or_(same, pc.fill_null(pc.and_(pc.is_nan(wanted), pc.is_nan(found)), fill_value=False))
    at = pc.index(same, pa.scalar(value=False)).as_py()
    return None if at < 0 else int(at)


def _instants(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Times as microseconds without a zone; GDAL tells times that have none as UTC."""
    import pyarrow as pa

    if column.type.tz is not None:
        column = column.cast(pa.timestamp(column.type.unit, "UTC")).cast(pa.timestamp(column.type.unit))
    return column.cast(pa.timestamp("us"), safe=False)
