"""The sample's tables, each read once."""

import functools
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

FOLDER = Path(__file__).resolve().parents[2] / "sample_data"
sys.path.insert(0, str(FOLDER))


@functools.cache
def _read(name):
    """Table by name, geometry in the projected CRS where it has one."""
    if name in {"land", "green", "water", "bridge", "road", "lane", "road_area", "unit_grid", "responsibility_grid"}:
        return gpd.read_file(FOLDER / "base.gpkg", layer=name)
    found = next(iter(sorted(FOLDER.glob(f"{name}.*"))))
    match found.suffix:
        case ".parquet":
            return gpd.read_parquet(found).to_crs("EPSG:4544")
        case ".csv":
            return _placed(pd.read_csv(found, dtype=str, encoding="utf-8-sig", keep_default_na=False))
        case ".xlsx":
            return _placed(pd.read_excel(found))
        case ".shp" | ".dbf" | ".shx" | ".prj":
            return gpd.read_file(found.with_suffix(".shp"), encoding="GBK")
        case _:
            return gpd.read_file(found).to_crs("EPSG:4544")


def _placed(table):
    if "经度" not in table:
        return table
    points = gpd.points_from_xy(table["经度"].astype(float), table["纬度"].astype(float), crs="EPSG:4490")
    return gpd.GeoDataFrame(table, geometry=points).to_crs("EPSG:4544")


def _grid_of(points, grids):
    """Code of the unit grid that covers each point, by asking every grid; the smaller code on a border, "" outside."""
    points = np.asarray(points, object)
    codes = np.full(len(points), "", object)
    x, y = shapely.get_x(points), shapely.get_y(points)
    for code, shape in sorted(zip(grids["code"], grids.geometry, strict=True), reverse=True):
        shapely.prepare(shape)
        codes[shapely.intersects_xy(shape, x, y)] = code
    return codes


@pytest.fixture(scope="session")
def read():
    return _read


@pytest.fixture(scope="session")
def folder():
    return FOLDER


@pytest.fixture(scope="session")
def grid_of():
    return lambda points: _grid_of(points, _read("unit_grid"))
