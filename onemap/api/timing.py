"""The time that a map shows, and its pictures one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from onemap.errors import RequestError
from onemap.model.moment import ZONE, Moment, Step
from onemap.query import moments, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from onemap.render.export import ExportResult
    from onemap.session.session import Session

#: More pictures than this are hardly meant.
MOST_FRAMES = 100_000


def moment_of(
    span: str = "../..", hours: Iterable[int] = (), weekdays: Iterable[int] = (), *, undated: bool = False,
    zone: str = ZONE,
) -> Moment:  # fmt: skip
    """A span of time in words (`onemap.query.spans.span_of`); RequestError when it cannot be read."""
    start, end = spans.span_of(span, zone)
    hours, weekdays = tuple(sorted(set(hours))), tuple(sorted(set(weekdays)))
    for name, given, last in (("hours", hours, 23), ("weekdays", weekdays, 6)):
        if any(not 0 <= value <= last for value in given):
            raise RequestError("argument_bad", name=name, value=given, form=f"0-{last}")
    return Moment(start, end, hours, weekdays, undated, zone)


def extent_of(session: Session) -> tuple[int, int] | None:
    """First and last time of all layers that are under the map's time, UTC milliseconds; None when none has times."""
    found = [
        around
        for entry in session.entries
        if entry.ready is not None and entry.ready.times is not None
        for order in (entry.ready.times.order, entry.ready.times.left)
        if (around := moments.extent_of(order)) is not None
    ]
    return (min(first for first, _ in found), max(last for _, last in found)) if found else None


@dataclass(frozen=True, slots=True)
class Frames:
    """Pictures one after another: from ``start`` to before ``end``, ``step`` further each time.

    ``window`` is how long each shows, the step by default; ``cumulative`` shows all from the start on.
    """

    start: int
    end: int
    step: Step
    window: Step | None = None
    cumulative: bool = False
    zone: str = ZONE

    def moments(self, base: Moment) -> Iterator[Moment]:
        """The span of each picture, narrowed as ``base`` is."""
        number = 0
        while (at := spans.moved(self.start, self.step, number, self.zone)) < self.end:
            last = spans.moved(at, self.window or self.step, 1, self.zone)
            first = self.start if self.cumulative else at
            yield msgspec.structs.replace(base, start=first, end=min(last, self.end), zone=self.zone)
            number += 1
            if number > MOST_FRAMES:
                raise RequestError("frames_many", limit=MOST_FRAMES)


def words_of(moment: Moment, language: Literal["zh", "en"] = "zh") -> str:
    """A span in words: a day by its date, else its beginning and its last minute."""
    start, end, zone = moment.start, moment.end, moment.zone
    if start is None and end is None:
        return "全部时间" if language == "zh" else "all time"
    if start is None or end is None:
        edge = spans.written(start if start is not None else end or 0, zone)
        if start is None:
            return f"{edge} 之前" if language == "zh" else f"before {edge}"
        return f"{edge} 起" if language == "zh" else f"from {edge}"
    first, last = spans.written(start, zone), spans.written(end - 60_000, zone)
    day = len("2026-06-30")
    if len(first) == day and last.endswith("23:59"):
        return first if last.startswith(first) else f"{first} — {last[:day]}"
    return f"{first} — {last[day + 1 :] if last[:day] == first[:day] else last}"


def write_frames(
    session: Session, folder: Path, frames: Frames, export: Callable[[Path, str], ExportResult],
    on_progress: Callable[[int, int], None] | None = None,
) -> list[ExportResult]:  # fmt: skip
    """Write a numbered PNG for each span into a folder; ``export`` writes one, given its path and its span in words.

    The map shows its own time again afterwards. Files of these names are replaced, others are left alone.
    """
    from onemap.messages import language

    base = session.moment
    wanted = list(frames.moments(base or Moment()))
    if not wanted:
        raise RequestError("time_unreadable", text=f"{frames.start}/{frames.end}")
    folder.mkdir(parents=True, exist_ok=True)
    digits, written = max(4, len(str(len(wanted)))), []
    try:
        for number, moment in enumerate(wanted, 1):
            session.show_time(moment, settle=False)
            written.append(export(folder / f"frame_{number:0{digits}d}.png", words_of(moment, language())))
            if on_progress is not None:
                on_progress(number, len(wanted))
    finally:
        session.show_time(base)
    return written
