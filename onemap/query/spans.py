"""Spans of time as people write them, and steps of a calendar: in UTC milliseconds, on the clock of a zone."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.errors import RequestError
from onemap.model.moment import ZONE, Step
from onemap.query.instants import Clock

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.model.moment import Moment

_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - what a clock shows
#: Units of a step by the letter behind its number: hours, days, weeks, months, years.
_STEP = re.compile(r"([1-9][0-9]{0,3})([hdwmy])")
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2}))?)?)?)?)?")
#: How long what a text names is, by how many of its numbers are there: a year, a month, a day, an hour, a minute.
_WIDTHS = (Step(1, "y"), Step(1, "m"), Step(1, "d"), Step(1, "h"))
_MINUTE = 60_000


def span_of(text: str, zone: str = ZONE) -> tuple[int | None, int | None]:
    """Start and end (not in it) of a span, UTC milliseconds, None for an open end.

    "2026", "2026-06", "2026-06-30" and "2026-06-30T17" are all of what they name; "A/B" reaches from the beginning of A
    to the end of B; ".." is open.

    Raises
    ------
    RequestError
        When the text cannot be read, or ends before it begins.
    """
    parts = [part.strip() for part in text.strip().split("/")]
    if len(parts) > 2 or not parts[0]:
        raise RequestError("time_unreadable", text=text)
    first = None if parts[0] == ".." else _named(parts[0], text, zone)[0]
    last = None if parts[-1] == ".." else _named(parts[-1], text, zone)[1]
    if first is not None and last is not None and last <= first:
        raise RequestError("time_unreadable", text=text)
    return first, last


def step_of(text: str) -> Step:
    """A step such as "6h", "1d", "2w", "1m", "1y"; RequestError when it is none."""
    found = _STEP.fullmatch(text.strip().lower())
    if found is None:
        raise RequestError("time_step_wrong", text=text)
    return Step(int(found[1]), found[2])  # type: ignore[arg-type]


def moved(instant: int, step: Step, times: int = 1, zone: str = ZONE) -> int:
    """The instant some steps later, or earlier, on the zone's clock; a day that a month lacks is its last."""
    return _instant(_later(_shown(instant, zone), step, times), zone)


def floored(instant: int, step: Step, zone: str = ZONE) -> int:
    """The last beginning of a step at or before the instant: of an hour, day, week (Monday), month, year."""
    shown = _shown(instant, zone)
    day = shown.replace(hour=0, minute=0, second=0, microsecond=0)
    if step.unit == "h":
        return _instant(day + dt.timedelta(hours=shown.hour // step.count * step.count), zone)
    if step.unit == "w":
        day -= dt.timedelta(days=day.weekday())
    elif step.unit == "m":
        day = day.replace(day=1, month=(day.month - 1) // step.count * step.count + 1 if step.count <= 12 else 1)
    elif step.unit == "y":
        day = day.replace(day=1, month=1)
    return _instant(day, zone)


def edges_of(first: int, last: int, step: Step, zone: str = ZONE) -> npt.NDArray[np.int64]:
    """Beginnings of the steps that together hold all from ``first`` to ``last``, and the end of the last of them."""
    edges = [floored(first, step, zone)]
    begun = _shown(edges[0], zone)
    number = 0
    while edges[-1] <= last:
        number += 1
        edges.append(_instant(_later(begun, step, number), zone))
    return np.unique(np.array(edges, np.int64))


def written(instant: int, zone: str = ZONE) -> str:
    """What the zone's clock shows: "2026-06-30 17:20", or the day alone where one begins."""
    shown = _shown(instant, zone)
    whole = (shown.hour, shown.minute, shown.second) == (0, 0, 0)
    return f"{shown:%Y-%m-%d}" if whole else f"{shown:%Y-%m-%d %H:%M}"


def words_of(moment: Moment, speech: Literal["zh", "en"] = "zh") -> str:
    """A span in words: a day by its date, else its beginning and its last minute."""
    start, end, zone = moment.start, moment.end, moment.zone
    if start is None and end is None:
        return "全部时间" if speech == "zh" else "all time"
    if start is None or end is None:
        edge = written(start if start is not None else end or 0, zone)
        if start is None:
            return f"{edge} 之前" if speech == "zh" else f"before {edge}"
        return f"{edge} 起" if speech == "zh" else f"from {edge}"
    first, last = written(start, zone), written(end - 60_000, zone)
    day = len("2026-06-30")
    if len(first) == day and last.endswith("23:59"):
        return first if last.startswith(first) else f"{first} — {last[:day]}"
    return f"{first} — {last[day + 1 :] if last[:day] == first[:day] else last}"


def _named(part: str, text: str, zone: str) -> tuple[int, int]:
    """Beginning and end of what a text like "2026-06" names."""
    found = _WRITTEN.fullmatch(part)
    if found is None:
        raise RequestError("time_unreadable", text=text)
    numbers = [int(number) for number in found.groups() if number is not None]
    whole = [*numbers, *[1, 1, 0, 0, 0][len(numbers) - 1 :]]
    try:
        begun = dt.datetime(*whole[:6])  # type: ignore[arg-type] # noqa: DTZ001 - what a clock shows
        ended = (
            _later(begun, _WIDTHS[len(numbers) - 1], 1)
            if len(numbers) <= len(_WIDTHS)
            else begun + dt.timedelta(milliseconds=_MINUTE if len(numbers) == 5 else 1000)
        )
    except (ValueError, OverflowError) as error:
        raise RequestError("time_unreadable", text=text) from error
    return _instant(begun, zone), _instant(ended, zone)


def _later(shown: dt.datetime, step: Step, times: int) -> dt.datetime:
    count = step.count * times
    if step.unit in {"m", "y"}:
        months = shown.year * 12 + shown.month - 1 + (count if step.unit == "m" else 12 * count)
        year, month = divmod(months, 12)
        year = min(max(year, 1), dt.MAXYEAR)
        return shown.replace(year=year, month=month + 1, day=min(shown.day, _days_in(year, month + 1)))
    hours = count * {"h": 1, "d": 24, "w": 168}[step.unit]
    return shown + dt.timedelta(hours=hours)


def _days_in(year: int, month: int) -> int:
    next_month = dt.date(year + month // 12, month % 12 + 1, 1) if (year, month) != (dt.MAXYEAR, 12) else None
    return 31 if next_month is None else (next_month - dt.timedelta(days=1)).day


def _shown(instant: int, zone: str) -> dt.datetime:
    return _EPOCH + dt.timedelta(milliseconds=int(Clock.of(zone).local(np.array([instant], np.int64))[0]))


def _instant(shown: dt.datetime, zone: str) -> int:
    local = round((shown - _EPOCH) / dt.timedelta(milliseconds=1))
    return int(Clock.of(zone).utc(np.array([local], np.int64))[0])
