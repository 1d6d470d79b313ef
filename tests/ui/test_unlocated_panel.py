"""Cases without a place in the window: listed, looked at, placed at once and by hand, written."""

import pytest
from PySide6.QtCore import Qt

import onemap
from onemap.io.files import sample_dir
from onemap.ui.indicator_mount import IndicatorMount
from onemap.ui.unlocated_model import CODE, PLACE, WITHIN, UnlocatedModel
from onemap.ui.unlocated_mount import UnlocatedMount
from tests.ui.desk import city

CITY = sample_dir() / "sample_city.onemap"
pytestmark = pytest.mark.skipif(not CITY.exists(), reason="needs the sample city")


@pytest.fixture
def mount(make_window, qtbot):
    window = make_window(onemap.open(CITY).session)
    window.actions_["unlocated"].trigger()
    made = window.mounted(UnlocatedMount)
    qtbot.waitUntil(lambda: bool(made.panel.model.found))
    return made


def test_all_are_listed_with_their_reason(mount):
    panel = mount.panel
    assert len(panel.model.found) == 32
    assert panel.title.text() == "32 cases without a place, 32 found by address or grid"
    assert {panel.model.index(row, 0).data() for row in range(32)} == {"No place"}
    assert mount._window.actions_["unlocated"].isChecked()


def test_placing_all_is_one_step_and_undo_takes_it_back(mount, qtbot):
    session, panel = mount._session, mount.panel
    steps = len(session.history.done)
    panel.all.click()
    qtbot.waitUntil(lambda: bool(panel.model.found) and not panel.lost)
    assert panel.title.text() == "0 cases without a place, 0 found by address or grid · 32 placed"
    assert not panel.all.isEnabled()
    assert len(session.history.done) == steps + 1
    assert session.entry("case").ready.data.geometries.null == 0
    mount._window.message.button.click()
    qtbot.waitUntil(lambda: len(panel.lost) == 32)
    assert len(panel.model.found) == 32


def test_one_is_placed_by_a_click_on_the_map(mount, qtbot):
    panel, canvas = mount.panel, mount._canvas
    panel.go_to(3)
    code = panel.current.event.code
    panel.hand.click()
    assert canvas.tool.kind == "place"
    x, y = canvas.view.center_x, canvas.view.center_y
    canvas.tool.add((x, y))
    qtbot.waitUntil(lambda: len(panel.lost) == 31)
    assert code not in {one.event.code for one in panel.lost}
    assert set(mount._session.entry("case").definition.placed) == {code}
    assert panel.current is not None, "the next one is current"
    canvas.set_tool(None)
    assert not panel.hand.isChecked()


def test_some_are_placed_and_taken_back(mount, qtbot):
    panel = mount.panel
    panel.table.selectRow(5)
    code = panel.model.index(5, CODE).data()
    assert [one.event.code for one in panel.selected] == [code]
    assert panel.back.isHidden()
    panel.some.click()
    qtbot.waitUntil(lambda: len(panel.lost) == 31)
    panel.table.selectRow([one.event.code for one in panel.model.found].index(code))
    assert panel.model.index(panel.table.currentIndex().row(), 0).data() == "Placed"
    panel.back.click()
    qtbot.waitUntil(lambda: len(panel.lost) == 32)
    assert mount._session.entry("case").definition.placed == {}


def test_the_places_are_painted_only_while_they_are_looked_at(mount, qtbot):
    panel = mount.panel
    mount._look_at(panel.current)
    canvas = mount._canvas
    place = panel.current.proposal
    px, py = canvas.view.to_pixel(place.x, place.y)
    seen = canvas.grab().toImage().pixelColor(round(px), round(py))
    mount._window.desk.close_panel(panel)
    gone = canvas.grab().toImage().pixelColor(round(px), round(py))
    assert seen != gone


def test_a_file(mount, qtbot, tmp_path):
    mount.write(tmp_path / "lost.csv")
    qtbot.waitUntil((tmp_path / "lost.csv").exists)
    assert len((tmp_path / "lost.csv").read_text(encoding="utf-8-sig").splitlines()) == 33
    mount.write(tmp_path / "lost.docx")
    assert "docx" in mount._window.message.text.text()


def test_the_indicators_lead_here(make_window, qtbot):
    window = make_window(onemap.open(CITY).session)
    panel = window.mounted(IndicatorMount).panel
    window.actions_["indicators"].trigger()
    qtbot.waitUntil(lambda: panel.answer is not None)
    assert panel.rest.text() == "5 without a grid"
    panel.rest.click()
    assert window.desk.showing(window.mounted(UnlocatedMount).panel)


def test_a_map_without_cases_says_so(make_window, qtbot):
    window = make_window(city())
    window.actions_["unlocated"].trigger()
    panel = window.mounted(UnlocatedMount).panel
    qtbot.waitUntil(lambda: "no layer of cases" in panel.empty.text())
    assert not panel.write.isEnabled()


def test_the_model(mount, qtmodeltester):
    model = UnlocatedModel()
    model.show_found(mount.panel.model.found)
    qtmodeltester.check(model)
    model.sort(WITHIN, Qt.SortOrder.DescendingOrder)
    reach = [one.proposal.within_m for one in model.found]
    assert reach == sorted(reach, reverse=True)
    assert model.index(0, PLACE).data()
