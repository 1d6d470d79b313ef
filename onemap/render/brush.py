"""Drawing into a band of rows: polygons, lines and markers of one layer, by the kernels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import CancelledError
from onemap.render.kernels import blend, fill, lanes, points, stroke
from onemap.render.pens import Pen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt

    from onemap.render.bands import Buffers, Frame
    from onemap.render.layers import Plan

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

#: Features drawn between two looks at whether the picture is still wanted.
CHUNK = 16384
_NO_PEN = Pen(np.uint64(0), np.zeros(6), np.empty(0))


@dataclass(frozen=True, slots=True)
class Look:
    """What a class is drawn with, in device pixels."""

    number: int
    fill: np.uint64 | None
    pen: Pen | None
    casing: Pen | None


@dataclass(frozen=True, slots=True)
class Markers:
    """Sprites (k, n, m) of a layer, n filled up to `LANES` in m, and a bit for each pixel they draw (k, n, words).

    By class, ``sprite_of`` is the sprite (-1: none), ``outline_of`` the group of equal outlines.
    """

    sprites: npt.NDArray[np.uint64]
    shapes: npt.NDArray[np.uint64]
    sprite_of: npt.NDArray[np.int32]
    outline_of: npt.NDArray[np.int32]
    outlines: int

    @property
    def margin(self) -> int:
        """Pixels a marker reaches beyond its point."""
        return int(self.sprites.shape[1]) // 2

    @property
    def pad(self) -> int:
        """Columns left and right of a band that markers may be written to."""
        return 2 * self.margin + lanes.LANES


@dataclass(frozen=True, slots=True)
class Shapes:
    """The arrays of a layer that is not simple points, vertices left out as the scale allows."""

    coords: Floats
    ring_offsets: Ints
    feature_offsets: Ints
    ring_kind: npt.NDArray[np.uint8]
    bounds: Floats
    area: npt.NDArray[np.float32]
    length: npt.NDArray[np.float32]
    kinds: int


@dataclass(frozen=True, slots=True)
class Work:
    """What a thread brings along: its buffers, and how it learns that nobody wants the picture any more."""

    buffers: Buffers
    cancelled: Callable[[], bool] | None

    def check(self) -> None:
        """Raise `CancelledError` when the picture is not wanted any more."""
        if self.cancelled is not None and self.cancelled():
            raise CancelledError

    def chunks(self, items: npt.NDArray[np.int32]) -> Iterator[npt.NDArray[np.int32]]:
        """Parts of ``items``, between which `check` is called."""
        for first in range(0, len(items), CHUNK):
            self.check()
            yield items[first : first + CHUNK]


@dataclass(frozen=True, slots=True)
class Brush:
    """Draws into the rows ``top`` to ``bottom`` of a picture."""

    target: npt.NDArray[np.uint64]
    top: int
    bottom: int
    frame: Frame
    work: Work

    def polygons(self, look: Look, items: npt.NDArray[np.int32], shapes: Shapes) -> int:
        """Fill and outline polygons; gives how many features begin in the rows."""
        if look.fill is None and look.pen is None:
            return 0
        inside, border, spans = self.work.buffers.accumulators(self.bottom - self.top)
        pen = look.pen or _NO_PEN
        met = 0
        for part in self.work.chunks(items):
            met += fill.polygon_features(
                inside, border, spans, self.top, self.bottom, self.frame.numbers, part, shapes.coords,
                shapes.ring_offsets, shapes.feature_offsets, shapes.ring_kind, shapes.bounds, shapes.area,
                shapes.length, pen.shape, pen.dashes, look.fill is not None, look.pen is not None,
                *self.work.buffers.scratch,
            )  # fmt: skip
        if look.fill is not None and look.pen is not None:
            blend.paint_both(self.target, inside, border, spans, look.fill, look.pen.color)
        elif look.fill is not None:
            blend.paint(self.target, inside, spans, look.fill, blend.EMPTY)
        elif look.pen is not None:
            blend.paint(self.target, border, spans, look.pen.color, blend.EMPTY)
        return met

    def lines(self, pen: Pen | None, items: npt.NDArray[np.int32], shapes: Shapes) -> int:
        """Draw lines; gives how many features begin in the rows."""
        if pen is None:
            return 0
        acc, _, spans = self.work.buffers.accumulators(self.bottom - self.top)
        met = 0
        for part in self.work.chunks(items):
            met += stroke.line_features(
                acc, spans, self.top, self.bottom, self.frame.numbers, part, shapes.coords, shapes.ring_offsets,
                shapes.feature_offsets, shapes.ring_kind, shapes.bounds, shapes.length, pen.shape, pen.dashes,
            )  # fmt: skip
        blend.paint(self.target, acc, spans, pen.color, blend.EMPTY)
        return met

    def stamp_simple(self, plan: Plan, ranges: Ints) -> tuple[int, int]:
        """Stamp the markers of a layer of simple points; gives how many, and how many points stand in the rows."""
        if plan.markers is None:
            return 0, 0
        self.work.check()
        buffers, markers = self._stamp_buffers(plan.markers), plan.markers
        stamped, seen = points.stamp_simple(
            *buffers, self.top, self.frame.numbers, ranges, plan.prepared.page_bounds, plan.prepared.coords,
            plan.class_of, plan.drawn, markers.sprite_of, markers.outline_of, markers.sprites, markers.shapes,
            markers.margin,
        )  # fmt: skip
        blend.over(self.target, buffers[0], markers.pad, 1.0)
        return stamped, seen

    def stamp_features(self, plan: Plan, items: npt.NDArray[np.int32], shapes: Shapes) -> tuple[int, int]:
        """Stamp the markers of features of points; gives how many, and how many points stand in the rows."""
        if plan.markers is None:
            return 0, 0
        self.work.check()
        buffers, markers = self._stamp_buffers(plan.markers), plan.markers
        stamped, seen = points.stamp_features(
            *buffers, self.top, self.frame.numbers, items, shapes.coords, shapes.ring_offsets, shapes.feature_offsets,
            shapes.ring_kind, plan.class_of, markers.sprite_of, markers.outline_of, markers.sprites, markers.shapes,
            markers.margin,
        )  # fmt: skip
        blend.over(self.target, buffers[0], markers.pad, 1.0)
        return stamped, seen

    def _stamp_buffers(
        self, markers: Markers
    ) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
        """A transparent band, its map of full pixels, and the maps of pixels whose marker is known."""
        rows, width = self.target.shape
        full = np.empty((rows, width // points.WORD + 3), np.uint64)
        points.clear_bits(full, width)
        taken = np.zeros((markers.outlines, rows + 2 * markers.margin, width + 2 * markers.margin), np.uint8)
        return self.work.buffers.band("markers", rows, markers.pad), full, taken
