"""The Qt application that text needs, for pictures made without a window.

Text of `QPainter` aborts the process when no `QGuiApplication` exists. A script that draws labels gets one here,
quietly and only then; a program with a window has its own already, and that one is used.
"""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onemap.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QGuiApplication

_owned: QGuiApplication | None = None
_lock = threading.Lock()
#: How many pictures are being made in `for_a_picture`.
_at_work = 0


def ensure_gui_application() -> QGuiApplication:
    """The running `QGuiApplication`, or a new one that needs no display.

    With one running, any thread may call. A new one can only be made by the main thread: elsewhere, or when a bare
    `QCoreApplication` is in the way, a `RequestError` says so.
    """
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtGui import QGuiApplication

    with _lock:
        running = QCoreApplication.instance()
        if isinstance(running, QGuiApplication):
            return running
        if running is not None:
            raise RequestError("text_core_application")
        if threading.current_thread() is not threading.main_thread():
            raise RequestError("text_main_thread")
        return _create()


def release() -> None:
    """End the application made by `ensure_gui_application`, so that a script may open a window with its own.

    Main thread only, while nothing is being drawn; does nothing when none was made here.
    """
    from PySide6.QtCore import QCoreApplication

    global _owned  # noqa: PLW0603 - Qt allows one application per process
    with _lock:
        if _owned is not None and QCoreApplication.instance() is _owned:
            _owned.shutdown()
        _owned = None


@contextmanager
def for_a_picture() -> Iterator[None]:
    """What is drawn in here may make itself an application; it ends with the picture, if that made it.

    A script that draws first may therefore make a `QApplication` of its own afterwards. One that calls
    `ensure_gui_application` itself keeps what it got, and its threads may draw. Making one takes 2 ms.
    """
    global _at_work  # noqa: PLW0603 - pictures of several threads share the one application
    with _lock:
        before = _owned
        _at_work += 1
    try:
        yield
    finally:
        with _lock:
            _at_work -= 1
            last = _at_work == 0
        if before is None and last and _owned is not None and threading.current_thread() is threading.main_thread():
            release()


def _create() -> QGuiApplication:
    from PySide6.QtGui import QGuiApplication

    global _owned  # noqa: PLW0603
    arguments = ["onemap"]
    # A display that cannot be reached would abort the process, and no window is wanted here.
    if sys.platform.startswith("linux") and "QT_QPA_PLATFORM" not in os.environ:
        arguments += ["-platform", "offscreen"]
    _owned = QGuiApplication(arguments)
    return _owned
