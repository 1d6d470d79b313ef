"""Runs the session's jobs in threads and brings every outcome back to the window's thread."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from onemap.ui.drawing import give_way

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.session.change import Subscribers
    from onemap.session.runner import Job

#: Threads that read and prepare layers; as many cores as the machines we build for have.
WORKERS = 2


#: How long outcomes are taken in one after the other before the window gets its turn, seconds.
TURN = 0.012


class _Post(QObject):
    """Carries calls from workers to the thread this object lives in, in their order, a few at a time."""

    called = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.open = True
        self.changes: Subscribers | None = None
        self._calls: deque[Callable[[], None]] = deque()
        self.called.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._take)

    def put(self, call: Callable[[], None]) -> None:
        """Have the call made; from any thread."""
        self._calls.append(call)
        self.called.emit()

    @Slot()
    def _take(self) -> None:
        """Make calls for one turn, told of as one change; what is left waits until the window had its turn."""
        if not self._calls or not self.open or self._next.isActive():
            return
        started = time.perf_counter()
        try:
            with self.changes.gathered() if self.changes is not None else contextlib.nullcontext():
                while self._calls and time.perf_counter() - started < TURN:
                    self._calls.popleft()()
        finally:
            if self._calls:
                # As long as it took, so that hands and pictures have half of the time.
                self._next.start(round(1000 * (time.perf_counter() - started)))


class QtRunner:
    """Two threads for files, one for questions that somebody waits for; outcomes by queued signal."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._post = _Post()
        self._files = ThreadPoolExecutor(workers, thread_name_prefix="job", initializer=give_way)
        self._questions = ThreadPoolExecutor(1, thread_name_prefix="question", initializer=give_way)

    def submit(self, job: Job) -> None:
        """Run the job in a worker, soon; not at all once the window is closed."""
        if not self._post.open:
            return
        pool = self._questions if job.quick else self._files
        pool.submit(job.run, self._post.put)

    def gather(self, changes: Subscribers) -> None:
        """Tell what several outcomes change as one where they come in numbers."""
        self._post.changes = changes

    def shutdown(self) -> None:
        """Drop what has not begun, wait for what has; nothing is told any more."""
        self._post.open = False
        for pool in (self._questions, self._files):
            pool.shutdown(wait=True, cancel_futures=True)
