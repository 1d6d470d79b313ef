"""A map as a page of PDF: features as an image, labels and furniture as text and lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from onemap.render import fonts, label_text, pdf_text
from onemap.render.application import ensure_gui_application

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt
    from PySide6.QtGui import QPainter, QPdfWriter

    from onemap.render.export_bands import Bands
    from onemap.render.label_stamp import Label, Run

#: Positions on the page are told in this many dots per inch.
_DOTS = 1200
#: Size in pixels at which text is set before it is scaled: fonts have whole sizes only.
_SET_AT = 100
#: Pixels of one image on the page; a larger map is cut into several.
_IMAGE_PIXELS = 8_000_000


def write(path: Path, bands: Bands, _crs: str | None) -> str:
    """Write the picture of ``bands`` as a page of its size at its dpi; what is wrong with the file."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter

    ensure_gui_application()
    request = bands.request
    size_mm = request.view.width_px * request.mm_per_px, request.view.height_px * request.mm_per_px
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    _set_up(writer, size_mm, bands)
    painter = QPainter(writer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.scale(_DOTS / 25.4, _DOTS / 25.4)
    try:
        _paint_map(painter, bands)
        drawn = _paint_labels(painter, bands)
        _paint_watermark(painter, bands, size_mm)
        drawn |= _paint_furniture(painter, bands)
    finally:
        painter.end()
    mended = pdf_text.mended(bytes(data.data()), drawn, size_mm)
    # Written by Python, which tells of a full disk; Qt does not.
    path.write_bytes(mended)
    strange = pdf_text.characters(path.read_bytes()) - drawn - {" "}
    return f"text as {''.join(sorted(strange))}" if strange else ""


def _set_up(writer: QPdfWriter, size_mm: tuple[float, float], bands: Bands) -> None:
    from PySide6.QtCore import QByteArray, QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    page = QPageSize(QSizeF(*size_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    writer.setResolution(_DOTS)
    writer.setCreator("OneMap")
    title = bands.sheet.title if bands.sheet else ""
    writer.setTitle(title)
    # Our own, because Qt's holds the time and a random number.
    writer.setDocumentXmpMetadata(QByteArray(_XMP.encode()))


_XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="OneMap"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def _paint_map(painter: QPainter, bands: Bands) -> None:
    """Paint the features as images below each other."""
    rows: list[npt.NDArray[np.uint8]] = []
    first = 0
    per_image = max(1, _IMAGE_PIXELS // bands.width)
    for top, band in bands.map_rows():
        rows.append(band)
        bottom = top + len(band)
        if bottom - first >= per_image or bottom == bands.height:
            pixels = np.concatenate(rows)
            _paint_image(painter, pixels, first, bands)
            # An opaque image overlaps the one above by a row, so that no viewer shows a seam.
            rows = [pixels[-1:]] if bands.channels == 3 else []
            first = bottom - len(rows)


def _paint_image(painter: QPainter, pixels: npt.NDArray[np.uint8], top: int, bands: Bands) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QImage

    mm = bands.request.mm_per_px / bands.request.pixel_ratio
    height, width = pixels.shape[:2]
    if bands.channels == 3:
        pixels, kind = np.ascontiguousarray(pixels[:, :, :3]), QImage.Format.Format_RGB888
    else:
        kind = QImage.Format.Format_RGBA8888_Premultiplied
    image = QImage(pixels.data, width, height, pixels.strides[0], kind)
    painter.drawImage(QRectF(0.0, top * mm, width * mm, height * mm), image)


def _paint_watermark(painter: QPainter, bands: Bands, size_mm: tuple[float, float]) -> None:
    """Paint the sheet's watermark, as outlines: it is no text of the map."""
    if bands.sheet is None or not bands.sheet.watermark:
        return
    from onemap.render import watermark
    from onemap.render.furniture_canvas import Paper

    unit = Paper.of(bands.request, 0.0).unit
    watermark.paint(painter, bands.sheet.watermark, size_mm, unit, bands.request.palette)


def _paint_furniture(painter: QPainter, bands: Bands) -> set[str]:
    """Paint the sheet's furniture; the characters that were set."""
    if bands.sheet is None:
        return set()
    from onemap.render.furniture import paint

    return paint(painter, bands.sheet, bands.request, bands.metres_across)


def _paint_labels(painter: QPainter, bands: Bands) -> set[str]:
    """Paint the labels, each halo under its own text; the characters that were set."""
    painter.save()
    mm = bands.request.mm_per_px
    painter.scale(mm, mm)
    for label in bands.labels.placed:
        if label.style.halo_width > 0.0 and label.style.halo[3]:
            for run in label.runs:
                _paint_halo(painter, label, run)
        for run in label.runs:
            _paint_run(painter, label, run)
    painter.restore()
    return {char for label in bands.labels.placed for run in label.runs for char in run.text}


def _enter(painter: QPainter, label: Label, run: Run) -> None:
    """Move the painter to the start of a run's baseline; an em is then 1."""
    painter.save()
    painter.translate(run.x, run.y)
    painter.rotate(math.degrees(run.angle))
    painter.scale(label.style.size, label.style.size)
    if label.style.italic:
        painter.shear(-label_text.SLANT, 0.0)


def _paint_halo(painter: QPainter, label: Label, run: Run) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor, QPainterPath, QPen

    style = label.style
    path = QPainterPath()
    along = 0.0
    widths = label_text.advances(run.text, style.bold).tolist()
    for cluster, advance in zip(label_text.clusters(run.text), widths, strict=True):
        path.addPath(label_text.outline(cluster, bold=style.bold).translated(along, 0.0))
        along += advance + style.spacing
    _enter(painter, label, run)
    pen = QPen(QColor(*style.halo), 2 * style.halo_width / style.size)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)
    painter.restore()


def _paint_run(painter: QPainter, label: Label, run: Run) -> None:
    """Draw a run as text: in one piece, so that it is found as a word, or letter by letter where they stand apart."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor

    style = label.style
    _enter(painter, label, run)
    painter.scale(1 / _SET_AT, 1 / _SET_AT)
    painter.setFont(fonts.font(_SET_AT, bold=style.bold))
    painter.setPen(QColor(*style.color))
    along = 0.0
    pieces = label_text.clusters(run.text) if style.spacing else (run.text,)
    for piece in pieces:
        painter.drawText(QPointF(along * _SET_AT, 0.0), piece)
        along += label_text.width(piece, style.bold) + style.spacing
    painter.restore()
