"""The panels round the map: layers at the left, one answer at a time at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from onemap.ui import icons, language, text_size, theme
from onemap.ui.yielding import Yielding

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QMainWindow

#: Usual widths, and the least of the layers, px; and the largest share of a window's width that each may claim.
LEFT_WIDTH, LEFT_LEAST, RIGHT_WIDTH = 260, 200, 304
LEFT_SHARE, RIGHT_SHARE = 0.24, 0.36


class Grip(QWidget):
    """A thin strip by which a dock is dragged; double click lets it float."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(8)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three small dots, only under the cursor."""
        if not self.underMouse():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("faint"))
        for step in (-1, 0, 1):
            painter.drawEllipse(self.width() // 2 + 6 * step, 3, 3, 3)
        painter.end()

    def enterEvent(self, event: object) -> None:
        """Show the dots."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Hide the dots."""
        self.update()


class SideHeader(QWidget):
    """The head of the right panel: the way back, what it shows, close."""

    back_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(text_size.px(38))
        self.back, self.title, self.close_button = QToolButton(self), QLabel(self), QToolButton(self)
        self.title.setProperty("role", "heading")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 2, 8, 2)
        row.setSpacing(6)
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.close_button)
        for button, name in ((self.back, "back"), (self.close_button, "close")):
            button.setProperty("role", "icon")
            button.setIconSize(text_size.square(16))
            icons.bind(button, name)
        self.back.clicked.connect(lambda _on: self.back_requested.emit())
        self.close_button.clicked.connect(lambda _on: self.close_requested.emit())
        language.changed.connect(self.retranslate)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """As high as it is: a dock asks for this alone."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def retranslate(self) -> None:
        """Say what the buttons do."""
        for button, text in ((self.back, self.tr("Back")), (self.close_button, self.tr("Close the panel"))):
            button.setToolTip(text)
            button.setAccessibleName(text)


class SideDock(QDockWidget):
    """One place for answers: shows one panel at a time and remembers the ones before. ``switched`` tells of another."""

    switched = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("side")
        self._header = SideHeader(self)
        self._stack = QStackedWidget(self)
        self._holders: dict[QWidget, Yielding] = {}
        self._names: dict[QWidget, Callable[[], str]] = {}
        self._before: list[QWidget] = []
        #: While it is held, nothing is shown: the field has its own place for answers.
        self.held = False
        self.setTitleBarWidget(self._header)
        self.setWidget(self._stack)
        self._header.back_requested.connect(self.go_back)
        self._header.close_requested.connect(self.hide)
        language.changed.connect(self._show_head)

    def add(self, panel: QWidget, name: Callable[[], str]) -> None:
        """Put a panel in the place; ``name`` gives its title in the language in use."""
        self._names[panel] = name
        self._holders[panel] = Yielding(panel)
        self._stack.addWidget(self._holders[panel])
        self._show_head()

    def fit(self, window_width: int) -> int:
        """Ask for no more than a share of the window; gives the width that is wished."""
        width = min(text_size.px(RIGHT_WIDTH), round(window_width * RIGHT_SHARE))
        self._stack.setMinimumWidth(width)
        return width

    @property
    def shown(self) -> QWidget | None:
        """The panel on top, whether the place itself is hidden or not."""
        holder = self._stack.currentWidget()
        return holder.widget() if isinstance(holder, Yielding) else None

    @property
    def current(self) -> QWidget | None:
        """The panel that is seen; None while the place is hidden."""
        return None if self.isHidden() else self.shown

    def showing(self, panel: QWidget) -> bool:
        """Whether a panel is the one that is seen."""
        return self.current is panel

    def show_panel(self, panel: QWidget) -> None:
        """Show a panel; the one before can be gone back to."""
        if self.held:
            return
        now = self.shown
        if now is not panel and not self.isHidden() and now is not None:
            self._before = [one for one in self._before if one is not panel and one is not now] + [now]
        self._stack.setCurrentWidget(self._holders[panel])
        self.show()
        self._show_head()

    def go_back(self) -> None:
        """Show the panel before."""
        if self._before:
            self._stack.setCurrentWidget(self._holders[self._before.pop()])
            self._show_head()

    def _show_head(self) -> None:
        panel = self.shown
        title = self._names[panel]() if panel in self._names else ""
        self._header.title.setText(title)
        self.setWindowTitle(title)
        self._header.back.setVisible(bool(self._before))
        self.switched.emit()


class LayersDock(QDockWidget):
    """The place of the layer panel."""

    def __init__(self, panel: QWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("layers")
        inside = QWidget(self)
        self._inside = inside
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        self.setWidget(inside)
        self.setTitleBarWidget(Grip(self))
        language.changed.connect(self.retranslate)
        self.retranslate()

    def fit(self, window_width: int) -> int:
        """Ask for no more than a share of the window; gives the width that is wished."""
        share = round(window_width * LEFT_SHARE)
        self._inside.setMinimumWidth(min(text_size.px(LEFT_LEAST), share))
        return min(text_size.px(LEFT_WIDTH), share)

    def retranslate(self) -> None:
        """Name the dock."""
        self.setWindowTitle(self.tr("Layers"))
