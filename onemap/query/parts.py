"""A pass over all rows in parts of one size on two threads; the parts, and so all sums, never depend on threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import numpy as np
    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]

Given = TypeVar("Given")
Made = TypeVar("Made")

#: Rows of a part: enough that what each part begins with costs nothing beside it.
PART = 1 << 20
THREADS = 2


def over(count: int, work: Callable[[int, int], Made]) -> list[Made]:
    """What ``work(first, last)`` gives for the parts of ``count`` rows, in their order; it must not need the GIL."""
    return each(range(0, count, PART), lambda first: work(first, min(first + PART, count)))


def each(given: Iterable[Given], work: Callable[[Given], Made]) -> list[Made]:
    """What ``work`` gives for each, in their order, on two threads where there are several."""
    every = list(given)
    if len(every) < 2:
        return [work(one) for one in every]
    with ThreadPoolExecutor(THREADS, thread_name_prefix="part") as pool:
        return list(pool.map(work, every))


def marks(kept: npt.NDArray[np.bool_] | None) -> Bytes:
    """A mask of rows as kernels take it: nothing where all are kept."""
    import numpy as np

    return np.empty(0, np.uint8) if kept is None else np.ascontiguousarray(kept).view(np.uint8)
