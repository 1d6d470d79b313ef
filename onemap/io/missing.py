"""Files that are no longer where a project says: found again in the same tree, on another drive, by name, by bytes."""

from __future__ import annotations

import os
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from onemap.io import fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

#: How a file is known: its bytes are those of the fingerprint, or only its name and the folders above it.
How = Literal["bytes", "name"]
#: Entries of folders that one search looks at.
MOST = 500_000


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that is not there: the layer's id, the absolute path the project says, the fingerprint it had."""

    layer: str
    path: str
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Where it is now, and how it is known."""

    path: str
    how: How


def nearby(lost: Iterable[Lost], folder: Path) -> dict[str, Found]:
    """Lost files, by layer, that stand in the same tree under ``folder`` or one above it, or on another drive.

    Looks at places only, walks through no folder. A file whose bytes are others than the fingerprint says is left out.
    """
    roots = [folder, *folder.parents, *drives()]
    found: dict[str, Found] = {}
    for one in lost:
        places = (place for root in roots for place in tails(one.path, root))
        at = next((place for place in places if _is_it(place, one) == "bytes"), None)
        if at is not None:
            found[one.layer] = Found(str(at), "bytes")
    return found


def search(lost: Sequence[Lost], folder: Path, stop: Callable[[], None] = lambda: None) -> dict[str, Found]:
    """Lost files, by layer, anywhere under ``folder``; ``stop`` is called now and then and may raise.

    A file with the bytes of the fingerprint is taken whatever its name, of several the one with the most of the old
    path; else one of the same name, of several the one with most of the old path when that is one alone.
    """
    found: dict[str, Found] = {}
    names = {_name(one.path) for one in lost}
    sizes = {one.fingerprint.partition("-")[0] for one in lost if one.fingerprint}
    by_name: dict[str, list[Path]] = {}
    by_print: dict[str, list[Path]] = {}
    for path, size in _walk(folder, stop):
        if _name(path.name) in names:
            by_name.setdefault(_name(path.name), []).append(path)
        if size in sizes and (mark := fingerprints.of(path)) is not None:
            by_print.setdefault(mark, []).append(path)
    for one in lost:
        same = by_print.get(one.fingerprint or "", [])
        named = by_name.get(_name(one.path), [])
        best = _nearest(same, one.path, alone=False)
        if best is not None:
            found[one.layer] = Found(str(best), "bytes")
        elif (best := _nearest(named, one.path, alone=True)) is not None:
            found[one.layer] = Found(str(best), "name")
    return found


def along(lost: Iterable[Lost], old: str, new: str) -> dict[str, Found]:
    """Lost files, by layer, that moved with one that is known to have moved from ``old`` to ``new``."""
    before, after = _parts(old), _parts(new)
    while before and after and _name(before[-1]) == _name(after[-1]):
        before, after = before[:-1], after[:-1]
    if len(before) == len(_parts(old)):  # another name: what is beside it may have moved to the same folder
        before, after = before[:-1], after[:-1]
    found: dict[str, Found] = {}
    for one in lost:
        parts = _parts(one.path)
        if not before or parts[: len(before)] != before:
            continue
        at = Path(*after, *parts[len(before) :])
        how = _is_it(at, one)
        if how is not None:
            found[one.layer] = Found(str(at), how)
    return found


def tails(path: str, root: Path) -> Iterator[Path]:
    """Places under ``root`` that end as the path does, the longest end first."""
    parts = _parts(path)
    if ".." in parts:  # it would lead out of where it is looked for
        return
    for first in range(1, len(parts)):
        yield root.joinpath(*parts[first:])


def drives() -> list[Path]:
    """The roots of drives that are there now."""
    if sys.platform == "win32":
        return [Path(f"{letter}:\\") for letter in "CDEFGHIJKLMNOPQRSTUVWXYZ" if os.path.exists(f"{letter}:\\")]  # noqa: PTH110
    places = [Path("/mnt"), Path("/Volumes"), *_inside(Path("/media")), *_inside(Path("/run/media"))]
    return [drive for place in places for drive in _inside(place)]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def _walk(folder: Path, stop: Callable[[], None]) -> Iterator[tuple[Path, str]]:
    """Files under a folder and their sizes as text; hidden folders and links to folders are not entered."""
    seen = 0
    for at, folders, names in os.walk(folder):
        stop()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            seen += 1
            path = Path(at, name)
            try:
                yield path, str(path.stat().st_size)
            except OSError:
                continue
        if seen > MOST:
            return


def _is_it(path: Path, one: Lost) -> How | None:
    try:
        if not path.exists():
            return None
    except (OSError, ValueError):
        return None
    if one.fingerprint is not None and fingerprints.may_be(path, one.fingerprint):
        return "bytes" if fingerprints.of(path) == one.fingerprint else "name"
    return "name"


def _nearest(paths: list[Path], old: str, *, alone: bool) -> Path | None:
    """The path that shares the longest end with the old one; with ``alone`` only when no other shares as much."""
    ranked = sorted(paths, key=lambda path: -_shared(str(path), old))
    if alone and len(ranked) > 1 and _shared(str(ranked[0]), old) == _shared(str(ranked[1]), old):
        return None
    return ranked[0] if ranked else None


def _shared(one: str, other: str) -> int:
    a, b = _parts(one)[::-1], _parts(other)[::-1]
    count = 0
    while count < min(len(a), len(b)) and _name(a[count]) == _name(b[count]):
        count += 1
    return count


def _parts(path: str) -> tuple[str, ...]:
    """The parts of a path of this system or, as a project from elsewhere says it, of another."""
    return PurePath(path.replace("\\", "/") if sys.platform != "win32" else path).parts


def _name(path: str) -> str:
    """A file's name as file systems may write it otherwise: composed or not, large or small letters."""
    parts = _parts(path)
    return unicodedata.normalize("NFC", parts[-1]).casefold() if parts else ""
