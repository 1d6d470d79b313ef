"""An analyst's morning: which street closes its cases late, which cases are these, on the map and on paper."""

import geopandas
import numpy as np
import openpyxl
import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import onemap
from onemap.app import desktop
from onemap.app.cli import main
from onemap.app.settings import Settings
from onemap.io.files import sample_dir
from onemap.ui import language, theme
from onemap.ui.indicator_models import VALUE
from onemap.ui.indicator_mount import IndicatorMount
from onemap.ui.moment_mount import MomentMount
from onemap.ui.unlocated_mount import UnlocatedMount

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")
LINK = "按期结案率"


@pytest.fixture
def window(qtbot, tmp_path):
    app = QApplication.instance()
    made = desktop.make_window(app, Settings(tmp_path / "settings.ini"), "zh")
    made.show()
    made.files.open_paths([CITY])
    qtbot.waitUntil(lambda: bool(made.session.entries), timeout=20_000)
    qtbot.waitUntil(lambda: not made.session.jobs, timeout=20_000)
    yield made
    made.session.dirty = False
    made.close()
    qtbot.waitUntil(lambda: not made.isVisible())
    made.deleteLater()
    language.use("en")
    theme.apply(app, "light")


def by_hand(month):
    """Closed in time over closing due, by street, straight from the city's files."""
    cases = geopandas.read_parquet(sample_dir() / "cases.parquet")
    streets = geopandas.read_file(sample_dir() / "subdistricts.geojson").to_crs(cases.crs)
    placed = cases[cases.geometry.notna()].sjoin(streets[["code", "geometry"]], predicate="intersects")
    street = placed.groupby(placed.index).code.min().reindex(cases.index)
    end = pd.Timestamp(month) + pd.offsets.MonthBegin(1)
    due = (cases.deadline >= month) & (cases.deadline < end) & cases.phase.ne("不予立案")
    due &= cases.report_time < pd.Timestamp("2026-07-01")
    closed = due & (cases.close_time < pd.Timestamp("2026-07-01"))
    in_time = closed & (cases.finish_time.fillna(cases.close_time) <= cases.deadline)
    return cases, street, due, in_time


def waiting(qtbot):
    return lambda what: qtbot.waitUntil(what, timeout=20_000)


def test_which_street_closes_late_and_what_to_do_about_it(window, qtbot, tmp_path):
    wait = waiting(qtbot)
    panel, mount = window.mounted(IndicatorMount).panel, window.mounted(IndicatorMount)

    # 六月，哪个街道按期结案率最低？
    window.actions_["indicators"].trigger()
    wait(lambda: panel.answer is not None)
    assert panel.bar.named.text() == "2026 年 6 月"
    row = next(r for r in range(panel.indicators.rowCount()) if panel.indicators.index(r, 0).data() == LINK)
    panel.list.setCurrentIndex(panel.indicators.index(row, 0))
    wait(lambda: panel.answer.key == "closing_on_time_rate")
    panel.table.sortByColumn(VALUE, Qt.SortOrder.AscendingOrder)
    worst = panel.groups.code(0)
    _, street, due, in_time = by_hand("2026-06-01")
    rates = in_time.groupby(street).sum() / due.groupby(street).sum()
    assert worst == rates.idxmin()
    assert panel.groups.index(0, VALUE).data() == f"{rates.min():.1%}"
    assert panel.chart.chart.categories[0] == panel.groups.index(0, 0).data()

    # 是哪些案件没有按期结？在地图上给我看。
    menu = panel.row_menu(0)
    rest = menu.actions()[1]
    assert rest.text().startswith("显示 应结案数中非按期结案数")
    rest.trigger()
    menu.deleteLater()
    wait(lambda: window.session.entry("case").selection is not None)
    late = np.flatnonzero(due & ~in_time & street.eq(worst))
    assert window.session.entry("case").selection.tolist() == late.tolist()
    assert window.canvas.overlay.chosen is not None

    # 做成专题图，放进汇报。
    panel.map.click()
    wait(lambda: window.session.entry("theme_street_closing_on_time_rate").ready is not None)
    project = tmp_path / "六月.onemap"
    onemap.Map(session=window.session).save(project)
    assert main(["export", str(project), "-o", str(tmp_path / "六月.png"), "--size", "600x400", "--legend"]) == 0
    layer = onemap.open(project).layer("theme_street_closing_on_time_rate")
    assert sorted(v for one in layer.style.classes for v in one.values) == sorted(rates.index)

    # 再把这个月连同前面各月导出成 Excel。
    mount.write(tmp_path / "各月.xlsx", 0)
    wait((tmp_path / "各月.xlsx").exists)
    lines = list(openpyxl.load_workbook(tmp_path / "各月.xlsx").active.values)
    column = lines[0].index(f"{LINK} (%)")
    june = {row[1]: row[column] for row in lines[1:] if row[0] == "2026-06"}
    assert june[worst] == pytest.approx(100 * rates.min(), abs=1e-3)
    assert len({row[0] for row in lines[1:]}) == 12


def test_how_it_stood_in_march_and_where_the_lost_cases_belong(window, qtbot):
    wait = waiting(qtbot)
    panel = window.mounted(IndicatorMount).panel
    cases = by_hand("2026-06-01")[0]
    window.actions_["indicators"].trigger()
    wait(lambda: panel.answer is not None)

    # 三月底的时候是多少在办？
    popup = window.mounted(MomentMount).popup
    popup.show_moment("2026-03-31T23:00")
    popup.edit.setDateTime(popup.edit.dateTime().addSecs(59 * 60))
    assert window.mounted(MomentMount).button.text() == "截至 2026-03-31"
    wait(lambda: panel.answer.table.request.as_of.month == 3)
    march = pd.Timestamp("2026-03-31 23:59:59")
    ended = cases.close_time.le(march) | (cases.close_time.isna() & cases.phase.isin(["结案", "不予立案"]))
    assert panel.answer.table.total("open") == (cases.report_time.le(march) & ~ended).sum()
    window.session.undo()
    wait(lambda: panel.answer.table.request.as_of.month == 6)

    # 没有位置的几件，按地址放上去，让它们也算进街道。
    lost = panel.answer.table.frame.loc["unlocated", "reported"]
    assert panel.rest.text() == f"{lost:.0f} 件未入格"
    panel.rest.click()
    found = window.mounted(UnlocatedMount).panel
    wait(lambda: bool(found.lost))
    found.all.click()
    wait(lambda: not found.lost)
    window.desk.show_panel(panel)
    wait(lambda: panel.answer.table.frame.loc["unlocated", "reported"] == 0)
    assert panel.answer.table.total("reported") == cases.report_time.ge("2026-06-01").sum()
