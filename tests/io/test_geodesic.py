import math

import numpy as np
import pytest
import shapely

from onemap.io.geodesic import measure

CITY = "EPSG:4544"  # CGCS2000 / 3-degree Gauss-Kruger CM 105E


def test_a_long_line_is_as_karney_has_it():
    # JFK to LHR, the first example of GeographicLib's documentation: 5551.759400 km on WGS 84.
    found = measure("distance", [(-73.8, 40.6), (-0.5, 51.6)], "EPSG:4326")
    assert found.length_m == pytest.approx(5_551_759.400, abs=0.001)


@pytest.mark.parametrize(("to", "bearing"), [((0, 1), 0), ((1, 1), 45), ((1, 0), 90), ((0, -1), 180), ((-1, 0), 270)])
def test_bearings_go_clockwise_from_north(to, bearing):
    x, y = 500_000.0, 3_480_000.0
    found = measure("distance", [(x, y), (x + 100 * to[0], y + 100 * to[1])], CITY)
    assert math.cos(math.radians(found.legs[0].bearing_deg - bearing)) == pytest.approx(1, abs=1e-6)
    assert found.length_m == pytest.approx(100 * math.hypot(*to), rel=1e-4)


def test_an_area_in_a_city_plane_is_that_of_shapely_and_the_plane_is_not_told():
    ring = [(468_000.0, 3_482_000.0), (468_500.0, 3_482_000.0), (468_700.0, 3_482_400.0), (468_100.0, 3_482_300.0)]
    found = measure("area", ring, CITY)
    assert found.area_m2 == pytest.approx(shapely.Polygon(ring).area, rel=1e-3)
    assert found.length_m == pytest.approx(shapely.Polygon(ring).length, rel=1e-3)
    assert found.planar_area_m2 is None
    assert found.planar_length_m is None


def test_web_mercator_tells_both():
    x, y, side = 11_651_000.0, 3_690_000.0, 1000.0
    ring = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    found = measure("area", ring, "EPSG:3857")
    assert found.planar_area_m2 == pytest.approx(side * side)
    assert found.area_m2 == pytest.approx(side * side * math.cos(math.radians(31.4)) ** 2, rel=0.01)
    assert found.planar_length_m == pytest.approx(4 * side)


def test_a_right_angle():
    found = measure("angle", [(468_000.0, 3_482_100.0), (468_000.0, 3_482_000.0), (468_100.0, 3_482_000.0)], CITY)
    assert found.angle_deg == pytest.approx(90, abs=1e-4)


def test_a_map_without_a_crs_is_a_plane():
    found = measure("area", [(0, 0), (3, 0), (3, 4)], None)
    assert found.area_m2 == pytest.approx(6)
    assert found.length_m == pytest.approx(12)
    assert measure("angle", [(0, 1), (0, 0), (1, 0)], None).angle_deg == pytest.approx(90)


@pytest.mark.parametrize("kind", ["distance", "area", "angle"])
@pytest.mark.parametrize("places", [[], [(468_000.0, 3_482_000.0)]], ids=["none", "one"])
def test_too_few_places_measure_nothing(kind, places):
    found = measure(kind, places, CITY)
    assert (found.length_m, found.area_m2, found.angle_deg) == (0, None, None)


def test_a_place_beyond_the_earth_is_no_number():
    assert not np.isfinite(measure("distance", [(1e12, 1e12), (468_000.0, 3_482_000.0)], CITY).length_m)
