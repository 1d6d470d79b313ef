"""Lengths, areas, bearings and angles on the ellipsoid of a CRS.

Geodesics by Karney (2013), "Algorithms for geodesics", as PROJ has them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.io import crs as crs_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    import pyproj

Kind = Literal["distance", "area", "angle"]
Place = tuple[float, float]
#: A planar value is told beside the geodesic one where they differ by more than this share.
_WORTH_TELLING = 0.01


@dataclass(frozen=True, slots=True)
class Leg:
    """A geodesic between two places: metres, and degrees clockwise from true north at its beginning (0 to 360)."""

    length_m: float
    bearing_deg: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured along some places.

    ``length_m`` is the sum of the legs, for an area its whole border. ``area_m2`` is None but for an area of three
    corners or more. ``angle_deg`` (0 to 180) lies between the first two legs of an angle. The planar values are those
    of the map's plane where they differ by more than one per cent, else None; degrees are no plane.
    """

    kind: Kind
    legs: tuple[Leg, ...] = ()
    length_m: float = 0.0
    area_m2: float | None = None
    angle_deg: float | None = None
    planar_length_m: float | None = None
    planar_area_m2: float | None = None


def measure(kind: Kind, places: Sequence[Place], crs: str | None) -> Measured:
    """Measure along places (x east, y north) of a CRS; fewer than two give zeros.

    A map without a CRS is a plane of metres. Places that the CRS cannot turn into degrees measure as NaN.
    """
    ring = kind == "area" and len(places) > 2
    points = np.array([*places, *(places[:1] if ring else ())], np.float64).reshape(-1, 2)
    if crs is None:
        return _planar(kind, points)
    geod, degrees = _ellipsoid(crs), _degrees(points, crs)
    legs = tuple(_leg(geod, degrees[i], degrees[i + 1]) for i in range(len(degrees) - 1))
    length = math.fsum(leg.length_m for leg in legs)
    area = abs(geod.polygon_area_perimeter(degrees[:, 0], degrees[:, 1])[0]) if ring else None
    flat_length, flat_area = _flat(points, crs, ring=ring)
    return Measured(
        kind, legs, length, area, _angle(geod, degrees) if kind == "angle" else None,
        _worth(flat_length, length), _worth(flat_area, area),
    )  # fmt: skip


@lru_cache(maxsize=64)
def _ellipsoid(crs: str) -> pyproj.Geod:
    import pyproj

    return crs_room.parse(crs).get_geod() or pyproj.Geod(ellps="GRS80")


def _degrees(points: npt.NDArray[np.float64], crs: str) -> npt.NDArray[np.float64]:
    return np.array([crs_room.lonlat(crs, float(x), float(y)) for x, y in points], np.float64).reshape(-1, 2)


def _leg(geod: pyproj.Geod, start: npt.NDArray[np.float64], end: npt.NDArray[np.float64]) -> Leg:
    bearing, _, length = geod.inv(start[0], start[1], end[0], end[1])
    return Leg(float(length), float(bearing) % 360.0)


def _angle(geod: pyproj.Geod, degrees: npt.NDArray[np.float64]) -> float | None:
    if len(degrees) < 3:
        return None
    one, other = _leg(geod, degrees[1], degrees[0]), _leg(geod, degrees[1], degrees[2])
    return _between(one.bearing_deg, other.bearing_deg)


def _between(one: float, other: float) -> float:
    """The angle between two directions, 0 to 180 degrees."""
    turn = abs(one - other) % 360.0
    return min(turn, 360.0 - turn)


def _flat(points: npt.NDArray[np.float64], crs: str, *, ring: bool) -> tuple[float | None, float | None]:
    """Length in metres and area in square metres on the map's plane; None where its units are degrees."""
    found = crs_room.parse(crs)
    if found.is_geographic:
        return None, None
    unit = float(found.axis_info[0].unit_conversion_factor) if found.axis_info else 1.0
    flat = _planar("area" if ring else "distance", points)
    return flat.length_m * unit, None if flat.area_m2 is None else flat.area_m2 * unit * unit


def _planar(kind: Kind, points: npt.NDArray[np.float64]) -> Measured:
    """The same on a plane of metres; ``points`` of an area end where they begin."""
    steps = np.diff(points, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    bearings = np.degrees(np.arctan2(steps[:, 0], steps[:, 1])) % 360.0
    legs = tuple(Leg(float(length), float(b)) for length, b in zip(lengths, bearings, strict=True))
    area = None
    if kind == "area" and len(points) > 3:
        x, y = (points - points[0]).T
        area = abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2
    angle = None
    if kind == "angle" and len(legs) > 1:
        angle = _between(legs[0].bearing_deg + 180.0, legs[1].bearing_deg)
    return Measured(kind, legs, float(lengths.sum()), area, angle)


def _worth(planar: float | None, geodesic: float | None) -> float | None:
    if planar is None or geodesic is None or not geodesic:
        return None
    return planar if abs(planar - geodesic) > _WORTH_TELLING * geodesic else None
