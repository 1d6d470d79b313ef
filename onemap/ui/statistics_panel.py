"""The statistics of a column below the map: of which rows, parted by what; every number leads to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QToolButton,
    QWidget,
)

from onemap.session import charting, statistics
from onemap.session.charting import Choice
from onemap.ui import icons, language, text_size
from onemap.ui.chart_panel import GRIDS, column_title, refill
from onemap.ui.desk_panel import DeskPanel, LinesTable, plain_label
from onemap.ui.flow import Flow
from onemap.ui.scope_box import ScopeBox
from onemap.ui.statistics_model import StatisticsModel

if TYPE_CHECKING:
    from onemap.session.charting import Kind
    from onemap.session.entry import LayerEntry
    from onemap.session.statistics import Statistics
    from onemap.ui.statistics_asking import StatisticsAsking


class StatisticsPanel(DeskPanel):
    """Shows the answer of a `StatisticsAsking`.

    ``line_opened`` tells a line whose rows are wanted, ``menu_requested`` line and number (-1: the name) of a cell and
    a place on the screen.
    """

    line_opened = Signal(int)
    menu_requested = Signal(int, int, QPoint)
    explain_requested = Signal(int, int)
    export_requested = Signal()

    def __init__(self, asking: StatisticsAsking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking = asking
        self._grids: list[LayerEntry] = []
        self.layers, self.column, self.kind, self.by = (QComboBox(self) for _ in range(4))
        self.scope, self.model, self.note = ScopeBox(self), StatisticsModel(self), plain_label("muted", self)
        self.table = LinesTable(self.model, many=True)
        self.explain, self.copy, self.export = (QToolButton(self) for _ in range(3))
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        row = Flow(self)
        for box in (self.layers, self.column, self.kind, self.by):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(text_size.px(210))
            row.add(box)
        row.add(self.scope)
        row.add(self.note)
        row.add_stretch()
        for button, icon in ((self.explain, "help"), (self.copy, "copy"), (self.export, "export")):
            button.setProperty("role", "icon")
            icons.bind(button, icon)
            row.add(button)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.pages.setContentsMargins(8, 0, 0, 0)
        self.stack(row, self.table)

    def _connect(self) -> None:
        asking = self._asking
        asking.answered.connect(self.show_answer)
        self.layers.activated.connect(lambda _at: asking.show_layer(self.layers.currentData()))
        self.column.activated.connect(lambda _at: self._choose())
        self.kind.activated.connect(lambda _at: self._choose_kind())
        self.by.activated.connect(lambda _at: self._choose())
        self.table.activated.connect(lambda index: self.line_opened.emit(index.row()))
        self.table.customContextMenuRequested.connect(self._menu)
        self.explain.clicked.connect(lambda _on: self.explain_requested.emit(*self.current_cell()))
        self.copy.clicked.connect(lambda _on: self.copy_lines())
        self.export.clicked.connect(lambda _on: self.export_requested.emit())
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy_lines)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Statistics"))
        self.table.setAccessibleName(self.tr("Statistics"))
        for box, name in (
            (self.layers, self.tr("Layer of the statistics")), (self.column, self.tr("Column in numbers")),
            (self.kind, self.tr("Parted by")), (self.by, self.tr("Column or grid that parts the rows")),
        ):  # fmt: skip
            box.setAccessibleName(name)
            box.setToolTip(name)
        for button, tip in (
            (self.explain, self.tr("Explain this number")), (self.copy, self.tr("Copy the table")),
            (self.export, self.tr("Export the statistics…")),
        ):  # fmt: skip
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._fill()
        if self._asking.answer is not None:
            self._asking.ask()

    # --- what is chosen -------------------------------------------------------------------------------------------
    def _kind_words(self) -> dict[Kind | None, str]:
        return {
            None: self.tr("All together"), "classes": self.tr("By legend class"), "values": self.tr("By value"),
            "spans": self.tr("By spans"), "time": self.tr("Over time"), "hours": self.tr("Hour of the day"),
            "weekdays": self.tr("Day of the week"), "months": self.tr("Month"), "cells": self.tr("By grid"),
        }  # fmt: skip

    def show_layers(self, entries: list[LayerEntry]) -> None:
        """List the layers, and those of them that are grids."""
        self._grids = [e for e in entries if e.definition.role in GRIDS]
        with QSignalBlocker(self.layers):
            self.layers.clear()
            for entry in entries:
                self.layers.addItem(entry.title(language.current()), entry.id)
            self.layers.setCurrentIndex(self.layers.findData(self._asking.layer))
        self._fill()

    def _columns(self, kind: Kind) -> list[tuple[str, str]]:
        entry = self._asking.entry
        if entry is None:
            return []
        if kind == "cells":
            return [(grid.title(language.current()), grid.id) for grid in self._grids if grid.id != entry.id]
        return [(column_title(entry, name), name) for name in charting.columns_for(entry, kind)]

    def _fill(self) -> None:
        """Fill the boxes with what can be chosen, and choose what is shown."""
        entry, choice = self._asking.entry, self._asking.choice
        parted = choice.kind if choice.by or choice.kind == "classes" else None
        with QSignalBlocker(self.column), QSignalBlocker(self.kind), QSignalBlocker(self.by):
            names = () if entry is None else statistics.columns_for(entry)
            refill(self.column, [] if entry is None else [(column_title(entry, n), n) for n in names], choice.of)
            self.kind.clear()
            for kind, words in self._kind_words().items():
                if kind is None or self._columns(kind):
                    self.kind.addItem(words, kind)
            self.kind.setCurrentIndex(max(self.kind.findData(parted), 0))
            refill(self.by, self._columns(parted) if parted is not None else [], choice.by)
        self.by.setVisible(parted is not None and parted != "classes")

    def _choose_kind(self) -> None:
        kind, of = self.kind.currentData(), self._asking.choice.of
        if kind is None:
            self._asking.choose(Choice(of=of))
            return
        names = [name for _title, name in self._columns(kind)]
        by = self._asking.choice.by if self._asking.choice.by in names else names[0]
        self._asking.choose(Choice(kind, by, of))

    def _choose(self) -> None:
        kind = self.kind.currentData()
        by = "" if kind is None else self.by.currentData() or ""
        self._asking.choose(Choice(kind or "values", by, self.column.currentData() or ""))

    # --- the answer -----------------------------------------------------------------------------------------------
    def show_answer(self, made: Statistics | None) -> None:
        """Show numbers, or say why there are none."""
        before = self.table.currentIndex()
        at = before.row(), before.column()
        same = made is not None and self.model.made is not None and made.stats == self.model.made.stats
        self._fill()
        self.model.show_statistics(made)
        there = made is not None
        self.show_content(there)
        for button in (self.explain, self.copy, self.export):
            button.setEnabled(there)
        if made is None:
            self._show_empty()
            return
        self.note.setText(self._said(made))
        if not same:
            self.table.resizeColumnsToContents()
            self.table.setColumnWidth(0, min(max(self.table.columnWidth(0), text_size.px(150)), text_size.px(320)))
            for column in range(1, self.model.columnCount()):
                self.table.setColumnWidth(column, max(self.table.columnWidth(column), text_size.px(84)))
        line, column = at if same and at[0] >= 0 else (0, 1)
        self.table.setCurrentIndex(self.model.index(min(line, self.model.rowCount() - 1), column))

    def _said(self, made: Statistics) -> str:
        said = self.tr("%1 rows").replace("%1", language.number(made.rows))
        if made.left_out:
            more = self.tr("%1 more groups").replace("%1", language.number(made.left_out))
            said = f"{said}, {more}" if made.question.english else f"{said}，{more}"
        return said

    def _show_empty(self) -> None:
        entry = self._asking.entry
        self.note.setText("")
        if entry is None:
            text = self.tr("No layer is open. Add data, and its columns can be told in numbers.")
        elif entry.status == "failed" and entry.error is not None:
            text = str(entry.error)
        elif entry.data is not None and not statistics.columns_for(entry):
            text = self.tr("This layer has no columns.")
        else:
            text = self.tr("Reading…")
        self.empty.setText(text)

    def current_cell(self) -> tuple[int, int]:
        """The line of the cell where the keys are, and the place of its number; the count of rows for a name."""
        index = self.table.currentIndex()
        return (max(index.row(), 0), max(index.column() - 1, 0))

    def copy_lines(self) -> None:
        """Copy the table as text for other programs."""
        model = self.model
        head = [str(model.headerData(c, Qt.Orientation.Horizontal) or "") for c in range(model.columnCount())]
        lines = [
            "\t".join(str(model.data(model.index(line, c))) for c in range(model.columnCount()))
            for line in range(model.rowCount())
        ]
        QGuiApplication.clipboard().setText("\n".join(["\t".join(head), *lines]) + "\n")

    def _menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.menu_requested.emit(index.row(), index.column() - 1, self.table.viewport().mapToGlobal(at))
