"""The statistics of a column as a table for Qt: a line for all rows and for each group, a column for each number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from onemap.session import statistics
from onemap.session.chart_looks import STATS_WORDS

if TYPE_CHECKING:
    from onemap.session.statistics import Statistics

    Index = QModelIndex | QPersistentModelIndex

_ROLE = Qt.ItemDataRole


class StatisticsModel(QAbstractTableModel):
    """Shows statistics; the first column names the line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.made: Statistics | None = None
        self._names: tuple[str, ...] = ()

    def show_statistics(self, made: Statistics | None) -> None:
        """Show others, or none."""
        self.beginResetModel()
        self.made = made
        self._names = () if made is None else statistics.line_names(made)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines."""
        return 0 if parent is not None and parent.isValid() else len(self._names)

    def columnCount(self, parent: Index | None = None) -> int:
        """The name, and the numbers."""
        return 0 if self.made is None or (parent is not None and parent.isValid()) else 1 + len(self.made.stats)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """What the numbers are."""
        made = self.made
        if made is None or orientation == Qt.Orientation.Vertical:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _side(section)
        if role != _ROLE.DisplayRole or section == 0:
            return "" if role == _ROLE.DisplayRole else None
        return STATS_WORDS[made.stats[section - 1]][made.question.english] if section <= len(made.stats) else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Names and numbers as people read them."""
        made, line, column = self.made, index.row(), index.column()
        if made is None or not index.isValid():
            return None
        if role == _ROLE.TextAlignmentRole:
            return _side(column)
        if role == _ROLE.FontRole and line == 0 and self.rowCount() > 1:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return self._names[line] if column == 0 else statistics.cell_text(made, line, column - 1)
        if role == _ROLE.AccessibleTextRole and column:
            what = self.headerData(column, Qt.Orientation.Horizontal)
            return f"{self._names[line]}, {what}: {statistics.cell_text(made, line, column - 1)}"
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
