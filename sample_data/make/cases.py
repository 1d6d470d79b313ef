"""Cases of one year, 2025-07-01 to 2026-06-30: where, when, how they went, and how things stand on the last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from make.case_rules import BROKEN, CATEGORIES, HOURS, MATTERS, SEASONS, SOURCES, day_weights, days, months
from make.codes import classes
from make.frame import ADMIN, ORIGIN, rng
from make.names import person, phone
from make.people import BODIES, CODES
from make.plan import river
from make.roads import nearest_names
from make.terminals import NOW

if TYPE_CHECKING:
    from make.net import Net
    from make.wards import Division

COUNT = 22_400
#: Hot spots: x, y, reach in metres, weight.
SPOTS = np.array(
    [
        (120, 330, 130, 9),
        (-420, 90, 110, 6),
        (560, 190, 120, 7),
        (40, -240, 90, 5),
        (-1120, 180, 120, 5),
        (1330, 140, 110, 5),
        (50, -820, 120, 6),
        (860, -1180, 120, 5),
        (-820, -1120, 100, 4),
        (150, 1180, 120, 5),
        (980, 1080, 110, 4),
        (-1600, 820, 110, 4),
        (1700, 430, 100, 3),
        (-640, 560, 90, 3),
        (420, -690, 80, 3),
        (-1750, -420, 90, 3),
    ]
)
_DEPARTMENT = {
    "06": "city",
    "07": "city",
    "08": "housing",
    "09": "city",
    "10": "city",
    "01": "city",
    "02": "traffic",
    "03": "health",
    "04": "green",
    "05": "housing",
}


def _moments(season: np.ndarray, hours: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Report times, by the day's weight, the kind's season and its hours."""
    base, month, day = day_weights(), months(), days()
    found = np.empty(len(season), "datetime64[s]")
    for s in np.unique(season):
        rows = np.flatnonzero(season == s)
        weight = base * np.array(SEASONS[s], float)[month]
        found[rows] = day[random.choice(len(day), len(rows), p=weight / weight.sum())]
    for h in np.unique(hours):
        rows = np.flatnonzero(hours == h)
        weight = np.array(HOURS[h], float)
        hour = random.choice(24, len(rows), p=weight / weight.sum())
        found[rows] += (hour * 3600 + random.integers(0, 3600, len(rows))).astype("timedelta64[s]")
    return np.minimum(found, NOW - np.timedelta64(5, "m"))


def _streetside(net: Net, count: int, random: np.random.Generator) -> np.ndarray:
    """Places on the pavements, thick around the hot spots."""
    streets = [s for s in net.streets if s.kind != "快速路"]
    found = []
    for s in streets:
        run = np.arange(6, s.line.length - 6, 3.0)
        p = shapely.get_coordinates(shapely.line_interpolate_point(s.line, run))
        found.append(p + random.choice([-1, 1], (len(p), 1)) * random.uniform(0.28, 0.48, (len(p), 2)) * s.width)
    p = np.vstack(found)
    d2 = ((p[:, None] - SPOTS[None, :, :2]) ** 2).sum(axis=2)
    weight = 0.055 + (SPOTS[:, 3] * np.exp(-d2 / (2 * SPOTS[:, 2] ** 2))).sum(axis=1) * 0.42
    water = river().buffer(1.0)
    weight[shapely.contains_xy(water, p[:, 0], p[:, 1])] = 0
    return p[random.choice(len(p), count, p=weight / weight.sum())] + random.normal(0, 1.3, (count, 2))


def _what(components: dict[str, list], xy: np.ndarray, net: Net, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Class, category, season, hours, limit, place and component of every case."""
    broken = list(BROKEN)
    n_broken = int(COUNT * 0.27)
    weight = np.array([BROKEN[c][0] for c in broken])
    which = random.choice(len(broken), n_broken, p=weight / weight.sum())
    ids = np.array(components["GLBJBSM"])
    code5 = np.array([c[6:11] for c in ids])
    chosen = np.empty(n_broken, int)
    for k, c in enumerate(broken):
        rows = np.flatnonzero(which == k)
        chosen[rows] = random.choice(np.flatnonzero(code5 == c), len(rows))
    often = np.array([m.often for m in MATTERS])
    matter = random.choice(len(MATTERS), COUNT - n_broken, p=often / often.sum())
    of_matter = [MATTERS[k] for k in matter]
    of_broken = [BROKEN[broken[k]] for k in which]
    return {
        "code": np.array([broken[k] for k in which] + [m.code for m in of_matter]),
        "category": np.array([b[1] for b in of_broken] + [m.category for m in of_matter]),
        "season": np.array([b[2] for b in of_broken] + [m.season for m in of_matter]),
        "hours": np.array(["any"] * n_broken + [m.hours for m in of_matter]),
        "limit": np.array([b[3] for b in of_broken] + [m.limit for m in of_matter]),
        "component": np.array([*ids[chosen], *[""] * len(matter)], object),
        "xy": np.vstack([xy[chosen] + random.normal(0, 0.5, (n_broken, 2)), _streetside(net, len(matter), random)]),
    }


def _course(report: np.ndarray, limit: np.ndarray, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Times of the seven links and the phase; what lies after the last day has not happened yet."""
    n = len(report)

    def later(start: np.ndarray, minutes: np.ndarray) -> np.ndarray:
        return start + (np.maximum(minutes, 1) * 60).astype("timedelta64[s]")

    refused = random.random(n) < 0.055
    accept = later(report, random.gamma(1.6, 9, n))
    filed = later(accept, random.gamma(1.5, 12, n))
    dispatch = later(filed, random.gamma(1.4, 16, n))
    receive = later(dispatch, random.gamma(1.3, 25, n))
    deadline = later(filed, limit * 60.0)
    pace = np.where(random.random(n) < 0.925, random.beta(2.2, 3.4, n) * 0.8 + 0.03, random.gamma(2.2, 0.7, n) + 1.02)
    pace = np.where(random.random(n) < 0.014, pace * 14, pace)
    finish = np.maximum(later(filed, pace * limit * 60), receive + np.timedelta64(60, "s"))
    check = later(finish, random.gamma(1.6, 620, n))
    close = later(check, random.gamma(1.4, 380, n))
    times = {
        "accept_time": accept,
        "file_time": filed,
        "dispatch_time": dispatch,
        "receive_time": receive,
        "finish_time": finish,
        "check_time": check,
        "close_time": close,
    }
    none = np.datetime64("NaT")
    for name, value in times.items():
        times[name] = np.where((value > NOW) | (refused & (name not in ("accept_time", "close_time"))), none, value)
    times["close_time"] = np.where(refused, times["accept_time"], times["close_time"])
    steps = [
        ("close_time", "结案"),
        ("finish_time", "待核查"),
        ("receive_time", "处置中"),
        ("dispatch_time", "派遣"),
        ("file_time", "立案"),
        ("accept_time", "受理"),
    ]
    phase = np.full(n, "上报", object)
    for name, word in reversed(steps):
        phase[~np.isnat(times[name])] = word
    phase[refused & ~np.isnat(times["accept_time"])] = "不予立案"
    started = ~np.isnat(times["file_time"])
    times["deadline"] = np.where(started, deadline, none)
    return {"report_time": report, **times, "phase": phase}


def status(phase: str, deadline: np.datetime64, finish: np.datetime64) -> str:
    """How a case stands on the last day: 处置中, 超期, 已结案 or 不予立案."""
    if phase == "结案":
        return "已结案"
    if phase == "不予立案":
        return phase
    late = not np.isnat(deadline) and deadline < (NOW if np.isnat(finish) else finish)
    return "超期" if late else "处置中"


def cases(
    components: dict[str, list], xy: np.ndarray, net: Net, units: list[Division], owners: dict[str, str]
) -> tuple[dict[str, object], np.ndarray]:
    """Columns of the case layer and coordinates (n, 2); ``owners`` gives the responsibility grid of each unit grid."""
    random = rng("cases")
    what = _what(components, xy, net, random)
    place = np.round(what["xy"] + ORIGIN, 2) - ORIGIN
    tree = shapely.STRtree(shapely.boundary([u.shape for u in units]))
    keep = np.ones(len(place), bool)
    keep[tree.query(shapely.points(place), predicate="dwithin", distance=0.3)[0]] = False
    inside, grid = shapely.STRtree([u.shape for u in units]).query(shapely.points(place), predicate="within")
    of = np.full(len(place), -1)
    of[inside] = grid
    keep &= of >= 0
    report = _moments(what["season"], what["hours"], random)
    order = np.flatnonzero(keep)[np.argsort(report[keep], kind="stable")]
    what = {k: v[order] for k, v in what.items()}
    of, report, n = of[order], report[order], len(order)
    course = _course(report, what["limit"].astype(float), random)
    label = classes("管理事项")
    source = random.choice(list(SOURCES), n, p=list(SOURCES.values()))
    day = [str(d).replace("-", "") for d in report.astype("datetime64[D]")]
    serial: dict[str, int] = {}
    numbers = []
    for d in day:
        serial[d] = serial.get(d, 0) + 1
        numbers.append(f"{ADMIN}{d}{serial[d]:05d}")
    is_public = np.isin(source, ["12345热线", "随手拍"])
    kind = np.where(what["component"] == "", "事件", "部件")
    department = [_DEPARTMENT[c[:2]] for c in what["code"]]
    unit = [units[g].code for g in of]
    streets = nearest_names(net, what["xy"])
    state = [
        status(p, d, f) for p, d, f in zip(course["phase"], course["deadline"], course["finish_time"], strict=True)
    ]
    closed = np.array(state) == "已结案"
    score = random.choice(["满意", "基本满意", "不满意"], n, p=[0.78, 0.17, 0.05])
    columns: dict[str, object] = {
        "case_no": numbers,
        "kind": kind.tolist(),
        "class_code": what["code"].tolist(),
        "matter_code": [ADMIN + c for c in what["code"]],
        "class_name": [label[c] for c in what["code"]],
        "category": what["category"].tolist(),
        "source": source.tolist(),
        "phase": course["phase"].tolist(),
        "status": state,
        **{k: v for k, v in course.items() if k != "phase"},
        "limit_h": what["limit"].astype(np.int16).tolist(),
        "dept_code": [CODES[d] for d in department],
        "dept_name": [BODIES[d][0] for d in department],
        "address": [f"{units[g].extra['where']}{s}附近" for g, s in zip(of, streets, strict=True)],
        "unit_grid": unit,
        "resp_grid": [owners[u] for u in unit],
        "community": [u[:12] for u in unit],
        "subdistrict": [u[:9] for u in unit],
        "component": [c or None for c in what["component"]],
        "urgent": (random.random(n) < 0.03).tolist(),
        "supervised": (random.random(n) < 0.012).tolist(),
        "rework": random.choice([0, 1, 2], n, p=[0.95, 0.04, 0.01]).astype(np.int8).tolist(),
        "satisfaction": [str(s) if p and c else None for s, p, c in zip(score, is_public, closed, strict=True)],
        "reporter": [person(int(k)) for k in random.integers(0, 1200, n)],
        "phone": [phone(int(k)) if p else None for k, p in zip(random.integers(0, 9999, n), is_public, strict=True)],
    }
    if set(columns["category"]) != set(CATEGORIES):
        message = "a category is missing"
        raise ValueError(message)
    return columns, what["xy"].round(2)
