import msgspec
import pytest

import onemap
from onemap.api.timing import moment_of
from onemap.errors import RequestError
from onemap.io import files
from onemap.session import scenes


@pytest.fixture
def city():
    return onemap.open(files.sample_dir() / "sample_city.onemap")


def looks(city):
    """What a scene keeps of the map, layer by layer."""
    return [(e.id, e.visible, e.style, e.definition.filter, e.definition.filter_on) for e in city.session.entries]


def changed(city):
    """The map, changed in all that a scene keeps."""
    session = city.session
    session.set_visible(["building", "road"], visible=False)
    session.set_visible(["opinion"], visible=True)
    session.set_style("green", msgspec.structs.replace(session.entry("green").style, opacity=0.3))
    session.set_filter("component", "major = '01'")
    session.move("land", 0)
    session.show_time(moment_of("2026-05"))
    city.zoom_to(city.session.entry("building").ready.extent)


def test_a_scene_brings_everything_back(city):
    before, kept = looks(city), scenes.taken(city.session, "before")
    session = city.session
    changed(city)
    after, view = scenes.taken(city.session, "after"), session.views.current
    looked = looks(city)
    assert scenes.show(session, kept) == []
    assert looks(city) == before
    assert session.moment is None
    assert session.views.current.center_x == pytest.approx(kept.center[0])
    assert scenes.show(session, after) == []
    assert looks(city) == looked
    assert session.moment == moment_of("2026-05")
    assert session.views.current.resolution == pytest.approx(view.resolution)


def test_showing_a_scene_is_one_step(city):
    kept = scenes.taken(city.session, "before")
    changed(city)
    now = looks(city)
    steps = len(city.session.history.done)
    scenes.show(city.session, kept)
    assert len(city.session.history.done) == steps + 1
    city.undo()
    assert looks(city) == now


def test_a_bookmark_changes_nothing_but_the_view(city):
    kept = scenes.taken(city.session, "here", place=True)
    assert kept.is_place
    changed(city)
    now = looks(city)
    scenes.show(city.session, kept)
    assert looks(city) == now
    assert city.session.moment is not None
    assert city.session.views.current.center_x == pytest.approx(kept.center[0])


def test_layers_that_went_are_told_and_layers_that_came_are_hidden(city):
    kept = scenes.taken(city.session, "before")
    city.session.remove(["green"])
    city.session.add(msgspec.structs.replace(city.session.entry("water").definition, id="new"))
    assert scenes.show(city.session, kept) == ["green"]
    assert not city.session.entry("new").visible


def test_a_scene_of_another_crs_shows_the_same_place(city):
    kept = scenes.taken(city.session, "before")
    city.session.set_crs("EPSG:4490")
    scenes.show(city.session, kept)
    assert city.session.views.current.center_x == pytest.approx(104.67, abs=0.02)


def test_scenes_are_kept_and_can_be_undone(city):
    city.session.set_scenes(())
    city.keep_scene("雨后")
    city.keep_scene("门口", place=True)
    assert [one.title for one in city.scenes] == ["雨后", "门口"]
    city.undo()
    assert [one.title for one in city.scenes] == ["雨后"]
    city.redo()
    before = looks(city)
    changed(city)
    city.show_scene("雨后")
    assert looks(city) == before


def test_an_unknown_scene_is_told(city):
    with pytest.raises(RequestError) as error:
        city.show_scene("nowhere")
    assert error.value.key == "scene_unknown"


def test_the_project_keeps_scenes_and_the_span_of_time(city, tmp_path):
    city.keep_scene("雨后")
    city.time("2026-05", hours=(8,))
    city.save(tmp_path / "a.onemap")
    again = onemap.open(tmp_path / "a.onemap")
    assert again.scenes == city.scenes
    assert again.session.moment == city.session.moment
    kept = [m.session.entry("case").ready.kept for m in (again, city)]
    assert kept[0].sum() == kept[1].sum() < len(kept[0])
    before = looks(again)
    changed(again)
    again.show_scene("雨后")
    assert looks(again) == before
