"""The cell of a card as an outline on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.model.geometry import EXTERIOR, INTERIOR

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry


def rings_of(shape: BaseGeometry) -> list[tuple[int, npt.NDArray[np.float64]]]:
    """The rings of a polygon or of several, as an outline has them."""
    import shapely

    rings = []
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            rings.append((EXTERIOR, shapely.get_coordinates(part.exterior)))
            rings += [(INTERIOR, shapely.get_coordinates(hole)) for hole in part.interiors]
    return rings
