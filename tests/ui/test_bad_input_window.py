"""Bad input in the window: told over the map, in the language in use; the rest opens and is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from onemap import messages
from onemap.session.session import Session
from onemap.ui import crs_dialog, language
from onemap.ui.drawing import default_renderer
from onemap.ui.qt_runner import QtRunner
from tests import poison

WAIT = 120_000


@pytest.fixture
def window(make_window):
    """A window with its own threads and the program's renderer."""
    return make_window(Session(runner=QtRunner()), renderer=default_renderer)


def opened(qtbot, window, *paths):
    window.files.open_paths([Path(path) for path in paths])
    qtbot.waitUntil(lambda: not window.session.jobs, timeout=WAIT)


def drawn(qtbot, window):
    """Ids of the layers of the picture on the canvas, once it shows all that is ready."""
    ready = {entry.id for entry in window.session.entries if entry.status == "ready"}

    def shown():
        picture = window.canvas.picture
        assert picture is not None
        assert {report.id for report in picture.reports} == ready

    qtbot.waitUntil(shown, timeout=WAIT)
    return ready


BAD = {
    "missing": (lambda folder: folder / "nowhere.gpkg", "找不到文件", "There is no file"),
    "empty": (lambda folder: _written(folder / "a.fgb", b""), "是空的", "is empty"),
    "foreign": (lambda folder: _written(folder / "a.gpkg", b"\xff\xd8\xff\xe0JFIF"), "损坏", "does not begin as GPKG"),
    "a page": (lambda folder: _written(folder / "a.geojson", b"<html>"), "不是 JSON", "is not JSON"),
    "a pointer": (lambda folder: _written(folder / "a.geojson", b"<OGRVRTDataSource/>"), "指向", "only points"),
    "a bad project": (lambda folder: _written(folder / "a.onemap", b"schema = 99"), "升级程序", "update the program"),
    "an empty folder": (lambda folder: folder, "没有任何图层", "holds no layers"),
}


def _written(path, data):
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_what_cannot_be_opened_is_told_over_the_map(qtbot, window, tmp_path, case, spoken):
    make, zh, en = BAD[case]
    folder = tmp_path / "f"
    folder.mkdir()
    path = make(folder)
    language.use(spoken)
    assert messages.language() == spoken
    opened(qtbot, window, path)
    assert window.message.isVisible()
    assert (zh if spoken == "zh" else en) in window.message.text.text()
    assert str(path) in window.message.text.text()
    assert not window.session.entries
    assert window.welcome.isVisible()


def test_beside_bad_files_the_good_ones_are_drawn(qtbot, window, tmp_path):
    good = poison.geopackage(tmp_path / "good.gpkg")
    bad = [_written(tmp_path / name, b"") for name in ("a.gpkg", "b.csv")]
    opened(qtbot, window, bad[0], good, bad[1])
    assert drawn(qtbot, window) == {"good"}
    said = window.message.text.text()
    assert "is empty" in said
    assert "1 more could not be opened" in said


def test_layers_of_a_project_that_fail_say_why_and_the_others_are_drawn(qtbot, window, tmp_path):
    poison.geopackage(tmp_path / "a.gpkg")
    path = tmp_path / "map.onemap"
    sources = {"good": "a.gpkg", "gone": "gone.gpkg", "broken": "broken.fgb"}
    _written(tmp_path / "broken.fgb", b"fgb\x03fgb\x00 and no more")
    text = "".join(f'[[layers]]\nid = "{name}"\nsource = {{ path = "{file}" }}\n' for name, file in sources.items())
    path.write_text(f"schema = 1\n{text}", encoding="utf-8")
    opened(qtbot, window, path)
    assert drawn(qtbot, window) == {"good"}
    failed = {entry.id: str(entry.error) for entry in window.session.entries if entry.status == "failed"}
    assert set(failed) == {"gone", "broken"}
    assert "gone.gpkg" in failed["gone"]
    assert "damaged or cut short" in failed["broken"]
    assert window.message.isVisible()
    assert "2 layers failed" in window.message.text.text()


def test_without_a_crs_the_window_asks_with_proposals(qtbot, window, tmp_path, monkeypatch):
    asked = []

    class Answer:
        """Takes EPSG:4544, as a person would from the list."""

        chosen = "EPSG:4544"

        def __init__(self, _parent, proposals, _current):
            asked.extend(proposals)

        def exec(self):
            return True

    monkeypatch.setattr(crs_dialog, "CrsDialog", Answer)
    path = tmp_path / "a.csv"
    path.write_text("code,x,y\n01,468000,3483000\n02,468100,3483100\n", encoding="utf-8")
    opened(qtbot, window, path)
    entry = window.session.entry("a")
    assert entry.status == "failed"
    assert "EPSG:4547" in entry.error.fields["choices"]
    assert window.message.button.isVisible()
    window.message.button.click()
    qtbot.waitUntil(lambda: entry.status == "ready", timeout=WAIT)
    assert "EPSG:4544" in asked
    assert window.session.crs == "EPSG:4544"
    assert drawn(qtbot, window) == {"a"}


def test_a_project_that_cannot_be_saved_is_told_and_stays_unsaved(qtbot, window, tmp_path):
    opened(qtbot, window, poison.geopackage(tmp_path / "a.gpkg"))
    window.session.path = str(tmp_path / "nowhere" / "map.onemap")
    window.files.save()
    qtbot.waitUntil(lambda: not window.session.jobs, timeout=WAIT)
    assert "Cannot write" in window.message.text.text()
    assert window.session.dirty


def test_hard_shapes_are_drawn_and_told_of(qtbot, window, tmp_path):
    opened(qtbot, window, *(make(tmp_path) for make in (poison.huge_numbers, poison.null_geometry, poison.no_rows)))
    assert drawn(qtbot, window) == {"huge", "null", "no_rows"}
    notices = {entry.id: [notice.key for notice in entry.notices] for entry in window.session.entries}
    assert notices == {"huge": ["notice_far"], "null": ["notice_null"], "no_rows": []}
    assert not window.message.isVisible()


def test_a_thousand_layers_come_while_the_window_takes_its_turns(qtbot, window, tmp_path):
    poison.geojson(tmp_path / "one.geojson", [(poison.point(104, 31), {"code": "001"})])
    layers = "".join(f'[[layers]]\nid = "l{i}"\nsource = {{ path = "one.geojson" }}\n' for i in range(1000))
    path = tmp_path / "many.onemap"
    path.write_text(f"schema = 1\n{layers}", encoding="utf-8")
    beats, changes = [], []
    window.session.changes.subscribe(changes.append)
    timer = QTimer(window, interval=1)
    timer.timeout.connect(lambda: beats.append(len([e for e in window.session.entries if e.status == "ready"])))
    timer.start()
    opened(qtbot, window, path)
    timer.stop()
    assert len(window.session.entries) == 1000
    assert all(entry.status == "ready" for entry in window.session.entries)
    # The window had its turn while layers came in, and was told of many at once.
    assert len(set(beats)) > 10
    assert len([change for change in changes if change.touches("data")]) < 900
