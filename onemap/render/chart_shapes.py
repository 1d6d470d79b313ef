"""What a chart is laid out to: rectangles, lines, dots and words in pixels, and where its items are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

Box = tuple[float, float, float, float]
#: Series and place of an item.
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle."""

    box: Box
    color: str
    alpha: float = 1.0
    radius: float = 0.0
    edge: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """A line through points (n, 2)."""

    points: Floats
    color: str
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """Round dots at points (n, 2)."""

    points: Floats
    color: str
    radius: float = 2.5
    alpha: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``at`` is on its baseline, at its start, middle or end; ``upright`` reads from below."""

    text: str
    at: tuple[float, float]
    size: float = 11.0
    color: str = "@muted"
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    upright: bool = False


Shape = Bar | Stroke | Dots | Words


@dataclass(slots=True)
class Layout:
    """A chart laid out on a picture of ``size`` pixels.

    ``plot`` is the box of the data; ``span`` the values of the items' axis over it, from left to right or, with
    ``lying``, from top to bottom. ``rise`` are the values at the foot and the head of a
    line's or scatter's plot. ``places`` are the boxes in which an item is hit, ``dots`` points that are hit near.
    ``left_out`` counts the items for which there was no room.
    """

    size: tuple[float, float]
    plot: Box
    span: tuple[float, float] = (0.0, 1.0)
    lying: bool = False
    rise: tuple[float, float] = (0.0, 1.0)
    shapes: list[Shape] = field(default_factory=list)
    places: list[tuple[Box, Mark]] = field(default_factory=list)
    dots: list[tuple[Floats, int]] = field(default_factory=list)
    left_out: int = 0

    def along(self, value: float) -> float:
        """The pixel of a value of the items' axis."""
        start, length = (self.plot[1], self.plot[3]) if self.lying else (self.plot[0], self.plot[2])
        return start + (value - self.span[0]) / ((self.span[1] - self.span[0]) or 1.0) * length

    def value_at(self, x: float, y: float) -> float:
        """The value of the items' axis at a pixel, kept within the plot."""
        start, length = (self.plot[1], self.plot[3]) if self.lying else (self.plot[0], self.plot[2])
        share = min(1.0, max(0.0, ((y if self.lying else x) - start) / (length or 1.0)))
        return self.span[0] + share * (self.span[1] - self.span[0])

    def height_at(self, y: float) -> float:
        """The value upwards at a pixel of a line's or scatter's plot, kept within it."""
        share = min(1.0, max(0.0, (self.plot[1] + self.plot[3] - y) / (self.plot[3] or 1.0)))
        return self.rise[0] + share * (self.rise[1] - self.rise[0])
