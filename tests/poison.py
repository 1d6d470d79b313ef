"""The hard inputs, each by its name: a file made in a folder, as users bring them."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
HOLE = [[0.2, 0.2], [0.2, 0.8], [0.8, 0.8], [0.8, 0.2], [0.2, 0.2]]


def geojson(path: Path, features: Sequence[tuple[Any, dict[str, Any]]], crs: str | None = None) -> Path:
    """Write features, each a geometry (or None) and properties."""
    listed = [{"type": "Feature", "geometry": geometry, "properties": values} for geometry, values in features]
    table: dict[str, Any] = {"type": "FeatureCollection", "features": listed}
    if crs is not None:
        table["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return path


def point(x: float, y: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [x, y]}


def null_geometry(folder: Path) -> Path:
    return geojson(folder / "null.geojson", [(point(114, 30), {"code": "01"}), (None, {"code": "02"})])


def empty_geometry(folder: Path) -> Path:
    empty = {"type": "Polygon", "coordinates": []}
    return geojson(folder / "empty.geojson", [(empty, {"code": "01"}), (point(114, 30), {"code": "02"})])


def touching(folder: Path) -> Path:
    right = [[x + 1, y] for x, y in SQUARE]
    cells = [({"type": "Polygon", "coordinates": [ring]}, {"code": c}) for c, ring in (("a", SQUARE), ("b", right))]
    return geojson(folder / "touching.geojson", cells)


def with_hole(folder: Path) -> Path:
    return geojson(folder / "hole.geojson", [({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, {"code": "a"})])


def doubled_code(folder: Path) -> Path:
    return geojson(folder / "doubled.geojson", [(point(114, 30), {"code": "007"}), (point(115, 30), {"code": "007"})])


def no_rows(folder: Path) -> Path:
    return geojson(folder / "no_rows.geojson", [])


def one_row(folder: Path) -> Path:
    return geojson(folder / "one_row.geojson", [(point(114.3, 30.6), {"code": "0001"})])


def antimeridian(folder: Path) -> Path:
    ring = [[179, -1], [-179, -1], [-179, 1], [179, 1], [179, -1]]
    return geojson(folder / "antimeridian.geojson", [({"type": "Polygon", "coordinates": [ring]}, {"code": "fiji"})])


def huge_numbers(folder: Path) -> Path:
    line = {"type": "LineString", "coordinates": [[0, 0], [1e300, -1e300]]}
    return geojson(folder / "huge.geojson", [(line, {"code": "far"}), (point(1, 1), {"code": "near"})])


def not_a_number(folder: Path) -> Path:
    """A GeoPackage-like trap in CSV: coordinates that are words, infinite or missing."""
    path = folder / "nan.csv"
    path.write_text("code,lon,lat\n01,114.3,30.6\n02,NaN,30.6\n03,,\n04,很远,30.6\n05,inf,30.6\n", encoding="utf-8")
    return path


def no_crs(folder: Path) -> Path:
    path = folder / "no_crs.csv"
    path.write_text("code,x,y\n01,500100.5,3400000.25\n02,500200,3400100\n", encoding="utf-8")
    return path


def gbk_csv(folder: Path) -> Path:
    path = folder / "gbk.csv"
    path.write_bytes("代码,名称,经度,纬度\n0101,井盖,114.3,30.6\n0102,路灯,114.4,30.7\n".encode("gb18030"))
    return path


def gbk_shapefile(folder: Path) -> Path:
    return shapefile(folder / "gbk.shp", ["长江大桥", "中山公园"], "gb18030")


def shapefile(path: Path, names: Sequence[str], encoding: str, *, language_driver: int = 0, cpg: str = "") -> Path:
    """Write a Shapefile of points with one text column in any encoding, byte by byte."""
    rows = len(names)
    records = b"".join(
        struct.pack(">II", i + 1, 10) + struct.pack("<Idd", 1, 114 + i * 0.1, 30 + i * 0.1) for i in range(rows)
    )
    index = b"".join(struct.pack(">II", (100 + 28 * i) // 2, 10) for i in range(rows))
    box = struct.pack("<4d4d", 114, 30, 114 + 0.1 * rows, 30 + 0.1 * rows, 0, 0, 0, 0)

    def header(size: int) -> bytes:
        return struct.pack(">I20xI", 9994, (100 + size) // 2) + struct.pack("<II", 1000, 1) + box

    path.write_bytes(header(len(records)) + records)
    path.with_suffix(".shx").write_bytes(header(len(index)) + index)
    width = 40
    field = "名字".encode(encoding)[:10].ljust(11, b"\0") + b"C" + bytes(4) + bytes([width]) + bytes(15)
    head = struct.pack("<BBBBIHH16xBB2x", 3, 26, 1, 1, rows, 65, width + 1, 0, language_driver)
    body = b"".join(b" " + name.encode(encoding)[:width].ljust(width) for name in names)
    path.with_suffix(".dbf").write_bytes(head + field + b"\r" + body + b"\x1a")
    if cpg:
        path.with_suffix(".cpg").write_text(cpg, encoding="ascii")
    return path


def geopackage(path: Path, rows: int = 20, crs: str = "EPSG:4548", layer: str | None = None) -> Path:
    """Write a GeoPackage of small squares in a row, with a code and a name."""
    return _written(path, rows, crs, "GPKG", layer)


def flatgeobuf(path: Path, rows: int = 20, crs: str = "EPSG:4548") -> Path:
    return _written(path, rows, crs, "FlatGeobuf", None)


def squares(rows: int) -> Any:
    """Shapely squares of 10 m in a row, as an array."""
    import shapely

    x = 500_000.0 + 20.0 * np.arange(rows)
    return shapely.box(x, 3_400_000.0, x + 10.0, 3_400_010.0)


def _written(path: Path, rows: int, crs: str, driver: str, layer: str | None) -> Path:
    import pyogrio
    import shapely

    pyogrio.raw.write(
        path,
        shapely.to_wkb(squares(rows)),
        [np.array([f"{i:05d}" for i in range(rows)], object), np.array([f"楼{i}" for i in range(rows)], object)],
        ["code", "名称"],
        crs=crs,
        driver=driver,
        layer=layer,
        geometry_type="Polygon",
    )
    return path


#: Name of each hard input -> what makes its file.
POISON: dict[str, Callable[[Path], Path]] = {
    "null geometry": null_geometry,
    "empty geometry": empty_geometry,
    "touching cells": touching,
    "a hole": with_hole,
    "doubled code": doubled_code,
    "no rows": no_rows,
    "one row": one_row,
    "antimeridian": antimeridian,
    "huge numbers": huge_numbers,
    "not a number": not_a_number,
    "no CRS": no_crs,
    "GBK CSV": gbk_csv,
    "GBK Shapefile": gbk_shapefile,
}
