"""Puts the field view into the window: the switch, map and answer side by side, and what is asked for there."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QToolBar

from onemap.city.nearby import RADIUS_M, none_words
from onemap.model.extent import Extent
from onemap.model.note import Note
from onemap.model.request import Hit
from onemap.ui import language, theme
from onemap.ui.actions import COMMANDS
from onemap.ui.card_mount import CardMount
from onemap.ui.field_asking import FieldAsking
from onemap.ui.field_marks import FieldMarks
from onemap.ui.field_panel import FieldPanel
from onemap.ui.field_place import FieldPlace
from onemap.ui.field_words import none_lines, thing_lines
from onemap.ui.identify_model import distance_text
from onemap.ui.pack_mount import PackMount

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

    from onemap.city.nearby import Near
    from onemap.session.change import Change
    from onemap.session.fielding import FieldAnswer
    from onemap.ui.main_window import MainWindow

#: Commands that the field has; those of the desk's panels and tools rest.
_OF_THE_FIELD = frozenset({
    "new", "open", "open_folder", "sample", "save", "save_as", "export", "pack", "quit", "undo", "redo", "find",
    "identify_here", "clear_selection", "card", "card_up", "card_down", "cell_before", "cell_after", "copy_place",
    "zoom_in", "zoom_out", "full", "zoom_box", "zoom_selection", "back", "forward", "refresh", "field", "full_screen",
    "add", "theme", "theme_system", "theme_light", "theme_dark", "language", "keys", "log", "about",
})  # fmt: skip
#: How much more than a cell, and than the radius, is looked at.
_AROUND, _AROUND_RADIUS = 1.25, 1.6


class FieldMount(QObject):
    """The field view of a window. It walks from card to card as `CardMount` does at the desk."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session, self._canvas = window, window.session, window.canvas
        self.on = False
        self.panel = FieldPanel(window.session, window)
        self.place = FieldPlace(window.maps, self.panel, window.memory)
        self.asking = FieldAsking(window.session, self)
        self.marks = FieldMarks(window.canvas)
        self._desk: QByteArray | None = None
        self._enabled: list[str] = []
        self._by_code = ""
        self._meant: Hit | None = None
        self.panel.near.show_radius(window.memory.radius_m or RADIUS_M)
        self._connect()

    def _connect(self) -> None:
        window, panel = self._window, self.panel
        window.actions_["field"].triggered.connect(self.switch)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self._window.message.tell_error)
        self.asking.busy.connect(panel.show_busy)
        panel.cell_requested.connect(self.show_code)
        panel.chosen.connect(self._choose)
        panel.left.connect(self._nothing_meant)
        panel.near.radius_requested.connect(self._use_radius)
        panel.near.zoom_requested.connect(self._look_near)
        panel.thing.act_requested.connect(self._act)
        panel.here.hit_chosen.connect(self._show_hit)
        panel.card.cell_requested.connect(self.show_code)
        panel.card.row_chosen.connect(lambda layer, row: window.asking.highlight(Hit(layer, row, 0.0, "point")))
        panel.hand_out_requested.connect(self._hand_out)
        panel.pack_requested.connect(lambda: window.mounted(PackMount).ask(self._code))
        window.asking.answered.connect(self._asked)
        window.finding.placed.connect(self._placed)
        self._session.changes.subscribe(self._changed)

    # --- the switch -----------------------------------------------------------------------------------------------
    @property
    def desk_state(self) -> QByteArray | None:
        """Where the desk's panels stand while they are away; None at the desk."""
        return self._desk

    def switch(self, on: bool) -> None:
        """Go to the field, or back to the desk as it was left."""
        if on == self.on:
            return
        self.on = self._window.memory.in_field = on
        self._window.actions_["field"].setChecked(on)
        if on:
            self._leave_desk()
        else:
            self._come_back()
        self._canvas.setFocus()

    def _leave_desk(self) -> None:
        window = self._window
        self._desk = window.desk_state()
        self._enabled = [n for n in COMMANDS if n not in _OF_THE_FIELD and window.actions_[n].isEnabled()]
        for name in self._enabled:
            window.actions_[name].setEnabled(False)
        self._canvas.use_tool(None)
        self._hold(on=True)
        for part in (window.layers_dock, window.side, window.desk, *window.findChildren(QToolBar)):
            part.hide()
        self._dress(on=True)
        answer = self._session.identified
        if answer is not None:
            self._ask(at=(answer.x, answer.y))
        else:
            window.asking.identify(self._canvas.view.center_x, self._canvas.view.center_y)

    def _come_back(self) -> None:
        window = self._window
        self.asking.stop()
        self.marks.show_answer(None)
        self._dress(on=False)
        self._hold(on=False)
        for name in self._enabled:
            window.actions_[name].setEnabled(True)
        desk, self._desk = self._desk, None
        if desk is not None:
            window.take_desk_state(desk)

    def _hold(self, *, on: bool) -> None:
        """Keep the desk's panels away, and its answers silent."""
        window = self._window
        window.side.held = window.desk.held = on
        window.identify.blockSignals(on)
        cards = window.mounted(CardMount)
        cards.walker = self if on else cards

    def _dress(self, *, on: bool) -> None:
        window = self._window
        theme.use_field(cast("QApplication", QApplication.instance()), on=on)
        window.bar.set_field(on=on)
        window.buttons.set_field(on=on)
        window.statusBar().setVisible(not on)
        self.place.show_panel(on=on)
        window.show_floating()

    # --- asking ---------------------------------------------------------------------------------------------------
    def _ask(self, *, code: str = "", at: tuple[float, float] | None = None) -> None:
        self.asking.ask(code=code, at=at, radius_m=self.panel.near.radius_m)

    def _asked(self) -> None:
        """What is here was answered for a tap: ask for all the rest."""
        answer = self._session.identified
        if self.on and answer is not None:
            self._by_code = ""
            self._ask(at=(answer.x, answer.y))

    def _placed(self, x: float, y: float) -> None:
        """Something was found by its name or code."""
        if self.on:
            self._window.asking.identify(x, y)

    def _again(self, radius_m: float | None = None) -> None:
        """Ask again about the same place and cell."""
        answer = self.panel.answer
        if answer is not None:
            near = answer.near
            if radius_m is not None:
                self.panel.near.show_radius(radius_m)
            self._ask(code=self._code, at=(near.x, near.y))

    def _use_radius(self, radius_m: float) -> None:
        self._window.memory.radius_m = radius_m
        self.panel.near.show_radius(radius_m)
        self._again()

    def _changed(self, change: Change) -> None:
        if change.touches("project"):
            self.asking.stop()
            self.panel.show_answer(None)
            self.marks.show_answer(None)
        elif self.on and change.touches("layers") and self.panel.answer is None:
            self.panel.retranslate()
        elif self.on and change.touches("moment", "filter"):
            self._again()

    # --- answers --------------------------------------------------------------------------------------------------
    def _answered(self, answer: FieldAnswer) -> None:
        if not self.on:
            return
        self._meant = None
        self.panel.show_answer(answer)
        self.marks.show_answer(answer)
        self._window.asking.highlight(None)
        card = answer.card
        if card is not None and self._by_code == card.code:
            self._by_code = ""
            self._canvas.overlay.asked_at = card.place
            self._canvas.zoom_to(Extent(*card.extent).scaled(_AROUND))
            self._session.show_identified(None)
        self._canvas.update()

    @property
    def _code(self) -> str:
        answer = self.panel.answer
        return "" if answer is None or answer.card is None else answer.card.code

    # --- walking from card to card, as the desk does ---------------------------------------------------------------
    def show_code(self, code: str) -> None:
        """Show the cell with a code, and look at it."""
        self._by_code = code
        self._ask(code=code)

    def show_here(self) -> None:
        """Show the card of the place that was asked about, else of the middle of the map."""
        if self.panel.answer is None:
            self._window.asking.identify(self._canvas.view.center_x, self._canvas.view.center_y)
        self.panel.show_page("card")

    def go_before(self) -> None:
        """Show the cell with the code before."""
        self.panel.go(0)

    def go_after(self) -> None:
        """Show the cell with the code after."""
        self.panel.go(1)

    def go_up(self) -> None:
        """Show the cell above."""
        answer = self.panel.answer
        if answer is not None and answer.card is not None and answer.card.up:
            self.show_code(answer.card.up)

    def go_down(self) -> None:
        """Show the first cell below."""
        answer = self.panel.answer
        if answer is not None and answer.card is not None and answer.card.down:
            self.show_code(answer.card.down[0])

    # --- one thing ------------------------------------------------------------------------------------------------
    def _choose(self, one: Near | None) -> None:
        answer = self.panel.answer
        if answer is None:
            return
        if one is None:
            self._meant = None
            self._show_none(answer)
        else:
            self._show_hit(Hit(one.layer, one.row, one.distance_m, "point"), one.title)
            self._canvas.bring_into_sight(one.at)

    def _show_hit(self, hit: Hit, title: str) -> None:
        """Show one thing, and where it is."""
        self._meant = hit
        entry = self._session.entry(hit.layer)
        under = f"{entry.title(language.current())} · {distance_text(hit.distance_m)}"
        self.panel.thing.show_lines(title, under, thing_lines(entry, hit.row), self.tr("Look from near"))
        self.panel.show_thing()
        self._window.asking.highlight(hit)

    def _show_none(self, answer: FieldAnswer) -> None:
        words = none_words()[language.current() == "en"]
        lines = none_lines(answer.near, self._session.crs)
        under = self.tr("The place for your report")
        self.panel.thing.show_lines(words, under, lines, self.tr("Mark on the map"))
        self.panel.show_thing()
        self._window.asking.highlight(None)

    def _act(self) -> None:
        """Look at the thing that is meant, or mark the place of what is none of them."""
        answer = self.panel.answer
        if self._meant is not None:
            self._window.asking.zoom_to(self._meant)
        elif answer is not None:
            near, now = answer.near, dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            text = f"{none_words()[language.current() == 'en']} {dt.datetime.now().astimezone():%m-%d %H:%M}"
            note = Note(uuid.uuid4().hex[:12], "place", ((near.x, near.y),), self._session.crs, text, now)
            self._session.set_notes((*self._session.notes, note))
            self._window.message.tell(self.tr("Marked on the map."), button=self.tr("Undo"), do=self._take_back)

    def _take_back(self) -> None:
        self._session.undo()

    def _nothing_meant(self) -> None:
        """A list is shown again: what was chosen is no longer meant."""
        self._meant = None
        self._window.asking.highlight(None)

    def _look_near(self) -> None:
        """Look at the radius from near."""
        answer = self.panel.answer
        if answer is not None:
            x, y, half = answer.near.x, answer.near.y, answer.near.radius_m * _AROUND_RADIUS
            across, along = half / answer.scale[0], half / answer.scale[1]
            self._canvas.zoom_to(Extent(x - across, y - along, x + across, y + along))

    def _hand_out(self) -> None:
        answer = self.panel.answer
        if answer is not None and answer.card is not None:
            self._window.mounted(CardMount).ask_file(answer.card)
