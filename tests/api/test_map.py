"""A script's day: add, look, ask, hand out."""

from __future__ import annotations

import geopandas
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely

import onemap
from onemap.errors import CrsError, RequestError, SourceError
from onemap.model.style import LegendClass, Style, Symbol

CRS = "EPSG:4544"
X0, Y0 = 468_000.0, 3_483_000.0


@pytest.fixture
def frame() -> geopandas.GeoDataFrame:
    boxes = [shapely.box(X0 + 40 * i, Y0, X0 + 40 * i + 20, Y0 + 20) for i in range(5)]
    return geopandas.GeoDataFrame({"code": [f"00{i}" for i in range(5)], "floors": range(5)}, geometry=boxes, crs=CRS)


@pytest.fixture
def made(frame) -> onemap.Map:
    made = onemap.Map()
    made.add(frame, title="楼", style=Style(symbol=Symbol(fill="#FF0000")))
    return made


def test_a_frame_added_comes_back_whole(made, frame):
    (layer,) = made.layers
    assert (layer.title, layer.rows, layer.crs) == ("楼", 5, CRS)
    back = layer.frame
    assert back["code"].tolist() == frame["code"].tolist()
    assert back.geometry.geom_equals(frame.geometry).all()
    assert back.crs == frame.crs
    assert layer.take([3, 1])["code"].tolist() == ["003", "001"]
    with pytest.raises(IndexError):
        layer.take([5])


def test_the_map_takes_the_crs_of_its_first_layer(made):
    assert made.crs == CRS
    assert made.extent.as_tuple() == (X0, Y0, X0 + 180, Y0 + 20)


def test_a_picture_shows_what_was_added(made):
    picture = made.render(size=(200, 100), extent=(X0, Y0 - 40, X0 + 200, Y0 + 60))
    assert picture.shape == (100, 200, 4)
    assert picture.dtype == np.uint8
    assert tuple(picture[50, 10]) == (255, 0, 0, 255)
    assert tuple(picture[50, 30]) != (255, 0, 0, 255)
    assert tuple(picture[10, 10]) == tuple(picture[90, 90])


def test_twice_the_pixel_ratio_is_twice_the_pixels_of_the_same_place(made):
    one = made.render(size=(100, 50), extent=(X0, Y0, X0 + 100, Y0 + 50))
    two = made.render(size=(100, 50), extent=(X0, Y0, X0 + 100, Y0 + 50), pixel_ratio=2)
    assert two.shape == (100, 200, 4)
    assert np.abs(two[::2, ::2].astype(int) - one).mean() < 3


def test_query_touching_counts_and_nothing_found_is_empty(made):
    (layer,) = made.layers
    assert layer.query((X0 + 20, Y0 + 20, X0 + 40, Y0 + 30))["code"].tolist() == ["000", "001"]
    assert layer.query(shapely.Point(X0 + 10, Y0 + 10), "contains")["code"].tolist() == ["000"]
    assert len(layer.query((0, 0, 1, 1))) == 0


def test_select_and_nearest(made):
    (layer,) = made.layers
    assert made.select((X0, Y0, X0 + 30, Y0 + 5)) == {layer.id: [0]}
    found = made.nearest(X0 + 200, Y0 + 10, 2, layer=layer)
    assert found["code"].tolist() == ["004", "003"]
    assert found["distance_m"].tolist() == pytest.approx([20.0, 60.0])


def test_a_picture_handed_out_shows_no_selection(made, tmp_path):
    before = made.export(tmp_path / "a.png", size=(90, 60)).path.read_bytes()
    made.select(made.extent)
    assert made.export(tmp_path / "b.png", size=(90, 60)).path.read_bytes() == before


def test_a_circle_is_measured_to_the_shapes_themselves(made):
    (layer,) = made.layers
    assert {k: v.tolist() for k, v in made.select_circle(X0 + 30, Y0 + 10, 10.0).items()} == {layer.id: [0, 1]}
    assert made.select_circle(X0 + 30, Y0 + 10, 9.9) == {}


def test_identify_in_degrees_and_in_metres_agree(made):
    metres = made.identify(X0 + 5, Y0 + 5, tolerance_m=3)
    place = geopandas.GeoSeries([shapely.Point(X0 + 5, Y0 + 5)], crs=CRS).to_crs(4490).iloc[0]
    degrees = made.identify(place.x, place.y, tolerance_m=3, crs="EPSG:4490")
    assert [(h.row, h.distance_m) for h in metres.hits] == [(0, 0.0)]
    assert [h.row for h in degrees.hits] == [0]


def test_a_layer_may_be_read_alone_and_joined(frame, tmp_path):
    path = tmp_path / "楼.gpkg"
    frame.to_file(path)
    layer = onemap.read(path)
    assert layer.rows == 5
    assert layer.extent.width == 180
    made = onemap.Map(crs="EPSG:4490")
    joined = made.add(layer)
    assert made.crs == "EPSG:4490"
    assert joined.crs == CRS
    assert 104 < made.extent.xmin < 105


def test_a_project_saved_opens_as_it_was(made, frame, tmp_path):
    frame.to_file(tmp_path / "楼.gpkg")
    first = onemap.Map()
    first.add(tmp_path / "楼.gpkg", title="楼房", style=Style(symbol=Symbol(fill="#123456"), opacity=0.5))
    first.zoom_to((X0, Y0, X0 + 50, Y0 + 50))
    first.save(tmp_path / "城市.onemap")
    text = (tmp_path / "城市.onemap").read_text(encoding="utf-8")
    assert str(tmp_path) not in text
    again = onemap.open(tmp_path / "城市.onemap")
    (layer,) = again.layers
    assert layer.title == "楼房"
    assert layer.style == first.layers[0].style
    assert again.crs == CRS
    view = first.session.views.current
    assert again.view((view.width_px, view.height_px)).extent.as_tuple() == pytest.approx(view.extent.as_tuple())
    box = view.extent
    assert (again.render(size=(300, 200), extent=box) == first.render(size=(300, 200), extent=box)).all()


def test_a_folder_opens_with_all_its_data(frame, tmp_path):
    frame.to_file(tmp_path / "a.gpkg")
    frame.to_file(tmp_path / "b.geojson")
    (tmp_path / "broken.gpkg").write_bytes(b"not a database")
    opened = onemap.open(tmp_path)
    assert {layer.id for layer in opened.layers} == {"a", "b"}
    assert list(opened.failed) == ["broken"]


def test_what_fails_to_be_added_leaves_the_map_as_it_was(made, frame):
    with pytest.raises(SourceError):
        made.add("nowhere.gpkg")
    with pytest.raises(CrsError):
        made.add(frame.set_crs(None, allow_override=True))
    assert len(made.layers) == 1


@pytest.mark.parametrize(
    "extent",
    [(0, 0, 0, 1), (1, 1, 0, 0), (float("nan"), 0, 1, 1), (0, 0, 1e300, 1)],
    ids=["flat", "inside out", "NaN", "endless"],
)
def test_an_impossible_extent_is_told(made, extent):
    with pytest.raises(RequestError):
        made.render(extent=extent)


def test_an_empty_map_is_a_plain_picture():
    picture = onemap.Map().render(size=(30, 20))
    assert picture.shape == (20, 30, 4)
    assert len(np.unique(picture.reshape(-1, 4), axis=0)) == 1


def test_a_notebook_gets_a_picture(made):
    assert made._repr_png_()[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    "where",
    [
        (X0 + 20, Y0 + 20, X0 + 40, Y0 + 30),
        [X0 + 20, Y0 + 20, X0 + 40, Y0 + 30],
        np.array([X0 + 20, Y0 + 20, X0 + 40, Y0 + 30]),
        shapely.box(X0 + 20, Y0 + 20, X0 + 40, Y0 + 30),
    ],
    ids=["tuple", "list", "array", "geometry"],
)
def test_a_place_is_given_in_any_usual_form(made, where):
    (layer,) = made.layers
    assert layer.query(where)["code"].tolist() == ["000", "001"]
    assert made.select(where)[layer.id].tolist() == [0, 1]


@pytest.mark.parametrize("where", ["here", (1, 2, 3), 5, (float("nan"), 0, 1, 1), (1, 1, 0, 0)], ids=str)
def test_what_is_no_place_is_told(made, where):
    with pytest.raises(RequestError):
        made.layers[0].query(where)
    with pytest.raises(RequestError):
        made.select(where)


def test_rows_are_taken_by_a_mask_too(made):
    (layer,) = made.layers
    assert layer.take(np.array([True, False, False, True, False])).index.tolist() == [0, 3]
    assert layer.take([]).empty
    with pytest.raises(IndexError):
        layer.take(np.array([True]))


def test_an_attribute_named_geometry_is_kept_beside_the_geometry(frame):
    frame = frame.rename_geometry("shape").assign(geometry=list("abcde"))
    back = onemap.Layer.from_geodataframe(frame).frame
    assert back["geometry_1"].tolist() == list("abcde")
    assert back.geometry.geom_equals(frame.geometry).all()


@pytest.mark.parametrize("tolerance", [-1, float("nan"), 1e9, "wide"], ids=str)
def test_an_impossible_tolerance_is_told(made, tolerance):
    with pytest.raises(RequestError, match="tolerance_m"):
        made.identify(X0, Y0, tolerance_m=tolerance)
    assert made.identify(X0 + 10, Y0 + 10, tolerance_m=0).hits[0].code == "000"


def test_a_column_the_style_misses_is_told_and_all_count_as_the_rest(frame):
    red, blue = Symbol(fill="#FF0000"), Symbol(fill="#0000FF")
    style = Style(kind="categories", column="use", classes=(LegendClass(red, values=("000",)),), symbol=blue)
    made = onemap.Map()
    layer = made.add(frame, style=style)
    extent = (X0, Y0 - 40, X0 + 200, Y0 + 60)
    assert "use" in layer.notice
    assert tuple(made.render(size=(200, 100), extent=extent)[50, 10]) == (0, 0, 255, 255)
    layer.style = Style(kind="categories", column="code", classes=style.classes, symbol=blue)
    assert layer.notice == ""
    assert tuple(made.render(size=(200, 100), extent=extent)[50, 10]) == (255, 0, 0, 255)


def test_the_sample_city_opens_by_its_name_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert {"unit_grid", "component"} <= {layer.id for layer in onemap.open("sample_data").layers}
    (tmp_path / "sample_data").mkdir()
    with pytest.raises(SourceError):
        onemap.open("sample_data")


@pytest.mark.parametrize(
    "crs", [4544, "4544", "EPSG:4544", pyproj.CRS(4544)], ids=["number", "digits", "code", "pyproj"]
)
def test_a_crs_is_given_in_any_usual_form(tmp_path, crs):
    path = tmp_path / "places.csv"
    path.write_text(f"code,x,y\n007,{X0},{Y0}\n")
    assert onemap.read(path, crs=crs).crs == CRS
    opened = onemap.open(path, crs=crs)
    assert (opened.crs, opened.layers[0].frame["code"].tolist()) == (CRS, ["007"])
    assert opened.identify(X0, Y0, crs=crs, tolerance_m=1).hits[0].code == "007"
    assert onemap.Map(crs).crs == CRS
    with pytest.raises(CrsError):
        opened.identify(X0, Y0, crs="EPSG:999999")


def test_a_project_keeps_what_was_said_of_a_layer_that_was_read(frame, tmp_path):
    frame.iloc[:2].to_file(tmp_path / "two.gpkg", layer="first")
    frame.to_file(tmp_path / "two.gpkg", layer="second", mode="a")
    (tmp_path / "places.csv").write_text(f"code,x,y\n007,{X0},{Y0}\n")
    made = onemap.Map()
    made.add(onemap.read(tmp_path / "two.gpkg", layer="second"))
    made.add(onemap.read(tmp_path / "places.csv", crs=CRS))
    made.save(tmp_path / "two.onemap")
    opened = onemap.open(tmp_path / "two.onemap")
    assert (opened.failed, [(x.id, x.rows) for x in opened.layers]) == ({}, [("places", 1), ("second", 5)])


def test_a_project_of_rows_in_no_file_is_told(made, tmp_path):
    with pytest.raises(RequestError, match="楼"):
        made.save(tmp_path / "a.onemap")
    assert not list(tmp_path.iterdir())


def test_long_whole_numbers_stay_whole_where_others_are_missing(frame, tmp_path):
    long = [11010500100100123, None, 11010500100100124, None, 1]
    frame = frame.assign(number=pd.array(long, dtype="Int64"), few=pd.array([1, None, 2, 3, 4], dtype="Int64"))
    frame.to_file(tmp_path / "a.gpkg")
    layer = onemap.read(tmp_path / "a.gpkg")
    assert layer.frame["number"].tolist() == [pd.NA if n is None else n for n in long]
    assert layer.take([2])["number"].tolist() == [11010500100100124]
    assert layer.frame["few"].dtype == np.float64
