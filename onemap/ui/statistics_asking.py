"""Asks for the statistics of a column in a worker, and again when the map answers otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from onemap.session import charting, statistics, tabling
from onemap.session.charting import Choice
from onemap.ui import language

if TYPE_CHECKING:
    from onemap.errors import OneMapError
    from onemap.model.extent import Extent
    from onemap.session.change import Change
    from onemap.session.entry import LayerEntry
    from onemap.session.runner import Job
    from onemap.session.session import Session
    from onemap.session.statistics import Statistics
    from onemap.session.tabling import Scope

#: Changes of the map that follow each other this fast are answered once, ms.
_PAUSE = 60


class StatisticsAsking(QObject):
    """Keeps the question. ``answered`` tells `Statistics` or None, ``failed`` an error."""

    answered = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.layer = ""
        #: ``of`` is the column, ``by`` what parts its rows.
        self.choice = Choice()
        self.scope: Scope = "all"
        self.extent: Extent | None = None
        self.answer: Statistics | None = None
        self._on = self._waiting = False
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.ask)
        session.changes.subscribe(self._changed)

    @property
    def entry(self) -> LayerEntry | None:
        """The layer that is shown; None when it is gone."""
        return next((entry for entry in self._session.entries if entry.id == self.layer), None)

    def switch(self, *, on: bool) -> None:
        """Ask while somebody looks, and no longer."""
        if on != self._on:
            self._on = on
            if on:
                self.ask()
            else:
                self._stop()

    def show_layer(self, layer: str, column: str = "") -> None:
        """Show another layer, or another column of it."""
        if layer != self.layer:
            self.layer, self.choice = layer, Choice(of=column)
            self.ask()
        elif column and column != self.choice.of:
            self.choose(Choice(self.choice.kind, self.choice.by, column))

    def choose(self, choice: Choice) -> None:
        """Show another column, or its rows parted otherwise."""
        self.choice = choice
        self.ask()

    def show_scope(self, scope: Scope) -> None:
        """Tell of all rows, the selected ones, or those in view."""
        self.scope = scope
        self.ask()

    def ask(self) -> None:
        """Work the numbers out."""
        self._soon.stop()
        self._stop()
        entry = self.entry
        if not self._on or entry is None:
            self._take(None)
            return
        asked = tabling.question(self._session, self.layer, self.scope, (), self.extent)
        self._waiting = asked is None or (entry.ready is None and entry.status != "failed")
        if asked is None or self._waiting:
            self._take(None)
            self._session.ensure_open(self.layer)
            return
        if self.choice.of not in statistics.columns_for(entry):
            self.choice = Choice(of=statistics.first_column(entry))
        if not self.choice.of:
            self._take(None)
            return
        if self.choice.kind == "cells" and self.choice.by:
            self._session.ensure_open(self.choice.by)
        question = charting.question(self._session, asked, self.choice, english=language.current() == "en")
        self._job = self._session.start(
            self.tr("Statistics"), lambda _job: statistics.answer(question), self._take, self._fail, quick=True
        )

    def _take(self, answer: Statistics | None) -> None:
        self._job = None
        self.answer = answer
        self.answered.emit(answer)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _fail(self, error: OneMapError) -> None:
        if error.key != "cancelled":
            self.failed.emit(error)

    def _changed(self, change: Change) -> None:
        if not self._on:
            return
        mine = not change.layers or self.layer in change.layers or self.choice.by in change.layers
        if (
            (mine and change.touches("data", "filter", "layers", "project"))
            or change.touches("time", "crs")
            or (self.scope == "selected" and change.touches("selection"))
            or (self.scope == "view" and change.touches("view"))
            or (self._waiting and change.touches("jobs"))
        ):
            self._soon.start()
