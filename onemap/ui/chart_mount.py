"""Puts charts into the window: a bar selects its rows, a brush filters the map, every number is explained, files."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QVBoxLayout

from onemap.ui import language

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from onemap.errors import OneMapError
    from onemap.model.extent import Extent
    from onemap.session.change import Change
    from onemap.session.charting import ChartAnswer
    from onemap.session.runner import Job
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
        action.triggered.connect(lambda on: self.show() if on else window.desk.close_panel(self.panel))
        window.desk.switched.connect(self._tick)
        window.desk.visibilityChanged.connect(lambda _on: self._tick())
        self._session.changes.subscribe(self._changed)
        action.setEnabled(bool(self._session.entries))

    @cached_property
    def asking(self) -> ChartAsking:
        """What is asked for the chart."""
        from onemap.ui.chart_asking import ChartAsking

        asking = ChartAsking(self._session, self)
        asking.failed.connect(self._failed)
        return asking

    @cached_property
    def panel(self) -> ChartPanel:
        """The panel, made when it is first wanted."""
        from onemap.ui.chart_panel import ChartPanel

        window = self._window
        panel = ChartPanel(self.asking, window)
        self._made = True
        window.desk.add(panel, lambda: self.tr("Charts"))
        panel.looked.connect(self._looked)
        panel.scope.chosen.connect(self._show_scope)
        panel.items_clicked.connect(self.select)
        panel.items_brushed.connect(self.brush)
        panel.box_drawn.connect(self.select_box)
        panel.brush_cleared.connect(self.asking.clear_brush)
        panel.explain_requested.connect(lambda: self.explain().open())
        panel.export_requested.connect(self._ask_file)
        return panel

    def show(self, layer: str = "") -> None:
        """Open the charts of a layer: the given one, else the current one of the tree, else the topmost."""
        entries = self._session.entries
        wanted = layer or self._window.current_layer or (self._made and self.asking.layer) or ""
        if not any(entry.id == wanted for entry in entries):
            wanted = entries[0].id if entries else ""
        self._window.desk.show_panel(self.panel)
        self.asking.show_layer(wanted)
        self.panel.show_layers(entries)

    def _tick(self) -> None:
        self._window.actions_["charts"].setChecked(self._made and self._window.desk.showing(self.panel))

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
        from onemap.session import charting

        items = tuple(range(first, last + 1))
        self._select(lambda answer: charting.rows_behind(answer, items))

    def select_box(self, low: float, high: float, foot: float, head: float) -> None:
        """Select the rows whose two numbers lie in a rectangle of a scatter, also those that are not drawn."""
        from onemap.session import charting

        self._select(lambda answer: charting.rows_in_box(answer, (low, high), (foot, head)))

    def _select(self, rows_of: Callable[[ChartAnswer], npt.NDArray[np.int64]]) -> None:
        """Select rows of the answer that is shown; they are found in a worker."""
        from onemap.session import choosing

        answer, entry = self.asking.answer, self.asking.entry
        if answer is None or entry is None or entry.ready is None:
            return
        layer, prepared, before = entry.id, entry.ready.prepared, self._session.selection.rows()

        def work(_job: Job) -> choosing.Chosen:
            rows = rows_of(answer)
            return choosing.put_together(layer, prepared, rows, before, "replace")

        self._session.start(self.tr("Select"), work, self._session.selection.take, self._failed, quick=True)

    def brush(self, first: int, last: int) -> None:
        """Filter the map by some items; where no filter can say them, select their rows."""
        if not self.asking.brush_items(first, last):
            self.select(first, last)

    # --- explaining -----------------------------------------------------------------------------------------------
    def explain(self) -> QDialog:
        """How the numbers were made, and the Python lines that give them again; it ends when it is closed."""
        from onemap.session import charting

        dialog, answer = QDialog(self._window), self.asking.answer
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("How this chart was made"))
        dialog.resize(620, 320)
        text = QPlainTextEdit(dialog)
        text.setReadOnly(True)
        text.setAccessibleName(dialog.windowTitle())
        said = "" if answer is None else charting.explained(self._session, answer)
        text.setPlainText(said)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
        copy = QPushButton(self.tr("Copy"), dialog)
        copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(said))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(dialog.reject)
        column = QVBoxLayout(dialog)
        column.addWidget(text, 1)
        column.addWidget(buttons)
        return dialog

    # --- files ----------------------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        dialog = QFileDialog(self._window, self.tr("Export the chart"), f"{self.asking.layer or 'chart'}.svg")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["SVG (*.svg)", "PNG (*.png)", self.tr("Numbers as CSV (*.csv)")])
        dialog.setDefaultSuffix("svg")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(name.rpartition(".")[2].rstrip(")")))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self.write(Path(path)))
        dialog.open()

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
        said = self.tr("Written: %1")
        self._session.start(
            self.tr("Export the chart"), lambda _job: writing.write(),
            lambda done: self._window.message.tell(said.replace("%1", str(done))), self._failed,
        )  # fmt: skip

    def _failed(self, error: OneMapError) -> None:
        if error.key != "cancelled":
            self._window.message.tell(str(error), bad=True)
