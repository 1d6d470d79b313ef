"""Dictionaries: what the editions hold, what the mapping says, and a city's own additions."""

import pytest

from onemap.city import dictionaries
from onemap.errors import DefinitionError
from onemap.io import files

NEW, OLD, OLDEST = dictionaries.COMPONENT_2026, dictionaries.COMPONENT_2013, dictionaries.COMPONENT_2007
LOCAL = """
standard_ref = "Example city"
extends = "GB/T 47678.5-2026"
kind = "component"
certainty = "certain"
source = "the city"
minor_digits = 3
[codes]
"01999" = "智慧灯箱"
"01037" = "路灯（含庭院灯）"
"""


@pytest.mark.parametrize(
    ("kind", "ref", "count"),
    [("component", NEW, 153), ("matter", NEW, 250), ("component", OLDEST, 84), ("matter", OLD, 96)],
)
def test_editions_hold_their_classes(kind, ref, count):
    assert len(dictionaries.shelf().known(kind, ref)) == count


@pytest.mark.parametrize("book", dictionaries.shelf().dictionaries, ids=lambda book: f"{book.kind} {book.standard_ref}")
def test_every_class_has_a_major_and_the_right_length(book):
    for code in book.codes:
        assert len(code) == 2 + book.minor_digits
        assert code.isdigit()
        assert code[:2] in book.majors
    assert book.source
    assert book.standard_ref


def test_components_and_their_matters_share_digits_not_names():
    shelf = dictionaries.shelf()
    assert shelf.meaning("component", "01001", NEW).name == "供水井盖"
    assert shelf.meaning("matter", "01001", NEW).name == "供水井盖异常"


def test_confirmed_events_of_2013_agree_with_the_mapping():
    shelf = dictionaries.shelf()
    book = next(b for b in shelf.dictionaries if b.standard_ref == OLD and b.kind == "matter")
    same = {code: (name, shelf.to_2026("matter", code)) for code, name in book.codes.items()}
    assert sum(found is not None and found.name == name for name, found in same.values()) == 12
    assert all(found is None or found.certainty == "inferred" for _, found in same.values())
    assert same["0606"][1] is None


@pytest.fixture
def own_folder(tmp_path):
    folder = tmp_path / "codes"
    folder.mkdir()
    return folder


def test_a_city_adds_and_renames_classes(own_folder):
    (own_folder / "city.toml").write_text(LOCAL, encoding="utf-8")
    shelf = dictionaries.Shelf((files.resource("codes"), own_folder))
    added, renamed = (shelf.meaning("component", code, NEW) for code in ("01999", "01037"))
    assert (added.name, added.local, added.major) == ("智慧灯箱", True, "市政公用设施")
    assert renamed.name == "路灯（含庭院灯）"
    assert not shelf.meaning("component", "01001", NEW).local
    assert len(shelf.known("component", NEW)) == 154


def test_the_users_folder_is_found(own_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("ONEMAP_STATE_DIR", str(tmp_path))
    assert dictionaries.folders()[-1] == own_folder


def test_a_wrong_file_is_told(own_folder):
    (own_folder / "city.toml").write_text('kind = "lamp"', encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"city\.toml"):
        dictionaries.Shelf((files.resource("codes"), own_folder))
