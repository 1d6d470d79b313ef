"""The time that a map shows, and its pictures one after another."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from onemap.api.marking import Writing
from onemap.errors import RequestError
from onemap.messages import language
from onemap.model.moment import ZONE, Moment
from onemap.query import moments, spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from onemap.io.exports import ExportedLayer
    from onemap.model.request import DrawnLayer, RenderRequest
    from onemap.render.export import ExportResult
    from onemap.render.furniture import Sheet
    from onemap.session.film import Film
    from onemap.session.session import Session

#: More pictures than this are hardly meant.
MOST_FRAMES = 100_000


def moment_of(
    span: str | tuple[int | None, int | None] = "../..", hours: Iterable[int] = (), weekdays: Iterable[int] = (), *,
    undated: bool = False, zone: str = ZONE,
) -> Moment:  # fmt: skip
    """A span of time in words (`onemap.query.spans.span_of`) or UTC milliseconds; RequestError for what is none."""
    start, end = spans.span_of(span, zone) if isinstance(span, str) else span
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


def check_seen(session: Session) -> None:
    """RequestError when all layers that are under the map's time are hidden: nothing would move."""
    timed = [entry for entry in session.entries if entry.ready is not None and entry.ready.times is not None]
    if timed and not any(entry.visible for entry in timed):
        raise RequestError("time_unseen", layers=tuple(entry.title for entry in timed))


@dataclass(frozen=True, slots=True)
class Frames:
    """Pictures of a film that are about to be written as numbered files into ``folder``; nothing in it changes."""

    request: RenderRequest
    crs: str | None
    layers: tuple[ExportedLayer, ...]
    film: Film
    narrowed: Moment
    folder: Path
    sheet: Sheet | None = None

    def moments(self) -> list[Moment]:
        """The span of each picture, narrowed by hours, weekdays and what has no time as ``narrowed`` is.

        RequestError when there are too many.
        """
        found = []
        for film in self.film.rest():
            found.append(msgspec.structs.replace(self.narrowed, start=film.start, end=film.end, zone=film.zone))
            if len(found) > MOST_FRAMES:
                raise RequestError("frames_many", limit=MOST_FRAMES)
        return found

    def write(
        self,
        *,
        cancelled: Callable[[], bool] | None = None,
        on_progress: Callable[[int, int | None], None] | None = None,
    ) -> list[ExportResult]:
        """Write frame_0001.png and so on, each with its span as the sheet's date; files of these names are replaced.

        Each is marked and noted as any picture that is handed out. Errors as those of `Writing.write`.
        """
        from onemap.render.furniture import Sheet

        moments = self.moments()
        self.folder.mkdir(parents=True, exist_ok=True)
        digits, written = max(4, len(str(len(moments)))), []
        for number, moment in enumerate(moments, 1):
            sheet = dataclasses.replace(self.sheet or Sheet(), date=spans.words_of(moment, language()))
            file = self.folder / f"frame_{number:0{digits}d}.png"
            writing = Writing(at(self.request, moment), file, self.crs, self.layers, sheet)
            written.append(writing.write(cancelled=cancelled))
            if on_progress is not None:
                on_progress(number, len(moments))
        return written


def at(request: RenderRequest, moment: Moment) -> RenderRequest:
    """The same picture at another time."""

    def moved(layer: DrawnLayer) -> DrawnLayer:
        when = layer.when
        return layer if when is None else dataclasses.replace(layer, when=dataclasses.replace(when, moment=moment))

    return dataclasses.replace(request, layers=tuple(map(moved, request.layers)))
