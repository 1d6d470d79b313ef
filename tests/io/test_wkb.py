"""The WKB kernel against shapely, and against bytes that lie."""

import struct

import numpy as np
import pyarrow as pa
import pytest
import shapely

from onemap.io.growing import GrowingGeometries, joined
from onemap.io.wkb import decoded
from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, POINT

SHAPES = {
    "point": "POINT (1 2)",
    "line": "LINESTRING (0 0, 1 1, 2 0)",
    "polygon with two holes": "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1), (5 5, 6 5, 6 6, 5 5))",
    "multipoint": "MULTIPOINT (1 1, 2 2)",
    "multiline": "MULTILINESTRING ((0 0, 1 1), (2 2, 3 3, 4 4))",
    "multipolygon": "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 9 5, 9 9, 5 5), (6 5.5, 7 5.5, 7 6, 6 5.5)))",
    "collection in a collection": "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1), "
    "MULTIPOINT (3 3, 4 4)), POLYGON ((0 0, 1 0, 1 1, 0 0)))",
    "collection with an empty member": "GEOMETRYCOLLECTION (POINT EMPTY, LINESTRING (0 0, 1 1))",
}


def flat(shape):
    """Rings of a shape with their kind, as shapely takes it apart."""
    if shape.is_empty:
        return
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from flat(part)
    elif shape.geom_type == "Polygon":
        yield EXTERIOR, list(shape.exterior.coords)
        yield from ((INTERIOR, list(ring.coords)) for ring in shape.interiors)
    else:
        yield (POINT if shape.geom_type == "Point" else LINE), list(shape.coords)


def rings(geometries, row):
    first, last = geometries.row_offsets[row : row + 2]
    offsets = geometries.ring_offsets
    return [
        (geometries.ring_kind[i], [tuple(c) for c in geometries.coords[offsets[i] : offsets[i + 1]]])
        for i in range(first, last)
    ]


@pytest.mark.parametrize("byte_order", [0, 1], ids=["big endian", "little endian"])
@pytest.mark.parametrize("flavor", ["iso", "extended"])
@pytest.mark.parametrize("dimension", ["", "Z", "M", "ZM"])
@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_type_in_every_writing(text, dimension, flavor, byte_order):
    shape = shapely.from_wkt(text)
    there = shape
    if "Z" in dimension:
        there = shapely.force_3d(there, 7.0)
    if "M" in dimension:
        there = shapely.from_wkt(with_measures(shapely.to_wkt(there)))
    wkb = shapely.to_wkb(there, output_dimension=4, byte_order=byte_order, flavor=flavor, include_srid=flavor != "iso")
    found = decoded(pa.array([wkb, None], pa.binary()))
    assert rings(found, 0) == list(flat(shape))
    assert (found.null, found.empty, found.invalid) == (1, 0, 0)
    assert (found.z is not None) == ("Z" in dimension)
    assert found.z is None or (found.z == 7.0).all()


def with_measures(text):
    """The WKT with a measure of 3 behind each vertex."""
    import re

    has_z = " Z " in text
    text = re.sub(r"(-?[\d.]+(?: -?[\d.]+)+)", r"\1 3", text)
    for word in ("COLLECTION", "POINT", "STRING", "POLYGON"):
        text = re.sub(
            rf"{word} Z (?=[(E])" if has_z else rf"{word} (?=[(E])", f"{word} {'ZM' if has_z else 'M'} ", text
        )
    return text


def test_row_types_are_those_of_wkb():
    shapes = [shapely.from_wkt(SHAPES[n]) for n in ("point", "line", "polygon with two holes", "multipoint")]
    shapes += [shapely.from_wkt(SHAPES[n]) for n in ("multiline", "multipolygon", "collection in a collection")]
    assert decoded(pa.array(shapely.to_wkb(shapes), pa.binary())).row_type.tolist() == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(("code", "member", "row_type"), [(11, 2, 5), (12, 3, 6), (15, 3, 6), (16, 17, 6)],
                         ids=["multicurve", "multisurface", "polyhedral surface", "TIN"])  # fmt: skip
def test_surfaces_and_curves_of_straight_parts(code, member, row_type):
    inner = shapely.box(0, 0, 1, 1) if row_type == 6 else shapely.LineString([(0, 0), (1, 1)])
    wkb = struct.pack("<BII", 1, code, 1) + b"\x01" + struct.pack("<I", member) + shapely.to_wkb(inner)[5:]
    found = decoded(pa.array([wkb], pa.binary()))
    assert found.row_type.tolist() == [row_type]
    assert rings(found, 0) == list(flat(inner))


def test_a_srid_is_skipped():
    wkb = shapely.to_wkb(shapely.set_srid(shapely.Point(1, 2), 4490), include_srid=True)
    assert decoded(pa.array([wkb], pa.binary())).coords.tolist() == [[1, 2]]


def test_points_alone_keep_nothing_but_coordinates():
    points = shapely.points(np.random.default_rng(1).random((1000, 2)))
    found = decoded(pa.array(shapely.to_wkb(points), pa.binary()))
    assert found.is_simple_points
    assert (found.coords == shapely.get_coordinates(points)).all()
    assert not found.coords.flags.writeable


@pytest.mark.parametrize(
    ("geometry", "counts"),
    [
        (None, (1, 0, 0)),
        (shapely.Point(), (0, 1, 0)),
        (shapely.Polygon(), (0, 1, 0)),
        (shapely.MultiPolygon(), (0, 1, 0)),
        (shapely.GeometryCollection([shapely.Point()]), (0, 1, 0)),
        (struct.pack("<BIdd", 1, 1, np.inf, 1), (0, 0, 1)),
        (struct.pack("<BII6d", 1, 2, 3, 0, 0, np.nan, 1, 2, 2), (0, 0, 1)),
    ],
    ids=["null", "empty point", "empty polygon", "empty multi", "collection of nothing", "infinite", "NaN in a line"],
)
def test_what_cannot_be_drawn_is_counted_and_leaves_its_row(geometry, counts):
    wkb = geometry if isinstance(geometry, bytes) else shapely.to_wkb(geometry)
    found = decoded(
        pa.array([shapely.to_wkb(shapely.Point(1, 1)), wkb, shapely.to_wkb(shapely.Point(2, 2))], pa.binary())
    )
    assert (found.null, found.empty, found.invalid) == counts
    assert found.row_type.tolist() == [1, 0, 1]
    assert found.coords.tolist() == [[1, 1], [2, 2]]
    assert found.row_offsets.tolist() == [0, 1, 1, 2]


def test_an_open_ring_is_closed():
    wkb = struct.pack("<BIII6d", 1, 3, 1, 3, 0, 0, 1, 0, 1, 1)
    assert decoded(pa.array([wkb], pa.binary())).coords.tolist() == [[0, 0], [1, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize(
    "wkb",
    [
        b"",
        b"\x01",
        b"\x07\x01\x00\x00\x00" + bytes(16),
        struct.pack("<BI", 1, 99) + bytes(16),
        struct.pack("<BII", 1, 2, 0xFFFFFFFF) + bytes(64),
        struct.pack("<BIII", 1, 3, 1, 0x7FFFFFFF) + bytes(64),
        struct.pack("<BII", 1, 7, 0xFFFFFFFF) + bytes(64),
        struct.pack("<BII", 1, 7, 1) * 40 + struct.pack("<BIdd", 1, 1, 1, 1),
        struct.pack("<BII", 1, 4, 1) + struct.pack("<BII", 1, 2, 0) + bytes(16),
        struct.pack("<BId", 1, 1, 5.0),
    ],
    ids=["nothing", "one byte", "byte order 7", "type 99", "4 billion vertices", "a ring beyond the end",
         "4 billion members", "forty deep", "a line in a multipoint", "half a point"],
)  # fmt: skip
def test_bytes_that_lie_are_an_invalid_row(wkb):
    good = shapely.to_wkb(shapely.Point(3, 4))
    found = decoded(pa.array([wkb, good], pa.large_binary()))
    assert (found.invalid, found.row_type.tolist(), found.coords.tolist()) == (1, [0, 1], [[3, 4]])


def test_mutated_bytes_never_read_beyond_their_row():
    random = np.random.default_rng(7)
    whole = [shapely.to_wkb(shapely.from_wkt(text)) for text in SHAPES.values()]
    rows = []
    for _ in range(4000):
        data = bytearray(whole[random.integers(len(whole))])
        for at in random.integers(0, len(data), random.integers(1, 4)):
            data[at] = random.integers(256)
        rows.append(bytes(data[: random.integers(0, len(data) + 1)]))
    found = decoded(pa.array(rows, pa.binary()))
    assert found.rows == len(rows)
    assert found.ring_offsets[-1] == len(found.coords)
    assert found.row_offsets[-1] == len(found.ring_kind)
    assert np.isfinite(found.coords).all()
    assert (np.diff(found.row_offsets)[found.row_type == 0] == 0).all()


def test_a_slice_of_a_column_is_that_slice():
    column = pa.array(shapely.to_wkb(shapely.points(np.arange(20.0).reshape(-1, 2))), pa.binary())
    assert decoded(column.slice(3, 4)).coords.tolist() == [[6, 7], [8, 9], [10, 11], [12, 13]]


def test_batches_make_the_same_whole():
    shapes = [shapely.from_wkt(text) for text in SHAPES.values()]
    shapes = [*shapely.points(np.random.default_rng(2).random((5, 2))), *shapes, None, shapely.force_3d(shapes[2], 9.0)]
    column = pa.array(shapely.to_wkb(shapes), pa.binary())
    growing = GrowingGeometries(3)
    for start in range(0, len(shapes), 3):
        growing.add(decoded(column.slice(start, 3)))
    one, many = decoded(column), growing.finish()
    for name in ("coords", "ring_offsets", "row_offsets", "ring_kind", "row_type", "z"):
        np.testing.assert_array_equal(getattr(one, name), getattr(many, name), name)
    assert (many.null, many.empty, many.invalid) == (1, 0, 0)


def test_growing_points_share_memory_with_their_batches():
    growing = GrowingGeometries(10)
    batch = growing.add(decoded(pa.array(shapely.to_wkb(shapely.points(np.ones((4, 2)))), pa.binary())))
    whole = growing.finish()
    assert np.shares_memory(batch.coords, whole.coords)
    assert not batch.coords.flags.writeable
    assert not whole.coords.flags.writeable


def test_nothing_joined_is_a_layer_without_rows():
    assert joined([]).rows == 0
    assert GrowingGeometries().finish().rows == 0
