"""Point markers as small pictures: built-in shapes by our own kernels, SVG files by Qt.

A marker's centre is the centre of its middle pixel: markers are stamped at whole pixels, so that all of a class look
the same and stay sharp.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, get_args

import numpy as np

from onemap.errors import RequestError
from onemap.model.geometry import EXTERIOR, INTERIOR
from onemap.model.style import MarkerShape
from onemap.render.kernels import blend, fill, joins
from onemap.render.kernels.scratch import scratch
from onemap.render.palette import rgba
from onemap.render.pens import Pen, Sheet, fill_of, pen_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.style import Symbol

    Floats = npt.NDArray[np.float64]
    Sprite = npt.NDArray[np.uint64]

#: No marker is larger, in pixels.
LARGEST = 1024.0
#: Larger ones are not kept from picture to picture.
_KEPT_UP_TO = 64.0
_SHAPES = get_args(MarkerShape)


def sprite_of(symbol: Symbol, sheet: Sheet) -> Sprite | None:
    """The marker of a symbol, (n, n) uint64 with n odd, pixels as in a band, or None when it has no size or colour.

    Not to be written to: a built-in shape is drawn once.

    An SVG file has colours of its own and is drawn with neither fill nor line, too.

    Raises
    ------
    RequestError
        When the marker is neither a built-in shape nor an SVG file, or a colour is unknown.
    """
    size = min(symbol.size_mm * sheet.pixels_per_mm, LARGEST)
    if not size > 0.0:
        return None
    if symbol.marker in _SHAPES:
        if symbol.fill is None and symbol.line is None:
            return None
        return (_kept if size <= _KEPT_UP_TO else _built_in)(symbol, size, sheet)
    if symbol.marker.lower().endswith(".svg"):
        return _from_svg(symbol, size, sheet)
    raise RequestError("marker_unknown", marker=symbol.marker, shapes=", ".join(_SHAPES))


def _built_in(symbol: Symbol, size: float, sheet: Sheet) -> Sprite:
    shape, color, pen = symbol.marker, fill_of(symbol, sheet), pen_of(symbol, sheet)
    if shape in ("cross", "x") and color is None and pen is not None:
        color = pen.color
    reach = pen.shape[0] * (joins.MITER_LIMIT if pen.shape[1] == joins.MITER else 1.0) if pen else 0.0
    side = 2 * math.ceil(size * _extent(shape) / 2 + reach) + 3
    canvas = _Canvas(side)
    canvas.draw([ring * size for ring in outline(shape)], color, pen)
    sprite = _trimmed(canvas.band)
    sprite.flags.writeable = False
    return sprite


_kept = lru_cache(maxsize=256)(_built_in)


def _trimmed(sprite: Sprite) -> Sprite:
    """The sprite without its empty border, its middle where it was."""
    rows, columns = np.nonzero(sprite)
    middle = len(sprite) // 2
    reach = int(np.abs(np.concatenate([rows, columns]) - middle).max(initial=0))
    return np.ascontiguousarray(sprite[middle - reach : middle + reach + 1, middle - reach : middle + reach + 1])


class _Canvas:
    """A small picture with the origin at the centre of its middle pixel, y downwards."""

    def __init__(self, side: int) -> None:
        self.band = np.zeros((side, side), np.uint64)
        self._acc = np.zeros((2, side, side + 2))
        self._spans = np.tile(np.array([0, side], np.int32), (side, 1))
        self._frame = np.array([0.0, 0.0, 1.0, side / 2, side / 2, side, side])

    def draw(self, rings: list[Floats], color: np.uint64 | None, pen: Pen | None) -> None:
        """Fill and outline a polygon, the outline in full width however small it is."""
        pen = Pen(np.uint64(0), np.zeros(6), np.empty(0)) if pen is None else pen
        none = np.ones(1, np.float32)
        items, coords, offsets, features, kinds, box = _columns(rings)
        fill.polygon_features(
            self._acc[0], self._acc[1], self._spans, 0, len(self.band), self._frame, items, coords, offsets, features,
            kinds, box, none, none, pen.shape * [1, 1, 1, 1, 1, 0], pen.dashes, color is not None, bool(pen.color),
            *scratch(),
        )  # fmt: skip
        blend.paint(self.band, self._acc[0], self._spans, color or np.uint64(0), blend.KEEP)
        blend.paint(self.band, self._acc[1], self._spans, pen.color, blend.EMPTY)


def _columns(rings: list[Floats]) -> tuple[npt.NDArray[np.generic], ...]:
    """One polygon, the first ring its exterior, as the kernels take it; its box is too large to be taken for a dot."""
    closed = [np.vstack([ring, ring[:1]]) * [1.0, -1.0] for ring in rings]
    offsets = np.cumsum([0] + [len(ring) for ring in closed]).astype(np.int64)
    kinds = np.array([EXTERIOR] + [INTERIOR] * (len(rings) - 1), np.uint8)
    box = np.array([[-4 * LARGEST, -4 * LARGEST, 4 * LARGEST, 4 * LARGEST]])
    return np.zeros(1, np.int32), np.vstack(closed), offsets, np.array([0, len(rings)]), kinds, box


def _from_svg(symbol: Symbol, size: float, sheet: Sheet) -> Sprite:
    from onemap.render.svg import svg_sprite

    inks = [None if color is None else rgba(color, sheet.palette) for color in (symbol.fill, symbol.line)]
    picture = svg_sprite(symbol.marker, size, *inks)
    side = max(picture.shape[:2]) | 1
    sprite = np.zeros((side, side, 4), np.uint16)
    top, left = (side - picture.shape[0]) // 2, (side - picture.shape[1]) // 2
    sprite[top : top + picture.shape[0], left : left + picture.shape[1]] = picture.astype(np.uint16) * 257
    return _trimmed(sprite.view(np.uint64)[:, :, 0])


def _extent(shape: str) -> float:
    """Size of the square around the origin that holds a shape of size 1."""
    return 2 * max(float(np.abs(ring).max()) for ring in outline(shape))


def outline(shape: str) -> tuple[Floats, ...]:
    """Rings, open and in no certain direction, of a built-in shape of size 1 around the origin, y downwards."""
    if shape == "ring":
        return _circle(0.5), _circle(0.3)
    return (_OUTLINES[shape](),)


def _circle(radius: float, corners: int = 64) -> Floats:
    return _polygon(corners, radius)


def _polygon(corners: int, radius: float, turn: float = 0.0, inner: float | None = None) -> Floats:
    """Regular polygon with its first corner at the top, or a star whose inner corners lie at ``inner``."""
    angles = np.arange(corners) * (2 * np.pi / corners) + turn
    radii = np.full(corners, radius)
    if inner is not None:
        radii[1::2] = inner
    return np.stack([np.sin(angles) * radii, -np.cos(angles) * radii], axis=1)


def _plus() -> Floats:
    arm, reach = 0.12, 0.5
    corner = [(-arm, -reach), (arm, -reach), (arm, -arm), (reach, -arm), (reach, arm), (arm, arm)]
    return np.array([*corner, *((-x, -y) for x, y in corner)])


def _pin() -> Floats:
    """A drop whose tip is the origin."""
    angles = np.linspace(np.radians(-215.0), np.radians(35.0), 49)
    head = np.stack([np.cos(angles) * 0.35, np.sin(angles) * 0.35 - 0.65], axis=1)
    return np.vstack([head, [[0.0, 0.0]]])


_OUTLINES = {
    "circle": lambda: _circle(0.5),
    "square": lambda: _polygon(4, 0.5 * 2**0.5, np.pi / 4),
    "diamond": lambda: _polygon(4, 0.5),
    "triangle": lambda: _polygon(3, 0.55),
    "triangle_down": lambda: _polygon(3, 0.55, np.pi),
    "cross": _plus,
    "x": lambda: _plus() @ np.array([[1.0, 1.0], [-1.0, 1.0]]) * 0.5**0.5,
    "star": lambda: _polygon(10, 0.55, 0.0, 0.22),
    "hexagon": lambda: _polygon(6, 0.5),
    "pin": _pin,
}
