"""Missing files are found again: layers keep their places, looks and filters; undo brings the old place back."""

import shutil

import onemap
from onemap.io import missing
from onemap.session import repairing
from tests import poison


def test_a_layer_whose_file_moved_comes_back_in_its_place_with_its_look(tmp_path):
    (tmp_path / "data").mkdir()
    one = poison.one_row(tmp_path / "data")
    shutil.copy(one, tmp_path / "data" / "two.geojson")
    city = onemap.Map(crs=4490)
    city.add(one, title="一")
    city.add(tmp_path / "data" / "two.geojson", title="二")
    style = city.session.entries[1].style
    city.session.set_filter(city.session.entries[1].id, "1 = 1")
    city.save(tmp_path / "a.onemap")
    shutil.move(tmp_path / "data", tmp_path / "moved")
    again = onemap.open(tmp_path / "a.onemap")
    session = again.session
    lost = repairing.missing(session)
    assert [lone.layer for lone in lost] == [entry.id for entry in session.entries]
    assert all(lone.fingerprint for lone in lost)
    found = missing.search(lost, tmp_path / "moved")
    repairing.relocate(session, {layer: at.path for layer, at in found.items()})
    assert again.failed == {}
    assert [entry.title("zh") for entry in session.entries] == ["二", "一"]
    assert session.entries[1].style == style
    assert session.entries[1].where == "1 = 1"
    assert session.entries[1].ready.kept is not None or session.entries[1].ready.where == "1 = 1"
    assert session.dirty
    session.undo()
    assert set(again.failed) == {entry.id for entry in session.entries}
    session.redo()
    assert again.failed == {}
    again.save(tmp_path / "a.onemap")
    assert onemap.open(tmp_path / "a.onemap").failed == {}


def test_nothing_to_repair_is_no_step(tmp_path):
    city = onemap.Map(crs=4490)
    city.add(poison.one_row(tmp_path))
    steps = len(city.session.history.done)
    assert repairing.missing(city.session) == []
    repairing.relocate(city.session, {})
    assert len(city.session.history.done) == steps
