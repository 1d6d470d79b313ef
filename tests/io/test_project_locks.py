"""Locks: one program holds a project; a dead one's lock is taken; a folder that cannot be written has none."""

import os
import subprocess
import sys

import msgspec
import pytest

from onemap.io import holders, project_locks
from onemap.io.project_locks import claim

OTHER = """
import sys
from pathlib import Path
from onemap.io import project_locks
found = project_locks.claim(Path(sys.argv[1]))
print("mine" if found.lock else f"other {found.other.pid}" if found.other else "none", flush=True)
sys.stdin.read()
"""


def another(project):
    """A second program that wants the project and then waits."""
    run = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(project)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    return run, run.stdout.readline().strip()


def test_the_second_program_is_told_who_has_it_and_gets_it_when_the_first_is_gone(tmp_path):
    project = tmp_path / "城市.onemap"
    first, said = another(project)
    try:
        assert said == "mine"
        told = claim(project)
        assert told.lock is None
        assert (told.other.pid, told.other.host) == (first.pid, holders.host())
        first.kill()
        first.wait()
        got = claim(project)
        assert got.lock is not None
        run, said = another(project)
        run.communicate()
        assert said == f"other {os.getpid()}"
        got.lock.release()
        assert list(tmp_path.iterdir()) == []
    finally:
        first.kill()
        first.communicate()


def test_a_lock_of_ones_own_is_given_again(tmp_path):
    one, two = claim(tmp_path / "a.onemap"), claim(tmp_path / "a.onemap")
    assert one.lock == two.lock
    one.lock.sign()


def test_a_lock_from_another_machine_holds_while_it_gives_signs_of_life(tmp_path):
    project = tmp_path / "a.onemap"
    far = holders.Holder("elsewhere", 1, "1", "王工", "2026-07-01T00:00:00Z")
    project_locks.place(project).write_bytes(msgspec.json.encode(far))
    assert claim(project).other == far
    os.utime(project_locks.place(project), (0, 0))
    assert claim(project).lock is not None


@pytest.mark.parametrize("text", [b"", b"nonsense", b"[]"])
def test_a_broken_lock_is_nobodys(tmp_path, text):
    project_locks.place(tmp_path / "a.onemap").write_bytes(text)
    assert claim(tmp_path / "a.onemap").lock is not None


def test_where_no_lock_can_be_written_nobody_has_it(tmp_path, monkeypatch):
    def denied(*_args, **_kwargs):
        raise PermissionError(13, "no")

    monkeypatch.setattr(project_locks.tempfile, "mkstemp", denied)
    monkeypatch.setattr(project_locks.os, "access", lambda *_: False)
    found = claim(tmp_path / "a.onemap")
    assert (found.lock, found.other) == (None, None)


def test_a_file_system_without_links_has_locks_too(tmp_path, monkeypatch):
    def no_links(*_args):
        raise OSError(1, "no links here")

    monkeypatch.setattr(project_locks.os, "link", no_links)
    assert claim(tmp_path / "a.onemap").lock is not None
    assert project_locks.held_by(tmp_path / "a.onemap").pid == os.getpid()


def test_a_lock_that_another_has_taken_stays_when_it_is_released(tmp_path):
    mine = claim(tmp_path / "a.onemap").lock
    theirs = holders.Holder("elsewhere", 1, "1")
    project_locks.place(tmp_path / "a.onemap").write_bytes(msgspec.json.encode(theirs))
    mine.release()
    assert project_locks.held_by(tmp_path / "a.onemap") == theirs
