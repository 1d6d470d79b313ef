"""The journal of a session: every change of content is on disk before the window tells of it."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from onemap.io import journals
from onemap.model.moment import Moment
from onemap.model.view import View
from onemap.session import allowing, records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onemap.errors import OutputError
    from onemap.session.change import Change
    from onemap.session.content import Content
    from onemap.session.history import Words
    from onemap.session.session import Session

SCHEMA = 1
#: Views are noted at most so often, seconds.
_VIEW_S = 0.5


class Journal:
    """Writes what a session does; made in the session's thread, and called there only.

    ``changed`` counts the changes since the project was opened or saved.
    """

    def __init__(self, session: Session, path: Path, failed: Callable[[OutputError], None] | None = None) -> None:
        self._session = session
        self._writer = journals.Writer(path, failed)
        self._last = session.content
        self._changed = 0
        self._words: Words = "", ""
        self._noted = 0.0
        self._began = False
        session.recorder = self
        self._end = session.changes.subscribe(self._look)

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._writer.path

    def begin(self) -> None:
        """Another project is open, or all was saved: begin with what is open now."""
        self._changed, self._words = 0, ("", "")
        self._last = self._session.content
        self._began = False
        if self._last.layers or self._session.path:
            self._put({}, self._last, self._last, whole=True)

    def record(self, words: Words, before: Content, after: Content, *, step: bool = True) -> None:
        """Keep a change of content; ``step`` is False for what the program decided by itself."""
        before, self._last = self._last, after
        self._changed += step
        self._words = words if step else self._words
        self._put({"words": list(self._words), "changed": self._changed}, before, after, wait=step)

    def settled(self) -> bool:
        """Wait until all of it is on the disk; in a worker."""
        return self._writer.settled()

    def close(self, *, remove: bool = True) -> None:
        """Stop; remove the journal of a window that was closed in order."""
        self._end()
        self._session.recorder = None
        self._writer.close(remove=remove)

    def _put(
        self, said: dict[str, Any], before: Content, after: Content, *, whole: bool = False, wait: bool = True
    ) -> None:  # fmt: skip
        whole = whole or not self._began
        self._began = True
        seen, path, at = _plain_view(self._session), self._session.path, _now()
        words, changed = list(self._words), self._changed

        begins = whole

        def make(*, whole: bool) -> dict[str, Any]:
            held = {"held": sorted(allowing.held(after))}
            if whole or begins:
                return {
                    "schema": SCHEMA, "at": at, "path": path, **seen, **held, "words": words, "changed": changed,
                    "content": records.plain(after),
                }  # fmt: skip
            return {"at": at, **seen, **held, **said, **records.difference(before, after)}

        self._writer.put(make, wait_s=journals.WAIT_S if wait else 0.0)

    def _look(self, change: Change) -> None:
        """Note the view and the span of time, now and then: they are nobody's step."""
        if change.touches("view", "time") and self._began and time.monotonic() - self._noted > _VIEW_S:
            self._noted = time.monotonic()
            self._put({}, self._last, self._last, wait=False)


@dataclass(frozen=True)
class Recovered:
    """What a journal holds: the content after its last whole record, view and time, when and by what it was changed."""

    path: Path
    content: Content
    project: str | None
    view: dict[str, Any] | None
    moment: Moment | None
    at: str
    words: Words
    changed: int
    held: tuple[str, ...] = ()
    torn: int = 0

    @property
    def lost(self) -> tuple[str, ...]:
        """Titles of layers whose rows were in no file."""
        return tuple(s.definition.title or s.definition.id for s in self.content.layers if s.in_memory)


def read(path: Path) -> Recovered | None:
    """What a journal holds, as far as it can be read; None where that is nothing. Runs anywhere."""
    try:
        found, torn = journals.read(path)
    except OSError:
        return None
    held: Recovered | None = None
    for record in found:
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            held = _after(path, held, record)
            continue
        break
    if held is None:
        return None
    return Recovered(**{**held.__dict__, "torn": torn})


def _after(path: Path, held: Recovered | None, record: dict[str, Any]) -> Recovered:
    if "content" in record:
        if record.get("schema") != SCHEMA:
            raise ValueError(record.get("schema"))
        whole, project = records.content_of(record["content"]), record.get("path")
    elif held is None:
        message = "it does not begin"
        raise ValueError(message)
    else:
        whole, project = records.applied(held.content, record), held.project
    said = record.get("words") or (held.words if held else ("", ""))
    changed = int(record.get("changed", held.changed if held else 0))
    seen = record.get("moment")
    moment = None if seen is None else msgspec.convert(seen, Moment)
    held_back = tuple(map(str, record.get("held", ())))
    return Recovered(
        path, whole, project, record.get("view"), moment, str(record["at"]), (said[0], said[1]), changed, held_back
    )


def left() -> list[Recovered]:
    """What windows left that were not closed in order, taken for this process; empty ones are removed."""
    found = []
    for path in journals.left():
        own = journals.take(path)
        if own is None:
            continue
        held = read(own)
        if held is None or not (held.changed and (held.content.layers or held.project)):
            own.unlink(missing_ok=True)
        else:
            found.append(held)
    return found


def recover(session: Session, found: Recovered) -> None:
    """Open what a journal holds, as it was after the last action; it is still to be saved.

    Layers whose rows were in no file are shown as failed.
    """
    allowing.hold_again(found.held, found.project)
    session.open_content(found.content, found.project)
    session.show_time(found.moment)
    view = found.view
    if view is not None:
        with contextlib.suppress(TypeError, ValueError):
            now = session.views.current
            place = View(float(view["x"]), float(view["y"]), float(view["resolution"]), now.width_px, now.height_px)
            session.look(place, remember=False)


def _plain_view(session: Session) -> dict[str, Any]:
    """Where and when somebody looks."""
    views, view = session.views, session.views.current
    place = None if views.untouched else {"x": view.center_x, "y": view.center_y, "resolution": view.resolution}
    return {"view": place, "moment": records.plain(session.moment)}


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
