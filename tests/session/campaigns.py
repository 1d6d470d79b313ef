"""Campaigns of killed programs, each round in a process of its own: ``python -m tests.session.campaigns save 1000``.

A round forks, lets the child work, kills it with SIGKILL at a random moment, and looks at what is on the disk. What was
counted is printed as JSON; a fault ends the campaign with an assertion.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from onemap.compiled import cache_folder
from onemap.io import holders, journals, project_locks, project_versions, projects
from onemap.model.definition import Source
from onemap.model.note import Note
from onemap.model.project import Project, ProjectLayer
from onemap.query import warm
from onemap.session import journal, records
from onemap.session.content import same
from onemap.session.session import Session
from tests.session import test_undo
from tests.session.cities import CRS, cells, definition, lamps

if TYPE_CHECKING:
    from collections.abc import Callable

LAYERS = 30


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Run ``work`` in a child that never returns; gives its number and what it writes to."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            os.close(reading)
            work(writing)
        except BaseException:  # noqa: BLE001 - a child that ends by itself must not go on as its parent
            traceback.print_exc()
        os._exit(1)
    os.close(writing)
    return number, reading


def kill_after(number: int, reading: int, seconds: float) -> tuple[bytes, float]:
    """Kill a child some time after its first word; gives all it said, and when it was killed."""
    said = b""
    if select.select([reading], [], [], 20.0)[0]:
        said = os.read(reading, 65536)
    time.sleep(seconds)
    killed = time.monotonic()
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    while more := os.read(reading, 1 << 16):
        said += more
    os.close(reading)
    return said, killed


# --- saving -----------------------------------------------------------------------------------------------------------
def save(rounds: int, folder: Path, rng: random.Random) -> dict[str, Any]:
    """Kill a program that saves one project over and over: the file is always whole, and never an older one."""
    path, last, saved, torn = folder / "城市.onemap", -1, 0, 0
    layers = tuple(ProjectLayer(f"l{i}", Source(f"/data/l{i}.gpkg"), title=f"图层 {i}") for i in range(LAYERS))
    projects.save(Project(title="0", layers=layers), path)
    for turn in range(rounds):
        start = last + 1

        def work(writing: int, start: int = start) -> None:
            for number in range(start, start + 10_000):
                os.write(writing, f"{number}\n".encode())
                projects.save(Project(title=str(number), layers=layers), path)

        number, reading = child(work)
        said, _ = kill_after(number, reading, rng.random() * 0.2)
        opened = projects.load(path)
        assert len(opened.project.layers) == LAYERS
        now, begun = int(opened.project.title), int(said.split()[-1])
        assert begun - 1 <= now <= begun, (now, begun)
        saved, last = saved + (begun - start), max(now, last)
        torn += any(entry.name.startswith(f".{path.name}.") and ".tmp" in entry.name for entry in folder.iterdir())
        if turn % 20 == 0:
            for version in project_versions.versions(path):
                projects.load(version.path, of=path)
            for entry in folder.glob(f".{path.name}.*.tmp*"):
                entry.unlink()
    return {"kills": rounds, "saved": saved, "killed_in_the_middle": torn, "corrupt": 0}


# --- the journal ------------------------------------------------------------------------------------------------------
def begun() -> Session:
    """The session that every round begins with."""
    session = Session()
    session.add(definition("cells", "unit_grid"), cells())
    session.add(definition("lamps", title="灯"), lamps())
    session.history.clear()
    session.history.clock = iter(range(0, 10_000_000, 10)).__next__
    return session


def edit(session: Session, rng: random.Random) -> None:
    """One step of somebody: a change, or undo or redo."""
    history = session.history
    kind = rng.random()
    if kind < 0.2 and history.done:
        session.undo()
    elif kind < 0.3 and history.undone:
        session.redo()
    else:
        before = session.content
        while same(session.content, before):
            test_undo.change(session, rng)


def is_so(content: Any, seed: int, steps: int) -> bool:
    """Whether a content is what is open after so many steps of a session that nobody kills; asked in a child.

    The process that forks runs no kernels itself: their threads would be missing in its children.
    """

    def work(writing: int) -> None:
        session, rng = begun(), random.Random(seed)
        for _ in range(steps):
            edit(session, rng)
        os.write(writing, b"yes" if same(untold(content), untold(session.content)) else b"no")

    number, reading = child(work)
    said = os.read(reading, 10)
    os.waitpid(number, 0)
    os.close(reading)
    return said == b"yes"


def untold(content: Any) -> Any:
    """A content without the numbers that tell layers apart while a program runs."""
    layers = tuple(msgspec.structs.replace(state, token=0) for state in content.layers)
    return msgspec.structs.replace(content, layers=layers)


def edits(rounds: int, folder: Path, rng: random.Random) -> dict[str, Any]:
    """Kill a program that edits: its journal holds every step it had told of but for those of the last second."""
    if (kernels := cache_folder()) is not None:
        (folder / "kernels").symlink_to(kernels, target_is_directory=True)
    os.environ["ONEMAP_STATE_DIR"] = str(folder)
    warm.warm_up()
    told_steps = lost = 0
    oldest = 0.0
    for turn in range(rounds):
        path = journals.folder() / f"{holders.host()}-{turn}-1-0{journals.SUFFIX}"
        seed = rng.randrange(1 << 30)

        def work(writing: int, path: Path = path, seed: int = seed) -> None:
            session, own = begun(), random.Random(seed)
            kept = journal.Journal(session, path)
            kept.begin()
            for number in range(100_000):
                os.write(writing, f"{number} {time.monotonic()}\n".encode())
                edit(session, own)

        number, reading = child(work)
        said, killed = kill_after(number, reading, rng.random() * 0.25)
        acknowledged = [line.split() for line in said.decode().splitlines()]
        told = int(acknowledged[-1][0])
        found = journal.read(path)
        steps = 0 if found is None else found.changed
        if steps < told:
            lost += told - steps
            oldest = max(oldest, killed - float(acknowledged[steps + 1][1]))
        assert steps <= told + 1, (steps, told)
        if found is not None:
            assert is_so(found.content, seed, steps), (seed, steps)
        told_steps += told
        path.unlink(missing_ok=True)
    assert oldest <= 1.0, oldest
    return {
        "kills": rounds,
        "steps_told": told_steps,
        "steps_lost": lost,
        "oldest_lost_s": round(oldest, 3),
        "wrong": 0,
    }


# --- locks ------------------------------------------------------------------------------------------------------------
def claims(rounds: int, folder: Path, rng: random.Random) -> dict[str, Any]:
    """Let some programs want one project at once, often over a dead one's lock: one gets it, the others are told."""
    path = folder / "a.onemap"
    for _ in range(rounds):
        if rng.random() < 0.7:
            gone = holders.Holder(holders.host(), 999_999_999, "1")
            project_locks.place(path).write_bytes(msgspec.json.encode(gone))
        start = time.monotonic() + 0.01

        def work(writing: int, start: float = start) -> None:
            holders.host()
            while time.monotonic() < start:
                pass
            found = project_locks.claim(path)
            os.write(writing, b"mine" if found.lock else b"other" if found.other else b"none")
            time.sleep(60)

        runs = [child(work) for _ in range(4)]
        said = [os.read(reading, 100) for _, reading in runs]
        for number, reading in runs:
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
            os.close(reading)
        assert sorted(said) == [b"mine", b"other", b"other", b"other"], said
    return {"rounds": rounds, "programs": 4, "held_twice": 0}


# --- the window -------------------------------------------------------------------------------------------------------
WINDOW = """
import os, random, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from onemap.app import desktop
from onemap.app.application import make_application
from onemap.app.settings import Settings
from onemap.io import files
from tests.session import campaigns
app = make_application()
window = desktop.make_window(app, Settings.of_user(), "en")
window.show()
desktop.begin(window, [files.sample_dir() / "sample_city.onemap"], None)
session, rng, count = window.session, random.Random(int(sys.argv[1])), [0]
def step():
    if not session.entries or session.recorder is None or session.jobs:
        return
    campaigns.window_step(session, rng)
    count[0] += 1
    print(count[0], campaigns.digest(session.content), flush=True)
timer = QTimer(interval=20)
timer.timeout.connect(step)
timer.start()
app.exec()
"""


def window_step(session: Session, rng: random.Random) -> None:
    """Something that a person does in the window."""
    entry = rng.choice(session.entries)
    kind = rng.randrange(6)
    if kind == 0:
        session.set_visible([entry.id], visible=not entry.visible)
    elif kind == 1:
        session.set_title(entry.id, f"名 {rng.randrange(10**9)}")
    elif kind == 2:
        session.set_style(entry.id, msgspec.structs.replace(entry.style, opacity=rng.random()))
    elif kind == 3:
        session.move(entry.id, rng.randrange(len(session.entries)))
    elif kind == 4 and session.history.done:
        session.undo()
    else:
        place = (468_000.0 + rng.random(), 3_483_000.0)
        session.set_notes((*session.notes[-3:], Note(f"n{rng.random()}", "place", (place,), CRS)))


def digest(content: Any) -> str:
    """A content as a few letters."""
    text = json.dumps(records.plain(untold(content)), ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def window(rounds: int, folder: Path, rng: random.Random) -> dict[str, Any]:
    """Kill the program with its window while somebody works: the next start offers what was there."""
    if (kernels := cache_folder()) is not None:
        (folder / "kernels").symlink_to(kernels, target_is_directory=True)
    env = {**os.environ, "ONEMAP_STATE_DIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    os.environ["ONEMAP_STATE_DIR"] = str(folder)
    steps = exact = 0
    for _ in range(rounds):
        command = [sys.executable, "-c", WINDOW, str(rng.randrange(1 << 30))]
        with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as run:
            assert run.stdout is not None
            said = [run.stdout.readline().split() for _ in range(rng.randrange(3, 40))]
            run.kill()
            said += [line.split() for line in run.stdout.read().splitlines() if line.count(" ") == 1]
        (found,) = journal.left()
        marks = {mark: int(number) for number, mark in said}
        mark = digest(found.content)
        exact += mark in marks and marks[mark] == len(said)
        assert mark in marks or found.changed == len(said) + 1, (found.changed, len(said))
        session = Session()
        journal.recover(session, found)
        assert digest(session.content) == mark
        steps += len(said)
        found.path.unlink()
    return {"kills": rounds, "steps_told": steps, "recovered": rounds, "to_the_last_step": exact}


CAMPAIGNS = {"window": window, "save": save, "edits": edits, "claims": claims}


def main() -> None:
    """Run one campaign: its name, its rounds, a seed."""
    name, rounds, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    with tempfile.TemporaryDirectory(prefix="onemap-campaign-") as folder:
        sys.stdout.write(json.dumps(CAMPAIGNS[name](rounds, Path(folder), random.Random(seed))) + "\n")


if __name__ == "__main__":
    main()
