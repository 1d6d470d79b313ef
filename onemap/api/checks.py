"""What may be asked for: extents, sizes, places and numbers are looked at before any work begins."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.model.extent import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    Box = Extent | Sequence[float]

#: The longest side of a picture, pixels; formats have limits of their own below it.
LARGEST = 100_000
#: Coordinates from here on are no place on earth in any unit.
_FAR = 1e15
#: Lengths from here on reach beyond the earth, metres.
_LONGEST = 1e9
_THEMES = ("light", "dark")


def checked_extent(extent: Box) -> Extent:
    """The extent, or a RequestError that says why it cannot be used."""
    try:
        box = extent if isinstance(extent, Extent) else Extent(*map(float, extent))
    except (TypeError, ValueError) as error:
        raise RequestError("argument_bad", name="extent", value=extent, form="xmin,ymin,xmax,ymax") from error
    text = ",".join(f"{v:g}" for v in box.as_tuple())
    if not all(map(_near, box.as_tuple())):
        raise RequestError("extent_not_finite", extent=text)
    if box.xmin >= box.xmax or box.ymin >= box.ymax:
        raise RequestError("extent_no_area", extent=text)
    return box


def checked_shape(where: BaseGeometry | Box | None) -> BaseGeometry | Extent | None:
    """A place to ask about: a geometry as it is, four numbers as an extent; RequestError for anything else."""
    from shapely.geometry.base import BaseGeometry

    if where is None or isinstance(where, (BaseGeometry, Extent)):
        return where
    try:
        return Extent(*map(float, where))
    except (TypeError, ValueError) as error:
        raise RequestError("argument_bad", name="where", value=where, form="xmin,ymin,xmax,ymax") from error


def checked_crs(crs: str | int | None) -> str | None:
    """The CRS as layers name theirs ("EPSG:4490"); None stays; CrsError when there is none such.

    A code, "EPSG:4490", a WKT, or what says so of itself as text, as a `pyproj.CRS` does.
    """
    if crs is None:
        return None
    from onemap.io import crs as crs_room

    return crs_room.text_of(crs_room.parse(str(crs)))


def checked_size(size: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a picture, or a RequestError."""
    try:
        width, height = size
        whole = int(width), int(height)
    except (TypeError, ValueError, OverflowError) as error:
        raise RequestError("argument_bad", name="size", value=size, form="1600x1000") from error
    if whole != (width, height):
        raise RequestError("argument_bad", name="size", value=size, form="1600x1000")
    if not (1 <= width <= LARGEST and 1 <= height <= LARGEST):
        raise RequestError("size_impossible", width=width, height=height, limit=LARGEST)
    return whole


def checked_place(x: float, y: float) -> tuple[float, float]:
    """The place, or a RequestError when it is none."""
    try:
        place = float(x), float(y)
    except (TypeError, ValueError) as error:
        raise RequestError("place_impossible", place=f"{x},{y}") from error
    if not all(map(_near, place)):
        raise RequestError("place_impossible", place=f"{place[0]:g},{place[1]:g}")
    return place


def checked_number(name: str, value: float, low: float, high: float) -> float:
    """A number above ``low`` and below ``high``, or a RequestError that names it."""
    number = _number(value)
    if not low < number < high:
        raise RequestError("number_impossible", name=name, value=str(value), low=f"{low:g}", high=f"{high:g}")
    return number


def checked_length(name: str, value: float) -> float:
    """A length in metres, which may be 0, or a RequestError that names it."""
    number = _number(value)
    if not 0.0 <= number < _LONGEST:
        raise RequestError("length_impossible", name=name, value=str(value), high=f"{_LONGEST:g}")
    return number


def checked_look(dpi: float, pixel_ratio: float, theme: str) -> None:
    """Raise a RequestError for a look that no picture can have."""
    checked_number("dpi", dpi, 0.0, 1e9)
    checked_number("pixel_ratio", pixel_ratio, 0.0, 1e4)
    if theme not in _THEMES:
        raise RequestError("argument_bad", name="theme", value=theme, form="light, dark")


def _number(value: float) -> float:
    """The value as a number; NaN when it is none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return math.nan


def _near(value: float) -> bool:
    return abs(value) < _FAR


def moved_place(place: tuple[float, float], source: str, target: str) -> tuple[float, float]:
    """A place brought from one CRS to another; RequestError when it has none there."""
    import numpy as np

    from onemap.io import crs as crs_room

    moved = crs_room.transform(np.array([place], dtype=np.float64), source, target).coords
    if not np.isfinite(moved).all():
        raise RequestError("place_impossible", place=f"{place[0]:g},{place[1]:g} ({source})")
    return float(moved[0, 0]), float(moved[0, 1])
