"""Which features of a layer a span of time shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.model.extent import Extent
from onemap.model.geometry import frozen
from onemap.model.moment import UNDATED, TimeOrder
from onemap.model.prepared import PAGE_SIZE
from onemap.query.pages import page_ranges
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.moment import Moment, Times
    from onemap.model.prepared import Prepared
    from onemap.model.request import DrawnLayer

    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    Positions = npt.NDArray[np.int32]

#: Up to so many features of a span are drawn as a layer of their own; more are drawn through a mask of all.
FEW = 400_000
_FIRST, _LAST = UNDATED + 1, (1 << 63) - 1
_NONE = frozen(np.empty(0, np.int64))
_EVERY = frozen(np.empty(0, np.uint8))


def order_of(
    rows: npt.NDArray[np.integer], start: Ints, end: Ints | None, slot: npt.NDArray[np.uint8], zone: str
) -> TimeOrder:
    """The times of what has a place in ``rows`` (m,), from those by source row: UTC ms, `UNDATED` where there is none.

    ``slot`` by source row is weekday x 24 + hour of the local time.
    """
    by_position = start[rows]
    dated = np.flatnonzero(by_position != UNDATED).astype(np.int32)
    order = dated[np.argsort(by_position[dated], kind="stable")]
    ends = None if end is None else frozen(end[rows])
    times = by_position[order]
    return TimeOrder(frozen(by_position), ends, frozen(order), frozen(times), frozen(slot[rows]), zone)


def mask_of(order: TimeOrder, moment: Moment, threads: int = 2) -> Mask:
    """Which of all positions (m,) a span shows; works without the GIL, on ``threads`` threads where it is worth it."""
    from onemap.query import time_kernels as kernels

    warm_up()
    size = len(order.start)
    out = np.empty(size, np.uint8)
    low, high = _bounds(moment)
    ends, wanted = _NONE if order.end is None else order.end, _wanted(moment)

    def part(first: int, last: int) -> None:
        kernels.mark(
            order.start, ends, order.slot, wanted, low, high, int(moment.undated), first, last, out
        )  # fmt: skip

    if size < FEW or threads < 2:
        part(0, size)
    else:
        edges = np.linspace(0, size, threads + 1).astype(int).tolist()
        with ThreadPoolExecutor(threads, thread_name_prefix="moment") as pool:
            list(pool.map(part, edges[:-1], edges[1:]))
    return out.view(np.bool_)


def rows_in(times: Times, moment: Moment, row_of: npt.NDArray[np.integer], count: int) -> Mask:
    """Which of the ``count`` rows of a layer a span shows; ``row_of`` (m,) is the row by position."""
    shown = np.zeros(count, np.bool_)
    shown[row_of] = mask_of(times.order, moment)
    shown[times.left_rows] = mask_of(times.left, moment)
    return shown


def few_of(order: TimeOrder, moment: Moment, most: int = FEW) -> Positions | None:
    """The positions that a span shows, ascending; None when there may be more than ``most``.

    Only instants have few: what goes on may have begun at any time before.
    """
    if order.end is not None or (moment.undated and order.undated):
        return None
    first, last = _span(order, moment)
    if last - first > most:
        return None
    found = np.sort(order.order[first:last])
    wanted = _wanted(moment)
    return found if not len(wanted) else found[wanted[order.slot[found]] != 0]


def histogram(order: TimeOrder, edges: Ints) -> Ints:
    """How many features begin from each edge (UTC milliseconds, ascending) to before the next: (len(edges) - 1,)."""
    at = np.searchsorted(order.times, edges)
    return np.diff(at).astype(np.int64)


def tallied(parts: Iterable[tuple[TimeOrder, Mask | None]], edges: Ints) -> Ints:
    """Histogram of several layers together; a mask (m,) leaves in what a layer's filter leaves in."""
    total = np.zeros(max(len(edges) - 1, 0), np.int64)
    for order, mask in parts:
        if mask is None:
            total += histogram(order, edges)
        else:
            at = np.searchsorted(order.times[mask[order.order]], edges)
            total += np.diff(at)
    return total


def extent_of(order: TimeOrder) -> tuple[int, int] | None:
    """The first time of the layer, and the last beginning or end, UTC milliseconds; None when no feature has a time."""
    if not len(order.order):
        return None
    first, last = int(order.times[0]), int(order.times[-1])
    if order.end is not None:
        known = order.end[order.order]
        known = known[known < _LAST]
        last = max(last, int(known.max(initial=last)))
    return first, last


def narrowed(layer: DrawnLayer) -> DrawnLayer:
    """The layer with only what its span shows, as a picture needs it: itself where it has none.

    Few points become a layer of their own, so that a frame costs what is shown; the picture is the same either way.
    """
    when = layer.when
    if when is None:
        return layer
    if when.moment.is_open:
        return replace(layer, when=None)
    found = few_of(when.order, when.moment) if layer.prepared.is_points else None
    if found is None:
        seen = mask_of(when.order, when.moment)
        return replace(layer, drawn=seen if layer.drawn is None else seen & layer.drawn, when=None)
    if layer.drawn is not None:
        found = found[layer.drawn[found]]
    class_of = None if layer.class_of is None else layer.class_of[found]
    labels = None if layer.labels is None else _taken(layer.labels, found)
    return replace(
        layer, prepared=subset(layer.prepared, found), class_of=class_of, labels=labels, drawn=None, when=None
    )


def subset(prepared: Prepared, positions: Positions) -> Prepared:
    """Some points of a layer of points as a layer of their own; ``positions`` ascend."""
    coords = frozen(prepared.coords[positions])
    starts = np.arange(0, len(coords), PAGE_SIZE)
    bounds = np.empty((len(starts), 4))
    if len(starts):
        bounds[:, :2], bounds[:, 2:] = np.minimum.reduceat(coords, starts), np.maximum.reduceat(coords, starts)
    bounds = frozen(bounds)
    return replace(
        prepared, rows=frozen(prepared.rows[positions]), coords=coords, page_bounds=bounds,
        index=_Scan(bounds, len(coords)), extent=Extent.of_bounds(bounds), thinnings=(),
    )  # fmt: skip


class _Scan:
    """Which pages meet a box, by looking at every page: a layer that lives for one picture is not worth a tree."""

    def __init__(self, page_bounds: npt.NDArray[np.float64], size: int) -> None:
        self._bounds, self._size = page_bounds, size

    def ranges(self, extent: Extent) -> Ints:
        """Half-open ranges (k, 2) of positions, ascending and disjoint, whose pages meet the box."""
        b = self._bounds
        meets = (
            (b[:, 0] <= extent.xmax) & (b[:, 2] >= extent.xmin) & (b[:, 1] <= extent.ymax) & (b[:, 3] >= extent.ymin)
        )
        return page_ranges(np.flatnonzero(meets), self._size)


def _span(order: TimeOrder, moment: Moment) -> tuple[int, int]:
    """Where in the order the span begins and ends."""
    first, last = np.searchsorted(order.times, np.array(_bounds(moment))).tolist()
    return first, max(first, last)


def _bounds(moment: Moment) -> tuple[int, int]:
    return (
        _FIRST if moment.start is None else max(moment.start, _FIRST),
        _LAST if moment.end is None else min(moment.end, _LAST),
    )


def _wanted(moment: Moment) -> npt.NDArray[np.uint8]:
    """By slot, 1 where its hour and weekday are wanted; empty when all are."""
    if not moment.hours and not moment.weekdays:
        return _EVERY
    hours = np.isin(np.arange(24), moment.hours or range(24))
    weekdays = np.isin(np.arange(7), moment.weekdays or range(7))
    return frozen(np.outer(weekdays, hours).ravel().astype(np.uint8))


def _taken(labels: object, positions: Positions) -> pa.Array:
    import pyarrow as pa

    return labels.take(pa.array(positions))  # type: ignore[attr-defined]
