"""Rows that are given a place: drawn, asked and counted there, one step of undo, kept by the project."""

import numpy as np
import pytest

import onemap
from onemap.io import crs as crs_room
from onemap.io.files import sample_dir
from onemap.session.session import Session
from tests.session.cities import CRS, X0, Y0, cells, definition, lamps

CITY = sample_dir() / "sample_city.onemap"


def degrees(x, y):
    (place,) = crs_room.transform(np.array([(x, y)]), CRS, "EPSG:4490").coords.tolist()
    return tuple(place)


@pytest.fixture
def session():
    made = Session()
    made.add(definition("grid", "unit_grid"), cells())
    made.add(definition("lamp", "component"), lamps())
    return made


def test_a_row_stands_where_it_was_placed_and_undo_takes_it_back(session):
    code = "99010101037000003"
    before = session.entry("lamp").ready.data.geometries.coords.copy()
    session.place("lamp", {code: degrees(X0 + 55, Y0 + 77)})
    coords = session.entry("lamp").ready.data.geometries.coords
    np.testing.assert_allclose(coords[3], [X0 + 55, Y0 + 77], atol=1e-6)
    np.testing.assert_array_equal(np.delete(coords, 3, 0), np.delete(before, 3, 0))
    assert session.history.done[-1].words[0].startswith("定位")
    session.undo()
    np.testing.assert_array_equal(session.entry("lamp").ready.data.geometries.coords, before)
    session.redo()
    session.place("lamp", {code: None})
    np.testing.assert_array_equal(session.entry("lamp").ready.data.geometries.coords, before)
    assert session.entry("lamp").ready.data.as_read is None


def test_codes_that_no_row_bears_are_passed_over(session):
    before = session.entry("lamp").ready.data.geometries.coords.copy()
    session.place("lamp", {"nobody": degrees(X0, Y0)})
    np.testing.assert_array_equal(session.entry("lamp").ready.data.geometries.coords, before)


@pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
def test_a_case_without_a_place_is_counted_in_its_grid_and_the_project_keeps_it(tmp_path):
    city = onemap.open(CITY)
    month = "2025-07"
    before = city.indicators("unit_grid", month, ["reported"]).frame.reported
    code = city.unlocated(find=False).code.iloc[0]
    city.place("case", {code: city.card("990101001001001").place})
    after = city.indicators("unit_grid", month, ["reported"]).frame.reported
    assert after["unlocated"] == before["unlocated"] - 1
    assert after["990101001001001"] == before["990101001001001"] + 1
    city.save(tmp_path / "placed.onemap")
    again = onemap.open(tmp_path / "placed.onemap")
    assert again.indicators("unit_grid", month, ["reported"]).frame.reported.equals(after)
    assert again.layer("case").definition.fields["case_no"].role == "code"
