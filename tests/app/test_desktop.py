import logging
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from onemap.app import desktop, log
from onemap.app.application import make_application
from onemap.app.settings import Settings
from onemap.ui.window_message import Message

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def settings(tmp_path, qapp):
    return Settings(tmp_path / "window.ini")


def test_the_first_start_has_no_choices_yet(settings):
    assert settings.language is None
    assert settings.theme == "system"
    assert settings.recent == []
    assert settings.folder == ""
    assert (settings.in_field, settings.radius_m) == (False, 0.0)
    assert settings.place("geometry") is None


def test_choices_outlive_the_program(settings, tmp_path):
    from PySide6.QtCore import QByteArray

    settings.language, settings.theme, settings.folder = "en", "dark", "/data"
    settings.in_field, settings.radius_m = True, 20.0
    settings.remember([tmp_path / "a.gpkg"])
    settings.keep_place("state", QByteArray(b"\x01\x02"))
    settings.sync()
    again = Settings(tmp_path / "window.ini")
    assert (again.language, again.theme, again.folder) == ("en", "dark", "/data")
    assert (again.in_field, again.radius_m) == (True, 20.0)
    assert again.recent == [str(tmp_path / "a.gpkg")]
    assert again.place("state") == QByteArray(b"\x01\x02")
    again.forget_recent()
    assert again.recent == []


def test_recent_files_are_few_the_last_one_first_each_once(settings, tmp_path):
    settings.remember([tmp_path / f"{number}.gpkg" for number in range(20)])
    settings.remember([tmp_path / "12.gpkg"])
    assert len(settings.recent) == 12
    assert settings.recent[:2] == [str(tmp_path / "12.gpkg"), str(tmp_path / "19.gpkg")]
    assert len(set(settings.recent)) == 12


@pytest.mark.parametrize(
    "text", ["", "\x00\xff not an ini", "[General]\nlanguage=xx\ntheme=pink\n"], ids=["empty", "bytes", "odd values"]
)
def test_a_damaged_memory_is_no_memory(tmp_path, qapp, text):
    path = tmp_path / "window.ini"
    path.write_text(text, encoding="latin-1")
    assert Settings(path).language is None
    assert Settings(path).theme == "system"


def test_the_application_speaks_chinese_fonts_and_fusion(qapp):
    app = make_application()
    assert app is qapp or app.style().name() == "fusion"


def test_lost_exceptions_reach_the_window_and_the_log(caplog, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    told = []
    log.catch_exceptions(told.append)
    error = ValueError("odd")
    sys.excepthook(ValueError, error, None)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert told == [error]
    assert [record.message for record in caplog.records] == ["not caught", "not caught in a thread"]


def test_the_log_is_a_file_of_the_state_folder_and_holds_qts_messages(tmp_path):
    script = (
        "from pathlib import Path; from onemap.app import log; from PySide6.QtCore import qWarning;"
        f"log.start(Path({str(tmp_path)!r})); qWarning('from qt'); import logging; logging.getLogger('x').info('ours')"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True)
    text = (tmp_path / "onemap.log").read_text(encoding="utf-8")
    assert "from qt" in text
    assert "ours" in text


def test_a_folder_that_cannot_be_written_stops_nothing(caplog):
    root = logging.getLogger()
    level = root.level
    log.start(Path("/proc/nowhere"))
    root.setLevel(level)
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(None)
    assert "no log file" in caplog.text


def start_script(paths):
    return f"""
import sys, time
begun = time.perf_counter()
from pathlib import Path
from PySide6.QtCore import QTimer
from onemap.app import desktop
from onemap.app.application import make_application
from onemap.app.settings import Settings
from onemap.ui.window_message import Message
app = make_application()
window = desktop.make_window(app, Settings.of_user())
window.show()
app.processEvents()
print("window", time.perf_counter() - begun)
def shown(picture):
    if window.session.entries and not any(e.status in ("reading",) for e in window.session.entries) and picture.reports:
        print("drawn", time.perf_counter() - begun)
        window.session.dirty = False
        window.close()
        app.quit()
window.canvas.shown.connect(shown)
desktop.begin(window, [Path(p) for p in {paths!r}], None)
if not {paths!r}:
    QTimer.singleShot(0, lambda: (window.close(), app.quit()))
QTimer.singleShot(60000, app.quit)
app.exec()
"""


def started(paths):
    answer = subprocess.run(
        [sys.executable, "-c", start_script(paths)], check=False, capture_output=True, text=True, cwd=ROOT, timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return {line.split()[0]: float(line.split()[1]) for line in answer.stdout.splitlines()}, answer.stderr


def test_the_window_comes_first():
    assert started([])[0]["window"] < 15  # the bench tells the figure


def test_the_sample_city_is_drawn_and_nothing_is_complained_of():
    sample = ROOT / "sample_data" / "sample_city.onemap"
    if not sample.exists():
        pytest.skip("the sample city is not built")
    times, complaints = started([str(sample)])
    assert times["drawn"] < 50
    assert "Traceback" not in complaints


def test_a_long_first_start_is_explained_over_the_map_until_it_is_over(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.message = Message(window)
    monkeypatch.setattr(desktop, "PATIENCE", 0)
    ready = desktop.told_when_it_lasts(window)
    qtbot.waitUntil(lambda: not window.message.isHidden())
    assert window.message.text.text()
    ready(None)
    assert window.message.isHidden()
    monkeypatch.setattr(desktop, "PATIENCE", 60_000)
    ready = desktop.told_when_it_lasts(window)
    window.message.tell("other", bad=True)
    ready(None)
    assert not window.message.isHidden(), "another message stays"


def test_unexpected_faults_are_told_in_plain_text(qtbot, qapp, monkeypatch):
    told = []
    monkeypatch.setattr("onemap.app.desktop.QMessageBox.critical", lambda *args: told.append(args[-1]))

    class Hidden:
        def isVisible(self):  # noqa: N802 - the window's own
            return False

    desktop.tell_unexpected(Hidden(), ValueError("odd"))
    assert "ValueError: odd" in told[0]
