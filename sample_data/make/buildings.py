"""Houses in the blocks: in rows along streets, in ranks of slabs, around courts; none touches another or a street."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import Polygon

from make.footprints import pick
from make.frame import PRECISION, boxes, rng
from make.net import from_middle

if TYPE_CHECKING:
    from make.blocks import Block
    from make.frame import FloatArray


@dataclass(frozen=True)
class Manner:
    """How a kind of block is built: sizes along (w) and away from (d) the street, free space, number of storeys."""

    use: str
    w: tuple[float, float]
    d: tuple[float, float]
    gap: tuple[float, float]
    yard: float
    setback: float
    floors: tuple[int, int]
    rings: int = 9
    ranks: bool = False
    empty: float = 0.04


MANNERS = {
    m.use: m
    for m in (
        Manner("老城", (6.2, 12.5), (6.6, 9.6), (0.6, 1.8), 3.2, 1.2, (1, 4), empty=0.03),
        Manner("城中村", (7.2, 13), (7.4, 11), (1.2, 3.2), 3.8, 1.6, (2, 5)),
        Manner("商业", (14, 34), (13, 18), (2.5, 7.0), 7.0, 2.5, (4, 18), empty=0.03),
        Manner("住宅", (20, 46), (10.5, 12.5), (6.0, 9.0), 10.5, 4.0, (5, 11), ranks=True),
        Manner("高层", (20, 28), (17, 23), (14.0, 22.0), 18.0, 7.0, (17, 33), empty=0.05),
        Manner("工业", (34, 74), (20, 32), (8.0, 12.0), 10.0, 6.0, (1, 3), ranks=True),
        Manner("公共", (24, 52), (13, 16), (8.0, 16.0), 24.0, 7.0, (3, 7), rings=2),
    )
}
#: Small houses that fill the yards of the larger ones: shops, sheds, gate houses, substations.
FILL = {
    "商业": Manner("商业", (9, 17), (8, 12), (1.5, 5.0), 5.0, 2.0, (2, 5), empty=0.1),
    "公共": Manner("公共", (9, 16), (7, 10), (4.0, 12.0), 14.0, 3.0, (1, 3), rings=3, empty=0.2),
    "住宅": Manner("住宅", (9, 15), (5.5, 7.5), (1.5, 6.0), 14.0, 1.6, (1, 2), rings=1, empty=0.2),
    "高层": Manner("高层", (10, 22), (7, 9), (2.0, 8.0), 16.0, 1.8, (1, 3), rings=2, empty=0.15),
    "工业": Manner("工业", (9, 18), (7, 10), (3.0, 14.0), 16.0, 3.0, (1, 3), rings=2, empty=0.2),
}


def _straight(polygon: Polygon) -> float:
    """Direction most of the outline keeps to, up to right angles, radians."""
    c = shapely.get_coordinates(polygon.simplify(2.0).exterior)
    v = np.diff(c, axis=0)
    length, angle = np.hypot(*v.T), np.arctan2(v[:, 1], v[:, 0])
    return float(np.angle((length**1.5 * np.exp(4j * angle)).sum())) / 4


def _sizes(total: float, m: Manner, random: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Middles and widths of houses in a row ``total`` metres long, spread so that the row is filled evenly."""
    count = int(total / (m.w[0] * 0.6 + m.gap[0])) + 2
    w = random.uniform(*m.w, count)
    pitch = w + random.uniform(*m.gap, count)
    end = np.cumsum(pitch)
    n = int(np.searchsorted(end, total + m.gap[0]))
    if n == 0:
        return np.empty(0), np.empty(0)
    spare = max(0.0, total - (end[n - 1] - (pitch[n - 1] - w[n - 1]))) / n
    return end[:n] - pitch[:n] + w[:n] / 2 + spare * (np.arange(n) + 0.5), w[:n]


def _around(shape: Polygon, m: Manner, random: np.random.Generator) -> list[tuple[float, float, float, float, float]]:
    """Places (x, y, angle, w, d) in rings parallel to the outline, the outermost along the streets."""
    found, inset = [], m.setback
    for _ in range(m.rings):
        d = random.uniform(*m.d)
        core = shape.buffer(-(inset + d / 2), join_style="mitre", mitre_limit=2.5)
        for part in shapely.get_parts(core):
            if part.is_empty or part.area < 12:
                continue
            ring = part.exterior
            s, w = _sizes(ring.length, m, random)
            a, b = (
                shapely.line_interpolate_point(ring, s - w * 0.45),
                shapely.line_interpolate_point(ring, s + w * 0.45),
            )
            a, b = shapely.get_coordinates(a), shapely.get_coordinates(b)
            middle, way = (a + b) / 2, b - a
            bent = np.hypot(*way.T) < w * 0.88
            depth = np.full(len(w), d) * random.uniform(0.92, 1.0, len(w))
            rows = np.column_stack([middle, np.arctan2(way[:, 1], way[:, 0]), w, depth])
            found += [tuple(r) for r in rows[~bent & (random.random(len(w)) > m.empty)]]
        inset += d + m.yard
    return found


def _ranked(shape: Polygon, m: Manner, random: np.random.Generator) -> list[tuple[float, float, float, float, float]]:
    """Places in parallel ranks along the direction of the block's longest sides."""
    angle = _straight(shape)
    c = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))
    long = (c[1] - c[0]) if np.hypot(*(c[1] - c[0])) > np.hypot(*(c[2] - c[1])) else (c[2] - c[1])
    angle += np.round((np.arctan2(long[1], long[0]) - angle) / (np.pi / 2)) * np.pi / 2
    centre = shape.centroid
    flat = shapely.affinity.rotate(shape, -angle, origin=centre, use_radians=True).buffer(-m.setback)
    if flat.is_empty:
        return []
    x0, y0, x1, y1 = flat.bounds
    d = random.uniform(*m.d)
    pitch = d + m.yard * random.uniform(0.9, 1.15)
    ranks = max(1, int((y1 - y0 + m.yard) / pitch))
    start = y0 + ((y1 - y0) - (ranks * pitch - m.yard)) / 2 + d / 2
    found = []
    for y in start + pitch * np.arange(ranks):
        low, high = (flat.intersection(shapely.LineString([(x0 - 1, y + k), (x1 + 1, y + k)])) for k in (-d / 2, d / 2))
        if low.is_empty or high.is_empty or low.geom_type != "LineString" or high.geom_type != "LineString":
            continue
        a, b = max(low.bounds[0], high.bounds[0]), min(low.bounds[2], high.bounds[2])
        s, w = _sizes(b - a, m, random)
        if not len(s) and b - a > m.w[0] * 0.6:
            s, w = np.array([(b - a) / 2]), np.array([b - a])
        for at, width in zip(a + s, w, strict=True):
            if random.random() > m.empty:
                p = np.array([at - centre.x, y - centre.y])
                turned = (p[0] * np.cos(angle) - p[1] * np.sin(angle), p[0] * np.sin(angle) + p[1] * np.cos(angle))
                found.append((centre.x + turned[0], centre.y + turned[1], angle, width, d))
    return found


def _apart(shapes: np.ndarray, gap: float) -> np.ndarray:
    """Which of the shapes to keep, first come first served, so that any two are ``gap`` metres apart."""
    tree = shapely.STRtree(shapes)
    a, b = tree.query(shapes, predicate="dwithin", distance=gap)
    keep = np.ones(len(shapes), bool)
    earlier: dict[int, list[int]] = {}
    for i, j in zip(a.tolist(), b.tolist(), strict=True):
        if j < i:
            earlier.setdefault(i, []).append(j)
    for i in sorted(earlier):
        keep[i] = not any(keep[j] for j in earlier[i])
    return keep


def _shapes(b: Block, m: Manner, random: np.random.Generator) -> np.ndarray:
    """Houses of one manner in a block, none over its edge, none touching another."""
    ground = b.ground
    places = (_ranked if m.ranks else _around)(ground, m, random)
    if m.ranks and len(places) < 3:
        places = _around(ground, m, random)
    if not places:
        return np.empty(0, object)
    x, y, angle, w, d = np.array(places).T
    rings = [pick(b.use, a, c, random) for a, c in zip(w, d, strict=True)]
    shapes = shapely.set_precision(boxes(x, y, angle, rings), PRECISION)
    shapes = shapes[shapely.covers(ground.buffer(-min(0.7, m.setback)), shapes)]
    return shapes[_apart(shapes, min(0.5, m.gap[0]))]


def _floors(b: Block, m: Manner, count: int, random: np.random.Generator) -> np.ndarray:
    """Storeys: more in the middle of the city where the manner allows it."""
    high = 1.0 if b.use in ("工业", "老城", "城中村", "公共") else 1.35 - 0.6 * min(1, from_middle(b.shape))
    low, top = m.floors
    return np.clip(np.round(random.triangular(low, low + (top - low) * 0.35, top + 0.01, count) * high), 1, 40)


def houses(made: list[Block]) -> list[dict[str, object]]:
    """All houses: shape, use, storeys, block number and unit grid."""
    random, found = rng("houses"), []
    for number, b in enumerate(made):
        large: np.ndarray = np.empty(0, object)
        for m in (MANNERS.get(b.use), FILL.get(b.use)):
            if m is None:
                continue
            shapes = _shapes(b, m, random)
            if len(large):
                far = shapely.distance(shapes, shapely.union_all(large)) > max(3.0, m.gap[0])
                shapes = shapes[far]
            large = np.append(large, shapes)
            floors = _floors(b, m, len(shapes), random)
            found += [
                {"shape": s, "use": b.use, "floors": int(f), "block": number, "grid": b.grid}
                for s, f in zip(shapes, floors, strict=True)
            ]
    return found
