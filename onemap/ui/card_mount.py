"""Puts the grid card into the window: the ways to it, what it lights on the map, how it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from onemap.errors import OneMapError
from onemap.model.extent import Extent
from onemap.model.request import Hit
from onemap.ui import language
from onemap.ui.canvas_overlay import Outline
from onemap.ui.card_outline import rings_of
from onemap.ui.card_panel import CardPanel
from onemap.ui.save_as import ask_where

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.city.card_values import Card
    from onemap.ui.main_window import MainWindow

#: How much more than the cell is looked at.
_AROUND = 1.25


class Walker(Protocol):
    """Who shows cards now: the desk, or the field."""

    def show_code(self, code: str) -> None:
        """Show the card of a code."""
        ...

    def show_here(self) -> None:
        """Show the card of the place that is asked about."""
        ...

    def go_up(self) -> None:
        """Show the card of the cell above."""
        ...

    def go_down(self) -> None:
        """Show the card of a cell below."""
        ...

    def go_before(self) -> None:
        """Show the card of the cell before."""
        ...

    def go_after(self) -> None:
        """Show the card of the cell after."""
        ...


class CardMount(QObject):
    """The grid card of a window at the desk. ``walker`` shows cards when a command asks for one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.walker: Walker = self
        self.panel = CardPanel(window.session, window)
        window.side.add(self.panel, lambda: self.tr("Grid card"))
        window.identify.card_requested.connect(self.show_code)
        window.finding.cell_found.connect(self._walk_to)
        panel = self.panel
        panel.card_shown.connect(self._shown)
        panel.zoom_requested.connect(self._zoom)
        panel.write_requested.connect(self.ask_file)
        panel.asking.failed.connect(self._window.message.tell_error)
        panel.row_chosen.connect(lambda layer, row: window.asking.highlight(_hit(layer, row)))
        panel.row_opened.connect(lambda layer, row: window.asking.zoom_to(_hit(layer, row)))
        for name, step in {
            "card": "show_here", "card_up": "go_up", "card_down": "go_down", "cell_before": "go_before",
            "cell_after": "go_after",
        }.items():  # fmt: skip
            window.actions_[name].triggered.connect(lambda _on=False, step=step: getattr(self.walker, step)())
        here = QShortcut(QKeySequence("G"), window.canvas)
        here.setContext(Qt.ShortcutContext.WidgetShortcut)
        here.activated.connect(window.actions_["card"].trigger)

    # --- ways to the card --------------------------------------------------------------------------------------------
    def show_code(self, code: str) -> None:
        """Show the card of a code."""
        self._window.side.show_panel(self.panel)
        self.panel.asking.ask(grid=code)

    def _walk_to(self, code: str) -> None:
        """Show the card of a code at the desk or in the field, wherever one is."""
        self.walker.show_code(code)

    def show_here(self) -> None:
        """Show the card of the cell that was identified last, else of the one in the middle of the map."""
        if not self._window.session.entries:
            return
        answer = self._window.session.identified
        view = self._window.canvas.view
        at = (view.center_x, view.center_y) if answer is None else (answer.x, answer.y)
        self._window.side.show_panel(self.panel)
        self.panel.asking.ask(at=at)

    def go_up(self) -> None:
        """Show the card of the cell above."""
        self.panel.go_up()

    def go_down(self) -> None:
        """Show the card of the cell below where one came from, else of the first."""
        self.panel.go_down()

    def go_before(self) -> None:
        """Show the card of the cell with the code before."""
        self.panel.go_before()

    def go_after(self) -> None:
        """Show the card of the cell with the code after."""
        self.panel.go_after()

    # --- what it does to the map -------------------------------------------------------------------------------------
    def _shown(self, card: Card) -> None:
        canvas = self._window.canvas
        canvas.overlay.chosen = Outline(rings_of(card.shape))
        request = self.panel.request
        if request is None or request.place is None:  # asked by its code: it may be anywhere
            canvas.bring_all_into_sight(Extent(*card.extent))
        else:
            canvas.bring_into_sight(card.place)
        canvas.update()

    def _zoom(self, card: Card) -> None:
        self._window.canvas.zoom_to(Extent(*card.extent).scaled(_AROUND))

    # --- printing ----------------------------------------------------------------------------------------------------
    def ask_file(self, card: Card) -> None:
        """Ask for the file that a card is written to."""
        name, kinds = f"{card.code}.pdf", (".pdf", ".png", ".html")
        ask_where(self._window, self.tr("Write the grid card"), name, kinds, lambda path: self.write(card, path))

    def write(self, card: Card, path: Path) -> None:
        """Write a card as a page in a worker; the message tells when it is done."""
        from onemap.api.card import writing_of

        session, speech = self._window.session, language.current()
        try:
            writing = writing_of(session, card, path, speech)
        except OneMapError as error:
            self._window.message.tell_error(error)
            return
        session.start(
            "", lambda _job: writing.write(), self._window.message.tell_written, self._window.message.tell_error
        )


def _hit(layer: str, row: int) -> Hit:
    return Hit(layer, row, 0.0, "point")
