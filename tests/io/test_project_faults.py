"""Saving while the disk fails: whatever call fails, the file is the old one or the new one, whole; nothing is left."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onemap.errors import OutputError
from onemap.io import files, project_versions, projects
from onemap.model.definition import Source
from onemap.model.project import Project, ProjectLayer

LAYERS = tuple(ProjectLayer(f"l{i}", Source(f"/data/{i}.gpkg"), title="图层") for i in range(20))
OLD, NEW = Project(title="old", layers=LAYERS), Project(title="new", layers=LAYERS[:10])
#: The calls through which a project reaches the disk.
CALLS = [
    (os, "fsync"), (os, "close"), (files.tempfile, "mkstemp"), (Path, "write_bytes"), (Path, "read_bytes"),
    (Path, "replace"), (Path, "chmod"), (Path, "mkdir"), (Path, "stat"), (Path, "open"), (Path, "read_text"),
    (Path, "unlink"),
]  # fmt: skip


@contextlib.contextmanager
def failing(nth, number):
    """Let the nth call of all that reach the disk fail; gives how many there were."""
    count = [0]
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in CALLS:
            patch.setattr(owner, name, _failing(getattr(owner, name), count, nth, number))
        yield count


def _failing(real, count, nth, number):
    def call(*args, **kwargs):
        count[0] += 1
        if count[0] == nth:
            raise OSError(number, os.strerror(number))
        return real(*args, **kwargs)

    return call


@pytest.mark.parametrize("number", [28, 5, 30], ids=["full", "input and output", "read-only"])
def test_every_call_may_fail(tmp_path, number):
    path, nth, refused = tmp_path / "城市.onemap", 0, 0
    whole = {}
    for project in (NEW, OLD):
        projects.save(project, path)
        whole[path.read_bytes()] = project.title
    while True:
        nth += 1
        projects.save(OLD, path)
        with failing(nth, number) as count, contextlib.suppress(OutputError):
            projects.save(NEW, path)
        title = whole[path.read_bytes()]
        refused += title == "old"
        assert all(version.path.read_bytes() in whole for version in project_versions.versions(path))
        if count[0] < nth:
            break
    assert title == "new"
    assert projects.load(path).project == NEW
    assert nth > 15
    assert refused > 5


FULL = """
import resource, signal, sys
from pathlib import Path
from onemap.errors import OutputError
from onemap.io import projects
from onemap.model.project import Project, ProjectLayer
path = Path(sys.argv[1])
projects.save(Project(title="old"), path)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
many = tuple(ProjectLayer(f"l{i}", title="x" * 60) for i in range(400))
try:
    projects.save(Project(title="new", layers=many), path)
except OutputError as error:
    print(error.key)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_disk_without_room_is_told_and_nothing_of_it_is_left(tmp_path):
    path = tmp_path / "a.onemap"
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == "output_full\n"
    assert projects.load(path).project.title == "old"
    assert [entry.name for entry in tmp_path.iterdir() if ".tmp" in entry.name] == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    path = tmp_path / "a.onemap"
    projects.save(OLD, path)

    def denied(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.tempfile, "mkstemp", denied)
    with pytest.raises(OutputError) as caught:
        projects.save(NEW, path)
    assert caught.value.key == "output_denied"
    assert "a.onemap" in caught.value.sentence("zh")
    assert projects.load(path).project == OLD


def test_a_file_that_is_marked_read_only_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a.onemap"
    projects.save(OLD, path)
    path.chmod(0o444)
    monkeypatch.setattr(projects.os, "access", lambda at, mode: not (at == path and mode == os.W_OK))
    with pytest.raises(OutputError) as caught:
        projects.save(NEW, path)
    assert caught.value.key == "output_denied"
    assert projects.load(path).project == OLD


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones of POSIX")
def test_the_clock_of_the_machine_changes_nothing_that_is_stored(tmp_path, monkeypatch):
    written = set()
    path = tmp_path / "a.onemap"
    for zone in ("UTC", "Asia/Shanghai", "America/St_Johns", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        path.unlink(missing_ok=True)
        projects.save(Project(title=zone[:0], as_of="2026-03-29T02:30:00+08:00"), path)
        os.utime(path, (1_774_747_800, 1_774_747_800))
        projects.save(Project(title="b"), path)
        written.add(project_versions.versions(path)[0].at)
        written.add(project_versions.versions(path)[0].path.read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert len(written) == 2
