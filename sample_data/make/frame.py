"""Where the city lies, its seed, and the few pieces of geometry that every module needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]

#: The invented county's code; all codes begin with it.
ADMIN = "990101"
CITY = "示范市"
#: Geographic and projected CRS of the data: CGCS2000, and its 3-degree zone of central meridian 105 E.
GEOGRAPHIC, PROJECTED = "EPSG:4490", "EPSG:4544"
#: Middle of the city in the projected CRS, metres (lon 104.67, lat 31.47).
ORIGIN = (468640.0, 3483060.0)
#: The sheet around the city, metres from ORIGIN: the river and the main roads go on to its edge.
SHEET = shapely.box(-3400.0, -2600.0, 3400.0, 2300.0)
#: Metres of a coordinate's last digit.
PRECISION = 0.01
SEED = 990101


def rng(topic: str) -> np.random.Generator:
    """Generator of random numbers for one topic, so that a change in one leaves the others as they were."""
    return np.random.default_rng([SEED, *topic.encode()])


def curve(points: list[tuple[float, float]], step: float = 12.0, *, closed: bool = False) -> FloatArray:
    """Catmull-Rom curve through ``points``, resampled about every ``step`` metres."""
    p = np.asarray(points, float)
    p = np.vstack([p[-1:], p, p[:2]]) if closed else np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, 40, endpoint=False)[:, None]
    parts = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:], strict=True):
        cubic = 3 * b - a - 3 * c + d
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + cubic * t**3))
    dense = np.vstack([*parts, p[-2:-1]])
    line = shapely.LineString(dense)
    count = max(2, round(line.length / step))
    return shapely.get_coordinates(line.interpolate(np.linspace(0, line.length, count + 1)))


def heading(coords: FloatArray) -> FloatArray:
    """Direction of a polyline at each of its vertices, radians."""
    d = np.gradient(coords, axis=0)
    return np.arctan2(d[:, 1], d[:, 0])


def to_city(geometry: object) -> object:
    """Geometry (or array of them) moved from metres around ORIGIN into the projected CRS, to the centimetre."""
    return shapely.transform(geometry, lambda c: np.round(c + ORIGIN, 2))


def boxes(x: FloatArray, y: FloatArray, angle: FloatArray, shapes: list[FloatArray]) -> npt.NDArray[np.object_]:
    """Polygons of the open rings ``shapes`` turned by ``angle`` and moved to ``(x, y)``."""
    coords, index = [], []
    for i, shape in enumerate(shapes):
        c, s = np.cos(angle[i]), np.sin(angle[i])
        ring = np.column_stack([x[i] + shape[:, 0] * c - shape[:, 1] * s, y[i] + shape[:, 0] * s + shape[:, 1] * c])
        coords.append(np.vstack([ring, ring[:1]]))
        index.append(np.full(len(ring) + 1, i))
    if not coords:
        return np.empty(0, object)
    return shapely.polygons(shapely.linearrings(np.vstack(coords), indices=np.concatenate(index)))
