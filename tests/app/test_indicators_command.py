"""`onemap indicators` in the terminal."""

import json

import pytest

from onemap.app.cli import main
from onemap.city.indicator_list import INDICATORS
from onemap.io.files import sample_dir

CITY = str(sample_dir() / "sample_city.onemap")
pytestmark = pytest.mark.skipif(not (sample_dir() / "cases.parquet").exists(), reason="needs the sample city")


def test_json_and_text_tell_the_same(capsys):
    asked = ["indicators", CITY, "--by", "street", "--period", "2026-06", "--indicator", "立案数"]
    assert main([*asked, "--json"]) == 0
    (table,) = json.loads(capsys.readouterr().out)
    assert (table["by"], table["period"], table["as_of"]) == ("street", "2026-06", "2026-06-30T23:59:59")
    assert sum(row["filed"] for row in table["groups"][:-1]) == table["groups"][-1]["filed"]
    assert main(asked) == 0
    assert f"{table['groups'][-1]['filed']:,}" in capsys.readouterr().out


def test_quarters_back_in_one_file(capsys, tmp_path):
    path = tmp_path / "quarters.csv"
    asked = ["indicators", CITY, "--period", "2026Q2", "--back", "1", "--indicator", "reported", "-o", str(path)]
    assert main(asked) == 0
    assert capsys.readouterr().out.strip() == str(path)
    text = path.read_text(encoding="utf-8-sig")
    assert text.index("2026Q1") < text.index("2026Q2")


def test_the_list_needs_no_map(capsys):
    with pytest.raises(SystemExit) as left:
        main(["indicators", "--list"])
    assert left.value.code == 0
    listed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert [len(line) for line in listed] == [4] * len(INDICATORS)
    assert [line[0] for line in listed] == [one.key for one in INDICATORS]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(["--period", "2026-13"], "2026-13"), (["--as-of", "x"], "x"), (["--only", "colour=1"], "colour=1")],
)
def test_wrong_words_are_told_before_anything_is_read(wrong, said, capsys):
    assert main(["indicators", "nowhere.onemap", *wrong]) == 1
    assert said in capsys.readouterr().err
