"""Who works on a project: a small file beside it names the program, so that a second window is told."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import msgspec

from onemap.io import holders
from onemap.io.holders import Holder


@dataclass(frozen=True, slots=True)
class Lock:
    """A project that this process holds."""

    project: Path
    holder: Holder

    def sign(self) -> None:
        """Give a sign of life, for those on other machines."""
        with contextlib.suppress(OSError):
            os.utime(place(self.project))

    def release(self) -> None:
        """Let the project go; a lock that somebody else has taken meanwhile stays."""
        if held_by(self.project) == self.holder:
            with contextlib.suppress(OSError):
                place(self.project).unlink()


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to one who wants a project: the lock, or who has it; neither where no lock can be written."""

    lock: Lock | None = None
    other: Holder | None = None


def place(project: Path) -> Path:
    """The lock's file."""
    return project.with_name(f".{project.name}.lock")


def held_by(project: Path) -> Holder | None:
    """Who the lock's file names, alive or not; None where there is none or it names nobody."""
    try:
        return msgspec.json.decode(place(project).read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        return None


def claim(project: Path) -> Claim:
    """Take the project's lock, also from a program that is gone. A lock of this process is given again."""
    project = project.expanduser().absolute()
    mine = holders.me()
    for _ in range(3):
        if _written(project, mine):
            return Claim(Lock(project, mine))
        other = held_by(project)
        if other is not None and (other.host, other.pid, other.started) == (mine.host, mine.pid, mine.started):
            return Claim(Lock(project, other))
        if other is not None and other.alive(_last_sign(project)):
            return Claim(other=other)
        if not _cleared(project, other):
            return Claim()
    return Claim(other=held_by(project))


def _written(project: Path, mine: Holder) -> bool:
    """Write the lock where there is none, whole or not at all."""
    target = place(project)
    try:
        handle, name = tempfile.mkstemp(prefix=".lock-", dir=project.parent)
    except OSError:
        return False
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(mine))
        try:
            os.link(new, target)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            return _written_alone(target, mine)
    except OSError:
        return False
    else:
        return True
    finally:
        new.unlink(missing_ok=True)


def _written_alone(target: Path, mine: Holder) -> bool:
    try:
        with target.open("xb") as file:
            file.write(msgspec.json.encode(mine))
    except OSError:
        return False
    return True


def _cleared(project: Path, gone: Holder | None) -> bool:
    """Take the lock of one that is gone away; whether it is worth trying again."""
    target = place(project)
    aside = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        target.rename(aside)
    except FileNotFoundError:
        return os.access(project.parent, os.W_OK)
    except OSError:
        return False
    try:
        taken = msgspec.json.decode(aside.read_bytes(), type=Holder)
    except (OSError, msgspec.DecodeError):
        taken = None
    if taken != gone:  # somebody was faster: it is theirs
        with contextlib.suppress(OSError):
            os.link(aside, target)
    aside.unlink(missing_ok=True)
    return True


def _last_sign(project: Path) -> float | None:
    try:
        return place(project).stat().st_mtime
    except OSError:
        return None
