"""Giving rows a place: rows of a layer become points, all others stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.model.geometry import NO_GEOMETRY, POINT, Geometries, frozen

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

#: The WKB type of a point.
_POINT = 1


def placed(geometries: Geometries, rows: Ints, points: Floats) -> Geometries:
    """The same rows, of which ``rows`` (k,), each once, are now the points (k, 2), whatever they were before.

    Heights are not carried over. Row numbers stay what they are.
    """
    if not len(rows):
        return geometries
    if geometries.ring_offsets is None or geometries.row_offsets is None:
        coords = geometries.coords.copy()
        coords[rows] = points
        return geometries.with_coords(coords)
    order = np.argsort(rows, kind="stable")
    rows, points = rows[order], points[order]
    rings = np.diff(geometries.row_offsets)
    lengths = np.diff(geometries.ring_offsets)
    # Rings and vertices of the placed rows go, and one ring of one vertex comes where they were.
    going = np.zeros(geometries.rows, bool)
    going[rows] = True
    ring_goes = np.repeat(going, rings)
    vertex_goes = np.repeat(ring_goes, lengths)
    before = np.where(going, 0, rings)
    ring_at = np.concatenate([[0], np.cumsum(before)])[rows]
    left = lengths[~ring_goes]
    vertex_at = np.concatenate([[0], np.cumsum(left)])[ring_at]
    kinds = np.insert(_part(geometries.ring_kind)[~ring_goes], ring_at, POINT)
    coords = np.insert(geometries.coords[~vertex_goes], vertex_at, points, axis=0)
    types = _part(geometries.row_type).copy()
    lost = int(np.count_nonzero(types[rows] == NO_GEOMETRY))
    types[rows] = _POINT
    return Geometries(
        frozen(coords), frozen(_offsets(np.insert(left, ring_at, 1))), frozen(_offsets(np.where(going, 1, rings))),
        frozen(kinds), frozen(types), None, *_without(geometries, lost),
    )  # fmt: skip


def _part(array: npt.NDArray[np.uint8] | None) -> npt.NDArray[np.uint8]:
    return np.empty(0, np.uint8) if array is None else array


def _offsets(lengths: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)


def _without(geometries: Geometries, lost: int) -> tuple[int, int, int]:
    """The counts of null, empty and invalid rows when so many of them have a place now."""
    counts = []
    for count in (geometries.null, geometries.empty, geometries.invalid):
        taken = min(count, lost)
        counts.append(count - taken)
        lost -= taken
    return counts[0], counts[1], counts[2]
