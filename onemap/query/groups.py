"""Rows by what they have in common, so that a chart of them is one counting pass: values, spans, times, cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onemap.query.texts import chunks, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt
    import pyarrow as pa

    Codes = npt.NDArray[np.int32]
    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]

Step = Literal["hour", "day", "week", "month", "year"]
#: Steps of a time axis from short to long, seconds.
STEPS: dict[Step, float] = {"hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629746.0, "year": 31556952.0}
#: Parts of a recurring time, and how many there are.
PARTS = {"hours": 24, "weekdays": 7, "months": 12}
SPANS, MOST_STEPS = 30, 90
#: A Monday, days before 1970-01-01.
_MONDAY = 3


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """Rows in groups. ``codes`` (n,) int32 is the group of each row, -1 for none.

    ``values`` are the groups' values: what a column shows, codes of cells, numbers of a part of time; empty for spans,
    which lie between ``edges`` (m + 1,): numbers, or seconds since 1970. The last span holds its upper edge, too.
    """

    codes: Codes
    values: tuple[Any, ...] = ()
    edges: Floats = field(default_factory=lambda: np.empty(0))
    time: bool = False

    @property
    def size(self) -> int:
        """How many groups there are."""
        return max(len(self.edges) - 1, 0) if not self.values else len(self.values)


def by_values(column: pa.ChunkedArray) -> Groups:
    """A group for each text that is written of a value; rows without one are in none."""
    import pyarrow as pa

    parts = [texts(part).dictionary_encode() for part in chunks(column)]
    joined = pa.chunked_array(parts).unify_dictionaries() if parts else pa.chunked_array([], pa.string())
    known = max((part.dictionary for part in joined.chunks), key=len, default=pa.array([], pa.string()))
    codes = [np.asarray(part.indices.fill_null(-1).to_numpy(zero_copy_only=False), np.int32) for part in joined.chunks]
    return Groups(_frozen(np.concatenate(codes) if codes else np.empty(0, np.int32)), tuple(known.to_pylist()))


def by_spans(values: Floats, kept: Mask | None = None, bins: int = SPANS, *, whole: bool = False) -> Groups:
    """Equal spans from the least to the greatest finite value of the rows that are kept; others may lie in none.

    Of ``whole`` numbers of which few can occur each gets a span of its own.
    """
    seen = values if kept is None else values[kept]
    finite = seen[np.isfinite(seen)]
    if not len(finite):
        return Groups(np.full(len(values), -1, np.int32), edges=np.array([0.0, 1.0]))
    low, high = float(finite.min()), float(finite.max())
    if whole and high - low < bins:
        low, high, bins = low - 0.5, high + 0.5, int(high - low) + 1
    elif high <= low:
        low, high, bins = low - 0.5, high + 0.5, 1
    edges = np.linspace(low, high, bins + 1)
    return Groups(_placed(values, edges), edges=edges)


def by_steps(seconds: Floats, kept: Mask | None = None, step: Step | None = None) -> Groups:
    """Steps of a time axis over the times of the rows that are kept; the step that gives at most 90 where none is."""
    seen = seconds if kept is None else seconds[kept]
    finite = seen[np.isfinite(seen)]
    if not len(finite):
        return Groups(np.full(len(seconds), -1, np.int32), edges=np.array([0.0, 86400.0]), time=True)
    low, high = float(finite.min()), float(finite.max())
    fine: list[Step] = [name for name, length in STEPS.items() if (high - low) / length < MOST_STEPS]
    edges = _edges(low, high, step or (fine[0] if fine else "year"))
    codes = np.searchsorted(edges, np.where(np.isfinite(seconds), seconds, -np.inf), "right") - 1
    codes[codes >= len(edges) - 1] = -1
    return Groups(_frozen(codes.astype(np.int32)), edges=edges, time=True)


def by_parts(seconds: Floats, part: str) -> Groups:
    """Hours of the day (0 to 23), days of the week (0 is Monday) or months (0 is January)."""
    known = np.isfinite(seconds)
    whole = np.where(known, seconds, 0.0)
    if part == "months":
        codes = np.floor(whole).astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) % 12
    else:
        length, shift = (3600, 0) if part == "hours" else (86400, _MONDAY)
        codes = (np.floor(whole / length).astype(np.int64) + shift) % PARTS[part]
    codes[~known] = -1
    return Groups(_frozen(codes.astype(np.int32)), tuple(range(PARTS[part])))


def by_cells(rows: npt.NDArray[np.integer[Any]], ranks: Ints, count: int, names: Iterable[str]) -> Groups:
    """Cells of a grid: pairs of a source row and the rank of its cell; a row of several counts in the first."""
    codes = np.full(count, -1, np.int32)
    codes[rows[::-1]] = ranks[::-1]
    return Groups(_frozen(codes), tuple(names))


def counts(groups: Groups, kept: Mask | None = None) -> Ints:
    """Rows of each group (m,) that are kept."""
    codes = groups.codes if kept is None else groups.codes[kept]
    return np.bincount(codes + 1, minlength=groups.size + 1)[1:].astype(np.int64, copy=False)


def totals(groups: Groups, values: Floats, kept: Mask | None = None) -> tuple[Floats, Ints]:
    """The sum of the values of each group (m,), and how many rows of it have one."""
    known = np.isfinite(values) & (groups.codes >= 0)
    if kept is not None:
        known &= kept
    codes = groups.codes[known]
    sums = np.asarray(np.bincount(codes, values[known], groups.size), np.float64)
    return sums, np.asarray(np.bincount(codes, minlength=groups.size), np.int64)


def _placed(values: Floats, edges: Floats) -> Codes:
    """The span of each value by the edges themselves, whatever a division would say; -1 outside."""
    bins = len(edges) - 1
    with np.errstate(invalid="ignore"):
        inside = (values >= edges[0]) & (values <= edges[-1])
        at = np.where(inside, (values - edges[0]) * (bins / (edges[-1] - edges[0])), 0.0).astype(np.int32)
        np.clip(at, 0, bins - 1, out=at)
        at -= values < edges[at]
        at += (values >= edges[at + 1]) & (at < bins - 1)
    codes = np.where(inside, at, np.int32(-1)).astype(np.int32)
    return _frozen(codes)


def _edges(low: float, high: float, step: Step) -> Floats:
    """Where steps begin, the first at or before ``low``, the last after ``high``; weeks begin on Mondays."""
    if step in ("month", "year"):
        unit = "M" if step == "month" else "Y"
        first, last = (np.datetime64(int(np.floor(value)), "s").astype(f"datetime64[{unit}]") for value in (low, high))
        return np.arange(first, last + 2).astype("datetime64[s]").astype(np.float64)
    length, shift = STEPS[step], _MONDAY * 86400.0 if step == "week" else 0.0
    start = np.floor((low + shift) / length) * length - shift
    return np.asarray(start + length * np.arange(int((high - start) // length) + 2), np.float64)


def _frozen(codes: Codes) -> Codes:
    codes.flags.writeable = False
    return codes
