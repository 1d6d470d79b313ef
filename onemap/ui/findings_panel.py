"""Findings of data quality below the map: rules with their counts, what each found, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from onemap.city.findings_table import summary
from onemap.ui import icons, language
from onemap.ui.ledger_models import ACTION, CODE, MESSAGE, NUMBER, RULE, FindingsModel, RuleModel, counted

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtCore import QAbstractItemModel

    from onemap.city.findings import Finding
    from onemap.city.ledger import Ledger

#: Typing is answered when it rests, ms.
_REST = 120


class FindingsPanel(QWidget):
    """Shows what the checks found.

    ``wanted`` asks for the findings of a rule about a layer whose codes hold a text ("" for all), ``chosen`` tells the
    finding in the current line (None for none), ``opened`` the same when one wants to see it from near;
    ``write_requested`` asks for a file of what is listed; ``shown`` tells that the panel came in sight or went.
    """

    wanted = Signal(str, str, str)
    chosen = Signal(object)
    opened = Signal(object)
    write_requested = Signal()
    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.ledger: Ledger | None = None
        self.rules, self.findings = RuleModel(self), FindingsModel(self)
        self.list, self.table = table_of(self.rules), table_of(self.findings)
        self.title, self.empty = QLabel(self), QLabel(self)
        self.search, self.write = QLineEdit(self), QPushButton(self)
        self.pages, self.split = QStackedWidget(self), QSplitter(Qt.Orientation.Horizontal, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.list.setColumnWidth(NUMBER, 74)
        self.list.setColumnWidth(1, 116)
        self.list.horizontalHeader().setSectionResizeMode(RULE, QHeaderView.ResizeMode.Stretch)
        for column, width in {CODE: 160, ACTION: 300}.items():
            self.table.setColumnWidth(column, width)
        self.table.horizontalHeader().setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        self.title.setProperty("role", "title")
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        for label in (self.title, self.empty):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.search.setProperty("role", "search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        icons.bind(self.write, "export")
        top = QHBoxLayout()
        top.setContentsMargins(14, 6, 12, 6)
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        top.addWidget(self.search)
        top.addWidget(self.write)
        self.split.addWidget(self.list)
        self.split.addWidget(self.table)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([390, 760])
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self.split)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addLayout(top)
        column_.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.list.selectionModel().currentRowChanged.connect(lambda *_both: self._ask())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._tell(now))
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._open)
        self.search.textChanged.connect(lambda _text: self._rest.start())
        self._rest.timeout.connect(self._ask)
        self.write.clicked.connect(lambda _on: self.write_requested.emit())

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Data quality"))
        self.list.setAccessibleName(self.tr("Rules"))
        self.table.setAccessibleName(self.tr("Findings"))
        self.search.setPlaceholderText(self.tr("Code contains…"))
        self.search.setAccessibleName(self.tr("Code contains…"))
        self.write.setText(self.tr("Write…"))
        self.write.setToolTip(self.tr("Write what is listed as XLSX, PDF, CSV or GPKG"))
        self._show()

    # --- showing --------------------------------------------------------------------------------------------------
    @property
    def rule(self) -> tuple[str, str]:
        """The rule and the layer that are chosen, "" for all."""
        row = self.list.currentIndex().row()
        return self.rules.rules[row][:2] if 0 <= row < len(self.rules.rules) else ("", "")

    @property
    def current(self) -> Finding | None:
        """The finding of the current line."""
        return self.findings.finding(self.table.currentIndex().row())

    def show_ledger(self, ledger: Ledger | None) -> None:
        """Show other findings; the rule that is chosen stays so where it found something again."""
        chosen = self.rule
        self.ledger = ledger
        self.findings.show_findings(ledger, np.empty(0, np.int64))
        self.rules.show_rules(
            [] if ledger is None else summary(ledger.findings), {} if ledger is None else ledger.titles
        )
        self._show()
        if self.rules.rules:
            held = [rule[:2] for rule in self.rules.rules]
            self.list.selectRow(held.index(chosen) if chosen in held else 0)

    def show_findings(self, places: npt.NDArray[np.int64]) -> None:
        """List the findings at these places."""
        self.findings.show_findings(self.ledger, places)
        self.write.setEnabled(len(places) > 0)
        self.chosen.emit(None)

    def show_busy(self) -> None:
        """Tell that the checks are at work; what was found before stays to be seen."""
        if self.ledger is None:
            self.empty.setText(self.tr("Checking the data…"))

    def show_error(self, text: str) -> None:
        """Tell why there is nothing."""
        self.show_ledger(None)
        self.empty.setText(text)

    def go_to(self, row: int) -> None:
        """Make a line current, as a click does."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.findings.index(row, 0)
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _show(self) -> None:
        by = counted(self.rules.rules)
        said = self.tr("%1 findings: %2 errors, %3 warnings, %4 notices") if self.rules.rules else ""
        for mark, count in zip(("%1", "%2", "%3", "%4"), (sum(by.values()), *by.values()), strict=True):
            said = said.replace(mark, language.number(count))
        self.title.setText(said)
        self.empty.setText(
            self.tr("What is wrong with the data appears here.")
            if self.ledger is None
            else self.tr("The checks found nothing wrong.")
        )
        self.pages.setCurrentIndex(1 if self.rules.rules else 0)
        self.search.setEnabled(bool(self.rules.rules))
        self.write.setEnabled(len(self.findings.places) > 0)

    def _ask(self) -> None:
        if self.ledger is not None:
            self.wanted.emit(*self.rule, self.search.text())

    def _tell(self, now: QModelIndex) -> None:
        self.chosen.emit(self.findings.finding(now.row()))

    def _clicked(self, index: QModelIndex) -> None:
        """A click on the line that is current already looks at it again."""
        self.chosen.emit(self.findings.finding(index.row()))

    def _open(self, index: QModelIndex) -> None:
        found = self.findings.finding(index.row())
        if found is not None:
            self.opened.emit(found)

    def showEvent(self, event: object) -> None:
        """Tell that the panel came in sight, once it is there."""
        QTimer.singleShot(0, self, lambda: self.shown.emit(self.isVisible()))

    def hideEvent(self, event: object) -> None:
        """Tell that nobody looks."""
        self.shown.emit(False)


def table_of(model: QAbstractItemModel) -> QTableView:
    """A table as the desk shows them: whole rows, no grid."""
    table = QTableView()
    table.setModel(model)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(27)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setHighlightSections(False)
    return table
