"""Rows by what they have in common, so that a chart of them is one counting pass: values, spans, times, cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onemap.query import measures, parts
from onemap.query.measures import kernels
from onemap.query.texts import chunks, countable, texts
from onemap.query.warm import warm_up

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
    """A group for each text that is written of a value, as they come; rows without one are in none."""
    codes, shown = coded(column)
    return Groups(codes, tuple(shown.to_pylist()))


def coded(column: pa.ChunkedArray) -> tuple[Codes, pa.Array]:
    """The place (n,) of each row's value among the different texts of a column, -1 for none, and these texts."""
    import pyarrow as pa

    encoded = parts.each(chunks(column), _encoded)
    if not encoded:
        return _frozen(np.empty(0, np.int32)), pa.array([], pa.string())
    whole = pa.concat_arrays([shown for _, shown in encoded]).dictionary_encode()
    places = np.asarray(whole.indices.fill_null(-1).to_numpy(zero_copy_only=False), np.int32)
    ends = np.cumsum([len(shown) for _, shown in encoded])
    starts = np.cumsum([0, *(len(at) for at, _ in encoded)])
    codes = np.empty(int(starts[-1]), np.int32)

    def put(part: int) -> None:
        at, shown = encoded[part]
        known = np.append(places[ends[part] - len(shown) : ends[part]], np.int32(-1))
        np.take(known, at, out=codes[starts[part] : starts[part + 1]], mode="clip")

    parts.each(range(len(encoded)), put)
    return _frozen(codes), whole.dictionary


def _encoded(values: pa.Array) -> tuple[npt.NDArray[np.int32], pa.Array]:
    """Places of the values in a list of their texts, those without one behind it, and the list."""
    import pyarrow.types as t

    values = countable(values)
    encoded = values if t.is_dictionary(values.type) else values.dictionary_encode()
    shown = texts(encoded.dictionary)
    places = encoded.indices.cast("int32")
    places = places.fill_null(len(shown)) if places.null_count else places
    return np.asarray(places.to_numpy(zero_copy_only=False), np.int32), shown


def by_spans(values: Floats, kept: Mask | None = None, bins: int = SPANS, *, whole: bool = False) -> Groups:
    """Equal spans from the least to the greatest finite value of the rows that are kept; others may lie in none.

    Of ``whole`` numbers of which few can occur each gets a span of its own.
    """
    ends = _ends(values, kept)
    if ends is None:
        return Groups(np.full(len(values), -1, np.int32), edges=np.array([0.0, 1.0]))
    low, high = ends
    if whole and high - low < bins:
        low, high, bins = low - 0.5, high + 0.5, int(high - low) + 1
    elif high <= low:
        low, high, bins = low - 0.5, high + 0.5, 1
    edges = np.linspace(low, high, bins + 1)
    return between(values, edges)


def by_steps(seconds: Floats, kept: Mask | None = None, step: Step | None = None) -> Groups:
    """Steps of a time axis over the times of the rows that are kept; the step that gives at most 90 where none is."""
    ends = _ends(seconds, kept)
    if ends is None:
        return Groups(np.full(len(seconds), -1, np.int32), edges=np.array([0.0, 86400.0]), time=True)
    low, high = ends
    fine: list[Step] = [name for name, length in STEPS.items() if (high - low) / length < MOST_STEPS]
    edges = _edges(low, high, step or (fine[0] if fine else "year"))
    return between(seconds, edges, time=True)


def between(values: Floats, edges: Floats, *, time: bool = False) -> Groups:
    """The spans between edges that ascend; a last edge of numbers belongs to the last span, one of times to none."""
    warm_up()
    codes = np.empty(len(values), np.int32)
    given = np.ascontiguousarray(values), np.ascontiguousarray(edges, np.float64)
    parts.over(len(values), lambda first, last: kernels().place(*given, not time, first, last, codes))
    return Groups(_frozen(codes), edges=edges, time=time)


def _ends(values: Floats, kept: Mask | None) -> tuple[float, float] | None:
    """The least and the greatest finite value of what is kept; None where there is none."""
    warm_up()
    given, marks = np.ascontiguousarray(values), parts.marks(kept)

    def part(first: int, last: int) -> Floats:
        out = np.array([np.inf, -np.inf])
        kernels().ends(given, marks, first, last, out)
        return out

    found = parts.over(len(values), part)
    low, high = min((one[0] for one in found), default=np.inf), max((one[1] for one in found), default=-np.inf)
    return None if low > high else (float(low), float(high))


def by_parts(seconds: Floats, part: str) -> Groups:
    """Hours of the day (0 to 23), days of the week (0 is Monday) or months (0 is January)."""
    count, values = len(seconds), tuple(range(PARTS[part]))
    if part == "months":
        return Groups(_months(seconds), values)
    warm_up()
    codes, given = np.empty(count, np.int32), np.ascontiguousarray(seconds)
    length, shift = (3600.0, 0.0) if part == "hours" else (86400.0, float(_MONDAY))
    parts.over(count, lambda first, last: kernels().recur(given, length, shift, PARTS[part], first, last, codes))
    return Groups(_frozen(codes), values)


def _months(seconds: Floats) -> Codes:
    """Months of the year: those of the calendar between the first time and the last, twelve of which are a year."""
    ends = _ends(seconds, None)
    if ends is None:
        return _frozen(np.full(len(seconds), -1, np.int32))
    edges = _edges(*ends, "month")
    first = int(np.datetime64(int(edges[0]), "s").astype("datetime64[M]").astype(np.int64))
    codes = between(seconds, edges, time=True).codes
    months = np.append((np.arange(len(edges) - 1) + first) % 12, -1).astype(np.int32)
    return _frozen(months[codes])


def by_cells(rows: npt.NDArray[np.integer[Any]], ranks: Ints, count: int, names: Iterable[str]) -> Groups:
    """Cells of a grid: pairs of a source row and the rank of its cell; a row of several counts in the first."""
    codes = np.full(count, -1, np.int32)
    codes[rows[::-1]] = ranks[::-1]
    return Groups(_frozen(codes), tuple(names))


def by_class(classes: npt.NDArray[np.uint8], count: int) -> Groups:
    """Classes of a legend by their places (n,), of which there are ``count``; the rest is one more behind them."""
    codes = np.minimum(classes, count).astype(np.int32)
    return Groups(_frozen(codes), tuple(range(count + 1)))


def counts(groups: Groups, kept: Mask | None = None) -> Ints:
    """Rows of each group (m,) that are kept."""
    return measures.counts(groups.codes, groups.size, kept)


def paired(groups: Groups, others: Codes, width: int) -> Codes:
    """The group of each row among pairs: of ``groups``, and in each of these of ``width`` others; -1 in none."""
    warm_up()
    out = np.empty(len(others), np.int32)
    parts.over(len(others), lambda first, last: kernels().pair(groups.codes, others, width, first, last, out))
    return _frozen(out)


def rows_in(groups: Groups, wanted: Iterable[int], kept: Mask | None = None) -> Mask:
    """Which rows (n,) are in some of the groups, and kept."""
    warm_up()
    asked = np.zeros(groups.size + 1, np.uint8)
    asked[list(wanted)] = 1
    out, marks = np.empty(len(groups.codes), np.uint8), parts.marks(kept)
    parts.over(len(out), lambda first, last: kernels().mark_codes(groups.codes, asked, marks, first, last, out))
    return out.view(np.bool_)


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
