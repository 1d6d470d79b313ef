"""Bad input at the command line: one sentence in each language, exit code 1, nothing broken, the rest goes on."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from onemap import messages
from onemap.app.cli import main
from tests import poison

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8
VRT = (
    '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer>'
    "</OGRVRTDataSource>"
)
HOLDER = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute("begin exclusive")
print("held", flush=True)
sys.stdin.read()
"""


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys, *arguments: object) -> list[str]:
    """The sentence in Chinese and in English; each alone on its line, the exit code 1, nothing on stdout."""
    said = []
    for language in ("zh", "en"):
        messages.set_language(language)
        try:
            code, out, err = run(capsys, *arguments)
        finally:
            messages.set_language(None)
        assert (code, out) == (1, ""), err
        assert err.startswith("onemap: ")
        assert err.count("\n") == 1, err
        assert "unexpected" not in err
        assert "意外" not in err
        said.append(err)
    assert said[0] != said[1]
    return said


def written(data: bytes | str, name: str):
    def make(folder):
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return make


def zipped(name: str):
    def make(folder):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr("a.gpkg", b"x" * 50)
        return folder / name

    return make


def database(folder):
    path = folder / "plain.gpkg"
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("create table t (a)")
        connection.commit()
    return path


def pipe(folder):
    os.mkfifo(folder / "pipe.gpkg")
    return folder / "pipe.gpkg"


def link(target: str, name: str = "link.gpkg"):
    def make(folder):
        (folder / name).symlink_to(target)
        return folder / name

    return make


def folder_named(name: str):
    def make(folder):
        (folder / name).mkdir()
        return folder / name

    return make


CASES = {
    "missing": (lambda folder: folder / "nowhere.gpkg", "There is no file"),
    **{
        f"empty {suffix}": (written(b"", f"a.{suffix}"), "is empty (0 bytes)")
        for suffix in ("gpkg", "shp", "geojson", "fgb", "parquet", "csv", "xlsx", "onemap")
    },
    "a JPEG named .gpkg": (written(JPEG, "photo.gpkg"), "does not begin as GPKG"),
    "a page named .geojson": (written("<!DOCTYPE html><p>404", "a.geojson"), "is not JSON"),
    "JSON without features": (written('{"a": 1}', "a.json"), "not spatial data"),
    "a VRT named .geojson": (written(VRT, "a.geojson"), "only points to other files"),
    "a VRT named .csv": (written(VRT, "a.csv"), "only points to other files"),
    "a VRT named .gpkg": (written('<?xml version="1.0"?>' + VRT, "a.gpkg"), "does not begin as GPKG"),
    "an archive named .gpkg": (zipped("a.gpkg"), "unpack it first"),
    "an archive": (zipped("a.zip"), "unpack it first"),
    "an archive named .xlsx": (zipped("a.xlsx"), "damaged or cut short"),
    "a database": (database, "gpkg_contents"),
    "noise named .csv": (written(bytes(range(256)) * 9, "a.csv"), "its content is no text"),
    "no columns of coordinates": (written("a,b\n1,2\n", "a.csv"), "Columns: a, b"),
    "a dangling link": (link("/nowhere/a.gpkg"), "There is no file"),
    "a link to itself": (link("link.gpkg"), "symbolic links"),
    "an empty folder": (folder_named("a.gpkg"), "holds no layers"),
    "a pipe": (pipe, "a pipe or a device"),
    "an unknown format": (written("hello", "a.docx"), "Formats that open: GeoPackage"),
}


@pytest.mark.parametrize(("make", "said"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("command", ["info", "identify"])
def test_a_bad_file_is_told_in_one_sentence(capsys, tmp_path, make, said, command):
    path = make(tmp_path)
    before = sorted(tmp_path.iterdir())
    _, english = told(capsys, command, path, *(("--at", "1,2") if command == "identify" else ()))
    assert said in english
    assert str(path) in english
    assert sorted(tmp_path.iterdir()) == before


def shapefile(folder):
    return poison.shapefile(folder / "a.shp", [f"n{i}" for i in range(60)], "utf-8", cpg="UTF-8")


def table(folder, suffix):
    import pandas as pd

    frame = pd.DataFrame({"code": [f"{i:04d}" for i in range(300)], "lon": 104.5, "lat": 31.25})
    path = folder / f"a.{suffix}"
    frame.to_csv(path, index=False) if suffix == "csv" else frame.to_excel(path, index=False)
    return path


def parquet(folder):
    import geopandas

    path = folder / "a.parquet"
    geopandas.GeoDataFrame({"code": range(60)}, geometry=list(poison.squares(60)), crs="EPSG:4548").to_parquet(path)
    return path


def features(folder):
    return poison.geojson(
        folder / "a.geojson", [(poison.point(104 + i / 100, 31), {"code": str(i)}) for i in range(60)]
    )


WHOLE = {
    "GeoPackage": lambda folder: poison.geopackage(folder / "a.gpkg", 60),
    "FlatGeobuf": lambda folder: poison.flatgeobuf(folder / "a.fgb", 60),
    "GeoJSON": features,
    "GeoParquet": parquet,
    "CSV": lambda folder: table(folder, "csv"),
    "XLSX": lambda folder: table(folder, "xlsx"),
    "Shapefile": shapefile,
}


@pytest.mark.parametrize("make", WHOLE.values(), ids=WHOLE)
def test_wherever_a_file_breaks_off_it_is_told_or_noticed(capsys, tmp_path, make):
    path = make(tmp_path)
    data = path.read_bytes()
    rows = json.loads(run(capsys, "info", path, "--json")[1])["layers"][0]["rows"]
    # The middle of a line of text cannot be told from its end: no cut stands right after one.
    cuts = (1, 3, 8, 60, 99, *(len(data) * k // 9 for k in range(1, 9)), len(data) - 2)
    for cut in (cut - (data[cut - 1] == 10) for cut in cuts):
        path.write_bytes(data[:cut])
        code, out, err = run(capsys, "info", path, "--json")
        if code == 0:
            (layer,) = json.loads(out)["layers"]
            assert layer["notice"], f"cut at {cut}: {layer['rows']} of {rows} rows and not a word"
            continue
        assert err.startswith("onemap: "), f"cut at {cut}: {err}"
        assert err.count("\n") == 1, f"cut at {cut}: {err}"
        assert "unexpected" not in err, f"cut at {cut}: {err}"


def test_a_geopackage_that_another_program_holds_is_told_at_once(capsys, tmp_path):
    path = poison.geopackage(tmp_path / "held.gpkg")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        _, english = told(capsys, "info", path)
        assert "locked by another program" in english
        process.stdin.close()
    assert run(capsys, "info", path)[0] == 0


@contextlib.contextmanager
def as_a_user():
    """Obey the rights of files also as root: this thread gives up its power over them for a while."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, held = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    less = (ctypes.c_uint32 * 6)(*held)
    less[0] &= ~0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    assert libc.capset(header, less) == 0
    try:
        yield
    finally:
        assert libc.capset(header, held) == 0


@pytest.mark.parametrize("closed", ["the file", "its folder"])
def test_what_may_not_be_read_is_told(capsys, tmp_path, closed):
    folder = tmp_path / "f"
    folder.mkdir()
    path = poison.geopackage(folder / "a.gpkg")
    where = path if closed == "the file" else folder
    where.chmod(0)
    try:
        with as_a_user():
            _, english = told(capsys, "info", path)
            assert "No permission to read" in english
            if closed == "its folder":
                assert "No permission to read" in told(capsys, "info", folder)[1]
                assert "No permission to read" in told(capsys, "identify", folder, "--at", "1,2")[1]
    finally:
        where.chmod(0o700)


@pytest.mark.parametrize("name", ["map.png", "map.pdf"])
def test_where_nothing_may_be_written_it_is_told(capsys, tmp_path, name):
    path, folder = poison.geopackage(tmp_path / "a.gpkg"), tmp_path / "f"
    folder.mkdir(mode=0o500)
    with as_a_user():
        _, english = told(capsys, "export", path, "-o", folder / name, "--size", "40x30")
    assert f"Cannot write “{folder / name}”: no permission" in english
    assert not list(folder.iterdir())


@contextlib.contextmanager
def small_disk(limit: int):
    """No file may grow beyond ``limit`` bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("suffix", ["png", "tif", "jpg", "webp", "pdf"])
def test_on_a_full_disk_the_old_picture_stays(capsys, tmp_path, suffix):
    path, target = poison.geopackage(tmp_path / "a.gpkg"), tmp_path / "out" / f"map.{suffix}"
    target.parent.mkdir()
    assert run(capsys, "export", path, "-o", target, "--size", "300x200", "--title", "图")[0] == 0
    before = {file.name: file.read_bytes() for file in target.parent.iterdir()}
    with small_disk(300):
        _, english = told(capsys, "export", path, "-o", target, "--size", "900x700", "--title", "图")
    assert f"Cannot write “{target}”: the disk is full" in english
    assert {file.name: file.read_bytes() for file in target.parent.iterdir()} == before


def test_on_a_full_disk_the_old_project_stays(tmp_path):
    import onemap

    one = onemap.Map()
    one.add(poison.geopackage(tmp_path / "a.gpkg"))
    target = tmp_path / "map.onemap"
    one.save(target)
    before = target.read_bytes()
    one.add(poison.geopackage(tmp_path / "b.gpkg"))
    with small_disk(50), pytest.raises(onemap.errors.OutputError) as caught:
        one.save(target)
    assert caught.value.key == "output_full"
    assert target.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.gpkg", "b.gpkg", "map.onemap"]


@pytest.fixture
def mixed(tmp_path):
    """A folder of one good file among bad ones."""
    folder = tmp_path / "data"
    folder.mkdir()
    poison.geopackage(folder / "good.gpkg")
    (folder / "photo.gpkg").write_bytes(JPEG)
    (folder / "zero.fgb").touch()
    return folder


def test_beside_bad_files_the_good_ones_open(capsys, mixed):
    code, out, err = run(capsys, "identify", mixed, "--at", "500005,3400005", "--json")
    assert code == 0
    assert [hit["code"] for hit in json.loads(out)["hits"]] == ["00000"]
    assert sorted(line.split("”")[0].split("/")[-1] for line in err.splitlines()) == ["photo.gpkg", "zero.fgb"]
    code, out, err = run(capsys, "info", mixed, "--json")
    assert [layer["name"] for layer in json.loads(out)["layers"]] == ["good"]
    assert err.count("\n") == 2


def test_beside_a_missing_file_the_named_ones_open(capsys, mixed):
    code, out, err = run(capsys, "identify", mixed / "good.gpkg", "/nowhere.gpkg", "--at", "500005,3400005", "--json")
    assert (code, len(json.loads(out)["hits"])) == (0, 1)
    assert err == "onemap: There is no file “/nowhere.gpkg”. Check the path, or put the file back.\n"


PROJECTS = {
    "no TOML": ("layers = [", "not valid TOML"),
    "bytes": (b"\xff\xfe\x00\x01", "not valid TOML"),
    "of a later program": ("schema = 99\nodd = 1\n", "a newer program wrote it (schema 99, this one knows 2)"),
    "a wrong key": ("schema = 1\ntitel = 'x'\n", "did you mean title?"),
    "a wrong CRS": ("schema = 1\ncrs = 'EPSG:999999'\n", "this CRS is not known"),
    "a CRS of heights": ("schema = 1\ncrs = 'EPSG:5703'\n", "this CRS is not known"),
    "a view that is none": ("schema = 1\n[view]\ncenter = [nan, 1.0]\nscale = 5000.0\n", "the centre must be finite"),
    "one id twice": ("schema = 1\n[[layers]]\nid = 'a'\n[[layers]]\nid = 'a'\n", "taken already"),
}


@pytest.mark.parametrize(("text", "said"), PROJECTS.values(), ids=PROJECTS)
def test_a_bad_project_file_is_told(capsys, tmp_path, text, said):
    path = tmp_path / "a.onemap"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    code, out, err = run(capsys, "identify", path, "--at", "1,2")
    assert (code, out) == (1, "")
    assert said in err
    assert str(path) in err
    assert "unexpected" not in err


def test_all_faults_of_a_project_are_told_at_once(capsys, tmp_path):
    path = tmp_path / "a.onemap"
    path.write_text("schema = 1\ntitel = 'x'\n[[layers]]\nid = 5\nvisibel = true\n", encoding="utf-8")
    _, _, err = run(capsys, "identify", path, "--at", "1,2")
    assert "3 faults" in err
    assert all(word in err for word in ("titel", "layers[0].id", "visibel", "did you mean visible?"))


def test_a_project_without_some_of_its_files_opens_the_rest(capsys, tmp_path):
    poison.geopackage(tmp_path / "a.gpkg")
    sources = {"here": "a.gpkg", "gone": "b.gpkg", "odd": "a\\u0000b.gpkg", "loop": "loop.gpkg"}
    (tmp_path / "loop.gpkg").symlink_to("loop.gpkg")
    layers = "".join(f'[[layers]]\nid = "{name}"\nsource = {{ path = "{path}" }}\n' for name, path in sources.items())
    path = tmp_path / "a.onemap"
    path.write_text(f'schema = 1\n{layers}[[layers]]\nid = "no_such_layer_file"\n', encoding="utf-8")
    code, out, err = run(capsys, "identify", path, "--at", "500005,3400005", "--json")
    assert code == 0
    assert [hit["layer"] for hit in json.loads(out)["hits"]] == ["here"]
    lines = err.splitlines()
    assert len(lines) == 4
    assert "b.gpkg" in lines[0]
    assert "no_such_layer_file.toml" in lines[3]
    assert "unexpected" not in err


def test_all_faults_of_all_layer_files_name_key_and_nearest(capsys, tmp_path):
    (tmp_path / "a.toml").write_text('titel = "x"\n[source]\npath = "a.gpkg"\ncrs = "EPSG:999999"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text(
        '[source]\npath = "b.gpkg"\ncrs = "EPSG:999999"\n[style]\nopacity = 7\n', encoding="utf-8"
    )
    (tmp_path / "c.toml").write_text("[source", encoding="utf-8")
    (tmp_path / "d.toml").write_text(
        'role = "componet"\n[source]\npath = "d.gpkg"\n[style.symbol]\nmarker = "circel"\n', encoding="utf-8"
    )
    for language, near in (("zh", "是否想写 title"), ("en", "did you mean title?")):
        messages.set_language(language)
        try:
            code, _, err = run(capsys, "check", tmp_path)
        finally:
            messages.set_language(None)
        assert code == 1
        assert near in err
        for words in (
            ("a.toml", "titel"),
            ("b.toml", "source.crs"),
            ("b.toml", "style.opacity"),
            ("c.toml", "TOML"),
            ("d.toml", "role"),
        ):
            assert any(all(word in line for word in words) for line in err.splitlines()), words


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "/nowhere"), "There is no folder"),
        (("info", "{data}", "--crs", "EPSG:999999"), "EPSG:999999"),
        (("identify", "{data}", "--at", "1,2", "--crs", "EPSG:5703"), "Vertical CRS"),
        (("identify", "{data}", "--at", "1,2", "--crs", "EPSG:4978"), "Geocentric CRS"),
        (("identify", "{data}", "--at", "nan,2"), "“nan,2”"),
        (("identify", "{data}", "--at", "1e300,2"), "“1e+300,2”"),
        (("identify", "{data}", "--at", "1000,1000", "--crs", "EPSG:4490"), "“1000,1000 (EPSG:4490)”"),
        (("export", "{data}", "-o", "{out}", "--size", "100001x5"), "between 1 and 100,000 pixels"),
        (("export", "{data}", "-o", "{out}.webp", "--size", "20000x10"), "between 1 and 16,383 pixels"),
        (("export", "{data}", "-o", "{out}", "--extent", "9,9,1,1"), "has no area"),
        (("export", "{data}", "-o", "{out}", "--extent", "-1e300,0,1e300,1"), "too large"),
        (("export", "{data}", "-o", "{out}", "--extent", "0,0,1,1e6"), "between 1 and 100,000 pixels"),
        (("export", "{data}", "-o", "{data}/x.png", "--size", "9x9"), "Cannot write"),
    ],
    ids=[
        "no folder", "unknown CRS of a file", "heights", "from the earth's centre", "NaN", "far", "off the earth",
        "too large", "beyond WebP", "inside out", "endless", "too tall", "under a file",
    ],
)  # fmt: skip
def test_what_is_impossible_is_told(capsys, tmp_path, arguments, said):
    data = poison.geopackage(tmp_path / "a.gpkg")
    filled = [one.replace("{data}", str(data)).replace("{out}", str(tmp_path / "map.png")) for one in arguments]
    assert said in told(capsys, *filled)[1]
    assert [file.name for file in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_file_that_names_an_unknown_crs_opens_with_another(capsys, tmp_path):
    path = poison.geojson(tmp_path / "a.geojson", [(poison.point(104, 31), {})], "urn:ogc:def:crs:EPSG::999999")
    assert "EPSG::999999" in told(capsys, "identify", path, "--at", "104,31")[1]
    code, out, _ = run(capsys, "identify", path, "--at", "104,31", "--crs", "4490", "--json")
    assert (code, len(json.loads(out)["hits"])) == (0, 1)


def test_gaps_and_zeros_among_the_coordinates_hide_no_proposal(capsys, tmp_path):
    path = tmp_path / "a.csv"
    rows = "".join(f"{i:03d},{468000 + i},{3483000 + i}\n" for i in range(200))
    path.write_text(f"code,x,y\n{rows}a,0,0\nb,,\nc,NaN,1\n", encoding="utf-8")
    assert "EPSG:4547" in told(capsys, "identify", path, "--at", "1,2")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--tolerance", "-1"), "--tolerance cannot be “-1”"),
        (("--tolerance", "nan"), "--tolerance cannot be “nan”"),
        (("--limit", "0"), "--limit cannot be “0”"),
        (("--limit", "many"), "--limit cannot be “many”"),
    ],
    ids=["below nothing", "no number", "no hits", "a word"],
)
def test_wrong_numbers_are_wrong_usage(capsys, arguments, said):
    with pytest.raises(SystemExit) as ended:
        main(["identify", "a.gpkg", "--at", "1,2", *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("display", ["", ":97"], ids=["none", "one that does not answer"])
def test_without_a_display_the_window_says_so(capsys, monkeypatch, display):
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert "There is no display" in told(capsys, "open")[1]


def test_the_program_itself_ends_with_1_and_a_sentence(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "onemap", "info", tmp_path / "无此文件.gpkg"],
        capture_output=True, check=False, env={**os.environ, "ONEMAP_LANG": "zh"}, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode() == f"onemap: 找不到文件“{tmp_path / '无此文件.gpkg'}”。请检查路径，或把文件放回原处。\n"
