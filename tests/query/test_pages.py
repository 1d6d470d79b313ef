from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from onemap.model.extent import Extent
from onemap.model.prepared import PAGE_SIZE
from onemap.query.pages import PageIndex, page_ranges


def boxes(count, seed=3):
    rng = np.random.default_rng(seed)
    low = rng.integers(0, 1000, (count, 2)).astype(float)
    return np.hstack([low, low + rng.integers(0, 9, (count, 2))])


def brute(bounds, size, extent):
    meets = [Extent(*b).intersects(extent) for b in bounds.tolist()]
    return {p for k in np.flatnonzero(meets) for p in range(k * PAGE_SIZE, min((k + 1) * PAGE_SIZE, size))}


def windows(count, seed):
    rng = np.random.default_rng(seed)
    for side in rng.choice([0.0, 5.0, 60.0, 400.0, 3000.0], count):
        x, y = rng.integers(-50, 1050, 2).astype(float)
        yield Extent(x, y, x + side, y + side)


def flat(ranges):
    return {p for first, last in ranges.tolist() for p in range(first, last)}


@pytest.mark.parametrize("pages", [1, 7, 2500], ids=["one page", "a few", "many"])
def test_ranges_equal_brute_force(pages):
    bounds, size = boxes(pages), pages * PAGE_SIZE - 100
    index = PageIndex(bounds, size)
    for extent in windows(40, 4):
        ranges = index.ranges(extent)
        assert flat(ranges) == brute(bounds, size, extent)
        assert (np.diff(ranges.ravel()) > 0).all(), "ascending, disjoint, merged"


@pytest.mark.parametrize(
    "extent",
    [Extent(0, 0, np.nan, 1), Extent(5, 0, 4, 1), Extent(-np.inf, 0, 4, 1)],
    ids=["NaN", "turned round", "infinite"],
)
@pytest.mark.parametrize("pages", [0, 1, 2500])
def test_an_impossible_extent_meets_nothing(pages, extent):
    assert PageIndex(boxes(pages), pages * PAGE_SIZE).ranges(extent).shape == (0, 2)


def test_no_page_is_met_in_an_empty_layer():
    assert PageIndex(np.empty((0, 4)), 0).ranges(Extent(-1, -1, 1, 1)).shape == (0, 2)


def test_neighbours_are_merged_and_the_last_page_may_be_short():
    assert page_ranges(np.array([0, 1, 4]), 2100).tolist() == [[0, 1024], [2048, 2100]]


def test_four_threads_get_the_answers_of_one():
    bounds = boxes(2500)
    index = PageIndex(bounds, len(bounds) * PAGE_SIZE)
    asked = list(windows(500, 5))
    expected = [index.ranges(extent).tolist() for extent in asked]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda extent: index.ranges(extent).tolist(), asked * 4))
    assert answers == expected * 4
