"""Packs of the sample city: what is in them, what is not, and the same counts elsewhere."""

import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import onemap
from onemap.app.cli import main
from onemap.city.card import card_json
from onemap.errors import OneMapError, RequestError
from onemap.io import exports, packs
from onemap.io.files import sample_dir

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
GRID, COMMUNITY, STREET = "990101001004004", "990101001004", "990101001"
SECRETS = ("reporter", "phone")


@pytest.fixture(scope="module")
def city():
    return onemap.open(CITY)


@pytest.fixture(scope="module")
def street(city, tmp_path_factory):
    path = tmp_path_factory.mktemp("packs") / "城中街道.onemappack"
    return path, city.pack(path, STREET, level="street")


@pytest.fixture
def elsewhere(street):
    return onemap.open(street[0])


def test_every_cell_counts_the_same_elsewhere(city, street, elsewhere):
    told = street[1]
    assert len(told.grids) > 30
    kept = {one.id for one in told.layers}
    for code in (*told.grids[::4], COMMUNITY, STREET):
        here, there = card_json(city.card(grid=code)), card_json(elsewhere.card(grid=code))
        assert there["layers"] == {name: n for name, n in here["layers"].items() if name in kept}, code
        tabs = {tab["key"]: tab for tab in here["tabs"]}
        for tab in there["tabs"]:
            if tab["key"] not in {"people", "places"}:
                same = [{k: v for k, v in one.items() if k != "how"} for s in tab["sections"] for one in s["numbers"]]
                whole = [{k: v for k, v in one.items() if k != "how"}
                         for s in tabs[tab["key"]]["sections"] for one in s["numbers"]]  # fmt: skip
                assert same == whole, (code, tab["key"])


def test_the_cards_in_it_are_those_that_it_makes(street, elsewhere):
    with zipfile.ZipFile(street[0]) as zipped:
        for code in (street[1].grids[0], COMMUNITY):
            inside = json.loads(zipped.read(f"cards/{code}.json"))
            assert inside == card_json(elsewhere.card(grid=code), "zh") or inside == card_json(
                elsewhere.card(grid=code), "en"
            )
            assert code in zipped.read(f"cards/{code}.html").decode()


def test_layers_above_the_grade_are_left_out_and_fields_masked(street, city):
    path, told = street
    assert {one.id for one in told.left_out} == {"person", "member"}
    with zipfile.ZipFile(path) as zipped, zipped.open("data/case.parquet") as file:
        packed = pq.read_table(file)
    for name in SECRETS:
        values = [text for text in packed.column(name).to_pylist() if text]
        assert values
        assert all("**" in text for text in values)
    table = city.session.entry("case").data.table
    real = {text for name in SECRETS for text in table.column(name).to_pylist() if text and "*" not in text}
    assert real
    with zipfile.ZipFile(path) as zipped:
        texts = b"".join(zipped.read(one) for one in zipped.namelist() if not one.endswith(".parquet")).decode()
        tables = [pq.read_table(zipped.open(one)) for one in zipped.namelist() if one.endswith(".parquet")]
    strings = [column for one in tables for column in one.columns if pa.types.is_string(column.type)]
    held = {text for column in strings for text in column.unique().to_pylist() if text}
    assert not real & held
    assert not any(text in texts for text in real)


def test_a_higher_receiver_gets_them(city, tmp_path):
    path = tmp_path / "grid.onemappack"
    told = city.pack(path, GRID, grade=3)
    assert told.left_out == ()
    persons = next(one for one in told.layers if one.id == "person")
    assert persons.masked == ()
    assert exports.read().records[-1].unmasked
    opened = onemap.open(path)
    assert opened.card(grid=GRID).layers == city.card(grid=GRID).layers
    member = next(one for one in told.layers if one.id == "member")
    assert member.rows >= 1


def test_the_lowest_receiver_gets_masks_for_what_is_above(city, tmp_path):
    told = city.pack(tmp_path / "low.onemappack", GRID, grade=1)
    assert all(one.grade <= 5 for one in told.layers)
    definitions = {e.id: e.definition for e in city.session.entries}
    for one in told.layers:
        fields = definitions[one.id].fields
        columns = {name for name, field in fields.items() if field.grade > 1}
        assert set(one.masked) == columns & set(city.layer(one.id).columns)


def test_the_project_looks_at_the_area(street, elsewhere, city):
    extent = city.card(grid=STREET).extent
    view = elsewhere.view((1200, 800)).extent
    assert view.xmin <= extent[0] + 1
    assert view.xmax >= extent[2] - 1
    assert elsewhere.session.as_of.startswith("2026-06-30")
    assert "城中街道" in elsewhere.session.named("zh")
    assert elsewhere.session.path is None
    assert [one.id for one in elsewhere.layers if one.id == "component"] == ["component"]
    assert elsewhere.layer("component").style == city.layer("component").style


def test_a_pack_is_in_the_export_record(city, tmp_path):
    path = tmp_path / "grid.onemappack"
    told = city.pack(path, GRID)
    noted = exports.read().records[-1]
    assert (noted.kind, noted.serial, noted.state) == ("pack", told.serial, "done")
    assert noted.sha256 == packs.check(path).sha256
    assert not noted.unmasked


@pytest.mark.parametrize(
    ("name", "code", "more", "key"),
    [
        ("a.onemappack", "1", {}, "card_no_cell"),
        ("a.onemappack", GRID, {"level": "street"}, "pack_level"),
        ("a.onemappack", GRID, {"grade": 0}, "pack_grade"),
        ("a.zip", GRID, {}, "pack_suffix"),
        ("none/a.onemappack", GRID, {}, "output_failed"),
    ],
)
def test_what_cannot_be_packed_is_told(city, tmp_path, name, code, more, key):
    with pytest.raises(OneMapError) as told:
        city.pack(tmp_path / name, code, **more)
    assert told.value.key == key
    assert not list(tmp_path.iterdir())


def test_a_pack_of_a_pack(street, tmp_path):
    inner = onemap.open(street[0])
    told = inner.pack(tmp_path / "inner.onemappack", COMMUNITY, level="community")
    assert onemap.open(tmp_path / "inner.onemappack").card(grid=told.grids[0]).layers


def test_the_command_packs_and_verifies(tmp_path, capsys):
    path = tmp_path / "grid.onemappack"
    assert main(["pack", str(CITY), "--grid", GRID, "-o", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["area"]["code"] == GRID
    assert main(["pack", "--verify", str(path)]) == 0
    assert GRID in capsys.readouterr().out
    path.write_bytes(path.read_bytes()[:-100])
    assert main(["pack", "--verify", str(path), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["whole"] is False
    assert told["faults"][0]["key"] == "fault_cut"
    assert main(["pack", str(CITY)]) == 1
    assert "--verify" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["pack", str(CITY), "--grid", "1", "--street", "2", "-o", "x"])


def test_a_damaged_pack_does_not_open(street, tmp_path):
    other = tmp_path / "damaged.onemappack"
    raw = bytearray(street[0].read_bytes())
    raw[len(raw) // 2] ^= 1
    other.write_bytes(raw)
    with pytest.raises(OneMapError) as told:
        onemap.open(other)
    assert told.value.key == "pack_damaged"
    assert "data/" in str(told.value)
    with pytest.raises(RequestError):
        onemap.open(street[0]).card(grid="1")


def test_what_cards_rest_on_travels_along_and_placed_rows_stand_where_they_were_placed(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / CITY.name).write_bytes(CITY.read_bytes())
    (home / "phases.toml").write_text('closed = ["结案", "不予立案"]\nhandling = ["处置中"]\n', encoding="utf-8")
    city = onemap.open(home / CITY.name)
    codes = city.unlocated("case", find=False).code
    place = city.card(GRID).place
    city.place("case", {codes[0]: place, codes[1]: city.card("990101003001001").place})
    city.pack(tmp_path / "grid.onemappack", GRID)
    with zipfile.ZipFile(tmp_path / "grid.onemappack") as zipped:
        assert zipped.read("phases.toml") == (home / "phases.toml").read_bytes()
        assert codes[1].encode() not in zipped.read("layers/case.toml"), "nothing is told of other grids"
    there = onemap.open(tmp_path / "grid.onemappack")

    def cases(some):
        return {one.key: one.value for one in some.card(GRID).numbers() if one.key.startswith("case.")}

    assert cases(there) == cases(city)
    assert codes[0] in set(there.layer("case").frame.case_no)
