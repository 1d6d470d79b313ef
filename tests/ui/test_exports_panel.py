"""The export record in the window: read, searched, compared, copied, looked at."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication

from onemap.io import exports
from onemap.io.exports import ExportedLayer
from onemap.ui.exports_model import FILE, GRADE, KIND, LAYERS, SIZE, STATE, ExportsModel, size_text
from onemap.ui.exports_mount import ExportsMount
from tests.session.cities import CRS, X0, Y0
from tests.ui.desk import city


@pytest.fixture
def written(tmp_path):
    """Three exports: a picture, a table that was changed since, a reading of what is not masked."""
    for name, kind, grade in (("map.png", "picture", 1), ("rows.csv", "table", 3)):
        made = exports.new_record(kind, tmp_path / name, [ExportedLayer("lamp", "路灯", grade)])
        made = msgspec.structs.replace(made, extent=(X0, Y0, X0 + 500, Y0 + 100), crs=CRS)
        with exports.exporting(made):
            (tmp_path / name).write_bytes(b"written")
    (tmp_path / "rows.csv").write_bytes(b"changed")
    exports.note(
        msgspec.structs.replace(exports.new_record("read", layers=[ExportedLayer("p", "人", 3)]), unmasked=True)
    )
    return tmp_path


@pytest.fixture
def mount(make_window, qtbot, written):
    window = make_window(city())
    window.actions_["exports"].trigger()
    made = window.mounted(ExportsMount)
    qtbot.waitUntil(lambda: bool(made.panel.model.records))
    return made


def said(panel, row, column):
    return panel.model.index(row, column).data()


def test_the_latest_stands_first(mount, written, qtmodeltester):
    panel = mount.panel
    assert [said(panel, row, FILE) for row in range(3)] == ["", "rows.csv", "map.png"]
    assert [said(panel, row, KIND) for row in range(3)] == ["Read in full", "Rows", "Picture"]
    assert (said(panel, 1, GRADE), said(panel, 1, LAYERS), said(panel, 1, SIZE)) == ("L3 sensitive", "路灯", "7 B")
    assert str(written) in panel.model.index(1, FILE).data(Qt.ItemDataRole.ToolTipRole)
    assert panel.title.text() == "3 exports"
    assert mount._window.actions_["exports"].isChecked()
    qtmodeltester.check(panel.model)


def test_words_leave_out_the_others(mount):
    panel = mount.panel
    panel.search.setText("csv L3")
    assert [said(panel, row, FILE) for row in range(panel.model.rowCount())] == ["rows.csv"]
    assert panel.title.text() == "1 of 3 exports"
    panel.search.setText("nothing has this")
    assert panel.pages.currentIndex() == 0


def test_files_are_compared(mount, qtbot):
    panel = mount.panel
    panel.check.click()
    qtbot.waitUntil(lambda: said(panel, 1, STATE) == "Changed")
    assert [said(panel, row, STATE) for row in range(3)] == ["Done", "Changed", "Unchanged"]


def test_lines_are_copied_whole(mount, written):
    mount.panel.table.selectRow(2)
    mount.panel.copy.click()
    head, line = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[FILE] == "File"
    assert str(written / "map.png") in line
    assert exports.hash_of(written / "map.png") in line


def test_folder_and_extent(mount, monkeypatch, written):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    panel, canvas = mount.panel, mount._window.canvas
    assert not panel.folder.isEnabled()
    panel.table.selectRow(1)
    panel.folder.click()
    assert opened == [str(written)]
    panel.extent.click()
    assert abs(canvas.view.center_x - (X0 + 250)) < 1
    panel.table.selectRow(0)
    assert not panel.folder.isEnabled()
    assert not panel.extent.isEnabled()


def test_what_is_handed_out_while_one_looks_is_shown(mount, qtbot, tmp_path):
    panel = mount.panel
    with exports.exporting(exports.new_record("card", tmp_path / "c.html")):
        (tmp_path / "c.html").write_text("x")
    mount._session.changes.tell("jobs")
    qtbot.waitUntil(lambda: len(panel.model.records) == 4)


def test_an_empty_record_says_so(make_window):
    window = make_window(city())
    window.actions_["exports"].trigger()
    assert "Nothing" in window.mounted(ExportsMount).panel.empty.text()


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (2_340_000, "2.34 MB"), (5e9, "5 GB")]
)
def test_sizes(size, text):
    assert size_text(size) == text


def test_a_model_without_records_is_empty():
    assert ExportsModel().rowCount() == 0
