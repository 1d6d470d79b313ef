"""The six tabs of a grid card: a word and its count each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QWidget

from onemap.ui import language, theme
from onemap.ui.card_measures import DESK

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from onemap.city.card_values import Tab
    from onemap.ui.card_measures import Measures


class CardTabs(QWidget):
    """The strip; ``switched`` tells the key of the tab now on top."""

    switched = Signal(str)

    def __init__(self, parent: QWidget | None = None, measures: Measures = DESK) -> None:
        super().__init__(parent)
        self._m = measures.grown()
        self._tabs: tuple[Tab, ...] = ()
        self._key = ""
        self.setFixedHeight(self._m.strip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._follow)
        language.changed.connect(self._follow)

    def _follow(self, _name: str) -> None:
        self._say()
        self.update()

    def _say(self) -> None:
        """Tell a reader of the screen which tab is on top."""
        top = next((tab for tab in self._tabs if tab.key == self._key), None)
        if top is not None:
            self.setAccessibleName(f"{top.title[language.current() == 'en']} {top.count.value:,.0f}")

    @property
    def key(self) -> str:
        """The tab on top."""
        return self._key

    def show_tabs(self, tabs: tuple[Tab, ...]) -> None:
        """Show other counts; the tab on top stays where there is one such, else the fullest of things comes up."""
        self._tabs = tabs
        keys = [tab.key for tab in tabs]
        if self._key not in keys:
            self._key = "things" if "things" in keys else (keys[0] if keys else "")
        self._say()
        self.update()

    def choose(self, key: str) -> None:
        """Bring a tab up."""
        if key != self._key and any(tab.key == key for tab in self._tabs):
            self._key = key
            self._say()
            self.update()
            self.switched.emit(key)

    def sizeHint(self) -> QSize:
        """A strip."""
        return QSize(290, self._m.strip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Bring the clicked tab up."""
        if self._tabs:
            at = int(event.position().x() / max(self.width(), 1) * len(self._tabs))
            self.choose(self._tabs[min(max(at, 0), len(self._tabs) - 1)].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from tab to tab."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        keys = [tab.key for tab in self._tabs]
        if step and keys:
            self.choose(keys[(keys.index(self._key) + step) % len(keys)])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words, counts, and a line under the tab on top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        en = language.current() == "en"
        m, half = self._m, self._m.strip * 0.4
        width = self.width() / max(len(self._tabs), 1)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("hairline"))
        for i, tab in enumerate(self._tabs):
            box, top = QRectF(i * width, 0, width, self.height()), tab.key == self._key
            color = theme.color("unit_grid") if top else theme.color("text")
            size = m.small if en else m.text + 1
            self._write(painter, QRectF(box.left(), 6, width, half), tab.title[en], size, color, bold=top)
            muted, under = color if top else theme.color("muted"), QRectF(box.left(), 6 + half, width, m.small + 5)
            self._write(painter, under, f"{tab.count.value:,.0f}", m.small, muted, bold=False)
            if top:
                painter.fillRect(QRectF(box.left() + 4, self.height() - 2, width - 8, 2), color)
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.drawRoundedRect(QRectF(1.5, 1.5, self.width() - 3, self.height() - 4), 5, 5)
        painter.end()

    def _write(self, painter: QPainter, box: QRectF, text: str, size: int, color: object, *, bold: bool) -> None:
        font = QFont(self.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
