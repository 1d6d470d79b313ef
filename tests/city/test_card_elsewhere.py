"""Cards of a city that is not the sample: in degrees, other columns, codes of 2013, roles that are missing, no rows."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
from shapely.geometry import LineString, Point, box

import onemap
from onemap.api.layer import rows_as_read
from onemap.app.cli import main
from onemap.errors import RequestError
from onemap.model.definition import Field, LayerDefinition, Source

X0, Y0, SIDE = 120.0, 30.0, 0.001
FIRST = "330106001001001"
ROLES = {
    "wg": ("unit_grid", {"WGBM": "code", "MC": "name"}),
    "bj": ("component", {"ObjID": "code", "ObjState": "state", "DeptName2": "owner"}),
    "zd": ("terminal", {"bh": "code", "zt": "state", "sj": "last_report", "gz": "parent"}),
    "aj": ("case", {"ah": "code", "jd": "phase", "sbsj": "reported"}),
    "gx": ("pipe", {"sd": "depth", "lb": "class"}),
}
CLASSES = {"0101": ("公用设施", "供水井盖"), "0118": ("公用设施", "化粪池井盖"), "0207": ("交通设施", "地下通道")}


@pytest.fixture(scope="module")
def frames():
    cells = [(i, j) for j in (1, 0) for i in (0, 1)]
    codes = [f"330106001001{k:03d}" for k in range(1, 5)]
    areas = [box(X0 + i * SIDE, Y0 + j * SIDE, X0 + (i + 1) * SIDE, Y0 + (j + 1) * SIDE) for i, j in cells]
    rng = np.random.default_rng(3)
    at = [Point(X0 + SIDE * x, Y0 + SIDE * y) for x, y in rng.uniform(0, 2, (60, 2))]
    at[:4] = [Point(X0 + SIDE, Y0 + SIDE), Point(X0 + SIDE, Y0 + 1.5 * SIDE), Point(X0, Y0), Point(X0 + 2 * SIDE, Y0)]
    kinds = list(CLASSES)
    things = {
        "ObjID": [f"330106{kinds[k % 3]}{k:06d}" for k in range(60)], "ObjState": ["完好", "破损", None] * 20,
        "DeptName2": ["甲司", ""] * 30,
    }  # fmt: skip
    empty = {"ah": pd.Series([], dtype=str), "jd": pd.Series([], dtype=str), "sbsj": pd.Series([], dtype=str)}
    along = LineString([(X0 + 0.5 * SIDE, Y0), (X0 + 0.5 * SIDE, Y0 + 2 * SIDE)])
    across = LineString([(X0, Y0 + 1.5 * SIDE), (X0 + 2 * SIDE, Y0 + 1.5 * SIDE)])
    one = {"bh": ["T1"], "zt": ["正常"], "sj": ["2026-03-01 10:00"], "gz": [things["ObjID"][2]]}
    return {
        "wg": gpd.GeoDataFrame({"WGBM": codes, "MC": ["甲", "乙", "丙", "丁"]}, geometry=areas, crs=4490),
        "bj": gpd.GeoDataFrame(things, geometry=at, crs=4490),
        "zd": gpd.GeoDataFrame(one, geometry=[at[2]], crs=4490),
        "aj": gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs=4490), crs=4490),
        "gx": gpd.GeoDataFrame({"sd": [3.5, 2.0], "lb": ["污水", "燃气"]}, geometry=[across, along], crs=4490),
    }


@pytest.fixture(scope="module")
def project(frames, tmp_path_factory):
    folder = tmp_path_factory.mktemp("别市")
    (folder / "layers").mkdir()
    for name, (role, columns) in ROLES.items():
        frames[name].to_file(folder / f"{name}.gpkg")
        fields = "\n".join(f'{column} = {{ role = "{meaning}" }}' for column, meaning in columns.items())
        text = f'title = "{name}"\nrole = "{role}"\n[source]\npath = "../{name}.gpkg"\n[fields]\n{fields}\n'
        (folder / "layers" / f"{name}.toml").write_text(text, encoding="utf-8")
    layers = "".join(f'[[layers]]\nid = "{name}"\n' for name in ROLES)
    path = folder / "别市.onemap"
    path.write_text(f'schema = 2\ntitle = "别市"\ncrs = "EPSG:4490"\n{layers}', encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def city(project):
    return onemap.open(project)


def numbers(card):
    return {number.key: number for number in card.numbers()}


def test_every_point_is_in_one_cell_and_lines_in_all_they_meet(city, frames):
    cards = [city.card(grid=code) for code in frames["wg"].WGBM]
    assert sum(card.layers["bj"] for card in cards) == 60
    assert [card.layers["gx"] for card in cards] == [2, 1, 1, 0]
    assert {card.layers["aj"] for card in cards} == {0}
    assert set(cards[0].tabs[0].count.rows) == {"bj", "zd", "gx"}
    rows = numbers(cards[0])["things"].rows["bj"]
    assert {0, 1} <= set(rows.tolist())  # on the border of several: the smallest code has it


def test_classes_are_told_by_the_codes_where_no_column_does(city, frames):
    card = city.card(grid=FIRST)
    rows = numbers(card)["things"].rows["bj"]
    kinds = frames["bj"].ObjID[rows].str[6:10].map(CLASSES)
    for role, at in (("category", 0), ("class", 1)):
        found = {n.title[0]: n for n in card.numbers() if n.key.startswith(f"bj.{role}.")}
        assert {name: n.value for name, n in found.items()} == kinds.str[at].value_counts().to_dict()
        for name, n in found.items():
            assert n.rows["bj"].tolist() == kinds.index[kinds.str[at] == name].tolist()
            assert name in n.how.sentence("zh")


def test_lengths_are_metres_along_either_axis(city):
    found = numbers(city.card(grid=FIRST))
    geod = pyproj.Geod(ellps="GRS80")
    along = geod.inv(X0, Y0 + SIDE, X0, Y0 + 2 * SIDE)[2]
    across = geod.inv(X0, Y0 + 1.5 * SIDE, X0 + SIDE, Y0 + 1.5 * SIDE)[2]
    assert found["gx.class.燃气"].text[1] == f"{along:,.0f} m · 2 m deep"
    assert found["gx.class.污水"].text[1] == f"{across:,.0f} m · 3.5 m deep"


def test_a_terminal_lives_until_a_day_after_its_last_report(city):
    for as_of, key in (("2026-03-02T09:59", "zd.alive"), ("2026-03-02T10:01", "zd.silent")):
        found = numbers(city.card(grid="330106001001003", as_of=as_of))
        assert found[key].value == 1
        assert found["bj.sensed"].value == (key == "zd.alive")


def test_a_layer_that_tells_of_no_reports_is_taken_at_its_word(frames, tmp_path):
    rows = frames["zd"].drop(columns="sj").loc[[0] * 4].reset_index(drop=True)
    rows["bh"], rows["zt"] = ["T1", "T2", "T3", "T4"], ["在线", "离线", "Faulty", "报废"]
    made = onemap.Map(crs="EPSG:4490")
    for name, frame in (("wg", frames["wg"]), ("zd", rows)):
        layer = onemap.Layer.from_geodataframe(frame, name)
        fields = {column: Field(role=role) for column, role in ROLES[name][1].items() if column in frame}
        said = LayerDefinition(Source(""), id=name, title=name, role=ROLES[name][0], fields=fields)
        made.session.add(said, rows_as_read(layer))
    found = numbers(made.card(grid="330106001001003"))
    assert [found[f"zd.{key}"].value for key in ("alive", "silent", "broken", "retired")] == [1, 1, 1, 1]
    assert "没有上报时间" in found["zd.alive"].how.sentence("zh")
    assert made.ledger().coverage.alive == 1


@pytest.mark.parametrize("said", ["330106 001 001 001", " 330106001001001 ", "３３０１０６００１００１００１"])
def test_a_code_is_read_as_people_paste_it(city, said):
    assert city.card(grid=said).code == FIRST


def test_without_divisions_a_responsibility_grid_lies_above(frames):
    made = onemap.Map(crs="EPSG:4490")
    whole = gpd.GeoDataFrame({"bh": ["Z1"]}, geometry=[frames["wg"].union_all()], crs=4490)
    for role, column, frame in (("unit_grid", "WGBM", frames["wg"]), ("responsibility_grid", "bh", whole)):
        said = LayerDefinition(Source(""), id=role, title=role, role=role, fields={column: Field(role="code")})
        made.session.add(said, rows_as_read(onemap.Layer.from_geodataframe(frame, role)))
    assert made.card(grid=FIRST).up == "Z1"
    assert made.card(grid="Z1").down == tuple(frames["wg"].WGBM)
    assert made.card(grid="Z1").up == ""


def test_what_is_left_out_is_told(city, project, capsys):
    card = city.card(grid=FIRST)
    assert {one.role for one in card.missing} == {
        "person", "member", "place", "parking", "opinion", "organisation", "responsibility_grid", "division",
    }  # fmt: skip
    with pytest.raises(RequestError):
        city.card(grid="3301060010019")
    assert main(["card", str(project), "--grid", FIRST]) == 0
    assert "(parking)" in capsys.readouterr().out.splitlines()[-1]
