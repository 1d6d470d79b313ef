"""Who holds a file: a process by its number and start, on a host, so that what a dead one left is known as such."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import os
import socket
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds without a sign of life after which a holder on another host is taken for gone.
SILENT_S = 900.0


class Holder(msgspec.Struct, frozen=True, omit_defaults=True):
    """A running program: host, process number, the process's start as the system tells it, user, since when (UTC)."""

    host: str
    pid: int
    started: str = ""
    user: str = ""
    since: str = ""

    @property
    def called(self) -> str:
        """Whose it is and since when, by this machine's clock, for people."""
        name = f"{self.user}@{self.host}" if self.user else self.host
        with contextlib.suppress(ValueError):
            name += dt.datetime.fromisoformat(self.since).astimezone().strftime(" · %Y-%m-%d %H:%M")
        return name

    def alive(self, last_sign: float | None = None) -> bool:
        """Whether the process still runs; on another host whether its last sign of life (epoch seconds) is recent."""
        if self.host != host():
            return last_sign is not None and time.time() - last_sign < SILENT_S
        return running(self.pid, self.started)


@cache
def host() -> str:
    """The name of this machine, fit for a file's name."""
    return "".join(c if c.isalnum() or c == "_" else "_" for c in socket.gethostname()) or "host"


def me() -> Holder:
    """The process that asks."""
    user = ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    return Holder(host(), os.getpid(), started(os.getpid()), user, since)


def running(pid: int, since: str) -> bool:
    """Whether a process with the number runs and began when ``since`` says; numbers are used again, starts are not."""
    if sys.platform == "win32":
        return _on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return pid > 0
    now = started(pid)
    return not since or not now or now == since


def started(pid: int) -> str:
    """When a process began, in the system's own measure; an empty text where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        return ""
    return f"{boot}{fields[19]}" if len(fields) > 19 and fields[0] != "Z" else "gone"


def _on_windows(pid: int) -> bool:  # pragma: no cover - asked on Windows only
    import ctypes

    windows: Callable[..., int] = ctypes.windll.kernel32.OpenProcess  # type: ignore[attr-defined]
    handle = windows(0x1000, 0, pid)
    if handle:
        ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
    return bool(handle)
