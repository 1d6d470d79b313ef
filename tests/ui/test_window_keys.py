import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from onemap.app.settings import Settings
from onemap.ui.actions import COMMANDS
from onemap.ui.window_keys import KeysDialog
from tests.ui.desk import Memory, city


@pytest.fixture
def window(make_window):
    return make_window(city())


@pytest.fixture
def dialog(qtbot, window):
    made = KeysDialog(window.actions_, window.memory, window)
    qtbot.addWidget(made)
    made.choose("export")
    return made


def shown(dialog, name):
    dialog.choose(name)
    return dialog.list.currentItem().text(1)


def test_a_command_gets_other_keys_which_are_remembered(window, dialog, make_window):
    dialog.field.setKeySequence(QKeySequence("Ctrl+Alt+E"))
    dialog.use.click()
    assert window.actions_["export"].shortcuts() == [QKeySequence("Ctrl+Alt+E")]
    assert shown(dialog, "export") == "Ctrl+Alt+E"
    assert "Ctrl+Alt+E" in window.actions_["export"].toolTip()
    again = make_window(city(), Memory(keys=window.memory.keys))
    assert again.actions_["export"].shortcut() == QKeySequence("Ctrl+Alt+E")
    dialog.choose("export")
    dialog.reset.click()
    assert window.memory.keys == {}
    assert [key.toString() for key in window.actions_["export"].shortcuts()] == list(COMMANDS["export"].keys)


def test_keys_are_pressed_into_the_field(qtbot, dialog):
    dialog.show()
    qtbot.keyClick(dialog.field, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.field.keySequence() == QKeySequence("Shift+F10")
    assert dialog.use.isEnabled()


@pytest.mark.parametrize(
    ("keys", "told"),
    [("Ctrl+O", "is used by “Open”"), ("Ctrl+F", "is used by “Filter”"), ("Home", "fixed meaning"),
     ("Alt+3", "fixed meaning"), ("X", "taken from typing"), ("Shift+X", "taken from typing")],
)  # fmt: skip
def test_keys_that_belong_to_another_are_refused_with_its_name(dialog, keys, told):
    dialog.field.setKeySequence(QKeySequence(keys))
    assert told in dialog.told.text()
    assert not dialog.use.isEnabled()


def test_tools_of_the_map_may_have_single_keys_and_a_command_none_at_all(window, dialog):
    dialog.choose("zoom_box")
    dialog.field.setKeySequence(QKeySequence("X"))
    dialog.use.click()
    dialog.choose("export")
    dialog.field.setKeySequence(QKeySequence())
    dialog.use.click()
    assert window.memory.keys == {"zoom_box": "X", "export": ""}
    assert window.actions_["export"].shortcuts() == []
    dialog.reset_all.click()
    assert window.memory.keys == {}
    assert not dialog.reset_all.isEnabled()


def test_commands_and_keys_are_found(dialog):
    dialog.search.setText("ctrl+l")
    left = [item.text(0) for item in dialog._items() if not item.isHidden()]
    assert "Add data" in left
    assert "Full extent" not in left
    dialog.search.setText("add data")
    assert [item.text(0) for item in dialog._items() if not item.isHidden()] == ["Add data"]


def test_what_the_mouse_does_has_no_other_keys(dialog):
    dialog.list.setCurrentItem(dialog.list.topLevelItem(0))
    assert not dialog.field.isEnabled()
    assert not dialog.use.isEnabled()
    assert dialog.told.text()


def test_the_file_remembers_chosen_keys(tmp_path, qapp):
    settings = Settings(tmp_path / "window.ini")
    settings.keep_key("export", "Ctrl+Alt+E")
    settings.keep_key("open", "")
    assert Settings(tmp_path / "window.ini").keys == {"export": "Ctrl+Alt+E", "open": ""}
    settings.keep_key("export", None)
    assert settings.keys == {"open": ""}
