"""No personal value leaves the program unmasked: every command, every name of the public face, every file it keeps."""

import dataclasses
import gzip
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping

import msgspec
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import onemap
from onemap.app import cli
from onemap.city.card import card_json
from onemap.city.indicator_groups import BYS
from onemap.errors import OneMapError, RequestError
from onemap.io import exports, files, journals
from onemap.messages import Phrase
from onemap.session import journal, snapshot
from onemap.session.rows_out import rows_out, write
from tests import persons

NEAR = (persons.X0 + 30, persons.Y0 + 40)
BOX = (persons.X0 - 10, persons.Y0 - 10, persons.X0 + 110, persons.Y0 + 110)
#: What somebody may type into the box who looks for persons.
FELT = ("钱", "qian", "qmj", "139", "密院巷", "5101", "p1", "京Q")
#: Suffixes of all files of rows, of cards and of pictures.
ROWS = (".csv", ".xlsx", ".gpkg", ".parquet", ".geojson")
#: What stands beside pictures and tells where they lie.
BESIDE = (".pgw", ".wld", ".jgw", ".tfw", ".prj")
SHEETS = (".pdf", ".png", ".tif", ".jpg", ".webp")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return persons.make(tmp_path_factory.mktemp("city") / "city")


@pytest.fixture
def city(project):
    made = onemap.open(project)
    assert not made.failed
    persons.show_all(made.session)
    return made


def written(path):
    """All that a file tells, also what is packed inside of it."""
    return said(path.read_bytes())


def said(data):
    """The text of bytes: of archives that of their members, of PDF that of its streams and letters."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return "\n".join([*zipped.namelist(), *(said(zipped.read(name)) for name in zipped.namelist())])
    if data[:4] == b"PAR1":
        return parquet(data)
    if data[:2] == b"\x1f\x8b":
        return said(gzip.decompress(data))
    if data[:5] == b"%PDF-":
        return pdf(data)
    return "\n".join(data.decode(coding, "replace") for coding in ("utf-8", "gb18030", "utf-16-le"))


def parquet(data):
    import pyarrow.parquet as pq

    read = pq.read_table(io.BytesIO(data))
    return f"{read.schema.metadata}\n{read.to_pylist()}"


def pdf(data):
    """The letters that the fonts of a PDF hold, its words where poppler is installed, and what is in its streams."""
    from onemap.render.pdf_text import characters

    words = ""
    if shutil.which("pdftotext") is not None:
        done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True)
        words = done.stdout.decode()
    seen = "".join(persons.NAMES) if "秘" in characters(data) else ""
    return "\n".join([seen, words, re.sub(r"\s", "", words), data.decode("latin-1")])


def texts_in(value, seen=None):
    """Every text that a frozen value holds, however deep."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return
    seen.add(id(value))
    parts = parts_of(value)
    if parts is None:
        yield value.to_csv() if isinstance(value, pd.Series | pd.DataFrame) else f"{value}"
    for part in parts or ():
        yield from texts_in(part, seen)


def parts_of(value):
    """What a value is made of, None for one that is whole."""
    if isinstance(value, Mapping):
        return [*value, *value.values()]
    if isinstance(value, tuple | list | set | frozenset):
        return list(value)
    if isinstance(value, pa.Table | pa.ChunkedArray | pa.Array):
        return value.to_pylist()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if dataclasses.is_dataclass(value):
        return [getattr(value, one.name) for one in dataclasses.fields(value)]
    return [getattr(value, name) for name in value.__struct_fields__] if isinstance(value, msgspec.Struct) else None


def flat(value):
    return "\n".join(texts_in(value))


def request_of(city):
    """All words of a picture: names of layers and classes, and the texts that are written beside the rows."""
    request = snapshot.picture(city.session, city.view(extent=BOX))
    assert {one.id for one in request.layers} >= set(persons.LAYERS)
    legend = [(c.title, c.title_en) for one in request.layers for c in one.style.classes]
    labels = [one.labels for one in request.layers]
    assert any(label is not None for label in labels)
    return flat([one.title for one in request.layers]), flat(legend), flat(labels)


def cards(city, folder):
    card = city.card(grid=persons.GRID)
    for suffix in (".pdf", ".png", ".html"):
        city.write_card(card, folder / f"card{suffix}")
    return folder_text(folder)


def groupings(city):
    """What is shown of indicators by all that these cases can be grouped by."""
    for by in BYS:
        try:
            yield told_of(city.indicators(by=by))
        except RequestError:
            if by not in {"source", "major", "category", "state"}:  # fields that these cases have not
                raise


def told_of(table):
    """What is shown of indicators; what they were made of stays with them for the next question."""
    return table.groups, table.frame, [one.value for one in table.values.values()]


def indicators(city, folder):
    made = city.indicators(by="unit_grid")
    for suffix in (".xlsx", ".csv", ".pdf", ".png"):
        city.write_indicators(made, folder / f"indicators{suffix}")
    return folder_text(folder)


def pack(city, folder):
    city.pack(folder / "a.onemappack", persons.GRID, grade=2)
    return folder_text(folder)


def pictures(city, folder):
    for suffix in SHEETS:
        city.export(folder / f"map{suffix}", size=(400, 400), extent=BOX)
    return folder_text(folder)


def frames(city, folder):
    city.time("2026-05-01/2026-06-30")
    city.frames(folder / "frames", "1m", size=(300, 300))
    return folder_text(folder)


def unlocated(city, folder):
    for suffix in (".csv", ".xlsx", ".geojson"):
        city.write_unlocated(folder / f"lost{suffix}")
    return folder_text(folder)


def ledgers(city, folder):
    made = city.ledger()
    for suffix in (".csv", ".xlsx", ".geojson", ".pdf"):
        city.write_findings(made, folder / f"findings{suffix}")
    for suffix in ROWS:
        city.write_ledger(made, folder / f"ledger{suffix}", "component")
    return folder_text(folder)


def merged(city, folder):
    (folder / "other.csv").write_text("code,owner,keeper\n99010101037000001,甲,乙\n99010101037000009,丙,丁\n", "utf-8")
    made = city.merge_ledger(
        folder / "other.csv", folder / "m.csv", layer="component", conflicts=folder / "c.xlsx"
    )  # fmt: skip
    assert made.counts["conflicts"] == 2
    return flat([made.table, made.conflicts]), folder_text(folder)


def saved(city, folder):
    city.save(folder / "again.onemap")
    return folder_text(folder)


def rows_files(city, folder):
    for layer in persons.LAYERS:
        for suffix in ROWS:
            entry = city.session.entry(layer)
            write(rows_out(entry, np.arange(entry.data.rows), folder / f"{layer}{suffix}"))
    return folder_text(folder)


def folder_text(folder):
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert found
    return "\n".join(f"{path.name}\n{written(path)}" for path in found)


def everything(m):
    """The map with all its rows selected."""
    m.session.selection.put({one.id: np.arange(one.rows) for one in m.layers})
    return m


# --- the public face --------------------------------------------------------------------------------------------------
#: What each name of a map tells; None where it tells nothing of rows.
OF_MAP = {
    "crs": None, "extent": None, "remove": None, "zoom_to": None, "view": None, "undo": None, "redo": None,
    "scenes": None, "keep_scene": None, "show_scene": None,
    "time": None, "add": None, "select": None, "select_circle": None, "selection": None, "selections": None,
    "failed": lambda m, _to: f"{m.failed}",
    "layers": lambda m, _to: flat([repr(one) for one in m.layers]),
    "layer": lambda m, _to: repr(m.layer("person")),
    "render": lambda m, _to: flat(request_of(m)),
    "picture": lambda m, _to: flat(request_of(m)),
    "identify": lambda m, _to: flat(m.identify(*NEAR, tolerance_m=200)),
    "filter": lambda m, _to: flat([m.filter("person", "id = 'p1'"), m.layer("person").definition]),
    "query": lambda m, _to: flat([m.query("person", "id = 'p1'")]),
    "nearest": lambda m, _to: flat([m.nearest(*NEAR, 9, layer=one).to_csv() for one in persons.LAYERS]),
    "count": lambda m, _to: flat(m.count("person", by="unit_grid")),
    "card": lambda m, _to: flat(json.dumps(card_json(m.card(grid=persons.GRID)), ensure_ascii=False)),
    "write_card": cards,
    "indicators": lambda m, _to: flat(list(groupings(m))),
    "write_indicators": indicators,
    "map_indicator": lambda m, _to: m.map_indicator(m.indicators(by="unit_grid"), "reported").frame.to_csv(),
    "ledger": lambda m, _to: flat([m.ledger(), list(m.ledger().findings)]),
    "write_findings": ledgers,
    "write_ledger": ledgers,
    "merge_ledger": merged,
    "nearby": lambda m, _to: flat(m.nearby(*NEAR, 500.0, 50)),
    "pack": pack,
    "locate": lambda m, _to: flat([m.locate(text) for text in FELT]),
    "export": pictures,
    "frames": frames,
    "unlocated": lambda m, _to: m.unlocated().to_csv(),
    "write_unlocated": unlocated,
    "place": lambda m, _to: flat([m.place("case", {"C4": NEAR}), m.layer("case").frame.to_csv()]),
    "save": saved,
    "selected": lambda m, _to: everything(m).selected().to_csv(),
    "write_selected": lambda m, to: flat([m.write_selected(to / f"s{end}").read_text("utf-8", "replace")
                                          for end in (".csv", ".geojson") if everything(m)]),
}  # fmt: skip
OF_LAYER = {
    "id": None, "rows": None, "crs": None, "visible": None, "grade": None, "from_data": None,
    "from_geodataframe": None,
    "extent": lambda one: f"{one.extent}",
    "title": lambda one: one.title,
    "source": lambda one: flat(one.source),
    "definition": lambda one: flat(one.definition),
    "fields": lambda one: flat(one.fields),
    "columns": lambda one: flat(one.columns),
    "notice": lambda one: one.notice,
    "data": lambda one: flat(one.data.table),
    "frame": lambda one: one.frame.to_csv(),
    "take": lambda one: one.take([0, 1]).to_csv() + one.take([2]).to_html(),
    "query": lambda one: one.query(BOX).to_wkt().to_csv(),
    "nearest": lambda one: one.nearest(*NEAR, 9).to_csv(),
    "with_distances": lambda one: one.with_distances(np.arange(2), np.zeros(2), NEAR, "far").to_csv(),
    "numbers": lambda one: "".join(one.numbers(by).to_csv() for by in one.columns),
    "statistics": lambda one: "".join(one.statistics(of, by=by).to_csv() for of in one.columns for by in one.columns),
    "number": lambda one: "".join(refused(lambda by=by: one.number(by=by, item="?")) for by in one.columns),
    "style": None,  # what somebody wrote into it, not what the rows hold
}  # fmt: skip


def refused(ask):
    """What is told instead of an answer."""
    with pytest.raises(RequestError) as told:
        ask()
    return str(told.value)


@pytest.mark.parametrize("name", [name for name, told in OF_MAP.items() if told])
def test_a_map_tells_no_person(city, name, tmp_path):
    told = flat(OF_MAP[name](city, tmp_path))
    assert told
    assert not persons.told_in(told)


@pytest.mark.parametrize("layer", persons.LAYERS)
@pytest.mark.parametrize("name", [name for name, told in OF_LAYER.items() if told])
def test_a_layer_tells_no_person(city, name, layer):
    assert not persons.told_in(OF_LAYER[name](city.layer(layer)))


def test_the_box_around_homes_ends_at_no_door(city):
    person = city.layer("person")
    true = person.take(range(person.rows), unmasked=True).total_bounds
    shown = np.array(person.extent.as_tuple())
    assert np.abs(shown - true).min() > 0.01
    assert np.abs(shown - true).max() < 62
    assert shown == pytest.approx(person.frame.total_bounds, abs=0.5)


def test_a_filter_is_taken_off_by_none(city):
    assert city.filter("person", "id = 'p1'") == 1
    assert city.filter("person", None) == 3


def test_files_of_rows_tell_no_person(city, tmp_path):
    told = rows_files(city, tmp_path)
    assert not persons.told_in(told)
    assert "139****8642" in told


# --- the command line -------------------------------------------------------------------------------------------------
#: Arguments of each subcommand, {map} and {to} to be filled in; none for what reads no rows.
COMMANDS = {
    "open": (), "schema": (), "exports": (("--json",), ()), "project": (("{map}",), ("{map}", "--json")),
    "allow": (("{folder}",), ("--json",)),
    "info": (("{folder}/person.geojson", "--json"), ("{folder}/visitor.geojson",), ("{map}",), ("{map}", "--json")),
    "check": (("{folder}/layers",),),
    "identify": (("{map}", "--at", "468033,3483041", "--tolerance", "200"),
                 ("{map}", "--at", "468033,3483041", "--tolerance", "200", "--json")),
    "locate": (*(("{map}", text, "--json") for text in FELT), *(("{map}", text) for text in FELT)),
    "export": (("{map}", "-o", "{to}/a.png", "--legend"), ("{map}", "-o", "{to}/a.pdf", "--legend", "--title", "t")),
    "card": (("{map}", "--grid", persons.GRID), ("{map}", "--grid", persons.GRID, "--json"),
             ("{map}", "--grid", persons.GRID, "-o", "{to}/c.pdf"),
             ("{map}", "--grid", persons.GRID, "-o", "{to}/c.html")),
    "frames": (("{map}", "-o", "{to}/f", "--step", "1m", "--time", "2026-05-01/2026-06-30"),),
    "indicators": (("{map}", "--by", "unit_grid"), ("{map}", "--by", "department", "--json"),
                   ("{map}", "--by", "unit_grid", "-o", "{to}/i.xlsx")),
    "ledger": (("{map}",), ("{map}", "--json"), ("{map}", "--table", "component", "--json"),
               ("{map}", "-o", "{to}/l.xlsx"), ("{map}", "--table", "component", "-o", "{to}/l.csv")),
    "nearby": (("{map}", "--at", "468033,3483041", "--radius", "300"),
               ("{map}", "--at", "468033,3483041", "--radius", "300", "--json")),
    "numbers": (*(("{map}", "--layer", "person", "--by", by) for by in ("name", "phone", "id_no", "address", "remark")),
                ("{map}", "--layer", "case", "--by", "reporter", "--json"),
                ("{map}", "--layer", "person", "--by", "name", "-o", "{to}/n.csv"),
                ("{map}", "--layer", "person", "--by", "name", "-o", "{to}/n.svg")),
    "statistics": (*(("{map}", "--layer", "person", "--of", "id", "--by", by) for by in ("name", "phone", "address")),
                   ("{map}", "--layer", "person", "--of", "phone", "--by", "name", "--json"),
                   ("{map}", "--layer", "case", "--of", "reporter", "--by", "reporter", "-o", "{to}/s.csv")),
    "pack": (("{map}", "--grid", persons.GRID, "-o", "{to}/p.onemappack"), ("--verify", "{to}/p.onemappack", "--json")),
    "unlocated": (("{map}",), ("{map}", "--json"), ("{map}", "-o", "{to}/u.csv")),
    "query": (("{map}", "--layer", "person", "--where", "id <> 'p9'"),
              ("{map}", "--layer", "person", "--where", "id <> 'p9'", "--json"),
              ("{map}", "--layer", "person", "--where", "name = '谁'"),
              ("{map}", "--layer", "visitor", "--where", "\"姓名\" = '谁'"),
              ("{map}", "--layer", "visitor", "--where", "no <> 'V9'", "-o", "{to}/q.csv"),
              ("{map}", "--layer", "visitor", "--layer", "person", "--where", "TRUE", "-o", "{to}/q2.csv")),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, calls in COMMANDS.items() if calls])
def test_a_command_tells_no_person(name, project, tmp_path, capsys):
    (tmp_path / "x").write_text("x")
    for call in COMMANDS[name]:
        filled = [one.format(map=project, folder=project.parent, to=tmp_path) for one in call]
        code = cli.main([name, *filled])
        told = "\n".join(capsys.readouterr())
        assert code == 0, told
        assert not persons.told_in(told), call
    assert not persons.told_in(folder_text(tmp_path))


def test_the_place_of_a_personal_address_is_that_of_its_neighbourhood(city, project, tmp_path):
    names = tmp_path / "houses.geojson"
    name = persons.ADDRESSES[1]
    place = {"type": "Point", "coordinates": persons.HOME}
    made = {"type": "Feature", "geometry": place, "properties": {"name": name}}
    crs = {"type": "name", "properties": {"name": persons.CRS}}
    names.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [made]}, ensure_ascii=False))
    city.add(names)
    found = city.unlocated("case")
    assert found.code.tolist() == ["C4"]
    assert not persons.told_in(found.to_csv())
    assert 0 < np.hypot(found.x[0] - persons.HOME[0], found.y[0] - persons.HOME[1]) <= found.within_m[0]


# --- feeling one's way ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("layer", "text"),
    [("person", "name LIKE '钱%'"), ("person", "remark LIKE '独%'"), ("visitor", '"姓名" LIKE \'钱%\''),
     ("visitor", '"身份证号" > \'5\''), ("person", "age > 80"), ("case", '"车牌号" LIKE \'京%\'')],
)  # fmt: skip
def test_nobody_feels_his_way_to_a_value(city, layer, text):
    for ask in (city.query, city.filter):
        with pytest.raises(OneMapError) as told:
            ask(layer, text)
        assert "filter_personal" in {one.key for one in told.value.fields.values() if isinstance(one, Phrase)}
        assert not persons.told_in(str(told.value))


# --- what the program keeps -------------------------------------------------------------------------------------------
def test_what_the_program_keeps_tells_no_person(city, tmp_path):
    pictures(city, tmp_path)
    city.layer("person").take([0], unmasked=True)
    kept = [path for path in files.state_dir().rglob("*") if path.is_file() and "kernels" not in path.parts]
    assert kept
    for path in kept:
        assert not persons.told_in(written(path)), path


def test_the_journal_tells_no_person(project):
    session = onemap.open(project).session
    kept = journal.Journal(session, journals.new_path())
    kept.begin()
    persons.show_all(session)
    session.set_filter("person", "id <> 'p1'")
    session.place("case", {"C4": (104.66, 31.47)})
    session.set_title("person", "居民")
    kept.settled()
    told = written(kept.path)
    kept.close()
    assert "居民" in told
    assert not persons.told_in(told)


# --- the record -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("way", "kind", "files_of_it"),
    [(cards, "card", 3), (indicators, "indicators", 4), (pack, "pack", 1), (pictures, "picture", 5),
     (frames, "picture", 2), (unlocated, "table", 3), (rows_files, "table", 30)],
)  # fmt: skip
def test_every_file_that_leaves_is_in_the_record(city, way, kind, files_of_it, tmp_path):
    way(city, tmp_path)
    noted = {one.file: one for one in exports.read().records if one.kind == kind and one.state == "done"}
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix not in BESIDE]
    assert set(noted) == set(map(str, left))
    assert len(noted) == files_of_it
    for path in left:
        one = noted[str(path)]
        assert one.layers
        assert one.grade == max(layer.grade for layer in one.layers)
        assert (one.size, one.sha256) == (path.stat().st_size, exports.hash_of(path))
