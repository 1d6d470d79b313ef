"""Jobs: results and exceptions come back, a stop is heard."""

from __future__ import annotations

import pytest

from onemap.errors import CancelledError, OneMapError
from onemap.session.runner import InlineRunner, Job
from onemap.session.session import Session


def outcome(work) -> list[object]:
    got: list[object] = []
    InlineRunner().submit(Job("job", work, got.append, got.append, got.append))
    return got


def test_parts_come_before_the_result():
    got = []
    Job("test", lambda job: (job.tell(1), job.tell(2), 3)[2], got.append, got.append, got.append).run(
        lambda call: call()
    )
    assert got == [1, 2, 3]


def test_where_nobody_can_look_no_parts_are_told():
    assert outcome(lambda job: (job.tell(1), 2)[1]) == [2]


@pytest.mark.parametrize(
    ("fault", "key"),
    [(ValueError("odd"), "unexpected"), (MemoryError(), "memory_short"), (CancelledError(), "cancelled")],
    ids=["a bug", "no memory", "stopped"],
)
def test_an_exception_is_a_result(fault, key, caplog):
    def work(_job):
        raise fault

    (error,) = outcome(work)
    assert isinstance(error, OneMapError)
    assert error.key == key


def test_a_job_stopped_before_it_began_does_no_work():
    done: list[object] = []
    job = Job("job", done.append, done.append, done.append)
    job.cancel()
    InlineRunner().submit(job)
    assert [type(one) for one in done] == [CancelledError]


def test_the_session_forgets_a_job_that_ended():
    session = Session()
    results: list[object] = []
    session.start("sum", lambda _job: 1 + 1, results.append)
    assert results == [2]
    assert session.jobs == {}


def test_jobs_go_to_the_runner_that_the_session_has_now():
    class Later(InlineRunner):
        def submit(self, job: Job) -> None:
            waiting.append(job)

    waiting: list[Job] = []
    session = Session()
    session.runner = Later()
    job = session.start("later", lambda _job: 1, lambda _one: None)
    assert waiting == [job]
    assert dict(session.jobs) == {job.number: job}
    session.cancel()
    assert job.cancelled()
