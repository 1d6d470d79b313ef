"""Asks for a chart in a worker, and again when the map answers otherwise; knows the brush that filters the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from onemap.session import chart_items, charting, tabling
from onemap.session.charting import Choice
from onemap.ui import language

if TYPE_CHECKING:
    from onemap.errors import OneMapError
    from onemap.model.extent import Extent
    from onemap.session.change import Change
    from onemap.session.charting import ChartAnswer, ChartQuestion, Held
    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.runner import Job
    from onemap.session.session import Session
    from onemap.session.tabling import Scope

#: Changes of the map that follow each other this fast are answered once, ms.
_PAUSE = 15


@dataclass(frozen=True, slots=True)
class Brush:
    """Items ``first`` to ``last`` of a chart, by which a layer is filtered with ``text``, before it with ``base``.

    ``before`` are the rows as ``base`` left them.
    """

    layer: str
    choice: Choice
    first: int
    last: int
    text: str
    base: str
    base_on: bool
    before: Ready | None = None


class ChartAsking(QObject):
    """Keeps the question of a chart. ``answered`` tells a `ChartAnswer` or None, ``failed`` an error."""

    answered = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.layer = ""
        self.choice = Choice()
        self.scope: Scope = "all"
        self.extent: Extent | None = None
        self.brush: Brush | None = None
        self.answer: ChartAnswer | None = None
        self._held: Held | None = None
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

    def show_layer(self, layer: str) -> None:
        """Show another layer, by what tells most of it."""
        if layer != self.layer:
            self.layer, self.choice, self._held, self.brush = layer, Choice(), None, None
            self.ask()

    def choose(self, choice: Choice) -> None:
        """Show something else of the layer."""
        self.choice = choice
        self.ask()

    def show_scope(self, scope: Scope) -> None:
        """Show all rows, the selected ones, or those in view."""
        self.scope = scope
        self.ask()

    def ask(self) -> None:
        """Work out the chart."""
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
        if not self.choice.by:
            self.choice = charting.first_choice(entry)
        if self.choice.kind == "cells":
            self._session.ensure_open(self.choice.by)
        self._drop_brush(entry)
        base = None if self.brush is None else self.brush.base if self.brush.base_on else ""
        question = charting.question(
            self._session, asked, self.choice, english=language.current() == "en", base=base, held=self._held
        )
        question = replace(question, before=None if self.brush is None else self.brush.before)
        known = charting.answered_by(question, self.answer)
        if known is not None:
            self._take(known)
            return
        self.busy.emit(True)
        self._job = self._session.start(
            self.tr("Chart"), lambda _job: _answered(question), self._take, self._fail, quick=True
        )

    def _drop_brush(self, entry: LayerEntry) -> None:
        """Forget a brush whose filter somebody changed, or that is of another chart."""
        brush, said = self.brush, entry.definition
        if brush is not None and (
            brush.layer != self.layer or brush.choice != self.choice or not said.filter_on or said.filter != brush.text
        ):
            self.brush = None

    def _take(self, answer: ChartAnswer | None) -> None:
        self._job = None
        self.answer = answer
        if answer is not None and answer.held is not None:
            self._held = answer.held
        self.busy.emit(False)
        self.answered.emit(answer)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _fail(self, error: OneMapError) -> None:
        if error.key != "cancelled":
            self.busy.emit(False)
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

    # --- brushing -------------------------------------------------------------------------------------------------
    def brush_items(self, first: int, last: int) -> bool:
        """Filter the layer by some items of the chart; False where a filter cannot say them."""
        answer, entry = self.answer, self.entry
        if answer is None or entry is None:
            return False
        said = chart_items.condition(answer, first, last)
        if not said:
            return False
        before = self.brush
        base = before.base if before is not None else entry.definition.filter
        base_on = before.base_on if before is not None else entry.definition.filter_on
        text = chart_items.joined(base if base_on else "", said)
        rows = before.before if before is not None else entry.ready
        self.brush = Brush(self.layer, self.choice, first, last, text, base, base_on, rows)
        self._session.set_filter(self.layer, text)
        return True

    def clear_brush(self) -> None:
        """Filter the layer as before the brush."""
        brush, self.brush = self.brush, None
        if brush is not None and brush.layer == self.layer:
            self._session.set_filter(brush.layer, brush.base, on=brush.base_on)


def _answered(question: ChartQuestion) -> ChartAnswer:
    """The answer; what paints charts is loaded here, not while somebody waits for the window."""
    import onemap.render.chart  # noqa: F401

    return charting.answer(question)
