"""Where to cut a column of numbers into classes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from onemap.errors import RequestError
from onemap.query.texts import chunks, numbers
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Floats = npt.NDArray[np.float64]

Method = Literal["equal", "quantile", "pretty", "stddev", "head_tail", "natural"]
#: Up to so many different values natural breaks are exact; of more, groups of equal size stand for their values.
NATURAL_EXACT_UP_TO = 1_000_000


def breaks(values: pa.ChunkedArray | pa.Array | npt.ArrayLike, method: Method, n: int) -> Floats:
    """Edges of at most ``n`` classes, ascending; the first is at or below all values and the last at or above all.

    Class k holds ``edges[k] <= value < edges[k + 1]``, the last one its upper edge too. Null, NaN and infinite values
    are left out; no value gives no edge, one value a class of no width. "pretty" comes as near to ``n`` classes as
    round steps allow, which may be more. "natural" is Fisher-Jenks: the classes of least inner variance, exact up
    to `NATURAL_EXACT_UP_TO` different values.

    Raises
    ------
    RequestError
        For an unknown method, and for ``n`` below 1.
    """
    if method not in _METHODS:
        raise RequestError("method_unknown", method=method, choices=", ".join(get_args(Method)))
    if n < 1:
        raise RequestError("classes_too_few", count=n)
    known = _finite(values)
    if not len(known):
        return np.empty(0)
    low, high = float(known.min()), float(known.max())
    if low == high:
        return np.array([low, high])
    return np.unique(_METHODS[method](known, n))


def _finite(values: pa.ChunkedArray | pa.Array | npt.ArrayLike) -> Floats:
    if isinstance(values, np.ndarray | list | tuple):
        known = np.asarray(values, np.float64)
    else:
        known = np.concatenate([np.empty(0), *(numbers(chunk) for chunk in chunks(values))])
    return known[np.isfinite(known)]


def _equal(values: Floats, n: int) -> Floats:
    return np.linspace(values.min(), values.max(), n + 1)


def _quantile(values: Floats, n: int) -> Floats:
    return np.quantile(values, np.linspace(0.0, 1.0, n + 1))


def _pretty(values: Floats, n: int) -> Floats:
    """Multiples of 1, 2 or 5 times a power of ten that bring the number of classes nearest to ``n``."""
    low, high = float(values.min()), float(values.max())
    power = 10.0 ** math.floor(math.log10((high - low) / n))
    made = [_multiples(low, high, factor * power) for factor in (1.0, 2.0, 5.0, 10.0)]
    return min(made, key=lambda edges: abs(len(edges) - 1 - n))


def _multiples(low: float, high: float, step: float) -> Floats:
    first, last = math.floor(low / step), math.ceil(high / step)
    # Dividing by a whole number keeps 0.3 from becoming 0.30000000000000004.
    inverse = round(1.0 / step) if step < 1.0 else 0
    counted = np.arange(first, last + 1, dtype=np.float64)
    return counted / inverse if inverse and math.isclose(inverse * step, 1.0) else counted * step


def _stddev(values: Floats, n: int) -> Floats:
    """Steps of one standard deviation, in the middle around the mean."""
    low, high = float(values.min()), float(values.max())
    inner = values.mean() + values.std() * (np.arange(1, n) - n / 2.0)
    return np.concatenate([[low], inner[(inner > low) & (inner < high)], [high]])


def _head_tail(values: Floats, n: int) -> Floats:
    """Cut at the mean, again and again what is above it, while that is the lesser part (B. Jiang, 2013)."""
    edges, head = [float(values.min())], values
    while len(edges) < n and len(head) > 1:
        mean = float(head.mean())
        above = head[head >= mean]
        if not 0 < len(above) < len(head) or len(above) > 0.5 * len(head):
            break
        edges.append(mean)
        head = above
    return np.array([*edges, float(values.max())])


def _natural(values: Floats, n: int) -> Floats:
    from onemap.query import class_kernels as kernels

    warm_up()
    distinct, weights = _weighted(values)
    size, wanted = len(distinct), min(n, len(distinct))
    centred = distinct - np.average(distinct, weights=weights)
    weight, first, second = (np.append(0.0, np.cumsum(weights * centred**power)) for power in range(3))
    before = np.append(0.0, np.full(size, np.inf))
    splits = []
    for _ in range(wanted):
        cost, split = np.empty(size + 1), np.empty(size + 1, np.int32)
        kernels.best_split(weight, first, second, before, cost, split)
        splits.append(split)
        before = cost
    starts, end = [], size
    for split in reversed(splits):
        end = int(split[end])
        starts.append(end)
    return np.append(distinct[starts[::-1]], distinct[-1])


def _weighted(values: Floats) -> tuple[Floats, Floats]:
    """Different values, ascending, and how often each occurs; groups of neighbours where there are too many."""
    distinct, counts = np.unique(values, return_counts=True)
    if len(distinct) <= NATURAL_EXACT_UP_TO:
        return distinct, counts.astype(np.float64)
    starts = np.linspace(0, len(distinct) - 1, NATURAL_EXACT_UP_TO).astype(np.int64)
    return distinct[starts], np.add.reduceat(counts, starts).astype(np.float64)


_METHODS = {
    "equal": _equal,
    "quantile": _quantile,
    "pretty": _pretty,
    "stddev": _stddev,
    "head_tail": _head_tail,
    "natural": _natural,
}
