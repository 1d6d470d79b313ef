"""Events without a cell: all of them are told, and the places found for them lie where the address says."""

import json
import sqlite3

import numpy as np
import pytest
import shapely

import onemap
from onemap.app.cli import main
from onemap.errors import RequestError
from onemap.io import exports
from onemap.io.files import sample_dir
from onemap.session import addressing

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")


@pytest.fixture(scope="module")
def city():
    return onemap.open(CITY)


@pytest.fixture(scope="module")
def found(city):
    return city.unlocated("case")


def test_none_is_left_out(city, found):
    layer = city.layer("case")
    rows = layer.take(range(layer.rows)).to_crs(city.crs)
    cells = city.layer("unit_grid").frame.to_crs(city.crs)
    held = rows.geometry.notna() & ~rows.geometry.is_empty
    covered = shapely.intersects(shapely.union_all(cells.geometry.to_numpy()), rows.geometry.to_numpy()) & held
    assert found.row.tolist() == np.flatnonzero(~covered).tolist()
    assert (found.why == "none").tolist() == (~held[~covered]).tolist()
    counts = city.indicators("unit_grid", "2025-01-01..2026-12-31", ["reported"]).frame.reported
    assert counts["unlocated"] + counts["outside"] == len(found)


def test_a_place_lies_on_its_street_in_the_grid_it_claims(city, found):
    cells = city.layer("unit_grid").frame.to_crs(city.crs).set_index("code").geometry
    assert found.x.notna().all()
    inside = [bool(cells[row.grid].buffer(0.01).contains(shapely.Point(row.x, row.y))) for row in found.itertuples()]
    told = found.how.str.contains("，在所填网格内|所填网格的中部")
    assert told.sum() > 20
    assert np.array(inside)[told.to_numpy()].all()
    lanes = city.layer("lane").frame.to_crs(city.crs)
    first = found.iloc[0]
    (lane,) = lanes[lanes.name == first.how.partition("（")[0]].geometry
    assert lane.distance(shapely.Point(first.x, first.y)) < 0.01
    assert 0 < first.within_m <= lane.length


def test_without_an_address_the_claimed_grid_tells_and_without_both_nothing(city):
    asked = addressing.question(city.session, "case")
    (first, *_) = addressing.lost(asked, find=False)
    cells = addressing._cells(asked.layers)
    place = addressing._by_grid(asked, cells[first.event.grid])
    assert cells[first.event.grid].contains(shapely.Point(place.x, place.y))
    assert addressing._by_grid(asked, None) is None
    assert addressing._by_address(asked, addressing.finding.Finder(), "世界尽头九十九号", None) is None


def test_placed_cases_are_found_no_more(city, found):
    chosen = found.head(3)
    city.place("case", {row.code: (row.x, row.y) for row in chosen.itertuples()})
    try:
        assert not set(chosen.code) & set(city.unlocated("case", find=False).code)
        there = city.layer("case").frame.set_index("case_no").geometry[chosen.code].to_crs(city.crs)
        np.testing.assert_allclose(there.x, chosen.x, atol=1e-3)
    finally:
        city.undo()
    assert len(city.unlocated("case", find=False)) == len(found)


def test_a_file_holds_all_of_them_and_is_noted(city, found, tmp_path):
    path = city.write_unlocated(tmp_path / "lost.gpkg", "case")
    with sqlite3.connect(path) as made:
        assert made.execute("select count(*), count(geom) from unlocated").fetchone() == (len(found), len(found))
    made.close()
    record = exports.read().records[-1]
    assert (record.kind, record.state, record.file) == ("table", "done", str(path))
    with pytest.raises(RequestError, match="docx"):
        city.write_unlocated(tmp_path / "lost.docx")


def test_the_command_line_tells_the_same(capsys, found):
    assert main(["unlocated", str(CITY), "--what", "case", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told] == found.code.tolist()
    assert main(["unlocated", str(CITY), "--what", "case"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(found)


def test_a_map_without_events_says_so():
    with pytest.raises(RequestError, match=r"案件|cases"):
        onemap.Map(crs=4544).unlocated()
