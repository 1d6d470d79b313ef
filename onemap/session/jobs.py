"""The jobs of a session that are under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.session.runner import Job

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.errors import OneMapError
    from onemap.session.session import Session


class Jobs(dict[int, Job]):
    """Jobs under way by number, begun and ended in the session's thread; "jobs" is told when one comes or goes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def start(
        self, title: str, work: Callable[[Job], object], done: Callable[..., None],
        failed: Callable[[OneMapError], None] | None = None, *, quick: bool = False,
    ) -> Job:  # fmt: skip
        """Run ``work`` in a worker, then ``done`` with its result, or ``failed`` with its error, here."""

        def ended(call: Callable[..., None], value: object) -> None:
            self.pop(job.number, None)
            call(value)
            self._session.changes.tell("jobs")

        job = Job(title, work, lambda r: ended(done, r), lambda e: ended(failed or (lambda _e: None), e))
        job.quick = quick
        self.submit(job)
        return job

    def submit(self, job: Job) -> None:
        """Hand a job to the workers; it is listed until it takes itself out."""
        self[job.number] = job
        self._session.changes.tell("jobs")
        self._session.runner.submit(job)

    def cancel(self, number: int | None = None) -> None:
        """Stop one job, or all."""
        for job in list(self.values()):
            if number is None or job.number == number:
                job.cancel()
