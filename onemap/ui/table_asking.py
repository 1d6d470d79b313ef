"""What stands in the table, asked in workers: rows in an order, the next hit of a text, a column in numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from onemap.model.selection import SELECTION
from onemap.query import find_text
from onemap.session import across, across_values, tabling
from onemap.session.across import Across
from onemap.ui import language
from onemap.ui.table_sheet import AcrossSheet, LayerSheet

if TYPE_CHECKING:
    from onemap.errors import OneMapError
    from onemap.model.extent import Extent
    from onemap.query.find_text import Findable
    from onemap.query.summary import Summary
    from onemap.session.change import Change
    from onemap.session.entry import LayerEntry
    from onemap.session.runner import Job
    from onemap.session.session import Session
    from onemap.session.tabling import Key, Scope, TableQuestion
    from onemap.ui.table_sheet import Sheet

#: Changes of the map that follow each other this fast are answered once, ms.
_PAUSE = 120


class TableAsking(QObject):
    """Keeps the question of a table, and asks it again when the map answers otherwise.

    ``shown`` tells a sheet, or None where there is nothing to show; ``busy`` that one is worked out; ``found`` the line
    and column of a hit, or (-1, ""); ``summed`` a column's name and summary. All come in the window's thread.
    """

    shown = Signal(object)
    busy = Signal(bool)
    failed = Signal(object)
    found = Signal(int, str)
    summed = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.layer = ""
        self.scope: Scope = "all"
        self.keys: tuple[Key, ...] = ()
        self.extent: Extent | None = None
        self.sheet: Sheet | None = None
        self.asked: TableQuestion | Across | None = None
        self._on = False
        self._waiting = False
        self._jobs: dict[str, Job] = {}
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.ask)
        session.changes.subscribe(self._changed)
        language.changed.connect(self._retitle)

    @property
    def across(self) -> bool:
        """Whether what is selected in all layers is shown, not one layer."""
        return self.layer == SELECTION

    @property
    def left_out(self) -> int:
        """How many selected rows filters and the map's time leave out of the table of all layers."""
        return self._session.selection.left_out if self.across else 0

    @property
    def entry(self) -> LayerEntry | None:
        """The layer that is shown; None when it is gone."""
        return next((entry for entry in self._session.entries if entry.id == self.layer), None)

    def switch(self, *, on: bool) -> None:
        """Ask while somebody looks, and no longer."""
        if on == self._on:
            return
        self._on = on
        if on:
            self.ask()
        else:
            for name in list(self._jobs):
                self._stop(name)

    def show_layer(self, layer: str) -> None:
        """Show another layer, or what is selected in all (`SELECTION`), unsorted."""
        if layer != self.layer:
            self.layer, self.keys, self.sheet = layer, (), None
            self.ask()

    def sort(self, keys: tuple[Key, ...]) -> None:
        """Sort by other columns."""
        self.keys = keys
        self.ask()

    def show_scope(self, scope: Scope) -> None:
        """Show all rows, the selected ones, or those in view."""
        self.scope = scope
        self.ask()

    # --- rows -----------------------------------------------------------------------------------------------------
    def ask(self) -> None:
        """Work out the sheet; at once where the rows stand as they were read."""
        self._soon.stop()
        self._stop("rows")
        if self._on and self.across:
            self._ask_across()
            return
        entry = self.entry
        if not self._on or entry is None:
            self._show(None)
            return
        asked = tabling.question(self._session, self.layer, self.scope, self.keys, self.extent)
        self._waiting = asked is None
        if asked is None:
            self._show(None)
            self.busy.emit(entry.status in {"reading", "waiting"})
            self._session.ensure_open(self.layer)  # the answer may come at once
            return
        self.asked = asked
        columns = tabling.ordered_columns(entry)
        sheet = LayerSheet(self.layer, entry.definition, asked.table, columns, code=entry.column_with("code"))
        if asked.scope == "all" and asked.kept is None and not asked.keys:
            self._show(sheet)
            return
        self.busy.emit(True)
        self._jobs["rows"] = self._session.start(
            self.tr("Sort the table") if asked.keys else self.tr("Rows of the table"),
            lambda job: replace(sheet, order=tabling.rows_of(asked, job.cancelled, job.progress)), self._show,
            self._failed, quick=not asked.keys,
        )  # fmt: skip

    def _ask_across(self) -> None:
        """Work out what is selected in all layers; at once where it is not sorted."""
        missing = across.unread(self._session)
        self._waiting = bool(missing)
        asked = across.question(self._session, language.current(), self.keys)
        self.asked, self.keys = asked, asked.keys
        sheet = AcrossSheet.of(asked)
        if not asked.keys or not asked.count:
            self._show(sheet)
        else:
            self.busy.emit(True)
            self._jobs["rows"] = self._session.start(
                self.tr("Sort the table"),
                lambda job: replace(sheet, order=across_values.order_of(asked, job.cancelled, job.progress)),
                self._show, self._failed,
            )  # fmt: skip
        for layer in missing:
            self._session.ensure_open(layer)

    def _retitle(self) -> None:
        """Columns of several layers are called and joined by their titles in the language in use."""
        if self._on and self.across:
            self.ask()

    def _show(self, sheet: Sheet | None) -> None:
        self._jobs.pop("rows", None)
        self.sheet = sheet
        self.busy.emit(False)
        self.shown.emit(sheet)

    def _changed(self, change: Change) -> None:
        if not self._on:
            return
        if self.across:
            if change.touches("data", "filter", "layers", "project", "time", "crs", "selection"):
                self._soon.start()
            return
        mine = not change.layers or self.layer in change.layers
        if self._waiting and change.touches("layers", "data", "jobs"):
            entry = self.entry
            if entry is None or entry.data is not None or entry.status == "failed":
                self.ask()
        elif (
            (mine and change.touches("data", "filter", "layers", "project"))
            or change.touches("time", "crs")
            or (self.scope == "selected" and change.touches("selection"))
            or (self.scope == "view" and change.touches("view"))
        ):
            self._soon.start()

    # --- a text, a column -----------------------------------------------------------------------------------------
    def find(self, text: str, start: int, columns: tuple[str, ...], *, backwards: bool = False) -> None:
        """Look for the next line that holds a text."""
        self._stop("find")
        asked, sheet = self.asked, self.sheet
        if asked is None or sheet is None or not text or not columns:
            return
        looked: Findable
        if isinstance(asked, Across):
            looked = across_values.AcrossFinding(asked, columns, text, start, backwards, sheet.order)
        else:
            looked = tabling.finding(asked, text, columns, start, sheet.order, backwards=backwards)
        self._jobs["find"] = self._session.start(
            self.tr("Find in the table"), lambda job: find_text.find(looked, job.cancelled),
            lambda hit: self.found.emit(*(hit or (-1, ""))), self._failed, quick=sheet.rows < 1_000_000,
        )  # fmt: skip

    def sum_up(self, name: str) -> None:
        """Work out a column in numbers."""
        self._stop("sum")
        asked = self.asked
        if asked is None or self.sheet is None or name not in self.sheet.columns:
            return

        def done(made: Summary) -> None:
            self._jobs.pop("sum", None)
            self.summed.emit(name, made)

        self._jobs["sum"] = self._session.start(
            self.tr("Column in numbers"), lambda job: _summed(asked, name, job), done, self._failed
        )

    def _stop(self, name: str) -> None:
        job = self._jobs.pop(name, None)
        if job is not None:
            job.cancel()

    def _failed(self, error: OneMapError) -> None:
        if error.key != "cancelled":
            self.busy.emit(False)
            self.failed.emit(error)


def _summed(asked: TableQuestion | Across, name: str, job: Job) -> Summary:
    """A column in numbers; what paints its charts is loaded here, not while somebody waits for the window."""
    import onemap.render.chart  # noqa: F401

    if isinstance(asked, Across):
        return across_values.summary(asked, name, job.cancelled)
    return tabling.summary(asked, name, job.cancelled)
