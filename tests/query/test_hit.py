from fractions import Fraction

import numpy as np
import pytest
import shapely

from onemap.model.geometry import Geometries
from onemap.query.hit import containing, hit_test, smallest_code
from onemap.query.hit_kernels import side
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely


def places(seed, count=60):
    rng = np.random.default_rng(seed)
    return [*rng.uniform(-20, 1020, (count, 2)), *(rng.integers(0, 100, (count, 2)) * 10.0)]


@pytest.mark.parametrize("tolerance", [0.0, 10.0, 40.0], ids=["exactly here", "near", "wide"])
def test_hits_equal_brute_force(layer, tolerance):
    rows = np.flatnonzero(layer.drawable())
    for x, y in places(1):
        away = shapely.distance(layer.shapes[rows], shapely.Point(x, y))
        positions, distances, _ = hit_test(layer.prepared, x, y, tolerance)
        assert sorted(layer.prepared.rows[positions]) == rows[away <= tolerance].tolist()
        assert np.allclose(np.sort(distances), np.sort(away[away <= tolerance]), atol=1e-9)


def test_order_is_kind_then_distance_then_row(layer):
    for x, y in places(2):
        positions, distances, kinds = hit_test(layer.prepared, x, y, 30.0)
        keys = list(zip(kinds, distances, layer.prepared.rows[positions], strict=True))
        assert keys == sorted(keys)


def test_kind_is_that_of_the_nearest_part():
    shapes = [shapely.box(0, 0, 9, 9), shapely.LineString([(0, 5), (9, 5)]), shapely.Point(5, 6),
              shapely.GeometryCollection([shapely.box(20, 0, 30, 9), shapely.Point(5, 5.5)])]  # fmt: skip
    prepared = prepare(from_shapely(shapes))
    positions, distances, kinds = hit_test(prepared, 5.0, 5.0, 1.0)
    assert prepared.rows[positions].tolist() == [3, 2, 1, 0]
    assert distances.tolist() == [0.5, 1.0, 0.0, 0.0]
    assert kinds.tolist() == [0, 0, 1, 2]


def test_scale_measures_in_metres():
    prepared = prepare(Geometries(np.array([[117.0, 39.0], [117.001, 39.0], [117.0, 39.001]])))
    positions, distances, _ = hit_test(prepared, 117.0, 39.0, 100.0, scale=(86_000.0, 111_000.0))
    assert prepared.rows[positions].tolist() == [0, 1]
    assert distances == pytest.approx([0.0, 86.0], abs=1e-6)


def test_what_is_not_drawn_is_not_hit(layer):
    drawn = np.zeros(layer.prepared.size, bool)
    drawn[::3] = True
    for x, y in places(3, 10):
        every, _, _ = hit_test(layer.prepared, x, y, 60.0)
        some, _, _ = hit_test(layer.prepared, x, y, 60.0, drawn=drawn)
        assert some.tolist() == [p for p in every if drawn[p]]


@pytest.mark.parametrize(
    "asked",
    [(np.nan, 0, 1), (0, np.inf, 1), (0, 0, -1), (0, 0, np.nan)],
    ids=["NaN", "infinite", "negative", "no tolerance"],
)
def test_an_impossible_question_finds_nothing(layer, asked):
    assert [len(a) for a in hit_test(layer.prepared, *asked)] == [0, 0, 0]


def test_containing_equals_brute_force_with_borders(mixed):
    polygons = np.isin(shapely.get_type_id(mixed.shapes), [3, 6])
    for x, y in places(4, 200):
        rows = mixed.prepared.rows[containing(mixed.prepared, x, y)]
        of_polygons = rows[polygons[rows]]
        assert of_polygons.tolist() == np.flatnonzero(polygons & shapely.intersects_xy(mixed.shapes, x, y)).tolist()


def test_points_contain_nothing(points):
    assert len(containing(points.prepared, *points.prepared.coords[0])) == 0


def test_a_partition_covers_every_border_twice_and_no_place_less_than_once():
    """Slanted cells with coordinates that are no round binary numbers: only an exact sign gets the borders right."""
    rng = np.random.default_rng(11)
    corners = (
        np.stack(np.meshgrid(np.arange(12), np.arange(12)), -1) * 0.1 + rng.uniform(-0.03, 0.03, (12, 12, 2)) + 5e5
    )
    rings = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], 2).reshape(-1, 4, 2)
    cells = shapely.polygons(rings)
    prepared = prepare(from_shapely(cells))
    inner = rings[:, [0, 1]][12:]
    along = inner[:, 0] + rng.uniform(0, 1, (len(inner), 1)) * (inner[:, 1] - inner[:, 0])
    for x, y in [*along, *corners[1:-1, 1:-1].reshape(-1, 2)]:
        rows = prepared.rows[containing(prepared, x, y)]
        assert rows.tolist() == np.flatnonzero(shapely.intersects_xy(cells, x, y)).tolist()
        assert len(rows) >= 1


def test_a_border_belongs_to_the_smaller_code():
    codes = ["110101001001002", "110101001001001"]
    prepared = prepare(from_shapely([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    covering = prepared.rows[containing(prepared, 1.0, 0.5)]
    assert smallest_code(codes[row] for row in covering) == "110101001001001"


@pytest.mark.parametrize(("codes", "owner"), [([], None), ([None], None), (["9", "10", None], "10")])
def test_codes_compare_as_text(codes, owner):
    assert smallest_code(codes) == owner


def test_a_question_about_more_than_a_block_of_features():
    xy = np.random.default_rng(12).uniform(0, 1000, (150_000, 2))
    prepared = prepare(Geometries(xy))
    away = np.hypot(*(xy - 500.0).T)
    positions, distances, _ = hit_test(prepared, 500.0, 500.0, 450.0)
    assert sorted(prepared.rows[positions]) == np.flatnonzero(away <= 450.0).tolist()
    assert np.allclose(distances, np.sort(away[away <= 450.0]), atol=1e-9)


@pytest.mark.parametrize("corner", [0.5, 12.0, 5e5 + 0.1], ids=["near nought", "near the line's end", "far away"])
def test_the_side_of_a_line_is_exact(corner):
    """Places one to twenty rounding errors away from a slanted line; rounded arithmetic gets many of them wrong."""
    a, b = (12.1, 12.1), (24.3, 24.3)
    step = np.spacing(corner)
    rounded_is_wrong = 0
    for i, j in np.ndindex(20, 20):
        p = (corner + i * step, corner + j * step)
        exact = np.sign(float(determinant(*(Fraction(v) for v in (*a, *b, *p)))))
        assert np.sign(side(*a, *b, *p)) == exact == np.sign(j - i)
        rounded_is_wrong += np.sign(determinant(*a, *b, *p)) != exact
    assert corner != 0.5 or rounded_is_wrong > 0


def determinant(ax, ay, bx, by, px, py):
    return (ax - px) * (by - py) - (ay - py) * (bx - px)
