"""The nearest things round a place in the sample city, against distances to every row."""

import json

import numpy as np
import pytest
import shapely

import onemap
from onemap.app.cli import main
from onemap.city import beidou
from onemap.city.nearby import NONE_OF_THESE, as_dict
from onemap.errors import RequestError
from onemap.io import crs as crs_room
from onemap.io.files import sample_dir

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
THINGS = ("component", "terminal", "parking", "tunnel")


@pytest.fixture(scope="module")
def city():
    return onemap.open(CITY)


@pytest.fixture(scope="module")
def frames(city):
    return {name: city.layer(name).frame.to_crs(city.crs) for name in (*THINGS, "place", "case")}


def brute(frames, x, y, radius):
    """(distance, layer, row) of all things within the radius."""
    point = shapely.Point(x, y)
    found = []
    for name in THINGS:
        there = frames[name].geometry.notna()
        distances = shapely.distance(frames[name].geometry[there].to_numpy(), point)
        rows = np.flatnonzero(there)
        found += [(d, name, int(r)) for d, r in zip(distances, rows, strict=True) if d <= radius]
    return sorted(found)


def places():
    rng = np.random.default_rng(11)
    return [tuple(pair) for pair in rng.uniform((467_600, 3_482_300), (469_600, 3_483_700), (6, 2)).round(2).tolist()]


@pytest.mark.parametrize(("x", "y"), places())
@pytest.mark.parametrize("radius", [12.0, 60.0])
def test_things_are_those_of_brute_force(city, frames, x, y, radius):
    found = city.nearby(x, y, radius)
    wanted = brute(frames, x, y, radius)
    assert found.within == len(wanted)
    assert [one.distance_m for one in found.things] == pytest.approx([d for d, _, _ in wanted[:5]], rel=2e-3, abs=0.02)
    assert {(one.layer, one.row) for one in found.things} <= {(name, row) for _, name, row in wanted}


@pytest.mark.parametrize(("x", "y"), places())
def test_the_spoken_code_leads_back_to_the_cell(city, frames, x, y):
    found = city.nearby(x, y)
    name, _, step = found.spoken.rpartition("-")
    at = frames["place"][frames["place"].name == name].geometry.iloc[0]
    base = beidou.encode(*crs_room.lonlat(city.crs, at.x, at.y), 5)
    assert beidou.dereference(f"{base}-{step}") == beidou.encode(*crs_room.lonlat(city.crs, x, y), 5)
    assert found.beidou[:11] == beidou.dereference(f"{base}-{step}")


def test_cases_are_the_open_ones_of_the_grid(city):
    found = city.nearby(468_650, 3_482_940)
    card = city.card(grid=found.grid)
    there = {row for number in card.numbers() if number.key in {"case.filed", "case.handling", "case.checking"}
             for row in number.rows["case"].tolist()}  # fmt: skip
    assert {one.row for one in found.cases} == there
    assert [one.distance_m for one in found.cases] == sorted(one.distance_m for one in found.cases)
    assert found.open_cases == len(there)
    assert found.overdue == sum(one.overdue for one in found.cases)
    assert f"{found.as_of:%Y-%m-%d}" == "2026-06-30"
    deadlines = city.layer("case").frame.deadline
    assert all(one.due == f"{deadlines[one.row]:%Y-%m-%d %H:%M}" for one in found.cases)


@pytest.mark.parametrize(("x", "y"), places())
def test_the_nearest_point_of_a_thing_is_told(city, frames, x, y):
    for one in city.nearby(x, y, 60).things:
        shape = frames[one.layer].geometry[one.row]
        assert shape.distance(shapely.Point(one.at)) < 1e-6
        assert shapely.Point(one.at).distance(shapely.Point(x, y)) == pytest.approx(one.distance_m, rel=2e-3, abs=0.02)


def test_nothing_there_still_offers_none_of_these(city):
    found = city.nearby(0.0, 0.0)
    assert (found.grid, found.things, found.cases) == ("", (), ())
    assert [one["code"] for one in as_dict(found)["things"]] == [NONE_OF_THESE]


@pytest.mark.parametrize("radius", [-1, float("nan"), float("inf")])
def test_a_radius_that_is_none_is_told(city, radius):
    with pytest.raises(RequestError):
        city.nearby(468_650, 3_482_940, radius)


def test_the_command_says_the_same(city, capsys):
    assert main(["nearby", str(CITY), "--at", "468650,3482940", "--radius", "30", "-n", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told["things"][:3]] == [
        one.code for one in city.nearby(468_650, 3_482_940, 30, 3).things
    ]
    assert main(["nearby", str(CITY), "--at", "468650,3482940"]) == 0
    assert f"  {NONE_OF_THESE}  " in capsys.readouterr().out
