"""Kernels that put rows into groups, and count, sum up and order what the groups hold; all take a part of the rows.

``kept`` is empty where every row counts, else a mark by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Codes = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]


@kernel("void(ro(i4, 1), ro(u1, 1), i8, i8, rw(i8, 1))")
def count_codes(codes: Codes, kept: Bytes, first: int, last: int, counts: Ints) -> None:
    """Add to ``counts`` (m + 1,) how often each group occurs; what is in none is counted last."""
    none = counts.shape[0] - 1
    # Beside each other, because a counter that was just written cannot be read at once; and no branch to guess wrong.
    heaps = np.zeros((4, counts.shape[0]), np.int64)
    if kept.shape[0] == 0:
        for i in range(first, last):
            heaps[i & 3, codes[i] if codes[i] >= 0 else none] += 1
    else:
        for i in range(first, last):
            heaps[i & 3, codes[i] if codes[i] >= 0 else none] += kept[i]
    for k in range(counts.shape[0]):
        counts[k] += heaps[0, k] + heaps[1, k] + heaps[2, k] + heaps[3, k]


@kernel("void(ro(i4, 1), ro(f8, 1), ro(u1, 1), i8, i8, rw(f8, 1), rw(i8, 1))")
def sum_codes(codes: Codes, values: Floats, kept: Bytes, first: int, last: int, sums: Floats, known: Ints) -> None:
    """Add the finite values of each group to ``sums``, and how many they are to ``known``; both (m,)."""
    every = kept.shape[0] == 0
    for i in range(first, last):
        code = codes[i]
        if code >= 0 and (every or kept[i]):
            value = values[i]
            if np.isfinite(value):
                sums[code] += value
                known[code] += 1


@kernel("void(ro(i4, 1), ro(f8, 1), ro(u1, 1), ro(f8, 1), i8, i8, rw(f8, 1))")
def square_codes(
    codes: Codes, values: Floats, kept: Bytes, means: Floats, first: int, last: int, squares: Floats
) -> None:
    """Add the squared distances of each group's finite values from its mean to ``squares`` (m,)."""
    every = kept.shape[0] == 0
    for i in range(first, last):
        code = codes[i]
        if code >= 0 and (every or kept[i]):
            value = values[i]
            if np.isfinite(value):
                squares[code] += (value - means[code]) ** 2


@kernel("void(ro(i4, 1), ro(f8, 1), ro(u1, 1), i8, i8, rw(f8, 2))")
def end_codes(codes: Codes, values: Floats, kept: Bytes, first: int, last: int, ends: Floats) -> None:
    """Widen the least and the greatest value (m, 2) of each group by its finite values."""
    every = kept.shape[0] == 0
    for i in range(first, last):
        code = codes[i]
        if code >= 0 and (every or kept[i]):
            value = values[i]
            if np.isfinite(value):
                ends[code, 0] = min(ends[code, 0], value)
                ends[code, 1] = max(ends[code, 1], value)


@kernel("void(ro(i4, 1), ro(f8, 1), ro(u1, 1), i8, i8, rw(i8, 1), rw(f8, 1))")
def heap_codes(codes: Codes, values: Floats, kept: Bytes, first: int, last: int, starts: Ints, heaped: Floats) -> None:
    """Write the finite values of each group beside each other into ``heaped``; ``starts`` (m,) is moved on."""
    every = kept.shape[0] == 0
    for i in range(first, last):
        code = codes[i]
        if code >= 0 and (every or kept[i]):
            value = values[i]
            if np.isfinite(value):
                heaped[starts[code]] = value
                starts[code] += 1


@kernel("void(ro(i4, 1), ro(i4, 1), ro(u1, 1), i8, i8, rw(u1, 2))")
def mark_pairs(codes: Codes, others: Codes, kept: Bytes, first: int, last: int, seen: Bytes) -> None:
    """Mark in ``seen`` (m, k) which values ``others`` occur in each group."""
    every = kept.shape[0] == 0
    for i in range(first, last):
        if codes[i] >= 0 and others[i] >= 0 and (every or kept[i]):
            seen[codes[i], others[i]] = 1


@kernel("void(ro(f8, 1), ro(u1, 1), i8, i8, rw(f8, 1))")
def ends(values: Floats, kept: Bytes, first: int, last: int, out: Floats) -> None:
    """Widen the least and the greatest value ``out`` (2,) by the finite values."""
    every, low, high = kept.shape[0] == 0, out[0], out[1]
    for i in range(first, last):
        if every or kept[i]:
            value = values[i]
            if np.isfinite(value):
                low, high = min(low, value), max(high, value)
    out[0], out[1] = low, high


@kernel("void(ro(f8, 1), ro(f8, 1), boolean, i8, i8, rw(i4, 1))")
def place(values: Floats, edges: Floats, closed: bool, first: int, last: int, codes: Codes) -> None:
    """Write the span between ``edges`` that holds each value, -1 where none does; ``closed`` adds the last edge."""
    spans = np.int64(edges.shape[0] - 1)
    low, high = edges[0], edges[spans]
    scale = spans / (high - low)
    for i in range(first, last):
        value = values[i]
        if value >= low and (value < high or (closed and value == high)):
            at = max(min(np.int64((value - low) * scale), spans - 1), np.int64(0))
            # Edges may lie unevenly, and what is worked out a hair beside them: the edges themselves decide.
            while at > 0 and value < edges[at]:
                at -= 1
            while at < spans - 1 and value >= edges[at + 1]:
                at += 1
            codes[i] = at
        else:
            codes[i] = -1


@kernel("void(ro(f8, 1), f8, f8, i8, i8, i8, rw(i4, 1))")
def recur(values: Floats, length: float, shift: float, parts: int, first: int, last: int, codes: Codes) -> None:
    """Write which of ``parts`` pieces of ``length`` that recur each value lies in; -1 for none."""
    for i in range(first, last):
        if np.isfinite(values[i]):
            at = np.int64(np.floor(values[i] / length)) + np.int64(shift)
            codes[i] = at - (at // parts) * parts
        else:
            codes[i] = -1


@kernel("void(ro(i4, 1), ro(i4, 1), i8, i8, i8, rw(i4, 1))")
def pair(codes: Codes, others: Codes, width: int, first: int, last: int, out: Codes) -> None:
    """Write the group of both groups: of the first, and in it of ``width`` others; -1 where one is missing."""
    for i in range(first, last):
        out[i] = codes[i] * width + others[i] if codes[i] >= 0 and others[i] >= 0 else -1


@kernel("void(ro(i4, 1), ro(u1, 1), ro(u1, 1), i8, i8, rw(u1, 1))")
def mark_codes(codes: Codes, wanted: Bytes, kept: Bytes, first: int, last: int, out: Bytes) -> None:
    """Mark the rows whose group is wanted; ``wanted`` (m + 1,) ends with those that are in none."""
    every, none = kept.shape[0] == 0, wanted.shape[0] - 1
    for i in range(first, last):
        code = codes[i]
        out[i] = wanted[code if code >= 0 else none] if every or kept[i] else 0
