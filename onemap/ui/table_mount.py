"""Puts the attribute table into the window: what it lights on the map, what the map lights in it, copying, files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu

from onemap.errors import OneMapError
from onemap.model.request import Hit
from onemap.ui import language
from onemap.ui.canvas_overlay import Outline

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from onemap.io.rows_writing import RowsWritten
    from onemap.model.extent import Extent
    from onemap.model.selection import How
    from onemap.session.change import Change
    from onemap.session.choosing import Chosen
    from onemap.session.runner import Job
    from onemap.session.tabling import Scope, TableQuestion
    from onemap.ui.main_window import MainWindow
    from onemap.ui.table_asking import TableAsking
    from onemap.ui.table_panel import TablePanel

    Rows = npt.NDArray[np.int64]

#: More rows than this are put together in a worker.
_MANY = 5_000
#: Cells that are copied at most; more belong into a file.
_CELLS = 2_000_000
#: How often a place flashes, and how long each time, ms.
_FLASHES, _FLASH_MS = 6, 130


class TableMount(QObject):
    """The attribute table of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._made = self._mine = False
        action = window.actions_["table"]
        action.triggered.connect(lambda on: self.show() if on else window.desk.close_panel(self.panel))
        window.desk.switched.connect(self._tick)
        window.desk.visibilityChanged.connect(lambda _on: self._tick())
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
        asking.failed.connect(self._failed)
        return asking

    @cached_property
    def panel(self) -> TablePanel:
        """The panel, made when it is first wanted: what reads tables is not loaded with the window."""
        from onemap.ui.table_panel import TablePanel

        window = self._window
        panel = TablePanel(self.asking, window.memory, window)
        self._made = True
        window.desk.add(panel, lambda: self.tr("Table"))
        panel.looked.connect(self._looked)
        panel.bar.layer_chosen.connect(self.asking.show_layer)
        panel.bar.scope_chosen.connect(self._show_scope)
        panel.bar.copy.clicked.connect(lambda _on: self.copy())
        panel.bar.export.clicked.connect(lambda _on: self._ask_file())
        panel.view.picked.connect(self._pick)
        panel.view.opened.connect(self.look_at)
        panel.view.current.connect(self._current)
        panel.view.copy_requested.connect(self.copy)
        panel.view.menu_requested.connect(self._menu)
        panel.summary.value_clicked.connect(self._select_value)
        panel.summary.span_clicked.connect(self._select_span)
        return panel

    def show(self, layer: str = "") -> None:
        """Open the table of a layer: the given one, else the current one of the tree, else the topmost."""
        entries = self._session.entries
        wanted = layer or self._window.current_layer or (self._made and self.asking.layer) or ""
        if not any(entry.id == wanted for entry in entries):
            wanted = entries[0].id if entries else ""
        self._window.desk.show_panel(self.panel)
        self.asking.show_layer(wanted)
        self._list_layers()

    def _tick(self) -> None:
        self._window.actions_["table"].setChecked(self._made and self._window.desk.showing(self.panel))

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
        if change.touches("selection") and not self._mine and len(self.panel.model.chosen):
            self.panel.go_to_row(int(self.panel.model.chosen[0]))
        hits = self._session.identified.hits if self._session.identified is not None else ()
        if change.touches("identified"):
            mine = next((hit for hit in hits if hit.layer == self.asking.layer), None)
            if mine is not None:
                self.panel.go_to_row(mine.row)

    def _extent(self) -> Extent:
        return self._window.canvas.view.extent

    def _list_layers(self) -> None:
        if not self._made:
            return
        if self.asking.entry is None and self._session.entries and self.panel.isVisible():
            self.asking.show_layer(self._session.entries[0].id)
        self.panel.bar.show_layers(self._session.entries, self.asking.layer)

    def _show_chosen(self) -> None:
        if self.asking.entry is not None:
            self.panel.model.show_chosen(self._session.selection.of(self.asking.layer))
        self.panel.show_chosen()

    def _show_scope(self, scope: Scope) -> None:
        self.asking.extent = self._extent()
        self.asking.show_scope(scope)

    def _current(self, line: int) -> None:
        sheet, row = self.panel.model.sheet, self.panel.current_row
        if sheet is None or row is None or line < 0:
            return
        self._window.asking.highlight(Hit(sheet.layer, row, 0.0, "point"))
        if self.panel.bar.follow.isChecked():
            self._with_outline(row, self._bring_into_sight)

    def _with_outline(self, row: int, then: Callable[[Outline | None], None]) -> None:
        entry = self.asking.entry
        if entry is None or entry.ready is None:
            return
        prepared = entry.ready.prepared
        self._session.start(self.tr("Outline"), lambda _job: Outline.of(prepared, row), then, quick=True)

    def _bring_into_sight(self, outline: Outline | None) -> None:
        if outline is not None:
            west, south, east, north = outline.bounds()
            self._window.canvas.bring_into_sight(((west + east) / 2, (south + north) / 2))

    def look_at(self, line: int) -> None:
        """Look at a line's place from near; it flashes."""
        sheet = self.panel.model.sheet
        if sheet is None or not 0 <= line < sheet.rows:
            return
        hit = Hit(sheet.layer, sheet.row(line), 0.0, "point")
        entry = self.asking.entry
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
        sheet = self.panel.model.sheet
        if sheet is None or not 0 <= first <= last < sheet.rows:
            return
        wanted: How = "add" if how == "add" else "replace"
        if how == "toggle":
            wanted = "remove" if self.panel.model.is_chosen(sheet.row(first)) else "add"
        if last - first < _MANY:
            self._put(np.unique(sheet.lines(first, last + 1)), wanted)
        else:
            self._choose(lambda _job: np.sort(sheet.lines(first, last + 1)), wanted)

    def _put(self, rows: Rows, how: How) -> None:
        self._mine = True
        try:
            self._session.selection.put({self.asking.layer: rows}, how)
        finally:
            self._mine = False

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

        self._session.start(self.tr("Select"), work, done, self._failed, quick=True)

    def _asked(self) -> TableQuestion | None:
        return self.asking.asked

    def _select_value(self, column: str, value: object) -> None:
        from onemap.session import tabling

        asked = self._asked()
        if asked is not None:
            self._choose(lambda _job: tabling.rows_with(asked, column, value), "replace")

    def _select_span(self, column: str, low: float, high: float, last: bool) -> None:
        from onemap.session import tabling

        asked = self._asked()
        if asked is not None:
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
        menu.addAction(self.tr("Copy the cell"), lambda: self._copied(text, 1)).setEnabled(bool(text))
        menu.addAction(self.tr("Copy the lines"), self.copy)
        menu.addSeparator()
        menu.addAction(self.tr("Select all lines"), lambda: self._pick(0, self.panel.model.rowCount() - 1, "replace"))
        menu.addAction(self._window.actions_["clear_selection"])
        return menu

    # --- copying, files -------------------------------------------------------------------------------------------
    def copy(self) -> None:
        """Copy the selected lines, or the current one where none is, with the titles of the columns that are seen."""
        from onemap.session import tabling

        sheet, asked, row = self.panel.model.sheet, self._asked(), self.panel.current_row
        if sheet is None or asked is None:
            return
        chosen, columns = self.panel.model.chosen, self.panel.shown_columns()
        here = np.array([] if row is None else [row], np.int64)
        titles = tuple(sheet.title(name) for name in columns)

        def work(_job: Job) -> tuple[str, int]:
            rows = _in_order(chosen, sheet.order, sheet.table.num_rows) if len(chosen) else here
            if len(rows) * len(columns) > _CELLS:
                raise OneMapError("copy_too_much", count=len(rows) * len(columns), most=_CELLS)
            return tabling.lines_as_text(asked, rows, columns, titles), len(rows)

        self._session.start(self.tr("Copy"), work, lambda made: self._copied(*made), self._failed, quick=True)

    def _copied(self, text: str, lines: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self._window.message.tell(self.tr("%1 lines copied").replace("%1", language.number(lines)))

    def _ask_file(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Export the table"), f"{self.asking.layer or 'rows'}.csv")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(
            ["CSV (*.csv)", self.tr("Excel (*.xlsx)"), "GeoPackage (*.gpkg)", "GeoParquet (*.parquet)",
             "GeoJSON (*.geojson)"]
        )  # fmt: skip
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(name.rpartition(".")[2].rstrip(")")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.open()

    def write(self, path: Path) -> None:
        """Write the rows and columns of the table as a file in a worker, in the order of the table."""
        from onemap.session import rows_out

        entry, sheet = self.asking.entry, self.panel.model.sheet
        if entry is None or sheet is None:
            return
        try:
            rows = sheet.lines(0, sheet.rows)
            request = rows_out.rows_out(entry, rows, path, language.current(), self.panel.shown_columns())
        except OneMapError as error:
            self._failed(error)
            return

        def failed(error: OneMapError) -> None:
            if error.key == "rows_too_many":
                csv = path.with_suffix(".csv")
                self._window.message.tell(
                    str(error), bad=True, button=self.tr("Write CSV"), do=lambda: self.write(csv)
                )  # fmt: skip
            else:
                self._failed(error)

        self._session.start(
            self.tr("Export the table"), lambda job: rows_out.write(request, job.cancelled, job.progress),
            self._written, failed,
        )  # fmt: skip

    def _written(self, made: RowsWritten) -> None:
        from onemap import messages

        said = self.tr("%1 rows written and checked: %2").replace("%1", language.number(made.rows))
        notes = " ".join(messages.sentence(one.key, one.fields) for one in made.notices)
        self._window.message.tell(f"{said.replace('%2', made.path.name)} {notes}".strip())

    def _failed(self, error: OneMapError) -> None:
        if error.key != "cancelled":
            self._window.message.tell(str(error), bad=True)


def _in_order(chosen: Rows, order: npt.NDArray[np.int32] | None, rows: int) -> Rows:
    """The chosen rows of a table from top to bottom."""
    if order is None:
        return chosen
    marks = np.zeros(rows, np.bool_)
    marks[chosen] = True
    return order[marks[order]].astype(np.int64)
