"""The short column of tools on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QToolButton, QWidget

from onemap.ui import icons, language, text_size
from onemap.ui.actions import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction

    from onemap.ui.actions import Actions

#: Commands from top to bottom; None is a hairline.
_COLUMN = (
    "zoom_in", "zoom_out", "full", "zoom_box", None, "select_rectangle", "select_polygon", "select_circle",
    "measure_distance", None, "back", "forward",
)  # fmt: skip
#: How many buttons stand above each hairline.
_LINES_BELOW = (4, 9)
_EDGE = 3
#: Those that the field needs.
_IN_FIELD = ("zoom_in", "zoom_out", "full", "back")


class ActionButton(QToolButton):
    """A button of an action that also names itself for readers of the screen."""

    def __init__(self, action: QAction, role: str, icon_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setProperty("role", role)
        self.setIconSize(text_size.square(icon_px))
        action.changed.connect(self._name)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(plain(self.defaultAction().text()))


class CanvasButtons(QFrame):
    """A card with one button per tool at the top right of the map."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._buttons: list[ActionButton] = []
        self._lines: list[QFrame] = []
        self._more = QToolButton(self)
        self._room, self._field = QSize(), False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._grid.setSpacing(1)
        for name in _COLUMN:
            if name is None:
                line = QFrame(self)
                line.setProperty("role", "line")
                self._lines.append(line)
            else:
                self._buttons.append(ActionButton(actions[name], "tool", 18, self))
        self._in_field = [button for button, name in zip(self._buttons, filter(None, _COLUMN), strict=True)
                          if name in _IN_FIELD]  # fmt: skip
        self._more.setProperty("role", "tool")
        self._more.setIconSize(text_size.square(18))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(QMenu(self._more))
        icons.bind(self._more, "more")
        language.changed.connect(self.retranslate)
        self.retranslate()
        self._lay_out()

    def set_field(self, *, on: bool) -> None:
        """Few large buttons in the field, all of them at the desk."""
        self._field = on
        for button in self._buttons:
            button.setIconSize(text_size.square(24 if on else 18))
        self._lay_out()

    def fit(self, room: QSize) -> None:
        """Stand in one column, in two where the map is low; what finds no place is in a menu."""
        if room != self._room:
            self._room = room
            self._lay_out()

    def _lay_out(self) -> None:
        shown = self._in_field if self._field else self._buttons
        rows, columns = self._places(shown)
        alone = columns == 1 and not self._field
        aside = shown[rows * columns - 1 :] if len(shown) > rows * columns else []
        placed: list[QWidget] = [*shown[: len(shown) - len(aside)], *([self._more] if aside else [])]
        while self._grid.count():
            self._grid.takeAt(0)
        for at, button in enumerate(placed):
            row = at % rows
            self._grid.addWidget(button, row + sum(row >= below for below in _LINES_BELOW) * alone, at // rows)
        for line, below in zip(self._lines, _LINES_BELOW, strict=True):
            line.setVisible(alone)
            if alone:
                self._grid.addWidget(line, below + _LINES_BELOW.index(below), 0)
        for button in (*self._buttons, self._more):
            button.setVisible(button in placed)
        self._more.menu().clear()
        self._more.menu().addActions([button.defaultAction() for button in aside])
        self._grid.activate()
        self.adjustSize()

    def _places(self, shown: Sequence[QWidget]) -> tuple[int, int]:
        """Rows and columns for the buttons: all in one column where the map is high enough."""
        if self._room.isEmpty():
            return len(shown), 1
        each = max(button.sizeHint().height() for button in (*shown, self._more)) + 1
        fitting = max((self._room.height() - 2 * _EDGE - 2 * len(self._lines)) // each, 1)
        if fitting >= len(shown):
            return len(shown), 1
        rows = min(fitting, -(-len(shown) // 2))
        return rows, 2 if self._room.width() >= 6 * each else 1

    def retranslate(self) -> None:
        """Say what it is."""
        self.setAccessibleName(self.tr("Tools of the map"))
        self._more.setAccessibleName(self.tr("More tools"))
        self._more.setToolTip(self.tr("More tools"))
