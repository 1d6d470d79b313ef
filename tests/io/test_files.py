"""Writing that is old or new, never half; and where the program's own files are."""

import errno
import os

import pytest

from onemap.errors import OutputError
from onemap.io import files


def test_a_new_file_takes_the_place_of_the_old(tmp_path):
    path = tmp_path / "地图.txt"
    path.write_text("old", encoding="utf-8")
    with files.replacing(path) as temporary:
        assert temporary.parent == tmp_path
        temporary.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("failing", ["the writer", "the look at it", "the move"])
def test_after_a_failure_the_old_file_stands_alone(tmp_path, failing, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def refuse(*_):
        raise ZeroDivisionError

    if failing == "the move":
        monkeypatch.setattr(type(path), "replace", refuse)

    def write():
        with files.replacing(path, refuse if failing == "the look at it" else None) as temporary:
            temporary.write_text("half", encoding="utf-8")
            if failing == "the writer":
                refuse()

    with pytest.raises(ZeroDivisionError):
        write()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (errno.ENOSPC, "output_full"),
        (errno.EACCES, "output_denied"),
        (errno.EROFS, "output_denied"),
        (errno.EIO, "output_failed"),
    ],
    ids=["full disk", "no permission", "read-only disk", "a broken disk"],
)
@pytest.mark.parametrize("call", range(1, 4), ids=["first fsync", "second fsync", "never"])
def test_faults_of_the_disk_are_told(tmp_path, monkeypatch, number, key, call):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    calls = []

    def fsync(handle):
        calls.append(handle)
        if len(calls) == call:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)

    def write():
        with files.replacing(path) as temporary:
            temporary.write_text("new", encoding="utf-8")

    if call == 3:
        write()
        return
    with pytest.raises(OutputError) as caught:
        write()
    assert caught.value.key == key
    assert str(path) in caught.value.sentence("zh")
    assert str(path) in caught.value.sentence("en")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == ("old" if call == 1 else "new")


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path):
    old, new = (tmp_path / f".[a].txt.{name}.tmp.txt" for name in ("old", "new"))
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    with files.replacing(tmp_path / "[a].txt"):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, "[a].txt"]


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(OutputError, match="nowhere"), files.replacing(tmp_path / "nowhere" / "a.txt"):
        pass


def test_rights_of_the_old_file_are_kept(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    with files.replacing(path) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_wheels_place_goes_before_the_checkout(tmp_path, monkeypatch):
    wheel, checkout = tmp_path / "_bundled", tmp_path / "checkout"
    for place in (wheel, checkout):
        (place / "layers").mkdir(parents=True)
    (checkout / "resources").mkdir()
    monkeypatch.setattr(files, "_PLACES", (wheel, checkout))
    assert files.layers_dir() == wheel / "layers"
    assert files.resource() == checkout / "resources"
    assert files.sample_dir() == checkout / "sample_data"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"ONEMAP_STATE_DIR": "{tmp}/own"}, "own"),
        ({"XDG_STATE_HOME": "{tmp}/state"}, "state/onemap"),
        ({"HOME": "{tmp}"}, ".local/state/onemap"),
    ],
    ids=["ours", "XDG", "home"],
)
def test_the_state_folder_follows_the_environment(tmp_path, monkeypatch, variables, expected):
    monkeypatch.setattr(files.sys, "platform", "linux")
    for name in ("ONEMAP_STATE_DIR", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value.format(tmp=tmp_path))
    assert files.state_dir() == tmp_path / expected
    assert files.state_dir().is_dir()
