"""The window: puts the parts together; what they do stands in their own files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLineEdit, QMainWindow, QStatusBar, QVBoxLayout, QWidget

from onemap.messages.secrecy import redacted
from onemap.model.extent import Extent
from onemap.ui import language, text_size
from onemap.ui.actions import Actions
from onemap.ui.canvas import MapCanvas
from onemap.ui.canvas_buttons import CanvasButtons
from onemap.ui.card_mount import CardMount
from onemap.ui.drawing import Drawing, default_renderer
from onemap.ui.field_mount import FieldMount
from onemap.ui.find_acting import FindActing
from onemap.ui.identify_panel import IdentifyPanel
from onemap.ui.overview import Overview
from onemap.ui.scenes_mount import ScenesMount
from onemap.ui.status_bar import HEIGHT as STATUS_HEIGHT
from onemap.ui.status_bar import StatusBar
from onemap.ui.welcome import Welcome
from onemap.ui.window_ask import Asking
from onemap.ui.window_bar import WindowBar
from onemap.ui.window_commands import map_menu, wire
from onemap.ui.window_crs import CrsQuestions
from onemap.ui.window_desk import DeskDock
from onemap.ui.window_docks import LayersDock, SideDock
from onemap.ui.window_files import Files
from onemap.ui.window_menus import Menus
from onemap.ui.window_message import Message
from onemap.ui.window_mounts import MOUNTS

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray, QObject, QPoint
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent

    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.drawing import Renderer
    from onemap.ui.window_look import Look
    from onemap.ui.window_memory import Memory

Mount = TypeVar("Mount", bound="QObject")

#: Counts the docks' places: a change of the docks makes remembered places worthless.
STATE_VERSION = 2
#: What a status bar of Qt keeps free round its line, px.
FOOT_EDGE = 4
#: Distance of what floats over the map from its border, px.
INSET = 12


class MainWindow(QMainWindow):
    """The main window over one session."""

    def __init__(self, session: Session, memory: Memory, look: Look, renderer: Renderer = default_renderer) -> None:
        super().__init__()
        self.session, self.memory = session, memory
        self._current = ""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_state)
        self._leaving = False
        self.hidden_docks: list[QDockWidget] = []
        self.drawing, self.small_drawing = Drawing(renderer, self), Drawing(renderer, self)
        self.marking = Drawing(renderer, self)
        self.canvas = MapCanvas(session, self.drawing, self, marking=self.marking)
        self.actions_ = Actions(self, self.canvas)
        self.actions_.take_keys(memory.keys)
        self.maps = _in_a_row(self.canvas)
        self.bar = WindowBar(self.actions_, self)
        self.status = StatusBar(session, self)
        self._over_the_map()
        self._panels()
        self.files = Files(session, memory, self.message, self)
        self.asking = Asking(session, self.canvas, self.message)
        self.finding = FindActing(session, self.canvas, self.bar.search, self.actions_, self.message, self._show_layers)
        self.crs_questions = CrsQuestions(session, self.message, self)
        self._mounts: dict[type[QObject], QObject] = {}
        for kind in MOUNTS:
            self._mounts[kind] = kind(self)
        self.menus = Menus(self.bar.menus, self.actions_)
        self._set_up()
        self._connect()
        look.wire(self.actions_)
        wire(self)
        self._restore()
        self._show_state()

    def _over_the_map(self) -> None:
        self.buttons = CanvasButtons(self.actions_, self.canvas)
        self.overview = Overview(self.session, self.small_drawing, self.canvas)
        self.welcome = Welcome(self.actions_, self.canvas)
        self.message = Message(self.canvas)
        self.canvas.installEventFilter(self)

    def _panels(self) -> None:
        from onemap.ui.layer_panel import LayerPanel
        from onemap.ui.style_panel import StylePanel

        self.layers = LayerPanel(self.session, self)
        self.layers_dock = LayersDock(self.layers, self)
        self.side = SideDock(self)
        self.desk = DeskDock(self)
        self.identify, self.style_panel = IdentifyPanel(self.session, self), StylePanel(self.session, self)
        self.side.add(self.identify, lambda: self.tr("What is here"))
        self.side.add(self.style_panel, lambda: self.tr("Style"))

    def _set_up(self) -> None:
        self.setObjectName("window")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(False)
        self.setMenuWidget(_under_line(self.bar))
        self.setCentralWidget(self.mounted(FieldMount).place)
        foot = QStatusBar(self)
        foot.setSizeGripEnabled(False)
        foot.setFixedHeight(text_size.px(STATUS_HEIGHT) + FOOT_EDGE)
        foot.addPermanentWidget(self.status, 1)
        self.setStatusBar(foot)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, self.layers_dock)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.side)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.desk)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.TopLeftCorner):
            self.setCorner(corner, Qt.DockWidgetArea.LeftDockWidgetArea)
        for corner in (Qt.Corner.BottomRightCorner, Qt.Corner.TopRightCorner):
            self.setCorner(corner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.side.hide()
        self.desk.hide()
        self.resize(1440, 900)
        self.setMinimumSize(760, 480)
        self._fit_docks()

    def _fit_docks(self) -> None:
        """Give the panels their usual sizes, or less where text is large and the window is not."""
        wide = [self.layers_dock.fit(self.width()), self.side.fit(self.width())]
        self.resizeDocks([self.layers_dock, self.side], wide, Qt.Orientation.Horizontal)
        self.resizeDocks([self.desk], [self.desk.fit(self.height())], Qt.Orientation.Vertical)

    def _connect(self) -> None:
        canvas, status = self.canvas, self.status
        canvas.pointed.connect(status.point)
        canvas.shown.connect(status.show_picture)
        canvas.stop_requested.connect(self.session.cancel)
        canvas.menu_requested.connect(self._map_menu)
        for drawing in (self.drawing, self.marking):
            drawing.failed.connect(lambda error: self.message.tell(str(error), bad=True))
        status.scale_requested.connect(self._look_at_scale)
        status.parts.layer_requested.connect(self._led_to_layer)
        status.crs_requested.connect(self.crs_questions.ask_map_crs)
        self.asking.answered.connect(self._show_answer)
        self.identify.hit_chosen.connect(self.asking.highlight)
        self.identify.failed.connect(lambda error: self.message.tell(str(error), bad=True))
        self.identify.zoom_requested.connect(self.asking.zoom_to)
        self.layers.add_requested.connect(self.files.ask_data)
        self.layers.style_requested.connect(self.show_style)
        self.layers.zoom_requested.connect(self.zoom_to_layers)
        self.layers.crs_requested.connect(self.crs_questions.ask_layer_crs)
        self.layers.current_changed.connect(self._current_changed)
        self.welcome.open_requested.connect(lambda text: self.files.open_paths([Path(text)]))
        self.menus.recent_requested.connect(lambda text: self.files.open_paths([Path(text)]))
        self.menus.forget_requested.connect(self._forget_recent)
        self.files.opened.connect(self._show_state)
        self.files.saved.connect(self._saved)
        self.session.changes.subscribe(self._changed)
        language.changed.connect(self._language_changed)

    @property
    def cards(self) -> CardMount:
        """The grid card of the window."""
        return self.mounted(CardMount)

    def mounted(self, kind: type[Mount]) -> Mount:
        """The part of a kind that stands in a file of its own."""
        return cast("Mount", self._mounts[kind])

    # --- showing the session --------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if change.touches("view", "crs", "project"):
            self.status.show_scale(self.canvas.view.scale_denominator(self.canvas.metres_per_unit))
            can_back, can_forward = self.session.views.can_go
            self.actions_["back"].setEnabled(can_back)
            self.actions_["forward"].setEnabled(can_forward)
        if change.parts - {"view", "jobs", "data", "identified"}:
            self._soon.start()

    def _show_state(self) -> None:
        """Title, recent files, and what can be done now."""
        session = self.session
        full = bool(session.entries)
        path = Path(session.path) if session.path else None
        title = session.named(language.current()) or (redacted(path.stem) if path else "") or self.tr("Untitled map")
        name = redacted(path.name) if path else ""
        kept = path is not None and self.files.claims.read_only
        self.bar.show_title(title if full or path else "", name, dirty=session.dirty and full, read_only=kept)
        if kept:
            title = self.tr("%1 (read-only)").replace("%1", title)
        self.setWindowTitle(f"{title} — {self.tr('OneMap')}" if full or path else self.tr("OneMap"))
        self.menus.show_recent(self.memory.recent)
        self.welcome.show_recent(self.memory.recent)
        if full and not self.welcome.isHidden() and not isinstance(self.focusWidget(), QLineEdit):
            self.canvas.setFocus()  # the keys are the map's now
        self.welcome.setVisible(not full)
        self.buttons.setVisible(full)
        self.show_floating()
        for action in ("save", "save_as", "export", "full", "show_all", "hide_all", "identify_here", "map_crs"):
            self.actions_[action].setEnabled(full)
        chosen = any(entry.selection is not None for entry in session.entries)
        self.actions_["clear_selection"].setEnabled(chosen)
        self.actions_["zoom_selection"].setEnabled(chosen)

    def show_floating(self) -> None:
        """Show what floats over the map where it belongs: the overview only at the desk."""
        at_desk = not self.mounted(FieldMount).on
        self.overview.want(at_desk and bool(self.session.entries) and self.actions_["panel_overview"].isChecked())
        self._place_cards()

    def _language_changed(self, _language: str) -> None:
        self._show_state()

    def _saved(self, path: str) -> None:
        self._show_state()
        self.message.tell(self.tr("Saved to %1").replace("%1", path))

    def _forget_recent(self) -> None:
        self.memory.forget_recent()
        self._show_state()

    # --- what panels ask for --------------------------------------------------------------------------------------
    @property
    def current_layer(self) -> str | None:
        """The layer that is current in the tree."""
        return self._current if any(e.id == self._current for e in self.session.entries) else None

    def _current_changed(self, layer_id: str) -> None:
        self._current = layer_id
        for action in ("zoom_layer", "layer_crs", "remove_layer"):
            self.actions_[action].setEnabled(self.current_layer is not None)
        if self.side.showing(self.style_panel) and self.current_layer is not None:
            self.style_panel.show_layer(layer_id)

    def _show_answer(self) -> None:
        """Show the answer, with the place that was asked about still in sight."""
        self.session.views.hold()
        self.side.show_panel(self.identify)
        QTimer.singleShot(0, self, self._see_place)

    def _see_place(self) -> None:
        answer = self.session.identified
        if answer is not None:
            self.canvas.bring_into_sight((answer.x, answer.y))

    def show_style(self, layer_id: str) -> None:
        """Show the style panel for a layer."""
        self.style_panel.show_layer(layer_id)
        self.side.show_panel(self.style_panel)

    def zoom_to_layers(self, layer_ids: list[str]) -> None:
        """Look at all of the given layers."""
        entries = [entry for entry in self.session.entries if entry.id in layer_ids]
        extent = Extent.union(ready.extent for entry in entries for ready in entry.shown)
        if extent is not None:
            self.canvas.zoom_to(extent)

    def _show_layers(self, layer_ids: list[str]) -> None:
        """Make a layer current and look at it, as when it was found by its name."""
        self.session.set_visible(layer_ids, visible=True)
        self.layers.select_layer(layer_ids[0])
        self.zoom_to_layers(layer_ids)

    def _led_to_layer(self, layer_id: str, kind: str) -> None:
        """Show the layer that a list of the bottom line names, or mend what the list tells of it."""
        if kind == "stale":
            self.session.reload(layer_id)
        if kind == "time":
            self.actions_["time"].setChecked(True)
            self.actions_["time"].triggered.emit(True)
        self.layers_dock.show()
        self.layers.select_layer(layer_id)

    def _look_at_scale(self, denominator: float) -> None:
        self.canvas.look(self.canvas.view.at_scale(denominator, self.canvas.metres_per_unit))
        self.canvas.setFocus()

    def _map_menu(self, at: QPoint, x: float, y: float) -> None:
        map_menu(self, x, y).popup(at)

    def changeEvent(self, event: QEvent) -> None:
        """Coming back from another program: look whether files changed meanwhile."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.session.entries:
            self.session.look_at_files()

    # --- events of the window -------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what floats over the map in its corner."""
        if watched is self.canvas and event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.show_floating()
        return super().eventFilter(watched, event)

    def _place_cards(self) -> None:
        width, height = self.canvas.width(), self.canvas.height()
        self.buttons.fit(QSize(width - 2 * INSET, height - 2 * INSET))
        self.buttons.move(width - self.buttons.width() - INSET, INSET)
        self.overview.fit(QSize(width, height), self.buttons.geometry(), INSET)
        self.welcome.setGeometry(self.canvas.rect())
        self.message.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a smaller window the panels take less."""
        super().resizeEvent(event)
        if not self.isVisible():
            self._fit_docks()
            return
        self.layers_dock.fit(self.width())
        self.side.fit(self.width())
        self.desk.fit(self.height())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.files.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about changes, remember the places, end the threads."""
        if not self._leaving and self.session.dirty and self.session.entries:
            event.ignore()
            self.files.when_safe(self._leave)
            return
        self.memory.keep_place("geometry", self.saveGeometry())
        self.memory.keep_place("state", self.mounted(FieldMount).desk_state or self.desk_state())
        self.files.claims.release()
        self.mounted(ScenesMount).comparing.end()
        self.session.close()
        self.drawing.close()
        self.small_drawing.close()
        self.marking.close()
        super().closeEvent(event)

    def _leave(self) -> None:
        """Close after the question was answered: not inside the event that asked it."""
        self._leaving = True
        QTimer.singleShot(0, self, self.close)

    def desk_state(self) -> QByteArray:
        """Where the panels stand."""
        return self.saveState(STATE_VERSION)

    def take_desk_state(self, state: QByteArray) -> bool:
        """Put the panels where they stood."""
        return self.restoreState(state, STATE_VERSION)

    def _restore(self) -> None:
        geometry, state = self.memory.place("geometry"), self.memory.place("state")
        if geometry is not None:
            self.restoreGeometry(geometry)
        if state is not None and self.restoreState(state, STATE_VERSION):
            self.side.hide()
            self.desk.hide()
        self.mounted(FieldMount).switch(self.memory.in_field)


def _in_a_row(widget: QWidget) -> QWidget:
    """A widget with room for others beside it."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(1)
    row.addWidget(widget, 1)
    return whole


def _under_line(widget: QWidget) -> QWidget:
    """A widget with a hairline below it."""
    whole, hairline = QWidget(), QFrame()
    hairline.setProperty("role", "line")
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(widget)
    column.addWidget(hairline)
    return whole
