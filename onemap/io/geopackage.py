"""Opening a GeoPackage so that nothing is left beside it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from pathlib import Path


def open_options(path: Path) -> dict[str, str]:
    """GDAL's open options: a file in write-ahead mode whose log is empty is not being written, and needs no new log."""
    with path.open("rb") as file:
        modes = file.read(20)[18:]
    return {"IMMUTABLE": "YES"} if modes == b"\x02\x02" and not _has_log(path) else {}


def unmerged(path: Path) -> list[Notice]:
    """Tell that the latest changes, still in the log, cannot be read: SQLite would have to write beside the file."""
    return [Notice("notice_wal")] if _has_log(path) and not os.access(path.parent, os.W_OK) else []


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0
