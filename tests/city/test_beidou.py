"""BeiDou grid location codes against the standard's own examples and published codecs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onemap.city import beidou
from onemap.errors import CodeError

#: lat, lon, level, code. The first four stand in GB/T 39409-2020 (B.2 and 8.1); two public codecs agree on the others.
VECTORS = [
    (39.993161111, 116.312602778, 8, "N50J47539B825534"),
    (39.998929, 116.320644, 5, "N50J475493E"),
    (39.999917, 116.318328, 5, "N50J475491E"),
    (39.999035, 116.319265, 5, "N50J475492E"),
    (39.993161111, 116.312602778, 10, "N50J47539B8255346152"),
    (-39.993161111, -116.312602778, 10, "S11J47539B8255346152"),
    (31.2720680, 120.637779, 10, "N51H1628644205061116"),
    (33.006, 97.0085, 10, "N47I2200075126331144"),
    (24.4798, 118.0894, 10, "N50G804585B275207705"),
    (31.4675, 104.6796, 10, "N48H564A8B0324107020"),
    (-33.8688, 151.2093, 10, "S56I234C281256752670"),
    (33.8688, -151.2093, 10, "N05I234C281256752670"),
    (-31.396478, -57.702155, 10, "S21H764C31B375022200"),
    (33.0, 97.0, 10, "N47I2200000000000000"),
    (10.0, -6.0, 3, "N29C040"),
]
places = st.tuples(st.floats(-180, 180), st.floats(-87.999, 87.999))


@pytest.mark.parametrize(("lat", "lon", "level", "code"), VECTORS, ids=[v[3] for v in VECTORS])
def test_published_codes(lat, lon, level, code):
    assert beidou.encode(lon, lat, level) == code


def test_arrays_give_what_numbers_give():
    lats, lons = np.array([v[:2] for v in VECTORS]).T
    assert beidou.encode(lons, lats, 6).tolist() == [
        beidou.encode(lo, la, 6) for lo, la in zip(lons, lats, strict=True)
    ]


def test_the_corner_is_the_one_nearest_to_the_origin():
    cell = beidou.decode("N36J93078B3101524314")
    assert (cell.lat, cell.lon) == pytest.approx((37.63675726996528, 34.62949232313368), abs=1e-12)
    assert beidou.decode("N32G")[:2] == (6.0, 24.0)
    assert beidou.decode("s11j47").level == 2


@given(places, st.integers(1, 10))
def test_a_place_lies_in_the_cell_of_its_code(place, level):
    lon, lat = place
    code = beidou.encode(lon, lat, level)
    cell = beidou.decode(code)
    slack = 1e-12
    assert cell.level == level
    assert cell.west - slack <= lon <= cell.east + slack
    assert cell.south - slack <= lat <= cell.north + slack
    assert beidou.encode((cell.west + cell.east) / 2, (cell.south + cell.north) / 2, level) == code


@given(places, st.integers(2, 10))
def test_a_cells_code_begins_with_its_parents(place, level):
    assert beidou.encode(*place, level).startswith(beidou.encode(*place, level - 1))


@pytest.mark.parametrize(
    "place", [(104.66, 31.47), (0.00001, 0.00001), (-0.00001, 5.0), (5.0, -0.00001), (179.9999, 3)]
)
@pytest.mark.parametrize("level", [5, 6, 7, 10])
def test_neighbours_touch_and_know_each_other(place, level):
    code = beidou.encode(*place, level)
    around = beidou.neighbours(code)
    assert len(set(around)) == 8
    assert code not in around
    for other in around:
        assert code in beidou.neighbours(other)


def test_the_area_of_a_cell_holds_its_places():
    import shapely

    area = beidou.polygon("N47I22000751")
    assert area.contains(shapely.Point(97.0085, 33.006))
    assert area.bounds == tuple(beidou.decode("N47I22000751")[2:6])
    assert [one.bounds for one in beidou.polygon(["S11J", "N50J"])] == [(-120, -40, -114, -36), (114, 36, 120, 40)]


def test_whole_arc_seconds_hit_their_own_cell():
    seconds = np.arange(0, 20_000, dtype=np.int64)
    lon = 100 + seconds / 3600
    corner = beidou.decode(beidou.encode(lon, np.full(len(lon), 30.0)))[:, 0]
    assert np.abs(corner - lon).max() < 1e-11


def test_reference_codes_go_there_and_back():
    base = beidou.encode(104.66, 31.47, 6)
    east2 = beidou.decode(base)
    other = beidou.encode(east2.east + 1.5 * (east2.east - east2.west), (east2.south + east2.north) / 2, 6)
    assert beidou.reference(base, other) == f"{base}-20"
    assert beidou.reference(other, base) == f"{other}-B0"
    assert beidou.dereference(f"{base}-20") == other
    assert beidou.dereference(beidou.reference(base, base)) == base


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("N50", "3 characters"),
        ("X50J", "character 1"),
        ("N61J", "character 2"),
        ("N50W", "character 4"),
        ("N50JC7", "character 5"),
        ("N50J48", "character 6"),
        ("N50J476", "character 7"),
        ("N50J47539B8255346152F", "21 characters"),
        ("北50J", "character 1"),
    ],
    ids=["length", "hemisphere", "zone", "band", "column", "row", "third level", "too long", "hanzi"],
)
def test_a_bad_code_says_what_is_wrong(code, said):
    with pytest.raises(CodeError) as caught:
        beidou.decode(code)
    assert said in caught.value.sentence("en")
    assert code in caught.value.sentence("zh")


@pytest.mark.parametrize("place", [(0, 88.0), (181, 0), (float("nan"), 0), (0, float("inf"))])
def test_a_place_without_code_is_refused(place):
    with pytest.raises(CodeError):
        beidou.encode(*place)
