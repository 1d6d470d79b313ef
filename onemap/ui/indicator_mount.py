"""Puts the indicators into the window: their panel below the map, what they light on it, their layers and files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from onemap.errors import OneMapError
from onemap.model.extent import Extent
from onemap.ui import language
from onemap.ui.canvas_overlay import Outline
from onemap.ui.save_as import ask_where
from onemap.ui.window_ask import selection_extent

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt

    from onemap.city.indicators import IndicatorTable
    from onemap.session.change import Change
    from onemap.session.indicator_answers import Answer
    from onemap.ui.indicator_panel import IndicatorPanel
    from onemap.ui.main_window import MainWindow

    Rows = dict[str, npt.NDArray[np.int64]]

_AROUND = 1.25


class IndicatorMount(QObject):
    """The indicators of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        window.desk.tie(window.actions_["indicators"], lambda: self.__dict__.get("panel"), self.show)
        window.session.changes.subscribe(self._changed)

    @cached_property
    def panel(self) -> IndicatorPanel:
        """The panel, made when it is first wanted: what counts and draws is not loaded with the window."""
        from onemap.ui.indicator_panel import IndicatorPanel

        window = self._window
        panel = IndicatorPanel(window.session, window)
        window.desk.add(panel, lambda: self.tr("Indicators"))
        panel.rows_requested.connect(self.show_rows)
        panel.group_opened.connect(self._look_at)
        panel.map_requested.connect(self.map)
        panel.write_requested.connect(self._ask_file)
        panel.unlocated_requested.connect(window.actions_["unlocated"].trigger)
        return panel

    def show(self) -> None:
        """Open the panel."""
        self._window.desk.show_panel(self.panel)

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            self._window.actions_["indicators"].setEnabled(bool(self._session.entries))

    # --- what it does to the map ----------------------------------------------------------------------------------
    def show_rows(self, code: str | None, part: str = "over") -> None:
        """Select the events behind a number of a group (None for all), and outline the group's cell."""
        answer = self.panel.answer
        if answer is None:
            return
        key, table = answer.key, answer.table

        def done(found: tuple[Rows, Outline | None]) -> None:
            rows, outline = found
            self._select(rows, _name(answer, code))
            overlay = self._window.canvas.overlay
            overlay.chosen = outline
            self._window.canvas.update()

        self._session.start(
            "", lambda _job: (rows_behind(table, key, code, part), outline_of(table, code)), done,
            self._window.message.tell_error, quick=True,
        )  # fmt: skip

    def _select(self, rows: Rows, name: tuple[str, str]) -> None:
        held = {layer: found for layer, found in rows.items() if len(found)}
        with self._session.edit((f"选中案件：{name[0]}", f"Select cases: {name[1]}")):
            self._session.set_visible(held, visible=True)
            self._session.select(held)

    def _look_at(self, code: str) -> None:
        """Show the events of a group and look at its cell, or at all of them."""
        self.show_rows(code)
        answer, session = self.panel.answer, self._session
        if answer is None:
            return
        table, key = answer.table, answer.key
        prepared = {
            e.id: e.ready.prepared for e in session.entries if e.ready is not None and e.ready.crs == session.crs
        }

        def work() -> Extent | None:
            outline = outline_of(table, code)
            if outline is not None:
                return Extent(*outline.bounds())
            found = rows_behind(table, key, code, "over")
            return Extent.union(selection_extent(prepared[layer], rows) for layer, rows in found.items())

        def done(extent: Extent | None) -> None:
            if extent is not None:
                self._window.canvas.zoom_to(extent.scaled(_AROUND))

        session.start("", lambda _job: work(), done, self._window.message.tell_error, quick=True)

    def map(self) -> None:
        """Put a thematic layer of the indicator on the map."""
        from onemap.api.indicators import map_indicator

        answer = self.panel.answer
        if answer is None:
            return
        try:
            layer = map_indicator(self._session, answer.table, answer.key)
        except OneMapError as error:
            self._window.message.tell_error(error)
            return
        self._window.layers.select_layer(layer)

    # --- files ----------------------------------------------------------------------------------------------------
    def _ask_file(self, many: int) -> None:
        answer = self.panel.answer
        if answer is None:
            return
        request = answer.table.request
        name, kinds = f"{request.by}_{request.key}.xlsx", (".xlsx", ".csv", ".pdf", ".png")
        ask_where(self._window, self.tr("Write indicators"), name, kinds, lambda path: self.write(path, many))

    def write(self, path: Path, many: int = 1) -> None:
        """Write the table as a file in a worker: the period alone, or (0) the run of periods that ends with it."""
        from onemap.api.indicators import checked_target
        from onemap.session.indicator_answers import run_of

        session, choice, speech = self._session, self.panel.bar.choice, language.current()
        answer = self.panel.answer
        if answer is None:
            return
        try:
            checked_target(path)
            asked = self.panel.asking.question(choice)
        except OneMapError as error:
            self._window.message.tell_error(error)
            return
        events = answer.events[1]
        periods = run_of(answer.table.request.period) if many == 0 else (answer.table.request.period,)
        project, crs = session.named(speech), session.crs

        def work() -> Path:
            import dataclasses

            from onemap.api.indicators import IndicatorWriting
            from onemap.city.indicators import make_table
            from onemap.session import indicating

            every = [dataclasses.replace(asked, period=one) for one in periods]
            tables = tuple(make_table(indicating.request_of(one, events)) for one in every)
            return IndicatorWriting(tables, path, speech, project, crs).write()

        session.start(
            self.tr("Write indicators"), lambda _job: work(),
            self._window.message.tell_written, self._window.message.tell_error,
        )  # fmt: skip


def _name(answer: Answer, code: str | None) -> tuple[str, str]:
    groups = answer.table.groups
    return ("全部", "all") if code is None else groups.names[groups.codes.index(code)]


def rows_behind(table: IndicatorTable, key: str, code: str | None, part: str) -> Rows:
    """Source rows by layer of the events that are divided ("over"), divided by ("under"), or only the latter ("rest").

    Runs in a worker.
    """
    if part == "over":
        return table.rows(key, code)
    under = table.rows(key, code, under=True)
    if part == "under":
        return under
    over = table.rows(key, code)
    return {layer: np.setdiff1d(rows, over[layer]) for layer, rows in under.items()}


def outline_of(table: IndicatorTable, code: str | None) -> Outline | None:
    """The outline of the cell with a code; None for groups that are no cells. Runs in a worker."""
    cells = next((one for one in table.request.layers if one.id == table.groups.layer), None)
    if cells is None or code is None:
        return None
    codes = cells.texts("code", np.arange(cells.table.num_rows, dtype=np.int64))
    return Outline.of(cells.prepared, codes.index(code)) if code in codes else None
