"""Every indicator over made-up cases with gaps and oddities, against what is counted case by case in plain Python."""

import datetime as dt
import math
import random
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
import shapely

from onemap.city import indicator_rules, periods
from onemap.city.events import make_events
from onemap.city.indicator_list import BY_KEY, INDICATORS
from onemap.city.indicators import IndicatorRequest, make_table
from onemap.city.roles import CityLayer
from onemap.city.workdays import bundled
from onemap.model.definition import Field, LayerDefinition, Source
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely
from tests.city.work_time import work_time

CHAIN = ("reported", "accepted", "filed", "dispatched", "received", "finished", "checked", "closed")
WORDS = ("class", "category", "source", "supervisor", "satisfaction", "phase")
NUMBERS = ("rework", "returned", "self_handled")
PHASE_OF = {"待派遣": "filed", "处置中": "handling", "待核查": "checking", "已结案": "closed", "作废": "rejected"}
RULES = indicator_rules.bundled()
CALENDAR = bundled()
HOUR = dt.timedelta(hours=1)
at = dt.datetime.fromisoformat


def cases(seed, count=150):
    """Cases as dicts: times in a chain that breaks off anywhere, with links left out, some in the wrong order."""
    rng = random.Random(seed)
    made = []
    for i in range(count):
        now = at("2026-01-20") + dt.timedelta(minutes=rng.randrange(120 * 24 * 60))
        one = {"code": f"c{i}", "x": rng.uniform(0, 200), "y": rng.uniform(0, 100), "deadline": None}
        if rng.random() < 0.06:
            one["x"] = one["y"] = None
        stop = rng.choice([1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8])
        for link in CHAIN:
            one[link] = now if CHAIN.index(link) < stop and rng.random() > 0.05 else None
            now += dt.timedelta(minutes=rng.choice([5, 20, 45, 600, 2000, 9000]))
        if rng.random() < 0.9 and one["reported"]:
            one["deadline"] = one["reported"] + dt.timedelta(hours=rng.choice([2, 30, 90, 200]))
        one["phase"] = rng.choice(["待派遣", "处置中", "待核查", "已结案", "已结案", "作废", "奇怪", None])
        one["class"] = rng.choice(["井盖", "路灯", "垃圾", "占道", "噪声", "树木", "广告", None])
        one["category"] = rng.choice(["城管", "环保", "别的", None])
        one["source"] = rng.choice(["热线", "巡查", None])
        one["supervisor"] = rng.choice(["城管局", "住建局", None])
        one["satisfaction"] = rng.choice(["满意", "不满意", "没说", None])
        for role in NUMBERS:
            one[role] = rng.choice([0, 0, 1, 2, None])
        made.append(one)
    return made


def layer_of(made, layer_id="case", role="case"):
    """The cases as a layer."""
    columns = {r: pa.array([one[r] for one in made], pa.timestamp("us")) for r in (*CHAIN, "deadline")}
    columns |= {r: pa.array([one[r] for one in made], pa.string()) for r in (*WORDS, "code")}
    columns |= {r: pa.array([one[r] for one in made], pa.int64()) for r in NUMBERS}
    points = np.array([None if one["x"] is None else shapely.Point(one["x"], one["y"]) for one in made], object)
    definition = LayerDefinition(Source(""), id=layer_id, role=role, fields={r: Field(role=r) for r in columns})
    return CityLayer(definition, pa.table(columns), prepare(from_shapely(points)), {r: r for r in columns})


def grids():
    """Two squares of 100 m side by side."""
    boxes = np.array([shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)], object)
    fields = {"code": Field(role="code")}
    definition = LayerDefinition(Source(""), id="grid", role="responsibility_grid", fields=fields)
    return CityLayer(definition, pa.table({"code": ["G1", "G2"]}), prepare(from_shapely(boxes)), {"code": "code"})


class World:
    """What is known at a moment of a period, asked case by case."""

    def __init__(self, made, period, moment):
        self.made, self.moment = made, moment
        self.start = dt.datetime.combine(period.first, dt.time())
        self.end = dt.datetime.combine(period.last, dt.time()) + dt.timedelta(days=1)
        told = [one["class"] for one in made if self.within(one["reported"]) and one["class"]]
        ranked = sorted(Counter(told).items(), key=lambda pair: (-pair[1], pair[0]))
        self.frequent = {name for name, _ in ranked[: RULES.frequent.classes]}

    def within(self, time):
        return time is not None and self.start <= time < self.end and time <= self.moment

    def rejected(self, one):
        said = PHASE_OF.get(one["phase"]) == "rejected"
        return said and (one["closed"] is None or one["closed"] <= self.moment)

    def ended(self, one):
        """Closed or turned down by the moment."""
        if one["closed"] is not None:
            return one["closed"] <= self.moment
        return PHASE_OF.get(one["phase"]) in ("closed", "rejected")

    def shut(self, one):
        return self.ended(one) and PHASE_OF.get(one["phase"]) != "rejected"

    def later(self, one):
        return one["reported"] is not None and one["reported"] > self.moment

    def open(self, one):
        return not self.later(one) and not self.ended(one)

    def done(self, one):
        """When handling ended, as far as it is told."""
        return one["finished"] or one["closed"]

    def due(self, one):
        return self.within(one["deadline"]) and not self.later(one) and not self.rejected(one)

    def handled(self, one):
        done = self.done(one)
        if done is None:
            return self.due(one) and PHASE_OF.get(one["phase"]) == "closed"
        return self.due(one) and done <= self.moment

    def on_time(self, one):
        done = self.done(one)
        return self.handled(one) and not (done is not None and done > one["deadline"])

    def closed(self, one):
        if one["closed"] is not None:
            return self.due(one) and one["closed"] <= self.moment
        return self.due(one) and self.done(one) is None and PHASE_OF.get(one["phase"]) == "closed"

    def open_late(self, one):
        if not self.open(one) or one["deadline"] is None:
            return False
        finished = one["finished"]
        return one["deadline"] < (finished if finished is not None and finished <= self.moment else self.moment)

    def repeated(self, one):
        if not self.within(one["reported"]) or one["class"] is None or one["x"] is None:
            return False
        span = dt.timedelta(hours=RULES.repeated.hours)
        return any(
            other["class"] == one["class"] and other["x"] is not None and other["reported"] is not None
            and dt.timedelta(0) < one["reported"] - other["reported"] <= span
            and math.hypot(other["x"] - one["x"], other["y"] - one["y"]) <= RULES.repeated.metres
            for other in self.made
        )  # fmt: skip

    def counts(self, key, one):
        within, reported = self.within, self.within(one["reported"])
        sent, ended_in = within(one["dispatched"]), within(one["closed"]) and PHASE_OF.get(one["phase"]) != "rejected"
        quick = one["accepted"] is not None and one["filed"] is not None and (
            max(one["filed"] - one["accepted"], dt.timedelta(0)) <= dt.timedelta(minutes=RULES.limits.filing_minutes)
        )  # fmt: skip
        said = one["satisfaction"]
        return {
            "reported": reported, "accepted": within(one["accepted"]), "filed": within(one["filed"]),
            "filed_on_time": within(one["filed"]) and quick, "rejected": reported and self.rejected(one),
            "dispatched": sent, "dispatched_right": sent and not (one["returned"] or 0) > 0, "due": self.due(one),
            "handled": self.handled(one), "handled_on_time": self.on_time(one),
            "handled_late": self.handled(one) and not self.on_time(one),
            "not_handled": self.due(one) and not self.handled(one), "to_close": self.due(one),
            "closed": self.closed(one), "closed_on_time": self.closed(one) and self.on_time(one),
            "closed_late": self.closed(one) and not self.on_time(one), "late": self.due(one) and not self.on_time(one),
            "closed_in": ended_in, "ended": reported and self.shut(one),
            "to_end": reported and not self.rejected(one), "reworked": sent and (one["rework"] or 0) > 0,
            "self_handled": reported and (one["self_handled"] or 0) > 0, "open": self.open(one),
            "open_late": self.open_late(one), "repeated": self.repeated(one),
            "frequent": reported and one["class"] in self.frequent,
            "rated": ended_in and said in (*RULES.satisfaction.satisfied, *RULES.satisfaction.unsatisfied),
            "satisfied": ended_in and said in RULES.satisfaction.satisfied,
            "handled_in": within(one["finished"]) and one["dispatched"] is not None,
        }[key]  # fmt: skip

    def value(self, key, some):
        """An indicator over some of the cases."""
        one = BY_KEY[key]
        if one.kind == "count":
            return sum(self.counts(key, case) for case in some)
        under = sum(self.counts(one.denominator, case) for case in some)
        if one.kind == "rate":
            over = sum(self.counts(one.numerator, case) for case in some)
        else:
            over = sum(self.hours(one.numerator, case) for case in some)
        return over / under if under else math.nan

    def hours(self, key, one):
        first, last = ("dispatched", "finished") if key.startswith("handle") else ("reported", "accepted")
        if not self.within(one[last]) or one[first] is None:
            return 0.0
        if "work" in key:
            return work_time(CALENDAR, one[first], one[last]) / HOUR
        return max(one[last] - one[first], dt.timedelta(0)) / HOUR


def group_of(by, one):
    if by == "responsibility_grid":
        return "unlocated" if one["x"] is None else "G1" if one["x"] <= 100 else "G2"
    if by == "category":
        declared = RULES.category_of(one["category"]) if one["category"] else None
        return declared.name if declared else one["category"] or "none"
    return one[{"department": "supervisor"}.get(by, by)] or "none"


ASKED = [
    (1, "responsibility_grid", "2026-03", at("2026-03-31T23:59:59")),
    (2, "department", "2026Q1", at("2026-04-20T10:00:00")),
    (3, "class", "2026-02-03..2026-03-15", at("2026-03-01T12:00:00")),
    (4, "category", "2026", at("2026-12-31")),
    (5, "source", "2026-04", at("2026-04-09T08:30:00")),
]


@pytest.mark.parametrize(
    ("seed", "by", "period", "moment"), ASKED, ids=[f"{by} {period}" for _, by, period, _ in ASKED]
)
def test_every_indicator_is_what_is_counted_case_by_case(seed, by, period, moment):
    made = cases(seed)
    layers = (layer_of(made), grids())
    events = make_events(layers[:1], RULES, CALENDAR)
    table = make_table(IndicatorRequest(events, layers, by, periods.parse(period), moment, INDICATORS))
    assert not table.missing
    groups = [group_of(by, one) for one in made]
    assert set(groups) <= set(table.groups.codes)
    worlds = {"value": World(made, table.request.period, moment)}
    for part, other in (
        ("previous", table.request.period.previous()),
        ("year_before", table.request.period.year_before()),
    ):
        moved = moment + dt.timedelta(days=(other.last - table.request.period.last).days)
        worlds[part] = World(made, other, moved)
    first = min(one["reported"] for one in made if one["reported"]).date()
    for part, world in worlds.items():
        for key, one in table.values.items():
            reaches = part == "value" or world.start.date() >= first
            for i, code in enumerate((*table.groups.codes, None)):
                some = [case for case, group in zip(made, groups, strict=True) if code in (None, group)]
                wanted = world.value(key, some) if reaches else math.nan
                found = getattr(one, part)[i]
                assert found == pytest.approx(wanted, rel=1e-9, nan_ok=True), (part, key, code)


def test_two_layers_together_are_the_sum_of_both():
    first, second = cases(7, 80), cases(8, 90)
    layers = (layer_of(first), layer_of(second, "order", "opinion"), grids())
    asked = ("responsibility_grid", periods.parse("2026-03"), at("2026-03-31T12:00:00"), INDICATORS)

    def table(some):
        by, period, moment, every = asked
        return make_table(IndicatorRequest(make_events(some, RULES, CALENDAR), layers, by, period, moment, every))

    whole, parts = table(layers[:2]), [table(layers[:1]), table(layers[1:2])]
    world = World(first + second, asked[1], asked[2])
    for key, one in whole.values.items():
        if one.indicator.kind == "count" and key not in ("repeated", "frequent"):
            np.testing.assert_array_equal(one.value, sum(part.values[key].value for part in parts))
        assert one.value[-1] == pytest.approx(world.value(key, first + second), nan_ok=True)
    rows = whole.rows("reported")
    assert {layer: len(held) for layer, held in rows.items()} == {
        "case": parts[0].total("reported"), "order": parts[1].total("reported"),
    }  # fmt: skip
