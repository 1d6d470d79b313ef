"""Asks whether a project may read files beyond its own folder: which they are, and that some are on other computers."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from onemap.io import reach
from onemap.ui import text_size
from onemap.ui.check_box import CheckBox
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A longer list is rolled, px.
_HIGHEST = 260


class AllowDialog(QDialog):
    """A list of what a project wants to read; ``allowed`` hands over the files, or with the box ticked their folders.

    Enter leaves everything as it is.
    """

    allowed = Signal(list)

    def __init__(self, paths: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = list(paths)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Files outside the project"))
        self.setMinimumWidth(text_size.px(640))
        self.head, self.note = QLabel(self), QLabel(self)
        self.head.setProperty("role", "heading")
        self.note.setProperty("role", "muted")
        for label in (self.head, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.head.setText(self.tr("The project wants to read files outside of its own folder."))
        self.note.setText(self._note())
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Files outside the project"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        for path in self._paths:
            item = QListWidgetItem(path)
            item.setToolTip(plain_tip(path))
            self.list.addItem(item)
        self.list.setFixedHeight(min(max(self.list.sizeHintForRow(0), 24) * len(self._paths) + 12, _HIGHEST))
        self.folders = CheckBox(self.tr("Also everything else in their &folders"), self)
        self.leave, self.allow = QPushButton(self.tr("&Leave them out")), QPushButton(self.tr("&Allow"))
        self.leave.setDefault(True)
        self.allow.setAutoDefault(False)
        self.leave.clicked.connect(lambda _on=False: self.reject())
        self.allow.clicked.connect(lambda _on=False: self._allow())
        self._lay_out()

    def _note(self) -> str:
        text = self.tr("Allow this if you know where the project comes from. It is asked once.")
        if any(map(reach.is_remote, self._paths)):
            text += self.tr(" Some are on another computer, which will see who you are.")
        return text

    def _lay_out(self) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (self.head, self.note, self.list):
            column.addWidget(widget)
        foot.addWidget(self.folders)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.allow)
        column.addSpacing(4)
        column.addLayout(foot)

    def _allow(self) -> None:
        """Hand over the files, or where the whole folders were meant those."""
        chosen = self._paths
        if self.folders.isChecked():
            chosen = sorted({str(PurePath(path).parent) for path in self._paths})
        self.allowed.emit(chosen)
        self.accept()
