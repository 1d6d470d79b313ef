import numpy as np
import pytest
import shapely

from onemap.errors import RequestError
from onemap.model.extent import Extent
from onemap.query.select import marks_in_box, select, select_circle

SHAPES = {
    "box on lattice borders": shapely.box(100, 200, 450, 620),
    "triangle": shapely.Polygon([(10, 10), (900, 333), (420, 980)]),
    "with a hole": shapely.box(50, 50, 950, 950).difference(shapely.box(200, 200, 800, 800)),
    "two parts": shapely.MultiPolygon([shapely.box(0, 0, 300, 300), shapely.box(600, 600, 700, 900)]),
    "a cell": shapely.box(300, 400, 310, 410),
    "line": shapely.LineString([(0, 500), (500, 500), (990, 10)]),
    "point on the lattice": shapely.Point(500, 500),
    "everything": shapely.box(-100, -100, 2000, 2000),
    "nowhere": shapely.box(5000, 5000, 6000, 6000),
}
PREDICATES = (
    "intersects", "disjoint", "within", "covered_by", "contains", "covers", "contains_properly", "touches", "crosses",
    "overlaps", "equals",
)  # fmt: skip


def brute(layer, shape, predicate):
    rows = np.flatnonzero(layer.drawable())
    return rows[getattr(shapely, predicate)(layer.shapes[rows], shape)].tolist()


@pytest.mark.parametrize("predicate", PREDICATES)
@pytest.mark.parametrize("name", SHAPES)
def test_select_equals_brute_force(layer, name, predicate):
    assert select(layer.prepared, SHAPES[name], predicate).tolist() == brute(layer, SHAPES[name], predicate)


def test_a_feature_finds_itself_and_its_double(mixed):
    for row in np.flatnonzero(mixed.drawable())[:60]:
        shape = mixed.shapes[row]
        assert select(mixed.prepared, shape, "equals").tolist() == brute(mixed, shape, "equals")
        assert row in select(mixed.prepared, shape)


@pytest.mark.parametrize(
    "extent",
    [Extent(100, 100, 500, 480), Extent(200, 0, 200, 1000), Extent(500, 500, 500, 500)],
    ids=["with area", "a line", "a point"],
)
def test_an_extent_is_its_box(layer, extent):
    x0, y0, x1, y1 = extent.as_tuple()
    shape = shapely.MultiPoint([(x0, y0), (x1, y1)]).envelope
    assert select(layer.prepared, extent).tolist() == brute(layer, shape, "intersects")


@pytest.mark.parametrize("masked", [False, True])
@pytest.mark.parametrize(
    "box", [(100, 100, 500, 480), (200, 0, 200, 1000), (-9e3, -9e3, 9e3, 9e3), (5e3, 5e3, 6e3, 6e3)]
)
def test_marks_in_a_box_are_the_rows_that_are_selected(layer, box, masked):
    prepared, count = layer.prepared, len(layer.shapes)
    drawn = np.random.default_rng(3).random(prepared.size) < 0.6 if masked else None
    made = marks_in_box(prepared, Extent(*box), count, drawn)
    assert len(made) == count
    assert np.flatnonzero(made).tolist() == select(prepared, Extent(*box), "intersects", drawn).tolist()


def test_a_shape_that_crosses_itself_is_repaired(points):
    bow = shapely.Polygon([(0, 0), (1000, 1000), (1000, 0), (0, 1000)])
    assert select(points.prepared, bow).tolist() == brute(points, shapely.make_valid(bow), "intersects")


@pytest.mark.parametrize(
    "shape",
    [None, shapely.Polygon(), shapely.Point(np.nan, 1), shapely.box(0, 0, np.inf, 1)],
    ids=["None", "empty", "NaN", "infinite"],
)
def test_nothing_relates_to_nothing(layer, shape):
    assert select(layer.prepared, shape).tolist() == []
    assert select(layer.prepared, shape, "disjoint").tolist() == np.flatnonzero(layer.drawable()).tolist()


def test_only_what_is_drawn_is_selected(layer):
    drawn = np.arange(layer.prepared.size) % 2 == 0
    every = select(layer.prepared, SHAPES["triangle"])
    kept = np.isin(every, layer.prepared.rows[drawn])
    assert select(layer.prepared, SHAPES["triangle"], drawn=drawn).tolist() == every[kept].tolist()


def test_impossible_questions_are_told(points):
    with pytest.raises(RequestError, match="extent"):
        select(points.prepared, Extent(2, 0, 1, 1))
    with pytest.raises(RequestError, match="nearby"):
        select(points.prepared, SHAPES["line"], "nearby")


@pytest.mark.parametrize("radius", [0.0, 10.0, 250.0, 5000.0])
def test_a_circle_is_the_true_circle(layer, radius):
    rows = np.flatnonzero(layer.drawable())
    for x, y in [(500.0, 500.0), (123.4, 777.7)]:
        near = shapely.distance(layer.shapes[rows], shapely.Point(x, y)) <= radius
        assert select_circle(layer.prepared, x, y, radius).tolist() == rows[near].tolist()
