"""Indicators of the sample city against sums made row by row with pandas and shapely."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
import shapely

import onemap
from onemap.city import indicator_rules, periods
from onemap.city import phases as ph
from onemap.city.events import make_events
from onemap.city.indicator_groups import BYS, CELLS, group
from onemap.city.indicator_list import BY_KEY, INDICATORS, chosen
from onemap.city.indicators import IndicatorRequest, by_month, make_table, title
from onemap.errors import RequestError
from onemap.io.files import sample_dir
from onemap.session import carding
from tests.city.work_time import work_time

pytestmark = pytest.mark.skipif(not (sample_dir() / "cases.parquet").exists(), reason="needs the sample city")
at = dt.datetime.fromisoformat
GRIDS = {
    "unit_grid": "unit_grid", "responsibility_grid": "responsibility_grid", "community": "community",
    "street": "subdistrict", "district": "district",
}  # fmt: skip
COLUMNS = {"department": "dept_name", "class": "class_name", "category": "category", "source": "source"}


@pytest.fixture(scope="module")
def city():
    made = onemap.open(sample_dir() / "sample_city.onemap")
    carding.open_layers(made.session)
    return made


@pytest.fixture(scope="module")
def layers(city):
    return carding.city_layers(city.session)


@pytest.fixture(scope="module")
def events(layers):
    return make_events([one for one in layers if one.role == "case"], indicator_rules.bundled(), carding.calendar())


@pytest.fixture(scope="module")
def cases(city):
    layer = city.layer("case")
    return layer.take(range(layer.rows), unmasked=True).to_crs(city.crs).reset_index(drop=True)


@pytest.fixture(scope="module")
def owner(city, cases):
    """The owning cell of each case by level, from a plain join: of those that cover it the smallest code."""
    made = {}
    for by, name in GRIDS.items():
        layer = city.layer(name)
        grids = layer.take(range(layer.rows), unmasked=True).to_crs(city.crs)
        tree = shapely.STRtree(grids.geometry.to_numpy())
        held = cases.geometry.notna()
        case, cell = tree.query(cases.geometry[held].to_numpy(), predicate="intersects")
        codes = pd.Series(grids.code.to_numpy()[cell]).groupby(np.flatnonzero(held)[case]).min()
        made[by] = codes.reindex(range(len(cases))).where(held, "unlocated").fillna("outside")
    return made


def asked(events, layers, by, period, **more):
    as_of = more.pop("as_of", at("2026-06-30T23:59:59"))
    keys = more.pop("keys", None)
    return IndicatorRequest(events, layers, by, periods.parse(period), as_of, chosen(keys), **more)


def brute(cases, span, moment):
    """The masks of the counts, written out again the slow way."""
    start, end = span.start, span.end

    def within(column):
        times = cases[column]
        return (times >= start) & (times < end) & (times <= moment)

    closed = cases.close_time
    rejected = cases.phase.eq("不予立案") & ~(closed > moment)
    due = within("deadline") & ~(cases.report_time > moment) & ~rejected
    finished = cases.finish_time.fillna(closed)
    handled = due & (finished <= moment)
    on_time = handled & (finished <= cases.deadline)
    shut = due & (closed <= moment)
    filed = within("file_time")
    quick = (cases.file_time - cases.accept_time) <= pd.Timedelta(minutes=30)
    reported, sent = within("report_time"), within("dispatch_time")
    closed_in = within("close_time") & cases.phase.ne("不予立案")
    common = cases[reported].class_name.value_counts()
    common = sorted(common.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    return {
        "reported": reported, "accepted": within("accept_time"), "filed": filed, "filed_on_time": filed & quick,
        "rejected": reported & rejected, "dispatched": sent, "due": due, "handled": handled,
        "handled_on_time": on_time, "handled_late": handled & ~on_time, "not_handled": due & ~handled, "to_close": due,
        "closed": shut, "closed_on_time": shut & on_time, "closed_late": shut & ~on_time, "late": due & ~on_time,
        "closed_in": closed_in, "reworked": sent & (cases.rework > 0),
        "frequent": reported & cases.class_name.isin([name for name, _ in common]),
        "rated": closed_in & cases.satisfaction.notna(),
        "satisfied": closed_in & cases.satisfaction.isin(["满意", "基本满意"]),
        "handled_in": within("finish_time") & cases.dispatch_time.notna(),
    }  # fmt: skip


PICKS = [
    ("2026-06", "unit_grid", None), ("2026Q1", "street", None), ("2025-11-03..2025-11-20", "community", None),
    ("2026", "department", at("2026-03-15T12:00:00")), ("2025-12", "responsibility_grid", at("2025-12-09T00:00:00")),
    ("2026-05", "class", None), ("2026-02-10", "source", None), ("2025Q3", "district", None),
    ("2026-04", "category", at("2026-05-02T08:00:00")),
]  # fmt: skip


@pytest.mark.parametrize("pick", PICKS, ids=[f"{by} {period}" for period, by, _ in PICKS])
def test_every_count_and_rate_equals_a_sum_row_by_row(events, layers, cases, owner, pick):
    period, by, as_of = pick
    as_of = as_of or at("2026-06-30T23:59:59")
    table = make_table(asked(events, layers, by, period, as_of=as_of))
    masks = brute(cases, table.request.period, np.datetime64(as_of, "ms"))
    codes = owner[by] if by in owner else cases[COLUMNS[by]]
    frame = table.frame
    for key, one in BY_KEY.items():
        if key in table.missing or key not in frame:
            continue
        over = masks.get(key if one.kind == "count" else one.numerator)
        if one.kind != "hours" and over is not None:
            counts = over.groupby(codes).sum().reindex(frame.index).fillna(0)
            if one.kind == "rate":
                under = masks[one.denominator].groupby(codes).sum().reindex(frame.index).fillna(0)
                counts = (counts / under).where(under > 0)
            np.testing.assert_allclose(frame[key].to_numpy(float), counts.to_numpy(float), rtol=1e-12, err_msg=key)


@pytest.mark.parametrize("by", [by for by in BYS if by != "owner"])  # cases have none
def test_groups_and_the_rest_add_up_to_the_whole(events, layers, by):
    table = make_table(asked(events, layers, by, "2026-06", compare=False))
    for key, one in table.values.items():
        if one.indicator.kind == "count":
            assert table.frame[key].sum() == table.total(key) == one.over[-1]


def test_mean_times_are_those_of_pandas(events, layers, cases, owner):
    frame = make_table(asked(events, layers, "street", "2026-06", keys=["handle_hours", "accept_hours"])).frame
    june = (cases.finish_time >= "2026-06-01") & (cases.finish_time < "2026-07-01") & cases.dispatch_time.notna()
    spans = (cases.finish_time - cases.dispatch_time)[june].dt.total_seconds() / 3600
    wanted = spans.groupby(owner["street"]).mean().reindex(frame.index)
    np.testing.assert_allclose(frame.handle_hours.to_numpy(float), wanted.to_numpy(float))


def test_working_times_are_those_of_the_calendar(events, layers, cases):
    table = make_table(asked(events, layers, "district", "2026-06", keys=["handle_work_hours"]))
    june = (cases.finish_time >= "2026-06-01") & (cases.finish_time < "2026-07-01") & cases.dispatch_time.notna()
    calendar, total = carding.calendar(), 0.0
    for start, end in zip(cases.dispatch_time[june], cases.finish_time[june], strict=True):
        total += work_time(calendar, start.to_pydatetime(), end.to_pydatetime()).total_seconds()
    assert table.total("handle_work_hours") == pytest.approx(total / 3600 / june.sum(), rel=1e-9)


def test_repeated_cases_are_those_found_pair_by_pair(events):
    rng = np.random.default_rng(5)
    some = np.flatnonzero(events.time("reported") >= np.datetime64("2026-06-10"))
    checked = rng.choice(some, 200, replace=False)
    times, ranks = events.time("reported"), events.coded["class"].ranks
    for i in checked.tolist():
        before = (times < times[i]) & (times >= times[i] - np.timedelta64(168, "h")) & (ranks == ranks[i])
        near = np.hypot(*(events.points[before] - events.points[i]).T) <= 50
        assert bool(near.any()) == bool(events.repeated[i])


def test_open_and_overdue_are_those_of_the_grid_card(city, events, layers):
    as_of = at("2026-03-31T23:59:59")
    table = make_table(asked(events, layers, "street", "2026-03", as_of=as_of))
    card = {one.key: one.value for one in city.card("990101001", as_of=as_of).numbers()}
    frame = table.frame.loc["990101001"]
    assert frame["open"] == sum(card[f"case.{key}"] for key in ("filed", "handling", "checking"))
    assert frame["open_late"] == card["case.overdue"]


@pytest.mark.parametrize("key", ["reported", "closing_on_time_rate", "handle_hours"])
def test_every_number_opens_its_rows(events, layers, cases, owner, key):
    table = make_table(asked(events, layers, "unit_grid", "2026-06"))
    one = table.values[key]
    for place in (0, 40, len(table.groups.codes) - 1):
        code = table.groups.codes[place]
        rows = table.rows(key, code, under=one.indicator.kind != "count")["case"]
        wanted = one.over if one.indicator.kind == "count" else one.under
        assert len(rows) == wanted[place]
        assert (owner["unit_grid"].iloc[rows] == code).all()
    assert len(table.rows("reported")["case"]) == table.total("reported")


def test_the_period_before_and_a_year_ago(events, layers):
    table = make_table(asked(events, layers, "street", "2026-06"))
    may = make_table(asked(events, layers, "street", "2026-05", as_of=at("2026-05-31T23:59:59")))
    np.testing.assert_array_equal(table.values["reported"].previous, may.values["reported"].value)
    assert table.reaches == (True, False)
    assert np.isnan(table.values["reported"].year_before).all()
    first, second = table.total("reported"), may.total("reported")
    assert table.values["reported"].change(year=False)[-1] == pytest.approx(first / second - 1)
    rate = table.values["closing_rate"]
    assert rate.change(year=False)[-1] == pytest.approx(rate.value[-1] - rate.previous[-1])


def test_a_running_month_is_compared_with_as_much_of_the_month_before(events, layers, cases):
    table = make_table(asked(events, layers, "district", "2026-06", as_of=at("2026-06-10T12:00:00")))
    told = cases.report_time
    assert table.total("reported") == ((told >= "2026-06-01") & (told <= "2026-06-10 12:00")).sum()
    assert table.values["reported"].previous[-1] == ((told >= "2026-05-01") & (told <= "2026-05-11 12:00")).sum()


def test_filters_keep_some(events, layers, cases):
    only = {"source": frozenset(["12345热线"]), "category": frozenset(["城市管理", "民生服务"])}
    table = make_table(asked(events, layers, "district", "2026-06", only=only))
    kept = cases.source.eq("12345热线") & cases.category.isin(["城市管理", "民生服务"])
    assert table.total("reported") == (kept & (cases.report_time >= "2026-06-01")).sum()
    assert len(table.rows("reported")["case"]) == table.total("reported")


def test_what_the_data_do_not_hold_is_missing_and_said(events, layers):
    table = make_table(asked(events, layers, "street", "2026-06"))
    assert table.missing["dispatched_right"] == ("returned",)
    assert table.missing["self_handled"] == ("self_handled",)
    assert "self_handled" not in table.frame


def test_work_orders_have_the_indicators_that_their_fields_allow(layers):
    opinions = [one for one in layers if one.role == "opinion"]
    events = make_events(opinions, indicator_rules.bundled(), carding.calendar())
    table = make_table(asked(events, layers, "street", "2026-06"))
    assert table.total("reported") > 50
    assert "closing_rate" in table.missing
    nature = make_table(asked(events, layers, "category", "2026-06")).frame
    assert nature.loc["投诉", "reported"] > 0
    assert nature.loc["城市管理", "reported"] == 0


def test_months_make_a_line(events, layers, cases):
    months = [periods.parse("2025-06"), periods.parse("2025-07"), periods.parse("2026-06")]
    line = by_month(asked(events, layers, "street", "2026-06"), "reported", months)
    assert np.isnan(line[0])
    assert line[1:].tolist() == [
        (cases.report_time.dt.strftime("%Y-%m") == month).sum() for month in ("2025-07", "2026-06")
    ]


def test_a_division_without_a_layer_is_told_from_the_unit_grids(events, layers):
    without = tuple(one for one in layers if one.role != "division")
    whole, told = group(events, layers, "street"), group(events, without, "street")
    assert told.codes == whole.codes
    assert (told.ranks != whole.ranks).mean() < 1e-3
    assert np.array_equal(np.bincount(told.ranks)[-2:], np.bincount(whole.ranks)[-2:])


@pytest.mark.parametrize("by", CELLS)
def test_groupings_that_the_map_lacks_are_told(events, by):
    with pytest.raises(RequestError, match=by):
        group(events, (), by)


def test_words_of_every_indicator():
    for one in INDICATORS:
        assert all(one.title)
        assert all(one.formula)
        assert one.source
    assert title_of("closing_rate") == "结案数 ÷ 应结案数"
    assert title_of("closing_on_time_rate") == "按期结案数 ÷ 应结案数"
    assert [one.key for one in chosen(["结案率", "filed"])] == ["closing_rate", "filed"]
    with pytest.raises(RequestError, match="无此"):
        chosen(["无此"])


def title_of(key):
    return BY_KEY[key].formula[0]


def test_the_title_of_a_map(events, layers):
    table = make_table(asked(events, layers, "street", "2026-06", keys=["closing_rate"]))
    assert title(table, "closing_rate")[0] == "结案率 · 按街道 · 2026 年 6 月"


def test_known_words_may_take_the_place_of_words():
    said = np.array([ph.CLOSED, ph.OTHER], np.int8)
    assert ph.phases_at(ph.CaseTimes(said, {}), np.datetime64("2026-01-01")).tolist() == [ph.CLOSED, ph.OTHER]


# --- things that no time tells of -------------------------------------------------------------------------------------
@pytest.mark.parametrize("by", ["unit_grid", "responsibility_grid", "street"])
@pytest.mark.parametrize("layer", ["component", "road", "building", "tunnel"])
def test_any_layer_is_counted_by_any_cells_as_the_map_counts_it(city, layer, by):
    table = city.indicators(by, what=layer)
    counted = city.count(layer, by=GRIDS[by])
    assert table.frame.things.iloc[: -table.groups.rest].to_dict() == counted.to_dict()
    assert table.total("things") == city.layer(layer).rows
    code = counted.idxmax()
    assert len(table.rows("things", code)[layer]) == counted[code]
    outside = table.rows("things", "outside")[layer]
    inside = np.unique(np.concatenate([table.rows("things", code)[layer] for code in counted.index]))
    assert len(outside) + len(inside) == city.layer(layer).rows
    assert not np.intersect1d(outside, inside).size


def test_things_are_counted_by_their_words_and_filters_hold(city):
    components = city.layer("component").frame
    table = city.indicators("owner", what="component", only={"state": ["破损"]})
    broken = components[components.GLBJZT == "破损"].QSDWMC.value_counts()
    found = table.frame.things[table.frame.things > 0]
    assert found.sort_index().to_dict() == broken.sort_index().to_dict()
    city.session.set_filter("component", "GLBJZT = '破损'")
    try:
        assert city.indicators("owner", what="component").total("things") == broken.sum()
    finally:
        city.undo()
