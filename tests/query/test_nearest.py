import numpy as np
import pytest
import shapely

from onemap.model.geometry import Geometries
from onemap.query.nearest import nearest
from onemap.query.prepare import prepare


@pytest.mark.parametrize("n", [1, 5, 700, 100_000], ids=["one", "a few", "more than a page", "more than there are"])
def test_nearest_equals_brute_force(layer, n):
    rows = np.flatnonzero(layer.drawable())
    for x, y in [(500.0, 500.0), (333.3, 20.0), (-900.0, 4000.0), tuple(layer.prepared.coords[7])]:
        away = shapely.distance(layer.shapes[rows], shapely.Point(x, y))
        found, distances = nearest(layer.prepared, x, y, n)
        assert len(found) == len(set(found.tolist())) == min(n, len(rows))
        assert np.allclose(distances, np.sort(away)[:n], atol=1e-9)
        assert np.allclose(distances, away[np.searchsorted(rows, found)], atol=1e-9)


def test_equally_near_ones_come_by_row(points):
    rows, distances = nearest(points.prepared, 500.0, 500.0, 900)
    keys = list(zip(distances, rows, strict=True))
    assert keys == sorted(keys)


def test_only_what_is_drawn(points):
    drawn = np.zeros(points.prepared.size, bool)
    drawn[[5, 9000]] = True
    rows, _ = nearest(points.prepared, 0.0, 0.0, 10, drawn=drawn)
    assert sorted(rows) == sorted(points.prepared.rows[[5, 9000]])


def test_scale_decides_what_is_nearer():
    prepared = prepare(Geometries(np.array([[1.0, 0.0], [0.0, 0.9]])))
    assert nearest(prepared, 0.0, 0.0, 1)[0].tolist() == [1]
    assert nearest(prepared, 0.0, 0.0, 1, scale=(0.5, 1.0))[0].tolist() == [0]


@pytest.mark.parametrize(("x", "n"), [(0.0, 0), (np.nan, 3)], ids=["none asked for", "NaN"])
def test_nothing_is_near_an_impossible_place(points, x, n):
    rows, distances = nearest(points.prepared, x, 0.0, n)
    assert len(rows) == len(distances) == 0


def test_an_empty_layer_has_no_nearest():
    assert nearest(prepare(Geometries(np.empty((0, 2)))), 0.0, 0.0, 3)[0].tolist() == []
