"""The work calendar: which days are worked, and how much work time lies between two moments."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.errors import DefinitionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAY = dt.timedelta(days=1)
_SATURDAY = 5
#: The file in a project's folder that takes the place of the program's own.
FILE = "calendar.toml"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off and days worked beyond the week's own; ``hours`` are the spans of a working day.

    ``years`` are those of which the holidays are known; in other years only Saturdays and Sundays are free.
    """

    holidays: frozenset[dt.date] = frozenset()
    workdays: frozenset[dt.date] = frozenset()
    hours: tuple[tuple[dt.time, dt.time], ...] = ((dt.time(8, 30), dt.time(12)), (dt.time(13, 30), dt.time(18)))
    years: tuple[int, ...] = ()

    def works(self, day: dt.date) -> bool:
        """Whether the day is worked."""
        if day in self.workdays:
            return True
        return day.weekday() < _SATURDAY and day not in self.holidays

    def after(self, moment: dt.datetime, days: int) -> dt.datetime:
        """The same time of day, ``days`` working days later; from a free day counting begins with the next worked."""
        day = moment.date()
        while days > 0:
            day += _DAY
            days -= self.works(day)
        return dt.datetime.combine(day, moment.time())

    def days_between(self, start: dt.datetime, end: dt.datetime) -> int:
        """Worked days after the day of ``start`` up to the day of ``end``; 0 when it is not later."""
        return sum(self.works(day) for day in _days(start.date() + _DAY, end.date()))


def load(path: Path) -> WorkCalendar:
    """The calendar of a file; DefinitionError when it is not one."""
    try:
        with path.open("rb") as file:
            said = tomllib.load(file)
        spans = [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in said["holidays"]]
        hours = tuple((dt.time.fromisoformat(a), dt.time.fromisoformat(b)) for a, b in said["hours"])
        extra = frozenset(dt.date.fromisoformat(day) for day in said.get("workdays", ()))
        years = tuple(int(year) for year in said.get("years", ()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DefinitionError("calendar_bad", path=str(path), why=f"{type(error).__name__}: {error}") from error
    return WorkCalendar(frozenset(day for span in spans for day in _days(*span)), extra, hours, years)


def bundled() -> WorkCalendar:
    """The calendar that comes with the program."""
    from onemap.io.files import resource

    return load(resource("calendars", "cn.toml"))


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += _DAY
