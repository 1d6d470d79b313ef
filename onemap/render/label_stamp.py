"""Labels that have their places, and how they become pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.render import label_text
from onemap.render.label_kernels import stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from onemap.render.label_text import TextStyle


@dataclass(frozen=True, slots=True)
class Run:
    """Text set from (x, y), the start of its baseline, along ``angle``: logical pixels, radians clockwise."""

    text: str
    x: float
    y: float
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """One label of a picture: a run for each line, or for each letter along a line."""

    layer: str
    text: str
    style: TextStyle
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of a picture in the order of their placing; ``counts`` is (placed, unplaced) by layer id."""

    placed: tuple[Label, ...] = ()
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)


def stamper(labels: Labels, pixel_ratio: float) -> Callable[[npt.NDArray[np.uint8], int], None]:
    """A function that draws labels into premultiplied pictures (h, w, 4) whose first row is a device row of the whole.

    What a row gets does not depend on where its band begins or ends: bands put together are the picture in one piece.
    """
    if not labels.placed:
        return lambda _rgba, _top: None
    atlas, lock = label_text.shared_atlas()
    with lock:
        atlas.trim()
        letters = [[atlas.letter(*letter) for letter in _letters(label, pixel_ratio)] for label in labels.placed]
        pixels, masks = atlas.arrays()
    offsets = np.zeros(len(letters) + 1, np.int64)
    np.cumsum([len(each) for each in letters], out=offsets[1:])
    flat = np.array([letter for each in letters for letter in each], np.int64).reshape(-1, 4)
    colors = np.array(
        [(premultiplied(label.style.halo), premultiplied(label.style.color)) for label in labels.placed], np.int64
    )
    return lambda rgba, top: stamp(rgba, top, pixels, masks, offsets, flat, colors)


def _letters(label: Label, ratio: float) -> Iterator[tuple[str, TextStyle, float, tuple[float, float, float]]]:
    style = label.style
    for run in label.runs:
        along, cos, sin = 0.0, math.cos(run.angle), math.sin(run.angle)
        for cluster, advance in zip(
            label_text.clusters(run.text), label_text.advances(run.text, style.bold).tolist(), strict=True
        ):
            place = ((run.x + along * cos) * ratio, (run.y + along * sin) * ratio, run.angle)
            yield cluster, style, ratio, place
            along += (advance + style.spacing) * style.size


def premultiplied(color: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Straight colour bytes with red, green and blue multiplied by alpha."""
    red, green, blue, alpha = color
    return (red * alpha + 127) // 255, (green * alpha + 127) // 255, (blue * alpha + 127) // 255, alpha
