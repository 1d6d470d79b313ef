"""`onemap numbers`: groups listed, told as JSON, written as a chart; wrong columns told."""

from __future__ import annotations

import json

import pytest

from onemap.app.cli import main
from onemap.io import exports, files

SAMPLE = str(files.sample_dir() / "sample_city.onemap")


@pytest.fixture(autouse=True)
def _apart(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("ONEMAP_LANG", "en")


def test_groups_are_told_as_json_as_a_script_has_them(capsys):
    import onemap

    assert (
        main(["numbers", SAMPLE, "--layer", "parking", "--by", "类型", "--of", "总泊位", "--how", "sum", "--json"]) == 0
    )
    told = json.loads(capsys.readouterr().out)
    frame = onemap.open(SAMPLE).layer("parking").frame
    wanted = frame.groupby("类型")["总泊位"].agg(["size", "sum"])
    assert {one["item"]: (one["rows"], one["value"]) for one in told["groups"]} == {
        name: (line["size"], line["sum"]) for name, line in wanted.iterrows()
    }


def test_a_filter_narrows_and_groups_are_listed(capsys):
    assert main(["numbers", SAMPLE, "--layer", "parking", "--by", "总泊位", "--kind", "spans",
                 "--filter", "parking=总泊位 > 100", "--limit", "2"]) == 0  # fmt: skip
    said = capsys.readouterr().out.splitlines()
    assert "groups" in said[0]
    assert said[-1].endswith("more")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".csv"])
def test_a_chart_is_written_and_noted(capsys, tmp_path, suffix):
    target = tmp_path / f"out{suffix}"
    assert (
        main(["numbers", SAMPLE, "--layer", "parking", "--by", "unit_grid", "--kind", "cells", "-o", str(target)]) == 0
    )
    assert target.stat().st_size > 100
    assert exports.read().records[-1].file.endswith(suffix)


def test_a_column_that_cannot_be_used_is_told(capsys):
    assert main(["numbers", SAMPLE, "--layer", "parking", "--by", "nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_series_and_medians_are_told_and_drawn(capsys, tmp_path):
    import onemap

    asked = ["numbers", SAMPLE, "--layer", "parking", "--by", "类型", "--split", "建筑类别", "--of", "总泊位"]
    assert main([*asked, "--how", "median", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    frame = onemap.open(SAMPLE).layer("parking").frame
    wanted = frame.fillna({"建筑类别": "-"}).groupby(["类型", "建筑类别"])["总泊位"].median()
    assert {(one["item"], one["part"] or "-"): one["value"] for one in told["groups"]} == wanted.to_dict()
    assert main([*asked, "--how", "median", "-o", str(tmp_path / "out.svg")]) == 0
    assert main([*asked]) == 0
    assert main(["numbers", SAMPLE, "--layer", "case", "--kind", "classes"]) == 0
    assert "20,660" in capsys.readouterr().out
    assert main(["numbers", SAMPLE, "--layer", "parking"]) == 1


def test_a_column_is_told_in_numbers(capsys, tmp_path):
    import onemap

    asked = ["statistics", SAMPLE, "--layer", "parking", "--of", "总泊位", "--by", "类型"]
    assert main([*asked, "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)["lines"]
    frame = onemap.open(SAMPLE).layer("parking").frame
    assert lines[0]["count"] == len(frame)
    assert lines[0]["median"] == frame["总泊位"].median()
    by_name = frame.groupby("类型")["总泊位"]
    assert {one["group"]: one["q3"] for one in lines[1:]} == by_name.quantile(0.75).to_dict()
    assert main([*asked, "--limit", "1"]) == 0
    assert "Median" in capsys.readouterr().out
    target = tmp_path / "out.csv"
    assert main(["statistics", SAMPLE, "--layer", "case", "--of", "report_time", "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8-sig").count("2026-06-30 23:54:00") == 1
    assert exports.read().records[-1].file.endswith("out.csv")
    assert main(["statistics", SAMPLE, "--layer", "parking", "--of", "nowhere"]) == 1
    assert main([*asked, "-o", str(tmp_path / "out.doc")]) == 1
