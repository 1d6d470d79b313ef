"""The one door through which rows are left out: by a layer's filter and by the map's span of time, by source row.

Everybody who draws, asks, counts, lists or hands out rows looks at these masks; a mask of None leaves nothing out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.model.extent import Extent
from onemap.query import moments

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
    filtered_at = None if filtered is None else _frozen(filtered[rows])
    kept_at = filtered_at if span is None or kept is None else _frozen(kept[rows])
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


def extent_of(prepared: Prepared, mask: Mask) -> Extent | None:
    """Box around the positions that a mask (m,) leaves in; None when it leaves none."""
    boxes = prepared.coords if prepared.bounds is None else prepared.bounds
    # Taken row by row and looked at column by column: along the rows NumPy is ten times slower.
    kept = boxes.take(np.flatnonzero(mask), axis=0)
    if not len(kept):
        return None
    low, high = kept[:, :2], kept[:, -2:]
    return Extent(*(float(column.min()) for column in low.T), *(float(column.max()) for column in high.T))


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
