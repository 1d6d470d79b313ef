"""The short column of tools on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from onemap.ui import language
from onemap.ui.actions import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from onemap.ui.actions import Actions

#: Commands from top to bottom; None is a hairline.
_COLUMN = (
    "zoom_in", "zoom_out", "full", "zoom_box", None, "select_rectangle", "select_polygon", "select_circle",
    "measure_distance", None, "back", "forward",
)  # fmt: skip
#: Those that the field needs.
_IN_FIELD = ("zoom_in", "zoom_out", "full", "back")


class ActionButton(QToolButton):
    """A button of an action that also names itself for readers of the screen."""

    def __init__(self, action: QAction, role: str, icon_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDefaultAction(action)
        self.setProperty("role", role)
        self.setIconSize(QSize(icon_px, icon_px))
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
        self._others: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(3, 3, 3, 3)
        column.setSpacing(1)
        for name in _COLUMN:
            if name is None:
                line = QFrame(self)
                line.setProperty("role", "line")
                column.addWidget(line)
                self._others.append(line)
            else:
                column.addWidget(button := ActionButton(actions[name], "tool", 18, self))
                self._buttons.append(button)
                if name not in _IN_FIELD:
                    self._others.append(button)
        language.changed.connect(self.retranslate)
        self.retranslate()
        self.adjustSize()

    def set_field(self, *, on: bool) -> None:
        """Few large buttons in the field, all of them at the desk."""
        for other in self._others:
            other.setVisible(not on)
        for button in self._buttons:
            button.setIconSize(QSize(24, 24) if on else QSize(18, 18))
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.adjustSize()

    def retranslate(self) -> None:
        """Say what it is."""
        self.setAccessibleName(self.tr("Tools of the map"))
