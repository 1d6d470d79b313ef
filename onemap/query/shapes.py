"""Shapely geometries from columns and columns from shapely geometries, for the rows that somebody asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onemap.model.geometry import EXTERIOR, INTERIOR, LINE, NO_GEOMETRY, POINT, Geometries, frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]
    Shapes = npt.NDArray[np.object_]

#: What GEOS needs at least in a run of vertices; a shorter one is filled up with its last vertex.
_LEAST = np.array([1, 2, 4, 4], np.int64)
_COLLECTION = 7
_FARTHEST_RANK = 3


class _Runs(NamedTuple):
    """Rings of some rows: kinds, ring offsets, first ring of each row, vertices (n, 2) or (n, 3)."""

    kind: Bytes
    offsets: Ints
    rows: Ints
    coords: Floats


def to_shapely(geometries: Geometries, rows: npt.ArrayLike) -> Shapes:
    """Shapely geometries of ``rows`` in their order; None for a row without a drawable geometry.

    Types come back as they were, with heights where there are any; a collection inside a collection is unpacked.
    """
    import shapely

    wanted = np.asarray(rows, np.int64)
    if geometries.is_simple_points:
        return np.asarray(shapely.points(_vertices(geometries, wanted)), object).reshape(len(wanted))
    out = np.full(len(wanted), None, object)
    types = np.zeros(0, np.uint8) if geometries.row_type is None else geometries.row_type[wanted]
    for kind in np.unique(types):
        if kind == NO_GEOMETRY:
            continue
        places = np.flatnonzero(types == kind)
        for chosen in _flat_and_high(geometries, wanted[places]):
            out[places[chosen]] = _BUILD[int(kind)](_runs(geometries, wanted[places][chosen]))
    return out


def from_shapely(shapes: npt.ArrayLike) -> Geometries:
    """Columns of an array of shapely geometries: None, empty and non-finite ones are counted and have no rings."""
    import shapely

    given = np.asarray(shapes, object).ravel()
    missing, empty = shapely.is_missing(given), shapely.is_empty(given)
    types = shapely.get_type_id(given)
    drawable = ~missing & ~empty & _finite(given) & (types <= _COLLECTION)
    counts = {
        "null": int(missing.sum()),
        "empty": int((empty & ~missing).sum()),
        "invalid": int((~missing & ~empty & ~drawable).sum()),
    }
    row_type = np.where(drawable, _WKB_TYPE[np.clip(types, -1, _COLLECTION)], NO_GEOMETRY).astype(np.uint8)
    runs = _taken_apart(given[drawable], np.flatnonzero(drawable))
    xy, z = _without_height(runs.coords)
    if drawable.all() and len(given) and (row_type == 1).all():
        return Geometries(xy, z=z)
    row_offsets = _offsets(np.bincount(runs.rows, minlength=len(given)))
    return Geometries(xy, frozen(runs.offsets), frozen(row_offsets), frozen(runs.kind), frozen(row_type), z, **counts)


def _flat_and_high(geometries: Geometries, rows: Ints) -> list[Ints]:
    """Places in ``rows`` of those without heights and of those with; heights are read for those with any."""
    everything = np.arange(len(rows))
    if geometries.z is None or geometries.row_offsets is None or geometries.ring_offsets is None:
        return [everything]
    first = geometries.ring_offsets[geometries.row_offsets[rows]]
    counts = geometries.ring_offsets[geometries.row_offsets[rows + 1]] - first
    any_height = np.zeros(len(rows), bool)
    present = np.isfinite(geometries.z[_expanded(first, counts)])
    np.logical_or.at(any_height, np.repeat(everything, counts), present)
    return [places for places in (np.flatnonzero(~any_height), np.flatnonzero(any_height)) if len(places)]


def _vertices(geometries: Geometries, at: Ints) -> Floats:
    coords = geometries.coords[at]
    if geometries.z is None or not np.isfinite(heights := geometries.z[at]).any():
        return coords
    return np.column_stack([coords, heights])


def _runs(geometries: Geometries, rows: Ints) -> _Runs:
    if geometries.row_offsets is None or geometries.ring_offsets is None or geometries.ring_kind is None:
        message = "a layer of simple points has no rings"
        raise ValueError(message)
    per_row = geometries.row_offsets[rows + 1] - geometries.row_offsets[rows]
    rings = _expanded(geometries.row_offsets[rows], per_row)
    kind = geometries.ring_kind[rings]
    first, count = geometries.ring_offsets[rings], np.diff(geometries.ring_offsets)[rings]
    filled = np.maximum(count, _LEAST[kind])
    at = np.minimum(_expanded(first, filled), np.repeat(first + count - 1, filled))
    return _Runs(kind, _offsets(filled), _offsets(per_row), _vertices(geometries, at))


def _points(runs: _Runs) -> Shapes:
    import shapely

    return np.asarray(shapely.points(runs.coords), object)


def _ragged(name: str, *levels: Callable[[_Runs], Ints]) -> Callable[[_Runs], Shapes]:
    def build(runs: _Runs) -> Shapes:
        import shapely

        kind = shapely.GeometryType[name]
        return shapely.from_ragged_array(kind, runs.coords, tuple(level(runs) for level in levels))

    return build


def _rings(runs: _Runs) -> Ints:
    return runs.offsets


def _rows(runs: _Runs) -> Ints:
    return runs.rows


def _polygons(runs: _Runs) -> Ints:
    """First ring of each polygon, and the count of all rings."""
    return np.append(np.flatnonzero(runs.kind != INTERIOR), len(runs.kind))


def _polygons_of_rows(runs: _Runs) -> Ints:
    """First polygon of each row, and the count of all polygons."""
    return _offsets((runs.kind != INTERIOR).astype(np.int64))[runs.rows]


def _collections(runs: _Runs) -> Shapes:
    import shapely

    starts = _polygons(runs)
    kinds, parts = runs.kind[starts[:-1]], np.empty(len(starts) - 1, object)
    for kind, row_type in ((POINT, 1), (LINE, 2), (EXTERIOR, 3)):
        places = np.flatnonzero(kinds == kind)
        if len(places):
            parts[places] = _BUILD[row_type](_some(runs, starts, places))
    out = np.empty(len(runs.rows) - 1, object)
    rows = np.repeat(np.arange(len(out)), np.diff(_polygons_of_rows(runs)))
    return np.asarray(shapely.geometrycollections(parts, indices=rows, out=out))


def _some(runs: _Runs, starts: Ints, places: Ints) -> _Runs:
    """The parts ``places`` of rows whose parts begin at the rings ``starts``, each as a row of its own."""
    per_part = starts[places + 1] - starts[places]
    rings = _expanded(starts[places], per_part)
    counts = np.diff(runs.offsets)[rings]
    at = _expanded(runs.offsets[rings], counts)
    return _Runs(runs.kind[rings], _offsets(counts), _offsets(per_part), runs.coords[at])


_BUILD: dict[int, Callable[[_Runs], Shapes]] = {
    1: _points,
    2: _ragged("LINESTRING", _rings),
    3: _ragged("POLYGON", _rings, _rows),
    4: _ragged("MULTIPOINT", _rows),
    5: _ragged("MULTILINESTRING", _rings, _rows),
    6: _ragged("MULTIPOLYGON", _rings, _polygons, _polygons_of_rows),
    7: _collections,
}
#: WKB type by shapely's type number (0 point, 1 line, 2 ring, 3 polygon, 4 to 6 multi, 7 collection; -1 missing).
_WKB_TYPE = np.array([1, 2, 2, 3, 4, 5, 6, 7, 0], np.uint8)


def _taken_apart(shapes: Shapes, rows: Ints) -> _Runs:
    """Rings of drawable shapes in their order; ``rows`` of the result is the row of each ring."""
    import shapely

    while (shapely.get_type_id(shapes) > _FARTHEST_RANK).any():
        shapes, of = shapely.get_parts(shapes, return_index=True)
        rows = rows[of]
        kept = ~shapely.is_empty(shapes)
        shapes, rows = shapes[kept], rows[kept]
    types = shapely.get_type_id(shapes)
    dimensions = 3 if shapely.has_z(shapes).any() else 2
    part = np.arange(len(shapes))
    made = [_runs_of(shapes[types == 0], part[types == 0], POINT, dimensions)]
    lines = (types == 1) | (types == 2)
    made.append(_runs_of(shapes[lines], part[lines], LINE, dimensions))
    made.append(_rings_of(shapes[types == 3], part[types == 3], dimensions))
    kind, counts, parts, coords = (np.concatenate(columns) for columns in zip(*made, strict=True))
    order = np.argsort(parts, kind="stable")
    at = _expanded(_offsets(counts)[:-1][order], counts[order])
    return _Runs(kind[order], _offsets(counts[order]), rows[parts[order]], coords[at])


def _runs_of(shapes: Shapes, part: Ints, kind: int, dimensions: int) -> tuple[Bytes, Ints, Ints, Floats]:
    """Kind, vertex count and part of each run, and the vertices, of points or lines."""
    import shapely

    coords = shapely.get_coordinates(shapes, include_z=dimensions == 3)
    return np.full(len(shapes), kind, np.uint8), shapely.get_num_coordinates(shapes).astype(np.int64), part, coords


def _rings_of(shapes: Shapes, part: Ints, dimensions: int) -> tuple[Bytes, Ints, Ints, Floats]:
    """As `_runs_of`, of the rings of polygons."""
    import shapely

    if not len(shapes):
        return np.empty(0, np.uint8), np.empty(0, np.int64), part, np.empty((0, dimensions))
    _, coords, (ring_offsets, polygon_offsets) = shapely.to_ragged_array(shapes, include_z=dimensions == 3)
    kind = np.full(len(ring_offsets) - 1, INTERIOR, np.uint8)
    kind[polygon_offsets[:-1]] = EXTERIOR
    return kind, np.diff(ring_offsets), np.repeat(part, np.diff(polygon_offsets)), coords


def _finite(shapes: Shapes) -> npt.NDArray[np.bool_]:
    """Whether all coordinates of each shape are finite in x and y."""
    import shapely

    coords, of = shapely.get_coordinates(shapes, return_index=True)
    finite = np.ones(len(shapes), bool)
    finite[of[~np.isfinite(coords).all(axis=1)]] = False
    return finite


def _without_height(coords: Floats) -> tuple[Floats, Floats | None]:
    z = frozen(coords[:, 2]) if coords.shape[1] == 3 else None
    return frozen(np.array(coords[:, :2], order="C")), z


def _expanded(first: Ints, counts: Ints) -> Ints:
    """``first[0], first[0] + 1, ...`` for ``counts[0]`` numbers, then the same from ``first[1]``, and so on."""
    ends = np.cumsum(counts)
    return np.repeat(first - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)


def _offsets(counts: Ints) -> Ints:
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets
