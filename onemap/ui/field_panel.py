"""The answer in the field, beside the map or below it: the cell, what is near, what is open, what is here, the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onemap.city.card_cells import LEVEL_WORDS
from onemap.ui import icons, language, text_size
from onemap.ui.field_card import FieldCard
from onemap.ui.field_here import FieldHere
from onemap.ui.field_list import FieldList
from onemap.ui.field_near import FieldNear
from onemap.ui.field_open import open_rows, open_words
from onemap.ui.field_thing import FieldThing
from onemap.ui.identify_panel import spaced

if TYPE_CHECKING:
    from onemap.session.fielding import FieldAnswer
    from onemap.session.session import Session

PAGES = ("near", "open", "here", "card")
_THING = len(PAGES)


class FieldPanel(QWidget):
    """Shows one answer. What is asked for by hand is told by signals; `FieldMount` does it."""

    cell_requested = Signal(str)
    hand_out_requested = Signal()
    pack_requested = Signal()
    #: A thing or a case that was chosen; None for none of these.
    chosen = Signal(object)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(380, 300)
        self._session = session
        self.answer: FieldAnswer | None = None
        self.near, self.open, self.thing = FieldNear(self), FieldList(self), FieldThing(self)
        self.here, self.card = FieldHere(session, self), FieldCard(session, self)
        self._make()
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- building -------------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.before, self.after = QToolButton(self), QToolButton(self)
        for button, name in ((self.before, "previous"), (self.after, "next")):
            button.setProperty("role", "step")
            button.setIconSize(text_size.square(28))
            icons.bind(button, name, "text")
        self.level, self.code, self.place, self.whose = (_label(r) for r in ("heading", "code", "", "muted"))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.level, self.code, self.place):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.whose.setContentsMargins(14, 0, 14, 6)
        self.whose.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.buttons = {name: QPushButton(self) for name in PAGES}
        self._group = QButtonGroup(self)
        for number, page in enumerate(self.buttons.values()):
            page.setProperty("role", "page")
            page.setCheckable(True)
            self._group.addButton(page, number)
        self.buttons["near"].setChecked(True)
        self.hand_out, self.pack = QPushButton(self), QPushButton(self)
        self.hand_out.setProperty("role", "primary")
        icons.bind(self.hand_out, "export", "accent_text")
        icons.bind(self.pack, "pack")
        self.hand_out.setIconSize(text_size.square(22))
        self.pack.setIconSize(text_size.square(22))

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        for label in (self.level, self.code, self.place):
            names.addWidget(label)
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 6)
        head.setSpacing(8)
        head.addWidget(self.before)
        head.addLayout(names, 1)
        head.addWidget(self.after)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(4, 0, 4, 0)
        tabs.setSpacing(0)
        for button in self.buttons.values():
            tabs.addWidget(button, 1)
        self.pages = QStackedWidget(self)
        for page in (self.near, self.open, self.here, self.card, self.thing):
            self.pages.addWidget(page)
        self.foot = QWidget(self)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(14, 8, 14, 10)
        foot.setSpacing(10)
        foot.addWidget(self.hand_out, 1)
        foot.addWidget(self.pack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.whose)
        column.addLayout(tabs)
        column.addWidget(_hairline(self))
        column.addWidget(self.pages, 1)
        column.addWidget(_hairline(self))
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.before.clicked.connect(lambda _on=False: self.go(0))
        self.after.clicked.connect(lambda _on=False: self.go(1))
        self.pages.currentChanged.connect(lambda at: self.foot.setVisible(at != _THING))
        self.here.counted.connect(self._show_counts)
        self._group.idClicked.connect(self._show_index)
        self.near.chosen.connect(self.chosen)
        self.open.chosen.connect(self._case_chosen)
        self.thing.back_requested.connect(self._back)
        self.hand_out.clicked.connect(lambda _on=False: self.hand_out_requested.emit())
        self.pack.clicked.connect(lambda _on=False: self.pack_requested.emit())
        language.changed.connect(self.retranslate)

    # --- going about ----------------------------------------------------------------------------------------------
    def go(self, side: int) -> None:
        """Ask for the cell with the code before (0) or after (1), of the same layer and level."""
        card = None if self.answer is None else self.answer.card
        if card is not None and card.beside[side]:
            self.cell_requested.emit(card.beside[side])

    def show_page(self, name: str) -> None:
        """Bring a page up."""
        self.buttons[name].setChecked(True)
        self.pages.setCurrentIndex(PAGES.index(name))

    @property
    def page(self) -> str:
        """The page on top; "thing" for the one thing that was chosen."""
        at = self.pages.currentIndex()
        return PAGES[at] if at < _THING else "thing"

    def show_thing(self) -> None:
        """Bring up the page of the one thing; its list stays marked."""
        self.pages.setCurrentIndex(_THING)

    def _show_index(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self.left.emit()

    def _back(self) -> None:
        self._show_index(self._group.checkedId())

    def _case_chosen(self, number: int) -> None:
        if self.answer is not None:
            self.chosen.emit(self.answer.near.cases[number])

    # --- showing --------------------------------------------------------------------------------------------------
    def show_answer(self, answer: FieldAnswer | None, why: str = "") -> None:
        """Show an answer; the page on top stays."""
        self.answer = answer
        if self.page == "thing":
            self.pages.setCurrentIndex(self._group.checkedId())
        fault = "" if answer is None or answer.fault is None else str(answer.fault)
        self.card.show_card(
            None if answer is None else answer.card, None if answer is None else answer.asked, why or fault
        )
        self.retranslate()

    def show_busy(self, busy: bool) -> None:
        """Say that an answer is on its way, while there is none."""
        if busy and self.answer is None:
            self.level.setText(self.tr("Reading…"))

    def retranslate(self, _language: str = "") -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Field view"))
        for button, text in (
            (self.before, self.tr("Cell before (Ctrl+Left)")), (self.after, self.tr("Cell after (Ctrl+Right)")),
        ):  # fmt: skip
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.hand_out.setText(self.tr("Hand out the card"))
        self.pack.setText(self.tr("Pack…"))
        self._show_head()
        self.near.show_found(None if self.answer is None else self.answer.near, self._hint())
        self._show_open()
        self._show_counts()

    def _hint(self) -> str:
        """What to do to get an answer."""
        if not self._session.entries:
            return self.tr("Open a map or a pack first.")
        return self.tr("Tap the map where you stand.")

    def _show_head(self) -> None:
        answer = self.answer
        card = None if answer is None else answer.card
        en = language.current() == "en"
        self.before.setEnabled(card is not None and bool(card.beside[0]))
        self.after.setEnabled(card is not None and bool(card.beside[1]))
        self.hand_out.setEnabled(card is not None)
        self.pack.setEnabled(card is not None)
        nothing = self.tr("Field view") if answer is None else self.tr("No cell")
        self.level.setText(LEVEL_WORDS[card.level][en] if card is not None else nothing)
        self.code.setText(spaced(card.code) if card is not None else "")
        self.code.setVisible(card is not None)
        place = "" if answer is None else answer.near.place
        self.place.setText(place or ("" if card is None else card.name))
        self.place.setVisible(bool(self.place.text()))
        lines = [] if card is None else [one for one in card.head if one.key in {"responsibility_grid", "member"}]
        self.whose.setText("\n".join(f"{one.title[en]} {one.text[en]}" for one in lines))
        self.whose.setVisible(bool(lines))

    def _show_open(self) -> None:
        if self.answer is None:
            self.open.show_rows(self._hint(), ())
        else:
            self.open.show_rows(open_words(self.answer.near), open_rows(self.answer.near))

    def _show_counts(self) -> None:
        near = None if self.answer is None else self.answer.near
        for name, word, count in (
            ("near", self.tr("Near"), None if near is None else near.within),
            ("open", self.tr("Open"), None if near is None else near.open_cases),
            ("here", self.tr("Here"), self.here.count), ("card", self.tr("Card"), None),
        ):  # fmt: skip
            self.buttons[name].setText(word if count is None else f"{word} {language.number(count)}")


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role in {"", "muted"})
    return label


def _hairline(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "line")
    return line
