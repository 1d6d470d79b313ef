"""Kernels that tell which features lie in a span of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.compiled import kernel, part

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

_UNDATED = -(1 << 63)


@part
def _inside(start: int, end: int, low: int, high: int) -> bool:
    """Whether what goes on from start to end meets the span from low to before high; an instant has end == start."""
    return start < high and (start >= low or end > low)


@kernel("void(ro(i8, 1), ro(i8, 1), ro(u1, 1), ro(u1, 1), i8, i8, u1, i8, i8, rw(u1, 1))")
def mark(
    start: Ints, end: Ints, slot: Bytes, wanted: Bytes, low: int, high: int, undated: int, first: int, last: int,
    out: Bytes,
) -> None:  # fmt: skip
    """Write 1 for each of the positions ``first`` to ``last`` that the span shows, else 0.

    ``end`` is empty where all are instants, ``wanted`` where every hour and weekday is.
    """
    ends, slots = end.shape[0] > 0, wanted.shape[0] > 0
    for i in range(first, last):
        if start[i] == _UNDATED:
            out[i] = undated
            continue
        seen = _inside(start[i], end[i] if ends else start[i], low, high)
        out[i] = 1 if seen and not (slots and wanted[slot[i]] == 0) else 0
