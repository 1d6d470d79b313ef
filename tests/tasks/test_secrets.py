"""A password that somebody once typed is found nowhere: not in what is said, kept or written, nor when all dies."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import onemap
from onemap.errors import DefinitionError, RequestError
from onemap.session import records
from tests import persons, poison
from tests.tasks.test_ways_out import said
from tests.tasks.writers import WRITERS

CANARY = "C4nary-4711"
PLACES = (
    f"PG:host=127.0.0.1 port=9 dbname=d user=u password={CANARY}", f"postgresql://u:{CANARY}@127.0.0.1:9/d",
    f"https://u:{CANARY}@127.0.0.1:9/x.geojson", f"https://127.0.0.1:9/x.geojson?token={CANARY}",
    f"/vsicurl/https://u:{CANARY}@127.0.0.1:9/x.gpkg",
)  # fmt: skip


def environment(state):
    return {
        **os.environ, "ONEMAP_STATE_DIR": str(state), "PGPASSWORD": CANARY, "ONEMAP_TOKEN": CANARY,
        "AWS_SECRET_ACCESS_KEY": CANARY, "ONEMAP_LANG": "en",
    }  # fmt: skip


def found_in(folder):
    """Files below a folder that hold the canary, in whatever they are packed, or bear it in their names."""
    hits = [str(path) for path in folder.rglob("*") if CANARY in path.name]
    files = [path for path in folder.rglob("*") if path.is_file() and "kernels" not in path.parts]
    return hits + [str(path) for path in files if CANARY in said(path.read_bytes())]


def named(folder):
    """A file that bears a secret in its name, as a download may leave it."""
    made = poison.one_row(folder)
    return made.rename(folder / f"lamps?token={CANARY}.geojson")


@pytest.mark.parametrize("command", ["info", "export", "query", "locate", "project", "allow"])
def test_the_command_line_repeats_no_secret(tmp_path, command):
    state = tmp_path / "state"
    state.mkdir()
    more = {
        "export": ("-o", str(tmp_path / "x.png")), "query": ("--layer", "x", "--where", "a = 1"), "locate": ("x",)
    }.get(command, ())  # fmt: skip
    for place in PLACES:
        done = subprocess.run(
            [sys.executable, "-m", "onemap", command, place, *more], check=False, capture_output=True, text=True,
            env=environment(state), cwd=tmp_path,
        )  # fmt: skip
        assert done.returncode == 1
        assert CANARY not in done.stdout + done.stderr
        if command != "info":
            break
    assert found_in(tmp_path) == []


def test_what_the_program_tells_of_itself_holds_no_secret(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "onemap", "--about-json"], check=True, capture_output=True, text=True,
        env=environment(tmp_path),
    )  # fmt: skip
    assert json.loads(done.stdout)
    assert CANARY not in done.stdout + done.stderr


@pytest.mark.parametrize("place", PLACES)
def test_a_project_that_names_a_secret_is_not_opened_and_the_secret_not_repeated(tmp_path, place):
    text = f'schema = 2\n[[layers]]\nid = "a"\n[layers.source]\npath = {json.dumps(place)}\n'
    (tmp_path / "a.onemap").write_text(text)
    with pytest.raises(DefinitionError) as caught:
        onemap.open(tmp_path / "a.onemap")
    assert CANARY not in str(caught.value)


def test_a_secret_in_a_files_name_stands_in_no_project_journal_or_file_that_leaves(tmp_path):
    (tmp_path / "out").mkdir()
    city = onemap.open(persons.make(tmp_path / "city"))
    layer = city.add(named(tmp_path))
    assert CANARY not in layer.title + layer.id
    with pytest.raises(RequestError) as caught:
        city.save(tmp_path / "out" / "a.onemap")
    assert caught.value.key == "secret_named"
    assert CANARY not in str(caught.value)
    assert CANARY not in json.dumps(records.plain(city.session.content))
    for name, write in WRITERS.items():
        if name != "project":
            write(city, tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) > 15
    assert found_in(tmp_path / "out") == []
    assert found_in(Path(os.environ["ONEMAP_STATE_DIR"])) == []


#: Opens a file, renames its layer, meets an error with a secret in it, says all that the window shows, and dies.
WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget
from onemap.app import desktop, log
from onemap.app.application import make_application
from onemap.app.settings import Settings
from onemap.io import files

secret = os.environ["ONEMAP_TOKEN"]
app = make_application()
log.start(files.state_dir())
window = desktop.make_window(app, Settings.of_user(), "en")
log.catch_exceptions(lambda error: desktop.tell_unexpected(window, error))
window.show()
desktop.begin(window, [Path(one) for one in sys.argv[1:]], None)

def fail():
    raise OSError(f"connection to postgresql://u:{secret}@h failed: password={secret}")

def step():
    session = window.session
    if not session.entries or session.entries[0].status != "ready" or session.recorder is None:
        return
    timer.stop()
    session.set_title(session.entries[0].id, "lamps")
    session.recorder.settled()
    QTimer.singleShot(0, fail)
    QTimer.singleShot(300, end)

def end():
    texts = [label.text() for label in window.findChildren(QLabel)]
    texts += [widget.toolTip() for widget in window.findChildren(QWidget)]
    texts += [window.windowTitle(), window.session.entries[0].title("en"), *map(str, window.files._memory.recent)]
    print(*texts, sep="|", flush=True)
    os.kill(os.getpid(), signal.SIGSEGV)

timer = QTimer(interval=30)
timer.timeout.connect(step)
timer.start()
QTimer.singleShot(60000, app.quit)
app.exec()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="dies as Linux lets it")
def test_the_window_keeps_and_shows_no_secret_even_when_it_dies(tmp_path):
    state, data = tmp_path / "state", tmp_path / "data"
    state.mkdir()
    data.mkdir()
    (state / "kernels").symlink_to(Path(os.environ["ONEMAP_STATE_DIR"]) / "kernels", target_is_directory=True)
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(named(data))], check=False, capture_output=True, text=True, timeout=110,
        env={**environment(state), "PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == -signal.SIGSEGV, done.stderr
    assert "lamps" in done.stdout
    assert "not caught" in (state / "onemap.log").read_text(encoding="utf-8")
    assert "Segmentation fault" in (state / "crash.log").read_text(encoding="utf-8")
    assert list(state.glob("journals/*"))
    assert CANARY not in done.stdout + done.stderr
    assert found_in(state) == []
