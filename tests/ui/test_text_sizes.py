"""Large text in windows of usual sizes: nothing that is seen is cut off, and nothing lies over something else."""

import itertools

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)  # fmt: skip

from onemap.ui import text_size
from tests.tasks.shots import dialogs
from tests.ui.desk import city
from tests.ui.test_everybody import full, panels, path_to

SIZES = [(1366, 768), (1600, 1000)]


@pytest.fixture(params=[1.0, 1.25, 1.5, 2.0], ids=lambda factor: f"{factor:.0%}")
def factor(request, qapp):
    """Text of a size, as the application's factory sets it; the usual size again at the end."""
    from onemap.app.application import text_font

    before = qapp.font()
    text_size.use(request.param)
    qapp.setFont(text_font())
    yield request.param
    text_size.use(1.0)
    qapp.setFont(before)


@pytest.fixture
def window(factor, make_window):
    made = make_window(city())
    made.resize(*SIZES[0])
    QApplication.processEvents()
    return made


def seen(root):
    """The widgets below one that are seen, without Qt's own parts of others."""
    for one in root.findChildren(QWidget):
        own = not one.objectName().startswith("qt_") and not isinstance(one.parentWidget(), QLineEdit)
        if own and one.isVisible() and one.window() is root.window() and not one.visibleRegion().isEmpty():
            yield one


def scrolled(widget):
    """Whether a widget lies in a place that can be scrolled."""
    over = widget.parentWidget()
    while over is not None and not over.isWindow():
        if isinstance(over, QAbstractScrollArea):
            return True
        over = over.parentWidget()
    return False


def too_small(widget):
    """What a widget would need more than it has, in words; empty where all is well."""
    has, wants = widget.size(), widget.sizeHint()
    if isinstance(widget, QLabel):
        if widget.wordWrap() or not widget.text() or not widget.pixmap().isNull():
            return "" if not widget.wordWrap() or has.height() >= widget.heightForWidth(has.width()) else "height"
        wide = max(widget.fontMetrics().horizontalAdvance(line) for line in widget.text().splitlines())
        high = widget.fontMetrics().tightBoundingRect(widget.text()).height()
        return "" if widget.contentsRect().width() + 1 >= wide and has.height() >= high else f"{has} < {wide} x {high}"
    if isinstance(widget, QTabBar):
        ends = [widget.tabRect(at) for at in range(widget.count())]
        lost = ends and ends[-1].right() > widget.width() and not widget.usesScrollButtons()
        return "tabs" if lost or any(one.intersects(two) for one, two in itertools.pairwise(ends)) else ""
    if isinstance(widget, QAbstractButton):
        only_icon = (
            isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        if not widget.text() or (only_icon and not widget.icon().isNull()):
            wants = widget.iconSize() if not widget.icon().isNull() else has
        high = min(wants.height(), widget.fontMetrics().height() if widget.text() else wants.height())
        return "" if has.width() + 1 >= wants.width() and has.height() >= high else f"{has} < {wants}"
    if isinstance(widget, QLineEdit | QComboBox) and not isinstance(widget.parentWidget(), QComboBox):
        return "" if has.height() + 2 >= widget.fontMetrics().height() else f"{has} < {wants}"
    return ""


def outside(widget, root):
    """Whether a part of a widget lies outside of what it stands in, where nobody can scroll to it."""
    over = widget.parentWidget()
    if over is None or scrolled(widget) or widget.isWindow():
        return False
    return not over.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry())


def faults(root):
    """All that is cut below a widget."""
    found = [f"{path_to(one, root)}: {why}" for one in seen(root) if (why := too_small(one))]
    return found + [f"outside: {path_to(one, root)}" for one in seen(root) if outside(one, root)]


def settle():
    """Let layouts that follow each other come to rest."""
    for _turn in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def place(widget, root):
    return QRect(widget.mapTo(root, QPoint(0, 0)), widget.size())


def overlaps(widgets, root):
    """Pairs of widgets of which one lies over the other."""
    shown = [one for one in widgets if one.isVisible()]
    return [
        f"{type(one).__name__} {place(one, root)} over {type(two).__name__} {place(two, root)}"
        for one, two in itertools.combinations(shown, 2)
        if place(one, root).intersects(place(two, root))
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_of_the_window_is_cut(window, size):
    window.resize(*size)
    full(window)
    QApplication.processEvents()
    assert window.canvas.width() > 0.33 * window.width()
    window.actions_["time"].trigger()
    for name, _panel in panels(window):
        window.desk.show_panel(window.desk._open[-1]) if window.desk._open else None
        settle()
        docks = [window.layers_dock, window.side, window.desk, window.centralWidget(), window.statusBar(), window.bar]
        assert overlaps(docks, window) == [], name
        assert overlaps([window.buttons, window.overview], window) == [], name
        assert faults(window) == [], name
    assert window.rect().contains(place(window.status, window))


def test_nothing_of_a_dialog_is_cut(window):
    for name, dialog in dialogs(window).items():
        dialog.show()
        QApplication.processEvents()
        assert faults(dialog) == [], name
        assert dialog.width() <= window.width(), name
        assert dialog.height() <= window.height(), name
        dialog.close()


def test_a_tag_tells_of_a_project_that_cannot_be_saved(window):
    window.session.path = "/data/city.onemap"
    window.files.claims.read_only = True
    for width in (window.width(), 1000, max(760, text_size.px(450))):
        window.resize(width, 600)
        window._show_state()
        QApplication.processEvents()
        assert window.bar.kept.isVisible()
        assert faults(window.bar) == []
        assert "read-only" in window.windowTitle()


def test_the_tools_that_find_no_place_are_in_a_menu(window):
    buttons = window.buttons
    for high in (1000, 400, 250, 180):
        window.canvas.resize(500, high)
        QApplication.processEvents()
        shown = {button.defaultAction() for button in buttons._buttons if button.isVisible()}
        assert shown | set(buttons._more.menu().actions()) == {button.defaultAction() for button in buttons._buttons}
        assert buttons.geometry().bottom() <= high
        assert not np.any([button.isVisible() and outside(button, buttons) for button in buttons._buttons])
