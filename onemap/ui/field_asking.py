"""Asks what somebody in the field wants to know of a place or a cell, one question at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from onemap.session import fielding
from onemap.ui.when_read import WhenRead

if TYPE_CHECKING:
    from onemap.errors import OneMapError
    from onemap.session.runner import Job
    from onemap.session.session import Session


class FieldAsking(QObject):
    """A newer question takes the place of an older one. All signals come in the window's thread."""

    answered = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._number = 0
        self._reading = WhenRead(session, self)

    def ask(self, *, code: str = "", at: tuple[float, float] | None = None, radius_m: float) -> None:
        """Ask about the cell with a code, about a place in the map's CRS, or about a place as one of a cell."""
        self.stop()
        self.busy.emit(True)
        self._reading.then(partial(self._ask, code, at, radius_m))

    def stop(self) -> None:
        """Want no answer any more."""
        self._number += 1
        self._reading.drop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask(self, code: str, at: tuple[float, float] | None, radius_m: float) -> None:
        asked = fielding.request(self._session, code=code, at=at, radius_m=radius_m)
        number = self._number

        def done(found: fielding.FieldAnswer) -> None:
            if number == self._number:
                self.busy.emit(False)
                self.answered.emit(found)

        def failed(error: OneMapError) -> None:
            if number == self._number:
                self.busy.emit(False)
                self.failed.emit(error)

        self._job = self._session.start("", lambda _job: fielding.answer(asked), done, failed, quick=True)
