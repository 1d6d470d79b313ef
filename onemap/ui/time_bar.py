"""The strip of time below the map: play, what is shown, the axis, and what else can be chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from onemap.query.spans import words_of
from onemap.ui import icons, language, text_size
from onemap.ui.time_axis import TimeAxis
from onemap.ui.time_menu import TimeMenu, step_words

if TYPE_CHECKING:
    from onemap.session.film import Film

#: Height of the strip, px; its words are so wide at least.
HEIGHT, WORDS = 66, 176


@dataclass(frozen=True, slots=True)
class Playing:
    """How time is played and narrowed, beside the film: ``speed`` in pictures a second."""

    speed: int = 5
    loop: bool = False
    hours: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    undated: bool = False


class TimeBar(QFrame):
    """Shows a film; whatever is chosen is told: ``filmed`` another film, ``play_toggled``, ``playing_changed``."""

    filmed = Signal(object)
    playing_changed = Signal(object)
    play_requested = Signal(bool)
    close_requested = Signal()
    frames_requested = Signal()
    layers_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.film: Film | None = None
        self.playing = Playing()
        self._shown = ""
        self.setProperty("role", "bar")
        self.setFixedHeight(text_size.px(HEIGHT))
        self.play, self.step_back, self.step_forward = (self._button(n) for n in ("play", "step_back", "step_forward"))
        self.play.setCheckable(True)
        self.options, self.close_button = self._button("settings"), self._button("close")
        self.span, self.how = QLabel(self), QLabel(self)
        self.axis, self.menu = TimeAxis(self), TimeMenu(self)
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _button(self, icon: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", "icon")
        button.setIconSize(text_size.square(16))
        icons.bind(button, icon)
        return button

    def _lay_out(self) -> None:
        self.play.setProperty("role", "tool")
        self.play.setIconSize(text_size.square(20))
        self.span.setProperty("role", "title")
        self.how.setProperty("role", "note")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        for label in (self.span, self.how):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(text_size.px(WORDS))
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 8, 3)
        row.setSpacing(4)
        for button in (self.step_back, self.play, self.step_forward):
            row.addWidget(button)
        row.addSpacing(8)
        row.addLayout(words)
        row.addSpacing(8)
        row.addWidget(self.axis, 1)
        row.addSpacing(4)
        row.addWidget(self.options)
        row.addWidget(self.close_button)

    def _connect(self) -> None:
        self.play.clicked.connect(self.play_requested)
        self.step_back.clicked.connect(lambda _on: self._move(-1))
        self.step_forward.clicked.connect(lambda _on: self._move(1))
        self.close_button.clicked.connect(lambda _on: self.close_requested.emit())
        self.options.setMenu(self.menu)
        self.options.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.axis.moved.connect(self._move)
        self.axis.played.connect(lambda: self.play_requested.emit(not self.play.isChecked()))
        self.axis.pulled.connect(self._pulled)
        self.axis.whole_requested.connect(lambda: self._tell(self.film and self.film.showing_all()))
        menu = self.menu
        menu.window_chosen.connect(lambda step: self._tell(self.film and self.film.windowed(step)))
        menu.step_chosen.connect(lambda step: self._tell(self.film and replace(self.film, step=step)))
        menu.cumulative_chosen.connect(self._set_cumulative)
        menu.zone_chosen.connect(lambda zone: self._tell(self.film and replace(self.film, zone=zone)))
        menu.speed_chosen.connect(lambda speed: self._play_so(speed=speed))
        menu.loop_chosen.connect(lambda on: self._play_so(loop=on))
        menu.undated_chosen.connect(lambda on: self._play_so(undated=on))
        menu.clock.chosen.connect(lambda hours, days: self._play_so(hours=hours, weekdays=days))
        menu.frames_requested.connect(self.frames_requested)
        menu.layers_requested.connect(self.layers_requested)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Time"))
        for button, words in (
            (self.step_back, self.tr("A step back")), (self.step_forward, self.tr("A step on")),
            (self.options, self.tr("Window, step, speed, hours, layers")),
            (self.close_button, self.tr("Close and show all times")),
        ):  # fmt: skip
            button.setToolTip(words)
            button.setAccessibleName(words)
        self.show_running(self.play.isChecked())
        self._show_words()

    # --- showing --------------------------------------------------------------------------------------------------
    def show_film(self, film: Film | None) -> None:
        """Show where time stands."""
        self.film = film
        self.axis.show_film(film)
        self.menu.show_film(film)
        for widget in (self.play, self.step_back, self.step_forward):
            widget.setEnabled(film is not None)
        self._show_words()

    def show_playing(self, playing: Playing) -> None:
        """Show how time is played and narrowed."""
        self.playing = playing
        self.menu.show_playing(playing.speed, loop=playing.loop, undated=playing.undated)
        self.menu.clock.show_chosen(playing.hours, playing.weekdays)
        self._show_words()

    def show_running(self, running: bool) -> None:
        """Show whether time runs."""
        self.play.setChecked(running)
        icons.bind(self.play, "pause" if running else "play", "accent")
        words = self.tr("Pause (Space)") if running else self.tr("Play (Space)")
        self.play.setToolTip(words)
        self.play.setAccessibleName(words)

    def show_count(self, shown: int | None, undated: int) -> None:
        """Show how many features the span shows, None while that is being counted, and how many have no time."""
        self._shown = "" if shown is None else self.tr("%1 shown").replace("%1", language.number(shown))
        self._show_rest(undated)

    def show_unseen(self) -> None:
        """Show that nothing of what has times is to be seen."""
        self._shown = self.tr("all layers with times are hidden")
        self._show_rest(0)

    def _show_rest(self, undated: int) -> None:
        self.menu.show_undated(undated)
        self._show_words()

    def _show_words(self) -> None:
        film = self.film
        if film is None:
            self.span.setText(self.tr("No times"))
            self.how.setText("")
            return
        moment = film.moment(self.playing.hours, self.playing.weekdays)
        self.span.setText(words_of(moment, language.current()))
        parts = [self.tr("step %1").replace("%1", step_words(film.step))]
        if film.cumulative:
            parts.append(self.tr("cumulative"))
        if moment.hours or moment.weekdays:
            parts.append(self.tr("some hours"))
        parts += [self._shown] if self._shown else []
        self.how.setText(" · ".join(parts))

    # --- choosing -------------------------------------------------------------------------------------------------
    def _tell(self, film: Film | None) -> None:
        if film is not None:
            self.filmed.emit(film)

    def _move(self, steps: int) -> None:
        self._tell(self.film and self.film.moved(steps))

    def _pulled(self, start: int, end: int) -> None:
        if self.film is not None:
            self._tell(replace(self.film.spanning(start, end), window=None))

    def _set_cumulative(self, on: bool) -> None:
        self._tell(self.film and replace(self.film, cumulative=on))

    def _play_so(self, **fields: object) -> None:
        self.playing_changed.emit(replace(self.playing, **fields))  # type: ignore[arg-type]
