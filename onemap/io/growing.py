"""`Geometries` that arrive in batches, made into one without holding everything twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.model.geometry import POINT, Geometries, frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt


class GrowingGeometries:
    """Batches of geometry put one behind the other.

    Parameters
    ----------
    expected
        Rows that are likely to come, or 0. Points go straight into an array of this size; pages of it that are never
        written cost nothing.
    """

    def __init__(self, expected: int = 0) -> None:
        self._points = np.empty((max(expected, 0), 2), np.float64)
        self._filled = 0
        self._batches: list[Geometries] = []

    def add(self, batch: Geometries) -> Geometries:
        """Put a batch at the end; gives the batch as others should keep it, sharing memory with the whole."""
        if not batch.is_simple_points or self._batches:
            if not self._batches and self._filled:
                self._batches.append(self._whole_points())
            self._batches.append(batch)
            return batch
        start, self._filled = self._filled, self._filled + len(batch.coords)
        self._make_room()
        part = self._points[start : self._filled]
        part[:] = batch.coords
        return Geometries(frozen(part[:]))

    def finish(self) -> Geometries:
        """All batches as one."""
        return joined(self._batches) if self._batches else self._whole_points()

    def _whole_points(self) -> Geometries:
        return Geometries(frozen(self._points[: self._filled]))

    def _make_room(self) -> None:
        if self._filled > len(self._points):
            grown = np.empty((max(self._filled, len(self._points) * 3 // 2), 2), np.float64)
            grown[: len(self._points)] = self._points
            self._points = grown


def joined(batches: Sequence[Geometries]) -> Geometries:
    """Batches one behind the other as one; simple points stay simple when all are."""
    if not batches:
        return Geometries(frozen(np.empty((0, 2), np.float64)))
    if len(batches) == 1:
        return batches[0]
    coords = frozen(np.concatenate([b.coords for b in batches]))
    if all(b.is_simple_points for b in batches):
        return Geometries(coords)
    shaped = [with_offsets(b) for b in batches]
    return Geometries(
        coords,
        _running([b.ring_offsets for b in shaped]),
        _running([b.row_offsets for b in shaped]),
        frozen(np.concatenate([b.ring_kind for b in shaped])),
        frozen(np.concatenate([b.row_type for b in shaped])),
        _heights(batches),
        null=sum(b.null for b in batches),
        empty=sum(b.empty for b in batches),
        invalid=sum(b.invalid for b in batches),
    )


def with_offsets(points: Geometries) -> Geometries:
    """The same rows with offsets spelled out; what has them already is given back."""
    if not points.is_simple_points:
        return points
    steps = frozen(np.arange(len(points.coords) + 1, dtype=np.int64))
    kinds = frozen(np.full(len(points.coords), POINT, np.uint8))
    return Geometries(points.coords, steps, steps, kinds, frozen(np.ones(len(points.coords), np.uint8)), points.z)


def _running(parts: Sequence[npt.NDArray[np.int64] | None]) -> npt.NDArray[np.int64]:
    """Offsets of batches, each starting at 0, as offsets of the whole."""
    kept = [part for part in parts if part is not None]
    offsets = np.zeros(sum(len(part) - 1 for part in kept) + 1, np.int64)
    at, base = 1, 0
    for part in kept:
        np.add(part[1:], base, out=offsets[at : at + len(part) - 1])
        at, base = at + len(part) - 1, base + int(part[-1])
    return frozen(offsets)


def _heights(batches: Sequence[Geometries]) -> npt.NDArray[np.float64] | None:
    """Heights of all, NaN for batches without; None when no batch has any."""
    if all(b.z is None for b in batches):
        return None
    return frozen(np.concatenate([np.full(len(b.coords), np.nan) if b.z is None else b.z for b in batches]))
