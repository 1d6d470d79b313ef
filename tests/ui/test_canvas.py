import itertools
import time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from onemap.model.view import View
from onemap.ui.canvas import with_margin
from onemap.ui.canvas_overlay import round_length
from onemap.ui.canvas_tools import Circle
from tests.session.cities import CRS, definition, lamps
from tests.ui.desk import PlainRenderer

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


def drag(qtbot, canvas, start, end, button=LEFT, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.mousePress(canvas, button, modifier, QPoint(*start))
    for share in (0.25, 0.5, 0.75, 1.0):
        at = QPoint(round(start[0] + (end[0] - start[0]) * share), round(start[1] + (end[1] - start[1]) * share))
        qtbot.mouseMove(canvas, at)
        QApplication.processEvents()
    qtbot.mouseRelease(canvas, button, modifier, QPoint(*end))


def wheel(canvas, at, notches, modifier=Qt.KeyboardModifier.NoModifier, pixels=0):
    canvas.wheelEvent(
        QWheelEvent(
            QPointF(*at), canvas.mapToGlobal(QPointF(*at)), QPoint(0, pixels), QPoint(0, int(120 * notches)),
            Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
        )
    )  # fmt: skip


@pytest.mark.parametrize("button", [LEFT, MIDDLE], ids=["left", "middle"])
def test_a_drag_takes_the_map_along_and_is_one_step_of_the_history(qtbot, canvas, button):
    before = canvas.view
    place = before.to_map(100, 100)
    drag(qtbot, canvas, (100, 100), (160, 130), button)
    assert canvas.view.to_pixel(*place) == pytest.approx((160, 130))
    canvas.step(back=True)
    assert canvas.view == before
    canvas.step(back=False)
    assert canvas.view.to_pixel(*place) == pytest.approx((160, 130))


@pytest.mark.parametrize("notches", [1, -2], ids=["closer", "farther"])
def test_the_wheel_zooms_at_the_cursor(canvas, notches):
    place, before = canvas.view.to_map(70, 40), canvas.view.resolution
    wheel(canvas, (70, 40), notches)
    assert canvas.view.to_pixel(*place) == pytest.approx((70, 40))
    assert (canvas.view.resolution < before) == (notches > 0)


def test_the_wheel_is_finer_with_ctrl_and_follows_a_track_pad(canvas):
    before = canvas.view.resolution
    wheel(canvas, (70, 40), 1, Qt.KeyboardModifier.ControlModifier)
    fine = before / canvas.view.resolution
    wheel(canvas, (70, 40), 1)
    assert 1 < fine < before / canvas.view.resolution / fine
    before = canvas.view.resolution
    wheel(canvas, (70, 40), 0, pixels=8)
    assert 1 < before / canvas.view.resolution < 1.1


def test_a_wheel_turned_sideways_moves_through_time_and_leaves_the_view(canvas):
    before, told = canvas.view, []
    canvas.scrubbed.connect(told.append)
    for sideways in (-120, -60, -60, 240):
        event = QWheelEvent(
            QPointF(70, 40), QPointF(70, 40), QPoint(), QPoint(sideways, 0), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        canvas.wheelEvent(event)
    assert told == [1, 1, -2]
    assert canvas.view == before


@pytest.mark.parametrize(("modifier", "zooms"), [("NoModifier", 2), ("AltModifier", 0.5)])
def test_a_click_of_the_zoom_tool_comes_closer_there_and_with_alt_goes_away(qtbot, canvas, modifier, zooms):
    before, place = canvas.view, canvas.view.to_map(70, 40)
    canvas.set_tool("box")
    qtbot.mouseClick(canvas, LEFT, Qt.KeyboardModifier[modifier], QPoint(70, 40))
    assert before.resolution / canvas.view.resolution == pytest.approx(zooms)
    assert canvas.view.to_map(70, 40) == pytest.approx(place)
    assert canvas.tool is not None


def test_many_turns_of_the_wheel_are_one_step_of_the_history(canvas):
    before = canvas.view
    for _ in range(5):
        wheel(canvas, (70, 40), 1)
    canvas.step(back=True)
    assert canvas.view == before


def test_shift_and_drag_zooms_to_the_box(qtbot, canvas):
    middle = canvas.view.to_map(150, 100)
    drag(qtbot, canvas, (100, 70), (200, 130), modifier=Qt.KeyboardModifier.ShiftModifier)
    assert (canvas.view.center_x, canvas.view.center_y) == pytest.approx(middle)
    assert canvas.tool is None


def test_a_click_asks_and_a_drag_does_not(qtbot, canvas):
    asked = []
    canvas.clicked.connect(lambda x, y: asked.append((x, y)))
    drag(qtbot, canvas, (100, 100), (140, 100))
    assert asked == []
    place = canvas.view.to_map(50, 60)
    qtbot.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(50, 60))
    assert asked == [pytest.approx(place)]


def test_a_double_click_comes_twice_as_close(qtbot, canvas):
    before = canvas.view.resolution
    qtbot.mouseDClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(50, 60))
    assert canvas.view.resolution == pytest.approx(before / 2)


@pytest.mark.parametrize(
    ("key", "moves", "zooms"),
    [(Qt.Key.Key_Right, (1, 0), 1), (Qt.Key.Key_Left, (-1, 0), 1),
     (Qt.Key.Key_Up, (0, 1), 1), (Qt.Key.Key_Down, (0, -1), 1),
     (Qt.Key.Key_PageUp, (0, 0), 2), (Qt.Key.Key_Plus, (0, 0), 2), (Qt.Key.Key_PageDown, (0, 0), 0.5),
     (Qt.Key.Key_Minus, (0, 0), 0.5)],
    ids=["right", "left", "up", "down", "page up", "plus", "page down", "minus"],
)  # fmt: skip
def test_keys_move_and_zoom(qtbot, canvas, key, moves, zooms):
    before = canvas.view
    qtbot.keyClick(canvas, key)
    dx, dy = canvas.view.center_x - before.center_x, canvas.view.center_y - before.center_y
    assert ((dx > 0) - (dx < 0), (dy > 0) - (dy < 0)) == moves
    assert before.resolution / canvas.view.resolution == pytest.approx(zooms)


def test_home_shows_everything_and_side_buttons_walk_the_history(qtbot, canvas):
    first = canvas.view
    canvas.zoom(8.0)
    near = canvas.view
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view.resolution == pytest.approx(first.resolution)
    qtbot.mousePress(canvas, Qt.MouseButton.BackButton)
    assert canvas.view.resolution == pytest.approx(near.resolution)
    qtbot.mousePress(canvas, Qt.MouseButton.ForwardButton)
    assert canvas.view.resolution == pytest.approx(first.resolution)


@pytest.mark.parametrize("kind", ["rectangle", "circle"])
def test_a_dragged_shape_is_handed_on_in_map_units(qtbot, canvas, kind):
    shapes = []
    canvas.shape_drawn.connect(lambda shape, mode: shapes.append((shape, mode)))
    canvas.set_tool(kind)
    start, end = canvas.view.to_map(100, 100), canvas.view.to_map(160, 180)
    drag(qtbot, canvas, (100, 100), (160, 180), modifier=Qt.KeyboardModifier.ShiftModifier)
    shape, mode = shapes[0]
    assert mode == "add"
    if kind == "circle":
        assert isinstance(shape, Circle)
        assert shape.radius == pytest.approx(100 * canvas.view.resolution)
    else:
        assert shape.as_tuple() == pytest.approx((start[0], end[1], end[0], start[1]))
    assert canvas.tool is not None


def test_a_polygon_takes_a_click_per_corner_and_a_double_click_to_close(qtbot, canvas):
    shapes = []
    canvas.shape_drawn.connect(lambda shape, mode: shapes.append((shape, mode)))
    canvas.set_tool("polygon")
    for corner in ((50, 50), (150, 50), (150, 150)):
        qtbot.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(*corner))
    qtbot.mouseDClick(canvas, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(150, 150))
    shape, mode = shapes[0]
    assert mode == "remove"
    assert shape.area == pytest.approx(5000 * canvas.view.resolution**2)


def test_esc_gives_up_the_shape_then_the_tool_then_all_work(qtbot, canvas):
    stops = []
    canvas.stop_requested.connect(lambda: stops.append(1))
    canvas.set_tool("polygon")
    qtbot.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(50, 50))
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool is not None
    assert not canvas.tool.points
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert canvas.tool is None
    assert stops == []
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert stops == [1]


def test_the_old_picture_moves_at_once_and_a_new_one_follows(qtbot, canvas):
    old = canvas.picture
    canvas.pan(30, 0)
    assert canvas.picture is old
    assert canvas.grab().toImage().pixelColor(100, 100).getRgb()[:3] == (200, 30, 90)
    qtbot.waitUntil(lambda: canvas.picture is not old)
    assert canvas.picture.view.center_x == canvas.view.center_x


def test_a_margin_around_the_window_is_drawn(canvas):
    view = canvas.picture.view
    assert view.width_px >= 1.25 * canvas.width()
    assert (view.center_x, view.center_y) == (canvas.view.center_x, canvas.view.center_y)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_the_margin_is_whole_in_device_pixels(ratio):
    view = View(0.0, 0.0, 1.0, 1371, 803)
    dx = (with_margin(view).width_px - view.width_px) / 2
    assert (dx * ratio) == round(dx * ratio)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_picture_is_painted_pixel_by_pixel(qapp, ratio):
    import numpy as np

    from onemap.model.request import Rendered
    from onemap.ui.canvas import paint_picture
    from onemap.ui.drawing import Picture, opaque_image

    view = View(0.0, 0.0, 1.0, 100, 80)
    wide = with_margin(view)
    height, width = round(wide.height_px * ratio), round(wide.width_px * ratio)
    rgba = np.random.default_rng(5).integers(0, 256, (height, width, 4), dtype=np.uint8)
    rgba[..., 3] = 255
    picture = Picture(opaque_image(Rendered(rgba, wide, 1)), wide, 1, ratio, (), 0.0)
    image = QImage(round(100 * ratio), round(80 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    paint_picture(painter, picture, view)
    painter.end()
    left, top = (width - image.width()) // 2, (height - image.height()) // 2
    for x, y in ((0, 0), (17, 33), (image.width() - 1, image.height() - 1)):
        assert image.pixelColor(x, y).getRgb()[:3] == tuple(rgba[top + y, left + x, :3])


def test_while_layers_are_read_pictures_come_at_most_every_150_ms(qtbot, canvas):
    renderer = canvas.drawing._renderer
    before, end = len(renderer.requests), time.monotonic() + 0.6
    while time.monotonic() < end:
        canvas.session.changes.tell("data", layers=("lamp",))
        qtbot.wait(5)
    assert 2 <= len(renderer.requests) - before <= 5


def test_a_picture_of_another_crs_is_not_kept(qtbot, canvas):
    old = canvas.picture
    canvas.session.set_crs("EPSG:4490")
    assert canvas.picture is None
    qtbot.waitUntil(lambda: canvas.picture is not None)
    assert canvas.picture is not old
    assert abs(canvas.picture.view.center_x - 104.66) < 0.1


def test_resizing_keeps_the_middle(qtbot, canvas):
    canvas.zoom(3.0)
    before = canvas.view
    canvas.resize(500, 420)
    QApplication.processEvents()
    assert (canvas.view.center_x, canvas.view.center_y) == (before.center_x, before.center_y)
    assert canvas.view.resolution == before.resolution


def test_gui_thread_has_no_gap_while_a_slow_picture_is_drawn_and_the_map_is_dragged(qtbot, canvas):
    canvas.drawing._renderer = PlainRenderer(pause=0.15)
    beats = [time.perf_counter()]
    timer = QTimer(canvas, interval=4)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    for step in range(80):
        canvas.pan(3, step % 3)
        qtbot.wait(4)
    gaps = [b - a for a, b in itertools.pairwise(beats)]
    assert sorted(gaps)[-2] < 0.14  # drawn on this thread, every picture would take 0.15 s


def test_painting_a_pan_frame_waits_for_nothing(qtbot, canvas):
    canvas.resize(1200, 800)
    qtbot.waitUntil(lambda: canvas.picture.view.width_px > 1200)
    canvas.drawing._renderer = PlainRenderer(pause=5)
    took = []
    for _ in range(60):
        canvas.pan(2, 1)
        start = time.perf_counter()
        canvas.repaint()
        took.append(time.perf_counter() - start)
    canvas.stop()
    assert sorted(took)[30] < 0.02  # the bench tells the figure; waiting for a picture would take 5 s


@pytest.mark.parametrize(("longest", "expected"), [(999, 500), (1000, 1000), (0.37, 0.2), (2, 2), (0, 0)])
def test_the_scale_bar_has_a_round_length(longest, expected):
    assert round_length(longest) == pytest.approx(expected)


def test_a_layer_that_is_added_is_drawn_without_asking(qtbot, canvas):
    canvas.session.add(definition("more", title="More"), lamps(4, CRS))
    qtbot.waitUntil(lambda: len(canvas.drawing._renderer.requests[-1].layers) == 3)
