"""The head of the panel of layers: title, count, buttons, search; and what is shown when nothing can be listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from onemap.ui import icons, text_size

if TYPE_CHECKING:
    from collections.abc import Callable

translate = QCoreApplication.translate


class LayerHeader(QWidget):
    """Asks for data, for a group, and tells what is searched; ``left`` when somebody goes on to the tree."""

    add_requested = Signal()
    group_requested = Signal()
    searched = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._count = _label("heading"), _label("number")
        self._find = self._button("search", self._toggle)
        self._find.setCheckable(True)
        self._group = self._button("group", self.group_requested.emit)
        self._add = self._button("add", self.add_requested.emit)
        self.line = QLineEdit()
        self.line.setProperty("role", "search")
        self.line.setClearButtonEnabled(True)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self.searched.emit)
        self._lay_out()
        self.say()

    def _lay_out(self) -> None:
        head, search = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 4)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addSpacing(6)
        head.addWidget(self._count)
        head.addStretch(1)
        for button in (self._add, self._group, self._find):
            head.addWidget(button)
        search.setContentsMargins(10, 0, 10, 6)
        search.addWidget(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(search)
        self.line.hide()

    def _button(self, icon: str, call: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "icon")
        button.setIconSize(text_size.square(16))
        icons.bind(button, icon)
        button.clicked.connect(lambda _checked=False: call())
        return button

    def say(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("LayerPanel", "Layers"))
        self.line.setPlaceholderText(translate("LayerPanel", "Search layers"))
        self.line.setAccessibleName(translate("LayerPanel", "Search layers"))
        _named(self._add, translate("LayerPanel", "Add data"))
        _named(self._group, translate("LayerPanel", "Group the selected layers"))
        _named(self._find, translate("LayerPanel", "Search layers"))

    def show_count(self, layers: int) -> None:
        """Tell how many layers there are."""
        self._count.setText(f"{layers:,}" if layers else "")

    def allow_group(self, *, allowed: bool) -> None:
        """Whether there is something to group."""
        self._group.setEnabled(allowed)

    def search(self) -> None:
        """Open the search and put the cursor there."""
        self._find.setChecked(True)
        self.line.show()
        self.line.setFocus()

    def _toggle(self) -> None:
        if self._find.isChecked():
            self.search()
            return
        self.line.clear()
        self.line.hide()
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape ends the search, Down goes on to the tree."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            if event.key() == Qt.Key.Key_Escape:
                self._find.click()
                return True
            if event.key() == Qt.Key.Key_Down:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)


class EmptyHint(QWidget):
    """What to do while there is no layer."""

    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text, self._add = _label("title"), _label("muted"), QPushButton()
        self._text.setWordWrap(True)
        self._add.setProperty("role", "primary")
        self._add.clicked.connect(lambda _checked=False: self.add_requested.emit())
        column = _column(self)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.say()

    def say(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("LayerPanel", "No layers yet"))
        self._text.setText(translate("LayerPanel", "Add data files, or drop files and folders here."))
        self._add.setText(translate("LayerPanel", "Add data"))


class NothingHint(QWidget):
    """What to do when the search finds nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _label("muted")
        self._text.setWordWrap(True)
        column = _column(self)
        column.addWidget(self._text)
        column.addStretch(1)
        self.say()

    def say(self) -> None:
        """Say everything in the language in use."""
        self._text.setText(translate("LayerPanel", "No layer has this in its name. Clear the search to see all."))


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(14, 12, 14, 12)
    column.setSpacing(8)
    return column


def _named(button: QToolButton, words: str) -> None:
    button.setToolTip(words)
    button.setAccessibleName(words)
