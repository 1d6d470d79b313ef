"""Organisations, grid members and persons: all invented, with codes of right form and numbers that nobody has."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import shapely

from make.codes import credit_code
from make.frame import ADMIN, rng
from make.names import person, phone, street_stems
from make.plan import river

if TYPE_CHECKING:
    from make.wards import Division

#: Bodies that supervise, own or keep components: key, name, leading characters of the credit code.
BODIES = {
    "city": ("示范区城市管理局", "11"),
    "traffic": ("示范区交通运输局", "11"),
    "police": ("示范区公安局交通警察大队", "11"),
    "housing": ("示范区住房和城乡建设局", "11"),
    "water": ("示范区水务局", "11"),
    "green": ("示范区园林绿化管理中心", "12"),
    "health": ("示范区环境卫生管理所", "12"),
    "fire": ("示范区消防救援大队", "11"),
    "culture": ("示范区文化和旅游局", "11"),
    "environment": ("示范区生态环境局", "11"),
    "data": ("示范区数据局", "11"),
    "civil": ("示范区民政局", "11"),
    "supply": ("示例供水有限公司", "91"),
    "drain": ("示例排水有限公司", "91"),
    "power": ("示例供电有限公司", "91"),
    "gas": ("示例燃气有限公司", "91"),
    "telecom": ("示例通信有限公司", "91"),
    "lamp": ("示例照明工程有限公司", "91"),
    "road": ("示例市政养护有限公司", "91"),
    "clean": ("示例环境服务有限公司", "91"),
    "garden": ("示例园林养护有限公司", "91"),
    "bus": ("示例公共交通有限公司", "91"),
    "park": ("示例停车管理有限公司", "91"),
    "sense": ("示例物联科技有限公司", "91"),
}
CODES = {key: credit_code(kind, ADMIN, 1000 + k) for k, (key, (_, kind)) in enumerate(BODIES.items())}
_FIRMS = [
    ("百货商场", "零售"),
    ("餐饮管理中心", "餐饮"),
    ("机电设备厂", "制造"),
    ("电子科技公司", "制造"),
    ("物业服务公司", "物业"),
    ("建筑工程公司", "建筑"),
    ("教育咨询中心", "教育"),
    ("口腔诊所", "医疗"),
    ("货运服务部", "物流"),
    ("农产品商行", "零售"),
]


def organisations(houses: list[dict[str, object]], units: list[Division]) -> list[dict[str, object]]:
    """Bodies, neighbourhood committees and 470 firms, each in a house."""
    random = rng("organisations")
    pool = [k for k, h in enumerate(houses) if h["use"] in ("商业", "公共", "工业", "老城")]
    stems, rows = street_stems(), []
    entries = [
        (
            name,
            code,
            "机关" if name.startswith("示范区") else "企业",
            "公共管理" if name.startswith("示范区") else "公用事业",
        )
        for (name, _), code in zip(BODIES.values(), CODES.values(), strict=True)
    ]
    for k in range(470):
        word, trade = _FIRMS[k % len(_FIRMS)]
        entries.append(
            (f"示例{stems[900 + k]}{word}", credit_code("91" if k % 3 else "92", ADMIN, 2000 + k), "企业", trade)
        )
    for (name, code, kind, trade), k in zip(entries, random.choice(pool, len(entries), replace=False), strict=True):
        house = houses[int(k)]
        rows.append(
            {
                "统一社会信用代码": code,
                "名称": name,
                "类型": kind,
                "行业": trade,
                "地址": house["address"],
                "负责人": person(len(rows) + 300),
                "电话": phone(3000 + len(rows)),
                "单元网格": units[int(house["grid"])].code,
                "从业人数": int(random.gamma(1.6, 22)) + 2,
                "shape": shapely.point_on_surface(house["shape"]),
            }
        )
    return rows


def members(responsibility: list[Division]) -> list[dict[str, object]]:
    """Two grid members for each responsibility grid, standing somewhere in it."""
    random, rows, water = rng("members"), [], river()
    for r in responsibility:
        inner = r.shape.difference(water).buffer(-30)
        for shift in ("白班", "夜班"):
            x0, y0, x1, y1 = inner.bounds
            while True:
                p = shapely.Point(random.uniform(x0, x1), random.uniform(y0, y1))
                if inner.contains(p):
                    break
            k = len(rows)
            rows.append(
                {
                    "工号": f"WGY{k + 1:04d}",
                    "姓名": person(k),
                    "电话": phone(k + 1),
                    "责任网格": r.code,
                    "责任网格名称": r.name,
                    "班次": shift,
                    "岗位": "网格长" if shift == "白班" else "网格员",
                    "上报时间": "2026-06-30 " + ("17:2" if shift == "白班" else "23:1") + f"{k % 10}:00",
                    "shape": p,
                }
            )
    return rows


def persons(houses: list[dict[str, object]], units: list[Division], count: int = 2600) -> list[dict[str, object]]:
    """Invented residents that a grid member looks after, at the house they live in; ids are hashes."""
    random, rows = rng("persons"), []
    pool = [k for k, h in enumerate(houses) if h["use"] in ("老城", "城中村", "住宅", "高层")]
    tags = ["独居老人", "残疾人", "低保家庭", "流动人口", "志愿者", "一般居民"]
    for k in random.choice(pool, count, replace=False):
        house, n = houses[int(k)], len(rows)
        tag = str(random.choice(tags, p=[0.12, 0.05, 0.06, 0.22, 0.1, 0.45]))
        age = int(random.integers(66, 95)) if tag == "独居老人" else int(random.integers(18, 90))
        rows.append(
            {
                "id": hashlib.sha256(f"示例{n}".encode()).hexdigest()[:16],
                "name": person(n + 1000),
                "phone": phone(n + 4000),
                "sex": str(random.choice(["男", "女"])),
                "age": age,
                "tag": tag,
                "household": int(random.integers(1, 6)),
                "address": house["address"],
                "grid": units[int(house["grid"])].code,
                "shape": shapely.point_on_surface(house["shape"]),
            }
        )
    return rows
