"""The ledger and the findings in the window: searched, tied to the map both ways, looked at, written, merged."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

import onemap
from onemap.io import exports
from onemap.session.session import Session
from onemap.ui.ledger_models import CODE, MESSAGE, SHOWN, FindingsModel, LedgerModel, RuleModel
from onemap.ui.ledger_mount import LedgerMount
from tests.city.ledger_city import CRS, checked, city, squares, terminals

NO_ROWS = np.empty(0, np.int64)


def damaged():
    """A small city with faults: a doubled code, a terminal outside, one without an owner, a gap between grids."""
    table, xy = terminals()
    table["code"][9] = table["code"][8]
    table["owner"][3] = None
    table["type"][7] = "摄像机"
    xy[12] = xy[12] + (0.0, 4000.0)
    shapes, codes = squares()
    return city(terminal=(table, xy), shapes=[*shapes[:7], *shapes[8:]], codes=[*codes[:7], *codes[8:]])


@pytest.fixture
def window(make_window):
    return make_window(damaged())


@pytest.fixture
def mount(window, qtbot):
    window.actions_["ledger"].trigger()
    made = window.mounted(LedgerMount)
    qtbot.waitUntil(lambda: len(made.panel.model.lines) == 40)
    return made


@pytest.fixture
def quality(window, qtbot):
    window.actions_["findings"].trigger()
    made = window.mounted(LedgerMount)
    qtbot.waitUntil(lambda: len(made.findings.findings.places) > 0)
    return made


def column(model, name):
    at = SHOWN.index(name)
    return [model.index(row, at).data() for row in range(model.rowCount())]


@pytest.mark.parametrize("kind", [LedgerModel, RuleModel, FindingsModel])
def test_models_keep_the_rules_of_qt(qtbot, qtmodeltester, kind):
    model, made = kind(), checked(damaged())
    if kind is LedgerModel:
        model.show_lines(made, "terminal", np.arange(9))
    elif kind is RuleModel:
        model.show_rules([("duplicate_code", "terminal", 1)], made.titles)
    else:
        model.show_findings(made, np.arange(len(made.findings)))
    qtmodeltester.check(model)


def test_the_ledger_is_searched_chosen_and_sorted(mount, qtbot):
    panel = mount.panel
    assert panel.count.text() == "40"
    panel.search.setText("摄像")
    qtbot.waitUntil(lambda: len(panel.model.lines) == 1)
    assert panel.count.text() == "1 of 40"
    panel.search.clear()
    panel.choose(owner="乙公司")
    qtbot.waitUntil(lambda: len(panel.model.lines) == 19)
    panel.choose(owner="")
    qtbot.waitUntil(lambda: panel.model.lines.tolist() == [3])
    panel.choose(owner=None)
    panel.table.sortByColumn(SHOWN.index("code"), Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: column(panel.model, "code") == sorted(column(panel.model, "code"), reverse=True))
    panel.search.setText("nothing like it")
    qtbot.waitUntil(lambda: panel.pages.currentIndex() == 0)
    assert panel.empty.text() == "No line of the ledger is like this."


def test_components_are_the_other_table(mount, qtbot):
    mount.panel.roles.button(1).click()
    qtbot.waitUntil(lambda: mount.panel.model.role == "component" and len(mount.panel.model.lines) == 40)
    assert mount.panel.table.isColumnHidden(SHOWN.index("last_report"))
    assert not mount.panel.table.isColumnHidden(SHOWN.index("code"))


def test_lines_select_on_the_map_and_the_map_selects_lines(mount, qtbot):
    session, panel = mount._session, mount.panel
    steps = len(session.history.done)
    panel.go_to(5)
    panel.go_to(6)
    assert {layer: rows.tolist() for layer, rows in session.selection.rows().items()} == {"terminal": [6]}
    assert len(session.history.done) == steps + 1, "walking through lines is one step"
    session.select({"terminal": np.array([1, 2, 30]), "component": np.array([4])})
    assert panel.selected.tolist() == [1, 2, 30]
    panel.only.click()
    qtbot.waitUntil(lambda: panel.model.lines.tolist() == [1, 2, 30])
    session.select({"terminal": np.array([7])})
    qtbot.waitUntil(lambda: panel.model.lines.tolist() == [7])


def test_a_line_is_looked_at_and_asked(mount, qtbot):
    panel, canvas = mount.panel, mount._canvas
    panel.go_to(4)
    panel.zoom.click()
    x, y = mount._place(4)
    assert (canvas.view.center_x, canvas.view.center_y) == pytest.approx((x, y))
    panel.ask_here.click()
    qtbot.waitUntil(lambda: mount._session.identified is not None)
    assert ("terminal", 4) in {(hit.layer, hit.row) for hit in mount._session.identified.hits}


def test_what_is_clicked_on_the_map_is_found_in_the_ledger(mount, qtbot):
    before = mount._session.selection.rows()
    mount._zoom(mount._place(11))
    mount._window.asking.identify(*mount._place(11))
    qtbot.waitUntil(lambda: mount.panel.current == 11)
    assert mount._session.selection.rows() == before


def test_rules_have_counts_and_a_finding_is_flown_to(quality, qtbot):
    panel = quality.findings
    kinds = {kind for kind, _, _ in panel.rules.rules}
    assert kinds >= {"", "duplicate_code", "missing_mandatory", "outside_any_grid", "grid_gap"}
    assert panel.title.text().startswith(f"{len(panel.ledger.findings)} findings: ")
    panel.list.selectRow(next(n for n, rule in enumerate(panel.rules.rules) if rule[0] == "duplicate_code"))
    qtbot.waitUntil(lambda: len(panel.findings.places) == 1)
    panel.go_to(0)
    found, view = panel.current, quality._canvas.view
    assert (view.center_x, view.center_y) == pytest.approx(found.place)
    assert panel.findings.index(0, CODE).data() == found.code
    assert found.message[1] == panel.findings.index(0, MESSAGE).data()


def test_findings_are_painted_while_they_are_looked_at(quality, qtbot):
    panel, canvas = quality.findings, quality._canvas
    panel.list.selectRow(next(n for n, rule in enumerate(panel.rules.rules) if rule[0] == "grid_gap"))
    qtbot.waitUntil(lambda: len(panel.findings.places) == 1)
    panel.go_to(0)
    px, py = canvas.view.to_pixel(*panel.current.place)
    at = round(px) + 40, round(py)
    seen = canvas.grab().toImage().pixelColor(*at)
    quality._window.desk.close_panel(panel)
    assert canvas.grab().toImage().pixelColor(*at) != seen, "the ground of the gap is tinted"


def test_findings_are_searched_by_code(quality, qtbot):
    panel = quality.findings
    panel.search.setText("000009")
    qtbot.waitUntil(lambda: 0 < len(panel.findings.places) < len(panel.ledger.findings))
    assert all("000009" in one.code + one.other_code for one in map(panel.findings.finding, range(2)) if one)


def test_they_are_checked_again_when_the_data_change(quality, qtbot):
    before = quality.findings.ledger
    quality._session.remove(["terminal"])
    qtbot.waitUntil(lambda: quality.findings.ledger is not before)
    assert not {rule[1] for rule in quality.findings.rules.rules} & {"terminal"}


def test_a_map_without_layers_says_so(make_window, qtbot):
    window = make_window(Session(crs=CRS))
    mount = window.mounted(LedgerMount)
    for panel in (mount.panel, mount.findings):
        window.desk.show_panel(panel)
        qtbot.wait(20)
        assert panel.pages.currentIndex() == 0
        assert "here" in panel.empty.text()
        assert not panel.write.isEnabled()


def test_what_is_listed_is_written(mount, quality, qtbot, tmp_path):
    mount.findings.list.selectRow(1)
    qtbot.waitUntil(lambda: 0 < len(mount.findings.findings.places) < len(mount.findings.ledger.findings))
    mount.write(tmp_path / "f.csv", None)
    qtbot.waitUntil((tmp_path / "f.csv").exists)
    assert len((tmp_path / "f.csv").read_text("utf-8-sig").splitlines()) == 1 + len(mount.findings.findings.places)
    mount.write(tmp_path / "t.xlsx", "terminal")
    qtbot.waitUntil((tmp_path / "t.xlsx").exists)
    qtbot.waitUntil(lambda: {one.state for one in exports.read().records[-2:]} == {"done"})
    mount.write(tmp_path / "t.doc", "terminal")
    assert ".doc" in mount._window.message.text.text()


def test_another_ledger_is_merged(mount, qtbot, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("code,owner\n990101010103000002,丁公司\nNEW,戊公司\n", encoding="utf-8")
    mount.merge(other, tmp_path / "m.csv")
    qtbot.waitUntil((tmp_path / "m_conflicts.xlsx").exists)
    assert onemap.read(tmp_path / "m.csv").rows == 41
    qtbot.waitUntil(lambda: "1 conflicts" in mount._window.message.text.text())
    mount.merge(tmp_path / "nowhere.csv", tmp_path / "n.csv")
    qtbot.waitUntil(lambda: "nowhere.csv" in mount._window.message.text.text())
