"""The features nearest to a place, through the page boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.model.prepared import PAGE_SIZE
from onemap.query.hit import Place, measured
from onemap.query.pages import page_ranges
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.prepared import Prepared

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]


def nearest(
    prepared: Prepared,
    x: float,
    y: float,
    n: int,
    scale: tuple[float, float] = (1.0, 1.0),
    drawn: Mask | None = None,
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Source rows and distances of the ``n`` features nearest to ``(x, y)``, nearest first, equally near ones by row.

    Distances and ``scale`` are as in `hit_test`; fewer come back when there are fewer. ``drawn`` (m,) by position
    leaves out what is False.
    """
    place = Place(x, y, scale)
    if n <= 0 or not prepared.size or not (np.isfinite(x) and np.isfinite(y)):
        return np.empty(0, np.int64), np.empty(0)
    pages, enough = _pages_near(prepared, place, n, drawn)
    positions, distances, _ = measured(prepared, page_ranges(pages, prepared.size), place, enough, drawn)
    rows = prepared.rows[positions].astype(np.int64)
    order = np.lexsort((rows, distances))[:n]
    return rows[order], distances[order]


def _pages_near(prepared: Prepared, place: Place, n: int, drawn: Mask | None) -> tuple[npt.NDArray[np.int64], float]:
    """Pages that can hold one of the ``n`` nearest features, and a distance within which ``n`` features lie.

    A feature is at most as far away as the farthest corner of its page: the pages with the nearest such corners that
    together hold ``n`` features bound the distance of the n-th nearest.
    """
    from onemap.query import hit_kernels as kernels

    warm_up()
    near, far = np.empty(len(prepared.page_bounds)), np.empty(len(prepared.page_bounds))
    kernels.box_distances(prepared.page_bounds, place.x, place.y, *place.scale, near, far)
    order = np.argsort(far)
    held = np.cumsum(_counts(prepared, drawn)[order])
    last = int(np.searchsorted(held, n))
    enough = float(far[order[last]]) * (1 + 1e-12) if last < len(order) else np.inf
    return np.flatnonzero(near <= enough), enough


def _counts(prepared: Prepared, drawn: Mask | None) -> npt.NDArray[np.int64]:
    """How many features each page holds."""
    starts = np.arange(0, prepared.size, PAGE_SIZE)
    if drawn is not None:
        return np.add.reduceat(np.asarray(drawn, np.int64), starts)
    return np.diff(np.append(starts, prepared.size))
