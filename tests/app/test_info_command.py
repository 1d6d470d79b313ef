"""`onemap info`: what a project, or a folder that holds one, is made of, and what of it is not there."""

import json
import shutil

import pytest

import onemap
from onemap.app.cli import main
from onemap.io.files import sample_dir
from tests import poison


@pytest.fixture
def project(tmp_path):
    """One layer that is there, one whose file is gone, one whose file is none any more."""
    city = onemap.Map(crs=4490)
    for name in ("lamps", "gone", "spoilt"):
        folder = tmp_path / name
        folder.mkdir()
        city.add(poison.one_row(folder), title=name)
    path = tmp_path / "a.onemap"
    city.save(path)
    shutil.rmtree(tmp_path / "gone")
    next((tmp_path / "spoilt").iterdir()).write_bytes(b"\xff\xd8\xff")
    return path


def told(capsys, *arguments):
    code = main(["info", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_each_layer_of_a_project_is_told_with_its_state(project, capsys):
    code, out, err = told(capsys, project, "--json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["project"]["file"] == str(project)
    assert found["project"]["crs"] == "EPSG:4490"
    layers = {layer["name"]: layer for layer in found["layers"]}
    assert {name: layer["state"] for name, layer in layers.items()} == {
        "lamps": "ready", "gone": "missing", "spoilt": "failed"
    }  # fmt: skip
    lamps, gone = layers["lamps"], layers["gone"]
    assert (lamps["rows"], lamps["geometry"], lamps["crs"], lamps["error"]) == (1, "Point", "EPSG:4326", None)
    assert lamps["file"] == str(project.parent / "lamps" / "one_row.geojson")
    assert len(lamps["extent"]) == 4
    assert (gone["rows"], gone["extent"]) == (None, None)
    assert gone["file"] in gone["error"]


def test_in_text_files_are_as_seen_from_the_project(project, capsys, monkeypatch):
    code, out, _ = told(capsys, project)
    assert code == 0
    assert out.startswith("a.onemap\t3 layers\tEPSG:4490\n")
    for line in ("lamps", "  file\tlamps/one_row.geojson", "  state\tready", "  rows\t1", "  CRS\tEPSG:4326",
                 "  file\tgone/one_row.geojson", "  state\tmissing", "  state\tcannot be opened"):  # fmt: skip
        assert line in out.splitlines()
    monkeypatch.setenv("ONEMAP_LANG", "zh")
    out = told(capsys, project)[1]
    assert "  状态\t文件缺失\n" in out


def test_where_no_layer_opens_it_says_so(project, capsys):
    shutil.rmtree(project.parent / "lamps")
    code, out, err = told(capsys, project, "--json")
    assert code == 1
    assert {layer["state"] for layer in json.loads(out)["layers"]} == {"missing", "failed"}
    assert err.startswith("onemap: ")


def test_a_folder_is_its_project_or_its_files(project, capsys):
    found = json.loads(told(capsys, project.parent, "--json")[1])
    assert [layer["name"] for layer in found["layers"]] == ["spoilt", "gone", "lamps"]
    found = json.loads(told(capsys, project.parent / "lamps", "--json")[1])
    assert "project" not in found
    (layer,) = found["layers"]
    assert layer["file"] == str(project.parent / "lamps" / "one_row.geojson")


@pytest.mark.skipif(not (sample_dir() / "sample_city.onemap").exists(), reason="needs the sample city")
def test_every_layer_of_the_sample_city_is_ready(capsys):
    found = json.loads(told(capsys, sample_dir() / "sample_city.onemap", "--json")[1])
    assert {layer["state"] for layer in found["layers"]} == {"ready"}
    assert [layer["id"] for layer in found["layers"]] == [
        entry.id for entry in onemap.open(sample_dir()).session.entries
    ]
