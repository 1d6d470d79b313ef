"""Rows of several layers as one table, against the same said slowly: cells, order, text, numbers, files."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import msgspec
import numpy as np
import pyarrow as pa
import pytest

from onemap.errors import RequestError
from onemap.model.definition import Field
from onemap.model.geometry import Geometries, frozen
from onemap.model.layerdata import LayerData
from onemap.query.find_text import find
from onemap.session import across, across_out, across_values
from onemap.session.session import Session
from onemap.session.tabling import Key
from tests.session.cities import CRS, X0, Y0, cells, definition

NAMES = ["路灯", "井盖", None, "树", "Ahorn"]


START = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - a clock's reading without a zone


def said(layer_id, role="component", named="", code="code", **fields):
    """A layer file whose fields have titles."""
    made = definition(layer_id, role, title=named or layer_id, title_en=named or layer_id)
    return msgspec.structs.replace(made, fields={code: Field(role="code", title="标识码"), **fields})


def session(seed, counts=(60, 45)):
    """A session of lamps, cases and cells that share some titles; columns in several parts, with nulls."""
    rng = np.random.default_rng(seed)
    made = Session()

    def points(count):
        return Geometries(frozen(np.column_stack([X0 + rng.random(count) * 100, Y0 + rng.random(count) * 100])))

    def holed(values):
        return [None if rng.random() < 0.2 else v for v in values]

    a, b = counts
    half = a // 2
    lamps = pa.table({
        "code": [f"L{i:03d}" for i in range(a)],
        "名称": pa.chunked_array([[NAMES[i] for i in rng.integers(0, 5, half)], (NAMES * a)[: a - half]]),
        "h": pa.array(holed(rng.integers(-5, 5, a).tolist()), pa.int16()),
        "seen": pa.array(holed([START + dt.timedelta(hours=int(i)) for i in range(a)]),
                         pa.timestamp("s")),
        "state": pa.array(holed(rng.choice(["完好", "破损"], a).tolist())).dictionary_encode(),
        "编号": pa.array(range(a), pa.int64()),
    })  # fmt: skip
    cases = pa.table({
        "id": [f"C{i:03d}" for i in range(b)],
        "title": [NAMES[i % 5] for i in range(b)],
        "height": pa.array(holed([float(v) / 2 for v in rng.integers(-9, 9, b)]), pa.float32()),
        "when": pa.array(holed([START + dt.timedelta(microseconds=500 * i) for i in range(b)]), pa.timestamp("us")),
        "phone": [f"138{i:08d}" for i in range(b)],
        "编号": [f"{i}号" for i in range(b)],
    })  # fmt: skip
    height = Field(title="高度", unit="m")
    made.add(said("cell", "unit_grid", "单元网格"), cells(), place=0)
    made.add(
        said("case", "case", "案件", "id", title=Field(title="名称"), height=height, when=Field(title="时间"),
             phone=Field(role="phone", title="电话")),
        LayerData("case", cases, points(b), CRS), place=0,
    )  # fmt: skip
    made.add(
        said("lamp", named="路灯", h=height, seen=Field(title="时间"), state=Field(title="状态", hidden=True)),
        LayerData("lamp", lamps, points(a), CRS), place=0,
    )  # fmt: skip
    return made


def chosen(made, seed):
    """Select some rows of each layer; gives them by layer from the top."""
    rng = np.random.default_rng(seed + 100)
    rows = {e.id: np.flatnonzero(rng.random(e.data.rows) < 0.6) for e in made.entries}
    made.selection.put(rows)
    return {layer: found for layer, found in rows.items() if len(found)}


def slow(made, rows, sources):
    """The values of one column in all places, taken cell by cell."""
    from onemap.city import masking

    out = []
    for entry in made.entries:
        name = sources.get(entry.id)
        told, table = entry.definition, entry.data.table
        here = rows.get(entry.id, ())
        out += [None if name is None else masking.shown_value(told, name, table, row) for row in here]
    return out


TITLES = {
    "code": {"lamp": "code", "case": "id", "cell": "code"}, "名称": {"lamp": "名称", "case": "title"},
    "高度 (m)": {"lamp": "h", "case": "height"}, "时间": {"lamp": "seen", "case": "when"}, "状态": {"lamp": "state"},
    "电话": {"case": "phone"}, "编号 (数字)": {"lamp": "编号"}, "编号 (文字)": {"case": "编号"},
}  # fmt: skip


def test_columns_of_one_title_and_sort_are_one():
    made = session(0)
    chosen(made, 0)
    asked = across.question(made, "zh")
    assert [part.layer for part in asked.parts] == ["lamp", "case", "cell"]
    assert [c.name for c in asked.columns] == [
        "layer", "row", "code", "高度 (m)", "时间", "状态", "名称", "编号 (数字)", "电话", "编号 (文字)",
    ]  # fmt: skip
    assert [c.title for c in asked.columns[:3]] == ["图层", "行", "标识码"]
    assert [c.name for c in asked.columns if c.hidden] == ["状态"]
    types = {c.name: str(across_values.type_of(asked, c)) for c in asked.columns[3:]}
    assert types["高度 (m)"] == "double"
    assert types["时间"] == "timestamp[us]"
    assert types["状态"] == types["名称"] == types["电话"] == "string"
    assert types["编号 (数字)"] == "int64"


@pytest.mark.parametrize("seed", range(6))
def test_every_cell_is_the_layers_own(seed):
    made = session(seed)
    rows = chosen(made, seed)
    asked = across.question(made, "zh")
    places = np.random.default_rng(seed).permutation(asked.count)
    for name, sources in TITLES.items():
        wanted = slow(made, rows, sources)
        column = asked.column(name)
        assert across_values.values(asked, column, slice(None)).to_pylist() == wanted, name
        assert across_values.values(asked, column, places).to_pylist() == [wanted[i] for i in places], name
        first = seed * 3
        some = across_values.values(asked, column, slice(first, first + 40)).to_pylist()
        assert some == wanted[first : first + 40], name
    pairs = [(layer, int(row)) for layer in ("lamp", "case", "cell") for row in rows.get(layer, ())]
    assert [asked.row_at(i) for i in range(asked.count)] == pairs
    assert [asked.place_of(*pair) for pair in pairs] == list(range(asked.count))
    assert asked.place_of("lamp", 10_000) is None
    assert asked.place_of("gone", 1) is None
    assert across_values.values(asked, asked.column("row"), slice(None)).to_pylist() == [row for _layer, row in pairs]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("down", [False, True], ids=["up", "down"])
def test_order_is_that_of_the_shown_values(seed, down):
    made = session(seed)
    rows = chosen(made, seed)
    rank = {"案件": 0, "单元网格": 1, "路灯": 2}  # by sound
    for name in ("高度 (m)", "时间", "电话", "row", "编号 (数字)"):
        asked = across.question(made, "zh", (Key(name, down), Key("layer"), Key("gone")))
        values = slow(made, rows, TITLES[name]) if name != "row" else [r for own in rows.values() for r in own.tolist()]
        layers = [layer for layer in ("lamp", "case", "cell") for _row in rows.get(layer, ())]
        size = {value: at for at, value in enumerate(sorted({v for v in values if v is not None}, reverse=down))}
        by_layer = [rank[made.entry(layer).definition.title] for layer in layers]
        known = sorted((i for i, v in enumerate(values) if v is not None), key=lambda i: (size[values[i]], by_layer[i]))
        rest = sorted((i for i, v in enumerate(values) if v is None), key=lambda i: by_layer[i])
        assert across_values.order_of(asked).tolist() == known + rest, name


@pytest.mark.parametrize("seed", range(4))
def test_numbers_and_their_bars_are_the_places_they_count(seed):
    made = session(seed)
    rows = chosen(made, seed)
    asked = across.question(made, "zh")
    for name in ("名称", "电话", "编号 (文字)"):
        values = slow(made, rows, TITLES[name])
        summary = across_values.summary(asked, name)
        assert (summary.rows, summary.nulls) == (len(values), values.count(None))
        for value, count in summary.top:
            places = across_values.places_with(asked, name, value)
            assert places.tolist() == [i for i, v in enumerate(values) if v == value]
            assert len(places) == count
    values = slow(made, rows, TITLES["高度 (m)"])
    spread = across_values.summary(asked, "高度 (m)")
    assert spread.total == pytest.approx(math.fsum(v for v in values if v is not None))
    spans = [
        across_values.places_between(asked, "高度 (m)", low, high, last=at == len(spread.counts) - 1)
        for at, (low, high) in enumerate(zip(spread.edges, spread.edges[1:], strict=False))
    ]
    assert [len(found) for found in spans] == spread.counts.tolist()
    back = asked.rows_at(np.concatenate(spans))
    assert sum(map(len, back.values())) == sum(v is not None for v in values)
    assert all((np.diff(found) > 0).all() for found in back.values())


@pytest.mark.parametrize("seed", range(4))
def test_a_text_is_found_in_every_layer_and_order(seed):
    made = session(seed)
    rows = chosen(made, seed)
    asked = across.question(made, "zh", (Key("code", descending=True),))
    order = across_values.order_of(asked)
    names = slow(made, rows, TITLES["名称"])
    for lines in (None, order):
        shown = names if lines is None else [names[i] for i in lines]
        for start in (0, 7, asked.count - 1):
            round_trip = [*range(start, asked.count), *range(start)]
            wanted = next((i for i in round_trip if shown[i] and "ahorn" in shown[i].lower()), None)
            looked = across_values.AcrossFinding(asked, ("名称", "电话"), "ahorn", start, order=lines)
            assert find(looked) == (None if wanted is None else (wanted, "名称"))
    phones = across_values.AcrossFinding(asked, ("电话",), "13800000001")
    assert find(phones) is None, "what is masked is not found"


def test_filters_rule_and_words_are_each_layers_own():
    made = session(1)
    rows = chosen(made, 1)
    made.set_filter("lamp", "h > 0")
    kept = [r for r in rows["lamp"].tolist() if (v := made.entry("lamp").data.table["h"][r].as_py()) and v > 0]
    asked = across.question(made, "zh")
    assert asked.parts[0].rows.tolist() == kept
    places = np.arange(asked.count)
    assert across_values.words(asked, "layer", places)[0] == "路灯"
    heights = across_values.words(asked, "高度 (m)", places)
    assert heights[0] == str(made.entry("lamp").data.table["h"][kept[0]].as_py())
    assert heights[-1] == "", "cells have no height"
    text = across_values.lines_as_text(asked, places[::-1], ("layer", "code"), ("图层", "标识码")).splitlines()
    assert text[0] == "图层\t标识码"
    assert text[-1] == f"路灯\tL{kept[0]:03d}"


def test_layers_of_one_title_are_told_apart_and_no_selection_is_an_empty_table():
    made = Session()
    for one in ("a", "b"):
        made.add(
            said(one, named="灯"), LayerData(one, pa.table({"code": ["1"]}), Geometries(frozen(np.ones((1, 2)))), CRS)
        )
    empty = across.question(made, "en")
    assert (empty.count, [c.title for c in empty.columns]) == (0, ["Layer", "Row", "Code"])
    assert across_values.order_of(empty) is None
    made.selection.put({"a": np.array([0]), "b": np.array([0])})
    asked = across.question(made, "en")
    assert sorted(across_values.words(asked, "layer", np.arange(2))) == ["灯 (a)", "灯 (b)"]


def rows_read(path):
    """What a written file holds, as Python has it."""
    import geopandas
    import pandas as pd

    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    if path.suffix == ".xlsx":
        return pd.read_excel(path, dtype=str, keep_default_na=False)
    return geopandas.read_parquet(path) if path.suffix == ".parquet" else geopandas.read_file(path)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".gpkg", ".parquet", ".geojson"])
def test_a_file_holds_every_line_in_the_tables_order(tmp_path, suffix):
    made = session(3)
    rows = chosen(made, 3)
    asked = across.question(made, "zh", (Key("高度 (m)", descending=True),))
    order = across_values.order_of(asked)
    request = across_out.across_out(made, asked, tmp_path / f"out{suffix}", "zh")
    written = across_out.write(replace(request, order=order))
    assert written.rows == asked.count
    frame = rows_read(written.path)
    codes = slow(made, rows, TITLES["code"])
    assert frame["标识码"].tolist() == [codes[i] for i in order]
    phones = slow(made, rows, TITLES["电话"])
    assert [v if isinstance(v, str) and v else None for v in frame["电话"]] == [phones[i] for i in order]
    if suffix in (".gpkg", ".parquet"):
        shapes = frame.geometry
        assert frame.crs.to_epsg() == 4544
        for line in (0, len(order) - 1):
            layer, row = asked.row_at(int(order[line]))
            if layer != "cell":
                assert shapes.iloc[line].coords[0] == tuple(made.entry(layer).data.geometries.coords[row])
        cell = frame.index[frame["图层"] == "单元网格"]
        assert all(shapes[i].area == pytest.approx(10_000) for i in cell)


def test_layers_of_several_crs_are_handed_out_in_the_maps():
    made = session(4)
    coords = frozen(np.array([[104.66, 31.47], [104.67, 31.48]]))
    made.add(said("far", named="远"), LayerData("far", pa.table({"code": ["x", "y"]}), Geometries(coords), "EPSG:4490"))
    made.selection.put({"far": np.array([1]), "lamp": np.array([2])})
    asked = across.question(made, "zh")
    shapes, crs = across_out.places_of(asked)
    assert crs == made.crs == CRS
    moved = made.entry("far").ready.prepared
    here = [asked.row_at(i)[0] for i in range(2)].index("far")
    assert shapes.coords[here].tolist() == moved.coords[np.flatnonzero(moved.rows == 1)[0]].tolist()


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_made(tmp_path, monkeypatch):
    made = session(5)
    chosen(made, 5)
    monkeypatch.setattr("onemap.io.rows_xlsx.ROWS", 20)
    monkeypatch.setattr(across_out, "places_of", lambda *_all: pytest.fail("shapes are not made"))
    request = across_out.across_out(made, across.question(made, "zh"), tmp_path / "out.xlsx")
    with pytest.raises(RequestError, match="19"):
        across_out.write(request)
    assert not (tmp_path / "out.xlsx").exists()
