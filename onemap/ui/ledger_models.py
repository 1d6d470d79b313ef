"""A ledger, the rules of data quality and the findings as tables for Qt; words are made for what is seen only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from onemap.city.findings_words import KINDS, SEVERITIES
from onemap.city.ledger_columns import COLUMNS
from onemap.ui import language, theme
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtGui import QColor, QPixmap

    from onemap.city.findings import Finding
    from onemap.city.ledger import Ledger
    from onemap.city.ledger_columns import LedgerRole

    Index = QModelIndex | QPersistentModelIndex
    Ints = npt.NDArray[np.int64]

_ROLE = Qt.ItemDataRole
_NONE = np.empty(0, np.int64)
#: Columns of the ledger as they are shown.
SHOWN = (
    "code", "name", "type", "state", "last_report", "owner", "keeper", "supervisor", "carrier", "grid_computed",
    "grid_stored", "layer",
)  # fmt: skip
RULE, RULE_LAYER, NUMBER = range(3)
CODE, MESSAGE, ACTION = range(3)
_COLORS = {"error": "bad", "warning": "attention", "notice": "muted"}
#: Findings whose words are kept.
_KEPT = 256


def _right() -> int:
    return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def _left() -> int:
    return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class LedgerModel(QAbstractTableModel):
    """Lines of a ledger in an order that somebody else makes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ledger: Ledger | None = None
        self.role: LedgerRole = "terminal"
        self.lines: Ints = _NONE

    def show_lines(self, ledger: Ledger | None, role: LedgerRole, lines: Ints) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.ledger, self.role, self.lines = ledger, role, lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if parent is not None and parent.isValid() else len(SHOWN)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(SHOWN):
            if role == _ROLE.DisplayRole:
                return COLUMNS[SHOWN[section]][language.current() == "en"]
            if role == _ROLE.TextAlignmentRole:
                return _left()
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts of one cell, as the ledger may show them."""
        if not index.isValid() or self.ledger is None or role not in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            return None
        line, name = int(self.lines[index.row()]), SHOWN[index.column()]
        value = self.ledger.tables[self.role].column(name)[line].as_py()
        if name == "layer":
            value = self.ledger.titles.get(value, (value, value))[language.current() == "en"]
        return plain_tip(value) if role == _ROLE.ToolTipRole else value


class RuleModel(QAbstractTableModel):
    """The rules that found something, by layer; the first line stands for all."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rules: list[tuple[str, str, int]] = []
        self._titles: dict[str, tuple[str, str]] = {}

    def show_rules(self, rules: list[tuple[str, str, int]], titles: dict[str, tuple[str, str]]) -> None:
        """Show other rules: rule, layer and number."""
        self.beginResetModel()
        every = sum(count for _, _, count in rules)
        self.rules = [("", "", every), *rules] if rules else []
        self._titles = titles
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if parent is not None and parent.isValid() else len(self.rules)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if parent is not None and parent.isValid() else NUMBER + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section <= NUMBER:
            if role == _ROLE.DisplayRole:
                return (self.tr("Rule"), self.tr("Layer"), self.tr("Number"))[section]
            if role == _ROLE.TextAlignmentRole:
                return _right() if section == NUMBER else _left()
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts, and a mark in the colour of how grave it is."""
        if not index.isValid():
            return None
        (kind, layer, count), column, en = self.rules[index.row()], index.column(), language.current() == "en"
        if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            title = KINDS[kind].title[en] if kind else self.tr("All findings")
            text = (title, self._titles.get(layer, (layer, layer))[en], language.number(count))[column]
            return plain_tip(text) if role == _ROLE.ToolTipRole else text
        if role == _ROLE.TextAlignmentRole and column == NUMBER:
            return _right()
        if role == _ROLE.DecorationRole and column == RULE and kind:
            return _mark(theme.color(_COLORS[KINDS[kind].severity]))
        return None


def _mark(color: QColor) -> QPixmap:
    """A round mark, smooth on any screen."""
    from PySide6.QtGui import QPainter, QPixmap

    pixels = QPixmap(32, 32)
    pixels.setDevicePixelRatio(2.0)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(4, 4, 8, 8)
    painter.end()
    return pixels


class FindingsModel(QAbstractTableModel):
    """Findings of a ledger at some places."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ledger: Ledger | None = None
        self.places: Ints = _NONE
        self._said: dict[int, Finding] = {}

    def show_findings(self, ledger: Ledger | None, places: Ints) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.ledger, self.places = ledger, places
        self._said.clear()
        self.endResetModel()

    def finding(self, row: int) -> Finding | None:
        """The finding in a line, in words."""
        if self.ledger is None or not 0 <= row < len(self.places):
            return None
        at = int(self.places[row])
        if at not in self._said:
            if len(self._said) > _KEPT:
                self._said.clear()
            self._said[at] = self.ledger.findings[at]
        return self._said[at]

    def rowCount(self, parent: Index | None = None) -> int:
        """Lines of the table."""
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if parent is not None and parent.isValid() else ACTION + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section <= ACTION:
            if role == _ROLE.DisplayRole:
                said = self.tr("Code"), self.tr("What is wrong"), self.tr("What to do")
                return said[section]
            if role == _ROLE.TextAlignmentRole:
                return _left()
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts; what has no place on the map stands back."""
        found = self.finding(index.row()) if index.isValid() else None
        if found is None:
            return None
        en = language.current() == "en"
        if role in {_ROLE.DisplayRole, _ROLE.ToolTipRole}:
            said = found.code or found.title[en], found.message[en], found.action[en]
            text = said[index.column()] or None
            return plain_tip(text) if role == _ROLE.ToolTipRole else text
        if role == _ROLE.ForegroundRole and found.place is None and index.column() == CODE:
            return theme.color("muted")
        return None


def counted(rules: list[tuple[str, str, int]]) -> dict[str, int]:
    """Number of findings by severity."""
    found = dict.fromkeys(SEVERITIES, 0)
    for kind, _, count in rules:
        if kind:
            found[KINDS[kind].severity] += count
    return {str(name): count for name, count in found.items()}
