"""Both cores on one piece of work."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Below this many items a second thread costs more than it brings.
_SPLIT_FROM = 100_000


def halved(size: int, work: Callable[[int, int], None]) -> None:
    """Do ``work(first, last)`` on two halves of ``size`` items at once when there are many."""
    if size < _SPLIT_FROM:
        work(0, size)
        return
    with ThreadPoolExecutor(2) as pool:
        for job in [pool.submit(work, 0, size // 2), pool.submit(work, size // 2, size)]:
            job.result()
