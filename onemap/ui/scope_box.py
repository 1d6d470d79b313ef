"""Three buttons in one: all rows, the selected ones, or those in view."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from onemap.session.tabling import SCOPES
from onemap.ui import language


class ScopeBox(QWidget):
    """``chosen`` tells the scope that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {scope: QToolButton(self) for scope in SCOPES}
        group, row = QButtonGroup(self), QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for at, (scope, button) in enumerate(self.buttons.items()):
            button.setProperty("role", "segment")
            button.setProperty("side", {0: "left", 2: "right"}.get(at, "middle"))
            button.setCheckable(True)
            button.setObjectName(f"scope_{scope}")
            button.clicked.connect(lambda _on, scope=scope: self.chosen.emit(scope))
            group.addButton(button)
            row.addWidget(button)
        self.buttons["all"].setChecked(True)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write all texts again."""
        for scope, text in zip(SCOPES, (self.tr("All"), self.tr("Selected"), self.tr("In view")), strict=True):
            self.buttons[scope].setText(text)
