"""The direction streets take at a place: along the river, around the middle, or in the grain of a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon

from make.frame import heading
from make.plan import MIDDLE, RIVER

if TYPE_CHECKING:
    from make.frame import FloatArray

_RIVER_HEADING = heading(RIVER)
#: Quarters with a grain of their own: x, y, reach in metres, angle in degrees.
_GRAINS = np.array([
    [10, 150, 520, 8], [-1500, 900, 520, 38], [1500, 700, 600, -24], [-1650, -300, 420, 17], [900, -1300, 480, 31],
    [-700, -1350, 480, -19], [500, 1200, 430, 14], [1850, -350, 350, 40], [-600, 800, 420, -9],
])  # fmt: skip


def grain(x: float, y: float) -> float:
    """Direction of one of the two crossing families of streets at a place, radians; the other is at right angles."""
    d2 = (RIVER[:, 0] - x) ** 2 + (RIVER[:, 1] - y) ** 2
    nearest = int(np.argmin(d2))
    weights = [2.6 * np.exp(-d2[nearest] / 330.0**2), 0.55]
    angles = [_RIVER_HEADING[nearest], np.arctan2((y - MIDDLE[1]) * 1.2, x - MIDDLE[0])]
    weights += list(1.9 * np.exp(-((_GRAINS[:, 0] - x) ** 2 + (_GRAINS[:, 1] - y) ** 2) / _GRAINS[:, 2] ** 2))
    angles += list(np.radians(_GRAINS[:, 3]))
    four = 4 * np.array(angles)
    return float(np.arctan2(np.dot(weights, np.sin(four)), np.dot(weights, np.cos(four)))) / 4


def trace(x: float, y: float, direction: float, length: float, step: float = 14.0) -> FloatArray:
    """The street through a place, followed for ``length`` metres to both sides, starting near ``direction``."""
    sides = []
    for turn in (0.0, np.pi):
        at, way, run = np.array([x, y]), direction + turn, [np.array([x, y])]
        for _ in range(int(length / step) + 1):
            g = grain(*at)
            goal = g + np.round((way - g) / (np.pi / 2)) * np.pi / 2
            way += 0.7 * (goal - way)
            at = at + step * np.array([np.cos(way), np.sin(way)])
            run.append(at)
        sides.append(np.array(run))
    return np.vstack([sides[1][:0:-1], sides[0]])


def _long_axis(polygon: Polygon) -> tuple[float, float]:
    """Direction of the long side of the smallest turned box around a polygon, and that side's length."""
    c = shapely.get_coordinates(shapely.minimum_rotated_rectangle(polygon))
    a, b = c[1] - c[0], c[2] - c[1]
    long = a if np.hypot(*a) >= np.hypot(*b) else b
    return float(np.arctan2(long[1], long[0])), float(np.hypot(*long))


def _corners(polygon: Polygon) -> FloatArray:
    """Vertices at which the outline turns by more than 25 degrees."""
    c = shapely.get_coordinates(polygon.exterior)[:-1]
    before, after = c - np.roll(c, 1, axis=0), np.roll(c, -1, axis=0) - c
    turn = np.arctan2(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0], (before * after).sum(axis=1))
    return c[np.abs(turn) > np.radians(25)]


def _across(polygon: Polygon, at: FloatArray, direction: float, length: float) -> LineString | None:
    """The part inside ``polygon`` of the street through ``at``."""
    line = LineString(trace(at[0], at[1], direction, length))
    inside = shapely.get_parts(shapely.intersection(line, polygon))
    middle = shapely.Point(at)
    inside = [p for p in inside if isinstance(p, LineString) and p.distance(middle) < 1.0]
    return inside[0] if inside else None


def _snapped(line: LineString, nodes: FloatArray, polygon: Polygon) -> tuple[LineString, int]:
    """Line with its ends moved to crossings of ``nodes`` on the outline within 38 m, and how many were moved."""
    c, moved = shapely.get_coordinates(line), 0
    run = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(c, axis=0).T))])
    for end in (0, -1):
        d = np.hypot(*(nodes - c[end]).T) if len(nodes) else np.array([np.inf])
        for k in np.argsort(d)[:4]:
            if d[k] < 38 and polygon.exterior.distance(shapely.Point(nodes[k])) < 0.5:
                away = run if end == 0 else run[-1] - run
                c = c + (nodes[k] - c[end]) * np.clip(1 - away / 110, 0, 1)[:, None] ** 2
                moved += 1
                break
    return LineString(c), moved


def split(polygon: Polygon, nodes: FloatArray, rng: np.random.Generator) -> tuple[LineString, list[Polygon]] | None:
    """The best street across the long side of a polygon, and the two parts it leaves; None where none is good."""
    axis, length = _long_axis(polygon)
    corners = _corners(polygon)
    middle = shapely.get_coordinates(polygon.centroid)[0]
    best, best_score = None, -np.inf
    for shift in (0.0, 0.07, -0.07, 0.14, -0.14, 0.21, -0.21):
        at = middle + (shift + rng.normal(0, 0.015)) * length * np.array([np.cos(axis), np.sin(axis)])
        if not polygon.contains(shapely.Point(at)):
            continue
        across = axis + np.pi / 2
        g = grain(*at)
        direction = g + np.round((across - g) / (np.pi / 2)) * np.pi / 2
        line = _across(polygon, at, direction, length)
        if line is None or line.length < 25:
            continue
        line, moved = _snapped(line, nodes, polygon)
        c = shapely.get_coordinates(line)
        for end, inner in ((0, 1), (-1, -2)):
            way = (c[end] - c[inner]) / max(np.hypot(*(c[end] - c[inner])), 1e-9)
            c[end] = c[end] + way * 0.15
        line = LineString(c)
        parts = shapely.get_parts(shapely.polygonize(shapely.get_parts(
            shapely.union_all([polygon.exterior, line], grid_size=0.01))))  # fmt: skip
        parts = [p for p in parts if polygon.contains(p.point_on_surface())]
        if len(parts) != 2:
            continue
        ends = c[[0, -1]]
        near = np.hypot(*(corners[:, None] - ends[None]).transpose(2, 0, 1)).min() if len(corners) else 99.0
        balance = min(p.area for p in parts) / polygon.area
        thin = min(p.area / p.length**2 for p in parts) * 16
        score = balance + thin + 0.22 * moved - 1.2 * max(0.0, 1 - near / 45) - 0.15 * abs(shift)
        if score > best_score and balance > 0.2:
            best, best_score = (line, parts), score
    return best
