"""Page order: features along a Morton curve, so that a page is a small place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.query.halves import halved

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: More cells than this along a side are finer than any page.
MOST_BITS = 26
#: A box so many times larger than where the most features are is drawn out by stray ones: the frame leaves them out.
STRAY = 256.0
_SAMPLE = 4096


@dataclass(frozen=True, slots=True)
class Frame:
    """The square that is cut into ``2**bits`` by ``2**bits`` cells; features outside go to its edge."""

    x0: float
    y0: float
    size: float
    bits: int

    @property
    def per_unit(self) -> float:
        """Cells per map unit."""
        return float(2.0**self.bits / self.size)


def frame_of(points: Floats, box: Floats) -> Frame:
    """The frame for drawable ``points`` (n, 2) of the box ``box`` (4,).

    One stray feature far away must not put all others into one cell: the frame is then set by where the bulk lies.
    """
    bits = min((64 - max(len(points) - 1, 1).bit_length()) // 2, MOST_BITS)
    low, high = box[:2], box[2:]
    size = float((high - low).max())
    sample = points[:: max(len(points) // _SAMPLE, 1)]
    near, far = np.quantile(sample, (0.01, 0.99), axis=0)
    bulk = float((far - near).max())
    if 0.0 < bulk * STRAY < size:
        low, size = np.maximum(low, near - bulk), 3.0 * bulk
    smallest = max(float(np.abs(box).max()), 1.0) * 1e-12
    return Frame(float(low[0]), float(low[1]), max(size, smallest), bits)


def order_of(points: Floats, frame: Frame) -> npt.NDArray[np.int32]:
    """Places of ``points`` along the Morton curve; equal cells keep their order."""
    from onemap.query import morton_kernels as kernels

    size, mask = len(points), 2 ** (64 - 2 * frame.bits) - 1
    keys, order = np.empty(size, np.uint64), np.empty(size, np.int32)
    grid = frame.x0, frame.y0, frame.per_unit, frame.bits
    halved(size, lambda first, last: kernels.point_keys(points, *grid, first, last, keys))
    keys.sort()
    halved(size, lambda first, last: kernels.places(keys[first:last], mask, order[first:last]))
    return order
