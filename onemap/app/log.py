"""The log: a small rotating file in the program's own folder, also of Qt's messages, crashes and lost exceptions."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, TextIO

from PySide6.QtCore import QtMsgType, qInstallMessageHandler

from onemap.messages.secrecy import redacted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("onemap")
_qt = logging.getLogger("qt")
_crashes: TextIO | None = None


class _Formatter(logging.Formatter):
    """Lines of the log, their tracebacks too, without any secret that can be known as one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return redacted(super().format(record))


def start(folder: Path) -> Path:
    """Write the log into ``folder`` from now on; gives its path. A folder that cannot be written stops nothing."""
    path = folder / "onemap.log"
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
        handler.setFormatter(_Formatter(_FORMAT))
        root.addHandler(handler)
        _catch_crashes(folder / "crash.log")
    except OSError as error:
        _log.warning("no log file: %s", error)
    qInstallMessageHandler(_qt_message)
    return path


def _catch_crashes(path: Path) -> None:
    global _crashes  # noqa: PLW0603 - the file must stay open for as long as the process lives
    _crashes = path.open("a", encoding="utf-8")
    faulthandler.enable(_crashes)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
    _qt.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def catch_exceptions(tell: Callable[[BaseException], None]) -> None:
    """Send exceptions that nobody caught to the log and to ``tell``; the program goes on."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("not caught", exc_info=(kind, error, trace))
        tell(error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            _log.error("not caught in a thread", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))

    sys.excepthook = caught
    threading.excepthook = in_thread
