"""Opens the window: the window first, what is heavy after it."""

from __future__ import annotations

import gc
import os
import tempfile
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QMessageBox

from onemap.app import log
from onemap.app.application import make_application
from onemap.app.settings import Settings
from onemap.errors import OneMapError
from onemap.io import files
from onemap.messages import language as spoken
from onemap.session.runner import Job
from onemap.session.session import Session
from onemap.ui import language
from onemap.ui.main_window import MainWindow
from onemap.ui.qt_runner import QtRunner
from onemap.ui.recovery_mount import RecoveryMount
from onemap.ui.window_look import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from onemap.messages import Language

#: So long is waited for the drawing code before it is said why nothing is seen, ms.
PATIENCE = 4000


def run(paths: Sequence[Path], language: Language | None = None, crs: str | None = None) -> int:
    """Open the window on ``paths`` and stay until it is closed; gives the exit code."""
    app = make_application()
    fault = _find_room_for_state()
    log.start(files.state_dir())
    settings = Settings.of_user()
    window = make_window(app, settings, language)
    log.catch_exceptions(lambda error: tell_unexpected(window, error))
    window.show()
    if fault is not None:
        window.message.tell(str(fault), bad=True)
    QTimer.singleShot(0, lambda: begin(window, paths, crs))
    code = int(app.exec())
    window.mounted(RecoveryMount).stop()
    settings.sync()
    return code


def _find_room_for_state() -> OneMapError | None:
    """Let the program remember in a folder of this run where its own cannot be written; gives why."""
    try:
        files.state_dir()
    except OneMapError as error:
        os.environ["ONEMAP_STATE_DIR"] = tempfile.mkdtemp(prefix="onemap-")
        return error
    return None


def make_window(app: QApplication, settings: Settings, speak: Language | None = None) -> MainWindow:
    """The window with its session, dressed as it was left."""
    language.use(speak or settings.language or spoken())
    look = Look(app, settings)
    look.begin()
    return MainWindow(Session(runner=QtRunner()), settings, look)


def begin(window: MainWindow, paths: Sequence[Path], crs: str | None) -> None:
    """Load the reader, then open what was asked for while the kernels are loaded; all beside the window."""

    def go_on(_outcome: object) -> None:
        title = QCoreApplication.translate("Desktop", "Preparing to draw (half a minute at the very first start)")
        ready = told_when_it_lasts(window)
        window.session.start(title, lambda _job: warm_up(), ready, ready)
        window.files.open_paths(list(paths), crs)
        window.mounted(RecoveryMount).start()

    app = QCoreApplication.instance()
    if app is not None:
        app.aboutToQuit.connect(_collect)
    gc.disable()  # collecting while libraries are loaded would stop the window for a tenth of a second at a time
    window.session.runner.submit(Job("", lambda _job: load_reader(), go_on, go_on, quick=True))


def told_when_it_lasts(window: MainWindow) -> Callable[[object], None]:
    """Say over the map why nothing is drawn yet, once it has lasted; what is given is called when all is ready."""
    text = QCoreApplication.translate(
        "Desktop",
        "The drawing code is being compiled for this computer, once; it takes about half a minute. "
        "The map then appears by itself.",
    )
    timer = QTimer(window, singleShot=True, interval=PATIENCE)
    timer.timeout.connect(lambda: window.message.tell(text, stays=True))
    timer.start()

    def ready(_outcome: object) -> None:
        timer.stop()
        if window.message.text.text() == text:
            window.message.hide()

    return ready


def _collect() -> None:
    """Collect while Qt still stands; what is left of it when the process ends would take it down."""
    gc.unfreeze()
    gc.enable()
    gc.collect()


def load_reader() -> None:
    """Load what reads files."""
    from onemap.io import ogr

    ogr.load_alone()


def warm_up() -> None:
    """Load the compiled kernels and the libraries of the first question; what was loaded is never collected again."""
    try:
        from onemap.app import compiling
        from onemap.city import beidou
        from onemap.query import hit, select  # noqa: F401 - importing is the work

        compiling.warm_up()
        beidou.encode(0.0, 0.0)
    finally:
        gc.freeze()
        gc.enable()


def tell_unexpected(window: MainWindow, error: BaseException) -> None:
    """Tell of an exception that nobody caught; the program goes on."""
    told = OneMapError("unexpected", why=f"{type(error).__name__}: {error}")
    if threading.current_thread() is threading.main_thread() and window.isVisible():
        window.message.tell(str(told), bad=True)
    elif threading.current_thread() is threading.main_thread():
        QMessageBox.critical(None, "OneMap", str(told))
