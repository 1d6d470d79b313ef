"""The field view: one switch there and back, the nearest five, none of these, what is open, from cell to cell."""

import numpy as np
import pyarrow as pa
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from onemap.model.definition import Field, LayerDefinition, Source
from onemap.model.geometry import Geometries, frozen
from onemap.model.layerdata import LayerData
from onemap.ui import language, theme
from onemap.ui.card_line import CardLine
from onemap.ui.field_mount import FieldMount
from onemap.ui.field_near import RADII
from tests.session.cities import CRS, X0, Y0
from tests.ui.desk import Memory, city

WEST, EAST = "990101001001002", "990101001001001"
#: The least side of what a finger shall hit, px.
FINGER = 48


def cases():
    """One case that is late, one that is due, one that is closed; all in the western cell."""
    coords = np.array([(X0 + 10.0, Y0 + 50.0), (X0 + 60.0, Y0 + 50.0), (X0 + 61.0, Y0 + 50.0)])
    when = pa.array(["2026-06-01", "2026-06-29", "2026-06-01"]).cast(pa.timestamp("ms"))
    table = pa.table({
        "code": ["c1", "c2", "c3"], "class": ["占道经营", "井盖破损", "噪声"], "phase": ["处置中", "处置中", "已结案"],
        "reported": when, "deadline": pa.array(["2026-06-10", "2026-07-10", "2026-06-10"]).cast(pa.timestamp("ms")),
        "closed": pa.array([None, None, "2026-06-05"]).cast(pa.timestamp("ms")),
    })  # fmt: skip
    roles = ("code", "class", "phase", "reported", "deadline", "closed")
    definition = LayerDefinition(
        Source("case.gpkg"), id="case", role="case", title="案件", title_en="Cases",
        fields={name: Field(role=name) for name in roles},
    )  # fmt: skip
    return definition, LayerData("cases", table, Geometries(frozen(coords)), CRS, "cases.gpkg")


@pytest.fixture
def window(make_window):
    session = city()
    session.add(*cases())
    session.set_as_of("2026-06-30")
    made = make_window(session)
    made.resize(1280, 800)
    yield made
    theme.use_field(QApplication.instance(), on=False)


@pytest.fixture
def field(window):
    window.actions_["field"].trigger()
    return window.mounted(FieldMount)


def tap(window, x, y):
    window.asking.identify(x, y)


# --- the switch -------------------------------------------------------------------------------------------------------
def test_the_field_shows_map_and_card_alone(window, field):
    assert field.panel.isVisible()
    assert field.panel.near.isVisible()
    assert not any(part.isVisible() for part in (window.layers_dock, window.side, window.desk, window.statusBar()))
    assert not window.bar.menus.isVisible()
    assert not window.overview.isVisible()
    assert window.bar.switch.field.isChecked()
    assert theme.in_field()


def test_the_desk_comes_back_exactly(qtbot, window):
    window.side.show_panel(window.style_panel)
    window.resizeDocks([window.layers_dock, window.side], [333, 404], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: window.layers_dock.width() == 333)
    before = [(part.isVisible(), part.geometry()) for part in (window.layers_dock, window.side, window.canvas)]
    window.actions_["field"].trigger()
    tap(window, X0 + 50, Y0 + 5)
    window.show_style("lamp")
    window.actions_["field"].trigger()
    qtbot.waitUntil(lambda: window.side.width() == before[1][1].width())
    assert [(p.isVisible(), p.geometry()) for p in (window.layers_dock, window.side, window.canvas)] == before
    assert window.side.showing(window.style_panel)
    assert window.statusBar().isVisible()
    assert window.bar.menus.isVisible()
    assert window.actions_["panel_style"].isEnabled()
    assert not theme.in_field()


def test_the_switch_is_remembered(make_window):
    memory = Memory()
    first = make_window(city(), memory)
    first.bar.switch.field.click()
    assert memory.in_field
    first.session.dirty = False
    first.close()
    second = make_window(city(), memory)
    try:
        assert second.mounted(FieldMount).on
        second.bar.switch.desk.click()
        assert not memory.in_field
        assert second.layers_dock.isVisible()
    finally:
        theme.use_field(QApplication.instance(), on=False)


def test_the_key_switches(window):
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.mounted(FieldMount).on
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.mounted(FieldMount).on


@pytest.mark.parametrize(("size", "upright"), [(QSize(1280, 800), False), (QSize(800, 1280), True)])
def test_the_answer_stands_beside_the_map_or_below_it(qtbot, window, field, size, upright):
    window.resize(size)
    below = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
    qtbot.waitUntil(lambda: field.place.orientation() == below)
    canvas, panel = window.canvas.geometry(), field.panel.geometry()
    assert (panel.top() > canvas.bottom()) if upright else (panel.left() > canvas.right())
    assert min(canvas.width(), canvas.height(), panel.height()) > 300


@pytest.mark.parametrize("page", ["near", "open", "here", "card", "thing"])
def test_whatever_can_be_hit_is_large(qtbot, window, field, page):
    tap(window, X0 + 50, Y0 + 5)
    if page == "thing":
        field.panel.near.list.rows[0].click()
    else:
        field.panel.buttons[page].click()
    QApplication.processEvents()
    shown = [w for w in window.findChildren(QAbstractButton) if w.isVisible()]
    # the clear button of the find box belongs to the box, which is large itself
    shown = [w for w in shown if w.parent() is not window.bar.search]
    small = [(w.accessibleName() or w.text(), w.size()) for w in shown if min(w.width(), w.height()) < FINGER]
    assert small == []
    assert window.bar.search.height() >= FINGER


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("text", ["text", "muted", "accent", "bad", "attention", "good", "unit_grid"])
def test_the_field_has_strong_contrasts(window, field, name, text):
    from tests.ui.test_theme import contrast

    tokens = theme.tokens(name)
    assert contrast(tokens[text], tokens["panel"]) >= 7
    assert contrast(tokens["accent_text"], tokens["accent"]) >= 7
    assert contrast(tokens["hairline"], tokens["panel"]) >= 3


# --- what stands here -------------------------------------------------------------------------------------------------
def test_a_tap_shows_the_nearest_five_and_the_cell(window, field):
    tap(window, X0 + 51, Y0 + 5)
    panel = field.panel
    assert panel.code.text() == "990101 001 001 002"
    assert panel.near.radius.text() == "Within 12 m"
    assert [row.said.right for row in panel.near.list.rows] == ["1.0 m", "9.0 m", "11.0 m"]
    assert panel.near.none.text() == "None of these"
    assert panel.buttons["near"].text() == "Near 3"
    assert panel.card.card.code == WEST


def test_the_radius_is_stepped_and_remembered(window, field):
    tap(window, X0 + 51, Y0 + 5)
    near = field.panel.near
    near.more.click()
    assert (near.radius_m, window.memory.radius_m) == (20.0, 20.0)
    assert field.panel.buttons["near"].text() == "Near 4"
    for _ in RADII:
        near.more.click()
    assert near.radius_m == RADII[-1]
    assert not near.more.isEnabled()
    assert len(near.list.rows) == 5
    assert "5 of 50" in near.list.said.text()


def test_one_thing_shows_whose_it_is_and_where(window, field):
    tap(window, X0 + 51, Y0 + 5)
    field.panel.near.list.rows[1].click()
    assert field.panel.page == "thing"
    assert "99010101037000006" in field.panel.thing.texts()
    assert window.canvas.overlay.chosen is not None
    before = window.canvas.view
    field.panel.thing.act.click()
    assert window.canvas.view != before
    field.panel.thing.back.click()
    assert field.panel.page == "near"
    assert window.canvas.overlay.chosen is None


def test_none_of_these_tells_the_place_and_marks_it(window, field):
    tap(window, X0 + 51, Y0 + 5)
    field.panel.near.none.click()
    field.panel.thing.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert "None of these" in copied
    assert "Code\t0" in copied
    assert "990101 001 001 002" in copied
    assert "N48" in copied
    field.panel.thing.act.click()
    assert [(note.kind, note.places) for note in window.session.notes] == [("place", ((X0 + 51, Y0 + 5),))]
    window.message.button.click()
    assert window.session.notes == ()


def test_what_is_open_is_told_with_its_moment(window, field):
    tap(window, X0 + 51, Y0 + 50)
    panel = field.panel
    panel.buttons["open"].click()
    assert panel.open.said.text() == "As of 2026-06-30 23:59\n2 open, 1 overdue, in this cell"
    assert [(row.said.title, row.said.right) for row in panel.open.rows] == [
        ("井盖破损", "处置中"),
        ("占道经营", "Overdue"),
    ]
    panel.open.rows[1].click()
    assert "c1" in panel.thing.texts()
    panel.thing.back.click()
    assert panel.page == "open"


def test_another_moment_is_another_answer(window, field):
    tap(window, X0 + 51, Y0 + 50)
    window.session.set_as_of("2026-06-02")
    assert field.panel.buttons["open"].text() == "Open 2"
    assert field.panel.answer.near.overdue == 0


def test_what_lies_under_the_finger_is_listed(window, field):
    tap(window, X0 + 50, Y0 + 5)
    field.panel.buttons["here"].click()
    assert field.panel.here.count == len(field.panel.here.list.rows) > 1
    field.panel.here.list.rows[0].click()
    assert field.panel.page == "thing"


def test_outside_of_all_cells_the_nearest_are_still_told(window, field):
    tap(window, X0 + 300, Y0 + 5)
    assert len(field.panel.near.list.rows) == 3
    assert field.panel.level.text() == "No cell"
    assert not field.panel.hand_out.isEnabled()
    field.panel.buttons["card"].click()
    assert "No grid" in field.panel.card.empty.text()


def test_filters_rule_here_too(window, field):
    tap(window, X0 + 51, Y0 + 5)
    window.session.set_filter("lamp", "state = '完好'")
    assert [row.said.right for row in field.panel.near.list.rows] == ["9.0 m", "11.0 m"]


# --- from cell to cell ------------------------------------------------------------------------------------------------
def test_next_and_previous_follow_the_codes(window, field):
    tap(window, X0 + 150, Y0 + 50)
    panel = field.panel
    assert not panel.before.isEnabled()
    panel.after.click()
    assert panel.code.text() == "990101 001 001 002"
    assert (window.canvas.view.center_x, window.canvas.view.center_y) == pytest.approx((X0 + 50, Y0 + 50))
    assert not panel.after.isEnabled()
    window.actions_["cell_before"].trigger()
    assert panel.code.text() == "990101 001 001 001"
    assert window.cards.panel.card is None


def test_a_neighbour_that_the_card_names_is_one_tap_away(window, field):
    field.show_code(WEST)
    (line,) = [one for one in field.panel.card.findChildren(CardLine) if EAST in one.text()]
    assert line.minimumHeight() >= FINGER
    line.linkActivated.emit(EAST)
    assert field.panel.answer.card.code == EAST


def test_a_code_that_is_found_is_shown(window, field):
    tap(window, X0 + 50, Y0 + 50)
    window.finding.placed.emit(X0 + 150, Y0 + 50)
    assert field.panel.code.text() == "990101 001 001 001"


def test_the_card_is_handed_out_and_packed(window, field, monkeypatch):
    tap(window, X0 + 50, Y0 + 50)
    asked = []
    monkeypatch.setattr(window.cards, "ask_file", lambda card: asked.append(card.code))
    field.panel.hand_out.click()
    assert asked == [WEST]
    field.panel.pack.click()
    (dialog,) = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "PackDialog" and w.isVisible()]
    assert dialog.code == WEST
    dialog.reject()


def test_numbers_of_the_card_open_their_rows(window, field):
    tap(window, X0 + 50, Y0 + 50)
    field.panel.buttons["card"].click()
    number = next(n for n in field.panel.card.card.numbers() if n.key == "things")
    field.panel.card.open_number(number)
    assert field.panel.card.rows.list.count() == number.value


def test_both_languages(window, field):
    tap(window, X0 + 51, Y0 + 5)
    try:
        language.use("zh")
        assert field.panel.near.none.text() == "以上都不是"
        assert field.panel.buttons["near"].text() == "身边 3"
        assert field.panel.near.radius.text() == "12 米内"
        assert not field.panel.grab().isNull()
    finally:
        language.use("en")


def test_another_project_empties_the_answer(window, field):
    tap(window, X0 + 51, Y0 + 5)
    window.session.dirty = False
    window.files.new()
    assert field.panel.answer is None
    assert field.panel.near.list.rows == []
    assert field.panel.near.list.said.text() == "Open a map or a pack first."


def test_without_a_choice_the_answer_keeps_its_share(qtbot, make_window):
    made = make_window(city(), Memory(in_field=True))
    made.resize(1400, 800)
    panel = made.mounted(FieldMount).panel
    qtbot.waitUntil(lambda: abs(panel.width() - 0.42 * 1400) < 12)
    made.resize(1000, 700)
    qtbot.waitUntil(lambda: abs(panel.width() - 0.42 * 1000) < 12)
