"""Project files: what is saved is what is opened, and one bad layer never stops the rest."""

import msgspec
import pytest

from onemap.errors import DefinitionError, OutputError, SourceError
from onemap.io import files, projects
from onemap.model.definition import Field, Source, TimeField
from onemap.model.moment import Moment
from onemap.model.note import Note
from onemap.model.project import Project, ProjectLayer, ProjectSelection, ProjectView
from onemap.model.scene import Scene, SceneLayer
from onemap.model.style import LabelStyle, LegendClass, Style, Symbol
from tests import poison


def project(folder):
    """A project that says everything a project can say."""
    (folder / "图标").mkdir(exist_ok=True)
    (folder / "图标" / "lamp.svg").write_text("<svg/>", encoding="utf-8")
    marker = str(folder / "图标" / "lamp.svg")
    symbol = Symbol(fill="#aabbcc", line="#00000080", dash_mm=(1.0, 2.0), cap="square", join="bevel", marker=marker)
    classes = (LegendClass(symbol, title="井盖", values=("0101", "")), LegendClass(Symbol(), lower=1.5, upper=3))
    style = Style(
        "categories", symbol, "代码", classes, opacity=0.5, label=LabelStyle("名称", bold=True), min_scale=5e4
    )
    source = Source(str(poison.one_row(folder)), crs="EPSG:4490", x="经度", y="纬度", encoding="GB18030", layer="a")
    return Project(
        title="“城市” 一张图\n第二行",
        title_en="One map",
        crs="EPSG:4548",
        view=ProjectView((500000.123456789, 3.4e6), 12345.678),
        layers=(
            ProjectLayer(
                "部件",
                source,
                "12-ab",
                "部件",
                "Components",
                "管理",
                "Managed",
                "component",
                False,
                style,
                "状态 = '完好'",
                False,
                {"电话": Field(role="phone", grade=3)},
                "城管局",
                "2026-05-01",
                2,
                "说明",
                {"A.1 “甲”": (104.5, 31.25)},
                TimeField("上报"),
                ("time",),
            ),
            ProjectLayer("grid"),
        ),
        as_of="2026-07-01T12:00:00+08:00",
        moment=Moment(start=1, hours=(8, 9), undated=True),
        notes=(Note("n1", "place", ((104.5, 31.25),), "EPSG:4490", "这里\n第二行", "2026-07-01T00:00:00Z"),),
        scenes=(
            Scene(
                "s1", "雨后", (1.0, 2.0), 5e3, "EPSG:4548", (SceneLayer("部件", True, style, "a = 1"),), Moment(5, 6)
            ),
            Scene("s2", "门口", (1.0, 2.0), 500.0),
        ),
        selections=(ProjectSelection("要查的", {"部件": "0-3,7", "a.b": ""}),),
        unknown='later = 1\n\n[layers."部件".style]\nglow = true\n',
    )


def test_what_is_saved_is_what_is_opened(tmp_path):
    said = project(tmp_path)
    projects.save(said, tmp_path / "城市.onemap")
    assert projects.load(tmp_path / "城市.onemap").project == said


def test_a_project_saved_elsewhere_still_finds_its_data(tmp_path):
    projects.save(project(tmp_path), tmp_path / "a.onemap")
    (tmp_path / "deep" / "er").mkdir(parents=True)
    opened = projects.load(tmp_path / "a.onemap")
    projects.save(opened.project, tmp_path / "deep" / "er" / "b.onemap")
    text = (tmp_path / "deep" / "er" / "b.onemap").read_text(encoding="utf-8")
    assert '"../../one_row.geojson"' in text
    assert '"../../图标/lamp.svg"' in text
    assert projects.load(tmp_path / "deep" / "er" / "b.onemap").project == opened.project


def test_the_file_is_plain_toml_of_schema_2_with_relative_paths(tmp_path):
    import tomllib

    projects.save(project(tmp_path), tmp_path / "a.onemap")
    table = tomllib.loads((tmp_path / "a.onemap").read_text(encoding="utf-8"))
    assert table["schema"] == 2
    assert table["layers"][0]["source"]["path"] == "one_row.geojson"
    assert str(tmp_path) not in (tmp_path / "a.onemap").read_text(encoding="utf-8")


def test_a_folder_that_was_moved_opens_the_same(tmp_path):
    (tmp_path / "old").mkdir()
    projects.save(project(tmp_path / "old"), tmp_path / "old" / "a.onemap")
    (tmp_path / "old").rename(tmp_path / "new")
    opened = projects.load(tmp_path / "new")
    assert opened.definitions[0].source.path == str(tmp_path / "new" / "one_row.geojson")
    assert [failed[0] for failed in opened.failed] == ["grid"]


def test_what_the_project_does_not_say_comes_from_the_layer_file(tmp_path):
    poison.one_row(tmp_path)
    (tmp_path / "layers").mkdir()
    text = 'title = "灯"\ntitle_en = "Lamps"\ngroup = "g"\nrole = "component"\nsource = { path = "../one_row.geojson" }'
    (tmp_path / "layers" / "lamps.toml").write_text(text, encoding="utf-8")
    layers = (ProjectLayer("lamps", title="路灯", visible=False),)
    projects.save(Project(layers=layers), tmp_path / "a.onemap")
    opened = projects.load(tmp_path / "a.onemap")
    (lamps,) = opened.definitions
    assert opened.failed == ()
    assert (lamps.title, lamps.title_en, lamps.group, lamps.role, lamps.visible) == (
        "路灯",
        "",
        "g",
        "component",
        False,
    )
    assert lamps.source.path == str(tmp_path / "one_row.geojson")


def test_a_file_of_ones_own_takes_nothing_from_a_layer_file_of_the_same_name(tmp_path):
    (tmp_path / "road.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    (tmp_path / "own.onemap").write_text('[[layers]]\nid = "road"\n[layers.source]\npath = "road.geojson"\n')
    (definition,) = projects.load(tmp_path / "own.onemap").definitions
    assert definition.title == "road"
    assert definition.fields == {}
    assert definition.role == "other"


def test_layers_that_fail_stay_with_their_reason(tmp_path):
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "bad.toml").write_text("titel = 1", encoding="utf-8")
    good, gone = Source(str(poison.one_row(tmp_path))), Source(str(tmp_path / "gone.gpkg"))
    layers = (ProjectLayer("good", good), ProjectLayer("gone", gone), ProjectLayer("bad"), ProjectLayer("unknown"))
    projects.save(Project(layers=layers), tmp_path / "a.onemap")
    opened = projects.load(tmp_path / "a.onemap")
    assert [d.id for d in opened.definitions] == ["good", "gone", "bad", "unknown"]
    assert opened.failed == (
        ("gone", "file_missing", str(tmp_path / "gone.gpkg")),
        ("bad", "layer_file_bad", "bad.toml"),
        ("unknown", "layer_file_missing", "unknown.toml"),
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("schema = 3\nnew = 'things'", "schema"),
        ("schema = 0", "schema"),
        ("schema = true", "schema"),
        ("schema = 2\n[[layers]]\nid = 'a'\n[layers.style]\npython = 'import os'", "layers.a.style.python"),
        ("schema = 2\n[[hooks2]]\nToken = 'x'", "hooks2[0].Token"),
        ("schema = 2\nselections = [{ name = 'x', rows = { a = '3-1' } }]", "selections[0].rows.a"),
        ("schema = 2\nselections = [{ name = 'x', rows = { a = 'bits:?' } }]", "selections[0].rows.a"),
        ("schema = 2\nlayers = [{ id = 'a', unset = ['id'] }]", "layers[0].unset"),
        ("schema = 2\nlayers = [{ id = 'a', filter = 7, later = 1 }]", "layers[0].filter"),
        ("schema = 'one'", "schema"),
        ("titel = 'x'", "titel"),
        ("layers = [{ id = 'a' }, { id = 'a' }]", "layers[1].id"),
        ("crs = 'EPSG:1'", "crs"),
        ("view = { center = [nan, 0.0], scale = 5 }", "view"),
        ("view = { center = [0.0], scale = 5 }", "view.center"),
        ("view = { center = [0.0, 0.0], scale = 0 }", "view"),
        ("layers = [{ id = 'a', style = { opacity = 7 } }]", "layers[0].style.opacity"),
        ("= broken", ""),
    ],
)
def test_a_wrong_project_tells_its_faults(tmp_path, text, key):
    (tmp_path / "a.onemap").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        projects.load(tmp_path / "a.onemap")
    assert [fault.key for fault in caught.value.fields["all"]] == [key]
    assert "a.onemap" in caught.value.sentence("zh")
    assert "a.onemap" in caught.value.sentence("en")


@pytest.mark.parametrize(("make", "key"), [(lambda _: None, "file_missing"), (lambda p: p.touch(), "file_empty")])
def test_no_project_to_open_is_told(tmp_path, make, key):
    make(tmp_path / "a.onemap")
    with pytest.raises(SourceError) as caught:
        projects.load(tmp_path / "a.onemap")
    assert caught.value.key == key


def test_a_folder_opens_as_all_its_data(tmp_path):
    poison.one_row(tmp_path)
    poison.no_crs(tmp_path)
    (tmp_path / "one_row.csv").write_text("lon,lat\n1,2\n", encoding="utf-8")
    opened = projects.load(tmp_path)
    assert [d.id for d in opened.definitions] == ["no_crs", "one_row", "one_row.geojson"]
    assert opened.path is None
    with pytest.raises(SourceError, match="holds no layers"):
        projects.load(tmp_path / ".." / tmp_path.name / ".." / _empty(tmp_path))


def _empty(folder):
    (folder / "nothing").mkdir()
    return f"{folder.name}/nothing"


def test_a_save_that_fails_leaves_the_old_project(tmp_path, monkeypatch):
    projects.save(Project(title="old"), tmp_path / "a.onemap")
    monkeypatch.setattr("onemap.io.definitions.tomllib.loads", lambda _: {"schema": 1, "title": "not what was written"})
    with pytest.raises(OutputError):
        projects.save(Project(title="new"), tmp_path / "a.onemap")
    monkeypatch.undo()
    assert projects.load(tmp_path / "a.onemap").project.title == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.onemap"]


def test_every_field_of_a_project_is_in_the_test_project(tmp_path):
    said = project(tmp_path)
    default = Project()
    for name in Project.__struct_fields__:
        assert name == "schema" or getattr(said, name) != getattr(default, name), name
    first = said.layers[0]
    assert all(getattr(first, name) is not None for name in ProjectLayer.__struct_fields__)
    assert all(getattr(first.source, name) is not None for name in Source.__struct_fields__)


def test_the_sample_city_opens_without_a_failed_layer():
    if not list(files.sample_dir().glob("*.onemap")):
        pytest.skip("the sample city is not made yet")
    opened = projects.load(files.sample_dir())
    assert opened.failed == ()
    assert msgspec.to_builtins(opened.project)["layers"]


def test_a_wrong_filter_is_told_with_its_place(tmp_path):
    (tmp_path / "a.onemap").write_text("[[layers]]\nid = 'x'\nfilter = \"a == 'b'\"\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        projects.load(tmp_path / "a.onemap")
    (fault,) = error.value.fields["all"]
    assert fault.key == "layers[0].filter"
    assert fault.why.fields["place"] == 4


VERSION_1 = """schema = 1
title = "旧"
crs = "EPSG:4544"

[view]
center = [1.0, 2.0]
scale = 500.0

[[layers]]
id = "own"
title = "自己的"
visible = false
filter = "a = 1"
filter_on = false
[layers.source]
path = "one_row.geojson"
[layers.style]
opacity = 0.5
[layers.placed]
"A.1" = [104.5, 31.25]
"""


def test_a_project_of_version_1_opens_as_it_was_and_is_saved_as_version_2(tmp_path):
    import tomllib

    poison.one_row(tmp_path)
    (tmp_path / "old.onemap").write_text(VERSION_1, encoding="utf-8")
    opened = projects.load(tmp_path / "old.onemap")
    (own,) = opened.definitions
    assert (own.title, own.visible, own.filter, own.filter_on, own.style.opacity) == (
        "自己的",
        False,
        "a = 1",
        False,
        0.5,
    )
    assert own.placed == {"A.1": (104.5, 31.25)}
    assert opened.unknown == ()
    projects.save(opened.project, tmp_path / "new.onemap")
    again = projects.load(tmp_path / "new.onemap")
    assert again.project == msgspec.structs.replace(opened.project, schema=2)
    table = tomllib.loads((tmp_path / "new.onemap").read_text(encoding="utf-8"))
    assert tomllib.loads(VERSION_1) | {"schema": 2} == table


def test_a_newer_file_is_not_opened_and_both_languages_say_why(tmp_path):
    (tmp_path / "a.onemap").write_text("schema = 9\n[scenes]\nx = 1\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        projects.load(tmp_path / "a.onemap")
    assert "请升级程序" in caught.value.sentence("zh")
    assert "update the program" in caught.value.sentence("en")


def test_keys_that_are_not_known_are_told_and_stay_in_their_places(tmp_path):
    import datetime as dt
    import tomllib

    text = """schema = 2
later = 2026-01-01T00:00:00Z

[view]
center = [0.0, 0.0]
scale = 5.0
tilt = 30

[[layers]]
id = "road"
glow = [1, 2]
[layers.style]
opacity = 0.5
[[layers.style.classes]]
title = "x"
values = ["1"]
[layers.style.classes.symbol]
fill = "#aabbcc"
bevel = { depth = 3 }

[[layers]]
id = "gone"
glow = 7

[[notes]]
id = "n1"
kind = "place"
places = [[1.0, 2.0]]
author = "甲"
"""
    (tmp_path / "a.onemap").write_text(text, encoding="utf-8")
    opened = projects.load(tmp_path / "a.onemap")
    assert set(opened.unknown) == {
        "later",
        "view.tilt",
        "layers.road.glow",
        "layers.gone.glow",
        "layers.road.style.classes.#0.symbol.bevel",
        "notes.n1.author",
    }
    first, _ = opened.project.layers
    later = msgspec.structs.replace(opened.project, layers=(ProjectLayer("new"), first))
    projects.save(later, tmp_path / "b.onemap")
    table = tomllib.loads((tmp_path / "b.onemap").read_text(encoding="utf-8"))
    assert table["later"] == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert table["view"]["tilt"] == 30
    assert table["notes"][0]["author"] == "甲"
    new, road = table["layers"]
    assert new == {"id": "new"}
    assert road["glow"] == [1, 2]
    assert road["style"]["classes"][0]["symbol"]["bevel"] == {"depth": 3}
    projects.save(opened.project, tmp_path / "c.onemap")
    before = tomllib.loads(text)
    assert tomllib.loads((tmp_path / "c.onemap").read_text(encoding="utf-8")) == before
