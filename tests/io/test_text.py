"""Text: encodings found by the bytes, codes that stay text, separated values as people write them."""

import pytest

from onemap.errors import SourceError
from onemap.io import encodings, readers
from tests import poison

CITY = "长江大桥中山公园路灯井盖雨水口人民路街道办事处社区居民委员会"
TAIWAN = "臺北市中正區道路與橋樑管理處號誌燈桿設備電箱變壓器"


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (CITY, "utf-8", "UTF-8"),
        (CITY, "gb18030", "GB18030"),
        (TAIWAN, "big5", "BIG5"),
        ("Straße nach Köln, Café à côté, Málaga", "cp1252", "CP1252"),
        ("plain", "ascii", None),
        (CITY[:9] + "ABC 12 号", "gb18030", "GB18030"),
    ],
    ids=["UTF-8", "GBK", "Big5", "western", "ASCII", "mixed with letters"],
)
def test_the_encoding_is_found_by_the_bytes(text, encoding, expected):
    assert encodings.detect([text.encode(encoding)]) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_off_by_the_field_is_no_obstacle(encoding):
    found = encodings.detect([CITY.encode(encoding)[:width] for width in range(5, 40)])
    assert found == {"utf-8": "UTF-8", "gb18030": "GB18030"}[encoding]


@pytest.mark.parametrize(
    ("written", "name"),
    [("936", "GB18030"), ("GBK", "GB18030"), ("UTF-8", "UTF-8"), ("utf8\x00", "UTF-8"), ("ANSI 1252", "CP1252"),
     ("88591", "ISO8859-1"), ("Big5", "BIG5"), ("950", "CP950"), ("??", None), ("", None)],
)  # fmt: skip
def test_names_of_encodings_as_people_write_them(written, name):
    assert encodings.named(written) == name


@pytest.mark.parametrize(
    ("encoding", "extra", "expected", "told"),
    [
        ("gb18030", {}, "GB18030", True),
        ("gb18030", {"language_driver": 0x4D}, "GB18030", True),
        ("gb18030", {"cpg": "GBK"}, "GB18030", False),
        ("gb18030", {"cpg": "ISO-8859-1"}, "GB18030", True),
        ("gb18030", {"cpg": "UTF-8"}, "GB18030", True),
        ("utf-8", {"language_driver": 0x57}, "UTF-8", True),
        ("utf-8", {"cpg": "UTF-8"}, "UTF-8", False),
        ("utf-8", {"cpg": "nonsense"}, "UTF-8", True),
    ],
    ids=["GBK alone", "GBK, driver says so", "GBK, .cpg says so", "GBK, .cpg lies: Latin", "GBK, .cpg lies: UTF-8",
         "UTF-8, driver lies", "UTF-8, .cpg says so", "UTF-8, .cpg is nonsense"],
)  # fmt: skip
def test_a_shapefile_is_read_in_the_encoding_of_its_bytes(tmp_path, encoding, extra, expected, told):
    names = ["长江大桥", "中山公园", "", "plain"]
    layer = readers.read(poison.shapefile(tmp_path / "点.shp", names, encoding, **extra))
    assert layer.table.column_names == ["名字"]
    assert [name or "" for name in layer.table["名字"].to_pylist()] == names
    assert layer.encoding == expected
    assert ("notice_encoding" in [notice.key for notice in layer.notices]) is told


def test_an_encoding_that_is_asked_for_goes_before_all(tmp_path):
    path = poison.shapefile(tmp_path / "a.shp", [TAIWAN[:8]], "big5", cpg="UTF-8")
    assert readers.read(path, encoding="BIG5").table["名字"].to_pylist() == [TAIWAN[:8]]


def read(folder, text, written_in="utf-8", **options):
    path = folder / "表.csv"
    path.write_bytes(text.encode(written_in) if isinstance(text, str) else text)
    return readers.read(path, **options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_separators_and_encodings(tmp_path, encoding, separator):
    rows = [["名称", "经度", "纬度", "备注"], ["井盖", "114.3", "30.6", "好,坏;\n换行"], ["路灯", "114.4", "30.7", ""]]
    text = "\r\n".join(separator.join(f'"{c}"' for c in row) for row in rows) + "\r\n"
    layer = read(tmp_path, text, encoding)
    assert layer.table.column_names == rows[0]
    assert layer.table["备注"].to_pylist() == ["好,坏;\n换行", None]
    assert layer.geometries.coords.tolist() == [[114.3, 30.6], [114.4, 30.7]]


@pytest.mark.parametrize(
    ("name", "values", "kind"),
    [
        ("n", ["007", "123"], "string"),
        ("n", ["42", "-7"], "int64"),
        ("n", ["0", "10"], "int64"),
        ("n", ["22018210300101", "22018210300102"], "string"),
        ("n", ["1234567890", "1234567891"], "int64"),
        ("n", ["12345678901", "7"], "int64"),
        ("n", ["1234567890123456789", "1"], "string"),
        ("部件代码", ["1", "2"], "string"),
        ("id", ["1", "2"], "string"),
        ("areaCode", ["110101", "110102"], "string"),
        ("标识码", ["1", "2"], "string"),
        ("width", ["1.5", "2"], "double"),
        ("width", ["0.5", "-0.25"], "double"),
        ("width", ["1e3", "2.5E-3"], "double"),
        ("mixed", ["1", "two"], "string"),
        ("when", ["2026-01-02 03:04:05", "2026-01-03"], "timestamp[s]"),
        ("when", ["2026-01-02T03:04:05", "2026-13-40T00:00:00"], "string"),
        ("void", ["is an English word", "valid"], "string"),
        ("nothing", ["", ""], "string"),
        ("gaps", ["", "3"], "int64"),
    ],
    ids=["leading zeros", "whole", "zero itself", "wide and even", "ten digits", "wide, uneven", "beyond int64",
         "named 代码", "named id", "named …Code", "named 标识码", "decimal", "below one", "powers of ten", "mixed",
         "times", "no such day", "words", "blank", "gaps"],
)  # fmt: skip
def test_numbers_become_numbers_and_codes_stay_text(tmp_path, name, values, kind):
    rows = "".join(f"{value},114,30\n" for value in values)
    column = read(tmp_path, f"{name},lon,lat\n{rows}").table.column(name)
    assert str(column.type) == kind
    if kind == "string":
        assert column.to_pylist() == [value or None for value in values]


def test_a_code_is_kept_where_the_first_batch_looked_like_numbers(tmp_path, monkeypatch):
    monkeypatch.setattr("onemap.io.delimited._BLOCKS", (4096,))
    rows = "".join(f"{i},114,30\n" for i in range(2000)) + "007,114,30\n"
    batches = []
    layer = read(tmp_path, "n,lon,lat\n" + rows, on_batch=batches.append)
    assert len(batches) > 1
    assert layer.table["n"].to_pylist()[-1] == "007"


@pytest.mark.parametrize(
    ("east", "north"),
    [("经度", "纬度"), ("LON", "LAT"), ("lng", "lat"), ("X坐标（米）", "Y坐标（米）"), ("东坐标", "北坐标"),
     ("x", "y"), ("point_x", "point_y"), ("Longitude", "Latitude"), ("gps_lng", "gps_lat"), ("横坐标", "纵坐标"),
     ("中心经度", "中心纬度"), ("wgs84_x", "wgs84_y")],
)  # fmt: skip
def test_columns_of_places_are_found_by_their_names(tmp_path, east, north):
    layer = read(tmp_path, f"名称,{north},{east}\n井盖,30.6,114.3\n")
    assert layer.geometries.coords.tolist() == [[114.3, 30.6]]


def test_columns_of_places_may_be_named(tmp_path):
    layer = read(tmp_path, "a,b,lon,lat\n1,2,3,4\n", x="a", y="b")
    assert layer.geometries.coords.tolist() == [[1, 2]]
    with pytest.raises(SourceError) as caught:
        read(tmp_path, "a,b\n1,2\n", x="a", y="c")
    assert caught.value.key == "columns_missing"


def test_surveyors_x_is_north(tmp_path):
    layer = read(tmp_path, "x,y\n3400000,38500000\n3400100,38500200\n")
    assert layer.geometries.coords[0].tolist() == [38500000, 3400000]
    assert [notice.key for notice in layer.notices] == ["notice_turned"]


def test_swapped_degrees_are_told_and_left(tmp_path):
    layer = read(tmp_path, "lon,lat\n30.6,114.3\n30.7,114.4\n")
    assert [notice.key for notice in layer.notices] == ["notice_swapped", "notice_range"]
    assert layer.geometries.invalid == 2


def test_degrees_out_of_range_stay_in_the_table(tmp_path):
    layer = read(tmp_path, "lon,lat\n114,30\n1140,30\n113,-95\n")
    assert layer.rows == 3
    assert layer.geometries.invalid == 2
    assert layer.notices[-1].fields == {"count": 2}


@pytest.mark.parametrize(
    "values",
    [["POINT (1 2)", "LINESTRING (0 0, 1 1)"], ["0101000000000000000000F03F0000000000000040", ""]],
    ids=["WKT", "hexadecimal WKB"],
)
def test_shapes_in_text(tmp_path, values):
    rows = "".join(f'"{value}",7\n' for value in [*values, "no shape"])
    layer = read(tmp_path, f"geometry,n\n{rows}")
    assert layer.geometries.coords[0].tolist() == [1, 2]
    assert layer.geometries.invalid == 1
    assert layer.geometries.null == values.count("")


def test_rows_of_another_width_are_left_out_and_counted(tmp_path):
    layer = read(tmp_path, "n,lon,lat\n1,114,30\n2,114\n3,114,30,9\n4,114,30\n")
    assert layer.table["n"].to_pylist() == [1, 4]
    assert ("notice_skipped", {"count": 2}) in [(n.key, n.fields) for n in layer.notices]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("路灯普查表,,\n,,\nn,lon,lat\n7,114,30\n", ["n", "lon", "lat"]),
        ("n,lon,lat\n7,114,30,\n8,114,30,\n", ["n", "lon", "lat", "column_4"]),
        ("n,lon,lat,\n7,114,30\n8,114,30\n", ["n", "lon", "lat"]),
    ],
    ids=["titles above the header", "rows end in a comma", "the header ends in a comma"],
)
def test_tables_as_offices_write_them(tmp_path, text, names):
    layer = read(tmp_path, text)
    assert layer.table.column_names == names
    assert layer.table["n"][0].as_py() == 7
    assert layer.geometries.coords[0].tolist() == [114, 30]
    assert layer.notices == ()


@pytest.mark.parametrize("named", ["UTF-8", "utf8"])
def test_a_byte_order_mark_is_no_part_of_a_name(tmp_path, named):
    assert read(tmp_path, "lon,lat\n1,2\n", "utf-8-sig", encoding=named).table.column_names == ["lon", "lat"]


def test_a_last_line_without_an_end_is_told(tmp_path):
    assert [n.key for n in read(tmp_path, "lon,lat\n114,30\n114,3").notices] == ["notice_unended"]


def test_headers_that_repeat_or_are_blank_get_names(tmp_path):
    assert read(tmp_path, "a,a,,lon,lat\n1,2,3,114,30\n").table.column_names == ["a", "a_2", "column_3", "lon", "lat"]


@pytest.mark.parametrize(
    ("data", "options", "key"),
    [
        ("a,b\n1,2\n", {}, "columns_missing"),
        ("2015-11-01T00:45:00,47\n2015-11-01T01:00:00,47\n", {}, "columns_missing"),
        (b"lon,lat\n\x00\x01\x02\x00\n", {}, "file_damaged"),
        ("lon,lat\n1,2\n", {"encoding": "klingon"}, "encoding_unknown"),
    ],
    ids=["no coordinates", "no header", "binary", "unknown encoding"],
)
def test_tables_that_cannot_be_a_map_are_told(tmp_path, data, options, key):
    with pytest.raises(SourceError) as caught:
        read(tmp_path, data, **options)
    assert caught.value.key == key


def test_a_workbook_is_read_sheet_by_sheet(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    import datetime as dt

    book = openpyxl.Workbook()
    first = book.active
    first.title = "部件"
    first.append(["二〇二六年部件普查表"])
    first.append(["部件代码", "宽", "时间", "经度", "纬度"])
    first.append([22018210300101, 1, dt.datetime.fromisoformat("2026-01-02T03:04:00"), 114.3, 30.6])
    first.append([None] * 5)
    first.append(["007", 2.5, None, 114.4, None])
    book.create_sheet("说明").append(["没有坐标"])
    book.save(tmp_path / "a.xlsx")
    layer = readers.read(tmp_path / "a.xlsx")
    assert layer.name == "部件"
    assert layer.table["部件代码"].to_pylist() == ["22018210300101", "007"]
    assert layer.table["宽"].to_pylist() == [1.0, 2.5]
    assert str(layer.table["时间"].type) == "timestamp[us]"
    assert layer.geometries.row_type.tolist() == [1, 0]
    assert [info.name for info in readers.inspect(tmp_path / "a.xlsx")] == ["部件"]
    with pytest.raises(SourceError) as caught:
        readers.read(tmp_path / "a.xlsx", layer="说明")
    assert caught.value.key == "columns_missing"


@pytest.mark.parametrize(
    ("x", "wanted"),
    [("468000,5", 468000.5), ("468,000", 468000.0), ("468,000.5", 468000.5), ("468000.5米", 468000.5), ("4,6,8", None)],
    ids=["decimal comma", "thousands", "thousands and a point", "a unit", "neither"],
)
def test_coordinates_are_read_as_people_write_them(tmp_path, x, wanted):
    (tmp_path / "a.csv").write_text(f"code;x;y\n001;{x};3483000\n002;468000;3483000\n", encoding="utf-8")
    layer = readers.read(tmp_path / "a.csv", crs="EPSG:4544")
    assert layer.geometries.coords[0, 0] == (468000.0 if wanted is None else wanted)
    assert layer.geometries.invalid == (wanted is None)
