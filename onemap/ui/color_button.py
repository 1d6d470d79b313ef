"""A button that shows a colour and lets one choose another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton

from onemap.ui import language, theme
from onemap.ui.color_names import color_words
from onemap.ui.color_popup import color_pixmap, popup_color

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_SIZE = QSize(30, 16)


class ColorButton(QPushButton):
    """Tells ``picked`` with "#RRGGBB", "#RRGGBBAA", "@name" or None while somebody chooses."""

    picked = Signal(object)

    def __init__(self, name: str, *, can_be_none: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._can_be_none = name, can_be_none
        self._color: str | None = None
        self.setProperty("role", "plain")
        self._told = ""
        self.clicked.connect(self._choose)
        theme.changed.connect(self._paint)
        language.changed.connect(self._paint)
        self.set_color(None)

    @property
    def color(self) -> str | None:
        """The colour shown."""
        return self._color

    def set_color(self, color: str | None) -> None:
        """Show a colour without telling of it."""
        self._color = color
        self._paint()

    def _paint(self, _theme: str = "") -> None:
        self._told = self.tr("none") if self._color is None else color_words(self._color)
        self.setAccessibleName(f"{self._name}: {self._told}")
        self.setToolTip(self._name)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest colour."""
        return QSize(
            _SIZE.width() + self.fontMetrics().horizontalAdvance("#MMMMMMMM") + 30, super().sizeHint().height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, its colour at the left and how it is written beside."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        top = (self.height() - _SIZE.height()) // 2
        painter.drawPixmap(8, top, color_pixmap(self._color, _SIZE))
        painter.setPen(theme.color("text"))
        words = self.rect().adjusted(8 + _SIZE.width() + 8, 0, -4, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._told)
        painter.end()

    def _choose(self) -> None:
        place = self.mapToGlobal(self.rect().bottomLeft())
        popup_color(self, self._color, place, can_be_none=self._can_be_none).picked.connect(self._picked)

    def _picked(self, color: str | None) -> None:
        self.set_color(color)
        self.picked.emit(color)
