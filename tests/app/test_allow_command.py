"""`onemap allow` and ``--allow``: what a project may read beyond its own folder."""

import json

import pytest

import onemap
from onemap.app.cli import main
from onemap.io import reach
from tests import poison


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project that came from elsewhere and names a file beside its folder."""
    monkeypatch.setattr(reach, "_held", set())
    monkeypatch.setattr(reach, "_allowed_here", set())
    poison.one_row(tmp_path)
    (tmp_path / "project").mkdir()
    path = tmp_path / "project" / "a.onemap"
    path.write_text('schema = 2\n[[layers]]\nid = "a"\n[layers.source]\npath = "../one_row.geojson"\n')
    return path


def asked(project, *more):
    return main(["query", str(project), "--layer", "a", "--where", "code = '0001'", "--json", *more])


def test_what_lies_outside_is_told_with_the_way_to_allow_it(project, capsys):
    assert asked(project) == 1
    assert "run: onemap allow FOLDER" in capsys.readouterr().err
    assert asked(project, "--allow", str(project.parent.parent)) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 1
    assert reach.remembered() == ()


def test_what_is_allowed_is_listed_and_forgotten(project, capsys):
    folder = str(project.parent.parent)
    assert main(["allow"]) == 0
    assert "nothing" in capsys.readouterr().out
    assert main(["allow", folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"allowed": [folder]}
    assert asked(project) == 0
    assert main(["allow", "--forget", folder]) == 0
    capsys.readouterr()
    assert asked(project) == 1
    assert main(["allow", folder + "/nothing"]) == 1


def test_a_script_says_what_may_be_read(project):
    assert set(onemap.open(project).failed) == {"a"}
    assert onemap.open(project, allow=[project.parent.parent]).failed == {}
