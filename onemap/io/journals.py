"""Journals: append-only files of records, each a line with its length and CRC, so that a torn end is known as such."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import threading
import zlib
from typing import TYPE_CHECKING, Any

from onemap.errors import OutputError
from onemap.io import files, holders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Record = dict[str, Any]
    #: Makes a record in the writer's thread; ``whole=True`` asks for one that needs none before it.
    Make = Callable[..., Record]

_log = logging.getLogger(__name__)

SUFFIX = ".journal"
#: The longest a caller waits until its record is in the system's hands, seconds; then it goes on, the record follows.
WAIT_S = 0.02
#: How far the disk may be behind, seconds.
BEHIND_S = 0.5
#: A journal longer than this, and than four times its beginning, begins anew with a whole record.
LONG = 4 << 20
#: Seconds between two signs of life.
_SIGN_S = 60.0


def folder() -> Path:
    """Where journals are, made when missing; OutputError where it cannot be."""
    path = files.state_dir() / "journals"
    try:
        path.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise files.told(error, path) from error
    return path


def line(record: Record) -> bytes:
    """A record as it stands in the file."""
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"%08x %d %b\n" % (zlib.crc32(body), len(body), body)


def read(path: Path) -> tuple[list[Record], int]:
    """All whole records from the beginning, and the bytes after them that are none; OSError."""
    data = path.read_bytes()
    found: list[Record] = []
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        record = _record(data[at:end])
        if record is None:
            break
        found.append(record)
        at = end + 1
    return found, len(data) - at


def _record(text: bytes) -> Record | None:
    try:
        check, length, body = text.split(b" ", 2)
        if int(length) != len(body) or int(check, 16) != zlib.crc32(body):
            return None
        record = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


class Writer:
    """Writes the journal of one window in a thread of its own.

    `put` hands over a call that makes the record; the first record, and one after a fault, is whole. ``failed`` is
    called once, in the writer's thread, when the journal cannot be written; it is tried again with the next record.
    """

    def __init__(self, path: Path, failed: Callable[[OutputError], None] | None = None) -> None:
        self.path = path
        self._failed = failed or (lambda _error: None)
        self._queue: queue.SimpleQueue[tuple[Make | None, threading.Event] | None] = queue.SimpleQueue()
        self._handle: int | None = None
        self._size = self._base = 0
        self._told = self._unsynced = False
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=run, name=name, daemon=True)
            for run, name in ((self._write_all, "journal"), (self._sync_all, "journal-sync"))
        ]
        for thread in self._threads:
            thread.start()

    def put(self, make: Make, *, wait_s: float = WAIT_S) -> bool:
        """Hand over a record and wait a moment until it is written; whether it was by then."""
        done = threading.Event()
        self._queue.put((make, done))
        return done.wait(wait_s)

    def settled(self, wait_s: float = 10.0) -> bool:
        """Wait until all that was handed over is written and on the disk; whether it was by then."""
        done = threading.Event()
        self._queue.put((None, done))
        if not done.wait(wait_s):
            return False
        with self._lock, contextlib.suppress(OSError):
            if self._handle is not None:
                os.fsync(self._handle)
                return True
        return False

    def close(self, *, remove: bool) -> None:
        """Write what was handed over, stop, and remove the journal of a window that was closed in order."""
        self._closing.set()
        self._queue.put(None)
        for thread in self._threads:
            thread.join(5.0)
        with self._lock, contextlib.suppress(OSError):
            if self._handle is not None:
                os.fsync(self._handle)
                os.close(self._handle)
                self._handle = None
            if remove:
                self.path.unlink(missing_ok=True)

    # --- the writer's thread --------------------------------------------------------------------------------------
    def _write_all(self) -> None:
        while (item := self._queue.get()) is not None:
            make, done = item
            try:
                if make is not None:
                    self._write(make)
            except OSError as error:
                self._give_up(files.told(error, self.path))
            except Exception as error:  # noqa: BLE001 - as in a job runner: see below
                # A record that cannot be made must not end the journal of those after it.
                _log.exception("journal")
                self._give_up(OutputError("output_failed", path=str(self.path), why=type(error).__name__))
            finally:
                done.set()

    def _write(self, make: Make) -> None:
        if self._handle is None or self._size > max(LONG, 4 * self._base):
            self._begin(line(make(whole=True)))
            return
        text = line(make(whole=False))
        with self._lock:
            write_all(self._handle, text)
            self._size += len(text)
            self._unsynced = True

    def _begin(self, text: bytes) -> None:
        """Put a new journal in the old one's place: whole, on the disk, under a name of its own until then."""
        new = self.path.with_suffix(".new")
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            write_all(handle, text)
            os.fsync(handle)
            new.replace(self.path)
        except OSError:
            os.close(handle)
            new.unlink(missing_ok=True)
            raise
        with self._lock:
            old, self._handle = self._handle, handle
            self._size = self._base = len(text)
            if old is not None:
                os.close(old)
        files.folder_to_disk(self.path.parent)

    def _give_up(self, error: OutputError) -> None:
        """Begin anew with the next record; what is there so far stays."""
        with self._lock:
            if self._handle is not None:
                with contextlib.suppress(OSError):
                    os.close(self._handle)
            self._handle = None
        if not self._told:
            self._told = True
            self._failed(error)

    def _sync_all(self) -> None:
        quiet = 0.0
        while not self._closing.wait(BEHIND_S):
            quiet += BEHIND_S
            with self._lock:
                due, self._unsynced = self._unsynced, False
                handle = None if self._handle is None or not due else os.dup(self._handle)
            if handle is not None:
                with contextlib.suppress(OSError):
                    os.fsync(handle)
                os.close(handle)
            if quiet >= _SIGN_S:
                quiet = 0.0
                with contextlib.suppress(OSError):
                    os.utime(self.path)


def write_all(handle: int, text: bytes) -> None:
    """Write all bytes; the system may take them in parts."""
    view = memoryview(text)
    while view:
        view = view[os.write(handle, view) :]


# --- which are whose --------------------------------------------------------------------------------------------------
def new_path() -> Path:
    """The place of a new journal of this process."""
    base = _key(holders.me())
    taken = folder()
    number = 0
    while (path := taken / f"{base}-{number}{SUFFIX}").exists():
        number += 1
    return path


def left() -> list[Path]:
    """Journals of windows that are gone without having been closed, the oldest first."""
    found = []
    for path in folder().glob(f"*{SUFFIX}"):
        with contextlib.suppress(OSError, ValueError):
            changed = path.stat().st_mtime
            if not _holder(path).alive(changed):
                found.append((changed, path))
    return [path for _, path in sorted(found)]


def take(path: Path) -> Path | None:
    """Make a left journal this process's own, so that nobody else offers it; None when somebody was faster."""
    own = path.with_name(f"{path.name.partition('+')[0].removesuffix(SUFFIX)}+{_key(holders.me())}-t{SUFFIX}")
    try:
        path.rename(own)
    except OSError:
        return None
    return own


def give_back(path: Path) -> None:
    """Leave a taken journal for the next start."""
    with contextlib.suppress(OSError):
        path.rename(path.with_name(path.name.partition("+")[0].removesuffix(SUFFIX) + SUFFIX))


def _key(holder: holders.Holder) -> str:
    return f"{holder.host}-{holder.pid}-{holder.started or '0'}"


def _holder(path: Path) -> holders.Holder:
    """The process that a journal's name tells: the last that took it."""
    host, pid, started, _number = path.name.removesuffix(SUFFIX).rpartition("+")[2].rsplit("-", 3)
    return holders.Holder(host, int(pid), "" if started == "0" else started)
