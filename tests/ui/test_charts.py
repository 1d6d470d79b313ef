"""Charts in the window: chosen, brushed to filter the map, clicked to select, explained, written."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from onemap.session.charting import Choice
from onemap.ui import language
from onemap.ui.chart_mount import ChartMount
from tests.session.test_charting import session


@pytest.fixture
def mount(make_window, qtbot):
    window = make_window(session(3))
    made = window.mounted(ChartMount)
    made.show("lamp")
    qtbot.waitUntil(lambda: made.asking.answer is not None)
    return made


def choose(mount, kind, by):
    mount.asking.choose(Choice(kind, by))


def test_it_opens_with_a_chart_and_its_key(mount):
    panel = mount.panel
    assert mount._window.actions_["charts"].isChecked()
    assert panel.view.chart is not None
    assert panel.note.text().startswith("300 rows")
    mount._window.actions_["charts"].trigger()
    assert not mount._window.desk.showing(panel)


def test_every_kind_is_chosen_by_hand(mount):
    panel = mount.panel
    kinds = [panel.kind.itemData(at) for at in range(panel.kind.count())]
    assert kinds == ["values", "spans", "time", "line", "hours", "weekdays", "months", "cells", "scatter"]
    for at, kind in enumerate(kinds):
        panel.kind.setCurrentIndex(at)
        panel._choose_kind()
        assert mount.asking.choice.kind == kind
        assert panel.view.chart is not None
    panel.kind.setCurrentIndex(0)
    panel._choose_kind()
    panel.how.setCurrentIndex(1)
    panel._choose()
    assert (mount.asking.choice.how, mount.asking.choice.of) == ("sum", "value")


def test_a_click_selects_the_rows(mount):
    choose(mount, "values", "kind")
    mount.panel.view.part_clicked.emit(0, 0)
    rows = mount._session.selection.of("lamp")
    assert len(rows) == mount.panel.view.chart.series[0].values[0]


def test_a_brush_filters_the_map_and_the_chart_keeps_its_bars(mount, qtbot):
    session_, panel = mount._session, mount.panel
    session_.set_filter("lamp", "rank < 4")
    choose(mount, "spans", "value")
    bars = panel.view.chart.series[0].values.tolist()
    edges = panel.view.chart.edges
    panel.view.brushed.emit(float(edges[10]) + 0.001, float(edges[20]) - 0.001)
    qtbot.waitUntil(lambda: panel.view.chart.brushed is not None)
    said = session_.entry("lamp").definition.filter
    assert said.startswith("(rank < 4) AND (")
    assert panel.view.chart.brushed == (edges[10], edges[20])
    assert panel.view.chart.series[0].values.tolist() == bars
    kept = session_.entry("lamp").ready.kept
    assert np.count_nonzero(kept) == sum(bars[10:20])
    assert panel.clear.isVisibleTo(panel)
    panel.view.brushed.emit(float(edges[0]), float(edges[5]) - 0.001)
    assert session_.entry("lamp").definition.filter.count("rank < 4") == 1, "a new brush takes the place of the old"
    panel.clear.click()
    assert session_.entry("lamp").definition.filter == "rank < 4"
    qtbot.waitUntil(lambda: panel.view.chart.brushed is None)


def test_a_line_is_brushed_as_its_columns_are(mount, qtbot):
    choose(mount, "line", "at")
    chart = mount.panel.view.chart
    assert chart.kind == "line"
    mount.panel.view.brushed.emit(float(chart.edges[2]) + 1, float(chart.edges[4]) - 1)
    qtbot.waitUntil(lambda: mount.panel.view.chart.brushed is not None)
    assert np.count_nonzero(mount._session.entry("lamp").ready.kept) == chart.series[0].values[2:4].sum()
    assert mount.panel.view.chart.series[0].values.tolist() == chart.series[0].values.tolist()


def test_a_rectangle_over_a_scatter_selects_its_rows(mount, qtbot):
    mount.asking.choose(Choice("scatter", "value", "rank"))
    view = mount.panel.view
    layout, left = view.laid_out(), Qt.MouseButton.LeftButton
    x, y, wide, high = layout.plot
    low, high_end = QPoint(round(x), round(y + high)), QPoint(round(x + wide / 2), round(y))
    qtbot.mousePress(view, left, pos=low)
    qtbot.mouseMove(view, QPoint(round(x + 40), round(y + 20)))
    qtbot.mouseMove(view, high_end)
    qtbot.mouseRelease(view, left, pos=high_end)
    values = mount._session.entry("lamp").ready.data.table["value"].to_numpy()
    until = layout.value_at(high_end.x(), 0)
    assert mount._session.selection.of("lamp").tolist() == np.flatnonzero(values <= until).tolist()
    assert mount._session.entry("lamp").definition.filter == ""


def test_undo_takes_a_brush_back(mount, qtbot):
    choose(mount, "values", "kind")
    mount.panel.view.bar_opened.emit(1)
    assert mount._session.entry("lamp").definition.filter.startswith("kind IN (")
    assert mount.asking.brush is not None
    mount._session.undo()
    qtbot.waitUntil(lambda: mount.asking.brush is None)
    assert mount._session.entry("lamp").definition.filter == ""


def test_what_no_filter_can_say_is_selected(mount):
    choose(mount, "cells", "grid")
    mount.panel.view.brushed.emit(0.1, 0.9)
    assert mount._session.entry("lamp").definition.filter == ""
    assert len(mount._session.selection.of("lamp")) > 0


def test_it_follows_the_view_and_the_selection(mount, qtbot):
    panel = mount.panel
    panel.scope.buttons["selected"].click()
    assert panel.pages.currentIndex() == 0
    assert panel.empty.text().startswith("No row to show")
    mount._session.selection.put({"lamp": np.arange(10)})
    qtbot.waitUntil(lambda: panel.pages.currentIndex() == 1)
    assert panel.note.text().startswith("10 rows")
    panel.scope.buttons["view"].click()
    mount._window.zoom_to_layers(["lamp"])
    qtbot.waitUntil(lambda: panel.note.text().startswith("300 rows"))


def test_it_is_explained(mount):
    dialog = mount.explain()
    copy = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Copy")
    copy.click()
    assert "m.layer('lamp').numbers(" in QGuiApplication.clipboard().text()
    dialog.close()


@pytest.mark.parametrize("suffix", [".svg", ".png", ".csv"])
def test_it_is_written(mount, tmp_path, suffix):
    mount.write(tmp_path / f"chart{suffix}")
    assert (tmp_path / f"chart{suffix}").stat().st_size > 30
    mount.write(tmp_path / "chart.doc")
    assert ".doc" in mount._window.message.text.text()


def test_no_layer_is_told(mount, qtbot):
    mount._session.remove(["grid", "lamp"])
    qtbot.waitUntil(lambda: mount.panel.empty.text().startswith("No layer is open"))


def test_it_speaks_chinese(mount):
    language.use("zh")
    try:
        assert mount.panel.kind.currentText() == "按值"
        assert mount.panel.note.text().startswith("300 行")
    finally:
        language.use("en")
