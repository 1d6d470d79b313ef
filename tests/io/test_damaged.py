"""Files that are missing, empty, cut short, locked, foreign or denied: one told sentence, or what is left."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time

import geopandas
import numpy as np
import pytest

from onemap.errors import OneMapError, SourceError
from onemap.io import readers
from tests import poison

ROWS = 300


def refused(path, **options):
    with pytest.raises(SourceError) as caught:
        readers.read(path, **options)
    error = caught.value
    assert str(path) in error.sentence("zh")
    assert str(path) in error.sentence("en")
    assert "?" not in error.sentence("zh").replace("？", "")
    return error


def test_missing(tmp_path):
    assert refused(tmp_path / "没有.gpkg").key == "file_missing"


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson", "fgb", "parquet", "csv", "xlsx"])
def test_empty(tmp_path, suffix):
    (tmp_path / f"a.{suffix}").touch()
    assert refused(tmp_path / f"a.{suffix}").key == "file_empty"


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.gpkg", b"this is no database", "file_damaged"),
        ("a.fgb", b"this is no FlatGeobuf", "file_damaged"),
        ("a.parquet", b"PAR1 and then nothing", "file_damaged"),
        ("a.shp", b"GIF89a", "file_damaged"),
        ("a.xlsx", b"PK\x03\x04 broken", "file_damaged"),
        ("a.geojson", b"<html>404</html>", "file_foreign"),
        ("a.geojson", b'{"hello": "world"}', "file_foreign"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Fea', "file_damaged"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "file_foreign"),
        ("a.zip", b"PK\x03\x04....", "file_foreign"),
        ("a.sqlite", b"SQLite format 3\x00" + bytes(100), "file_foreign"),
        ("a.geojson", b'<OGRVRTDataSource><OGRVRTLayer name="x"/></OGRVRTDataSource>', "file_foreign"),
        ("a.csv", b"  <OGRVRTDataSource>", "file_foreign"),
        ("a.json", b'{"type": "gdal_streamed_alg", "command_line": "x"}', "file_foreign"),
    ],
    ids=["text as GeoPackage", "text as FlatGeobuf", "torn Parquet", "picture as Shapefile", "torn workbook",
         "web page as GeoJSON", "other JSON", "torn JSON", "picture", "archive", "other database", "pointer as GeoJSON",
         "pointer as CSV", "pipeline as JSON"],
)  # fmt: skip
def test_foreign_and_torn(tmp_path, name, data, key):
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name).key == key


def test_a_pointer_opens_nothing_else(tmp_path):
    secret = poison.one_row(tmp_path)
    layer = f'<OGRVRTLayer name="one_row"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
    text = f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>"
    (tmp_path / "a.geojson").write_text(text, encoding="utf-8")
    assert refused(tmp_path / "a.geojson").key == "file_foreign"


def test_a_folder_is_no_file(tmp_path):
    assert refused(tmp_path).key == "file_foreign"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_denied(tmp_path):
    path = poison.one_row(tmp_path)
    path.chmod(0)
    assert refused(path).key == "file_denied"


def test_denied_is_told_whoever_runs_the_test(tmp_path, monkeypatch):
    def deny(*_):
        raise PermissionError(13, "denied")

    path = poison.one_row(tmp_path)
    monkeypatch.setattr(type(path), "open", deny)
    assert refused(path).key == "file_denied"


HOLDER = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_locked_file_answers_quickly(tmp_path):
    path = poison.geopackage(tmp_path / "a.gpkg")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        holder.stdout.readline()
        started = time.monotonic()
        assert refused(path).key == "file_locked"
        assert time.monotonic() - started < 3.0
        holder.stdin.close()
    assert readers.read(path).rows == 20


def test_reading_leaves_no_litter_beside_a_file_in_write_ahead_mode(tmp_path):
    path = poison.geopackage(tmp_path / "a.gpkg")
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
    database.close()
    seen = []
    readers.read(path, on_batch=lambda _: seen.extend(p.name for p in tmp_path.iterdir()))
    readers.inspect(path)
    assert set(seen) == {"a.gpkg"} == {p.name for p in tmp_path.iterdir()}


def test_a_log_that_cannot_be_used_is_told(tmp_path, monkeypatch):
    path = poison.geopackage(tmp_path / "a.gpkg")
    assert readers.read(path).notices == ()
    (tmp_path / "a.gpkg-wal").write_bytes(b"log")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert [notice.key for notice in readers.read(path).notices] == ["notice_wal"]


def test_a_shapefile_without_its_index_is_told(tmp_path):
    path = poison.gbk_shapefile(tmp_path)
    path.with_suffix(".shx").unlink()
    assert ".shx" in str(refused(path))


def test_a_shapefile_without_its_table_keeps_its_shapes(tmp_path):
    path = poison.gbk_shapefile(tmp_path)
    path.with_suffix(".dbf").unlink()
    assert readers.read(path).rows == 2


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    poison.geopackage(folder / "a.gpkg", ROWS)
    poison.flatgeobuf(folder / "a.fgb", ROWS)
    data = geopandas.GeoDataFrame({"code": [f"{i:05d}" for i in range(ROWS)]}, geometry=poison.squares(ROWS), crs=4548)
    data.to_parquet(folder / "a.parquet")
    data.to_file(folder / "a.geojson")
    data.to_file(folder / "a.shp")
    return folder


def attempt(path):
    """The layer and None, or None and the told error; any other exception fails the test."""
    try:
        return readers.read(path), None
    except OneMapError as error:
        return None, error


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "parquet", "geojson", "shp", "shx", "dbf"])
def test_no_file_that_was_cut_short_loads_in_silence(whole, tmp_path, kind):
    source = whole / f"a.{kind}"
    data = source.read_bytes()
    main = "a.shp" if kind in {"shp", "shx", "dbf"} else source.name
    # The last bytes of some formats say nothing: closing brackets and blanks, an end mark, free space of a page.
    margin = {"geojson": 8, "dbf": 2, "gpkg": 4096}.get(kind, 1)
    random = np.random.default_rng(11)
    lengths = {1, 50, len(data) - margin, *random.integers(1, len(data) - margin, 25).tolist()}
    for length in sorted(lengths):
        for other in whole.glob("a.*"):
            shutil.copy(other, tmp_path / other.name)
        (tmp_path / source.name).write_bytes(data[:length])
        layer, error = attempt(tmp_path / main)
        if layer is None:
            assert error.key in {"file_damaged", "file_foreign", "no_layers"}, (length, error.key)
            continue
        told = [notice.key for notice in layer.notices]
        drawn = layer.rows - layer.geometries.null
        assert "notice_short" in told or (drawn == ROWS and kind == "gpkg"), (length, layer.rows, told)


@pytest.mark.parametrize("kind", ["gpkg", "fgb", "parquet", "geojson", "shp"])
def test_changed_bytes_never_crash(whole, tmp_path, kind):
    data = bytearray((whole / f"a.{kind}").read_bytes())
    random = np.random.default_rng(5)
    for other in whole.glob("a.*"):
        shutil.copy(other, tmp_path / other.name)
    for _ in range(25):
        changed = bytearray(data)
        for at in random.integers(0, len(data), 12):
            changed[at] = random.integers(256)
        (tmp_path / f"a.{kind}").write_bytes(changed)
        layer, error = attempt(tmp_path / f"a.{kind}")
        if layer is None:
            assert error.sentence("zh")
            continue
        assert layer.rows == layer.table.num_rows
        layer.table.to_pydict()
