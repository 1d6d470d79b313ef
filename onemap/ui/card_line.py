"""A line of a card's head, in which the names of other cells are links to their cards."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from onemap.city.card_lines import kept_together
from onemap.ui import text_size, theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


#: Stands between characters that are not torn apart at the end of a line.
_UNBROKEN = "\u2060"
#: Height of lines for fingers, per cent, and of one line alone, pixels.
_ROOMY, _TARGET = 190, 48


class CardLine(QLabel):
    """Shows the text; ``cell_requested`` tells the code of the cell whose name was clicked, or chosen by Enter.

    A ``roomy`` one has room for fingers between its lines.
    """

    cell_requested = Signal(str)

    def __init__(
        self, text: str, leads: tuple[tuple[str, str], ...] = (), title: str = "", *, roomy: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._text, self._leads, self._roomy = text, leads, roomy
        self.setWordWrap(True)
        self.setMinimumWidth(text_size.px(40))
        self.setAccessibleName(f"{title} {text}".strip())
        self.linkActivated.connect(self.cell_requested)
        theme.changed.connect(self._dress)
        self._dress()

    def _dress(self, _name: str = "") -> None:
        if not self._leads:
            self.setTextFormat(Qt.TextFormat.PlainText)
            self.setText(kept_together(self._text))
            self.setToolTip(self._text)
            return
        self.setTextFormat(Qt.TextFormat.RichText)
        said = _linked(self._text, self._leads, theme.color("accent").name())
        several = len(self._leads) > 1
        self.setMinimumHeight(_TARGET if self._roomy and not several else 0)
        self.setText(f'<p style="line-height:{_ROOMY if self._roomy and several else 100}%">{said}</p>')


def _linked(text: str, leads: tuple[tuple[str, str], ...], color: str) -> str:
    """The text with a link in the place of each name, in their order; all of it is from data and escaped."""
    made, rest = [], text
    for name, code in leads:
        before, _, rest = rest.partition(name)
        look = f"color:{color};text-decoration:none"
        link = f'<a href="{escape(code, quote=True)}" style="{look}">{escape(_UNBROKEN.join(name))}</a>'
        made.append(f"{escape(before)}{link}")
    return "".join(made) + escape(rest)
