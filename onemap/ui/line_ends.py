"""Choosing how lines end and turn, each way with a picture of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args, get_type_hints

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QComboBox

from onemap.model.style import Symbol
from onemap.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

CAPS = {"butt": Qt.PenCapStyle.FlatCap, "round": Qt.PenCapStyle.RoundCap, "square": Qt.PenCapStyle.SquareCap}
JOINS = {"miter": Qt.PenJoinStyle.MiterJoin, "round": Qt.PenJoinStyle.RoundJoin, "bevel": Qt.PenJoinStyle.BevelJoin}
#: The picture of a way, pixels, and the line in it.
_SIZE, _WIDE, _THIN = QSize(28, 16), 8.0, 1.0


class LineEnds(QComboBox):
    """The ways of the field ``cap`` or ``join`` of a `Symbol`; the data of an item is the field's value."""

    def __init__(self, field: Literal["cap", "join"], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setAccessibleName(name)
        self.setIconSize(_SIZE)
        names = {
            "butt": self.tr("Flat"), "square": self.tr("Square, longer by half the width"),
            "miter": self.tr("Sharp"), "bevel": self.tr("Cut off"), "round": self.tr("Round"),
        }  # fmt: skip
        for way in get_args(get_type_hints(Symbol)[field]):
            self.addItem(names[way], way)
        self._draw("")
        theme.changed.connect(self._draw)

    def choose(self, way: str) -> None:
        """Show a way without telling of it."""
        self.setCurrentIndex(self.findData(way))

    def _draw(self, _theme: str) -> None:
        for place in range(self.count()):
            self.setItemIcon(place, self._picture(self.itemData(place)))

    def _picture(self, way: str) -> QIcon:
        pixmap = QPixmap(_SIZE * 2)
        pixmap.setDevicePixelRatio(2)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cap, join = CAPS.get(way, Qt.PenCapStyle.FlatCap), JOINS.get(way, Qt.PenJoinStyle.MiterJoin)
        middle = self.palette().color(QPalette.ColorRole.Text)
        wide = QColor(middle)
        wide.setAlphaF(0.35)
        for color, width in ((wide, _WIDE), (middle, _THIN)):
            painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, cap, join))
            painter.drawPath(_path(self._field))
        painter.end()
        return QIcon(pixmap)


def _path(field: str) -> QPainterPath:
    """A line that ends in the picture, or one that turns in it."""
    path = QPainterPath(QPointF(-9, 8)) if field == "cap" else QPainterPath(QPointF(3, 20))
    if field == "cap":
        path.lineTo(18, 8)
    else:
        path.lineTo(14, 6)
        path.lineTo(25, 20)
    return path
