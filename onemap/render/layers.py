"""One layer of a picture: what it is drawn with, and drawing a band of it.

The order in a layer: casings of all classes; class by class, in legend order and the symbol of the rest last, the fill
of polygons and then their outline; class by class the lines; the markers of all classes in page order. In a class the
coverage of the features adds up and is cut at full. A layer that is not opaque is drawn by itself first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.model.extent import Extent
from onemap.model.geometry import EXTERIOR, LINE, POINT
from onemap.model.request import LayerReport
from onemap.render.brush import Brush, Look, Markers, Shapes
from onemap.render.kernels import blend, points, select
from onemap.render.kernels.lanes import LANES
from onemap.render.pens import Sheet, casing_of, fill_of, pen_of
from onemap.render.sprites import sprite_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.prepared import Prepared
    from onemap.model.request import DrawnLayer, RenderRequest
    from onemap.model.style import Style, Symbol
    from onemap.render.bands import Frame
    from onemap.render.brush import Work

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]

#: Class number of the symbol of the rest.
REST = 254
#: Vertices may be left out by so many pixels.
DETAIL_PX = 1 / 16
_NO_CLASSES = np.empty(0, np.uint8)
_NO_MASK = np.empty(0, np.bool_)


@dataclass(slots=True)
class Plan:
    """A layer ready to be drawn band by band."""

    id: str
    prepared: Prepared
    ranges: Ints
    class_of: npt.NDArray[np.uint8]
    drawn: npt.NDArray[np.bool_]
    looks: tuple[Look, ...]
    markers: Markers | None
    shapes: Shapes | None
    opacity: float
    margin: float
    met: list[int] = field(default_factory=list)
    thinned: list[int] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def report(self) -> LayerReport:
        """What became of the layer so far."""
        return LayerReport(self.id, drawn=sum(self.met), thinned=sum(self.thinned), took_ms=sum(self.took) * 1000)

    def draw(self, picture: npt.NDArray[np.uint64], frame: Frame, top: int, work: Work) -> None:
        """Draw the rows of ``picture``, which begins at row ``top``."""
        started = time.perf_counter()
        self._draw(picture, frame, top, work)
        self.took.append(time.perf_counter() - started)

    def _draw(self, picture: npt.NDArray[np.uint64], frame: Frame, top: int, work: Work) -> None:
        bottom = top + len(picture)
        ranges = self._ranges(frame.box(top, bottom, self.margin))
        if not len(ranges) or self.opacity <= 0.0:
            return
        single = self.opacity >= 1.0
        target = picture if single else work.buffers.band("layer", len(picture))
        brush = Brush(target, top, bottom, frame, work)
        if self.shapes is None:
            self._count(*brush.stamp_simple(self, ranges))
        else:
            self._draw_features(brush, ranges, self.shapes)
        if not single:
            blend.over(picture, target, 0, self.opacity)

    def _ranges(self, box: tuple[float, float, float, float]) -> Ints:
        pages = self.prepared.page_bounds
        out = np.empty((len(pages), 2), np.int64)
        return out[: select.pages_meeting(self.ranges, pages, *box, out)]

    def _draw_features(self, brush: Brush, ranges: Ints, shapes: Shapes) -> None:
        items = np.empty(int((ranges[:, 1] - ranges[:, 0]).sum()), np.int32)
        ends = np.empty(256, np.int64)
        select.by_class(ranges, self.class_of, self.drawn, ends, items)
        by_look = [
            (look, items[ends[look.number - 1] if look.number else 0 : ends[look.number]]) for look in self.looks
        ]
        by_look = [(look, of_look) for look, of_look in by_look if len(of_look)]
        met, hidden = 0, 0
        if shapes.kinds & 1 << LINE:
            for look, of_look in by_look:
                brush.lines(look.casing, of_look, shapes)
        if shapes.kinds & 1 << EXTERIOR:
            for look, of_look in by_look:
                met += brush.polygons(look, of_look, shapes)
        if shapes.kinds & 1 << LINE:
            for look, of_look in by_look:
                met += brush.lines(look.pen, of_look, shapes)
        if shapes.kinds & 1 << POINT:
            stamped, seen = brush.stamp_features(self, np.sort(items[: ends[REST]]), shapes)
            met, hidden = met + stamped, seen - stamped
        self._count(met, met + hidden)

    def _count(self, met: int, seen: int) -> None:
        self.met.append(met)
        self.thinned.append(seen - met)


def plan_of(layer: DrawnLayer, request: RenderRequest, frame: Frame) -> Plan:
    """What a layer is drawn with in a picture.

    Raises
    ------
    RequestError
        When a colour or a marker is unknown.
    """
    prepared = layer.prepared
    sheet = Sheet.of(request)
    symbols = _symbols(layer.style, classed=layer.class_of is not None)
    looks = tuple(
        Look(number, fill_of(symbol, sheet), pen_of(symbol, sheet), casing_of(symbol, sheet))
        for number, symbol in symbols
    )
    shapes = _shapes(prepared, frame)
    markers = _markers(symbols, sheet) if shapes is None or shapes.kinds & 1 << POINT else None
    reaches = [pen.reach for look in looks for pen in (look.pen, look.casing) if pen is not None and shapes is not None]
    margin = max([*reaches, markers.margin + 1.0 if markers else 0.0, 1.0])
    extent = Extent(*frame.box(0, frame.height, margin))
    return Plan(
        layer.id, prepared, np.ascontiguousarray(prepared.index.ranges(extent), np.int64).reshape(-1, 2),
        _NO_CLASSES if layer.class_of is None else layer.class_of, _NO_MASK if layer.drawn is None else layer.drawn,
        looks, markers, shapes, layer.style.opacity, margin,
    )  # fmt: skip


def _symbols(style: Style, *, classed: bool) -> list[tuple[int, Symbol]]:
    """Class numbers and symbols of what is drawn, in legend order, the symbol of the rest last."""
    if not classed:
        return [] if style.symbol is None else [(0, style.symbol)]
    listed = [(number, each.symbol) for number, each in enumerate(style.classes[:REST]) if each.visible]
    return listed if style.symbol is None else [*listed, (REST, style.symbol)]


def _shapes(prepared: Prepared, frame: Frame) -> Shapes | None:
    if (
        prepared.feature_offsets is None
        or prepared.ring_offsets is None
        or prepared.ring_kind is None
        or prepared.bounds is None
        or prepared.area is None
        or prepared.length is None
    ):
        return None
    coords, ring_offsets = prepared.coords, prepared.ring_offsets
    for detail in prepared.details:
        if detail.tolerance * frame.scale <= DETAIL_PX:
            coords, ring_offsets = detail.coords, detail.ring_offsets
    return Shapes(
        coords, ring_offsets, prepared.feature_offsets, prepared.ring_kind, prepared.bounds, prepared.area,
        prepared.length, select.kinds_present(prepared.ring_kind),
    )  # fmt: skip


def _markers(symbols: list[tuple[int, Symbol]], sheet: Sheet) -> Markers | None:
    made = [(number, sprite_of(symbol, sheet)) for number, symbol in symbols]
    kept = [(number, sprite) for number, sprite in made if sprite is not None]
    if not kept:
        return None
    side = max(len(sprite) for _, sprite in kept)
    sprites = np.zeros((len(kept), side, -(-side // LANES) * LANES), np.uint64)
    sprite_of_class, outline_of = np.full(256, -1, np.int32), np.zeros(256, np.int32)
    outlines: dict[bytes, int] = {}
    for k, (number, sprite) in enumerate(kept):
        edge = (side - len(sprite)) // 2
        sprites[k, edge : side - edge, edge : side - edge] = sprite
        sprite_of_class[number] = k
        outline_of[number] = outlines.setdefault((sprites[k] >> np.uint64(48)).tobytes(), len(outlines))
    return Markers(sprites, _bits(sprites != 0), sprite_of_class, outline_of, len(outlines))


def _bits(drawn: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint64]:
    """The last axis packed into words, the first pixel in the lowest bit."""
    padded = np.zeros((*drawn.shape[:2], -(-drawn.shape[2] // points.WORD) * points.WORD), np.bool_)
    padded[:, :, : drawn.shape[2]] = drawn
    return np.packbits(padded, axis=2, bitorder="little").view("<u8").astype(np.uint64)
