"""From the plan to unit grids, small streets and blocks: streets are added until every block is small enough."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

import numpy as np
import shapely
from shapely import LineString, Polygon

from make.field import split
from make.frame import PRECISION, rng
from make.plan import LOOP, MIDDLE, OUTER, RIVER_LINE, Street, main_streets

UNIT_GRIDS = 115


@dataclass
class Ward:
    """A part of the city that the plan's streets enclose; a ``strip`` lies between the river and a bank road."""

    shape: Polygon
    strip: bool
    square: bool = False
    community: int = -1


@dataclass
class Net:
    """All streets, the unit grids as lists of blocks' faces, and the community of each."""

    streets: list[Street] = field(default_factory=list)
    grids: list[Polygon] = field(default_factory=list)
    wards: list[int] = field(default_factory=list)
    faces: list[Polygon] = field(default_factory=list)
    face_grid: list[int] = field(default_factory=list)


def from_middle(shape: object) -> float:
    """0 in the middle of the city, about 1 at the outer ring."""
    p = shapely.get_coordinates(shapely.centroid(shape))[0] - MIDDLE
    return float(np.hypot(p[0] / 2165, p[1] / 1765))


def inside_lines() -> list[LineString]:
    """Centre lines of the plan's streets and of the river within the outer ring."""
    city = Polygon(OUTER)
    lines = [s.line.intersection(city.buffer(0.05)) for s in main_streets() if s.kind != "快速路"]
    return [OUTER, *lines, RIVER_LINE.intersection(city.buffer(0.05))]


def wards() -> list[Ward]:
    """What the plan's streets enclose; pieces under 1.6 ha are joined to the neighbour with the longest shared side."""
    noded = shapely.union_all(inside_lines(), grid_size=PRECISION)
    shapes = list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))
    square = Polygon(LOOP)
    while True:
        small = min(shapes, key=lambda s: s.area)
        if small.area > 16_000:
            break
        shapes.remove(small)
        shared = [small.boundary.intersection(s.boundary).length for s in shapes]
        best = int(np.argmax(shared))
        shapes[best] = shapely.union_all([shapes[best], small])
    near = RIVER_LINE.buffer(1.0)
    found = []
    for s in shapes:
        along = s.boundary.intersection(near).length
        found.append(Ward(s, along > 60 and s.area / along < 260, square.contains(s.point_on_surface())))
    return found


def _nodes(lines: list[LineString]) -> np.ndarray:
    ends = [shapely.get_coordinates(x)[[0, -1]] for x in lines]
    return np.vstack(ends) if ends else np.empty((0, 2))


def _kind(area: float, depth: int) -> str:
    if depth < 0:
        return "次干路" if area > 330_000 else "支路"
    return "支路" if area > 52_000 and depth == 0 else "小路"


def make_grids(found: list[Ward]) -> tuple[list[tuple[Polygon, Ward]], list[Street]]:
    """Exactly 115 unit grids: the one that is largest for its place is split by a street until there are enough."""
    random, streets = rng("grids"), []
    lines: list[LineString] = []
    heap = []
    for k, w in enumerate(found):
        heapq.heappush(heap, (-_weight(w.shape, w), k, w.shape, w))
    serial = len(heap)
    while len(heap) < UNIT_GRIDS:
        _, k, shape, w = heapq.heappop(heap)
        done = split(shape, _nodes(lines), random)
        if done is None:
            heapq.heappush(heap, (-0.001, k, shape, w))
            continue
        line, parts = done
        lines.append(line)
        streets.append(Street("", _kind(shape.area, -1), line))
        for p in parts:
            serial += 1
            heapq.heappush(heap, (-_weight(p, w), serial, p, w))
    return [(s, w) for _, _, s, w in sorted(heap, key=lambda h: h[1])], streets


def _weight(shape: Polygon, ward: Ward) -> float:
    if ward.square:
        return 0.01
    if ward.strip:
        return shape.area / 190_000
    return shape.area / (62_000 + 105_000 * from_middle(shape))


def block_size(shape: Polygon) -> float:
    """Largest area of a block at its place, square metres."""
    return 8_500 + 15_000 * min(1.0, from_middle(shape)) ** 1.3


def make_blocks(grids: list[tuple[Polygon, Ward]], lines: list[LineString], parks: set[int]) -> list[Street]:
    """Small streets inside every unit grid that is neither water front, square nor park."""
    random, streets = rng("blocks"), []
    lines = list(lines)
    for number, (shape, ward) in enumerate(grids):
        if ward.strip or ward.square or number in parks:
            continue
        queue = [(shape, 0)]
        while queue:
            piece, depth = queue.pop()
            if piece.area < block_size(piece) * random.uniform(0.8, 1.35):
                continue
            done = split(piece, _nodes(lines), random)
            if done is None:
                continue
            lines.append(done[0])
            streets.append(Street("", _kind(piece.area, depth), done[0]))
            queue += [(p, depth + 1) for p in done[1]]
    return streets


def pick_parks(grids: list[tuple[Polygon, Ward]]) -> set[int]:
    """Whole unit grids that become parks: the nearest to a few chosen places, of a fitting size."""
    wanted = [(-1250, 560), (760, 820), (-330, 640), (1150, 40), (-1500, -1150), (620, -1060), (1830, 560)]
    chosen: set[int] = set()
    for x, y in wanted:
        d = [
            s.centroid.distance(shapely.Point(x, y)) + 1e6 * (w.strip or w.square or s.area > 150_000 or k in chosen)
            for k, (s, w) in enumerate(grids)
        ]
        chosen.add(int(np.argmin(d)))
    return chosen


def build() -> tuple[Net, set[int], list[Ward]]:
    """The whole net: streets, unit grids that are exact unions of block faces, and which of them are parks."""
    found = wards()
    grids, arteries = make_grids(found)
    parks = pick_parks(grids)
    lanes = make_blocks(grids, [s.line for s in arteries], parks)
    lines = [*inside_lines(), *(s.line for s in arteries), *(s.line for s in lanes)]
    noded = shapely.union_all(lines, grid_size=PRECISION)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    tree = shapely.STRtree([s for s, _ in grids])
    at, owner = tree.query(shapely.point_on_surface(faces), predicate="within")
    of = np.full(len(faces), -1)
    of[at] = owner
    missing = np.flatnonzero(of < 0)
    of[missing] = tree.nearest(shapely.centroid(faces[missing]))
    net = Net([*main_streets(), *arteries, *lanes])
    net.faces, net.face_grid = list(faces), of.tolist()
    net.grids = [shapely.union_all(faces[of == k]) for k in range(len(grids))]
    owners = [next(i for i, w in enumerate(found) if w is ward) for _, ward in grids]
    net.wards = owners
    return net, parks, found
