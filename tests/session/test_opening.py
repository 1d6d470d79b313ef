"""Layers by the thousand: they wait for their turn, none is forgotten, one stop stops all."""

from collections import deque

import msgspec
import pytest

from onemap.model.project import OpenedProject, Project
from onemap.session import snapshot
from onemap.session.opening import AT_WORK
from onemap.session.runner import InlineRunner
from onemap.session.session import Session
from tests.session.cities import definition, lamps

MANY = 50 + AT_WORK


class Later(InlineRunner):
    """Keeps jobs until somebody runs one."""

    def __init__(self):
        self.jobs = deque()

    def submit(self, job):
        self.jobs.append(job)

    def run(self, count=None):
        while self.jobs and count != 0:
            super().submit(self.jobs.popleft())
            count = None if count is None else count - 1


@pytest.fixture
def project(tmp_path):
    """A project of many layers, all of one file of two points."""
    (tmp_path / "a.csv").write_text("code,x,y\n1,500000,3400000\n2,500010,3400000\n", encoding="utf-8")
    one = definition("a")
    source = msgspec.structs.replace(one.source, path=str(tmp_path / "a.csv"), crs="EPSG:4548")
    layers = [msgspec.structs.replace(one, id=f"l{i}", title=f"l{i}", source=source) for i in range(MANY)]
    return OpenedProject(None, Project(crs="EPSG:4548"), tuple(layers))


def statuses(session):
    return {status: sum(e.status == status for e in session.entries) for status in ("reading", "ready", "failed")}


def test_only_as_many_are_at_work_as_keep_the_workers_busy(project):
    runner = Later()
    session = Session(runner=runner)
    session.open_project(project)
    assert len(session.jobs) == len(runner.jobs) == AT_WORK
    assert session.opening.queued == MANY - AT_WORK
    assert statuses(session) == {"reading": MANY, "ready": 0, "failed": 0}
    runner.run(10)
    assert len(session.jobs) == AT_WORK
    assert [e.id for e in session.entries if e.status == "ready"] == [f"l{i}" for i in range(10)]
    runner.run()
    assert statuses(session) == {"reading": 0, "ready": MANY, "failed": 0}
    assert not session.jobs
    assert not session.opening.queued


def test_all_are_read_at_once_where_jobs_run_at_once(project):
    session = Session()
    session.open_project(project)
    assert statuses(session) == {"reading": 0, "ready": MANY, "failed": 0}


def test_one_stop_stops_those_that_wait_too_and_each_can_be_tried_again(project):
    runner = Later()
    session = Session(runner=runner)
    session.open_project(project)
    runner.run(5)
    session.cancel()
    runner.run()
    assert statuses(session) == {"reading": 0, "ready": 5, "failed": MANY - 5}
    assert {e.error.key for e in session.entries if e.error is not None} == {"cancelled"}
    session.reload(f"l{MANY - 1}")
    runner.run()
    assert session.entries[-1].status == "ready"


def test_what_is_removed_or_read_anew_while_it_waits_is_read_once_or_not_at_all(project):
    runner = Later()
    session = Session(runner=runner)
    session.open_project(project)
    last, other = f"l{MANY - 1}", f"l{MANY - 2}"
    session.remove([last])
    session.reload(other)
    begun = []
    while runner.jobs:
        begun.append(runner.jobs[0].title)
        runner.run(1)
    assert begun.count(other) == 1
    assert last not in begun
    session.undo()
    runner.run()
    session.undo()
    runner.run()
    assert statuses(session) == {"reading": 0, "ready": MANY, "failed": 0}


def test_looks_that_the_program_decides_are_recorded_once_for_many_layers(project):
    class Recorder:
        def __init__(self):
            self.steps = []

        def begin(self):
            pass

        def record(self, _words, _before, after, *, step=True):
            self.steps.append(step)
            self.last = after

    runner = Later()
    session = Session(runner=runner)
    session.recorder = recorder = Recorder()
    bare = tuple(msgspec.structs.replace(d, style=type(d.style)()) for d in project.definitions)
    session.open_project(msgspec.structs.replace(project, definitions=bare))
    with session.changes.gathered():
        runner.run()
    assert recorder.steps == [False]
    assert recorder.last == session.content
    assert all(state.definition.style.symbol is not None for state in recorder.last.layers)
    assert not session.dirty
    session.set_title("l0", "other")
    session.undo()
    assert not session.dirty


def test_a_layer_of_the_picture_is_made_once_until_something_of_it_changes():
    session = Session()
    session.add(definition("lamps"), lamps())
    view = session.views.current
    (first,) = snapshot.picture(session, view).layers
    assert snapshot.picture(session, view).layers[0] is first
    symbol = msgspec.structs.replace(first.style.symbol, fill="#123456")
    session.set_style("lamps", msgspec.structs.replace(first.style, symbol=symbol))
    (second,) = snapshot.picture(session, view).layers
    assert second.style.symbol.fill == "#123456"
    session.set_title("lamps", "other")
    assert snapshot.picture(session, view).layers[0].title == "other"
