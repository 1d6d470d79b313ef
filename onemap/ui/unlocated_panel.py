"""Cases without a place, below the map: why each has none, where it may have been, and the ways to place it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from onemap.ui import icons, language
from onemap.ui.desk_panel import DeskPanel, LinesTable, plain_label
from onemap.ui.unlocated_model import ADDRESS, CODE, GRID, PLACE, TITLE, WHEN, WHY, WITHIN, UnlocatedModel

if TYPE_CHECKING:
    from onemap.session.addressing import Lost

_WIDTHS = {WHY: 96, CODE: 168, TITLE: 120, ADDRESS: 230, WHEN: 130, GRID: 138, PLACE: 240, WITHIN: 74}


class UnlocatedPanel(DeskPanel):
    """Shows events without a cell.

    ``chosen`` tells the event in the current line (None for none), ``opened`` the same when one wants to see it from
    near; ``place_requested`` asks to place events where it is proposed, ``by_hand_requested`` to place the current one
    with a click on the map (or no more), ``back_requested`` to take places back that were given, ``write_requested``
    for a file.
    """

    chosen = Signal(object)
    opened = Signal(object)
    place_requested = Signal(object)
    by_hand_requested = Signal(bool)
    back_requested = Signal(object)
    write_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = UnlocatedModel(self)
        self.table, self.title = LinesTable(self.model, many=True), plain_label("title", self)
        self.all, self.some, self.hand, self.back, self.write = (QPushButton(self) for _ in range(5))
        self._busy = False
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        table, head = self.table, self.table.horizontalHeader()
        table.set_widths(_WIDTHS, PLACE)
        table.setSortingEnabled(True)
        head.setSortIndicator(WHEN, Qt.SortOrder.DescendingOrder)
        self.all.setProperty("role", "primary")
        self.hand.setCheckable(True)
        icons.bind(self.hand, "place")
        icons.bind(self.write, "export")
        buttons = self.write, self.back, self.hand, self.some, self.all
        self.lay_out(table, (self.title, *buttons), wide=[self.title])

    def _connect(self) -> None:
        chosen = self.table.selectionModel()
        chosen.currentRowChanged.connect(lambda now, _before: self._current(now.row()))
        chosen.selectionChanged.connect(lambda *_both: self._show_buttons())
        self.table.activated.connect(lambda index: self.opened.emit(self.model.found[index.row()]))
        self.all.clicked.connect(lambda _on: self.place_requested.emit(_placeable(self.model.found)))
        self.some.clicked.connect(lambda _on: self.place_requested.emit(_placeable(self.selected)))
        self.hand.clicked.connect(self.by_hand_requested)
        self.back.clicked.connect(lambda _on: self.back_requested.emit(_given(self.selected)))
        self.write.clicked.connect(lambda _on: self.write_requested.emit())

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Cases without a place"))
        self.table.setAccessibleName(self.tr("Cases without a place"))
        self.all.setText(self.tr("Place all"))
        self.all.setToolTip(self.tr("Place every case where it is proposed; undo takes it back"))
        self.some.setText(self.tr("Place selected"))
        self.hand.setText(self.tr("Place by hand"))
        self.hand.setToolTip(self.tr("Click on the map where the case of the current line is"))
        self.back.setText(self.tr("Take back"))
        self.back.setToolTip(self.tr("Take the places of the selected cases back"))
        self.write.setText(self.tr("Write…"))
        self._show()

    # --- showing --------------------------------------------------------------------------------------------------
    @property
    def lost(self) -> tuple[Lost, ...]:
        """The events that have no place yet."""
        return tuple(one for one in self.model.found if one.event.why != "placed")

    @property
    def selected(self) -> tuple[Lost, ...]:
        """The events of the selected lines."""
        return tuple(self.model.found[row] for row in self.table.selected_lines().tolist())

    @property
    def current(self) -> Lost | None:
        """The event of the current line."""
        row = self.table.currentIndex().row()
        return self.model.found[row] if 0 <= row < len(self.model.found) else None

    def show_found(self, found: tuple[Lost, ...]) -> None:
        """Show other events; the line that is current stays so where it can."""
        self._busy = False
        row = max(self.table.currentIndex().row(), 0)
        head = self.table.horizontalHeader()
        self.model.show_found(found)
        self.model.sort(head.sortIndicatorSection(), head.sortIndicatorOrder())
        if found:
            self.go_to(min(row, len(found) - 1))
        self._show()

    def show_busy(self) -> None:
        """Tell that they are looked for."""
        self._busy = True
        self._show()

    def show_error(self, text: str) -> None:
        """Tell why there is nothing."""
        self._busy = False
        self.model.show_found(())
        self._show()
        self.empty.setText(text)

    def go_to(self, row: int) -> None:
        """Make a line current."""
        self.table.go_to(row)

    def _current(self, row: int) -> None:
        self.chosen.emit(self.model.found[row] if 0 <= row < len(self.model.found) else None)

    def _show(self) -> None:
        found = self.model.found
        placed, lost, proposed = len(_given(found)), len(self.lost), len(_placeable(found))
        said = self.tr("%1 cases without a place, %2 found by address or grid") if found else ""
        if placed:
            said += " · " + self.tr("%3 placed")
        for mark, count in (("%1", lost), ("%2", proposed), ("%3", placed)):
            said = said.replace(mark, language.number(count))
        self.title.setText(said)
        waiting = self.tr("Looking for cases without a place…")
        self.empty.setText(waiting if self._busy else self.tr("Every case lies in a grid."))
        self.show_content(bool(found))
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.all.setEnabled(bool(_placeable(self.model.found)))
        self.some.setEnabled(bool(_placeable(self.selected)))
        self.back.setVisible(bool(_given(self.model.found)))
        self.back.setEnabled(bool(_given(self.selected)))
        self.hand.setEnabled(self.current is not None and bool(self.current.event.code))
        self.write.setEnabled(bool(self.lost))


def _placeable(found: tuple[Lost, ...]) -> tuple[Lost, ...]:
    """Those that have a proposed place, and a code by which they are placed."""
    return tuple(one for one in found if one.proposal is not None and one.event.code)


def _given(found: tuple[Lost, ...]) -> tuple[Lost, ...]:
    """Those that were given their place."""
    return tuple(one for one in found if one.event.why == "placed")
