"""The scale as 1:n, readable and editable."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit

from onemap.ui import language, text_size

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

#: Scales that are offered while typing.
COMMON = (500, 1000, 1500, 2000, 4000, 5000, 8000, 10000, 20000, 25000, 50000, 100000, 250000)
_UNITS = {"": 1.0, "k": 1e3, "千": 1e3, "万": 1e4, "m": 1e6}


def parse(text: str) -> float | None:
    """The n of "1:4,000", "4000", "4k", "2万"; None when it is none."""
    text = text.strip().lower().replace("：", ":").replace(",", "").replace("，", "").replace(" ", "")
    match = re.fullmatch(r"(?:1[:/])?(\d+(?:\.\d+)?)([km千万]?)", text)
    if match is None:
        return None
    value = float(match[1]) * _UNITS[match[2]]
    return value if 0 < value < 1e12 else None


def shown(denominator: float) -> str:
    """1:n with three figures that count."""
    rounded = round(denominator) if denominator < 1e4 else int(round(denominator, -1))
    return f"1:{rounded:,}" if denominator >= 1 else f"1:{denominator:.3g}"


class ScaleBox(QLineEdit):
    """Shows the scale; Enter looks at the map at the scale that was typed, a click or Down lists the usual ones."""

    scale_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "scale")
        self.setFixedWidth(text_size.px(116))
        self._value = 0.0
        self._clicked_into = False
        completer = QCompleter([f"1:{n:,}" for n in COMMON], self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)
        completer.activated.connect(self._typed)
        self.returnPressed.connect(self._typed)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Say what it is."""
        self.setAccessibleName(self.tr("Scale"))
        self.setToolTip(self.tr("Scale of the map; type another one, such as 1:4000"))

    def show_scale(self, denominator: float) -> None:
        """Show a scale, unless somebody is typing."""
        self._value = denominator
        if not self.hasFocus() or not self.isModified():
            self.setText(shown(denominator))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the text ready to be replaced."""
        super().focusInEvent(event)
        self.selectAll()
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget what was typed and not entered."""
        super().focusOutEvent(event)
        self.setModified(False)
        self.setText(shown(self._value))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The click that comes here leaves all text marked, to be replaced, and lists the usual scales."""
        super().mouseReleaseEvent(event)
        if self._clicked_into and not self.hasSelectedText():
            self._offer()
        self._clicked_into = False

    def _listed(self) -> bool:
        popup = self.completer().popup()
        return popup is not None and popup.isVisible()

    def _offer(self) -> None:
        self.selectAll()
        self.completer().complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the old scale back."""
        if event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.setText(shown(self._value))
            self.clearFocus()
        elif event.key() == Qt.Key.Key_Down and not self._listed():
            self._offer()
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        value = parse(self.text())
        self.setModified(False)
        if value is None:
            self.setText(shown(self._value))
            self.selectAll()
        else:
            self.scale_requested.emit(value)
