"""The grid card as a part of the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.session.cities import X0, Y0
from tests.ui.desk import city

WEST = "990101001001002"


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
