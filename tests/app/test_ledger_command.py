"""`onemap ledger` in the terminal, and the doors of `Map` behind it."""

import csv
import json

import pytest

import onemap
from onemap.app.cli import main
from onemap.errors import RequestError
from onemap.io import exports
from onemap.io.files import sample_dir

CITY = str(sample_dir() / "sample_city.onemap")
pytestmark = pytest.mark.skipif(not (sample_dir() / "terminals.parquet").exists(), reason="needs the sample city")


@pytest.fixture(scope="module")
def made():
    city = onemap.open(CITY)
    return city, city.ledger()


def test_json_holds_every_defect_of_the_sample_and_nothing_else(capsys):
    assert main(["ledger", CITY, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    with (sample_dir() / "defects.csv").open(encoding="utf-8-sig", newline="") as file:
        defects = [line for line in csv.DictReader(file) if line["layer"] != "swapped_axes"]  # no layer of the project
    assert len(told["findings"]) == sum(told["counts"].values()) == len(defects)
    assert told["ledgers"]["terminal"]["layers"] == ["terminal"]
    assert sum(told["ledgers"]["component"]["state"].values()) == told["ledgers"]["component"]["rows"]
    assert told["coverage"]["aim"] == 0.9


def test_one_rule_is_listed(capsys):
    assert main(["ledger", CITY, "--kind", "duplicate_code", "--layer", "terminal", "--limit", "2"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_the_rows_of_a_ledger_are_found(capsys):
    assert main(["ledger", CITY, "--table", "terminal", "--type", "单灯控制器", "--limit", "5", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["type"] for row in rows] == ["单灯控制器"] * 5


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--kind", "nothing"], "duplicate_code"),
        (["--layer", "nowhere"], "nowhere"),
        (["-o", "a.doc"], ".doc"),
        (["--table", "terminal", "-o", "a.pdf"], ".pdf"),
        (["--as-of", "yesterday"], "yesterday"),
        (["--merge", "nowhere.csv"], "-o"),
        (["--merge", "nowhere.csv", "-o", "m.csv"], "nowhere.csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(capsys, more, said):
    assert main(["ledger", CITY, *more]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf", ".geojson"])
def test_findings_are_written_and_noted(made, tmp_path, suffix):
    city, ledger = made
    path = city.write_findings(ledger, tmp_path / f"f{suffix}", "en")
    assert path.stat().st_size > 1000
    last = exports.read().records[-1]
    assert (last.kind, last.file, last.state) == ("ledger", str(path), "done")
    assert "terminal" in {layer.id for layer in last.layers}


def test_a_written_pdf_tells_its_text(made, tmp_path):
    from onemap.api.ledger import writing_of

    city, ledger = made
    rows = (ledger.findings.column("kind") == "duplicate_code").nonzero()[0][:3]
    path = writing_of(city.session, ledger, tmp_path / "f.pdf", rows=rows, language="zh").write()
    from onemap.render.pdf_text import characters

    told = characters(path.read_bytes())
    assert set("编码重复管理部件已被使用") <= set(told)


def test_a_ledger_that_was_written_merges_back_without_conflict(made, tmp_path):
    city, ledger = made
    path = city.write_ledger(ledger, tmp_path / "terminals.csv", "terminal")
    merged = city.merge_ledger(path, tmp_path / "merged.csv", layer="terminal", conflicts=tmp_path / "c.csv")
    rows = ledger.tables["terminal"].num_rows
    assert merged.counts["conflicts"] == merged.counts["only_ours"] == merged.counts["only_theirs"] == 0
    assert merged.counts["both"] + merged.counts["unmatched"] // 2 == rows
    assert (tmp_path / "c.csv").exists()
    assert onemap.read(tmp_path / "merged.csv").rows == merged.counts["rows"]


def test_a_place_of_nowhere_asks_for_its_crs(made, tmp_path):
    city, _ = made
    path = tmp_path / "other.csv"
    path.write_text("code,x,y\n990101010203000001,12,13\n", encoding="utf-8")
    with pytest.raises(RequestError) as told:
        city.merge_ledger(path, tmp_path / "m.csv", layer="terminal")
    assert told.value.key == "ledger_no_crs"


def test_a_ledger_without_places_is_merged(made, tmp_path):
    city, _ = made
    path = tmp_path / "other.csv"
    path.write_text("code,owner\n990101010203000001,别的单位\nNEW1,新单位\n", encoding="utf-8")
    merged = city.merge_ledger(path, tmp_path / "m.geojson", layer="terminal", prefer="theirs")
    assert (merged.counts["both"], merged.counts["only_theirs"], merged.counts["conflicts"]) == (1, 1, 1)
    assert onemap.read(tmp_path / "m.geojson").frame.geometry.iloc[-1] is None
