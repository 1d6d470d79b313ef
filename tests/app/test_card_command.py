"""`onemap card` in the terminal."""

import json

import pytest

from onemap.app.cli import main
from onemap.io.files import sample_dir

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")


def test_json_of_a_code_and_of_a_place_agree(capsys):
    assert main(["card", str(CITY), "--grid", "990101001002005", "--json"]) == 0
    by_code = json.loads(capsys.readouterr().out)
    assert {"code", "level", "area_m2", "as_of", "layers"} <= by_code.keys()
    place = ["--at", "104.6700,31.4735", "--crs", "EPSG:4490", "--level", "district"]
    assert main(["card", str(CITY), *place, "--as-of", "2026-06-30", "--json"]) == 0
    district = json.loads(capsys.readouterr().out)
    assert (district["level"], district["code"]) == ("district", "990101")
    assert district["layers"]["component"] > by_code["layers"]["component"]


def test_text_and_page(capsys, tmp_path):
    page = tmp_path / "card.html"
    assert main(["card", str(CITY), "--grid", "990101001002005"]) == 0
    assert "990101001002005" in capsys.readouterr().out
    assert main(["card", str(CITY), "--grid", "990101001002005", "-o", str(page)]) == 0
    assert "990101001002005" in page.read_text(encoding="utf-8")


def test_an_unknown_code_is_told(capsys):
    assert main(["card", str(CITY), "--grid", "1"]) == 1
    assert "“1”" in capsys.readouterr().err


def test_a_wrong_time_is_told_before_anything_is_read(capsys):
    assert main(["card", "nowhere.onemap", "--grid", "1", "--as-of", "x"]) == 1
    assert "“x”" in capsys.readouterr().err
