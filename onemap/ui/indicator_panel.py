"""Indicators of cases below the map: all of them over the whole, one of them by group, and it as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onemap.city.indicator_chart import months_chart, ranked_chart, shown_places
from onemap.city.indicator_groups import OUTSIDE, UNLOCATED
from onemap.city.indicator_list import BY_KEY
from onemap.ui import icons, language, theme
from onemap.ui.chart_view import ChartView
from onemap.ui.desk_panel import DeskPanel, LinesTable
from onemap.ui.indicator_asking import IndicatorAsking
from onemap.ui.indicator_bar import IndicatorBar
from onemap.ui.indicator_models import NAME, VALUE, YEAR, GroupModel, IndicatorModel

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from onemap.city.indicators import IndicatorTable
    from onemap.errors import OneMapError
    from onemap.session.change import Change
    from onemap.session.indicator_answers import Answer
    from onemap.session.session import Session

#: The second of the two charts.
_RUN = 1
#: More bars are not drawn: the table has all of them.
_MOST_BARS = 300


class IndicatorPanel(DeskPanel):
    """Shows one answer.

    ``rows_requested`` asks to show the events behind a number: group (None for all) and which part of it, "over",
    "under" or "rest"; ``group_opened`` asks to look at a group; ``map_requested`` asks for a thematic layer;
    ``write_requested`` asks for a file of this many periods; ``unlocated_requested`` for the events without a place.
    """

    rows_requested = Signal(object, str)
    group_opened = Signal(str)
    map_requested = Signal()
    write_requested = Signal(int)
    unlocated_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer: Answer | None = None
        self._session = session
        self.asking, self.bar = IndicatorAsking(session, self), IndicatorBar(session, self)
        self.indicators, self.groups = IndicatorModel(self), GroupModel(self)
        self._make()
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- building -------------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.list, self.table = _view(self.indicators), _view(self.groups)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(VALUE, Qt.SortOrder.DescendingOrder)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.chart, self.area = ChartView(self), QScrollArea(self)
        self.area.setWidget(self.chart)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ways = QButtonGroup(self)
        self.ranked, self.run = QToolButton(self), QToolButton(self)
        for number, button in enumerate((self.ranked, self.run)):
            button.setCheckable(True)
            button.setProperty("role", "crumb")
            self.ways.addButton(button, number)
        self.ranked.setChecked(True)
        self.rest = QToolButton(self)
        self.rest.setProperty("role", "crumb")
        self.map, self.write = QPushButton(self), QPushButton(self)
        self.map.setProperty("role", "primary")
        self.write.setMenu(QMenu(self.write))
        icons.bind(self.write, "export")
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)
        self._listed = QTimer(self, singleShot=True, interval=0)
        self._listed.timeout.connect(self.bar.show_layers)

    def _lay_out(self) -> None:
        for button in (self.rest, self.write, self.map):
            self.bar.row.add(button)
        drawn = QWidget(self)
        right = QVBoxLayout(drawn)
        right.setContentsMargins(0, 2, 0, 0)
        right.setSpacing(0)
        ways = QHBoxLayout()
        ways.setContentsMargins(8, 0, 8, 0)
        ways.setSpacing(2)
        ways.addWidget(self.ranked)
        ways.addWidget(self.run)
        ways.addStretch(1)
        right.addLayout(ways)
        right.addWidget(self.area, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        for widget, stretch in ((self.list, 3), (self.table, 4), (drawn, 5)):
            self.split.addWidget(widget)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.split.setSizes([330, 430, 400])
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.stack(self.bar, self.split)

    def _connect(self) -> None:
        self.shown.connect(self._seen)
        self.bar.changed.connect(self._soon.start)
        self.asking.answered.connect(self.show_answer)
        self.asking.failed.connect(self._failed)
        self.asking.busy.connect(self._busy)
        self.list.selectionModel().currentRowChanged.connect(self._indicator_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._group_chosen)
        self.groups.layoutChanged.connect(lambda *_all: self._sorted())
        self.table.activated.connect(lambda index: self._open(self.groups.place(index.row())))
        self.table.customContextMenuRequested.connect(self._menu)
        self.chart.bar_clicked.connect(self._bar_clicked)
        self.chart.bar_opened.connect(self._bar_opened)
        self.ways.idClicked.connect(lambda _way: self._show_chart())
        self.map.clicked.connect(lambda _on: self.map_requested.emit())
        self.rest.clicked.connect(lambda _on: self.unlocated_requested.emit())
        self._session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        theme.changed.connect(self._show_chart)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Indicators"))
        self.list.setAccessibleName(self.tr("Indicators"))
        self.table.setAccessibleName(self.tr("By group"))
        self.ranked.setText(self.tr("Ranking"))
        self.run.setText(self.tr("Over time"))
        self.map.setText(self.tr("On the map"))
        self.write.setText(self.tr("Write"))
        menu = self.write.menu()
        menu.clear()
        menu.addAction(self.tr("This period…"), lambda: self.write_requested.emit(1))
        menu.addAction(self.tr("This period and those before it…"), lambda: self.write_requested.emit(0))
        if self.answer is None:
            self.empty.setText(self.tr("Cases and work orders in numbers appear here."))
        else:
            self.show_answer(self.answer)

    # --- asking ---------------------------------------------------------------------------------------------------
    def _seen(self, seen: bool) -> None:
        """Ask when the panel comes in sight; count no more while nobody looks."""
        if seen:
            self.bar.show_layers()
            self._soon.start()
        else:
            self.asking.forget()

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project") and self.isVisible():
            self._listed.start()

    def _ask(self) -> None:
        if self.isVisible():
            self.asking.ask(self.bar.choice)

    def _busy(self, busy: bool) -> None:
        if busy and self.answer is None:
            self.empty.setText(self.tr("Counting…"))

    def _failed(self, error: OneMapError) -> None:
        self.answer = None
        self.empty.setText(str(error))
        self.indicators.show_table(None)
        self.groups.show_table(None, "")
        self._show_buttons()
        self.pages.setCurrentIndex(0)

    # --- showing --------------------------------------------------------------------------------------------------
    def show_answer(self, answer: Answer) -> None:
        """Show an answer; what was chosen before stays chosen where it is still there."""
        self.answer = answer
        self.bar.show_answer(answer)
        self.indicators.show_table(answer.table)
        self.groups.show_table(answer.table, answer.key)
        modes = QHeaderView.ResizeMode
        wide = self.groups.columnCount() > YEAR + 1
        self.table.horizontalHeader().setSectionResizeMode(NAME, modes.ResizeToContents if wide else modes.Stretch)
        _choose(self.list, self.indicators.row_of(answer.key))
        self._keep_chosen()
        self.pages.setCurrentIndex(1)
        self._show_chart()
        self._show_buttons()

    def _keep_chosen(self) -> None:
        """Mark the group that is chosen in its line, wherever that is now."""
        answer = self.answer
        if answer is not None:
            codes = answer.table.groups.codes
            _choose(self.table, self.groups.row_of(codes.index(answer.code)) if answer.code is not None else -1)

    def _sorted(self) -> None:
        self._keep_chosen()
        self._show_chart()

    def _show_buttons(self) -> None:
        table = None if self.answer is None else self.answer.table
        held = bool(self.answer is not None and self.answer.key)
        self.map.setEnabled(held and table is not None and bool(table.groups.layer))
        self.write.setEnabled(held)
        self.run.setEnabled(table is None or not table.request.timeless)
        lost = 0 if table is None else _lost(table)
        self.rest.setVisible(lost > 0)
        self.rest.setText(self.tr("%1 without a grid").replace("%1", language.number(lost)))
        self.rest.setToolTip(self.tr("Events without a place or outside all grids: list them and place them"))

    def _show_chart(self, _theme: str = "") -> None:
        answer, en = self.answer, language.current() == "en"
        if answer is None or not answer.key:
            self.chart.show_chart(None)
            return
        if self._over_time:
            chart = months_chart(answer.key, answer.periods, answer.run, self._said_of(answer, en=en), en=en)
        else:
            chart = ranked_chart(answer.table, answer.key, self._places(), en=en, chosen=answer.code)
        self.chart.show_chart(chart)
        self.chart.setMinimumHeight(self.chart.sizeHint().height() if chart.kind == "bars" else 90)

    @property
    def _over_time(self) -> bool:
        """Whether the chart is the run of periods; what has no period has none."""
        return self.ways.checkedId() == _RUN and not self.bar.timeless

    def _said_of(self, answer: Answer, *, en: bool) -> str:
        groups = answer.table.groups
        return self.tr("All") if answer.code is None else groups.names[groups.codes.index(answer.code)][en]

    # --- choosing -------------------------------------------------------------------------------------------------
    def _indicator_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.bar.choose(key=self.indicators.indicators[now.row()].key)

    def _group_chosen(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and self.answer is not None:
            self.choose_group(self.groups.code(now.row()))

    def choose_group(self, code: str | None) -> None:
        """Show the events of a group on the map, and its run of periods."""
        self.bar.choose(code=code)
        self.rows_requested.emit(code, "over")

    def _bar_clicked(self, item: int) -> None:
        answer = self.answer
        if answer is None:
            return
        if self._over_time:
            self.bar.choose(period=answer.periods[item])
        else:
            self.choose_group(answer.table.groups.codes[self._places()[item]])

    def _bar_opened(self, item: int) -> None:
        if self.answer is not None and not self._over_time:
            self._open(self._places()[item])

    def _places(self) -> list[int]:
        """The groups of the bars, in the order of the table."""
        answer = self.answer
        if answer is None:
            return []
        order = map(self.groups.place, range(self.groups.rowCount()))
        return shown_places(answer.table, answer.key, order)[:_MOST_BARS]

    def _open(self, place: int) -> None:
        if self.answer is None or place >= len(self.answer.table.groups.codes):
            return
        code = self.answer.table.groups.codes[place]
        if code in {UNLOCATED, OUTSIDE}:
            self.unlocated_requested.emit()
        else:
            self.group_opened.emit(code)

    def _menu(self, at: QPoint) -> None:
        index = self.table.indexAt(at)
        if index.isValid():
            self.row_menu(index.row()).popup(self.table.viewport().mapToGlobal(at))

    def row_menu(self, row: int) -> QMenu:
        """What can be seen of a group: the events that a rate divides, those it divides by, and the rest of them."""
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        answer, en = self.answer, language.current() == "en"
        if answer is None:
            return menu
        code, one = self.groups.code(row), answer.table.values[answer.key]
        place, kind = self.groups.place(row), one.indicator.kind
        show = self.tr("Show %1")
        if kind == "count":
            menu.addAction(_counted(show, one.indicator.title[en], one.over[place]),
                           lambda: self.rows_requested.emit(code, "over"))  # fmt: skip
            return menu
        under = BY_KEY[one.indicator.denominator]
        if kind == "rate":
            over = BY_KEY[one.indicator.numerator]
            menu.addAction(_counted(show, over.title[en], one.over[place]),
                           lambda: self.rows_requested.emit(code, "over"))  # fmt: skip
            said = self.tr("%1, but not %2").replace("%1", under.title[en]).replace("%2", over.title[en])
            menu.addAction(_counted(show, said, one.under[place] - one.over[place]),
                           lambda: self.rows_requested.emit(code, "rest"))  # fmt: skip
        menu.addAction(_counted(show, under.title[en], one.under[place]),
                       lambda: self.rows_requested.emit(code, "under"))  # fmt: skip
        return menu


def _view(model: IndicatorModel | GroupModel) -> LinesTable:
    view = LinesTable(model)
    head = view.horizontalHeader()
    head.setMinimumSectionSize(60)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    return view


def _choose(view: QTableView, row: int) -> None:
    """Make a line current without telling of it."""
    chosen = view.selectionModel()
    chosen.blockSignals(True)
    if row < 0:
        chosen.clear()
    else:
        flags = QItemSelectionModel.SelectionFlag
        chosen.setCurrentIndex(view.model().index(row, 0), flags.ClearAndSelect | flags.Rows)
        view.scrollTo(view.model().index(row, 0))
    chosen.blockSignals(False)
    view.viewport().update()


def _lost(table: IndicatorTable) -> int:
    """Events of the period that are in no cell, when it is counted by cells."""
    groups = table.groups
    one = table.values.get("reported")
    if one is None or OUTSIDE not in groups.codes:
        return 0
    return int(sum(one.over[groups.codes.index(code)] for code in (OUTSIDE, UNLOCATED)))


def _counted(show: str, name: str, count: float) -> str:
    return show.replace("%1", f"{name} ({count:,.0f})").replace("&", "&&")
