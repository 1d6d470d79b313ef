from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from onemap.api import Map
from onemap.errors import RequestError
from onemap.model.extent import Extent
from onemap.model.view import View
from onemap.render.furniture import Sheet
from onemap.ui.export_choice import extent_at_scale, pixels, written_extent
from onemap.ui.export_dialog import ExportDialog
from onemap.ui.qt_runner import QtRunner
from tests.ui.sample_session import CLASSED, session, squares

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from onemap.session.session import Session


@pytest.fixture
def city() -> Session:
    made = session(("p", ""), style=CLASSED)
    made.add(made.entries[0].definition, squares())
    made.title = "示范市"
    return made


@pytest.fixture
def dialog(city: Session, qtbot: QtBot, tmp_path: Path) -> Iterator[ExportDialog]:
    made = ExportDialog(city, View(40.0, 20.0, 0.5, 320, 200), "light")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made._path.setText(str(tmp_path / "map.png"))
    made.show()
    yield made
    made.close()


def write(qtbot: QtBot, dialog: ExportDialog) -> None:
    qtbot.mouseClick(dialog._write, Qt.MouseButton.LeftButton)


def test_the_picture_of_the_dialog_is_that_of_the_command_line_byte_for_byte(
    dialog: ExportDialog, city: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog._sheet._scalebar.setChecked(True)
    dialog._extent._what.setCurrentIndex(dialog._extent._what.findData("numbers"))
    dialog._extent._numbers.setText("0,0,80,50")
    write(qtbot, dialog)
    sheet = Sheet(title="示范市", scalebar=True)
    Map(session=city).export(tmp_path / "cli.png", size=(320, 200), extent=(0, 0, 80, 50), sheet=sheet)
    assert (tmp_path / "map.png").read_bytes() == (tmp_path / "cli.png").read_bytes()
    assert (tmp_path / "map.pgw").read_bytes() == (tmp_path / "cli.pgw").read_bytes()
    assert str(tmp_path / "map.png") in dialog._told.text()


def test_the_current_view_is_met_exactly(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    write(qtbot, dialog)
    numbers = [float(line) for line in (tmp_path / "map.pgw").read_text().split()]
    assert numbers == pytest.approx([0.5, 0, 0, -0.5, -40 + 0.25, 70 - 0.25])


def test_the_view_of_the_window_stays_as_it_is(dialog: ExportDialog, city: Session, qtbot: QtBot) -> None:
    before = city.views.current
    write(qtbot, dialog)
    assert city.views.current == before


def test_a_preview_is_drawn_with_the_shape_of_the_picture(dialog: ExportDialog) -> None:
    image = dialog._preview._image
    assert (image.width(), image.height()) == (320, 200)


def test_paper_gives_pixels_by_its_resolution(dialog: ExportDialog) -> None:
    size = dialog._size
    size._unit.setCurrentIndex(size._unit.findData("A4 wide"))
    size._unit.activated.emit(size._unit.currentIndex())
    assert (size.pixels, size.dpi) == ((3508, 2480), 300.0)
    size._dpi.setValue(150)
    assert size.pixels == (1754, 1240)
    size._width.setValue(200)
    assert size._unit.currentData() == "mm"


@pytest.mark.parametrize(
    ("fill", "words"),
    [
        pytest.param(lambda d: d._extent._numbers.setText("5,5,1,1"), "5,5,1,1", id="an extent without area"),
        pytest.param(lambda d: d._extent._numbers.setText("here"), "here", id="no numbers"),
        pytest.param(lambda d: d._path.setText("/nowhere/at/all/map.png"), "map.png", id="a folder that is not there"),
        pytest.param(lambda d: d._path.setText(d._path.text() + ".xyz"), ".xyz", id="an unknown format"),
    ],
)
def test_what_cannot_be_written_is_told_in_the_dialog(
    dialog: ExportDialog, qtbot: QtBot, fill: object, words: str
) -> None:
    dialog._extent._what.setCurrentIndex(dialog._extent._what.findData("numbers"))
    fill(dialog)
    write(qtbot, dialog)
    assert words in dialog._told.text()
    assert dialog._told.property("role") == "bad"


def test_a_format_button_changes_the_suffix(dialog: ExportDialog, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(dialog._format_buttons[".pdf"], Qt.MouseButton.LeftButton)
    assert dialog.path == tmp_path / "map.pdf"
    write(qtbot, dialog)
    assert dialog.path.read_bytes().startswith(b"%PDF")


def test_a_file_that_will_be_replaced_is_told(dialog: ExportDialog, tmp_path: Path) -> None:
    (tmp_path / "old.png").write_bytes(b"x")
    dialog._path.setText(str(tmp_path / "old.png"))
    assert "replaced" in dialog._beside.text()


def test_an_export_in_a_thread_is_stopped_by_the_button(
    city: Session, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.runner = QtRunner()
    began = threading.Event()

    def slow(self: object, job: object) -> None:
        began.set()
        while not job.cancelled():
            threading.Event().wait(0.005)
        from onemap.errors import CancelledError

        raise CancelledError

    monkeypatch.setattr("onemap.ui.export_choice.Order.write", slow)
    dialog = ExportDialog(city, View(40.0, 20.0, 0.5, 320, 200), "light")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog._path.setText(str(tmp_path / "map.png"))
    dialog.show()
    write(qtbot, dialog)
    assert began.wait(5)
    assert dialog._bar.isVisible()
    write(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog._job is None, timeout=5000)
    assert dialog._told.property("role") == "muted"
    qtbot.waitUntil(lambda: dialog._drawing is None, timeout=5000)
    city.close()


def test_a_scale_says_what_a_sheet_shows() -> None:
    view = View(100.0, 50.0, 1.0, 10, 10)
    assert extent_at_scale(view, (200.0, 100.0), 1000, 1.0) == Extent(0.0, 0.0, 200.0, 100.0)


def test_pixels_of_paper_are_rounded() -> None:
    assert (pixels(210, 300), pixels(297, 300), pixels(0.001, 1)) == (2480, 3508, 1)


def test_written_extents_take_chinese_commas() -> None:
    assert written_extent("1，2，3，4") == Extent(1, 2, 3, 4)
    with pytest.raises(RequestError):
        written_extent("1,2,3")
