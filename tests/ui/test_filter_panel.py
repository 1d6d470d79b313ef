"""The filter panel and the chips over the map: built by rows, written as text, counted, told where wrong, applied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from onemap.model.definition import Field
from onemap.ui.filter_mount import FilterMount
from onemap.ui.filter_panel import BUILDER, TEXT
from onemap.ui.filter_rows import GroupBox, RuleRow
from onemap.ui.filter_values import ValueList, join_values, split_values
from tests.session.cities import cells, definition, lamps
from tests.ui.desk import city


@pytest.fixture
def window(make_window):
    return make_window(city())


@pytest.fixture
def panel(window):
    window.mounted(FilterMount).open("lamp")
    return window.mounted(FilterMount).panel


def write(qtbot, panel, text):
    panel.tabs.setCurrentIndex(TEXT)
    panel.text.setPlainText(text)
    qtbot.waitUntil(lambda: not panel._later.isActive())


def choose(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_a_row_is_filled_in_counted_and_applied(window, panel, qtbot):
    (row,) = panel.builder.items
    choose(row.column, "state")
    assert row.values._first.count() == 2  # the values of the column are offered
    row.values._first.setEditText("破损")
    qtbot.waitUntil(lambda: panel.count.text() == "25 of 50 rows")
    assert window.session.entry("lamp").ready.kept is None
    panel.apply.click()
    assert window.session.entry("lamp").definition.filter == "state = '破损'"
    assert not panel.apply.isEnabled()
    assert window.session.undo()
    assert panel.text.toPlainText() == ""


def test_text_and_rows_follow_each_other(panel, qtbot):
    write(qtbot, panel, "state = '完好' AND (code LIKE '99%' OR code IS NULL)")
    panel.tabs.setCurrentIndex(BUILDER)
    first, group = panel.builder.items
    assert isinstance(first, RuleRow)
    assert isinstance(group, GroupBox)
    assert [row.operator.currentData() for row in group.items] == ["begins", "null"]
    group.items[0].remove.click()
    assert panel._text == "state = '完好' AND (code IS NULL)"
    choose(panel.builder.mode, False)
    panel.tabs.setCurrentIndex(TEXT)
    assert panel.text.toPlainText() == "state = '完好' OR (code IS NULL)"


def test_what_rows_cannot_say_stays_text(panel, qtbot):
    write(qtbot, panel, "NOT state = '完好'")
    panel.tabs.setCurrentIndex(BUILDER)
    assert panel.tabs.currentIndex() == TEXT
    assert panel.count.text() == "25 of 50 rows"


def test_a_wrong_text_says_where_and_changes_nothing(window, panel, qtbot):
    write(qtbot, panel, "state = '完好' AND stat = 'x'")
    qtbot.waitUntil(lambda: bool(panel.fault.text()))
    assert "state" in panel.fault.text()
    assert "18" in panel.fault.text()
    (mark,) = panel.text.extraSelections()
    assert mark.cursor.selectedText() == "stat"
    panel.take()
    assert window.session.entry("lamp").definition.filter == ""
    write(qtbot, panel, "state = '完好'")
    assert panel.text.extraSelections() == []
    assert panel.fault.isHidden()


def test_a_value_that_does_not_occur_is_hinted_at(panel, qtbot):
    write(qtbot, panel, "state = '完好的'")
    qtbot.waitUntil(lambda: "'完好'" in panel.hint.text())
    assert panel.count.text() == "0 of 50 rows"


def test_a_value_of_the_wrong_kind_is_told_in_the_row(make_window, qtbot):
    session = city()
    window = make_window(session)
    panel = window.mounted(FilterMount).panel
    panel.show_layer("lamp")
    (row,) = panel.builder.items
    row._columns["state"] = row._columns["state"].__class__("state", "state", "number")
    panel._columns = tuple(row._columns.values())
    choose(row.column, "state")
    row.values._first.setEditText("十")
    assert "十" in panel.fault.text()


def test_personal_columns_offer_no_values(make_window):
    session = city()
    session.add(
        definition("people", "person", title="人").__class__(
            definition("people").source, id="people", role="person", fields={"code": Field(role="code", grade=3)}
        ),
        lamps(),
    )
    window = make_window(session)
    panel = window.mounted(FilterMount).panel
    panel.show_layer("people")
    (row,) = panel.builder.items
    choose(row.column, "code")
    assert row.values._first.count() == 0
    assert [row.operator.itemData(i) for i in range(row.operator.count())] == [
        "=", "<>", "in", "not_in", "null", "not_null",
    ]  # fmt: skip


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_columns_and_values_are_completed_in_the_text(window, panel, qtbot):
    window.activateWindow()
    panel.tabs.setCurrentIndex(TEXT)
    panel.text.setFocus()
    qtbot.keyClicks(panel.text, "sta")
    model = panel.text._completer.completionModel()
    assert [model.index(i, 0).data() for i in range(model.rowCount())] == ["state"]
    panel.text._complete("state")
    qtbot.keyClicks(panel.text, " = '")
    assert set(panel.text._offered.stringList()) == {"完好", "破损"}
    panel.text._complete("破损")
    assert panel.text.toPlainText() == "state = '破损'"
    panel.text.moveCursor(QTextCursor.MoveOperation.End)
    panel.text._popup().hide()
    qtbot.keyClick(panel.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.session.entry("lamp").definition.filter == "state = '破损'"


def test_chips_show_switch_open_and_remove_filters(window):
    session, mount = window.session, window.mounted(FilterMount)
    assert mount.chips.isHidden()
    session.set_filter("lamp", "state = '破损'")
    session.set_filter("grid", "code IS NOT NULL")
    assert not mount.chips.isHidden()
    chip = next(one for one in mount.chips.chips if "破损" in one.label.text())
    chip.switch.click()
    assert not session.entry("lamp").definition.filter_on
    assert session.entry("lamp").ready.kept is None
    chip.switch.click()
    assert session.entry("lamp").ready.kept is not None
    chip.label.click()
    assert window.side.showing(mount.panel)
    assert mount.panel._id == "lamp"
    chip.close_button.click()
    assert session.entry("lamp").definition.filter == ""
    assert len(mount.chips.chips) == 1


def test_all_filters_go_off_and_on_in_one_step(window):
    session, actions = window.session, window.actions_
    session.set_filter("lamp", "state = '破损'")
    session.set_filter("grid", "code IS NULL")
    assert actions["filters_off"].isEnabled()
    actions["filters_off"].trigger()
    assert not any(e.where for e in session.entries)
    assert not actions["filters_off"].isEnabled()
    actions["filters_on"].trigger()
    assert all(e.where for e in session.entries)
    session.undo(2)
    assert all(e.where for e in session.entries)


def test_many_chips_wrap_and_the_rest_is_counted(make_window, qtbot):
    session = city()
    for n in range(20):
        session.add(definition(f"layer{n}", title=f"图层{n}"), cells())
        session.set_filter(f"layer{n}", f"code <> '{'9' * 30}{n}'")
    window = make_window(session)
    window.resize(1000, 700)
    chips = window.mounted(FilterMount).chips
    qtbot.waitUntil(chips.more.isVisible)
    shown = [chip for chip in chips.chips if chip.isVisible()]
    assert len({chip.y() for chip in shown}) == 3
    assert str(20 - len(shown)) in chips.more.text()
    assert chips.geometry().right() < window.canvas.width()


def test_the_panel_without_layers_says_so(make_window):
    from onemap.session.session import Session

    window = make_window(Session())
    panel = window.mounted(FilterMount).panel
    panel.show_layer("")
    assert panel.empty.text()
    assert panel.apply.isHidden()
    assert not window.actions_["filter_layer"].isEnabled()


@pytest.mark.parametrize(
    ("text", "values"),
    [("甲, 乙，丙、丁", ("甲", "乙", "丙", "丁")), ('"a,b", c', ("a,b", "c")), (" , ", ()), ("", ())],
)
def test_values_with_commas(text, values):
    assert split_values(text) == values
    assert split_values(join_values(values)) == values


def test_the_last_of_some_values_is_completed(qtbot):
    line = ValueList()
    qtbot.addWidget(line)
    line.offer(["完好", "破损", "丢,失"])
    line.write("完好, 破")
    line._complete("破损")
    assert split_values(line.text()) == ("完好", "破损")
    line._complete("丢,失")
    assert split_values(line.text()) == ("完好", "破损", "丢,失")


def test_the_tree_and_the_bottom_line_count_what_is_left_in(window, qtbot):
    from onemap.ui.layer_rows import rows_of

    entry = window.session.entry("lamp")
    assert rows_of(entry) == 50
    window.session.set_filter("lamp", "state = '破损'")
    assert rows_of(entry) == 25
    qtbot.waitUntil(lambda: "1 layers filtered" in window.status.parts.text())
    window.session.set_filter("lamp", "state = '破损'", on=False)
    assert rows_of(entry) == 50
    qtbot.waitUntil(lambda: "filtered" not in window.status.parts.text())
