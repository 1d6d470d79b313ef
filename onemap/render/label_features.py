"""Which features of a layer come up for a label in a picture, with their texts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.render.label_kernels import project_rings

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.prepared import Prepared
    from onemap.model.request import DrawnLayer, RenderRequest
    from onemap.model.style import LabelStyle

#: Of more points than this in the view a sample stands for all.
_SAMPLE = 100_000
#: Diagonal of the smallest area that may be labelled, in ems.
_LEAST = 0.5
#: Most labels that a layer may ask for, whatever the size of the sheet.
_CAP = 20_000
#: Longest text that is set; what is longer ends in an ellipsis.
_LONGEST = 40
#: ``class_of``: not drawn, and drawn with the symbol of the rest.
_HIDDEN, _REST = 255, 254


@dataclass(frozen=True, slots=True)
class Candidates:
    """Features that want a label, most important first; ``left_out`` more were not looked at.

    ``names`` are the whole texts, of which ``texts`` may show only the last letters.
    """

    positions: npt.NDArray[np.int64]
    texts: list[str]
    names: list[str]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Shapes:
    """Runs of vertices of some features in logical pixels; ring k is ``xy[ring_offsets[k]:ring_offsets[k + 1]]``."""

    xy: npt.NDArray[np.float64]
    ring_offsets: npt.NDArray[np.int64]
    feature_offsets: npt.NDArray[np.int64]


def candidates(layer: DrawnLayer, style: LabelStyle, request: RenderRequest) -> Candidates:
    """Features of ``layer`` in the view with a text: the biggest on the screen first, points in page order."""
    prepared, view = layer.prepared, request.view
    positions, left_out = _in_view(prepared, request, layer.drawn)
    positions = positions[_shown(layer, positions)]
    size = style.size_pt * 25.4 / 72 / request.mm_per_px
    if prepared.bounds is not None and prepared.area is not None:
        box = prepared.bounds[positions]
        sizes = np.hypot(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) / view.resolution
        # Areas smaller than a letter never get one; short pieces of lines may belong to long ones.
        large = np.flatnonzero((sizes > _LEAST * size) | ((prepared.area[positions] <= 0.0) & (sizes > 1.0)))
        order = large[np.argsort(-np.floor(np.log2(np.maximum(sizes[large], 1.0))), kind="stable")][:_SAMPLE]
        left_out += len(positions) - len(order)
        positions = positions[order]
    texts = _texts(layer.labels, positions)
    written = _written(texts)
    positions, texts = positions[written], texts.filter(written)
    room = view.width_px * view.height_px / (3.6 * size * size)
    cap = int(min(_CAP, max(200, room)))
    if len(positions) > cap:
        chosen = (
            np.arange(cap) if prepared.bounds is not None else _spread_out(prepared, positions, request, size)[:cap]
        )
        left_out += len(positions) - len(chosen)
        positions, texts = positions[chosen], texts.take(chosen)
    names = [" ".join(text.split()) for text in texts.to_pylist()]
    return Candidates(positions, [_shortened(name, style, request.scale) for name in names], names, left_out)


def shapes(prepared: Prepared, positions: npt.NDArray[np.int64], request: RenderRequest) -> Shapes:
    """Vertices of the features on the screen, from the coarsest detail that is true to half a pixel."""
    view = request.view
    coords, offsets = prepared.coords, prepared.ring_offsets
    for detail in prepared.details:
        if detail.tolerance <= 0.5 * view.resolution:
            coords, offsets = detail.coords, detail.ring_offsets
    if prepared.feature_offsets is None or offsets is None:
        rings, offsets = positions, np.arange(len(coords) + 1)
        feature_offsets = np.arange(len(positions) + 1)
    else:
        first, last = prepared.feature_offsets[positions], prepared.feature_offsets[positions + 1]
        feature_offsets = _cumulated(last - first)
        rings = np.repeat(first - feature_offsets[:-1], last - first) + np.arange(feature_offsets[-1])
    ring_offsets = _cumulated(offsets[rings + 1] - offsets[rings])
    xy = np.empty((int(ring_offsets[-1]), 2))
    scale = 1.0 / view.resolution
    affine = np.array(
        [scale, view.width_px / 2 - view.center_x * scale, view.height_px / 2 + view.center_y * scale], np.float64
    )
    project_rings(coords, offsets, np.ascontiguousarray(rings, np.int64), ring_offsets, affine, xy)
    return Shapes(xy, ring_offsets, feature_offsets)


def marker_radius(layer: DrawnLayer, positions: npt.NDArray[np.int64], request: RenderRequest) -> Any:  # noqa: ANN401
    """Half the marker's size of each feature, logical pixels (n,)."""
    style = layer.style
    rest = style.symbol.size_mm if style.symbol else 0.0
    radii = np.full(256, rest / 2 / request.mm_per_px)
    for number, each in enumerate(style.classes[:_REST]):
        radii[number] = each.symbol.size_mm / 2 / request.mm_per_px
    if layer.class_of is None:
        return np.full(len(positions), radii[_REST])
    return radii[layer.class_of[positions]]


def _in_view(
    prepared: Prepared, request: RenderRequest, drawn: npt.NDArray[np.bool_] | None
) -> tuple[npt.NDArray[np.int64], int]:
    """Positions whose box meets the view, ascending, and how many more were passed over."""
    extent = request.view.extent
    ranges = prepared.index.ranges(extent)
    sizes = ranges[:, 1] - ranges[:, 0]
    total = int(sizes.sum())
    if prepared.bounds is None:
        positions = _sampled(prepared, ranges, total) if drawn is None else _left_in(ranges, drawn)
        xy = prepared.coords[positions]
        inside = (xy[:, 0] >= extent.xmin) & (xy[:, 0] <= extent.xmax)
        inside &= (xy[:, 1] >= extent.ymin) & (xy[:, 1] <= extent.ymax)
        return positions[inside], max(0, total - len(positions))
    positions = _spans(ranges)
    box = prepared.bounds[positions]
    meets = (box[:, 0] <= extent.xmax) & (box[:, 2] >= extent.xmin)
    meets &= (box[:, 1] <= extent.ymax) & (box[:, 3] >= extent.ymin)
    return positions[meets], 0


def _sampled(prepared: Prepared, ranges: npt.NDArray[np.int64], total: int) -> npt.NDArray[np.int64]:
    if total <= _SAMPLE:
        return _spans(ranges)
    for thinning in prepared.thinnings:
        if len(thinning.positions) <= _SAMPLE:
            return thinning.positions.astype(np.int64)
    step = math.ceil(total / _SAMPLE)
    return np.concatenate([np.arange(first, last, step) for first, last in ranges.tolist()])


def _left_in(ranges: npt.NDArray[np.int64], drawn: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """A sample of the positions that a mask leaves in: where few are left, all of them."""
    parts = [first + np.flatnonzero(drawn[first:last]) for first, last in ranges.tolist()]
    kept = np.concatenate(parts) if parts else np.empty(0, np.int64)
    return kept[:: max(1, math.ceil(len(kept) / _SAMPLE))]


def _spans(ranges: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    parts = [np.arange(first, last) for first, last in ranges.tolist()]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _shown(layer: DrawnLayer, positions: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    shown = np.ones(len(positions), bool)
    if layer.class_of is not None:
        visible = np.ones(256, bool)
        visible[: len(layer.style.classes)] = [each.visible for each in layer.style.classes]
        visible[_REST] = layer.style.symbol is not None
        visible[_HIDDEN] = False
        shown &= visible[layer.class_of[positions]]
    if layer.drawn is not None:
        shown &= layer.drawn[positions]
    return shown


def _texts(labels: Any, positions: npt.NDArray[np.int64]) -> Any:  # noqa: ANN401 - Arrow arrays
    """Texts of the positions without blanks around them, an Arrow array."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.utf8_trim_whitespace(pc.cast(labels.take(pa.array(positions)), pa.string()))


def _written(texts: Any) -> npt.NDArray[np.bool_]:  # noqa: ANN401 - an Arrow array
    import pyarrow.compute as pc

    mask: npt.NDArray[np.bool_] = np.asarray(pc.fill_null(pc.greater(pc.utf8_length(texts), 0), False))  # noqa: FBT003
    return mask


def _shortened(text: str, style: LabelStyle, scale: float) -> str:
    if style.last > 0 and scale > style.last_below:
        text = text[-style.last :]
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _spread_out(
    prepared: Prepared, positions: npt.NDArray[np.int64], request: RenderRequest, size: float
) -> npt.NDArray[np.int64]:
    """Places in ``positions`` of the first point in each cell of the size of a short label."""
    cell = 1.5 * size * request.view.resolution
    extent = request.view.extent
    xy = prepared.coords[positions]
    column = ((xy[:, 0] - extent.xmin) / (2 * cell)).astype(np.int64)
    row = ((xy[:, 1] - extent.ymin) / cell).astype(np.int64)
    return np.sort(np.unique(row * (int(column.max()) + 1) + column, return_index=True)[1])


def _cumulated(counts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])
