"""The text of a filter: columns, words and values are completed, a fault is underlined where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QTextEdit, QWidget

from onemap.model import cql
from onemap.ui import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractItemView

_WORDS = (
    "AND", "OR", "NOT", "IN ()", "LIKE ''", "BETWEEN", "IS NULL", "IS NOT NULL", "DATE('')", "CASEI()", "TRUE", "FALSE",
    "S_INTERSECTS(geometry, )", "S_WITHIN(geometry, )",
)  # fmt: skip
_WORD = re.compile(r"[\w.]+\Z")
_NAMED = re.compile(r'"((?:[^"]|"")+)"|([^\W\d][\w.]*)')
_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape}


class FilterText(QPlainTextEdit):
    """``edited`` tells of a change by hand, ``applied`` of Ctrl+Enter, ``values_wanted`` of a column."""

    edited = Signal()
    applied = Signal()
    values_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self._columns: tuple[str, ...] = ()
        self._values: dict[str, tuple[str, ...]] = {}
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._complete)
        self._silent = False
        self.textChanged.connect(self._changed)

    def write(self, text: str) -> None:
        """Write a text without telling."""
        if text != self.toPlainText():
            self._silent = True
            self.setPlainText(text)
            self._silent = False

    def complete_by(self, columns: Sequence[str]) -> None:
        """Complete by these columns; values of other columns are forgotten."""
        self._columns, self._values = tuple(columns), {}

    def offer(self, column: str, values: Sequence[str]) -> None:
        """Complete by values of a column, written without quotes."""
        self._values[column] = tuple(values)
        if self.hasFocus() and self._asked()[0] == column:
            self._show()

    def mark(self, at: int | None) -> None:
        """Underline the word at a place, or nothing."""
        if at is None:
            self.setExtraSelections([])
            return
        text = self.toPlainText()
        cursor, selection = QTextCursor(self.document()), QTextEdit.ExtraSelection()
        start = min(at, max(len(text) - 1, 0))
        end = max(start + 1, start + len(re.match(r"[\w.]*", text[start:]).group()))  # type: ignore[union-attr]
        cursor.setPosition(start)
        cursor.setPosition(min(end, len(text)), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.color("bad"))
        look.setBackground(theme.color("bad_fill"))
        selection.cursor, selection.format = cursor, look
        self.setExtraSelections([selection])

    def _changed(self) -> None:
        if not self._silent:
            self.mark(None)
            self.edited.emit()

    # --- completion -----------------------------------------------------------------------------------------------
    def _asked(self) -> tuple[str, str]:
        """The column whose value is being written and what is written of it; or no column and the word so far."""
        before = self.toPlainText()[: self.textCursor().position()]
        outside, quote, inside = before.rpartition("'")
        if quote and before.count("'") % 2:
            names = [(found[0].replace('""', '"') or found[1]) for found in _NAMED.findall(outside)]
            known = [name for name in names if name in self._columns]
            return (known[-1] if known else ""), inside
        word = _WORD.search(before)
        return "", word.group() if word else ""

    def _show(self) -> None:
        column, written = self._asked()
        if column:
            offered: tuple[str, ...] = self._values.get(column, ())
        else:
            offered = (*map(cql.identifier, self._columns), *_WORDS) if written else ()
        self._offered.setStringList(list(offered))
        self._completer.setCompletionPrefix(written)
        popup = self._popup()
        if not self._completer.completionCount() or (written and self._completer.currentCompletion() == written):
            popup.hide()
            return
        box = self.cursorRect()
        box.setWidth(min(240, self.width()))
        self._completer.complete(box)

    def _popup(self) -> QAbstractItemView:
        return cast("QAbstractItemView", self._completer.popup())

    def _complete(self, chosen: str) -> None:
        column, written = self._asked()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(written))
        after = self.toPlainText()[self.textCursor().position() :]
        closing = "'" if column and not after.startswith("'") else ""
        cursor.insertText(chosen.replace("'", "''") + closing if column else chosen)
        if not column and chosen[-1:] in ")'" and chosen[-2:-1] in "(' ":
            back = 2 if chosen.endswith("')") else 1
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, back)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Complete while one types; Ctrl+Enter applies, Ctrl+Space completes at once."""
        popup = self._popup()
        if popup.isVisible() and event.key() in _KEYS:
            event.ignore()
            return
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.applied.emit()
            return
        if not (control and event.key() == Qt.Key.Key_Space):
            super().keyPressEvent(event)
        if event.text() or (control and event.key() == Qt.Key.Key_Space):
            column, _written = self._asked()
            if column and column not in self._values:
                self.values_wanted.emit(column)
            self._show()
