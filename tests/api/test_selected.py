"""What is selected in all layers from a script: one frame, one file, kept selections."""

import geopandas
import pytest

import onemap
from onemap.errors import RequestError
from onemap.io import files


@pytest.fixture
def city(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("ONEMAP_LANG", "en")
    return onemap.open(str(files.sample_dir() / "sample_city.onemap"))


def test_the_selection_is_one_frame(city):
    city.select("area_m2 > 30000", layers=["unit_grid"])
    city.select("总泊位 > 200", layers=["parking"], how="add")
    frame = city.selected()
    assert frame.columns[:3].tolist() == ["layer", "row", "code"]
    told = {layer: frame.loc[frame["layer"] == layer, "row"].tolist() for layer in frame["layer"].unique()}
    assert told == {layer: rows.tolist() for layer, rows in city.selection.items()}
    assert city.layer("parking").crs != city.crs, "layers of two CRS"
    assert frame.crs == city.crs
    for layer, rows in city.selection.items():
        own, mine = city.layer(layer).take(rows), frame[frame["layer"] == layer]
        moved = own.geometry.to_crs(city.crs).set_axis(mine.index)
        assert mine.geometry.geom_equals_exact(moved, 1e-6).all()


def test_persons_are_masked_and_their_homes_snapped(city):
    city.select("TRUE", layers=["person"])
    frame = city.selected()
    assert len(frame) == city.layer("person").rows
    own = city.layer("person").frame
    assert frame.geometry.geom_equals_exact(own.geometry.set_axis(frame.index), 0).all()
    names = next(name for name in frame if frame[name].astype(str).str.contains("**", regex=False).any())
    assert names


def test_a_kept_selection_is_a_frame_and_a_file(city, tmp_path):
    city.select("总泊位 > 200", layers=["parking"])
    city.select("area_m2 > 30000", layers=["unit_grid"], how="add")
    city.selections.keep("大")
    city.selections.clear()
    assert len(city.selected()) == 0
    city.filter("parking", "总泊位 > 300")
    frame = city.selected("大")
    assert (frame["layer"] == "parking").sum() == len(city.query("parking", "TRUE"))
    written = city.write_selected(tmp_path / "out.gpkg", "大")
    read = geopandas.read_file(written)
    assert read["Row"].tolist() == frame["row"].tolist()
    assert read.geometry.geom_equals_exact(frame.geometry, 0).all()
    with pytest.raises(RequestError, match="大"):
        city.selected("小")
