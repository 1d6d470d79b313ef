"""A project reads its own folder, and elsewhere only what was opened, saved or allowed here by hand.

The campaign of ``make soak`` names ten thousand places in every way that paths can be written.
"""

import os
import random
from pathlib import Path

import pytest
import tomli_w

from onemap.errors import DefinitionError, SourceError
from onemap.io import definitions, packs, projects, reach
from onemap.model.definition import Source
from onemap.model.project import Project, ProjectLayer
from onemap.session import journal
from onemap.session.session import Session
from tests import poison
from tests.io.test_packs import folder, manifest  # noqa: F401 - a fixture is used by its name

CANARY = "canary-4711"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9Z"/></svg>'


@pytest.fixture(autouse=True)
def _nothing_allowed(monkeypatch):
    """Every test begins with what a fresh machine allows."""
    monkeypatch.setattr(reach, "_held", set())
    monkeypatch.setattr(reach, "_allowed_here", set())


@pytest.fixture
def tree(tmp_path):
    """A project's folder with data, links out of it, and what must not be read outside."""
    home, outside = tmp_path / "project", tmp_path / "outside"
    for place in (home / "data" / "深", home / ".hidden", outside / "data"):
        place.mkdir(parents=True)
    for place in (home, home / "data", home / "data" / "深", home / ".hidden"):
        poison.one_row(place)
    for place in (outside, outside / "data", tmp_path):
        secret = poison.one_row(place)
        secret.write_text(secret.read_text(encoding="utf-8").replace("0001", CANARY), encoding="utf-8")
        (place / "mark.svg").write_text(SVG)
    (home / "mark.svg").write_text(SVG)
    (home / "out").symlink_to(outside, target_is_directory=True)
    (home / "out.geojson").symlink_to(outside / "one_row.geojson")
    (home / "data" / "up").symlink_to("../..", target_is_directory=True)
    (home / "loop").symlink_to("loop")
    (home / "in").symlink_to(home / "data", target_is_directory=True)
    return home


def project_of(home, paths, name="a.onemap"):
    layers = [
        {"id": f"a{i}", "source": {"path": path}, "style": {"symbol": {"fill": "#aabbcc"}}}
        for i, path in enumerate(paths)
    ]
    path = home / name
    path.write_text(tomli_w.dumps({"schema": 2, "layers": layers}), encoding="utf-8")
    return path


def failed(opened):
    return {layer: key for layer, key, _ in opened.failed}


def is_inside(path, home):
    real = Path(os.path.realpath(path))
    return real.is_relative_to(os.path.realpath(home)) and ".hidden" not in real.parts


# --- by examples ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("named", "key"),
    [
        ("one_row.geojson", None), ("./data/../one_row.geojson", None), ("data/深/one_row.geojson", None),
        ("in/one_row.geojson", None), ("data/up/project/one_row.geojson", None),
        ("../outside/one_row.geojson", "file_beyond"), ("out/one_row.geojson", "file_beyond"),
        ("out.geojson", "file_beyond"), ("data/up/outside/one_row.geojson", "file_beyond"),
        (".hidden/one_row.geojson", "file_beyond"), ("../one_row.geojson", "file_beyond"),
        ("../outside/nothing.geojson", "file_missing"), ("loop", "file_missing"), ("a\0b", "file_missing"),
        ("~nobody-of-this-name/x", "file_missing"), ("//server/share/x.gpkg", "file_beyond"),
        ("\\\\server\\share\\x.gpkg", "file_missing"), ("C:\\x.gpkg", "file_missing"),
    ],
)  # fmt: skip
def test_what_a_project_may_name(tree, named, key):
    opened = projects.load(project_of(tree, [named]))
    assert failed(opened).get("a0") == key
    session = Session()
    session.open_project(opened)
    assert session.entries[0].status == ("ready" if key is None else "failed")
    session.reload("a0")
    assert session.entries[0].status == ("ready" if key is None else "failed")


def test_an_absolute_path_into_the_projects_own_folder_is_its_own(tree):
    assert failed(projects.load(project_of(tree, [str(tree / "data" / "one_row.geojson")]))) == {}


@pytest.mark.parametrize("allowed", ["the file", "its folder", "through a link"])
@pytest.mark.parametrize("remember", [True, False])
def test_what_is_allowed_is_read_and_remembered(tree, allowed, remember):
    path = project_of(tree, ["out/one_row.geojson", "../one_row.geojson"])
    session = Session()
    session.open_project(projects.load(path))
    outside = tree.parent / "outside"
    place = {"the file": outside / "one_row.geojson", "its folder": outside, "through a link": tree / "out"}[allowed]
    reach.allow([place], remember=remember)
    assert failed(projects.load(path)) == {"a1": "file_beyond"}
    session.reload("a0")
    assert session.entry("a0").status == "ready"
    assert (str(place) in reach.remembered()) == remember
    assert reach.forget([place]) == (0 if not remember else 2 if allowed == "through a link" else 1)
    assert failed(projects.load(path)) == {"a0": "file_beyond", "a1": "file_beyond"}


def test_what_was_saved_here_opens_without_asking(tree):
    own = Project(layers=(ProjectLayer("a", Source(str(tree.parent / "outside" / "one_row.geojson"))),))
    projects.save(own, tree / "own.onemap")
    assert failed(projects.load(tree / "own.onemap")) == {}
    assert failed(projects.load(project_of(tree, ["out/one_row.geojson", "../one_row.geojson"]))) == {
        "a1": "file_beyond"
    }


def test_saving_anothers_project_allows_nothing_of_it(tree):
    opened = projects.load(project_of(tree, ["out/one_row.geojson"]))
    projects.save(opened.project, tree / "b.onemap")
    assert failed(projects.load(tree / "b.onemap")) == {"a0": "file_beyond"}
    assert reach.remembered() == ()


def test_the_users_own_layer_files_may_name_anything_and_a_projects_may_not(tree, monkeypatch):
    text = f'[source]\npath = "{tree.parent}/outside/one_row.geojson"\n'
    (tree / "layers").mkdir()
    (tree / "layers" / "theirs.toml").write_text(text)
    mine = definitions.files.user_layers_dir()
    mine.mkdir()
    (mine / "mine.toml").write_text(text.replace("outside/", "outside/data/"))
    (tree / "a.onemap").write_text('schema = 2\n[[layers]]\nid = "mine"\n[[layers]]\nid = "theirs"\n')
    assert failed(projects.load(tree / "a.onemap")) == {"theirs": "file_beyond"}
    (mine / "theirs.toml").write_text(text)
    assert failed(projects.load(tree / "a.onemap")) == {"theirs": "file_beyond"}


def test_nobody_on_another_computer_is_asked(tree, monkeypatch):
    asked = []

    def watched(owner, name):
        real = getattr(owner, name)

        def call(path, *args, **more):
            asked.append(str(path))
            return real(path, *args, **more)

        monkeypatch.setattr(owner, name, call)

    for owner, name in (*((os.path, n) for n in ("exists", "isfile", "isdir", "realpath")), (os, "stat"), (os, "open")):
        watched(owner, name)
    names = ["//server/share/x.gpkg", "//?/C:/x.gpkg", "//./pipe/x", "\\\\server\\share\\x.csv", "/\\server/x.csv"]
    path = project_of(tree, names)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + '[[layers]]\nid = "m"\n[layers.style.symbol]\nmarker = "//server/share/x.svg"\n'
                    '[layers.source]\npath = "one_row.geojson"\n', encoding="utf-8")  # fmt: skip
    opened = projects.load(path)
    session = Session()
    session.open_project(opened)
    assert failed(opened)["m"] == "file_beyond"
    assert not [one for one in asked if reach.is_remote(one)]


def test_a_symbol_of_another_folder_is_not_drawn_before_it_is_allowed(tree):
    path = project_of(tree, ["one_row.geojson"])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('fill = "#aabbcc"', 'marker = "../outside/mark.svg"'), encoding="utf-8")
    opened = projects.load(path)
    assert failed(opened) == {"a0": "file_beyond"}
    from onemap.render.svg import svg_sprite

    marker = opened.definitions[0].style.symbol.marker
    with pytest.raises(SourceError) as caught:
        svg_sprite(marker, 9.0, None, None)
    assert caught.value.key == "file_beyond"
    reach.allow([marker])
    assert svg_sprite(marker, 9.0, None, None).any()


def test_the_programs_symbols_and_layer_files_are_within_reach(tree):
    assert failed(projects.load(definitions.files.sample_dir() / "sample_city.onemap")) == {}


def test_what_was_held_back_is_still_when_the_program_comes_back(tree):
    path = project_of(tree, ["one_row.geojson", "out/one_row.geojson"])
    session = Session()
    kept = journal.Journal(session, journal.journals.new_path())
    session.open_project(projects.load(path))
    session.set_title("a0", "x")
    assert kept.settled()
    found = journal.read(kept.path)
    kept.close()
    reach.let_go(found.held)
    assert [Path(one).name for one in found.held] == ["one_row.geojson"]
    back = Session()
    journal.recover(back, found)
    assert [entry.status for entry in back.entries] == ["ready", "failed"]
    reach.allow([tree.parent / "outside"])
    again = Session()
    journal.recover(again, found)
    assert [entry.status for entry in again.entries] == ["ready", "ready"]


def test_a_list_that_is_damaged_allows_less_and_never_fails(tree):
    reach.allow([tree.parent / "outside"], remember=True)
    place = reach._file()
    place.write_bytes(place.read_bytes() + b'\xff\xfe "\n[1]\n"/tmp/x')
    reach._allowed_here.clear()
    assert reach.Reach(None).holds(str(tree.parent / "outside" / "one_row.geojson"))
    place.unlink()
    place.mkdir()
    reach.allow([tree.parent], remember=True)
    assert reach.remembered() == ()
    assert reach.Reach(None).holds(str(tree.parent / "outside"))


def test_the_list_stays_short(monkeypatch, tmp_path):
    monkeypatch.setattr(reach, "MOST", 10)
    for number in range(25):
        reach.allow([tmp_path / f"{number}"], remember=True)
    assert 5 <= len(reach.remembered()) <= 10
    assert reach.remembered()[-1] == str(tmp_path / "24")


# --- ten thousand places ----------------------------------------------------------------------------------------------
def written(rng, home):
    """A place, written in one of the many ways that there are."""
    out = str(home.parent / "outside")
    parts = [
        "..", "..", "..", ".", "", "data", "深", "out", "in", "up", "loop", ".hidden", "outside", "project",
        "one_row.geojson", "out.geojson", "mark.svg", "~", "~root", "．．", "․․", "%2e%2e", "..;", ".. ", "...", "a\0b",
        "C:", "c:x", "NUL", "con.csv", "COM1", "x:stream", "é", "e\u0301", "\u202e", "\ud7ff", "$HOME", "x" * 300,
    ]  # fmt: skip
    starts = [
        "", "", "", "", "", "/", out + "/", str(home) + "/", "//server/share/", "\\\\server\\share\\", "\\\\?\\C:\\",
        "\\\\?\\UNC\\server\\share\\", "\\\\.\\", "//?/", "//./", "file://", "file:///", "smb://server/",
        "http://server/", "/vsicurl/http://server/", "/vsizip/", "PG:", "/proc/self/root",
        f"/proc/self/root{out}/", f"/dev/fd/../..{out}/",
        "~/", "C:\\", "D:/", "/\\server/", str(home) + "/../outside/", str(home / "out") + "/",
    ]  # fmt: skip
    between = rng.choice(["/", "/", "/", "\\", "//", "/./"])
    body = between.join(rng.choice(parts) for _ in range(rng.randrange(0, 6)))
    ends = ["", "/one_row.geojson", "one_row.geojson", "/outside/one_row.geojson", "/outside/data/one_row.geojson"]
    return (rng.choice(starts) + body + rng.choice(ends)) or "."


AT_ONCE = 250


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.soak) for part in range(1, 40))])
def test_no_place_however_it_is_written_is_an_escape(tree, part):
    rng = random.Random(part)
    names = [written(rng, tree) for _ in range(AT_ONCE)]
    opened = projects.load(project_of(tree, names))
    told = failed(opened)
    assert list(told.values()).count("file_beyond") > AT_ONCE // 40
    session = Session()
    session.open_project(opened)
    for entry, name in zip(session.entries, names, strict=True):
        if entry.id not in told:
            assert is_inside(entry.definition.source.path, tree), name
        if entry.status == "ready":
            assert is_inside(entry.definition.source.path, tree), name
            assert CANARY not in str(entry.data.table.to_pylist()), name
    for entry in rng.sample(session.entries, 20):
        session.reload(entry.id)
        assert entry.status == "failed" or is_inside(entry.definition.source.path, tree)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.soak) for part in range(1, 10))])
def test_no_symbol_and_no_layer_file_is_an_escape(tree, part):
    rng = random.Random(1000 + part)
    (tree / "layers").mkdir()
    for number in range(AT_ONCE // 5):
        name = written(rng, tree).replace("one_row.geojson", "mark.svg")
        style = {"symbol": {"marker": name}}
        layers = [{"id": "a", "source": {"path": "one_row.geojson"}, "style": style}, {"id": "b"}]
        scene = {"id": "s", "title": "s", "center": [0.0, 0.0], "scale": 1.0, "layers": [{"id": "a", "visible": True}]}
        if number % 2:
            del layers[0]["style"]
            scene["layers"][0]["style"] = style
        own = {"source": {"path": written(rng, tree)}}
        (tree / "layers" / "b.toml").write_text(tomli_w.dumps(own), encoding="utf-8")
        said = {"schema": 2, "layers": layers, "scenes": [scene]}
        (tree / "a.onemap").write_text(tomli_w.dumps(said), encoding="utf-8")
        try:
            opened = projects.load(tree / "a.onemap")
        except DefinitionError:
            continue
        styles = [opened.definitions[0].style, *(one.style for one in opened.project.scenes[0].layers if one.style)]
        for marker in (one for style in styles for one in definitions.markers(style)):
            assert reach.is_held(marker) or is_inside(marker, tree) or not os.path.lexists(marker), name
        path = opened.definitions[1].source.path
        assert "b" in failed(opened) or is_inside(path, tree), own


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.soak) for part in range(1, 10))])
def test_no_pack_is_an_escape(tmp_path, folder, part):  # noqa: F811 - the fixture
    rng = random.Random(2000 + part)
    for number in range(6):
        name = written(rng, tmp_path)
        (folder / "project.onemap").write_text(
            tomli_w.dumps({"schema": 2, "layers": [{"id": "a", "source": {"path": name}}]}), encoding="utf-8"
        )
        path = tmp_path / f"{number}.onemappack"
        packs.write(path, folder, [("project.onemap", None)], manifest())
        try:
            opened, _ = packs.load(path)
        except SourceError:
            continue
        assert Path(os.path.realpath(opened.definitions[0].source.path)).is_relative_to(definitions.files.state_dir())
