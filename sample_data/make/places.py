"""Addresses, named places, car parks, utility tunnels and what citizens say."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from make.frame import ADMIN, CITY, rng
from make.names import PLACES, street_stems
from make.plan import river

if TYPE_CHECKING:
    from make.blocks import Block
    from make.net import Net
    from make.wards import Division


def number_houses(houses: list[dict[str, object]], rows: list[dict[str, object]]) -> None:
    """Give each house its street and number: numbers grow along the street, odd on its left, even on its right."""
    named = [r for r in rows if r["name"]]
    lines = np.array([r["shape"] for r in named], object)
    middles = shapely.centroid([h["shape"] for h in houses])
    nearest = shapely.STRtree(lines).nearest(middles)
    along = shapely.line_locate_point(lines[nearest], middles)
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines[nearest], along + 1.0))
    at = shapely.get_coordinates(shapely.line_interpolate_point(lines[nearest], along))
    p = shapely.get_coordinates(middles)
    left = (ahead - at)[:, 0] * (p - at)[:, 1] - (ahead - at)[:, 1] * (p - at)[:, 0] > 0
    last: dict[tuple[str, bool], int] = {}
    for k in np.lexsort((along, nearest)):
        name = str(named[nearest[k]]["name"])
        key = (name, bool(left[k]))
        last[key] = last.get(key, -1 if left[k] else 0) + 2
        houses[k]["street"] = name
        houses[k]["number"] = last[key]
        houses[k]["address"] = f"{name}{last[key]}号"


def addresses(houses: list[dict[str, object]], units: list[Division], names: dict[str, str]) -> list[dict[str, object]]:
    """Every fourth house's address, with the words of the address in columns of their own."""
    rows = []
    for k in range(0, len(houses), 4):
        h = houses[k]
        unit = units[int(h["grid"])].code
        rows.append(
            {
                "地址编码": f"{ADMIN}D{len(rows) + 1:06d}",
                "区": "示范区",
                "街道": names[unit[:9]],
                "社区": names[unit[:12]],
                "街路巷": h["street"],
                "门牌号": f"{h['number']}号",
                "全称": f"{CITY}示范区{names[unit[:9]]}{h['address']}",
                "单元网格": unit,
                "shape": shapely.point_on_surface(h["shape"]),
            }
        )
    return rows


def places(
    houses: list[dict[str, object]],
    made: list[Block],
    units: list[Division],
    names: dict[str, str],
    parks: list[tuple[str, shapely.Polygon]],
) -> list[dict[str, object]]:
    """Named places, at most a few to a block."""
    random, rows = rng("places"), []
    stems = street_stems()[400:]
    by_block: dict[int, list[int]] = {}
    for k, h in enumerate(houses):
        by_block.setdefault(int(h["block"]), []).append(k)
    seen: set[str] = set()

    def add(category: str, word: str, shape: shapely.Point, grid: int, address: str) -> None:
        stem = str(stems[int(random.integers(len(stems)))])
        while stem + word in seen:
            stem = str(stems[int(random.integers(len(stems)))])
        name = (
            f"{names[units[grid].code[:12]].removesuffix('社区')}{word}"
            if category in ("政务", "医疗")
            else stem + word
        )
        if name in seen:
            name = stem + word
        seen.add(name)
        rows.append(
            {
                "code": f"{ADMIN}P{len(rows) + 1:05d}",
                "name": name,
                "category": category,
                "kind": word,
                "alias": "",
                "address": address,
                "unit_grid": units[grid].code,
                "shape": shape,
            }
        )

    add("广场", "人民广场", shapely.Point(10, 130), next(b.grid for b in made if b.use == "广场"), "人民广场")
    rows[0]["name"], rows[0]["alias"] = "人民广场", "市民广场"
    for number, b in enumerate(made):
        kinds = PLACES.get(b.use)
        if not kinds:
            continue
        weight = np.array([k[2] for k in kinds], float)
        many = {"老城": 4, "城中村": 3, "商业": 4}.get(b.use, 1)
        pool = by_block.get(number, [])
        for k in random.permutation(pool)[:many] if pool else []:
            category, word, _ = kinds[int(random.choice(len(kinds), p=weight / weight.sum()))]
            h = houses[int(k)]
            add(category, word, shapely.point_on_surface(h["shape"]), b.grid, str(h["address"]))
        for name, lawn in parks:
            if b.use == "公园" and lawn.within(b.shape.buffer(1.0)):
                add("公园", "公园", lawn.representative_point(), b.grid, "")
                rows[-1]["name"] = name
    return rows


_LOTS = ("独立公共停车场", "建筑配建停车场", "路内泊位", "错时共享泊位")
_USES = ("商业", "办公", "文体", "酒店", "宾馆", "医疗卫生", "教育场所", "交通枢纽")


def parking(made: list[Block], net: Net, units: list[Division], count: int = 240) -> list[dict[str, object]]:
    """Car parks with total and free berths at the last moment of the sample."""
    random, rows = rng("parking"), []
    pool = [b for b in made if b.use in ("商业", "公共", "住宅", "高层", "工业", "公园") and b.shape.area > 2_500]
    stems = street_stems()[700:]
    pool = [pool[k] for k in random.permutation(len(pool))]
    roads = [s for s in net.streets if s.kind in ("次干路", "支路") and s.line.length > 120]
    roads = [roads[k] for k in random.permutation(len(roads))]
    tree = shapely.STRtree([s.line for s in net.streets])
    for k in range(count):
        kind = _LOTS[int(random.choice(4, p=[0.18, 0.46, 0.24, 0.12]))]
        if kind == "路内泊位":
            s = roads.pop()
            side = s.line.offset_curve(float(random.choice([-1, 1])) * s.width * 0.38)
            shape = side.interpolate(random.uniform(0.15, 0.85), normalized=True)
            name, total, place = f"{s.name}路内泊位", int(random.integers(12, 70)), s.name
        else:
            b = pool.pop()
            inner = shapely.get_parts(b.shape.buffer(-9))[0]
            shape = inner.exterior.interpolate(random.random(), normalized=True) if inner.area else b.shape.centroid
            stem = stems[int(random.integers(len(stems)))]
            name, total, place = (
                f"{stem}{'公共' if kind == _LOTS[0] else ''}停车场",
                int(random.gamma(2.2, 80)) + 24,
                "",
            )
        at = shapely.STRtree([u.shape for u in units]).query(shape, predicate="within")
        free = int(total * np.clip(random.beta(1.6, 3.2), 0, 1))
        minutes = int(random.integers(0, 14))
        rows.append(
            {
                "编码": f"{ADMIN}T{k + 1:04d}",
                "名称": name,
                "类型": kind,
                "建筑类别": str(random.choice(_USES)) if kind == _LOTS[1] else None,
                "地址": place or net.streets[int(tree.nearest(shape))].name,
                "总泊位": total,
                "剩余泊位": free,
                "单元网格": units[int(at[0])].code,
                "更新时间": f"2026-06-30 23:{45 + minutes:02d}:00",
                "传输": "是" if random.random() < 0.93 else "否",
                "shape": shape,
            }
        )
    return rows


def tunnels(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Utility tunnels beside the middle of the large streets, deeper under the river."""
    random, water, made = rng("tunnels"), river(), []
    routes = {
        "中环路": "干线",
        "内环路": "干线",
        "人民北路": "干线",
        "人民南路": "干线",
        "建设东路": "支线",
        "建设西路": "支线",
        "科技大道": "支线",
        "迎宾大道": "支线",
        "青山路": "缆线",
        "锦绣路": "缆线",
        "文昌路": "缆线",
        "滨江北路": "缆线",
    }
    depth = {"干线": (6.0, 10.5), "支线": (4.0, 7.0), "缆线": (1.6, 3.2)}
    holds = {"干线": "给水、电力、通信、燃气、热力", "支线": "给水、电力、通信", "缆线": "电力、通信"}
    size = {"干线": "6.2×3.8", "支线": "4.0×3.2", "缆线": "1.8×1.6"}
    city = shapely.Polygon(next(r["shape"] for r in rows if r["street"] == "广场路")).centroid.buffer(2_400)
    for row in rows:
        kind = routes.get(str(row["street"]))
        if kind is None or float(row["length_m"]) < 25 or not city.intersects(row["shape"]):
            continue
        line = row["shape"].intersection(city)
        count = max(1, round(line.length / 260))
        cuts = np.linspace(0, line.length, count + 1)
        for a, b in pairwise(cuts):
            piece = shapely.ops.substring(line, a, b).offset_curve(3.2)
            low, high = depth[kind]
            under = 6.5 if water.intersects(piece) else 0.0
            made.append(
                {
                    "编码": f"{ADMIN}G{len(made) + 1:05d}",
                    "名称": f"{row['name']}综合管廊",
                    "类型": kind,
                    "断面": size[kind],
                    "埋深": round(float(random.uniform(low, high)) + under, 1),
                    "入廊管线": holds[kind],
                    "长度": round(piece.length, 1),
                    "建成": int(random.integers(2014, 2026)),
                    "管理单位": "示例市政养护有限公司",
                    "shape": piece,
                }
            )
    return made


def opinions(houses: list[dict[str, object]], units: list[Division], count: int = 1400) -> list[dict[str, object]]:
    """What citizens asked, praised or complained about, a year of it, at an address."""
    random = rng("opinions")
    topics = [
        "停车难",
        "噪声扰民",
        "路灯不亮",
        "公交班次",
        "物业服务",
        "供水水压",
        "垃圾清运",
        "健身场地",
        "感谢表扬",
        "政策咨询",
    ]
    nature = {"感谢表扬": "感谢", "政策咨询": "咨询", "健身场地": "建议", "公交班次": "建议"}
    rows = []
    when = np.sort(random.integers(0, 365 * 24 * 60, count))
    for minute, k in zip(when, random.choice(len(houses), count), strict=True):
        h, topic = (
            houses[int(k)],
            str(random.choice(topics, p=[0.19, 0.16, 0.09, 0.07, 0.14, 0.06, 0.1, 0.06, 0.05, 0.08])),
        )
        rows.append(
            {
                "code": f"{ADMIN}Y{len(rows) + 1:06d}",
                "topic": topic,
                "nature": nature.get(topic, "投诉"),
                "reported": np.datetime64("2025-07-01T00:00:00", "ms") + np.timedelta64(int(minute), "m"),
                "mood": str(random.choice(["平和", "不满", "愤怒"], p=[0.55, 0.36, 0.09]))
                if nature.get(topic) is None
                else "平和",
                "address": h["address"],
                "unit_grid": units[int(h["grid"])].code,
                "shape": shapely.point_on_surface(h["shape"]),
            }
        )
    return rows
