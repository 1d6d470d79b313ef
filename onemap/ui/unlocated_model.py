"""Events without a cell as a table for Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from onemap.city.unlocated import WHY_WORDS
from onemap.ui import language, theme
from onemap.ui.identify_model import distance_text
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.session.addressing import Lost

    Index = QModelIndex | QPersistentModelIndex

_ROLE = Qt.ItemDataRole
WHY, CODE, TITLE, ADDRESS, WHEN, GRID, PLACE, WITHIN = range(8)


class UnlocatedModel(QAbstractTableModel):
    """A line for each event, with the place that was found for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: tuple[Lost, ...] = ()

    def show_found(self, found: tuple[Lost, ...]) -> None:
        """Show other events."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def head(self) -> list[str]:
        """Titles of the columns."""
        return [
            self.tr("Why"), self.tr("Code"), self.tr("Matter"), self.tr("Address"), self.tr("Reported"),
            self.tr("Claimed grid"), self.tr("Proposed place"), self.tr("Within"),
        ]  # fmt: skip

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if parent is not None and parent.isValid() else WITHIN + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section <= WITHIN:
            if role == _ROLE.DisplayRole:
                return self.head()[section]
            if role == _ROLE.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if section == WITHIN else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts; what could not be found stands back."""
        if not index.isValid():
            return None
        one, column = self.found[index.row()], index.column()
        if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            text = self._text(one, column) or None
            return plain_tip(text) if role == _ROLE.ToolTipRole else text
        if role == _ROLE.TextAlignmentRole and column == WITHIN:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == _ROLE.ForegroundRole and column in {PLACE, WITHIN} and one.proposal is None:
            return theme.color("muted")
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what has no value there stands behind."""
        key = self._key(column)
        held = [one for one in self.found if key(one) is not None]
        rest = tuple(one for one in self.found if key(one) is None)
        held.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        self.found = (*held, *rest)
        self.layoutChanged.emit()

    def _key(self, column: int) -> Callable[[Lost], Any]:
        if column == WITHIN:
            return lambda one: None if one.proposal is None else one.proposal.within_m
        if column == WHEN:
            return lambda one: one.event.when
        return lambda one: self._text(one, column) or None

    def _text(self, one: Lost, column: int) -> str:
        event, place, en = one.event, one.proposal, language.current() == "en"
        if column == WITHIN:
            return "" if place is None else f"±{distance_text(place.within_m)}"
        if column == PLACE:
            if event.why == "placed":
                return ""
            return self.tr("Nothing found") if place is None else place.how[en]
        return {
            WHY: WHY_WORDS[event.why][en], CODE: event.code, TITLE: event.title, ADDRESS: event.address,
            WHEN: "" if event.when is None else f"{event.when:%Y-%m-%d %H:%M}", GRID: event.grid,
        }[column]  # fmt: skip
