"""Where slow things run: a frozen request goes to a pure function, its response comes back to the owner's thread."""

from __future__ import annotations

import itertools
import logging
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from onemap.errors import CancelledError, OneMapError

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.session.change import Subscribers

_numbers = itertools.count(1)
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Job:
    """One slow thing under way: its name for people, how far it is, and a way to stop it.

    ``work`` runs in a worker and gets the job itself, of which it reads ``cancelled`` and calls ``tell``. ``done`` and
    ``failed`` run in the owner's thread with the result or the error. A ``quick`` job is an answer somebody waits for:
    it must not queue behind files that are being read.
    """

    title: str
    work: Callable[[Job], Any]
    done: Callable[[Any], None]
    failed: Callable[[OneMapError], None]
    told: Callable[[Any], None] | None = None
    quick: bool = False
    number: int = field(default_factory=lambda: next(_numbers))
    rows_done: int = 0
    rows_total: int | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _post: Callable[[Callable[[], None]], None] = field(default=lambda call: call())

    def cancel(self) -> None:
        """Ask the worker to stop; it raises `CancelledError` at its next check."""
        self._stop.set()

    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def progress(self, rows_done: int, rows_total: int | None) -> None:
        """Note how far the work is; read by the owner whenever it likes."""
        self.rows_done, self.rows_total = rows_done, rows_total

    def tell(self, part: object) -> None:
        """Hand a part of the result to the owner's thread while the work goes on."""
        told = self.told
        if told is not None:
            self._post(lambda: None if self.cancelled() else told(part))

    def run(self, post: Callable[[Callable[[], None]], None]) -> None:
        """Do the work here and post its outcome; an exception is an outcome."""
        self._post = post
        try:
            if self.cancelled():
                raise CancelledError  # noqa: TRY301 - a job stopped before it began ends like any stopped job
            result = self.work(self)
        except OneMapError as error:
            outcome = error
        except MemoryError:
            outcome = OneMapError("memory_short", what=self.title)
        except Exception as error:  # noqa: BLE001 - the job runner is where the unexpected becomes a result
            _log.exception("job %s", self.title)
            outcome = OneMapError("unexpected", why=f"{type(error).__name__}: {error}")
        else:
            post(lambda: self.done(result))
            return
        failure = outcome
        post(lambda: self.failed(failure))


class Runner(Protocol):
    """Runs jobs; a window's runner uses threads and posts to the window's thread."""

    def submit(self, job: Job) -> None:
        """Run the job, now or soon."""
        ...

    def gather(self, changes: Subscribers) -> None:
        """Tell what several outcomes change as one where they come in numbers."""
        ...

    def shutdown(self) -> None:
        """Stop all jobs and wait for their threads."""
        ...


class InlineRunner:
    """Runs every job at once in the caller's thread: for scripts, the command line and tests."""

    def submit(self, job: Job) -> None:
        """Run the job to its end; nobody can look at parts of its result meanwhile."""
        job.told = None
        job.run(lambda call: call())

    def gather(self, changes: Subscribers) -> None:
        """Outcomes come one by one here, each told at once."""

    def shutdown(self) -> None:
        """Nothing is under way after `submit`."""
