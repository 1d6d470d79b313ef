"""The place below the map for what is wide: tables, charts, findings; a tab for each panel that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QWidget

from onemap.ui import icons, language, text_size
from onemap.ui.yielding import Yielding

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMainWindow

#: The least and the usual height, px; and the largest shares of a window's height that they may claim.
LEAST_HEIGHT, HEIGHT = 140, 260
LEAST_SHARE, SHARE = 0.22, 0.34


class DeskHeader(QWidget):
    """The head of the place: a tab for each open panel, and close."""

    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(text_size.px(36))
        self.tabs, self.close_button = QTabBar(self), QToolButton(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setTabsClosable(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.close_button)
        self.close_button.setProperty("role", "icon")
        self.close_button.setIconSize(text_size.square(16))
        icons.bind(self.close_button, "close")
        self.close_button.clicked.connect(lambda _on: self.close_requested.emit())
        language.changed.connect(self.retranslate)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """As high as it is: a dock asks for this alone."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def retranslate(self) -> None:
        """Say what the button does."""
        self.close_button.setToolTip(self.tr("Close the panel"))
        self.close_button.setAccessibleName(self.tr("Close the panel"))
        self.tabs.setAccessibleName(self.tr("Open panels"))


class DeskDock(QDockWidget):
    """Shows one panel at a time; the others that are open have a tab. ``switched`` tells of another."""

    switched = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setObjectName("desk")
        self._header = DeskHeader(self)
        self._stack = QStackedWidget(self)
        self._holders: dict[QWidget, Yielding] = {}
        self._names: dict[QWidget, Callable[[], str]] = {}
        self._open: list[QWidget] = []
        #: While it is held, nothing is shown.
        self.held = False
        self.setTitleBarWidget(self._header)
        self.setWidget(self._stack)
        self._header.tabs.currentChanged.connect(self._tab_chosen)
        self._header.close_requested.connect(self._close_shown)
        language.changed.connect(self._show_head)

    def add(self, panel: QWidget, name: Callable[[], str]) -> None:
        """Put a panel in the place, not yet open; ``name`` gives its title in the language in use."""
        self._names[panel] = name
        self._holders[panel] = Yielding(panel)
        self._stack.addWidget(self._holders[panel])

    def fit(self, window_height: int) -> int:
        """Ask for no more than a share of the window; gives the height that is wished."""
        self._stack.setMinimumHeight(min(text_size.px(LEAST_HEIGHT), round(window_height * LEAST_SHARE)))
        return min(text_size.px(HEIGHT), round(window_height * SHARE))

    @property
    def _on_top(self) -> QWidget | None:
        holder = self._stack.currentWidget()
        return holder.widget() if isinstance(holder, Yielding) else None

    def tie(self, action: QAction, panel: Callable[[], QWidget | None], show: Callable[[], None] | None = None) -> None:
        """Let an action open and close a panel, and be checked while that is the one that is seen.

        ``panel`` gives None while it is not made; ``show`` makes and opens one that is.
        """

        def switch(on: bool) -> None:
            made = panel()
            if on and show is not None:
                show()
            elif made is not None:
                (self.show_panel if on else self.close_panel)(made)

        def tick() -> None:
            made = panel()
            action.setChecked(made is not None and self.showing(made))

        action.triggered.connect(switch)
        self.switched.connect(tick)
        self.visibilityChanged.connect(lambda _on: tick())

    @property
    def current(self) -> QWidget | None:
        """The panel that is seen; None while the place is hidden."""
        return None if self.isHidden() or not self._open else self._on_top

    def showing(self, panel: QWidget) -> bool:
        """Whether a panel is the one that is seen."""
        return self.current is panel

    def show_panel(self, panel: QWidget) -> None:
        """Open a panel, or bring it to the front."""
        if self.held:
            return
        if panel not in self._open:
            self._open.append(panel)
        self._stack.setCurrentWidget(self._holders[panel])
        self.show()
        self._show_head()

    def close_panel(self, panel: QWidget) -> None:
        """Take a panel's tab away; the place is hidden with the last one."""
        if panel in self._open:
            self._open.remove(panel)
        if self._open:
            self._stack.setCurrentWidget(self._holders[self._open[-1]])
        else:
            self.hide()
        self._show_head()

    def _close_shown(self) -> None:
        shown = self._on_top
        if shown is not None:
            self.close_panel(shown)

    def _tab_chosen(self, at: int) -> None:
        if 0 <= at < len(self._open) and self._on_top is not self._open[at]:
            self._stack.setCurrentWidget(self._holders[self._open[at]])
            self._show_head()

    def _show_head(self) -> None:
        tabs = self._header.tabs
        tabs.blockSignals(True)
        while tabs.count() > len(self._open):
            tabs.removeTab(tabs.count() - 1)
        while tabs.count() < len(self._open):
            tabs.addTab("")
        for at, panel in enumerate(self._open):
            tabs.setTabText(at, self._names[panel]())
        shown = self._on_top
        if shown is not None and shown in self._open:
            tabs.setCurrentIndex(self._open.index(shown))
            self.setWindowTitle(self._names[shown]())
        tabs.blockSignals(False)
        self.switched.emit()
