"""Which points can be told apart: geometric levels by first appearance in Morton order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.model.geometry import frozen
from onemap.model.prepared import Thinning
from onemap.query.halves import halved

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.query.morton import Frame

#: Smaller layers are drawn whole.
THIN_FROM = 100_000
#: A level must drop this share of the level before it; once only an eighth of all is left, less is enough.
DROPS, DROPS_LATER = 0.5, 0.15


def thinnings(coords: npt.NDArray[np.float64], frame: Frame) -> tuple[Thinning, ...]:
    """Levels from fine to coarse for points (n, 2) in the page order of ``frame``; none for a small layer."""
    from onemap.query import morton_kernels as kernels

    if len(coords) <= THIN_FROM:
        return ()
    levels = np.empty(len(coords), np.uint8)
    counts = _count_levels(coords, frame, levels).cumsum()
    made = []
    for level in _worth_keeping(counts[: frame.bits + 1], len(coords)):
        positions = np.empty(counts[level], np.int32)
        kernels.positions_up_to(levels, level, positions)
        made.append(Thinning(frame.size / 2.0**level, frozen(positions)))
    return tuple(made)


def _count_levels(
    coords: npt.NDArray[np.float64], frame: Frame, levels: npt.NDArray[np.uint8]
) -> npt.NDArray[np.int64]:
    """Fill ``levels``; gives how many points have each, (bits + 2,)."""
    from onemap.query import morton_kernels as kernels

    found: list[npt.NDArray[np.int64]] = []

    def work(first: int, last: int) -> None:
        counts = np.zeros(frame.bits + 2, np.int64)
        grid = frame.x0, frame.y0, frame.per_unit, frame.bits
        kernels.first_levels(coords, *grid, first, last, levels, counts)
        found.append(counts)

    halved(len(coords), work)
    total: npt.NDArray[np.int64] = np.sum(found, axis=0)
    return total


def _worth_keeping(counts: npt.NDArray[np.int64], size: int) -> list[int]:
    kept, before = [], size
    for level in range(len(counts) - 1, -1, -1):
        drops = DROPS if counts[level] > size / 8 else DROPS_LATER
        if counts[level] <= before * (1.0 - drops):
            kept.append(level)
            before = int(counts[level])
        if before < THIN_FROM // 100:
            break
    return kept
