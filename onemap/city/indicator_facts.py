"""Which events each count counts in a period, as seen at a moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import phases as ph

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from onemap.city.events import Events
    from onemap.city.periods import Period

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]


@dataclass(eq=False)
class Facts:
    """The events of a period as they are known at ``moment``; ``kept`` (n,) leaves events out of everything."""

    events: Events
    period: Period
    moment: np.datetime64
    kept: Mask | None = None

    def mask(self, key: str) -> Mask:
        """The events (n,) that a count counts, or that a sum adds up."""
        found = _COUNTS[key](self)
        return found if self.kept is None else found & self.kept

    def weights(self, key: str) -> Floats | None:
        """What each event adds to a sum; None for counts."""
        span = _SUMS.get(key)
        if span is None:
            return None
        return np.nan_to_num(self.events.hours(span[0], span[1], working=span[2]))

    def within(self, role: str) -> Mask:
        """Whether a time lies in the period and not after the moment."""
        times = self.events.time(role)
        return np.asarray((times >= self.period.start) & (times < self.period.end) & (times <= self.moment))

    @cached_property
    def reported(self) -> Mask:
        """Reported in the period."""
        return self.within("reported")

    @cached_property
    def dispatched(self) -> Mask:
        """Dispatched in the period."""
        return self.within("dispatched")

    @cached_property
    def filed(self) -> Mask:
        """Filed in the period."""
        return self.within("filed")

    @cached_property
    def closed_in(self) -> Mask:
        """Closed in the period, and not by being turned down."""
        return np.asarray(self.within("closed") & (self.events.said != ph.REJECTED))

    @cached_property
    def turned_down(self) -> Mask:
        """Turned down by the moment."""
        events = self.events
        closed = events.time("closed")
        return np.asarray((events.said == ph.REJECTED) & (np.isnat(closed) | (closed <= self.moment)))

    @cached_property
    def due(self) -> Mask:
        """Deadline in the period, reported by the moment and not turned down."""
        return self.within("deadline") & ~(self.events.time("reported") > self.moment) & ~self.turned_down

    @cached_property
    def handled(self) -> Mask:
        """Of those due, finished by the moment."""
        return np.asarray(self.due & ((self.events.done <= self.moment) | self._said_closed))

    @cached_property
    def closed(self) -> Mask:
        """Of those due, closed by the moment."""
        return self.due & ((self.events.time("closed") <= self.moment) | self._said_closed)

    @cached_property
    def on_time(self) -> Mask:
        """Of those due, finished by the deadline."""
        return self.handled & ~self.events.finished_late

    @cached_property
    def phases(self) -> npt.NDArray[np.int8]:
        """Where each event stands at the moment."""
        return ph.phases_at(self.events.case_times(), self.moment)

    @cached_property
    def open_late(self) -> Mask:
        """Open and past the deadline at the moment."""
        return ph.overdue_at(self.events.case_times(), self.phases, self.moment)

    @cached_property
    def frequent(self) -> Mask:
        """Whether the class is one of those reported most in the period, of equals the first by name."""
        coded = self.events.coded.get("class")
        if coded is None or not coded.words:
            return np.zeros(self.events.size, bool)
        told = self.mask("reported") & (coded.ranks >= 0)
        counts = np.bincount(coded.ranks[told], minlength=len(coded.words))
        most = np.argsort(-counts, kind="stable")[: self.events.rules.frequent.classes]
        among = np.zeros(len(coded.words) + 1, bool)
        among[most[counts[most] > 0]] = True
        return among[coded.ranks]

    @cached_property
    def _said_closed(self) -> Mask:
        """Closed by its word, with no time that says when."""
        return np.asarray((self.events.said == ph.CLOSED) & np.isnat(self.events.done))

    def filed_on_time(self) -> Mask:
        """Filed in the period within the limit after acceptance."""
        limit = self.events.rules.limits.filing_minutes / 60
        return np.asarray(self.filed & (self.events.hours("accepted", "filed", working=False) <= limit))

    def number(self, role: str) -> Mask:
        """Whether a number is above nothing."""
        found = self.events.numbers.get(role)
        return np.zeros(self.events.size, bool) if found is None else np.asarray(found > 0)


def _timed(facts: Facts, first: str, last: str) -> Mask:
    return facts.within(last) & ~np.isnat(facts.events.time(first))


#: Sums: from which time, to which, and whether in working hours.
_SUMS = {
    "handle_sum": ("dispatched", "finished", False), "handle_work_sum": ("dispatched", "finished", True),
    "accept_sum": ("reported", "accepted", False), "accept_work_sum": ("reported", "accepted", True),
}  # fmt: skip
_COUNTS: dict[str, Callable[[Facts], Mask]] = {
    "things": lambda f: np.ones(f.events.size, bool),
    "reported": lambda f: f.reported,
    "accepted": lambda f: f.within("accepted"),
    "filed": lambda f: f.filed,
    "filed_on_time": lambda f: f.filed_on_time(),
    "rejected": lambda f: f.reported & f.turned_down,
    "dispatched": lambda f: f.dispatched,
    "dispatched_right": lambda f: f.dispatched & ~f.number("returned"),
    "due": lambda f: f.due,
    "handled": lambda f: f.handled,
    "handled_on_time": lambda f: f.on_time,
    "handled_late": lambda f: f.handled & ~f.on_time,
    "not_handled": lambda f: f.due & ~f.handled,
    "to_close": lambda f: f.due,
    "closed": lambda f: f.closed,
    "closed_on_time": lambda f: f.closed & f.on_time,
    "closed_late": lambda f: f.closed & ~f.on_time,
    "late": lambda f: f.due & ~f.on_time,
    "closed_in": lambda f: f.closed_in,
    "ended": lambda f: f.reported & (f.phases == ph.CLOSED),
    "to_end": lambda f: f.reported & ~f.turned_down,
    "reworked": lambda f: f.dispatched & f.number("rework"),
    "self_handled": lambda f: f.reported & f.number("self_handled"),
    "open": lambda f: np.isin(f.phases, ph.OPEN),
    "open_late": lambda f: f.open_late,
    "repeated": lambda f: f.reported & f.events.repeated,
    "frequent": lambda f: f.reported & f.frequent,
    "rated": lambda f: f.closed_in & (f.events.satisfied >= 0),
    "satisfied": lambda f: f.closed_in & (f.events.satisfied == 1),
    "handled_in": lambda f: _timed(f, "dispatched", "finished"),
    "handle_sum": lambda f: _timed(f, "dispatched", "finished"),
    "handle_work_sum": lambda f: _timed(f, "dispatched", "finished"),
    "accept_sum": lambda f: f.within("accepted"),
    "accept_work_sum": lambda f: f.within("accepted"),
}
