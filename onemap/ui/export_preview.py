"""The small picture in the export dialog: what will be written, drawn small by the same renderer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from onemap.ui import theme

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtGui import QPaintEvent

    from onemap.session.runner import Job
    from onemap.ui.export_choice import Order

#: Longest side of the small picture, pixels.
SIDE = 520


def preview_of(order: Order, job: Job) -> npt.NDArray[np.uint8]:
    """The picture of an order, at most `SIDE` pixels long: (h, w, 4) uint8, straight alpha; for a worker."""
    from onemap.render.export_bands import Bands
    from onemap.render.homes import with_shown_homes

    view = order.request.view
    ratio = min(1.0, SIDE / max(view.width_px, view.height_px))
    small = replace(order.request, pixel_ratio=ratio)
    small = with_shown_homes(small, order.writing.crs)
    bands = Bands(small, order.shown_sheet, order.writing.blank, threads=1, cancelled=job.cancelled)
    return np.concatenate(list(bands))


class Preview(QWidget):
    """Shows a small picture in the middle of a quiet ground, as a sheet of paper."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self.setMinimumSize(280, 240)
        self.setAccessibleName(self.tr("Preview"))

    def sizeHint(self) -> QSize:
        """A square as large as a preview can be."""
        return QSize(SIDE // 2 + 160, SIDE // 2 + 160)

    def show_picture(self, rgba: npt.NDArray[np.uint8]) -> None:
        """Show a picture (h, w, 4) uint8."""
        height, width = rgba.shape[:2]
        self._image = QImage(rgba.tobytes(), width, height, 4 * width, QImage.Format.Format_RGBA8888).copy()
        self._words = ""
        self.update()

    def show_words(self, words: str) -> None:
        """Show words instead of a picture, as why there is none."""
        self._image, self._words = None, words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, sheet, picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("background"))
        room = self.rect().adjusted(16, 16, -16, -16)
        if self._image is None:
            painter.setPen(theme.color("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._words)
            painter.end()
            return
        size = self._image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = room.adjusted(0, 0, 0, 0)
        place.setSize(size)
        place.moveCenter(room.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(place, Qt.GlobalColor.white)
        painter.drawImage(place, self._image)
        painter.setPen(theme.color("hairline"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()
