"""Undo, redo and the list of steps in the window."""

import pytest

from onemap.ui import language
from onemap.ui.history_mount import HistoryMount
from tests.ui.desk import city


@pytest.fixture
def window(make_window):
    made = make_window(city())
    made.session.history.clear()
    return made


def texts(window):
    panel = window.mounted(HistoryMount).panel
    return [panel.list.item(row).text() for row in range(panel.list.count())]


def test_the_edit_menu_names_the_step(window, qtbot):
    window.session.remove(["lamp"])
    undo, redo = window.actions_["undo"], window.actions_["redo"]
    qtbot.waitUntil(lambda: undo.text() == "&Undo: Remove Lamps")
    assert not redo.isEnabled()
    undo.trigger()
    assert [entry.id for entry in window.session.entries] == ["lamp", "grid"]
    qtbot.waitUntil(lambda: redo.isEnabled() and not undo.isEnabled())
    language.use("zh")
    qtbot.waitUntil(lambda: redo.text() == "重做(&R)：移除图层 路灯")
    redo.trigger()
    assert [entry.id for entry in window.session.entries] == ["grid"]


def test_a_click_in_the_list_goes_back_several_steps_and_forward_again(window, qtbot):
    window.actions_["history"].trigger()
    panel = window.mounted(HistoryMount).panel
    qtbot.waitUntil(panel.isVisible)
    window.session.set_title("lamp", "a")
    window.session.set_visible(["lamp"], visible=False)
    window.session.move("grid", 0)
    qtbot.waitUntil(lambda: texts(window) == ["As it was opened", "Rename Lamps", "Hide a", "Move Unit grids"])
    panel.go_to(1)
    assert window.session.entry("lamp").visible
    assert window.session.entry("lamp").title("en") == "a"
    qtbot.waitUntil(lambda: panel.list.currentRow() == 1)
    panel.go_to(3)
    assert [entry.id for entry in window.session.entries] == ["grid", "lamp"]
    assert not window.session.undo(0)
    window.actions_["history"].trigger()
    assert window.side.isHidden()
