"""The ledger below the map: all terminals or all components, searched, chosen by value, sorted, tied to the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLayout, QToolButton, QWidget

from onemap.city.ledger_columns import LEDGER_ROLES, LedgerAsked
from onemap.ui import icons, language, text_size
from onemap.ui.desk_panel import DeskPanel, LinesTable, plain_label, search_field
from onemap.ui.ledger_models import SHOWN, LedgerModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt

    from onemap.city.ledger import Ledger
    from onemap.city.ledger_columns import LedgerRole

    Ints = npt.NDArray[np.int64]

_REST = 150
_SEARCH = 150, 240
_WIDTHS = {
    "code": 168, "name": 130, "type": 130, "state": 62, "last_report": 150, "owner": 170, "keeper": 170,
    "supervisor": 150, "carrier": 160, "grid_computed": 144, "grid_stored": 144, "layer": 90,
}  # fmt: skip
_CHOSEN_BY = ("type", "owner", "state", "last_report")
#: More values are not offered; the box that searches finds them.
_MOST_VALUES = 400
#: More lines are not marked one by one: a table with a hundred thousand marks stands still.
_MOST_MARKED = 2000


class LedgerPanel(DeskPanel):
    """Shows lines of a ledger.

    ``wanted`` asks for the lines of a `LedgerAsked`; its ``only`` is to be filled in where ``only`` is checked.
    ``marked`` tells the lines that are selected, ``opened`` a line to see from near, ``identify_requested`` one whose
    place is to be asked; ``write_requested`` and ``merge_requested`` ask for files.
    """

    wanted = Signal(object)
    marked = Signal(object)
    opened = Signal(int)
    identify_requested = Signal(int)
    write_requested = Signal()
    merge_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger: Ledger | None = None
        self.model = LedgerModel(self)
        self.table = LinesTable(self.model, many=True)
        self.roles = QButtonGroup(self)
        self.role_buttons = [QToolButton(self) for _ in LEDGER_ROLES]
        self.search, self.count = search_field(self, *_SEARCH), plain_label("muted", self)
        self.boxes = {name: QComboBox(self) for name in _CHOSEN_BY}
        self.only, self.zoom, self.ask_here, self.write, self.merge = (QToolButton(self) for _ in range(5))
        self._quiet = False
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        titles = self.table.horizontalHeader()
        titles.setSectionsClickable(True)
        titles.setSortIndicatorShown(True)
        titles.setSortIndicatorClearable(True)
        titles.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.set_widths({column: _WIDTHS[name] for column, name in enumerate(SHOWN)})
        for number, button in enumerate(self.role_buttons):
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("side", ("left", "right")[number])
            self.roles.addButton(button, number)
        self.role_buttons[0].setChecked(True)
        for box in self.boxes.values():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
            box.setMaximumWidth(text_size.px(170))
            box.setMaxVisibleItems(20)
        self.only.setCheckable(True)
        glyphs = {"select": self.only, "zoom_to": self.zoom, "identify": self.ask_here, "export": self.write,
                  "merge": self.merge}  # fmt: skip
        for glyph, button in glyphs.items():
            button.setProperty("role", "icon")
            icons.bind(button, glyph)
        segments = QHBoxLayout()
        segments.setSpacing(0)
        for button in self.role_buttons:
            segments.addWidget(button)
        boxes, buttons = self.boxes.values(), glyphs.values()
        head: list[QWidget | QLayout] = [segments, self.search, *boxes, self.count, *buttons]
        self.lay_out(self.table, head, wide=(self.search, self.count))

    def _connect(self) -> None:
        self.roles.idClicked.connect(lambda _id: self._another_role())
        self.search.textChanged.connect(lambda _text: self._rest.start())
        self._rest.timeout.connect(self.ask)
        for box in self.boxes.values():
            box.activated.connect(lambda _at: self.ask())
        self.only.toggled.connect(lambda _on: self.ask())
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_both: self.ask())
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._selected())
        self.table.activated.connect(lambda index: self.opened.emit(int(self.model.lines[index.row()])))
        self.zoom.clicked.connect(lambda _on: self._emit_current(self.opened))
        self.ask_here.clicked.connect(lambda _on: self._emit_current(self.identify_requested))
        self.write.clicked.connect(lambda _on: self.write_requested.emit())
        self.merge.clicked.connect(lambda _on: self.merge_requested.emit())

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Ledger"))
        self.table.setAccessibleName(self.tr("Ledger"))
        for button, text in zip(self.role_buttons, (self.tr("Terminals"), self.tr("Components")), strict=True):
            button.setText(text)
        self.search.setPlaceholderText(self.tr("Search the ledger…"))
        said = {
            self.search: self.tr("Search the ledger…"),
            self.only: self.tr("Only what is selected on the map"),
            self.zoom: self.tr("Zoom to the current line (Enter)"),
            self.ask_here: self.tr("What is here"),
            self.write: self.tr("Write what is listed…"),
            self.merge: self.tr("Merge another ledger…"),
        }
        for widget, text in said.items():
            widget.setToolTip(text)
            widget.setAccessibleName(text)
        self._fill_boxes()
        self._show()

    # --- asking ---------------------------------------------------------------------------------------------------
    @property
    def role(self) -> LedgerRole:
        """Which ledger is shown."""
        return LEDGER_ROLES[max(self.roles.checkedId(), 0)]

    @property
    def asked(self) -> LedgerAsked:
        """What is asked for now."""
        chosen = {name: str(box.currentData()) for name, box in self.boxes.items() if box.currentData() is not None}
        head = self.table.horizontalHeader()
        at = head.sortIndicatorSection()
        sort = SHOWN[at] if 0 <= at < len(SHOWN) else None
        descending = head.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        return LedgerAsked(self.role, self.search.text(), chosen, None, sort, descending)

    def ask(self) -> None:
        """Ask for the lines that are wanted."""
        if self.ledger is not None:
            self.wanted.emit(self.asked)

    def choose(self, **values: str | None) -> None:
        """Choose values by column, as a hand would; None for all."""
        for name, value in values.items():
            box = self.boxes[name]
            box.setCurrentIndex(0 if value is None else max(box.findData(value), 0))
        self.ask()

    def _another_role(self) -> None:
        self._fill_boxes()
        self._show_columns()
        self.ask()

    def _fill_boxes(self) -> None:
        """Offer the values that occur, with their numbers; a choice that is still there stays."""
        every = {
            "type": self.tr("All types"), "owner": self.tr("All owners"), "state": self.tr("All states"),
            "last_report": self.tr("Any report"),
        }  # fmt: skip
        en = language.current() == "en"
        tallies = () if self.ledger is None else self.ledger.tallies[self.role]
        for name, box in self.boxes.items():
            held = box.currentData()
            box.clear()
            box.addItem(every[name], None)
            for one in [one for one in tallies if one.by == name][:_MOST_VALUES]:
                box.addItem(f"{one.words[en]}  {language.number(one.count)}", one.value)
            box.setCurrentIndex(max(box.findData(held), 0) if held is not None else 0)
            box.setEnabled(box.count() > 1)
            box.setAccessibleName(every[name])
            box.setToolTip(every[name])

    # --- showing --------------------------------------------------------------------------------------------------
    def show_ledger(self, ledger: Ledger | None) -> None:
        """Show another ledger."""
        self.ledger = ledger
        if ledger is not None and not ledger.tables[self.role].num_rows:
            other = next((n for n, role in enumerate(LEDGER_ROLES) if ledger.tables[role].num_rows), None)
            if other is not None:
                self.role_buttons[other].setChecked(True)
        self.model.show_lines(None, self.role, np.empty(0, np.int64))
        self._fill_boxes()
        self._show()
        self._show_columns()
        self.ask()

    def _show_columns(self) -> None:
        """Columns in which no row of the ledger has anything are not shown."""
        if self.ledger is not None:
            table = self.ledger.tables[self.role]
            for at, name in enumerate(SHOWN):
                self.table.setColumnHidden(at, table.column(name).null_count == table.num_rows > 0)

    def show_lines(self, role: LedgerRole, lines: Ints) -> None:
        """List these lines."""
        self._quiet = True
        self.model.show_lines(self.ledger, role, lines)
        self._quiet = False
        self._show()

    def show_busy(self) -> None:
        """Tell that it is being made; what was shown before stays."""
        if self.ledger is None:
            self.empty.setText(self.tr("Reading the ledger…"))

    def show_error(self, text: str) -> None:
        """Tell why there is nothing."""
        self.show_ledger(None)
        self.empty.setText(text)

    def mark(self, rows: Mapping[str, Ints]) -> None:
        """Mark the lines of some rows by layer, and bring the first in sight."""
        ledger = self.ledger
        if ledger is None or self.model.ledger is None or self.only.isChecked():
            return
        from onemap.city.ledger_view import of_rows

        chosen = self.table.selectionModel()
        places = np.flatnonzero(of_rows(ledger, self.model.role, rows)[self.model.lines])
        made = QItemSelection()
        last = len(SHOWN) - 1
        if len(places) <= _MOST_MARKED:
            runs = np.split(places, np.flatnonzero(np.diff(places) != 1) + 1) if len(places) else []
            for run in runs:
                made.select(self.model.index(int(run[0]), 0), self.model.index(int(run[-1]), last))
        self._quiet = True
        chosen.select(made, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if len(places):
            index = self.model.index(int(places[0]), 0)
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(index)
        self._quiet = False
        self._show_buttons()

    def go_to(self, row: int) -> None:
        """Make a line of the table current and the only one that is selected."""
        self.table.go_to(row)

    def show_row(self, row: int) -> None:
        """Mark a row of the table as that of what was asked on the map; nothing is selected on the map."""
        self._quiet = True
        self.go_to(row)
        self.table.scrollTo(self.model.index(row, 0))
        self._quiet = False

    @property
    def selected(self) -> Ints:
        """The lines of the ledger that are selected, ascending."""
        rows = self.table.selected_lines()
        return np.sort(self.model.lines[rows[rows < len(self.model.lines)]])

    @property
    def current(self) -> int | None:
        """The line of the ledger that is current."""
        row = self.table.currentIndex().row()
        return int(self.model.lines[row]) if 0 <= row < len(self.model.lines) else None

    def _selected(self) -> None:
        self._show_buttons()
        if not self._quiet:
            self.marked.emit(self.selected)

    def _emit_current(self, signal: object) -> None:
        if self.current is not None:
            signal.emit(self.current)  # type: ignore[attr-defined]

    def _show(self) -> None:
        ledger = self.ledger
        total = 0 if ledger is None else ledger.tables[self.role].num_rows
        shown = len(self.model.lines)
        said = self.tr("%1 of %2") if shown != total else "%2"
        self.count.setText(
            said.replace("%1", language.number(shown)).replace("%2", language.number(total)) if total else ""
        )
        self.show_content(shown > 0)
        self.empty.setText(
            self.tr("All terminals and components appear here in one table.")
            if ledger is None or not total
            else self.tr("No line of the ledger is like this.")
        )
        self.write.setEnabled(shown > 0)
        self.merge.setEnabled(total > 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        held = self.current is not None
        self.zoom.setEnabled(held)
        self.ask_here.setEnabled(held)
