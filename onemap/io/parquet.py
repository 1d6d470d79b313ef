"""GeoParquet, read by pyarrow batch by batch; plain Parquet with columns of coordinates too."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onemap.errors import SourceError
from onemap.io.assembly import Assembly
from onemap.io.columns import Coordinates
from onemap.io.formats import foreign
from onemap.io.geoarrow import ENCODINGS, from_native
from onemap.io.info import LayerInfo
from onemap.io.text import as_text, driver_says
from onemap.io.wkb import decoded
from onemap.messages import Phrase
from onemap.model.extent import Extent

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

    from onemap.io.assembly import Request
    from onemap.model.geometry import Geometries
    from onemap.model.layerdata import LayerData

_BATCH = 65536


@dataclass(frozen=True, slots=True)
class _Column:
    """The geometry column of a file and what the metadata say of it."""

    name: str
    crs: str | None
    described: dict[str, Any] = field(default_factory=dict)

    def geometries(self, column: pa.Array) -> Geometries:
        encoding = str(self.described.get("encoding", "WKB"))
        return from_native(column, encoding) if encoding in ENCODINGS else decoded(column)


def read(request: Request) -> LayerData:
    """Read the file's rows with its primary geometry column (or the one that ``layer`` names)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Never memory-mapped: a file that shrinks while it is mapped kills the process.
        with pq.ParquetFile(request.path, memory_map=False) as file:
            return _streamed(request, file)
    except (pa.ArrowException, OSError) as error:
        raise _damaged(request.path, error) from error


def inspect(path: Path) -> tuple[LayerInfo, ...]:
    """The file's layer as its footer tells."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, memory_map=False) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise _damaged(path, error) from error
    column = _geometry(path, None, schema)
    if column is None:
        return (LayerInfo(path.stem, rows, "Point", None, None, tuple(schema.names)),)
    kinds, bounds = column.described.get("geometry_types") or [], column.described.get("bbox")
    half = len(bounds) // 2 if bounds else 0
    extent = Extent(bounds[0], bounds[1], bounds[half], bounds[half + 1]) if bounds else None
    columns = tuple(name for name in schema.names if name != column.name)
    return (LayerInfo(path.stem, rows, kinds[0] if len(kinds) == 1 else "Unknown", column.crs, extent, columns),)


def _streamed(request: Request, file: pq.ParquetFile) -> LayerData:
    import pyarrow as pa

    schema = file.schema_arrow
    column = _geometry(request.path, request.layer, schema)
    coordinates = None
    if column is None:
        coordinates = Coordinates.found(request, schema.names)
    crs = request.crs or (column.crs if column is not None else None)
    assembly = Assembly(request, request.path.stem, crs, file.metadata.num_rows)
    kept = [name for name in schema.names if column is None or name != column.name]
    for batch in file.iter_batches(batch_size=_BATCH):
        table = as_text(pa.Table.from_batches([batch]), assembly.notices)
        if coordinates is not None:
            assembly.add(table, coordinates.geometries(table))
        elif column is not None:
            assembly.add(table.select(kept), column.geometries(batch.column(column.name)))
    return assembly.finish(pa.schema([schema.field(name) for name in kept]))


def _geometry(path: Path, wanted: str | None, schema: pa.Schema) -> _Column | None:
    """The column to draw, as the file's "geo" metadata describe it; None in a file without them."""
    stored = (schema.metadata or {}).get(b"geo")
    if stored is None:
        return None
    try:
        geo: dict[str, Any] = json.loads(stored)
        columns = geo["columns"]
        name = wanted or geo.get("primary_column", "geometry")
        if name not in columns and wanted is not None:
            raise SourceError("layer_missing", path=str(path), layer=name, choices=tuple(columns))
        described = columns[name]
    except (ValueError, KeyError, TypeError) as error:
        raise foreign(path, Phrase("why_geo_metadata")) from error
    return _Column(name, _crs(described), described)


def _crs(described: dict[str, Any]) -> str | None:
    """A missing key means degrees on WGS 84, a null means unknown (GeoParquet 1.1, "crs")."""
    if "crs" not in described:
        return "OGC:CRS84"
    if described["crs"] is None:
        return None
    from onemap.io.crs import parse, text_of

    return text_of(parse(json.dumps(described["crs"])))


def _damaged(path: Path, error: Exception) -> SourceError:
    return SourceError("file_damaged", path=str(path), why=driver_says(error))
