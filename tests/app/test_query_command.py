"""`onemap query` and --filter: rows listed, counted, written; errors with a caret; hints."""

from __future__ import annotations

import json

import numpy as np
import pyarrow.csv as pacsv
import pytest

from onemap.app.cli import main
from onemap.io import exports, files

SAMPLE = str(files.sample_dir() / "sample_city.onemap")


@pytest.fixture(scope="module")
def city():
    import onemap

    return onemap.open(SAMPLE)


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("ONEMAP_LANG", "en")


def test_rows_are_told_as_json(capsys, city):
    assert main(["query", SAMPLE, "--layer", "parking", "--where", "总泊位 > 200 AND 类型 IS NOT NULL", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    frame = city.layer("parking").frame
    expected = np.flatnonzero((frame["总泊位"] > 200) & frame["类型"].notna())
    assert told == {"layer": "parking", "count": len(expected), "rows": expected.tolist()}


def test_rows_are_written_masked_and_noted(capsys, tmp_path, city):
    target = tmp_path / "out.csv"
    assert main(["query", SAMPLE, "--layer", "person", "--where", "name IS NOT NULL", "-o", str(target)]) == 0
    table = pacsv.read_csv(target)
    assert table.num_rows == 2600
    assert all("*" in name for name in table.column("name").to_pylist())
    assert f"{table.num_rows:,} rows" in capsys.readouterr().out
    (record,) = exports.read().records
    assert (record.kind, record.state, record.layers[0].id) == ("table", "done", "person")


def test_people_get_a_count_and_the_first_rows(capsys):
    assert main(["query", SAMPLE, "--layer", "unit_grid", "--where", "area_m2 > 0", "--limit", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "115 rows" in lines[0]
    assert len(lines) == 4
    assert lines[1].strip().startswith("#0")
    assert "113 more" in lines[-1]


def test_a_wrong_condition_says_where_and_what_was_meant(capsys):
    assert main(["query", SAMPLE, "--layer", "parking", "--where", "总泊 > 200"]) == 1
    said = capsys.readouterr().err
    assert "总泊位" in said
    assert said.splitlines()[-1] == "^"


def test_a_value_that_does_not_occur_is_told_with_those_that_do(capsys, city):
    held = sorted(set(city.layer("parking").frame["类型"].dropna()))
    assert main(["query", SAMPLE, "--layer", "parking", "--where", f"类型 = '{held[0]}x'", "--json"]) == 0
    heard = capsys.readouterr()
    assert json.loads(heard.out)["count"] == 0
    assert held[0] in heard.err.splitlines()[-1]


def test_filters_are_obeyed(capsys, city):
    where = ["query", SAMPLE, "--layer", "parking", "--where", "总泊位 > 100", "--json"]
    assert main([*where, "--filter", "parking=总泊位 < 200"]) == 0
    frame = city.layer("parking").frame
    assert json.loads(capsys.readouterr().out)["count"] == int(frame["总泊位"].between(101, 199).sum())
    assert main([*where, "--filter", "parking"]) == 1
    assert "--filter" in capsys.readouterr().err


def test_select_filter_and_query_from_a_script():
    import onemap

    city = onemap.open(SAMPLE)
    whole = city.query("parking", "总泊位 > 100")
    assert city.filter("parking", "总泊位 < 200") == int((city.layer("parking").frame["总泊位"] < 200).sum())
    assert set(city.query("parking", "总泊位 > 100")) < set(whole)
    by_text = city.select("总泊位 > 100", layers=["parking"])["parking"]
    assert by_text.tolist() == city.query("parking", "总泊位 > 100").tolist()
    grids = city.layer("unit_grid")
    inside = city.select(grids, "within", ["parking"], how="intersect")["parking"]
    assert inside.tolist() == [row for row in by_text if row in set(inside)]
    near = city.select(city.layer("organisation"), "distance", ["parking"], distance_m=30.0)
    assert 0 < len(near["parking"]) < 240
    assert city.selection["parking"].tolist() == near["parking"].tolist()
    nearest = city.select(city.layer("organisation"), "nearest", ["parking"])
    assert 0 < len(nearest["parking"]) < 240
    with pytest.raises(onemap.errors.RequestError):
        city.select(grids, "distance", ["parking"])


def test_several_layers_make_one_table(capsys, tmp_path, city):
    target = tmp_path / "out.csv"
    asked = ["query", SAMPLE, "--layer", "parking", "--layer", "person", "--where", "TRUE"]
    assert main([*asked, "-o", str(target)]) == 0
    table = pacsv.read_csv(target)
    assert table.num_rows == city.layer("parking").rows + city.layer("person").rows
    assert table.column_names[:3] == ["Layer", "Row", "Code"]
    capsys.readouterr()
    assert main([*asked, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["count"] == table.num_rows
    assert [one["layer"] for one in told["layers"]] == ["parking", "person"]


def test_a_kept_selection_is_listed_narrowed_and_written(capsys, tmp_path):
    import onemap

    made = onemap.open(SAMPLE)
    made.select("总泊位 > 200", layers=["parking"])
    made.select("area_m2 > 30000", layers=["unit_grid"], how="add")
    made.selections.keep("large")
    project = str(tmp_path / "city.onemap")
    made.save(project)
    assert main(["query", project, "--selection", "large", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["layer"]: one["rows"] for one in told["layers"]} == {k: v.tolist() for k, v in made.selection.items()}
    assert (
        main(["query", project, "--selection", "large", "--layer", "parking", "--where", "总泊位 > 300", "--json"]) == 0
    )
    (only,) = json.loads(capsys.readouterr().out)["layers"]
    assert only["rows"] == made.query("parking", "总泊位 > 300").tolist()
    target = tmp_path / "out.xlsx"
    assert main(["query", project, "--selection", "large", "-o", str(target)]) == 0
    assert target.exists()


@pytest.mark.parametrize("asked", [[], ["--layer", "parking"]], ids=["nothing", "no condition"])
def test_what_is_not_said_is_asked_for(capsys, asked):
    assert main(["query", SAMPLE, *asked]) == 1
    assert "--" in capsys.readouterr().err
