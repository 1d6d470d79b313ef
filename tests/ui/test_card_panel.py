"""The grid card in the window: ways to it, numbers that open their rows, levels, languages."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from onemap.ui import language, theme
from onemap.ui.card_outline import rings_of
from onemap.ui.card_panel import CardPanel
from tests.session.cities import X0, Y0
from tests.ui.desk import city

WEST, EAST = "990101001001002", "990101001001001"


@pytest.fixture
def session():
    return city()


@pytest.fixture
def panel(qtbot, session):
    made = CardPanel(session)
    qtbot.addWidget(made)
    made.resize(304, 700)
    made.show()
    return made


def test_it_says_what_to_do_before_anything_is_asked(panel):
    assert panel.pages.currentIndex() == 0
    assert panel.empty.text()


def test_a_code_and_a_place_show_the_card(panel):
    panel.asking.ask(grid=WEST)
    assert panel.card.code == WEST
    assert panel.code.text() == "990101 001 001 002"
    panel.asking.ask(at=(X0 + 150, Y0 + 50))
    assert panel.card.code == EAST
    assert panel.card.layers["lamp"] == 11


def test_a_number_opens_its_rows_and_lights_them(panel, session):
    panel.asking.ask(grid=WEST)
    with_rows = next(n for n in panel.card.numbers() if n.key == "things")
    panel.open_number(with_rows)
    assert session.entry("lamp").selection.tolist() == with_rows.rows["lamp"].tolist()
    assert panel.body.currentIndex() == 1
    assert panel.rows.list.count() == with_rows.value
    panel.rows.back.click()
    assert panel.body.currentIndex() == 0
    assert panel.rows.how.text().startswith("layer: ")


def test_a_click_on_a_number_chooses_it(panel, qtbot):
    panel.asking.ask(grid=WEST)
    box, number = panel.view._places[0]
    with qtbot.waitSignal(panel.view.chosen) as told:
        QTest.mouseClick(panel.view, Qt.MouseButton.LeftButton, pos=QPointF(box.center()).toPoint())
    assert told.args == [number]


def test_keys_go_from_number_to_number(panel, qtbot):
    panel.asking.ask(grid=WEST)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.view.chosen) as told:
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert told.args == [panel.view.numbers()[0]]


def test_the_cell_beside_is_one_click_away(panel):
    panel.asking.ask(grid=WEST)
    assert not panel.nav["next"].isEnabled()
    panel.nav["previous"].click()
    assert panel.card.code == EAST
    panel.nav["next"].click()
    assert panel.card.code == WEST


def test_what_is_no_cell_is_told(panel, qtbot):
    with qtbot.waitSignal(panel.asking.failed):
        panel.asking.ask(grid="12")
    assert "12" in panel.empty.text()


def test_both_languages_and_themes(panel, qapp):
    panel.asking.ask(grid=WEST)
    try:
        for speech, word in (("zh", "单元网格"), ("en", "Unit grid")):
            language.use(speech)
            assert panel.level.text() == word
        theme.apply(qapp, "dark")
        assert not panel.grab().isNull()
    finally:
        language.use("en")
        theme.apply(qapp, "light")


def test_outlines_have_holes():
    import shapely

    ring = shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 4, 4))
    assert [kind for kind, _ in rings_of(shapely.MultiPolygon([ring, shapely.box(20, 0, 30, 9)]))] == [2, 3, 2]
