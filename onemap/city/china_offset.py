"""GCJ-02 and BD-09, the shifted coordinates of Chinese consumer maps, to and from degrees of WGS 84 or CGCS2000.

The formulas are those in public use since 2010 (the "eviltransform" reconstruction) with the Krasovsky ellipsoid; they
reproduce the shift to better than a metre. They hold in a box around China; outside it the shift is zero.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Pair = tuple[Floats, Floats]

#: The box in which the shift is made: west, south, east, north.
BOX = (72.004, 0.8293, 137.8347, 55.8271)
_A, _EE = 6378245.0, 0.00669342162296594323
_K = np.pi * 3000.0 / 180.0
#: The inverses stop when no place moves by more than this, degrees.
_CLOSE = 1e-10


def to_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Pair:
    """GCJ-02 longitudes and latitudes of places, degrees."""
    lons, lats = _pair(lon, lat)
    dlon, dlat = _shift(lons, lats)
    return lons + dlon, lats + dlat


def from_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Pair:
    """Places of GCJ-02 longitudes and latitudes, degrees; the exact inverse of `to_gcj02` to 1e-9 degrees."""
    return _inverse(to_gcj02, *_pair(lon, lat))


def to_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Pair:
    """BD-09 longitudes and latitudes of places, degrees."""
    return _bd09_of_gcj02(*to_gcj02(lon, lat))


def from_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Pair:
    """Places of BD-09 longitudes and latitudes, degrees; the inverse of `to_bd09` to 1e-9 degrees."""
    return from_gcj02(*_inverse(_bd09_of_gcj02, *_pair(lon, lat)))


def _pair(lon: npt.ArrayLike, lat: npt.ArrayLike) -> Pair:
    lons, lats = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    return lons, lats


def _inverse(forward: Callable[[Floats, Floats], tuple[Floats, Floats]], lons: Floats, lats: Floats) -> Pair:
    """Fixed point: move by what the forward way misses the target."""
    x, y = lons.copy(), lats.copy()
    for _ in range(12):
        fx, fy = forward(x, y)
        ex, ey = lons - fx, lats - fy
        x, y = x + ex, y + ey
        if not (np.abs(ex) > _CLOSE).any() and not (np.abs(ey) > _CLOSE).any():
            break
    return x, y


def _shift(lon: Floats, lat: Floats) -> Pair:
    west, south, east, north = BOX
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    x, y = np.where(inside, lon - 105.0, 0.0), np.where(inside, lat - 35.0, 0.0)
    root = np.sqrt(np.abs(x))
    common = 2 / 3 * (20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x))
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    dlat += 2 / 3 * (20 * np.sin(np.pi * y) + 40 * np.sin(np.pi * y / 3))
    dlat += 2 / 3 * (160 * np.sin(np.pi * y / 12) + 320 * np.sin(np.pi * y / 30))
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    dlon += 2 / 3 * (20 * np.sin(np.pi * x) + 40 * np.sin(np.pi * x / 3))
    dlon += 2 / 3 * (150 * np.sin(np.pi * x / 12) + 300 * np.sin(np.pi * x / 30))
    phi = np.radians(y + 35.0)
    m = 1 - _EE * np.sin(phi) ** 2
    dlat = dlat * 180 / (_A * (1 - _EE) / (m * np.sqrt(m)) * np.pi)
    dlon = dlon * 180 / (_A / np.sqrt(m) * np.cos(phi) * np.pi)
    return np.where(inside, dlon, 0.0), np.where(inside, dlat, 0.0)


def _bd09_of_gcj02(lon: Floats, lat: Floats) -> Pair:
    z = np.hypot(lon, lat) + 2e-5 * np.sin(_K * lat)
    theta = np.arctan2(lat, lon) + 3e-6 * np.cos(_K * lon)
    return z * np.cos(theta) + 0.0065, z * np.sin(theta) + 0.006
