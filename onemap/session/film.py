"""Playing time: where the span stands, and where it goes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onemap.model.moment import ZONE, Moment, Step
from onemap.query import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY = Step(1, "d")


@dataclass(frozen=True, slots=True)
class Film:
    """A span on the axis of all times; instants are UTC milliseconds, ends are not in it.

    ``first`` to ``last`` is the axis. ``start`` and ``end`` are the span that is shown, None while all is. Each picture
    is ``step`` further on the clock of ``zone`` and shows ``window`` (the step where it is None), or, ``cumulative``,
    all from where the span begins.
    """

    first: int
    last: int
    start: int | None = None
    end: int | None = None
    step: Step = _DAY
    window: Step | None = None
    cumulative: bool = False
    zone: str = ZONE

    @property
    def shows_all(self) -> bool:
        """Whether no span is chosen."""
        return self.start is None or self.end is None

    @property
    def at_end(self) -> bool:
        """Whether nothing comes after the span."""
        return self.end is not None and self.end >= self.last

    def on(self, first: int, last: int) -> Film:
        """The same span on another axis."""
        return replace(self, first=first, last=last)

    def begun(self) -> Film:
        """At the first picture."""
        return self.begun_at(spans.floored(self.first, self.step, self.zone))

    def begun_at(self, start: int) -> Film:
        """At the picture that begins at an instant."""
        return self.spanning(start, self._end_of(start))

    def rest(self) -> Iterator[Film]:
        """The picture that it stands at, and all that follow."""
        film, before = self, None
        while film != before:
            yield film
            film, before = film if film.at_end else film.moved(1), film

    def moved(self, steps: int) -> Film:
        """Some pictures further, or back; never wholly off the axis. Where all is shown it begins."""
        if self.start is None or self.end is None:
            return self.begun()
        if self.cumulative:
            end = spans.moved(self.end, self.step, steps, self.zone)
            least = spans.moved(self.start, self.step, 1, self.zone)
            return self.spanning(self.start, max(end, least))
        start = spans.moved(self.start, self.step, steps, self.zone)
        if start >= self.last or start < self._earliest():
            return self
        length = self.end - self.start
        end = spans.moved(self.end, self.step, steps, self.zone) if self.window is None else self._end_of(start)
        return self.spanning(start, end if end > start else start + length)

    def spanning(self, start: int, end: int) -> Film:
        """With another span; one that is turned round is turned back, an empty one is an hour's hundredth."""
        start, end = min(start, end), max(start, end, min(start, end) + 36_000)
        return replace(self, start=start, end=end)

    def showing_all(self) -> Film:
        """With no span."""
        return replace(self, start=None, end=None)

    def windowed(self, window: Step | None) -> Film:
        """With spans as long as ``window``; None shows all."""
        if window is None:
            return replace(self, window=None).showing_all()
        start = spans.floored(self.first, self.step, self.zone) if self.start is None else self.start
        return replace(self, window=window).begun_at(start)

    def snapped(self, instant: int) -> int:
        """The border of a step that is nearest to an instant."""
        low = spans.floored(instant, self.step, self.zone)
        high = spans.moved(low, self.step, 1, self.zone)
        return low if instant - low < high - instant else high

    def moment(self, hours: Iterable[int] = (), weekdays: Iterable[int] = (), *, undated: bool = False) -> Moment:
        """What the map is to show; where nothing is narrowed, rows without a time are there, too."""
        hours, weekdays = tuple(hours), tuple(weekdays)
        everything = self.shows_all and not hours and not weekdays
        start, end = (None, None) if self.shows_all else (self.start, self.end)
        return Moment(start, end, hours, weekdays, undated or everything, self.zone)

    def _end_of(self, start: int) -> int:
        return spans.moved(start, self.window or self.step, 1, self.zone)

    def _earliest(self) -> int:
        return spans.moved(spans.floored(self.first, self.step, self.zone), self.window or self.step, -1, self.zone)
