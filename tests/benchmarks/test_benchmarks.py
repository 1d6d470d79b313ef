"""The bench program is itself a program: its data are the same everywhere, its table says what was measured."""

import numpy as np
import pyogrio
import pytest
import shapely

from tests.benchmarks import data, table
from tests.benchmarks.looks import LOOKS

FRAME = {"full, 1 threads": 40.0, "full, 2 threads": 20.0, "twentieth, 1 threads": 4.0, "twentieth, 2 threads": 2.5}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """1,000 buildings and 20,000 points."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "FOLDER", tmp_path_factory.mktemp("bench"))
        yield data.make(0.001)


def measured(milliseconds):
    return {key: {"median_ms": value} for key, value in milliseconds.items()}


@pytest.fixture
def found():
    """Numbers of one run, as the program writes them."""
    layer = {
        "rows": 1_000_000,
        "frames": {"outlined": measured(FRAME)},
        "first": {"total_ms": 800.0, "peak_mb": 900.0},
        "first_file_on_disk": {"total_ms": 1500.0},
        "first_of_process": {"total_ms": 1200.0},
        "identify": {"p50_ms": 0.05, "p99_ms": 0.2},
    }
    qgis = {
        "version": "3.22",
        "frames": {"outlined": measured({"full": 6000.0, "twentieth": 80.0})},
        "first": {"total_ms": 8000.0},
        "identify": {"p50_ms": 0.3, "p99_ms": 1.6},
    }
    machine = {"processor": "A processor", "cores": 2, "memory_gb": 8.0, "python": "3.11", "packages": {"numba": "0.6"}}
    machine |= {"commit": "abc1234", "measured": "2026-01-01T00:00+00:00", "load_before": 0.1}
    return {"scale": 1, "machine": machine, "parts": {"buildings": {"ours": layer, "qgis": qgis}}}


def test_buildings_are_valid_Ls_of_house_size(city):  # noqa: N802 - the letter is the shape
    _, _, wkb, _ = pyogrio.raw.read(city.buildings)
    shapes = shapely.from_wkb(wkb)
    assert len(shapes) == 1000
    assert shapely.is_valid(shapes).all()
    assert (shapely.get_num_coordinates(shapes) == len(data.SHAPE)).all()
    assert 6 * 6 * 0.75 <= shapely.area(shapes).min() <= shapely.area(shapes).max() <= 40 * 40 * 0.75


def test_points_lie_in_the_square_and_have_every_kind(city):
    _, _, wkb, columns = pyogrio.raw.read(city.points)
    spots = shapely.get_coordinates(shapely.from_wkb(wkb))
    assert len(spots) == 20_000
    assert (spots >= (data.WEST, data.SOUTH)).all()
    assert (spots <= (data.WEST + data.SIDE, data.SOUTH + data.SIDE)).all()
    assert set(columns[0]) == set(range(12))


def test_the_same_seed_gives_the_same_city():
    first, second = (data.scattered(np.random.default_rng(3), 100) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_every_kind_has_its_class():
    values = [value for one in LOOKS["12 classes"].classes for value in one.values]
    assert values == [str(kind) for kind in range(12)]


def test_the_table_says_times_and_how_much_faster(found):
    text = table.markdown(found)
    assert "| 1 M buildings, filled and outlined, full extent, warm frame | 6.00 s | 40.0 ms | 20.0 ms | 300x |" in text
    assert "| 80.0 ms | 4 ms | 2.5 ms | 32x | 5 ms |" in text
    assert "A processor, 2 cores, 8 GB" in text
    assert "no figure to quote" not in text


def test_without_qgis_nothing_is_compared(found):
    found["parts"]["buildings"]["qgis"] = None
    text = table.markdown(found)
    assert "without QGIS" in text
    assert "| - | 40.0 ms | 20.0 ms | - | 100x |" in text


def test_a_scaled_run_says_so(found):
    assert "no figure to quote" in table.markdown({**found, "scale": 0.01})


def test_the_table_is_put_between_the_markers(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nafter\n", encoding="utf-8")
    table.put_into(readme, "new")
    assert readme.read_text(encoding="utf-8") == f"before\n{table.BEGIN}\nnew\n{table.END}\nafter\n"


def test_the_readme_has_the_markers():
    text = (data.ROOT / "README.md").read_text(encoding="utf-8")
    assert text.index(table.BEGIN) < text.index(table.END)


def test_counting_stands_beside_geopandas(found):
    found["parts"]["city"] = {
        "points": 20_000_000, "cells": 10_000, "count_ms": 700.0, "joined_points": 2_000_000, "sjoin_ms": 2500.0,
        "count_joined_ms": 60.0, "things": 20_027, "card_ms": 90.0, "codes": 10_000_000, "encode_ms": 4000.0,
        "decode_ms": 5000.0,
    }  # fmt: skip
    text = table.markdown(found)
    assert "| 20 M points counted in 10,000 cells | 700 ms | 1 s |" in text
    assert "| 2 M of them | 60.0 ms; geopandas.sjoin 2.50 s | - |" in text
    assert "| grid card of a street with 20,027 things | 90.0 ms | 150 ms |" in text


def test_both_count_the_same(city):
    from tests.benchmarks.city import counted

    found = counted(city.points)
    assert (found["points"], found["cells"]) == (20_000, 10_000)
