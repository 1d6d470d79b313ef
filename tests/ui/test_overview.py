import pytest
from PySide6.QtCore import QPoint, Qt

from onemap.ui.drawing import Drawing
from onemap.ui.overview import Overview
from tests.ui.desk import PlainRenderer, city


@pytest.fixture
def overview(qtbot, english):
    session, drawing = city(), Drawing(PlainRenderer(color=(20, 60, 220)))
    session.views.resize(400, 300)
    made = Overview(session, drawing)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._picture is not None)
    yield made
    drawing.close()


def test_it_shows_areas_and_lines_without_labels(overview):
    request = overview._drawing._renderer.requests[-1]
    assert [layer.id for layer in request.layers] == ["grid"]
    assert request.labels is False


def test_a_press_moves_the_window_there(qtbot, overview):
    place = overview.view.to_map(60, 50)
    before = overview._session.views.current
    qtbot.mousePress(overview, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(61, 51))
    after = overview._session.views.current
    assert (after.center_x, after.center_y) == pytest.approx(place)
    assert after.resolution == before.resolution


def test_it_is_drawn_again_after_a_change(qtbot, overview):
    renderer = overview._drawing._renderer
    count = len(renderer.requests)
    overview._session.set_visible(["grid"], visible=False)
    qtbot.waitUntil(lambda: len(renderer.requests) > count)
    assert [layer.id for layer in renderer.requests[-1].layers] == ["lamp"]
