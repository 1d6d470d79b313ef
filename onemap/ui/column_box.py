"""A box of columns in which one types to find: part of a title or name, or its sound (pinyin, initials)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QListView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

#: How texts sound, as far as somebody worked it out: it takes a second the first time, so not while one types.
_heard: dict[str, str] = {}


def remember_sounds(texts: Iterable[str], spelled: tuple[list[str], list[str]]) -> None:
    """Keep how texts sound: full pinyin and initials, as `onemap.city.pinyin.spell` gives them."""
    _heard.update((text, f"{full}\n{initials}") for text, full, initials in zip(texts, *spelled, strict=True))


def unheard(texts: Iterable[str]) -> list[str]:
    """Those of some texts whose sound is not known yet."""
    return [text for text in texts if text not in _heard]


def matches(typed: str, text: str) -> bool:
    """Whether what somebody typed is a part of a text, or of its sound."""
    wanted = typed.strip().casefold()
    return wanted in text.casefold() or ("".join(wanted.split()) in _heard.get(text, "") if wanted else True)


class ColumnBox(QComboBox):
    """A combo box whose text may be written to find an item; it always shows one that exists in the end.

    Enter takes the first that fits, Escape and leaving the box bring the chosen one back. ``activated`` is told as by
    any combo box.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.setLineEdit(self.line)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # Qt takes none for none
        self.fitting, self.list = QStringListModel(self), QListView(self)
        self.finder = QCompleter(self.fitting, self)
        self.finder.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.finder.setWidget(self)
        self.finder.setPopup(self.list)
        self.finder.setMaxVisibleItems(12)
        self.line.textEdited.connect(self._typed)
        self.line.returnPressed.connect(self._take_first)
        self.finder.activated.connect(self._take)

    def _typed(self, text: str) -> None:
        items = map(self.itemText, range(self.count()))
        self.fitting.setStringList([item for item in items if matches(text, item)])
        if not text.strip() or not self.fitting.rowCount():
            self.list.hide()
            return
        self.list.setMinimumWidth(max(self.width(), self.list.sizeHintForColumn(0) + 24))
        self.finder.complete(self.rect())
        self.list.setCurrentIndex(self.finder.completionModel().index(0, 0))

    def _take(self, item: str) -> None:
        at = self.findText(item, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive)
        if at >= 0:
            self._choose(at)

    def _take_first(self) -> None:
        """Take the first that fits what is written; where nothing does, show what is chosen."""
        text = self.line.text()
        if text == self.itemText(self.currentIndex()):
            return
        at = next((at for at in range(self.count()) if text.strip() and matches(text, self.itemText(at))), -1)
        if at >= 0:
            self._choose(at)
        else:
            self.show_chosen()

    def _choose(self, at: int) -> None:
        self.setCurrentIndex(at)
        self.show_chosen()
        self.activated.emit(at)

    def show_chosen(self) -> None:
        """Write the chosen item, from its beginning."""
        self.line.setText(self.itemText(self.currentIndex()))
        self.line.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape brings back what is chosen."""
        if event.key() == Qt.Key.Key_Escape and self.line.text() != self.itemText(self.currentIndex()):
            self.show_chosen()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the text, so that typing begins anew."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what is chosen, whatever was written."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.show_chosen()
