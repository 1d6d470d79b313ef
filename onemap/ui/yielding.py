"""A place that never asks for more room than the window has: what is larger is scrolled, not cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from onemap.ui import text_size

#: The least that is still of use, px.
LEAST = (120, 80)


class Yielding(QScrollArea):
    """Holds one panel, as large as its place, or as the panel needs where the place is smaller."""

    def __init__(self, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(panel)

    def sizeHint(self) -> QSize:
        """As the panel wishes."""
        panel = self.widget()
        return super().sizeHint() if panel is None else panel.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Small: the panel is scrolled then."""
        return QSize(text_size.px(LEAST[0]), text_size.px(LEAST[1]))
