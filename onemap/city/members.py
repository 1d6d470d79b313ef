"""Which rows of a layer belong to a cell.

A point belongs to the covering cell with the smallest code, a line or a polygon to every cell it meets, with the share
of its length or area that lies in the cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.card_cells import positions_of
from onemap.query.select import select, shapes_at

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.city.card_cells import Cell
    from onemap.city.roles import CityLayer

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

_POINT = 1


@dataclass(frozen=True, slots=True)
class Members:
    """Rows that belong to a cell, ascending, and those of them that lie on its border or reach over it."""

    rows: Ints
    on_border: Ints


def members(layer: CityLayer, cell: Cell) -> Members:
    """The rows of a layer that belong to a cell and that filters leave in."""
    meets = select(layer.prepared, cell.shape, drawn=layer.kept_at)
    if layer.prepared.is_points:
        inner = select(layer.prepared, cell.shape, "within", layer.kept_at)
        border = np.setdiff1d(meets, inner, assume_unique=True)
        lost = border[_owned_by_a_rival(layer, border, cell)]
        return Members(np.setdiff1d(meets, lost, assume_unique=True), np.setdiff1d(border, lost, assume_unique=True))
    covered = select(layer.prepared, cell.shape, "covered_by", layer.kept_at)
    over = np.setdiff1d(meets, covered, assume_unique=True)
    single = _single_points(layer, meets)
    if len(single):
        inner = select(layer.prepared, cell.shape, "within", layer.kept_at)
        border = np.setdiff1d(single, inner, assume_unique=True)
        lost = border[_owned_by_a_rival(layer, border, cell)]
        meets = np.setdiff1d(meets, lost, assume_unique=True)
        over = np.union1d(over, np.setdiff1d(border, lost, assume_unique=True))
    return Members(meets, over)


def shares(layer: CityLayer, rows: Ints, shape: BaseGeometry) -> Floats:
    """The part, 0 to 1, of each row's area (or length, or points) that lies in a shape; 1 for a point in it."""
    import shapely

    shapes = shapes_at(layer.prepared, positions_of(layer, rows))
    wrong = ~shapely.is_valid(shapes)
    shapes[wrong] = shapely.make_valid(shapes[wrong])
    whole = _sizes(shapes)
    inside = _sizes(shapely.intersection(shapes, shape))
    by = np.argmax(whole > 0, axis=1)
    at = np.arange(len(shapes)), by
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(whole[at] > 0, inside[at] / whole[at], 1.0)


def lengths(layer: CityLayer, rows: Ints, shape: BaseGeometry, scale: tuple[float, float]) -> Floats:
    """Metres of each row's length that lie in a shape; ``scale`` is metres per map unit along x and y."""
    import shapely

    inside = shapely.intersection(shapes_at(layer.prepared, positions_of(layer, rows)), shape)
    return np.asarray(shapely.length(shapely.transform(inside, lambda coords: coords * np.array(scale))))


def _sizes(shapes: npt.NDArray[np.object_]) -> Floats:
    import shapely

    return np.stack([shapely.area(shapes), shapely.length(shapes), np.zeros(len(shapes))], axis=1)


def _single_points(layer: CityLayer, rows: Ints) -> Ints:
    types = layer.prepared.feature_type
    if types is None:
        return rows[:0]
    return np.intersect1d(layer.prepared.rows[types == _POINT], rows).astype(np.int64)


def _owned_by_a_rival(layer: CityLayer, rows: Ints, cell: Cell) -> npt.NDArray[np.bool_]:
    """Whether a point on the border is covered by a cell with a smaller code, too."""
    import shapely

    owned = np.zeros(len(rows), bool)
    if len(rows) and cell.rivals:
        points = shapes_at(layer.prepared, positions_of(layer, rows))
        for rival in cell.rivals:
            owned |= shapely.intersects(rival, points)
    return owned
