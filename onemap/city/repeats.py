"""Which events repeat one before them: the same class, near in place and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    Ranks = npt.NDArray[np.int32]
    Times = npt.NDArray[np.datetime64]

#: Pairs looked at together.
_PAIRS = 4_000_000
_MS = 3_600_000


def repeats(metres: Floats, reported: Times, ranks: Ranks, near_m: float, hours: float) -> Mask:
    """Whether each event (n,) repeats one of its class reported at most ``hours`` before, at most ``near_m`` away.

    ``metres`` (n, 2) are places in metres; events without place, time or class (rank -1) repeat none and are none's
    first. Of events of the same moment none comes before the other.
    """
    made = np.zeros(len(ranks), bool)
    known = np.flatnonzero((ranks >= 0) & ~np.isnat(reported) & np.isfinite(metres).all(axis=1))
    if not len(known) or near_m <= 0:
        return made
    time = reported[known].astype("datetime64[ms]").astype(np.int64)
    time -= time.min()
    square = np.floor((metres[known] - metres[known].min(axis=0)) / near_m).astype(np.int64) + 1
    wide, high = square.max(axis=0) + 2
    key = (ranks[known].astype(np.int64) * wide + square[:, 0]) * high + square[:, 1]
    order = np.lexsort((time, key))
    found = _with_one_before((key[order], int(high)), metres[known][order], time[order], near_m, int(hours * _MS))
    made[known[order]] = found
    return made


def _with_one_before(keys: tuple[Ints, int], metres: Floats, time: Ints, near_m: float, within: int) -> Mask:
    """As `repeats`, for events sorted by square and time."""
    key, high = keys
    squares, starts = np.unique(key, return_index=True)
    span = int(time.max()) + within + 2
    rank = np.repeat(np.arange(len(squares), dtype=np.int64), np.diff([*starts.tolist(), len(key)]))
    line = rank * span + time
    found = np.zeros(len(key), bool)
    for step in (0, 1, -1, high, -high, high + 1, high - 1, 1 - high, -1 - high):
        at = np.searchsorted(squares, squares + step)
        there = (at < len(squares)) & (squares[np.minimum(at, len(squares) - 1)] == squares + step)
        asking = np.flatnonzero(there[rank] & ~found)
        base = at[rank[asking]] * span
        first = np.searchsorted(line, base + np.maximum(time[asking] - within, 0))
        last = np.searchsorted(line, base + time[asking])
        some = last > first
        _look(found, asking[some], first[some], last[some], (metres, near_m))
    return found


def _look(found: Mask, asking: Ints, first: Ints, last: Ints, places: tuple[Floats, float]) -> None:
    """Mark those of ``asking`` that are near one of the events from ``first`` to ``last``."""
    metres, near = places
    many = last - first
    ends = np.cumsum(many)
    begin = 0
    while begin < len(asking):
        done = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, done + _PAIRS, "right")))
        part = slice(begin, end)
        one = np.repeat(asking[part], many[part])
        within = np.arange(len(one)) - np.repeat(ends[part] - many[part] - done, many[part])
        other = np.repeat(first[part], many[part]) + within
        away = metres[one] - metres[other]
        found[one[away[:, 0] ** 2 + away[:, 1] ** 2 <= near * near]] = True
        begin = end
