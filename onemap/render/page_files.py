"""Pages in millimetres as files: a PDF whose text can be searched, or one picture with the pages below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.render.application import ensure_gui_application

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt
    from PySide6.QtGui import QPainter

    Picture = npt.NDArray[np.uint8]
    #: Paints all pages: the painter, what turns to the next page, and what gathers the characters set as text, which is
    #: None where text becomes outlines.
    Paint = Callable[[QPainter, Callable[[], object], set[str] | None], None]

_DOTS = 1200
#: Dots per inch of pages as pictures.
_PICTURE_DPI = 200


def pdf(paint: Paint, size_mm: tuple[float, float], title: str) -> bytes:
    """The pages as a PDF; its text can be searched and copied as it was written."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    from onemap.render import pdf_text

    ensure_gui_application()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    upright = QSizeF(min(size_mm), max(size_mm))
    across = QPageLayout.Orientation.Landscape if size_mm[0] > size_mm[1] else QPageLayout.Orientation.Portrait
    page = QPageSize(upright, QPageSize.Unit.Millimeter)
    writer.setPageLayout(QPageLayout(page, across, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(_DOTS)
    writer.setCreator("OneMap")
    writer.setTitle(title)
    said: set[str] = set()
    painter = QPainter(writer)
    try:
        painter.scale(_DOTS / 25.4, _DOTS / 25.4)
        paint(painter, writer.newPage, said)
    finally:
        painter.end()
    return pdf_text.mended(bytes(data.data()), said, size_mm)


def png(paint: Paint, size_mm: tuple[float, float]) -> bytes:
    """The pages as one PNG, below each other."""
    import numpy as np

    from onemap.io.png import encode

    return encode(np.concatenate([np.asarray(page) for page in images(paint, size_mm)]))


def images(paint: Paint, size_mm: tuple[float, float]) -> list[Picture]:
    """The pages as pictures (h, w, 4)."""
    import numpy as np
    from PySide6.QtGui import QImage, QPainter

    ensure_gui_application()
    size = round(size_mm[0] / 25.4 * _PICTURE_DPI), round(size_mm[1] / 25.4 * _PICTURE_DPI)
    made: list[Picture] = []
    painter = QPainter()
    current: list[QImage] = []

    def taken() -> None:
        image = current.pop()
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(size[1], image.bytesPerLine())
        made.append(pixels[:, : size[0] * 4].reshape(size[1], size[0], 4).copy())

    def begin() -> None:
        image = QImage(*size, QImage.Format.Format_RGBA8888)
        image.fill(0xFFFFFFFF)
        current.append(image)
        painter.begin(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_PICTURE_DPI / 25.4, _PICTURE_DPI / 25.4)

    def turn() -> None:
        painter.end()
        taken()
        begin()

    begin()
    try:
        paint(painter, turn, None)
    finally:
        painter.end()
    taken()
    return made
