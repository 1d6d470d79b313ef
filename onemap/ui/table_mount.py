"""Puts the attribute table into the window: what it lights on the map, what the map lights in it, copying, files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from onemap.model.request import Hit
from onemap.model.selection import SELECTION
from onemap.ui import language
from onemap.ui.canvas_overlay import Outline

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt

    from onemap.model.extent import Extent
    from onemap.model.selection import How
    from onemap.session.change import Change
    from onemap.session.choosing import Chosen
    from onemap.session.entry import LayerEntry
    from onemap.session.runner import Job
    from onemap.session.tabling import Scope
    from onemap.ui.main_window import MainWindow
    from onemap.ui.table_asking import TableAsking
    from onemap.ui.table_out import TableOut
    from onemap.ui.table_panel import TablePanel

    Rows = npt.NDArray[np.int64]

#: More rows than this are put together in a worker.
_MANY = 5_000
#: How often a place flashes, and how long each time, ms.
_FLASHES, _FLASH_MS = 6, 130


class TableMount(QObject):
    """The attribute table of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._made = self._mine = False
        action = window.actions_["table"]
        window.desk.tie(action, lambda: self.panel if self._made else None, self.show)
        window.layers.table_requested.connect(self.show)
        self._left, self._flashed = 0, Hit("", 0, 0.0, "point")
        self._flashing = QTimer(self, interval=_FLASH_MS)
        self._flashing.timeout.connect(self._flash)
        self._session.changes.subscribe(self._changed)
        action.setEnabled(bool(self._session.entries))

    @cached_property
    def asking(self) -> TableAsking:
        """What is asked for the table."""
        from onemap.ui.table_asking import TableAsking

        asking = TableAsking(self._session, self)
        asking.failed.connect(self._window.message.tell_error)
        return asking

    @cached_property
    def out(self) -> TableOut:
        """What copies and writes."""
        from onemap.ui.table_out import TableOut

        return TableOut(self.panel, self._session, self._window.message)

    @cached_property
    def panel(self) -> TablePanel:
        """The panel, made when it is first wanted: what reads tables is not loaded with the window."""
        from onemap.ui.table_panel import TablePanel

        window = self._window
        panel = TablePanel(self.asking, window.memory, window)
        self._made = True
        window.desk.add(panel, lambda: self.tr("Table"))
        panel.shown.connect(self._looked)
        panel.bar.layer_chosen.connect(self.asking.show_layer)
        panel.bar.scope_chosen.connect(self._show_scope)
        panel.bar.copy.clicked.connect(lambda _on: self.copy())
        panel.bar.export.clicked.connect(lambda _on: self.out.ask_file())
        panel.view.picked.connect(self._pick)
        panel.view.opened.connect(self.look_at)
        panel.view.current.connect(self._current)
        panel.view.copy_requested.connect(self.copy)
        panel.view.menu_requested.connect(self._menu)
        panel.summary.value_clicked.connect(self._select_value)
        panel.summary.span_clicked.connect(self._select_span)
        language.changed.connect(self._list_layers)
        return panel

    def show(self, layer: str = "") -> None:
        """Open the table of a layer: the given one, else the current one of the tree, else the topmost.

        `SELECTION` opens that of what is selected in all layers.
        """
        entries = self._session.entries
        wanted = layer or self._window.current_layer or (self._made and self.asking.layer) or ""
        if wanted != SELECTION and not any(entry.id == wanted for entry in entries):
            wanted = entries[0].id if entries else ""
        self._window.desk.show_panel(self.panel)
        self.asking.show_layer(wanted)
        self._list_layers()

    def show_selected(self, layer: str) -> None:
        """Open the table of a layer on what is selected of it."""
        self.show(layer)
        self.panel.bar.scopes["selected"].setChecked(True)
        self._show_scope("selected")

    def _looked(self, on: bool) -> None:
        self._show_chosen()
        self._list_layers()
        self.asking.extent = self._extent()
        self.asking.switch(on=on)
        if not on:
            self._window.asking.highlight(None)

    # --- the map and the table ------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            self._window.actions_["table"].setEnabled(bool(self._session.entries))
        if not self._made:
            return
        if change.touches("layers", "project"):
            self._list_layers()
        if change.touches("view") and self.asking.scope == "view":
            self.asking.extent = self._extent()
        if change.touches("selection", "filter", "time", "data", "layers"):
            self._show_chosen()
        if self.panel.isVisible():
            self._follow(change)

    def _follow(self, change: Change) -> None:
        """Go to what was chosen or asked about on the map."""
        if self.asking.across:
            self._follow_across(change)
            return
        if change.touches("selection") and not self._mine and len(self.panel.model.chosen):
            self.panel.go_to_row(int(self.panel.model.chosen[0]))
        hits = self._session.identified.hits if self._session.identified is not None else ()
        if change.touches("identified"):
            mine = next((hit for hit in hits if hit.layer == self.asking.layer), None)
            if mine is not None:
                self.panel.go_to_row(mine.row)

    def _follow_across(self, change: Change) -> None:
        """Go to the first of what was asked about on the map that is selected."""
        found, sheet = self._session.identified, self.panel.model.sheet
        if change.touches("identified") and found is not None and sheet is not None:
            rows = (sheet.row_of(hit.layer, hit.row) for hit in found.hits)
            row = next((row for row in rows if row is not None), None)
            if row is not None:
                self.panel.go_to_row(row)

    def _extent(self) -> Extent:
        return self._window.canvas.view.extent

    def _list_layers(self) -> None:
        if not self._made:
            return
        if self.asking.entry is None and not self.asking.across and self._session.entries and self.panel.isVisible():
            self.asking.show_layer(self._session.entries[0].id)
        self.panel.bar.show_layers(self._session.entries, self.asking.layer)

    def _show_chosen(self) -> None:
        if self.asking.entry is not None:
            self.panel.model.show_chosen(self._session.selection.of(self.asking.layer))
        self.panel.show_chosen()

    def _show_scope(self, scope: Scope) -> None:
        self.asking.extent = self._extent()
        self.asking.show_scope(scope)

    def _show_only(self, scope: Scope) -> None:
        """Open the table of the current layer with the selected rows alone, or those in view."""
        self.show()
        self.panel.bar.scopes[scope].click()

    def _current(self, line: int) -> None:
        sheet, row = self.panel.model.sheet, self.panel.current_row
        if sheet is None or row is None or line < 0:
            return
        layer, row = sheet.at(row)
        self._window.asking.highlight(Hit(layer, row, 0.0, "point"))
        if self.panel.bar.follow.isChecked():
            self._with_outline(layer, row, self._bring_into_sight)

    def _with_outline(self, layer: str, row: int, then: Callable[[Outline | None], None]) -> None:
        entry = self._entry(layer)
        if entry is None or entry.ready is None:
            return
        prepared = entry.ready.prepared
        self._session.start(self.tr("Outline"), lambda _job: Outline.of(prepared, row), then, quick=True)

    def _entry(self, layer: str) -> LayerEntry | None:
        return next((entry for entry in self._session.entries if entry.id == layer), None)

    def _bring_into_sight(self, outline: Outline | None) -> None:
        if outline is not None:
            west, south, east, north = outline.bounds()
            self._window.canvas.bring_into_sight(((west + east) / 2, (south + north) / 2))

    def look_at(self, line: int) -> None:
        """Look at a line's place from near; it flashes."""
        sheet = self.panel.model.sheet
        if sheet is None or not 0 <= line < sheet.rows:
            return
        layer, row = sheet.at(sheet.row(line))
        hit, entry = Hit(layer, row, 0.0, "point"), self._entry(layer)
        if entry is not None and entry.ready is not None and not (entry.ready.prepared.rows == hit.row).any():
            self._window.message.tell(self.tr("This row has no place on the map."))
            return
        self._window.asking.zoom_to(hit)
        self._window.asking.highlight(hit)
        self._left, self._flashed = _FLASHES, hit
        self._flashing.start()

    def _flash(self) -> None:
        overlay = self._window.canvas.overlay
        self._left -= 1
        if self._left > 0 and self._left % 2 and overlay.chosen is not None:
            overlay.chosen = None
        else:
            self._window.asking.highlight(self._flashed)
        if self._left <= 0:
            self._flashing.stop()
        self._window.canvas.update()

    # --- selecting ------------------------------------------------------------------------------------------------
    def _pick(self, first: int, last: int, how: str) -> None:
        """Select lines on the map; in the table of all that is selected, mark them."""
        sheet = self.panel.model.sheet
        if sheet is None or not 0 <= first <= last < sheet.rows:
            return
        wanted: How = "add" if how == "add" else "replace"
        if how == "toggle":
            wanted = "remove" if self.panel.model.is_chosen(sheet.row(first)) else "add"
        put = self._mark if self.asking.across else self._put
        if last - first < _MANY:
            put(np.unique(sheet.lines(first, last + 1)), wanted)
        elif self.asking.across:
            self._find_marks(lambda _job: np.sort(sheet.lines(first, last + 1)), wanted)
        else:
            self._choose(lambda _job: np.sort(sheet.lines(first, last + 1)), wanted)

    def _put(self, rows: Rows, how: How) -> None:
        self._mine = True
        try:
            self._session.selection.put({self.asking.layer: rows}, how)
        finally:
            self._mine = False

    # --- marks in the table of all that is selected ---------------------------------------------------------------
    def _mark(self, rows: Rows, how: How) -> None:
        from onemap.query.rowmath import combined

        self.panel.mark(combined(self.panel.model.chosen, rows, how))

    def _find_marks(self, find: Callable[[Job], Rows], how: How = "replace") -> None:
        """Mark what is found in a worker, and go to the first of it."""
        sheet = self.panel.model.sheet

        def done(rows: Rows) -> None:
            if self.panel.model.sheet is sheet:
                self._mark(rows, how)
                if how == "replace" and len(rows) and sheet is not None and len(rows) < sheet.rows:
                    self.panel.go_to_row(int(rows[0]))

        self._session.start(self.tr("Select"), find, done, self._window.message.tell_error, quick=True)

    def take_marked(self, how: How) -> None:
        """Keep only the marked lines selected ("intersect"), or take them from the selection ("remove")."""
        from onemap.session import choosing
        from onemap.session.across import Across

        asked, marked, before = self.asking.asked, self.panel.model.chosen, self._session.selection.rows()
        if not isinstance(asked, Across) or not len(marked):
            return
        there = {e.id: e.ready.prepared for e in self._session.entries if e.ready is not None}
        self._session.start(
            self.tr("Select"), lambda _job: choosing.narrowed(before, asked.rows_at(marked), there, how),
            self._session.selection.take, self._window.message.tell_error, quick=True,
        )  # fmt: skip

    def _choose(self, find: Callable[[Job], Rows], how: How) -> None:
        """Select what is found in a worker."""
        from onemap.session import choosing

        entry = self.asking.entry
        if entry is None or entry.ready is None:
            return
        layer, prepared, before = entry.id, entry.ready.prepared, self._session.selection.rows()

        def work(job: Job) -> Chosen:
            return choosing.put_together(layer, prepared, find(job), before, how)

        def done(chosen: Chosen) -> None:
            self._mine = True
            try:
                self._session.selection.take(chosen)
            finally:
                self._mine = False

        self._session.start(self.tr("Select"), work, done, self._window.message.tell_error, quick=True)

    def _select_value(self, column: str, value: object) -> None:
        from onemap.session import across_values, tabling
        from onemap.session.across import Across

        asked = self.asking.asked
        if isinstance(asked, Across):
            self._find_marks(lambda _job: across_values.places_with(asked, column, value))
        elif asked is not None:
            self._choose(lambda _job: tabling.rows_with(asked, column, value), "replace")

    def _select_span(self, column: str, low: float, high: float, last: bool) -> None:
        from onemap.session import across_values, tabling
        from onemap.session.across import Across

        asked = self.asking.asked
        if isinstance(asked, Across):
            self._find_marks(lambda _job: across_values.places_between(asked, column, low, high, last=last))
        elif asked is not None:
            self._choose(lambda _job: tabling.rows_between(asked, column, low, high, last=last), "replace")

    def _menu(self, line: int, column: int, at: QPoint) -> None:
        self.panel.view.go_to(line, column)
        self.menu(line, column).popup(at)

    def menu(self, line: int, column: int) -> QMenu:
        """What can be done with a cell; the menu ends when it is closed."""
        menu = QMenu(self.panel)
        menu.aboutToHide.connect(menu.deleteLater)
        text = self.panel.model.text(line, column) if line >= 0 <= column else ""
        menu.addAction(self.tr("Zoom to this row"), lambda: self.look_at(line)).setEnabled(line >= 0)
        menu.addAction(self._window.actions_["zoom_selection"])
        menu.addSeparator()
        menu.addAction(self.tr("Copy the cell"), lambda: self.out.put(text, 1)).setEnabled(bool(text))
        menu.addAction(self.tr("Copy the lines"), self.copy)
        menu.addSeparator()
        whole = self.panel.model.rowCount() - 1
        if self.asking.across:
            marked = bool(len(self.panel.model.chosen))
            menu.addAction(self.tr("Mark all lines"), lambda: self._pick(0, whole, "replace"))
            keep = menu.addAction(self.tr("Keep only the marked lines selected"), lambda: self.take_marked("intersect"))
            take = menu.addAction(self.tr("Take the marked lines from the selection"),
                                  lambda: self.take_marked("remove"))  # fmt: skip
            keep.setEnabled(marked)
            take.setEnabled(marked)
        else:
            menu.addAction(self.tr("Select all lines"), lambda: self._pick(0, whole, "replace"))
        menu.addAction(self._window.actions_["clear_selection"])
        return menu

    # --- copying, files -------------------------------------------------------------------------------------------
    def copy(self) -> None:
        """Copy the selected lines, or the current one where none is, with the titles of the columns that are seen."""
        self.out.copy()

    def write(self, path: Path) -> None:
        """Write the rows and columns of the table as a file in a worker, in the order of the table."""
        self.out.write(path)
