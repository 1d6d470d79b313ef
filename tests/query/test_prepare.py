from itertools import pairwise

import numpy as np
import pytest
import shapely

from onemap.errors import CancelledError
from onemap.model.geometry import Geometries
from onemap.model.prepared import PAGE_SIZE
from onemap.query.hit import hit_test
from onemap.query.morton import frame_of
from onemap.query.prepare import prepare
from onemap.query.select import shapes_at
from onemap.query.shapes import from_shapely


def test_every_drawable_row_is_there_once_in_its_shape(layer):
    prepared = layer.prepared
    assert sorted(prepared.rows.tolist()) == np.flatnonzero(layer.drawable()).tolist()
    same = shapely.equals_exact(shapes_at(prepared, np.arange(prepared.size)), layer.shapes[prepared.rows])
    assert same.all()


def test_measures_equal_shapely(mixed):
    prepared, shapes = mixed.prepared, mixed.shapes[mixed.prepared.rows]
    assert np.allclose(prepared.bounds, shapely.bounds(shapes))
    assert np.allclose(prepared.area, shapely.area(shapes), rtol=1e-6)
    assert np.allclose(prepared.length, shapely.length(shapes), rtol=1e-6)
    assert prepared.feature_type.tolist() == [int(shapely.to_wkb(s)[1]) for s in shapes]


def test_area_does_not_depend_on_winding():
    holed = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    both = [holed, shapely.Polygon(holed.exterior.coords[::-1], [holed.interiors[0].coords])]
    assert prepare(from_shapely(both)).area.tolist() == [15.0, 15.0]


def test_page_boxes_hold_their_features(layer):
    prepared = layer.prepared
    bounds = shapely.bounds(layer.shapes[prepared.rows])
    for k, box in enumerate(prepared.page_bounds):
        mine = bounds[k * PAGE_SIZE : (k + 1) * PAGE_SIZE]
        assert np.array_equal(box, [*mine[:, :2].min(axis=0), *mine[:, 2:].max(axis=0)])
    assert prepared.extent.as_tuple() == (*bounds[:, :2].min(axis=0), *bounds[:, 2:].max(axis=0))


def test_arrays_are_read_only(layer):
    prepared = layer.prepared
    for array in (prepared.rows, prepared.coords, prepared.page_bounds, prepared.bounds, prepared.ring_offsets):
        assert array is None or not array.flags.writeable
    assert prepared.nbytes >= prepared.coords.nbytes


def test_neighbours_share_pages():
    xy = np.random.default_rng(1).uniform(0, 1000, (64 * PAGE_SIZE, 2))
    sides = np.diff(prepare(Geometries(xy)).page_bounds.reshape(-1, 2, 2), axis=1)
    assert np.median(sides) < 1000 / 4


@pytest.mark.parametrize(
    ("shapes", "rows"),
    [
        ([], []),
        ([None, None], []),
        ([shapely.Point(), shapely.Polygon()], []),
        ([shapely.Point(1, 2)], [0]),
        ([None, shapely.Point(1, 2)], [1]),
        ([shapely.Point(1, np.nan), shapely.Point(1e300, 0), shapely.Point(2, 2)], [2]),
        ([shapely.LineString([(0, 0), (1, np.inf)]), shapely.LineString([(0, 0), (0, 5)])], [1]),
        ([shapely.LineString([(0, 0), (1, -1e300)])], []),
        ([shapely.Point(3, 3)] * 1500, range(1500)),
        ([shapely.LineString([(3, 0), (3, 9)])] * 1500, range(1500)),
    ],
    ids=["no rows", "nulls", "empty shapes", "one row", "one of two", "far and NaN points", "infinite vertex",
         "far vertex", "one place", "vertical lines"],
)  # fmt: skip
def test_hard_layers(shapes, rows):
    prepared = prepare(from_shapely(shapes))
    assert sorted(prepared.rows.tolist()) == list(rows)
    assert (prepared.extent is None) == (not len(rows))
    assert len(prepared.page_bounds) == -(-len(rows) // PAGE_SIZE)
    positions, _, _ = hit_test(prepared, 3.0, 3.0, 1e6)
    assert prepared.rows[positions].tolist() == sorted(
        prepared.rows[positions], key=lambda r: (shapes[r].distance(shapely.Point(3, 3)), r)
    )
    assert len(positions) == len(rows)


def test_coordinates_that_left_the_crs_are_not_drawn():
    xy = np.array([[0.0, 0.0], [np.inf, np.inf], [1.0, 1.0], [2e15, 0.0]])
    assert sorted(prepare(Geometries(xy)).rows.tolist()) == [0, 2]


def test_one_stray_point_does_not_spoil_the_pages():
    xy = np.random.default_rng(2).uniform(0, 1000, (40 * PAGE_SIZE, 2))
    xy[77] = 9e14, -9e14
    sides = np.diff(prepare(Geometries(xy)).page_bounds.reshape(-1, 2, 2), axis=1)
    assert np.median(sides) < 1000 / 3


def test_the_user_can_stop_it():
    answers = iter([False, True])
    with pytest.raises(CancelledError):
        prepare(Geometries(np.zeros((10, 2))), cancelled=lambda: next(answers))


@pytest.fixture(scope="module")
def crowd():
    rng = np.random.default_rng(8)
    xy = np.concatenate([rng.normal(0, 50, (150_000, 2)), rng.uniform(-1000, 1000, (20_000, 2)), [[1e9, 1e9]]])
    return prepare(Geometries(xy))


def test_thinnings_go_from_fine_to_coarse(crowd):
    sizes = [crowd.size, *(len(t.positions) for t in crowd.thinnings)]
    assert len(sizes) > 4
    assert all(after <= before * 0.86 for before, after in pairwise(sizes))
    assert (np.diff([t.cell for t in crowd.thinnings]) > 0).all()


def test_every_left_out_point_has_one_in_its_cell(crowd):
    box = np.array(crowd.extent.as_tuple())
    frame = frame_of(crowd.coords, box)
    for thinning in crowd.thinnings:
        assert (np.diff(thinning.positions) > 0).all()
        cells = np.floor((crowd.coords - [frame.x0, frame.y0]) / thinning.cell).astype(np.int64)
        kept = cells[thinning.positions]
        assert len(np.unique(kept, axis=0)) == len(np.unique(cells, axis=0))


def test_a_small_layer_is_not_thinned(points):
    assert points.prepared.thinnings == ()


@pytest.fixture(scope="module")
def curves():
    rng = np.random.default_rng(9)
    turn = np.linspace(0, 2 * np.pi, 400)[:-1]
    shapes = []
    for x, y, r in rng.uniform([0, 0, 20], [9000, 9000, 90], (250, 3)):
        radius = r * (1 + 0.05 * np.cumsum(rng.normal(0, 0.2, len(turn))) / 5)
        ring = np.column_stack([x + radius * np.cos(turn), y + radius * np.sin(turn)])
        shapes += [
            shapely.Polygon(ring),
            shapely.LineString(np.cumsum(rng.normal(0, 3, (200, 2)), axis=0) + np.array([x, y])),
        ]
    shapes += [shapely.Point(1, 1), shapely.box(0, 0, 1e-3, 1e-3)]
    return prepare(from_shapely(shapes))


def test_details_halve_the_vertices(curves):
    sizes = [len(curves.coords), *(len(d.coords) for d in curves.details)]
    assert len(sizes) > 2
    assert all(after <= before / 2 for before, after in pairwise(sizes))


def test_no_vertex_is_farther_away_than_the_tolerance(curves):
    for detail in curves.details:
        assert len(detail.ring_offsets) == len(curves.ring_offsets)
        for ring in range(len(curves.ring_offsets) - 1):
            full = curves.coords[slice(*curves.ring_offsets[ring : ring + 2])]
            thin = detail.coords[slice(*detail.ring_offsets[ring : ring + 2])]
            assert np.array_equal(thin[[0, -1]], full[[0, -1]])
            if len(full) > 1:
                drawn = shapely.LineString(thin)
                assert shapely.distance(shapely.points(full), drawn).max() <= detail.tolerance
            if curves.ring_kind[ring] >= 2:
                assert shapely.Polygon(thin).area > 0


def test_a_small_layer_has_no_details(mixed):
    assert mixed.prepared.details == ()


def test_boxes_have_nothing_to_leave_out():
    xy = np.random.default_rng(3).uniform(0, 1e4, (30_000, 2))
    assert prepare(from_shapely(shapely.box(*xy.T, *(xy + 5).T))).details == ()


def test_a_polygon_of_a_million_vertices():
    turn = np.linspace(0, 2 * np.pi, 1_000_001)[:-1]
    radius = 1000 + 10 * np.sin(997 * turn)
    ring = np.column_stack([radius * np.cos(turn), radius * np.sin(turn)])
    prepared = prepare(from_shapely([shapely.Polygon(ring)]))
    assert len(prepared.details[-1].coords) < 2000
    assert hit_test(prepared, 0.0, 0.0, 1.0)[1].tolist() == [0.0]
