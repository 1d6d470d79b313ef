"""What groups of rows hold in numbers: how many rows, sums, means, spread, quantiles, different values.

Rows are in groups by ``codes`` (n,) int32, -1 for none, of ``size`` groups; a mask ``kept`` (n,) leaves rows out. What
is no finite number is no value. The same question has the same answer to the last bit, on any number of threads.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onemap.query import parts
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Codes = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

#: How the values of a group are told as one number; "count" alone is of rows and not of a column's values.
How = Literal["count", "sum", "mean", "std", "min", "q1", "median", "q3", "p90", "max"]
HOWS: tuple[How, ...] = ("count", "sum", "mean", "std", "min", "q1", "median", "q3", "p90", "max")
#: Shares of a group's values that lie below its quantiles.
QUANTILES: dict[How, float] = {"q1": 0.25, "median": 0.5, "q3": 0.75, "p90": 0.9}
#: Marks of different values at most: groups times values.
_MOST_MARKS = 1 << 26


@cache
def kernels() -> Any:  # noqa: ANN401 - a module
    """The compiled parts, loaded when something is first counted."""
    from onemap.query import group_kernels

    return group_kernels


def counts(codes: Codes, size: int, kept: Mask | None = None) -> Ints:
    """Rows of each group (m,)."""
    warm_up()
    marks = parts.marks(kept)

    def part(first: int, last: int) -> Ints:
        out = np.zeros(size + 1, np.int64)
        kernels().count_codes(codes, marks, first, last, out)
        return out

    found: Ints = sum(parts.over(len(codes), part), np.zeros(size + 1, np.int64))
    return found[:-1]


def measure(codes: Codes, size: int, values: Floats, how: How, kept: Mask | None = None) -> Floats:
    """One number for each group (m,): NaN where it has no value, but a "sum" of nothing is 0."""
    if how == "count":
        return counts(codes, size, kept).astype(np.float64)
    if how in QUANTILES:
        found: Floats = quantiles(codes, size, values, (QUANTILES[how],), kept)[0]
        return found
    if how in ("min", "max"):
        return ends(codes, size, values, kept)[int(how == "max")]
    sums, known = totals(codes, size, values, kept)
    if how == "sum":
        return sums
    means = shared(sums, known)
    return means if how == "mean" else spread(codes, size, values, means, known, kept)


def totals(codes: Codes, size: int, values: Floats, kept: Mask | None = None) -> tuple[Floats, Ints]:
    """The sum of the values of each group (m,), and how many rows of it have one."""
    warm_up()
    marks, given = parts.marks(kept), np.ascontiguousarray(values)

    def part(first: int, last: int) -> tuple[Floats, Ints]:
        out = np.zeros(size), np.zeros(size, np.int64)
        kernels().sum_codes(codes, given, marks, first, last, *out)
        return out

    sums, known = np.zeros(size), np.zeros(size, np.int64)
    for more, here in parts.over(len(codes), part):
        sums += more
        known += here
    return sums, known


def spread(
    codes: Codes, size: int, values: Floats, means: Floats, known: Ints, kept: Mask | None = None
) -> Floats:  # fmt: skip
    """The standard deviation (m,) of each group's values from their mean, of the whole and not of a sample."""
    marks, given = parts.marks(kept), np.ascontiguousarray(values)

    def part(first: int, last: int) -> Floats:
        out = np.zeros(size)
        kernels().square_codes(codes, given, marks, means, first, last, out)
        return out

    return np.sqrt(shared(sum(parts.over(len(codes), part), np.zeros(size)), known))


def ends(codes: Codes, size: int, values: Floats, kept: Mask | None = None) -> tuple[Floats, Floats]:
    """The least and the greatest value (m,) of each group."""
    warm_up()
    marks, given = parts.marks(kept), np.ascontiguousarray(values)

    def part(first: int, last: int) -> Floats:
        out = np.tile([np.inf, -np.inf], (size, 1))
        kernels().end_codes(codes, given, marks, first, last, out)
        return out

    found = np.tile([np.inf, -np.inf], (size, 1))
    for one in parts.over(len(codes), part):
        found[:, 0] = np.minimum(found[:, 0], one[:, 0])
        found[:, 1] = np.maximum(found[:, 1], one[:, 1])
    found[found[:, 0] > found[:, 1]] = np.nan
    return found[:, 0].copy(), found[:, 1].copy()


def quantiles(
    codes: Codes, size: int, values: Floats, shares: tuple[float, ...], kept: Mask | None = None
) -> Floats:  # fmt: skip
    """The values (shares, m) below which a share of each group's values lies, between two of them in proportion."""
    out = np.full((len(shares), size), np.nan)

    def of(group: int, own: Floats) -> None:
        out[:, group] = _quantiles(own, shares)

    _by_group(codes, size, values, kept, of)
    return out


def ordered(codes: Codes, size: int, values: Floats, kept: Mask | None = None) -> tuple[Floats, Ints]:
    """Least, lower quartile, median, upper quartile and greatest (5, m) of each group, and its different values."""
    out, different = np.full((5, size), np.nan), np.zeros(size, np.int64)

    def of(group: int, own: Floats) -> None:
        own.sort()
        out[:, group] = [own[0], *_quantiles(own, (0.25, 0.5, 0.75), in_order=True), own[-1]]
        different[group] = 1 + np.count_nonzero(own[1:] != own[:-1])

    _by_group(codes, size, values, kept, of)
    return out, different


def _by_group(
    codes: Codes, size: int, values: Floats, kept: Mask | None, work: Callable[[int, Floats], None]
) -> None:  # fmt: skip
    """Do ``work`` with each group that has values, and a copy of these that is its own."""
    known = totals(codes, size, values, kept)[1]
    bounds = np.concatenate([[0], np.cumsum(known)])
    heaped, starts = np.empty(int(bounds[-1])), bounds[:-1].copy()
    kernels().heap_codes(codes, np.ascontiguousarray(values), parts.marks(kept), 0, len(codes), starts, heaped)
    parts.each(np.flatnonzero(known).tolist(), lambda at: work(at, heaped[bounds[at] : bounds[at + 1]]))


def distinct(codes: Codes, size: int, others: Codes, width: int, kept: Mask | None = None) -> Ints:
    """How many of ``width`` different values ``others`` (n,) int32 occur in each group (m,)."""
    warm_up()
    marks = parts.marks(kept)
    if size * max(width, 1) <= _MOST_MARKS:
        seen = np.zeros((size, max(width, 1)), np.uint8)
        kernels().mark_pairs(codes, others, marks, 0, len(codes), seen)
        return np.asarray(np.count_nonzero(seen, axis=1), np.int64)
    there = (codes >= 0) & (others >= 0)
    if kept is not None:
        there &= kept
    pairs = np.unique(codes[there].astype(np.int64) * width + others[there])
    return np.asarray(np.bincount(pairs // width, minlength=size), np.int64)


def _quantiles(values: Floats, shares: tuple[float, ...], *, in_order: bool = False) -> list[float]:
    """Quantiles of values, which are put into another order."""
    last = len(values) - 1
    places = [share * last for share in shares]
    if not in_order:
        values.partition(sorted({int(np.floor(at)) for at in places} | {int(np.ceil(at)) for at in places}))
    made = []
    for at in places:
        low, high = float(values[int(np.floor(at))]), float(values[int(np.ceil(at))])
        made.append(low + (high - low) * (at - np.floor(at)))
    return made


def shared(sums: Floats, known: Ints) -> Floats:
    """Sums by how many rows have a value; NaN where none has."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums / known
