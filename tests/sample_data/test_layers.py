"""The layer files and the project of the sample city fit the data they show."""

import tomllib

import pytest

from onemap.io import definitions, projects, readers
from onemap.io.files import layers_dir, resource

LOADED = definitions.load([layers_dir()])
GROUPS = {"网格与区划", "城市部件", "案件与事件", "底图"}


@pytest.mark.parametrize("layer", LOADED.definitions.values(), ids=lambda d: d.id)
def test_a_layer_file_names_the_columns_and_classes_of_its_source(layer):
    data = _data(layer)
    columns = set(data.table.column_names)
    assert set(layer.fields) == columns
    assert data.rows > 0
    assert layer.group in GROUPS
    assert layer.title
    assert layer.title_en
    assert all(f.title and f.title_en for f in layer.fields.values())
    style = layer.style
    assert style.column is None or style.column in columns
    assert style.label is None or style.label.column in columns
    if style.kind == "categories":
        values = {str(v) for v in data.table[style.column].to_pylist()}
        shown = [v for c in style.classes for v in c.values]
        assert len(shown) == len(set(shown))
        assert set(shown) <= values or layer.id == "component"
        assert style.symbol is not None or values - {"None"} <= set(shown)


def _data(layer):
    source = layer.source
    path = layers_dir() / source.path
    return readers.read(path, layer=source.layer, crs=source.crs, encoding=source.encoding, x=source.x, y=source.y)


def test_no_layer_file_has_a_fault():
    assert not LOADED.faults
    assert {"unit_grid", "component", "terminal", "case", "parking", "tunnel", "road", "building", "water"} <= set(
        LOADED.definitions
    )


def test_the_project_shows_every_layer_in_the_order_of_a_map(folder):
    opened = projects.load(folder / "sample_city.onemap")
    assert not opened.failed
    order = [layer.id for layer in opened.project.layers]
    assert set(order) == set(LOADED.definitions)
    assert len(order) == len(set(order))
    wanted = ["case", "terminal", "component", "unit_grid", "building", "road", "lane", "water", "green", "land"]
    assert [i for i in order if i in wanted] == wanted
    assert opened.project.crs == "EPSG:4544"
    assert opened.project.as_of == "2026-06-30"


def test_both_palettes_have_the_same_names():
    light, dark = (tomllib.loads(resource("palettes", f"{n}.toml").read_text("utf-8")) for n in ("light", "dark"))
    assert set(light) == set(dark)


def _luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_labels_stand_out_from_their_halo(theme):
    palette = tomllib.loads(resource("palettes", f"{theme}.toml").read_text("utf-8"))
    for layer in LOADED.definitions.values():
        if (label := layer.style.label) is not None:
            low, high = sorted(_luminance(palette[c[1:]]) for c in (label.color, label.halo))
            assert (high + 0.05) / (low + 0.05) >= 4.5, layer.id
