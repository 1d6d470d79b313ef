"""The list of steps: what was done, from the first to the last, and what was taken back; a click goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from onemap.ui import language, theme
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from onemap.session.change import Change
    from onemap.session.history import Words
    from onemap.session.session import Session

#: Changes after which the steps are the same: they are told often.
_NO_STEPS = frozenset({"view", "jobs", "data", "identified"})


class HistoryPanel(QWidget):
    """All steps of a session; the row in bold is where it stands now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.list, self.note = QListWidget(self), QLabel(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setUniformItemSizes(True)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setContentsMargins(14, 8, 14, 10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        self.list.itemClicked.connect(lambda item: self.go_to(self.list.row(item)))
        self.list.itemActivated.connect(lambda item: self.go_to(self.list.row(item)))
        session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        theme.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Write all texts again."""
        self.list.setAccessibleName(self.tr("Steps"))
        self.note.setText(self.tr("Click a step to go back or forward to it. Moving the map is no step."))
        self._show()

    def go_to(self, row: int) -> None:
        """Go to the state after step ``row``; row 0 is the state before the first."""
        now = len(self._session.history.done)
        if row < now:
            self._session.undo(now - row)
        elif row > now:
            self._session.redo(row - now)

    def showEvent(self, event: object) -> None:
        """Show what has changed while nobody looked."""
        self._soon.start()

    def _changed(self, change: Change) -> None:
        if change.parts - _NO_STEPS and self.isVisible():
            self._soon.start()

    def _show(self, _theme: str = "") -> None:
        history = self._session.history
        steps = [*(step.words for step in history.done), *(step.words for step in reversed(history.undone))]
        texts = [self.tr("As it was opened"), *map(said, steps)]
        now = len(history.done)
        while self.list.count() > len(texts):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(texts):
            self.list.addItem(QListWidgetItem())
        for row, text in enumerate(texts):
            item = self.list.item(row)
            font = self.list.font()
            font.setBold(row == now)
            item.setText(text)
            item.setToolTip(plain_tip(text))
            item.setFont(font)
            item.setForeground(theme.color("muted" if row > now else "text"))
        self.list.setCurrentRow(now)
        self.list.scrollToItem(self.list.item(now))


def said(words: Words) -> str:
    """Words in the language in use."""
    return words[1] if language.current() == "en" else words[0]
