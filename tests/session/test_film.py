import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from onemap.model.moment import Step
from onemap.session.film import Film

DAY = Step(1, "d")


def at(text):
    return round(dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)


YEAR = Film(at("2025-07-01T09:13"), at("2026-06-30T21:40"))


def test_a_film_begins_at_the_first_day_and_goes_on_by_days_to_the_last():
    film = YEAR.begun()
    assert (film.start, film.end) == (at("2025-07-01"), at("2025-07-02"))
    shown = 1
    while not film.at_end:
        film, shown = film.moved(1), shown + 1
    assert shown == 365
    assert (film.start, film.end) == (at("2026-06-30"), at("2026-07-01"))
    assert film.moved(1) == film


def test_a_window_of_thirty_days_moves_a_day():
    film = YEAR.windowed(Step(30, "d"))
    assert (film.start, film.end) == (at("2025-07-01"), at("2025-07-31"))
    assert film.moved(2).end == at("2025-08-02")
    assert film.moved(-1).start == at("2025-06-30")


def test_a_pulled_span_keeps_its_length():
    film = YEAR.spanning(at("2026-01-01"), at("2026-01-15")).moved(3)
    assert (film.start, film.end) == (at("2026-01-04"), at("2026-01-18"))


def test_cumulative_keeps_the_beginning():
    from dataclasses import replace

    film = replace(YEAR, cumulative=True).begun().moved(1).moved(1)
    assert (film.start, film.end) == (at("2025-07-01"), at("2025-07-04"))
    assert film.moved(-9).end == at("2025-07-02")


def test_months_are_months():
    from dataclasses import replace

    film = replace(YEAR, step=Step(1, "m")).begun()
    assert (film.moved(7).start, film.moved(7).end) == (at("2026-02-01"), at("2026-03-01"))


def test_what_is_shown_without_a_span_is_everything():
    assert YEAR.moment().is_open
    assert not YEAR.moment(hours=(8,)).undated
    assert not YEAR.begun().moment().undated
    assert YEAR.begun().moment(undated=True).undated
    assert YEAR.begun().showing_all().shows_all


def test_snapping_finds_the_nearest_border():
    assert YEAR.snapped(at("2026-01-01T11:00")) == at("2026-01-01")
    assert YEAR.snapped(at("2026-01-01T13:00")) == at("2026-01-02")


@given(st.integers(-400, 400), st.sampled_from([Step(1, "h"), DAY, Step(1, "w"), Step(1, "m")]), st.booleans())
def test_a_film_never_leaves_its_axis(steps, step, cumulative):
    from dataclasses import replace

    film = replace(YEAR, step=step, cumulative=cumulative).begun().moved(steps)
    assert film.start < film.end
    assert film.start < film.last
    assert film.end > film.first - 40 * 86_400_000
