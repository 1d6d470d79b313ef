"""`m.locate` and `onemap locate` on the sample city: the same list, in both languages."""

import json

import pytest

import onemap
from onemap import messages
from onemap.app.cli import main
from onemap.errors import RequestError
from onemap.io import files

CITY = files.sample_dir() / "sample_city.onemap"


@pytest.fixture(scope="module")
def city():
    return onemap.open(CITY)


@pytest.mark.parametrize(
    ("text", "group", "layer", "key"),
    [
        ("文昌社区", "feature", "community", "文昌社区"),
        ("滨江南路68号", "place", "building", "滨江南路68号"),
        ("示范市示范区江南街道滨江南路68号", "place", "address", "示范市示范区江南街道滨江南路68号"),
        ("990101004003003", "code", "unit_grid", "990101004003003"),
        ("990101004003", "code", "community", "990101004003"),
        ("9901", "code", "", "9901"),
        ("99010101001000001", "code", "component", "99010101001000001"),
        ("11990101MA00100022", "code", "organisation", "11990101MA00100022"),
        ("单元网格", "layer", "", "unit_grid"),
        ("路灯", "feature", "component", "路灯"),
    ],
)
def test_the_first_candidate(city, text, group, layer, key):
    first = city.locate(text)[0]
    assert (first.group, first.layer, first.key) == (group, layer, key)
    assert first.inside


def test_a_code_is_where_its_row_is(city):
    first = city.locate("99010101001000001")[0]
    row = city.layer("component").take([first.row])
    assert row.GLBJBSM.iloc[0] == "99010101001000001"
    point = row.to_crs(city.crs).geometry.iloc[0]
    assert first.extent.center == pytest.approx((point.x, point.y))


def test_a_prefix_holds_all_its_cells(city):
    found = next(one for one in city.locate("990101004003") if one.layer == "unit_grid" and one.count > 1)
    grids = city.layer("unit_grid").frame.to_crs(city.crs)
    inside = grids[grids.code.str.startswith("990101004003")]
    assert found.count == len(inside)
    assert found.extent.as_tuple() == pytest.approx(tuple(inside.total_bounds))


def test_persons_are_not_found(city):
    city.session.ensure_open("person")
    persons = city.session.entry("person").data.table
    code = next(str(v) for v in persons.column(0).to_pylist() if v)
    assert all(one.layer != "person" for one in city.locate(code, 100))


@pytest.mark.parametrize("limit", [0, -3, 20_000])
def test_a_limit_out_of_range_is_told(city, limit):
    with pytest.raises(RequestError, match="limit"):
        city.locate("路", limit)


def test_the_command_line_gives_the_same_list(city, capsys):
    assert main(["locate", str(CITY), "文昌", "--json", "--limit", "5"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["results"] == json.loads(json.dumps([one.as_dict() for one in city.locate("文昌", 5)]))
    assert told["crs"] == city.crs
    assert told["notes"] == []


@pytest.mark.parametrize(("language", "word"), [("zh", "没有找到"), ("en", "nothing found")])
def test_nothing_found_is_no_error(language, word, capsys, monkeypatch):
    monkeypatch.setattr(messages, "_language", language)
    assert main(["locate", str(CITY), "这里没有的地方"]) == 0
    assert word in capsys.readouterr().out
