"""Every kind of question by place, asked at random of random layers, is what a slow look at all rows answers.

The short form asks a few hundred; ``make soak`` asks five thousand of each kind.
"""

import numpy as np
import pytest
import shapely

from onemap.model.extent import Extent
from onemap.query.hit import containing, hit_test
from onemap.query.nearest import nearest
from onemap.query.select import select, select_circle
from tests.query.conftest import made, random_shapes
from tests.query.test_select import PREDICATES, brute

#: Distances that lie closer together than this are the same to a rounding.
SAME = 1e-9
#: Questions that are asked of one layer.
ASKED = 50


def random_layer(rng):
    """Of a few rows or of some pages: mixed shapes, points on a lattice and between, or both."""
    count = int(rng.choice([1, 4, 30, 90]))
    lattice = shapely.points(rng.integers(0, 100, (count * 9, 2)) * 10.0)
    kind = rng.integers(3)
    shapes = [random_shapes(rng, count), lattice, np.concatenate([random_shapes(rng, count), lattice])][kind]
    return made(rng.permutation(shapes))


def place(rng):
    """On the lattice, where borders, corners and points are, or anywhere, outside of the layer too."""
    return tuple(rng.integers(0, 101, 2) * 10.0) if rng.random() < 0.5 else tuple(rng.uniform(-60, 1060, 2))


def some_drawn(rng, layer):
    """What is drawn, by position and by row: all, or some."""
    positions = rng.random(layer.prepared.size) < 0.7 if rng.random() < 0.5 else None
    by_row = layer.drawable()
    if positions is not None:
        by_row = np.zeros(len(layer.shapes), bool)
        by_row[layer.prepared.rows[positions]] = True
    return positions, by_row


def point(rng, layer):
    """Which polygons cover a place, their borders too."""
    x, y = place(rng)
    rows = layer.prepared.rows[containing(layer.prepared, x, y)]
    polygons = np.isin(shapely.get_type_id(layer.shapes), [3, 6])
    covering = polygons & shapely.intersects_xy(layer.shapes, x, y)
    assert rows[polygons[rows]].tolist() == np.flatnonzero(covering).tolist()


def box(rng, layer):
    """What touches a box; it may be a line or a point."""
    corners = np.sort([place(rng), place(rng)], axis=0)
    drawn, kept = some_drawn(rng, layer)
    found = select(layer.prepared, Extent(*corners[0], *corners[1]), drawn=drawn)
    shape = shapely.MultiPoint(corners).envelope
    assert found.tolist() == [row for row in brute(layer, shape, "intersects") if kept[row]]


def polygon(rng, layer):
    """What stands in any relation to any shape: star, ring, line, several parts, or a shape of the layer itself."""
    x, y = place(rng)
    around = shapely.Point(x, y)
    shape = [
        lambda: shapely.Polygon([place(rng) for _ in range(rng.integers(3, 9))]).buffer(0),
        lambda: around.buffer(float(rng.uniform(1, 400)), quad_segs=int(rng.integers(1, 9))),
        lambda: around.buffer(300, quad_segs=4).difference(around.buffer(200, quad_segs=4)),
        lambda: shapely.LineString([place(rng) for _ in range(rng.integers(2, 6))]),
        lambda: shapely.MultiPolygon([shapely.box(x, y, x + 90, y + 40), shapely.box(x + 100, y, x + 160, y + 40)]),
        lambda: layer.shapes[rng.integers(len(layer.shapes))],
    ][rng.integers(6)]()
    predicate = str(rng.choice(PREDICATES))
    if shape is None or shape.is_empty or (shape.geom_type == "GeometryCollection" and predicate != "intersects"):
        return
    drawn, kept = some_drawn(rng, layer)
    found = select(layer.prepared, shape, predicate, drawn=drawn)
    assert found.tolist() == [row for row in brute(layer, shape, predicate) if kept[row]], predicate


def near(rng, layer):
    """The n nearest, nearest first."""
    x, y = place(rng)
    drawn, kept = some_drawn(rng, layer)
    n = int(rng.choice([1, 2, 10, 500]))
    rows, distances = nearest(layer.prepared, x, y, n, drawn=drawn)
    away = shapely.distance(layer.shapes, shapely.Point(x, y))
    expected = np.sort(away[kept])[:n]
    assert np.allclose(distances, expected, atol=SAME)
    assert np.allclose(away[rows], distances, atol=SAME)
    assert kept[rows].all()
    assert len(set(rows.tolist())) == len(rows)


def tolerance(rng, layer):
    """What stands within a distance of a place, at that distance too."""
    x, y = place(rng)
    drawn, kept = some_drawn(rng, layer)
    reach = float(rng.choice([0.0, 10.0, 50.0, float(rng.uniform(0, 200))]))
    positions, distances, _ = hit_test(layer.prepared, x, y, reach, drawn=drawn)
    away = np.where(kept, shapely.distance(layer.shapes, shapely.Point(x, y)), np.inf)
    agree_within(layer.prepared.rows[positions], away, reach)
    assert np.allclose(np.sort(distances), np.sort(away[layer.prepared.rows[positions]]), atol=SAME)


def circle(rng, layer):
    """What stands in a true circle."""
    x, y = place(rng)
    reach = float(rng.choice([0.0, 10.0, 250.0, float(rng.uniform(0, 900))]))
    away = np.where(layer.drawable(), shapely.distance(layer.shapes, shapely.Point(x, y)), np.inf)
    agree_within(select_circle(layer.prepared, x, y, reach), away, reach)


def agree_within(rows, away, reach):
    """Rows are those within ``reach``; one that is there to a rounding may be either."""
    sure, possible = np.flatnonzero(away <= reach - SAME), np.flatnonzero(away <= reach + SAME)
    found = set(rows.tolist())
    assert len(found) == len(rows)
    assert set(sure.tolist()) <= found <= set(possible.tolist())


QUESTIONS = (point, box, polygon, near, tolerance, circle)


@pytest.mark.parametrize("ask", QUESTIONS, ids=lambda ask: ask.__name__)
@pytest.mark.parametrize("part", [*range(2), *(pytest.param(part, marks=pytest.mark.soak) for part in range(2, 102))])
def test_a_question_is_answered_as_by_a_slow_look_at_all_rows(ask, part):
    rng = np.random.default_rng([part, QUESTIONS.index(ask)])
    layer = random_layer(rng)
    for _ in range(ASKED):
        ask(rng, layer)
