"""Work time between many moments at once, by a work calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.workdays import WorkCalendar

    Floats = npt.NDArray[np.float64]
    Times = npt.NDArray[np.datetime64]

_DAY = dt.timedelta(days=1)
_MS, _HOUR = 1e-3, 3600.0


@dataclass(frozen=True, slots=True)
class WorkClock:
    """How much was worked up to a moment: at the breaks ``at`` (seconds since 1970) ``worked`` seconds had been.

    Between breaks it grows evenly or stands still. Moments outside the breaks are taken for the nearest of them.
    """

    at: Floats
    worked: Floats

    @classmethod
    def of(cls, calendar: WorkCalendar, first: np.datetime64, last: np.datetime64) -> WorkClock:
        """A clock that reaches from the day of ``first`` to the day after ``last``."""
        day, end = first.astype("datetime64[D]").item(), last.astype("datetime64[D]").item() + _DAY
        at, worked, total = [_seconds(dt.datetime.combine(day, dt.time()))], [0.0], 0.0
        while day <= end:
            if calendar.works(day):
                for opens, closes in calendar.hours:
                    span = _seconds(dt.datetime.combine(day, opens)), _seconds(dt.datetime.combine(day, closes))
                    at += span
                    worked += [total, total + span[1] - span[0]]
                    total = worked[-1]
            day += _DAY
        at.append(_seconds(dt.datetime.combine(day, dt.time())))
        worked.append(total)
        return cls(np.array(at), np.array(worked))

    def hours(self, start: Times, end: Times) -> Floats:
        """Working hours between pairs of moments (n,); 0 when the second is not later, NaN where one is missing."""
        return np.maximum(self._up_to(end) - self._up_to(start), 0.0) / _HOUR

    def after(self, start: Times, hours: float) -> Times:
        """The moment at which so many working hours have passed since each ``start``; NaT where there is none.

        Past the end of the clock it stands at its end.
        """
        wanted = self._up_to(start) + hours * _HOUR
        there = np.isfinite(wanted)
        place = np.clip(np.searchsorted(self.worked, np.where(there, wanted, 0.0), "left"), 1, len(self.at) - 1)
        rest = self.worked[place] - np.where(there, wanted, 0.0)
        made = ((self.at[place] - np.maximum(rest, 0.0)) * 1000).astype(np.int64).astype("datetime64[ms]")
        return np.where(there, made, np.datetime64("NaT", "ms"))

    def _up_to(self, times: Times) -> Floats:
        seconds = np.where(np.isnat(times), np.nan, times.astype("datetime64[ms]").astype(np.int64) * _MS)
        return np.interp(seconds, self.at, self.worked)


def natural_hours(start: Times, end: Times) -> Floats:
    """Hours of the clock between pairs of moments (n,), NaN where one is missing; 0 when the second is not later."""
    span = (end - start).astype("timedelta64[ms]")
    return np.where(np.isnat(span), np.nan, np.maximum(span.astype(np.int64), 0) * (_MS / _HOUR))


def _seconds(moment: dt.datetime) -> float:
    return (moment - dt.datetime(1970, 1, 1)).total_seconds()  # noqa: DTZ001 - the city's own clock
