"""Statistics in the window: chosen, parted, narrowed; every number leads to its rows and is explained; files."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

import onemap
from onemap.session import statistics
from onemap.session.charting import Choice
from onemap.ui import language
from onemap.ui.chart_mount import ChartMount
from onemap.ui.explain_dialog import ExplainDialog
from onemap.ui.number_mount import NumberMount
from onemap.ui.statistics_mount import StatisticsMount
from onemap.ui.table_mount import TableMount
from tests.session.test_charting import run
from tests.session.test_statistics import classed


@pytest.fixture
def mount(make_window, qtbot):
    window = make_window(classed(3))
    made = window.mounted(StatisticsMount)
    made.show("lamp")
    qtbot.waitUntil(lambda: made.asking.answer is not None)
    return made


def text(mount, line, column):
    model = mount.panel.model
    return model.data(model.index(line, column))


def explained(window):
    """The explanation that is open, closed again."""
    dialog = next(one for one in window.findChildren(ExplainDialog) if one.isVisible())
    said = dialog.text.toPlainText()
    dialog.close()
    return said


def test_it_opens_with_numbers_and_its_key(mount):
    panel = mount.panel
    assert mount._window.actions_["statistics"].isChecked()
    assert mount.asking.choice.of == "value"
    assert panel.model.rowCount() == 1
    assert text(mount, 0, 0) == "All rows"
    assert text(mount, 0, 1) == "300"
    assert panel.note.text() == "300 rows"
    mount._window.actions_["statistics"].trigger()
    assert not mount._window.desk.showing(panel)


def test_rows_are_parted_by_everything_that_there_is(mount):
    panel = mount.panel
    kinds = [panel.kind.itemData(at) for at in range(panel.kind.count())]
    assert kinds == [None, "classes", "values", "spans", "time", "hours", "weekdays", "months", "cells"]
    for at, kind in enumerate(kinds):
        panel.kind.setCurrentIndex(at)
        panel._choose_kind()
        assert (panel.model.rowCount() > 1) == (kind is not None)
        assert panel.by.isVisibleTo(panel) == (kind not in (None, "classes"))
    panel.column.setCurrentIndex(panel.column.findData("kind"))
    panel._choose()
    assert panel.model.columnCount() == 1 + len(statistics.COUNTS)


def test_a_line_selects_its_rows_and_shows_them_in_the_table(mount, qtbot):
    mount.asking.choose(Choice("values", "kind", "value"))
    mount.panel.line_opened.emit(1)
    rows = mount._session.selection.of("lamp")
    assert f"{len(rows):,}" == text(mount, 1, 1)
    mount._session.select({})
    mount.menu(2, 0).actions()[1].trigger()
    table = mount._window.mounted(TableMount)
    qtbot.waitUntil(lambda: table.panel.model.sheet is not None)
    assert f"{table.panel.model.rowCount():,}" == text(mount, 2, 1)


def test_a_number_is_explained_and_leads_to_its_rows(mount, qtbot):
    mount.asking.choose(Choice("values", "kind", "value"))
    mount.panel.table.setCurrentIndex(mount.panel.model.index(1, 1 + mount.asking.answer.stats.index("median")))
    mount.panel.explain.click()
    dialog = mount._window.findChild(ExplainDialog)
    said = dialog.text.toPlainText()
    lines = said.partition("# Python\n")[2].strip().splitlines()
    value = mount.asking.answer.values[1, mount.asking.answer.stats.index("median")]
    assert run(lines, onemap.Map(session=classed(3))) == value
    dialog.copy_python.click()
    assert QGuiApplication.clipboard().text().strip().splitlines() == lines
    dialog.light.click()
    assert len(mount._session.selection.of("lamp")) == mount.asking.answer.values[1, 0]
    dialog.table.click()
    assert mount._window.desk.showing(mount._window.mounted(TableMount).panel)
    dialog.close()


def test_it_follows_the_filter_the_selection_and_the_view(mount, qtbot):
    mount._session.set_filter("lamp", "rank = 1")
    qtbot.waitUntil(lambda: mount.asking.answer.rows < 300)
    mount.panel.scope.buttons["selected"].click()
    assert text(mount, 0, 1) == "0"
    mount._session.set_filter("lamp", "")
    mount._session.selection.put({"lamp": np.arange(10)})
    qtbot.waitUntil(lambda: text(mount, 0, 1) == "10")
    mount.panel.scope.buttons["view"].click()
    mount._window.zoom_to_layers(["lamp"])
    seen = 300 - mount._session.entry("lamp").ready.counts[1]
    qtbot.waitUntil(lambda: text(mount, 0, 1) == f"{seen}")  # a class is not shown


def test_counts_of_the_layer_tree_are_explained(mount):
    window = mount._window
    numbers = window.mounted(NumberMount)
    numbers.explain_count("lamp", 1)
    said = explained(window)
    assert "树、it's" in said
    assert (
        run(said.partition("# Python\n")[2].strip().splitlines(), onemap.Map(session=classed(3)))
        == (mount._session.entry("lamp").ready.counts[1])
    )
    numbers.explain_count("lamp", -1)
    assert "Number: 300" in explained(window)


def test_the_table_is_copied_and_written(mount, tmp_path):
    mount.panel.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("All rows\t300\t")
    mount.write(tmp_path / "numbers.csv")
    assert (tmp_path / "numbers.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("All rows,300,")
    mount.write(tmp_path / "numbers.doc")
    assert ".doc" in mount._window.message.text.text()


def test_no_layer_is_told_and_a_cell_is_read_aloud(mount, qtbot):
    model = mount.panel.model
    said = model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "All rows, Rows: 300"
    mount._session.remove(["grid", "lamp"])
    qtbot.waitUntil(lambda: mount.panel.empty.text().startswith("No layer is open"))


def test_it_speaks_chinese(mount):
    language.use("zh")
    try:
        assert mount.panel.kind.currentText() == "不分组"
        assert text(mount, 0, 0) == "全部行"
        assert mount.panel.note.text() == "300 行"
    finally:
        language.use("en")


def test_an_item_of_a_chart_has_a_menu_and_its_number_is_explained(mount, qtbot):
    window = mount._window
    charts = window.mounted(ChartMount)
    charts.show("lamp")
    qtbot.waitUntil(lambda: charts.asking.answer is not None)
    charts.asking.choose(Choice("values", "kind", split="rank"))
    assert charts.asking.answer.series
    menu = charts.menu(1, 0)
    titles = [one.text() for one in menu.actions() if one.text()]
    assert titles[0] == "Select its rows"
    for series in (1, -1):
        charts.explain_number(series, 0)
        said = explained(window)
        shown = charts.asking.answer.chart
        wanted = shown.series[1].values[0] if series == 1 else sum(one.values[0] for one in shown.series)
        assert run(said.partition("# Python\n")[2].strip().splitlines(), onemap.Map(session=classed(3))) == wanted
    charts.select_part(1, 0)
    assert len(window.session.selection.of("lamp")) == shown.series[1].values[0]
    charts.show_in_table(-1, 0)
    assert window.desk.showing(window.mounted(TableMount).panel)
