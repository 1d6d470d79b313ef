"""A chart in a widget: clicked, opened by keys, brushed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from onemap.model.chart import Chart, Series, floats
from onemap.ui.chart_view import ChartView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot):
    made = ChartView(brushable=True)
    qtbot.addWidget(made)
    made.resize(400, 240)
    made.show_chart(Chart("columns", (Series(floats([4, 2, 3, 1])),), ("a", "b", "c", "d"), title="four"))
    made.show()
    return made


def at(view, value, y=150):
    return QPoint(round(view.laid_out().along(value)), y)


def test_a_click_tells_the_column(view, qtbot):
    with qtbot.waitSignal(view.bar_clicked) as told:
        qtbot.mouseClick(view, LEFT, pos=at(view, 2.5))
    assert told.args == [2]


def test_arrows_and_enter_open_a_column(view, qtbot):
    with qtbot.waitSignal(view.bar_opened) as told:
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Return):
            qtbot.keyClick(view, key)
    assert told.args == [3]
    assert "d" in view.accessibleDescription()


def test_a_drag_brushes_and_a_click_clears(view, qtbot):
    with qtbot.waitSignal(view.brushed) as told:
        qtbot.mousePress(view, LEFT, pos=at(view, 3.0))
        qtbot.mouseMove(view, at(view, 2.0))
        qtbot.mouseMove(view, at(view, 1.0))
        qtbot.mouseRelease(view, LEFT, pos=at(view, 1.0))
    assert told.args == pytest.approx([1.0, 3.0], abs=0.02)
    view.show_chart(replace(view.chart, brushed=(1.0, 3.0)))
    with qtbot.waitSignal(view.brush_cleared):
        qtbot.mouseClick(view, LEFT, pos=at(view, 0.2))


def test_it_shows_nothing_when_there_is_nothing(view):
    view.show_chart(None)
    assert view.laid_out() is None
    assert not view.grab().isNull()
