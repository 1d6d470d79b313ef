"""Components of the city with the 18 attributes of the standard's table, each where such a thing stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from make.codes import classes
from make.component_rules import ALONG, KEEPERS, NEAR, Along, Near
from make.frame import ADMIN, ORIGIN, rng
from make.people import BODIES, CODES
from make.plan import PAVEMENTS, river
from make.roads import carriageways

if TYPE_CHECKING:
    from make.blocks import Block
    from make.net import Net
    from make.wards import Division

#: Two components are farther apart than this, metres.
APART = 1.3


def _along(rule: Along, streets: list, random: np.random.Generator) -> np.ndarray:
    """Places of one rule, (n, 3): x, y and 1 where the thing must stand off every carriageway."""
    found = []
    for s in streets:
        if s.kind not in rule.streets:
            continue
        for side in rule.at:
            length = s.line.length
            first = rule.step * random.uniform(0.15, 0.85)
            run = np.arange(first, length - 3, rule.step)
            run = run + random.normal(0, min(rule.step * 0.04, 3.0), len(run))
            if not len(run):
                continue
            p = shapely.get_coordinates(shapely.line_interpolate_point(s.line, run))
            q = shapely.get_coordinates(shapely.line_interpolate_point(s.line, run + 0.5))
            way = (q - p) / np.maximum(np.hypot(*(q - p).T), 1e-9)[:, None]
            kerb = s.width / 2 - PAVEMENTS[s.kind]
            outside = abs(side) > 1
            off = kerb + (abs(side) - 1) * 1.9 * PAVEMENTS[s.kind] if outside else max(abs(side) * kerb, 0.9)
            off = np.sign(side or 1) * min(off, s.width / 2 - 0.3)
            x, y = p[:, 0] - way[:, 1] * off, p[:, 1] + way[:, 0] * off
            found.append(np.column_stack([x, y, np.full(len(x), float(outside))]))
    return np.vstack(found) if found else np.empty((0, 3))


def _near(rule: Near, made: list[Block], random: np.random.Generator) -> np.ndarray:
    """Places of one rule in blocks, (n, 3) as in `_along`."""
    found = []
    for b in made:
        if b.use not in rule.uses:
            continue
        count = int(random.poisson(b.shape.area / 10_000 * rule.per_ha))
        if rule.edge is None:
            x0, y0, x1, y1 = b.shape.bounds
            p = np.column_stack([random.uniform(x0, x1, count * 4), random.uniform(y0, y1, count * 4)])
            p = p[shapely.contains_xy(b.shape, p[:, 0], p[:, 1])][:count]
        else:
            inner = shapely.get_parts(b.shape.buffer(-rule.edge))
            if not len(inner) or inner[0].is_empty:
                continue
            ring = inner[0].exterior
            p = shapely.get_coordinates(ring.interpolate(random.uniform(0, ring.length, count)))
        found.append(np.column_stack([p, np.ones(len(p))]))
    return np.vstack(found) if found else np.empty((0, 3))


def _crossings(net: Net) -> dict[str, np.ndarray]:
    """Signals, boxes, bollards and name plates around the crossings of the larger streets."""
    big = [s for s in net.streets if s.kind in ("快速路", "主干路", "次干路")]
    random, spots = rng("crossings"), {c: [] for c in ("02014", "02015", "01015", "02020", "02012", "02019", "02016")}
    for i, a in enumerate(big):
        for b in big[:i]:
            for p in (
                shapely.get_coordinates(a.line.intersection(b.line))
                if a.line.crosses(b.line) or a.line.touches(b.line)
                else []
            ):
                reach = np.hypot(a.width, b.width) / 2 + 2
                turns = np.radians([45, 135, 225, 315]) + random.uniform(0, 1.5)
                for t in turns:
                    at = p + reach * np.array([np.cos(t), np.sin(t)])
                    way = np.array([-np.sin(t), np.cos(t)])
                    spots["02014"].append(at)
                    spots["02020"] += [at + way * 2.2, at - way * 2.2]
                    spots["02019"].append(at - 4 * np.array([np.cos(t), np.sin(t)]))
                spots["02015"].append(p + (reach + 3) * np.array([np.cos(turns[0]), np.sin(turns[0])]))
                spots["01015"].append(p + (reach + 5) * np.array([np.cos(turns[1]), np.sin(turns[1])]))
                if random.random() < 0.25:
                    spots["02016"].append(p + (reach + 5) * np.array([np.cos(turns[2]), np.sin(turns[2])]))
    for s in net.streets:
        if s.kind in ("支路", "次干路"):
            ends = shapely.get_coordinates(shapely.line_interpolate_point(s.line, [22.0, s.line.length - 22.0]))
            spots["02012"] += [ends[0] + s.width * 0.42, ends[1] - s.width * 0.42]
    return {c: np.column_stack([np.array(p), np.ones(len(p))]) for c, p in spots.items()}


def _waterside(made: list[dict[str, object]]) -> dict[str, np.ndarray]:
    """Railings, drains and gauges along the river; one row for each bridge."""
    random, water, found = rng("waterside"), river(), {}
    shore = water.boundary
    for code, step, away in (
        ("01070", 22.0, 2.2),
        ("01073", 260.0, 1.2),
        ("01067", 520.0, 3.0),
        ("02030", 340.0, 5.0),
        ("01069", 300.0, 4.2),
        ("01072", 1900.0, 9.0),
    ):
        ring = water.buffer(away).exterior
        run = np.arange(random.uniform(0, step), ring.length, step)
        p = shapely.get_coordinates(shapely.line_interpolate_point(ring, run))
        found[code] = np.column_stack([p, np.ones(len(p))])
    p = shapely.get_coordinates(shapely.centroid([b["shape"] for b in made]))
    found["02009"] = np.column_stack([p + 3.0, np.full(len(p), 2.0)])
    return found if not shore.is_empty else {}


def _kept(rows: np.ndarray, codes: np.ndarray, net: Net, units: list[Division], solid: np.ndarray) -> np.ndarray:
    """Which places hold: in a unit grid and off its border, right with carriageways, water and houses, not crowded."""
    points = shapely.points(rows[:, :2])
    ways = shapely.STRtree(carriageways(net.streets))
    on_way = np.zeros(len(points), bool)
    on_way[ways.query(points, predicate="within")[0]] = True
    good = ~((rows[:, 2] == 1) & on_way)
    water = river().buffer(0.5)
    shapely.prepare(water)
    wet = shapely.contains_xy(water, rows[:, 0], rows[:, 1])
    on_bridge = np.isin(codes, ["01037", "02017", "02010", "02009", "02018"])
    good &= ~wet | on_bridge
    grids = shapely.STRtree(shapely.boundary([u.shape for u in units]))
    near = grids.query(points, predicate="dwithin", distance=0.5)[0]
    good[near] = False
    inside = np.zeros(len(points), bool)
    inside[shapely.STRtree([u.shape for u in units]).query(points, predicate="within")[0]] = True
    good &= inside
    in_house = shapely.STRtree(solid).query(points, predicate="within")[0]
    good[in_house] = False
    kept = np.flatnonzero(good)
    a, b = shapely.STRtree(points[kept]).query(points[kept], predicate="dwithin", distance=APART)
    keep = np.ones(len(kept), bool)
    for i, j in sorted((int(i), int(j)) for i, j in zip(a, b, strict=True) if j < i):
        if keep[j]:
            keep[i] = False
    return kept[keep]


def _attributes(codes: np.ndarray, xy: np.ndarray, units: list[Division], names: dict[str, str]) -> dict[str, list]:
    """The 18 attributes of the standard's table 2, and the class of accuracy."""
    random, n = rng("component-attributes"), len(codes)
    at, grid = shapely.STRtree([u.shape for u in units]).query(shapely.points(xy), predicate="within")
    of = np.empty(n, int)
    of[at] = grid
    serial: dict[str, int] = {}
    ids = []
    for c in codes:
        serial[c] = serial.get(c, 0) + 1
        ids.append(f"{ADMIN}{c}{serial[c]:06d}")
    keepers = [KEEPERS.get(c, KEEPERS[c[:2]]) for c in codes]
    state = random.choice(["完好", "破损", "丢失", "废弃", "移除"], n, p=[0.952, 0.03, 0.006, 0.008, 0.004])
    first = np.datetime64("2012-03-01") + random.integers(0, 5000, n)
    later = first + random.integers(40, 900, n)
    later = np.where(
        (random.random(n) < 0.22) | (state != "完好"),
        np.minimum(later, np.datetime64("2026-06-28")),
        np.datetime64("NaT"),
    )
    label = classes("管理部件")

    def day(values: np.ndarray) -> list[str | None]:
        return [None if np.isnat(v) else str(v).replace("-", "") for v in values.astype("datetime64[D]")]

    def body(place: int, *, name: bool) -> list[str]:
        return [BODIES[k[place]][0] if name else CODES[k[place]] for k in keepers]

    unit = [units[k].code for k in of]
    return {
        "GLBJBSM": ids,
        "GLBJMC": [label[c] for c in codes],
        "ZGBMDM": body(0, name=False),
        "ZGBMMC": body(0, name=True),
        "QSDWDM": body(1, name=False),
        "QSDWMC": body(1, name=True),
        "YHDWDM": body(2, name=False),
        "YHDWMC": body(2, name=True),
        "SZDYWGBSM": unit,
        "GLBJZT": state.tolist(),
        "CSRQ": day(first),
        "BGRQ": day(later),
        "SJLY": random.choice(["实测", "地形图", "基础地理数据", "其他"], n, p=[0.82, 0.1, 0.06, 0.02]).tolist(),
        "BZ": [None] * n,
        "SZJDDM": [u[:9] for u in unit],
        "SZJDMC": [names[u[:9]] for u in unit],
        "SZSQDM": [u[:12] for u in unit],
        "SZSQMC": [names[u[:12]] for u in unit],
        "major": [c[:2] for c in codes],
        "accuracy": random.choice(["A", "B", "C"], n, p=[0.7, 0.25, 0.05]).tolist(),
    }


def components(
    net: Net,
    made: list[Block],
    units: list[Division],
    solid: np.ndarray,
    decks: list[dict[str, object]],
    names: dict[str, str],
) -> tuple[dict[str, list], np.ndarray]:
    """Columns of the component layer and its coordinates (n, 2), metres around the origin."""
    random, parts = rng("components"), []
    groups = [*_crossings(net).items(), *_waterside(decks).items()]
    groups += [(r.code, _near(r, made, random)) for r in NEAR] + [
        (r.code, _along(r, net.streets, random)) for r in ALONG
    ]
    for code, rows in groups:
        parts.append((rows, np.full(len(rows), code)))
    rows, codes = np.vstack([p for p, _ in parts]), np.concatenate([c for _, c in parts])
    rows[:, :2] = np.round(rows[:, :2] + ORIGIN, 2) - ORIGIN
    kept = _kept(rows, codes, net, units, solid)
    kept = kept[np.lexsort((kept, codes[kept]))]
    return _attributes(codes[kept], rows[kept, :2], units, names), rows[kept, :2]
