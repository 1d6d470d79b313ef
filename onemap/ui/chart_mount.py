"""Puts charts into the window: a bar selects its rows, a brush filters the map, every number is explained, files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from onemap.ui import language
from onemap.ui.number_mount import NumberMount
from onemap.ui.save_as import ask_where

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt
    from PySide6.QtWidgets import QDialog

    from onemap.model.extent import Extent
    from onemap.session.change import Change
    from onemap.session.charting import ChartAnswer
    from onemap.session.tabling import Scope
    from onemap.ui.chart_asking import ChartAsking
    from onemap.ui.chart_panel import ChartPanel
    from onemap.ui.main_window import MainWindow


class ChartMount(QObject):
    """The charts of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._made = False
        action = window.actions_["charts"]
        window.desk.tie(action, lambda: self.panel if self._made else None, self.show)
        self._session.changes.subscribe(self._changed)
        action.setEnabled(bool(self._session.entries))

    @cached_property
    def asking(self) -> ChartAsking:
        """What is asked for the chart."""
        from onemap.ui.chart_asking import ChartAsking

        asking = ChartAsking(self._session, self)
        asking.failed.connect(self._window.message.tell_error)
        return asking

    @cached_property
    def panel(self) -> ChartPanel:
        """The panel, made when it is first wanted."""
        from onemap.ui.chart_panel import ChartPanel

        window = self._window
        panel = ChartPanel(self.asking, window)
        self._made = True
        window.desk.add(panel, lambda: self.tr("Charts"))
        panel.shown.connect(self._looked)
        panel.scope.chosen.connect(self._show_scope)
        panel.part_clicked.connect(self.select_part)
        panel.menu_requested.connect(lambda series, item, at: self.menu(series, item).popup(at))
        panel.items_brushed.connect(self.brush)
        panel.box_drawn.connect(self.select_box)
        panel.brush_cleared.connect(self.asking.clear_brush)
        panel.explain_requested.connect(lambda: self.explain().open())
        panel.export_requested.connect(self._ask_file)
        return panel

    @property
    def numbers(self) -> NumberMount:
        """What is done with a number."""
        return self._window.mounted(NumberMount)

    def show(self, layer: str = "") -> None:
        """Open the charts of a layer: the given one, else the current one of the tree, else the topmost."""
        entries = self._session.entries
        wanted = layer or self._window.current_layer or (self._made and self.asking.layer) or ""
        if not any(entry.id == wanted for entry in entries):
            wanted = entries[0].id if entries else ""
        self._window.desk.show_panel(self.panel)
        self.asking.show_layer(wanted)
        self.panel.show_layers(entries)

    def _looked(self, on: bool) -> None:
        self.asking.extent = self._extent()
        self.panel.show_layers(self._session.entries)
        self.asking.switch(on=on)

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            self._window.actions_["charts"].setEnabled(bool(self._session.entries))
        if not self._made:
            return
        if change.touches("layers", "project"):
            self.panel.show_layers(self._session.entries)
        if change.touches("view") and self.asking.scope == "view":
            self.asking.extent = self._extent()

    def _extent(self) -> Extent:
        return self._window.canvas.view.extent

    def _show_scope(self, scope: Scope) -> None:
        self.asking.extent = self._extent()
        self.asking.show_scope(scope)

    # --- items ----------------------------------------------------------------------------------------------------
    def select(self, first: int, last: int) -> None:
        """Select the rows behind some items on the map."""
        from onemap.session import chart_items

        items = tuple(range(first, last + 1))
        self._select(lambda answer: chart_items.rows_behind(answer, items))

    def select_part(self, series: int, item: int) -> None:
        """Select the rows behind an item, or behind one of its series."""
        self._select(lambda answer: _rows_of(answer, series, item))

    def select_box(self, low: float, high: float, foot: float, head: float) -> None:
        """Select the rows whose two numbers lie in a rectangle of a scatter, also those that are not drawn."""
        from onemap.session import chart_items

        self._select(lambda answer: chart_items.rows_in_box(answer, (low, high), (foot, head)))

    def _select(self, rows_of: Callable[[ChartAnswer], npt.NDArray[np.int64]]) -> None:
        """Select rows of the answer that is shown; they are found in a worker."""
        answer = self.asking.answer
        if answer is not None:
            self.numbers.select(answer.question.asked.layer, lambda: rows_of(answer))

    def brush(self, first: int, last: int) -> None:
        """Filter the map by some items; where no filter can say them, select their rows."""
        if not self.asking.brush_items(first, last):
            self.select(first, last)

    def menu(self, series: int, item: int) -> QMenu:
        """What can be done with an item, or one of its series; the menu ends when it is closed."""
        menu, answer = QMenu(self.panel), self.asking.answer
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Select its rows"), lambda: self.select_part(series, item))
        menu.addAction(self.tr("Show its rows in the table"), lambda: self.show_in_table(series, item))
        if answer is not None and answer.held is not None:
            menu.addAction(self.tr("Filter the map by it"), lambda: self.brush(item, item))
            menu.addSeparator()
            menu.addAction(self.tr("Explain this number…"), lambda: self.explain_number(series, item))
        menu.addAction(self.tr("Explain this chart…"), lambda: self.explain().open())
        menu.addSeparator()
        menu.addAction(self.tr("Export the chart…"), self._ask_file)
        return menu

    def show_in_table(self, series: int, item: int) -> None:
        """Select the rows behind an item, and show them in the table."""
        answer = self.asking.answer
        if answer is not None:
            self.numbers.show_in_table(answer.question.asked.layer, lambda: _rows_of(answer, series, item))

    # --- explaining -----------------------------------------------------------------------------------------------
    def explain_number(self, series: int, item: int) -> None:
        """Tell how the number of an item was made, of all its series where none is meant."""
        from onemap.session import explaining

        answer = self.asking.answer
        if answer is None or answer.held is None:
            return
        self.numbers.explain(lambda: explaining.number_of(answer, item, series), lambda: _rows_of(answer, series, item))

    def explain(self) -> QDialog:
        """How the numbers were made, and the Python lines that give them again; it ends when it is closed."""
        from onemap.session import explaining
        from onemap.ui.explain_dialog import ExplainDialog

        answer = self.asking.answer
        said = "" if answer is None else explaining.explained(self._session, answer)
        return ExplainDialog(self.tr("How this chart was made"), said, self._window)

    # --- files ----------------------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        kinds, called = (".svg", ".png", ".csv"), {".csv": self.tr("Numbers as CSV")}
        name = f"{self.asking.layer or 'chart'}.svg"
        ask_where(self._window, self.tr("Export the chart"), name, kinds, self.write, called)

    def write(self, path: Path) -> None:
        """Write the chart as a file in a worker."""
        from onemap.api.chart_files import ChartWriting
        from onemap.session.handing_out import exported

        answer, entry = self.asking.answer, self.asking.entry
        if answer is None or entry is None:
            return
        writing = ChartWriting(
            answer.chart, path, exported([entry], language.current()), language.current(), self._session.crs
        )
        self._session.start(
            self.tr("Export the chart"), lambda _job: writing.write(),
            self._window.message.tell_written, self._window.message.tell_error,
        )  # fmt: skip


def _rows_of(answer: ChartAnswer, series: int, item: int) -> npt.NDArray[np.int64]:
    """The rows behind an item, of one of its series where it has several."""
    from onemap.session import chart_items

    return chart_items.rows_behind(answer, (item,), series if answer.series and series >= 0 else None)
