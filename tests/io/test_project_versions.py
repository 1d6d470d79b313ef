"""Versions of a project: the last ten, each whole, compared in words, opened as they stood in their folder."""

import os

import msgspec

from onemap.io import project_versions, projects
from onemap.model.definition import Source
from onemap.model.project import Project, ProjectLayer
from onemap.model.project_compare import compare
from tests import poison


def test_each_saving_keeps_what_was_there_and_no_more_than_ten(tmp_path):
    path = tmp_path / "城市.onemap"
    for number in range(14):
        projects.save(Project(title=f"t{number}"), path)
        os.utime(path, (1_800_000_000 + number, 1_800_000_000 + number))
    kept = project_versions.versions(path)
    assert [projects.load(one.path, of=path).project.title for one in kept] == [f"t{n}" for n in range(12, 2, -1)]
    assert kept[0].at == "2027-01-15T08:00:12Z"
    assert [entry.name for entry in tmp_path.iterdir() if not entry.name.startswith(".")] == ["城市.onemap"]


def test_the_same_bytes_are_kept_once_and_two_of_one_second_both(tmp_path):
    path = tmp_path / "a.onemap"
    for title in ("a", "b", "b", "b"):
        projects.save(Project(title=title), path)
        os.utime(path, (1_800_000_000, 1_800_000_000))
    assert [projects.load(one.path, of=path).project.title for one in project_versions.versions(path)] == ["b", "a"]


def test_a_version_opens_with_the_paths_and_layer_files_of_its_project(tmp_path):
    data = poison.one_row(tmp_path)
    path = tmp_path / "a.onemap"
    said = Project(layers=(ProjectLayer("own", Source(str(data))),))
    projects.save(said, path)
    projects.save(Project(), path)
    (kept,) = project_versions.versions(path)
    opened = projects.load(kept.path, of=path)
    assert opened.project == said
    assert opened.path == str(path)
    assert opened.failed == ()


def test_a_version_that_cannot_be_kept_does_not_stop_the_saving(tmp_path):
    path = tmp_path / "a.onemap"
    projects.save(Project(title="a"), path)
    project_versions.folder(path).write_text("a file where the folder should be")
    projects.save(Project(title="b"), path)
    assert projects.load(path).project.title == "b"
    assert project_versions.versions(path) == []


def test_what_is_no_version_is_left_out(tmp_path):
    path = tmp_path / "a.onemap"
    project_versions.folder(path).mkdir()
    (project_versions.folder(path) / "copy.onemap").write_text("x")
    assert project_versions.versions(path) == []


def test_two_projects_are_compared_in_words():
    one = ProjectLayer("a", title="灯", filter="x = 1")
    before = Project(title="旧", layers=(one, ProjectLayer("b"), ProjectLayer("c")))
    after = Project(
        title="新",
        layers=(
            ProjectLayer("c", fingerprint="1-a"),
            msgspec.structs.replace(one, filter="x = 2", visible=False),
            ProjectLayer("d", title="井"),
        ),
    )
    assert compare(before, before) == ()
    assert [en for _, en in compare(before, after)] == [
        "Title changed",
        "Layer added: 井",
        "Layer removed: b",
        "灯: shown or hidden, filter",
        "Order of the layers changed",
    ]
    assert [zh for zh, _ in compare(before, after)][3] == "灯：显示、筛选"
