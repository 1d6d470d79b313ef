"""Asks for grid cards: reads what is not read yet, makes the card in a worker, hands it over."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from onemap.errors import OneMapError
from onemap.session import carding
from onemap.ui.when_read import WhenRead

if TYPE_CHECKING:
    from onemap.city.card import CardRequest
    from onemap.city.card_values import Card
    from onemap.session.runner import Job
    from onemap.session.session import Session


class CardAsking(QObject):
    """One question at a time; a newer one takes its place. All signals come in the window's thread."""

    #: A card and the request it answers, which holds the layers of its rows.
    answered = Signal(object, object)
    failed = Signal(object)
    #: Whether a question is under way.
    busy = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._reading = WhenRead(session, self)

    def ask(self, grid: str | None = None, at: tuple[float, float] | None = None) -> None:
        """Ask for the card of a code, or of the lowest cell at a place in the map's CRS."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.busy.emit(True)
        self._reading.then(partial(self._make, grid, at))

    def _make(self, grid: str | None, at: tuple[float, float] | None) -> None:
        try:
            request = carding.request(self._session, grid=grid, at=at)
        except OneMapError as error:
            self._fail(error)
            return
        self._job = self._session.start(
            "", lambda _job: _made(request), lambda card: self._answer(card, request), self._fail, quick=True
        )

    def _answer(self, card: Card, request: CardRequest) -> None:
        self._job = None
        self.busy.emit(False)
        self.answered.emit(card, request)

    def _fail(self, error: OneMapError) -> None:
        self.busy.emit(False)
        if error.key != "cancelled":
            self.failed.emit(error)


def _made(request: CardRequest) -> Card:
    from onemap.city.card import make_card

    return make_card(request)
