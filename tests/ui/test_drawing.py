import threading

import pytest

from onemap.errors import RequestError
from onemap.model.request import RenderRequest
from onemap.model.view import View
from onemap.ui.drawing import Drawing
from tests.ui.desk import PlainRenderer


def request(generation):
    return RenderRequest(View(0.0, 0.0, 1.0, 40, 30), (), generation)


@pytest.fixture
def drawn(qapp):
    made = []

    def start(renderer):
        drawing, pictures, errors = Drawing(renderer), [], []
        drawing.drawn.connect(pictures.append)
        drawing.failed.connect(errors.append)
        made.append(drawing)
        return drawing, pictures, errors

    yield start
    for drawing in made:
        drawing.close()


def test_pictures_are_drawn_beside_the_gui_thread(qtbot, drawn):
    renderer = PlainRenderer(color=(10, 200, 30))
    drawing, pictures, _ = drawn(renderer)
    drawing.ask(request(1), drop_older=True)
    qtbot.waitUntil(lambda: len(pictures) == 1)
    assert threading.main_thread() not in renderer.threads
    assert pictures[0].image.pixelColor(5, 5).getRgb()[:3] == (10, 200, 30)
    assert (pictures[0].image.width(), pictures[0].image.height()) == (40, 30)


def test_the_newest_request_wins_and_those_between_are_never_drawn(qtbot, drawn):
    renderer = PlainRenderer(pause=0.05)
    drawing, pictures, _ = drawn(renderer)
    for generation in range(1, 30):
        drawing.ask(request(generation), drop_older=False)
    qtbot.waitUntil(lambda: bool(pictures) and pictures[-1].generation == 29)
    assert len(renderer.requests) <= 3


def test_a_picture_that_is_wrong_by_now_ends_early_and_is_not_shown(qtbot, drawn):
    renderer = PlainRenderer(pause=0.3)
    drawing, pictures, _ = drawn(renderer)
    drawing.ask(request(1), drop_older=True)
    qtbot.waitUntil(lambda: len(renderer.requests) == 1)
    drawing.ask(request(2), drop_older=True)
    qtbot.waitUntil(lambda: bool(pictures))
    assert [p.generation for p in pictures] == [2]
    assert renderer.cancelled == 1


def test_stop_ends_the_work_and_later_requests_are_drawn_again(qtbot, drawn):
    renderer = PlainRenderer(pause=0.2)
    drawing, pictures, _ = drawn(renderer)
    drawing.ask(request(1), drop_older=True)
    qtbot.waitUntil(lambda: len(renderer.requests) == 1)
    drawing.stop(before=2)
    qtbot.waitUntil(lambda: not drawing.busy, timeout=150)
    drawing.ask(request(2), drop_older=False)
    qtbot.waitUntil(lambda: bool(pictures))
    assert [p.generation for p in pictures] == [2]


@pytest.mark.parametrize(
    ("raised", "key"), [(RequestError("view_impossible"), "view_impossible"), (ZeroDivisionError("x"), "unexpected")],
    ids=["told error", "surprise"],
)  # fmt: skip
def test_a_fault_is_told_and_the_next_picture_is_drawn(qtbot, drawn, raised, key):
    plain = PlainRenderer()

    def renderer(asked, *, cancelled=None):
        if asked.generation == 1:
            raise raised
        return plain(asked, cancelled=cancelled)

    drawing, pictures, errors = drawn(renderer)
    drawing.ask(request(1), drop_older=True)
    qtbot.waitUntil(lambda: bool(errors))
    drawing.ask(request(2), drop_older=True)
    qtbot.waitUntil(lambda: bool(pictures))
    assert [e.key for e in errors] == [key]
