"""A box to choose a colour ramp from, shown as colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox

from onemap.messages import language
from onemap.ui import text_size
from onemap.ui.ramps import fitting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from onemap.ui.ramps import Ramp

_SIZE = QSize(80, 14)
_STEPS = 24


class RampBox(QComboBox):
    """Ramps fit for numbers or for categories, named and painted."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(text_size.px(_SIZE.width()), text_size.px(_SIZE.height())))
        self.setAccessibleName(self.tr("Colour ramp"))
        self.setPlaceholderText(self.tr("Own colours"))
        self.activated.connect(lambda _index: self.picked.emit(self.currentData()))

    def show_ramps(self, *, numbers: bool, chosen: str | None) -> None:
        """Offer the ramps for numbers or for categories, with ``chosen`` in the box, or words for any other."""
        self.clear()
        for ramp in fitting(numbers=numbers):
            self.addItem(ramp_icon(ramp), ramp.title_en if language() == "en" else ramp.title, ramp.name)
            self.setItemData(self.count() - 1, self._safety(ramp), Qt.ItemDataRole.ToolTipRole)
            self.setItemData(self.count() - 1, self._safety(ramp), Qt.ItemDataRole.AccessibleDescriptionRole)
        self.setCurrentIndex(self.findData(chosen))

    def _safety(self, ramp: Ramp) -> str:
        """For how many classes a ramp serves everybody, in words."""
        if not ramp.safe:
            return self.tr("Colour-blind readers do not tell these colours apart")
        return self.tr("Colour-blind readers tell up to %1 classes apart").replace("%1", str(ramp.safe))


def ramp_icon(ramp: Ramp) -> QIcon:
    """The ramp as a strip."""
    count = len(ramp.colors) if ramp.kind == "qualitative" else _STEPS
    pixmap = QPixmap(_SIZE * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    width = _SIZE.width() / count
    for i, color in enumerate(ramp.take(count)):
        painter.fillRect(QRectF(i * width, 1, width + 0.5, _SIZE.height() - 2), QColor(color))
    painter.end()
    return QIcon(pixmap)
