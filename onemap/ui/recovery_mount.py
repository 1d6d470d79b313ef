"""Keeps the window's journal, and offers at the start what other windows left that were not closed in order."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from onemap.errors import OneMapError, OutputError
from onemap.io import journals
from onemap.session import journal
from onemap.session.runner import Job
from onemap.ui.recovery_dialog import RecoveryDialog

if TYPE_CHECKING:
    from onemap.session.journal import Recovered
    from onemap.ui.main_window import MainWindow


class RecoveryMount(QObject):
    """The journal of a window; `start` begins it, as the program does for a window that a person works in."""

    _failed = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.journal: journal.Journal | None = None
        self.dialog: RecoveryDialog | None = None
        self._failed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin the journal, then look in a worker for what was left."""
        try:
            self.journal = journal.Journal(self._window.session, journals.new_path(), self._failed.emit)
        except OutputError as error:
            self._tell(error)
            return
        self.journal.begin()
        look = Job("", lambda _job: journal.left(), self.offer, lambda _error: None, quick=True)
        self._window.session.runner.submit(look)

    def stop(self) -> None:
        """End the journal of a window that is closed in order."""
        if self.dialog is not None:
            self.dialog.reject()
        if self.journal is not None:
            self.journal.close()
            self.journal = None

    def offer(self, found: list[Recovered]) -> None:
        """Ask what to do with what was left."""
        if not found:
            return
        self.dialog = dialog = RecoveryDialog(found, self._window)
        dialog.restored.connect(self._restore)
        dialog.discarded.connect(self._drop)
        dialog.finished.connect(lambda _code: self._later(dialog))
        dialog.open()

    def _restore(self, one: Recovered) -> None:
        self._window.files.when_safe(lambda: self._open(one))

    def _open(self, one: Recovered) -> None:
        session, own = self._window.session, self.journal
        journal.recover(session, one)
        self._window.files.opened.emit()
        self._window.files.claim_again()
        if own is None:
            return

        def drop(_job: object) -> None:
            """Remove the old journal when the new one is on the disk."""
            if own.settled():
                one.path.unlink(missing_ok=True)
            else:
                journals.give_back(one.path)

        session.runner.submit(Job("", drop, lambda _done: None, lambda _error: None))

    def _drop(self, one: Recovered) -> None:
        with contextlib.suppress(OSError):
            one.path.unlink(missing_ok=True)

    def _later(self, dialog: RecoveryDialog) -> None:
        for one in dialog.left:
            journals.give_back(one.path)
        self.dialog = None

    def _tell(self, error: OneMapError) -> None:
        self._window.message.tell(str(OneMapError("journal_failed", why=str(error))), bad=True)
