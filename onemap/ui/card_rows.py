"""The rows behind a number of a card: how it was counted, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from onemap.ui import icons, language
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from onemap.city.card import CardRequest
    from onemap.city.card_values import Item, Number

#: Rows that are listed; the number itself tells how many there are.
LIMIT = 300
_DETAILS = ("class", "state", "phase", "owner", "deadline", "address")


class CardRows(QWidget):
    """A list of rows. ``row_chosen`` tells (layer, row), ``row_opened`` the same when one wants to see it from near."""

    back_requested = Signal()
    row_chosen = Signal(str, int)
    row_opened = Signal(str, int)

    def __init__(self, parent: QWidget | None = None, row_height: int = 28) -> None:
        super().__init__(parent)
        self._row_height = row_height
        self._number: Number | None = None
        self.back, self.title, self.how = QToolButton(self), QLabel(self), QLabel(self)
        self.back.setProperty("role", "icon")
        icons.bind(self.back, "back")
        self.title.setProperty("role", "title")
        self.how.setProperty("role", "note")
        for label in (self.title, self.how):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        head = QHBoxLayout()
        head.setContentsMargins(8, 8, 14, 2)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        under = QVBoxLayout()
        under.setContentsMargins(14, 0, 14, 6)
        under.addWidget(self.how)
        column.addLayout(under)
        column.addWidget(self.list, 1)
        self.back.clicked.connect(lambda _on: self.back_requested.emit())
        self.list.currentItemChanged.connect(self._current)
        self.list.itemActivated.connect(lambda item: self.row_opened.emit(*item.data(Qt.ItemDataRole.UserRole)))
        language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write all texts again."""
        words = self.tr("Back to the card")
        self.back.setToolTip(words)
        self.back.setAccessibleName(words)
        self.list.setAccessibleName(self.tr("Rows"))
        if self._number is not None:
            self.title.setText(f"{self._number.title[language.current() == 'en']}  {self._number.value:,.0f}")
            self.how.setText(self._number.how.sentence(language.current()))

    def show_number(self, number: Number, found: tuple[Item, ...]) -> None:
        """List the rows of a number."""
        self._number = number
        self.retranslate()
        self.list.clear()
        for one in found:
            code = one.code if one.code != one.title else ""
            item = QListWidgetItem("   ".join(filter(None, (one.title, one.detail, code))))
            item.setToolTip(plain_tip("\n".join(filter(None, (one.code, one.title, one.detail)))))
            item.setSizeHint(QSize(10, self._row_height))
            item.setData(Qt.ItemDataRole.UserRole, (one.layer, one.row))
            self.list.addItem(item)

    def _current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.row_chosen.emit(*item.data(Qt.ItemDataRole.UserRole))


def items_of(number: Number, request: CardRequest) -> tuple[Item, ...]:
    """The first rows of a number as a list, personal values masked. Runs in a worker."""
    from onemap.city.card_frame import items

    found: list[Item] = []
    for layer in request.layers:
        if layer.id in number.rows:
            found += items(layer, number.rows[layer.id], _DETAILS, LIMIT - len(found))  # type: ignore[arg-type]
    return tuple(found)
