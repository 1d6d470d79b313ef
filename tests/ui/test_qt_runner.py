import threading
import time

import pytest

from onemap.errors import CancelledError, SourceError
from onemap.session.runner import Job
from onemap.session.session import Session
from onemap.ui.qt_runner import QtRunner


@pytest.fixture
def runner(qapp):
    made = QtRunner()
    yield made
    made.shutdown()


def test_no_job_runs_on_the_gui_thread_and_every_outcome_comes_back_to_it(qtbot, runner):
    worked, told = [], []
    session = Session(runner=runner)
    for number in range(20):
        session.start(
            "job",
            lambda _job: worked.append(threading.current_thread()),
            lambda _result: told.append(threading.current_thread()),
            quick=number % 2 == 0,
        )
    qtbot.waitUntil(lambda: len(told) == 20)
    assert threading.main_thread() not in worked
    assert set(told) == {threading.main_thread()}


@pytest.mark.parametrize(
    ("raised", "key"),
    [
        (SourceError("file_missing", path="a"), "file_missing"),
        (ValueError("odd"), "unexpected"),
        (CancelledError(), "cancelled"),
    ],
    ids=["told error", "surprise", "cancelled"],
)
def test_an_exception_is_a_result(qtbot, runner, raised, key):
    def work(_job):
        raise raised

    failed = []
    Session(runner=runner).start("job", work, pytest.fail, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].key == key


def test_a_question_does_not_queue_behind_files(qtbot, runner):
    session, release, answers = Session(runner=runner), threading.Event(), []
    for _ in range(4):
        session.start("file", lambda _job: release.wait(5), lambda _r: None)
    session.start("question", lambda _job: "answer", answers.append, quick=True)
    qtbot.waitUntil(lambda: answers == ["answer"], timeout=2000)
    release.set()


def test_esc_stops_a_job_at_its_next_look(qtbot, runner):
    session, begun, stopped = Session(runner=runner), threading.Event(), []

    def work(job):
        begun.set()
        while not job.cancelled():
            time.sleep(0.002)
        raise CancelledError

    session.start("long", work, pytest.fail, lambda _error: stopped.append(time.monotonic()))
    assert begun.wait(2)
    asked = time.monotonic()
    session.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert stopped[0] - asked < 1.0
    assert not session.jobs


def test_nothing_is_told_after_the_end(qtbot, qapp):
    runner, told = QtRunner(), []
    runner.submit(Job("late", lambda _job: None, told.append, told.append))
    runner.shutdown()
    qtbot.wait(30)
    assert told == []


def test_what_is_asked_after_the_window_closed_is_not_done(qapp):
    closed = QtRunner()
    closed.shutdown()
    done: list[object] = []
    closed.submit(Job("late", lambda _job: done.append("worked"), done.append, done.append))
    assert done == []
