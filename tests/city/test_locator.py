"""The box that finds everything: what each kind of text means on a small city, and how fast on a large one."""

from __future__ import annotations

import time

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onemap.city import beidou, pinyin
from onemap.city.locator import City, Searched, Titled, locate
from onemap.city.locator_codes import CodeIndex
from onemap.city.locator_names import NameIndex
from onemap.messages import sentence
from onemap.model.extent import Extent
from onemap.model.geometry import Geometries
from onemap.query.prepare import prepare

CRS = "EPSG:4544"  # CGCS2000, meridian 105
MIDDLE = (104.67, 31.47)
CELL = beidou.encode(104.669, 31.469, 7)


def layer(layer_id, title, role, rows, *, classes=None):
    """A layer of points: rows of (code, name, address, x, y)."""
    xy = np.array([row[3:] for row in rows], dtype=np.float64)
    prepared = prepare(Geometries(xy))
    places = np.empty(len(rows), np.int32)
    places[prepared.rows] = np.arange(len(rows))

    def column(at):
        return pa.chunked_array([pa.array([row[at] for row in rows], pa.string())])

    return Searched(
        layer_id, title, role, prepared, places, NameIndex.of(column(1)), NameIndex.of(column(2)),
        None if classes is None else NameIndex.of(pa.chunked_array([pa.array(classes)])), CodeIndex.of(column(0)),
    )  # fmt: skip


GRID = [
    (f"990101001{c:03d}{g:03d}", f"文昌{g:03d}", None, 468000 + 100 * g, 3482000 + 500 * c)
    for c in (1, 2)
    for g in (1, 2, 3)
]
ROADS = [
    ("R1", "滨江南路", None, 468100, 3482000),
    ("R2", "滨江南路", None, 468900, 3482000),
    ("R3", "长虹大道", None, 468500, 3483000),
    ("R4", "University Avenue", None, 468300, 3482600),
]
PLACES = [
    ("D1", "江南停车场", "示范市示范区江南街道滨江南路68号", 468110, 3482010),
    ("D2", "停车楼", "示范市示范区江南街道滨江南路70号", 468120, 3482010),
    ("D3", "文昌社区卫生服务中心", "长虹大道9号", 468510, 3483010),
    ("D4", "城外停车场", "外环路1号", 600000, 3600000),
]
PARTS = [
    ("99010101001000001", None, None, 468200, 3482100),
    ("99010101037000002", None, None, 468300, 3482200),
    ("99010101037000003", None, None, 468400, 3482300),
]
CITY = City(
    layers=(Titled("road", ("道路", "Roads")), Titled("unit_grid", ("单元网格", "Unit grids"))),
    commands=(Titled("export", ("出图", "Export")), Titled("full", ("全图", "Full extent"))),
    searched=(
        layer("community", "社区", "division", [("990101001001", "文昌社区", None, 468200, 3482500)]),
        layer("unit_grid", "单元网格", "unit_grid", GRID),
        layer("road", "道路", "road", ROADS),
        layer("place", "兴趣点", "place", PLACES),
        layer("component", "管理部件", "component", PARTS, classes=["供水井盖", "路灯", "路灯"]),
        layer(
            "organisation",
            "单位",
            "organisation",
            [("11990101MA00100022", "示范区城市管理局", "井坊巷30号", 468000, 3482700)],
        ),
    ),
    crs=CRS,
    extent=Extent(465000, 3480000, 472000, 3486000),
    middle=MIDDLE,
)

#: What is typed; the first candidate's group, key, layer; and what its "understood as" holds (None: anything).
TABLE = [
    # layers and commands
    ("道路", "layer", "road", "", "图层"),
    ("roads", "layer", "road", "", None),
    ("unit gr", "layer", "unit_grid", "", None),
    ("单元", "layer", "unit_grid", "", None),
    ("出图", "command", "export", "", "命令"),
    ("EXPORT", "command", "export", "", None),
    ("full ext", "command", "full", "", None),
    # names
    ("滨江", "feature", "滨江南路", "road", "道路的名称"),
    ("江南路", "feature", "滨江南路", "road", None),
    ("滨江南路", "feature", "滨江南路", "road", None),
    ("停车", "feature", "停车楼", "place", "兴趣点的名称"),
    ("停车场", "feature", "江南停车场", "place", None),
    ("文昌社区", "feature", "文昌社区", "community", None),
    ("文昌 服务", "feature", "文昌社区卫生服务中心", "place", None),
    ("university", "feature", "University Avenue", "road", None),
    ("城管", "", "", "", None),
    ("城市管理", "feature", "示范区城市管理局", "organisation", None),
    ("路灯", "feature", "路灯", "component", "类别，共 2 条"),
    ("城外", "feature", "城外停车场", "place", None),
    # sounds
    ("binjiang", "feature", "滨江南路", "road", "拼音"),
    ("bin jiang", "feature", "滨江南路", "road", "拼音"),
    ("changhong", "feature", "长虹大道", "road", "拼音"),
    ("bjnl", "feature", "滨江南路", "road", "首字母"),
    ("chdd", "feature", "长虹大道", "road", "首字母"),
    ("ludeng", "feature", "路灯", "component", "类别"),
    # addresses
    ("滨江南路68号", "place", "示范市示范区江南街道滨江南路68号", "place", "地址"),
    ("滨江南路６８号", "place", "示范市示范区江南街道滨江南路68号", "place", "地址"),
    ("示范区江南街道滨江南路70号", "place", "示范市示范区江南街道滨江南路70号", "place", "地址"),
    ("四川省示范市江南街道滨江南路68号", "place", "示范市示范区江南街道滨江南路68号", "place", "滨江南路68号"),
    ("江南街道文昌社区滨江南路68号附近", "place", "示范市示范区江南街道滨江南路68号", "place", "滨江南路68号"),
    ("滨江南路999号", "feature", "滨江南路", "road", "滨江南路"),
    ("长虹大道9号", "place", "长虹大道9号", "place", None),
    ("井坊巷30号", "place", "井坊巷30号", "organisation", None),
    # codes
    ("990101001001002", "code", "990101001001002", "unit_grid", "单元网格的编码"),
    ("９９０１０１００１００１００２", "code", "990101001001002", "unit_grid", None),
    ("990101 001001", "code", "990101001001", "community", None),
    ("990101 001 001 002", "code", "990101001001002", "unit_grid", None),
    ("990101001001", "code", "990101001001", "community", "社区的编码"),
    ("99010100100100", "code", "99010100100100", "unit_grid", "共 3 条"),
    ("990101001", "code", "990101001", "", "街道（乡镇），含 6 条编码"),
    ("990101001002", "code", "990101001002", "", "社区（村），含 3 条编码"),
    ("990101", "code", "990101", "", "县级，含 6 条编码"),
    ("9901", "code", "9901", "", "地级"),
    ("990100", "code", "9901", "", "地级"),
    ("99010101037", "code", "99010101037", "component", "共 2 条"),
    ("99010101037000002", "code", "99010101037000002", "component", "管理部件的编码：路灯"),
    ("99010101037000077", "code", "99010101037000077", "", "路灯，地图里没有"),
    ("9901010137000077", "code", "9901010137000077", "", "售货亭，地图里没有"),
    ("51070306010", "code", "51070306010", "", "暴露垃圾"),
    ("110101010200100001", "code", "110101010200100001", "", "监测部件"),
    ("11990101MA00100022", "code", "11990101MA00100022", "organisation", "单位的编码"),
    ("11990101ma00100022", "code", "11990101MA00100022", "organisation", None),
    ("91350100M000100Y43", "code", "91350100M000100Y43", "", "统一社会信用代码"),
    ("r3", "code", "R3", "road", "道路的编码"),
    (CELL, "coordinate", None, "", "第 7 级"),
    (CELL.lower()[:9], "coordinate", None, "", "第 4 级"),
    (f"{CELL}-20", "coordinate", None, "", "第 7 级"),
    # coordinates
    ("104.67,31.47", "coordinate", None, "", "经度 104.67°，纬度 31.47°"),
    ("31.47,104.67", "coordinate", None, "", "经度 104.67°，纬度 31.47°"),
    ("104.67 31.47", "coordinate", None, "", None),
    ("（104.67，31.47）", "coordinate", None, "", None),
    ("104.67E 31.47N", "coordinate", None, "", None),
    ("N31.47 E104.67", "coordinate", None, "", None),
    ("北纬31.47°，东经104.67°", "coordinate", None, "", None),
    ("东经104度40分12秒 北纬31度28分12秒", "coordinate", None, "", "经度 104.67°"),
    ("104°40′12″E, 31°28′12″N", "coordinate", None, "", "经度 104.67°"),
    ("31°28.2' 104°40.2'", "coordinate", None, "", "经度 104.67°"),
    ("104:40:12 31:28:12", "coordinate", None, "", None),
    ("104 40 12 31 28 12", "coordinate", None, "", None),
    ("31 28.2 104 40.2", "coordinate", None, "", None),
    ("lat=31.47 lon=104.67", "coordinate", None, "", None),
    ("POINT(104.67 31.47)", "coordinate", None, "", None),
    ("GCJ-02 104.672,31.467", "coordinate", None, "", "GCJ-02"),
    ("高德 31.467,104.672", "coordinate", None, "", "GCJ-02"),
    ("百度坐标 104.678,31.473", "coordinate", None, "", "BD-09"),
    ("104.672,31.467 火星", "coordinate", None, "", "GCJ-02"),
    ("104.672,31.467（火星坐标系）", "coordinate", None, "", "GCJ-02"),
    ("经纬度：104.67，31.47", "coordinate", None, "", "经度 104.67°"),
    ("468600,3482900", "coordinate", None, "", "地图坐标系"),
    ("X=3482900, Y=468600", "coordinate", None, "", "东 468600，北 3482900"),
    ("东 468600，北 3482900", "coordinate", None, "", "东 468600，北 3482900"),
    ("468600 m 3482900 m", "coordinate", None, "", "地图坐标系"),
    ("3482900,468600", "coordinate", None, "", "东 468600，北 3482900"),
    ("35468600 3482900", "coordinate", None, "", "3 度带第 35 带"),
    ("3482900，18468600", "coordinate", None, "", "6 度带第 18 带"),
    ("EPSG:4523 35468600,3482900", "coordinate", None, "", "EPSG:4523"),
    # nothing
    ("", "", "", "", None),
    ("   ", "", "", "", None),
    ("没有这个地方", "", "", "", None),
    ("181,95", "", "", "", None),
    ("104.67,31.47,5,6,7", "", "", "", None),
    ("104°75′ 31°10′", "", "", "", None),
]


@pytest.mark.parametrize(("text", "group", "key", "where", "how"), TABLE, ids=[row[0] or "nothing" for row in TABLE])
def test_what_a_text_means(text, group, key, where, how):
    found = locate(text, CITY).candidates
    if not group:
        assert found == ()
        return
    first = found[0]
    assert (first.group, first.layer) == (group, where)
    assert key in {None, first.key}
    assert how is None or how in sentence(first.how.key, first.how.fields, "zh")
    for language in ("zh", "en"):
        assert "?" not in sentence(first.how.key, first.how.fields, language)
    if group == "coordinate":
        assert first.inside
        assert abs(first.extent.center[0] - 468600) < 600
        assert abs(first.extent.center[1] - 3482900) < 2500


def test_the_code_of_a_cell_tells_its_name():
    (first, *_) = locate("990101001001", CITY).candidates
    assert sentence(first.how.key, first.how.fields, "zh") == "社区的编码：文昌社区"


def test_the_table_is_long():
    assert len(TABLE) >= 60


def test_inside_the_city_comes_first():
    found = locate("停车场", CITY).candidates
    assert [c.key for c in found] == ["江南停车场", "城外停车场"]
    assert [c.inside for c in found] == [True, False]
    orders = locate(
        "31.47,104.67", City(crs="EPSG:4490", extent=Extent(31, 100, 32, 110), middle=(31.5, 105))
    ).candidates
    assert orders == ()


def test_both_orders_are_told_where_both_may_be():
    city = City(crs="EPSG:4490", extent=Extent(29, 39, 31, 41), middle=(30, 40))
    found = locate("40.5, 30.5", city).candidates
    assert [(round(c.extent.xmin, 3), c.inside) for c in found] == [(30.5, True), (40.5, False)]


def test_a_name_of_several_rows_is_one_candidate_with_all_of_them():
    first = locate("滨江南路", CITY).candidates[0]
    assert (first.count, first.row) == (2, None)
    assert first.extent.as_tuple() == (468100, 3482000, 468900, 3482000)


def test_a_prefix_is_the_place_of_all_that_it_holds():
    first = locate("990101001002", CITY).candidates[0]
    assert first.extent.as_tuple() == (468100, 3483000, 468300, 3483000)


def test_without_pinyin_chinese_works_and_one_sentence_tells(monkeypatch):
    monkeypatch.setattr(pinyin, "available", lambda: False)
    assert locate("滨江", CITY).candidates[0].key == "滨江南路"
    answer = locate("bjnl", CITY)
    assert answer.candidates == ()
    assert [note.key for note in answer.notes] == ["note_pinyin"]
    assert 'pip install "onemap[search]"' in sentence(answer.notes[0].key, answer.notes[0].fields, "en")


@pytest.mark.parametrize(
    ("text", "key", "fields"),
    [
        ("91350100M000100Y44", "code_check", {"wanted": "3"}),
        ("99010100100100O", "code_character", {"place": 15, "character": "O"}),
        ("9901010010013", "code_length", {"length": 13}),
        ("N50J47Z", "beidou_character", {"place": 7}),
        ("N48H564A82123", "beidou_length", {"length": 13}),
        ("road-66-of-12", None, {}),
        ("99010", None, {}),
    ],
)
def test_a_code_that_is_wrong_says_what_is_wrong(text, key, fields):
    answer = locate(text, City(crs=CRS))
    assert answer.candidates == ()
    assert [note.key for note in answer.notes] == ([] if key is None else [key])
    assert all(fields.items() <= note.fields.items() for note in answer.notes)


@pytest.mark.parametrize(
    "text", ["200,100", "31°75'N 104°40'E", "E200 N31", "31 40 99, 104 40 1", "12345678,3482940", "GCJ-02 190 30"]
)
def test_coordinates_of_no_place_are_told(text):
    answer = locate(text, CITY)
    assert answer.candidates == ()
    (note,) = answer.notes
    assert (note.key, note.fields) == ("wrong_coordinates", {"text": text})


@pytest.mark.parametrize("text", ["200", "无此路 200,100", "1,2,3", ",", "°"])
def test_what_is_no_pair_of_numbers_is_no_wrong_place(text):
    assert "wrong_coordinates" not in {note.key for note in locate(text, CITY).notes}


def test_without_a_crs_there_are_no_coordinates():
    assert locate("104.67,31.47", City()).candidates == ()


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    answer = locate(text, CITY, limit=7)
    assert len(answer.candidates) <= 7
    order = [(not c.inside, -c.score) for c in answer.candidates]
    assert order == sorted(order)


@settings(max_examples=100)
@given(st.floats(100, 110), st.floats(25, 35))
def test_degrees_written_out_are_found_again(lon, lat):
    city = City(crs="EPSG:4490", extent=Extent(99, 24, 111, 36), middle=(105.0, 30.0))
    x, y = locate(f"{lat:.9f}N {lon:.9f}E", city).candidates[0].extent.center
    assert abs(x - lon) < 1e-8
    assert abs(y - lat) < 1e-8


@given(st.lists(st.text("停车场abc12 ", max_size=5), max_size=30), st.text("停车a1", min_size=1, max_size=2))
def test_names_are_found_as_a_scan_finds_them(names, part):
    index = NameIndex.of(pa.chunked_array([pa.array(names, pa.string())]))
    hits = [hit for hit in index.find((part,), 1000) if hit.how == "name"]
    wanted = {name.strip(): [i for i, other in enumerate(names) if other.strip() == name.strip()] for name in names}
    assert {hit.name: hit.rows.tolist() for hit in hits} == {n: rows for n, rows in wanted.items() if part in n}


@given(
    st.lists(st.one_of(st.none(), st.text("019AB网", max_size=4)), max_size=30),
    st.text("019AB网", min_size=1, max_size=3),
)
def test_codes_are_found_as_a_scan_finds_them(column, code):
    index = CodeIndex.of(pa.chunked_array([pa.array(column, pa.string())]))
    assert sorted(index.exactly(code).tolist()) == [i for i, c in enumerate(column) if c == code]
    assert sorted(index.beginning(code).tolist()) == [i for i, c in enumerate(column) if c and c.startswith(code)]


def test_a_hundred_thousand_names_answer_while_one_types():
    letters = np.array(list("东南西北中滨江河湖山水云龙凤金银长安平和兴盛文化民主停车场广场大厦中心学校医院"))
    rng = np.random.default_rng(5)
    names = ["".join(part) + str(i) for i, part in enumerate(rng.choice(letters, (100_000, 6)))]
    rows = [(str(i), name, None, 468000.0 + i % 997, 3482000.0 + i % 991) for i, name in enumerate(names)]
    city = City(searched=(layer("place", "兴趣点", "place", rows),), crs=CRS, extent=CITY.extent, middle=MIDDLE)
    for text in ("停", "停车", "停车场", "学校", "中心 12", "4711"):
        times = []
        for _ in range(5):
            start = time.perf_counter()
            found = locate(text, city).candidates
            times.append(time.perf_counter() - start)
        assert found
        assert min(times) < 0.3  # 3 to 9 ms; the bound only tells a change of kind
