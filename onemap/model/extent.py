"""Axis-aligned boxes in map units."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Extent:
    """An axis-aligned box; touching boxes intersect, a box contains its own border."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float

    @classmethod
    def of_bounds(cls, bounds: npt.NDArray[np.float64]) -> Extent | None:
        """Box around ``bounds`` (n, 4); rows with a non-finite number are left out; None when nothing is left."""
        kept = bounds[np.isfinite(bounds).all(axis=1)]
        if not len(kept):
            return None
        low, high = kept[:, :2].min(axis=0), kept[:, 2:].max(axis=0)
        return cls(float(low[0]), float(low[1]), float(high[0]), float(high[1]))

    @classmethod
    def around(cls, x: float, y: float, radius: float) -> Extent:
        """Square of half-side ``radius`` centred at ``(x, y)``."""
        return cls(x - radius, y - radius, x + radius, y + radius)

    @staticmethod
    def union(extents: Iterable[Extent | None]) -> Extent | None:
        """Smallest box around all that are not None; None when there are none."""
        kept = [extent for extent in extents if extent is not None]
        if not kept:
            return None
        return Extent(
            min(e.xmin for e in kept), min(e.ymin for e in kept), max(e.xmax for e in kept), max(e.ymax for e in kept)
        )

    @property
    def width(self) -> float:
        """Size along x, map units."""
        return self.xmax - self.xmin

    @property
    def height(self) -> float:
        """Size along y, map units."""
        return self.ymax - self.ymin

    @property
    def center(self) -> tuple[float, float]:
        """Middle of the box."""
        return (self.xmin + self.xmax) / 2, (self.ymin + self.ymax) / 2

    @property
    def is_valid(self) -> bool:
        """Whether all four numbers are finite and neither side is negative."""
        return all(map(math.isfinite, self.as_tuple())) and self.xmin <= self.xmax and self.ymin <= self.ymax

    def as_tuple(self) -> tuple[float, float, float, float]:
        """``(xmin, ymin, xmax, ymax)``."""
        return self.xmin, self.ymin, self.xmax, self.ymax

    def intersects(self, other: Extent) -> bool:
        """Whether the boxes share at least a point."""
        return (
            self.xmin <= other.xmax and other.xmin <= self.xmax and self.ymin <= other.ymax and other.ymin <= self.ymax
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies in the box or on its border."""
        return self.xmin <= x <= self.xmax and self.ymin <= y <= self.ymax

    def grown(self, margin: float) -> Extent:
        """Box with ``margin`` map units added on every side."""
        return Extent(self.xmin - margin, self.ymin - margin, self.xmax + margin, self.ymax + margin)

    def scaled(self, factor: float) -> Extent:
        """Box of the same centre with sides ``factor`` times as long."""
        x, y = self.center
        w, h = self.width * factor / 2, self.height * factor / 2
        return Extent(x - w, y - h, x + w, y + h)
