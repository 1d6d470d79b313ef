"""Grid cards of the sample city, against counts made one by one with geopandas and pandas."""

import datetime as dt
import json
import time

import numpy as np
import pandas as pd
import pytest
import shapely

import onemap
from onemap.city.card import card_json
from onemap.city.card_lines import groups
from onemap.errors import RequestError
from onemap.io.files import sample_dir

pytestmark = pytest.mark.skipif(not (sample_dir() / "cases.parquet").exists(), reason="needs the sample city")
GRIDS = ("unit_grid", "responsibility_grid", "community", "subdistrict", "district")
ROWS = ("opinion", "terminal", "component", "parking", "person", "organisation", "place", "building", "tunnel", "lane")


@pytest.fixture(scope="module")
def city():
    return onemap.open(sample_dir() / "sample_city.onemap")


@pytest.fixture(scope="module")
def frames(city):
    return {name: whole(city, name).to_crs(city.crs) for name in (*GRIDS, *ROWS, "case")}


def whole(city, name):
    """All rows of a layer as they are: homes where they stand, names in full."""
    layer = city.layer(name)
    return layer.take(range(layer.rows), unmasked=True)


def cells():
    rng = np.random.default_rng(9)
    return [(GRIDS[i % 5], int(rng.integers(0, 1000)), int(rng.integers(0, 360))) for i in range(10)]


def brute(frames, grid, code, layer):
    """The rows of a layer that belong to a cell, by the rule, one relation after the other."""
    grids, rows = frames[grid], frames[layer]
    cell = grids.geometry[grids.code == code].iloc[0]
    meets = rows.index[shapely.intersects(cell, rows.geometry.to_numpy())]
    point = rows.geometry[meets].geom_type == "Point"
    smaller = grids[(grids.code < code) & shapely.intersects(grids.geometry.to_numpy(), cell)].geometry
    if smaller.empty:
        return meets
    taken = [is_point and smaller.covers(rows.geometry[i]).any() for i, is_point in zip(meets, point, strict=True)]
    return meets[~np.array(taken, bool)]


def numbers(card):
    return {number.key: number for number in card.numbers()}


@pytest.mark.parametrize(("grid", "pick", "days"), cells())
def test_every_count_equals_brute_force(city, frames, grid, pick, days):
    code = sorted(frames[grid].code)[pick % len(frames[grid])]
    as_of = dt.datetime.fromisoformat("2026-06-30T18:00") - dt.timedelta(days=days)
    card = city.card(grid=code, as_of=as_of)
    for layer in (*ROWS, "case"):
        assert card.layers[layer] == len(brute(frames, grid, code, layer)), layer
    found = numbers(card)
    check_terminals(frames, found, brute(frames, grid, code, "terminal"), as_of)
    check_components(frames, found, brute(frames, grid, code, "component"), as_of)
    check_cases(frames, found, brute(frames, grid, code, "case"), as_of)
    lots = frames["parking"].loc[brute(frames, grid, code, "parking")]
    assert found["parking.free"].value == lots["剩余泊位"].sum()
    assert found["parking.total"].value == lots["总泊位"].sum()


def alive_of(terminals, as_of):
    said = terminals.status.fillna("")
    return (
        (terminals.last_report >= as_of - pd.Timedelta(hours=24))
        & ~said.isin(["故障", "损坏"])
        & ~said.isin(["停用", "报废", "拆除"])
    )


def check_terminals(frames, found, rows, as_of):
    here = frames["terminal"].loc[rows]
    assert found["terminal.alive"].value == alive_of(here, as_of).sum()
    assert found["terminal.broken"].value == (here.status == "故障").sum()
    assert sum(found[f"terminal.{key}"].value for key in ("alive", "silent", "broken", "retired")) == len(here)


def check_components(frames, found, rows, as_of):
    here, terminals = frames["component"].loc[rows], frames["terminal"]
    live = set(terminals.carrier[alive_of(terminals, as_of)].dropna())
    assert found["component.sensed"].value == here.GLBJBSM.isin(live).sum()
    for state, count in here.GLBJZT.value_counts().items():
        assert found[f"component.state.{state}"].value == count


def check_cases(frames, found, rows, as_of):
    here = frames["case"].loc[rows]
    here = here[here.report_time <= as_of]
    still = here[~(here.close_time <= as_of)]
    assert sum(found[f"case.{key}"].value for key in ("filed", "handling", "checking")) == len(still)
    done = still.finish_time.where(still.finish_time <= as_of, pd.Timestamp(as_of))
    assert found["case.overdue"].value == (still.deadline < done).sum()
    assert set(found["case.overdue"].rows["case"].tolist()) == set(still.index[still.deadline < done])
    month = here[here.report_time.dt.strftime("%Y-%m") == f"{as_of:%Y-%m}"]
    assert found[f"case.{as_of:%Y-%m}"].value == len(month)


def test_the_last_day_agrees_with_the_states_that_the_sample_stores(city):
    found, cases = numbers(city.card(grid="990101")), city.layer("case").frame
    cases = cases[~cases.geometry.isna() & ~cases.geometry.is_empty]
    assert found["case.overdue"].value == (cases.status == "超期").sum()
    assert found["case.checking"].value == (cases.phase == "待核查").sum()


def test_every_number_has_its_rows_and_says_how(city):
    for number in city.card(grid="990101001002005").numbers():
        assert number.how.sentence("zh").startswith("图层：")
        assert number.how.sentence("en").startswith("layer: ")
        if number.key.startswith("nearest.") or number.key in ("parking.free", "parking.total"):
            continue
        assert number.value == sum(map(len, number.rows.values())), number.key


def test_up_and_down_lead_through_all_levels(city):
    seen, code = [], "990101001002005"
    while code:
        card = city.card(grid=code)
        seen.append((card.level, code))
        assert not seen[1:] or seen[-2][1] in card.down
        code = card.up
    assert [level for level, _ in seen] == ["unit_grid", "community", "street", "district", "city"]


def test_a_place_and_its_code_give_the_same_card(city):
    by_code = city.card(grid="990101001002005")
    by_place = city.card(at=by_code.place)
    assert by_place.code == by_code.code
    assert by_place.layers == by_code.layers
    assert by_place.as_of == dt.datetime.fromisoformat("2026-06-30T23:59:59")
    assert city.card(at=by_code.place, level="street").code == "990101001"


def test_json_holds_what_is_promised(city):
    told = json.loads(json.dumps(card_json(city.card(grid="990101001Z05"))))
    assert {"code", "level", "area_m2", "as_of", "layers"} <= told.keys()
    assert told["level"] == "responsibility_grid"
    assert told["area_m2"] == pytest.approx(
        city.layer("responsibility_grid").frame.set_index("code").area_m2["990101001Z05"], abs=1
    )


def test_json_lists_the_first_rows_of_every_tab_masked(city, frames):
    card = city.card(grid="990101001003004")
    told = card_json(card)
    for tab, said in zip(card.tabs, told["tabs"], strict=True):
        assert said["list"] or not tab.count.value or tab.key == "matters"
        for one in said["list"]:
            assert one["row"] in tab.count.rows[one["layer"]]
    first = told["tabs"][0]["list"][0]
    assert first["layer"] == "person"
    assert first["title"].endswith("**")
    papers = [section for _, _, sections in groups(card, en=False) for section in sections]
    assert {one.key for one in papers} >= {"places.list", "things.list", "moods.list", "organisations.list"}
    assert "people.list" not in {one.key for one in papers}


def test_neighbours_touch(city, frames):
    grids = frames["unit_grid"].set_index("code").geometry
    touching = grids[grids.intersects(grids["990101001002005"])].index.drop("990101001002005")
    card = city.card(grid="990101001002005")
    assert card.neighbours == tuple(sorted(touching))
    (line,) = [one for one in card.head if one.key == "neighbours"]
    names = frames["unit_grid"].set_index("code").name
    shown = [names[code] for code in card.neighbours[:8]]
    more = len(card.neighbours) - len(shown)
    assert line.text[0] == "、".join(shown) + (f" 等 {len(card.neighbours)} 个" if more else "")


def test_no_name_or_number_of_a_person_is_on_a_card(city):
    card = city.card(grid="990101001Z05")
    said = json.dumps(card_json(card), ensure_ascii=False) + str([item for tab in card.tabs for item in tab.items])
    persons = (
        set(whole(city, "member")["姓名"])
        | set(whole(city, "person").name)
        | set(whole(city, "organisation")["负责人"])
    )
    assert not [name for name in persons if isinstance(name, str) and name in said]


@pytest.mark.parametrize(
    ("asked", "key"),
    [({"grid": "12"}, "card_no_cell"), ({"at": (0.0, 0.0)}, "card_no_cell"),
     ({"grid": "990101001002005", "as_of": "June"}, "card_time_bad")],
    ids=["no such code", "outside", "no time"],
)  # fmt: skip
def test_what_cannot_be_is_told(city, asked, key):
    with pytest.raises(RequestError) as told:
        city.card(**asked)
    assert told.value.key == key


def test_missing_roles_are_told_and_left_out(city):
    small = onemap.Map(crs=city.crs)
    for name in ("unit_grid", "component"):
        entry = city.session.entry(name)
        small.session.add(entry.definition, entry.data)
    card = small.card(grid="990101001002005", as_of="2026-06-30")
    assert [tab.key for tab in card.tabs] == ["things"]
    assert {"person", "case", "terminal", "division"} <= {one.role for one in card.missing}


def test_a_map_without_grids_is_told():
    with pytest.raises(RequestError) as told:
        onemap.Map(crs="EPSG:4544").card(at=(0.0, 0.0))
    assert told.value.key == "card_no_grids"


def test_a_full_cell_takes_little_time(city):
    city.card(grid="990101001")
    start = time.process_time()
    card = city.card(grid="990101001001")
    assert time.process_time() - start < 0.5
    assert sum(card.layers.values()) > 5000


def test_what_reaches_over_the_border_tells_its_share(city, frames):
    card = city.card(grid="990101001002005")
    cell = frames["unit_grid"].set_index("code").geometry["990101001002005"]
    number = numbers(card)["border.lane"]
    lanes = frames["lane"].geometry[number.rows["lane"]]
    assert not lanes.within(cell).any()
    inside = (lanes.intersection(cell).length / lanes.length).sum()
    assert number.text[1] == f"{len(lanes):,} · {inside:,.1f} inside"
