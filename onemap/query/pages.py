"""Pages of features under an R-tree: which features may meet a box."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from onemap.model.prepared import PAGE_SIZE

if TYPE_CHECKING:
    import numpy.typing as npt
    from rtree.index import Index

    from onemap.model.extent import Extent

#: For a box that covers more than this share of the layer's area, looking at every page box is faster than the tree.
SCAN_FROM_SHARE = 0.01


class PageIndex:
    """The boxes of all pages of a layer; the one owner of the R-tree and of its lock.

    An R-tree must not be read by two threads at once (wrong answers, then a crash), so every question to it is asked
    under the lock. The tree is never given an empty stream or a NaN.

    Parameters
    ----------
    page_bounds
        (p, 4) float64, finite: the box of page k, which holds positions ``k * PAGE_SIZE`` to ``(k + 1) * PAGE_SIZE``.
    size
        Number of features.
    """

    def __init__(self, page_bounds: npt.NDArray[np.float64], size: int) -> None:
        self._size = size
        self._sides = np.ascontiguousarray(page_bounds.T)
        self._lock = threading.Lock()
        self._tree = _tree(page_bounds) if len(page_bounds) else None
        self._area = 0.0
        if len(page_bounds):
            low, high = page_bounds[:, :2].min(axis=0), page_bounds[:, 2:].max(axis=0)
            self._area = float(np.prod(high - low))

    def pages(self, extent: Extent) -> npt.NDArray[np.int64]:
        """Numbers of the pages whose boxes meet ``extent`` (touching counts), ascending."""
        if not extent.is_valid:
            return np.empty(0, np.int64)
        if self._tree is None or extent.width * extent.height > SCAN_FROM_SHARE * self._area:
            return self._scanned(extent)
        with self._lock:
            found = list(self._tree.intersection(extent.as_tuple()))
        return np.sort(np.array(found, np.int64))

    def ranges(self, extent: Extent) -> npt.NDArray[np.int64]:
        """Half-open ranges (k, 2) of positions, ascending and disjoint, whose pages meet ``extent``."""
        return page_ranges(self.pages(extent), self._size)

    def _scanned(self, extent: Extent) -> npt.NDArray[np.int64]:
        xmin, ymin, xmax, ymax = self._sides
        meets = (xmin <= extent.xmax) & (xmax >= extent.xmin) & (ymin <= extent.ymax) & (ymax >= extent.ymin)
        return np.flatnonzero(meets)


def page_ranges(pages: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """Positions of ascending ``pages`` of a layer of ``size`` features, neighbours merged: half-open ranges (k, 2)."""
    if not len(pages):
        return np.empty((0, 2), np.int64)
    breaks = np.flatnonzero(np.diff(pages) > 1)
    first = np.concatenate([pages[:1], pages[breaks + 1]])
    last = np.concatenate([pages[breaks], pages[-1:]])
    return np.stack([first * PAGE_SIZE, np.minimum((last + 1) * PAGE_SIZE, size)], axis=1)


def _tree(page_bounds: npt.NDArray[np.float64]) -> Index:
    from rtree import index

    low, high = np.ascontiguousarray(page_bounds[:, :2]), np.ascontiguousarray(page_bounds[:, 2:])
    return index.Index((np.arange(len(page_bounds), dtype=np.int64), low, high))
