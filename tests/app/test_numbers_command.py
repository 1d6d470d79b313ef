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
