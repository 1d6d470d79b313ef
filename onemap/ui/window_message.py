"""One quiet message over the map, with at most one thing to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from onemap.ui import icons, language, text_size, theme
from onemap.ui.yielding import Yielding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onemap.errors import OneMapError

#: How long a message that tells nothing bad stays, ms.
STAY = 6000
#: Distance from the top of the map, px.
TOP = 12
#: Room left at both sides for what else floats over the map, px.
CLEAR, CLEAR_IN_FIELD = 70, 86


class Message(QFrame):
    """A card at the top of the map: text, perhaps a button, and a way to close it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.text, self.button, self.close_button = QLabel(self), QPushButton(self), QToolButton(self)
        self._mark = QLabel(self)
        self._do: Callable[[], None] | None = None
        #: Where it lies from the top of the map, px.
        self.top = TOP
        self._timer = QTimer(self, singleShot=True, interval=STAY)
        self._timer.timeout.connect(self.hide)
        self._lay_out()
        self.button.clicked.connect(self._clicked)
        self.close_button.clicked.connect(self.hide)
        language.changed.connect(self.retranslate)
        self.retranslate()
        self.hide()

    def _lay_out(self) -> None:
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words = Yielding(self.text, self)
        icons.bind(self.close_button, "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def retranslate(self) -> None:
        """Say what the button does."""
        self.close_button.setToolTip(self.tr("Close"))
        self.close_button.setAccessibleName(self.tr("Close the message"))

    def tell(
        self, text: str, *, bad: bool = False, stays: bool = False, button: str = "",
        do: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Show ``text``; a bad message, or one that ``stays``, does so until it is closed or another one comes."""
        self._do = do
        self.text.setText(text)
        self.setAccessibleName(text)
        self.button.setVisible(bool(button))
        self.button.setText(button)
        self._mark.setPixmap(
            icons.icon("bad" if bad else "info", "bad" if bad else "accent").pixmap(text_size.square(18))
        )
        self.setProperty("level", "bad" if bad else "plain")
        self.style().unpolish(self)
        self.style().polish(self)
        self.place()
        self.show()
        self.raise_()
        if bad or stays or do is not None:
            self._timer.stop()
        else:
            self._timer.start()

    def tell_error(self, error: OneMapError) -> None:
        """Tell why something could not be done; what somebody stopped needs no words."""
        if error.key != "cancelled":
            self.tell(str(error), bad=True)

    def tell_written(self, path: Path) -> None:
        """Tell that a file was written."""
        self.tell(self.tr("Written: %1").replace("%1", str(path)))

    def place(self) -> None:
        """Lie at the top of the map, in the middle, clear of the tools."""
        over = self.parentWidget()
        if over is None:
            return
        room = over.size()
        clear = text_size.px(CLEAR_IN_FIELD if theme.in_field() else CLEAR)
        width = min(text_size.px(640), room.width() - 2 * clear)
        self.setFixedWidth(max(min(max(width, text_size.px(280)), room.width() - 2 * self.top), 0))
        row = self.layout()
        if row is None:
            return
        row.activate()
        edges = row.contentsMargins()
        words = max(self.text.heightForWidth(self._words.viewport().width()), self.close_button.sizeHint().height())
        high = max(words + edges.top() + edges.bottom() + 2, text_size.px(40))
        # A low map has no room for a long message: it is scrolled.
        self.setFixedHeight(min(high, max(room.height() - 2 * self.top, text_size.px(40))))
        self.move((room.width() - self.width()) // 2, self.top)

    def _clicked(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()
