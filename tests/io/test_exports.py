"""The record of what leaves the program: whole, only added to, strict from L3 on."""

import hashlib
import json
from pathlib import Path

import msgspec
import pytest

from onemap.errors import OutputError
from onemap.io import exports
from onemap.io.exports import ExportedLayer
from onemap.model.definition import Field, LayerDefinition, Source


@pytest.fixture(autouse=True)
def _state(tmp_path, monkeypatch):
    monkeypatch.setenv("ONEMAP_STATE_DIR", str(tmp_path / "state"))


def _person() -> LayerDefinition:
    return LayerDefinition(Source("x"), title="人员", grade=2, fields={"name": Field(grade=3)}, id="person")


def test_a_written_file_is_noted_with_size_and_hash(tmp_path):
    begun = exports.new_record("table", tmp_path / "甲.csv", [_person()])
    with exports.exporting(begun) as record:
        (tmp_path / "甲.csv").write_bytes(b"1,2")
        assert exports.read().records[0].state == "begun"
    (kept,) = exports.read().records
    assert kept.serial == record.serial
    assert (kept.state, kept.size, kept.grade) == ("done", 3, 3)
    assert kept.sha256 == hashlib.sha256(b"1,2").hexdigest()
    assert kept.layers == (ExportedLayer("person", "人员", 3),)
    assert kept.user
    assert kept.time[-6] in "+-"
    assert len(exports.path().read_text("utf-8").splitlines()) == 2


def test_what_fails_is_noted_as_given_up(tmp_path):
    with pytest.raises(ZeroDivisionError), exports.exporting(exports.new_record("card", tmp_path / "a.pdf")):
        raise ZeroDivisionError
    assert exports.read().records[0].state == "failed"


def test_damaged_lines_are_counted_and_stop_nothing(tmp_path):
    exports.path().write_bytes(b'{"serial": 3}\n\xff\xfe nonsense\n\n{"torn": ')
    with exports.exporting(exports.new_record("picture", tmp_path / "a.png", [_person()])):
        (tmp_path / "a.png").write_bytes(b"x")
    held = exports.read()
    assert [one.state for one in held.records] == ["done"]
    assert held.damaged == 3


@pytest.mark.parametrize("grade", [1, 2, 3, 5])
def test_an_unwritable_record_stops_what_is_sensitive_only(tmp_path, grade):
    exports.path().mkdir()
    layer = ExportedLayer("a", "甲", grade)
    target = tmp_path / "a.png"
    target.write_bytes(b"old")
    record = exports.new_record("picture", target, [layer])
    if grade < exports.STRICT_FROM:
        with exports.exporting(record):
            target.write_bytes(b"new")
        assert target.read_bytes() == b"new"
        return
    with pytest.raises(OutputError) as told, exports.exporting(record):
        target.write_bytes(b"new")
    assert told.value.key == "export_unrecorded"
    assert target.read_bytes() == b"old"


def test_serials_differ_and_tell_the_moment():
    a, b = exports.new_record("card"), exports.new_record("card")
    assert a.serial != b.serial
    assert a.serial[:8] == a.time[:10].replace("-", "")
    assert exports.new_record("card", serial="S1").serial == "S1"


def test_the_command_lists_the_latest_first(tmp_path, capsys):
    from onemap.app.cli import main

    for name in ("a.png", "b.png"):
        with exports.exporting(exports.new_record("picture", tmp_path / name, [_person()])):
            (tmp_path / name).write_bytes(b"x")
    exports.note(msgspec.structs.replace(exports.new_record("shown", layers=[_person()]), unmasked=True))
    assert main(["exports", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["file"][-5:] for one in told["exports"]] == ["", "b.png", "a.png"]
    assert told["exports"][1]["layers"] == [{"id": "person", "title": "人员", "grade": 3}]
    assert main(["exports", "--limit", "1"]) == 0
    assert "Shown in full" in capsys.readouterr().out


def test_files_are_compared_with_what_was_written(tmp_path, capsys):
    from onemap.app.cli import main

    for name in ("same", "grown", "changed", "gone"):
        with exports.exporting(exports.new_record("picture", tmp_path / name, [_person()])):
            (tmp_path / name).write_bytes(b"x")
    exports.note(exports.new_record("read", layers=[_person()]))
    (tmp_path / "grown").write_bytes(b"xx")
    (tmp_path / "changed").write_bytes(b"y")
    (tmp_path / "gone").unlink()
    assert [exports.found(one) for one in exports.read().records] == ["same", "changed", "changed", "gone", "none"]
    assert main(["exports", "--verify", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)["exports"]
    assert [one["found"] for one in told] == ["none", "gone", "changed", "changed", "same"]
    assert main(["exports", "--verify", "--find", "same"]) == 0
    assert "Unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "names"),
    [("", "ab"), ("A.PNG", "a"), ("人员 l3", "b"), ("picture", "a"), ("图片", "a"), ("nothing", "")],
)
def test_the_record_is_searched_by_words(text, names):
    records = [exports.new_record("picture", "/a.png"), exports.new_record("table", "/b.csv", [_person()])]
    assert "".join(Path(one.file).stem for one in exports.matching(records, text)) == names
