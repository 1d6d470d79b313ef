"""Rows as GeoParquet 1.1: every type as it is, shapes as WKB with their CRS, types and box in the "geo" metadata."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.io.rows_compare import differences
from onemap.io.rows_values import distinct_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from onemap.io.rows_writing import Writing

_TYPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")


def write(path: Path, writing: Writing) -> None:
    """Stream the rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(writing)
    with path.open("wb") as file, pq.ParquetWriter(pa.PythonFile(file, "w"), schema, compression="zstd") as writer:
        for table in _tables(writing, schema):
            writer.write_table(table)


def check(path: Path, writing: Writing) -> str:
    """What is wrong with the file when read again, empty when nothing is."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(writing)
    with pq.ParquetFile(path, memory_map=False) as file:
        if file.schema_arrow.names != schema.names:
            return "columns"
        read = (pa.Table.from_batches([batch]) for batch in file.iter_batches(batch_size=1 << 15))
        return differences(_tables(writing, schema), read)


def _tables(writing: Writing, schema: pa.Schema) -> Iterator[pa.Table]:
    import pyarrow as pa

    from onemap.io.wkb_write import encoded

    geometries = writing.source.geometries
    for table, rows in writing.batches():
        columns = list(table.columns)
        if geometries is not None:
            columns.append(encoded(geometries, rows).cast(pa.binary()))
        yield pa.Table.from_arrays(columns, schema=schema)


def _schema(writing: Writing) -> pa.Schema:
    import pyarrow as pa

    source = writing.source
    fields = list(source.table.schema)
    names = distinct_names([field.name for field in fields], fold=False)
    fields = [field.with_name(name) for field, name in zip(fields, names, strict=True)]
    metadata = {}
    if source.geometries is not None:
        (name,) = distinct_names(["geometry"], tuple(names), fold=True)
        fields.append(pa.field(name, pa.binary()))
        metadata["geo"] = json.dumps(
            {"version": "1.1.0", "primary_column": name, "columns": {name: _described(writing)}}
        )
    return pa.schema(fields, metadata=metadata)


def _described(writing: Writing) -> dict[str, Any]:
    from onemap.io.crs import parse

    source = writing.source
    geometries = source.geometries
    crs = None if source.crs is None else parse(source.crs).to_json_dict()
    described: dict[str, Any] = {"encoding": "WKB", "geometry_types": [], "crs": crs}
    if geometries is None:
        return described
    types = {1} if geometries.row_type is None else {int(t) for t in np.unique(geometries.row_type)} - {0}
    if geometries.z is None:
        described["geometry_types"] = [_TYPES[t - 1] for t in sorted(types)]
    if source.rows is None and len(geometries.coords):
        low, high = geometries.coords.min(axis=0), geometries.coords.max(axis=0)
        described["bbox"] = [float(v) for v in (*low, *high)]
    return described
