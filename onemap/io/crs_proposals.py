"""What CRS bare numbers may be in, for a city in China."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onemap.model.extent import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Land of China by central meridian of the 3-degree zones: southern and northern end in degrees, and the order in
#: which zones are proposed (by how many cities lie in them).
_ZONES = {
    114: (18, 50), 117: (22, 54), 120: (22, 54), 108: (18, 43), 105: (21, 42), 111: (18, 46), 123: (24, 54),
    126: (40, 53), 102: (21, 43), 129: (42, 50), 99: (21, 43), 87: (27, 50), 90: (27, 48), 81: (29, 46), 84: (28, 48),
    93: (27, 45), 96: (27, 44), 78: (29, 41), 75: (36, 41), 132: (45, 49), 135: (47, 49),
}  # fmt: skip
_CHINA = Extent(73.0, 3.0, 136.0, 54.0)
#: Web Mercator metres of the same box.
_CHINA_MERCATOR = Extent(8.12e6, 0.33e6, 15.14e6, 7.17e6)
_METRES_PER_DEGREE = 111_000.0
#: As many proposals as a person wants to read.
_MOST = 5
_FALSE_EASTING = Extent(100_000.0, 200_000.0, 900_000.0, 6_100_000.0)


def propose(extent: Extent | None, columns: Sequence[str] = ()) -> list[str]:
    """Codes of CRS that coordinates of this extent may be in, the likeliest first; none when nothing fits.

    ``columns`` are the names of the layer's columns; where one says WGS 84, that comes first. Coordinates with x and y
    swapped get the same proposals (`looks_swapped` tells).
    """
    if extent is None or not extent.is_valid:
        return ["EPSG:4490", "EPSG:4326"]
    straight = _proposals(extent, columns)
    return straight or _proposals(_swapped(extent), columns)


def looks_swapped(extent: Extent) -> bool:
    """Whether the numbers make sense in China only with x and y swapped."""
    if _inside(extent, _CHINA):
        return False
    return _inside(_swapped(extent), _CHINA) or (not _plane(extent) and bool(_plane(_swapped(extent))))


def _proposals(extent: Extent, columns: Sequence[str]) -> list[str]:
    if _inside(extent, Extent(-180.0, -90.0, 180.0, 90.0)):
        swapped = _inside(_swapped(extent), _CHINA)
        says_wgs = any("wgs" in name.casefold() for name in columns)
        chinese = (_inside(extent, _CHINA) or swapped) and not says_wgs
        return ["EPSG:4490", "EPSG:4326"] if chinese else ["EPSG:4326", "EPSG:4490"]
    return _plane(extent)


def _plane(extent: Extent) -> list[str]:
    found: list[str] = []
    if _inside(extent, _CHINA_MERCATOR):
        found.append("EPSG:3857")
    zone = math.floor(extent.xmin / 1e6)
    if math.floor(extent.xmax / 1e6) == zone:
        rest = Extent(extent.xmin - zone * 1e6, extent.ymin, extent.xmax - zone * 1e6, extent.ymax)
        if _inside(rest, _FALSE_EASTING):
            found += _zoned(zone, extent.center[1] / _METRES_PER_DEGREE)
    return found[:_MOST]


def _zoned(zone: int, latitude: float) -> list[str]:
    """Codes for eastings that begin with a zone number, or (zone 0) with none."""
    if zone == 0:
        meridians = [m for m, (south, north) in _ZONES.items() if south <= latitude <= north]
        return [f"EPSG:{4534 + (m - 75) // 3}" for m in meridians]
    if 25 <= zone <= 45:
        return [f"EPSG:{4513 + zone - 25}", f"EPSG:{2349 + zone - 25}", f"EPSG:{2401 + zone - 25}"]
    if 13 <= zone <= 23:
        return [f"EPSG:{4491 + zone - 13}", f"EPSG:{2327 + zone - 13}", f"EPSG:{21413 + zone - 13}"]
    return []


def _swapped(extent: Extent) -> Extent:
    return Extent(extent.ymin, extent.xmin, extent.ymax, extent.xmax)


def _inside(extent: Extent, box: Extent) -> bool:
    return box.contains(extent.xmin, extent.ymin) and box.contains(extent.xmax, extent.ymax)
