"""Selecting in the window: by shape, hand, click, condition and place; among which layers; what is done with it."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from onemap.model.extent import Extent
from onemap.ui.canvas_tools import Pick, ShapeTool
from onemap.ui.select_mount import SelectMount
from onemap.ui.select_panel import BY_PLACE, BY_TEXT
from tests.session.cities import X0, Y0, definition, lamps
from tests.ui.desk import city

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def rows(*numbers):
    return np.array(numbers, np.int64)


@pytest.fixture
def window(make_window, qtbot):
    made = make_window(city())
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    return made


@pytest.fixture
def mount(window):
    made = window.mounted(SelectMount)
    made.show_selected()
    return made


def shape(window, west, east, mode="replace"):
    window.canvas.shape_drawn.emit(Extent(X0 + west, Y0, X0 + east, Y0 + 10), mode)


def chosen(window, layer="lamp"):
    return window.session.selection.of(layer).tolist()


# --- among which layers ------------------------------------------------------------------------------------------
def test_a_shape_takes_things_and_not_the_ground_unless_it_is_meant(window, mount):
    shape(window, -1, 21)
    assert window.session.selection.layers == ("lamp",)
    mount.targets.choose("all")
    shape(window, -1, 21)
    assert set(window.session.selection.layers) == {"lamp", "grid"}
    mount.targets.choose("some", {"grid"})
    shape(window, -1, 21)
    assert window.session.selection.layers == ("grid",)
    window.layers.select_layer("lamp")
    mount.targets.choose("current")
    shape(window, -1, 21)
    assert window.session.selection.layers == ("lamp",)
    assert "Lamps" in mount.targets.box.currentText()


def test_where_only_ground_is_seen_the_ground_is_meant(window):
    window.session.set_visible(["lamp"], visible=False)
    shape(window, -1, 21)
    assert window.session.selection.layers == ("grid",)


def test_layers_are_ticked_in_a_list(window, mount):
    mount.targets.choose("some")
    assert not mount.targets.list.isHidden()
    for at in range(mount.targets.list.count()):
        item = mount.targets.list.item(at)
        grid = item.data(Qt.ItemDataRole.UserRole) == "grid"
        item.setCheckState(Qt.CheckState.Checked if grid else Qt.CheckState.Unchecked)
    assert [entry.id for entry in mount.targets.layers()] == ["grid"]


# --- what becomes of the selection --------------------------------------------------------------------------------
def test_keys_go_before_what_the_panel_says(window, mount):
    shape(window, -1, 41)
    shape(window, 29, 61, "add")
    assert chosen(window) == [0, 1, 2, 3, 4, 5, 6]
    shape(window, -1, 11, "remove")
    assert chosen(window) == [2, 3, 4, 5, 6]
    shape(window, 39, 200, "intersect")
    assert chosen(window) == [4, 5, 6]
    mount.panel.hows["add"].click()
    shape(window, -1, 1)
    assert chosen(window) == [0, 4, 5, 6]


def test_what_a_filter_left_out_is_said(window):
    window.session.set_filter("lamp", "state = '完好'")
    shape(window, -1, 41)
    assert "3 selected" in window.message.text.text()
    assert "left out 2" in window.message.text.text()


# --- tools of the map ---------------------------------------------------------------------------------------------
def test_shift_and_ctrl_intersect(window, qtbot):
    window.session.selection.put({"lamp": rows(*range(50))})
    canvas = window.canvas
    window.actions_["select_rectangle"].trigger()
    places = [canvas.view.to_pixel(X0 + x, Y0 + y) for x, y in ((15, 0), (45, 10))]
    start, end = (QPoint(round(x), round(y)) for x, y in places)
    qtbot.mousePress(canvas, LEFT, SHIFT | CONTROL, start)
    qtbot.mouseMove(canvas, end)
    qtbot.mouseRelease(canvas, LEFT, SHIFT | CONTROL, end)
    assert chosen(window) == [2, 3, 4]


def test_a_shape_is_drawn_by_a_free_hand(window, qtbot):
    canvas = window.canvas
    window.actions_["select_freehand"].trigger()
    corners = [(15, 0), (45, 0), (45, 10), (15, 10)]
    points = [QPoint(*map(round, canvas.view.to_pixel(X0 + x, Y0 + y))) for x, y in corners]
    qtbot.mousePress(canvas, LEFT, NONE, points[0])
    for point in points[1:]:
        qtbot.mouseMove(canvas, point)
    qtbot.mouseRelease(canvas, LEFT, NONE, points[-1])
    assert chosen(window) == [2, 3, 4]


def test_a_free_hand_that_drew_no_area_selects_nothing():
    tool = ShapeTool("freehand")
    tool.add((0, 0))
    assert tool.shape() is None
    tool.drag_to((1, 0))
    tool.drag_to((2, 0))
    assert tool.shape() is None
    tool.drag_to((2, 2))
    assert tool.shape().area == 2


def test_a_click_with_the_rectangle_takes_what_stands_there(window, qtbot):
    canvas = window.canvas
    window.actions_["select_rectangle"].trigger()
    at = QPoint(*map(round, canvas.view.to_pixel(X0 + 30, Y0 + 5)))
    canvas.zoom(1.0)
    qtbot.mouseClick(canvas, LEFT, NONE, at)
    assert chosen(window) == [3]
    assert canvas.tool is not None
    canvas.shape_drawn.emit(Pick(X0 + 50, Y0 + 5), "add")
    assert chosen(window) == [3, 5]
    canvas.shape_drawn.emit(Pick(X0 + 5000, Y0 + 5000), "replace")
    assert not window.session.selection


def test_what_lies_below_is_reached_by_more_clicks_and_listed(make_window):
    session = city()
    for n in range(2):
        session.add(definition(f"more{n}", "component", title=f"more{n}"), lamps())
    window = make_window(session)
    seen = []
    for _ in range(4):
        window.canvas.shape_drawn.emit(Pick(X0 + 30, Y0 + 5), "replace")
        (layer,) = session.selection.layers
        seen.append(layer)
    assert seen == ["more1", "more0", "lamp", "more1"]
    assert "1 of 3" in window.message.text.text()
    window.message.button.click()
    assert window.side.showing(window.identify)


# --- by condition and by place ------------------------------------------------------------------------------------
def test_rows_are_selected_by_a_condition(window, mount):
    mount.panel.tabs.setCurrentIndex(BY_TEXT)
    mount.panel.by_text.text.setPlainText("state = '破损'")
    mount.panel.by_text.select.click()
    assert chosen(window) == list(range(1, 50, 2))
    mount.panel.by_text.text.setPlainText("stat = '破损'")
    mount.panel.by_text.select.click()
    assert "state" in mount.panel.by_text.fault.text()
    assert chosen(window) == list(range(1, 50, 2))


def test_a_condition_is_asked_of_the_layers_that_have_its_columns(window, mount):
    mount.targets.choose("all")
    mount.select_where("state = '破损'")
    assert window.session.selection.layers == ("lamp",)
    mount.select_where("code IS NOT NULL")
    assert set(window.session.selection.layers) == {"lamp", "grid"}


def test_rows_are_selected_by_place_in_another_layer(window, mount):
    panel = mount.panel.by_place
    mount.panel.tabs.setCurrentIndex(BY_PLACE)
    panel.layer.setCurrentIndex(panel.layer.findData("grid"))
    panel.relation.setCurrentIndex(panel.relation.findData("within"))
    panel.follow()
    assert not panel.distance.isVisibleTo(panel)
    window.session.selection.put({"grid": rows(0)})
    assert panel.only.isEnabled()
    panel.only.setChecked(True)
    panel.select.click()
    assert chosen(window) == list(range(1, 10))
    panel.relation.setCurrentIndex(panel.relation.findData("distance"))
    panel.follow()
    panel.distance.setValue(15.0)
    panel.only.setChecked(False)
    panel.select.click()
    assert chosen(window) == list(range(22))


# --- what is done with it -----------------------------------------------------------------------------------------
def test_the_panel_and_the_bottom_line_say_how_many(window, mount):
    assert mount.count.isHidden()
    window.session.selection.put({"lamp": rows(0, 1, 2), "grid": rows(1)})
    result = mount.panel.result
    assert result.total.text() == "4 selected"
    assert [result.layers.topLevelItem(i).text(1) for i in range(2)] == ["3", "1"]
    window.session.set_filter("lamp", "state = '完好'")
    assert mount.count.text() == "3 selected (1 hidden)"
    assert "1 more" in result.left_out.text()
    assert result.layers.topLevelItem(0).text(1) == "2 (+1)"
    window.side.hide()
    mount.count.click()
    assert window.side.showing(mount.panel)
    assert window.actions_["panel_select"].isChecked()
    result.clear.click()
    assert mount.count.isHidden()
    assert not result.export.isEnabled()


def test_all_and_the_rest(window, mount):
    window.actions_["select_all"].trigger()
    assert len(chosen(window)) == 50
    shape(window, -1, 101)
    window.actions_["invert_selection"].trigger()
    assert chosen(window) == list(range(11, 50))


def test_a_layer_is_selected_from_its_menu(window):
    window.layers.select_layer("lamp")
    entry = next(one for one in window.layers._entries() if one is not None and one.words == "Select all of it")
    entry.call()
    assert len(chosen(window)) == 50


def test_zoom_to_one_layer_or_to_all(window, mount):
    window.session.selection.put({"lamp": rows(0, 1), "grid": rows(0)})
    mount.panel.result.zoom_requested.emit("lamp")
    assert window.canvas.view.extent.center == pytest.approx((X0 + 5, Y0 + 5))
    mount.zoom()
    assert window.canvas.view.extent.center == pytest.approx((X0 + 50, Y0 + 50))


def test_rows_are_copied(window):
    window.session.selection.put({"lamp": rows(0, 1)})
    window.actions_["copy_selection"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "code\tstate"
    assert [line.split("\t")[1] for line in lines[1:]] == ["完好", "破损"]


def test_the_selection_becomes_a_filter(window):
    window.session.selection.put({"lamp": rows(0, 1)})
    window.actions_["filter_selection"].trigger()
    assert np.flatnonzero(window.session.entry("lamp").ready.kept).tolist() == [0, 1]
    window.session.undo()
    assert window.session.entry("lamp").ready.kept is None


def test_rows_are_written_one_file_for_each_layer(window, mount, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    window.session.selection.put({"lamp": rows(3, 7), "grid": rows(1)})
    mount.export(tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out_lamp.parquet").num_rows == 2
    assert pq.read_table(tmp_path / "out_grid.parquet").num_rows == 1
    assert "3 rows" in window.message.text.text()


def test_all_rows_of_a_layer_are_written_from_its_menu_as_far_as_its_filter_leaves_them(
    window, mount, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "lamps"), "CSV (*.csv)"))
    window.session.set_filter("lamp", "state = '破损'")
    window.layers.export_requested.emit("lamp")
    lines = (tmp_path / "lamps.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 26
    assert all("破损" in line for line in lines[1:])


def test_selections_are_kept_recalled_renamed_and_forgotten(window, mount):
    session, result = window.session, mount.panel.result
    session.selection.put({"lamp": rows(0, 1)})
    assert not result.keep.isEnabled()
    result.name.setText("南街")
    result.keep.click()
    session.selection.put({"lamp": rows(1, 2)})
    result.name.setText("北街")
    result.name.returnPressed.emit()
    item = result.kept.topLevelItem(0)
    assert [item.text(0), item.text(1)] == ["南街", "2"]
    result.recall("南街", "intersect")
    assert chosen(window) == [1]
    actions = {a.text(): a for a in result.menu_of(item).actions()}
    actions["Add to the selection"].trigger()
    assert chosen(window) == [0, 1]
    item.setText(0, "北街")
    assert [one.name for one in session.selections] == ["南街", "北街"]
    assert "北街" in window.message.text.text()
    result.kept.topLevelItem(0).setText(0, "东街")
    assert [one.name for one in session.selections] == ["东街", "北街"]
    result.kept.setCurrentItem(result.kept.topLevelItem(0))
    from PySide6.QtTest import QTest

    QTest.keyClick(result.kept, Qt.Key.Key_Delete)
    assert [one.name for one in session.selections] == ["北街"]


def test_all_layers_are_written_to_one_file(window, mount, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(
        "onemap.ui.select_out.QFileDialog.getSaveFileName", lambda *_all: (str(tmp_path / "out"), "CSV (*.csv)")
    )
    window.session.selection.put({"lamp": rows(3, 7), "grid": rows(1)})
    actions = {one.text(): one for one in mount.panel.result.export_menu().actions()}
    actions["One file for all layers…"].trigger()
    assert len((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()) == 4
    assert "3 rows" in window.message.text.text()


def test_a_kept_selection_is_written_with_one_click(window, mount, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(
        "onemap.ui.select_out.QFileDialog.getSaveFileName",
        lambda _window, _title, start, _forms: (start.replace(".gpkg", ".parquet"), ""),
    )
    window.memory.folder = str(tmp_path)
    session, result = window.session, mount.panel.result
    session.selection.put({"lamp": rows(0, 1, 2), "grid": rows(1)})
    session.selection.keep("南街/夜")
    session.selection.clear()
    session.set_filter("lamp", "state = '破损'")
    result.kept.itemWidget(result.kept.topLevelItem(0), 2).click()
    table = pq.read_table(tmp_path / "南街_夜.parquet")
    assert sorted(zip(table["Layer"].to_pylist(), table["Row"].to_pylist(), strict=True)) == [
        ("Lamps", 1), ("Unit grids", 1),
    ]  # fmt: skip
    assert "2 rows written" in window.message.text.text()
    assert "left out 2" in window.message.text.text()
    assert "Export…" in [one.text() for one in result.menu_of(result.kept.topLevelItem(0)).actions()]


def test_the_selection_opens_its_table(window, mount, qtbot):
    from onemap.ui.table_mount import TableMount

    window.session.selection.put({"lamp": rows(3, 7), "grid": rows(1)})
    mount.panel.result.table.click()
    table = window.mounted(TableMount)
    qtbot.waitUntil(lambda: table.panel.model.rowCount() == 3)
    assert table.asking.across
