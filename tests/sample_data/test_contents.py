"""How much there is of everything, in which formats, and that every code and grid is right."""

import re

import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from make.codes import classes, credit_check, organisation_check


def test_the_sample_is_small_and_in_eight_formats(folder):
    files = [f for f in folder.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    assert sum(f.stat().st_size for f in files) < 20e6
    kinds = {f.suffix for f in files}
    assert {".gpkg", ".parquet", ".fgb", ".geojson", ".csv", ".xlsx", ".shp", ".onemap"} <= kinds
    assert len(pyogrio.list_layers(folder / "base.gpkg")) >= 5


def test_the_shapefile_is_gbk_and_does_not_say_so(folder, read):
    assert not (folder / "tunnels.cpg").exists()
    raw = (folder / "tunnels.dbf").read_bytes()
    assert raw[29] == 0
    assert "综合管廊".encode("gbk") in raw
    tunnels = read("tunnels")
    assert tunnels["埋深"].between(1, 20).all()
    assert set(tunnels["类型"]) == {"干线", "支线", "缆线"}


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("components.parquet", 4490),
        ("terminals.parquet", 4490),
        ("places.fgb", 4490),
        ("communities.geojson", 4490),
        ("base.gpkg", 4544),
        ("tunnels.shp", 4544),
    ],
)
def test_layers_are_in_two_crs(folder, name, crs):
    import geopandas as gpd

    path = folder / name
    found = gpd.read_parquet(path).crs if path.suffix == ".parquet" else pyogrio.read_info(path, layer=0)["crs"]
    assert f"{crs}" in str(found) or f"{crs}" in found


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("components", 30_000),
        ("terminals", 20_000),
        ("cases", 20_000),
        ("parking", 60),
        ("places", 500),
        ("addresses", 2_000),
        ("organisations", 300),
        ("members", 23),
        ("persons", 1_000),
        ("tunnels", 50),
        ("opinions", 500),
    ],
)
def test_there_is_enough_of(read, name, least):
    assert len(read(name)) >= least


def test_components_have_the_eighteen_attributes_and_forty_classes(read):
    parts = read("components")
    wanted = (
        *("GLBJBSM", "GLBJMC", "ZGBMDM", "ZGBMMC", "QSDWDM", "QSDWMC", "YHDWDM", "YHDWMC", "SZDYWGBSM", "GLBJZT"),
        *("CSRQ", "BGRQ", "SJLY", "BZ", "SZJDDM", "SZJDMC", "SZSQDM", "SZSQMC"),
    )
    assert tuple(parts.columns[:18]) == wanted
    assert parts["GLBJMC"].nunique() >= 40
    assert parts["CSRQ"].dropna().str.fullmatch(r"20[12]\d[01]\d[0-3]\d").all()
    assert set(parts["GLBJZT"].dropna()) == {"完好", "破损", "丢失", "废弃", "移除"}
    label = classes("管理部件")
    known = parts[parts["GLBJBSM"].str[6:11].isin(label) & parts["GLBJMC"].notna() & (parts["GLBJBSM"].str.len() == 17)]
    assert (known["GLBJBSM"].str[6:11].map(label) == known["GLBJMC"]).all()


def _share(points, shapes, distance=0.0):
    """Share of the points within ``distance`` of any of the shapes."""
    near, _ = shapely.STRtree(shapes).query(points, predicate="dwithin", distance=distance)
    return len(np.unique(near)) / len(points)


def test_components_stand_where_such_things_stand(read):
    parts, planted = read("components"), read("defects")
    parts = parts[~parts["GLBJBSM"].isin(planted[planted["kind"] == "outside_any_grid"]["code"])]
    streets = np.array([*read("road").geometry, *read("lane").geometry], object)
    surface = read("road_area").geometry.to_numpy()
    lamps, trees, covers, bins = (
        parts.geometry[parts["GLBJMC"] == n].to_numpy() for n in ("路灯", "行道树", "雨水井盖", "垃圾箱")
    )
    assert _share(lamps, streets, 25) > 0.99
    assert _share(trees, streets, 25) > 0.99
    assert _share(covers, surface, 0.15) > 0.99
    assert _share(bins, surface) < 0.02
    ponds = read("water").query("`class` == '湖泊'").geometry.to_numpy()
    assert _share(parts.geometry.to_numpy(), ponds) == 0


def test_two_thousand_terminals_stand_on_one_hectare(read):
    from make.frame import ORIGIN
    from make.terminals import HECTARE

    hectare = shapely.transform(HECTARE, lambda c: c + ORIGIN)
    assert hectare.area == pytest.approx(10_000)
    assert read("terminals").intersects(hectare).sum() >= 2_000


def test_terminal_codes_have_eighteen_digits(read):
    assert read("terminals")["code"].str.fullmatch(r"990101\d{12}").all()


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("terminals", "unit_grid"),
        ("cases", "unit_grid"),
        ("places", "unit_grid"),
        ("parking", "单元网格"),
        ("persons", "grid"),
        ("organisations", "单元网格"),
        ("addresses", "单元网格"),
        ("opinions", "unit_grid"),
    ],
)
def test_stored_grids_are_the_ones_that_contain_the_place(read, grid_of, name, column):
    table = read(name)
    table = table[table.geometry.notna()]
    assert (grid_of(table.geometry) == table[column].astype(str)).all()


def test_members_stand_in_their_responsibility_grid_and_each_grid_has_one(read):
    members, grids = read("members"), read("responsibility_grid").set_index("code").geometry
    assert set(members["责任网格"]) == set(grids.index)
    assert all(grids[c].contains(p) for c, p in zip(members["责任网格"], members.geometry, strict=True))
    assert _share(members.geometry.to_numpy(), read("water").geometry.to_numpy()) == 0


def test_persons_and_numbers_are_plainly_invented(read):
    names = [
        read("members")["姓名"],
        read("persons")["name"],
        read("cases")["reporter"],
        read("organisations")["负责人"],
    ]
    assert all(n.str.fullmatch("示例[一-龥]{1,4}").all() for n in names)
    phones = [
        read("members")["电话"],
        read("persons")["phone"],
        read("cases")["phone"].dropna(),
        read("organisations")["电话"],
    ]
    assert all(p.str.fullmatch(r"000\*{4}\d{4}").all() for p in phones)


@pytest.mark.parametrize(
    ("body", "whole"),
    [("91350100M000100Y4", "91350100M000100Y43"), ("9131000013221158X", "9131000013221158XC")],
    ids=["example of GB 32100", "another published one"],
)
def test_the_check_character_of_a_credit_code(body, whole):
    assert body + credit_check(body) == whole


def test_the_check_digit_of_an_organisation_code():
    assert organisation_check("D2143569") == "X"


def test_bodies_that_keep_components_have_right_credit_codes(read):
    parts = read("components")
    codes = pd.unique(pd.concat([parts[c].dropna() for c in ("ZGBMDM", "QSDWDM", "YHDWDM")]))
    assert len(codes) > 8
    assert all(credit_check(c[:17]) == c[17] and organisation_check(c[8:16]) == c[16] for c in codes)


def test_names_of_places_are_chinese_and_mostly_their_own(read):
    names = read("places")["name"]
    assert all(re.fullmatch(r"[一-鿿]+", n) for n in names)
    assert names.nunique() > 0.95 * len(names)
    assert np.isin(["学校", "医疗", "公园", "餐饮", "政务"], read("places")["category"]).all()
