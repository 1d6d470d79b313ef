"""Rows in groups, against the same said slowly row by row."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from onemap.query import groups as grouping
from onemap.query import measures

ZERO = np.datetime64("1970-01-01T00:00:00", "s").item()


def numbers(rng, count=400):
    values = rng.choice([0.1, 0.2, 0.30000000000000004, 1.0, 7.5, math.nan, math.inf, -math.inf, -3.0], count)
    return np.where(rng.random(count) < 0.5, rng.normal(size=count), values)


@pytest.mark.parametrize("seed", range(20))
def test_spans_go_by_their_edges(seed):
    rng = np.random.default_rng(seed)
    values, kept = numbers(rng), rng.random(400) < 0.7
    made = grouping.by_spans(values, kept, bins=int(rng.integers(1, 40)))
    for value, code in zip(values, made.codes, strict=True):
        low, high = made.edges[code], made.edges[code + 1] if code >= 0 else 0.0
        if code < 0:
            assert not made.edges[0] <= value <= made.edges[-1]
        else:
            assert low <= value < high or (code == made.size - 1 and value == high)
    wanted = Counter(code for code, k in zip(made.codes.tolist(), kept, strict=True) if k and code >= 0)
    assert grouping.counts(made, kept).tolist() == [wanted[at] for at in range(made.size)]


def test_spans_of_few_whole_numbers_of_one_and_of_none():
    made = grouping.by_spans(np.array([1.0, 3.0, 3.0]), whole=True)
    assert grouping.counts(made).tolist() == [1, 0, 2]
    assert grouping.counts(grouping.by_spans(np.array([4.0, 4.0]))).tolist() == [2]
    assert grouping.counts(grouping.by_spans(np.array([math.nan]))).tolist() == [0]


@pytest.mark.parametrize("seed", range(6))
def test_values_and_what_is_summed_up_of_them(seed):
    rng = np.random.default_rng(seed)
    texts = [None if rng.random() < 0.2 else str(rng.choice(["路灯", "井盖", ""])) for _ in range(200)]
    column = pa.chunked_array([texts[:70], [], texts[70:]], pa.string())
    values, kept = numbers(rng, 200), rng.random(200) < 0.6
    for made in (grouping.by_values(column), grouping.by_values(column.cast(pa.dictionary(pa.int32(), pa.string())))):
        counted = dict(zip(made.values, grouping.counts(made, kept).tolist(), strict=True))
        sums, known = measures.totals(made.codes, made.size, values, kept)
        for at, name in enumerate(made.values):
            rows = [i for i in range(200) if kept[i] and texts[i] == name]
            assert counted[name] == len(rows)
            held = [values[i] for i in rows if math.isfinite(values[i])]
            assert known[at] == len(held)
            assert sums[at] == pytest.approx(sum(held))


@pytest.mark.parametrize("step", [*grouping.STEPS, None])
@pytest.mark.parametrize("seed", range(4))
def test_steps_and_parts_of_time(step, seed):
    rng = np.random.default_rng(seed)
    span = {"hour": 86400, "day": 90 * 86400}.get(step, 3 * 31_556_952)
    seconds = rng.integers(-span, span, 300).astype(float)
    seconds[rng.random(300) < 0.1] = math.nan
    made = grouping.by_steps(seconds, None, step)
    for value, code in zip(seconds, made.codes, strict=True):
        if math.isnan(value):
            assert code == -1
            continue
        assert made.edges[code] <= value < made.edges[code + 1]
        start = ZERO + dt.timedelta(seconds=float(made.edges[code]))
        assert step not in {"month", "year"} or start.day == 1
        assert step != "week" or start.weekday() == 0
        when = ZERO + dt.timedelta(seconds=float(value))
        assert step != "month" or (start.year, start.month) == (when.year, when.month)
    assert made.size <= grouping.MOST_STEPS + 2 or step is not None
    told = {"hours": lambda t: t.hour, "weekdays": lambda t: t.weekday(), "months": lambda t: t.month - 1}
    for part, of in told.items():
        codes = grouping.by_parts(seconds, part).codes
        for value, code in zip(seconds, codes, strict=True):
            assert code == (-1 if math.isnan(value) else of(ZERO + dt.timedelta(seconds=float(value))))


def test_no_rows():
    nothing = np.empty(0)
    for made in (grouping.by_spans(nothing), grouping.by_steps(nothing), grouping.by_parts(nothing, "hours"),
                 grouping.by_values(pa.chunked_array([], pa.string()))):  # fmt: skip
        assert grouping.counts(made).sum() == 0


@pytest.mark.parametrize("how", measures.HOWS)
@pytest.mark.parametrize("kept", [None, np.random.default_rng(1).random(400) < 0.5], ids=["all", "some"])
def test_every_measure_is_that_of_the_finite_values(how, kept):
    rng = np.random.default_rng(4)
    values, codes = numbers(rng), rng.integers(-1, 6, 400).astype(np.int32)
    codes[codes == 4] = 5
    told = {"count": len, "sum": np.sum, "mean": np.mean, "std": np.std, "min": np.min, "max": np.max}
    told |= {name: lambda v, share=share: np.quantile(v, share) for name, share in measures.QUANTILES.items()}
    made = measures.measure(codes, 6, values, how, kept)
    for group in range(6):
        here = (codes == group) if kept is None else (codes == group) & kept
        own = values[here] if how == "count" else values[here & np.isfinite(values)]
        empty = {"count": 0.0, "sum": 0.0}.get(how, math.nan)
        assert made[group] == pytest.approx(told[how](own) if len(own) else empty, nan_ok=True)


@pytest.mark.parametrize("most", [1 << 26, 1])
def test_different_values_of_each_group(most, monkeypatch):
    monkeypatch.setattr(measures, "_MOST_MARKS", most)
    rng = np.random.default_rng(2)
    codes, others = (rng.integers(-1, 5, 300).astype(np.int32) for _ in range(2))
    kept = rng.random(300) < 0.3
    made = measures.distinct(codes, 5, others, 5, kept)
    assert made.tolist() == [len(set(others[(codes == g) & (others >= 0) & kept].tolist())) for g in range(5)]
