"""Reading each format: rows, shapes, codes, CRS, batches, progress and stopping."""

import geopandas
import numpy as np
import pytest
import shapely

from onemap.errors import CancelledError, MissingExtraError, SourceError
from onemap.io import assembly, ogr, readers
from tests import poison

ROWS = 40


def frame():
    """Shapes of every kind, with text that must stay text."""
    shapes = [
        shapely.Point(114.3, 30.6),
        shapely.LineString([(114, 30), (114.1, 30.1)]),
        shapely.box(114, 30, 114.2, 30.2) - shapely.box(114.05, 30.05, 114.1, 30.1),
        shapely.MultiPoint([(114, 30), (114.1, 30)]),
        shapely.MultiPolygon([shapely.box(114, 30, 114.1, 30.1), shapely.box(114.2, 30, 114.3, 30.1)]),
    ]
    rows = [shapes[i % len(shapes)] for i in range(ROWS)]
    codes = [f"{i:04d}" for i in range(ROWS)]
    return geopandas.GeoDataFrame({"code": codes, "名称": [f"井盖{i}" for i in range(ROWS)]}, geometry=rows, crs=4490)


def written(folder, kind):
    path, data = folder / f"数据.{kind}", frame()
    if kind == "parquet":
        data.to_parquet(path, compression=None)
    elif kind == "wkt.csv":
        data.to_wkt().to_csv(path, index=False)
    elif kind == "xlsx":
        data.to_wkt().to_excel(path, index=False)
    else:
        data.to_file(path)
    return path


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "geojson", "parquet", "wkt.csv"])
def test_what_was_written_is_read(tmp_path, kind):
    layer = readers.read(written(tmp_path, kind), crs="EPSG:4490" if kind == "wkt.csv" else None)
    assert layer.rows == layer.table.num_rows == ROWS
    table = layer.table.to_pydict()
    order = np.argsort(table["code"])  # FlatGeobuf puts rows in the order of its index
    assert [table["code"][i] for i in order] == [f"{i:04d}" for i in range(ROWS)]
    assert [table["名称"][i] for i in order] == [f"井盖{i}" for i in range(ROWS)]
    counts = np.diff(layer.geometries.ring_offsets[layer.geometries.row_offsets])
    assert [counts[i] for i in order] == shapely.get_num_coordinates(frame().geometry.values).tolist()
    assert layer.crs == "EPSG:4490"
    assert layer.geometries.kinds() == ("point", "line", "polygon")
    assert layer.notices == ()


def test_a_shapefile_is_read(tmp_path):
    data = frame().iloc[2::5]
    data.to_file(tmp_path / "a.shp", encoding="utf-8")
    layer = readers.read(tmp_path / "a.shp")
    assert layer.table["名称"].to_pylist() == list(data["名称"])
    assert layer.geometries.row_type.tolist() == [3] * len(data)
    assert (layer.crs, layer.encoding, layer.notices) == ("EPSG:4490", "UTF-8", ())


@pytest.mark.parametrize(
    ("encoding", "key"),
    [("klingon", "encoding_unknown"), ("UTF-8", "encoding_wrong")],
    ids=["nobody knows it", "another one"],
)
def test_a_shapefile_told_in_an_encoding_that_cannot_be(tmp_path, encoding, key):
    frame().iloc[2::5].to_file(tmp_path / "a.shp", encoding="GBK")
    with pytest.raises(SourceError) as caught:
        readers.read(tmp_path / "a.shp", encoding=encoding)
    assert caught.value.key == key
    assert encoding in str(caught.value)
    assert readers.read(tmp_path / "a.shp", encoding="gbk").table["名称"].to_pylist()


NATIVE = {
    "point": [shapely.Point(1, 2), shapely.Point(3, 4)],
    "line": [shapely.LineString([(0, 0), (1, 1)]), shapely.LineString([(0, 0), (1, 1), (2, 0)])],
    "polygon": [shapely.box(0, 0, 9, 9) - shapely.box(1, 1, 2, 2), shapely.box(0, 0, 1, 1)],
    "multipoint": [shapely.MultiPoint([(0, 0), (1, 1)]), shapely.MultiPoint([(5, 5)])],
    "multiline": [shapely.MultiLineString([[(0, 0), (1, 1)], [(2, 2), (3, 3)]])] * 2,
    "multipolygon": [
        shapely.MultiPolygon([shapely.box(0, 0, 9, 9) - shapely.box(1, 1, 2, 2), shapely.box(20, 0, 21, 1)])
    ]
    * 2,
}


@pytest.mark.parametrize("shapes", NATIVE.values(), ids=NATIVE)
@pytest.mark.parametrize("gap", [[], [None]], ids=["whole", "with a null"])
def test_native_geoarrow_reads_as_wkb_does(tmp_path, shapes, gap):
    data = geopandas.GeoDataFrame({"n": range(len(shapes) + len(gap))}, geometry=[*gap, *shapes], crs=4490)
    layers = []
    for encoding in ("WKB", "geoarrow"):
        data.to_parquet(tmp_path / "a.parquet", geometry_encoding=encoding, schema_version="1.1.0")
        layers.append(readers.read(tmp_path / "a.parquet").geometries)
    for name in ("coords", "ring_offsets", "row_offsets", "ring_kind", "row_type", "null", "empty", "invalid"):
        np.testing.assert_array_equal(*(getattr(layer, name) for layer in layers), err_msg=name)


@pytest.mark.parametrize("crs", [None, "OGC:CRS84", "EPSG:32650"])
def test_what_geoparquet_says_of_its_crs(tmp_path, crs):
    data = geopandas.GeoDataFrame({"n": [1]}, geometry=[shapely.Point(1, 2)], crs=crs)
    data.to_parquet(tmp_path / "a.parquet")
    assert readers.read(tmp_path / "a.parquet").crs == crs


def test_geoparquet_that_says_nothing_is_in_degrees_and_null_is_unknown(tmp_path):
    import json

    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    geopandas.GeoDataFrame({"n": [1]}, geometry=[shapely.Point(1, 2)], crs=4490).to_parquet(path)
    table = pq.read_table(path)
    geo = json.loads(table.schema.metadata[b"geo"])
    del geo["columns"]["geometry"]["crs"]
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(geo)}), path)
    assert readers.read(path).crs == "OGC:CRS84"


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "geojson", "parquet", "wkt.csv", "xlsx"])
def test_batches_are_the_whole_in_order_and_progress_reaches_the_end(tmp_path, kind, monkeypatch):
    pytest.importorskip("openpyxl")
    monkeypatch.setattr(ogr, "_BATCHES", (7,))
    monkeypatch.setattr("onemap.io.parquet._BATCH", 7)
    monkeypatch.setattr("onemap.io.workbook._BATCH", 7)
    batches, progress = [], []
    layer = readers.read(
        written(tmp_path, kind), on_batch=batches.append, on_progress=lambda *now: progress.append(now)
    )
    assert sum(batch.rows for batch in batches) == layer.rows == ROWS
    np.testing.assert_array_equal(np.concatenate([b.geometries.coords for b in batches]), layer.geometries.coords)
    assert [code for b in batches for code in b.table["code"].to_pylist()] == layer.table["code"].to_pylist()
    assert progress[-1][0] == ROWS
    assert progress[-1][1] in {ROWS, None}
    if kind != "wkt.csv":  # one block holds it all
        assert len(batches) > 1


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "geojson", "parquet", "wkt.csv", "xlsx"])
def test_reading_stops_after_the_batch_in_hand(tmp_path, kind, monkeypatch):
    pytest.importorskip("openpyxl")
    monkeypatch.setattr(ogr, "_BATCHES", (7,))
    monkeypatch.setattr("onemap.io.parquet._BATCH", 7)
    monkeypatch.setattr("onemap.io.workbook._BATCH", 7)
    batches = []
    with pytest.raises(CancelledError):
        readers.read(written(tmp_path, kind), on_batch=batches.append, cancelled=lambda: len(batches) == 1)
    assert len(batches) == 1


def test_an_opening_that_takes_long_can_be_left():
    import threading

    release = threading.Event()
    request = assembly.Request(None, cancelled=lambda: True)
    with pytest.raises(CancelledError):
        ogr.patiently(release.wait, request)
    release.set()


def test_the_layer_asked_for_is_read(tmp_path):
    path = poison.geopackage(tmp_path / "a.gpkg", 3, layer="楼")
    frame().to_file(path, layer="杂")
    assert readers.read(path, layer="杂").rows == ROWS
    assert readers.read(path).name == "楼"
    with pytest.raises(SourceError) as caught:
        readers.read(path, layer="没有")
    assert "楼, 杂" in str(caught.value)


def test_a_table_without_columns_keeps_its_rows(tmp_path):
    poison.geojson(tmp_path / "a.geojson", [(poison.point(1, 2), {}), (poison.point(3, 4), {})])
    layer = readers.read(tmp_path / "a.geojson")
    assert (layer.table.num_rows, layer.rows) == (2, 2)


def test_the_crs_that_is_asked_for_goes_before_the_files(tmp_path):
    assert readers.read(poison.geopackage(tmp_path / "a.gpkg"), crs="EPSG:4549").crs == "EPSG:4549"


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "geojson", "parquet", "wkt.csv", "xlsx"])
def test_inspect_tells_without_reading(tmp_path, kind):
    pytest.importorskip("openpyxl")
    (info,) = readers.inspect(written(tmp_path, kind))
    assert {"code", "名称"} <= set(info.columns)
    assert info.rows in {ROWS, None}
    if kind in {"gpkg", "fgb", "parquet"}:
        assert info.extent.as_tuple() == pytest.approx(tuple(frame().total_bounds))
        assert info.crs == "EPSG:4490"


def test_data_files_of_a_folder(tmp_path):
    for name in ("b.gpkg", "a.GeoJSON", "c.shp", "c.dbf", "notes.txt", ".hidden.csv", "~$open.xlsx", "z.png"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.csv").mkdir()
    assert [path.name for path in readers.data_files(tmp_path)] == ["a.GeoJSON", "b.gpkg", "c.shp"]


def test_a_missing_extra_says_how_to_get_it(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04")
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r'pip install "onemap\[xlsx\]"'):
        readers.read(path)


@pytest.mark.parametrize("make", poison.POISON.values(), ids=poison.POISON)
def test_hard_inputs_open_and_keep_their_rows(tmp_path, make):
    layer = readers.read(make(tmp_path))
    shapes = layer.geometries
    assert layer.rows == layer.table.num_rows or not layer.table.num_columns
    if shapes.row_type is not None:
        assert int((shapes.row_type == 0).sum()) == shapes.null + shapes.empty + shapes.invalid
    assert np.isfinite(shapes.coords).all()


def test_words_infinity_and_blanks_are_counted(tmp_path):
    layer = readers.read(poison.not_a_number(tmp_path))
    assert (layer.geometries.null, layer.geometries.invalid) == (1, 3)
    assert layer.geometries.row_type.tolist() == [1, 0, 0, 0, 0]
    assert layer.table["code"].to_pylist() == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("kind", ["parquet", "gpkg"])
def test_bytes_that_are_no_text_are_replaced_and_told(tmp_path, kind):
    path = written(tmp_path, kind)
    data = path.read_bytes()
    assert "井盖17".encode() in data
    path.write_bytes(data.replace("井盖17".encode(), b"\xff\xfe\xff\xfe\xff\xfe17"))
    layer = readers.read(path)
    assert layer.table["名称"].to_pylist()[17] == "\ufffd" * 6 + "17"
    assert ("notice_text", {"column": "名称"}) in [(n.key, n.fields) for n in layer.notices]


def points_in_a_row(rows):
    return [shapely.Point(468_650 + i, 3_482_940) for i in range(rows)]


@pytest.mark.parametrize("gone", [(0, 1), (2,), (2, 3), (39,), (0, 2, 20, 39)], ids=str)
def test_a_flatgeobuf_feature_without_a_geometry_leaves_its_neighbours_where_they_are(tmp_path, gone, monkeypatch):
    monkeypatch.setattr(ogr, "_BATCHES", (16, 4, 1))
    shapes = [None if i in gone else place for i, place in enumerate(points_in_a_row(40))]
    path = tmp_path / "a.fgb"
    frame = geopandas.GeoDataFrame({"code": [f"{i:03d}" for i in range(40)]}, geometry=shapes, crs="EPSG:4544")
    frame.to_file(path, driver="FlatGeobuf", SPATIAL_INDEX="NO")
    heard = []
    layer = readers.read(path, on_batch=lambda batch: heard.extend(batch.table.column("code").to_pylist()))
    assert layer.table.column("code").to_pylist() == heard == frame["code"].tolist()
    g = layer.geometries
    assert (g.null, g.empty, g.invalid) == (len(gone), 0, 0)
    assert g.coords[:, 0].tolist() == [place.x for place in shapes if place is not None]
    assert np.flatnonzero(g.row_type == 0).tolist() == list(gone)


def test_a_property_with_the_name_of_the_geometry_column_is_an_attribute(tmp_path):
    path = tmp_path / "a.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"wkb_geometry":"x","geometry":"y"},'
        '"geometry":{"type":"Point","coordinates":[104,31]}}]}'
    )
    layer = readers.read(path)
    assert layer.table.to_pylist() == [{"wkb_geometry": "x", "geometry": "y"}]
    assert layer.geometries.coords.tolist() == [[104, 31]]


@pytest.mark.parametrize("before", [0, 40_000], ids=["in the first row", "after many"])
def test_a_cell_longer_than_a_block_is_read(tmp_path, before):
    """A large area written as text in a table; the rows before it come once."""
    path = tmp_path / "a.csv"
    area = shapely.Point(104, 31).buffer(1, quad_segs=10_000)
    rows = [f"{i:06d},POINT ({100 + i / 1e5} 30)" for i in range(before)]
    path.write_text("\n".join(["code,WKT", *rows, f'area,"{area.wkt}"', "last,POINT (105 30)", ""]))
    heard = []
    layer = readers.read(path, crs="EPSG:4490", on_batch=lambda batch: heard.extend(batch.table["code"].to_pylist()))
    assert heard == layer.table["code"].to_pylist() == [*(row[:6] for row in rows), "area", "last"]
    assert len(layer.geometries.coords) == before + 40_001 + 1
    assert not layer.notices


def test_the_first_sheet_with_coordinates_is_read(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["说明", "本表由系统导出"])
    sheet = book.create_sheet("数据")
    for row in (["编号", "经度", "纬度"], ["007", 104, 31]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    layer = readers.read(tmp_path / "a.xlsx", crs="EPSG:4490")
    assert (layer.name, layer.table["编号"].to_pylist()) == ("数据", ["007"])
