"""Explains a number: what it is of, how it was made, its rows in the table and on the map, and its Python lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from onemap.ui.dialog_size import open_at


class ExplainDialog(QDialog):
    """Shows an explanation; it ends when it is closed.

    ``table_requested`` and ``light_requested`` tell that the rows are wanted in the table, or on the map; the buttons
    for it are there where the explanation is of one number (``rows``).
    """

    table_requested = Signal()
    light_requested = Signal()

    def __init__(self, title: str, text: str, parent: QWidget | None = None, *, rows: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        open_at(self, 660, 340)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        self.text.setPlainText(text)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.copy = self._button(self.tr("Copy"))
        self.copy_python = self._button(self.tr("Copy the Python lines"))
        self.copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(text))
        python = text.partition("# Python\n")[2]
        self.copy_python.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(python))
        self.light = self.table = None
        if rows:
            self.light, self.table = (
                self._button(self.tr("Select on the map")),
                self._button(self.tr("Show in the table")),
            )
            self.light.clicked.connect(lambda _on: self.light_requested.emit())
            self.table.clicked.connect(lambda _on: self.table_requested.emit())
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addWidget(self.buttons)

    light: QPushButton | None
    table: QPushButton | None

    def _button(self, text: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setAutoDefault(False)
        self.buttons.addButton(made, QDialogButtonBox.ButtonRole.ActionRole)
        return made
