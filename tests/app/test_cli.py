"""The command line as scripts use it: its JSON, its exit codes, its sentences."""

from __future__ import annotations

import json

import pytest

import onemap
from onemap.app.cli import main
from onemap.model.definition import TimeField

POINTS = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4544"}},
    "features": [
        {
            "type": "Feature",
            "properties": {"code": f"00{i}", "name": f"灯{i}"},
            "geometry": {"type": "Point", "coordinates": [468000 + 10 * i, 3483000]},
        }
        for i in range(20)
    ],
}

AROUND = "467990,3482950,468200,3483090"


@pytest.fixture
def lamps(tmp_path):
    path = tmp_path / "路灯.geojson"
    path.write_text(json.dumps(POINTS, ensure_ascii=False), encoding="utf-8")
    return path


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_info_tells_what_a_file_holds(capsys, lamps):
    code, out, _ = run(capsys, "info", lamps, "--json")
    told = json.loads(out)
    (layer,) = told["layers"]
    assert code == 0
    assert told["path"] == str(lamps)
    assert layer["rows"] == 20
    assert layer["geometry"] == "Point"
    assert layer["crs"] == "EPSG:4544"
    assert layer["extent"] == [468000, 3483000, 468190, 3483000]
    assert {"code", "name"} <= set(layer["columns"])
    assert layer["notice"] == ""


def test_identify_gives_rows_with_distances_nearest_first(capsys, lamps):
    code, out, _ = run(capsys, "identify", lamps, "--at", "468050.5,3483000", "--tolerance", "12", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["at"] == [468050.5, 3483000]
    assert told["crs"] == "EPSG:4544"
    assert told["grid"] is None
    assert [(hit["row"], hit["distance_m"]) for hit in told["hits"]] == [(5, 0.5), (6, 9.5), (4, 10.5)]
    assert told["left_out"] == 0


def test_identify_without_tolerance_takes_what_is_exactly_there(capsys, lamps):
    for place, rows in (("468050,3483000", [5]), ("468050.5,3483000", [])):
        code, out, _ = run(capsys, "identify", lamps, "--at", place, "--tolerance", "0", "--json")
        assert (code, [hit["row"] for hit in json.loads(out)["hits"]]) == (0, rows)


@pytest.mark.parametrize("crs", ["4544", "epsg:4544", "EPSG:4544"])
def test_a_crs_in_any_form_is_named_in_one(capsys, lamps, crs):
    code, out, _ = run(capsys, "identify", lamps, "--at", "468050,3483000", "--crs", crs, "--json")
    told = json.loads(out)
    assert (code, told["crs"], told["hits"][0]["row"]) == (0, "EPSG:4544", 5)


def test_identify_takes_a_place_in_degrees(capsys, lamps):
    import numpy as np

    from onemap.io import crs

    place = crs.transform(np.array([[468100.0, 3483000.0]]), "EPSG:4544", "EPSG:4490").coords[0]
    code, out, _ = run(
        capsys, "identify", lamps, "--at", f"{place[0]:.9f},{place[1]:.9f}", "--crs", "EPSG:4490", "--json"
    )
    assert code == 0
    assert json.loads(out)["hits"][0]["row"] == 10


def test_export_writes_the_picture_and_its_place(capsys, lamps, tmp_path):
    target = tmp_path / "图 1.0.png"
    code, out, _ = run(
        capsys, "export", lamps, "-o", target, "--size", "400x300", "--extent", "467900,3482900,468300,3483200"
    )
    assert code == 0
    assert str(target) in out
    assert target.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    numbers = [float(line) for line in (tmp_path / "图 1.0.pgw").read_text().split()]
    assert numbers == pytest.approx([1, 0, 0, -1, 467900.5, 3483199.5])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("info", "nowhere.gpkg"), "nowhere.gpkg"),
        (("identify", "nowhere.gpkg", "--at", "1,2"), "nowhere.gpkg"),
        (("export", "{lamps}", "-o", "map.png", "--extent", "5,5,5,9"), "no area"),
        (("export", "{lamps}", "-o", "map.png", "--extent", "1,2,nan,9"), "not a number"),
        (("export", "{lamps}", "-o", "map.png", "--size", "0x10"), "0×10"),
        (("export", "{lamps}", "-o", "map.xyz"), "xyz"),
        (("identify", "{lamps}", "--at", "1,2", "--crs", "EPSG:999999"), "EPSG:999999"),
        (("export", "{lamps}", "-o", "/nonexistent/folder/map.png"), "/nonexistent/folder"),
    ],
    ids=["info", "identify", "flat extent", "extent with NaN", "no size", "unknown format", "unknown CRS", "no folder"],
)
def test_what_cannot_be_done_is_told_in_one_line_with_exit_code_1(
    capsys, lamps, arguments, said, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *(str(a).replace("{lamps}", str(lamps)) for a in arguments))
    assert code == 1
    assert out == ""
    assert said in err
    assert "Traceback" not in err
    assert not list(tmp_path.glob("map*"))


@pytest.mark.parametrize(
    "arguments",
    [("identify", "x.gpkg"), ("identify", "x.gpkg", "--at", "here"), ("export", "x.gpkg"), ("--size", "wide")],
    ids=["no place", "a place in words", "no output", "an unknown option"],
)
def test_wrong_usage_ends_with_2(capsys, arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code == 2


def test_negative_places_need_no_quoting(capsys, lamps):
    code, out, _ = run(capsys, "identify", lamps, "--at", "-71.1,42.3", "--json")
    assert code == 0
    assert json.loads(out)["at"] == [-71.1, 42.3]


def test_a_file_without_crs_names_the_option_and_opens_with_it(capsys, tmp_path):
    path = tmp_path / "点.csv"
    path.write_text("编码,经度,纬度\n001,104.66,31.47\n002,104.67,31.48\n", encoding="utf-8")
    code, _, err = run(capsys, "identify", path, "--at", "104.66,31.47")
    assert code == 1
    assert "--crs" in err
    assert "EPSG:4490" in err
    code, out, _ = run(capsys, "identify", path, "--at", "104.66,31.47", "--crs", "EPSG:4490", "--json")
    assert code == 0
    assert json.loads(out)["hits"][0]["distance_m"] == pytest.approx(0.0, abs=1e-6)


def test_about_is_json(capsys):
    with pytest.raises(SystemExit):
        main(["--about-json"])
    about = json.loads(capsys.readouterr().out)
    assert about["libraries"]["shapely"]


def test_the_schema_knows_every_key_of_a_layer_file(capsys):
    code, out, _ = run(capsys, "schema")
    assert code == 0
    keys = json.loads(out)["$defs"]["LayerDefinition"]["properties"]
    assert {"source", "style", "fields", "role"} <= set(keys)


def test_all_faults_of_all_layer_files_are_told_at_once(capsys, tmp_path):
    (tmp_path / "a.toml").write_text('titel = "灯"\n[source]\npath = "a.gpkg"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('role = "lamp"\n[source]\npath = 5\n', encoding="utf-8")
    code, _, err = run(capsys, "check", tmp_path)
    assert code == 1
    assert "a.toml" in err
    assert "titel" in err
    assert "title" in err
    assert "b.toml" in err
    assert "role" in err


def test_locate_lists_the_windows_commands_too(tmp_path, capsys):
    import json

    from onemap.app.cli import main
    from tests import persons

    assert main(["locate", str(persons.make(tmp_path / "city")), "export record", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["results"][0]
    assert (first["group"], first["key"], first["title"]) == ("command", "exports", "Export record")


@pytest.fixture
def project(tmp_path):
    """A project of lamps that were reported day by day; in its scene only the roads are shown."""
    for name, y in (("lamps", 3483000), ("roads", 3483040)):
        features = [{**one, "properties": {"report_time": f"2026-06-{number + 1:02d}"},
                     "geometry": {"type": "Point", "coordinates": [468000 + 10 * number, y]}}
                    for number, one in enumerate(POINTS["features"])]  # fmt: skip
        (tmp_path / f"{name}.geojson").write_text(json.dumps({**POINTS, "features": features}), encoding="utf-8")
    opened = onemap.open(tmp_path)
    opened.session.set_time_field("roads", TimeField(""))
    opened.session.set_visible(["lamps"], visible=False)
    opened.keep_scene("roads only")
    opened.session.set_visible(["lamps"], visible=True)
    opened.save(tmp_path / "all.onemap")
    return tmp_path / "all.onemap"


def test_a_picture_of_a_scene(capsys, project, tmp_path):
    for name in ("all", "one"):
        scene = ["--scene", "roads only"] if name == "one" else []
        code, _, err = run(
            capsys, "export", project, "-o", tmp_path / f"{name}.png", "--size", "80x60", "--extent", AROUND, *scene
        )
        assert code == 0, err
    assert (tmp_path / "all.png").read_bytes() != (tmp_path / "one.png").read_bytes()
    code, _, err = run(capsys, "export", project, "-o", tmp_path / "no.png", "--scene", "nowhere")
    assert code == 1
    assert "roads only" in err


def test_pictures_over_time_in_which_nothing_would_move_are_refused(capsys, project, tmp_path):
    asked = ("frames", project, "--time", "2026-06-03/2026-06-05", "--size", "80x60", "--extent", AROUND)
    code, out, err = run(capsys, *asked, "-o", tmp_path / "film")
    assert code == 0, err
    assert out.startswith("3 ")
    pictures = {file.read_bytes() for file in (tmp_path / "film").glob("*.png")}
    assert len(pictures) == 3
    code, _, err = run(capsys, *asked, "-o", tmp_path / "still", "--scene", "roads only")
    assert code == 1
    assert "lamps" in err
    assert not (tmp_path / "still").exists()
