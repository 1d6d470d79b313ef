from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPushButton, QSlider

from onemap.errors import CrsError, SourceError
from onemap.model.style import LegendClass, Style, Symbol
from onemap.ui import layer_asks
from onemap.ui.layer_delegate import remedies
from onemap.ui.layer_model import ROW_ROLE
from onemap.ui.layer_panel import LayerPanel
from onemap.ui.layer_zones import zones
from tests.ui.sample_session import CLASSED, session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from onemap.session.session import Session


@pytest.fixture
def city() -> Session:
    return session(("a1", "A"), ("a2", "A"), ("x", ""), style=CLASSED)


@pytest.fixture
def panel(city: Session, qtbot: QtBot) -> Iterator[LayerPanel]:
    made = LayerPanel(city)
    qtbot.addWidget(made)
    made.resize(260, 600)
    made.show()
    yield made
    made.close()


def place_of(panel: LayerPanel, index: QModelIndex, part: str) -> QPoint:
    return zones(panel.tree.visualRect(index), index.data(ROW_ROLE).kind)[part].center()


def press(qtbot: QtBot, panel: LayerPanel, index: QModelIndex, part: str) -> None:
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place_of(panel, index, part))


def test_a_click_on_a_check_box_hides_the_layer_and_selects_nothing(
    panel: LayerPanel, city: Session, qtbot: QtBot
) -> None:
    press(qtbot, panel, panel.model.index_of_layer("a2"), "check")
    assert [e.visible for e in city.entries] == [True, False, True]
    assert panel.selected_ids() == []


def test_a_click_on_a_title_makes_the_layer_current(panel: LayerPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.current_changed) as told:
        press(qtbot, panel, panel.model.index_of_layer("x"), "title")
    assert told.args == ["x"]


def test_a_click_on_the_fold_mark_folds_and_the_fold_is_kept_over_changes(
    panel: LayerPanel, city: Session, qtbot: QtBot
) -> None:
    index = panel.model.index_of_layer("x")
    assert panel.tree.isExpanded(index)
    press(qtbot, panel, index, "fold")
    city.move("x", 0)
    assert not panel.tree.isExpanded(panel.model.index_of_layer("x"))


def test_a_double_click_asks_for_the_style(panel: LayerPanel, qtbot: QtBot) -> None:
    place = place_of(panel, panel.model.index_of_layer("x"), "title")
    with qtbot.waitSignal(panel.style_requested) as told:
        qtbot.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["x"]


@pytest.mark.parametrize(
    ("key", "held", "check"),
    [
        pytest.param(Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier,
                     lambda s: not s.entry("a2").visible, id="space hides"),
        pytest.param(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier,
                     lambda s: [e.id for e in s.entries] == ["a1", "x"], id="ctrl+d removes"),
        pytest.param(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier,
                     lambda s: [e.id for e in s.entries] == ["a2", "a1", "x"], id="ctrl+up moves"),
        pytest.param(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
                     lambda s: not any(e.visible for e in s.entries), id="ctrl+shift+h hides all"),
        pytest.param(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier,
                     lambda s: s.entry("a2").definition.group == "New group", id="ctrl+g groups"),
    ],
)  # fmt: skip
def test_keys_of_the_tree(
    panel: LayerPanel, city: Session, qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, check: object
) -> None:
    panel.select_layer("a2")
    qtbot.keyClick(panel.tree, key, held)
    assert check(city)


def test_f2_writes_a_new_name(panel: LayerPanel, city: Session, qtbot: QtBot) -> None:
    panel.select_layer("x")
    qtbot.keyClick(panel.tree, Qt.Key.Key_F2)
    editor = panel.tree.viewport().findChild(QLineEdit)
    editor.setText("灯杆")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: city.entry("x").definition.title == "灯杆")


def fail(city: Session, error: Exception) -> None:
    entry = city.entry("x")
    entry.status, entry.error = "failed", error
    city.changes.tell("layers", "data", layers=("x",))


def test_a_failed_layer_offers_its_crs(panel: LayerPanel, city: Session, qtbot: QtBot) -> None:
    fail(city, CrsError("crs_missing", path="x.shp", proposals="EPSG:4490"))
    layer = panel.model.index_of_layer("x")
    index = panel.model.index(1, 0, layer)
    assert panel.tree.isExpanded(layer)
    row = index.data(ROW_ROLE)
    links = {name: box for name, _words, box in remedies(zones(panel.tree.visualRect(index), row.kind)["title"], row)}
    with qtbot.waitSignal(panel.crs_requested) as told:
        qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=links["crs"].center())
    assert told.args == ["x"]


def test_a_failed_layer_is_tried_again_by_the_enter_key(panel: LayerPanel, city: Session, qtbot: QtBot) -> None:
    fail(city, SourceError("file_missing", path="x.shp"))
    panel.tree.setCurrentIndex(panel.model.index(1, 0, panel.model.index_of_layer("x")))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert city.entry("x").error.fields["path"].endswith("x.gpkg")


def test_an_empty_map_says_what_to_do(panel: LayerPanel, city: Session, qtbot: QtBot) -> None:
    city.remove([e.id for e in city.entries])
    button = next(b for b in panel.findChildren(QPushButton) if b.isVisible())
    with qtbot.waitSignal(panel.add_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_escape_ends_the_search(panel: LayerPanel, qtbot: QtBot) -> None:
    panel.search()
    qtbot.keyClicks(panel.header.line, "x")
    assert panel.model.rowCount() == 1
    qtbot.keyClick(panel.header.line, Qt.Key.Key_Escape)
    assert panel.model.rowCount() == 2


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_opacity_of_a_row_reaches_the_session(panel: LayerPanel, city: Session, qtbot: QtBot) -> None:
    press(qtbot, panel, panel.model.index_of_layer("x"), "opacity")
    slider = panel.findChild(QSlider)
    slider.setValue(40)
    assert city.entry("x").style.opacity == pytest.approx(0.4)
    slider.window().close()


def test_every_button_has_a_name(panel: LayerPanel) -> None:
    assert all(b.accessibleName() or b.text() for b in panel.findChildren(QAbstractButton) if b.isVisible())


def test_the_look_of_a_layer_is_copied_to_others_in_one_step(panel: LayerPanel, city: Session) -> None:
    layer_asks.set_opacity(city, ["a1"], 0.4)
    panel.select_layer("a1")
    panel.copy_style()
    panel.tree.selectAll()
    panel.paste_style()
    assert [e.style.opacity for e in city.entries] == [0.4, 0.4, 0.4]
    city.undo()
    assert [e.style.opacity for e in city.entries] == [0.4, 1.0, 1.0]


def test_a_look_that_needs_a_column_is_pasted_without_it(panel: LayerPanel, city: Session) -> None:
    wanted = Style("categories", column="nowhere", classes=(LegendClass(Symbol(fill="#112233"), values=("1",)),))
    layer_asks.paste_style(city, wanted, ["x"])
    style = city.entry("x").style
    assert (style.kind, style.symbol, style.classes) == ("single", Symbol(fill="#112233"), ())


def test_a_copy_of_a_layer_lies_below_it(panel: LayerPanel, city: Session) -> None:
    panel.select_layer("a1")
    panel.duplicate_current()
    assert [e.title("en") for e in city.entries][:2] == ["a1", "a1 (copy)"]
    assert city.entries[1].id != "a1"
    assert city.entries[1].style == city.entries[0].style
    assert panel.selected_ids() == [city.entries[1].id]
    city.undo()
    assert [e.id for e in city.entries] == ["a1", "a2", "x"]
