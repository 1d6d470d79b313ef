"""Files of real cities that nobody here made: all open as they should, traps are told."""

import os
from pathlib import Path

import numpy as np
import pytest

from onemap.errors import SourceError
from onemap.io import crs, readers
from onemap.model.extent import Extent

DATA = Path(os.environ.get("ONEMAP_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no real data here (ONEMAP_DATA names their folder)")


@pytest.mark.parametrize(
    ("name", "rows", "kinds", "code"),
    [
        ("cambridge/INFRA_StreetLights.geojson", 6117, ("point",), "EPSG:4326"),
        ("cambridge/INFRA_ParkBenches.geojson", 3017, ("point", "line"), "EPSG:4326"),
        ("cambridge/INFRA_UtilityPoles.topojson", 2457, ("point",), None),
        ("parking/Dresden.geojson", 61, ("point",), "EPSG:4326"),
        ("parking/hdb-carpark-information.csv", 2111, ("point",), None),
        ("wuhan/roads.parquet", 92667, ("line",), "EPSG:32650"),
        ("china/上海幼儿园.csv", 2284, ("point",), None),
        ("natural_earth/ne_110m_admin_0_countries.json", 177, ("polygon",), "EPSG:4326"),
    ],
)
def test_real_files_open(name, rows, kinds, code):
    layer = readers.read(DATA / name)
    assert (layer.rows, layer.table.num_rows, layer.geometries.kinds(), layer.crs) == (rows, rows, kinds, code)
    assert np.isfinite(layer.geometries.coords).all()
    assert readers.inspect(DATA / name)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("china/echarts_china.json", "file_foreign"),
        ("china/streets.csv", "columns_missing"),
        ("parking/dresdenaltmarkt.csv", "columns_missing"),
    ],
    ids=["packed coordinates", "a code table", "a time series without a header"],
)
def test_traps_are_told(name, key):
    with pytest.raises(SourceError) as caught:
        readers.read(DATA / name)
    assert caught.value.key == key


def test_chinese_names_and_coordinates_at_the_end():
    layer = readers.read(DATA / "china/上海幼儿园.csv")
    assert layer.table["name"][0].as_py() == "思南路幼儿园"
    assert layer.geometries.coords[0] == pytest.approx([121.46165730586875, 31.218570925094642])
    extent = Extent(*layer.geometries.coords.min(axis=0).tolist(), *layer.geometries.coords.max(axis=0).tolist())
    assert crs.propose(extent, layer.table.column_names)[0] == "EPSG:4490"


def test_the_road_net_lies_in_wuhan():
    layer = readers.read(DATA / "wuhan/roads.parquet")
    lon, lat = crs.lonlat(layer.crs, *np.median(layer.geometries.coords, axis=0))
    assert 113.5 < lon < 115.2
    assert 29.9 < lat < 31.4
