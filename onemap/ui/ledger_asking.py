"""Makes the ledger of what is open in a worker, again when the data change, for as long as somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from onemap.errors import OneMapError
from onemap.session import carding

if TYPE_CHECKING:
    from onemap.city.ledger import Ledger
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.session.session import Session

#: Changes of the map that follow each other this fast are answered once, ms.
_PAUSE = 200


class LedgerAsking(QObject):
    """Holds the ledger. ``made`` tells a new one, ``failed`` why there is none, ``busy`` that one is on its way."""

    made = Signal(object)
    failed = Signal(str)
    busy = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._waiting = self._looked_at = False
        self._fresh = False
        self.ledger: Ledger | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._ask)
        session.changes.subscribe(self._changed)

    def look(self, looked_at: bool) -> None:
        """Tell whether anybody looks; it is made while somebody does."""
        self._looked_at = looked_at
        if not looked_at:
            self._stop()
        elif not self._fresh:
            self._ask()

    def _changed(self, change: Change) -> None:
        if self._waiting and change.touches("layers", "data", "jobs"):
            self._go_on()
        elif change.touches("data", "layers", "crs", "project", "moment"):
            self._fresh = False
            if self._looked_at:
                self._soon.start()

    def _stop(self) -> None:
        self._waiting = False
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self) -> None:
        if not self._looked_at:
            return
        self._stop()
        self.busy.emit()
        carding.open_layers(self._session)
        self._waiting = True
        self._go_on()

    def _go_on(self) -> None:
        if not self._waiting or any(entry.status == "reading" for entry in self._session.entries):
            return
        from onemap.session import ledgering

        self._waiting = False
        try:
            request = ledgering.request(self._session, any_role=True)
        except OneMapError as error:
            self._refused(error)
            return
        if not request.sheets:
            self._fresh, self.ledger = True, None
            self.made.emit(None)
            return

        def work(job: Job) -> Ledger:
            from onemap.city.ledger import make_ledger

            return make_ledger(request, cancelled=job.cancelled, on_progress=job.progress)

        self._job = self._session.start(self.tr("Checking the data"), work, self._done, self._refused)

    def _done(self, ledger: Ledger) -> None:
        self._job, self._fresh, self.ledger = None, True, ledger
        self.made.emit(ledger)

    def _refused(self, error: OneMapError) -> None:
        self._job = None
        if error.key != "cancelled":
            self.ledger = None
            self.failed.emit(str(error))
