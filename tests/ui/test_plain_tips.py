"""Tips that hold data say exactly what the data says."""

import msgspec
import pytest
from PySide6.QtGui import Qt, QTextDocument

from onemap.errors import OneMapError
from onemap.session.session import Session
from onemap.ui.allow_dialog import AllowDialog
from onemap.ui.filter_chips import Chip
from onemap.ui.history_panel import HistoryPanel
from onemap.ui.missing_dialog import MissingDialog
from onemap.ui.plain_tips import plain_tip
from tests.session.cities import definition, lamps

PICTURE = "<img src='file:///tmp/x.png'>"


@pytest.mark.parametrize(
    "text",
    [
        "路灯 & 井盖",
        "a < b",
        PICTURE,
        f"x {PICTURE}",
        "<b>1</b>\n<a href='x'>2</a>",
        "&lt;b&gt;",
        "<!DOCTYPE html>",
        "",
    ],
)
def test_a_tip_says_exactly_its_text(text):
    tip = plain_tip(text)
    if not Qt.mightBeRichText(tip):
        assert tip == text
        return
    document = QTextDocument()
    document.setHtml(tip)
    assert document.toPlainText().replace("\u2028", "\n") == text
    assert "<img" not in tip


def test_nothing_has_no_tip():
    assert plain_tip(None) == ""


def test_the_tips_of_hostile_names_hold_no_markup(qtbot):
    session = Session()
    session.add(definition("lamps", title=PICTURE), lamps())
    session.set_filter("lamps", f"code <> '{PICTURE}'".replace("'file:///tmp/x.png'", "x"))
    chip, steps = Chip(None), HistoryPanel(session, None)
    dialog, missing = AllowDialog([PICTURE]), MissingDialog(lost(session), "")
    for widget in (chip, steps, dialog, missing):
        qtbot.addWidget(widget)
    chip.show_layer(session.entry("lamps"))
    steps.show()
    tips = [chip.label.toolTip(), dialog.list.item(0).toolTip(), missing.list.topLevelItem(0).toolTip(1)]
    tips += [steps.list.item(row).toolTip() for row in range(steps.list.count())]
    assert len(tips) > 4
    assert all("img" in tip for tip in tips[:3])
    assert not any("<img" in tip for tip in tips)


def lost(session):
    """The session, its layer's file gone."""
    entry = session.entry("lamps")
    source = msgspec.structs.replace(entry.definition.source, path=PICTURE)
    entry.definition = msgspec.structs.replace(entry.definition, source=source)
    entry.error = OneMapError("file_missing", path=PICTURE)
    return session
