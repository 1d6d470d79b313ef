"""Geometry as columns: contiguous coordinates and offsets instead of one object per feature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    IntArray = npt.NDArray[np.int64]
    ByteArray = npt.NDArray[np.uint8]

Number = TypeVar("Number", bound=np.generic)

#: ``ring_kind``: what a run of vertices is. Order is the order of rank in hit lists.
POINT, LINE, EXTERIOR, INTERIOR = 0, 1, 2, 3
#: ``row_type`` of a row without a drawable geometry (null, empty or with a non-finite coordinate).
NO_GEOMETRY = 0


@dataclass(frozen=True, slots=True)
class Geometries:
    """The geometry column of a layer.

    Attributes
    ----------
    coords
        (n, 2) float64, read-only, C order; x is east or longitude, y is north or latitude.
    ring_offsets
        (r + 1,) int64 into ``coords``: the vertices of ring (run of vertices) i. Polygon rings are closed.
    row_offsets
        (rows + 1,) int64 into rings.
    ring_kind
        (r,) uint8: POINT (one vertex), LINE, EXTERIOR or INTERIOR; an INTERIOR belongs to the EXTERIOR before it.
    row_type
        (rows,) uint8: WKB type 1 to 7 of the row, or NO_GEOMETRY.
    z
        (n,) float64 heights, or None; kept for ``frame`` and writers, never drawn.
    null, empty, invalid
        Counts of rows with a null, an empty and a non-finite geometry; all have ``row_type`` NO_GEOMETRY.

    A layer of nothing but single points, each of them present, has ``ring_offsets``, ``row_offsets``, ``ring_kind``
    and ``row_type`` None: row i is vertex i. ``is_simple_points`` tells.
    """

    coords: FloatArray
    ring_offsets: IntArray | None = None
    row_offsets: IntArray | None = None
    ring_kind: ByteArray | None = None
    row_type: ByteArray | None = None
    z: FloatArray | None = None
    null: int = 0
    empty: int = 0
    invalid: int = 0

    @property
    def is_simple_points(self) -> bool:
        """Whether row i is vertex i."""
        return self.row_offsets is None

    @property
    def rows(self) -> int:
        """Number of rows, drawable or not."""
        return len(self.coords) if self.row_offsets is None else len(self.row_offsets) - 1

    def with_coords(self, coords: FloatArray) -> Geometries:
        """The same shapes in other coordinates (n, 2), as after a change of CRS; heights are not carried over."""
        coords.flags.writeable = False
        return Geometries(
            coords,
            self.ring_offsets,
            self.row_offsets,
            self.ring_kind,
            self.row_type,
            None,
            self.null,
            self.empty,
            self.invalid,
        )

    def taken(self, rows: IntArray) -> Geometries:
        """The shapes of some rows (n,) in their order; all rows in theirs are these shapes themselves."""
        if len(rows) == self.rows and bool((rows == np.arange(self.rows)).all()):
            return self
        if self.ring_offsets is None or self.row_offsets is None or self.ring_kind is None or self.row_type is None:
            return Geometries(frozen(self.coords[rows]), z=None if self.z is None else frozen(self.z[rows]))
        rings, row_offsets = _spans(self.row_offsets, rows)
        vertices, ring_offsets = _spans(self.ring_offsets, rings)
        types = self.row_type[rows]
        return Geometries(
            frozen(self.coords[vertices]),
            ring_offsets,
            row_offsets,
            frozen(self.ring_kind[rings]),
            frozen(types),
            None if self.z is None else frozen(self.z[vertices]),
            null=int(np.count_nonzero(types == NO_GEOMETRY)),
        )

    def kinds(self) -> tuple[str, ...]:
        """Which of "point", "line", "polygon" occur, in this order."""
        if self.ring_kind is None:
            return ("point",) if len(self.coords) else ()
        present = np.bincount(self.ring_kind, minlength=4)
        return tuple(n for n, k in (("point", POINT), ("line", LINE), ("polygon", EXTERIOR)) if present[k])


def frozen(array: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The array itself, contiguous and read-only, as shared values must be."""
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array


def _spans(offsets: IntArray, at: IntArray) -> tuple[IntArray, IntArray]:
    """What lies between ``offsets[i]`` and ``offsets[i + 1]`` for each i of ``at``, and the offsets into that."""
    starts, lengths = offsets[at], offsets[at + 1] - offsets[at]
    ends = np.zeros(len(at) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    return np.repeat(starts - ends[:-1], lengths) + np.arange(ends[-1], dtype=np.int64), frozen(ends)
