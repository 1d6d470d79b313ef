"""The rows of a layer as a table for Qt: only what is seen is made, a block of a column at a time."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from onemap.city import cell_words
from onemap.ui import language, theme
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.ui.table_sheet import Sheet

    Index = QModelIndex | QPersistentModelIndex
    Rows = npt.NDArray[np.int64]

_ROLE = Qt.ItemDataRole
#: Lines of a block, and blocks that are held.
BLOCK, BLOCKS = 64, 1500
#: A cell shows so many signs; the whole value is in its tip.
LONGEST = 300
#: Tells a delegate that the row is selected on the map.
CHOSEN = _ROLE.UserRole + 1
_NONE: Rows = np.empty(0, np.int64)


class TableModel(QAbstractTableModel):
    """Shows a sheet; values are masked as everywhere, and made when Qt asks for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        #: Rows (as the sheet numbers them) that are shown as selected, ascending.
        self.chosen: Rows = _NONE
        #: What stands behind a column's title: how it is sorted.
        self.marks: dict[str, str] = {}
        self._blocks: OrderedDict[tuple[int, int], list[str]] = OrderedDict()

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show another sheet, or none."""
        self.beginResetModel()
        self.sheet = sheet
        self._blocks.clear()
        self.endResetModel()

    def show_chosen(self, rows: Rows) -> None:
        """Mark other rows as selected; the view paints itself anew."""
        self.chosen = rows

    def is_chosen(self, row: int) -> bool:
        """Whether a row is shown as selected."""
        at = int(np.searchsorted(self.chosen, row))
        return at < len(self.chosen) and int(self.chosen[at]) == row

    def retranslate(self) -> None:
        """Write titles again."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(self.columnCount() - 1, 0))

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if self.sheet is None or (parent is not None and parent.isValid()) else self.sheet.rows

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if self.sheet is None or (parent is not None and parent.isValid()) else len(self.sheet.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles, and the numbers of lines."""
        sheet = self.sheet
        if sheet is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return language.number(section + 1) if role == _ROLE.DisplayRole else None
        return self._head(sheet, sheet.columns[section], role) if 0 <= section < len(sheet.columns) else None

    def _head(self, sheet: Sheet, name: str, role: int) -> object:
        if role == _ROLE.DisplayRole:
            return sheet.title(name) + self.marks.get(name, "")
        if role == _ROLE.ToolTipRole:
            return plain_tip(self._tip(sheet, name))
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if sheet.is_number(name) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _tip(self, sheet: Sheet, name: str) -> str:
        said = list(dict.fromkeys((sheet.title(name), sheet.told(name))))
        if sheet.is_masked(name):
            said.append(self.tr("shown masked"))
        return " · ".join(said)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """The text of a cell; nothing stands back."""
        sheet = self.sheet
        if sheet is None or not index.isValid():
            return None
        line, column = index.row(), index.column()
        if role in {_ROLE.DisplayRole, _ROLE.AccessibleTextRole}:
            return self.text(line, column)[:LONGEST].replace("\n", " ")
        if role == _ROLE.ToolTipRole:
            text = self.text(line, column)
            return plain_tip(text[:4000]) if text != cell_words.NOTHING else None
        if role == _ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if sheet.is_number(sheet.columns[column]) else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == _ROLE.ForegroundRole and self.text(line, column) == cell_words.NOTHING:
            return theme.color("muted")
        return self.is_chosen(sheet.row(line)) if role == CHOSEN else None

    def text(self, line: int, column: int) -> str:
        """The whole text of a cell."""
        key = column, line // BLOCK
        block = self._blocks.get(key)
        if block is None:
            block = self._blocks[key] = self._made(column, line // BLOCK)
            if len(self._blocks) > BLOCKS:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(key)
        return block[line % BLOCK]

    def _made(self, column: int, block: int) -> list[str]:
        sheet = self.sheet
        if sheet is None:
            return []
        return sheet.cells(sheet.columns[column], block * BLOCK, min((block + 1) * BLOCK, sheet.rows))
