"""What is selected in all layers as one table in the window: opened, followed both ways, marked, copied, written."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from onemap.model.request import Hit, IdentifyResult
from onemap.model.selection import SELECTION
from onemap.session.tabling import Key
from onemap.ui import language
from onemap.ui.table_mount import TableMount
from tests.ui.desk import city


@pytest.fixture
def mount(make_window, qtbot):
    """The table of some selected lamps and both grids of a small city."""
    window = make_window(city())
    window.session.selection.put({"lamp": np.array([3, 4, 10]), "grid": np.array([0, 1])})
    made = window.mounted(TableMount)
    made.show(SELECTION)
    qtbot.waitUntil(lambda: made.panel.model.sheet is not None)
    return made


def press(panel, line, qtbot, keys=Qt.KeyboardModifier.NoModifier):
    place = panel.view.visualRect(panel.model.index(line, 2)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def shown(panel):
    columns = [panel.model.sheet.columns.index(name) for name in panel.shown_columns()]
    return [[panel.model.text(line, at) for at in columns] for line in range(panel.model.rowCount())]


def test_rows_of_all_layers_stand_together(mount):
    panel = mount.panel
    assert panel.bar.layers.currentText() == "Selection (all layers)"
    assert not panel.bar.scope.isVisibleTo(panel.bar)
    assert panel.bar.count.text() == "5 rows"
    assert panel.columns.pinned == ("layer", "code")
    assert panel.shown_columns() == ("layer", "code", "state")
    assert sorted({line[0] for line in shown(panel)}) == ["Lamps", "Unit grids"]
    lamps = [line[1:] for line in shown(panel) if line[0] == "Lamps"]
    assert lamps == [["99010101037000003", "破损"], ["99010101037000004", "完好"], ["99010101037000010", "完好"]]
    assert [line[2] for line in shown(panel) if line[0] == "Unit grids"] == ["", ""]


def test_the_model_keeps_qts_rules(mount, qtmodeltester):
    qtmodeltester.check(mount.panel.model)


def test_it_is_chosen_in_the_list_and_follows_the_selection(mount, qtbot):
    panel, session = mount.panel, mount._session
    panel.bar.layers.setCurrentIndex(panel.bar.layers.findData("lamp"))
    panel.bar.layers.activated.emit(panel.bar.layers.currentIndex())
    assert panel.model.rowCount() == 50
    assert panel.bar.scope.isVisibleTo(panel.bar)
    panel.bar.layers.setCurrentIndex(0)
    panel.bar.layers.activated.emit(0)
    assert panel.model.rowCount() == 5
    session.selection.put({"lamp": np.array([20])}, "add")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 6)
    session.set_filter("lamp", "state = '破损'")
    qtbot.waitUntil(lambda: panel.bar.count.text() == "3 rows, 3 more hidden by filters or time")
    session.selection.clear()
    qtbot.waitUntil(lambda: panel.pages.currentIndex() == 0)
    assert panel.empty.text().startswith("Nothing is selected")


def test_it_sorts_finds_and_sums_over_layers(mount):
    panel = mount.panel
    mount.asking.sort((Key("code", descending=True),))
    codes = [line[1] for line in shown(panel)]
    assert codes == sorted(codes, reverse=True)
    panel.bar.text.setText("破损")
    panel.find_next()
    assert panel.model.text(panel.view.currentIndex().row(), panel.view.currentIndex().column()) == "破损"
    panel.sum_up("layer")
    assert panel.summary.made.top == (("Lamps", 3), ("Unit grids", 2))
    panel.summary.values.bar_clicked.emit(1)
    assert len(panel.model.chosen) == 2
    assert panel.model.text(panel.view.currentIndex().row(), 0) == "Unit grids"
    assert mount._session.selection.count == 5, "a bar marks lines and leaves the selection alone"


def test_lines_are_marked_and_the_selection_narrowed_to_them(mount, qtbot):
    panel, session = mount.panel, mount._session
    place = panel.model.sheet.row_of("lamp", 4)
    press(panel, place, qtbot)
    assert session.selection.count == 5, "looking at a line does not change what is selected"
    assert panel.bar.count.text() == "5 rows, 1 marked"
    overlay = mount._window.canvas.overlay
    assert overlay.chosen is not None
    press(panel, panel.model.sheet.row_of("grid", 1), qtbot, Qt.KeyboardModifier.ControlModifier)
    assert len(panel.model.chosen) == 2
    mount.asking.sort((Key("code"),))
    assert len(panel.model.chosen) == 2, "marks stay when the table is sorted"
    mount.take_marked("intersect")
    assert {k: v.tolist() for k, v in session.selection.rows().items()} == {"lamp": [4], "grid": [1]}
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert not len(panel.model.chosen)
    session.undo()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 5)
    panel.mark(np.array([0]))
    layer, row = panel.model.sheet.at(0)
    mount.take_marked("remove")
    assert row not in session.selection.of(layer).tolist()
    assert session.selection.count == 4


def test_the_map_leads_it(mount):
    panel, session = mount.panel, mount._session
    hits = (Hit("lamp", 12, 0.0, "point"), Hit("lamp", 10, 1.0, "point"))
    session.show_identified(IdentifyResult(0.0, 0.0, session.crs, 1.0, hits))
    assert panel.model.sheet.at(panel.current_row) == ("lamp", 10)
    panel.bar.follow.setChecked(True)
    panel.view.go_to(panel.model.sheet.row_of("grid", 1))
    mount.look_at(panel.model.sheet.row_of("lamp", 3))
    assert mount._flashed == Hit("lamp", 3, 0.0, "point")


def test_lines_are_copied_and_the_menu_says_what_is_done(mount):
    panel = mount.panel
    mount._pick(0, 4, "replace")
    mount.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:2] == ["Layer", "Code"]
    assert len(lines) == 6
    menu = mount.menu(0, 0)
    texts = [action.text() for action in menu.actions()]
    assert "Keep only the marked lines selected" in texts
    menu.deleteLater()
    assert panel.model.is_chosen(0)


def test_it_is_written_as_it_stands(mount, tmp_path, qtbot):
    mount.panel.set_hidden("state", hidden=True)
    mount.asking.sort((Key("code"),))
    path = tmp_path / "out.csv"
    mount.write(path)
    qtbot.waitUntil(path.exists)
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == '"Layer","Code","WKT"'
    assert len(lines) == 6
    codes = [line.split(",")[1] for line in lines[1:]]
    assert codes == sorted(codes)
    assert "5 rows written and checked: out.csv" in mount._window.message.text.text()


def test_shapes_that_excel_cannot_hold_are_left_out_when_asked(mount, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr("onemap.io.rows_xlsx.SIGNS", 60)
    path = tmp_path / "out.xlsx"
    mount.write(path)
    message = mount._window.message
    qtbot.waitUntil(lambda: message.button.isVisibleTo(message))
    assert not path.exists()
    assert message.button.text() == "Write without shapes"
    message.button.click()
    qtbot.waitUntil(path.exists)
    assert "5 rows written" in message.text.text()


def test_it_speaks_the_language_in_use(mount, qtbot):
    panel = mount.panel
    language.use("zh")
    qtbot.waitUntil(lambda: panel.model.headerData(0, Qt.Orientation.Horizontal) == "图层")
    assert panel.bar.layers.itemText(0) == "所选要素（全部图层）"
    assert panel.bar.count.text() == "5 行"
