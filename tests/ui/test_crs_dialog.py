from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from onemap.ui.about_dialog import AboutDialog
from onemap.ui.crs_catalogue import catalogue, matching
from onemap.ui.crs_dialog import CrsDialog, CrsModel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def dialog(qtbot: QtBot) -> CrsDialog:
    made = CrsDialog(None, ["EPSG:4548", "EPSG:4547"], "EPSG:4490")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._model.rowCount() > 1000, timeout=10_000)
    return made


def codes(dialog: CrsDialog, count: int) -> list[str]:
    return [dialog._model.line(dialog._model.index(row)).code for row in range(count)]


def test_proposals_come_first_with_their_reason_then_what_is_in_use(dialog: CrsDialog) -> None:
    assert codes(dialog, 3) == ["EPSG:4548", "EPSG:4547", "EPSG:4490"]
    assert dialog._model.line(dialog._model.index(0)).note == "Fits the coordinates of the data"
    assert dialog._model.line(dialog._model.index(2)).note == "In use now"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CGCS2000 105", "EPSG:4544"),
        ("4544", "EPSG:4544"),
        ("pseudo-mercator", "EPSG:3857"),
        ("utm 48n wgs", "EPSG:32648"),
    ],
)
def test_searching_finds_by_name_and_code(dialog: CrsDialog, qtbot: QtBot, text: str, code: str) -> None:
    qtbot.keyClicks(dialog._search, text)
    assert codes(dialog, 1) == [code]
    qtbot.keyClick(dialog._search, Qt.Key.Key_Return)
    assert dialog.chosen == code


def test_arrows_move_in_the_list_while_writing(dialog: CrsDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog._search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog._search, Qt.Key.Key_Return)
    assert dialog.chosen == "EPSG:4547"


def test_nothing_found_cannot_be_chosen(dialog: CrsDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog._search, "no such thing")
    assert not dialog._ok.isEnabled()
    dialog.accept()
    assert dialog.chosen is None


def test_the_list_is_a_proper_model(qtmodeltester: object, qapp: object) -> None:
    model = CrsModel(catalogue("en")[:20])
    qtmodeltester.check(model)


def test_the_register_begins_with_china_by_meridian() -> None:
    lines = catalogue("zh")
    assert [line.code for line in lines[:3]] == ["EPSG:4490", "EPSG:4534", "EPSG:4535"]
    assert lines[1].title == "CGCS2000 / 3° 带 中央经线 75°E"
    assert "EPSG:4326" in [line.code for line in matching(lines, "WGS 84 经纬度")]
    assert len({line.code for line in lines}) == len(lines)


def test_the_versions_are_copied(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.copy()
    assert "numpy: " in QGuiApplication.clipboard().text()
