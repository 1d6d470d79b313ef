"""Charts of a layer below the map: what is shown, of which rows, how it was counted; a bar is the rows behind it."""

from __future__ import annotations

import contextlib
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from onemap.session import charting
from onemap.session.charting import HOWS, Choice
from onemap.ui import icons, language, text_size
from onemap.ui.chart_view import ChartView
from onemap.ui.desk_panel import DeskPanel, plain_label
from onemap.ui.flow import Flow
from onemap.ui.identify_model import title_of
from onemap.ui.scope_box import ScopeBox

if TYPE_CHECKING:
    from onemap.session.charting import ChartAnswer, Kind
    from onemap.session.entry import LayerEntry
    from onemap.ui.chart_asking import ChartAsking

GRIDS = ("unit_grid", "responsibility_grid", "division")
_KINDS: tuple[Kind, ...] = (
    "values",
    "classes",
    "spans",
    "time",
    "line",
    "hours",
    "weekdays",
    "months",
    "cells",
    "scatter",
)


class ChartPanel(DeskPanel):
    """Shows the answer of a `ChartAsking`.

    ``part_clicked`` tells series (-1: all) and place of an item that was clicked, ``menu_requested`` the same of one
    that somebody wants a menu for, ``items_brushed`` the first and last place of those that are to filter the map,
    ``box_drawn`` a rectangle over two columns.
    """

    part_clicked = Signal(int, int)
    menu_requested = Signal(int, int, QPoint)
    items_brushed = Signal(int, int)
    brush_cleared = Signal()
    box_drawn = Signal(float, float, float, float)
    explain_requested = Signal()
    export_requested = Signal()

    def __init__(self, asking: ChartAsking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asking = asking
        self._grids: list[LayerEntry] = []
        self.layers, self.kind, self.by, self.how, self.of, self.split = (QComboBox(self) for _ in range(6))
        self.stacked = QToolButton(self)
        self.scope, self.view = ScopeBox(self), ChartView(self, brushable=True)
        self.note = plain_label("muted", self)
        self.clear, self.explain, self.export = (QToolButton(self) for _ in range(3))
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        row = Flow(self)
        for box in (self.layers, self.kind, self.by, self.how, self.of, self.split):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMinimumWidth(text_size.px(72))
            box.setMaximumWidth(text_size.px(190))
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.add(box)
        self.stacked.setProperty("role", "icon")
        self.stacked.setCheckable(True)
        icons.bind(self.stacked, "stacked")
        row.add(self.stacked)
        row.add(self.scope)
        row.add(self.note)
        row.add_stretch()
        for button, icon in ((self.clear, "filter_off"), (self.explain, "help"), (self.export, "export")):
            button.setProperty("role", "icon")
            icons.bind(button, icon)
            row.add(button)
        self.area = QScrollArea(self)
        self.area.setWidget(self.view)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack(row, self.area)

    def _connect(self) -> None:
        asking = self._asking
        asking.answered.connect(self.show_answer)
        self.layers.activated.connect(lambda _at: asking.show_layer(self.layers.currentData()))
        self.kind.activated.connect(lambda _at: self._choose_kind())
        for box in (self.by, self.how, self.of, self.split):
            box.activated.connect(lambda _at: self._choose())
        self.stacked.clicked.connect(lambda _on: self._choose())
        self.view.part_clicked.connect(self.part_clicked)
        self.view.menu_requested.connect(self.menu_requested)
        self.view.bar_opened.connect(lambda at: self.items_brushed.emit(at, at))
        self.view.brushed.connect(self._brushed)
        self.view.brush_cleared.connect(self.brush_cleared)
        self.view.boxed.connect(self.box_drawn)
        self.clear.clicked.connect(lambda _on: self.brush_cleared.emit())
        self.explain.clicked.connect(lambda _on: self.explain_requested.emit())
        self.export.clicked.connect(lambda _on: self.export_requested.emit())

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Charts"))
        for box, name in (
            (self.layers, self.tr("Layer of the chart")), (self.kind, self.tr("Kind of chart")),
            (self.by, self.tr("Counted by")), (self.how, self.tr("What is counted")), (self.of, self.tr("Numbers of")),
            (self.split, self.tr("Series: a second column")),
        ):  # fmt: skip
            box.setAccessibleName(name)
            box.setToolTip(name)
        for button, tip in (
            (self.clear, self.tr("Filter no more by the chart")), (self.explain, self.tr("Explain this chart")),
            (self.export, self.tr("Export the chart…")), (self.stacked, self.tr("Series on each other")),
        ):  # fmt: skip
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._fill()
        if self._asking.answer is not None:
            self._asking.ask()

    # --- what is chosen -------------------------------------------------------------------------------------------
    def _kind_words(self) -> dict[Kind, str]:
        return {
            "values": self.tr("By value"), "classes": self.tr("By legend class"), "spans": self.tr("Histogram"),
            "time": self.tr("Over time"), "line": self.tr("Line over time"),
            "hours": self.tr("Hour of the day"), "weekdays": self.tr("Day of the week"), "months": self.tr("Month"),
            "cells": self.tr("By grid"), "scatter": self.tr("Two columns"),
        }  # fmt: skip

    def _how_words(self) -> tuple[str, ...]:
        return (
            self.tr("Number of rows"), self.tr("Sum of"), self.tr("Mean of"), self.tr("Deviation of"),
            self.tr("Least of"), self.tr("Lower quartile of"), self.tr("Median of"), self.tr("Upper quartile of"),
            self.tr("90th percentile of"), self.tr("Greatest of"),
        )  # fmt: skip

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
        """Titles and names of what a kind of chart can show."""
        entry = self._asking.entry
        if entry is None:
            return []
        if kind == "cells":
            return [(grid.title(language.current()), grid.id) for grid in self._grids if grid.id != entry.id]
        return [(column_title(entry, name), name) for name in charting.columns_for(entry, kind)]

    def _fill(self) -> None:
        """Fill the boxes with what can be chosen, and choose what is shown."""
        entry, choice = self._asking.entry, self._asking.choice
        words = self._kind_words()
        boxes = (self.kind, self.by, self.how, self.of, self.split, self.stacked)
        with contextlib.ExitStack() as quiet:
            for box in boxes:
                quiet.enter_context(QSignalBlocker(box))
            self.kind.clear()
            for kind in _KINDS:
                if self._columns(kind):
                    self.kind.addItem(words[kind], kind)
            self.kind.setCurrentIndex(self.kind.findData(choice.kind))
            refill(self.by, self._columns(choice.kind), choice.by)
            refill(self.how, list(zip(self._how_words(), HOWS, strict=True)), choice.how)
            numbers = (
                [] if entry is None else [(column_title(entry, name), name) for name in charting.numbers_of(entry)]
            )
            refill(self.of, numbers, choice.of)
            refill(self.split, [(self.tr("No series"), ""), *self._columns("values")], choice.split)
            self.stacked.setChecked(choice.stacked)
        scatter = choice.kind == "scatter"
        self.by.setVisible(choice.kind != "classes")
        self.split.setVisible(not scatter)
        self.stacked.setVisible(bool(choice.split) and choice.kind not in ("line", "scatter"))
        self.how.setVisible(not scatter and bool(numbers))
        self.of.setVisible(scatter or choice.how != "count")
        self.clear.setVisible(self._asking.brush is not None)

    def _choose_kind(self) -> None:
        kind: Kind = self.kind.currentData()
        names = [name for _title, name in self._columns(kind)]
        by = self._asking.choice.by if self._asking.choice.by in names else names[0]
        of = ""
        if kind == "scatter":
            of = names[1] if len(names) > 1 and by == names[0] else names[0]
        split = "" if kind == "scatter" else self._asking.choice.split
        self._asking.choose(Choice(kind, by, of, split=split, stacked=self._asking.choice.stacked))

    def _choose(self) -> None:
        before, how = self._asking.choice, self.how.currentData()
        of, by = self.of.currentData() or "", self.by.currentData() or ""
        if before.kind == "scatter":
            self._asking.choose(Choice("scatter", by, of))
            return
        split = self.split.currentData() or ""
        # What cannot be put on each other begins beside each other, and a new split on each other again.
        stacked = self.stacked.isChecked() if (split, how) == (before.split, before.how) else how in ("count", "sum")
        self._asking.choose(Choice(before.kind, by, "" if how == "count" else of, how, split, stacked))

    # --- the answer -----------------------------------------------------------------------------------------------
    def show_answer(self, answer: ChartAnswer | None) -> None:
        """Show a chart, or say why there is none."""
        self._fill()
        chart = None if answer is None else answer.chart
        there = chart is not None and chart.size > 0 and answer is not None and answer.rows > 0
        if not there or chart is None:
            self._show_empty(answer)
            return
        self.note.setText(chart.note)
        chart = replace(chart, note="")
        brush = self._asking.brush
        if brush is not None:
            ends = (brush.first, brush.last + 1)
            edges = chart.edges
            brushed = (float(edges[ends[0]]), float(edges[ends[1]])) if len(edges) else (float(ends[0]), float(ends[1]))
            chart = replace(chart, brushed=brushed)
        self.view.show_chart(chart)
        high = self.view.sizeHint().height() if chart.kind == "bars" else 0
        self.view.setMinimumHeight(min(high, 900))
        self.pages.setCurrentIndex(1)
        self.explain.setEnabled(True)
        self.export.setEnabled(True)

    def _show_empty(self, answer: ChartAnswer | None) -> None:
        entry = self._asking.entry
        self.view.show_chart(None)
        self.note.setText("")
        if entry is None:
            text = self.tr("No layer is open. Add data, and it can be shown as a chart.")
        elif entry.status == "failed" and entry.error is not None:
            text = str(entry.error)
        else:
            text = (
                self.tr("Reading…")
                if answer is None
                else self.tr("No row to show. Look at filters, view and selection.")
            )
        self.empty.setText(text)
        self.pages.setCurrentIndex(0)
        self.explain.setEnabled(False)
        self.export.setEnabled(False)

    def _brushed(self, low: float, high: float) -> None:
        """Turn a range of the axis into the items that it meets."""
        chart = self.view.chart
        if chart is None or chart.kind == "scatter" or not chart.size:
            return
        if len(chart.edges):
            first = int(np.searchsorted(chart.edges, low, "right")) - 1
            last = int(np.searchsorted(chart.edges, high, "left")) - 1
        else:
            first, last = math.floor(low), math.ceil(high) - 1
        first, last = max(first, 0), min(max(last, first), chart.size - 1)
        if first <= last:
            self.items_brushed.emit(first, last)


def column_title(entry: LayerEntry, name: str) -> str:
    """What a column is called in the language in use."""
    said = entry.definition.fields.get(name)
    return name if said is None else title_of(name, said.title, said.title_en)


def refill(box: QComboBox, choices: list[tuple[str, str]], current: str) -> None:
    """Offer choices, titles and values, and choose the current one, or the first."""
    box.clear()
    for title, value in choices:
        box.addItem(title, value)
    box.setCurrentIndex(max(box.findData(current), 0) if choices else -1)
