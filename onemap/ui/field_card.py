"""The whole grid card in the field: its tabs, its numbers in large print, the rows behind each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from onemap.city.card_lines import head_lines, leads
from onemap.ui import language
from onemap.ui.card_line import CardLine
from onemap.ui.card_measures import FIELD
from onemap.ui.card_rows import CardRows, items_of
from onemap.ui.card_tabs import CardTabs
from onemap.ui.card_view import CardView
from onemap.ui.field_list import scrolled

if TYPE_CHECKING:
    from onemap.city.card import CardRequest
    from onemap.city.card_values import Card, Item, Number
    from onemap.session.session import Session

_ROW_HEIGHT = 52


class FieldCard(QWidget):
    """Shows one card. ``row_chosen`` tells a row that is to be seen on the map, ``cell_requested`` another cell."""

    row_chosen = Signal(str, int)
    cell_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.card: Card | None = None
        self._request: CardRequest | None = None
        self.empty = QLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(14, 14, 14, 14)
        self.tabs, self.view, self.rows = CardTabs(self, FIELD), CardView(None, FIELD), CardRows(self, _ROW_HEIGHT)
        self._lay_out()
        self.tabs.switched.connect(self._show_tab)
        self.view.chosen.connect(self.open_number)
        self.rows.back_requested.connect(lambda: self.body.setCurrentIndex(0))
        self.rows.row_chosen.connect(self.row_chosen)
        language.changed.connect(self.retranslate)

    def _lay_out(self) -> None:
        inside, whole = QWidget(), QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.lines = QGridLayout()
        self.lines.setContentsMargins(16, 8, 16, 4)
        self.lines.setHorizontalSpacing(14)
        self.lines.setColumnStretch(1, 1)
        column.addLayout(self.lines)
        column.addWidget(self.view)
        column.addStretch(1)
        self.area = scrolled(inside, self)
        self.body, self.pages = QStackedWidget(self), QStackedWidget(self)
        self.body.addWidget(self.area)
        self.body.addWidget(self.rows)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.tabs)
        outer.addWidget(self.body, 1)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(whole)
        all_of_it = QVBoxLayout(self)
        all_of_it.setContentsMargins(0, 0, 0, 0)
        all_of_it.addWidget(self.pages)

    def show_card(self, card: Card | None, request: CardRequest | None, why: str) -> None:
        """Show a card, or why there is none."""
        self.card, self._request = card, request
        self.empty.setText(why)
        self.pages.setCurrentIndex(0 if card is None else 1)
        self.body.setCurrentIndex(0)
        if card is not None:
            self.tabs.show_tabs(card.tabs)
        self.area.verticalScrollBar().setValue(0)
        self.retranslate()

    def retranslate(self, _language: str = "") -> None:
        """Write all texts again."""
        if self.card is None:
            return
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lines = head_lines(self.card, en=language.current() == "en")
        for row, ((title, text), cells) in enumerate(zip(lines, leads(self.card), strict=True)):
            label, line = QLabel(title), CardLine(text, cells, title, roomy=True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "muted")
            line.cell_requested.connect(self.cell_requested)
            several = len(cells) > 1
            place = Qt.AlignmentFlag.AlignTop if several else Qt.AlignmentFlag.AlignVCenter
            self.lines.addWidget(label, row, 0, place)
            self.lines.addWidget(line, row, 1)
        self._show_tab(self.tabs.key)

    def _show_tab(self, key: str) -> None:
        if self.card is None:
            return
        tab = next((one for one in self.card.tabs if one.key == key), None)
        self.body.setCurrentIndex(0)
        self.view.show_sections((() if tab is None else tab.sections) + self.card.extra)

    def open_number(self, number: Number) -> None:
        """List the rows of a number."""
        request = self._request
        if request is not None:
            self._session.start(
                "", lambda _job: items_of(number, request), lambda found: self._show_rows(number, found), quick=True
            )

    def _show_rows(self, number: Number, found: tuple[Item, ...]) -> None:
        self.rows.show_number(number, found)
        self.body.setCurrentIndex(1)
