"""Packs as files: whole or refused, whatever was done to them."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onemap.errors import OutputError, SourceError
from onemap.io import packs, packs_zip, readers
from onemap.io.rows import write_rows
from onemap.io.rows_writing import Rows
from onemap.model.pack import FORMAT, VERSION, Manifest, PackArea
from onemap.query.shapes import from_shapely

NAMES = [("data/lamp.parquet", 3), ("layers/lamp.toml", None), ("project.onemap", None), ("cards/1.json", None)]
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def manifest(**more):
    area = PackArea("unit_grid", "990101001001001", "")
    return Manifest(
        FORMAT, VERSION, "OneMap", "2026-06-30T10:00:00+08:00", "S", area, 2, "EPSG:4544", "", "", "", **more
    )


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "made"
    for name in ("data", "layers", "cards"):
        (made / name).mkdir(parents=True)
    table = pa.table({"code": ["01", "02", "03"], "geometry": [1, 2, 3]})
    shapes = from_shapely(np.array([shapely.Point(1, 2), shapely.Point(3, 4), None]))
    write_rows(Rows(table, shapes, "EPSG:4544", "lamp"), made / "data/lamp.parquet")
    (made / "layers/lamp.toml").write_text(
        'title = "路灯"\n[source]\npath = "../data/lamp.parquet"\n', encoding="utf-8"
    )
    (made / "project.onemap").write_text('schema = 1\n[[layers]]\nid = "lamp"\n', encoding="utf-8")
    (made / "cards/1.json").write_text('{"a": 1}' * 50, encoding="utf-8")
    return made


@pytest.fixture
def pack(tmp_path, folder):
    path = tmp_path / "一个街道.onemappack"
    packs.write(path, folder, NAMES, manifest())
    return path


def keys(path):
    return [one.key for one in packs.check(path).faults]


def rezipped(path, change, name="other.onemappack"):
    """The pack written anew by an ordinary ZIP program, its members changed."""
    with zipfile.ZipFile(path) as old:
        members = {one.filename: old.read(one) for one in old.infolist()}
    change(members)
    target = path.with_name(name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one, data in members.items():
            new.writestr(one, data)
    return target


def test_rows_come_back_as_they_were(folder):
    data = readers.read(folder / "data/lamp.parquet")
    assert data.crs == "EPSG:4544"
    assert data.table.column_names == ["code", "geometry"]
    assert data.table.column("code").to_pylist() == ["01", "02", "03"]
    assert data.geometries.null == 1
    assert data.geometries.coords.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_a_pack_is_whole_and_opens(pack):
    assert keys(pack) == []
    opened, told = packs.load(pack)
    assert [one.id for one in opened.definitions] == ["lamp"]
    assert opened.definitions[0].title == "路灯"
    assert opened.path is None
    assert told.members[0].rows == 3
    assert not opened.failed


def test_the_same_content_is_the_same_file(pack, tmp_path, folder):
    again = tmp_path / "again.onemappack"
    packs.write(again, folder, NAMES, manifest())
    assert again.read_bytes() == pack.read_bytes()


def test_an_unpacked_file_that_was_changed_is_unpacked_anew(pack):
    first, _ = packs.load(pack)
    with Path(first.definitions[0].source.path).open("ab") as file:
        file.write(b"x")
    again, _ = packs.load(pack)
    assert readers.read(again.definitions[0].source.path).rows == 3


@QUIET
@given(data=st.data())
def test_every_flipped_bit_is_found(pack, data):
    whole = pack.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(whole)
    changed[at] ^= 1 << bit
    other = pack.with_name("flipped.onemappack")
    other.write_bytes(changed)
    try:
        assert packs.check(other).faults
    except SourceError as error:
        assert error.key in {"pack_foreign", "pack_newer"}  # noqa: PT017 - either is an answer
    with pytest.raises(SourceError):
        packs.load(other)


@QUIET
@given(data=st.data())
def test_every_cut_is_found(pack, data):
    whole = pack.read_bytes()
    other = pack.with_name("cut.onemappack")
    other.write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(SourceError) as told:
        packs.load(other)
    assert told.value.key in {"pack_damaged", "pack_foreign", "pack_unsafe"}
    assert str(other.name) in str(told.value)


def test_a_cut_file_says_so(pack):
    other = pack.with_name("cut.onemappack")
    other.write_bytes(pack.read_bytes()[:-300])
    assert keys(other) == ["fault_cut"]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda m: m.pop("cards/1.json"), "fault_missing"),
        (lambda m: m.update({"cards/2.json": b"{}"}), "fault_extra"),
        (lambda m: m.update({"cards/1.json": b"y" * 400}), "fault_hash"),
        (lambda m: m.update({"cards/1.json": b"y"}), "fault_size"),
        (lambda m: m.pop("manifest.json"), "fault_no_manifest"),
        (lambda m: m.update({"manifest.json": b"{"}), "fault_manifest"),
        (lambda m: m.update({"manifest.json": m["manifest.json"].replace(b'"rows": 3', b'"rows": 4')}), "fault_seal"),
        (lambda _m: None, "fault_frame"),
    ],
    ids=["missing", "extra", "hash", "size", "no list", "broken list", "changed list", "rezipped"],
)
def test_what_is_wrong_is_said(pack, change, wanted):
    assert wanted in keys(rezipped(pack, change))


def test_a_wrong_number_of_rows_is_found(tmp_path, folder):
    with pytest.raises(OutputError):
        packs.write(tmp_path / "wrong.onemappack", folder, [("data/lamp.parquet", 4), *NAMES[1:]], manifest())
    assert not list(tmp_path.glob("*.onemappack*"))


def test_a_newer_pack_is_told(pack):
    def newer(members):
        said = json.loads(members["manifest.json"]) | {"version": 99}
        members["manifest.json"] = json.dumps(said).encode()

    with pytest.raises(SourceError) as told:
        packs.check(rezipped(pack, newer))
    assert told.value.key == "pack_newer"


@pytest.mark.parametrize(
    "name",
    ["../evil.json", "cards/../../evil.json", "/etc/passwd", "C:\\x.json", "cards\\x.json", "cards/a.zip", "a.json",
     "cards/x.onemappack", "cards/con.json", "cards/.json", "data/a.parquet/b.parquet", "cards/e\u0301.json",
     "cards/a\x01.json", "cards/" + "a" * 300 + ".json", "data/x.vrt", "cards/a.json ", "layers/a.toml."],
)  # fmt: skip
def test_names_that_could_lead_astray_are_refused(pack, name):
    other = rezipped(pack, lambda m: m.update({name: b"x"}))
    with pytest.raises(SourceError) as told:
        packs.load(other)
    assert told.value.key == "pack_unsafe"


@given(st.text(max_size=40))
def test_an_allowed_name_stays_inside(name):
    if packs_zip.allowed(name):
        folder, _, rest = name.rpartition("/")
        assert folder in {"", "data", "layers", "cards", "symbols"}
        assert rest
        assert ".." not in name
        assert "\\" not in name


@given(st.sampled_from(["cards/{}.json", "data/{}.parquet"]), st.text(max_size=30))
def test_whatever_stands_in_the_name_stays_inside(form, text):
    name = form.format(text)
    if packs_zip.allowed(name):
        assert name.count("/") == 1
        assert not set(name) & set('<>:"|?*\\\0')


def test_doubled_names_links_and_bombs_are_refused(pack, tmp_path):
    def made(fill):
        target = tmp_path / "bad.onemappack"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            fill(new)
        return keys(target)

    def link(new):
        info = zipfile.ZipInfo("cards/link.json")
        info.external_attr = 0o120777 << 16
        new.writestr(info, "/etc/passwd")

    def twice(new):
        new.writestr("cards/a.json", "1")
        new.writestr("cards/A.json", "2")

    assert made(lambda new: new.writestr("cards/bomb.json", b"0" * (8 << 20))) == ["fault_ratio"]
    assert made(link) == ["fault_kind"]
    assert made(twice) == ["fault_twice"]


def test_overlapping_files_are_refused(pack, tmp_path):
    """Two entries of the list that point to one place, as in bombs that need no nesting."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        new.writestr("cards/a.json", b"x" * 100)
        first = new.infolist()[0]
        double = zipfile.ZipInfo("cards/b.json")
        double.header_offset, double.file_size, double.compress_size = 0, first.file_size, first.compress_size
        double.CRC = first.CRC
        new.filelist.append(double)
        new.NameToInfo["cards/b.json"] = double
        new._didModify = True
    path = tmp_path / "overlap.onemappack"
    path.write_bytes(buffer.getvalue())
    assert "fault_overlap" in keys(path)


def test_too_many_files_are_refused(pack, tmp_path, monkeypatch):
    monkeypatch.setattr(packs_zip, "MOST_FILES", 3)
    assert keys(pack) == ["fault_many"]
    monkeypatch.setattr(packs_zip, "MOST_FILES", 100)
    monkeypatch.setattr(packs_zip, "MOST_BYTES", 100)
    assert keys(pack) == ["fault_large"]


def test_a_layer_that_points_outside_is_refused(tmp_path, folder):
    (folder / "layers/lamp.toml").write_text('[source]\npath = "/etc/passwd"\n', encoding="utf-8")
    path = tmp_path / "outside.onemappack"
    packs.write(path, folder, NAMES, manifest())
    with pytest.raises(SourceError) as told:
        packs.load(path)
    assert told.value.key == "pack_unsafe"


@pytest.mark.parametrize("content", [b"", b"PK", b"hello", b"PK\x03\x04" + bytes(40)])
def test_other_files_are_told(tmp_path, content):
    path = tmp_path / "no.onemappack"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        packs.load(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SourceError) as told:
        packs.check(tmp_path / "none.onemappack")
    assert told.value.key == "file_missing"
