"""The values of a row of a filter: one, two or many, with those of the column offered while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Signs that stand between values.
_BETWEEN = ",，、"


def split_values(text: str) -> tuple[str, ...]:
    """Values written one after another; those in double quotes may hold the signs between."""
    found, part, quoted = [], "", False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif sign in _BETWEEN and not quoted:
            found.append(part.strip())
            part = ""
        else:
            part += sign
    return tuple(one for one in (*found, part.strip()) if one)


def join_values(values: Sequence[str]) -> str:
    """Values as `split_values` reads them."""
    return ", ".join(f'"{one}"' if any(sign in one for sign in _BETWEEN) else one for one in values)


class ValueBox(QComboBox):
    """One value: typed, or chosen among those of the column."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = cast("QCompleter", self.completer())
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.editTextChanged.connect(lambda _text: self.edited.emit())

    def offer(self, values: Sequence[str]) -> None:
        """Offer values; what is written stays."""
        written = self.currentText()
        with QSignalBlocker(self):
            self.clear()
            self.addItems(list(values))
            self.setEditText(written)

    def write(self, text: str) -> None:
        """Write a value without telling."""
        with QSignalBlocker(self):
            self.setEditText(text)


class ValueList(QLineEdit):
    """Some values with commas between them; the last one is completed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setWidget(self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._complete)
        self._completer = completer
        self.textEdited.connect(self._typed)

    def offer(self, values: Sequence[str]) -> None:
        """Complete by these values."""
        self._offered.setStringList(list(values))

    def write(self, text: str) -> None:
        """Write values without telling."""
        with QSignalBlocker(self):
            self.setText(text)

    def _last(self) -> tuple[str, str]:
        text = self.text()
        at = max(text.rfind(sign) for sign in _BETWEEN) + 1
        return text[:at], text[at:].strip()

    def _typed(self, _text: str) -> None:
        self._completer.setCompletionPrefix(self._last()[1])
        if self._completer.completionCount():
            self._completer.complete()
        self.edited.emit()

    def _complete(self, value: str) -> None:
        before = self._last()[0]
        self.setText(f"{before} {join_values([value])}, ".lstrip())
        self.edited.emit()


class ValuesEditor(QWidget):
    """As many values as an operator takes."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first, self._second, self._many = ValueBox(self), ValueBox(self), ValueList(self)
        self._and = QLabel("–", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._first, self._and, self._second, self._many):
            row.addWidget(widget)
        for editor in (self._first, self._second, self._many):
            editor.edited.connect(self.edited)
        self._wanted: int | None = 1
        self.take(1)

    def name(self, value: str, second: str, many: str, hint: str) -> None:
        """Name the fields for readers of the screen, and say what to type in them."""
        self._first.setAccessibleName(value)
        self._second.setAccessibleName(second)
        self._many.setAccessibleName(many)
        for line in (self._first.lineEdit(), self._second.lineEdit()):
            cast("QLineEdit", line).setPlaceholderText(hint)
        self._many.setPlaceholderText(many)

    def take(self, wanted: int | None) -> None:
        """Show fields for so many values; None for a list."""
        values = self.values()
        self._wanted = wanted
        self._first.setVisible(wanted in (1, 2))
        self._and.setVisible(wanted == 2)
        self._second.setVisible(wanted == 2)
        self._many.setVisible(wanted is None)
        self.write(values)

    def values(self) -> tuple[str, ...]:
        """What is written."""
        if self._wanted is None:
            return split_values(self._many.text())
        return (self._first.currentText(), self._second.currentText())[: self._wanted]

    def write(self, values: Sequence[str]) -> None:
        """Write values without telling."""
        if self._wanted is None:
            self._many.write(join_values(values))
            return
        for box, value in zip((self._first, self._second), (*values, "", ""), strict=False):
            box.write(value)

    def offer(self, values: Sequence[str]) -> None:
        """Offer values of the column."""
        for editor in (self._first, self._second, self._many):
            editor.offer(values)
