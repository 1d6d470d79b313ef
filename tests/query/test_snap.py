import numpy as np
import pytest
import shapely

from onemap.query.hit import Place
from onemap.query.snap import snap


def boundaries(layer):
    shapes = layer.shapes[layer.drawable()]
    parts = shapely.get_parts(shapes)
    parts = shapely.get_parts(parts)  # collections in collections
    areas = shapely.get_dimensions(parts) == 2
    return np.concatenate([shapely.boundary(parts[areas]), parts[~areas]])


@pytest.mark.parametrize("tolerance", [2.0, 12.0])
def test_the_nearest_vertex_or_edge_equals_brute_force(mixed, tolerance):
    lines = boundaries(mixed)
    vertices = shapely.multipoints(shapely.get_coordinates(lines))
    edges = shapely.union_all(lines[shapely.get_dimensions(lines) == 1])
    rng = np.random.default_rng(5)
    for x, y in rng.uniform(-20, 1030, (60, 2)):
        at = shapely.Point(x, y)
        found = snap([(mixed.prepared, None)], Place(x, y), tolerance)
        to_vertex, to_edge = shapely.distance(at, vertices), shapely.distance(at, edges)
        if to_vertex <= tolerance:
            assert found is not None
            assert (found.kind, found.distance) == ("vertex", pytest.approx(to_vertex))
        elif to_edge <= tolerance:
            assert found is not None
            assert (found.kind, found.distance) == ("edge", pytest.approx(to_edge))
            assert shapely.distance(shapely.Point(found.x, found.y), edges) == pytest.approx(0, abs=1e-9)
        else:
            assert found is None


def test_points_are_snapped_to_where_they_are_drawn(points):
    x, y = points.prepared.coords[40]
    found = snap([(points.prepared, None)], Place(x + 0.3, y), 1.0)
    assert found is not None
    assert found.kind == "vertex"
    hidden = np.zeros(points.prepared.size, np.bool_)
    assert snap([(points.prepared, hidden)], Place(x, y), 1.0) is None


def test_no_layer_gives_nothing():
    assert snap([], Place(0, 0), 5) is None
