"""Paints the lines of the find box's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from onemap.ui import text_size, theme
from onemap.ui.find_model import ROW_ROLE

if TYPE_CHECKING:
    from onemap.ui.find_model import FindRow, Index

_HEIGHTS = {"group": 26, "candidate": 42, "note": 44}
_MARGIN = 12
#: How much larger all of it is in the field.
_IN_FIELD = 1.35


def _px(size: float) -> int:
    """A size at the desk, or in the field."""
    return text_size.px(size * _IN_FIELD if theme.in_field() else size)


class FindDelegate(QStyledItemDelegate):
    """Title above, how it was understood below, a count or "outside" at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a line of its kind."""
        return QSize(120, _px(_HEIGHTS[index.data(ROW_ROLE).kind]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        row: FindRow = index.data(ROW_ROLE)
        box: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind == "candidate":
            _ground(painter, box, option.state)
            self._candidate(painter, box.adjusted(_MARGIN, 0, -_MARGIN, 0), row)
        elif row.kind == "group":
            _write(painter, box.adjusted(_MARGIN, 0, -_MARGIN, 0), row.text, "muted", 11)
        else:
            _note(painter, box.adjusted(_MARGIN, 2, -_MARGIN, -2), row.text)
        painter.restore()

    def _candidate(self, painter: QPainter, box: QRect, row: FindRow) -> None:
        width = _write(painter, box, row.aside, "muted", 11, right=True)
        left = box.adjusted(0, 0, -width - (8 if width else 0), 0)
        above, below = QRect(left), QRect(box)
        above.setBottom(box.top() + _px(23))
        below.setTop(box.top() + _px(21))
        _write(painter, above.adjusted(0, 4, 0, 0), row.text, "text", 13)
        _write(painter, below.adjusted(0, 0, -width - (8 if width else 0), -3), row.how, "muted", 11)


def _ground(painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
    selected = bool(state & QStyle.StateFlag.State_Selected)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_fill" if selected else "hover"))
        painter.drawRoundedRect(box.adjusted(4, 1, -4, -1), 6, 6)


def _note(painter: QPainter, box: QRect, text: str) -> None:
    """A sentence in up to two lines."""
    font = QFont(painter.font())
    font.setPixelSize(_px(12))
    painter.setFont(font)
    painter.setPen(theme.color("muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, text)


def _write(painter: QPainter, box: QRect, text: str, token: str, size: int, *, right: bool = False) -> int:
    """One line of text, shortened to its box; gives its width."""
    font = QFont(painter.font())
    font.setPixelSize(_px(size))
    painter.setFont(font)
    painter.setPen(theme.color(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return QFontMetrics(font).horizontalAdvance(shown)
