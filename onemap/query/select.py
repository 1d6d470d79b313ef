"""Which rows stand in a spatial relation to a shape: pages first, then boxes, then exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import RequestError
from onemap.model.extent import Extent
from onemap.model.geometry import Geometries
from onemap.model.prepared import PAGE_SIZE
from onemap.query import parts
from onemap.query.hit import Place, within_distance
from onemap.query.rowmath import ascending
from onemap.query.shapes import to_shapely
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.model.prepared import Prepared

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

#: The same relation seen from the shape, which is the side that GEOS can prepare.
_SEEN_FROM_SHAPE = {
    "intersects": "intersects",
    "within": "contains",
    "covered_by": "covers",
    "contains": "within",
    "covers": "covered_by",
    "touches": "touches",
    "crosses": "crosses",
    "overlaps": "overlaps",
    "equals": "equals",
}
#: Relations that hold for all that lies in the inside of the shape; none of the others holds for any of it.
_HOLDS_INSIDE = ("intersects", "within", "covered_by")
#: Rows that are put in order one by one.
_FEW = 1 << 14
#: Relations in which the feature lies in the shape, and in which the shape lies in the feature.
_IN_SHAPE, _AROUND_SHAPE = ("within", "covered_by", "equals"), ("contains", "covers", "contains_properly", "equals")


def select(
    prepared: Prepared, shape: BaseGeometry | Extent | None, predicate: str = "intersects", drawn: Mask | None = None
) -> Ints:
    """Source rows, ascending, of the features of which ``feature predicate shape`` is true.

    "within" gives features that lie in the shape, "contains" features that hold it. Borders count as in shapely:
    touching is intersecting, a point on the border is covered by the shape and not within it. A shape that crosses
    itself is repaired first. Nothing stands in relation to None or to a shape that is empty or not finite, so all rows
    are "disjoint" from it.
    ``drawn`` (m,) by position leaves out what is False; rows without a drawable geometry are never given.

    Raises
    ------
    RequestError
        For an extent that is none, and for an unknown predicate.
    """
    if predicate == "disjoint":
        return _disjoint(prepared, shape, drawn)
    if predicate != "contains_properly" and predicate not in _SEEN_FROM_SHAPE:
        choices = (*_SEEN_FROM_SHAPE, "contains_properly", "disjoint")
        raise RequestError("predicate_unknown", predicate=predicate, choices=", ".join(choices))
    asked = _shape(shape)
    if asked is None or prepared.extent is None:
        return np.empty(0, np.int64)
    inside, candidates = _by_page(prepared, asked, predicate)
    candidates = candidates[_box_allows(prepared, candidates, asked, predicate)]
    found = np.concatenate([inside, candidates[_holds(prepared, candidates, asked, predicate)]])
    return _rows(prepared, found, drawn)


def marks_in_box(prepared: Prepared, extent: Extent, count: int, drawn: Mask | None = None) -> Mask:
    """A mask (count,) by source row of what `select` gives for an extent that features intersect."""
    from onemap.query import mask_kernels as kernels

    asked, out = _shape(extent), np.zeros(count, np.uint8)
    if asked is None or prepared.extent is None:
        return out.view(np.bool_)
    warm_up()
    if drawn is None and len(prepared.rows) == count and _holds_all(extent, prepared.extent):
        out[:] = 1  # a view of everything
        return out.view(np.bool_)
    inside, undecided = _pages(prepared, asked)
    marks, step = parts.marks(drawn), parts.PART // PAGE_SIZE
    given = np.ascontiguousarray(inside, np.int64)
    parts.each(
        range(0, len(given), step),
        lambda at: kernels.mark_pages(given[at : at + step], PAGE_SIZE, prepared.rows, marks, out),
    )
    candidates = _positions(prepared, undecided)
    candidates = candidates[_box_allows(prepared, candidates, asked, "intersects")]
    found = candidates[_holds(prepared, candidates, asked, "intersects")]
    out[prepared.rows[found if drawn is None else found[drawn[found]]]] = 1
    return out.view(np.bool_)


def select_circle(
    prepared: Prepared,
    x: float,
    y: float,
    radius: float,
    scale: tuple[float, float] = (1.0, 1.0),
    drawn: Mask | None = None,
) -> Ints:
    """Source rows, ascending, of the features at most ``radius`` away from ``(x, y)``: the true circle, no polygon.

    ``scale`` is metres per map unit along x and y, ``radius`` then is in metres.
    """
    positions, _, _ = within_distance(prepared, Place(x, y, scale), radius, drawn)
    return _rows(prepared, positions, None)


def shapes_at(prepared: Prepared, positions: Ints) -> npt.NDArray[np.object_]:
    """Shapely geometries, in map coordinates and without heights, of features by position."""
    geometries = Geometries(
        prepared.coords, prepared.ring_offsets, prepared.feature_offsets, prepared.ring_kind, prepared.feature_type
    )
    return to_shapely(geometries, positions)


def _disjoint(prepared: Prepared, shape: BaseGeometry | Extent | None, drawn: Mask | None) -> Ints:
    everything = _rows(prepared, np.arange(prepared.size), drawn)
    return np.setdiff1d(everything, select(prepared, shape, "intersects", drawn), assume_unique=True)


def _rows(prepared: Prepared, positions: npt.NDArray[np.integer], drawn: Mask | None) -> Ints:
    if drawn is not None:
        positions = positions[np.asarray(drawn, bool)[positions]]
    total = int(prepared.rows.max(initial=-1)) + 1 if len(positions) > _FEW else 0
    return ascending(prepared.rows[positions], total) if total else np.sort(prepared.rows[positions]).astype(np.int64)


def _shape(shape: BaseGeometry | Extent | None) -> BaseGeometry | None:
    """The shape, valid and prepared; None when there is nothing to be in relation to."""
    import shapely

    if isinstance(shape, Extent):
        if not shape.is_valid:
            raise RequestError("extent_no_area", extent=",".join(f"{v:g}" for v in shape.as_tuple()))
        shape = _box(shape)
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return None
    # A copy: a prepared shape must not be asked by two threads, and the caller's may be asked elsewhere.
    own = shapely.from_wkb(shapely.to_wkb(shape)) if shapely.is_valid(shape) else shapely.make_valid(shape)
    shapely.prepare(own)
    return own


def _box(extent: Extent) -> BaseGeometry:
    """The extent as what it is: a box, or a line or a point when it has no area."""
    import shapely

    if extent.width > 0.0 and extent.height > 0.0:
        return shapely.box(*extent.as_tuple())
    if extent.width > 0.0 or extent.height > 0.0:
        return shapely.LineString([(extent.xmin, extent.ymin), (extent.xmax, extent.ymax)])
    return shapely.Point(extent.xmin, extent.ymin)


def _holds_all(extent: Extent, inner: Extent) -> bool:
    """Whether an extent holds all of another, its border included."""
    return extent.contains(inner.xmin, inner.ymin) and extent.contains(inner.xmax, inner.ymax)


def _by_page(prepared: Prepared, shape: BaseGeometry, predicate: str) -> tuple[Ints, Ints]:
    """Positions that surely are in the relation, and positions to look at; all others surely are not."""
    sure, undecided = _pages(prepared, shape)
    nothing = np.empty(0, np.int64)
    return (_positions(prepared, sure) if predicate in _HOLDS_INSIDE else nothing), _positions(prepared, undecided)


def _pages(prepared: Prepared, shape: BaseGeometry) -> tuple[Ints, Ints]:
    """Pages that lie in the inside of a shape, and others that meet it."""
    import shapely

    pages = np.concatenate([np.arange(a // PAGE_SIZE, -(-b // PAGE_SIZE)) for a, b in _ranges(prepared, shape)])
    boxes = prepared.page_bounds[pages]
    boxed = shapely.box(*boxes.T)
    has_area = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    inside = has_area & shapely.contains_properly(shape, boxed)
    undecided = ~inside & (~has_area | shapely.intersects(shape, boxed))
    return pages[inside], pages[undecided]


def _ranges(prepared: Prepared, shape: BaseGeometry) -> list[list[int]]:
    ranges: list[list[int]] = prepared.index.ranges(Extent(*shape.bounds)).tolist()
    return [[0, 0], *ranges]


def _positions(prepared: Prepared, pages: Ints) -> Ints:
    positions = (pages[:, None] * PAGE_SIZE + np.arange(PAGE_SIZE)).ravel()
    return positions[positions < prepared.size]


def _box_allows(prepared: Prepared, positions: Ints, shape: BaseGeometry, predicate: str) -> Mask:
    xmin, ymin, xmax, ymax = shape.bounds
    if prepared.bounds is None:
        left, bottom = prepared.coords[positions].T
        right, top = left, bottom
    else:
        left, bottom, right, top = prepared.bounds[positions].T
    allowed = (left <= xmax) & (right >= xmin) & (bottom <= ymax) & (top >= ymin)
    if predicate in _IN_SHAPE:
        allowed &= (left >= xmin) & (right <= xmax) & (bottom >= ymin) & (top <= ymax)
    if predicate in _AROUND_SHAPE:
        allowed &= (left <= xmin) & (right >= xmax) & (bottom <= ymin) & (top >= ymax)
    return np.asarray(allowed)


def _holds(prepared: Prepared, positions: Ints, shape: BaseGeometry, predicate: str) -> Mask:
    import shapely

    if prepared.is_points and predicate in ("intersects", "covered_by"):
        return np.asarray(shapely.intersects_xy(shape, *prepared.coords[positions].T))
    if prepared.is_points and predicate == "within":
        return np.asarray(shapely.contains_xy(shape, *prepared.coords[positions].T))
    shapes = shapes_at(prepared, positions)
    if predicate == "contains_properly":
        return np.asarray(shapely.contains_properly(shapes, shape))
    relation: Callable[..., Mask] = getattr(shapely, _SEEN_FROM_SHAPE[predicate])
    return np.asarray(relation(shape, shapes))
