from itertools import combinations, pairwise

import numpy as np
import pyarrow as pa
import pytest

from onemap.errors import RequestError
from onemap.query import breaks as room
from onemap.query.breaks import breaks

METHODS = ("equal", "quantile", "pretty", "stddev", "head_tail", "natural")


def skewed(size=400):
    return np.random.default_rng(6).lognormal(1.0, 1.0, size)


def inner_variance(values, edges):
    """Sum of squared differences from the mean of each class, as classes are cut by the edges."""
    codes = np.clip(np.searchsorted(edges, values, "right") - 1, 0, len(edges) - 2)
    return sum(((values[codes == c] - values[codes == c].mean()) ** 2).sum() for c in np.unique(codes))


@pytest.mark.parametrize("method", METHODS)
def test_edges_rise_and_hold_all_values(method):
    values = skewed()
    edges = breaks(values, method, 5)
    assert (np.diff(edges) > 0).all()
    assert edges[0] <= values.min() <= values.max() <= edges[-1]
    assert 3 <= len(edges) <= 7


@pytest.mark.parametrize(
    ("method", "values", "n", "edges"),
    [
        ("equal", [0, 3, 10], 5, [0, 2, 4, 6, 8, 10]),
        ("quantile", range(1, 9), 4, [1, 2.75, 4.5, 6.25, 8]),
        ("quantile", [1, 1, 1, 1, 9], 4, [1, 9]),
        ("pretty", [0.13, 0.97], 5, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        ("pretty", [3, 4712], 5, [0, 1000, 2000, 3000, 4000, 5000]),
        ("stddev", [0, 10], 2, [0, 5, 10]),
        ("stddev", [0, 0, 6, 6], 3, [0, 1.5, 4.5, 6]),
        ("head_tail", [1, 1, 1, 1, 1, 1, 2, 16], 4, [1, 3, 16]),
        ("natural", [1, 2, 3, 10, 11, 12, 50, 51], 3, [1, 10, 50, 51]),
        ("natural", [4, 5], 9, [4, 5]),
    ],
)  # fmt: skip
def test_known_edges(method, values, n, edges):
    assert breaks(list(values), method, n).tolist() == pytest.approx(edges)


@pytest.mark.parametrize("n", [2, 3, 4])
def test_natural_breaks_are_the_best_of_all(n):
    values = np.random.default_rng(n).integers(0, 40, 30).astype(float)
    distinct = np.unique(values)
    least = min(
        inner_variance(values, np.array([distinct[0], *cut, distinct[-1] + 1]))
        for cut in combinations(distinct[1:], n - 1)
    )
    edges = breaks(values, "natural", n)
    assert inner_variance(values, np.append(edges[:-1], edges[-1] + 1)) == pytest.approx(least)


def test_natural_breaks_of_too_many_values_come_from_groups(monkeypatch):
    values = np.concatenate([np.random.default_rng(1).normal(mean, 1.0, 3000) for mean in (0, 100, 300)])
    exact = breaks(values, "natural", 3)
    monkeypatch.setattr(room, "NATURAL_EXACT_UP_TO", 500)
    assert breaks(values, "natural", 3) == pytest.approx(exact, abs=4.0)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("values", "edges"),
    [([], []), ([np.nan, np.inf], []), ([7.0, 7.0, np.nan], [7.0, 7.0])],
    ids=["none", "no number", "one value"],
)
def test_few_values(method, values, edges):
    assert breaks(values, method, 4).tolist() == edges


def test_values_of_an_arrow_column():
    column = pa.chunked_array([[0, None], [10]])
    assert breaks(column, "equal", 2).tolist() == [0.0, 5.0, 10.0]


def test_multiples_are_round_numbers():
    for low, high in [(0.1, 0.9), (-3.3, 12.0), (1e-7, 9e-7), (5e8, 9e9)]:
        edges = breaks([low, high], "pretty", 6)
        steps = {f"{b - a:.6g}" for a, b in pairwise(edges)}
        assert len(steps) == 1
        assert all(float(f"{edge:.6g}") == edge for edge in edges)


@pytest.mark.parametrize(("method", "n"), [("best", 3), ("equal", 0)], ids=["method", "number of classes"])
def test_impossible_requests_are_told(method, n):
    with pytest.raises(RequestError):
        breaks([1.0, 2.0], method, n)
