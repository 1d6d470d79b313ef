import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import geopandas
import numpy as np
import pytest
import shapely
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from onemap.api import Layer, Map
from onemap.model.definition import TimeField
from onemap.model.moment import Step
from onemap.query.moments import narrowed
from onemap.ui.time_frames import FramesDialog
from onemap.ui.time_layers import TimeLayersDialog
from onemap.ui.time_mount import TimeMount
from tests.ui.desk import city

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ROWS = 400


def at(text):
    return round(dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)


def events():
    """A feature every day of the year from noon on, and four without a time."""
    first = np.datetime64("2025-07-01T12:00")
    when = np.arange(ROWS).astype("timedelta64[D]") + first
    when[-4:] = np.datetime64("NaT")
    rng = np.random.default_rng(2)
    places = shapely.points(rng.uniform((0, 0), (100, 50), (ROWS, 2)))
    table = {"reported_time": when, "n": np.arange(ROWS)}
    return geopandas.GeoDataFrame(table, geometry=places, crs="EPSG:4548")


@pytest.fixture
def window(make_window, qtbot):
    session = city()
    Map(session=session).add(Layer.from_geodataframe(events(), "events"))
    made = make_window(session)
    made.resize(1200, 800)
    qtbot.waitUntil(lambda: made.canvas.picture is not None)
    return made


@pytest.fixture
def mount(window, qtbot):
    window.actions_["time"].trigger()
    made = window.mounted(TimeMount)
    qtbot.waitUntil(lambda: made.bar.axis.counts.sum() == ROWS - 4)
    return made


def left(window):
    kept = window.session.entry("events").ready.kept
    return ROWS if kept is None else int(kept.sum())


def test_opening_the_strip_hides_nothing_and_closing_it_shows_all(window, mount, qtbot):
    assert mount.is_open
    assert window.actions_["time"].isChecked()
    assert left(window) == ROWS
    assert mount.bar.film.shows_all
    mount.bar.menu.window_chosen.emit(Step(30, "d"))
    qtbot.waitUntil(lambda: left(window) == 30)
    window.actions_["time"].trigger()
    assert not mount.is_open
    assert window.session.moment is None
    assert left(window) == ROWS


def test_a_window_moves_by_buttons_and_keys(window, mount, qtbot):
    mount.bar.menu.window_chosen.emit(Step(1, "w"))
    mount.bar.step_forward.click()
    qtbot.keyClick(mount.bar.axis, Qt.Key.Key_Right)
    qtbot.keyClick(mount.bar.axis, Qt.Key.Key_PageDown)
    mount.bar.step_back.click()
    assert window.session.moment.start == at("2025-07-12")
    assert window.session.moment.end == at("2025-07-19")
    qtbot.keyClick(mount.bar.axis, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.moment.end == at("2025-07-20")
    qtbot.keyClick(mount.bar.axis, Qt.Key.Key_Home)
    assert window.session.moment.start == at("2025-07-01")
    qtbot.keyClick(mount.bar.axis, Qt.Key.Key_End)
    assert window.session.moment.end > at("2026-07-31")


def drag(qtbot, axis, first, last):
    y = axis.height() // 3
    qtbot.mouseMove(axis, QPoint(first, y))
    qtbot.mousePress(axis, LEFT, NONE, QPoint(first, y))
    qtbot.mouseMove(axis, QPoint((first + last) // 2, y))
    qtbot.mouseMove(axis, QPoint(last, y))
    qtbot.mouseRelease(axis, LEFT, NONE, QPoint(last, y))


def test_a_span_is_pulled_moved_and_stretched_by_hand(window, mount, qtbot):
    axis = mount.bar.axis
    drag(qtbot, axis, 100, 200)
    first = mount.bar.film
    assert first.start < first.end
    assert axis._x(first.start) == pytest.approx(100, abs=3)
    assert axis._x(first.end) == pytest.approx(200, abs=3)
    drag(qtbot, axis, 150, 250)
    moved = mount.bar.film
    assert moved.end - moved.start == first.end - first.start
    assert axis._x(moved.start) == pytest.approx(200, abs=4)
    drag(qtbot, axis, round(axis._x(moved.end)), 400)
    assert mount.bar.film.start == moved.start
    assert axis._x(mount.bar.film.end) == pytest.approx(400, abs=3)
    qtbot.mouseClick(axis, LEFT, NONE, QPoint(50, 20))
    assert axis._x((mount.bar.film.start + mount.bar.film.end) // 2) == pytest.approx(50, abs=4)
    qtbot.mouseDClick(axis, LEFT, NONE, QPoint(300, 20))
    assert mount.bar.film.shows_all


def wheel(axis, x, turn):
    spot = QPointF(x, 20)
    event = QWheelEvent(
        spot, axis.mapToGlobal(spot), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(axis, event)


def test_the_wheel_looks_closer_and_back(mount, qtbot):
    axis = mount.bar.axis
    whole, there = axis.seen, axis._instant(300)
    wheel(axis, 300, 360)
    assert axis.seen[1] - axis.seen[0] < 0.6 * (whole[1] - whole[0])
    assert axis._x(there) == pytest.approx(300, abs=2)
    qtbot.waitUntil(lambda: 0 < axis.counts.sum() < ROWS - 4)
    wheel(axis, 300, -1200)
    assert axis.seen == whole
    for _ in range(40):
        wheel(axis, 300, 1200)
    assert axis.seen[1] - axis.seen[0] == 3_600_000


def test_time_plays_to_its_end_and_stops(window, mount, qtbot):
    mount._play_so(replace(mount.bar.playing, speed=20))
    mount.show_film(replace(mount.bar.film, step=Step(3, "m")))
    window.actions_["time_play"].trigger()
    assert mount.running
    qtbot.waitUntil(lambda: not mount.running, timeout=5000)
    assert mount.bar.film.at_end
    assert not mount.bar.play.isChecked()
    qtbot.waitUntil(lambda: left(window) < 100)
    mount._play_so(replace(mount.bar.playing, loop=True))
    mount.bar.play.click()
    qtbot.waitUntil(lambda: mount.bar.film.start == at("2025-07-01"), timeout=5000)
    qtbot.keyClick(mount.bar.axis, Qt.Key.Key_Space)
    assert not mount.running


def test_cumulative_play_keeps_what_was(window, mount):
    mount.bar.menu.cumulative_chosen.emit(True)
    mount.bar.step_forward.click()
    for _ in range(4):
        mount.bar.step_forward.click()
    assert (window.session.moment.start, window.session.moment.end) == (at("2025-07-01"), at("2025-07-06"))


def test_hours_weekdays_and_what_has_no_time(window, mount, qtbot):
    mount.bar.menu.clock.hours[11].click()
    qtbot.waitUntil(lambda: left(window) == 0)
    mount.bar.menu.clock.hours[12].click()
    qtbot.waitUntil(lambda: left(window) == ROWS - 4)
    mount.bar.menu.clock.days[6].click()
    sundays = int((np.arange(ROWS - 4) % 7 == 5).sum())
    qtbot.waitUntil(lambda: left(window) == sundays)
    assert "4" in mount.bar.menu.undated.text()
    mount.bar.menu.undated.trigger()
    qtbot.waitUntil(lambda: left(window) == sundays + 4)
    mount.bar.menu.clock.presets[0].click()
    mount.bar.menu.undated.trigger()
    qtbot.waitUntil(lambda: left(window) == ROWS)


def test_another_zone_has_other_days(window, mount):
    mount.bar.menu.zone_chosen.emit("UTC")
    mount.bar.step_forward.click()
    assert window.session.moment.zone == "UTC"
    assert window.session.moment.start == at("2025-07-01T08:00")


def test_the_picture_follows_at_once(window, mount, qtbot):
    with qtbot.waitSignal(window.canvas.shown):
        mount.bar.menu.window_chosen.emit(Step(1, "d"))
    drawn = next(layer for layer in window.drawing._renderer.requests[-1].layers if layer.id == "events")
    assert drawn.when.moment == window.session.moment
    assert narrowed(drawn).prepared.size == 1


def test_the_columns_of_times_are_chosen_in_a_dialog(window, mount, qtbot):
    dialog = TimeLayersDialog(window.session, window)
    qtbot.addWidget(dialog)
    assert [layer.id for layer in dialog.layers] == ["events"]
    start = dialog.table.cellWidget(0, 1)
    assert start.currentData() == "reported_time"
    start.setCurrentIndex(0)
    assert window.session.entry("events").definition.time == TimeField("")
    qtbot.waitUntil(lambda: mount.bar.film is None)
    window.session.undo()
    qtbot.waitUntil(lambda: mount.bar.film is not None)
    dialog.close()


def test_frames_are_written_from_the_window(window, mount, qtbot, tmp_path):
    mount.show_film(replace(mount.bar.film, step=Step(3, "m")).begun())
    mount.ask_frames()
    dialog = window.findChild(FramesDialog)
    dialog.folder.setText(str(tmp_path / "film"))
    dialog.width_box.setValue(120)
    dialog.height_box.setValue(80)
    assert dialog.told.text().startswith("5 pictures")
    dialog.write.click()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=10_000)
    assert len(list(tmp_path.glob("film/*.png"))) == 5
    assert (tmp_path / "film" / "frame_0005.png").exists()
    dialog.close()


def test_a_map_that_hides_all_that_has_times_says_so(window, mount, qtbot):
    window.session.set_visible(["events"], visible=False)
    qtbot.waitUntil(lambda: "hidden" in mount.bar.how.text())
    mount.ask_frames()
    assert window.findChild(FramesDialog) is None
    assert "events" in window.message.text.text()
    window.session.set_visible(["events"], visible=True)
    qtbot.waitUntil(lambda: "hidden" not in mount.bar.how.text())


def test_a_map_without_times_says_so(make_window, qtbot):
    window = make_window(city())
    window.actions_["time"].trigger()
    mount = window.mounted(TimeMount)
    assert mount.bar.film is None
    assert mount.bar.span.text() == "No times"
    assert not mount.bar.play.isEnabled()
    window.actions_["time_play"].trigger()
    assert not mount.running


def test_a_span_from_elsewhere_opens_the_strip_and_its_end_closes_it(window, qtbot):
    from onemap.api.timing import moment_of

    mount = window.mounted(TimeMount)
    window.session.show_time(moment_of("2025-08"))
    assert mount.is_open
    qtbot.waitUntil(lambda: mount.bar.film is not None and mount.bar.film.start == at("2025-08-01"))
    assert mount.bar.film.end == at("2025-09-01")
    window.session.show_time(None)
    assert not mount.is_open
