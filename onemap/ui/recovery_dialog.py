"""Offers what a window left that was not closed in order: what it was, when, how much; restore, discard or later."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from onemap.ui import language, text_size
from onemap.ui.history_panel import said

if TYPE_CHECKING:
    from onemap.session.journal import Recovered

#: Layers without rows that are named; the others are counted.
_NAMED = 5


class RecoveryDialog(QDialog):
    """A list of what can be restored; ``restored`` and ``discarded`` name one, what is neither stays for later."""

    restored = Signal(object)
    discarded = Signal(object)

    def __init__(self, found: list[Recovered], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(text_size.px(520))
        self.head, self.list, self.note = QLabel(self), QListWidget(self), QLabel(self)
        self.head.setProperty("role", "heading")
        for label in (self.head, self.note):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setProperty("role", "muted")
        self.list.setWordWrap(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        buttons = QDialogButtonBox(self)
        self.restore = QPushButton(self.tr("&Restore"))
        self.discard, self.later = QPushButton(self.tr("&Discard")), QPushButton(self.tr("&Later"))
        buttons.addButton(self.restore, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.discard, QDialogButtonBox.ButtonRole.DestructiveRole)
        buttons.addButton(self.later, QDialogButtonBox.ButtonRole.RejectRole)
        self.restore.setDefault(True)
        self.restore.clicked.connect(self._restore)
        self.discard.clicked.connect(self._discard)
        self.later.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (self.head, self.list, self.note, buttons):
            column.addWidget(widget)
        self.setWindowTitle(self.tr("Restore your work"))
        self.head.setText(self.tr("OneMap ended without being closed. This is what you had, to the last action:"))
        self.list.setAccessibleName(self.tr("What can be restored"))
        self._fill()
        self.list.currentRowChanged.connect(self._show_note)

    def _fill(self) -> None:
        self.list.clear()
        for one in self._found:
            item = QListWidgetItem(_told(one, self.tr("Untitled map"), self.tr("%1 changes; the last: %2")))
            item.setSizeHint(QSize(0, text_size.px(64)))
            self.list.addItem(item)
        self.list.setFixedHeight(min(66 * max(len(self._found), 1) + 6, 280))
        self.list.setCurrentRow(0)
        self._show_note()

    def _show_note(self, _row: int = 0) -> None:
        one = self._chosen()
        lost = one.lost if one is not None else ()
        names = ("、" if language.current() == "zh" else ", ").join(lost[:_NAMED]) + ("…" if len(lost) > _NAMED else "")
        text = self.tr("Rows that were in no file cannot be restored: %1").replace("%1", names) if lost else ""
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _chosen(self) -> Recovered | None:
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _restore(self) -> None:
        one = self._chosen()
        if one is not None:
            self._found.remove(one)
            self.restored.emit(one)
        self.accept()

    def _discard(self) -> None:
        one = self._chosen()
        if one is not None:
            self._found.remove(one)
            self.discarded.emit(one)
        if self._found:
            self._fill()
        else:
            self.accept()

    @property
    def left(self) -> list[Recovered]:
        """What was neither restored nor discarded."""
        return self._found


def _told(one: Recovered, untitled: str, changes: str) -> str:
    content = one.content
    title = (content.title_en or content.title) if language.current() == "en" else (content.title or content.title_en)
    name = title or (Path(one.project).stem if one.project else untitled)
    count = changes.replace("%1", language.number(one.changed)).replace("%2", said(one.words))
    return "\n".join([f"{name} · {local_time(one.at)}", one.project or "", count]).replace("\n\n", "\n")


def local_time(at: str) -> str:
    """A UTC time of a file, as this machine's clock shows it."""
    try:
        return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return at
