"""From a symbol, in millimetres, to what the kernels draw with, in device pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onemap.render.kernels import joins
from onemap.render.kernels.stroke import SHORTEST_PERIOD
from onemap.render.palette import rgba

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.request import RenderRequest
    from onemap.model.style import Symbol

    Floats = npt.NDArray[np.float64]

_JOINS = {"miter": joins.MITER, "round": joins.ROUND, "bevel": joins.BEVEL}
_CAPS = {"butt": joins.BUTT, "round": joins.ROUND_CAP, "square": joins.SQUARE}
#: No line is wider, in pixels; it covers any picture.
WIDEST = 1e5
_NO_DASH = np.empty(0)


class Sheet(NamedTuple):
    """What of a request decides how a symbol looks: device pixels of a millimetre, and the palette."""

    pixels_per_mm: float
    palette: str

    @classmethod
    def of(cls, request: RenderRequest) -> Sheet:
        """The sheet that a picture is drawn on."""
        return cls(request.pixel_ratio / request.mm_per_px, request.palette)


@dataclass(frozen=True, slots=True)
class Pen:
    """A line as `stroke_features` takes it: its colour (premultiplied), its shape, its dashes, and its reach."""

    color: np.uint64
    shape: Floats
    dashes: Floats

    @property
    def reach(self) -> float:
        """How far the line may go beyond its centre, pixels."""
        return float(self.shape[3])


def ink(color: str, palette: str) -> np.uint64:
    """The colour as a pixel of a band (see `onemap.render.kernels.blend`)."""
    red, green, blue, alpha = rgba(color, palette)
    value = alpha * 257
    for channel in (blue, green, red):
        value = value << 16 | round(channel * alpha * 257 / 255)
    return np.uint64(value)


def fill_of(symbol: Symbol, sheet: Sheet) -> np.uint64 | None:
    """The colour polygons are filled with, or None."""
    return None if symbol.fill is None else ink(symbol.fill, sheet.palette)


def pen_of(symbol: Symbol, sheet: Sheet) -> Pen | None:
    """The pen of lines and outlines, or None when nothing would be drawn."""
    if symbol.line is None:
        return None
    scale = sheet.pixels_per_mm
    return _pen(symbol, ink(symbol.line, sheet.palette), symbol.width_mm * scale, _dashes(symbol, scale))


def casing_of(symbol: Symbol, sheet: Sheet) -> Pen | None:
    """The pen of the casing, which is ``casing_mm`` wider than the line on both sides, or None."""
    if symbol.casing is None:
        return None
    width = (symbol.width_mm + 2 * symbol.casing_mm) * sheet.pixels_per_mm
    return _pen(symbol, ink(symbol.casing, sheet.palette), width, _NO_DASH)


def _dashes(symbol: Symbol, scale: float) -> Floats:
    """Lengths of dashes and gaps in turn, pixels, an even number; empty for a line without gaps."""
    pattern = np.array(symbol.dash_mm * (1 + len(symbol.dash_mm) % 2)) * scale
    usable = bool(len(pattern)) and np.isfinite(pattern).all() and (pattern >= 0).all() and pattern[1::2].sum() > 0
    return pattern if usable else _NO_DASH


def _pen(symbol: Symbol, color: np.uint64, width: float, dashes: Floats) -> Pen | None:
    share = float(dashes[::2].sum() / dashes.sum()) if len(dashes) else 1.0
    if len(dashes) and dashes.sum() < SHORTEST_PERIOD:
        width, share, dashes = width * share, 1.0, _NO_DASH
    if not width * share > 0.0 or not color:
        return None
    half = min(width, WIDEST) / 2
    reach = half * (joins.MITER_LIMIT if symbol.join == "miter" else 2.0) + 2.0
    shape = np.array([half, _JOINS[symbol.join], _CAPS[symbol.cap], reach, share, 1.0])
    return Pen(color, shape, dashes)
