"""Saving: all that is open comes back when the project is opened, whatever is missing meanwhile."""

import msgspec
import numpy as np

import onemap
from onemap.api import saving
from onemap.io import projects
from onemap.model.definition import TimeField
from onemap.model.moment import Moment
from onemap.model.note import Note
from onemap.session import content
from tests import poison

NOTE = Note("n1", "place", ((104.5, 31.25),), "EPSG:4490", "看这里", "2026-07-01T00:00:00Z")
#: What a project file does not keep as it is: the rows chosen at the moment, the fingerprints it makes.
NOT_SAVED = ("selection", "token", "fingerprint")


def with_everything(folder):
    """A map with something in every part of content."""
    city = onemap.Map(crs=4490)
    city.add(poison.one_row(folder), title="灯")
    session = city.session
    entry = session.entries[0]
    definition = msgspec.structs.replace(
        entry.definition, title="路灯", title_en="Lamps", group="市政", group_en="Works", owner="局",
        note="注", grade=2, role="component", filter="1 = 1", filter_on=False, placed={"7": (104.5, 31.0)},
        time=TimeField("", "", ""),
    )  # fmt: skip
    entry.definition = definition
    session.set_notes((NOTE,))
    session.select({entry.id: np.array([0])})
    session.selection.keep("要查的")
    session.set_as_of("2026-07-01")
    session.title, session.title_en, session.unknown = "城市", "City", "later = 1\n"
    session.moment = Moment(start=5, undated=True)
    city.keep_scene("雨后")
    return city


def test_everything_that_is_open_comes_back(tmp_path):
    city = with_everything(tmp_path)
    city.save(tmp_path / "a.onemap")
    again = onemap.open(tmp_path / "a.onemap")
    one, other = city.session.content, again.session.content
    for name in content.OF_MAP:
        assert getattr(one, name) == getattr(other, name), name
        assert getattr(one, name) != getattr(content.Content(), name), f"{name} says nothing here"
    differ = set(content.changed_fields(one.layers[0], other.layers[0]))
    assert differ <= set(NOT_SAVED)
    assert again.session.moment == city.session.moment
    assert not again.session.dirty


def test_what_a_layer_file_says_is_not_said_again_but_what_differs_is(tmp_path):
    import tomllib

    poison.one_row(tmp_path)
    (tmp_path / "layers").mkdir()
    text = 'title = "灯"\ntitle_en = "Lamps"\nrole = "component"\nsource = { path = "../one_row.geojson" }\n'
    (tmp_path / "layers" / "lamps.toml").write_text(text + 'time = { start = "t" }\n', encoding="utf-8")
    (tmp_path / "a.onemap").write_text('schema = 2\n[[layers]]\nid = "lamps"\n', encoding="utf-8")
    city = onemap.open(tmp_path / "a.onemap")
    entry = city.session.entries[0]
    style = entry.style
    assert saving.project_of(city.session, tmp_path / "a.onemap").layers[0].source is None
    entry.definition = msgspec.structs.replace(entry.definition, time=None, title_en="Lights")
    city.save(tmp_path / "a.onemap")
    (said,) = tomllib.loads((tmp_path / "a.onemap").read_text(encoding="utf-8"))["layers"]
    said.pop("style", None)
    assert said == {"id": "lamps", "title_en": "Lights", "unset": ["time"]}
    (again,) = projects.load(tmp_path / "a.onemap").definitions
    assert (again.title, again.title_en, again.time, again.role) == ("灯", "Lights", None, "component")
    assert again.style == style
    (tmp_path / "other").mkdir()
    city.save(tmp_path / "other" / "b.onemap")  # where that layer file is not: all is said
    (there,) = projects.load(tmp_path / "other" / "b.onemap").definitions
    assert there == again


def test_layers_that_cannot_be_opened_stay_as_they_are_said(tmp_path):
    text = """schema = 2
[[layers]]
id = "gone"
fingerprint = "12-ab"
title = "没了"
filter = "a = 1"
[layers.source]
path = "no/gone.gpkg"
layer = "x"
[layers.style]
opacity = 0.25

[[layers]]
id = "no_layer_file"
title = "名称"
visible = false
"""
    (tmp_path / "a.onemap").write_text(text, encoding="utf-8")
    city = onemap.open(tmp_path / "a.onemap")
    assert set(city.failed) == {"gone", "no_layer_file"}
    city.session.set_visible(["gone"], visible=False)
    city.undo()
    city.save(tmp_path / "b.onemap")
    before, after = projects.load(tmp_path / "a.onemap"), projects.load(tmp_path / "b.onemap")
    assert after.definitions == before.definitions
    assert after.failed == before.failed
    assert after.project.layers[0].fingerprint == "12-ab"
