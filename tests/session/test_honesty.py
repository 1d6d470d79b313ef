import os

import pytest

import onemap
from onemap.api.timing import moment_of
from onemap.errors import SourceError
from onemap.io import files
from onemap.model.request import LayerReport
from onemap.session.honesty import left_out
from tests import poison


@pytest.fixture(scope="module")
def city():
    return onemap.open(files.sample_dir() / "sample_city.onemap")


def test_all_that_is_not_shown_is_told_by_kind(city):
    session = city.session
    session.set_filter("component", "major = '01'")
    session.show_time(moment_of("2026-06"))
    session.entry("green").status = "failed"
    session.entry("green").error = SourceError("file_missing", path="x")
    reports = [LayerReport("road", unplaced_labels=3, thinned=5), LayerReport("water", error="torn"),
               LayerReport("terminal", hidden_by_scale=True)]  # fmt: skip
    told = left_out(session.entries, reports)
    assert [one.layer for one in told["failed"]] == ["green", "water"]
    assert [(one.layer, one.why) for one in told["filtered"]] == [("component", "major = '01'")]
    case = session.entry("case").ready
    assert [(one.layer, one.count) for one in told["time"]] == [("case", case.data.rows - int(case.kept.sum()))]
    assert [(one.layer, one.count) for one in told["labels"]] == [("road", 3)]
    assert [(one.layer, one.count) for one in told["thinned"]] == [("road", 5)]
    assert [one.layer for one in told["scale"]] == ["terminal"]
    assert sum(one.count for one in told["gaps"]) == 32


def test_a_map_that_shows_all_tells_nothing(tmp_path):
    m = onemap.Map()
    m.add(poison.one_row(tmp_path))
    assert left_out(m.session.entries) == {}


def test_a_file_that_changed_is_told_and_read_again(tmp_path):
    path = poison.one_row(tmp_path)
    m = onemap.Map()
    layer = m.add(path)
    m.session.look_at_files()
    assert "stale" not in left_out(m.session.entries)
    os.utime(path, ns=(1, 10**18))
    m.session.look_at_files()
    assert [one.layer for one in left_out(m.session.entries)["stale"]] == [layer.id]
    m.session.reload(layer.id)
    assert "stale" not in left_out(m.session.entries)
    path.unlink()
    m.session.look_at_files()  # what is gone is told elsewhere
    assert "stale" not in left_out(m.session.entries)
