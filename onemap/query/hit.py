"""What stands at a place: exact distances to features, and the polygons that cover the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.model.extent import Extent
from onemap.model.geometry import frozen
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    from onemap.model.prepared import Prepared

    Positions = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Columns = tuple[Floats, Ints, Ints, npt.NDArray[np.uint8], Floats]
    Hits = tuple[Positions, Floats, npt.NDArray[np.uint8]]

#: Features measured at once: bounds the memory of a question about a large part of a layer.
_BLOCK = 1 << 16
_ALL: Mask = frozen(np.empty(0, np.bool_))


@dataclass(frozen=True, slots=True)
class Place:
    """A place and the unit it is measured in: ``scale`` is metres (or any unit) per map unit along x and y."""

    x: float
    y: float
    scale: tuple[float, float] = (1.0, 1.0)

    def reach(self, distance: float) -> Extent:
        """A box in map units that holds all within ``distance``, a little more because of rounding."""
        dx, dy = (distance / max(abs(s), 1e-12) * (1 + 1e-9) for s in self.scale)
        dx, dy = dx + 4 * np.spacing(abs(self.x)), dy + 4 * np.spacing(abs(self.y))
        return Extent(self.x - dx, self.y - dy, self.x + dx, self.y + dy)


def hit_test(
    prepared: Prepared,
    x: float,
    y: float,
    tolerance: float,
    scale: tuple[float, float] = (1.0, 1.0),
    drawn: Mask | None = None,
) -> Hits:
    """Features within ``tolerance`` of ``(x, y)``: points before lines before polygons, nearest first, then by row.

    ``scale`` multiplies x and y differences before they are measured (metres per map unit); ``tolerance`` and the
    distances are in the scaled unit. A distance equal to the tolerance counts. Inside a polygon and on its border the
    distance is 0. A feature of several parts is as near as its nearest part and of that part's kind. ``drawn`` (m,)
    by position leaves out what is False.

    Returns
    -------
    positions, distances, kinds
        int32, float64, and uint8 with 0 for a point, 1 for a line, 2 for a polygon; empty when nothing is near.
    """
    positions, distances, kinds = within_distance(prepared, Place(x, y, scale), tolerance, drawn)
    order = np.lexsort((prepared.rows[positions], distances, kinds))
    return positions[order], distances[order], kinds[order]


def within_distance(prepared: Prepared, place: Place, distance: float, drawn: Mask | None = None) -> Hits:
    """As `hit_test`, in page order."""
    if not (distance >= 0.0 and np.isfinite(place.x) and np.isfinite(place.y)):
        return _joined([])
    ranges = prepared.index.ranges(place.reach(distance))
    return measured(prepared, ranges, place, distance, drawn)


def measured(
    prepared: Prepared, ranges: npt.NDArray[np.int64], place: Place, distance: float, drawn: Mask | None = None
) -> Hits:
    """Positions, distances and kinds of the features in ``ranges`` (k, 2) within ``distance``, in page order."""
    warm_up()
    mask = _ALL if drawn is None else np.ascontiguousarray(drawn, np.bool_)
    return _joined(_measured_block(prepared, *block, place, distance, mask) for block in _blocks(ranges))


def containing(prepared: Prepared, x: float, y: float) -> Positions:
    """Positions of the polygons that cover ``(x, y)``, border included, ascending by row."""
    from onemap.query import hit_kernels as kernels

    warm_up()
    found = [np.empty(0, np.int32)]
    columns = ringed(prepared)
    if columns is not None and np.isfinite(x) and np.isfinite(y):
        for first, last in _blocks(prepared.index.ranges(Extent(x, y, x, y))):
            positions = np.empty(last - first, np.int32)
            count = kernels.covering(*columns, first, last, x, y, positions)
            found.append(positions[:count])
    positions = np.concatenate(found)
    return positions[np.argsort(prepared.rows[positions])]


def smallest_code(codes: Iterable[str | None]) -> str | None:
    """The cell that owns a place covered by several: the one of the smaller code, compared as text; None if none."""
    return min((code for code in codes if code is not None), default=None)


def ringed(prepared: Prepared) -> Columns | None:
    """Coordinates, ring and feature offsets, ring kinds and boxes of the features; None for simple points."""
    offsets, features, kinds, bounds = (
        prepared.ring_offsets,
        prepared.feature_offsets,
        prepared.ring_kind,
        prepared.bounds,
    )
    if offsets is None or features is None or kinds is None or bounds is None:
        return None
    return prepared.coords, offsets, features, kinds, bounds


def _blocks(ranges: npt.NDArray[np.int64]) -> Iterable[tuple[int, int]]:
    for first, last in ranges.tolist():
        for start in range(first, last, _BLOCK):
            yield start, min(start + _BLOCK, last)


def _measured_block(prepared: Prepared, first: int, last: int, place: Place, distance: float, mask: Mask) -> Hits:
    from onemap.query import hit_kernels as kernels

    size = last - first
    positions, distances, kinds = np.empty(size, np.int32), np.empty(size), np.zeros(size, np.uint8)
    x, y, (sx, sy) = place.x, place.y, place.scale
    columns = ringed(prepared)
    if columns is None:
        count = kernels.near_points(prepared.coords, mask, first, last, x, y, sx, sy, distance, positions, distances)
    else:
        count = kernels.near_features(*columns, mask, first, last, x, y, sx, sy, distance, positions, distances, kinds)
    return positions[:count], distances[:count], kinds[:count]


def _joined(
    blocks: Iterable[Hits],
) -> Hits:
    made = list(blocks)
    if len(made) == 1:
        return made[0]
    made.append((np.empty(0, np.int32), np.empty(0), np.empty(0, np.uint8)))
    positions, distances, kinds = zip(*made, strict=True)
    return np.concatenate(positions), np.concatenate(distances), np.concatenate(kinds)
