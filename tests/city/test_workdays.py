"""Work calendars: the State Council's notices as published, and spans of work time counted by hand."""

import datetime as dt

import numpy as np
import pytest

from onemap.city.workdays import WorkCalendar, bundled, load
from onemap.city.worktime import WorkClock
from onemap.errors import DefinitionError


@pytest.fixture(scope="module")
def calendar():
    return bundled()


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-06-30", True),
        ("2026-06-27", False),
        ("2026-06-19", False),
        ("2026-05-09", True),
        ("2026-02-16", False),
        ("2026-02-28", True),
        ("2025-10-08", False),
        ("2025-10-11", True),
        ("2030-01-05", False),
    ],
    ids=[
        "Tuesday",
        "Saturday",
        "Dragon Boat",
        "Saturday worked",
        "New Year",
        "worked for it",
        "autumn",
        "worked",
        "later",
    ],
)
def test_days(calendar, day, works):
    assert calendar.works(dt.date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-06-30T17:00", 1, "2026-07-01T17:00"),
        ("2026-06-26T09:00", 1, "2026-06-29T09:00"),
        ("2026-06-18T10:00", 1, "2026-06-22T10:00"),
        ("2026-06-20T10:00", 1, "2026-06-22T10:00"),
        ("2026-09-30T10:00", 2, "2026-10-09T10:00"),
    ],
    ids=["next day", "over a week-end", "over a holiday", "from a free day", "over the autumn week"],
)
def test_working_days_later(calendar, start, days, end):
    found = calendar.after(dt.datetime.fromisoformat(start), days)
    assert found == dt.datetime.fromisoformat(end)
    assert calendar.days_between(dt.datetime.fromisoformat(start), found) == days


def test_work_time_leaves_out_nights_noon_and_free_days(calendar):
    start, end = dt.datetime.fromisoformat("2026-06-26T17:00"), dt.datetime.fromisoformat("2026-06-29T14:00")
    first, last = np.array([start, end], "datetime64[ms]")
    clock = WorkClock.of(calendar, first, last)
    assert clock.hours(np.array([first, last]), np.array([last, first])).tolist() == [1 + 3.5 + 0.5, 0]
    assert calendar.days_between(end, start) == 0


def test_a_calendar_without_holidays_knows_week_ends():
    assert not WorkCalendar().works(dt.date(2026, 6, 28))


@pytest.mark.parametrize("text", ["", "holidays = 3\nhours = []", 'holidays = [["2026-13-01", "x"]]\nhours = []', "]["])
def test_a_bad_file_is_told(tmp_path, text):
    path = tmp_path / "calendar.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"calendar\.toml"):
        load(path)
