"""What the panels below the map share: sentences instead of lines, whole lines, their actions, files, messages."""

import pytest
import shiboken6
from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget

from onemap.errors import CancelledError, RequestError
from onemap.ui.desk_panel import DeskPanel, LinesTable, plain_label
from onemap.ui.save_as import ROWS, ask_where
from onemap.ui.window_desk import DeskDock
from onemap.ui.window_message import Message


@pytest.fixture
def panel(qtbot):
    made = DeskPanel()
    qtbot.addWidget(made)
    made.title, made.table = plain_label("title", made), LinesTable(QStringListModel(list("abcdef"), made), many=True)
    made.lay_out(made.table, [made.title, QPushButton("do", made)], wide=[made.title])
    return made


def test_it_tells_when_it_comes_and_goes(qtbot, panel):
    told = []
    panel.shown.connect(told.append)
    panel.show()
    qtbot.waitUntil(lambda: told == [True])
    panel.hide()
    assert told == [True, False]


def test_the_sentence_or_the_lines(panel):
    panel.empty.setText("<b>nothing</b>")
    panel.show_content(there=False)
    assert panel.pages.currentWidget() is panel.empty
    assert panel.empty.textFormat().name == "PlainText"
    panel.show_content(there=True)
    assert panel.pages.currentWidget() is panel.table


def test_lines_are_selected_whole_and_told_ascending(panel):
    table = panel.table
    table.go_to(4)
    assert (table.currentIndex().row(), table.selected_lines().tolist()) == (4, [4])
    flags = table.selectionModel().SelectionFlag
    table.selectionModel().select(table.model().index(1, 0), flags.Select | flags.Rows)
    assert table.selected_lines().tolist() == [1, 4]
    table.clearSelection()
    assert table.selected_lines().tolist() == []


def test_an_action_opens_and_closes_its_panel_and_is_checked_while_it_is_seen(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    desk, other = DeskDock(window), QWidget()
    made = []

    def show():
        if not made:
            made.append(QWidget())
            desk.add(made[0], lambda: "late")
        desk.show_panel(made[0])

    first, late = (QAction(name, window, checkable=True) for name in ("first", "late"))
    desk.add(other, lambda: "first")
    desk.tie(first, lambda: other)
    desk.tie(late, lambda: made[0] if made else None, show)
    window.show()
    first.trigger()
    assert (first.isChecked(), late.isChecked(), desk.current) == (True, False, other)
    late.trigger()
    assert (first.isChecked(), late.isChecked(), desk.current) == (False, True, made[0])
    late.trigger()
    assert (first.isChecked(), late.isChecked(), desk.current) == (True, False, other)
    first.trigger()
    assert not first.isChecked()
    assert desk.current is None


def test_where_to_write_is_asked_and_the_suffix_follows_the_kind(qtbot, tmp_path):
    window, asked = QMainWindow(), []
    qtbot.addWidget(window)
    dialog = ask_where(window, "Write", "lamps.gpkg", ROWS, asked.append, {".csv": "Numbers as CSV"})
    assert dialog.nameFilters()[:2] == ["GeoPackage (*.gpkg)", "Numbers as CSV (*.csv)"]
    assert len(dialog.nameFilters()) == len(ROWS)
    assert dialog.defaultSuffix() == "gpkg"
    dialog.filterSelected.emit("Excel (*.xlsx)")
    assert dialog.defaultSuffix() == "xlsx"
    dialog.fileSelected.emit(str(tmp_path / "a.xlsx"))
    assert asked == [tmp_path / "a.xlsx"]
    dialog.reject()
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def test_errors_are_told_but_for_what_somebody_stopped(qtbot, tmp_path):
    over = QWidget()
    qtbot.addWidget(over)
    message = Message(over)
    message.tell_error(CancelledError())
    assert message.text.text() == ""
    message.tell_error(RequestError("time_none"))
    assert message.text.text() == str(RequestError("time_none"))
    message.tell_written(tmp_path / "a.csv")
    assert str(tmp_path / "a.csv") in message.text.text()
