import numpy as np
import pytest
import shapely

from onemap.model.geometry import Geometries
from onemap.query.shapes import from_shapely, to_shapely

WKT = [
    "POINT (1 2)",
    "POINT Z (1 2 3)",
    "LINESTRING (0 0, 1 1, 2 0)",
    "LINESTRING Z (1 2 3, 4 5 6)",
    "POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1), (3 3, 3.5 3, 3.5 3.5, 3 3))",
    "POLYGON Z ((0 0 1, 4 0 2, 4 4 3, 0 0 1))",
    "MULTIPOINT ((1 1), (2 2))",
    "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 4))",
    "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 9 5, 9 9, 5 5), (6 5.5, 7 5.5, 7 6, 6 5.5)))",
    "GEOMETRYCOLLECTION (POINT (7 7), POLYGON ((0 0, 9 0, 9 9, 0 0), (3 1, 4 1, 4 2, 3 1)), LINESTRING (3 3, 4 5))",
    "GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1))",
    "GEOMETRYCOLLECTION Z (POINT Z (1 2 3), LINESTRING Z (0 0 1, 1 1 2))",
]


def test_there_and_back():
    shapes = np.array([*map(shapely.from_wkt, WKT), None], object)
    back = to_shapely(from_shapely(shapes), np.arange(len(shapes)))
    assert [shape and shape.wkt for shape in back] == [*WKT, None]


def test_any_rows_in_any_order(mixed):
    geometries = from_shapely(mixed.shapes)
    rows = np.random.default_rng(1).integers(0, len(mixed.shapes), 500)
    expected = np.where(mixed.drawable(), mixed.shapes, None)[rows]
    found = to_shapely(geometries, rows)
    assert [s and s.wkt for s in found] == [s and s.wkt for s in expected]


def test_what_cannot_be_drawn_is_counted_and_stays_a_row():
    geometries = from_shapely([None, shapely.Point(), shapely.Point(np.nan, 1), shapely.Point(1, 1), None])
    assert (geometries.null, geometries.empty, geometries.invalid, geometries.rows) == (2, 1, 1, 5)
    assert geometries.row_type.tolist() == [0, 0, 0, 1, 0]
    assert to_shapely(geometries, [1, 2, 4]).tolist() == [None, None, None]


def test_points_alone_are_simple():
    xy = np.random.default_rng(2).uniform(0, 9, (50, 2))
    geometries = from_shapely(shapely.points(xy))
    assert geometries.is_simple_points
    assert np.array_equal(geometries.coords, xy)
    assert np.array_equal(shapely.get_coordinates(to_shapely(geometries, [3, 1])), xy[[3, 1]])


def test_a_collection_in_a_collection_is_unpacked_and_a_ring_is_a_line():
    nested = shapely.from_wkt("GEOMETRYCOLLECTION (GEOMETRYCOLLECTION (POINT (1 1), POINT EMPTY), POINT (2 2))")
    found = to_shapely(from_shapely([nested, shapely.LinearRing([(0, 0), (1, 0), (1, 1)])]), [0, 1])
    assert [shape.wkt for shape in found] == [
        "GEOMETRYCOLLECTION (POINT (1 1), POINT (2 2))",
        "LINESTRING (0 0, 1 0, 1 1, 0 0)",
    ]


def test_runs_that_are_too_short_are_filled_up():
    """Files hold lines of one vertex and rings of three; GEOS takes neither, and the other rows must not suffer."""
    geometries = Geometries(
        np.array([[5.0, 5.0], [0.0, 0.0], [1.0, 0.0], [0.0, 0.0]]), np.array([0, 1, 4]), np.array([0, 1, 2]),
        np.array([1, 2], np.uint8), np.array([2, 3], np.uint8),
    )  # fmt: skip
    line, ring = to_shapely(geometries, [0, 1])
    assert line.wkt == "LINESTRING (5 5, 5 5)"
    assert ring.exterior.is_closed


@pytest.mark.parametrize("shapes", [[], [None, None]], ids=["no rows", "nulls only"])
def test_nothing_to_build(shapes):
    geometries = from_shapely(shapes)
    assert geometries.rows == len(shapes)
    assert to_shapely(geometries, np.arange(len(shapes))).tolist() == shapes


@pytest.mark.parametrize("rows", [[], [0, 2]], ids=["none", "two"])
def test_columns_are_read_only(rows):
    geometries = from_shapely([shapely.box(0, 0, 1, 1), None, shapely.Point(1, 1)])
    assert len(to_shapely(geometries, rows)) == len(rows)
    columns = (geometries.coords, geometries.ring_offsets, geometries.row_offsets, geometries.ring_kind)
    assert not any(column.flags.writeable for column in columns)
