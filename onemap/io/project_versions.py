"""Earlier versions of a project file: the last ten, each as it was before it was saved over."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.errors import OutputError
from onemap.io import files

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
#: Versions that are kept.
KEPT = 10
_FORM = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Version:
    """A version: its file, when it had been saved (UTC, ISO 8601), its bytes."""

    path: Path
    at: str
    size: int


def folder(project: Path) -> Path:
    """Where the versions of a project are."""
    return project.with_name(f".{project.name}.versions")


def versions(project: Path) -> list[Version]:
    """The versions of a project, the latest first."""
    found = []
    for path in sorted(folder(project).glob(f"*{project.suffix}"), key=_order, reverse=True):
        with contextlib.suppress(OSError, ValueError):
            at = time.strptime(path.name.partition("-")[0], _FORM)
            found.append(Version(path, time.strftime("%Y-%m-%dT%H:%M:%SZ", at), path.stat().st_size))
    return found


def mark(project: Path) -> str | None:
    """A digest of a project file by which a change of it is noticed; None where it cannot be read."""
    try:
        return hashlib.blake2b(project.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return None


def keep(project: Path) -> bool:
    """Put the file that is about to be saved over among the versions; whether it is there.

    The same bytes are kept once. A version that cannot be written never stops the saving.
    """
    try:
        if not project.is_file():
            return False
        data, changed = project.read_bytes(), project.stat().st_mtime
        there = versions(project)
        if there and there[0].path.read_bytes() == data:
            return True
        place = folder(project)
        place.mkdir(exist_ok=True)
        with files.replacing(_free(place, changed, project.suffix)) as temporary:
            temporary.write_bytes(data)
    except (OSError, OutputError):
        _log.warning("no version of %s was kept", project, exc_info=True)
        return False
    for old in versions(project)[KEPT:]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return True


def _free(place: Path, changed: float, suffix: str) -> Path:
    """A name that says when; the number behind it tells those of one second apart."""
    base = time.strftime(_FORM, time.gmtime(changed))
    number = 0
    while os.path.lexists(path := place / f"{base}-{number}{suffix}"):
        number += 1
    return path


def _order(path: Path) -> tuple[str, int]:
    base, _, number = path.stem.partition("-")
    return base, int(number) if number.isdigit() else 0
