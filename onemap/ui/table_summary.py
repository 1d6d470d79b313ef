"""A column in numbers beside the table: how many values, which, how they are spread; a bar selects its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from onemap.city import cell_words
from onemap.query import summary_chart
from onemap.ui import language, text_size
from onemap.ui.chart_view import ChartView

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.query.summary import Summary

WIDTH = 290


class SummaryPane(QWidget):
    """Shows one column. ``value_clicked`` tells a value, ``span_clicked`` a span: low, high, whether it is the last."""

    value_clicked = Signal(str, object)
    span_clicked = Signal(str, float, float, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setMinimumWidth(text_size.px(220))
        self.column, self.made = "", None
        self._title, self._unit = "", ""
        self._written: Callable[[object], str] = cell_words.text_of
        self.title, self.note = QLabel(self), QLabel(self)
        self.title.setProperty("role", "title")
        self.note.setProperty("role", "muted")
        for label in (self.title, self.note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.spread, self.values = ChartView(self), ChartView(self)
        self.spread.setMinimumHeight(text_size.px(130))
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(14)
        self.facts.setVerticalSpacing(3)
        self.facts.setColumnStretch(1, 1)
        self._lay_out()
        self.spread.bar_clicked.connect(self._span)
        self.spread.bar_opened.connect(self._span)
        self.values.bar_clicked.connect(self._value)
        self.values.bar_opened.connect(self._value)
        language.changed.connect(self.retranslate)
        self.retranslate()

    made: Summary | None

    def _lay_out(self) -> None:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 8, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addLayout(self.facts)
        column.addWidget(self.spread)
        column.addWidget(self.values)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Column in numbers"))
        self._show()

    def show_waiting(self, column: str, title: str) -> None:
        """Tell that a column is being counted."""
        self.column, self._title, self.made = column, title, None
        self._show()

    def show_summary(self, column: str, title: str, made: Summary, written: Callable[[object], str]) -> None:
        """Show a column."""
        self.column, self._title, self.made, self._written = column, title, made, written
        self._show()

    def _show(self) -> None:
        made = self.made
        self.title.setText(self._title)
        while (item := self.facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        waiting = self.tr("Counting…") if self.column else self.tr("Click a column to see it in numbers.")
        self.note.setText(waiting)
        self.note.setVisible(made is None)
        spread = values = None
        if made is not None:
            for line, (name, value) in enumerate(self._facts(made)):
                self._fact(line, name, value)
            spread = summary_chart.histogram_of(made, self.tr("Spread"))
            few = made.kind in {"text", "truth"} or made.distinct <= len(made.top)
            values = summary_chart.values_of(made, self._written, self.tr("Most frequent")) if few else None
        for view, chart in ((self.spread, spread), (self.values, values)):
            view.setVisible(chart is not None)
            view.show_chart(chart)
            if chart is not None:
                view.setMinimumHeight(view.sizeHint().height() if view is self.values else 130)

    def _facts(self, made: Summary) -> list[tuple[str, str]]:
        count, said = language.number, self._written
        many = "> " if made.more_distinct else ""
        lines = [
            (self.tr("Rows"), count(made.rows)), (self.tr("Empty"), count(made.nulls)),
            (self.tr("Different"), many + count(made.distinct)),
        ]  # fmt: skip
        if made.low is not None and made.kind != "truth":
            lines += [(self.tr("Least"), said(made.low)), (self.tr("Greatest"), said(made.high))]
        for name, value in (
            (self.tr("Mean"), made.mean),
            (self.tr("Sum"), made.total),
            (self.tr("Deviation"), made.std),
        ):
            if value is not None:
                lines.append((name, said(float(value))))
        return lines

    def _fact(self, line: int, name: str, value: str) -> None:
        left, right = QLabel(name, self), QLabel(value, self)
        left.setProperty("role", "muted")
        right.setWordWrap(True)
        right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (left, right):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.addWidget(left, line, 0, Qt.AlignmentFlag.AlignTop)
        self.facts.addWidget(right, line, 1)

    def _value(self, at: int) -> None:
        if self.made is not None and 0 <= at < len(self.made.top):
            self.value_clicked.emit(self.column, self.made.top[at][0])

    def _span(self, at: int) -> None:
        made = self.made
        if made is not None and 0 <= at < len(made.counts):
            low, high = float(made.edges[at]), float(made.edges[at + 1])
            self.span_clicked.emit(self.column, low, high, at == len(made.counts) - 1)
