"""The panel of indicators: what is chosen is counted, what is clicked is shown on the map."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

import onemap
from onemap.io.files import sample_dir
from onemap.ui.indicator_models import NAME, VALUE, GroupModel, IndicatorModel
from onemap.ui.indicator_mount import IndicatorMount, rows_behind
from tests.ui.desk import city

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
_Role = Qt.ItemDataRole


@pytest.fixture(scope="module")
def june():
    return onemap.open(CITY).indicators("street", "2026-06")


@pytest.fixture
def mount(make_window, qtbot):
    window = make_window(onemap.open(CITY).session)
    made = window.mounted(IndicatorMount)
    window.actions_["indicators"].trigger()
    qtbot.waitUntil(lambda: made.panel.answer is not None)
    return made


def answered(qtbot, panel, **parts):
    """Choose, and wait for the answer to it."""
    before = panel.answer
    panel.bar.choose(**parts)
    qtbot.waitUntil(lambda: panel.answer is not before and panel.answer.table.request.by == panel.bar.choice.by)
    return panel.answer


def test_a_map_without_cases_says_so(make_window, qtbot):
    window = make_window(city())
    panel = window.mounted(IndicatorMount).panel
    window.actions_["indicators"].trigger()
    qtbot.waitUntil(lambda: "no layer of cases" in panel.empty.text())
    assert panel.pages.currentIndex() == 0
    assert not panel.map.isEnabled()


def test_it_opens_on_the_month_of_the_moment(mount):
    panel = mount.panel
    assert panel.bar.named.text() == "June 2026"
    assert panel.answer.table.request.by == "street"
    assert panel.chart.chart.title.startswith("Reported")
    assert mount._window.actions_["indicators"].isChecked()


def test_choices_are_counted(mount, qtbot):
    panel = mount.panel
    panel.bar.before.click()
    qtbot.waitUntil(lambda: panel.answer.table.request.period.key == "2026-05")
    assert answered(qtbot, panel, by="department").table.groups.by == "department"
    assert not panel.map.isEnabled(), "departments have no place"
    panel.bar.kind.setCurrentIndex(1)
    panel.bar.kind.activated.emit(1)
    qtbot.waitUntil(lambda: panel.answer.table.request.period.key == "2026Q2")
    whole = panel.answer.table.total("reported")
    panel.bar.keep_only("source", "12345热线")
    qtbot.waitUntil(lambda: panel.answer.table.request.only != {})
    assert 0 < panel.answer.table.total("reported") < whole
    assert panel.bar.only.text() == "12345热线"


def test_a_bar_shows_its_cases_and_its_cell(mount, qtbot):
    panel, window = mount.panel, mount._window
    table = answered(qtbot, panel, by="unit_grid", key="late").table
    code = table.groups.codes[panel._places()[2]]
    panel.chart.bar_clicked.emit(2)
    wanted, case = table.rows("late", code)["case"].tolist(), window.session.entry("case")
    qtbot.waitUntil(lambda: case.selection is not None and case.selection.tolist() == wanted)
    assert window.canvas.overlay.chosen is not None
    qtbot.waitUntil(lambda: panel.answer.code == code)
    assert panel.answer.run[-1] == table.frame.loc[code, "late"]
    window.session.undo()
    assert window.session.entry("case").selection is None


def test_the_rest_of_a_rate_is_what_is_missing_to_the_whole(june):
    rest = rows_behind(june, "closing_rate", "990101001", "rest")["case"]
    one, place = june.values["closing_rate"], june.groups.codes.index("990101001")
    assert len(rest) == one.under[place] - one.over[place]
    over = rows_behind(june, "closing_rate", "990101001", "over")["case"]
    under = rows_behind(june, "closing_rate", "990101001", "under")["case"]
    assert np.array_equal(np.union1d(rest, over), under)


def test_the_menu_of_a_group_counts_what_it_shows(mount, qtbot):
    answered(qtbot, mount.panel, key="closing_rate")
    menu = mount.panel.row_menu(0)
    texts = [action.text() for action in menu.actions()]
    menu.deleteLater()
    counts = [int(text.rpartition("(")[2].rstrip(")").replace(",", "")) for text in texts]
    assert counts[0] + counts[1] == counts[2]
    assert texts[1].startswith("Show Closing due, but not Closed")


def test_a_layer_and_undo(mount, qtbot):
    session = mount._session
    before = [entry.id for entry in session.entries]
    mount.panel.map.click()
    assert [entry.id for entry in session.entries if entry.id not in before] == ["theme_street_reported"]
    session.undo()
    assert [entry.id for entry in session.entries] == before


def test_the_map_is_followed(mount, qtbot):
    panel, session = mount.panel, mount._session
    before = panel.answer.table.total("open")
    session.set_as_of("2026-06-15")
    qtbot.waitUntil(lambda: panel.answer.table.request.as_of.day == 15)
    assert panel.answer.table.total("open") != before
    reported = panel.answer.table.total("reported")
    session.set_filter("case", "source = '12345热线'")
    qtbot.waitUntil(lambda: panel.answer.table.total("reported") < reported)


def test_what_is_counted_is_said_from_the_start(mount):
    bar = mount.panel.bar
    assert bar.what.currentText() == mount._session.entry("case").title("en")
    bar.retranslate()
    assert bar.what.currentData() == "case"


def test_other_layers_are_counted_too_and_follow_their_filter(mount, qtbot):
    panel, session = mount.panel, mount._session
    at = panel.bar.what.findData("component")
    panel.bar.what.setCurrentIndex(at)
    panel.bar.what.activated.emit(at)
    qtbot.waitUntil(lambda: panel.answer.key == "things")
    whole = panel.answer.table.total("things")
    assert whole == session.entry("component").ready.data.rows
    assert panel.bar.kind.isHidden()
    assert not panel.run.isEnabled()
    assert panel.chart.chart.title == "Count · Components"
    session.set_filter("component", "GLBJZT <> '完好'")
    qtbot.waitUntil(lambda: panel.answer.table.total("things") < whole)
    panel.map.click()
    assert "theme_street_things_component" in [entry.id for entry in session.entries]
    panel.bar.what.activated.emit(panel.bar.what.findData("case"))
    mount.panel.bar._counted("case")
    qtbot.waitUntil(lambda: panel.answer.key == "reported")
    assert not panel.bar.kind.isHidden()


@pytest.mark.parametrize(("many", "periods"), [(1, 1), (0, 12)])
def test_files(mount, qtbot, tmp_path, many, periods):
    mount.write(tmp_path / "june.csv", many)
    qtbot.waitUntil((tmp_path / "june.csv").exists)
    lines = (tmp_path / "june.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len({line.split(",")[0] for line in lines[1:]}) == periods


def test_models(june, qtmodeltester, english):
    indicators, groups = IndicatorModel(), GroupModel()
    indicators.show_table(june)
    groups.show_table(june, "closing_rate")
    for model in (indicators, groups):
        qtmodeltester.check(model)
    assert indicators.index(0, VALUE).data() == f"{june.total('reported'):,.0f}"
    assert "self_handled" in indicators.index(indicators.row_of("self_handled"), NAME).data(_Role.ToolTipRole)
    assert groups.index(groups.rowCount() - 1, NAME).data() == "All"
    groups.sort(VALUE, Qt.SortOrder.AscendingOrder)
    values = [june.values["closing_rate"].value[groups.place(row)] for row in range(4)]
    assert values == sorted(values)
    assert [groups.code(row) for row in (-3, -2, -1)] == ["outside", "unlocated", None]
