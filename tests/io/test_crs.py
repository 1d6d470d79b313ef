"""CRS: published numbers, names, guesses, and what PROJ only guesses."""

import math

import numpy as np
import pytest

from onemap.errors import CancelledError, CrsError
from onemap.io import crs
from onemap.model.extent import Extent

#: Longitude, latitude, zone, easting, northing on CGCS2000: places whose pairs are published with surveying courses
#: and tools, checked with PROJ 9.
VECTORS = [
    (97.0085, 33.006, "EPSG:4541", 594243.1819, 3653865.3045),
    (97.0085, 33.006, "EPSG:4520", 32594243.1819, 3653865.3045),
    (114.3, 30.6, "EPSG:4547", 528770.2373, 3386666.2506),
    (114.3, 30.6, "EPSG:4526", 38528770.2373, 3386666.2506),
    (120.583318601, 31.342002076, "EPSG:4549", 555510.0431, 3469039.8978),
    (116.39, 39.9, "EPSG:4548", 447833.6642, 4418603.7939),
]


@pytest.mark.parametrize(("lon", "lat", "zone", "x", "y"), VECTORS, ids=[f"{v[2]} at {v[0]}" for v in VECTORS])
def test_zones_agree_with_published_numbers(lon, lat, zone, x, y):
    there = crs.transform(np.array([[lon, lat]]), "EPSG:4490", zone)
    assert there.coords[0] == pytest.approx([x, y], abs=1e-4)
    back = crs.transform(there.coords, zone, "EPSG:4490")
    assert back.coords[0] == pytest.approx([lon, lat], abs=1e-9)
    assert not there.ballpark
    assert crs.lonlat(zone, x, y) == pytest.approx((lon, lat), abs=1e-8)


@pytest.mark.parametrize(
    ("source", "target", "ballpark"),
    [
        ("EPSG:4326", "EPSG:4490", False),
        ("EPSG:3857", "EPSG:4548", False),
        ("EPSG:4214", "EPSG:4490", True),
        ("EPSG:4610", "EPSG:4548", True),
        ("EPSG:2415", "EPSG:4326", True),
        ("EPSG:4490", "EPSG:4548", False),
    ],
    ids=["WGS 84 to CGCS2000", "web map to zone", "Beijing 54", "Xian 80 to zone", "Beijing 54 zone", "same datum"],
)
def test_ballpark_is_told_where_it_matters(source, target, ballpark):
    place = crs.transform(np.array([[117.0, 39.0]]), "EPSG:4326", source).coords
    assert crs.transform(place, source, target).ballpark is ballpark


@pytest.mark.parametrize(("source", "target"), [("EPSG:4326", "EPSG:4326"), ("OGC:CRS84", "EPSG:4326")])
def test_where_nothing_changes_the_array_is_given_back(source, target):
    coords = np.array([[117.0, 39.0]])
    assert crs.transform(coords, source, target).coords is coords


def test_what_the_target_cannot_hold_is_nan_and_counted():
    moved = crs.transform(
        np.array([[114.3, 30.6], [114.0, 95.0], [np.nan, 1.0], [1e300, 2.0]]), "EPSG:4490", "EPSG:4547"
    )
    assert moved.outside == 2
    assert np.isnan(moved.coords[1:]).all()
    assert np.isfinite(moved.coords[0]).all()


def test_many_coordinates_move_in_parts_as_one(monkeypatch):
    coords = np.random.default_rng(3).uniform([115, 30], [118, 40], (5000, 2))
    one = crs.transform(coords, "EPSG:4490", "EPSG:4548").coords
    monkeypatch.setattr(crs, "_CHUNK", 700)
    np.testing.assert_array_equal(crs.transform(coords, "EPSG:4490", "EPSG:4548").coords, one)


def test_rows_are_counted_not_their_vertices():
    import pyarrow as pa
    import shapely

    from onemap.io.wkb import decoded

    shapes = [shapely.box(114, 95, 115, 96), shapely.box(114, 30, 115, 31), None, shapely.Point(114, 99)]
    moved, told = crs.transform_rows(decoded(pa.array(shapely.to_wkb(shapes))), "EPSG:4490", "EPSG:4547")
    assert (told.outside, moved.rows) == (2, 4)


def test_moving_can_be_stopped():
    with pytest.raises(CancelledError):
        crs.transform(np.zeros((3, 2)), "EPSG:4490", "EPSG:4548", cancelled=lambda: True)


@pytest.mark.parametrize("text", ["EPSG:99999999", "nonsense", "", "4490.5", "EPSG:", "9" * 400])
def test_an_unknown_crs_is_told(text):
    with pytest.raises(CrsError) as caught:
        crs.parse(text)
    assert "EPSG:4490" in caught.value.sentence("en")
    assert "不认识" in caught.value.sentence("zh")


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("EPSG:4490", "CGCS2000 经纬度", "CGCS2000 longitude/latitude"),
        ("EPSG:4544", "CGCS2000 / 3° 带 中央经线 105°E", "CGCS2000 / 3° zone, CM 105°E"),
        ("EPSG:4527", "CGCS2000 / 3° 带 第 39 带（中央经线 117°E，横坐标含带号）",
         "CGCS2000 / 3° zone 39 (CM 117°E, zone number in easting)"),
        ("EPSG:2334", "西安80 / 6° 带 第 20 带（中央经线 117°E，横坐标含带号）",
         "Xian 1980 / 6° zone 20 (CM 117°E, zone number in easting)"),
        ("EPSG:32650", "WGS 84 / UTM 北 50 带", "WGS 84 / UTM zone 50N"),
        ("EPSG:3857", "Web 墨卡托（WGS 84）", "Web Mercator (WGS 84)"),
        ("EPSG:3414", "SVY21 / Singapore TM", "SVY21 / Singapore TM"),
    ],
)  # fmt: skip
def test_names_in_both_languages(code, zh, en):
    assert crs.name(code, "zh") == zh
    assert crs.name(code, "en") == en


@pytest.mark.parametrize(
    ("extent", "first"),
    [
        (Extent(116, 39, 117, 40), "EPSG:4490"),
        (Extent(-71.2, 42.3, -71.0, 42.4), "EPSG:4326"),
        (Extent(39, 116, 40, 117), "EPSG:4490"),
        (Extent(39.5e6, 4.40e6, 39.52e6, 4.42e6), "EPSG:4527"),
        (Extent(4.40e6, 39.5e6, 4.42e6, 39.52e6), "EPSG:4527"),
        (Extent(20.5e6, 4.40e6, 20.52e6, 4.42e6), "EPSG:4498"),
        (Extent(12.95e6, 4.85e6, 12.96e6, 4.86e6), "EPSG:3857"),
        (Extent(450e3, 3.4e6, 460e3, 3.41e6), "EPSG:4547"),
    ],
    ids=["Chinese degrees", "degrees elsewhere", "swapped degrees", "3-degree zone", "swapped zone", "6-degree zone",
         "web map", "no zone number"],
)  # fmt: skip
def test_proposals_for_bare_numbers(extent, first):
    assert crs.propose(extent)[0] == first
    for code in crs.propose(extent):
        crs.parse(code)


@pytest.mark.parametrize("extent", [Extent(20e3, 30e3, 40e3, 45e3), Extent(-1e12, -1e12, 1e12, 1e12)])
def test_no_proposal_is_made_up(extent):
    assert crs.propose(extent) == []


def test_metres_of_a_degree():
    # Snyder, Map Projections (1987), table 4 gives 111,320 m and 110,574 m on the equator of such an ellipsoid.
    assert crs.metres_per_unit("EPSG:4490", 114, 0) == pytest.approx((111319.49, 110574.28), abs=0.01)
    east, north = crs.metres_per_unit("EPSG:4490", 114, 40)
    assert east == pytest.approx(85393.86, abs=0.01)
    assert north == pytest.approx(111034.63, abs=0.01)


@pytest.mark.parametrize(
    ("code", "x", "y", "expected"),
    [
        ("EPSG:4547", 500_000, 3.4e6, 1.0),
        ("EPSG:3857", 12.7e6, 4_865_942, math.cos(math.radians(40)) * 1.00136),
        ("EPSG:2263", 980_000, 200_000, 0.3048006096),
    ],
    ids=["a zone is true", "a web map is not", "feet"],
)
def test_metres_of_a_map_unit(code, x, y, expected):
    assert crs.metres_per_unit(code, x, y) == pytest.approx((expected, expected), rel=2e-3)


def test_unnamed_text_of_a_known_crs_is_recognised():
    assert crs.text_of(crs.parse(crs.parse("EPSG:32650").to_json().replace('"id"', '"remarks_id"'))) == "EPSG:32650"
