"""Sorting rows by keys of 64 bits, digit by digit, and counting values, without the GIL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from onemap.compiled import kernel

if TYPE_CHECKING:
    import numpy.typing as npt

    Words = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int32]
    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bytes = npt.NDArray[np.uint8]

#: Bits of a digit: as many buckets as the cache holds write positions of.
DIGIT = 11
DIGITS = 6
_MASK = np.uint64((1 << DIGIT) - 1)


@kernel("void(ro(u8, 1), rw(i8, 2))")
def digit_counts(keys: Words, counts: Ints) -> None:
    """Add to ``counts`` (DIGITS, 2 ** DIGIT) how often each digit of the keys has each value."""
    for i in range(len(keys)):
        key = keys[i]
        for d in range(DIGITS):
            counts[d, np.int64((key >> np.uint64(DIGIT * d)) & _MASK)] += 1


@kernel("void(ro(u8, 1), ro(i4, 1), rw(u8, 1), rw(i4, 1), i8, rw(i8, 1))")
def sort_pass(keys: Words, rows: Rows, out_keys: Words, out_rows: Rows, digit: int, starts: Ints) -> None:
    """Put keys and rows into the order of one digit, equal ones as they were; ``starts`` (2 ** DIGIT,) is used up."""
    shift = np.uint64(DIGIT * digit)
    for i in range(len(keys)):
        key = keys[i]
        bucket = np.int64((key >> shift) & _MASK)
        at = starts[bucket]
        starts[bucket] = at + 1
        out_keys[at], out_rows[at] = key, rows[i]


@kernel("void(ro(f8, 1), ro(f8, 1), rw(i8, 1))")
def bin_counts(values: Floats, edges: Floats, counts: Ints) -> None:
    """Count the values of each of equal spans between ``edges``: a lower edge counts, of the last the upper too."""
    last = np.int64(len(counts) - 1)
    low, high = edges[0], edges[len(edges) - 1]
    scale = len(counts) / (high - low)
    for i in range(len(values)):
        value = values[i]
        if value >= low and value <= high:
            at = np.int64((value - low) * scale)
            at = at if at < last else last
            # What is worked out may lie a hair beside the edges, by which everyone else goes.
            if value < edges[at]:
                at -= np.int64(1)
            elif at < last and value >= edges[at + 1]:
                at += np.int64(1)
            counts[at] += 1
