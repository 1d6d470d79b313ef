"""`onemap project`: missing files found, versions compared and restored, all from the command line."""

import json
import shutil

import msgspec
import pytest

import onemap
from onemap.app.cli import main
from onemap.io import holders, project_locks, projects
from tests import poison


@pytest.fixture
def project(tmp_path):
    (tmp_path / "data").mkdir()
    made = onemap.Map(crs=4490)
    made.add(poison.one_row(tmp_path / "data"), title="灯")
    path = tmp_path / "a.onemap"
    made.save(path)
    made.session.set_title("one_row", "路灯")
    made.save(path)
    return path


def test_what_is_there_is_told(project, capsys):
    assert main(["project", str(project)]) == 0
    said = capsys.readouterr().out
    assert "a.onemap: 1 layers" in said
    assert "version 1: " in said


def test_missing_files_are_found_and_written_with_all_that_is_said_of_the_layer(project, tmp_path, capsys):
    shutil.move(tmp_path / "data", tmp_path / "moved")
    before = projects.load(project)
    assert main(["project", str(project), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["missing"] == {"one_row": str(tmp_path / "data" / "one_row.geojson")}
    assert main(["project", str(project), "--find", str(tmp_path / "moved"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["found"] == {"one_row": {"path": str(tmp_path / "moved" / "one_row.geojson"), "how": "bytes"}}
    (was,), (now,) = before.definitions, projects.load(project).definitions
    assert now == msgspec.structs.replace(was, source=now.source)
    assert project_locks.held_by(project) is None


def test_a_version_is_compared_and_restored(project, capsys):
    assert main(["project", str(project), "--compare", "1"]) == 0
    assert capsys.readouterr().out == "路灯: name\n"
    assert main(["project", str(project), "--restore", "1"]) == 0
    assert projects.load(project).definitions[0].title == "灯"
    assert main(["project", str(project), "--compare", "1", "--json"]) == 0
    assert main(["project", str(project), "--restore", "9"]) == 1
    assert "no version 9; there are 2" in capsys.readouterr().err


def test_a_project_that_a_window_has_open_is_not_written(project, capsys):
    other = holders.Holder(holders.host(), 1, holders.started(1), "王工")
    project_locks.place(project).write_bytes(msgspec.json.encode(other))
    before = project.read_bytes()
    assert main(["project", str(project), "--restore", "1"]) == 1
    assert "open in another window (王工@" in capsys.readouterr().err
    assert project.read_bytes() == before
