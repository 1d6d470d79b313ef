"""A layer with everything that is hard in it, and layers of points."""

from dataclasses import dataclass

import numpy as np
import pytest
import shapely

from onemap.model.prepared import Prepared
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely


@dataclass(frozen=True)
class Made:
    """Shapely geometries by row, and the same prepared."""

    shapes: np.ndarray
    prepared: Prepared

    def drawable(self):
        return ~shapely.is_missing(self.shapes) & ~shapely.is_empty(self.shapes)


def made(shapes):
    shapes = np.array(shapes, object)
    return Made(shapes, prepare(from_shapely(shapes)))


def random_shapes(rng, count, size=1000.0):
    """Points, lines, polygons with holes, multiparts, collections, cells that share edges, doubles, null and empty."""
    shapes = []
    for x, y in rng.uniform(0, size, (count, 2)).round(1):
        point, box = shapely.Point(x, y), shapely.box(x, y, x + 20, y + 20)
        line = shapely.LineString(np.cumsum(rng.normal(0, 9, (5, 2)), axis=0) + np.array([x, y]))
        holed = box.difference(shapely.box(x + 4, y + 4, x + 9, y + 9))
        star = shapely.Point(x, y).buffer(float(rng.uniform(3, 25)), quad_segs=3)
        cell = shapely.box(10 * (x // 10), 10 * (y // 10), 10 * (x // 10) + 10, 10 * (y // 10) + 10)
        away = shapely.transform(holed, lambda at: at + np.array([30, 5]))
        shapes += [
            point, point, line, holed, star, cell, None, shapely.Point(), shapely.Polygon(),
            shapely.MultiPoint([(x, y), (x + 30, y)]), shapely.MultiLineString([line, [(x, y), (x + 9, y)]]),
            shapely.MultiPolygon([holed, away]), shapely.GeometryCollection([point, away, line]),
            shapely.LineString([(x, y), (x, y + 40)]),
        ]  # fmt: skip
    return np.array(shapes, object)


@pytest.fixture(scope="session")
def mixed():
    rng = np.random.default_rng(20)
    return made(rng.permutation(random_shapes(rng, 150)))


@pytest.fixture(scope="session")
def points():
    """Points on a lattice (so that many lie on borders and many coincide) and between."""
    rng = np.random.default_rng(21)
    xy = np.concatenate([rng.integers(0, 100, (6000, 2)) * 10.0, rng.uniform(0, 1000, (6000, 2))])
    return made(shapely.points(rng.permutation(xy)))


@pytest.fixture(scope="session", params=["points", "mixed"])
def layer(request):
    return request.getfixturevalue(request.param)
