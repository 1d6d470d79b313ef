"""The order of rows, the next hit of a text and the summary of a column, against the same said slowly."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from onemap.errors import CancelledError
from onemap.query.find_text import Finding, find
from onemap.query.order import SortKey, order
from onemap.query.summary import TOP, summarise
from onemap.query.texts import texts


def chunked(values, kind):
    """The values in three chunks, one of them empty."""
    at = len(values) // 3
    return pa.chunked_array([pa.array(values[:at], kind), pa.array([], kind), pa.array(values[at:], kind)], kind)


def columns(rng, count=300):
    """A column of every kind, with nulls, doubles and the ends of its range."""
    holes = rng.random(count) < 0.2

    def some(values):
        return [None if hole else value for hole, value in zip(holes, values, strict=True)]

    floats = rng.choice([-math.inf, -2.5, -0.0, 0.0, 1e-300, 3.25, math.inf, math.nan], count).tolist()
    whole = rng.integers(-(2**63), 2**63 - 1, count).tolist()
    days = [dt.date(1960, 1, 1) + dt.timedelta(int(d)) for d in rng.integers(0, 40_000, count)]
    moments = [
        np.datetime64("1950-01-01T00:00:00", "ms").item() + dt.timedelta(seconds=int(s))
        for s in rng.integers(0, 4e9, count)
    ]
    words = rng.choice(["路灯", "井盖", "a", "B", "", "100", "99", "😀"], count).tolist()
    return {
        "floats": chunked(some(floats), pa.float64()),
        "halves": chunked(some([float(v) for v in rng.integers(-9, 9, count)]), pa.float32()),
        "whole": chunked(some(whole), pa.int64()),
        "small": chunked(some(rng.integers(0, 5, count).tolist()), pa.uint8()),
        "large": chunked(some([v & (2**64 - 1) for v in whole]), pa.uint64()),
        "truth": chunked(some((rng.random(count) < 0.5).tolist()), pa.bool_()),
        "days": chunked(some(days), pa.date32()),
        "moments": chunked(some(moments), pa.timestamp("ms")),
        "words": chunked(some(words), pa.string()),
        "classes": pa.chunked_array([chunk.dictionary_encode() for chunk in chunked(some(words), pa.string()).chunks]),
    }


def is_empty(value):
    """Whether nothing is held."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def slowly(keys, rows):
    """The order as Python's own stable sorting has it."""
    out = list(rows)
    for column, descending in reversed(keys):
        values = column.to_pylist()
        known = [row for row in out if not is_empty(values[row])]
        known.sort(key=values.__getitem__, reverse=descending)
        if descending:  # stable in both directions: equal rows as they came
            known = [row for row in out if not is_empty(values[row])]
            places = {value: place for place, value in enumerate(sorted({values[r] for r in known}))}
            known.sort(key=lambda row: -places[values[row]])
        out = known + [row for row in out if is_empty(values[row])]
    return out


@pytest.mark.parametrize("name", list(columns(np.random.default_rng(0), 9)))
@pytest.mark.parametrize("descending", [False, True], ids=["rising", "falling"])
def test_every_kind_is_sorted_as_slowly(name, descending):
    column = columns(np.random.default_rng(7))[name]
    assert order([SortKey(column, descending)]).tolist() == slowly([(column, descending)], range(len(column)))


@pytest.mark.parametrize("seed", range(12))
def test_many_keys_of_some_rows(seed):
    rng = np.random.default_rng(seed)
    held = columns(rng)
    chosen = [(held[name], bool(rng.random() < 0.5)) for name in rng.choice(list(held), 3, replace=False)]
    rows = np.flatnonzero(rng.random(300) < 0.6)
    assert order([SortKey(*one) for one in chosen], rows).tolist() == slowly(chosen, rows.tolist())


def test_texts_are_sorted_by_how_they_are_spelled():
    column = chunked(["b", "a", None, "c"], pa.string())
    assert order([SortKey(column)], spell=lambda known: [{"b": "1", "c": "2"}.get(w, "3") for w in known]).tolist() == [
        0, 3, 1, 2,
    ]  # fmt: skip


def test_no_rows_no_keys_and_stopping():
    assert order([]).tolist() == []
    assert order([SortKey(pa.chunked_array([], pa.string()))]).tolist() == []
    with pytest.raises(CancelledError):
        order([SortKey(chunked([2, 1, 3], pa.int64()))], cancelled=lambda: True)


@pytest.mark.parametrize("seed", range(12))
def test_the_next_hit_is_the_next_one(seed):
    rng = np.random.default_rng(seed)
    held = columns(rng)
    table = pa.table({name: held[name] for name in ("words", "small", "whole")})
    rows = rng.permutation(300)[:200].astype(np.int32)
    cells = [[texts(c.combine_chunks())[int(r)].as_py() for c in table.columns] for r in rows]
    start, wanted, back = int(rng.integers(0, 200)), str(rng.choice(["9", "b", "灯", "zzz"])), bool(seed % 2)
    places = [(start - i) % 200 if back else (start + i) % 200 for i in range(200)]
    hits = [p for p in places if any(v is not None and wanted.casefold() in v.casefold() for v in cells[p])]
    found = find(Finding(table, tuple(table.column_names), wanted, start, back, rows))
    assert (found is None and not hits) or (found is not None and found[0] == hits[0])


def test_only_what_is_shown_is_found():
    table = pa.table({"name": ["张三", "李四"]})
    hidden = Finding(table, ("name",), "四", shown=lambda _name, part: pa.chunked_array([["李*"] * len(part)]))
    assert find(hidden) is None
    assert find(Finding(table, ("name",), "四")) == (1, "name")
    assert find(Finding(pa.table({"name": pa.array([], pa.string())}), ("name",), "四")) is None


@pytest.mark.parametrize("name", list(columns(np.random.default_rng(0), 9)))
def test_a_summary_counts_as_slowly(name):
    rng = np.random.default_rng(3)
    column, rows = columns(rng)[name], rng.random(300) < 0.7
    values = [v for v, kept in zip(column.to_pylist(), rows, strict=True) if kept]
    known = [v for v in values if not is_empty(v)]
    made = summarise(column, rows)
    assert (made.rows, made.nulls, made.known) == (len(values), len(values) - len(known), len(known))
    counts = Counter(known)
    assert made.distinct == len(counts)
    top = sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))[:TOP]
    assert [count for _value, count in made.top] == [count for _value, count in top]
    if made.kind != "truth":
        assert made.low == min(known)
        assert made.high == max(known)
    if made.kind == "number" and all(map(math.isfinite, known)) and name not in {"whole", "large"}:
        assert made.mean == pytest.approx(float(np.mean(known)))
        assert made.std == pytest.approx(float(np.std(known)), abs=1e-9)
    if made.kind in {"number", "time"}:
        finite = [v for v in known if not isinstance(v, float) or math.isfinite(v)]
        assert made.counts.sum() == len(finite)
        assert len(made.edges) == len(made.counts) + 1


def test_a_summary_of_nothing():
    made = summarise(pa.chunked_array([pa.array([None, None], pa.float64())]))
    assert (made.rows, made.nulls, made.distinct, made.low, len(made.counts)) == (2, 2, 0, None, 0)
    assert summarise(pa.chunked_array([], pa.string())).rows == 0


def test_a_histogram_gives_few_whole_numbers_a_span_each():
    made = summarise(chunked([1, 1, 3, 2, 3, 3], pa.int64()))
    assert made.counts.tolist() == [2, 1, 3]
    assert made.edges.tolist() == [0.5, 1.5, 2.5, 3.5]
