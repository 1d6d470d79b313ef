"""What a project may read: its own folder, what was opened or saved here by hand, and what somebody allowed it.

A project may come from anywhere and name any file: another folder's, another computer's (to which Windows would hand
the user's credentials), a device. What lies beyond its reach is held back until somebody allows it; of a place on
another computer it is not even asked whether it is there.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import OutputError
from onemap.io import files
from onemap.messages.secrecy import holds_secret

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Places that are remembered; of more the older half is forgotten.
MOST = 20_000
_REMOTE = re.compile(r"[\\/]{2}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|:|$)", re.IGNORECASE)
_lock = threading.Lock()
#: Paths that a project names beyond its reach, as it names them; and what this process allowed for itself.
_held: set[str] = set()
_allowed_here: set[str] = set()


# --- asking -----------------------------------------------------------------------------------------------------------
class Reach:
    """What a project in the folder ``root`` may read, as it is allowed now; without a folder what is allowed at all."""

    def __init__(self, root: Path | None) -> None:
        own = () if root is None else (str(root), _real(str(root)))
        with _lock:
            here = set(_allowed_here)
        self._places = here.union(map(_key, (*remembered(), *_bundled(), *own)))

    def holds(self, path: str) -> bool:
        """Whether an absolute path may be read.

        Links are followed. Hidden folders are beyond the reach of what stands above them. A path on another computer is
        compared as it is written, so that nobody is asked there.
        """
        if _key(path) in self._places:
            return True
        if is_remote(path):
            return self._in_a_folder(path)
        if sys.platform == "win32" and _DEVICE.match(Path(path).name):
            return False
        try:
            return self._in_a_folder(_real(path))
        except (OSError, ValueError):
            return False

    def _in_a_folder(self, path: str) -> bool:
        at = Path(_key(path))
        if str(at) in self._places:
            return True
        for parent in at.parents:
            if at.name.startswith("."):
                return False
            if str(parent) in self._places:
                return True
            at = parent
        return False


def is_remote(path: str) -> bool:
    """Whether the path names another computer or a device of Windows (two slashes of either kind first)."""
    return _REMOTE.match(path) is not None


def holds_back() -> bool:
    """Whether anything is held back."""
    return bool(_held)


def is_held(path: str) -> bool:
    """Whether a project names this path and nobody has allowed it."""
    return path in _held


def held_of(paths: Iterable[str]) -> str | None:
    """The first of some paths that is held back and, for all that may be known, there; None where there is none.

    What is not there is missing, whoever may read it.
    """
    return next((path for path in paths if path in _held and (is_remote(path) or os.path.exists(path))), None)  # noqa: PTH110


def _key(path: str) -> str:
    return os.path.normcase(os.path.normpath(path))


def _real(path: str) -> str:
    return path if is_remote(path) else os.path.realpath(path)


@cache
def _bundled() -> tuple[str, ...]:
    """Folders that the program brings along."""
    return tuple(_real(str(one)) for one in (files.layers_dir(), files.sample_dir(), files.bundled("resources")))


# --- holding back -----------------------------------------------------------------------------------------------------
def hold(paths: Iterable[str]) -> None:
    """Hold these back until they are allowed."""
    with _lock:
        _held.update(paths)


def let_go(paths: Iterable[str]) -> None:
    """Hold these back no longer: another project reaches them."""
    with _lock:
        _held.difference_update(paths)


def allow(paths: Iterable[str | os.PathLike[str]], *, remember: bool = False) -> None:
    """Let projects read these files, and all in these folders: in this process, or from now on.

    Where it cannot be remembered it holds for this process.
    """
    new = [form for path in paths for form in _forms(path)]
    if remember:
        _remember(new)
    with _lock:
        _allowed_here.update(map(_key, new))
        held = list(_held)
    if held:
        now = Reach(None)
        free = {path for path in held if now.holds(path)}
        with _lock:
            _held.difference_update(free)


def _forms(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """A place as it was named, absolute, and where its links lead."""
    given = os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111 - texts, as projects name them
    try:
        return tuple(dict.fromkeys((given, _real(given))))
    except (OSError, ValueError):
        return (given,)


# --- remembering ------------------------------------------------------------------------------------------------------
def remembered() -> tuple[str, ...]:
    """Files and folders that were opened, saved or allowed by hand on this machine, the oldest first."""
    try:
        place = _file()
        changed = place.stat().st_mtime_ns
        return _read(place, changed, place.stat().st_size)
    except (OSError, OutputError):
        return ()


def forget(paths: Iterable[str | os.PathLike[str]]) -> int:
    """Allow these no longer; gives how many of them had been remembered. Raises OutputError."""
    gone = {_key(form) for path in paths for form in _forms(path)}
    there = remembered()
    left = [path for path in there if _key(path) not in gone]
    if len(left) < len(there):
        _write(left)
    with _lock:
        _allowed_here.difference_update(gone)
    return len(there) - len(left)


def _file() -> Path:
    return files.state_dir() / "allowed.txt"


_known: tuple[tuple[Path, int, int], tuple[str, ...]] | None = None


def _read(place: Path, changed: int, size: int) -> tuple[str, ...]:
    """Each line a path as JSON; what is none is passed over."""
    global _known  # noqa: PLW0603 - what a file said when it was last read
    mark = place, changed, size
    if _known is None or _known[0] != mark:
        found: dict[str, None] = {}
        for line in place.read_text(encoding="utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError):
                path = json.loads(line)
                if isinstance(path, str):
                    found[path] = None
        _known = mark, tuple(found)
    return _known[1]


def _remember(paths: Iterable[str]) -> None:
    there = remembered()
    new = [path for path in dict.fromkeys(paths) if path not in set(there) and not holds_secret(path)]
    if not new:
        return
    with contextlib.suppress(OSError, OutputError):
        if len(there) + len(new) > MOST:
            _write([*there[-MOST // 2 :], *new][-MOST:])
            return
        text = "".join(json.dumps(path) + "\n" for path in new)
        with _file().open("a", encoding="utf-8") as file:
            file.write(text)


def _write(paths: Iterable[str]) -> None:
    with files.replacing(_file()) as temporary:
        temporary.write_text("".join(json.dumps(path) + "\n" for path in paths), encoding="utf-8")
