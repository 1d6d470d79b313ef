"""The attribute table below the map: a layer's rows, sorted, searched, selected, and a column of them in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from onemap.session.tabling import Key
from onemap.ui import language, table_columns, text_size
from onemap.ui.desk_panel import DeskPanel
from onemap.ui.table_bar import TableBar
from onemap.ui.table_columns import NARROW, WIDE, Columns
from onemap.ui.table_model import TableModel
from onemap.ui.table_sheet import AcrossSheet
from onemap.ui.table_summary import WIDTH, SummaryPane
from onemap.ui.table_view import TableView

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.query.summary import Summary
    from onemap.ui.table_asking import TableAsking
    from onemap.ui.table_sheet import Sheet
    from onemap.ui.window_memory import Memory

#: Lines whose values say how wide a column is at first.
_LOOKED_AT = 40
#: Room in a column beside its longest text: borders, and how it is sorted.
_BESIDE = 40


class TablePanel(DeskPanel):
    """Shows the sheet of a `TableAsking`."""

    columns_changed = Signal()

    def __init__(self, asking: TableAsking, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asking, self._memory = asking, memory
        self.model = TableModel(self)
        self.bar, self.view, self.summary = TableBar(self), TableView(self.model), SummaryPane(self)
        self.split = QSplitter(self)
        self.columns = Columns()
        self._laid_out: tuple[str, tuple[str, ...]] = ("", ())
        self._busy = False
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.split.addWidget(self.pages)
        self.split.addWidget(self.summary)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([10_000, WIDTH])
        self.summary.hide()
        self.stack(self.bar, self.view, around=self.split)

    def _connect(self) -> None:
        asking, bar, view = self.asking, self.bar, self.view
        asking.shown.connect(self.show_sheet)
        asking.busy.connect(self._show_busy)
        asking.found.connect(self._show_hit)
        asking.summed.connect(self._show_summary)
        bar.find_requested.connect(lambda back: self.find_next(backwards=back))
        bar.summary.toggled.connect(self._switch_summary)
        bar.columns.clicked.connect(lambda _on: self._columns_menu())
        view.head_clicked.connect(self._sort_by)
        view.arranged.connect(self._arranged)
        view.head_menu_requested.connect(self._head_menu)
        self._keep = QTimer(self, singleShot=True, interval=400)
        self._keep.timeout.connect(self._remember)
        around = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, call in (
            (QKeySequence("Ctrl+F"), bar.start_finding), (QKeySequence("F3"), self.find_next),
            (QKeySequence("Shift+F3"), lambda: self.find_next(backwards=True)),
        ):  # fmt: skip
            QShortcut(keys, self, context=around).activated.connect(call)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Attribute table"))
        self.view.setAccessibleName(self.tr("Attribute table"))
        self.model.retranslate()
        self._show_count()

    # --- the sheet ------------------------------------------------------------------------------------------------
    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show other rows; the current row stays current where it still stands in the table."""
        before, column = self.current_row, max(self.view.currentIndex().column(), 0)
        same = sheet is not None and self._laid_out == (sheet.layer, sheet.columns)
        self.model.marks = self._marks()
        if isinstance(sheet, AcrossSheet) and not sheet.is_of(self.model.sheet):
            self.model.show_chosen(np.empty(0, np.int64))  # marks are places, which are others now
        with QSignalBlocker(self.view):
            self.model.show_sheet(sheet)
            if sheet is not None and not same:
                self._arrange_anew(sheet)
        if sheet is not None and same and before is not None:
            line = sheet.line(before)
            if line is not None:
                self.view.go_to(line, column)
        self._show_count()
        if self.summary.isVisibleTo(self) and sheet is not None:
            self._sum_up(self.summary.column)

    @property
    def current_row(self) -> int | None:
        """The source row of the current line."""
        line, sheet = self.view.currentIndex().row(), self.model.sheet
        return None if sheet is None or not 0 <= line < sheet.rows else sheet.row(line)

    def go_to_row(self, row: int) -> None:
        """Make the line of a source row current, where it stands in the table."""
        line = None if self.model.sheet is None else self.model.sheet.line(row)
        if line is not None:
            self.view.go_to(line)

    def _show_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_count()

    def _show_count(self) -> None:
        sheet, asking = self.model.sheet, self.asking
        entry = asking.entry
        if entry is not None and entry.status == "failed" and entry.error is not None:
            self.empty.setText(str(entry.error))
        elif asking.across:
            self.empty.setText(self._nothing_across())
        elif entry is None:
            self.empty.setText(self.tr("No layer is open. Add data, and its rows stand here."))
        elif sheet is None or self._busy:
            self.empty.setText(self.tr("Reading…"))
        else:
            self.empty.setText({
                "selected": self.tr("Nothing of this layer is selected. Select on the map, or show all rows."),
                "view": self.tr("Nothing of this layer is in view."),
            }.get(asking.scope, self.tr("No row is left in by the filter.") if sheet.total
                  else self.tr("This layer has no rows.")))  # fmt: skip
        self.pages.setCurrentIndex(1 if sheet is not None and sheet.rows and sheet.columns else 0)
        self.bar.show_text(self._counted(sheet))
        for button in (self.bar.export, self.bar.copy, self.bar.next, self.bar.previous):
            button.setEnabled(sheet is not None and sheet.rows > 0)

    def _counted(self, sheet: Sheet | None) -> str:
        if sheet is None or self._busy:
            return self.tr("Working…") if self._busy else ""
        said = self.tr("%1 rows") if sheet.rows == sheet.total else self.tr("%1 of %2 rows")
        text = said.replace("%1", language.number(sheet.rows)).replace("%2", language.number(sheet.total))
        chosen = len(self.model.chosen)
        if chosen:
            more = self.tr(", %1 marked") if self.asking.across else self.tr(", %1 selected")
            text += more.replace("%1", language.number(chosen))
        if self.asking.left_out:
            text += self.tr(", %1 more hidden by filters or time").replace("%1", language.number(self.asking.left_out))
        return text

    def _nothing_across(self) -> str:
        if self.asking.left_out:
            return self.tr("All selected rows are hidden by filters or the time shown.")
        return self.tr("Nothing is selected. Select on the map, in whatever layers, and the rows stand here together.")

    def show_chosen(self) -> None:
        """Paint which lines are selected, and count them."""
        self.view.repaint_lines()
        self._show_count()

    def mark(self, rows: npt.NDArray[np.int64]) -> None:
        """Mark lines by their rows, ascending."""
        self.model.show_chosen(rows)
        self.show_chosen()

    # --- columns --------------------------------------------------------------------------------------------------
    def _arrange_anew(self, sheet: Sheet) -> None:
        """Bring the columns of another layer to their places."""
        kept = table_columns.remembered(self._memory, sheet.layer)
        self.columns = kept if kept is not None else table_columns.at_first(sheet)
        self._laid_out = sheet.layer, sheet.columns
        metrics = self.view.fontMetrics()
        for at, name in enumerate(sheet.columns):
            width = self.columns.widths.get(name)
            if width is None:
                texts = [self.model.text(line, at)[:60] for line in range(min(sheet.rows, _LOOKED_AT))]
                longest = max([metrics.horizontalAdvance(text) for text in [*texts, sheet.title(name)]])
                width = min(max(longest + text_size.px(_BESIDE), text_size.px(NARROW)), text_size.px(WIDE))
            self.view.setColumnWidth(at, width)
        self._arrange()

    def _arrange(self) -> None:
        """Order, hide and pin columns as `columns` says."""
        sheet, head = self.model.sheet, self.view.horizontalHeader()
        if sheet is None:
            return
        with QSignalBlocker(self.view):
            places = {name: at for at, name in enumerate(sheet.columns)}
            for visual, name in enumerate(self.columns.sorted(sheet.columns)):
                head.moveSection(head.visualIndex(places[name]), visual)
                self.view.setColumnHidden(places[name], name in self.columns.hidden)
            pins = [places[n] for n in self.columns.pinned if n in places and n not in self.columns.hidden]
            self.view.pin(pins)

    def _arranged(self) -> None:
        """Take in what hands did to the heads."""
        sheet, head = self.model.sheet, self.view.horizontalHeader()
        if sheet is None:
            return
        order = tuple(sheet.columns[head.logicalIndex(at)] for at in range(len(sheet.columns)))
        widths = {
            name: self.view.columnWidth(at) for at, name in enumerate(sheet.columns) if not self.view.isColumnHidden(at)
        }
        self.columns = msgspec.structs.replace(self.columns, order=order, widths=self.columns.widths | widths)
        self._keep.start()

    def _remember(self) -> None:
        if self._laid_out[0]:
            table_columns.remember(self._memory, self._laid_out[0], self.columns)

    def shown_columns(self) -> tuple[str, ...]:
        """The columns that are seen, from the left."""
        sheet = self.model.sheet
        if sheet is None:
            return ()
        return tuple(name for name in self.columns.sorted(sheet.columns) if name not in self.columns.hidden)

    def set_hidden(self, name: str, *, hidden: bool) -> None:
        """Hide a column or show it; the last one stays."""
        others = tuple(one for one in self.columns.hidden if one != name)
        if hidden and len(self.shown_columns()) <= 1:
            return
        self.columns = msgspec.structs.replace(self.columns, hidden=(*others, name) if hidden else others)
        self._arrange()
        self._keep.start()

    def set_pinned(self, name: str, *, pinned: bool) -> None:
        """Let a column stay in place while the others move, or no more."""
        others = tuple(one for one in self.columns.pinned if one != name)
        self.columns = msgspec.structs.replace(self.columns, pinned=(*others, name) if pinned else others)
        self._arrange()
        self._keep.start()

    def reset_columns(self) -> None:
        """Let columns stand as at first."""
        sheet = self.model.sheet
        if sheet is not None:
            self.columns = table_columns.at_first(sheet)
            self._arrange()
            self._keep.start()

    def _columns_menu(self) -> None:
        menu = self.columns_menu()
        menu.popup(self.bar.columns.mapToGlobal(QPoint(0, self.bar.columns.height())))

    def columns_menu(self) -> QMenu:
        """Which columns are seen; the menu ends when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        sheet = self.model.sheet
        for name in () if sheet is None else self.columns.sorted(sheet.columns):
            action = menu.addAction(sheet.title(name).replace("&", "&&") if sheet is not None else name)
            action.setCheckable(True)
            action.setChecked(name not in self.columns.hidden)
            action.toggled.connect(lambda on, name=name: self.set_hidden(name, hidden=not on))
        menu.addSeparator()
        menu.addAction(self.tr("Columns as at first"), self.reset_columns)
        return menu

    def _head_menu(self, column: int, at: QPoint) -> None:
        sheet = self.model.sheet
        if sheet is None or not 0 <= column < len(sheet.columns):
            return
        self.head_menu(sheet.columns[column]).popup(at)

    def head_menu(self, name: str) -> QMenu:
        """What can be done with a column; the menu ends when it is closed."""
        menu, pinned = QMenu(self), name in self.columns.pinned
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Sort upwards"), lambda: self.asking.sort((Key(name),)))
        menu.addAction(self.tr("Sort downwards"), lambda: self.asking.sort((Key(name, descending=True),)))
        others = tuple(key for key in self.asking.keys if key.column != name)
        menu.addAction(self.tr("Then sort by this"), lambda: self.asking.sort((*others, Key(name))))
        menu.addAction(self.tr("Do not sort"), lambda: self.asking.sort(())).setEnabled(bool(self.asking.keys))
        menu.addSeparator()
        menu.addAction(self.tr("Column in numbers"), lambda: self.sum_up(name))
        words = self.tr("Let it move") if pinned else self.tr("Keep in place")
        menu.addAction(words, lambda: self.set_pinned(name, pinned=not pinned))
        menu.addAction(self.tr("Hide"), lambda: self.set_hidden(name, hidden=True))
        return menu

    # --- sorting, finding, counting -------------------------------------------------------------------------------
    def _sort_by(self, column: int, joined: bool) -> None:
        """Upwards, downwards, not at all; with Shift behind the other keys."""
        sheet = self.model.sheet
        if sheet is None:
            return
        name, keys = sheet.columns[column], self.asking.keys
        mine = next((key for key in keys if key.column == name), None)
        step = [Key(name)] if mine is None else [] if mine.descending else [Key(name, descending=True)]
        if self.bar.summary.isChecked():
            self._sum_up(name)
        if not joined:
            self.asking.sort(tuple(step))
        elif mine is None:
            self.asking.sort((*keys, *step))
        else:
            at = keys.index(mine)
            self.asking.sort((*keys[:at], *step, *keys[at + 1 :]))

    def _marks(self) -> dict[str, str]:
        keys = self.asking.keys
        return {
            key.column: f"  {'↓' if key.descending else '↑'}{at if len(keys) > 1 else ''}"
            for at, key in enumerate(keys, 1)
        }

    def find_next(self, *, backwards: bool = False) -> None:
        """Look for the next line that holds the text of the bar."""
        line, sheet = self.view.currentIndex().row(), self.model.sheet
        if sheet is None or not sheet.rows:
            return
        step = -1 if backwards else 1
        start = (line + step) % sheet.rows if line >= 0 else 0
        self.asking.find(self.bar.text.text().strip(), start, self.shown_columns(), backwards=backwards)

    def _show_hit(self, line: int, column: str) -> None:
        sheet = self.model.sheet
        if line < 0 or sheet is None:
            self.bar.show_text(self.tr("Not found"), bad=True)
            return
        self._show_count()
        self.view.go_to(line, sheet.columns.index(column))

    def sum_up(self, name: str) -> None:
        """Show a column in numbers."""
        self.summary.column = name
        if self.bar.summary.isChecked():
            self._sum_up(name)
        else:
            self.bar.summary.setChecked(True)

    def _switch_summary(self, on: bool) -> None:
        self.summary.setVisible(on)
        sheet = self.model.sheet
        if on and sheet is not None:
            at = self.view.currentIndex().column()
            self._sum_up(self.summary.column or (sheet.columns[at] if 0 <= at < len(sheet.columns) else ""))

    def _sum_up(self, name: str) -> None:
        sheet = self.model.sheet
        if sheet is None or name not in sheet.columns:
            self.summary.show_waiting("", "")
            return
        self.summary.show_waiting(name, sheet.title(name))
        self.asking.sum_up(name)

    def _show_summary(self, name: str, made: Summary) -> None:
        sheet = self.model.sheet
        if sheet is not None and name in sheet.columns:
            self.summary.show_summary(name, sheet.title(name), made, sheet.words(name))

    def hideEvent(self, event: object) -> None:
        """Tell that nobody looks."""
        if self._keep.isActive():
            self._keep.stop()
            self._remember()
        super().hideEvent(event)
