"""The 115 unit grids: a true partition along streets and river, numbered by rows, and what is made of them."""

import collections
import itertools

import numpy as np
import pytest
import shapely


@pytest.fixture(scope="module")
def grids(read):
    return read("unit_grid")


def test_there_are_exactly_115_of_about_ten_hectares_on_twelve_square_kilometres(grids):
    assert len(grids) == 115
    assert set(grids.geom_type) == {"Polygon"}
    assert not any(len(g.interiors) for g in grids.geometry)
    assert 11e6 < grids.area.sum() < 13e6
    assert 2e4 < grids.area.min() < 10e4 < grids.area.max() < 25e4
    assert np.allclose(grids["area_m2"], grids.area, atol=0.1)


def test_no_two_overlap_and_nothing_is_left_between(grids):
    shapes = grids.geometry.to_numpy()
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon"
    assert not len(whole.interiors)
    assert whole.area == pytest.approx(shapely.area(shapes).sum(), abs=1e-4)
    a, b = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    assert len(a) == len(b) == 0


def test_every_side_inside_the_city_is_shared_vertex_by_vertex_by_two_grids(grids):
    seen = collections.Counter()
    for shape in grids.geometry:
        c = shapely.get_coordinates(shape.exterior)
        seen.update(frozenset((tuple(p), tuple(q))) for p, q in itertools.pairwise(c))
    assert set(seen.values()) == {1, 2}
    ring = shapely.get_coordinates(shapely.union_all(grids.geometry.to_numpy()).exterior)
    rim = {frozenset((tuple(p), tuple(q))) for p, q in itertools.pairwise(ring)}
    assert {side for side, times in seen.items() if times == 1} == rim


def test_borders_follow_streets_or_the_river(grids, read):
    streets = np.array([*read("road").geometry, *read("lane").geometry], object)
    border = shapely.union_all(shapely.boundary(grids.geometry.to_numpy()))
    places = shapely.points(shapely.get_coordinates(shapely.segmentize(border, 15)))
    on_street, _ = shapely.STRtree(streets).query(places, predicate="dwithin", distance=0.5)
    off = np.setdiff1d(np.arange(len(places)), on_street)
    wet, _ = shapely.STRtree(read("water").geometry).query(places[off], predicate="intersects")
    assert len(off) - len(np.unique(wet)) < 0.01 * len(places)


def test_codes_are_fifteen_digits_each_within_its_one_community(grids, read):
    assert grids["code"].is_unique
    assert grids["code"].str.fullmatch(r"990101\d{9}").all()
    assert (grids["code"].str[:12] == grids["parent"]).all()
    community = read("communities").set_index("code").geometry
    within = grids.geometry.to_numpy()
    assert all(community[p].buffer(0.01).covers(s) for p, s in zip(grids["parent"], within, strict=True))


def test_numbers_run_by_rows_from_north_to_south_and_in_a_row_from_west_to_east(grids):
    for _, own in grids.groupby("parent"):
        numbered = own.sort_values("code")
        assert [int(c[-3:]) for c in numbered["code"]] == list(range(1, len(own) + 1))
        place = shapely.get_coordinates(shapely.point_on_surface(numbered.geometry.to_numpy()))
        row = ((place[:, 1].max() - place[:, 1]) // 300.0).tolist()
        assert [*zip(row, place[:, 0].tolist(), strict=True)] == sorted(zip(row, place[:, 0].tolist(), strict=True))


@pytest.mark.parametrize(
    ("level", "digits", "count"),
    [("communities", 12, 14), ("subdistricts", 9, 4), ("district", 6, 1)],
    ids=["communities", "sub-districts", "the district"],
)
def test_divisions_are_the_unions_of_their_grids(grids, read, level, digits, count):
    rows = read(level)
    assert len(rows) == count
    for code, shape in zip(rows["code"], rows.geometry, strict=True):
        union = shapely.union_all(grids.geometry[grids["code"].str.startswith(code)].to_numpy())
        assert len(code) == digits
        assert union.symmetric_difference(shape).area < 5.0


def test_responsibility_grids_are_joined_neighbours_of_one_community(grids, read):
    rows = read("responsibility_grid")
    assert len(rows) == 23
    assert set(grids["resp_grid"]) == set(rows["code"])
    for code, shape in zip(rows["code"], rows.geometry, strict=True):
        own = grids[grids["resp_grid"] == code]
        union = shapely.union_all(own.geometry.to_numpy())
        assert union.geom_type == "Polygon"
        assert union.symmetric_difference(shape).area < 1e-3
        assert own["parent"].nunique() == 1
