"""The grid card at the right: head, six tabs, numbers that open their rows, and the ways up, down and aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onemap.city.card_cells import LEVEL_WORDS
from onemap.city.card_lines import head_lines, leads
from onemap.ui import icons, language, text_size
from onemap.ui.card_asking import CardAsking
from onemap.ui.card_line import CardLine
from onemap.ui.card_rows import CardRows, items_of
from onemap.ui.card_tabs import CardTabs
from onemap.ui.card_view import CardView
from onemap.ui.identify_panel import spaced

if TYPE_CHECKING:
    from onemap.city.card import CardRequest
    from onemap.city.card_values import Card, Number
    from onemap.errors import OneMapError
    from onemap.session.session import Session

_NAV = ("previous", "next", "up", "down")
#: The least height of a tab's list, px.
LEAST_LIST = 120


class CardPanel(QWidget):
    """Shows one card. ``card_shown`` tells of another card, ``write_requested`` that it shall be printed."""

    card_shown = Signal(object)
    write_requested = Signal(object)
    zoom_requested = Signal(object)
    row_chosen = Signal(str, int)
    row_opened = Signal(str, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session = session
        self.card: Card | None = None
        self.request: CardRequest | None = None
        self._came_from: dict[str, str] = {}
        self.asking = CardAsking(session, self)
        self._make()
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- building ----------------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.level, self.code, self.name, self.note = (_label(r) for r in ("heading", "code", "title", "note"))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.setWordWrap(True)
        self.empty = _label("muted")
        self.empty.setWordWrap(True)
        self.nav = {key: QToolButton(self) for key in _NAV}
        for key in _NAV:
            self.nav[key].setProperty("role", "icon")
            icons.bind(self.nav[key], key)
        self.lines = QGridLayout()
        self.lines.setContentsMargins(14, 0, 14, 8)
        self.lines.setHorizontalSpacing(10)
        self.lines.setVerticalSpacing(3)
        self.lines.setColumnStretch(1, 1)
        self.tabs, self.view, self.rows = CardTabs(self), CardView(), CardRows(self)
        self.write, self.zoom, self.light = QPushButton(self), QPushButton(self), QPushButton(self)
        self.light.setProperty("role", "primary")
        icons.bind(self.write, "export")
        icons.bind(self.zoom, "zoom_to")

    def _lay_out(self) -> None:
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 8, 0)
        top.setSpacing(2)
        top.addWidget(self.level, 1)
        for key in _NAV:
            top.addWidget(self.nav[key])
        names = QVBoxLayout()
        names.setContentsMargins(14, 2, 14, 8)
        names.setSpacing(2)
        names.addWidget(self.code)
        names.addWidget(self.name)
        for part in (top, names, self.lines):
            column.addLayout(part)
        column.addWidget(self.tabs)
        column.addWidget(self._body(), 1)
        column.addWidget(_hairline(self))
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 0)
        foot.setSpacing(8)
        for button in (self.write, self.zoom, self.light):
            foot.addWidget(button)
        column.addLayout(foot)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(_alone(self.empty))
        self.pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)

    def _body(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        under = QVBoxLayout()
        under.setContentsMargins(14, 4, 14, 10)
        under.addWidget(self.note)
        column.addLayout(under)
        column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        self.body = QStackedWidget(self)
        # It takes what is left, so that what stands below it is seen in low windows, too.
        self.body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body.setMinimumHeight(text_size.px(LEAST_LIST))
        self.body.addWidget(self.area)
        self.body.addWidget(self.rows)
        return self.body

    def _connect(self) -> None:
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self._failed)
        self.asking.busy.connect(self._busy)
        self.tabs.switched.connect(self._show_tab)
        self.view.chosen.connect(self.open_number)
        self.rows.back_requested.connect(lambda: self.body.setCurrentIndex(0))
        self.rows.row_chosen.connect(self.row_chosen)
        self.rows.row_opened.connect(self.row_opened)
        self.nav["previous"].clicked.connect(lambda _on: self.go_before())
        self.nav["next"].clicked.connect(lambda _on: self.go_after())
        self.nav["up"].clicked.connect(lambda _on: self.go_up())
        self.nav["down"].clicked.connect(lambda _on: self.go_down())
        self.write.clicked.connect(lambda _on: self.write_requested.emit(self.card))
        self.zoom.clicked.connect(lambda _on: self.zoom_requested.emit(self.card))
        self.light.clicked.connect(lambda _on: self.light_all())
        language.changed.connect(self.retranslate)

    # --- going about -------------------------------------------------------------------------------------------------
    def go_up(self) -> None:
        """Show the card of the cell above."""
        if self.card is not None and self.card.up:
            self._came_from[self.card.up] = self.card.code
            self.asking.ask(self.card.up)

    def go_down(self) -> None:
        """Show the card of a cell below: the one where one came from, else the first."""
        if self.card is not None and self.card.down:
            came = self._came_from.get(self.card.code, "")
            self.asking.ask(came if came in self.card.down else self.card.down[0])

    def go_before(self) -> None:
        """Show the card of the cell with the code before, of the same layer and level."""
        self._aside(0)

    def go_after(self) -> None:
        """Show the card of the cell with the code after."""
        self._aside(1)

    def _aside(self, side: int) -> None:
        if self.card is not None and self.card.beside[side]:
            self.asking.ask(self.card.beside[side])

    # --- numbers -----------------------------------------------------------------------------------------------------
    def open_number(self, number: Number) -> None:
        """List the rows of a number and light them on the map."""
        request = self.request
        if request is None:
            return
        self._light(number)
        self._session.start(
            "", lambda _job: items_of(number, request), lambda found: self._show_rows(number, found), quick=True
        )

    def light_all(self) -> None:
        """Open all rows of the tab on top."""
        tab = next((one for one in self.card.tabs if one.key == self.tabs.key), None) if self.card else None
        if tab is not None:
            self.open_number(tab.count)

    def _light(self, number: Number) -> None:
        """Select the rows; hidden layers are shown so that there is something to see."""
        held = [layer for layer, rows in number.rows.items() if len(rows)]
        self._session.set_visible(held, visible=True)
        self._session.select({layer: number.rows[layer] for layer in held})

    def _show_rows(self, number: Number, found: object) -> None:
        self.rows.show_number(number, found)  # type: ignore[arg-type]
        self.body.setCurrentIndex(1)

    # --- showing -----------------------------------------------------------------------------------------------------
    def _answered(self, card: Card, request: CardRequest) -> None:
        self.card, self.request = card, request
        self.body.setCurrentIndex(0)
        self.tabs.show_tabs(card.tabs)
        self.retranslate()
        self.area.verticalScrollBar().setValue(0)
        self.card_shown.emit(card)

    def _failed(self, error: OneMapError) -> None:
        self.card = self.request = None
        self.retranslate()
        self.empty.setText(str(error))

    def _busy(self, busy: bool) -> None:
        if busy and self.card is None:
            self.empty.setText(self.tr("Reading…"))

    def retranslate(self) -> None:
        """Write all texts again."""
        en = language.current() == "en"
        self.setAccessibleName(self.tr("Grid card"))
        self.empty.setText(self.tr("Choose a unit grid on the map."))
        for key, words in {
            "previous": self.tr("Cell before (Ctrl+Left)"), "next": self.tr("Cell after (Ctrl+Right)"),
            "up": self.tr("Level up (Alt+Up)"), "down": self.tr("Level down (Alt+Down)"),
        }.items():  # fmt: skip
            self.nav[key].setToolTip(words)
            self.nav[key].setAccessibleName(words)
        self.write.setText(self.tr("Print"))
        self.zoom.setText(self.tr("Zoom to"))
        self.pages.setCurrentIndex(0 if self.card is None else 1)
        if self.card is None:
            return
        card = self.card
        self.level.setText(LEVEL_WORDS[card.level][en])
        self.code.setText(spaced(card.code))
        self.name.setText(card.name)
        self.name.setVisible(bool(card.name))
        self._show_lines(card, en=en)
        for key, there in zip(self.nav, (card.beside[0], card.beside[1], card.up, card.down), strict=True):
            self.nav[key].setEnabled(bool(there))
        parts = (", " if en else "、").join(one.part[en] for one in card.missing)
        self.note.setVisible(bool(parts))
        self.note.setText(self.tr("Left out, no layer has the role: %1").replace("%1", parts))
        self._show_tab(self.tabs.key)

    def _show_lines(self, card: Card, *, en: bool) -> None:
        while self.lines.count():
            item = self.lines.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for row, ((title, text), cells) in enumerate(zip(head_lines(card, en=en), leads(card), strict=True)):
            key, value = _label("muted"), CardLine(text, cells, title, parent=self)
            key.setText(title)
            value.cell_requested.connect(self.asking.ask)
            self.lines.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
            self.lines.addWidget(value, row, 1)

    def _show_tab(self, key: str) -> None:
        tab = next((one for one in self.card.tabs if one.key == key), None) if self.card else None
        if self.card is None:
            return
        self.body.setCurrentIndex(0)
        self.view.show_sections((() if tab is None else tab.sections) + self.card.extra)
        count = 0.0 if tab is None else tab.count.value
        self.light.setText(self.tr("All %1").replace("%1", language.number(count)))
        self.light.setEnabled(count > 0)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _hairline(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "line")
    return line


def _alone(label: QLabel) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(14, 14, 14, 14)
    column.addWidget(label)
    column.addStretch(1)
    return page
