"""Screenshots of every panel and dialog, in both themes and languages, into build/shots/: `make shots`."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from onemap.app import desktop
from onemap.app.application import make_application
from onemap.app.settings import Settings
from onemap.io import files
from onemap.ui import language, theme
from tests.tasks.shots_places import shoot_places

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.ui.main_window import MainWindow

TARGET = Path("build/shots")
SIZE = (1440, 900)


def main() -> int:
    """Write all pictures; gives the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen:size=1600x1000")
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="onemap-shots-") as folder:
        shoot_looks(make_application(), Settings(Path(folder) / "shots.ini"))
    sys.stdout.write(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET}\n")
    return 0


def shoot_looks(app: QApplication, settings: Settings) -> None:
    """Everything in both themes and languages."""
    for look in ("light", "dark"):
        settings.theme = look
        for speech in ("zh", "en"):
            window = desktop.make_window(app, settings, speech)
            window.resize(*SIZE)
            window.show()
            shoot_all(window, f"{look}_{speech}")
            window.session.dirty = False
            window.close()
            window.deleteLater()


def shoot_all(window: MainWindow, suffix: str) -> None:
    """Every state of a window."""

    def shoot(name: str) -> None:
        settle(window)
        window.grab().save(str(TARGET / f"{name}_{suffix}.png"))

    def shoot_one(name: str, widget: QWidget) -> None:
        settle(window)
        widget.grab().save(str(TARGET / f"{name}_{suffix}.png"))

    shoot("1_welcome")
    window.files.open_paths([files.sample_dir() / "sample_city.onemap"])
    wait_for(lambda: bool(window.session.entries))
    shoot("2_city")
    look_near(window)
    shoot("3_near")
    window.canvas.clicked.emit(window.canvas.view.center_x, window.canvas.view.center_y)
    wait_for(lambda: window.session.identified is not None)
    shoot("4_identify")
    window.cards.show_here()
    shoot("4_grid_card")
    find(window, "renmin")
    shoot("4_find")
    window.bar.search.clear()
    window.canvas.setFocus()
    select_some(window)
    shoot("5_selection")
    window.message.hide()
    shoot_filter_and_selection(window, shoot)
    window.show_style("component")
    shoot("6_style_classes")
    window.show_style("building")
    shoot("7_style_single")
    window.files.open_paths([Path("/nowhere/roads.gpkg")])
    shoot("8_message")
    window.message.hide()
    shoot_cases(window, shoot)
    shoot_exports(window, shoot)
    shoot_table(window, shoot)
    shoot_charts(window, shoot)
    shoot_statistics(window, shoot)
    shoot_ledger(window, shoot)
    shoot_field(window, shoot)
    shoot_keeping(window, suffix)
    shoot_places(window, shoot, shoot_one, wait_for)
    for name, dialog in dialogs(window).items():
        dialog.show()
        settle(window)
        dialog.grab().save(str(TARGET / f"{name}_{suffix}.png"))
        dialog.close()


def shoot_table(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """The attribute table: sorted by two columns, one of them in numbers, lines selected; nothing to show."""
    from onemap.session.tabling import Key
    from onemap.ui.table_mount import TableMount

    mount = window.mounted(TableMount)
    mount.show("component")
    wait_for(lambda: mount.panel.model.sheet is not None)
    mount.asking.sort((Key("GLBJMC"), Key("GLBJBSM", descending=True)))
    mount.panel.sum_up("GLBJMC")
    wait_for(lambda: mount.panel.summary.made is not None)
    mount.panel.view.picked.emit(2, 5, "replace")
    mount.panel.view.go_to(3)
    shoot("9_table")
    window.session.selection.clear()
    mount.panel.bar.scopes["selected"].click()
    shoot("9_table_empty")
    mount.panel.bar.scopes["all"].click()
    shoot_table_across(window, shoot)
    window.desk.close_panel(mount.panel)


def shoot_table_across(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """What is selected in all layers as one table: nothing, then sorted with lines marked."""
    from onemap.model.selection import SELECTION
    from onemap.session.tabling import Key
    from onemap.ui.table_mount import TableMount

    mount = window.mounted(TableMount)
    mount.show(SELECTION)
    shoot("9_table_across_empty")
    select_some(window)
    wait_for(lambda: mount.panel.model.rowCount() > 0)
    mount.asking.sort((Key("code"),))
    settle(window)
    mount.panel.view.picked.emit(1, 3, "replace")
    mount.panel.sum_up("layer")
    wait_for(lambda: mount.panel.summary.made is not None)
    shoot("9_table_across")
    mount.panel.bar.summary.setChecked(False)
    window.session.selection.clear()


def shoot_charts(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """Charts: cases over time with a brush that filters the map, components by class."""
    from onemap.session.charting import Choice
    from onemap.ui.chart_mount import ChartMount

    mount = window.mounted(ChartMount)
    mount.show("case")
    wait_for(lambda: mount.asking.answer is not None)
    mount.asking.choose(Choice("time", "report_time"))
    settle(window)
    mount.brush(10, 20)
    shoot("9_chart_time")
    mount.asking.clear_brush()
    mount.asking.choose(Choice("line", "report_time"))
    shoot("9_chart_line")
    mount.asking.choose(Choice("time", "report_time", split="source"))
    shoot("9_chart_series")
    mount.show("component")
    shoot("9_chart_values")
    mount.asking.choose(Choice("cells", "subdistrict", split="GLBJZT", stacked=False))
    shoot("9_chart_beside")
    mount.asking.choose(Choice("classes"))
    mount.explain_number(0, 1)
    _shoot_explained(window, "9_chart_explained")
    window.desk.close_panel(mount.panel)


def _shoot_explained(window: MainWindow, name: str) -> None:
    """The explanation that is asked for."""
    from onemap.ui.explain_dialog import ExplainDialog

    wait_for(lambda: window.findChild(ExplainDialog) is not None)
    dialog = window.findChild(ExplainDialog)
    settle(window)
    dialog.grab().save(str(TARGET / f"{name}_{theme.current()}_{language.current()}.png"))
    dialog.close()


def shoot_statistics(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """Statistics: a column of numbers as a whole, times by what parts them, a number explained, nothing selected."""
    from onemap.session.charting import Choice
    from onemap.ui.statistics_mount import StatisticsMount

    mount = window.mounted(StatisticsMount)
    mount.show("parking")
    wait_for(lambda: mount.asking.answer is not None)
    shoot("9_statistics")
    mount.show("case")
    mount.asking.choose(Choice("cells", "community", "report_time"))
    mount.panel.table.setCurrentIndex(mount.panel.model.index(2, 6))
    shoot("9_statistics_parted")
    mount.explain(2, 5)
    _shoot_explained(window, "9_statistics_explained")
    mount.panel.scope.buttons["selected"].click()
    shoot("9_statistics_empty")
    mount.panel.scope.buttons["all"].click()
    window.desk.close_panel(mount.panel)


def shoot_cases(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """The indicators with a thematic map, over time, the choice of the moment, cases without a place."""
    from onemap.ui.indicator_mount import IndicatorMount
    from onemap.ui.moment_mount import MomentMount
    from onemap.ui.unlocated_mount import UnlocatedMount

    window.side.hide()
    window.canvas.full_extent()
    panel, lost = window.mounted(IndicatorMount).panel, window.mounted(UnlocatedMount).panel
    window.desk.show_panel(panel)
    wait_for(lambda: panel.answer is not None)
    shoot("9_indicators")
    panel.bar.choose(by="community", key="closing_on_time_rate")
    wait_for(lambda: panel.answer is not None and panel.answer.key == "closing_on_time_rate")
    panel.map.click()
    panel.choose_group(panel.groups.code(panel.groups.rowCount() - 4))
    shoot("9_indicators_map")
    panel.run.click()
    shoot("9_indicators_run")
    window.session.undo(2)
    window.desk.show_panel(lost)
    wait_for(lambda: bool(lost.model.found))
    lost.go_to(4)
    shoot("9_unlocated")
    moment = window.mounted(MomentMount)
    moment.open()
    settle(window)
    suffix = f"{theme.current()}_{language.current()}"
    moment.popup.grab().save(str(TARGET / f"9_moment_{suffix}.png"))
    moment.popup.hide()
    window.desk.close_panel(lost)
    window.desk.close_panel(panel)


def shoot_keeping(window: MainWindow, suffix: str) -> None:
    """What keeps a project: the steps, versions, missing files, what a crash left."""
    import msgspec

    from onemap.api.saving import project_of
    from onemap.io import projects
    from onemap.session import repairing
    from onemap.session.journal import Recovered
    from onemap.ui.history_mount import HistoryMount
    from onemap.ui.missing_dialog import MissingDialog
    from onemap.ui.recovery_dialog import RecoveryDialog
    from onemap.ui.versions_dialog import VersionsDialog

    session = window.session
    with tempfile.TemporaryDirectory(prefix="onemap-shots-") as folder:
        path = Path(folder) / "示范市一张图.onemap"
        projects.save(project_of(session, path), path)
        session.set_title("component", "市政部件")
        session.set_visible(["case"], visible=False)
        projects.save(project_of(session, path), path)
        window.side.show_panel(window.mounted(HistoryMount).panel)
        settle(window)
        window.grab().save(str(TARGET / f"k_history_{suffix}.png"))
        versions = VersionsDialog(session, path, window)
        _shoot_dialog(versions, f"k_versions_{suffix}", versions.restore.isEnabled)
        repairing.relocate(session, {"component": "/data/部件/component.gpkg", "road": "/data/路/road.gpkg"})
        wait_for(lambda: len(repairing.missing(session)) == 2)
        lost = MissingDialog(session, folder, window)
        lost.point("component", str(files.sample_dir() / "component.gpkg"))
        _shoot_dialog(lost, f"k_missing_{suffix}", lambda: not session.jobs)
        content = msgspec.structs.replace(session.content, title="示范市一张图")
        words = ("重命名 部件", "Rename Components")
        found = Recovered(path, content, str(path), None, None, "2026-06-30T08:00:00Z", words, 12)
        _shoot_dialog(RecoveryDialog([found], window), f"k_recovery_{suffix}", lambda: True)
        session.undo(3)
        wait_for(lambda: not session.jobs)


def _shoot_dialog(dialog: QDialog, name: str, ready: Callable[[], bool]) -> None:
    dialog.show()
    wait_for(ready)
    QTest.qWait(60)
    dialog.grab().save(str(TARGET / f"{name}.png"))
    dialog.close()


def shoot_field(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """The field view on a tablet, held either way: each page, one thing, none of these."""
    from onemap.ui.field_mount import FieldMount
    from onemap.ui.field_panel import PAGES

    window.message.hide()
    window.actions_["field"].trigger()
    panel = window.mounted(FieldMount).panel
    for way, size in (("wide", (1280, 800)), ("tall", (800, 1280))):
        window.resize(*size)
        settle(window)
        look_near(window)
        panel.show_page("near")
        window.canvas.clicked.emit(window.canvas.view.center_x, window.canvas.view.center_y)
        wait_for(lambda: panel.answer is not None)
        for page in PAGES:
            panel.buttons[page].click()
            shoot(f"f_{way}_{page}")
        panel.buttons["near"].click()
        panel.near.more.click()
        panel.near.zoom.click()
        settle(window)
        panel.near.list.rows[0].click()
        shoot(f"f_{way}_thing")
        panel.thing.back.click()
        panel.near.none.click()
        shoot(f"f_{way}_none")
        panel.near.less.click()
    window.actions_["field"].trigger()
    window.resize(*SIZE)


def shoot_filter_and_selection(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """The panels of selecting and filtering, and the chips."""
    from onemap.ui.filter_mount import FilterMount
    from onemap.ui.select_mount import SelectMount
    from onemap.ui.select_panel import BY_PLACE

    selecting, filtering = window.mounted(SelectMount), window.mounted(FilterMount)
    selecting.show_selected()
    shoot("5_selection_panel")
    selecting.panel.tabs.setCurrentIndex(BY_PLACE)
    shoot("5_selection_by_place")
    window.session.set_filter("parking", "总泊位 > 50 AND (类型 LIKE '%公共%' OR 剩余泊位 BETWEEN 1 AND 9)")
    filtering.open("parking")
    shoot("5_filter")
    filtering.panel.tabs.setCurrentIndex(1)
    filtering.panel.text.setPlainText("总泊 > 50")
    shoot("5_filter_wrong")
    window.session.set_filter("parking", "")


def shoot_exports(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """The export record, with files that are as they were, changed and gone."""
    from onemap.ui.card_mount import CardMount
    from onemap.ui.exports_mount import ExportsMount

    cards, panel = window.mounted(CardMount), window.mounted(ExportsMount).panel
    card = cards.panel.card
    if card is None:
        return
    with tempfile.TemporaryDirectory(prefix="onemap-shots-") as folder:
        for name in ("网格卡-990101001004004.html", "网格卡-城中街道.html", "网格卡-滨江社区.html"):
            cards.write(card, Path(folder) / name)
            settle(window)
        (Path(folder) / "网格卡-城中街道.html").write_text("x", encoding="utf-8")
        (Path(folder) / "网格卡-滨江社区.html").unlink()
        window.desk.show_panel(panel)
        wait_for(lambda: len(panel.model.records) >= 3)
        panel.check.click()
        panel.table.selectRow(2)
        shoot("9_exports")
    window.desk.close_panel(panel)


def shoot_ledger(window: MainWindow, shoot: Callable[[str], None]) -> None:
    """The ledger as a whole and searched, the findings and one of them on the map."""
    from onemap.ui.ledger_mount import LedgerMount

    window.side.hide()
    window.canvas.full_extent()
    mount = window.mounted(LedgerMount)
    window.desk.show_panel(mount.panel)
    wait_for(lambda: len(mount.panel.model.lines) > 0)
    shoot("9_ledger")
    mount.panel.search.setText("路灯")
    mount.panel.choose(state="离线")
    settle(window)
    mount.panel.choose(state=None)
    mount.panel.search.clear()
    mount.panel.roles.button(1).click()
    wait_for(lambda: len(mount.panel.model.lines) > 30_000)
    mount.panel.go_to(3)
    shoot("9_ledger_line")
    window.desk.show_panel(mount.findings)
    wait_for(lambda: len(mount.findings.findings.places) > 0)
    shoot("9_findings")
    mount.findings.list.selectRow(4)
    wait_for(lambda: 0 < len(mount.findings.findings.places) < 100)
    mount.findings.go_to(2)
    shoot("9_findings_line")
    window.desk.close_panel(mount.findings)
    window.desk.close_panel(mount.panel)
    window.session.select({})


def look_near(window: MainWindow) -> None:
    """A street corner of the inner city."""
    extent = window.session.extent
    if extent is not None:
        x, y = extent.center
        view = window.canvas.view.at_scale(1200, window.canvas.metres_per_unit)
        window.canvas.look(replace(view, center_x=x, center_y=y))


def find(window: MainWindow, text: str) -> None:
    """Type into the box that finds everything."""
    window.activateWindow()
    window.bar.search.setFocus()
    QTest.keyClicks(window.bar.search, text)


def select_some(window: MainWindow) -> None:
    """A circle round the middle."""
    from onemap.ui.canvas_tools import Circle

    view = window.canvas.view
    window.canvas.shape_drawn.emit(Circle(view.center_x, view.center_y, 60 * view.resolution), "replace")


def dialogs(window: MainWindow) -> dict[str, QDialog]:
    """Every dialog by the name of its picture."""
    from onemap.ui.about_dialog import AboutDialog
    from onemap.ui.allow_dialog import AllowDialog
    from onemap.ui.crs_dialog import CrsDialog
    from onemap.ui.export_dialog import ExportDialog
    from onemap.ui.pack_dialog import PackDialog
    from onemap.ui.window_keys import KeysDialog

    view = window.canvas.view
    return {
        "e_pack": PackDialog(window.session, "", (view.center_x, view.center_y), window),
        "a_keys": KeysDialog(window.actions_, window.memory, window),
        "a_allow": AllowDialog(["/data/gis/地形/道路中心线.gpkg", "//10.1.2.3/share/部件普查2026/路灯.shp"], window),
        "b_about": AboutDialog(window),
        "c_crs": CrsDialog(window, ["EPSG:4544", "EPSG:4490"], None),
        "d_export": ExportDialog(window.session, window.canvas.view, theme.current(), window),
    }


def settle(window: MainWindow) -> None:
    """Wait until nothing is read, drawn or moved any more."""
    wait_for(lambda: not window.session.jobs and not window.drawing.busy, 60)
    end = time.monotonic() + 0.7
    wait_for(lambda: time.monotonic() > end)
    drawings = (window.drawing, window.small_drawing, window.marking)
    wait_for(lambda: not window.session.jobs and not any(one.busy for one in drawings), 60)


def wait_for(what: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window live until something is true."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            message = f"waited {seconds} s in vain"
            raise TimeoutError(message)
        QApplication.processEvents()
        time.sleep(0.002)


if __name__ == "__main__":
    sys.exit(main())
