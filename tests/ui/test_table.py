"""The attribute table in the window: opened, sorted, searched, selected both ways, arranged, copied, written."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

import onemap
from onemap.city import cell_words
from onemap.io.files import sample_dir
from onemap.model.request import Hit, IdentifyResult
from onemap.session.tabling import Key
from onemap.ui import language
from onemap.ui.table_mount import TableMount
from tests.ui.desk import city

CITY = sample_dir() / "sample_city.onemap"
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def mount(make_window, qtbot):
    """The table of the lamps of a small city."""
    window = make_window(city())
    made = window.mounted(TableMount)
    made.show("lamp")
    qtbot.waitUntil(lambda: made.panel.model.sheet is not None)
    return made


def cells(panel, line):
    return [panel.model.text(line, at) for at in range(panel.model.columnCount())]


def press(panel, line, qtbot, keys=NO_KEYS):
    place = panel.view.visualRect(panel.model.index(line, 1)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, keys, place)


def test_it_opens_with_its_key_and_counts(mount, qtbot):
    panel, window = mount.panel, mount._window
    assert window.actions_["table"].isChecked()
    assert panel.bar.count.text() == "50 rows"
    assert cells(panel, 2) == ["99010101037000002", "完好"]
    assert panel.columns.pinned == ("code",)
    window.actions_["table"].trigger()
    assert not window.desk.showing(panel)
    assert mount._window.canvas.overlay.chosen is None


def test_the_model_keeps_qts_rules(mount, qtmodeltester):
    qtmodeltester.check(mount.panel.model)


def test_heads_sort_and_shift_joins(mount):
    panel = mount.panel
    panel._sort_by(1, False)
    assert [panel.model.text(line, 1) for line in (0, 49)] == ["破损", "完好"]
    assert panel.model.headerData(1, Qt.Orientation.Horizontal) == "state  ↑"
    panel._sort_by(0, True)
    panel._sort_by(0, True)
    assert mount.asking.keys == (Key("state"), Key("code", descending=True))
    assert panel.model.text(0, 0).endswith("049")
    assert panel.model.headerData(0, Qt.Orientation.Horizontal) == "code  ↓2"
    panel._sort_by(0, True)
    panel._sort_by(1, False)
    panel._sort_by(1, False)
    assert mount.asking.keys == ()
    assert panel.model.sheet.order is None


def test_finding_goes_round(mount):
    panel = mount.panel
    panel.bar.text.setText("破损")
    panel.find_next()
    assert (panel.view.currentIndex().row(), panel.view.currentIndex().column()) == (1, 1)
    panel.find_next()
    assert panel.view.currentIndex().row() == 3
    panel.find_next(backwards=True)
    panel.find_next(backwards=True)
    assert panel.view.currentIndex().row() == 49
    panel.bar.text.setText("nowhere")
    panel.find_next()
    assert panel.bar.count.text() == "Not found"


def test_lines_are_selected_on_the_map(mount, qtbot):
    panel, session = mount.panel, mount._session
    press(panel, 2, qtbot)
    assert session.selection.of("lamp").tolist() == [2]
    assert mount._window.canvas.overlay.chosen is not None
    press(panel, 4, qtbot, Qt.KeyboardModifier.ShiftModifier)
    assert session.selection.of("lamp").tolist() == [2, 3, 4]
    press(panel, 3, qtbot, Qt.KeyboardModifier.ControlModifier)
    assert session.selection.of("lamp").tolist() == [2, 4]
    assert panel.bar.count.text() == "50 rows, 2 selected"
    session.undo()
    assert session.selection.of("lamp").tolist() == [2, 3, 4]


def test_hands_on_a_pinned_column_select_too(mount, qtbot):
    view = mount.panel.view
    place = view.pinned.visualRect(mount.panel.model.index(3, 0)).center()
    qtbot.mouseClick(view.pinned.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, place)
    assert mount._session.selection.of("lamp").tolist() == [3]


def test_keys_select_and_extend(mount, qtbot):
    view, session = mount.panel.view, mount._session
    view.go_to(5)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert session.selection.of("lamp").tolist() == [5]
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert session.selection.of("lamp").tolist() == [5, 6, 7]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().row() == 6
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(session.selection.of("lamp")) == 50


def test_all_of_many_lines_are_selected_in_a_worker(mount, monkeypatch):
    monkeypatch.setattr("onemap.ui.table_mount._MANY", 10)
    mount.asking.sort((Key("code", descending=True),))
    mount._pick(0, 29, "replace")
    assert mount._session.selection.of("lamp").tolist() == list(range(20, 50))
    assert mount._session.entry("lamp").selection_mask is not None
    mount._pick(0, 49, "add")
    assert len(mount._session.selection.of("lamp")) == 50


def test_the_map_leads_the_table(mount):
    panel, session = mount.panel, mount._session
    session.selection.put({"lamp": np.array([30, 31])})
    assert panel.view.currentIndex().row() == 30
    assert panel.model.is_chosen(31)
    hit = Hit("lamp", 12, 0.0, "point")
    session.show_identified(IdentifyResult(0.0, 0.0, session.crs, 1.0, (hit,)))
    assert panel.current_row == 12
    panel.bar.scopes["selected"].click()
    assert panel.model.rowCount() == 2
    session.selection.clear()
    mount.asking.ask()
    assert panel.pages.currentIndex() == 0
    assert panel.empty.text().startswith("Nothing of this layer is selected")


def test_it_follows_the_filter_and_the_view(mount, qtbot):
    panel, session = mount.panel, mount._session
    session.set_filter("lamp", "state = '破损'")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 25)
    assert panel.bar.count.text() == "25 of 50 rows"
    session.set_filter("lamp", "")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 50)
    panel.bar.scopes["view"].click()
    mount._window.zoom_to_layers(["lamp"])
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)


def test_columns_are_hidden_pinned_moved_and_remembered(mount):
    panel = mount.panel
    panel.set_hidden("code", hidden=True)
    assert panel.shown_columns() == ("state",)
    panel.set_hidden("state", hidden=True)
    assert panel.shown_columns() == ("state",), "the last one stays"
    panel.set_hidden("code", hidden=False)
    panel.set_pinned("code", pinned=False)
    panel.view.horizontalHeader().moveSection(1, 0)
    panel.view.setColumnWidth(1, 133)
    assert panel.shown_columns() == ("state", "code")
    panel._remember()
    mount.asking.show_layer("grid")
    mount.asking.show_layer("lamp")
    assert panel.shown_columns() == ("state", "code")
    assert panel.view.columnWidth(1) == 133
    panel.reset_columns()
    assert panel.columns.pinned == ("code",)
    assert [one.text() for one in panel.columns_menu().actions()][:2] == ["code", "state"]
    assert len(panel.head_menu("code").actions()) > 5


def test_a_column_in_numbers_and_a_bar_selects(mount):
    panel = mount.panel
    panel.sum_up("state")
    made = panel.summary.made
    assert made.top == (("完好", 25), ("破损", 25))
    panel.summary.values.bar_clicked.emit(1)
    assert mount._session.selection.of("lamp").tolist() == list(range(1, 50, 2))


def test_copying_gives_what_is_seen(mount):
    panel = mount.panel
    panel.view.go_to(7)
    mount.copy()
    assert QGuiApplication.clipboard().text() == "code\tstate\n99010101037000007\t破损\n"
    mount.asking.sort((Key("code", descending=True),))
    mount._session.selection.put({"lamp": np.array([1, 2])})
    panel.set_hidden("state", hidden=True)
    mount.copy()
    assert QGuiApplication.clipboard().text() == "code\n99010101037000002\n99010101037000001\n"


def test_files_have_the_rows_and_columns_of_the_table(mount, tmp_path):
    mount.asking.sort((Key("code", descending=True),))
    mount.panel.set_hidden("state", hidden=True)
    mount.write(tmp_path / "lamps.csv")
    lines = (tmp_path / "lamps.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 51
    assert lines[1].startswith('"99010101037000049"')
    assert "written and checked" in mount._window.message.text.text()
    mount.write(tmp_path / "lamps.doc")
    assert "doc" in mount._window.message.text.text()


def test_a_line_is_looked_at_and_flashes(mount):
    before = mount._window.canvas.view
    mount.panel.view.opened.emit(9)
    assert mount._window.canvas.view != before
    for _ in range(8):
        mount._flash()
    assert mount._window.canvas.overlay.chosen is not None
    assert len(mount.menu(9, 1).actions()) > 4


def test_the_menu_of_a_layer_opens_its_table(mount, qtbot):
    mount._window.layers.table_requested.emit("grid")
    assert mount.asking.layer == "grid"
    assert mount.panel.bar.layers.currentData() == "grid"
    mount._session.remove(["grid", "lamp"])
    qtbot.waitUntil(lambda: mount.panel.pages.currentIndex() == 0)
    assert mount.panel.empty.text().startswith("No layer is open")


def test_it_speaks_chinese(mount):
    language.use("zh")
    try:
        assert mount.panel.bar.count.text() == "50 行"
        assert mount.panel.bar.scopes["view"].text() == "视野内"
    finally:
        language.use("en")


@pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
def test_values_are_told_in_words_and_masked(make_window, qtbot):
    window = make_window(onemap.open(CITY).session)
    made = window.mounted(TableMount)
    made.show("case")
    qtbot.waitUntil(lambda: made.panel.model.sheet is not None)
    panel, sheet = made.panel, made.panel.model.sheet
    at = sheet.columns.index("class_code")
    code = sheet.table.column("class_code")[0].as_py()
    assert panel.model.text(0, at).startswith(f"{code} ")
    assert panel.view.mapFromGlobal(QPoint(0, 0)) is not None
    made.show("person")
    qtbot.waitUntil(lambda: made.panel.model.sheet is not None and made.panel.model.sheet.layer == "person")
    sheet = panel.model.sheet
    names = [name for name, field in sheet.definition.fields.items() if field.role in {"person", "phone", "name"}]
    for name in names:
        assert "*" in panel.model.text(0, sheet.columns.index(name))


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "—"), (True, "✓"), (float("nan"), "—"), (0.5, "0.5"), (1234567.891, "1,234,567.89"), (7, "7")],
)
def test_values_for_people(value, text):
    assert cell_words.text_of(value) == text
