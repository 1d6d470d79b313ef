"""Packs in the window: made from the dialog, opened from a drop, refused when damaged."""

from pathlib import Path

import pytest

from onemap.api.packing import verify
from onemap.ui.pack_dialog import PackDialog
from onemap.ui.pack_mount import PackMount
from tests.session.cities import X0, Y0
from tests.ui.desk import city

WEST, EAST = "990101001001002", "990101001001001"


@pytest.fixture
def dialog(qtbot, english):
    made = PackDialog(city(), at=(X0 + 150, Y0 + 50))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def pack(dialog, tmp_path):
    path = tmp_path / "east.onemappack"
    dialog.path.setText(str(path))
    dialog.write.click()
    return path


def test_the_cell_of_the_place_is_offered(dialog):
    assert dialog.code == EAST
    assert dialog.area.currentText() == f"Unit grid  {EAST}"
    assert Path(dialog.path.text()).name == f"{EAST}.onemappack"


def test_it_packs_and_says_what_is_in_it(dialog, pack):
    assert not verify(pack).faults
    assert verify(pack).manifest.area.code == EAST
    assert EAST in dialog.listed.toPlainText()
    assert pack.name in dialog.told.text()
    assert dialog.write.text() == "Pack"


def test_a_typed_code_names_the_file_until_it_is_named_by_hand(dialog, tmp_path):
    dialog.area.setEditText(WEST)
    assert Path(dialog.path.text()).name == f"{WEST}.onemappack"
    dialog.path.setText(str(tmp_path / "mine.onemappack"))
    dialog.area.setEditText(EAST)
    assert dialog.code == EAST
    assert dialog.path.text() == str(tmp_path / "mine.onemappack")


@pytest.mark.parametrize(
    ("code", "name", "word"),
    [("99", "a.onemappack", "99"), (EAST, "a.zip", ".onemappack"), (EAST, "no/a.onemappack", "no")],
    ids=["no such area", "another ending", "no such folder"],
)
def test_what_cannot_be_packed_is_told(dialog, tmp_path, code, name, word):
    dialog.area.setEditText(code)
    dialog.path.setText(str(tmp_path / name))
    dialog.write.click()
    assert word in dialog.told.text()
    assert dialog.told.property("role") == "bad"
    assert dialog.write.isEnabled()


def test_the_chosen_grade_is_the_receivers(dialog, tmp_path):
    dialog.grade.setCurrentIndex(0)
    dialog.path.setText(str(tmp_path / "a.onemappack"))
    dialog.write.click()
    assert verify(tmp_path / "a.onemappack").manifest.receiver_grade == 1


def test_a_pack_is_opened_like_any_file(make_window, pack):
    window = make_window(city())
    window.session.dirty = False
    window.files.open_paths([pack])
    assert {entry.id for entry in window.session.entries} == {"grid", "lamp"}
    assert window.session.path is None
    assert pack.name in window.message.text.text()
    assert str(pack) in window.memory.recent


def test_a_damaged_pack_leaves_the_map_as_it_was(make_window, pack):
    window = make_window(city())
    before = list(window.session.entries)
    pack.write_bytes(pack.read_bytes()[:-200])
    window.files.open_paths([pack])
    assert window.session.entries == before
    assert pack.name in window.message.text.text()


def test_the_command_offers_the_cell_of_the_card_on_top(make_window):
    window = make_window(city())
    window.cards.show_code(WEST)
    dialog = window.mounted(PackMount).ask()
    assert dialog.code == WEST
    dialog.reject()


def test_without_a_map_there_is_nothing_to_pack(make_window):
    from onemap.session.session import Session

    assert not make_window(Session()).actions_["pack"].isEnabled()
