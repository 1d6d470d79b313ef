import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from onemap.io.geodesic import measure
from onemap.ui import language
from onemap.ui.measure_mount import MeasureMount
from onemap.ui.measure_texts import angle_text, area_words, bearing_text, length_text
from tests.ui.desk import city

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(make_window, qtbot):
    made = make_window(city())
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    made.mounted(MeasureMount).panel.snapping.setChecked(False)
    return made


def click(qtbot, canvas, *corners):
    for corner in corners:
        qtbot.mouseMove(canvas, QPoint(*corner))
        qtbot.mouseClick(canvas, LEFT, NONE, QPoint(*corner))


def test_a_distance_is_measured_corner_by_corner(window, qtbot):
    canvas, mount = window.canvas, window.mounted(MeasureMount)
    window.actions_["measure_distance"].trigger()
    assert window.side.showing(mount.panel)
    click(qtbot, canvas, (100, 100), (200, 100), (200, 180))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    places = [canvas.view.to_map(*corner) for corner in ((100, 100), (200, 100), (200, 180))]
    expected = measure("distance", places, window.session.crs)
    assert mount.panel.total.text() == length_text(expected.length_m)
    assert [mount.panel.legs.item(row, 1).text() for row in range(2)] == [
        length_text(leg.length_m) for leg in expected.legs
    ]
    assert mount.panel.legs.item(0, 2).text() == bearing_text(expected.legs[0].bearing_deg)
    mount.panel.copy.click()
    assert QGuiApplication.clipboard().text().startswith(length_text(expected.length_m))


def test_the_panel_follows_the_cursor_and_backspace_takes_a_corner_back(window, qtbot):
    canvas, mount = window.canvas, window.mounted(MeasureMount)
    window.actions_["measure_distance"].trigger()
    click(qtbot, canvas, (100, 100), (200, 100))
    qtbot.mouseMove(canvas, QPoint(200, 160))
    assert mount.panel.legs.rowCount() == 2
    qtbot.keyClick(canvas, Qt.Key.Key_Backspace)
    assert mount.tool.points == [pytest.approx(canvas.view.to_map(100, 100))]


def test_nothing_is_selected_by_measuring_and_a_new_shape_begins_after_the_end(window, qtbot):
    canvas, mount = window.canvas, window.mounted(MeasureMount)
    window.actions_["measure_area"].trigger()
    click(qtbot, canvas, (50, 50), (250, 50), (250, 200))
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert all(entry.selection is None for entry in window.session.entries)
    assert mount.panel.total.text() == area_words(mount.tool.measured.area_m2)
    click(qtbot, canvas, (10, 10))
    assert len(mount.tool.points) == 1
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool is None
    assert not window.actions_["measure_area"].isChecked()


def test_three_clicks_make_an_angle(window, qtbot):
    mount = window.mounted(MeasureMount)
    window.actions_["measure_angle"].trigger()
    click(qtbot, window.canvas, (100, 50), (100, 150), (200, 150))
    assert mount.tool.measured.angle_deg == pytest.approx(90, abs=0.01)
    assert mount.panel.total.text() == angle_text(mount.tool.measured.angle_deg)


def test_the_cursor_snaps_to_the_corner_of_a_cell(window, qtbot):
    canvas, mount = window.canvas, window.mounted(MeasureMount)
    mount.panel.snapping.setChecked(True)
    window.actions_["measure_distance"].trigger()
    entry = next(e for e in window.session.entries if e.ready.prepared.bounds is not None)
    corner = tuple(entry.ready.prepared.coords[0])
    x, y = canvas.view.to_pixel(*corner)
    qtbot.mouseMove(canvas, QPoint(round(x) + 4, round(y) + 3))
    qtbot.waitUntil(lambda: mount.tool.snapped is not None)
    qtbot.mouseClick(canvas, LEFT, NONE, QPoint(round(x) + 4, round(y) + 3))
    assert mount.tool.points == [pytest.approx(corner)]


def test_notes_are_kept_named_and_taken_away(window, qtbot):
    canvas, mount, session = window.canvas, window.mounted(MeasureMount), window.session
    window.actions_["measure_area"].trigger()
    click(qtbot, canvas, (50, 50), (250, 50), (250, 200))
    mount.panel.keep.click()
    (note,) = session.notes
    assert (note.kind, note.crs, note.text) == ("area", session.crs, "Area 1")
    assert mount.tool.points == []
    item = mount.panel.notes.topLevelItem(0)
    item.setText(0, "工地")
    assert session.notes[0].text == "工地"
    mount.panel.notes.setCurrentItem(mount.panel.notes.topLevelItem(0))
    before = canvas.view
    mount.panel.notes.itemActivated.emit(mount.panel.notes.topLevelItem(0), 0)
    assert canvas.view != before
    qtbot.keyClick(mount.panel.notes, Qt.Key.Key_Delete)
    assert session.notes == ()


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (length_text(12.345), "12.35 m"), (length_text(123.45), "123.5 m"), (length_text(1234.5), "1.234 km"),
        (length_text(float("nan")), "–"), (area_words(950.04), "950.0 m²"), (area_words(25_000), "2.50 ha (25,000 m²)"),
        (bearing_text(359.99), "0.0° N"), (bearing_text(44.9), "44.9° NE"), (angle_text(89.999), "90.00° (90°00′)"),
    ],
)  # fmt: skip
def test_values_as_people_read_them(made, text):
    assert made == text


def test_the_points_of_the_compass_are_chinese_in_chinese():
    language.use("zh")
    try:
        assert [bearing_text(degrees) for degrees in (0, 112.5, 315)] == ["0.0° 北", "112.5° 东东南", "315.0° 西北"]
    finally:
        language.use("en")
