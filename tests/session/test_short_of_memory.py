"""Memory that runs out anywhere in a change: the change is whole or not there, and what comes next goes well."""

import random
import sys

import pytest

from onemap.session import content
from onemap.session.session import Session
from tests.session.cities import cells, definition, lamps
from tests.session.test_undo import CHANGES, change

#: Rooms in which memory runs out.
_ROOMS = ("/onemap/session/", "/onemap/query/", "/onemap/model/", "/onemap/io/", "/onemap/city/")


class Calls:
    """Counts the calls of our own functions while it is in use, and lets the ``nth`` one fail."""

    def __init__(self, nth=0):
        self.count, self._nth = 0, nth

    def __enter__(self):
        sys.setprofile(self._called)
        return self

    def __exit__(self, *_error):
        sys.setprofile(None)

    def _called(self, frame, event, _argument):
        if event == "call" and any(room in frame.f_code.co_filename for room in _ROOMS):
            self.count += 1
            if self.count == self._nth:
                raise MemoryError


def opened(seed):
    """A session after a few changes, the same for the same seed."""
    made, rng = Session(), random.Random(seed)
    made.add(definition("cells", "unit_grid"), cells())
    made.add(definition("lamps", title="灯", title_en="Lamps"), lamps())
    for _ in range(6):
        change(made, rng)
    if not made.entries:
        made.add(definition("lamps"), lamps())
    return made


def assert_told(session):
    """A layer that could not be made ready has its reason, and nothing is left running."""
    for entry in session.entries:
        assert entry.status == "ready" or not entry.visible or entry.error is not None
    assert session.jobs == {}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_that_runs_out_of_memory_is_whole_or_not_there(kind):
    for seed in range(12):
        name = opened(seed).entries[0].id
        with Calls() as counted:
            CHANGES[kind](opened(seed), random.Random(seed), name)
        rng = random.Random(seed)
        session = opened(seed)
        before, steps = session.content, len(session.history.done)
        with Calls(rng.randrange(1, counted.count + 1)) as calls:
            try:
                CHANGES[kind](session, random.Random(seed), name)
            except MemoryError:
                sys.setprofile(None)
                if len(session.history.done) > steps:  # it was done, and the telling of it failed
                    session.undo()
                assert content.same(session.content, before), (seed, calls.count)
        assert_told(session)
        while session.undo():
            assert_told(session)
        for entry in session.entries:
            session.set_title(entry.id, "anew")
        assert all(entry.definition.title == "anew" for entry in session.entries)
