"""Where labels may stand: candidate places beside points, inside areas and along lines."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.render import label_text
from onemap.render.label_kernels import interior_places
from onemap.render.label_stamp import Run

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from onemap.render.label_features import Shapes
    from onemap.render.label_text import TextStyle

    Floats = npt.NDArray[np.float64]

#: Free space around a label, in ems.
_AIR = 0.12
#: Texts with more letters than this are set in two lines, except along lines.
_ONE_LINE = 10
_LINE_HEIGHT = 1.12
#: Sides of a point in the order they are tried: how far the box's centre is moved, in half boxes.
_SIDES = np.array([(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)], np.float64)
#: Parts of an area with one name, such as a river between bridges, keep their labels so many millimetres apart.
_APART_MM = 40.0
#: How much of a text's height must be free around an area's innermost place.
_ROOM = 0.3


@dataclass(frozen=True, slots=True)
class Offer:
    """Labels of one layer that look for a place, each with its candidates in the order of preference.

    Label i has the candidates ``spans[i, 0]`` to ``spans[i, 1]``; candidate c stands at ``at[c]`` and needs the boxes
    ``boxes_of[c]`` to ``boxes_of[c + 1]`` free. Labels of the same name keep ``apart`` between them when ``apart`` is
    positive. Smaller ``ranks`` are placed first. ``runs(i, c)`` is what is drawn. ``asked`` holds the name of each
    feature that asked for a label, whether it got into the offer or not.
    """

    texts: list[str]
    names: list[str]
    ranks: Floats
    spans: npt.NDArray[np.int64]
    at: Floats
    boxes_of: npt.NDArray[np.int64]
    boxes: Floats
    runs: Callable[[int, int], tuple[Run, ...]]
    asked: list[str]
    apart: float = 0.0


@dataclass(frozen=True, slots=True)
class Block:
    """A text set in one or two centred lines: its lines with their widths, and the size of its box."""

    lines: tuple[tuple[str, float], ...]
    width: float
    height: float

    def runs(self, box: tuple[float, float, float, float], style: TextStyle) -> tuple[Run, ...]:
        """Runs of the lines when the block fills ``box`` (its air included)."""
        x = (box[0] + box[2]) / 2
        y = box[1] + (_AIR + label_text.ASCENT) * style.size + style.halo_width
        return tuple(
            Run(text, x - width / 2, y + number * _LINE_HEIGHT * style.size)
            for number, (text, width) in enumerate(self.lines)
        )


def block(text: str, style: TextStyle) -> Block:
    """``text`` in one line, or in two when it is long."""
    lines = tuple((line, label_text.width(line, style.bold, style.spacing) * style.size) for line in _wrapped(text))
    air = 2 * (_AIR * style.size + style.halo_width)
    height = (label_text.ASCENT + label_text.DESCENT + _LINE_HEIGHT * (len(lines) - 1)) * style.size
    return Block(lines, max(width for _, width in lines) + air, height + air)


def _wrapped(text: str) -> list[str]:
    if len(text) <= _ONE_LINE:
        return [text]
    middle = len(text) / 2
    spaces = [i for i, char in enumerate(text) if char == " "]
    if spaces:
        cut = min(spaces, key=lambda i: abs(i - middle))
        return [text[:cut], text[cut + 1 :]]
    return [text] if text.isascii() else [text[: math.ceil(middle)], text[math.ceil(middle) :]]


def beside_points(texts: list[str], anchors: Floats, radii: Floats, style: TextStyle, *, over: bool = False) -> Offer:
    """Labels around points (n, 2) whose markers have the given radii; with ``over`` on the points themselves."""
    blocks = [block(text, style) for text in texts]
    half = np.array([(each.width, each.height) for each in blocks]).reshape(-1, 1, 2) / 2
    gap = np.maximum(radii + 0.1 * style.size - _AIR * style.size, 0.0)[:, None, None]
    diagonal = np.where(np.abs(_SIDES).sum(axis=1) > 1, 0.75, 1.0)[:, None]
    centers = anchors[:, None, :] + (np.zeros((1, 2)) if over else _SIDES * (half + gap * diagonal))
    return replace(_of_blocks(blocks, centers, np.zeros(len(texts)), style), texts=texts, names=texts, asked=texts)


def inside_areas(
    named: list[tuple[str, str]], shapes: Shapes, size: tuple[int, int], style: TextStyle, mm_per_px: float
) -> Offer:
    """Labels at the innermost place of the visible part of each polygon; areas without room get none.

    ``named`` holds the text and the name of each.
    """
    blocks = [block(text, style) for text, _ in named]
    half = np.array([(each.width, each.height) for each in blocks]).reshape(-1, 2) / 2
    squeeze = np.ascontiguousarray(np.clip(half[:, 1] / half[:, 0], 0.2, 1.0)) if len(half) else np.ones(0)
    found = np.empty((len(named), 3))
    interior_places(
        shapes.xy, shapes.ring_offsets, shapes.feature_offsets, squeeze, float(size[0]), float(size[1]), found
    )
    kept = np.flatnonzero(found[:, 2] >= _ROOM * half[:, 1])
    free = 0.7 * np.maximum(found[kept, 2] - half[kept, 1], 0.0)
    moves = np.array([(0, 0), (0, -1), (0, 1), (-1, 0), (1, 0)], np.float64)
    centers = found[kept, None, :2] + moves * free[:, None, None]
    offer = _of_blocks([blocks[i] for i in kept.tolist()], centers, -_magnitude(found[kept, 2]), style)
    texts, names = ([named[i][k] for i in kept.tolist()] for k in (0, 1))
    asked = [name for _, name in named]
    return replace(offer, texts=texts, names=names, asked=asked, apart=_APART_MM / mm_per_px)


def _of_blocks(blocks: list[Block], centers: Floats, ranks: Floats, style: TextStyle) -> Offer:
    """Offer of blocks with their boxes around ``centers`` (n, k, 2), still without texts."""
    n, k = centers.shape[:2]
    half = np.array([(each.width, each.height) for each in blocks]).reshape(-1, 1, 2) / 2
    boxes = np.concatenate([centers - half, centers + half], axis=2).reshape(-1, 4)
    first = np.arange(n, dtype=np.int64) * k

    def runs(label: int, candidate: int) -> tuple[Run, ...]:
        x0, y0, x1, y1 = boxes[candidate].tolist()
        return blocks[label].runs((x0, y0, x1, y1), style)

    spans = np.stack([first, first + k], axis=1)
    return Offer([], [], ranks, spans, centers.reshape(-1, 2), np.arange(n * k + 1), boxes, runs, [])


def _magnitude(sizes: Floats) -> Floats:
    """Sizes rounded to powers of two, so that equal things keep their order."""
    magnitude: Floats = np.floor(np.log2(np.maximum(sizes, 1e-3)))
    return magnitude
