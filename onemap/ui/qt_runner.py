"""Runs the session's jobs in threads and brings every outcome back to the window's thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.session.runner import Job

#: Threads that read and prepare layers; as many cores as the machines we build for have.
WORKERS = 2


class _Post(QObject):
    """Carries a call from a worker to the thread this object lives in."""

    called = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.open = True
        self.called.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, call: Callable[[], None]) -> None:
        if self.open:
            call()


class QtRunner:
    """Two threads for files, one for questions that somebody waits for; outcomes by queued signal."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._post = _Post()
        self._files = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._questions = ThreadPoolExecutor(1, thread_name_prefix="question")

    def submit(self, job: Job) -> None:
        """Run the job in a worker, soon."""
        pool = self._questions if job.quick else self._files
        pool.submit(job.run, self._post.called.emit)

    def shutdown(self) -> None:
        """Drop what has not begun, wait for what has; nothing is told any more."""
        self._post.open = False
        for pool in (self._questions, self._files):
            pool.shutdown(wait=True, cancel_futures=True)
