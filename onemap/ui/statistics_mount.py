"""Puts statistics into the window: numbers lead to their rows on the map and in the table, are explained, written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from onemap.ui import language
from onemap.ui.number_mount import NumberMount
from onemap.ui.save_as import ask_where

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.model.extent import Extent
    from onemap.session.change import Change
    from onemap.session.tabling import Scope
    from onemap.ui.main_window import MainWindow
    from onemap.ui.statistics_asking import StatisticsAsking
    from onemap.ui.statistics_panel import StatisticsPanel


class StatisticsMount(QObject):
    """The statistics of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._made = False
        action = window.actions_["statistics"]
        window.desk.tie(action, lambda: self.panel if self._made else None, self.show)
        window.layers.statistics_requested.connect(self.show)
        self._session.changes.subscribe(self._changed)
        action.setEnabled(bool(self._session.entries))

    @cached_property
    def asking(self) -> StatisticsAsking:
        """What is asked for."""
        from onemap.ui.statistics_asking import StatisticsAsking

        asking = StatisticsAsking(self._session, self)
        asking.failed.connect(self._window.message.tell_error)
        return asking

    @cached_property
    def panel(self) -> StatisticsPanel:
        """The panel, made when it is first wanted."""
        from onemap.ui.statistics_panel import StatisticsPanel

        window = self._window
        panel = StatisticsPanel(self.asking, window)
        self._made = True
        window.desk.add(panel, lambda: self.tr("Statistics"))
        panel.shown.connect(self._looked)
        panel.scope.chosen.connect(self._show_scope)
        panel.line_opened.connect(self.select)
        panel.menu_requested.connect(lambda line, stat, at: self.menu(line, stat).popup(at))
        panel.explain_requested.connect(self.explain)
        panel.export_requested.connect(self._ask_file)
        return panel

    @property
    def numbers(self) -> NumberMount:
        """What is done with a number."""
        return self._window.mounted(NumberMount)

    def show(self, layer: str = "", column: str = "") -> None:
        """Open the statistics of a layer: the given one, else the current one of the tree, else the topmost."""
        entries = self._session.entries
        wanted = layer or self._window.current_layer or (self._made and self.asking.layer) or ""
        if not any(entry.id == wanted for entry in entries):
            wanted = entries[0].id if entries else ""
        self._window.desk.show_panel(self.panel)
        self.asking.show_layer(wanted, column)
        self.panel.show_layers(entries)

    def _looked(self, on: bool) -> None:
        self.asking.extent = self._extent()
        self.panel.show_layers(self._session.entries)
        self.asking.switch(on=on)

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            self._window.actions_["statistics"].setEnabled(bool(self._session.entries))
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

    # --- numbers --------------------------------------------------------------------------------------------------
    def select(self, line: int) -> None:
        """Select the rows of a line on the map."""
        from onemap.session import statistics

        made = self.asking.answer
        if made is not None:
            self.numbers.select(made.question.asked.layer, lambda: statistics.rows_behind(made, line))

    def show_in_table(self, line: int) -> None:
        """Select the rows of a line, and show them in the table."""
        from onemap.session import statistics

        made = self.asking.answer
        if made is not None:
            self.numbers.show_in_table(made.question.asked.layer, lambda: statistics.rows_behind(made, line))

    def explain(self, line: int, stat: int) -> None:
        """Tell how a number was made."""
        from onemap.session import explaining, statistics

        made = self.asking.answer
        if made is not None:
            self.numbers.explain(
                lambda: explaining.statistic_of(made, line, stat), lambda: statistics.rows_behind(made, line)
            )

    def menu(self, line: int, stat: int) -> QMenu:
        """What can be done with a number, or a line (-1); the menu ends when it is closed."""
        menu = QMenu(self.panel)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self.tr("Select its rows"), lambda: self.select(line))
        menu.addAction(self.tr("Show its rows in the table"), lambda: self.show_in_table(line))
        menu.addSeparator()
        menu.addAction(self.tr("Explain this number…"), lambda: self.explain(line, max(stat, 0)))
        menu.addSeparator()
        menu.addAction(self.tr("Copy the table"), self.panel.copy_lines)
        menu.addAction(self.tr("Export the statistics…"), self._ask_file)
        return menu

    # --- files ----------------------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        name = f"{self.asking.layer or 'numbers'}.csv"
        ask_where(self._window, self.tr("Export the statistics"), name, [".csv"], self.write)

    def write(self, path: Path) -> None:
        """Write the table as a file in a worker."""
        from onemap.api.chart_files import StatisticsWriting
        from onemap.session.handing_out import exported

        made, entry = self.asking.answer, self.asking.entry
        if made is None or entry is None:
            return
        writing = StatisticsWriting(made, path, exported([entry], language.current()), language.current())
        self._session.start(
            self.tr("Export the statistics"), lambda _job: writing.write(),
            self._window.message.tell_written, self._window.message.tell_error,
        )  # fmt: skip
