"""A box of columns in which one types to find: by part, by sound; nothing is taken that is not there."""

import pytest
from PySide6.QtCore import Qt

from onemap.city import pinyin
from onemap.ui import column_box
from onemap.ui.column_box import ColumnBox

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NAMES = ["名称", "处置部门", "养护单位名称", "Height (m)", "state"]


@pytest.fixture
def box(qtbot):
    made = ColumnBox()
    qtbot.addWidget(made)
    for name in NAMES:
        made.addItem(name, name.lower())
    made.show_chosen()
    made.taken = []
    made.activated.connect(lambda at: made.taken.append(made.itemData(at)))
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def heard(monkeypatch):
    if not pinyin.available():
        pytest.skip("pypinyin is not installed")
    monkeypatch.setattr(column_box, "_heard", {})
    assert column_box.unheard(NAMES) == NAMES
    column_box.remember_sounds(NAMES, pinyin.spell(NAMES))
    assert column_box.unheard(NAMES) == []


def offered(box):
    return box.fitting.stringList()


def write(box, qtbot, text):
    box.lineEdit().selectAll()
    qtbot.keyClicks(box.lineEdit(), text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("TAT", ["state"]), ("heig", ["Height (m)"]), ("zzz", [])],
    ids=["a part", "the beginning", "nothing"],
)
def test_what_is_typed_narrows_the_list(box, qtbot, typed, found):
    write(box, qtbot, typed)
    assert offered(box) == found
    assert box.list.isVisible() is bool(found)
    box.list.hide()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("czbm", ["处置部门"]), ("mingcheng", ["名称", "养护单位名称"]), ("yh dw", ["养护单位名称"])],
    ids=["initials", "pinyin", "with a blank"],
)
def test_columns_are_found_by_their_sound(box, qtbot, heard, typed, found):
    write(box, qtbot, typed)
    assert offered(box) == found
    box.list.hide()


def test_enter_takes_the_first_that_fits(box, qtbot):
    write(box, qtbot, "hei")
    box.list.hide()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.currentIndex(), box.lineEdit().text()) == (3, "Height (m)")
    assert box.taken == ["height (m)"]


def test_an_item_of_the_list_is_taken(box, qtbot):
    write(box, qtbot, "stat")
    box.finder.activated.emit("state")
    assert (box.currentData(), box.taken) == ("state", ["state"])
    box.list.hide()


@pytest.mark.parametrize("leave", ["escape", "enter", "focus"])
def test_what_does_not_exist_is_not_taken(box, qtbot, leave):
    box.setCurrentIndex(1)
    write(box, qtbot, "qqq")
    if leave == "focus":
        box.clearFocus()
    else:
        qtbot.keyClick(box, Qt.Key.Key_Escape if leave == "escape" else Qt.Key.Key_Return)
    assert (box.currentIndex(), box.lineEdit().text(), box.taken) == (1, "处置部门", [])
