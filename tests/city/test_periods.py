"""Periods as people write them, the one before, a year ago; work time of many spans at once; rules of a project."""

import datetime as dt

import numpy as np
import pytest

from onemap.city import indicator_rules, periods
from onemap.city.workdays import bundled
from onemap.city.worktime import WorkClock, natural_hours
from onemap.errors import DefinitionError, RequestError
from tests.city.work_time import work_time


@pytest.mark.parametrize(
    ("said", "first", "last", "before", "year"),
    [
        ("2026-06", "2026-06-01", "2026-06-30", "2026-05", "2025-06"),
        ("2026-1", "2026-01-01", "2026-01-31", "2025-12", "2025-01"),
        ("2026Q1", "2026-01-01", "2026-03-31", "2025Q4", "2025Q1"),
        ("2024", "2024-01-01", "2024-12-31", "2023", "2023"),
        ("2026-06-10", "2026-06-10", "2026-06-10", "2026-06-09_2026-06-09", "2025-06-10_2025-06-10"),
        ("2024-02-29..2024-03-01", "2024-02-29", "2024-03-01", "2024-02-27_2024-02-28", "2023-02-28_2023-03-01"),
    ],
)
def test_a_period_and_those_it_is_compared_with(said, first, last, before, year):
    made = periods.parse(said)
    assert (str(made.first), str(made.last)) == (first, last)
    assert made.previous().key == before
    assert made.year_before().key == year
    assert made.end - made.start == np.timedelta64((made.last - made.first).days + 1, "D")
    assert periods.parse(made.key) == made


@pytest.mark.parametrize("said", ["", "2026-13", "2026Q5", "June", "2026-06-10..2026-06-01", "2026-02-30"])
def test_what_is_no_period_is_told(said):
    with pytest.raises(RequestError):
        periods.parse(said)


def test_the_period_of_a_day():
    day = dt.date(2026, 5, 17)
    kinds = ("month", "quarter", "year", "days")
    assert [periods.of_day(kind, day).key for kind in kinds] == ["2026-05", "2026Q2", "2026", "2026-05-17_2026-05-17"]


def test_work_time_equals_the_calendar_one_by_one():
    rng = np.random.default_rng(11)
    start = np.datetime64("2025-09-20", "ms") + rng.integers(0, 90 * 86_400, 300).astype("timedelta64[s]")
    end = start + rng.integers(-3_600, 14 * 86_400, 300).astype("timedelta64[s]")
    calendar = bundled()
    clock = WorkClock.of(calendar, start.min(), end.max())
    wanted = [work_time(calendar, a.item(), b.item()).total_seconds() / 3600 for a, b in zip(start, end, strict=True)]
    np.testing.assert_allclose(clock.hours(start, end), wanted, atol=1e-9)


def test_a_limit_in_working_hours_ends_when_they_have_passed():
    calendar = bundled()
    clock = WorkClock.of(calendar, np.datetime64("2026-06-01"), np.datetime64("2026-07-31"))
    start = np.array(["2026-06-18T17:00", "2026-06-20T09:00", "2026-06-15T08:00", "NaT"], "datetime64[ms]")
    made = clock.after(start, 4.0)
    # The 19th to the 21st are free: an hour is left on Thursday, three are worked on Monday.
    wanted = np.array(["2026-06-22T11:30", "2026-06-22T14:00", "2026-06-15T14:00"], "datetime64[ms]")
    assert made[:3].tolist() == wanted.tolist()
    assert np.isnat(made[3])
    np.testing.assert_allclose(clock.hours(start[:3], made[:3]), 4.0, atol=1e-6)


def test_hours_of_the_clock():
    start = np.array(["2026-06-01T00:00", "2026-06-01T10:00", "NaT"], "datetime64[ms]")
    end = np.array(["2026-06-01T01:30", "2026-06-01T09:00", "2026-06-01T09:00"], "datetime64[ms]")
    assert natural_hours(start, end).tolist()[:2] == [1.5, 0.0]
    assert np.isnan(natural_hours(start, end)[2])


def test_six_categories_of_which_three_are_named_by_the_plans():
    rules = indicator_rules.bundled()
    assert len(rules.category) == 6
    assert {"城市管理", "民生服务", "社会治安"} <= {one.name for one in rules.category}
    assert rules.category_of("环保").name == "生态环境"
    assert rules.category_of("别的") is None


def test_a_project_may_have_rules_of_its_own(tmp_path):
    project = tmp_path / "city.onemap"
    assert indicator_rules.of_project(str(project)) is indicator_rules.bundled()
    own = tmp_path / indicator_rules.FILE
    own.write_text('[[category]]\nname = "防汛"\nwords = ["内涝"]\n[repeated]\nmetres = 20\n', encoding="utf-8")
    rules = indicator_rules.of_project(str(project))
    assert rules.category_of("内涝").name == "防汛"
    assert rules.repeated.metres == 20
    own.write_text("[frequent]\nclasses = 0\n", encoding="utf-8")
    with pytest.raises(DefinitionError):
        indicator_rules.of_project(str(project))
