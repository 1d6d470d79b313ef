"""Rings with vertices left out, for small scales: geometric levels of tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.model.geometry import EXTERIOR, LINE, frozen
from onemap.model.prepared import Detail

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

#: Layers with fewer vertices are drawn with all of them.
DETAIL_FROM = 100_000
#: From a level to the next coarser one.
FACTOR = 4.0
#: A level must drop half of the vertices of the level before it.
KEEPS = 0.5
#: At a tolerance of this share of the layer's size, all of it is a few pixels.
COARSEST = 1 / 256


def details(
    coords: Floats,
    ring_offsets: Ints,
    ring_kind: npt.NDArray[np.uint8],
    length: float,
    size: float,
    step: Callable[[], None] = lambda: None,
) -> tuple[Detail, ...]:
    """Levels from fine to coarse; none where leaving vertices out cannot halve their number.

    ``length`` is the summed length of all rings; a level drops next to nothing below the mean length of a segment, so
    the finest tolerance is a quarter of it. ``size`` is the longer side of the layer's box. ``step`` is called between
    levels and may raise to stop.
    """
    if len(coords) < DETAIL_FROM:
        return ()
    least = _least(ring_offsets, ring_kind)
    made: list[Detail] = []
    tolerance = length / len(coords) / 4.0
    # Every level is made from the one before: what that one is off is taken from the tolerance.
    off = 0.0
    while 0.0 < tolerance <= size * COARSEST and least <= KEEPS * len(coords):
        step()
        coarser = _level(coords, ring_offsets, ring_kind, tolerance, off)
        if len(coarser.coords) <= KEEPS * len(coords):
            made.append(coarser)
            coords, ring_offsets, off = coarser.coords, coarser.ring_offsets, tolerance
        tolerance *= FACTOR
    return tuple(made)


def _least(ring_offsets: Ints, ring_kind: npt.NDArray[np.uint8]) -> int:
    """How many vertices stay whatever the tolerance: 4 of a polygon's ring, 2 of a line, where there are so many."""
    vertices = np.diff(ring_offsets)
    limit = np.where(ring_kind >= EXTERIOR, 4, np.where(ring_kind == LINE, 2, 1))
    return int(np.minimum(vertices, limit).sum())


def _level(
    coords: Floats, ring_offsets: Ints, ring_kind: npt.NDArray[np.uint8], tolerance: float, off: float
) -> Detail:
    from onemap.query import detail_kernels as kernels

    out, out_offsets = np.empty_like(coords), np.empty_like(ring_offsets)
    # A millionth less: the kernel rounds.
    count = kernels.leave_out(coords, ring_offsets, ring_kind, (tolerance - off) * (1 - 1e-6), out, out_offsets)
    return Detail(tolerance, frozen(out[:count].copy()), frozen(out_offsets))
