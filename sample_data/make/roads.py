"""Streets as a table: cut at the crossings of the plan and at the river, named, with bridges of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from make.frame import ADMIN, PRECISION, rng
from make.names import street_stems
from make.plan import MIDDLE, PAVEMENTS, WIDTHS, Street, river

if TYPE_CHECKING:
    from make.net import Net

LANES = {"快速路": 8, "主干路": 6, "次干路": 4, "支路": 2, "小路": 1, "园路": 0}
BRIDGES = {
    "绕城快速路": "绕城{}桥",
    "中环路": "中环{}桥",
    "内环路": "内环{}桥",
    "人民南路": "人民桥",
}


def _pieces(line: object, cutters: object) -> list[shapely.LineString]:
    parts = shapely.get_parts(shapely.line_merge(shapely.difference(line, cutters)))
    return [p for p in parts if p.length > 3.0]


def _quadrant(piece: shapely.LineString) -> str:
    p = shapely.get_coordinates(piece.interpolate(0.5, normalized=True))[0] - MIDDLE
    angle = np.degrees(np.arctan2(p[1], p[0])) % 360
    return "东北西南"[int(((angle + 45) % 360) // 90)]


def _ring_name(name: str, piece: shapely.LineString) -> str:
    return f"{name[:-1]}{_quadrant(piece)}路" if name in ("内环路", "中环路") else name


def _turned(line: shapely.LineString) -> shapely.LineString:
    """Line drawn from west to east, so that a name along it reads the right way."""
    return line.reverse() if line.coords[0][0] > line.coords[-1][0] else line


def _named(streets: list[Street]) -> list[Street]:
    """Streets of the plan keep their names; others get one from the list: 街 eastward, 路 northward, 巷 if small."""
    stems, named = iter(street_stems()), []
    for s in streets:
        if s.name:
            named.append(s)
            continue
        a, b = s.line.coords[0], s.line.coords[-1]
        east = abs(a[0] - b[0]) > abs(a[1] - b[1])
        ending = "巷" if s.kind == "小路" else ("街" if east else "路")
        named.append(Street(next(stems) + ending, s.kind, s.line))
    return named


def table(net: Net, paths: list[shapely.LineString]) -> list[dict[str, object]]:
    """Rows of the road layer; ``bridge`` tells whether a piece crosses the river."""
    random, water, rows = rng("roads"), river(), []
    net.streets = _named(net.streets)
    plan = [s for s in net.streets if s.kind in ("快速路", "主干路", "次干路")]
    for s in net.streets:
        if s.kind in ("支路", "小路"):
            pieces = [s.line]
        else:
            others = shapely.union_all([o.line for o in plan if o is not s])
            nodes = shapely.intersection(s.line, others).buffer(0.02)
            shore = water.boundary.buffer(0.02)
            pieces = _pieces(s.line, shapely.union_all([nodes, shore]))
        for p in pieces:
            bridge = s.kind in ("快速路", "主干路") and water.buffer(0.5).covers(p)
            rows.append(
                {
                    "name": _ring_name(s.name, p),
                    "street": s.name,
                    "class": s.kind,
                    "shape": _turned(p),
                    "width_m": WIDTHS[s.kind],
                    "bridge": bool(bridge),
                }
            )
    rows += [{"name": "", "street": "", "class": "园路", "shape": p, "width_m": 3.0, "bridge": False} for p in paths]
    for k, row in enumerate(rows):
        row["code"] = f"{ADMIN}R{k + 1:05d}"
        row["lanes"] = LANES[str(row["class"])]
        row["length_m"] = round(row["shape"].length, 1)
        row["surface"] = "石材" if row["class"] == "园路" else str(random.choice(["沥青", "水泥"], p=[0.86, 0.14]))
        row["built"] = int(random.integers(1988, 2025))
    return rows


def bridges(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Decks of the bridges, a little longer than the water is wide."""
    random, made = rng("bridges"), []
    for row in rows:
        if not row["bridge"]:
            continue
        line = row["shape"]
        c = shapely.get_coordinates(line)
        first, last = c[0] - c[1], c[-1] - c[-2]
        c = np.vstack([c[0] + 9 * first / np.hypot(*first), c, c[-1] + 9 * last / np.hypot(*last)])
        east = "东" if line.centroid.x > MIDDLE[0] else "西"
        made.append(
            {
                "code": f"{ADMIN}B{len(made) + 1:03d}",
                "name": BRIDGES[str(row["street"])].format(east),
                "width_m": row["width_m"],
                "length_m": row["length_m"] + 18.0,
                "built": int(random.integers(1992, 2022)),
                "shape": shapely.LineString(c).buffer(float(row["width_m"]) / 2 + 1.5, cap_style="flat"),
            }
        )
    return made


def nearest_names(net: Net, xy: np.ndarray) -> list[str]:
    """Name of the street nearest to each place (n, 2)."""
    tree = shapely.STRtree([s.line for s in net.streets])
    return [net.streets[k].name for k in tree.nearest(shapely.points(xy))]


def reaches(rows: list[dict[str, object]]) -> list[shapely.Polygon]:
    """The river cut in the middle of its bridges, from west to east."""
    cuts = []
    for row in rows:
        if row["bridge"]:
            c = shapely.get_coordinates(row["shape"])
            first, last = c[0] - c[1], c[-1] - c[-2]
            cuts.append(
                shapely.LineString([c[0] + 3 * first / np.hypot(*first), *c, c[-1] + 3 * last / np.hypot(*last)])
            )
    noded = shapely.union_all([river().exterior, *cuts], grid_size=PRECISION)
    parts = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return sorted((p for p in parts if p.area > 100), key=lambda p: p.centroid.x)


def carriageways(streets: list[Street]) -> np.ndarray:
    """The part of each street between its pavements."""
    half = [s.width / 2 - PAVEMENTS[s.kind] for s in streets]
    return shapely.buffer([s.line for s in streets], half, quad_segs=4)


def surfaces(streets: list[Street]) -> list[dict[str, object]]:
    """Carriageways as areas: all of them for the kerb, then the streets, then the main roads."""
    ways = carriageways(streets)
    main = np.array([s.kind in ("快速路", "主干路") for s in streets])
    whole, large = shapely.union_all(ways), shapely.union_all(ways[main])
    kinds = (("路缘", whole), ("一般", shapely.difference(whole, large)), ("主要", large))
    return [
        {"class": kind, "shape": shapely.set_precision(p, PRECISION)}
        for kind, shape in kinds
        for p in shapely.get_parts(shape.simplify(0.12))
        if p.area > 5.0
    ]
