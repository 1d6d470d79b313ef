"""GeoParquet 1.1, written: a table and its shapes as WKB."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

_TYPES = ("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon", "GeometryCollection")


def write(path: Path, table: pa.Table, shapes: pa.Array, crs: str | None, kinds: set[tuple[int, bool]]) -> None:
    """Write a table with its shapes (WKB, null where a row has none) in ``crs``, None for an unknown one.

    ``kinds`` are the WKB types (1 to 7) that occur, and whether with heights.
    """
    import pyarrow.parquet as pq

    from onemap.io.crs import parse

    name = _free("geometry", table.column_names)
    described = {
        "encoding": "WKB",
        "geometry_types": sorted(f"{_TYPES[kind - 1]}{' Z' if high else ''}" for kind, high in kinds),
        "crs": None if crs is None else parse(crs).to_json_dict(),
    }
    geo = {"version": "1.1.0", "primary_column": name, "columns": {name: described}}
    whole = table.append_column(name, shapes)
    pq.write_table(whole.replace_schema_metadata({b"geo": json.dumps(geo).encode()}), path, compression="zstd")


def _free(name: str, taken: list[str]) -> str:
    return name if name not in taken else _free(f"{name}_", taken)
