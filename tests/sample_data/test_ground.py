"""Streets, water and houses: a city that could be printed."""

import numpy as np
import pytest
import shapely


@pytest.fixture(scope="module")
def houses(read):
    return read("buildings").geometry.to_numpy()


def _direction(shapes):
    """Direction of the longer side of the smallest turned box around each shape, degrees up to right angles."""
    boxes = shapely.get_coordinates(shapely.oriented_envelope(shapes)).reshape(-1, 5, 2)
    side = boxes[:, 1] - boxes[:, 0]
    return np.degrees(np.arctan2(side[:, 1], side[:, 0])) % 90


def test_there_are_about_twenty_thousand_houses(houses):
    assert 18_500 < len(houses) < 21_500
    assert shapely.is_valid(houses).all()


def test_under_a_quarter_of_the_houses_is_parallel_to_the_axes(houses):
    d = _direction(houses)
    assert (np.minimum(d, 90 - d) < 5).mean() < 0.25


def test_houses_follow_the_nearest_street(houses, read):
    streets = np.array([*read("road").geometry, *read("lane").geometry], object)
    middles = shapely.centroid(houses)
    near = streets[shapely.STRtree(streets).nearest(middles)]
    along = shapely.line_locate_point(near, middles)
    p, q = (shapely.get_coordinates(shapely.line_interpolate_point(near, along + k)) for k in (-4, 4))
    street = np.degrees(np.arctan2(*(q - p).T[::-1])) % 90
    turn = np.abs(_direction(houses) - street)
    assert (np.minimum(turn, 90 - turn) < 15).mean() > 0.8


def test_no_house_stands_in_water_on_a_street_or_on_a_green(houses, read):
    roads = [read(n) for n in ("road", "lane")]
    ground = [g.geometry.buffer(g["width_m"] / 2 - 0.05, cap_style="flat") for g in roads]
    wet = [read("water").geometry, read("green").geometry]
    for shapes in (*ground, *wet):
        hit, _ = shapely.STRtree(houses).query(shapes.to_numpy(), predicate="intersects")
        assert not len(hit)


def test_no_two_houses_touch(houses):
    a, b = shapely.STRtree(houses).query(houses, predicate="intersects")
    assert (a == b).all()


def test_the_centre_is_denser_and_its_houses_smaller(houses, read):
    city = shapely.union_all(read("unit_grid").geometry.to_numpy())
    square = shapely.Point(468650, 3483190)
    core, rim = square.buffer(800), city.difference(square.buffer(1500))
    shapely.prepare(core)
    shapely.prepare(rim)
    middles = shapely.centroid(houses)
    inner, outer = shapely.intersects(core, middles), shapely.intersects(rim, middles)
    free = shapely.union_all([*read("water").geometry, *read("green").geometry])
    assert inner.sum() / core.difference(free).area > outer.sum() / rim.difference(free).area
    assert np.median(shapely.area(houses[inner])) < np.median(shapely.area(houses[outer]))


def test_footprints_are_mixed(houses):
    corners = shapely.get_num_coordinates(houses) - 1
    assert {4, 6, 8, 12} <= set(corners.tolist())
    assert (corners == 4).mean() < 0.9


def test_streets_have_a_hierarchy_chinese_names_and_bridges(read):
    road, lane = read("road"), read("lane")
    assert set(road["class"]) == {"快速路", "主干路", "次干路"}
    assert {"支路", "小路"} <= set(lane["class"])
    assert road["name"].str.fullmatch(r"[一-鿿]{3,5}").all()
    assert len(read("bridge")) == 7
    river = shapely.union_all(read("water").query("`class` == '河流'").geometry.to_numpy())
    crossing = road[road.geometry.intersects(river.buffer(-5))]
    assert (crossing["bridge"] & crossing["class"].isin(["快速路", "主干路"])).all()
    assert not lane.geometry.intersects(river).any()


def test_the_street_net_is_no_lattice(read):
    lane = read("lane").query("`class` != '园路'").geometry
    c = shapely.get_coordinates(shapely.line_interpolate_point(lane.to_numpy(), [[0.0], [1e9]])).reshape(2, -1, 2)
    d = np.degrees(np.arctan2(*(c[1] - c[0]).T[::-1])) % 90
    shares = np.histogram(d, bins=9, range=(0, 90))[0] / len(d)
    assert shares.max() < 0.25
    assert shares.min() > 0.03
