"""Where the program's own files are, and how a file is written so that it is either old or new, never half."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_PACKAGE = Path(__file__).resolve().parent.parent
#: The wheel's place first, then the checkout.
_PLACES = (_PACKAGE / "_bundled", _PACKAGE.parent)
#: After this many seconds a temporary file is nobody's.
_LEFT_S = 86_400
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def bundled(*parts: str) -> Path:
    """A file or folder that the program brings along: in the wheel, else in the checkout (there even if missing)."""
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    return _PLACES[-1].joinpath(*parts)


def resource(*parts: str) -> Path:
    """A file under ``resources/``."""
    return bundled("resources", *parts)


def layers_dir() -> Path:
    """Folder of the layer files that the program brings along."""
    return bundled("layers")


def sample_dir() -> Path:
    """Folder of the sample city."""
    return bundled("sample_data")


def state_dir() -> Path:
    """Folder of everything the program remembers, made when missing.

    ``ONEMAP_STATE_DIR`` names it; else it is the platform's place for a user's application state.
    """
    path = _state_place()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
    return path


def _state_place() -> Path:
    named = os.environ.get("ONEMAP_STATE_DIR")
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "OneMap"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "OneMap"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "onemap"


def user_layers_dir() -> Path:
    """Folder of the user's own layer files; it need not exist."""
    return _state_place() / "layers"


@contextlib.contextmanager
def replacing(path: str | os.PathLike[str], verify: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """Write a file so that readers find the old or the new one, whole.

    Gives the path of an empty temporary file in the same folder. When the block ends without an exception the file is
    brought to the disk, looked at by ``verify`` (which raises to refuse it) and moved into place. Otherwise the old
    file stays as it was and the temporary one is gone. Faults of the disk are told as `OutputError`.
    """
    target = Path(path).absolute()
    try:
        _sweep(target)
        temporary = _temporary(target)
        try:
            yield temporary
            _to_disk(temporary)
            if verify is not None:
                verify(temporary)
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        folder_to_disk(target.parent)
    except OSError as error:
        raise told(error, target) from error


@contextlib.contextmanager
def way_back(target: Path) -> Iterator[Callable[[], None]]:
    """Give a call that puts back what is at ``target`` now: the same file, or none. Raises OSError.

    The file is held under a second name meanwhile, where the file system can do that; else it is copied.
    """
    if not target.is_file():
        yield lambda: target.unlink(missing_ok=True)
        return
    aside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.tmp{target.suffix}")
    try:
        try:
            os.link(target, aside)
        except OSError:
            shutil.copy2(target, aside)
        yield lambda: _put_back(aside, target)
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


@contextlib.contextmanager
def together(paths: Iterable[Path]) -> Iterator[None]:
    """Replace several files that belong together: when the block raises, all that are there were there before it.

    A single file needs none of this, `replacing` is enough.
    """
    targets = tuple(paths)
    with contextlib.ExitStack() as held:
        try:
            ways = [held.enter_context(way_back(path)) for path in targets] if len(targets) > 1 else []
        except OSError as error:
            raise told(error, targets[0]) from error
        try:
            yield
        except BaseException:
            for put_back in ways:
                with contextlib.suppress(OSError):
                    put_back()
            raise


def _put_back(aside: Path, target: Path) -> None:
    aside.replace(target)


def _sweep(target: Path) -> None:
    """Remove what a process that was killed while writing the same file has left, once nobody can be at it any more."""
    for left in target.parent.glob(f".{glob.escape(target.name[:80])}.*.tmp*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_S:
                left.unlink()


def _temporary(target: Path) -> Path:
    """A new empty file beside ``target``, with the rights a new file of the user's has (or the old file's)."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:80]}.", suffix=f".tmp{target.suffix}", dir=target.parent)
    temporary = Path(name)
    try:
        os.close(handle)
    except OSError:  # as a network drive tells late that it is full
        temporary.unlink(missing_ok=True)
        raise
    with contextlib.suppress(OSError):
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    return temporary


def _umask() -> int:
    """The process's mask of rights; read from /proc where possible because asking the system changes it."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
        return int(next(line for line in lines if line.startswith("Umask:")).split()[1], 8)
    return 0o022


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def folder_to_disk(folder: Path) -> None:
    """Bring the new name to the disk too, on systems where a folder can be opened."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(handle)


def told(error: OSError, path: str | os.PathLike[str]) -> OutputError:
    """The error a person reads when ``path`` cannot be written."""
    if error.errno in _FULL:
        return OutputError("output_full", path=str(path))
    if error.errno in _DENIED:
        return OutputError("output_denied", path=str(path))
    return OutputError("output_failed", path=str(path), why=error.strerror or str(error))


def changed_at(path: str) -> int:
    """Nanoseconds of a file's last change, 0 where there is none."""
    try:
        return os.stat(path).st_mtime_ns if path else 0  # noqa: PTH116 - one call for a text
    except (OSError, ValueError):
        return 0
