"""What somebody in the field asks: the cell and what is near as one answer, of a place, a code, or both."""

import datetime as dt

import pytest

from onemap.errors import RequestError
from onemap.session import carding, fielding
from onemap.session.session import Session
from tests.session.cities import X0, Y0, cells, definition, lamps

WEST, EAST = "990101001001002", "990101001001001"


@pytest.fixture
def session():
    made = Session()
    made.add(definition("grid", "unit_grid"), cells())
    made.add(definition("lamp", "component"), lamps())
    carding.open_layers(made)
    return made


def ask(session, **more):
    return fielding.answer(fielding.request(session, radius_m=12.0, **more))


def test_a_place_has_its_cell_and_what_is_near(session):
    found = ask(session, at=(X0 + 51, Y0 + 5))
    assert found.card.code == WEST
    assert found.card.place == (X0 + 51, Y0 + 5)
    assert [round(one.distance_m) for one in found.near.things] == [1, 9, 11]
    assert found.near.things[0].at == (X0 + 50, Y0 + 5)
    assert found.fault is None


def test_a_code_means_the_cells_own_place(session):
    found = ask(session, code=EAST)
    assert (found.near.x, found.near.y) == found.card.place == (X0 + 150, Y0 + 50)
    assert found.near.grid == EAST


def test_a_code_and_a_place_keep_both(session):
    found = ask(session, code=EAST, at=(X0 + 51, Y0 + 5))
    assert found.card.code == EAST
    assert found.near.within == 3


@pytest.mark.parametrize("place", [(X0 + 400, Y0 + 5), (float("nan"), Y0)], ids=["outside", "nowhere"])
def test_outside_of_all_cells_there_is_no_card_but_the_rest(session, place):
    found = ask(session, at=place)
    assert found.card is None
    assert found.fault.key == "card_no_cell"
    assert found.near.grid == ""


def test_without_cells_what_is_near_is_still_told():
    session = Session()
    session.add(definition("lamp", "component"), lamps())
    found = ask(session, at=(X0 + 51, Y0 + 5))
    assert found.fault.key == "card_no_grids"
    assert found.near.within == 3


def test_a_code_that_is_none_leaves_no_place(session):
    with pytest.raises(RequestError, match="123") as told:
        ask(session, code="123")
    assert told.value.key == "card_no_cell"


def test_it_is_told_for_the_maps_moment(session):
    session.set_as_of("2026-06-30")
    found = ask(session, at=(X0 + 51, Y0 + 5))
    assert found.near.as_of == found.card.as_of == dt.datetime(2026, 6, 30, 23, 59, 59)  # noqa: DTZ001 - as cards have it
