"""Puts undo, redo and the list of steps into the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from onemap.ui import language
from onemap.ui.actions import plain, tip
from onemap.ui.history_panel import HistoryPanel, said

if TYPE_CHECKING:
    from onemap.session.history import Step
    from onemap.ui.main_window import MainWindow


class HistoryMount(QObject):
    """The steps of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.panel = HistoryPanel(window.session, window)
        window.side.add(self.panel, lambda: self.tr("History"))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        actions = window.actions_
        actions["undo"].triggered.connect(lambda _on: window.session.undo())
        actions["redo"].triggered.connect(lambda _on: window.session.redo())
        actions["history"].triggered.connect(
            lambda on: window.side.show_panel(self.panel) if on else window.side.hide()
        )
        window.side.visibilityChanged.connect(lambda _on: self._tick())
        window.side.switched.connect(self._tick)
        window.session.changes.subscribe(lambda _change: self._soon.start())
        language.changed.connect(self._show)
        self._show()

    def _tick(self) -> None:
        self._window.actions_["history"].setChecked(self._window.side.showing(self.panel))

    def _show(self, _language: str = "") -> None:
        """Name the step that undo takes back and the one that redo does again."""
        history = self._window.session.history
        self._name("undo", history.done, self.tr("&Undo"), self.tr("&Undo: %1"))
        self._name("redo", history.undone, self.tr("&Redo"), self.tr("&Redo: %1"))

    def _name(self, name: str, steps: list[Step], empty: str, named: str) -> None:
        action = self._window.actions_[name]
        text = named.replace("%1", said(steps[-1].words).replace("&", "&&")) if steps else empty
        action.setText(text)
        action.setToolTip(tip(plain(text), action))
        action.setEnabled(bool(steps))
