"""Puts the one control of the moment ("as of") into the window: always seen in the bottom line, kept in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QToolButton

from onemap.errors import OneMapError
from onemap.session import carding
from onemap.ui import icons, language
from onemap.ui.card_mount import CardMount
from onemap.ui.moment_popup import MomentPopup, shown

if TYPE_CHECKING:
    import datetime as dt

    from onemap.session.change import Change
    from onemap.ui.main_window import MainWindow


class MomentMount(QObject):
    """The moment of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.button, self.popup = QToolButton(window.status), MomentPopup(window)
        self.button.setProperty("role", "status")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.bind(self.button, "recent")
        window.status.add_left(self.button)
        self.button.clicked.connect(lambda _on: self.open())
        window.actions_["as_of"].triggered.connect(lambda _on: self.open())
        self.popup.moment_chosen.connect(lambda said: self._session.set_as_of(said or None))
        self._session.changes.subscribe(self._changed)
        language.changed.connect(self._show)
        self._show()

    def open(self) -> None:
        """Open the choice above the button."""
        popup, session = self.popup, self._session
        if not session.entries:
            return
        popup.show_moment(session.as_of)
        size = popup.sizeHint()
        corner = self.button.mapToGlobal(QPoint(0, 0))
        popup.move(corner.x(), corner.y() - size.height() - 6)
        popup.show()
        from onemap.session import indicating

        try:
            layers = carding.city_layers(session)
        except OneMapError as error:
            self._window.message.tell(str(error), bad=True)
            return
        session.start("", lambda _job: indicating.last_moment(layers), self._offer, quick=True)

    def _offer(self, last: dt.datetime | None) -> None:
        self.popup.show_last("" if last is None else f"{last:%Y-%m-%d}", self._session.as_of)

    def _changed(self, change: Change) -> None:
        if change.touches("moment", "project", "layers"):
            self._show()
        if change.touches("moment"):
            panel = self._window.mounted(CardMount).panel
            if panel.card is not None:
                panel.asking.ask(panel.card.code)

    def _show(self, _language: str = "") -> None:
        said = self._session.as_of
        text = self.tr("now") if said is None else shown(said)
        self.button.setText(self.tr("As of %1").replace("%1", text))
        self.button.setToolTip(self.tr("Moment of cards and indicators; click to choose another one"))
        self.button.setAccessibleName(self.button.text())
        self.button.setVisible(bool(self._session.entries))
        self._window.actions_["as_of"].setEnabled(bool(self._session.entries))
