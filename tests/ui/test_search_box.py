"""The find box in the window: keys, groups, what Enter does, and that nothing is searched in the window's thread."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from onemap.city.locator import Answer, Candidate
from onemap.messages import Phrase
from onemap.model.extent import Extent
from onemap.session.finding import Finder
from onemap.ui import language
from onemap.ui.find_acting import framed, outline_of
from onemap.ui.find_model import ROW_ROLE, FindModel
from onemap.ui.qt_runner import QtRunner
from tests.ui.desk import city

Key, Plain = Qt.Key, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(make_window, qtbot):
    made = make_window(city())
    made.activateWindow()
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    return made


def typed(window, text):
    """Type into the box as a hand does."""
    box = window.bar.search
    box.start()
    if text.isascii():
        QTest.keyClicks(box, text)
    else:  # as an input method hands it over
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(box, event)
    return box


def titles(box):
    return [row.text for row in box.list.model.rows if row.kind == "candidate"]


def test_ctrl_k_takes_the_focus(window, qtbot):
    qtbot.keyClick(window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.bar.search.hasFocus()


def test_layers_and_commands_stand_under_their_groups(window):
    box = typed(window, "lamps")
    assert titles(box) == ["Lamps"]
    assert [row.text for row in box.list.model.rows if row.kind == "group"] == ["Layers"]
    box.clear()
    assert not box.list.isVisible()
    box = typed(window, "full ext")
    assert titles(box) == ["Full extent"]


def test_enter_on_a_command_calls_it(window, qtbot):
    box = typed(window, "zoom in")
    before = window.canvas.view.resolution
    qtbot.keyClick(box, Key.Key_Return)
    assert window.canvas.view.resolution < before
    assert not box.list.isVisible()
    assert window.canvas.hasFocus()


def test_enter_on_a_code_zooms_and_marks_it(window, qtbot):
    table = window.session.entry("lamp").data.table
    column = window.session.entry("lamp").column_with("code")
    code = str(table.column(column)[0].as_py())
    box = typed(window, code)
    first = next(
        row.candidate for row in box.list.model.rows if row.kind == "candidate" and row.candidate.layer == "lamp"
    )
    window.finding.act(first)
    x, y = first.extent.center
    view = window.canvas.view
    assert (view.center_x, view.center_y) == pytest.approx((x, y))
    assert window.canvas.overlay.chosen.bounds() == (x, y, x, y)
    window.canvas.grab()


def test_coordinates_are_marked_where_they_are(window, qtbot):
    x, y = window.session.extent.center
    box = typed(window, f"{x:.2f},{y:.2f}")
    qtbot.keyClick(box, Key.Key_Return)
    assert window.canvas.overlay.asked_at == pytest.approx((x, y), abs=0.01)
    assert (window.canvas.view.center_x, window.canvas.view.center_y) == pytest.approx((x, y), abs=0.01)


def test_arrows_walk_over_the_groups_names(window, qtbot):
    box = typed(window, "la")
    shown = [row.candidate for row in box.list.model.rows if row.kind == "candidate"]
    assert len(shown) > 1
    assert box.list.candidate is shown[0]
    qtbot.keyClick(box, Key.Key_Down)
    assert box.list.candidate is shown[1]
    qtbot.keyClick(box, Key.Key_Up)
    qtbot.keyClick(box, Key.Key_Up)
    assert box.list.candidate is shown[0]


def test_esc_folds_the_list_and_then_gives_the_map_the_focus(window, qtbot):
    box = typed(window, "la")
    assert box.list.isVisible()
    qtbot.keyClick(box, Key.Key_Escape)
    assert not box.list.isVisible()
    assert box.hasFocus()
    qtbot.keyClick(box, Key.Key_Escape)
    assert window.canvas.hasFocus()


def test_a_click_chooses(window, qtbot):
    box = typed(window, "unit grids")
    index = box.list.model.index(1)
    qtbot.mouseClick(
        box.list.view.viewport(), Qt.MouseButton.LeftButton, Plain, box.list.view.visualRect(index).center()
    )
    assert window.current_layer == "grid"
    assert not box.list.isVisible()


def test_nothing_found_is_said_quietly(window):
    box = typed(window, "no such thing anywhere")
    assert [(row.kind, row.text) for row in box.list.model.rows] == [("note", "Nothing found; try fewer characters")]
    assert box.list.candidate is None


def test_searching_is_never_done_in_the_windows_thread(make_window, qtbot, monkeypatch):
    threads = []
    find, prepare = Finder.find, Finder.prepare
    monkeypatch.setattr(Finder, "find", lambda *a: (threads.append(threading.current_thread()), find(*a))[1])
    monkeypatch.setattr(Finder, "prepare", lambda *a: (threads.append(threading.current_thread()), prepare(*a))[1])
    window = make_window(city(QtRunner()))
    qtbot.waitUntil(lambda: all(e.status == "ready" for e in window.session.entries))
    box = typed(window, "lamps")
    qtbot.waitUntil(lambda: box.list is not None and titles(box) == ["Lamps"])
    assert threads
    assert threading.main_thread() not in threads


def test_enter_before_the_answer_chooses_when_it_comes(make_window, qtbot):
    window = make_window(city(QtRunner()))
    qtbot.waitUntil(lambda: all(e.status == "ready" for e in window.session.entries))
    box = typed(window, "lamps")
    qtbot.keyClick(box, Key.Key_Return)
    qtbot.waitUntil(lambda: window.current_layer == "lamp")


def test_an_answer_to_an_older_text_is_not_shown(window):
    box = typed(window, "lamps")
    box.show_answer(Answer("older", ()))
    assert titles(box) == ["Lamps"]


def test_the_list_follows_the_language(window, qapp):
    language.use("zh")
    try:
        assert "查找" in window.bar.search.placeholderText()
        box = typed(window, "路灯")
        assert [row.text for row in box.list.model.rows][:1] == ["图层"]
    finally:
        language.use("en")


def candidates(number, **fields):
    how = Phrase("how_name", layer="roads")
    return tuple(Candidate("feature", f"name {i}", how, 1.0, **fields) for i in range(number))


def test_a_group_lists_a_bearable_number(qapp, qtmodeltester):
    model = FindModel()
    model.show(Answer("name", candidates(30), (Phrase("note_pinyin", command="pip"),)))
    kinds = [row.kind for row in model.rows]
    assert kinds == ["group"] + ["candidate"] * 8 + ["note"]
    qtmodeltester.check(model)


@pytest.mark.parametrize(("fields", "aside"), [({"inside": False}, "outside"), ({"count": 1200}, "1,200"), ({}, "")])
def test_what_stands_at_the_right(qapp, english, fields, aside):
    model = FindModel()
    model.show(Answer("name", candidates(1, **fields)))
    assert model.index(1).data(ROW_ROLE).aside == aside


def test_what_is_looked_at_is_never_too_near():
    assert framed(Extent(5, 5, 5, 5), 60).as_tuple() == (-55, -55, 65, 65)
    assert framed(Extent(0, 0, 400, 200), 60).as_tuple() == (-100, -100, 500, 300)
    assert outline_of(Extent(1, 2, 3, 4)).bounds() == (1, 2, 3, 4)
    QCoreApplication.processEvents()
