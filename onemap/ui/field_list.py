"""A scrolled list of lines for fingers, with a word over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from onemap.ui.field_row import FieldRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onemap.ui.field_row import RowText


class FieldList(QWidget):
    """Lines; ``chosen`` tells the number of the one that was hit."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FieldRow] = []
        self.said = QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "muted")
        self.said.setContentsMargins(14, 8, 14, 6)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self.area = scrolled(inside, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.area, 1)

    def show_rows(self, said: str, rows: Sequence[RowText]) -> None:
        """Show other lines."""
        self.said.setText(said)
        self.said.setVisible(bool(said))
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [FieldRow(one, self) for one in rows]
        for number, row in enumerate(self.rows):
            row.clicked.connect(lambda _on=False, number=number: self.chosen.emit(number))
            self._column.insertWidget(number, row)
        self.area.verticalScrollBar().setValue(0)


def scrolled(inside: QWidget, parent: QWidget) -> QScrollArea:
    """A widget that is scrolled by a finger, too."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
    return area
