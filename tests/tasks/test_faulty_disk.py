"""A disk that fails: whatever call fails, what was there is as it was, or the new file is whole; nothing else is left.

The short form lets some calls fail; ``make soak`` every call there is, in three ways, and every block of every file.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import onemap
from onemap.errors import OneMapError
from tests import persons
from tests.tasks.writers import WRITERS, files_of, is_whole, left_over

ROOT = Path(__file__).resolve().parents[2]
#: Calls that fail in the short form; all, and by each of these errors, in the long one.
SOME, ERRORS = 6, {"full": 28, "input and output": 5, "read-only": 30}
#: XlsxWriter lets go of its temporary files only when it is collected itself.
UNCLOSED = pytest.mark.filterwarnings("ignore:.*FileIO.*tmp.xlsx:pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    made = onemap.open(persons.make(tmp_path_factory.mktemp("city") / "c"))
    for layer in (entry.id for entry in made.session.entries):
        made.session.ensure_open(layer)
    return made


class Faults:
    """Lets the nth of all calls that write to the disk fail."""

    def __init__(self, nth, number):
        self.nth, self.number, self.count, self.failed = nth, number, 0, ""

    def due(self, name):
        self.count += 1
        if self.count == self.nth:
            self.failed = name
            raise OSError(self.number, os.strerror(self.number))

    @contextlib.contextmanager
    def begin(self):
        with pytest.MonkeyPatch.context() as patch:
            for owner, name in ((os, "fsync"), (os, "replace"), (os, "unlink"), (os, "link"), (tempfile, "mkstemp")):
                patch.setattr(owner, name, self._around(name, getattr(owner, name)))
            patch.setattr(Path, "open", self._opening(Path.open))
            yield

    def _around(self, name, real):
        def call(*args, **kwargs):
            self.due(name)
            return real(*args, **kwargs)

        return call

    def _opening(self, real):
        def call(path, mode="r", *args, **kwargs):
            if set(mode) & set("wax+"):
                self.due(f"open {mode}")
            return real(path, mode, *args, **kwargs)

        return call


def try_all(city, folder, name, number, some):
    """Let call after call fail, ``some`` of them or with None all; gives how many failed and how many refused."""
    write = WRITERS[name]
    good_at = folder / "good"
    good_at.mkdir()
    counted = Faults(0, number)
    with counted.begin():
        write(city, good_at)
    good = files_of(good_at)
    calls = range(1, counted.count + 1)
    refused = 0
    for nth in calls if some is None else calls[:: max(len(calls) // some, 1)]:
        to = folder / f"{nth}"
        old = {path: b"old " + path.encode() for path in good}
        for path, data in old.items():
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_bytes(data)
        faults = Faults(nth, number)
        told = None
        try:
            with faults.begin():
                write(city, to)
        except OneMapError as error:
            told = error
        check(name, faults.failed, told, old, good, to)
        refused += told is not None
    return len(calls), refused


def check(name, failed, told, old, good, to):
    found = files_of(to)
    assert set(found) == set(old), (name, failed, told)
    new = {path: found[path] != old[path] for path in found}
    assert all(is_whole(path, found[path], good[path]) for path in found if new[path]), (name, failed, told)
    if name != "frames":  # a film that is broken off leaves the pictures that are done
        assert len(set(new.values())) == 1, (name, failed, told, new)
    if told is None:
        assert all(new.values()), (name, failed)
    assert failed == "unlink" or not left_over(to), (name, failed)


@UNCLOSED
@pytest.mark.parametrize("name", WRITERS)
def test_some_calls_fail(city, tmp_path, name):
    calls, refused = try_all(city, tmp_path, name, 28, SOME)
    assert calls >= 4
    assert refused > 0


@pytest.mark.soak
@UNCLOSED
@pytest.mark.parametrize("number", ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("name", WRITERS)
def test_every_call_fails(city, tmp_path, name, number):
    calls, refused = try_all(city, tmp_path, name, number, None)
    sys.stdout.write(f"{name}: {calls} calls, {refused} told\n")


# --- what is written by others' libraries: a file that may not grow ---------------------------------------------------
def full_disk(name, folder, parts):
    """Let files grow to some size only, ``parts`` sizes up to what is written; gives how many there were."""
    import resource

    city = onemap.open(persons.make(folder / "city"))
    good_at = folder / "good"
    good_at.mkdir()
    WRITERS[name](city, good_at)
    good = files_of(good_at)
    largest = max(len(data) for data in good.values())
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    told_of = 0
    for part in range(parts):
        to = folder / f"{part}"
        old = dict.fromkeys(good, b"old")
        for path, data in old.items():
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_bytes(data)
        told = None
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 + largest * part // parts, hard))
        try:
            WRITERS[name](city, to)
        except OneMapError as error:
            told = error
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        check(name, "size", told, old, good, to)
        told_of += told is not None
    return told_of


def run(name, parts, folder):
    script = (
        f"from tests.tasks import test_faulty_disk as t; from pathlib import Path; import json; "
        f"print(json.dumps(t.full_disk({name!r}, Path({str(folder)!r}), {parts})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("name", ["rows .gpkg", "pack"])
def test_a_file_that_cannot_grow_is_told(tmp_path, name):
    assert run(name, 4, tmp_path) > 0


@pytest.mark.soak
@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
@pytest.mark.parametrize("name", WRITERS)
def test_no_file_that_cannot_grow_is_taken_for_whole(tmp_path, name):
    assert run(name, 40, tmp_path) > 0
