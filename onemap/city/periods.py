"""Spans of time that indicators are made for: a month, a quarter, a year, or any days; the one before, a year ago."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.errors import RequestError

if TYPE_CHECKING:
    import numpy as np

    from onemap.city.card_values import Words

Kind = Literal["month", "quarter", "year", "days"]
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")
_YEAR = re.compile(r"(\d{4})")
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """From the beginning of day ``first`` to the end of day ``last``."""

    kind: Kind
    first: dt.date
    last: dt.date

    @property
    def start(self) -> np.datetime64:
        """Its first moment."""
        import numpy as np

        return np.datetime64(self.first, "ms")

    @property
    def end(self) -> np.datetime64:
        """The moment after its last."""
        import numpy as np

        return np.datetime64(self.last + dt.timedelta(days=1), "ms")

    def moved(self, steps: int) -> Period:
        """The period so many of its own length later (before, when negative)."""
        if self.kind == "days":
            step = (self.last - self.first + dt.timedelta(days=1)) * steps
            return Period("days", self.first + step, self.last + step)
        return _whole(self.kind, self.first.year * 12 + self.first.month - 1 + steps * _MONTHS[self.kind])

    def previous(self) -> Period:
        """The one before, of the same length (环比)."""
        return self.moved(-1)

    def year_before(self) -> Period:
        """The same a year earlier (同比); the 29th of February is compared with the 28th."""
        if self.kind != "days":
            return _whole(self.kind, self.first.year * 12 + self.first.month - 1 - 12)
        return Period("days", _year_back(self.first), _year_back(self.last))

    @property
    def key(self) -> str:
        """Its name in files and on the command line: 2026-06, 2026Q2, 2026, 2026-06-01_2026-06-15."""
        first = self.first
        return {
            "month": f"{first:%Y-%m}", "quarter": f"{first.year}Q{(first.month + 2) // 3}", "year": f"{first.year}",
        }.get(self.kind, f"{first}_{self.last}")  # fmt: skip

    @property
    def words(self) -> Words:
        """Its name as a person reads it."""
        first, quarter = self.first, (self.first.month + 2) // 3
        return {
            "month": (f"{first.year} 年 {first.month} 月", f"{first:%B %Y}"),
            "quarter": (f"{first.year} 年第 {quarter} 季度", f"quarter {quarter} of {first.year}"),
            "year": (f"{first.year} 年", f"{first.year}"),
        }.get(self.kind, (f"{first} 至 {self.last}", f"{first} to {self.last}"))


def parse(text: str) -> Period:
    """A period as somebody wrote it: "2026-06", "2026Q2", "2026", "2026-06-15", "2026-06-01..2026-06-15".

    Raises
    ------
    RequestError
        When it is none.
    """
    said = "".join(text.split())
    try:
        if (match := _MONTH.fullmatch(said)) is not None and 1 <= int(match[2]) <= 12:
            return _whole("month", int(match[1]) * 12 + int(match[2]) - 1)
        if (match := _QUARTER.fullmatch(said)) is not None:
            return _whole("quarter", int(match[1]) * 12 + 3 * int(match[2]) - 3)
        if (match := _YEAR.fullmatch(said)) is not None:
            return _whole("year", int(match[1]) * 12)
        first, _, last = re.sub(r"/|\.\.|至|_", "..", said, count=1).partition("..")
        return days(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
    except ValueError:
        raise RequestError("period_bad", value=text) from None


def days(first: dt.date, last: dt.date) -> Period:
    """Any days, both included; RequestError when the last comes before the first."""
    if last < first:
        raise RequestError("period_bad", value=f"{first}..{last}")
    return Period("days", first, last)


def of_day(kind: Kind, day: dt.date) -> Period:
    """The month, quarter or year that a day lies in, or the day itself."""
    if kind == "days":
        return Period("days", day, day)
    months = _MONTHS[kind]
    return _whole(kind, (day.year * 12 + day.month - 1) // months * months)


def _whole(kind: Kind, month: int) -> Period:
    """The months from a count of months since year 0 on."""
    after = month + _MONTHS[kind]
    last = dt.date(after // 12, after % 12 + 1, 1) - dt.timedelta(days=1)
    return Period(kind, dt.date(month // 12, month % 12 + 1, 1), last)


def _year_back(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
