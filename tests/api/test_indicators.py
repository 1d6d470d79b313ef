"""Indicators from a script: tables, files with their record, thematic layers, filters."""

import openpyxl
import pandas as pd
import pytest

import onemap
from onemap.errors import RequestError
from onemap.io import exports
from onemap.io.files import sample_dir

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")


@pytest.fixture(scope="module")
def city():
    return onemap.open(CITY)


@pytest.fixture(scope="module")
def june(city):
    return city.indicators("street", "2026-06", ["上报数", "closing_rate", "self_handled"])


def test_a_sheet_holds_the_table_and_says_what_is_missing(city, june, tmp_path):
    city.write_indicators(june, tmp_path / "june.xlsx", "zh")
    lines = list(openpyxl.load_workbook(tmp_path / "june.xlsx").active.values)
    head, rows = list(lines[0]), lines[1:]
    assert head[:4] == ["时段", "编码 (街道)", "名称", "上报数"]
    assert "自行处置数 (缺字段: self_handled)" in head
    assert [row[1] for row in rows] == [*june.groups.codes, ""]
    assert [row[3] for row in rows] == june.values["reported"].value.tolist()
    rate = head.index("结案率 (%)")
    assert rows[0][rate] == pytest.approx(100 * june.frame.closing_rate.iloc[0], abs=1e-4)


def test_months_stand_below_each_other(city, tmp_path):
    tables = [city.indicators("district", month, ["reported"], compare=False) for month in ("2026-04", "2026-05")]
    city.write_indicators(tables, tmp_path / "months.csv", "en")
    frame = pd.read_csv(tmp_path / "months.csv", dtype={"Code (District)": str})
    assert frame.Period.unique().tolist() == ["2026-04", "2026-05"]
    assert frame[frame.Name == "All"].Reported.tolist() == [one.total("reported") for one in tables]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".pdf", ".png"])
def test_every_file_is_noted(city, june, suffix, tmp_path):
    path = city.write_indicators(june, tmp_path / f"june{suffix}")
    record = exports.read().records[-1]
    assert (record.kind, record.file, record.state, record.grade) == ("indicators", str(path), "done", 2)
    assert [one.id for one in record.layers] == ["case", "subdistrict"]
    assert record.sha256


def test_other_suffixes_are_refused(city, june, tmp_path):
    with pytest.raises(RequestError, match="docx"):
        city.write_indicators(june, tmp_path / "june.docx")
    assert not list(tmp_path.iterdir())


def test_a_thematic_layer_is_one_step_above_the_ground(city, june):
    steps, order = len(city.session.history.done), [one.id for one in city.layers]
    layer = city.map_indicator(june, "reported")
    assert len(city.session.history.done) == steps + 1
    ids = [one.id for one in city.layers]
    assert ids.index("parking") < ids.index(layer.id) < ids.index("unit_grid")
    assert ids[ids.index(layer.id) + 1] == "member", "the group of the grids is not torn apart"
    held = [value for one in layer.style.classes for value in one.values]
    assert sorted(held) == list(june.groups.codes[:4])
    again = city.map_indicator(city.indicators("street", "2026-05", ["reported"]), "reported")
    assert [one.id for one in city.layers if one.id.startswith("theme")] == [again.id] == [layer.id]
    other = city.map_indicator(june, "closing_rate")
    shown = {entry.id: entry.visible for entry in city.session.entries}
    assert (shown[other.id], shown[again.id]) == (True, False)
    city.undo(3)
    assert [one.id for one in city.layers] == order


def test_what_has_no_place_is_not_mapped(city):
    with pytest.raises(RequestError, match=r"Department|部门"):
        city.map_indicator(city.indicators("department", "2026-06", ["reported"]), "reported")


def test_filters_of_the_map_count(city, june):
    with_all = june.total("reported")
    city.session.set_filter("case", "source = '12345热线'")
    try:
        some = city.indicators("street", "2026-06", ["reported"])
        alone = city.indicators("source", "2026-06", ["reported"])
        assert alone.groups.codes[:1] == ("12345热线",)
        assert 0 < some.total("reported") == alone.total("reported") < with_all
        kept = city.session.entry("case").ready.kept
        assert kept[some.rows("reported")["case"]].all()
    finally:
        city.undo()
    only = city.indicators("street", "2026-06", ["reported"], only={"source": ["12345热线"]})
    assert only.total("reported") == some.total("reported")
