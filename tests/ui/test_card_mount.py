"""The grid card as a part of the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from onemap.model.extent import Extent
from onemap.ui import theme
from onemap.ui.card_line import CardLine
from onemap.ui.field_mount import FieldMount
from tests.session.cities import X0, Y0
from tests.ui.desk import city
from tests.ui.test_search_box import typed

WEST, EAST = "990101001001002", "990101001001001"


@pytest.fixture
def window(make_window):
    made = make_window(city())
    made.resize(1440, 900)
    return made


def test_the_button_of_an_answer_opens_the_card(window):
    window.asking.identify(X0 + 50, Y0 + 50)
    assert window.identify.card.isVisible()
    window.identify.card.click()
    assert window.side.showing(window.cards.panel)
    assert window.cards.panel.card.code == WEST
    assert window.canvas.overlay.chosen.has_area


def test_the_key_opens_the_card_of_the_place_that_was_asked_about(window):
    window.asking.identify(X0 + 50, Y0 + 50)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_G)
    assert window.side.showing(window.cards.panel)
    assert window.cards.panel.card.place == (X0 + 50, Y0 + 50)


def test_outside_all_cells_it_is_told(window):
    window.asking.identify(X0 - 500, Y0)
    assert not window.identify.card.isVisible()
    window.cards.show_here()
    assert window.message.isVisible()


def test_a_card_is_written_and_told(window, tmp_path):
    window.cards.show_code(WEST)
    window.cards.write(window.cards.panel.card, tmp_path / "card.html")
    assert WEST in (tmp_path / "card.html").read_text(encoding="utf-8")
    assert "card.html" in window.message.text.text()
    window.cards.write(window.cards.panel.card, tmp_path / "card.docx")
    assert ".docx" in window.message.text.text()


def test_a_row_is_outlined_and_looked_at(window):
    window.cards.show_code(WEST)
    panel = window.cards.panel
    panel.light_all()
    before = window.canvas.view
    panel.rows.list.setCurrentRow(2)
    assert not window.canvas.overlay.chosen.has_area
    panel.rows.list.itemActivated.emit(panel.rows.list.item(2))
    assert window.canvas.view != before


def test_a_card_is_looked_at(window):
    window.cards.show_code(WEST)
    window.cards.panel.zoom.click()
    x, y = window.canvas.view.center_x, window.canvas.view.center_y
    assert (x, y) == pytest.approx((X0 + 50, Y0 + 50))


def test_a_card_that_is_asked_for_by_its_code_takes_the_map_there(window):
    canvas = window.canvas
    canvas.look(canvas.view.panned(5000, 3000))
    scale = canvas.view.resolution
    window.cards.show_code(WEST)
    assert canvas.view.resolution == scale
    assert seen(canvas, X0, Y0, X0 + 100, Y0 + 100)
    before = canvas.view
    window.cards.show_code(WEST)
    assert canvas.view == before


def test_a_cell_that_is_a_dot_or_too_large_is_looked_at_anew(window):
    canvas = window.canvas
    canvas.zoom_to(Extent(X0 - 4e6, Y0 - 4e6, X0 + 4e6, Y0 + 4e6))
    window.cards.show_code(WEST)
    assert canvas.view.resolution < 1
    assert seen(canvas, X0, Y0, X0 + 100, Y0 + 100)
    canvas.zoom_to(Extent(X0 + 500, Y0, X0 + 510, Y0 + 10))
    window.cards.show_code(WEST)
    assert seen(canvas, X0, Y0, X0 + 100, Y0 + 100)
    inside = Extent(X0 + 50, Y0 + 50, X0 + 60, Y0 + 60)
    canvas.zoom_to(inside)
    before = canvas.view
    window.cards.show_code(WEST)
    assert canvas.view == before


def test_a_neighbour_on_the_card_is_one_click_away(window):
    window.cards.show_code(WEST)
    (line,) = [one for one in window.cards.panel.findChildren(CardLine) if EAST in one.text()]
    assert f'href="{EAST}"' in line.text()
    line.linkActivated.emit(EAST)
    assert window.cards.panel.card.code == EAST


@pytest.mark.parametrize("in_field", [False, True], ids=["desk", "field"])
def test_the_code_of_a_cell_in_the_box_opens_its_card(window, qtbot, in_field):
    if in_field:
        window.actions_["field"].trigger()
    box = typed(window, WEST)
    qtbot.waitUntil(lambda: any(row.kind == "candidate" for row in box.list.model.rows))
    QTest.keyClick(box, Qt.Key.Key_Return)
    if in_field:
        assert window.mounted(FieldMount).panel.answer.card.code == WEST
        theme.use_field(QApplication.instance(), on=False)
    else:
        assert window.side.showing(window.cards.panel)
        assert window.cards.panel.card.code == WEST
    assert seen(window.canvas, X0, Y0, X0 + 100, Y0 + 100)


def seen(canvas, west, south, east, north):
    left, top = canvas.view.to_pixel(west, north)
    right, bottom = canvas.view.to_pixel(east, south)
    return min(left, top) >= -1e-6 and right <= canvas.width() + 1e-6 and bottom <= canvas.height() + 1e-6
