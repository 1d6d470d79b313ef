"""A symbol in small, as the map draws it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import msgspec
import numpy as np

from onemap.model.extent import Extent
from onemap.model.geometry import EXTERIOR, LINE
from onemap.model.prepared import Prepared
from onemap.model.request import DrawnLayer, RenderRequest
from onemap.model.style import Style
from onemap.model.view import View

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.style import Symbol

Kind = Literal["point", "line", "polygon"]


@lru_cache(maxsize=2048)
def swatch(
    symbol: Symbol,
    kind: Kind,
    size: tuple[int, int],
    palette: Literal["light", "dark"] = "light",
    pixel_ratio: float = 1.0,
    mm_per_px: float = 25.4 / 96,
) -> npt.NDArray[np.uint8]:
    """Picture of ``symbol`` on a feature of ``kind``: (h, w, 4) uint8, straight alpha, transparent around, read-only.

    ``size`` is in logical pixels; markers and lines too large for it are drawn as large as it allows. A symbol with an
    unknown colour or marker gives an empty picture: its layer's report tells why.
    """
    from onemap.render.draw import render

    width, height = size
    fitted = _fitted(symbol, kind, min(size) * mm_per_px)
    layer = DrawnLayer("swatch", _feature(kind, size, fitted.width_mm / mm_per_px), Style(symbol=fitted))
    # A pin stands on its point; its middle is to be seen in the middle.
    rise = fitted.size_mm / mm_per_px / 2 if kind == "point" and fitted.marker == "pin" else 0.0
    view = View(width / 2, height / 2 + rise, 1.0, width, height)
    request = RenderRequest(
        view, (layer,), pixel_ratio=pixel_ratio, mm_per_px=mm_per_px, palette=palette, background=None, labels=False
    )
    picture = render(request, threads=1).rgba
    picture.flags.writeable = False
    return picture


def _fitted(symbol: Symbol, kind: Kind, room_mm: float) -> Symbol:
    """The symbol, not larger than the room."""
    if kind == "point":
        return msgspec.structs.replace(symbol, size_mm=min(symbol.size_mm, 0.86 * room_mm))
    share = 0.35 if kind == "polygon" else 0.5
    return msgspec.structs.replace(
        symbol, width_mm=min(symbol.width_mm, share * room_mm), casing_mm=min(symbol.casing_mm, 0.15 * room_mm)
    )


def _feature(kind: Kind, size: tuple[int, int], line_px: float) -> Prepared:
    width, height = size
    if kind == "point":
        return _prepared(np.array([[width / 2, height / 2]]), None)
    if kind == "line":
        middle = height / 2
        return _prepared(np.array([[1.5, middle], [width - 1.5, middle]]), LINE)
    # At least a pixel stays free; a line of a pixel falls on whole pixels.
    inset = max(1.5, 1.0 + line_px / 2)
    left, bottom, right, top = inset, inset, width - inset, height - inset
    corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
    return _prepared(np.array(corners, np.float64), EXTERIOR)


@dataclass(frozen=True, slots=True)
class _Everything:
    """An index of one page that every box meets."""

    def ranges(self, extent: Extent) -> npt.NDArray[np.int64]:  # noqa: ARG002 - the protocol's signature
        return np.array([[0, 1]], np.int64)


def _prepared(coords: npt.NDArray[np.float64], ring_kind: int | None) -> Prepared:
    """One feature, ready to be drawn."""
    box = np.concatenate([coords.min(axis=0), coords.max(axis=0)]).reshape(1, 4)
    extent = Extent.of_bounds(box)
    rows = np.zeros(1, np.int32)
    if ring_kind is None:
        return Prepared(rows, coords, None, None, None, None, None, None, box, _Everything(), extent)
    steps = np.diff(coords, axis=0)
    area = (box[0, 2] - box[0, 0]) * (box[0, 3] - box[0, 1]) if ring_kind == EXTERIOR else 0.0
    return Prepared(
        rows,
        coords,
        np.array([0, len(coords)], np.int64),
        np.array([0, 1], np.int64),
        np.array([ring_kind], np.uint8),
        box,
        np.array([area], np.float32),
        np.array([np.hypot(steps[:, 0], steps[:, 1]).sum()], np.float32),
        box,
        _Everything(),
        extent,
    )
