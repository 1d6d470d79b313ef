import pytest
from PySide6.QtCore import Qt

from onemap.ui.scale_box import ScaleBox, parse, shown


@pytest.mark.parametrize(
    ("text", "value"),
    [("1:4,000", 4000), ("4000", 4000), ("1：2500", 2500), ("4k", 4000), ("2万", 20000),
     ("1/500", 500), ("1:1.5k", 1500),
     ("", None), ("abc", None), ("0", None), ("1:-5", None), ("1e400", None)],
)  # fmt: skip
def test_what_people_type_is_understood(text, value):
    assert parse(text) == value


@pytest.mark.parametrize(
    ("value", "text"), [(4000.4, "1:4,000"), (19999.6, "1:20,000"), (123456.0, "1:123,460"), (0.5, "1:0.5")]
)
def test_the_scale_is_written_with_separators(value, text):
    assert shown(value) == text


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_enter_asks_for_the_scale_and_nonsense_puts_the_old_one_back(qtbot, english):
    box, asked = ScaleBox(), []
    qtbot.addWidget(box)
    box.scale_requested.connect(asked.append)
    box.show_scale(4000)
    box.selectAll()
    qtbot.keyClicks(box, "1:2500")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked == [2500]
    box.selectAll()
    qtbot.keyClicks(box, "much")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert asked == [2500]
    assert box.text() == "1:4,000"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_click_marks_all_text_and_lists_the_usual_scales(qtbot, english):
    box = ScaleBox()
    qtbot.addWidget(box)
    box.show_scale(3357)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    box.clearFocus()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.selectedText() == "1:3,357"
    assert box.completer().popup().isVisible()
    box.completer().popup().hide()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.completer().popup().isVisible()
    box.completer().popup().hide()
