"""A layer in the map's CRS, cut into pages under an index: what drawing and asking need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.model.extent import Extent

#: Features of one page.
PAGE_SIZE = 512


class PageSearch(Protocol):
    """Which pages meet a box; implemented by `onemap.query.pages.PageIndex`, safe to call from any thread."""

    def ranges(self, extent: Extent) -> npt.NDArray[np.int64]:
        """Half-open ranges (k, 2) of features, ascending and disjoint, whose pages meet the box."""
        ...


@dataclass(frozen=True, slots=True)
class Detail:
    """The rings of a layer with vertices left out, for small scales.

    No vertex of the full ring is farther than ``tolerance`` map units from the ring drawn instead. Same features and
    rings in the same order as in the `Prepared` it belongs to.
    """

    tolerance: float
    coords: npt.NDArray[np.float64]
    ring_offsets: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Thinning:
    """Points that can be told apart at a cell size, for small scales: ascending positions in page order.

    At a resolution (map units per device pixel) of ``2 * cell`` or coarser, drawing these positions alone is drawing
    all. ``positions`` is int32 (k,).
    """

    cell: float
    positions: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One layer ready to be drawn and asked. Arrays are read-only. Position = place of a feature in page order.

    Attributes
    ----------
    rows
        (m,) int32: source row of each position; rows without a drawable geometry are absent.
    coords
        (n, 2) float64, map CRS, page order.
    ring_offsets, feature_offsets, ring_kind
        As in `Geometries` but by position; None for a layer of simple points (position i is vertex i).
    bounds
        (m, 4) float64 box of each feature; None for simple points.
    area, length
        (m,) float32: area in square map units (holes taken off) and the summed length of all rings in map units, for
        features smaller than a pixel; None for simple points.
    page_bounds
        (p, 4) float64: box of the features in page k, positions k * PAGE_SIZE to (k + 1) * PAGE_SIZE.
    index
        The R-tree over the pages.
    details, thinnings
        From fine to coarse; empty when the layer is small.
    extent
        Box of all, or None when nothing can be drawn.
    feature_type
        (m,) uint8: WKB type 1 to 7 of each feature, as `Geometries.row_type`; None for simple points.
    nbytes
        Bytes held by the arrays.
    """

    rows: npt.NDArray[np.int32]
    coords: npt.NDArray[np.float64]
    ring_offsets: npt.NDArray[np.int64] | None
    feature_offsets: npt.NDArray[np.int64] | None
    ring_kind: npt.NDArray[np.uint8] | None
    bounds: npt.NDArray[np.float64] | None
    area: npt.NDArray[np.float32] | None
    length: npt.NDArray[np.float32] | None
    page_bounds: npt.NDArray[np.float64]
    index: PageSearch
    extent: Extent | None
    details: tuple[Detail, ...] = ()
    thinnings: tuple[Thinning, ...] = ()
    feature_type: npt.NDArray[np.uint8] | None = None

    @property
    def size(self) -> int:
        """Number of drawable features."""
        return len(self.rows)

    @property
    def is_points(self) -> bool:
        """Whether position i is vertex i."""
        return self.feature_offsets is None

    @property
    def nbytes(self) -> int:
        """Bytes held by the arrays."""
        arrays: list[npt.NDArray[np.generic] | None] = [
            self.rows,
            self.coords,
            self.ring_offsets,
            self.feature_offsets,
            self.ring_kind,
            self.bounds,
            self.area,
            self.length,
            self.page_bounds,
            self.feature_type,
        ]
        arrays += [a for d in self.details for a in (d.coords, d.ring_offsets)]
        arrays += [t.positions for t in self.thinnings]
        return sum(a.nbytes for a in arrays if a is not None)
