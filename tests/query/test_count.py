"""Counting by cell, against every pair of feature and cell as shapely relates them."""

import numpy as np
import pytest
import shapely

from onemap.errors import CancelledError
from onemap.query.count import count, index_cells
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely
from tests.query.conftest import made, random_shapes

CODES = ["c", "a", None, "b", "a", "d", "e", "f", "g", "h"]


def lattice(rng):
    """Cells that share crooked borders, one with a hole and a cell in it, overlapping ones, one without a code."""
    at = np.stack(np.meshgrid(np.arange(4), np.arange(4)), -1) * 300.0
    at[1:3, 1:3] += rng.integers(-60, 60, (2, 2, 2))
    corners = [(0, 0), (0, 1), (1, 1), (1, 0)]
    cells = [shapely.Polygon([at[i + a, j + b] for a, b in corners]) for i in range(3) for j in range(3)]
    hole = shapely.box(40, 40, 120, 120)
    cells[0] = cells[0].difference(hole)
    return np.array([*cells, hole], object)


def brute(shapes, cells, codes):
    """Count by the rule, one pair after the other."""
    known = sorted({code for code in codes if code is not None})
    counts = dict.fromkeys(known, 0)
    for shape in shapes:
        if shape is None or shape.is_empty:
            continue
        meets = sorted({c for cell, c in zip(cells, codes, strict=True) if c is not None and cell.intersects(shape)})
        for code in meets[:1] if shape.geom_type == "Point" else meets:
            counts[code] += 1
    return [counts[code] for code in known]


@pytest.fixture(scope="module")
def cells():
    return lattice(np.random.default_rng(3))


@pytest.fixture(scope="module")
def index(cells):
    return index_cells(made(cells).prepared, CODES)


@pytest.fixture(scope="module")
def on_and_off_borders(cells):
    rng = np.random.default_rng(4)
    lines = shapely.boundary(cells[:9])
    on_border = shapely.line_interpolate_point(np.repeat(lines, 40), rng.uniform(0, 900, 360))
    corners = shapely.points(shapely.get_coordinates(cells))
    inside = shapely.points(rng.uniform(-30, 930, (2000, 2)))
    lattice_points = shapely.points(rng.integers(0, 31, (1500, 2)) * 30.0)
    return np.concatenate([on_border, corners, inside, lattice_points])


def test_points_equal_brute_force(index, cells, on_and_off_borders):
    counted = count(made(on_and_off_borders).prepared, index)
    assert counted.tolist() == brute(on_and_off_borders, cells, CODES)


def test_all_kinds_of_shapes_equal_brute_force(index, cells):
    shapes = random_shapes(np.random.default_rng(5), 25, size=900.0)
    assert count(made(shapes).prepared, index).tolist() == brute(shapes, cells, CODES)


def test_codes_are_ascending_and_owners_are_the_smallest(index, cells, on_and_off_borders):
    assert index.codes == tuple("abcdefgh")
    owners = index.owners(shapely.get_coordinates(on_and_off_borders))
    for point, owner in list(zip(on_and_off_borders, owners, strict=True))[::37]:
        covering = [c for cell, c in zip(cells, CODES, strict=True) if c and cell.covers(point)]
        assert (index.codes[owner] if owner >= 0 else None) == min(covering, default=None)


def test_a_mask_leaves_out(index, on_and_off_borders):
    layer = made(on_and_off_borders).prepared
    mask = np.arange(layer.size) % 3 == 0
    rest = count(layer, index, drawn=mask) + count(layer, index, drawn=~mask)
    assert rest.tolist() == count(layer, index).tolist()


def test_several_threads_count_the_same(index):
    layer = made(shapely.points(np.random.default_rng(6).uniform(0, 900, (120_000, 2)))).prepared
    assert count(layer, index, threads=3).tolist() == count(layer, index, threads=1).tolist()


@pytest.mark.parametrize("offset", [0.0, 4e7], ids=["near zero", "prefixed eastings"])
def test_random_partitions(offset):
    rng = np.random.default_rng(7)
    seeds = shapely.MultiPoint(rng.uniform(0, 100, (40, 2)) + offset)
    cells = np.array(shapely.get_parts(shapely.voronoi_polygons(seeds)), object)
    codes = [f"{k:03d}" for k in rng.permutation(len(cells))]
    points = shapely.points(np.concatenate([rng.uniform(0, 100, (800, 2)) + offset, shapely.get_coordinates(cells)]))
    assert count(made(points).prepared, index_cells(made(cells).prepared, codes)).tolist() == brute(
        points, cells, codes
    )


def test_empty_layers_count_nothing(index, points):
    nothing = prepare(from_shapely(np.array([None], object)))
    assert count(nothing, index).tolist() == [0] * 8
    assert count(points.prepared, index_cells(nothing, [None])).tolist() == []


def test_it_can_be_stopped(index, points):
    with pytest.raises(CancelledError):
        count(points.prepared, index, cancelled=lambda: True)
