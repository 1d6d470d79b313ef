"""The one box for everything, in the middle of the window's bar, and the list that falls from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from onemap.ui import icons, language, text_size
from onemap.ui.find_delegate import FindDelegate
from onemap.ui.find_model import FindModel

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

    from onemap.city.locator_values import Answer, Candidate

#: The box at the most and at the least, and the list, px at the usual size of text.
WIDTH, _LEAST, LIST_WIDTH, LIST_HEIGHT = 420, 120, 520, 460
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class FindList(QFrame):
    """The candidates, over whatever lies below the box; it never takes the focus from the box."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.answers = ""
        self.model, self.view = FindModel(self), QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(FindDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(False)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(self.tr("What was found"))
        self.view.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 6, 2, 6)
        column.addWidget(self.view)
        self.hide()

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that Enter would choose."""
        index = self.view.currentIndex()
        return self.model.rows[index.row()].candidate if index.isValid() else None

    def show_answer(self, answer: Answer) -> None:
        """Show what a text means, the best candidate marked."""
        self.answers = answer.text
        self.model.show(answer)
        self._mark(self.model.next_candidate(-1, 1))

    def step(self, lines: int) -> None:
        """Mark a candidate further down or up."""
        self._mark(self.model.next_candidate(self.view.currentIndex().row(), lines))

    def height_for_rows(self) -> int:
        """The height that shows all lines, up to what is bearable."""
        return min(LIST_HEIGHT, 16 + sum(self.view.sizeHintForRow(row) for row in range(self.model.rowCount())))

    def _mark(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        candidate = self.model.rows[index.row()].candidate
        if candidate is not None:
            self.chosen.emit(candidate)


class SearchBox(QLineEdit):
    """Takes a text and shows what it may mean.

    ``opened`` tells that somebody is about to type, ``asked`` gives the text at every change, ``chosen`` a candidate;
    ``left`` asks that the map gets the focus back.
    """

    opened = Signal()
    asked = Signal(str)
    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "search")
        self.setMinimumWidth(text_size.px(_LEAST))
        self.setMaximumWidth(text_size.px(WIDTH))
        self.setMaxLength(200)
        self.setClearButtonEnabled(True)
        self._mark = QAction(self)
        icons.bind(self._mark, "search")
        self.addAction(self._mark, QLineEdit.ActionPosition.LeadingPosition)
        self.list: FindList | None = None
        self._entered = ""
        self.textEdited.connect(self.asked)
        self.textChanged.connect(self._emptied)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(text_size.px(WIDTH), super().sizeHint().height())

    def retranslate(self, _language: str = "") -> None:
        """Say what can be typed."""
        self.setPlaceholderText(self.tr("Find places, codes, coordinates, layers, commands  (Ctrl+K)"))
        self.setAccessibleName(self.tr("Find"))
        self._mark.setText(self.tr("Find"))
        self.setToolTip(
            self.tr("A name, an address, a code or its beginning, coordinates in any form, pinyin or initials")
        )

    def start(self) -> None:
        """Take the focus with the whole text marked."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def show_answer(self, answer: Answer) -> None:
        """Let the list fall, unless the text is another one by now or the box was left."""
        if answer.text != self.text() or not self.hasFocus():
            return
        if self.list is None:
            self.list = FindList(self.window())
            self.list.chosen.connect(self._choose)
        self.list.show_answer(answer)
        self.list.setVisible(self.list.model.rowCount() > 0)
        self._place()
        self.list.view.doItemsLayout()
        self.list.view.scrollToTop()
        if self._entered == answer.text and self.list.candidate is not None:
            self._choose(self.list.candidate)

    def close_list(self) -> None:
        """Fold the list away."""
        if self.list is not None:
            self.list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the list, Enter chooses, Esc folds it away and then leaves the box."""
        shown = self.list is not None and self.list.isVisible()
        if self.list is not None and shown and event.key() in _STEPS:
            self.list.step(_STEPS[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif event.key() == Qt.Key.Key_Escape and shown:
            self.close_list()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.asked.emit(self.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody is about to type."""
        super().focusInEvent(event)
        self.opened.emit()
        if self.text():
            self.asked.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Fold the list away."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.close_list()

    def event(self, event: QEvent) -> bool:
        """Esc is the box's own while it has the focus."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() == QEvent.Type.ShortcutOverride and (key == Qt.Key.Key_Escape or key in _STEPS):
            event.accept()
            return True
        return super().event(event)

    def _enter(self) -> None:
        """Choose what is marked; what was typed faster than it was answered is chosen when the answer comes."""
        answered = self.list is not None and self.list.isVisible() and self.list.answers == self.text()
        if self.list is not None and answered and self.list.candidate is not None:
            self._choose(self.list.candidate)
        elif self.text():
            self._entered = self.text()
            self.asked.emit(self.text())

    def _choose(self, candidate: object) -> None:
        self._entered = ""
        self.close_list()
        self.chosen.emit(candidate)

    def _emptied(self, text: str) -> None:
        self._entered = ""
        if not text:
            self.close_list()

    def _place(self) -> None:
        """Below the box, within the window."""
        if self.list is None:
            return
        window = self.window()
        width = min(max(text_size.px(LIST_WIDTH), self.width()), window.width() - 16)
        at = self.mapTo(window, QPoint((self.width() - width) // 2, self.height() + 4))
        x = min(max(at.x(), 8), window.width() - width - 8)
        self.list.setGeometry(x, at.y(), width, min(self.list.height_for_rows(), window.height() - at.y() - 16))
        self.list.raise_()
