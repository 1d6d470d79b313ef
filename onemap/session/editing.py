"""The one door through which content changes: each change a step, with a way back, noted, and to be saved."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Protocol

from onemap.session import content, steps
from onemap.session.history import Step, come_and_gone
from onemap.session.restoring import restore

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from onemap.session.content import Content
    from onemap.session.entry import LayerEntry
    from onemap.session.history import Words
    from onemap.session.session import Session


class Recorder(Protocol):
    """Keeps every change of content, as a journal does."""

    def begin(self) -> None:
        """Another project is open, or all was saved."""

    def record(self, words: Words, before: Content, after: Content, *, step: bool = True) -> None:
        """Keep a change; ``step`` is False for what the program decided by itself."""


class Editing:
    """The changes of a session's content, in the session's thread; its steps are in `Session.history`.

    ``dirty`` tells whether there is something to be saved.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.dirty = False
        self._saved: Content | None = None
        self._inside = False
        self._undecided = False

    @contextlib.contextmanager
    def edit(self, words: Words, merge: Hashable | None) -> Iterator[None]:
        """Make what the block changes one step; see `Session.edit`."""
        if self._inside:
            yield
            return
        session, history = self._session, self._session.history
        self.settle()
        before, steps = session.content, history.steps
        with session.changes.gathered():
            self._inside = True
            try:
                yield
                after = session.content
                if not content.same(before, after):
                    history.record(Step(words, before, after, merge, come_and_gone(before, after)))
                    self._recorded(words, before, after)
            except BaseException:
                history.steps = steps
                restore(session, session.content, before)
                raise
            finally:
                self._inside = False

    def walk(self, count: int, *, back: bool) -> bool:
        """Take back the last steps, or do again those that were taken back last; False when there was none."""
        session, moved = self._session, False
        done, undone = session.history.done, session.history.undone
        source, target = (done, undone) if back else (undone, done)
        self.settle()
        with session.changes.gathered():
            for _ in range(min(count, len(source))):
                step = source.pop()
                was, wanted = (step.after, step.before) if back else (step.before, step.after)
                restore(session, was, wanted)
                target.append(step)
                self._recorded(steps.taken_back(step.words) if back else step.words, was, session.content)
                moved = True
        return moved

    def decided(self, entry: LayerEntry) -> None:
        """Take in what the program decided when a layer was first read: nobody's step, but part of all that follow."""
        self._session.history.looks[entry.token] = entry.style
        if not self._inside:
            self._undecided = True

    def settle(self) -> None:
        """Make what was decided a part of what is open: once for many layers, before anything else is told or done."""
        if not self._undecided:
            return
        self._undecided, now = False, self._session.content
        if not self.dirty:
            self._saved = now
        if self._session.recorder is not None:
            self._session.recorder.record(steps.DECIDED, now, now, step=False)

    def forget_decided(self) -> None:
        """Something else is open: what was decided of the layers before it concerns nobody."""
        self._undecided = False

    def saved(self, what: Content) -> None:
        """Note that a content was written to a project file; what changed since is still to be saved."""
        self.settle()
        self._saved = what
        self.dirty = not content.same(self._session.content, what, but=content.UNSAVED)
        if self._session.recorder is not None and not self.dirty:
            self._session.recorder.begin()

    def all_saved(self) -> None:
        """Note that what is open now is what its file says."""
        self.dirty, self._saved = False, self._session.content

    def never_saved(self) -> None:
        """Note that no file says what is open now."""
        self.dirty, self._saved = True, None

    def _recorded(self, words: Words, before: Content, after: Content) -> None:
        """Hand a change to the journal before anybody is told, and see whether there is something to be saved."""
        if self._session.recorder is not None:
            self._session.recorder.record(words, before, after)
        self.dirty = self._saved is None or not content.same(self._saved, after, but=content.UNSAVED)
