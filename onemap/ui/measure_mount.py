"""Puts measuring into the window: its commands, its panel, the notes on the map."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from onemap.city.home_places import is_home
from onemap.io.geodesic import measure
from onemap.model.extent import Extent
from onemap.model.note import Note
from onemap.query.hit import Place
from onemap.query.snap import snap
from onemap.session import snapshot
from onemap.session.asking import metric_scale
from onemap.session.runner import Job
from onemap.ui import theme
from onemap.ui.measure_panel import MeasurePanel
from onemap.ui.measure_tool import MeasureTool, paint_measured, tag

if TYPE_CHECKING:
    from onemap.errors import OneMapError
    from onemap.io.geodesic import Kind
    from onemap.query.snap import Snap
    from onemap.session.change import Change
    from onemap.ui.canvas import MapCanvas
    from onemap.ui.main_window import MainWindow

_COMMANDS: dict[str, Kind] = {"measure_distance": "distance", "measure_area": "area", "measure_angle": "angle"}
#: The cursor snaps to what is so near, px.
SNAP_PX = 9.0


class MeasureMount(QObject):
    """Measuring in a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._canvas, self._session = window, window.canvas, window.session
        self._snap_job: Job | None = None
        self.panel = MeasurePanel(window)
        window.side.add(self.panel, lambda: self.tr("Measure"))
        self._connect()

    def _connect(self) -> None:
        panel, canvas = self.panel, self._canvas
        for name, kind in _COMMANDS.items():
            self._window.actions_[name].triggered.connect(lambda on, kind=kind: self._begin(kind if on else None))
        panel.kind_requested.connect(lambda kind: self._begin(cast("Kind", kind)))
        panel.clear_requested.connect(self._clear)
        panel.keep_requested.connect(self.keep)
        panel.note_opened.connect(self._look_at)
        panel.note_named.connect(self._name)
        panel.note_removed.connect(lambda note: self._set([n for n in self._session.notes if n.id != note]))
        canvas.tool_changed.connect(self._tool_changed)
        canvas.pointed.connect(self._point)
        canvas.overlay.painters.append(self._paint)
        self._session.changes.subscribe(self._changed)
        panel.show_notes(self._session.notes)

    # --- measuring ------------------------------------------------------------------------------------------------
    @property
    def tool(self) -> MeasureTool | None:
        """The tool, while the map measures."""
        tool = self._canvas.tool
        return tool if isinstance(tool, MeasureTool) else None

    def _begin(self, kind: Kind | None) -> None:
        if kind is None:
            self._canvas.use_tool(None)
            return
        self._canvas.use_tool(MeasureTool(kind, self._session.crs, self._told))
        self._window.side.show_panel(self.panel)
        self._canvas.setFocus()

    def _tool_changed(self, kind: str) -> None:
        for name, one in _COMMANDS.items():
            self._window.actions_[name].setChecked(one == kind)
        self.panel.show_kind(kind)
        self.panel.show_measured(None if self.tool is None else self.tool.measured)

    def _told(self, tool: MeasureTool) -> None:
        self.panel.show_measured(tool.measured)

    def _clear(self) -> None:
        if self.tool is not None:
            self._canvas.use_tool(self.tool.emptied())

    # --- snapping -------------------------------------------------------------------------------------------------
    def _point(self, place: tuple[float, float] | None) -> None:
        tool = self.tool
        if tool is None or place is None:
            return
        if self._snap_job is not None:
            self._snap_job.cancel()
        if not self.panel.snapping.isChecked():
            tool.snapped = None
        else:
            self._look_for(tool, place)
        if tool.points and not tool.done:
            self.panel.show_measured(tool.measured)

    def _look_for(self, tool: MeasureTool, place: tuple[float, float]) -> None:
        """Look in a worker for what the cursor may mean; a later place of the cursor makes this one worthless."""
        view, session = self._canvas.view, self._session
        scale = metric_scale(session.crs, *place)
        asked = snapshot.question(session, *place, 0.0, view)
        # Nobody's door is measured: a place that snapped to a home would tell it to the centimetre.
        homes = {entry.id for entry in session.entries if is_home(entry.definition)}
        layers = [(layer.prepared, layer.drawn) for layer in asked.layers if layer.id not in homes]
        tool.reach = 1.5 * SNAP_PX * view.resolution
        tolerance = SNAP_PX * view.resolution * self._canvas.metres_per_unit

        def done(found: Snap | None) -> None:
            if self.tool is tool and job is self._snap_job:
                tool.snapped = found
                self._canvas.update()

        job = Job("", lambda _job: snap(layers, Place(*place, scale), tolerance), done, _silent, quick=True)
        self._snap_job = job
        session.runner.submit(job)

    # --- notes ----------------------------------------------------------------------------------------------------
    def keep(self) -> None:
        """Keep what is measured as a note on the map."""
        tool = self.tool
        if tool is None or len(tool.points) < 2:
            return
        number = 1 + sum(note.kind == tool.measures for note in self._session.notes)
        words = {"distance": self.tr("Distance"), "area": self.tr("Area"), "angle": self.tr("Angle")}
        made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        text = f"{words[tool.measures]} {number}"
        note = Note(uuid.uuid4().hex[:12], tool.measures, tuple(tool.points), self._session.crs, text, made)
        self._set([*self._session.notes, note])
        self._clear()

    def _set(self, notes: list[Note]) -> None:
        self._session.set_notes(tuple(notes))

    def _name(self, note_id: str, text: str) -> None:
        import msgspec

        self._set([msgspec.structs.replace(n, text=text) if n.id == note_id else n for n in self._session.notes])

    def _changed(self, change: Change) -> None:
        if change.touches("notes", "project", "crs"):
            self.panel.show_notes(self._session.notes)
            self._canvas.update()
        if change.touches("project", "crs") and self.tool is not None:
            self._canvas.use_tool(None)

    def _look_at(self, note_id: str) -> None:
        note = next((n for n in self._session.notes if n.id == note_id), None)
        box = None if note is None else Extent.of_bounds(np.hstack([self._places(note)] * 2))
        if box is not None:
            least = 30.0 / self._canvas.metres_per_unit
            self._canvas.zoom_to(box.grown(max(box.width, box.height, least) * 0.4))

    def _places(self, note: Note) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """A note's places in the map's CRS, (n, 2)."""
        places = np.array(note.places, np.float64).reshape(-1, 2)
        if note.crs is None or self._session.crs is None:
            return places
        from onemap.io import crs as crs_room

        return crs_room.transform(places, note.crs, self._session.crs).coords

    def _paint(self, painter: QPainter, canvas: MapCanvas) -> None:
        """Paint the notes over the map: all shapes, then what is written of them."""
        shown = []
        for note in self._session.notes:
            places = self._places(note)
            if np.isfinite(places).all():
                shown.append((note, [QPointF(*canvas.view.to_pixel(x, y)) for x, y in places.tolist()]))
        for note, corners in shown:
            _paint_shape(painter, note, corners)
        for note, corners in shown:
            if note.kind != "place":
                paint_measured(painter, measure(note.kind, note.places, note.crs), corners)
            if note.text:
                tag(painter, corners[0] + QPointF(0, -14), note.text)


def _paint_shape(painter: QPainter, note: Note, corners: list[QPointF]) -> None:
    """Paint a line or an area so that it is seen on any ground."""
    path = QPainterPath()
    path.addPolygon(corners)
    if note.kind == "area":
        path.closeSubpath()
    painter.setBrush(theme.color("attention", 0.12) if note.kind == "area" else Qt.BrushStyle.NoBrush)
    for color, width in ((theme.color("panel", 0.85), 5.0), (theme.color("attention"), 2.0)):
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _silent(_error: OneMapError) -> None:
    """What the cursor may snap to is not worth a message."""
