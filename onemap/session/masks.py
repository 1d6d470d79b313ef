"""The one door through which rows are left out: by a layer's filter and by the map's span of time, by source row.

Everybody who draws, asks, counts, lists or hands out rows looks at these masks; a mask of None leaves nothing out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.model.extent import Extent
from onemap.model.prepared import PAGE_SIZE
from onemap.query import moments, parts
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.prepared import Prepared
    from onemap.session.entry import Ready

    Mask = npt.NDArray[np.bool_]


def joined(*masks: Mask | None) -> Mask | None:
    """What all masks leave in; None when none leaves anything out."""
    made: Mask | None = None
    for mask in masks:
        if mask is not None:
            made = mask if made is None else made & mask
    return made


def with_kept(ready: Ready) -> Ready:
    """The same rows, of which those remain that the filter and the span of time both leave in.

    By position the masks are worked out here, once: ``filtered_at`` for drawing, which asks the time itself;
    ``kept_at`` for what counts rows; ``shown_at`` for what asks for what can be seen, which the style's classes narrow
    further.
    """
    rows, count = ready.prepared.rows, ready.data.rows
    filtered, span = ready.filtered, None
    if ready.times is not None and ready.moment is not None and not ready.moment.is_open:
        span = moments.rows_in(ready.times, ready.moment, rows, count)
    kept = joined(filtered, span)
    filtered_at = None if filtered is None else at_positions(ready.prepared, filtered)
    kept_at = filtered_at if span is None or kept is None else at_positions(ready.prepared, kept)
    around = None if kept_at is None else extent_of(ready.prepared, kept_at)
    left_in = count if kept is None else int(np.count_nonzero(kept))
    by_time = 0
    if span is not None:
        by_time = (count if filtered is None else int(np.count_nonzero(filtered))) - left_in
    return replace(
        ready, kept=_frozen(kept), filtered_at=filtered_at, kept_at=kept_at, kept_extent=around,
        shown_at=_frozen(joined(ready.drawn, kept_at)), hidden_by_time=by_time,
        left_in=left_in,
    )  # fmt: skip


def at_positions(prepared: Prepared, mask: Mask) -> Mask:
    """A mask (rows,) by source row as a read-only one by position (m,)."""
    from onemap.query import mask_kernels as kernels

    warm_up()
    out, packed = np.empty(len(prepared.rows), np.uint8), np.packbits(mask)
    parts.over(len(out), lambda first, last: kernels.at_positions(packed, prepared.rows, first, last, out))
    out.flags.writeable = False
    return out.view(np.bool_)


def extent_of(prepared: Prepared, mask: Mask) -> Extent | None:
    """Box around the positions that a mask (m,) leaves in; None when it leaves none."""
    from onemap.query import mask_kernels as kernels

    warm_up()
    boxes, marks = prepared.coords if prepared.bounds is None else prepared.bounds, parts.marks(mask)
    found = np.array([np.inf, np.inf, -np.inf, -np.inf])
    kernels.box_of(marks, boxes, prepared.page_bounds, PAGE_SIZE, 0, len(prepared.page_bounds), found)
    return None if found[0] > found[2] else Extent(*map(float, found))


def kept_rows(ready: Ready) -> int:
    """How many rows of the table are left in."""
    return ready.data.rows if ready.left_in is None else ready.left_in


def kept_of(ready: Ready, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Those of some source rows that are left in."""
    return rows if ready.kept is None else rows[ready.kept[rows]]


def _frozen(mask: Mask | None) -> Mask | None:
    if mask is not None:
        mask.flags.writeable = False
    return mask
