import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onemap.errors import RequestError
from onemap.model.moment import Moment, Step
from onemap.query.spans import edges_of, floored, moved, span_of, step_of, words_of, written

SHANGHAI = "Asia/Shanghai"


def at(text, zone=SHANGHAI):
    return round(dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-06", "2026-06-01", "2026-07-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-06-30", "2026-06-30", "2026-07-01"),
        ("2026-6-3", "2026-06-03", "2026-06-04"),
        ("2026-06-30T17", "2026-06-30T17:00", "2026-06-30T18:00"),
        ("2026-06-30 17:20", "2026-06-30T17:20", "2026-06-30T17:21"),
        ("2026-06-01/2026-06-30", "2026-06-01", "2026-07-01"),
        ("2026-06-01T08/2026-06-01T09:30", "2026-06-01T08:00", "2026-06-01T09:31"),
        ("../2026-06-30", None, "2026-07-01"),
        ("2026-06-30/..", "2026-06-30", None),
        ("../..", None, None),
    ],
)
def test_spans_as_they_are_written(text, start, end):
    assert span_of(text) == (start and at(start), end and at(end))


@pytest.mark.parametrize(
    "text", ["", "/", "soon", "2026-13", "2026-02-30", "2026-07/2026-06", "a/b/c", "26-06-30", "2026-06-30T25"]
)
def test_what_is_no_span(text):
    with pytest.raises(RequestError) as error:
        span_of(text)
    assert error.value.key == "time_unreadable"


def test_steps():
    assert step_of("6h") == Step(6, "h")
    assert step_of(" 2W ") == Step(2, "w")
    for text in ("", "0d", "d", "1x", "-1d", "99999d"):
        with pytest.raises(RequestError):
            step_of(text)


def test_steps_of_a_calendar():
    assert moved(at("2026-01-31"), Step(1, "m")) == at("2026-02-28")
    assert moved(at("2024-02-29"), Step(1, "y")) == at("2025-02-28")
    assert moved(at("2026-01-31"), Step(1, "m"), -2) == at("2025-11-30")
    assert moved(at("2026-12-31T10:00"), Step(2, "d")) == at("2027-01-02T10:00")
    berlin = "Europe/Berlin"
    assert moved(at("2026-03-28T12:00", berlin), Step(1, "d"), 1, berlin) == at("2026-03-29T12:00", berlin)


@given(
    st.datetimes(*map(dt.datetime.fromisoformat, ("1990-01-01", "2060-01-01"))),
    st.sampled_from([Step(1, "h"), Step(6, "h"), Step(1, "d"), Step(1, "w"), Step(1, "m"), Step(3, "m"), Step(1, "y")]),
    st.sampled_from([SHANGHAI, "UTC", "Europe/Berlin"]),
)
def test_edges_hold_what_they_are_asked_for(when, step, zone):
    first = round(when.replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
    last = first + 10 * 86_400_000
    edges = edges_of(first, last, step, zone)
    assert edges[0] <= first < last < edges[-1]
    assert (edges[1:] > edges[:-1]).all()
    assert floored(first, step, zone) == edges[0]
    begun = dt.datetime.fromtimestamp(edges[0] / 1000, ZoneInfo(zone))
    if step.unit != "h":
        assert (begun.hour, begun.minute) == (0, 0)
    if step.unit == "w":
        assert begun.weekday() == 0
    if step.unit == "m":
        assert begun.day == 1


def test_a_clock_in_words():
    assert written(at("2026-06-30")) == "2026-06-30"
    assert written(at("2026-06-30T17:20")) == "2026-06-30 17:20"


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (None, None, "全部时间", "all time"),
        ("2026-06-30", None, "2026-06-30 起", "from 2026-06-30"),
        (None, "2026-06-30T17:20", "2026-06-30 17:20 之前", "before 2026-06-30 17:20"),
        ("2026-06-30", "2026-07-01", "2026-06-30", "2026-06-30"),
        ("2026-06-01", "2026-07-01", "2026-06-01 — 2026-06-30", "2026-06-01 — 2026-06-30"),
        ("2026-06-30T08:00", "2026-06-30T09:00", "2026-06-30 08:00 — 08:59", "2026-06-30 08:00 — 08:59"),
        ("2026-06-30T22:00", "2026-07-01T02:00", "2026-06-30 22:00 — 2026-07-01 01:59",
         "2026-06-30 22:00 — 2026-07-01 01:59"),
    ],
    ids=["all", "open end", "open start", "a day", "days", "hours of a day", "over midnight"],
)  # fmt: skip
def test_a_span_in_words(start, end, zh, en):
    moment = Moment(None if start is None else at(start), None if end is None else at(end))
    assert (words_of(moment, "zh"), words_of(moment, "en")) == (zh, en)
