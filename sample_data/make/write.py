"""Tables to files, in the mix of formats, encodings and CRS that a city's data comes in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from make.frame import GEOGRAPHIC, ORIGIN, PROJECTED, to_city

if TYPE_CHECKING:
    from pathlib import Path

    from make.wards import Division

#: Written into files that carry a date of their own.
STAMP = "2026-06-30T23:59:00.000Z"


def frame(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    """Rows with a ``shape`` around the origin, as a table in the projected CRS."""
    columns = [k for k in rows[0] if k != "shape"]
    table = {c: [r[c] for r in rows] for c in columns}
    return gpd.GeoDataFrame(table, geometry=to_city(np.array([r["shape"] for r in rows], object)), crs=PROJECTED)


def points(
    columns: dict[str, object] | pd.DataFrame, xy: np.ndarray, placed: np.ndarray | None = None
) -> gpd.GeoDataFrame:
    """Columns and coordinates around the origin; rows not ``placed`` have no geometry."""
    geometry = shapely.points(np.round(xy + ORIGIN, 2))
    if placed is not None:
        geometry = np.where(placed, geometry, None)
    return gpd.GeoDataFrame(pd.DataFrame(columns), geometry=geometry, crs=PROJECTED)


def divisions(rows: list[Division]) -> list[dict[str, object]]:
    """Rows of a layer of divisions."""
    return [
        {
            "code": d.code,
            "name": d.name,
            "parent": d.parent,
            "area_m2": round(d.shape.area, 1),
            **d.extra,
            "shape": d.shape,
        }
        for d in rows
    ]


def geographic(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The table in degrees, to the tenth decimal."""
    moved = table.to_crs(GEOGRAPHIC)
    moved["geometry"] = shapely.transform(moved.geometry.to_numpy(), lambda c: np.round(c, 10))
    return moved.set_crs(GEOGRAPHIC, allow_override=True)


def geopackage(layers: dict[str, gpd.GeoDataFrame], path: Path) -> None:
    """One GeoPackage of several layers."""
    path.unlink(missing_ok=True)
    os.environ["OGR_CURRENT_DATE"] = STAMP
    for name, table in layers.items():
        table.to_file(path, layer=name, driver="GPKG")
    del os.environ["OGR_CURRENT_DATE"]


def parquet(table: gpd.GeoDataFrame, path: Path) -> None:
    """GeoParquet, zstd."""
    table.to_parquet(path, compression="zstd", compression_level=19, index=False)


def shapefile(table: gpd.GeoDataFrame, path: Path) -> None:
    """Shapefile in GBK that does not say so: no .cpg, and no code page in the .dbf."""
    table.to_file(path, driver="ESRI Shapefile", encoding="GBK")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    with path.with_suffix(".dbf").open("r+b") as file:
        file.seek(1)
        file.write(bytes([126, 6, 30]))
        file.seek(29)
        file.write(b"\0")


def degrees(table: gpd.GeoDataFrame, x: str = "经度", y: str = "纬度") -> pd.DataFrame:
    """Plain table with two columns of degrees instead of geometry."""
    c = shapely.get_coordinates(table.to_crs(GEOGRAPHIC).geometry.to_numpy()).round(8)
    return pd.DataFrame(table.drop(columns="geometry")).assign(**{x: c[:, 0], y: c[:, 1]})


def csv(table: pd.DataFrame, path: Path) -> None:
    """CSV in UTF-8 with the mark that spreadsheets look for."""
    table.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")


def workbook(table: pd.DataFrame, path: Path, sheet: str) -> None:
    """One sheet with a bold, frozen head row; codes stay text."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"title": sheet, "created": pd.Timestamp(STAMP).to_pydatetime().replace(tzinfo=None)})
    page, bold = book.add_worksheet(sheet), book.add_format({"bold": True})
    page.write_row(0, 0, list(table.columns), bold)
    for k, row in enumerate(table.itertuples(index=False), 1):
        for j, value in enumerate(row):
            if value is not None and value == value:  # noqa: PLR0124 - not a number
                page.write(k, j, value.item() if hasattr(value, "item") else value)
    page.freeze_panes(1, 0)
    page.set_column(0, len(table.columns) - 1, 16)
    book.close()
