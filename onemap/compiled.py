"""The one way to compile: `kernel` makes a function machine code that runs without the GIL, cached for this user.

The cache lies in a folder of the user, so that a read-only installation works, and its name holds a hash of the sources
of all kernels of the same folder: numba notices a changed file but not a changed callee in another one. A kernel may
therefore call kernels of its own folder only.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., Any]")

_lock = threading.Lock()
_declared: dict[str, list[tuple[Any, str]]] = {}


@overload
def kernel(function: Function, /) -> Function: ...
@overload
def kernel(signature: str, /) -> Callable[[Function], Function]: ...


def kernel(given: Any, /) -> Any:
    """Compile a function without the GIL; use as ``@kernel`` or as ``@kernel("void(f8[:], i8)")``.

    A division by zero gives infinity or NaN as in numpy, and nothing is reordered (no fast math). Without a signature
    the function is compiled for the types of each first call; read-only and writable arrays are different types. With
    a signature it takes what converts to it once `warm` was called with the module's folder; in the signature
    ``ro(f8, 2)`` names a C-contiguous array of two dimensions that may be read-only.
    """
    if not isinstance(given, str):
        return _compiled(given)

    def declare(function: Any) -> Any:  # noqa: ANN401 - a function in, numba's dispatcher out
        dispatcher = _compiled(function)
        _declared.setdefault(_folder(function), []).append((dispatcher, given))
        return dispatcher

    return declare


def part(function: Function, /) -> Function:
    """Compile a piece of a kernel, which is called by kernels only and makes no arrays.

    It does not count references to arrays: counting would cost more than many a small piece does.
    """
    return _compiled(function, counting=False)  # type: ignore[no-any-return]


def warm(package: str) -> None:
    """Compile, or load from the cache, every kernel with a signature of the imported modules of ``package``."""
    with _lock:
        for dispatcher, signature in _declared.pop(package, []):
            dispatcher.compile(_types(signature))
            dispatcher.disable_compile()


def cache_folder() -> Path | None:
    """Tell under which folder compiled code is kept; None when nothing can be written anywhere."""
    return _writable_root()


def _compiled(function: Any, *, counting: bool = True) -> Any:  # noqa: ANN401 - a function in, numba's dispatcher out
    import numba

    config: Any = numba.config
    options: Any = {"nogil": True, "error_model": "numpy", "_nrt": counting}
    root = _writable_root()
    if root is None:
        return numba.njit(**options)(function)
    with _lock:
        before = config.CACHE_DIR
        config.CACHE_DIR = str(root / _sources(Path(function.__code__.co_filename).parent))
        try:
            return numba.njit(cache=True, **options)(function)
        finally:
            config.CACHE_DIR = before


def _folder(function: Any) -> str:  # noqa: ANN401 - any function
    return str(function.__module__).rpartition(".")[0]


def _types(signature: str) -> Any:  # noqa: ANN401 - numba's signature type is not typed
    from numba import types

    names = {name: getattr(types, name) for name in ("void", "boolean", "u1", "i4", "i8", "u2", "u4", "u8", "f4", "f8")}
    names["pair"] = types.UniTuple(types.int64, 2)  # type: ignore[no-untyped-call]
    names["ro"] = lambda dtype, dims: types.Array(dtype, dims, "C", readonly=True)
    names["rw"] = lambda dtype, dims: types.Array(dtype, dims, "C")
    return eval(signature, {"__builtins__": {}}, names)  # noqa: S307 - a literal in our own source


@cache
def _sources(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        text = path.read_bytes()
        if b"onemap.compiled" in text:
            digest.update(path.name.encode() + b"\0" + text + b"\0")
    return digest.hexdigest()[:20]


@cache
def _writable_root() -> Path | None:
    for root in (_user_folder(), Path(tempfile.gettempdir()) / f"onemap-{_user()}"):
        if root is not None and _is_ours(root / "kernels"):
            return root / "kernels"
    return None


def _user_folder() -> Path | None:
    if "ONEMAP_STATE_DIR" in os.environ:
        return Path(os.environ["ONEMAP_STATE_DIR"])
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "onemap"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "onemap"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "onemap"


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


def _is_ours(folder: Path) -> bool:
    """Whether the folder can be written and belongs to this user: what lies in it is run."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except OSError:
        return False
