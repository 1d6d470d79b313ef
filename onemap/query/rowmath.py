"""Sets of rows put together: on marks of all rows where they are many, on the lists themselves where they are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.selection import How

    Rows = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

#: From one row in so many on, marks of all rows are faster than sorted lists.
_MANY = 64


def ascending(rows: npt.NDArray[np.integer], total: int) -> Rows:
    """Different rows below ``total``, in any order, as int64 ascending."""
    if len(rows) * _MANY < total:
        return np.sort(rows).astype(np.int64)
    marks = np.zeros(total, np.bool_)
    marks[rows] = True
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def combined(before: Rows, found: Rows, how: How) -> Rows:
    """Rows (n,) ascending of what was chosen and what is found now; both ascend, each row once."""
    if how == "replace":
        return found
    if not len(before) or not len(found):
        return _with_nothing(before, found, how)
    total = int(max(before[-1], found[-1])) + 1
    if (len(before) + len(found)) * _MANY < total:
        return _of_few(before, found, how)
    marks = np.zeros(total, np.bool_)
    marks[before] = True
    if how == "intersect":
        return found[marks[found]]
    marks[found] = how == "add"
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def inverted(before: Rows, every: Mask | int) -> Rows:
    """Rows that are not chosen, of those that ``every`` (a mask by row, or how many there are) leaves in."""
    marks = np.ones(every, np.bool_) if isinstance(every, int) else every.copy()
    marks[before] = False
    return np.flatnonzero(marks).astype(np.int64, copy=False)


def _with_nothing(before: Rows, found: Rows, how: How) -> Rows:
    if how == "intersect":
        return before[:0]
    return before if how == "remove" or not len(found) else found


def _of_few(before: Rows, found: Rows, how: How) -> Rows:
    if how == "intersect":
        return np.intersect1d(before, found, assume_unique=True)
    if how == "remove":
        return np.setdiff1d(before, found, assume_unique=True)
    return np.union1d(before, found)
