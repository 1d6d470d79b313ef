"""Who clicks a marker means what stands there, wherever in the picture of the marker the click is."""

import pytest

from onemap.model.style import LegendClass, Style, Symbol
from onemap.model.view import View
from onemap.session import asking, snapshot
from onemap.session.session import Session
from tests.session.cities import X0, Y0, definition, lamps

#: One pixel is one metre: a marker of 25.4 mm is 96 m high.
VIEW = View(X0 + 100, Y0, 1.0, 800, 600)
PIN, DOT = Symbol(marker="pin", size_mm=25.4), Symbol(marker="circle", size_mm=25.4)


def found(style, x, y, tolerance=3.0):
    session = Session()
    session.add(definition("lamp", style=style), data=lamps(2))
    return {
        hit.row: round(hit.distance_m)
        for hit in asking.identify(snapshot.question(session, x, y, tolerance, VIEW)).hits
    }


@pytest.mark.parametrize(
    ("symbol", "up", "rows"),
    [
        (PIN, 62, {0: 62, 1: 63}),  # the middle of the head of both
        (PIN, 95, {0: 95, 1: 96}),
        (PIN, 120, {}),
        (PIN, -30, {}),  # a pin stands above its place
        (DOT, 40, {0: 40, 1: 41}),
        (DOT, -40, {0: 40, 1: 41}),
        (DOT, 60, {}),
    ],
)
def test_a_click_on_the_picture_of_a_marker_finds_it(symbol, up, rows):
    assert found(Style(symbol=symbol), X0, Y0 + 5 + up) == rows


def test_each_class_has_the_marker_of_its_own():
    classes = tuple(LegendClass(symbol, values=(v,)) for symbol, v in ((PIN, "完好"), (Symbol(), "破损")))
    style = Style("categories", column="state", classes=classes)
    assert found(style, X0 + 5, Y0 + 5 + 62) == {0: 62}
    assert found(style, X0 + 10, Y0 + 6) == {1: 1}


def test_without_a_view_only_the_places_count():
    session = Session()
    session.add(definition("lamp", style=Style(symbol=PIN)), data=lamps(2))
    assert asking.identify(snapshot.question(session, X0, Y0 + 40, 3.0)).hits == ()
