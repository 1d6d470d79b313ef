"""Puts the ledger and the findings of data quality into the window, ties both to the map, and writes their files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from onemap.errors import OneMapError
from onemap.model.extent import Extent
from onemap.session import steps
from onemap.ui import language
from onemap.ui.finding_marks import FindingMarks
from onemap.ui.findings_panel import FindingsPanel
from onemap.ui.ledger_asking import LedgerAsking
from onemap.ui.ledger_panel import LedgerPanel
from onemap.ui.save_as import ROWS, ask_where

if TYPE_CHECKING:
    import numpy.typing as npt
    from PySide6.QtGui import QPainter

    from onemap.city.findings import Finding
    from onemap.city.ledger import Ledger
    from onemap.city.ledger_columns import LedgerAsked, LedgerRole
    from onemap.city.ledger_merge import Merged
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.ui.canvas import MapCanvas
    from onemap.ui.main_window import MainWindow

    Ints = npt.NDArray[np.int64]

#: What is shown around a place that is looked at, metres to each side.
_AROUND = 80.0


class LedgerMount(QObject):
    """The ledger and the findings of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session, self._canvas = window, window.session, window.canvas
        self._jobs: dict[str, Job] = {}
        self._own = False
        self.asking = asking = LedgerAsking(window.session, self)
        self.panel, self.findings, self.marks = LedgerPanel(window), FindingsPanel(window), FindingMarks()
        window.desk.add(self.panel, lambda: self.tr("Ledger"))
        window.desk.add(self.findings, lambda: self.tr("Data quality"))
        window.desk.tie(window.actions_["ledger"], lambda: self.panel)
        window.desk.tie(window.actions_["findings"], lambda: self.findings)
        for panel in (self.panel, self.findings):
            panel.shown.connect(self._seen)
            asking.busy.connect(panel.show_busy)
            asking.failed.connect(panel.show_error)
            asking.made.connect(panel.show_ledger)
        self._connect()
        self._canvas.overlay.painters.append(self._paint)
        self._session.changes.subscribe(self._changed)

    def _connect(self) -> None:
        panel, findings = self.panel, self.findings
        panel.wanted.connect(self._find_lines)
        panel.marked.connect(self._mark)
        panel.opened.connect(self._look_at_line)
        panel.identify_requested.connect(self._identify)
        panel.write_requested.connect(lambda: self._ask_file(self.panel.role))
        panel.merge_requested.connect(self._ask_other)
        findings.wanted.connect(self._find_findings)
        findings.chosen.connect(self._fly_to)
        findings.opened.connect(self._look_at)
        findings.write_requested.connect(lambda: self._ask_file(None))

    def _seen(self, _seen: bool) -> None:
        self.asking.look(self.panel.isVisible() or self.findings.isVisible())
        self._canvas.update()

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            for name in ("ledger", "findings"):
                self._window.actions_[name].setEnabled(bool(self._session.entries))
        if not self.panel.isVisible():
            return
        if change.touches("selection") and not self._own:
            if self.panel.only.isChecked():
                self.panel.ask()
            else:
                self.panel.mark(self._session.selection.rows())
        elif change.touches("identified"):
            self._show_identified()

    def _start(self, name: str, title: str, work: object, done: object) -> None:
        """Ask in a worker; a question of the same name that is not answered yet is dropped."""
        if name in self._jobs:
            self._jobs.pop(name).cancel()

        def ended(value: object) -> None:
            self._jobs.pop(name, None)
            done(value)  # type: ignore[operator]

        self._jobs[name] = self._session.start(
            title, lambda _job: work(), ended, self._window.message.tell_error, quick=True  # type: ignore[operator]
        )  # fmt: skip

    # --- the ledger -----------------------------------------------------------------------------------------------
    def _find_lines(self, asked: LedgerAsked) -> None:
        from onemap.city.ledger_view import lines

        ledger = self.panel.ledger
        if ledger is None:
            return
        if self.panel.only.isChecked():
            asked = replace(asked, only=self._session.selection.rows())

        def done(found: Ints) -> None:
            if self.panel.ledger is ledger:
                self.panel.show_lines(asked.role, found)
                self.panel.mark(self._session.selection.rows())

        self._start("lines", self.tr("Search the ledger"), lambda: lines(ledger, asked), done)

    def _mark(self, found: Ints) -> None:
        """Select on the map what is selected in the table."""
        rows = self._rows_of(found)
        self._own = True
        try:
            with self._session.edit(steps.selection(len(found)), merge="ledger"):
                self._session.select(rows)
        finally:
            self._own = False
        place = self._place(self.panel.current)
        if place is not None and len(found) == 1:
            self._canvas.bring_into_sight(place)

    def _rows_of(self, found: Ints) -> dict[str, Ints]:
        from onemap.city.ledger_view import starts

        ledger, rows = self.panel.ledger, {}
        for layer, (first, count) in ({} if ledger is None else starts(ledger, self.panel.role)).items():
            own = found[(found >= first) & (found < first + count)] - first
            if len(own):
                rows[layer] = own
        return rows

    def _place(self, line: int | None) -> tuple[float, float] | None:
        ledger = self.panel.ledger
        if ledger is None or line is None:
            return None
        x, y = ledger.places[self.panel.role][line].tolist()
        return (x, y) if np.isfinite(x) and np.isfinite(y) else None

    def _look_at_line(self, line: int) -> None:
        self._zoom(self._place(line))

    def _identify(self, line: int) -> None:
        place = self._place(line)
        if place is None:
            self._window.message.tell(self.tr("This line has no place on the map."))
            return
        self._zoom(place)
        self._window.asking.identify(*place)

    def _show_identified(self) -> None:
        """Make the line of what was clicked on the map the current one."""
        result, ledger = self._session.identified, self.panel.ledger
        if result is None or ledger is None:
            return
        from onemap.city.ledger_view import starts

        held = starts(ledger, self.panel.role)
        for hit in result.hits:
            if hit.layer in held:
                at = np.flatnonzero(self.panel.model.lines == held[hit.layer][0] + hit.row)
                if len(at):
                    self.panel.show_row(int(at[0]))
                return

    # --- findings -------------------------------------------------------------------------------------------------
    def _find_findings(self, kind: str, layer: str, text: str) -> None:
        from onemap.city.findings_table import wanted

        ledger = self.findings.ledger
        if ledger is None:
            return

        def work() -> tuple[Ints, FindingMarks]:
            places, marks = wanted(ledger.findings, kind, layer, text), FindingMarks()
            marks.show(ledger, places)
            return places, marks

        def done(found: tuple[Ints, FindingMarks]) -> None:
            if self.findings.ledger is ledger:
                self.marks = found[1]
                self.findings.show_findings(found[0])
                self._canvas.update()

        self._start("findings", self.tr("Findings"), work, done)

    def _fly_to(self, found: Finding | None) -> None:
        """Show a finding on the map: from near, or where the map already is near, just in sight."""
        row = self.findings.table.currentIndex().row()
        places = self.findings.findings.places
        self.marks.choose(self.findings.ledger, int(places[row]) if found and 0 <= row < len(places) else None)
        self._canvas.update()
        if found is None or found.place is None or not self.findings.isVisible():
            return
        near = self._canvas.view.resolution * self._canvas.metres_per_unit * self._canvas.width() <= 8 * _AROUND
        if near:
            self._canvas.bring_into_sight(found.place, border=80.0)
        else:
            self._zoom(found.place)

    def _look_at(self, found: Finding) -> None:
        self._zoom(found.place)

    def _zoom(self, place: tuple[float, float] | None) -> None:
        if place is None:
            self._window.message.tell(self.tr("This line has no place on the map."))
            return
        half = _AROUND / self._canvas.metres_per_unit
        self._canvas.zoom_to(Extent(place[0] - half, place[1] - half, place[0] + half, place[1] + half))

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        if self.findings.isVisible():
            self.marks.paint(painter, canvas)

    # --- files ----------------------------------------------------------------------------------------------------
    def _ask_file(self, role: LedgerRole | None) -> None:
        title = self.tr("Write the findings") if role is None else self.tr("Write the ledger")
        name = "findings.xlsx" if role is None else f"{role}_ledger.xlsx"
        kinds = (*ROWS, ".pdf") if role is None else ROWS
        ask_where(self._window, title, name, kinds, lambda path: self.write(path, role))

    def write(self, path: Path, role: LedgerRole | None) -> None:
        """Write what is listed in a worker: findings for None, else lines of a ledger."""
        from onemap.api.ledger import writing_of

        ledger: Ledger | None = self.findings.ledger if role is None else self.panel.ledger
        if ledger is None:
            return
        rows = self._listed(ledger) if role is None else self.panel.model.lines
        try:
            writing = writing_of(self._session, ledger, path, role=role, rows=rows, language=language.current())
        except OneMapError as error:
            self._window.message.tell_error(error)
            return
        title = self.tr("Write the findings") if role is None else self.tr("Write the ledger")
        self._session.start(
            title, lambda job: writing.write(cancelled=job.cancelled, on_progress=job.progress),
            self._window.message.tell_written, self._window.message.tell_error,
        )  # fmt: skip

    def _listed(self, ledger: Ledger) -> Ints | None:
        """The findings that are listed; None where these are all."""
        places = self.findings.findings.places
        return None if len(places) == len(ledger.findings) else places

    def _ask_other(self) -> None:
        from PySide6.QtCore import Qt

        dialog = QFileDialog(self._window, self.tr("The ledger to merge"))
        dialog.setNameFilters([self.tr("Ledgers (*.xlsx *.csv *.gpkg *.geojson *.parquet *.shp)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda other: self._ask_merged(Path(other)))
        dialog.open()

    def _ask_merged(self, other: Path) -> None:
        name = f"{other.stem}_merged.xlsx"
        ask_where(self._window, self.tr("Write the merged ledger"), name, ROWS, lambda path: self.merge(other, path))

    def merge(self, other: Path, path: Path) -> None:
        """Merge another ledger into that of the current line's layer (the first by default), conflicts beside."""
        from onemap.api.ledger import merging_of
        from onemap.city.ledger_view import starts

        ledger, line = self.panel.ledger, self.panel.current
        held = {} if ledger is None else starts(ledger, self.panel.role)
        layer = next((one for one, (first, n) in held.items() if line is None or first <= line < first + n), None)
        conflicts = path.with_name(f"{path.stem}_conflicts.xlsx")
        try:
            merging = merging_of(self._session, other, path, layer=layer, language=language.current())
        except OneMapError as error:
            self._window.message.tell_error(error)
            return

        def done(merged: Merged) -> None:
            said = self.tr("%1 rows merged, %2 conflicts: %3")
            for mark, text in (
                ("%1", language.number(merged.counts["rows"])), ("%2", language.number(merged.counts["conflicts"])),
                ("%3", conflicts.name),
            ):  # fmt: skip
                said = said.replace(mark, text)
            self._window.message.tell(said)

        self._session.start(
            self.tr("Merge ledgers"), lambda _job: merging.write(conflicts), done, self._window.message.tell_error
        )
