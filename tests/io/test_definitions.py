"""Layer files: all faults of all files at once, with the key and the nearest name; later folders over earlier ones."""

import json

import pytest

from onemap.io import definitions, files
from onemap.model.definition import LayerDefinition

GOOD = """
title = "单元网格"
role = "unit_grid"
source = { path = "../data/grid.gpkg", layer = "cells" }

[style]
kind = "categories"
column = "街道"

[[style.classes]]
values = ["001"]
symbol = { fill = "#aabbcc", line = "#00000080", width_mm = 0.3 }

[fields.code]
title = "标识码"
role = "code"
"""


def write(folder, **layers):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in layers.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_layer_file_becomes_a_definition(tmp_path):
    loaded = definitions.load([write(tmp_path / "layers", grid=GOOD)])
    assert loaded.faults == ()
    grid = loaded.definitions["grid"]
    assert (grid.id, grid.title, grid.role) == ("grid", "单元网格", "unit_grid")
    assert grid.source.path == str(tmp_path / "data" / "grid.gpkg")
    assert grid.source.layer == "cells"
    assert grid.style.classes[0].values == ("001",)
    assert grid.fields["code"].role == "code"


def test_a_later_folder_goes_before_an_earlier_one(tmp_path):
    early, late = (
        write(tmp_path / "a", grid=GOOD, other=GOOD),
        write(tmp_path / "b", grid=GOOD.replace("单元网格", "我的")),
    )
    loaded = definitions.load([early, tmp_path / "nowhere", late])
    assert {key: value.title for key, value in loaded.definitions.items()} == {"grid": "我的", "other": "单元网格"}


@pytest.mark.parametrize(
    ("line", "key", "nearest"),
    [
        ("titel = 'x'", "titel", "title"),
        ("role = 'unit_gird'", "role", "unit_grid"),
        ("title = 5", "title", None),
        ("visible = 'yes'", "visible", None),
        ("grade = 9", "grade", None),
        ("grade = 1.5", "grade", None),
        ("style = []", "style", None),
        ("style.symbl = {}", "style.symbl", "symbol"),
        ("style.symbol.fill = '#12345'", "style.symbol.fill", None),
        ("style.symbol.marker = 'squre'", "style.symbol.marker", "square"),
        ("style.symbol.marker = 'nowhere.svg'", "style.symbol.marker", None),
        ("style.symbol.width_mm = -1", "style.symbol.width_mm", None),
        ("style.symbol.dash_mm = [1, 'two']", "style.symbol.dash_mm[1]", None),
        ("style.kind = 'categories'", "style.column", None),
        ("style.opacity = 1.5", "style.opacity", None),
        ("style = { min_scale = 100, max_scale = 5000 }", "style.max_scale", None),
        ("style.label = { size_pt = 9 }", "style.label.column", None),
        ("style = { kind = 'classes', column = 'n', classes = [{ symbol = {}, lower = 5, upper = 1 }] }",
         "style.classes[0].lower", None),
        ("fields.code.role = 'cod'", "fields.code.role", "code"),
        ("source = { path = 'a.csv', encoding = 'klingon' }", "source.encoding", None),
        ("source = { path = 'a.csv', crs = 'EPSG:1' }", "source.crs", None),
        ("source = { layer = 'x' }", "source.path", None),
        ("title = ", "", None),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_key_and_the_nearest_name(tmp_path, line, key, nearest):
    text = line if line.startswith("source") else f'source = {{ path = "a.gpkg" }}\n{line}'
    loaded = definitions.load([write(tmp_path, bad=text, good=GOOD)])
    assert list(loaded.definitions) == ["good"]
    fault = next(fault for fault in loaded.faults if fault.key == key)
    assert (fault.file, fault.nearest) == ("bad.toml", nearest)
    assert "bad.toml" in str(fault)
    assert nearest is None or nearest in str(fault)


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    bad = 'titel = "x"\ngrade = 9\nsource = { pth = "a" }\n[style.symbol]\nfill = 3\n'
    loaded = definitions.load([write(tmp_path, one=bad, two=bad, three="=")])
    keys = ["titel", "grade", "source.pth", "source.path", "style.symbol.fill"]
    assert sorted((f.file, f.key) for f in loaded.faults) == sorted(
        [("three.toml", ""), *((f"{name}.toml", key) for name in ("one", "two") for key in keys)]
    )


def test_faults_follow_the_language(tmp_path):
    from onemap.messages import sentence

    (fault,) = definitions.load([write(tmp_path, bad='source = { path = "a" }\ntitel = "x"')]).faults
    line = fault.phrase()
    assert sentence(line.key, line.fields, "zh") == 'bad.toml：titel = "x"：不认识这个键（是否想写 title？）'
    assert sentence(line.key, line.fields, "en") == 'bad.toml: titel = "x": this key is not known (did you mean title?)'


def test_an_svg_beside_the_file_becomes_an_absolute_path(tmp_path):
    (tmp_path / "lamp.svg").write_text("<svg/>", encoding="utf-8")
    text = 'source = { path = "a.gpkg" }\nstyle.symbol.marker = "lamp.svg"'
    loaded = definitions.load([write(tmp_path, lamp=text)])
    assert loaded.definitions["lamp"].style.symbol.marker == str(tmp_path / "lamp.svg")


def test_the_schema_describes_what_is_taken():
    schema = json.dumps(definitions.json_schema())
    assert all(f'"{field}"' in schema for field in LayerDefinition.__struct_fields__)


def test_the_layer_files_that_come_with_the_program_are_right():
    loaded = definitions.load([files.layers_dir()])
    assert [str(fault) for fault in loaded.faults] == []
