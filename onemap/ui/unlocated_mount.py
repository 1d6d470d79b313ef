"""Puts the cases without a place into the window: their panel, their proposed places on the map, placing, files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QBrush, QPainter, QPen

from onemap.errors import OneMapError
from onemap.model.extent import Extent
from onemap.session import carding
from onemap.ui import language, theme
from onemap.ui.canvas_tools import ShapeTool
from onemap.ui.save_as import ROWS, ask_where

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from onemap.session.addressing import Lost, LostQuestion, Proposal
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.ui.canvas import MapCanvas
    from onemap.ui.canvas_tools import Place
    from onemap.ui.main_window import MainWindow
    from onemap.ui.unlocated_panel import UnlocatedPanel

#: Changes of the map that follow each other this fast are answered once, ms.
_PAUSE = 150
#: What is shown around a place that is looked at, metres.
_AROUND = 120.0


class PlaceTool(ShapeTool):
    """A click on the map tells a place."""

    def __init__(self, told: Callable[[Place], None]) -> None:
        super().__init__("place")
        self._told = told

    def add(self, place: Place) -> None:
        """Tell the place."""
        self._told(place)

    def emptied(self) -> PlaceTool:
        """The tool itself: it holds nothing."""
        return self


class UnlocatedMount(QObject):
    """The cases without a place of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session, self._canvas = window, window.session, window.canvas
        self._job: Job | None = None
        self._waiting = False
        self._asked: LostQuestion | None = None
        window.desk.tie(window.actions_["unlocated"], lambda: self.__dict__.get("panel"), self.show)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._ask)
        self._session.changes.subscribe(self._changed)

    @cached_property
    def panel(self) -> UnlocatedPanel:
        """The panel, made when it is first wanted: what looks up addresses is not loaded with the window."""
        from onemap.ui.unlocated_panel import UnlocatedPanel

        panel = UnlocatedPanel(self._window)
        self._window.desk.add(panel, lambda: self.tr("Cases without a place"))
        panel.shown.connect(self._seen)
        panel.chosen.connect(self._chosen)
        panel.opened.connect(self._look_at)
        panel.place_requested.connect(self.place)
        panel.by_hand_requested.connect(self._by_hand)
        panel.back_requested.connect(self.take_back)
        panel.write_requested.connect(self._ask_file)
        self._canvas.tool_changed.connect(lambda kind: panel.hand.setChecked(kind == "place"))
        self._canvas.overlay.painters.append(self._paint)
        return panel

    def show(self) -> None:
        """Open the panel."""
        self._window.desk.show_panel(self.panel)

    # --- asking ---------------------------------------------------------------------------------------------------
    def _seen(self, seen: bool) -> None:
        if seen:
            self._ask()
        else:
            self._stop()
            if isinstance(self._canvas.tool, PlaceTool):
                self._canvas.use_tool(None)
        self._canvas.update()

    def _stop(self) -> None:
        self._waiting = False
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _changed(self, change: Change) -> None:
        if change.touches("layers", "project"):
            self._window.actions_["unlocated"].setEnabled(bool(self._session.entries))
        if "panel" not in self.__dict__ or not self.panel.isVisible():
            return
        if self._waiting and change.touches("layers", "data", "jobs"):
            self._go_on()
        elif change.touches("data", "filter", "layers", "crs", "project"):
            self._soon.start()

    def _ask(self) -> None:
        if not self.panel.isVisible():
            return
        self._stop()
        self.panel.show_busy()
        carding.open_layers(self._session)
        self._waiting = True
        self._go_on()

    def _go_on(self) -> None:
        if not self._waiting or any(entry.status == "reading" for entry in self._session.entries):
            return
        from onemap.session import addressing

        self._waiting = False
        try:
            asked = addressing.question(self._session)
        except OneMapError as error:
            self.panel.show_error(str(error))
            return

        def done(found: tuple[Lost, ...]) -> None:
            self._job, self._asked = None, asked
            self.panel.show_found(found)
            self._canvas.update()

        self._job = self._session.start(
            self.tr("Cases without a place"),
            lambda job: (
                addressing.lost(asked, cancelled=job.cancelled, on_progress=job.progress) + addressing.given(asked)
            ),
            done, self._window.message.tell_error,
        )  # fmt: skip

    # --- on the map -----------------------------------------------------------------------------------------------
    def _chosen(self, one: Lost | None) -> None:
        place = None if one is None else _place_of(one)
        if place is not None and self.panel.isVisible():
            self._canvas.bring_into_sight(place)
        self._canvas.update()

    def _look_at(self, one: Lost) -> None:
        place = _place_of(one)
        if place is None:
            return
        around = max(_AROUND, 1.3 * (one.proposal.within_m if one.proposal is not None else 0.0))
        half = around / self._canvas.metres_per_unit
        self._canvas.zoom_to(Extent(place[0] - half, place[1] - half, place[0] + half, place[1] + half))

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        """Paint the proposed places; around the current one how far off it may be."""
        if not self.panel.isVisible():
            return
        current = self.panel.current
        painter.setPen(QPen(theme.color("panel"), 1.5))
        painter.setBrush(theme.color("attention"))
        for one in self.panel.model.found:
            place = _place_of(one)
            if place is not None and one is not current and one.event.why != "placed":
                painter.drawEllipse(QPointF(*canvas.view.to_pixel(*place)), 4.0, 4.0)
        place = None if current is None else _place_of(current)
        if current is None or place is None:
            return
        at = QPointF(*canvas.view.to_pixel(*place))
        if current.proposal is not None:
            radius = current.proposal.within_m / (canvas.view.resolution * canvas.metres_per_unit)
            painter.setPen(QPen(theme.color("attention"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(QBrush(theme.color("attention", 0.10)))
            painter.drawEllipse(at, radius, radius)
        painter.setPen(QPen(theme.color("panel"), 2.0))
        painter.setBrush(theme.color("highlight"))
        painter.drawEllipse(at, 6.5, 6.5)

    # --- placing --------------------------------------------------------------------------------------------------
    def place(self, found: tuple[Lost, ...]) -> None:
        """Place events where it is proposed, as one step of undo."""
        from onemap.session import addressing

        asked = self._asked
        if asked is None or not found:
            return
        by_layer: dict[str, dict[str, Proposal]] = {}
        for one in found:
            if one.proposal is not None:
                by_layer.setdefault(one.event.layer, {})[one.event.code] = one.proposal
        places = {layer: addressing.degrees(asked, held) for layer, held in by_layer.items()}
        count = sum(map(len, places.values()))
        with self._session.edit((f"定位 {count} 件案件", f"Place {count} cases")):
            for layer, held in places.items():
                self._session.place(layer, held)
        said = self.tr("%1 cases placed").replace("%1", language.number(count))
        self._window.message.tell(said, button=self.tr("Undo"), do=self._take_back)

    def _take_back(self) -> None:
        self._session.undo()

    def take_back(self, found: tuple[Lost, ...]) -> None:
        """Take the places of events back that were given to them, as one step of undo."""
        by_layer: dict[str, dict[str, None]] = {}
        for one in found:
            by_layer.setdefault(one.event.layer, {})[one.event.code] = None
        with self._session.edit((f"取消定位 {len(found)} 件", f"Take back the places of {len(found)} cases")):
            for layer, held in by_layer.items():
                self._session.place(layer, held)

    def _by_hand(self, on: bool) -> None:
        self._canvas.use_tool(PlaceTool(self.place_here) if on else None)
        if on:
            self._window.message.tell(self.tr("Click where the case of the current line is; Esc ends it."))
            self._canvas.setFocus()

    def place_here(self, place: Place) -> None:
        """Place the event of the current line at a place of the map."""
        from onemap.session.addressing import Lost, Proposal

        current = self.panel.current
        if current is not None and current.event.code:
            here = Proposal(*place, ("手工", "by hand"), 0.0)
            self.place((Lost(current.event, here),))

    # --- files ----------------------------------------------------------------------------------------------------
    def _ask_file(self) -> None:
        ask_where(self._window, self.tr("Write cases without a place"), "unlocated.gpkg", ROWS, self.write)

    def write(self, path: Path) -> None:
        """Write all of them as a file in a worker, with the places proposed for them."""
        from onemap.api.unlocated import writing_of

        try:
            writing = writing_of(self._session, self.panel.lost, path, language.current())
        except OneMapError as error:
            self._window.message.tell_error(error)
            return
        self._session.start(
            self.tr("Write cases without a place"), lambda _job: writing.write(),
            self._window.message.tell_written, self._window.message.tell_error,
        )  # fmt: skip


def _place_of(one: Lost) -> Place | None:
    """Where an event is proposed to be, else where it stands outside of all cells."""
    return (one.proposal.x, one.proposal.y) if one.proposal is not None else one.event.place
