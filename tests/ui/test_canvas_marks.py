"""The selection is a picture of its own: another one does not draw the map again, and names lie over it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from onemap.session import snapshot
from onemap.ui.canvas_overlay import Outline
from onemap.ui.drawing import clear_image
from tests.ui.desk import city


def rows(*numbers):
    return np.array(numbers, np.int64)


@pytest.fixture
def window(make_window, qtbot):
    made = make_window(city())
    qtbot.waitUntil(lambda: made.canvas.picture is not None and not made.drawing.busy and not made.small_drawing.busy)
    return made


def test_a_selection_is_drawn_without_the_map(window, qtbot):
    canvas, asked = window.canvas, []
    picture = canvas.picture
    window.drawing.drawn.connect(asked.append)
    window.session.selection.put({"lamp": rows(1, 2)})
    qtbot.waitUntil(lambda: canvas.marks.picture is not None)
    qtbot.wait(60)
    assert canvas.picture is picture
    assert asked == []
    assert [report.id for report in canvas.marks.picture.reports] == ["lamp#selection"]
    window.session.selection.clear()
    qtbot.waitUntil(lambda: canvas.marks.picture is None)


def test_a_late_picture_of_an_older_selection_is_not_shown(window, qtbot):
    marks = window.canvas.marks
    window.session.selection.put({"lamp": rows(1, 2)})
    qtbot.waitUntil(lambda: marks.picture is not None)
    late = marks.picture
    marks.clear()
    marks._take(late)
    assert marks.picture is None


def test_marks_follow_the_map(window, qtbot):
    window.session.selection.put({"lamp": rows(1, 2)})
    qtbot.waitUntil(lambda: window.canvas.marks.picture is not None)
    window.canvas.zoom(2.0)
    qtbot.waitUntil(lambda: window.canvas.marks.picture.view.resolution == window.canvas.view.resolution)


def test_only_what_is_left_in_and_seen_is_marked():
    session = city()
    view = session.views.current
    assert snapshot.selected(session, view) is None
    session.selection.put({"lamp": rows(0, 1), "grid": rows(0)})
    session.set_filter("lamp", "state = '完好'")
    session.set_visible(["grid"], visible=False)
    (layer,) = snapshot.selected(session, view).layers
    assert layer.prepared.rows[layer.drawn].tolist() == [0]
    assert snapshot.selected(session, view).background is None


def test_many_are_marked_smaller(monkeypatch):
    monkeypatch.setattr(snapshot, "_MANY", 3)
    session = city()
    session.selection.put({"lamp": rows(0, 1, 2)})
    (layer,) = snapshot.selected(session, session.views.current).layers
    assert layer.style.symbol.size_mm < snapshot.SELECTED.symbol.size_mm


def test_clear_pixels_stay_clear():
    rgba = np.zeros((2, 3, 4), np.uint8)
    rgba[0, 0] = (200, 100, 50, 128)
    image = clear_image(rgba)
    assert image.format() == QImage.Format.Format_ARGB32_Premultiplied
    assert image.pixelColor(1, 1).alpha() == 0
    assert image.pixelColor(0, 0).red() == pytest.approx(200, abs=2)
    multiplied = clear_image(np.full((1, 1, 4), 128, np.uint8), multiplied=True)
    assert multiplied.pixelColor(0, 0) == QColor(255, 255, 255, 128)


def test_a_wide_area_is_outlined_and_not_tinted(window, qtbot):
    canvas = window.canvas
    canvas.picture = None
    e = canvas.view.extent
    w, h = e.width, e.height
    middle = canvas.rect().center()

    def shown(share):
        dx, dy = w * share / 2, h * share / 2
        x, y = e.center
        ring = np.array([(x - dx, y - dy), (x + dx, y - dy), (x + dx, y + dy), (x - dx, y + dy), (x - dx, y - dy)])
        canvas.overlay.chosen = Outline([(2, ring)])
        canvas.update()
        return canvas.grab().toImage().pixelColor(middle)

    plain = canvas.grab().toImage().pixelColor(middle)
    assert shown(0.9) == plain
    assert shown(0.3) != plain
