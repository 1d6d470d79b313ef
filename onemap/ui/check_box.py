"""A check box with the mark of the layer tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox

from onemap.ui import text_size, theme
from onemap.ui.layer_delegate import paint_check

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_MARK, _GAP = 15, 8


class CheckBox(QCheckBox):
    """Looks in both themes like the check boxes of the tree."""

    def sizeHint(self) -> QSize:
        """Mark, gap, words."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return QSize(text_size.px(_MARK) + _GAP + words.width() + 2, max(words.height(), text_size.px(22)))

    def minimumSizeHint(self) -> QSize:
        """As large as it likes to be: words are never cut."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        """The words can be clicked, too."""
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark at the left, words beside it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else 0.5)
        side = text_size.px(_MARK)
        mark = QRect(1, (self.height() - side) // 2, side, side)
        paint_check(painter, mark, self.checkState())
        if self.hasFocus():
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(mark.adjusted(-1, -1, 1, 1), 4.5, 4.5)
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        words = self.rect().adjusted(side + _GAP, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())
        painter.end()
