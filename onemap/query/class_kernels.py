"""Kernels of classes: the class of every number, and Fisher-Jenks natural breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]


@kernel("void(ro(f8, 1), ro(f8, 1), ro(f8, 1), i8, u1, rw(u1, 1))")
def number_classes(
    values: Floats, lower: Floats, upper: Floats, closed: int, other: int, out: npt.NDArray[np.uint8]
) -> None:
    """First class k with ``lower[k] <= value < upper[k]``, class ``closed`` with its upper bound; else ``other``."""
    for i in range(values.shape[0]):
        value, found = values[i], other
        for k in range(lower.shape[0]):
            if lower[k] <= value and (value < upper[k] or (k == closed and value == upper[k])):
                found = k
                break
        out[i] = found


@kernel
def _spread_of(weight: Floats, first: Floats, second: Floats, start: int, end: int) -> Any:
    """Weighted sum of squared differences from the mean of the values ``start`` to ``end`` (not included)."""
    total = first[end] - first[start]
    return max(second[end] - second[start] - total * total / (weight[end] - weight[start]), 0.0)


@kernel("void(ro(f8, 1), ro(f8, 1), ro(f8, 1), ro(f8, 1), rw(f8, 1), rw(i4, 1))")
def best_split(
    weight: Floats, first: Floats, second: Floats, before: Floats, cost: Floats, split: npt.NDArray[np.int32]
) -> None:
    """One more class: the least cost of the first ``i`` values, and where the last class begins.

    ``weight``, ``first`` and ``second`` are running sums of weights, values and squares; ``before[i]`` is the least
    cost of the first ``i`` values in one class less. The best beginning rises with ``i``, so halves are solved
    between the beginnings of their neighbours (O(n log n)).
    """
    n = cost.shape[0] - 1
    cost[0], split[0] = 0.0, 0
    stack, top = np.empty((128, 4), np.int64), 1
    stack[0, 0], stack[0, 1], stack[0, 2], stack[0, 3] = 1, n, 0, n - 1
    while top > 0:
        top -= 1
        low, high, least, most = stack[top, 0], stack[top, 1], stack[top, 2], stack[top, 3]
        if low > high:
            continue
        middle = (low + high) // 2
        best, at = np.inf, least
        for start in range(least, min(most, middle - 1) + 1):
            value = before[start] + _spread_of(weight, first, second, start, middle)
            if value < best:
                best, at = value, start
        cost[middle], split[middle] = best, at
        stack[top, 0], stack[top, 1], stack[top, 2], stack[top, 3] = low, middle - 1, least, at
        top += 1
        stack[top, 0], stack[top, 1], stack[top, 2], stack[top, 3] = middle + 1, high, at, most
        top += 1


@kernel("void(ro(u1, 1), ro(u1, 1), i8, i8, rw(i8, 1))")
def count_classes(
    classes: npt.NDArray[np.uint8], kept: npt.NDArray[np.uint8], first: int, last: int, counts: Ints
) -> None:
    """Add to ``counts`` (256,) how many rows from ``first`` to ``last`` have each class; ``kept`` is empty for all."""
    every = kept.shape[0] == 0
    for i in range(first, last):
        if every or kept[i]:
            counts[classes[i]] += 1
