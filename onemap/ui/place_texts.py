"""A place on the map in every form in which somebody may want to copy it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEIDOU_LEVEL = 10


def place_texts(crs: str, x: float, y: float, others: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Name and text of a place: in the map's CRS, in degrees, in the other CRS of the map's layers, shifted, as a code.

    ``x`` and ``y`` are in the map's CRS. What the place cannot be said in is left out.
    """
    from onemap.io import crs as crs_room

    found = [(crs_room.name(crs), _numbers(crs, x, y))]
    lon, lat = crs_room.lonlat(crs, x, y)
    if abs(lon) <= 180 and abs(lat) <= 90:
        found += _in_degrees(lon, lat)
    for other in dict.fromkeys(others):
        if not crs_room.equal(other, crs) and not crs_room.is_geographic(other):
            place = _moved(crs, x, y, other)
            if place is not None:
                found.append((crs_room.name(other), _numbers(other, *place)))
    return found + (_shifted(lon, lat) if abs(lon) <= 180 and abs(lat) < 88 else [])


def _in_degrees(lon: float, lat: float) -> list[tuple[str, str]]:
    degrees = QCoreApplication.translate("PlaceTexts", "Longitude, latitude")
    minutes = QCoreApplication.translate("PlaceTexts", "Degrees, minutes, seconds")
    return [(degrees, f"{lon:.7f}, {lat:.7f}"), (minutes, f"{_sexagesimal(lon, 'EW')} {_sexagesimal(lat, 'NS')}")]


def _shifted(lon: float, lat: float) -> list[tuple[str, str]]:
    """The place as consumer maps have it, and its BeiDou grid code."""
    from onemap.city import beidou, china_offset

    found = []
    west, south, east, north = china_offset.BOX
    if west <= lon <= east and south <= lat <= north:
        for name, shift in (("GCJ-02", china_offset.to_gcj02), ("BD-09", china_offset.to_bd09)):
            x, y = shift(lon, lat)
            found.append((name, f"{float(x):.7f}, {float(y):.7f}"))
    code = str(beidou.encode(lon, lat, _BEIDOU_LEVEL))
    return [*found, (QCoreApplication.translate("PlaceTexts", "BeiDou grid code"), code)]


def _moved(crs: str, x: float, y: float, other: str) -> tuple[float, float] | None:
    import numpy as np

    from onemap.io import crs as crs_room

    place = crs_room.transform(np.array([(x, y)], np.float64), crs, other).coords[0]
    return (float(place[0]), float(place[1])) if np.isfinite(place).all() else None


def _numbers(crs: str, x: float, y: float) -> str:
    from onemap.io import crs as crs_room

    digits = 7 if crs_room.is_geographic(crs) else 2
    return f"{x:.{digits}f}, {y:.{digits}f}"


def _sexagesimal(degrees: float, signs: str) -> str:
    """Degrees, minutes and seconds to a hundredth (0.3 m), with the hemisphere behind."""
    hundredths = round(abs(degrees) * 360_000)
    whole, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6000)
    return f"{whole}°{minutes:02d}′{seconds / 100:05.2f}″{signs[degrees < 0]}"
