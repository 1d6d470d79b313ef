"""The part of a map that has to do with time and with coming back: spans, pictures over time, scenes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

from onemap.api.checks import checked_size
from onemap.api.layered import SIZE, Layered
from onemap.errors import RequestError
from onemap.model.moment import ZONE, Moment
from onemap.session import handing_out, snapshot

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from onemap.model.scene import Scene
    from onemap.render.export import ExportResult
    from onemap.render.furniture import Sheet


class OverTime(Layered):
    """What a `Map` can do with time and scenes."""

    def time(
        self, span: str | tuple[int | None, int | None] | None = "../..", *, hours: Iterable[int] = (),
        weekdays: Iterable[int] = (), undated: bool = False, zone: str = ZONE,
    ) -> Self:  # fmt: skip
        """Show only what lies in a span of time of all layers that have times; gives the map itself.

        "2026", "2026-06", "2026-06-30", "2026-06-30T17" are all of what they name, "A/B" reaches from the beginning of
        A to the end of B, ".." is open, two numbers are UTC milliseconds; None shows everything again. ``hours`` (0 to
        23) and ``weekdays`` (0 Monday) of the clock of ``zone`` narrow it; ``undated`` shows rows without a time, too.
        RequestError for what cannot be read, and when no layer has times.
        """
        from onemap.api import timing

        made = None if span is None else timing.moment_of(span, hours, weekdays, undated=undated, zone=zone)
        before = self.session.moment
        self.session.show_time(made)
        unread = any(entry.status == "waiting" for entry in self.session.entries)
        if made is not None and not unread and timing.extent_of(self.session) is None:
            self.session.show_time(before)
            raise RequestError("time_none")
        return self

    def frames(
        self, folder: str | os.PathLike[str], step: str = "1d", *, window: str | None = None,
        cumulative: bool = False, size: tuple[int, int] | None = None, sheet: Sheet | None = None,
    ) -> list[ExportResult]:  # fmt: skip
        """Write numbered pictures (frame_0001.png, ...) of the span that `time` shows, a step of a calendar each.

        ``step`` and ``window``, how long each picture shows, are such as "6h", "1d", "2w", "1m", "1y"; ``cumulative``
        shows all from the beginning. Without an edge of the span the data's first or last time is taken. RequestError
        when no layer has times, or none of those that are shown.
        """
        from onemap.api import timing
        from onemap.query import spans
        from onemap.session.film import Film

        moment = self.session.moment or self.time().session.moment or Moment()
        around = timing.extent_of(self.session)
        if around is None:
            raise RequestError("time_none")
        timing.check_seen(self.session)
        first = around[0] if moment.start is None else moment.start
        last = around[1] + 1 if moment.end is None else moment.end
        shown = None if window is None else spans.step_of(window)
        film = Film(first, last, step=spans.step_of(step), window=shown, cumulative=cumulative, zone=moment.zone)
        film = film.begun() if moment.start is None else film.begun_at(first)
        view = self.view(SIZE if size is None else checked_size(size))
        request = snapshot.picture(self.session, view, selection=False)
        layers = handing_out.in_picture(self.session, request)
        return timing.Frames(request, self.session.crs, layers, film, moment, Path(folder), sheet).write()

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The scenes and bookmarks that were kept."""
        return self.session.scenes

    def keep_scene(self, title: str, *, place: bool = False) -> Scene:
        """Keep what the map shows (layers, looks, filters, view, span of time) under a title, or its place alone."""
        from onemap.session import scenes

        made = scenes.taken(self.session, title, place=place)
        self.session.set_scenes((*self.session.scenes, made))
        return made

    def show_scene(self, name: str) -> list[str]:
        """Show a scene by its title or id; gives the ids of its layers that are not open any more."""
        from onemap.session import scenes

        return scenes.show(self.session, scenes.scene(self.session, name))
