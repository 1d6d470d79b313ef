"""From a geometry column in the map's CRS to what drawing and asking need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import CancelledError
from onemap.model.extent import Extent
from onemap.model.geometry import POINT, frozen
from onemap.model.prepared import PAGE_SIZE, Prepared
from onemap.query.detail import details
from onemap.query.halves import halved
from onemap.query.morton import frame_of, order_of
from onemap.query.pages import PageIndex
from onemap.query.thin import thinnings
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from onemap.model.geometry import Geometries, Number
    from onemap.model.prepared import Detail, Thinning

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Rows = npt.NDArray[np.int32]


def prepare(geometries: Geometries, *, cancelled: Callable[[], bool] | None = None) -> Prepared:
    """Put the features of a layer into page order under an index.

    ``geometries`` are in the map's CRS. Rows without a geometry, with a coordinate that is not finite or farther from
    zero than 1e15 are left out; nothing left gives an empty `Prepared`. ``cancelled`` is asked between the steps.

    Raises
    ------
    CancelledError
        When ``cancelled`` says so.
    """
    warm_up()
    step = _Step(cancelled)
    if geometries.is_simple_points:
        coords, rows = _drawable_points(geometries.coords)
        return _points(coords, rows, step)
    boxes = _row_boxes(geometries)
    rows = np.flatnonzero(np.isfinite(boxes[:, 0])).astype(np.int32)
    step()
    vertices = _first_vertices(geometries, rows)
    if vertices is not None:
        return _points(geometries.coords[vertices], rows, step)
    return _features(geometries, rows, boxes[rows], step)


class _Step:
    """Called between steps; raises when the user has stopped the job."""

    def __init__(self, cancelled: Callable[[], bool] | None) -> None:
        self._cancelled = cancelled

    def __call__(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise CancelledError


def _drawable_points(coords: Floats) -> tuple[Floats, Rows | None]:
    """The points that can be drawn and their rows; None instead of the rows when that is all of them."""
    from onemap.query import morton_kernels as kernels

    if kernels.point_box(coords, np.empty(4)) == len(coords):
        return coords, None
    rows = np.flatnonzero((np.abs(coords) <= kernels.FARTHEST).all(axis=1)).astype(np.int32)
    return coords[rows], rows


def _points(coords: Floats, rows: Rows | None, step: _Step) -> Prepared:
    from onemap.query import morton_kernels as kernels

    if not len(coords):
        return _empty()
    box = np.empty(4)
    kernels.point_box(coords, box)
    frame = frame_of(coords, box)
    order = order_of(coords, frame)
    step()
    gathered = np.empty_like(coords)
    halved(len(order), lambda first, last: kernels.gather_points(coords, order, first, last, gathered))
    step()
    pages = np.empty((-(-len(order) // PAGE_SIZE), 4))
    kernels.point_pages(gathered, PAGE_SIZE, pages)
    levels = thinnings(gathered, frame)
    step()
    return _assembled(order if rows is None else rows[order], _Shapes(gathered), pages, thinnings=levels)


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Features in page order; coordinates alone for simple points."""

    coords: Floats
    ring_offsets: Ints | None = None
    feature_offsets: Ints | None = None
    ring_kind: npt.NDArray[np.uint8] | None = None
    bounds: Floats | None = None
    area: npt.NDArray[np.float32] | None = None
    length: npt.NDArray[np.float32] | None = None
    feature_type: npt.NDArray[np.uint8] | None = None


def _features(geometries: Geometries, rows: Rows, boxes: Floats, step: _Step) -> Prepared:
    from onemap.query import morton_kernels as kernels

    if not len(rows):
        return _empty()
    centres = boxes[:, :2] / 2.0 + boxes[:, 2:] / 2.0
    box = np.empty(4)
    kernels.point_box(centres, box)
    order = order_of(centres, frame_of(centres, box))
    step()
    rows, bounds = rows[order], boxes[order]
    shapes = _gathered(geometries, rows, bounds)
    step()
    pages = np.empty((-(-len(rows) // PAGE_SIZE), 4))
    kernels.box_pages(bounds, PAGE_SIZE, pages)
    return _assembled(rows, shapes, pages, details=_details(shapes, pages, step))


def _gathered(geometries: Geometries, rows: Rows, bounds: Floats) -> _Shapes:
    from onemap.query import shape_kernels as kernels

    row_offsets, ring_offsets, ring_kind = _columns(geometries)
    feature_offsets = _offsets(row_offsets[rows + 1] - row_offsets[rows])
    offsets, kind = np.empty(feature_offsets[-1] + 1, np.int64), np.empty(feature_offsets[-1], np.uint8)
    kernels.gather_rings(rows, row_offsets, ring_offsets, ring_kind, feature_offsets, offsets, kind)
    coords = np.empty((offsets[-1], 2))
    area, length = np.empty(len(rows), np.float32), np.empty(len(rows), np.float32)

    def gather(first: int, last: int) -> None:
        kernels.gather_vertices(
            geometries.coords, rows, row_offsets, ring_offsets, feature_offsets, offsets, first, last, coords
        )
        kernels.measure(coords, offsets, feature_offsets, kind, first, last, area, length)

    halved(len(rows), gather)
    return _Shapes(coords, offsets, feature_offsets, kind, bounds, area, length, _types(geometries)[rows])


def _details(shapes: _Shapes, pages: Floats, step: _Step) -> tuple[Detail, ...]:
    if shapes.ring_offsets is None or shapes.ring_kind is None or shapes.length is None:
        return ()
    length, size = (
        float(shapes.length.sum(dtype=float)),
        float((pages[:, 2:].max(axis=0) - pages[:, :2].min(axis=0)).max()),
    )
    return details(shapes.coords, shapes.ring_offsets, shapes.ring_kind, length, size, step)


def _row_boxes(geometries: Geometries) -> Floats:
    from onemap.query import shape_kernels as kernels

    row_offsets, ring_offsets, _ = _columns(geometries)
    boxes = np.empty((geometries.rows, 4))
    kernels.row_boxes(geometries.coords, ring_offsets, row_offsets, _types(geometries), boxes)
    return boxes


def _columns(geometries: Geometries) -> tuple[Ints, Ints, npt.NDArray[np.uint8]]:
    """Row offsets, ring offsets and ring kinds of a layer that is not simple points."""
    row_offsets, ring_offsets, ring_kind = geometries.row_offsets, geometries.ring_offsets, geometries.ring_kind
    if row_offsets is None or ring_offsets is None or ring_kind is None:
        message = "a layer of simple points has no rings"
        raise ValueError(message)
    return row_offsets, ring_offsets, ring_kind


def _types(geometries: Geometries) -> npt.NDArray[np.uint8]:
    if geometries.row_type is None:
        message = "a layer that is not simple points tells the type of each row"
        raise ValueError(message)
    return geometries.row_type


def _first_vertices(geometries: Geometries, rows: Rows) -> Ints | None:
    """The vertex of each of ``rows`` when each is one single point, else None."""
    row_offsets, ring_offsets, ring_kind = _columns(geometries)
    first = row_offsets[rows]
    if not (row_offsets[rows + 1] - first == 1).all() or not (ring_kind[first] == POINT).all():
        return None
    return ring_offsets[first]


def _offsets(counts: Ints) -> Ints:
    """Where each of so many begins, and where the last ends."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def _empty() -> Prepared:
    return _assembled(np.empty(0, np.int32), _Shapes(np.empty((0, 2))), np.empty((0, 4)))


def _assembled(
    rows: Rows,
    shapes: _Shapes,
    pages: Floats,
    *,
    details: tuple[Detail, ...] = (),
    thinnings: tuple[Thinning, ...] = (),
) -> Prepared:
    return Prepared(
        rows=frozen(rows),
        coords=frozen(shapes.coords),
        ring_offsets=_frozen(shapes.ring_offsets),
        feature_offsets=_frozen(shapes.feature_offsets),
        ring_kind=_frozen(shapes.ring_kind),
        bounds=_frozen(shapes.bounds),
        area=_frozen(shapes.area),
        length=_frozen(shapes.length),
        page_bounds=frozen(pages),
        index=PageIndex(pages, len(rows)),
        extent=Extent.of_bounds(pages),
        details=details,
        thinnings=thinnings,
        feature_type=_frozen(shapes.feature_type),
    )


def _frozen(array: npt.NDArray[Number] | None) -> npt.NDArray[Number] | None:
    return None if array is None else frozen(array)
