"""The second map over or beside the first, and the handle that is pulled between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QRegion
from PySide6.QtWidgets import QLabel, QWidget

from onemap.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

#: Width of what takes the mouse around the line, px; share of the map that stays on both sides.
GRIP, LEAST = 24, 0.02


class SwipeHandle(QWidget):
    """A line from top to bottom; ``pulled`` tells the share of the width to its left."""

    pulled = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._outer = parent
        self.share = 0.5
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self._recolour)

    def retranslate(self) -> None:
        """Name it for readers of the screen."""
        self.setAccessibleName(self.tr("Border between the two maps"))
        self.setToolTip(self.tr("Pull to compare; left and right keys move it"))

    def _recolour(self, _theme: str) -> None:
        self.update()

    def place(self) -> None:
        """Stand where the share says."""
        outer = self._outer.rect()
        self.setGeometry(round(outer.width() * self.share) - GRIP // 2, 0, GRIP, outer.height())

    def move_to(self, share: float) -> None:
        """Stand at a share of the width."""
        self.share = min(max(share, LEAST), 1 - LEAST)
        self.place()
        self.pulled.emit(self.share)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and its grip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = self.width() / 2, self.height() / 2
        painter.setPen(QPen(theme.color("panel"), 4))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
        painter.setBrush(theme.color("panel"))
        painter.drawEllipse(QRectF(x - 11, y - 11, 22, 22))
        for way in (-1, 1):
            painter.drawLine(QPointF(x + way * 3, y - 4), QPointF(x + way * 7, y))
            painter.drawLine(QPointF(x + way * 7, y), QPointF(x + way * 3, y + 4))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            x = self.mapToParent(event.position().toPoint()).x()
            self.move_to(x / max(self._outer.width(), 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by keys."""
        way = {Qt.Key.Key_Left: -0.02, Qt.Key.Key_Right: 0.02}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        else:
            self.move_to(self.share + way)


class NameTag(QLabel):
    """The name of one of the two maps, in a corner of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "tag")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_at(self, text: str, at: QPoint, *, right: bool = False) -> None:
        """Show a name with its upper left, or right, corner at a place."""
        self.setText(text)
        self.adjustSize()
        self.move(at.x() - self.width() if right else at.x(), at.y())
        self.show()
        self.raise_()


def right_of(rect: QRect, share: float) -> QRegion:
    """What lies right of a share of a rectangle's width."""
    left = round(rect.width() * share)
    return QRegion(left, 0, max(rect.width() - left, 1), rect.height())
