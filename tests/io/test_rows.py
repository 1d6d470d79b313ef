"""Every writer of rows: what is written reads back as it was, whole or not at all."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onemap.errors import CancelledError, OutputError, RequestError
from onemap.io.rows import suffixes, write_rows
from onemap.io.rows_writing import Rows, RowsOptions
from onemap.io.wkb import decoded
from onemap.io.wkb_write import encoded

if TYPE_CHECKING:
    from pathlib import Path

CRS = "EPSG:4544"
HOLED = (
    "POLYGON ((469000 3483000, 469040 3483000, 469040 3483040, 469000 3483000), "
    "(469020 3483010, 469030 3483010, 469030 3483020, 469020 3483010))"
)
TWO = (
    "MULTIPOLYGON (((469000 3483000, 469004 3483000, 469004 3483004, 469000 3483000)), "
    "((469010 3483010, 469014 3483010, 469014 3483014, 469010 3483010)))"
)
SHAPES = (
    "POINT (469000.125 3483000.25)", None, "LINESTRING (469000 3483000, 469010 3483003)",
    HOLED,
    "MULTIPOINT ((469000 3483000), (469001 3483001))",
    "MULTILINESTRING ((469000 3483000, 469001 3483001), (469002 3483002, 469003 3483003))",
    TWO,
    "GEOMETRYCOLLECTION (POINT (469001 3483001), LINESTRING (469000 3483000, 469001 3483001))",
    "POINT Z (469000 3483000 12.5)", "LINESTRING Z (469000 3483000 1, 469001 3483001 2)",
)  # fmt: skip


def clock(text: str) -> dt.datetime:
    """A time of the clock, without a zone."""
    return dt.datetime.fromisoformat(text)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def geometries(texts=SHAPES):
    wkb = [None if t is None else shapely.to_wkb(shapely.from_wkt(t), flavor="iso", byte_order=1) for t in texts]
    return decoded(pa.array(wkb, pa.large_binary())), wkb


def table(rows: int = 10) -> pa.Table:
    zone = "Asia/Shanghai"
    return pa.table({
        "code": ["010", None, "0010101", "", "=1+1", "+86", "-5", "@x", "中，“引”\n行\r", "\U0001f600,\"'"][:rows],
        "count": pa.array([1, None, -3, 2**40, 0, 5, 6, 7, 8, 9][:rows], pa.int64()),
        "part": pa.array([0.1, None, -1e-300, 1e300, 1 / 3, 0.0, 5.0, 1e15, 2.5, float("nan")][:rows]),
        "is": pa.array([True, None, False, *[True] * 7][:rows]),
        "day": pa.array([dt.date(2024, 2, 29), None, *[dt.date(1999, 1, 1)] * 8][:rows]),
        "when": pa.array([clock("2024-02-29T12:30:15.250"), None, *[clock("1999-01-01")] * 8][:rows],
                         pa.timestamp("ms")),
        "zone": pa.array([dt.datetime(2024, 2, 29, 12, 30, 15, tzinfo=dt.UTC), None,
                          *[dt.datetime(2023, 7, 1, tzinfo=dt.UTC)] * 8][:rows], pa.timestamp("s", zone)),
        "class": pa.array(["01", None, *["02"] * 8][:rows]).dictionary_encode(),
    })  # fmt: skip


@pytest.mark.parametrize("suffix", suffixes())
def test_all_values_and_shapes_go_out_and_are_checked(tmp_path: Path, suffix: str) -> None:
    shapes, _ = geometries()
    told = []
    path = tmp_path / f"行{suffix}"
    result = write_rows(Rows(table(), shapes, CRS, "案件"), path, on_progress=lambda done, of: told.append((done, of)))
    assert result.rows == 10
    assert path.stat().st_size > 100
    assert told[-1] == (10, 10)
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize("suffix", suffixes())
@pytest.mark.parametrize("rows", [[], [3], [5, 2, 9]], ids=["none", "one", "some in another order"])
def test_some_rows_in_their_order(tmp_path: Path, suffix: str, rows: list[int]) -> None:
    shapes, _ = geometries()
    chosen = np.array(rows, np.int64)
    assert write_rows(Rows(table(), shapes, CRS, rows=chosen), tmp_path / f"x{suffix}").rows == len(rows)


@pytest.mark.parametrize("suffix", suffixes())
def test_rows_without_a_place(tmp_path: Path, suffix: str) -> None:
    assert write_rows(Rows(table()), tmp_path / f"x{suffix}").rows == 10


def test_csv_has_the_mark_codes_as_they_are_and_no_formula(tmp_path: Path) -> None:
    write_rows(Rows(table()), tmp_path / "x.csv")
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\n")
    assert lines[0].startswith('"code","count"')
    assert lines[1].startswith('"010",1,0.1,true,')
    assert "2024-02-29T20:30:15+08:00" in lines[1]
    assert "2024-02-29T12:30:15.25" in lines[1]
    assert [line[:6] for line in lines[5:9]] == ["\"'=1+1", '"\'+86"', '"\'-5",', '"\'@x",']


def test_csv_without_mark_and_guard(tmp_path: Path) -> None:
    write_rows(Rows(table()), tmp_path / "x.csv", RowsOptions(bom=False, guard=False))
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b'"code"')
    assert b'\n"=1+1",' in data


def test_points_become_two_columns_and_others_wkt(tmp_path: Path) -> None:
    points, _ = geometries(SHAPES[:1] * 2)
    two = pa.table({"x": ["a", "b"]})
    write_rows(Rows(two, points, CRS), tmp_path / "p.csv", RowsOptions(bom=False))
    assert (tmp_path / "p.csv").read_text("utf-8").splitlines()[:2] == ['"x","x_2","y"', '"a",469000.125,3483000.25']
    shapes, _ = geometries(SHAPES[2:4])
    told = write_rows(Rows(two, shapes, CRS), tmp_path / "w.csv").notices
    assert "LINESTRING (469000 3483000, 469010 3483003)" in (tmp_path / "w.csv").read_text("utf-8")
    assert [n.key for n in told] == ["rows_crs"]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write_rows(Rows(table()), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert [row[0].value for row in book.active.iter_rows(min_row=2)][4:8] == ["=1+1", "+86", "-5", "@x"]
    assert book.active["A2"].value == "010"
    assert book.active["B2"].value == 1
    assert book.active["E2"].value == clock("2024-02-29")
    book.close()


def test_more_rows_than_a_sheet_holds_are_refused_with_csv_offered(tmp_path: Path) -> None:
    rows = pa.table({"a": pa.array(np.zeros(1_048_576, np.int8))})
    with pytest.raises(RequestError, match="CSV"):
        write_rows(Rows(rows), tmp_path / "x.xlsx")
    assert not names(tmp_path)


def test_a_text_too_long_for_a_cell_is_told(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="32,767"):
        write_rows(Rows(pa.table({"a": ["x", "y" * 32_768]})), tmp_path / "x.xlsx")
    with pytest.raises(RequestError):
        write_rows(Rows(pa.table({"a": ["\U0001f600" * 16_384]})), tmp_path / "x.xlsx")
    assert write_rows(Rows(pa.table({"a": ["y" * 32_767]})), tmp_path / "x.xlsx").rows == 1


def test_geojson_is_in_degrees_with_outer_rings_against_the_clock(tmp_path: Path) -> None:
    clockwise, _ = geometries(["POLYGON ((469000 3483000, 469000 3483040, 469040 3483040, 469000 3483000))"])
    told = write_rows(Rows(pa.table({"a": ["1"]}), clockwise, CRS), tmp_path / "x.geojson").notices
    assert [n.key for n in told] == ["rows_degrees"]
    ring = json.loads((tmp_path / "x.geojson").read_text("utf-8"))["features"][0]["geometry"]["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw
    assert 100 < ring[0][0] < 120
    assert 20 < ring[0][1] < 40


def test_geopackage_keeps_names_that_sqlite_cannot_tell_apart(tmp_path: Path) -> None:
    shapes, _ = geometries(SHAPES[:1])
    rows = pa.table({"fid": ["a"], "geom": ["b"], "Name": ["c"], "name": ["d"]})
    told = write_rows(Rows(rows, shapes, CRS, "层"), tmp_path / "x.gpkg").notices
    assert [n.key for n in told] == ["rows_renamed"]
    with sqlite3.connect(tmp_path / "x.gpkg") as file:
        assert file.execute('select "fid", "geom", "Name", "name_2" from "层"').fetchall() == [("a", "b", "c", "d")]
    file.close()


@pytest.mark.parametrize("suffix", suffixes())
def test_odd_types_are_written_or_told(tmp_path: Path, suffix: str) -> None:
    odd = pa.table({
        "list": pa.array([[1, 2], None]), "struct": pa.array([{"a": "中"}, None]), "bytes": pa.array([b"\0a", None]),
        "decimal": pa.array([Decimal("1.50"), None]), "time": pa.array([dt.time(1, 2, 3), None]),
        "u8": pa.array([2**64 - 1, None], pa.uint64()), "null": pa.nulls(2),
        "span": pa.array([dt.timedelta(seconds=5), None]), "big": pa.array([2**62, None]),
        "ns": pa.array([1_700_000_000_123_456_789, None], pa.timestamp("ns")), "inf": [float("inf"), None],
        "early": pa.array([dt.date(1600, 1, 1), None]), "nul": ["a\0b", None],
        "f2": pa.array([1.5, None], pa.float16()),
    })  # fmt: skip
    keys = {n.key for n in write_rows(Rows(odd), tmp_path / f"x{suffix}").notices}
    assert (keys >= {"rows_nested", "rows_bytes"}) == (suffix != ".parquet")


VALUES = {
    pa.string(): st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
    pa.int64(): st.integers(-(2**63), 2**63 - 1),
    pa.int32(): st.integers(-(2**31), 2**31 - 1),
    pa.float64(): st.floats(allow_nan=False),
    pa.bool_(): st.booleans(),
    pa.date32(): st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    pa.timestamp("ms"): st.datetimes(clock("0001-01-01"), clock("9999-12-30")).map(
        lambda t: t.replace(microsecond=t.microsecond // 1000 * 1000)
    ),
    pa.timestamp("ms", "Asia/Shanghai"): st.datetimes(
        clock("1950-01-01"),
        clock("2200-01-01"),
        timezones=st.just(dt.UTC),
    ).map(lambda t: t.replace(microsecond=0)),
}


@st.composite
def frames(draw):
    kinds = draw(st.lists(st.sampled_from(list(VALUES)), min_size=1, max_size=5))
    rows = draw(st.integers(0, 6))
    return pa.table({
        f"{'列' if i % 2 else 'c'}{i}": pa.array([draw(st.none() | VALUES[kind]) for _ in range(rows)], kind)
        for i, kind in enumerate(kinds)
    })  # fmt: skip


@pytest.mark.parametrize("suffix", suffixes())
def test_any_frame_reads_back_as_it_was(tmp_path_factory, suffix: str) -> None:
    folder = tmp_path_factory.mktemp("frames")

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(frames())
    def holds(frame: pa.Table) -> None:
        shapes, _ = geometries((SHAPES * 2)[: frame.num_rows])
        assert write_rows(Rows(frame, shapes, CRS), folder / f"x{suffix}").rows == frame.num_rows

    holds()


def test_every_kind_of_shape_becomes_the_same_bytes() -> None:
    shapes, wkb = geometries()
    assert encoded(shapes, np.arange(len(wkb))).to_pylist() == wkb
    points, wkb = geometries(SHAPES[:1] * 3)
    assert points.is_simple_points
    assert encoded(points, np.array([2, 0])).to_pylist() == wkb[:2]
    high, wkb = geometries(SHAPES[8:9] * 2)
    assert encoded(high, np.array([0, 1])).to_pylist() == wkb


@pytest.mark.parametrize("suffix", suffixes())
def test_stopping_leaves_nothing(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"x{suffix}").write_text("old")
    with pytest.raises(CancelledError):
        write_rows(Rows(table(), geometries()[0], CRS), tmp_path / f"x{suffix}", cancelled=lambda: True)
    assert (tmp_path / f"x{suffix}").read_text() == "old"
    assert names(tmp_path) == [f"x{suffix}"]


@pytest.mark.parametrize("suffix", suffixes())
def test_a_file_that_reads_back_differently_is_refused(tmp_path: Path, suffix: str, monkeypatch) -> None:
    from onemap.io import files

    def spoil(path: Path) -> None:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])

    monkeypatch.setattr(files, "_to_disk", spoil)
    with pytest.raises(OutputError):
        write_rows(Rows(table(), geometries()[0], CRS), tmp_path / f"x{suffix}")
    assert not names(tmp_path)


def test_unknown_format_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="gpkg"):
        write_rows(Rows(table()), tmp_path / "x.dbf")


FULL = """
import os, resource, signal, sys
import numpy as np, pyarrow as pa
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
import onemap
from onemap.errors import OneMapError
from onemap.io.rows import suffixes, write_rows
from onemap.io.rows_writing import Rows
from onemap.model.geometry import Geometries, frozen
noise = np.random.default_rng(1).random((60_000, 2))
table = pa.table({"a": noise[:, 0], "b": [f"{v:.9f}" for v in noise[:, 1]]})
rows = Rows(table, Geometries(frozen(noise)), "EPSG:4490")
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
for suffix in suffixes():
    try:
        write_rows(rows, sys.argv[1] + "/x" + suffix)
        print(suffix, "written")
    except OneMapError as error:
        print(suffix, error.key)
"""


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=False)
    told = dict(line.split() for line in done.stdout.splitlines())
    # Beyond a limit set in this way SQLite tells of a fault of the disk; when there is no room it says that.
    assert told.pop(".gpkg") in {"output_full", "output_failed"}, done.stderr
    assert told == dict.fromkeys(set(suffixes()) - {".gpkg"}, "output_full"), done.stderr
    assert not names(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_no_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match=r"permission|权限"):
        write_rows(Rows(table()), tmp_path / "x.csv")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize(("shapes", "place"), [((None, None), "auto"), (("POINT (1 2)", None), "none")])
def test_rows_without_a_place_to_write_have_no_columns_of_one(tmp_path, suffix, shapes, place):
    geometries = decoded(pa.array([None if one is None else shapely.to_wkb(shapely.from_wkt(one)) for one in shapes]))
    made = Rows(pa.table({"a": ["x", "y"]}), geometries, CRS, "r")
    written = write_rows(made, tmp_path / f"r{suffix}", RowsOptions(place=place))
    assert written.rows == 2
