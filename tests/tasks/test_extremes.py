"""Data as no city should have it, and as every city has: nothing hangs, nothing breaks, what is left out is told."""

from __future__ import annotations

import time

import geopandas
import numpy as np
import pytest
import shapely

import onemap
from onemap.api.checks import moved_place
from onemap.io import projects
from onemap.session import memory
from tests import poison

SIZE = (240, 180)
HARD = {
    "null": None,
    "empty point": shapely.Point(),
    "empty polygon": shapely.Polygon(),
    "NaN": shapely.from_wkt("POINT (NaN 31)"),
    "infinite": shapely.Point(np.inf, 31),
    "line to infinity": shapely.LineString([(104, 31), (104, np.inf)]),
    "far line": shapely.LineString([(104, 31), (1e300, -1e300)]),
    "far polygon": shapely.Polygon([(104, 31), (1e300, 31), (1e300, 1e300)]),
    "polygon of one place": shapely.Polygon([(104, 31), (104, 31), (104, 31)]),
    "line of one place": shapely.LineString([(104, 31), (104, 31)]),
    "flat polygon": shapely.Polygon([(104, 31), (104.1, 31.1), (104.2, 31.2)]),
    "bow tie": shapely.Polygon([(104, 31), (104.1, 31.1), (104.1, 31), (104, 31.1)]),
    "point": shapely.Point(104.05, 31.05),
}
DRAWN = ("polygon of one place", "line of one place", "flat polygon", "bow tie", "point")


def hard() -> geopandas.GeoDataFrame:
    """The hard shapes in degrees, each named."""
    return geopandas.GeoDataFrame({"name": list(HARD)}, geometry=list(HARD.values()), crs="EPSG:4490")


def counted(notice: str) -> int:
    return sum(int(part.split(" rows")[0]) for part in notice.split("; ") if " rows" in part)


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:4544", "EPSG:3857", "EPSG:3031"])
def test_hard_shapes_stay_in_the_table_and_are_counted(crs):
    city = onemap.Map(crs=crs)
    layer = city.add(hard(), title="hard")
    assert layer.rows == len(HARD)
    assert len(layer.frame) == len(HARD)
    assert counted(layer.notice) == len(HARD) - len(DRAWN)
    assert np.isfinite(layer.extent.as_tuple()).all()
    assert city.render(SIZE).std() > 0
    place = city.layer("hard").nearest(104.05, 31.05, 1)
    assert place["name"].to_list() in (["point"], ["flat polygon"], ["bow tie"])


def test_hard_shapes_do_not_hide_their_neighbours():
    city = onemap.Map(crs="EPSG:4490")
    city.add(hard(), title="hard")
    found = {HARD_NAMES[hit.row] for hit in city.identify(104.05, 31.05, tolerance_m=20).hits}
    assert {"point", "flat polygon"} <= found
    rows = city.select((103, 30, 105, 32))["hard"]
    assert [HARD_NAMES[row] for row in rows] == list(DRAWN)


HARD_NAMES = list(HARD)


def world() -> geopandas.GeoDataFrame:
    """Cells of ten degrees over the whole earth, poles and antimeridian with them."""
    cells = [shapely.box(x, y, x + 10, y + 10) for x in range(-180, 180, 10) for y in range(-90, 90, 10)]
    return geopandas.GeoDataFrame({"code": range(len(cells))}, geometry=cells, crs="EPSG:4490")


@pytest.mark.parametrize("crs", ["EPSG:4544", "EPSG:4513", "EPSG:32648", "EPSG:3857"])
def test_the_whole_world_draws_no_streaks(crs):
    city = onemap.Map(crs=crs)
    layer = city.add(world(), title="world")
    prepared = city.session.entry("world").ready.prepared
    assert layer.notice == f"{648 - len(prepared.rows)} rows lie outside the CRS's area of use and are not drawn"
    assert len(prepared.rows) > 200
    # A cell of ten degrees is nowhere longer than a tenth of the way from pole to pole, but for the rim of the plane.
    heights = prepared.bounds[:, 3] - prepared.bounds[:, 1]
    assert heights.max() < 7e6
    assert city.render(SIZE).std() > 0


def test_data_of_the_city_are_where_they_were_beside_the_worlds():
    city = onemap.Map(crs="EPSG:4544")
    city.add(world(), title="world")
    x, y = moved_place((104.66, 31.47), "EPSG:4490", city.crs)
    (hit,) = city.identify(x, y, tolerance_m=1).hits
    cell = world().geometry[hit.row]
    assert cell.covers(shapely.Point(104.66, 31.47))


def ring(vertices: int) -> shapely.Polygon:
    angle = np.linspace(0.0, 2.0 * np.pi, vertices, endpoint=False)
    radius = 5000.0 + 500.0 * np.sin(37.0 * angle)
    x, y = 500_000.0 + radius * np.cos(angle), 3_400_000.0 + radius * np.sin(angle)
    return shapely.Polygon(np.column_stack([x, y]))


def test_a_polygon_of_a_million_vertices_is_drawn_and_asked():
    shape = ring(1_000_000)
    city = onemap.Map()
    city.add(geopandas.GeoDataFrame({"code": ["1"]}, geometry=[shape], crs="EPSG:4548"), title="big")
    start = time.perf_counter()
    picture = city.render(SIZE, extent=(494_000, 3_394_000, 506_000, 3_406_000))
    inside = city.identify(500_000, 3_400_000)
    outside = city.identify(507_000, 3_400_000)
    assert time.perf_counter() - start < 20
    assert (picture[90, 120] != picture[2, 2]).any()
    assert [hit.distance_m for hit in inside.hits] == [0.0]
    assert outside.hits == ()
    near = city.identify(505_500.0, 3_400_300.0, tolerance_m=2000.0).hits[0].distance_m
    assert near == pytest.approx(shape.distance(shapely.Point(505_500.0, 3_400_300.0)), abs=0.01)


def test_a_hundred_thousand_points_at_one_spot():
    spot = shapely.points(np.full(100_000, 500_000.0), 3_400_000.0)
    city = onemap.Map()
    layer = city.add(geopandas.GeoDataFrame({"code": np.arange(100_000)}, geometry=spot, crs="EPSG:4548"), title="spot")
    assert layer.extent.as_tuple() == (500_000, 3_400_000, 500_000, 3_400_000)
    assert city.render(SIZE).std() > 0
    found = city.identify(500_000, 3_400_000)
    assert (len(found.hits), found.left_out) == (500, 99_500)
    assert len(city.select((499_999, 3_399_999, 500_001, 3_400_001))["spot"]) == 100_000
    assert len(city.nearest(0, 0, 3, layer="spot")) == 3


@pytest.fixture
def many(tmp_path):
    """Make a project of so many layers, all of one small file."""
    poison.geojson(tmp_path / "one.geojson", [(poison.point(104, 31), {"code": "001"})])

    def make(count: int):
        layers = "".join(f'[[layers]]\nid = "l{i}"\nsource = {{ path = "one.geojson" }}\n' for i in range(count))
        path = tmp_path / "many.onemap"
        path.write_text(f'schema = 1\ncrs = "EPSG:4544"\n{layers}', encoding="utf-8")
        return path

    return make


def test_layers_without_number_open_and_answer(many):
    city = onemap.open(many(1000))
    assert len(city.layers) == 1000
    x, y = moved_place((104, 31), "EPSG:4490", city.crs)
    found = city.identify(x, y)
    assert (len(found.hits), found.left_out) == (500, 500)
    assert city.render(SIZE).std() > 0


def test_the_work_of_opening_grows_as_the_layers_do(many, monkeypatch):
    looked = []
    held = memory.held
    monkeypatch.setattr(memory, "held", lambda entry: looked.append(entry) or held(entry))
    opened = projects.load(many(200))
    city = onemap.Map()
    city.session.open_project(opened)
    assert len(looked) == 200


def test_leading_zeros_and_chinese_of_gbk_files_stay(tmp_path):
    csv = onemap.read(poison.gbk_csv(tmp_path), crs="EPSG:4490")
    assert csv.frame["代码"].to_list() == ["0101", "0102"]
    assert csv.frame["名称"].to_list() == ["井盖", "路灯"]
    shp = onemap.read(poison.gbk_shapefile(tmp_path), crs="EPSG:4490")
    assert shp.frame[shp.columns[0]].to_list() == ["长江大桥", "中山公园"]
    assert "GB18030" in csv.notice
    assert "GB18030" in shp.notice


def test_a_ballpark_operation_is_named(tmp_path):
    city = onemap.Map(crs="EPSG:4544")
    layer = city.add(poison.geojson(tmp_path / "a.geojson", [(poison.point(104, 31), {})]), crs="EPSG:4610")
    assert "ballpark" in layer.notice
    assert "Xian" in layer.notice


@pytest.mark.parametrize(
    ("ask", "key"),
    [
        (lambda m: m.render(SIZE, extent=(1, 2)), "argument_bad"),
        (lambda m: m.render(SIZE, extent="a,b,c,d"), "argument_bad"),
        (lambda m: m.render(SIZE, extent=(0, 0, np.nan, 1)), "extent_not_finite"),
        (lambda m: m.render(SIZE, extent=(0, 0, 0, 1)), "extent_no_area"),
        (lambda m: m.render((0, 5)), "size_impossible"),
        (lambda m: m.render((5,)), "argument_bad"),
        (lambda m: m.render((5.5, 5)), "argument_bad"),
        (lambda m: m.render((10**9, 10**9)), "size_impossible"),
        (lambda m: m.render(SIZE, dpi=0), "number_impossible"),
        (lambda m: m.render(SIZE, dpi=float("nan")), "number_impossible"),
        (lambda m: m.render(SIZE, pixel_ratio=-1), "number_impossible"),
        (lambda m: m.render(SIZE, theme="pink"), "argument_bad"),
        (lambda m: m.identify(np.nan, 1), "place_impossible"),
        (lambda m: m.identify("a", "b"), "place_impossible"),
        (lambda m: m.identify(1, 1, tolerance_m=-1), "length_impossible"),
        (lambda m: m.identify(1000, 1000, crs="EPSG:4490"), "place_impossible"),
        (lambda m: m.identify(1, 1, crs="EPSG:999999"), "crs_unknown"),
        (lambda m: m.select((0, 0, 1, 1), "overlapz"), "predicate_unknown"),
        (lambda m: m.select((0, 0, 1, 1), layers=["none"]), "layer_unknown"),
        (lambda m: m.nearest(0, 0, layer="none"), "layer_unknown"),
        (lambda m: m.add("nowhere.gpkg"), "file_missing"),
        (lambda m: m.add("a\0b.gpkg"), "file_missing"),
        (lambda m: m.add(hard(), crs="EPSG:999999"), "crs_unknown"),
        (lambda m: m.add(hard().set_crs(None, allow_override=True)), "crs_missing_unguessed"),
        (lambda _m: onemap.Map(crs="EPSG:5703"), "crs_unfit"),
        (lambda _m: onemap.open("/nowhere"), "file_missing"),
    ],
)
def test_what_is_impossible_is_told_and_the_map_is_as_before(tmp_path, ask, key):
    city = onemap.Map()
    city.add(poison.geopackage(tmp_path / "a.gpkg"))
    with pytest.raises(onemap.errors.OneMapError) as caught:
        ask(city)
    assert caught.value.key == key
    assert caught.value.sentence("zh") != caught.value.sentence("en")
    assert [layer.id for layer in city.layers] == ["a"]
    assert city.render(SIZE).std() > 0


def test_columns_of_mixed_things_become_text():
    frame = hard().iloc[-3:].assign(mixed=[{"a": 1}, None, 5])
    layer = onemap.Map().add(frame, title="mixed")
    assert layer.data.table.column("mixed").to_pylist() == ["{'a': 1}", None, "5"]
