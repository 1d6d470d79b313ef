"""Rows that are given a place, against shapes made one by one."""

import numpy as np
import pytest
import shapely

from onemap.query.placing import placed
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely

SHAPES = [
    shapely.Point(1, 2), None, shapely.box(0, 0, 3, 3), shapely.LineString([(0, 0), (5, 5), (6, 0)]), None,
    shapely.box(0, 0, 9, 9).difference(shapely.box(2, 2, 3, 3)), shapely.Point(), shapely.MultiPoint([(0, 0), (1, 1)]),
]  # fmt: skip


@pytest.mark.parametrize(
    "rows", [[1], [4, 1], [0], [2], [7, 0, 5], list(range(8))], ids=lambda rows: "rows " + " ".join(map(str, rows))
)
def test_rows_become_points_and_others_stay(rows):
    before = from_shapely(np.array(SHAPES, object))
    points = np.array([(100.0 + row, 200.0 + row) for row in rows])
    after = placed(before, np.array(rows), points)
    wanted = list(SHAPES)
    for row, point in zip(rows, points, strict=True):
        wanted[row] = shapely.Point(point)
    same = from_shapely(np.array(wanted, object))
    assert after.rows == len(SHAPES)
    for part in ("coords", "ring_offsets", "row_offsets", "ring_kind", "row_type"):
        a, b = getattr(after, part), getattr(same, part)
        if b is not None:
            np.testing.assert_array_equal(a, b, err_msg=part)
    assert after.null + after.empty + after.invalid == same.null + same.empty + same.invalid
    assert sorted(prepare(after).rows) == sorted(prepare(same).rows)
    assert not after.coords.flags.writeable


def test_points_alone():
    before = from_shapely(np.array([shapely.Point(0, 0), shapely.Point(1, 1)], object))
    after = placed(before, np.array([1]), np.array([(7.0, 8.0)]))
    assert after.coords.tolist() == [[0, 0], [7, 8]]
    assert before.coords.tolist() == [[0, 0], [1, 1]]


def test_nothing_to_place_changes_nothing():
    before = from_shapely(np.array(SHAPES, object))
    assert placed(before, np.empty(0, np.int64), np.empty((0, 2))) is before
