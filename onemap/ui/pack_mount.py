"""Puts packing for the field into the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from onemap.ui.card_mount import CardMount

if TYPE_CHECKING:
    from onemap.session.change import Change
    from onemap.ui.main_window import MainWindow
    from onemap.ui.pack_dialog import PackDialog


class PackMount(QObject):
    """The way to a pack."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        window.actions_["pack"].triggered.connect(lambda _on=False: self.ask())
        self._session.changes.subscribe(self._changed)
        self._changed(None)

    def _changed(self, change: Change | None) -> None:
        if change is None or change.touches("layers", "project"):
            self._window.actions_["pack"].setEnabled(bool(self._session.entries))

    def ask(self, code: str = "") -> PackDialog:
        """Open the dialog on a cell: the one with the code, that of the card, else that in the middle of the map."""
        from onemap.ui.pack_dialog import PackDialog

        card, view = self._window.mounted(CardMount).panel.card, self._window.canvas.view
        seen = code or ("" if card is None or self._window.side.isHidden() else card.code)
        dialog = PackDialog(self._session, seen, (view.center_x, view.center_y), self._window)
        dialog.open()
        return dialog
