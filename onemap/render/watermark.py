"""A quiet watermark over all of a sheet: who made it, when, and its serial, aslant, again and again.

It is set as outlines and laid over map and labels, under the furniture. One tile is painted once; any band of rows is
stamped from it, so that the bands put together are the picture in one piece, whatever their heights.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onemap.render import label_text
from onemap.render.application import ensure_gui_application
from onemap.render.palette import rgba

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    import numpy.typing as npt
    from PySide6.QtGui import QPainter, QPainterPath

    Rows = npt.NDArray[np.uint8]
    Palette = Literal["light", "dark"]

#: Size of the text on an A4 sheet, and the free room around a text along and across it, millimetres.
_SIZE, _ALONG, _ACROSS = 4.0, 18.0, 18.0
_ANGLE = 30.0
#: How much the ink covers, of 1; the other ink is a thin rim that keeps the text readable on any ground.
_INK, _RIM, _RIM_MM = 0.26, 0.4, 0.5
#: The ink on a white page, where no rim is needed and small print stands under it.
_ON_PAPER = 0.1


class Tile(NamedTuple):
    """The piece that repeats, with one text in it: its sides and the size of the text in millimetres."""

    width: float
    height: float
    size: float


def tile_of(text: str, unit: float) -> Tile:
    """The tile of a text on a sheet whose sizes grow by ``unit``.

    It is as high as lets the texts of the next column run in the middle between those of this one.
    """
    size = _SIZE * unit
    angle = math.radians(_ANGLE)
    width = label_text.width(text, False) * size * math.cos(angle) + _ALONG * unit  # noqa: FBT003 - a cache's key
    rise = width * math.tan(angle)
    between = max(1, round(rise / (2 * _ACROSS * unit) - 0.5))
    return Tile(width, rise / (between + 0.5), size)


def stamper(text: str, unit: float, scale: float, palette: Palette) -> Callable[[Rows, int], None]:
    """A function that lays the watermark over premultiplied rows (n, width, 4) which begin at a device row.

    ``unit`` is the sheet's factor of sizes, ``scale`` device pixels per millimetre.
    """
    pixels = _painted(text, unit, scale, palette)
    height, width = pixels.shape[:2]
    columns = [np.flatnonzero(line[:, 3]) for line in pixels]

    def over(rows: Rows, top: int) -> None:
        for number, row in enumerate(rows, top):
            inked = columns[number % height]
            if not len(inked):
                continue
            times = -(-len(row) // width)
            at = (inked + width * np.arange(times)[:, None]).ravel()
            at = at[at < len(row)]
            ink = pixels[number % height, at % width].astype(np.uint16)
            row[at] = ink + (row[at].astype(np.uint16) * (255 - ink[:, 3:]) + 127) // 255

    return over


def paint(painter: QPainter, text: str, size_mm: tuple[float, float], unit: float, palette: Palette | None) -> None:
    """Paint the watermark on a page of ``size_mm``; the painter's unit is a millimetre; no palette is white paper."""
    tile = tile_of(text, unit)
    for row in range(1, math.ceil(size_mm[1] / tile.height) + _rising(tile) + 1):
        for column in range(math.ceil(size_mm[0] / tile.width)):
            _paint_text(painter, text, (column * tile.width, row * tile.height), tile.size, palette)


def _painted(text: str, unit: float, scale: float, palette: Palette) -> Rows:
    """One tile (h, w, 4), premultiplied; what leaves it on one side comes in on the other."""
    from PySide6.QtGui import QImage, QPainter

    ensure_gui_application()
    tile = tile_of(text, unit)
    width, height = max(1, round(tile.width * scale)), max(1, round(tile.height * scale))
    image = QImage(width, height, QImage.Format.Format_RGBA8888_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(width / tile.width, height / tile.height)
    for row in range(_rising(tile) + 2):
        _paint_text(painter, text, (0.0, row * tile.height), tile.size, palette)
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4).copy()


def _rising(tile: Tile) -> int:
    """How many tiles above its own a text reaches."""
    return math.ceil(tile.width * math.tan(math.radians(_ANGLE)) / tile.height)


def _paint_text(painter: QPainter, text: str, at: tuple[float, float], size: float, palette: Palette | None) -> None:
    """One text, aslant, a third of the free room along it before it."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QBrush, QColor, QPen

    path = _outline(text)
    red, green, blue, _ = rgba("@text", palette or "light")
    ink = _INK if palette else _ON_PAPER
    painter.save()
    painter.translate(at[0] + size * _ALONG / _SIZE / 3, at[1])
    painter.rotate(-_ANGLE)
    painter.scale(size, size)
    if palette:
        rim = QPen(QColor(*rgba("@panel", palette)[:3], round(255 * _RIM)), _RIM_MM / _SIZE)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, rim)
    painter.fillPath(path, QBrush(QColor(red, green, blue, round(255 * ink))))
    painter.restore()


def _outline(text: str) -> QPainterPath:
    """The outline of a text whose em is 1, its baseline from (0, 0)."""
    from PySide6.QtGui import QPainterPath

    path = QPainterPath()
    along = 0.0
    widths = label_text.advances(text, False).tolist()  # noqa: FBT003 - a cache's key
    for cluster, advance in zip(label_text.clusters(text), widths, strict=True):
        path.addPath(label_text.outline(cluster, bold=False).translated(along, 0.0))
        along += advance
    return path
