import itertools

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from onemap.model.moment import UNDATED, UNENDED, Moment
from onemap.model.request import DrawnLayer, RenderRequest, When
from onemap.model.style import Style, Symbol
from onemap.model.view import View
from onemap.query import moments
from onemap.query.prepare import prepare
from onemap.query.shapes import from_shapely

SIZE = 3000
RNG = np.random.default_rng(11)
PREPARED = prepare(from_shapely(shapely.points(RNG.uniform(0, 1000, (SIZE, 2)))))
START = np.where(RNG.random(SIZE) < 0.1, UNDATED, RNG.integers(-500, 500, SIZE)).astype(np.int64)
END = np.where(RNG.random(SIZE) < 0.2, UNENDED, START + RNG.integers(0, 200, SIZE))
SLOT = RNG.integers(0, 168, SIZE).astype(np.uint8)
INSTANTS = moments.order_of(PREPARED.rows, START, None, SLOT, "UTC")
INTERVALS = moments.order_of(PREPARED.rows, START, END, SLOT, "UTC")

spans = st.builds(
    Moment,
    start=st.none() | st.integers(-600, 600),
    end=st.none() | st.integers(-600, 600),
    hours=st.sets(st.integers(0, 23), max_size=4).map(tuple),
    weekdays=st.sets(st.integers(0, 6), max_size=3).map(tuple),
    undated=st.booleans(),
)


def brute(order, moment):
    """Position by position, in plain words."""
    shown = []
    for position in range(len(order.start)):
        start = int(order.start[position])
        if start == UNDATED:
            shown.append(moment.undated)
            continue
        end = start if order.end is None else int(order.end[position])
        low = -(1 << 62) if moment.start is None else moment.start
        high = 1 << 62 if moment.end is None else moment.end
        meets = low <= start < high or (start < high and end > low)
        weekday, hour = divmod(int(order.slot[position]), 24)
        wanted = (not moment.hours or hour in moment.hours) and (not moment.weekdays or weekday in moment.weekdays)
        shown.append(meets and wanted)
    return np.array(shown)


@given(spans)
def test_a_span_shows_what_brute_force_shows(moment):
    for order in (INSTANTS, INTERVALS):
        expected = brute(order, moment)
        assert np.array_equal(moments.mask_of(order, moment), expected)
        few = moments.few_of(order, moment)
        assert few is None or np.array_equal(few, np.flatnonzero(expected))


def test_an_end_before_the_start_shows_nothing():
    assert not moments.mask_of(INSTANTS, Moment(100, -100)).any()


def test_many_are_masked_on_two_threads_as_on_one(monkeypatch):
    monkeypatch.setattr(moments, "FEW", 100)
    moment = Moment(-200, 200)
    assert np.array_equal(moments.mask_of(INSTANTS, moment, 2), moments.mask_of(INSTANTS, moment, 1))
    assert moments.few_of(INSTANTS, moment, 100) is None


def test_a_histogram_counts_what_begins_in_each_bin():
    edges = np.array([-500, -100, 0, 3, 400], np.int64)
    dated = INSTANTS.start[INSTANTS.start != UNDATED]
    counted = [int(((dated >= low) & (dated < high)).sum()) for low, high in itertools.pairwise(edges)]
    assert moments.histogram(INSTANTS, edges).tolist() == counted


def test_the_extent_of_times():
    dated = START[START != UNDATED]
    assert moments.extent_of(INSTANTS) == (dated.min(), dated.max())
    ends = END[(START != UNDATED) & (END != UNENDED)]
    assert moments.extent_of(INTERVALS) == (dated.min(), max(dated.max(), ends.max()))
    none = moments.order_of(PREPARED.rows, np.full(SIZE, UNDATED), None, SLOT, "UTC")
    assert moments.extent_of(none) is None
    assert none.undated == SIZE


@pytest.mark.parametrize("moment", [Moment(0, 40), Moment(-50, 60, hours=(3, 4, 5)), Moment(0, 1), Moment(9, 0)])
@pytest.mark.parametrize("filtered", [False, True], ids=["all", "filtered"])
def test_the_picture_is_the_same_through_a_layer_of_few_and_through_a_mask(moment, filtered, monkeypatch):
    from onemap.render.draw import render

    style = Style(kind="categories", column="c", classes=(), symbol=Symbol(fill="#B8327F", size_mm=3.0))
    drawn = RNG.random(SIZE) < 0.5 if filtered else None
    class_of = np.full(SIZE, 254, np.uint8)
    layer = DrawnLayer("l", PREPARED, style, class_of, drawn=drawn, when=When(INSTANTS, moment))
    request = RenderRequest(View(500, 500, 2.0, 500, 500), (layer,))
    few = render(request)
    monkeypatch.setattr(moments, "few_of", lambda *_: None)
    masked = render(request)
    assert np.array_equal(few.rgba, masked.rgba)
    assert few.reports[0].drawn == masked.reports[0].drawn
    shown = moments.mask_of(INSTANTS, moment)
    assert few.reports[0].drawn + few.reports[0].thinned == int((shown if drawn is None else shown & drawn).sum())
