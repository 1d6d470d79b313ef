"""Who looks after what: sub-districts, communities and responsibility grids made of unit grids, and all their codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from make.frame import ADMIN
from make.plan import MIDDLE, RIVER_LINE, SECOND

if TYPE_CHECKING:
    from shapely import Polygon

    from make.net import Net, Ward

#: Sub-districts with their code, number of communities, and those communities' names.
SUBDISTRICTS = [
    ("001", "城中街道", 4, ["人民社区", "钟鼓楼社区", "文庙社区", "滨江社区"]),
    ("002", "城东街道", 3, ["科技园社区", "锦绣社区", "月湖社区"]),
    ("003", "城西街道", 3, ["青山社区", "学府社区", "西苑社区"]),
    ("004", "江南街道", 4, ["南桥社区", "迎宾社区", "文昌社区", "望江社区"]),
]
RESPONSIBILITY_GRIDS = 23
#: Height of a row of unit grids when they are numbered, metres.
ROW_HEIGHT = 300.0


@dataclass
class Division:
    """A unit grid or what is made of unit grids: ``parts`` are their numbers in the net."""

    code: str
    name: str
    parts: list[int]
    shape: Polygon
    parent: str = ""
    extra: dict[str, str] = field(default_factory=dict)


def _side(shape: Polygon) -> int:
    """Number of the sub-district a ward falls in."""
    p = shape.representative_point()
    c = shapely.get_coordinates(RIVER_LINE)
    if p.y < np.interp(p.x, c[:, 0], c[:, 1]):
        return 3
    if shapely.Polygon(SECOND).contains(p):
        return 0
    return 1 if p.x > MIDDLE[0] + 60 else 2


def _border(a: object, b: object) -> float:
    return float(shapely.length(shapely.intersection(shapely.boundary(a), shapely.boundary(b))))


def _joined(shapes: list[Polygon], count: int) -> list[list[int]]:
    """Groups of neighbours: the smallest group joins its smallest neighbour until ``count`` are left."""
    groups = [([k], s) for k, s in enumerate(shapes)]
    while len(groups) > count:
        groups.sort(key=lambda g: g[1].area)
        members, shape = groups.pop(0)
        near = [i for i, g in enumerate(groups) if _border(g[1], shape) > 25.0]
        best = min(near, key=lambda i: groups[i][1].area - 150 * _border(groups[i][1], shape))
        groups[best] = (groups[best][0] + members, shapely.union_all([groups[best][1], shape]))
    return [sorted(m) for m, _ in groups]


def _rows(shapes: list[Polygon]) -> list[int]:
    """Order of numbering: rows 300 m high from the northernmost place down, west to east in a row."""
    points = shapely.get_coordinates(shapely.point_on_surface(shapes))
    row = np.floor((points[:, 1].max() - points[:, 1]) / ROW_HEIGHT)
    return np.lexsort((points[:, 0], row)).tolist()


def _connected(members: list[int], touching: np.ndarray) -> bool:
    seen, queue = {members[0]}, [members[0]]
    while queue:
        at = queue.pop()
        for other in members:
            if other not in seen and touching[at, other]:
                seen.add(other)
                queue.append(other)
    return len(seen) == len(members)


def _halves(members: list[int], touching: np.ndarray, centres: np.ndarray) -> tuple[list[int], list[int]]:
    """Two connected halves, as even as can be, cut across the long way."""
    best: tuple[float, list[int], list[int]] | None = None
    for angle in np.arange(0, np.pi, np.pi / 24):
        key = centres[members] @ np.array([np.cos(angle), np.sin(angle)])
        order = [members[i] for i in np.argsort(key)]
        for k in range(1, len(order)):
            a, b = order[:k], order[k:]
            if _connected(a, touching) and _connected(b, touching):
                cost = abs(len(a) - len(b))
                if best is None or cost < best[0]:
                    best = (cost, a, b)
    if best is None:
        message = "no connected halves"
        raise ValueError(message)
    return best[1], best[2]


def touching_grids(net: Net) -> np.ndarray:
    """Which unit grids share a side, (n, n) bool."""
    n = len(net.grids)
    touching = np.zeros((n, n), bool)
    tree = shapely.STRtree(net.grids)
    for a, b in tree.query(net.grids, predicate="touches").T:
        touching[a, b] = _border(net.grids[a], net.grids[b]) > 20.0
    return touching


def divide(net: Net, found: list[Ward]) -> dict[str, list[Division]]:
    """All divisions by level: "unit", "responsibility", "community", "subdistrict", "district"."""
    shapes = np.array(net.grids, object)
    sides = [_side(w.shape) for w in found]
    levels: dict[str, list[Division]] = {k: [] for k in ("unit", "responsibility", "community", "subdistrict")}
    for number, (code, name, count, names) in enumerate(SUBDISTRICTS):
        own = [k for k, s in enumerate(sides) if s == number]
        groups = [[own[i] for i in g] for g in _joined([found[k].shape for k in own], count)]
        communities = [[k for k, w in enumerate(net.wards) if w in g] for g in groups]
        order = _rows([shapely.union_all(shapes[c]) for c in communities])
        parts = [k for c in communities for k in c]
        levels["subdistrict"].append(Division(ADMIN + code, name, parts, shapely.union_all(shapes[parts]), ADMIN))
        for place, i in enumerate(order):
            c = communities[i]
            full = f"{ADMIN}{code}{place + 1:03d}"
            levels["community"].append(Division(full, names[place], c, shapely.union_all(shapes[c]), ADMIN + code))
            for serial, j in enumerate(_rows([net.grids[k] for k in c])):
                k = c[j]
                levels["unit"].append(Division(f"{full}{serial + 1:03d}", "", [k], net.grids[k], full))
    levels["responsibility"] = _responsibility(net, levels["community"], shapes)
    whole = Division(ADMIN, "示范区", list(range(len(shapes))), shapely.union_all(shapes), "")
    return {**levels, "district": [whole]}


def _responsibility(net: Net, communities: list[Division], shapes: np.ndarray) -> list[Division]:
    """Responsibility grids: communities cut into connected halves, the ones of most unit grids first."""
    touching = touching_grids(net)
    centres = shapely.get_coordinates(shapely.centroid(shapes))
    groups = [(c.code, c.parts) for c in communities]
    while len(groups) < RESPONSIBILITY_GRIDS:
        groups.sort(key=lambda g: (-len(g[1]), g[0]))
        code, members = groups.pop(0)
        groups += [(code, half) for half in _halves(members, touching, centres)]
    made: list[Division] = []
    short = {ADMIN + code: name.removesuffix("街道") for code, name, _, _ in SUBDISTRICTS}
    for sub, name in short.items():
        own = [g for g in groups if g[0].startswith(sub)]
        order = _rows([shapely.union_all(shapes[m]) for _, m in own])
        for serial, i in enumerate(order):
            code, members = own[i]
            shape = shapely.union_all(shapes[members])
            made.append(Division(f"{sub}Z{serial + 1:02d}", f"{name}-{serial + 1:02d}", members, shape, code))
    return made
