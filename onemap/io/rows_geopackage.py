"""Rows as a GeoPackage of one layer, written by GDAL from Arrow batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.errors import CancelledError
from onemap.io.rows_compare import differences
from onemap.io.rows_values import distinct_names, iso, lowered, plain, without_nan, without_nul
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from onemap.io.rows_values import Losses
    from onemap.io.rows_writing import Writing

_GEOMETRY = "geom"
_TYPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")


def write(path: Path, writing: Writing) -> None:
    """Stream the rows into a new file."""
    import pyarrow as pa
    import pyogrio

    source, stopped = writing.source, []
    path.unlink(missing_ok=True)
    names = _names(writing)
    if any(a != b for a, b in zip(names[1:], source.table.column_names, strict=True)):
        renamed = tuple(b for a, b in zip(names[1:], source.table.column_names, strict=True) if a != b)
        writing.notices.append(Notice("rows_renamed", {"columns": renamed}))

    def batches() -> Iterator[pa.RecordBatch]:
        try:
            for table in _tables(writing):
                yield from table.to_batches()
        except CancelledError as error:
            stopped.append(error)
            raise

    schema = _schema(writing)
    try:
        pyogrio.write_arrow(
            pa.RecordBatchReader.from_batches(schema, batches()), path, driver="GPKG", layer=source.name or "rows",
            geometry_name=names[0] if source.geometries is not None else None, geometry_type=_type(writing),
            crs=source.crs, **_options(names),
        )  # fmt: skip
    except Exception:
        if stopped:
            raise stopped[0] from None
        raise


def check(path: Path, writing: Writing) -> str:
    """What is wrong with the file when read again, empty when nothing is."""
    import pyogrio

    with pyogrio.open_arrow(path, use_pyarrow=True, datetime_as_string=False) as (_meta, reader):
        wrong = differences(_tables(writing), _read(reader, _schema(writing)))
    # A disk that is full at the very end costs the index, of which GDAL tells nothing.
    if not wrong and writing.source.geometries is not None and writing.source.count:
        return "" if pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"] else "spatial index"
    return wrong


def _read(reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    for batch in reader:
        table = pa.Table.from_batches([batch])
        if set(table.column_names) != set(schema.names):
            yield table
            continue
        columns = [table.column(name) for name in schema.names]
        yield pa.Table.from_arrays([_stored(column) for column in columns], names=schema.names)


def _stored(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    if isinstance(column.type, pa.BaseExtensionType):
        return pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    return column


def _tables(writing: Writing) -> Iterator[pa.Table]:
    from onemap.io.wkb_write import encoded

    source, names = writing.source, _names(writing)
    for table, rows in writing.batches():
        out = lowered(table, names[1:], _lower, writing.losses)
        if source.geometries is not None:
            import pyarrow as pa

            out = out.append_column(names[0], encoded(source.geometries, rows).cast(pa.binary()))
        yield out.cast(_schema(writing))


def _schema(writing: Writing) -> pa.Schema:
    """Types as GDAL takes them; the same for every batch."""
    import pyarrow as pa

    source, names = writing.source, _names(writing)
    fields = []
    for name, kind in zip(names[1:], source.table.schema.types, strict=True):
        lower = _lower(name, pa.array([], kind), writing.losses)
        fields.append(pa.field(name, lower.type))
    if source.geometries is not None:
        marks = {"ARROW:extension:name": "geoarrow.wkb"}
        fields.append(pa.field(names[0], pa.binary(), metadata=marks))
    return pa.schema(fields)


def _lower(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """Values as a GeoPackage has them: times in UTC to the millisecond."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    values = plain(name, values, losses)
    kind = values.type
    if t.is_timestamp(kind):
        cut = values.cast(pa.timestamp("ms", kind.tz), safe=False)
        if kind.unit in {"us", "ns"} and pc.any(pc.not_equal(cut.cast(kind), values)).as_py():
            losses.note("rows_milliseconds", name)
        return cut if kind.tz is None else cut.cast(pa.timestamp("ms", "UTC"))
    if t.is_floating(kind):
        return without_nan(values.cast(_WIDER.get(str(kind), kind)))
    if t.is_date64(kind):
        return values.cast(pa.date32())
    if t.is_uint64(kind):
        return values.cast(pa.string())
    if t.is_time(kind) or t.is_duration(kind) or t.is_decimal(kind):
        values = iso(name, values, losses)
    return without_nul(name, values.cast(_WIDER.get(str(values.type), values.type)), losses)


_WIDER = {
    "uint32": "int64",
    "uint16": "int32",
    "uint8": "int32",
    "int8": "int32",
    "int16": "int32",
    "halffloat": "float",
}


def _names(writing: Writing) -> list[str]:
    """The name of the geometry column, then of the others: SQLite does not tell capitals from small letters."""
    given = distinct_names(list(writing.source.table.column_names), fold=True)
    (geometry,) = distinct_names([_GEOMETRY], tuple(given), fold=True)
    return [geometry, *given]


def _options(names: list[str]) -> dict[str, str]:
    """The column that numbers the rows must not be one of the layer's."""
    (fid,) = distinct_names(["fid"], tuple(names), fold=True)
    return {"FID": fid, "SPATIAL_INDEX": "YES", "GEOMETRY_NAME": names[0]}


def _type(writing: Writing) -> str | None:
    import numpy as np

    geometries = writing.source.geometries
    if geometries is None:
        return None
    types = [1] if geometries.row_type is None else [int(t) for t in np.unique(geometries.row_type) if t]
    high = "" if geometries.z is None else " Z"
    return _TYPES[types[0] - 1] + high if len(types) == 1 else "Unknown"
