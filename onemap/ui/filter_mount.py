"""Puts filters into the window: the panel, the chips over the map, the commands, the menu of a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint

from onemap.ui.filter_chips import GAP, FilterChips
from onemap.ui.filter_panel import FilterPanel
from onemap.ui.window_message import TOP

if TYPE_CHECKING:
    from onemap.ui.main_window import MainWindow

#: Distance of the chips from the border of the map, px.
_INSET = 12


class FilterMount(QObject):
    """The filters of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.panel = FilterPanel(window.session, window)
        self.chips = FilterChips(window.session, window.canvas)
        window.side.add(self.panel, lambda: self.tr("Filter"))
        window.canvas.installEventFilter(self)
        self.chips.opened.connect(self.open)
        window.layers.filter_requested.connect(self.open)
        actions = window.actions_
        actions["filter_layer"].triggered.connect(lambda _on: self.open(""))
        actions["filters_off"].triggered.connect(lambda _on: self.switch_all(on=False))
        actions["filters_on"].triggered.connect(lambda _on: self.switch_all(on=True))
        self.chips.shown.connect(self._follow)
        self._follow()

    def open(self, layer_id: str = "") -> None:
        """Show the filter of a layer: the given one, else the current one, else the first that has one, else any."""
        session = self._window.session
        filtered = next((e.id for e in session.entries if e.definition.filter), "")
        first = session.entries[0].id if session.entries else ""
        self.panel.show_layer(layer_id or self._window.current_layer or filtered or first)
        self._window.side.show_panel(self.panel)

    def switch_all(self, *, on: bool) -> None:
        """Switch the filters of all layers, as one step."""
        session = self._window.session
        with session.edit(("启用全部筛选", "All filters on") if on else ("停用全部筛选", "All filters off")):
            for entry in session.entries:
                if entry.definition.filter and entry.definition.filter_on != on:
                    session.set_filter(entry.id, entry.definition.filter, on=on)

    def _follow(self) -> None:
        """Other chips: other commands make sense, and messages lie below."""
        self._enable()
        message = self._window.message
        message.top = TOP + (0 if self.chips.isHidden() else self.chips.height() + GAP)
        message.place()

    def _enable(self) -> None:
        entries, actions = self._window.session.entries, self._window.actions_
        filtered = [entry.definition for entry in entries if entry.definition.filter]
        actions["filter_layer"].setEnabled(bool(entries))
        actions["filters_off"].setEnabled(any(d.filter_on for d in filtered))
        actions["filters_on"].setEnabled(not all(d.filter_on for d in filtered))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the chips in their corner."""
        if watched is self._window.canvas and event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.chips.place(QPoint(_INSET, _INSET))
        return super().eventFilter(watched, event)
