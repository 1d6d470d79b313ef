"""A window on a small city, made with a renderer that paints one colour."""

import pytest
from PySide6.QtWidgets import QApplication

from onemap.ui import language, theme
from onemap.ui.canvas import MapCanvas
from onemap.ui.drawing import Drawing
from tests.ui.desk import Memory, PlainRenderer, city


@pytest.fixture
def english(qapp):
    """English texts, and again after the test."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def canvas(qtbot, english):
    """A shown map of 400 x 300 px on the small city."""
    session, drawing = city(), Drawing(PlainRenderer())
    made = MapCanvas(session, drawing)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    qtbot.waitUntil(lambda: made.picture is not None)
    yield made
    drawing.close()


def _no_questions(window):
    window.session.dirty = False


@pytest.fixture
def make_window(qtbot, english):
    """Make windows over sessions; they are closed without questions at the end."""
    from onemap.ui.main_window import MainWindow
    from onemap.ui.window_look import Look

    def make(session, memory=None, renderer=None):
        memory = memory or Memory()
        look = Look(QApplication.instance(), memory)
        look.begin()
        window = MainWindow(session, memory, look, renderer or PlainRenderer())
        qtbot.addWidget(window, before_close_func=_no_questions)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    theme.use_field(QApplication.instance(), on=False)
    theme.apply(QApplication.instance(), "light")
