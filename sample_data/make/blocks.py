"""What the ground is used for: blocks between the streets, parks, water fronts, and the country outside the ring."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import Polygon

from make.field import split
from make.frame import PRECISION, SHEET, curve, rng
from make.net import Net, Ward, from_middle
from make.plan import OUTER, RIVER_LINE, SQUARE, Street, main_streets, river

#: Share of the uses by distance from the middle: (up to, {use: weight}).
_MIX = [
    (0.24, {"商业": 5, "老城": 6, "公共": 1.5, "住宅": 1, "绿地": 0.4}),
    (0.42, {"商业": 2.6, "老城": 6, "公共": 1.3, "住宅": 3, "高层": 1.2, "绿地": 0.5}),
    (0.66, {"商业": 1.1, "老城": 3.4, "公共": 1.1, "住宅": 4, "高层": 1.6, "城中村": 2, "绿地": 0.5}),
    (9.00, {"商业": 0.6, "公共": 0.8, "住宅": 3.2, "高层": 1.0, "城中村": 3.4, "工业": 1.0, "绿地": 0.5}),
]
_WORKS = np.array([(1500, 1000, 480), (1250, -1350, 420), (-1750, -100, 260)])


@dataclass
class Block:
    """A piece of ground between streets, without the streets; ``grid`` is the number of its unit grid."""

    shape: Polygon
    use: str
    grid: int
    field: Polygon | None = None

    @property
    def ground(self) -> Polygon:
        """What may be built on: all but the sports field, its largest piece."""
        if self.field is None:
            return self.shape
        rest = self.shape.difference(self.field.buffer(5.0))
        return max(shapely.get_parts(rest), key=lambda p: p.area)


def road_areas(streets: list[Street]) -> np.ndarray:
    """The ground of each street, property line to property line."""
    return shapely.buffer([s.line for s in streets], [s.width / 2 for s in streets], quad_segs=4, cap_style="round")


def _use(shape: Polygon, random: np.random.Generator, last: list[str]) -> str:
    p = shapely.get_coordinates(shape.centroid)[0]
    far = from_middle(shape)
    mix = dict(next(m for upto, m in _MIX if far < upto))
    works = np.exp(-((_WORKS[:, 0] - p[0]) ** 2 + (_WORKS[:, 1] - p[1]) ** 2) / _WORKS[:, 2] ** 2).max()
    mix["工业"] = mix.get("工业", 0) + 14 * works if far > 0.5 else 0.0
    if last and last[-1] not in ("绿地", "公共"):
        mix[last[-1]] = mix.get(last[-1], 0) * 2.4 + 0.01
    if shape.area < 2_500:
        mix = {"绿地": 1.0, "老城": 2.0}
    names, weights = list(mix), np.array(list(mix.values()))
    return names[int(random.choice(len(names), p=weights / weights.sum()))]


def _polygons(shape: object, least: float) -> list[Polygon]:
    return [p for p in shapely.get_parts(shape) if isinstance(p, Polygon) and p.area > least]


def blocks(net: Net, parks: set[int], found: list[Ward]) -> list[Block]:
    """Every face of the net less its streets and the river, with rounded corners, and its use."""
    random, roads = rng("blocks-use"), road_areas(net.streets)
    tree, water, made = shapely.STRtree(roads), river(), []
    last: dict[int, list[str]] = {}
    order = sorted(range(len(net.faces)), key=lambda k: (net.face_grid[k], k))
    for k in order:
        face, grid = net.faces[k], net.face_grid[k]
        if face.area < 50:
            continue
        near = roads[tree.query(face, predicate="intersects")]
        ground = face.difference(shapely.union_all(near))
        ward = found[net.wards[grid]]
        if ward.strip:
            ground = ground.difference(water.buffer(4.0))
        ground = ground.buffer(-3).buffer(3, quad_segs=3)
        for piece in _polygons(ground, 250.0):
            if ward.strip:
                use = "滨水绿地"
            elif ward.square:
                use = "广场"
            elif grid in parks:
                use = "公园"
            else:
                use = _use(piece, random, last.setdefault(grid, []))
                last[grid].append(use)
            made.append(Block(shapely.set_precision(piece, PRECISION), use, grid))
    return made


def lay_fields(made: list[Block]) -> None:
    """A running track in every public block that has room for one, along its longer side."""
    for b in made:
        if b.use != "公共" or b.shape.area < 8_500:
            continue
        c = shapely.get_coordinates(shapely.minimum_rotated_rectangle(b.shape))
        side = max((c[1] - c[0], c[2] - c[1]), key=lambda v: np.hypot(*v))
        angle = np.arctan2(side[1], side[0])
        middle = shapely.get_coordinates(b.shape.centroid)[0]
        across = np.array([-np.sin(angle), np.cos(angle)])
        for size in (1.25, 1.0, 0.8):
            straight = np.array([np.cos(angle), np.sin(angle)]) * 24 * size
            tries = [middle + across * shift for shift in (-18, 18, 0)]
            fields = [shapely.LineString([p - straight, p + straight]).buffer(19 * size) for p in tries]
            inside = [f for f in fields if b.shape.buffer(-9).contains(f)]
            if inside:
                b.field = shapely.set_precision(inside[0], PRECISION)
                break


def lakes(made: list[Block]) -> list[Polygon]:
    """A pond in each of the larger parks, well inside it."""
    random, found = rng("lakes"), []
    for b in made:
        if b.use != "公园" or b.shape.area < 70_000:
            continue
        core = b.shape.buffer(-42)
        core = max(_polygons(core, 0.0), key=lambda p: p.area, default=None)
        if core is None:
            continue
        centre = core.representative_point()
        radius = 0.42 * np.sqrt(core.area / np.pi)
        t = np.arange(0, 2 * np.pi, np.pi / 5)
        r = radius * random.uniform(0.75, 1.5, len(t))
        ring = curve(
            [(centre.x + a * np.cos(s) * 1.3, centre.y + a * np.sin(s)) for a, s in zip(r, t, strict=True)],
            8,
            closed=True,
        )
        found += _polygons(Polygon(ring.round(2)).buffer(0).intersection(core), 1_000.0)
    return found


def greens(made: list[Block], ponds: list[Polygon]) -> list[tuple[Polygon, str, int]]:
    """Green areas with their kind and unit grid; ponds are left out of them."""
    hole = shapely.union_all(ponds)
    found: list[tuple[Polygon, str, int]] = []
    for b in made:
        if b.use in ("公园", "滨水绿地", "绿地"):
            kind = {"公园": "公园绿地", "滨水绿地": "滨水绿地", "绿地": "街头绿地"}[b.use]
            found += [(p, kind, b.grid) for p in _polygons(b.shape.difference(hole), 100.0)]
        elif b.field is not None:
            turf = shapely.set_precision(b.field.buffer(-6), PRECISION)
            found += [(b.field.difference(turf), "跑道", b.grid), (turf, "球场", b.grid)]
        elif b.use == "广场":
            lawn = b.shape.intersection(shapely.Point(SQUARE).buffer(104)).difference(shapely.Point(SQUARE).buffer(60))
            cross = shapely.union_all(
                [
                    shapely.box(-300, SQUARE[1] - 9, 300, SQUARE[1] + 9),
                    shapely.box(SQUARE[0] - 9, -300, SQUARE[0] + 9, 600),
                ]
            )
            cross = shapely.affinity.rotate(cross, 8, origin=tuple(SQUARE))
            found += [(p.buffer(-4).buffer(4), "广场绿地", b.grid) for p in _polygons(lawn.difference(cross), 400.0)]
    return found


def country(net: Net) -> list[tuple[Polygon, str]]:
    """Fields and woods outside the outer ring, up to the edge of the sheet."""
    random, city = rng("country"), Polygon(OUTER)
    lines = [OUTER, SHEET.exterior, RIVER_LINE, *(s.line for s in main_streets())]
    noded = shapely.union_all(lines, grid_size=PRECISION)
    queue = [
        p
        for p in shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        if not city.contains(p.representative_point())
    ]
    done: list[Polygon] = []
    nodes = np.empty((0, 2))
    while queue:
        piece = queue.pop()
        cut = split(piece, nodes, random) if piece.area > 75_000 * random.uniform(0.7, 1.8) else None
        if cut is None:
            done.append(piece)
        else:
            nodes = np.vstack([nodes, shapely.get_coordinates(cut[0])[[0, -1]]])
            queue += cut[1]
    taken = shapely.union_all([river().buffer(6), *road_areas([s for s in net.streets if s.name])])
    kinds = []
    hills = np.array([(-2700, 1750, 760), (2750, 1500, 520), (-2600, -1900, 620), (2900, -1500, 500)])
    for piece in done:
        p = shapely.get_coordinates(piece.centroid)[0]
        high = np.exp(-((hills[:, 0] - p[0]) ** 2 + (hills[:, 1] - p[1]) ** 2) / hills[:, 2] ** 2).max()
        kind = "林地" if random.random() < 1.5 * high - 0.2 + 0.06 else "农田"
        shape = piece.difference(taken).buffer(-5).buffer(3, quad_segs=3)
        kinds += [(q, kind) for q in _polygons(shape, 800.0)]
    return kinds


def park_paths(made: list[Block], ponds: list[Polygon]) -> list[shapely.LineString]:
    """Walks in the parks: around the pond and out to the corners, and one along each water front."""
    paths: list[shapely.LineString] = []
    for b in made:
        inside = [p for p in ponds if b.shape.contains(p)]
        if b.use == "公园" and b.shape.area > 20_000:
            centre = inside[0] if inside else b.shape.representative_point().buffer(24)
            loop = shapely.LineString(
                curve(
                    [tuple(c) for c in shapely.get_coordinates(centre.buffer(11).simplify(6).exterior)[:-1]],
                    8,
                    closed=True,
                ).round(2)
            )
            paths.append(loop)
            outer = shapely.get_coordinates(b.shape.simplify(14).exterior)[:-1]
            long = outer[np.hypot(*(outer - np.roll(outer, 1, axis=0)).T) > 50]
            for c in long[:6]:
                start = shapely.get_coordinates(loop.interpolate(loop.project(shapely.Point(c))))[0]
                side = np.array([-(c - start)[1], (c - start)[0]]) * 0.12
                walk = shapely.LineString(
                    curve([tuple(start), tuple((start * 0.6 + c * 0.4) + side), tuple(c)], 8).round(2)
                )
                paths += [p for p in shapely.get_parts(walk.intersection(b.shape)) if p.length > 25]
        elif b.use == "滨水绿地" and b.shape.area > 6_000:
            water = RIVER_LINE.distance(b.shape)
            line = RIVER_LINE.offset_curve(water + 14).intersection(b.shape.buffer(-4))
            other = RIVER_LINE.offset_curve(-water - 14).intersection(b.shape.buffer(-4))
            paths += [p for p in (*shapely.get_parts(line), *shapely.get_parts(other)) if p.length > 60]
    return paths
