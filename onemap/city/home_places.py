"""Where persons are shown to live in what is handed out: the middle of a BeiDou cell of level 6, never the door.

A cell of level 6 is 2 by 2 arc seconds, about 60 m: a building or two. Questions are answered by the true place; what
is shown or written of it is the middle of its cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.definition import LayerDefinition
    from onemap.model.geometry import Geometries

    Floats = npt.NDArray[np.float64]

_DEGREES = "EPSG:4490"
#: Side of a cell in a plane that nobody can place on the earth, in its units; the cell's side in degrees.
_SIDE, _SIDE_DEGREES = 60.0, 2 / 3600


def is_home(definition: LayerDefinition) -> bool:
    """Whether the places of a layer are homes of persons."""
    return definition.role == "person"


def shown_places(definition: LayerDefinition, geometries: Geometries, crs: str | None) -> Geometries:
    """The places of a layer as they may be handed out: those of homes snapped, all others shared."""
    if not is_home(definition) or not len(geometries.coords):
        return geometries
    return geometries.with_coords(snapped(geometries.coords, crs))


def shown_shapes(
    definition: LayerDefinition, shapes: npt.NDArray[np.object_], crs: str | None
) -> npt.NDArray[np.object_]:
    """The shapes of some rows as they may be handed out, as in `shown_places`."""
    import shapely

    if not is_home(definition) or not len(shapes):
        return shapes
    return np.asarray(shapely.transform(shapes, lambda coords: snapped(np.ascontiguousarray(coords), crs)))


def snapped(coords: Floats, crs: str | None) -> Floats:
    """Places (n, 2) in the middle of their cells, in ``crs``; without one, cells of 60 units."""
    from onemap.io import crs as crs_room

    if crs is None:
        return _middles(coords, _SIDE)
    degrees = crs_room.transform(coords, crs, _DEGREES).coords
    return crs_room.transform(_middles(degrees, _SIDE_DEGREES), _DEGREES, crs).coords


def _middles(coords: Floats, side: float) -> Floats:
    """The middle of the cell of each place; cells count away from (0, 0), as the standard's do."""
    # A place on a border, as nearly as decimal degrees can say it, belongs to the cell farther from (0, 0).
    cells = np.floor(np.abs(coords) / side + 1e-9)
    return np.asarray(np.copysign((cells + 0.5) * side, coords), np.float64)
