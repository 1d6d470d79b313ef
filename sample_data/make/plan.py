"""The hand-drawn plan: river, ring roads, radial roads and the roads along the banks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, Polygon

from make.frame import SHEET, curve

#: Width between the property lines of each class of road, metres.
WIDTHS = {"快速路": 44.0, "主干路": 32.0, "次干路": 22.0, "支路": 14.0, "小路": 8.0}
#: Width of the pavement on each side.
PAVEMENTS = {"快速路": 5.0, "主干路": 5.0, "次干路": 4.0, "支路": 2.6, "小路": 1.4}
#: Middle of the rings, metres from the origin; the square lies a little north of it.
MIDDLE = np.array([0.0, -140.0])
SQUARE = np.array([10.0, 130.0])

_RIVER = [
    (-4300, -1180),
    (-3300, -640),
    (-2450, -560),
    (-1800, -930),
    (-1150, -980),
    (-600, -560),
    (0, -380),
    (620, -520),
    (1150, -860),
    (1750, -830),
    (2250, -420),
    (2900, -160),
    (3600, -330),
    (4300, -300),
]


@dataclass(frozen=True)
class Street:
    """A street's centre line, metres around the origin."""

    name: str
    kind: str
    line: LineString

    @property
    def width(self) -> float:
        """Metres between the property lines."""
        return WIDTHS[self.kind]


def ring(a: float, b: float, wobble: tuple[float, ...]) -> LineString:
    """Closed curve around the middle, half-axes ``a`` and ``b``, bent by harmonics from the second on."""
    t = np.linspace(0, 2 * np.pi, 241)[:-1]
    r = 1 + sum(w * np.cos((k + 2) * t + 1.7 * k) for k, w in enumerate(wobble))
    c = np.column_stack([a * r * np.cos(t), b * r * np.sin(t)]) + MIDDLE
    return LineString(np.vstack([c, c[:1]]).round(2))


OUTER = ring(2165, 1770, (0.012, 0.034, -0.022, 0.016, 0.01))
SECOND = ring(1390, 1165, (-0.02, 0.03, -0.04, 0.014, 0.012))
FIRST = ring(745, 690, (0.02, -0.03, -0.05, 0.012))
RIVER = curve(_RIVER, 20.0)
RIVER_LINE = LineString(RIVER.round(2))


def river() -> Polygon:
    """The water of the river, its width changing along the way."""
    d = np.gradient(RIVER, axis=0)
    normal = np.column_stack([-d[:, 1], d[:, 0]]) / np.hypot(*d.T)[:, None]
    s = np.linspace(0, 9 * np.pi, len(RIVER))
    left, right = 57 + 9 * np.sin(s) + 5 * np.sin(2.7 * s), 57 + 8 * np.cos(1.3 * s + 1) + 4 * np.sin(3.1 * s)
    banks = np.vstack([RIVER + normal * left[:, None], (RIVER - normal * right[:, None])[::-1]])
    return Polygon(banks.round(2)).buffer(0).intersection(SHEET)


def _bank(side: int) -> LineString:
    line = RIVER_LINE.offset_curve(side * 118.0, join_style="round").simplify(1.5)
    return LineString(curve(list(shapely.get_coordinates(line.segmentize(90))[::2].tolist()), 15.0).round(2))


_RADIALS = [
    ("人民北路", "主干路", [(20, 250), (55, 520), (30, 900), (110, 1350), (90, 1800), (160, 2400)]),
    ("人民南路", "主干路", [(20, 10), (30, -180), (-10, -420), (40, -800), (-40, -1250), (20, -1800), (-60, -2700)]),
    ("建设东路", "主干路", [(130, 140), (480, 175), (900, 120), (1400, 190), (2000, 330), (2700, 420), (3500, 640)]),
    (
        "建设西路",
        "主干路",
        [(-110, 120), (-480, 60), (-950, 130), (-1400, 60), (-2050, 40), (-2700, 160), (-3500, 120)],
    ),
    ("科技大道", "主干路", [(400, 1010), (620, 1080), (960, 1120), (1500, 1500), (2100, 2400)]),
    ("锦绣路", "次干路", [(560, 350), (800, 560), (1080, 700), (1500, 880), (1800, 960)]),
    ("迎宾大道", "主干路", [(480, -640), (760, -1020), (1120, -1240), (1600, -1480), (2300, -2000), (2800, -2700)]),
    ("文昌路", "次干路", [(-440, -700), (-720, -1060), (-900, -1330), (-1150, -1620)]),
    ("青山路", "主干路", [(-560, 330), (-860, 620), (-1180, 820), (-1650, 1240), (-2300, 1700), (-2900, 2400)]),
    ("学府路", "次干路", [(-340, 1010), (-430, 1220), (-620, 1560), (-700, 1800)]),
]


def _anchored(points: list[tuple[float, float]]) -> LineString:
    """Curve through the points whose ends are moved onto the ring within 160 m, where there is one."""
    c = curve(points, 15.0)
    ramp = np.linspace(0, 1, len(c))[:, None]
    moves = []
    for end in (c[0], c[-1]):
        p = shapely.Point(end)
        ring_ = min((LOOP, FIRST, SECOND, OUTER), key=p.distance)
        on = shapely.get_coordinates(ring_.interpolate(ring_.project(p)))[0]
        moves.append(on - end if p.distance(ring_) < 160 else np.zeros(2))
    return LineString((c + moves[0] * (1 - ramp) ** 3 + moves[1] * ramp**3).round(2))


LOOP = LineString(
    curve(
        [tuple(SQUARE + 118 * np.array([np.cos(t) * 1.12, np.sin(t)])) for t in np.arange(0.2, 6.4, np.pi / 4)][:8],
        10,
        closed=True,
    ).round(2)
)


def main_streets() -> list[Street]:
    """The streets of the plan, each whole, uncut at their crossings; radials run on to the edge of the sheet."""
    streets = [
        Street("绕城快速路", "快速路", OUTER),
        Street("中环路", "主干路", SECOND),
        Street("内环路", "主干路", FIRST),
        Street("广场路", "主干路", LOOP),
        Street("滨江北路", "次干路", _bank(1)),
        Street("滨江南路", "次干路", _bank(-1)),
    ]
    streets += [Street(name, kind, _anchored(points)) for name, kind, points in _RADIALS]
    return [Street(s.name, s.kind, s.line.intersection(SHEET)) for s in streets]
