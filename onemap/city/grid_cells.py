"""The shapes of a layer of grids, as checks of the partition look at them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import shapely

from onemap.query.select import shapes_at

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.sheets import Sheet

    Ints = npt.NDArray[np.int64]
    Shapes = npt.NDArray[np.object_]


@dataclass
class Cells:
    """The shapes of a layer of grids, ascending by row: ``codes`` ("" for none), valid ``shapes`` in map units.

    ``per`` is square metres per square map unit, ``metre`` map units of a metre.
    """

    sheet: Sheet
    rows: Ints
    codes: list[str]
    given: Shapes
    per: float
    metre: float

    @classmethod
    def of(cls, sheet: Sheet, scale: tuple[float, float]) -> Cells:
        """The polygons of a layer."""
        prepared = sheet.layer.prepared
        given = shapes_at(prepared, np.arange(prepared.size))
        polygons = np.flatnonzero(shapely.get_dimensions(given) == 2)
        polygons = polygons[np.argsort(prepared.rows[polygons])]
        rows = prepared.rows[polygons].astype(np.int64)
        codes = [text or "" for text in sheet.texts("code").take(pa.array(rows)).to_pylist()]
        return cls(sheet, rows, codes, given[polygons], scale[0] * scale[1], 1.0 / min(scale))

    def __len__(self) -> int:
        """Number of grids."""
        return len(self.rows)

    @cached_property
    def shapes(self) -> Shapes:
        """The shapes, mended where they are invalid."""
        shapes = self.given.copy()
        wrong = ~shapely.is_valid(shapes)
        shapes[wrong] = shapely.make_valid(shapes[wrong])
        return shapes

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Index over the shapes."""
        return shapely.STRtree(self.shapes)

    @cached_property
    def points(self) -> Shapes:
        """A point on the surface of each."""
        return np.asarray(shapely.point_on_surface(self.shapes))

    @cached_property
    def meeting(self) -> tuple[Ints, Ints, Shapes]:
        """Pairs that meet, a < b, and what they share."""
        a, b = self.tree.query(self.shapes, predicate="intersects")
        a, b = a[a < b], b[a < b]
        return a, b, np.asarray(shapely.intersection(self.shapes[a], self.shapes[b]))
