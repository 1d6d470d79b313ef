"""Missing files, versions and locks in the window."""

import shutil
import subprocess
import sys

import msgspec
import pytest

import onemap
from onemap.io import holders, project_locks, project_versions, projects
from onemap.model.project import Project
from onemap.ui.keeping_mount import KeepingMount
from onemap.ui.qt_runner import QtRunner
from tests import poison
from tests.ui.desk import city


@pytest.fixture
def window(make_window, qtbot):
    from onemap.session.session import Session

    made = make_window(Session(runner=QtRunner()))
    yield made
    made.session.dirty = False


@pytest.fixture
def project(tmp_path):
    """A project of two layers whose files lie beside it in ``data``."""
    (tmp_path / "data").mkdir()
    one = poison.one_row(tmp_path / "data")
    shutil.copy(one, tmp_path / "data" / "two.geojson")
    made = onemap.Map(crs=4490)
    made.add(one, title="一")
    made.add(tmp_path / "data" / "two.geojson", title="二")
    path = tmp_path / "城市.onemap"
    made.save(path)
    return path


def opened(window, path, qtbot):
    window.files.open_paths([path])
    qtbot.waitUntil(lambda: window.session.path == str(path) or bool(window.session.entries))
    return window.session


def failed(session):
    return [entry.id for entry in session.entries if entry.status == "failed"]


def test_files_that_moved_with_the_project_come_back_by_themselves(window, project, tmp_path, qtbot):
    (tmp_path / "new" / "deep").mkdir(parents=True)
    shutil.move(tmp_path / "data", tmp_path / "new" / "data")
    shutil.move(project, tmp_path / "new" / "deep" / project.name)
    session = opened(window, tmp_path / "new" / "deep" / project.name, qtbot)
    qtbot.waitUntil(lambda: bool(session.history.done))
    assert session.entries[0].definition.source.path == str(tmp_path / "new" / "data" / "two.geojson")
    assert "2 layers have moved" in window.message.text.text()
    assert failed(session) == []
    assert session.dirty


def test_missing_files_are_told_and_found_by_pointing_at_one(window, project, tmp_path, qtbot):
    (tmp_path / "far" / "away").mkdir(parents=True)
    shutil.move(tmp_path / "data", tmp_path / "far" / "away" / "data")
    session = opened(window, project, qtbot)
    qtbot.waitUntil(lambda: "missing" in window.message.text.text())
    assert len(failed(session)) == 2
    assert window.actions_["missing"].isEnabled()
    dialog = window.mounted(KeepingMount).ask_missing()
    qtbot.waitUntil(lambda: dialog.told.text() == "0 of 2 found")
    assert not dialog.repair_button.isEnabled()
    dialog.point(session.entries[0].id, str(tmp_path / "far" / "away" / "data" / "two.geojson"))
    qtbot.waitUntil(dialog.repair_button.isEnabled)
    assert dialog.told.text() == "2 of 2 found"
    assert "same content" in dialog.list.topLevelItem(1).text(2)
    dialog.repair_button.click()
    qtbot.waitUntil(lambda: all(entry.status == "ready" for entry in session.entries))
    assert not window.actions_["missing"].isEnabled()
    session.undo()
    qtbot.waitUntil(lambda: len(failed(session)) == 2)


def test_a_folder_is_searched(window, project, tmp_path, qtbot):
    shutil.move(tmp_path / "data", tmp_path / "elsewhere")
    opened(window, project, qtbot)
    dialog = window.mounted(KeepingMount).ask_missing()
    qtbot.waitUntil(lambda: dialog.told.text() == "0 of 2 found")
    dialog.search(str(tmp_path))
    qtbot.waitUntil(lambda: dialog.told.text() == "2 of 2 found")
    dialog.reject()


def test_a_version_is_compared_and_restored_without_touching_the_file(window, project, tmp_path, qtbot):
    session = opened(window, project, qtbot)
    qtbot.waitUntil(lambda: not session.jobs)
    session.set_title(session.entries[0].id, "改名")
    window.files.save()
    qtbot.waitUntil(lambda: not session.dirty)
    text = project.read_bytes()
    dialog = window.mounted(KeepingMount).ask_versions()
    qtbot.waitUntil(dialog.restore.isEnabled)
    assert "改名: name" in dialog.text.toPlainText()
    dialog.restore.click()
    assert [entry.title("zh") for entry in session.entries] == ["二", "一"]
    assert session.dirty
    assert project.read_bytes() == text
    assert session.path == str(project)


def test_a_project_without_versions_says_so(window, project, qtbot):
    opened(window, project, qtbot)
    dialog = window.mounted(KeepingMount).ask_versions()
    qtbot.waitUntil(lambda: "none yet" in dialog.text.toPlainText())
    dialog.close_button.click()


@pytest.fixture
def held(project):
    """Another program that holds the project."""
    run = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    other = holders.Holder(holders.host(), run.pid, holders.started(run.pid), "王工", "2026-07-01T00:00:00Z")
    project_locks.place(project).write_bytes(msgspec.json.encode(other))
    yield other
    run.kill()
    run.communicate()


@pytest.mark.parametrize("answer", ["read", "copy", "cancel"])
def test_a_project_that_is_open_elsewhere_is_asked_about(window, project, held, answer, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(window.files.claims, "ask", lambda path, holder: asked.append((path, holder)) or answer)
    window.files.open_paths([project])
    qtbot.waitUntil(lambda: bool(asked) and not window.session.jobs)
    assert asked == [(project, held)]
    assert bool(window.session.entries) == (answer != "cancel")
    assert window.session.path == (str(project) if answer == "read" else None)
    if answer == "read":
        qtbot.waitUntil(lambda: window.bar.kept.isVisible() and "(read-only)" in window.windowTitle())
        before = project.read_bytes()
        window.session.set_title(window.session.entries[0].id, "x")
        window.files.save()
        qtbot.waitUntil(lambda: "open in another window (王工@" in window.message.text.text())
        assert project.read_bytes() == before


def test_the_window_holds_its_project_until_another_is_open(window, project, tmp_path, qtbot):
    opened(window, project, qtbot)
    assert project_locks.held_by(project) is not None
    window.session.dirty = False
    window.files.new()
    assert project_locks.held_by(project) is None


def test_a_file_that_another_program_changed_is_not_overwritten_unasked(window, project, qtbot, monkeypatch):
    session = opened(window, project, qtbot)
    qtbot.waitUntil(lambda: not session.jobs)
    session.set_title(session.entries[0].id, "mine")
    projects.save(Project(title="theirs"), project)
    answers = ["cancel", "read"]
    monkeypatch.setattr(window.files.claims, "ask_overwrite", lambda _path: answers.pop(0))
    window.files.save()
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert projects.load(project).project.title == "theirs"
    window.files.save()
    qtbot.waitUntil(lambda: not session.dirty)
    assert [layer.title for layer in projects.load(project).project.layers] == ["mine", "一"]
    assert projects.load(project_versions.versions(project)[0].path, of=project).project.title == "theirs"


def test_a_window_over_a_hand_made_city_has_nothing_missing(make_window):
    window = make_window(city())
    assert not window.actions_["missing"].isEnabled()
    assert not window.actions_["versions"].isEnabled()
    window.mounted(KeepingMount).look()


# --- files outside of the project -------------------------------------------------------------------------------------
@pytest.fixture
def theirs(tmp_path, monkeypatch):
    """A project that came from elsewhere: one layer of its own, two beyond its folder."""
    from onemap.io import reach

    monkeypatch.setattr(reach, "_held", set())
    monkeypatch.setattr(reach, "_allowed_here", set())
    (tmp_path / "project").mkdir()
    for folder in (tmp_path, tmp_path / "project"):
        poison.one_row(folder)
    shutil.copy(tmp_path / "one_row.geojson", tmp_path / "two.geojson")
    named = ("one_row.geojson", "../one_row.geojson", "../two.geojson")
    layers = "".join(f'[[layers]]\nid = "l{i}"\n[layers.source]\npath = "{one}"\n' for i, one in enumerate(named))
    path = tmp_path / "project" / "theirs.onemap"
    path.write_text("schema = 2\n" + layers, encoding="utf-8")
    return path


def asked(window, qtbot):
    """The open question."""
    from onemap.ui.allow_dialog import AllowDialog

    qtbot.waitUntil(lambda: bool(window.findChildren(AllowDialog)))
    (dialog,) = window.findChildren(AllowDialog)
    return dialog


@pytest.mark.parametrize("folders", [False, True])
def test_the_window_asks_before_a_project_reads_beyond_its_folder_and_only_once(window, theirs, qtbot, folders):
    session = opened(window, theirs, qtbot)
    dialog = asked(window, qtbot)
    assert failed(session) == ["l1", "l2"]
    shown = [dialog.list.item(i).text() for i in range(dialog.list.count())]
    assert shown == [str(theirs.parent.parent / name) for name in ("one_row.geojson", "two.geojson")]
    dialog.folders.setChecked(folders)
    dialog.allow.click()
    qtbot.waitUntil(lambda: [entry.status for entry in session.entries] == ["ready"] * 3)
    session.dirty = False
    window.files.new()
    opened(window, theirs, qtbot)
    qtbot.waitUntil(lambda: [entry.status for entry in session.entries] == ["ready"] * 3)


def test_what_is_left_out_stays_out_until_the_layers_menu_is_asked(window, theirs, qtbot):
    session = opened(window, theirs, qtbot)
    dialog = asked(window, qtbot)
    assert dialog.leave.isDefault()
    dialog.leave.click()
    qtbot.waitUntil(lambda: dialog.parent() is None or not dialog.isVisible())
    session.reload("l1")
    qtbot.waitUntil(lambda: not session.jobs)
    assert failed(session) == ["l1", "l2"]
    (line,) = [one for one in window.layers._repairs("l1") if one is not None and one.words == "Allow files…"]
    qtbot.wait(20)
    line.call()
    asked(window, qtbot).allow.click()
    qtbot.waitUntil(lambda: failed(session) == [])
