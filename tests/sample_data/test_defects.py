"""Every planted fault is found by brute force, and nothing that is not planted."""

import numpy as np
import pandas as pd
import pytest
import shapely
from make.codes import classes, credit_check

MANDATORY = ["GLBJBSM", "GLBJMC", "ZGBMDM", "ZGBMMC", "SZDYWGBSM", "GLBJZT", "CSRQ"]


def _doubled(column):
    return sorted(column[column.duplicated()])


def _components(read, grid_of):
    parts = read("components")
    code = parts["GLBJBSM"]
    inside = grid_of(parts.geometry)
    right_form = code.str.fullmatch(r"990101\d{11}")
    points = parts.geometry.to_numpy()
    a, b = shapely.STRtree(points).query(points, predicate="dwithin", distance=1.0)
    yield "duplicate_code", _doubled(code)
    yield "bad_code_form", code[~right_form]
    yield "unknown_class", code[right_form & ~code.str[6:11].isin(classes("管理部件"))]
    yield "missing_mandatory", code[parts[MANDATORY].isna().any(axis=1)]
    yield "outside_any_grid", code[inside == ""]
    stored = parts["SZDYWGBSM"]
    yield "wrong_grid", code[stored.notna() & (inside != "") & (stored.astype(object) != inside)]
    yield "within_a_metre", [tuple(sorted(p)) for p in zip(code.iloc[a[a < b]], code.iloc[b[a < b]], strict=True)]


def _others(read):
    terminals, cases = read("terminals"), read("cases")
    now = np.datetime64("2026-06-30T23:59:00")
    yield "duplicate_code", _doubled(terminals["code"])
    fresh = now - terminals["last_report"] <= pd.Timedelta(hours=24)
    yield "online_but_silent", terminals["code"][terminals["online"] & ~fresh]
    assert not (fresh & ~terminals["online"]).any()
    assert ((terminals["status"] == "在用") == terminals["online"]).all()
    carrier = terminals["carrier"]
    yield "unknown_carrier", terminals["code"][carrier.notna() & ~carrier.isin(read("components")["GLBJBSM"])]
    yield "deadline_before_report", cases["case_no"][cases["deadline"] < cases["report_time"]]
    yield "closed_before_report", cases["case_no"][cases["close_time"] < cases["report_time"]]
    yield "no_place", cases["case_no"][cases.geometry.isna()]
    lots = read("parking")
    assert (lots["剩余泊位"] >= 0).all()
    yield "free_over_total", lots["编码"][lots["剩余泊位"] > lots["总泊位"]]
    firms = read("organisations")["统一社会信用代码"]
    yield "bad_check_character", firms[[credit_check(c[:17]) != c[17] for c in firms]]
    swapped = read("swapped_axes")
    yield "swapped_axes", swapped["编码"][swapped["经度"].astype(float) < 90]


LAYER = {"component": _components, "other": lambda read, _: _others(read)}


@pytest.mark.parametrize("layer", LAYER)
def test_what_brute_force_finds_is_what_was_planted(read, grid_of, layer):
    planted = read("defects")
    own = planted[(planted["layer"] == "component") == (layer == "component")]
    found = dict(LAYER[layer](read, grid_of))
    assert set(found) == set(own["kind"])
    for kind, codes in found.items():
        rows = own[own["kind"] == kind]
        pairs = [tuple(sorted(p)) for p in zip(rows["code"], rows["note"], strict=True)]
        assert sorted(codes) == sorted(pairs if kind == "within_a_metre" else rows["code"]), kind


def test_there_are_thirty_of_every_kind(read):
    planted = read("defects")
    assert planted["id"].is_unique
    assert planted.groupby(["layer", "kind"]).size().min() >= 30
    assert list(planted.columns) == ["id", "kind", "layer", "file", "code", "field", "expected", "found", "note"]


def test_the_list_says_what_stands_in_the_file(read):
    planted, parts = read("defects"), read("components").drop_duplicates("GLBJBSM").set_index("GLBJBSM")
    wrong = planted[planted["kind"] == "wrong_grid"]
    assert (parts.loc[wrong["code"], "SZDYWGBSM"].to_numpy() == wrong["found"].to_numpy()).all()
    outside = planted[planted["kind"] == "outside_any_grid"]
    place = np.array([list(map(float, p.split(","))) for p in outside["found"]])
    assert np.abs(shapely.get_coordinates(parts.loc[outside["code"]].geometry.to_numpy()) - place).max() < 0.01


KEYS = {
    **dict.fromkeys(("buildings", "places", "opinions", "road", "lane", "green", "land", "water"), "code"),
    **dict.fromkeys(("parking", "tunnels"), "编码"),
    "addresses": "地址编码",
    "members": "工号",
    "persons": "id",
}


@pytest.mark.parametrize("name", KEYS)
def test_the_other_tables_have_no_doubled_code(read, name):
    assert read(name)[KEYS[name]].is_unique


def test_no_two_terminals_are_within_a_metre(read):
    points = read("terminals").geometry.to_numpy()
    a, b = shapely.STRtree(points).query(points, predicate="dwithin", distance=1.0)
    assert (a == b).all()
