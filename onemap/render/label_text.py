"""Letters: how wide they are, their outlines, and their coverage masks in an atlas that kernels read."""

from __future__ import annotations

import logging
import math
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from onemap.render import fonts
from onemap.render.application import ensure_gui_application
from onemap.render.label_kernels import spread

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtGui import QPainterPath

#: Outlines are taken at this size and scaled.
_EM = 64
#: Share of the em between the baseline and the top, and below it, that a line of text takes up.
ASCENT, DESCENT = 0.88, 0.14
#: Slant of italic letters: Chinese fonts have none of their own.
SLANT = 0.21
#: Angles of letters are rounded to this many steps of a full turn, places to this part of a pixel.
_TURNS, _PARTS = 180, 4
_ATLAS_BYTES = 48_000_000

_lock = threading.RLock()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a label is set; sizes in logical pixels, colours as straight (r, g, b, a) bytes."""

    size: float
    color: tuple[int, int, int, int]
    halo: tuple[int, int, int, int]
    halo_width: float
    bold: bool = False
    italic: bool = False
    spacing: float = 0.0


def clusters(text: str) -> tuple[str, ...]:
    """What is set as one piece: letters, or the whole text in scripts whose letters change their neighbours."""
    return tuple(text) if all(map(_stands_alone, text)) else (text,)


def _stands_alone(char: str) -> bool:
    code = ord(char)
    return code < 0x300 or 0x370 <= code < 0x483 or 0x2010 <= code < 0x2028 or 0x2030 <= code < 0xA000 or code >= 0xF900


def is_square(text: str) -> bool:
    """Whether every letter is as wide as high, so that the text may be set from top to bottom."""
    return all(0x2E80 <= ord(char) < 0xA000 or 0xFF01 <= ord(char) < 0xFF5F or ord(char) >= 0x20000 for char in text)


@lru_cache(maxsize=20_000)
def advances(text: str, bold: bool) -> npt.NDArray[np.float64]:  # noqa: FBT001 - a cache's key
    """Width of each cluster of ``text``, in ems."""
    widths = np.array([_outline(cluster, bold)[1] for cluster in clusters(text)])
    widths.flags.writeable = False
    return widths


@lru_cache(maxsize=20_000)
def width(text: str, bold: bool, spacing: float = 0.0) -> float:  # noqa: FBT001 - a cache's key
    """Width of a line of text, in ems."""
    each = advances(text, bold)
    return float(each.sum() + spacing * max(0, len(each) - 1))


def outline(cluster: str, *, bold: bool) -> QPainterPath:
    """Outline of a cluster on the baseline at (0, 0), for an em of 1."""
    from PySide6.QtGui import QTransform

    return QTransform.fromScale(1 / _EM, 1 / _EM).map(_outline(cluster, bold)[0])


@lru_cache(maxsize=20_000)
def _outline(cluster: str, bold: bool) -> tuple[QPainterPath, float]:  # noqa: FBT001 - a cache's key
    from PySide6.QtGui import QPainterPath, QTextLayout

    ensure_gui_application()
    with _lock:
        if fonts.missing(cluster):
            _log.warning("no installed font can draw %r", fonts.missing(cluster))
        path = QPainterPath()
        layout = QTextLayout(cluster, fonts.font(_EM, bold=bold))
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        for run in layout.glyphRuns():
            raw = run.rawFont()
            for index, place in zip(run.glyphIndexes(), run.positions(), strict=True):
                path.addPath(raw.pathForGlyph(index).translated(place.x(), place.y() - line.ascent()))
        return path, line.horizontalAdvance() / _EM


class Atlas:
    """Coverage masks of letters, drawn once each; forgets all when it grows beyond its bound."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._bytes = np.empty(1 << 18, np.uint8)
        self._used = 0
        self._masks = np.empty((1024, 5), np.int64)
        self._known: dict[tuple[object, ...], int] = {}

    def trim(self) -> None:
        """Forget all masks when they take up more than the bound; numbers given before are void."""
        if self._used > _ATLAS_BYTES:
            self._clear()

    def arrays(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """Bytes and rows (offset, width, height, left, upper) of all masks so far."""
        return self._bytes, self._masks

    def letter(self, cluster: str, style: TextStyle, scale: float, place: tuple[float, float, float]) -> _Stamp:
        """Masks of a cluster whose baseline starts at ``place`` = (x, y, angle), device pixels and radians."""
        x, y, angle = place
        turn = round(angle * _TURNS / math.tau) % _TURNS
        column, part_x = _split(x)
        row, part_y = _split(y) if turn else (round(y), 0)
        size, spread_by = style.size * scale, style.halo_width * scale
        key = (cluster, style.bold, style.italic, size, turn, part_x, part_y)
        fill = self._known.get(key)
        if fill is None:
            fill = self._add(key, *_mask(cluster, style, size, (part_x / _PARTS, part_y / _PARTS, turn)))
        halo = -1
        if spread_by > 0.0 and style.halo[3]:
            halo_key = (*key, spread_by)
            known = self._known.get(halo_key)
            halo = self._add(halo_key, *self._spread(fill, spread_by)) if known is None else known
        return halo, fill, column, row

    def _spread(self, fill: int, radius: float) -> tuple[npt.NDArray[np.uint8], int, int]:
        at, w, h, left, upper = self._masks[fill].tolist()
        margin = math.ceil(radius) + 1
        out = np.zeros((h + 2 * margin, w + 2 * margin), np.uint8)
        spread(self._bytes[at : at + w * h].reshape(h, w), radius, out)
        return out, left - margin, upper - margin

    def _add(self, key: tuple[object, ...], mask: npt.NDArray[np.uint8], left: int, upper: int) -> int:
        number = len(self._known)
        while self._used + mask.size > len(self._bytes):
            self._bytes = np.concatenate([self._bytes, np.empty_like(self._bytes)])
        if number == len(self._masks):
            self._masks = np.concatenate([self._masks, np.empty_like(self._masks)])
        self._bytes[self._used : self._used + mask.size] = mask.ravel()
        self._masks[number] = (self._used, mask.shape[1], mask.shape[0], left, upper)
        self._used += mask.size
        self._known[key] = number
        return number


#: (mask of the halo or -1, mask of the letter, x, y).
_Stamp = tuple[int, int, int, int]
_atlas = Atlas()


def shared_atlas() -> tuple[Atlas, threading.RLock]:
    """The process's atlas and the lock to hold while asking it for letters."""
    return _atlas, _lock


def _split(value: float) -> tuple[int, int]:
    steps = math.floor(value * _PARTS + 0.5)
    return steps // _PARTS, steps % _PARTS


def _mask(
    cluster: str, style: TextStyle, size: float, place: tuple[float, float, int]
) -> tuple[npt.NDArray[np.uint8], int, int]:
    """Coverage of a cluster drawn at a part of a pixel and a turn; (mask, left, upper)."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter, QTransform

    at = QTransform.fromTranslate(place[0], place[1]).rotate(place[2] * 360 / _TURNS).scale(size / _EM, size / _EM)
    if style.italic:
        at = at.shear(-SLANT, 0.0)
    path = at.map(_outline(cluster, style.bold)[0])
    box = path.boundingRect()
    left, upper = math.floor(box.left()), math.floor(box.top())
    w, h = math.ceil(box.right()) - left, math.ceil(box.bottom()) - upper
    if w <= 0 or h <= 0:
        return np.zeros((1, 1), np.uint8), 0, 0
    image = QImage(w, h, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-left, -upper)
    path.setFillRule(Qt.FillRule.WindingFill)
    painter.fillPath(path, Qt.GlobalColor.white)
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(h, image.bytesPerLine())
    return pixels[:, :w].copy(), left, upper
