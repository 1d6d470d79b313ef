"""Asks for indicators: reads what is not read yet, counts in a worker, hands over what is newest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from onemap.errors import OneMapError
from onemap.session import carding, indicating, indicator_answers

if TYPE_CHECKING:
    from onemap.city.indicator_groups import By
    from onemap.city.periods import Period
    from onemap.session.change import Change
    from onemap.session.indicating import Question
    from onemap.session.indicator_answers import Answer, Kept
    from onemap.session.runner import Job
    from onemap.session.session import Session

#: Changes of the map that follow each other this fast are answered once, ms.
_PAUSE = 120


@dataclass(frozen=True, slots=True)
class Choice:
    """What a panel shows: as `onemap.session.indicating.question`, and of which indicator and group the run is."""

    what: str | None = None
    by: By = "street"
    period: Period | None = None
    key: str = "reported"
    code: str | None = None
    only: tuple[tuple[By, str], ...] = field(default=())


class IndicatorAsking(QObject):
    """One question at a time; a newer one takes its place. All signals come in the window's thread."""

    answered = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choice: Choice | None = None
        self._waiting = False
        self._job: Job | None = None
        self._kept: Kept | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._again)
        session.changes.subscribe(self._changed)

    def ask(self, choice: Choice) -> None:
        """Ask for what was chosen."""
        self._choice = choice
        self._stop()
        self.busy.emit(True)
        carding.open_layers(self._session)
        self._waiting = True
        self._go_on()

    def question(self, choice: Choice) -> Question:
        """What was chosen as a question to what is open; RequestError when there is nothing to ask."""
        return indicating.question(
            self._session, by=choice.by, period=choice.period, what=choice.what,
            only={by: [code] for by, code in choice.only},
        )  # fmt: skip

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._waiting = False

    def _changed(self, change: Change) -> None:
        if self._choice is None:
            return
        if self._waiting and change.touches("layers", "data", "jobs"):
            self._go_on()
        elif change.touches("data", "filter", "moment", "layers", "crs", "project"):
            self._soon.start()

    def _again(self) -> None:
        """Answer anew what the map tells otherwise now; the same answer is not given twice."""
        if self._choice is not None and not self._waiting:
            self.ask(self._choice)

    def forget(self) -> None:
        """Ask no more when the map changes, as while nobody looks."""
        self._stop()
        self._choice = None

    def _go_on(self) -> None:
        if not self._waiting or any(entry.status == "reading" for entry in self._session.entries):
            return
        self._waiting = False
        choice = self._choice
        if choice is None:
            return
        try:
            asked = self.question(choice)
        except OneMapError as error:
            self._fail(error)
            return
        kept = self._kept
        self._job = self._session.start(
            "", lambda _job: indicator_answers.answer(asked, choice.key, choice.code, kept), self._answer, self._fail,
            quick=True,
        )  # fmt: skip

    def _answer(self, found: Answer) -> None:
        self._job, self._kept = None, found.events
        self.busy.emit(False)
        self.answered.emit(found)

    def _fail(self, error: OneMapError) -> None:
        self.busy.emit(False)
        if error.key != "cancelled":
            self.failed.emit(error)
