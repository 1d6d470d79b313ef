"""GeoParquet, read by pyarrow row group by row group."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from onemap.errors import SourceError
from onemap.io.assembly import Assembly
from onemap.io.formats import foreign
from onemap.io.wkb import decoded
from onemap.messages import Phrase

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from onemap.io.assembly import Request
    from onemap.model.layerdata import LayerData

_BATCH = 65536


def read(request: Request) -> LayerData:
    """Read the file's rows with its primary geometry column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Never memory-mapped: a file that shrinks while it is mapped kills the process.
        with pq.ParquetFile(request.path, memory_map=False) as file:
            return _streamed(request, file)
    except (pa.ArrowException, OSError) as error:
        why = Phrase("why_driver", text=str(error))
        raise SourceError("file_damaged", path=str(request.path), why=why) from error


def _streamed(request: Request, file: pq.ParquetFile) -> LayerData:
    import pyarrow as pa

    schema = file.schema_arrow
    column, crs = _geometry_column(request, schema)
    assembly = Assembly(request, request.path.stem, request.crs or crs, file.metadata.num_rows)
    kept = [name for name in schema.names if name != column]
    for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
        table = pa.Table.from_batches([batch])
        assembly.add(table.select(kept), decoded(batch.column(column)))
    return assembly.finish(pa.schema([schema.field(name) for name in kept]))


def _geometry_column(request: Request, schema: pa.Schema) -> tuple[str, str | None]:
    """Name of the column to draw and the CRS that the file says."""
    stored = (schema.metadata or {}).get(b"geo")
    if stored is None:
        raise foreign(request.path, Phrase("why_no_features"))
    geo: dict[str, Any] = json.loads(stored)
    name = request.layer or geo.get("primary_column", "geometry")
    if name not in geo["columns"]:
        choices = "、".join(geo["columns"])
        raise SourceError("layer_missing", path=str(request.path), layer=name, choices=choices)
    column = geo["columns"][name]
    if "crs" not in column:
        return name, "OGC:CRS84"
    from onemap.io.crs import parse, text_of

    return name, None if column["crs"] is None else text_of(parse(json.dumps(column["crs"])))
