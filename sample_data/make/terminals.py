"""Sensing terminals: on poles, under covers, in houses, and two thousand of them on one hectare of the square."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from make.frame import ADMIN, ORIGIN, rng
from make.people import BODIES, CODES
from make.plan import SQUARE
from make.roads import nearest_names

if TYPE_CHECKING:
    from make.net import Net
    from make.wards import Division

#: The last moment of the sample.
NOW = np.datetime64("2026-06-30T23:59:00")
#: The hectare with two thousand terminals, metres around the origin.
HECTARE = shapely.box(SQUARE[0] - 50, SQUARE[1] - 50, SQUARE[0] + 50, SQUARE[1] + 50)
APART, DENSE_COUNT = 1.1, 2000


class Kind(NamedTuple):
    """A kind of terminal: code (major, middle, minor), names, what carries it, how many, what it measures."""

    code: str
    major: str
    middle: str
    name: str
    carriers: tuple[str, ...]
    share: float
    item: str
    unit: str
    every_s: int
    owner: str
    network: str = "NB-IoT"


KINDS = (
    Kind(
        "010101",
        "市政公用",
        "井盖监测",
        "井盖状态传感器",
        ("01002", "01003", "01001", "01007"),
        0.62,
        "开合状态",
        "",
        3600,
        "road",
    ),
    Kind("010102", "市政公用", "排水监测", "液位计", ("01002", "01003"), 0.12, "液位", "m", 300, "drain"),
    Kind("010103", "市政公用", "照明监测", "单灯控制器", ("01037",), 0.86, "电流", "A", 900, "lamp", "PLC"),
    Kind("010104", "市政公用", "燃气监测", "可燃气体探测器", ("01011",), 0.8, "浓度", "%LEL", 60, "gas"),
    Kind("010105", "市政公用", "供水监测", "管网压力计", ("01013", "01001"), 0.3, "压力", "MPa", 300, "supply"),
    Kind("010106", "市政公用", "供电监测", "箱变温度传感器", ("01048", "01060"), 0.9, "温度", "℃", 300, "power", "4G"),
    Kind("010201", "交通运行", "视频监控", "视频监控", ("01050", "01077"), 0.98, "视频", "", 1, "police", "光纤"),
    Kind(
        "010202",
        "交通运行",
        "交通检测",
        "交通流检测器",
        ("02014", "02010", "02023"),
        0.16,
        "流量",
        "辆/h",
        60,
        "police",
        "光纤",
    ),
    Kind("010203", "交通运行", "停车检测", "地磁车位检测器", ("02021", "02025", "02018"), 0.6, "占用", "", 30, "park"),
    Kind("010204", "交通运行", "公交检测", "电子站牌", ("02004",), 0.9, "到站", "min", 30, "bus", "4G"),
    Kind(
        "010301",
        "生态环境",
        "空气监测",
        "空气微站",
        ("01077", "03010", "03009"),
        0.4,
        "PM2.5",
        "μg/m³",
        300,
        "environment",
        "4G",
    ),
    Kind(
        "010302", "生态环境", "噪声监测", "噪声监测仪", ("03008", "02013"), 0.5, "噪声", "dB", 60, "environment", "4G"
    ),
    Kind(
        "010303",
        "生态环境",
        "水环境监测",
        "水质监测仪",
        ("01067", "01073", "02030"),
        0.8,
        "溶解氧",
        "mg/L",
        900,
        "water",
        "4G",
    ),
    Kind(
        "010401",
        "园林绿化",
        "墒情监测",
        "土壤墒情仪",
        ("01014", "04009", "04005"),
        0.7,
        "含水率",
        "%",
        3600,
        "garden",
        "LoRa",
    ),
    Kind("010402", "园林绿化", "树木监测", "树木倾斜仪", ("04001", "04002"), 0.34, "倾角", "°", 3600, "garden", "LoRa"),
    Kind("010501", "市容环卫", "满溢监测", "垃圾满溢传感器", ("03005", "03004"), 0.74, "满溢度", "%", 1800, "clean"),
    Kind("010601", "公共安全", "消防监测", "消火栓压力计", ("01013",), 0.5, "压力", "MPa", 600, "fire"),
    Kind("010602", "公共安全", "消防监测", "独立式感烟探测器", (), 2300, "烟雾", "", 43200, "fire"),
    Kind("010603", "公共安全", "电气火灾", "电气火灾监测器", (), 900, "剩余电流", "mA", 600, "fire"),
    Kind("010604", "公共安全", "结构监测", "房屋倾斜仪", (), 700, "倾角", "°", 3600, "housing"),
)
#: Kinds of the dense hectare, with their shares.
DENSE = (("010203", 0.5), ("010302", 0.06), ("010401", 0.2), ("010103", 0.14), ("010301", 0.1))
_MAKERS = ("示例物联", "示例感知", "示例仪表", "示例光电", "示例智控")


def _carried(components: dict[str, list], xy: np.ndarray, random: np.random.Generator) -> list[tuple]:
    ids = np.array(components["GLBJBSM"])
    code = np.array([c[6:11] for c in ids])
    free, found = np.ones(len(ids), bool), []
    for kind in KINDS:
        pool = np.flatnonzero(np.isin(code, kind.carriers) & free)
        pick = pool[random.random(len(pool)) < kind.share]
        free[pick] = False
        turn = random.uniform(0, 2 * np.pi, len(pick))
        places = xy[pick] + 0.25 * np.column_stack([np.cos(turn), np.sin(turn)])
        found += [(kind, p, ids[k]) for k, p in zip(pick, places, strict=True)]
    return found


def _housed(houses: list[dict[str, object]], random: np.random.Generator) -> list[tuple]:
    found = []
    for kind in KINDS:
        if not kind.carriers:
            picked = random.choice(len(houses), int(kind.share), replace=False)
            points = shapely.get_coordinates(shapely.point_on_surface([houses[int(k)]["shape"] for k in picked]))
            found += [(kind, p, None) for p in points + random.uniform(-1.2, 1.2, points.shape)]
    return found


def _dense(random: np.random.Generator) -> list[tuple]:
    """Two thousand places on the hectare by throwing darts: none lands within 1.15 m of an earlier one."""
    by_code = {k.code: k for k in KINDS}
    x0, y0, x1, y1 = HECTARE.buffer(-0.5).bounds
    darts = np.column_stack([random.uniform(x0, x1, 6000), random.uniform(y0, y1, 6000)])
    kept: list[np.ndarray] = []
    for dart in darts:
        if not kept or np.hypot(*(np.array(kept) - dart).T).min() > APART + 0.05:
            kept.append(dart)
        if len(kept) == DENSE_COUNT:
            break
    kinds = random.choice([c for c, _ in DENSE], len(kept), p=[s for _, s in DENSE])
    return [(by_code[str(c)], q, None) for c, q in zip(kinds, kept, strict=True)]


def _thinned(entries: list[tuple], units: list[Division]) -> tuple[list[tuple], np.ndarray, np.ndarray]:
    xy = np.round(np.array([e[1] for e in entries]) + ORIGIN, 2) - ORIGIN
    points = shapely.points(xy)
    borders = shapely.STRtree(shapely.boundary([u.shape for u in units]))
    good = np.ones(len(points), bool)
    good[borders.query(points, predicate="dwithin", distance=0.4)[0]] = False
    kept = np.flatnonzero(good)
    a, b = shapely.STRtree(points[kept]).query(points[kept], predicate="dwithin", distance=APART)
    keep = np.ones(len(kept), bool)
    for i, j in sorted((int(i), int(j)) for i, j in zip(a, b, strict=True) if j < i):
        if keep[j]:
            keep[i] = False
    kept = kept[keep]
    at, grid = shapely.STRtree([u.shape for u in units]).query(points[kept], predicate="within")
    of = np.empty(len(kept), int)
    of[at] = grid
    return [entries[k] for k in kept], xy[kept], of


def terminals(
    components: dict[str, list],
    xy: np.ndarray,
    houses: list[dict[str, object]],
    units: list[Division],
    net: Net,
) -> tuple[dict[str, list], np.ndarray]:
    """Columns of the ledger and coordinates (n, 2), metres around the origin."""
    random = rng("terminals")
    dense = _dense(random)
    rest = [
        e
        for e in _carried(components, xy, random) + _housed(houses, random)
        if not HECTARE.buffer(1.2).contains_properly(shapely.Point(e[1]))
    ]
    entries, places, of = _thinned(dense + rest, units)
    streets = nearest_names(net, places)
    n = len(entries)
    kinds = [e[0] for e in entries]
    health = np.clip(random.normal(0.93, 0.035, len(units)), 0.8, 0.995)
    online = random.random(n) < health[of]
    every = np.array([k.every_s for k in kinds])
    silent = (random.gamma(1.3, 9, n) + 2.2) * 86_400
    since = np.where(online, np.minimum(random.uniform(0.05, 0.95, n) * every, 6 * 3600), silent)
    last = NOW - since.astype("timedelta64[s]")
    status = np.where(online, "在用", random.choice(["离线", "故障", "停用", "报废"], n, p=[0.5, 0.3, 0.14, 0.06]))
    start = np.datetime64("2019-05-01") + random.integers(0, 2300, n)
    serial: dict[str, int] = {}
    codes = []
    for k in kinds:
        serial[k.code] = serial.get(k.code, 0) + 1
        codes.append(f"{ADMIN}{k.code}{serial[k.code]:06d}")
    return {
        "code": codes,
        "name": [f"{k.name}{c[-5:]}" for k, c in zip(kinds, codes, strict=True)],
        "type_major": [k.major for k in kinds],
        "type_mid": [k.middle for k in kinds],
        "type_minor": [k.name for k in kinds],
        "model": [f"SL-{k.code[2:]}{random.choice(['A', 'B', 'C'])}" for k in kinds],
        "maker": random.choice(_MAKERS, n).tolist(),
        "owner": [BODIES[k.owner][0] for k in kinds],
        "owner_code": [CODES[k.owner] for k in kinds],
        "keeper": [BODIES["sense"][0]] * n,
        "supervisor": [BODIES["data"][0]] * n,
        "location": [f"{units[g].extra['where']}{s}附近" for g, s in zip(of, streets, strict=True)],
        "height_m": np.round(random.uniform(0, 6, n), 1).tolist(),
        "accuracy": random.choice(["A", "B", "C"], n, p=[0.5, 0.4, 0.1]).tolist(),
        "carrier": [e[2] for e in entries],
        "unit_grid": [units[g].code for g in of],
        "admin": [ADMIN] * n,
        "installed": start.astype("datetime64[D]").tolist(),
        "commissioned": (start + random.integers(3, 60, n)).astype("datetime64[D]").tolist(),
        "status": status.tolist(),
        "online": online.tolist(),
        "last_report": last.astype("datetime64[ms]"),
        "item": [k.item for k in kinds],
        "unit": [k.unit for k in kinds],
        "every_s": every.astype(np.int32).tolist(),
        "network": [k.network for k in kinds],
        "protocol": [{"光纤": "GB/T 28181", "PLC": "DL/T 645"}.get(k.network, "MQTT") for k in kinds],
        "shared": (random.random(n) < 0.7).tolist(),
        "grade": random.choice([1, 2, 3], n, p=[0.5, 0.42, 0.08]).astype(np.int8).tolist(),
    }, places
