"""Indicators as tables for Qt: all of them over the whole, and one of them by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from onemap.city.indicator_chart import change, number, tone
from onemap.ui import language, theme
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.indicator_list import Indicator
    from onemap.city.indicators import IndicatorTable, Values

    Index = QModelIndex | QPersistentModelIndex

_ROLE = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
NAME, VALUE, PREVIOUS, YEAR, OVER, UNDER = range(6)


class _Table(QAbstractTableModel):
    """What both have in common: values, their changes and the colours of good and bad."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table: IndicatorTable | None = None

    def head(self) -> list[str]:
        """Titles of the columns; what is compared with nothing has no changes."""
        compared = self.table is None or self.table.request.compare
        changes = [self.tr("vs prev."), self.tr("YoY")] if compared else []
        return [self.tr("Name"), self.tr("Value"), *changes]

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if parent is not None and parent.isValid() else len(self.head())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles; numbers stand right."""
        if orientation == Qt.Orientation.Horizontal and section < self.columnCount():
            if role == _ROLE.DisplayRole:
                return self.head()[section]
            if role == _ROLE.TextAlignmentRole:
                return int(_LEFT if section == NAME else _RIGHT)
        return None

    def text_of(self, one: Values, i: int, column: int) -> str:
        """The text of a number of an indicator in place ``i``."""
        if column == VALUE:
            return number(float(one.value[i]), one.indicator)
        if column in {PREVIOUS, YEAR}:
            return change(float(one.change(year=column == YEAR)[i]), one.indicator)
        parts = one.over if column == OVER else one.under
        return "" if np.isnan(parts[i]) else f"{parts[i]:,.0f}"

    def color_of(self, one: Values, i: int, column: int) -> QColor | None:
        """Green for a good change, red for a bad one."""
        if column not in {PREVIOUS, YEAR}:
            return None
        said = tone(float(one.change(year=column == YEAR)[i]), one.indicator)
        return theme.color(said) if said else theme.color("muted")


class IndicatorModel(_Table):
    """A line for each indicator over the whole; those that cannot be made stand grey and say why."""

    def show_table(self, table: IndicatorTable | None) -> None:
        """Show the indicators of a table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators in their order: those that were made first."""
        if self.table is None:
            return ()
        missing = self.table.missing
        return tuple(sorted(self.table.request.indicators, key=lambda one: one.key in missing))

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if parent is not None and parent.isValid() else len(self.indicators)

    def row_of(self, key: str) -> int:
        """The line of an indicator, -1 when it has none."""
        return next((row for row, one in enumerate(self.indicators) if one.key == key), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Lines without a value cannot be chosen."""
        if index.isValid() and self.table is not None and self.indicators[index.row()].key in self.table.missing:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts, colours and what an indicator means."""
        if not index.isValid() or self.table is None:
            return None
        one, column = self.indicators[index.row()], index.column()
        roles = self.table.missing.get(one.key)
        values = self.table.values.get(one.key)
        if role == _ROLE.TextAlignmentRole:
            return int(_LEFT if column == NAME else _RIGHT)
        if role == _ROLE.ToolTipRole:
            return self._tip(one, roles)
        if role == _ROLE.DisplayRole:
            name = one.title[language.current() == "en"]
            return name if column == NAME else "" if values is None else self.text_of(values, -1, column)
        if role == _ROLE.ForegroundRole:
            return theme.color("muted") if values is None else self.color_of(values, -1, column)
        return None

    def _tip(self, one: Indicator, roles: tuple[str, ...] | None) -> str:
        en = language.current() == "en"
        said = f"{one.title[en]}\n{one.formula[en]}\n{one.source[en]}"
        if roles is None:
            return said
        return said + "\n" + self.tr("Cannot be made: no field has the role %1").replace("%1", ", ".join(roles))


class GroupModel(_Table):
    """One indicator by group, sorted; what belongs to no group and the whole stay at the foot."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.key = ""
        self._order: npt.NDArray[np.int64] = np.empty(0, np.int64)
        self._sorted = (VALUE, Qt.SortOrder.DescendingOrder)

    def show_table(self, table: IndicatorTable | None, key: str) -> None:
        """Show an indicator of a table."""
        self.beginResetModel()
        self.table, self.key = (table, key) if table is not None and key in table.values else (None, "")
        self._order = self._made()
        self.endResetModel()

    def head(self) -> list[str]:
        """Titles of the columns; of rates and means also what is divided, and what by."""
        made = super().head()
        if self.table is not None and self.table.values[self.key].indicator.kind == "rate":
            from onemap.city.indicator_list import BY_KEY

            one, en = self.table.values[self.key].indicator, language.current() == "en"
            made += [BY_KEY[part].title[en] for part in (one.numerator, one.denominator)]
        return made

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def place(self, row: int) -> int:
        """The place in the groups of a line; that of the whole is their number."""
        return int(self._order[row])

    def row_of(self, place: int) -> int:
        """The line of a group, -1 when it has none."""
        found = np.flatnonzero(self._order == place)
        return int(found[0]) if len(found) else -1

    def code(self, row: int) -> str | None:
        """The code of a line's group; None of the whole."""
        place = self.place(row)
        return None if self.table is None or place == len(self.table.groups.codes) else self.table.groups.codes[place]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; groups without a value stand behind."""
        self._sorted = column, order
        self.layoutAboutToBeChanged.emit()
        self._order = self._made()
        self.layoutChanged.emit()

    def _made(self) -> npt.NDArray[np.int64]:
        """Places of the groups in the order of the lines, those at the foot left where they are."""
        if self.table is None:
            return np.empty(0, np.int64)
        if self._sorted[0] >= self.columnCount():
            self._sorted = VALUE, Qt.SortOrder.DescendingOrder
        groups, (column, direction) = self.table.groups, self._sorted
        inner = len(groups.codes) - groups.rest
        down = direction == Qt.SortOrder.DescendingOrder
        if column == NAME:
            order = np.array(sorted(range(inner), key=lambda i: groups.codes[i], reverse=down), np.int64)
        else:
            values = self._numbers(column)[:inner]
            order = np.lexsort((np.arange(inner), -values if down else values))
            order = np.concatenate([order[np.isfinite(values[order])], order[~np.isfinite(values[order])]])
        return np.append(order, np.arange(inner, len(groups.codes) + 1)).astype(np.int64)

    def _numbers(self, column: int) -> npt.NDArray[np.float64]:
        if self.table is None:
            return np.empty(0)
        one = self.table.values[self.key]
        if column in {PREVIOUS, YEAR}:
            return one.change(year=column == YEAR)
        return {OVER: one.over, UNDER: one.under}.get(column, one.value)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts, colours and codes."""
        if not index.isValid() or self.table is None:
            return None
        place, column = self.place(index.row()), index.column()
        if role == _ROLE.DisplayRole:
            return self._text(place, column)
        if role == _ROLE.TextAlignmentRole:
            return int(_LEFT if column == NAME else _RIGHT)
        if role == _ROLE.ToolTipRole:
            return plain_tip(self.code(index.row()))
        if role == _ROLE.FontRole and place == len(self.table.groups.codes):
            font = QFont()
            font.setBold(True)
            return font
        return self._color(place, column) if role == _ROLE.ForegroundRole else None

    def _text(self, place: int, column: int) -> str:
        if self.table is None:
            return ""
        if column != NAME:
            return self.text_of(self.table.values[self.key], place, column)
        names = self.table.groups.names
        return self.tr("All") if place == len(names) else names[place][language.current() == "en"]

    def _color(self, place: int, column: int) -> QColor | None:
        """What belongs to no group stands back."""
        if self.table is None:
            return None
        groups = self.table.groups
        rest = len(groups.codes) - groups.rest <= place < len(groups.codes)
        color = self.color_of(self.table.values[self.key], place, column)
        return theme.color("muted") if rest and color is None else color
