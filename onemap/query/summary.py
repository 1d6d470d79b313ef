"""What a column holds: values, nulls, different and most frequent ones, least, greatest, mean, and a histogram."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from onemap.errors import CancelledError
from onemap.query.texts import chunks, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    Mask = npt.NDArray[np.bool_]

#: Different values are counted up to here; a column with more is told as "more than".
DISTINCT_LIMIT = 1_000_000
#: How many of the most frequent values are told, and spans of the histogram.
TOP, BINS = 12, 30
_THREADS = 2

Kind = Literal["number", "time", "text", "truth"]


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """A column in numbers.

    ``rows`` were looked at, ``nulls`` of them hold nothing (NaN counts as nothing). ``distinct`` is exact unless
    ``more_distinct``. ``low``, ``high`` are values of the column (text by code point); ``mean``, ``total`` and ``std``
    (of the whole, not of a sample) are of numbers alone. ``top`` are the most frequent values with their counts, the
    most frequent first, equal ones by value; empty where counting stopped. ``counts`` (n,) and ``edges`` (n + 1,) are a
    histogram of numbers and times (seconds since 1970).
    """

    kind: Kind
    rows: int
    nulls: int
    distinct: int
    more_distinct: bool = False
    low: Any = None
    high: Any = None
    mean: float | None = None
    total: float | None = None
    std: float | None = None
    top: tuple[tuple[Any, int], ...] = ()
    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    edges: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    @property
    def known(self) -> int:
        """Rows that hold a value."""
        return self.rows - self.nulls


def summarise(
    column: pa.ChunkedArray, rows: Mask | None = None, *, cancelled: Callable[[], bool] | None = None
) -> Summary:
    """The summary of a column's rows that the mask (n,) keeps; None keeps all.

    Text is counted as it is, numbers by value, lists and structures by how they are written.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    if rows is not None:
        column = column.filter(pa.array(rows))
    kind = kind_of(column.type)
    if t.is_floating(column.type):
        column = column.cast(pa.float64())
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, pa.float64()), column)
        column = pc.add(column, 0.0)  # -0.0 is counted as 0.0
    _go_on(cancelled)
    counted, more = _value_counts(column, cancelled)
    facts: dict[str, Any] = {"kind": kind, "rows": len(column), "nulls": column.null_count}
    facts |= {"distinct": DISTINCT_LIMIT if more else counted.num_rows, "more_distinct": more}
    if not more:
        facts["top"] = _top(counted)
    if kind in {"number", "time"} and column.null_count < len(column):
        facts |= _size(column, kind)
        _go_on(cancelled)
        facts["counts"], facts["edges"] = _histogram(column)
    elif kind == "text" and column.null_count < len(column):
        ends = pc.min_max(counted["v"] if not more else column.cast(pa.string())).as_py()
        facts |= {"low": ends["min"], "high": ends["max"]}
    return Summary(**facts)


def kind_of(kind: pa.DataType) -> Kind:
    """What sort of values a type holds."""
    import pyarrow.types as t

    if t.is_boolean(kind):
        return "truth"
    if t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind):
        return "number"
    if t.is_timestamp(kind) or t.is_date(kind):
        return "time"
    return "text"


def seconds(column: pa.ChunkedArray | pa.Array) -> npt.NDArray[np.float64]:
    """Times as seconds since 1970, those with a zone by its clock; NaN for null."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    kind = column.type
    if t.is_timestamp(kind) and kind.tz is not None:
        column = pc.local_timestamp(column)
    if t.is_date(kind):
        column = column.cast(pa.timestamp("s"))
    unit = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}[column.type.unit]
    whole = pc.fill_null(column.cast(pa.int64()), 0) if column.null_count else column.cast(pa.int64())
    out = np.asarray(whole.to_numpy(), np.float64) * unit
    if column.null_count:
        out[~np.asarray(column.is_valid().to_numpy(zero_copy_only=False) if isinstance(column, pa.Array)
                        else column.is_valid().to_numpy(), np.bool_)] = np.nan  # fmt: skip
    return out


def _size(column: pa.ChunkedArray, kind: Kind) -> dict[str, Any]:
    import pyarrow.compute as pc

    ends = pc.min_max(column).as_py()
    facts = {"low": ends["min"], "high": ends["max"]}
    if kind == "number":
        facts |= {
            "mean": float(pc.mean(column).as_py()),
            "total": float(pc.sum(column.cast("float64", safe=False)).as_py()),
        }
        facts["std"] = float(pc.stddev(column).as_py())
    return facts


def _histogram(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Equal spans; whole numbers of which few occur get a span each."""
    import pyarrow as pa

    from onemap.query import order_kernels as kernels
    from onemap.query.warm import warm_up

    warm_up()
    if kind_of(column.type) == "time":
        values = seconds(column)
    else:
        values = np.asarray(column.cast(pa.float64(), safe=False).to_numpy(), np.float64)
    finite = values[np.isfinite(values)] if not np.isfinite(values).all() else values
    if not len(finite):
        return np.zeros(1, np.int64), np.array([0.0, 1.0])
    low, high = float(finite.min()), float(finite.max())
    bins = BINS
    if pa.types.is_integer(column.type) and high - low < BINS:
        low, high, bins = low - 0.5, high + 0.5, int(high - low) + 1
    elif high <= low:
        low, high, bins = low - 0.5, high + 0.5, 1
    counts, edges = np.zeros(bins, np.int64), np.linspace(low, high, bins + 1)
    kernels.bin_counts(np.ascontiguousarray(finite), edges, counts)
    return counts, edges


def _value_counts(column: pa.ChunkedArray, cancelled: Callable[[], bool] | None) -> tuple[pa.Table, bool]:
    """How often each value occurs, nulls apart; whether there are more than are counted."""
    parts = [part for part in chunks(column) if len(part)]
    merged = _Merging()

    def count(part: pa.Array) -> pa.Array:
        _go_on(cancelled)
        return _counted(part)

    # One part alone tells of most columns with countless values that they have them.
    for part in parts[:1]:
        merged.add(count(part))
    with ThreadPoolExecutor(_THREADS, thread_name_prefix="summary") as pool:
        for counted in pool.map(count, parts[1:]) if merged.distinct <= DISTINCT_LIMIT else ():
            merged.add(counted)
            if merged.distinct > DISTINCT_LIMIT:
                pool.shutdown(cancel_futures=True)
                break
    return merged.counts(), merged.distinct > DISTINCT_LIMIT


class _Merging:
    """Counts of values of many parts; merged when there are many, because merging walks over all."""

    def __init__(self) -> None:
        self._parts: list[pa.Array] = []
        self._whole: pa.Table | None = None
        self.distinct = 0

    def add(self, counted: pa.Array) -> None:
        """Take the counts of another part."""
        self._parts.append(counted)
        self.distinct = max(self.distinct, len(counted))
        if self.distinct > DISTINCT_LIMIT:
            return
        waiting = sum(len(part) for part in self._parts)
        if waiting > max(DISTINCT_LIMIT // 4, self.distinct):
            self._merge()

    def _merge(self) -> None:
        import pyarrow as pa

        tables = [pa.table({"v": part.field(0), "n": part.field(1)}) for part in self._parts]
        if self._whole is not None:
            tables.append(self._whole)
        self._parts = []
        if tables:
            whole = pa.concat_tables(tables).group_by("v", use_threads=False).aggregate([("n", "sum")])
            self._whole = whole.rename_columns({"n_sum": "n"})
            self.distinct = whole.num_rows

    def counts(self) -> pa.Table:
        """All values ``v`` with their counts ``n``, without null."""
        import pyarrow as pa

        if self.distinct <= DISTINCT_LIMIT:
            self._merge()
        if self._whole is None:
            return pa.table({"v": pa.array([], pa.string()), "n": pa.array([], pa.int64())})
        return self._whole.filter(self._whole["v"].is_valid())


def _counted(part: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.types as t

    if t.is_dictionary(part.type):
        part = part.dictionary_decode()
    if t.is_nested(part.type) or t.is_binary(part.type) or t.is_large_string(part.type) or t.is_null(part.type):
        part = texts(part) if not t.is_null(part.type) else part.cast(pa.string())
    return part.value_counts()


def _top(counted: pa.Table) -> tuple[tuple[Any, int], ...]:
    """The most frequent values, those of the same count by value; a million of them stay in Arrow."""
    import pyarrow.compute as pc

    order = [("n", "descending"), ("v", "ascending")]
    found = counted.take(pc.select_k_unstable(counted, k=min(TOP, counted.num_rows), sort_keys=order))
    return tuple(zip(found["v"].to_pylist(), found["n"].to_pylist(), strict=True))


def _go_on(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError
