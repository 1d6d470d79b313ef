"""Every version of a project that was ever written still opens, and what it says is still there when it is saved."""

import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest

import onemap
from onemap.io import projects
from tests import poison

OLD = sorted((Path(__file__).parent / "old_projects").glob("*.onemap"))


def said(path):
    """What stands in the file, the version left out."""
    table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    return {key: value for key, value in table.items() if key != "schema"}


@pytest.fixture(params=OLD, ids=lambda path: path.stem)
def old(request, tmp_path):
    poison.one_row(tmp_path)
    return Path(shutil.copy(request.param, tmp_path / "old.onemap"))


def test_both_versions_are_there():
    assert {path.name[:2] for path in OLD} == {"v1", "v2"}


def test_it_opens_and_nothing_of_it_is_lost_by_saving(old, tmp_path):
    opened = projects.load(old)
    kept = projects.load(projects.save(opened.project, tmp_path / "new.onemap") or tmp_path / "new.onemap")
    assert kept.unknown == opened.unknown
    assert msgspec.structs.replace(kept.project, schema=opened.project.schema) == opened.project
    assert said(tmp_path / "new.onemap") == said(old)


def test_the_program_opens_and_saves_it(old, tmp_path):
    shown = onemap.open(old)
    assert [entry.id for entry in shown.session.entries] == [one["id"] for one in said(old).get("layers", [])]
    shown.save(tmp_path / "again.onemap")
    was, now = said(old), said(tmp_path / "again.onemap")
    for name in ("title", "title_en", "as_of", "reviewed", "notes", "scenes"):
        assert now.get(name) == was.get(name), name
    for before, after in zip(was.get("layers", []), now.get("layers", []), strict=True):
        for name in ("id", "title", "filter", "filter_on", "placed", "glow"):
            assert after.get(name) == before.get(name), name
