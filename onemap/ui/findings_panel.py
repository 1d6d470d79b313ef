"""Findings of data quality below the map: rules with their counts, what each found, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QWidget

from onemap.city.findings_table import summary
from onemap.ui import icons, language
from onemap.ui.desk_panel import DeskPanel, LinesTable, plain_label, search_field
from onemap.ui.ledger_models import ACTION, CODE, MESSAGE, NUMBER, RULE, RULE_LAYER, FindingsModel, RuleModel, counted

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.findings import Finding
    from onemap.city.ledger import Ledger

#: Typing is answered when it rests, ms.
_REST = 120
_SEARCH = 220


class FindingsPanel(DeskPanel):
    """Shows what the checks found.

    ``wanted`` asks for the findings of a rule about a layer whose codes hold a text ("" for all), ``chosen`` tells the
    finding in the current line (None for none), ``opened`` the same when one wants to see it from near;
    ``write_requested`` asks for a file of what is listed.
    """

    wanted = Signal(str, str, str)
    chosen = Signal(object)
    opened = Signal(object)
    write_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ledger: Ledger | None = None
        self.rules, self.findings = RuleModel(self), FindingsModel(self)
        self.list, self.table = LinesTable(self.rules), LinesTable(self.findings)
        self.title, self.search = plain_label("title", self), search_field(self, _SEARCH)
        self.write, self.split = QPushButton(self), QSplitter(Qt.Orientation.Horizontal, self)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.list.set_widths({NUMBER: 74, RULE_LAYER: 116}, RULE)
        self.table.set_widths({CODE: 160, ACTION: 300}, MESSAGE)
        icons.bind(self.write, "export")
        self.split.addWidget(self.list)
        self.split.addWidget(self.table)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([390, 760])
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.lay_out(self.split, (self.title, self.search, self.write), wide=[self.title])

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
        self.table.go_to(row)

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
        self.show_content(bool(self.rules.rules))
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
