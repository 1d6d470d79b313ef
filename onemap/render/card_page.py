"""A grid card as a sheet to print or to hand on: PDF, PNG or HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.io.files import replacing
from onemap.render.application import ensure_gui_application
from onemap.render.card_paint import HEIGHT, WIDTH, paint_pages

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

    from onemap.city.card_values import Card
    from onemap.messages import Language
    from onemap.model.marking import Mark

    Picture = npt.NDArray[np.uint8]

_DOTS = 1200
#: Dots per inch of a card as PNG.
_PNG_DPI = 200


def write(
    card: Card, path: Path, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> None:
    """Write a card by the path's suffix; ``picture`` (h, w, 4) is the map around the cell, ``mark`` its grade's.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    from onemap.render.card_html import html

    suffix = path.suffix.lower()
    if suffix == ".html":
        data = html(card, language, project, picture, mark).encode()
    elif suffix == ".png":
        data = png(card, language, project, picture, mark)
    else:
        data = pdf(card, language, project, picture, mark)
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def pdf(
    card: Card, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> bytes:
    """The card as a PDF of A4 pages; its text can be searched and copied as it was written."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

    from onemap.render import pdf_text

    ensure_gui_application()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    page = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(_DOTS)
    writer.setCreator("OneMap")
    writer.setTitle(card.code)
    painter = QPainter(writer)
    try:
        painter.scale(_DOTS / 25.4, _DOTS / 25.4)
        said: set[str] = set()
        paint_pages(painter, card, language, project, picture, writer.newPage, said, mark)
    finally:
        painter.end()
    return pdf_text.mended(bytes(data.data()), said, (WIDTH, HEIGHT))


def png(
    card: Card, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> bytes:
    """The card as one PNG, its pages below each other."""
    import numpy as np

    from onemap.io.png import encode

    pages = [np.asarray(page) for page in images(card, language, project, picture, mark)]
    return encode(np.concatenate(pages))


def images(
    card: Card, language: Language, project: str, picture: Picture | None = None, mark: Mark | None = None
) -> list[Picture]:
    """The card's pages as pictures (h, w, 4)."""
    import numpy as np
    from PySide6.QtGui import QImage, QPainter

    ensure_gui_application()
    size = round(WIDTH / 25.4 * _PNG_DPI), round(HEIGHT / 25.4 * _PNG_DPI)
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
        painter.scale(_PNG_DPI / 25.4, _PNG_DPI / 25.4)

    def turn() -> None:
        painter.end()
        taken()
        begin()

    begin()
    try:
        paint_pages(painter, card, language, project, picture, turn, None, mark)
    finally:
        painter.end()
    taken()
    return made
