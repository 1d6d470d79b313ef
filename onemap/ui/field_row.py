"""A line that a finger can hit: a number or sign, two lines of text, and what stands at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from onemap.ui import text_size, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HEIGHT = 62
_EDGE, _BADGE = 14, 34


@dataclass(frozen=True, slots=True)
class RowText:
    """What a line says; ``tone`` colours what stands at the right."""

    badge: str
    title: str
    under: str = ""
    right: str = ""
    tone: str = "muted"


class FieldRow(QAbstractButton):
    """One line of a list in the field."""

    def __init__(self, said: RowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(said)
        self.setFixedHeight(text_size.px(HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, said: RowText) -> None:
        """Say something else."""
        self.said = said
        self.setText(said.title)
        self.setAccessibleName(", ".join(filter(None, (said.title, said.under, said.right))))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a finger needs."""
        return QSize(300, text_size.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, marked while it is pressed or has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isDown() or self.isChecked():
            painter.fillRect(self.rect(), theme.color("accent_fill"))
        elif self.underMouse():
            painter.fillRect(self.rect(), theme.color("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("hairline"))
        self._paint_badge(painter)
        self._paint_texts(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 2, -3, -4), 7, 7)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        if not self.said.badge:
            return
        box = QRectF(_EDGE, (self.height() - _BADGE) / 2, _BADGE, _BADGE)
        paint_badge(painter, box, self.said.badge)

    def _paint_texts(self, painter: QPainter) -> None:
        said, left = self.said, _EDGE + (_BADGE + 12 if self.said.badge else 0)
        right = self._font(18, bold=True)
        wide = QFontMetricsF(right).horizontalAdvance(said.right) + 8 if said.right else 0.0
        room = self.width() - left - _EDGE - wide - 8
        upper = (
            QRectF(left, text_size.px(7), room, text_size.px(26))
            if said.under
            else QRectF(left, 0, room, self.height())
        )
        _write(painter, upper, said.title, self._font(19, bold=True), "text")
        _write(painter, QRectF(left, text_size.px(33), room, text_size.px(22)), said.under, self._font(15), "muted")
        at = QRectF(self.width() - _EDGE - wide, 0, wide, self.height())
        _write(painter, at, said.right, right, said.tone, Qt.AlignmentFlag.AlignRight)

    def _font(self, size: int, *, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(text_size.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font


def paint_badge(painter: QPainter, box: QRectF, text: str) -> None:
    """A number in a disc, as it stands in the list and on the map."""
    painter.setPen(QPen(theme.color("panel"), 2))
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(box)
    font = QFont(painter.font())
    font.setPixelSize(round(box.height() * 0.53))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(theme.color("accent_text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _write(
    painter: QPainter, box: QRectF, text: str, font: QFont, color: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    painter.setFont(font)
    painter.setPen(theme.color(color))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
