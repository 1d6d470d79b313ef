"""Rows as GeoJSON (RFC 7946): degrees, longitude first, outer rings against the clock, a feature per line."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from onemap.io.rows_values import distinct_names, iso, lowered
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.io.rows_values import Losses
    from onemap.io.rows_writing import Writing
    from onemap.model.geometry import Geometries

_DEGREES = "EPSG:4326"
#: CGCS2000, in its own degrees and in its planes, is told in its own degrees: RFC 7946's differ by decimetres at most.
_CHINA = "EPSG:4490"
_HEAD = '{"type":"FeatureCollection","name":%s,"features":[\n'
_TAIL = "\n]}\n"
#: Whole numbers beyond this lose digits in programs that read every number as float64.
_EXACT = 1 << 53


def write(path: Path, writing: Writing) -> None:
    """Stream the rows."""
    geometries, degrees = _in_degrees(writing)
    if geometries is not None:
        from onemap.io import crs

        writing.notices.append(Notice("rows_degrees", {"crs": crs.name(degrees)}))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEAD % json.dumps(writing.source.name, ensure_ascii=False))
        between = ""
        for lines in _lines(writing, geometries):
            file.write(between + ",\n".join(lines))
            between = ",\n"
        file.write(_TAIL)


def check(path: Path, writing: Writing) -> str:
    """What is wrong with the file when read again, empty when nothing is."""
    geometries, _ = _in_degrees(writing)
    with path.open(encoding="utf-8", newline="") as file:
        if file.readline() != _HEAD % json.dumps(writing.source.name, ensure_ascii=False):
            return "head"
        row = 0
        for lines in _lines(writing, geometries):
            for line in lines:
                found = file.readline().rstrip("\n")
                if found.rstrip(",") != line.rstrip(",") or json.loads(found.rstrip(",")) != json.loads(line):
                    return f"row {row}"
                row += 1
        rest = file.read()
    return "" if rest == (_TAIL if not row else _TAIL[1:]) else "tail"


def _lines(writing: Writing, geometries: Geometries | None) -> Iterator[list[str]]:
    """The features of each batch as text."""
    names = distinct_names(list(writing.source.table.column_names))
    keys = [json.dumps(name, ensure_ascii=False) for name in names]
    for table, rows in writing.batches():
        columns = [_texts(column) for column in lowered(table, names, _lower, writing.losses).columns]
        shapes = _shapes(geometries, rows) if geometries is not None else ["null"] * len(rows)
        properties = (
            ",".join(f"{key}:{value}" for key, value in zip(keys, values, strict=True))
            for values in (zip(*columns, strict=True) if columns else ((),) * len(rows))
        )
        yield [
            f'{{"type":"Feature","geometry":{shape},"properties":{{{values}}}}}'
            for shape, values in zip(shapes, properties, strict=True)
        ]


def _lower(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """Values as JSON has them: numbers, yes and no, text; a number that is none becomes null."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    values = iso(name, values, losses)
    if t.is_floating(values.type):
        wide = values.cast(pa.float64())
        if pc.any(pc.is_inf(wide)).as_py():
            losses.note("rows_infinite", name)
        return pc.if_else(pc.is_finite(wide), wide, pa.scalar(None, pa.float64()))
    if t.is_integer(values.type) and len(values) and _beyond(values):
        losses.note("rows_long_numbers", name)
        return values.cast(pa.string())
    return values


def _beyond(values: pa.Array) -> bool:
    import pyarrow.compute as pc

    ends = pc.min_max(values).as_py()
    return ends["max"] is not None and (ends["max"] > _EXACT or ends["min"] < -_EXACT)


def _texts(column: pa.ChunkedArray) -> list[str]:
    """The values as JSON writes them; equal texts are written once."""
    import pyarrow.types as t

    if t.is_string(column.type):
        encoded = column.combine_chunks().dictionary_encode()
        if not hasattr(encoded, "dictionary"):
            encoded = encoded.chunk(0) if encoded.num_chunks else encoded
        known = [json.dumps(text, ensure_ascii=False) for text in encoded.dictionary.to_pylist()]
        return ["null" if i is None else known[i] for i in encoded.indices.to_pylist()]
    return ["null" if v is None else _number(v) for v in column.to_pylist()]


def _number(value: Any) -> str:  # noqa: ANN401 - a number or a truth value
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if not isinstance(value, float) or math.isfinite(value) else "null"


def _shapes(geometries: Geometries, rows: npt.NDArray[np.int64]) -> list[str]:
    import shapely

    from onemap.io.wkb_write import encoded

    shapes = shapely.from_wkb(encoded(geometries, rows).to_numpy(zero_copy_only=False))
    shapes = shapely.orient_polygons(shapes, exterior_cw=False)
    return ["null" if text is None else str(text) for text in shapely.to_geojson(shapes)]


def _in_degrees(writing: Writing) -> tuple[Geometries | None, str]:
    """The shapes in degrees; those without a CRS, and those whose place has no degrees, cannot be written."""
    from onemap.errors import CrsError
    from onemap.io import crs

    source = writing.source
    if source.geometries is None:
        return None, _DEGREES
    if source.crs is None:
        if not len(source.geometries.coords):
            return source.geometries, _DEGREES
        raise CrsError("rows_no_crs")
    target = _target(source.crs)
    moved, how = crs.transform_rows(source.geometries, source.crs, target, cancelled=writing.cancelled)
    if how.outside:
        raise CrsError("rows_outside", count=how.outside)
    if moved is not source.geometries and source.geometries.z is not None:
        import dataclasses

        moved = dataclasses.replace(moved, z=source.geometries.z)
    return moved, target


def _target(source: str) -> str:
    from onemap.io import crs

    found = crs.parse(source)
    datum = found.geodetic_crs
    return _CHINA if datum is not None and datum.to_epsg() == 4490 else _DEGREES
