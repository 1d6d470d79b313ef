"""GeoArrow's native encodings (nested lists of coordinates, as GeoParquet 1.1 may hold) into `Geometries`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, POINT, Geometries, frozen

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]
    Bools = npt.NDArray[np.bool_]

#: Encoding -> WKB type, lists around a vertex, kind of a run of vertices.
ENCODINGS = {
    "point": (1, 0, POINT),
    "linestring": (2, 1, LINE),
    "polygon": (3, 2, EXTERIOR),
    "multipoint": (4, 1, POINT),
    "multilinestring": (5, 2, LINE),
    "multipolygon": (6, 3, EXTERIOR),
}


def from_native(column: pa.Array, encoding: str) -> Geometries:
    """The rows of a column in one of `ENCODINGS`."""
    row_type, depth, kind = ENCODINGS[encoding]
    rows = len(column)
    null = ~column.is_valid().to_numpy(zero_copy_only=False)
    levels: list[Ints] = []
    for _ in range(depth):
        offsets = column.offsets.to_numpy().astype(np.int64)
        column = column.values.slice(offsets[0], offsets[-1] - offsets[0])
        levels.append(offsets - offsets[0])
    coords, z = _vertices(column)
    if kind == POINT:
        levels.append(np.arange(len(coords) + 1, dtype=np.int64))
    if len(levels) == 1:
        levels.insert(0, np.arange(rows + 1, dtype=np.int64))
    row_offsets = levels[0]
    for inner in levels[1:-1]:
        row_offsets = inner[row_offsets]
    kinds = np.full(len(levels[-1]) - 1, kind, np.uint8)
    if kind == EXTERIOR:
        kinds[:] = INTERIOR
        firsts = levels[-2][:-1]
        kinds[firsts[np.diff(levels[-2]) > 0]] = EXTERIOR
    return _cleaned(coords, z, levels[-1], row_offsets, kinds, null, row_type)


def _vertices(column: pa.Array) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64] | None]:
    """Coordinates (n, 2) and heights of structs of x, y, z or of lists of fixed size."""
    import pyarrow as pa

    if pa.types.is_struct(column.type):
        names = [field.name for field in column.type]
        x, y = (column.field(name).to_numpy(zero_copy_only=False) for name in ("x", "y"))
        z = column.field("z").to_numpy(zero_copy_only=False).astype(np.float64) if "z" in names else None
        return np.column_stack([x, y]).astype(np.float64), z
    size = column.type.list_size
    values = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, size).astype(np.float64)
    return np.ascontiguousarray(values[:, :2]), values[:, 2].copy() if size > 2 else None


def _cleaned(  # noqa: PLR0913, PLR0917 - the columns of a layer
    coords: npt.NDArray[np.float64],
    z: npt.NDArray[np.float64] | None,
    ring_offsets: Ints,
    row_offsets: Ints,
    kinds: npt.NDArray[np.uint8],
    null: Bools,
    row_type: int,
) -> Geometries:
    """The layer without the shapes of rows that are null, empty or not finite."""
    missing: Bools = np.asarray(np.isnan(coords).all(axis=1))
    finite = np.isfinite(coords).all(axis=1)
    broken: Bools = np.asarray(~finite & ~missing if row_type == 1 else ~finite)
    filled = _any(~missing, ring_offsets) if row_type == 1 else np.diff(ring_offsets) > 0
    invalid = _any(_any(broken, ring_offsets), row_offsets) & ~null
    empty = ~_any(filled, row_offsets) & ~null & ~invalid
    bad = null | empty | invalid
    if row_type == 1 and not bad.any():
        return Geometries(frozen(coords), z=None if z is None else frozen(z))
    keep_ring = np.repeat(~bad, np.diff(row_offsets)) & filled
    keep_vertex = np.repeat(keep_ring, np.diff(ring_offsets))
    row_of_ring = np.repeat(np.arange(len(null)), np.diff(row_offsets))
    return Geometries(
        frozen(coords[keep_vertex]),
        frozen(_running(np.diff(ring_offsets)[keep_ring])),
        frozen(_running(np.bincount(row_of_ring[keep_ring], minlength=len(null)))),
        frozen(kinds[keep_ring]),
        frozen(np.where(bad, 0, row_type).astype(np.uint8)),
        None if z is None else frozen(z[keep_vertex]),
        null=int(null.sum()),
        empty=int(empty.sum()),
        invalid=int(invalid.sum()),
    )


def _any(flags: Bools, offsets: Ints) -> Bools:
    """Whether any flag between two offsets is set; False between equal ones."""
    total = _running(flags.astype(np.int64))
    return total[offsets[1:]] > total[offsets[:-1]]


def _running(counts: Ints) -> Ints:
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
