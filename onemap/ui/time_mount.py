"""Puts time into the window: its strip, playing, and what follows when it comes to rest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QToolBar

from onemap.api import timing
from onemap.errors import RequestError
from onemap.query import moments
from onemap.session import handing_out, masks, snapshot
from onemap.session.film import Film
from onemap.session.runner import Job
from onemap.ui.time_bar import Playing, TimeBar

if TYPE_CHECKING:
    import numpy as np

    from onemap.errors import OneMapError
    from onemap.model.moment import Moment, Times
    from onemap.session.change import Change
    from onemap.session.entry import Ready
    from onemap.ui.main_window import MainWindow

#: After so long without another span, counts and answers follow, ms; the bars are counted anew after this pause.
REST, BARS = 150, 80


class TimeMount(QObject):
    """Time in a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._tally: Job | None = None
        self._shown: Moment | None = None
        self._late = False
        self.bar = TimeBar(window)
        self.toolbar = QToolBar(window)
        self.toolbar.setObjectName("time")
        self.toolbar.setMovable(False)
        self.toolbar.setFloatable(False)
        self.toolbar.addWidget(self.bar)
        self.toolbar.hide()
        window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, self.toolbar)
        self.toolbar.toggleViewAction().setVisible(False)
        self._ticks = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self._rest, self._bars = (
            QTimer(self, singleShot=True, interval=REST),
            QTimer(self, singleShot=True, interval=BARS),
        )
        self._rest.timeout.connect(self._session.settle_time)
        self._bars.timeout.connect(self._count_bars)
        self._connect()

    def _connect(self) -> None:
        bar, actions = self.bar, self._window.actions_
        actions["time"].triggered.connect(self._switch)
        actions["time_play"].triggered.connect(lambda _on=False: self.play(not self.running))
        bar.filmed.connect(self.show_film)
        bar.playing_changed.connect(self._play_so)
        bar.play_requested.connect(self.play)
        bar.close_requested.connect(self.close)
        bar.frames_requested.connect(self.ask_frames)
        bar.layers_requested.connect(self.ask_layers)
        bar.axis.looked.connect(self._bars.start)
        self._window.canvas.scrubbed.connect(self._scrub)
        self._window.canvas.shown.connect(lambda _picture: self._drawn())
        self._session.changes.subscribe(self._changed)

    # --- opening --------------------------------------------------------------------------------------------------
    @property
    def is_open(self) -> bool:
        """Whether the strip is there."""
        return not self.toolbar.isHidden()

    def open(self) -> None:
        """Show the strip; all is shown until a span is chosen."""
        self.toolbar.show()
        self._window.actions_["time"].setChecked(True)
        if self._session.moment is None:
            self._session.show_time(timing.moment_of(undated=True))
        self._follow()

    def _scrub(self, steps: int) -> None:
        """Move the span by steps, while the strip is there."""
        if self.is_open and self.bar.film is not None:
            self.play(on=False)
            self.show_film(self.bar.film.moved(steps))

    def close(self) -> None:
        """Take the strip away and show everything again."""
        self.play(on=False)
        self.toolbar.hide()
        self._window.actions_["time"].setChecked(False)
        self.bar.show_film(None)
        self._session.show_time(None)

    def _switch(self, on: bool) -> None:
        if on:
            self.open()
            self.bar.axis.setFocus()
        else:
            self.close()

    # --- following the session --------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if change.touches("project", "time") and not change.layers:
            self._come_or_go()
        if self.is_open and change.touches("data", "layers", "visible", "filter", "project", "time"):
            if change.touches("time") and not change.layers and self._session.moment == self._shown:
                return  # our own span, told back
            self._follow()

    def _come_or_go(self) -> None:
        """The strip is there while the map shows a span: a project or a scene may bring one, or end it."""
        moment = self._session.moment
        if moment is None and self.is_open:
            self.close()
        elif moment is not None and not self.is_open:
            self.open()

    def _follow(self) -> None:
        """Show what the session shows."""
        around, moment = timing.extent_of(self._session), self._session.moment
        self._bars.start()
        if around is None or moment is None:
            self.bar.show_film(None)
            return
        film = (self.bar.film or Film(*around)).on(around[0], around[1] + 1)
        if moment != self._shown:
            film = replace(film, start=moment.start, end=moment.end, zone=moment.zone)
            if moment.start is None or moment.end is None:
                film = film.showing_all() if moment.is_open else _closed(film)
            playing = replace(self.bar.playing, hours=moment.hours, weekdays=moment.weekdays)
            self.bar.show_playing(playing)
            self._shown = moment
        self.bar.show_film(film)
        self._count_shown()

    def _timed(self) -> list[tuple[Ready, Times]]:
        """What is visible and under the map's time."""
        return [
            (e.ready, e.ready.times)
            for e in self._session.entries
            if e.visible and e.ready is not None and e.ready.times is not None
        ]

    def _count_shown(self) -> None:
        timed, moment = self._timed(), self._session.moment
        if not timed:
            self.bar.show_unseen()
            return
        undated = sum(times.order.undated + times.left.undated for _, times in timed)
        settled = all(ready.moment == moment for ready, _ in timed)
        self.bar.show_count(sum(masks.kept_rows(ready) for ready, _ in timed) if settled else None, undated)

    def _count_bars(self) -> None:
        """Count in a worker how much happens in each bar."""
        if not self.is_open:
            return
        edges = self.bar.axis.bins()
        parts = [(times.order, ready.filtered_at) for ready, times in self._timed()]
        if self._tally is not None:
            self._tally.cancel()

        def done(counts: np.ndarray[tuple[int], np.dtype[np.int64]]) -> None:
            if job is self._tally:
                self.bar.axis.show_counts(edges, counts)

        job = Job("", lambda _job: moments.tallied(parts, edges), done, _silent, quick=True)
        self._tally = job
        self._session.runner.submit(job)

    # --- choosing -------------------------------------------------------------------------------------------------
    def show_film(self, film: Film) -> None:
        """Show a span: the map at once, counts and answers when it comes to rest."""
        playing = self.bar.playing
        self._shown = film.moment(playing.hours, playing.weekdays, undated=playing.undated)
        zoned = self._session.moment is not None and self._session.moment.zone != film.zone
        self.bar.show_film(film)
        self._session.show_time(self._shown, settle=False)
        self._rest.start()
        if zoned:
            self._bars.start()
        self._count_shown()

    def _play_so(self, playing: Playing) -> None:
        self.bar.show_playing(playing)
        self._ticks.setInterval(1000 // playing.speed)
        if self.bar.film is not None:
            self.show_film(self.bar.film)

    # --- playing --------------------------------------------------------------------------------------------------
    @property
    def running(self) -> bool:
        """Whether time runs."""
        return self._ticks.isActive()

    def play(self, on: bool) -> None:
        """Let time run, or stop it; at the end it begins anew."""
        if on and not self.is_open:
            self.open()
        film = self.bar.film
        on = on and film is not None
        if on and film is not None:
            if film.shows_all or film.at_end:
                self.show_film(film.begun())
            self._ticks.start(1000 // self.bar.playing.speed)
        else:
            self._ticks.stop()
        self.bar.show_running(on)

    def _tick(self) -> None:
        """The next picture, when the one before has been drawn: a slow map plays slowly and shows every step."""
        film = self.bar.film
        if film is None:
            self.play(on=False)
            return
        self._late = self._window.drawing.busy
        if self._late:
            return  # the next step comes with the picture that is awaited
        if not film.at_end:
            self.show_film(film.moved(1))
        elif self.bar.playing.loop:
            self.show_film(film.begun())
        else:
            self.play(on=False)

    def _drawn(self) -> None:
        if self._late and self.running:
            QTimer.singleShot(0, self, self._tick)

    # --- dialogs --------------------------------------------------------------------------------------------------
    def ask_layers(self) -> None:
        """Ask which columns tell the times of the layers."""
        from onemap.ui.time_layers import TimeLayersDialog

        TimeLayersDialog(self._session, self._window).open()

    def ask_frames(self) -> None:
        """Ask where the pictures of all the film are to be written."""
        from onemap.ui.time_frames import FramesDialog

        film, moment = self.bar.film, self._session.moment
        if film is None or moment is None:
            return
        self.play(on=False)
        try:
            timing.check_seen(self._session)
        except RequestError as error:
            self._window.message.tell(str(error), bad=True)
            return
        canvas = self._window.canvas
        request = snapshot.picture(self._session, canvas.view, selection=False)
        layers = handing_out.in_picture(self._session, request)
        begun = film.begun()
        if film.cumulative and film.start is not None:
            begun = film.begun_at(film.start)
        narrowed = msgspec.structs.replace(moment, undated=self.bar.playing.undated)
        frames = timing.Frames(request, self._session.crs, layers, begun, narrowed, Path())
        FramesDialog(self._session, frames, self._window).open()


def _closed(film: Film) -> Film:
    """A film whose span is open at one end, or only narrowed by hours, with the axis' own end there."""
    if film.start is None and film.end is None:
        return film
    return film.spanning(
        film.first if film.start is None else film.start, film.last if film.end is None else film.end
    )  # fmt: skip


def _silent(_error: OneMapError) -> None:
    """Bars that cannot be counted are not worth a message."""
