"""The program as a user starts it, watched from inside its own thread (offscreen). Prints JSON.

``start PROJECT`` tells when the window is there and when the map is drawn; ``load FILE`` opens a large file in the
running window and tells how long its thread was ever away, how long a frame takes while dragging, how fast Esc works.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from onemap.ui.canvas import MapCanvas
from tests.benchmarks.clock import peak_mb, since_started_ms

POLL_MS = 2
SIZE = (1600, 1000)
DRAG_STEPS = 120
LIMIT_S = 180.0


class Watch(QObject):
    """Lives in the window's thread: beats every 2 ms, and remembers what it saw and how long it was kept waiting."""

    def __init__(self, script: Callable[["Watch"], Iterator[Callable[[], bool]]]) -> None:
        super().__init__()
        self.found: dict[str, float] = {}
        self.gaps: list[float] = []
        self.canvas: MapCanvas | None = None
        self.last_shown = 0.0
        self.first_drawn: float | None = None
        self._last_beat = time.perf_counter()
        self._deadline = time.perf_counter() + LIMIT_S
        self._script = script(self)
        self._awaited: Callable[[], bool] = lambda: True
        self._timer = QTimer(self, interval=POLL_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last_beat) * 1e3)
        self._last_beat = now
        if now > self._deadline:
            self._end("no end after three minutes")
        if not self._awaited():
            return
        try:
            self._awaited = next(self._script)
        except StopIteration:
            self._end()
        self._last_beat = time.perf_counter()

    def _end(self, failure: str | None = None) -> None:
        if failure:
            sys.stderr.write(f"{failure}: {self.found}\n")
        else:
            print(json.dumps(self.found), flush=True)
        os._exit(bool(failure))

    def shown(self, picture: object) -> None:
        """A new picture is in the window."""
        self.last_shown = time.perf_counter()
        if self.first_drawn is None and any(report.drawn for report in picture.reports):
            self.first_drawn = self.last_shown

    def has_window(self) -> bool:
        """Whether the main window is on the screen."""
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow) and w.isVisible()]
        if not windows or windows[0].windowHandle() is None or not windows[0].windowHandle().isExposed():
            return False
        self.canvas = windows[0].findChild(MapCanvas)
        self.canvas.shown.connect(self.shown)
        return True

    def is_settled(self) -> bool:
        """Whether every visible layer is read and the last picture asked for is shown."""
        canvas, session = self.canvas, self.canvas.session
        waiting = [e for e in session.entries if e.visible and e.status in {"waiting", "reading"}]
        asking = canvas._soon.isActive() or canvas._later.isActive() or canvas.drawing.busy
        return bool(session.entries) and not (waiting or asking or session.jobs) and canvas.picture is not None

    def repaint_ms(self) -> float:
        """How long painting the map takes now."""
        start = time.perf_counter()
        self.canvas.repaint()
        return (time.perf_counter() - start) * 1e3


def start(watch: Watch) -> Iterator[Callable[[], bool]]:
    """From the first instruction of the process to the window, and to the whole map."""
    yield watch.has_window
    watch.found["window_ms"] = since_started_ms()
    yield watch.is_settled
    watch.found["drawn_ms"] = since_started_ms() - (time.perf_counter() - watch.last_shown) * 1e3
    watch.found["peak_mb"] = peak_mb()


def load(path: Path) -> Callable[[Watch], Iterator[Callable[[], bool]]]:
    """Open a file in the running window, drag the map, open it again and stop that."""

    def script(watch: Watch) -> Iterator[Callable[[], bool]]:
        yield watch.has_window
        watch.canvas.window().resize(*SIZE)
        yield after(1.0)
        watch.gaps.clear()
        asked = time.perf_counter()
        opened(watch, path)
        yield watch.is_settled
        yield after(3.0)  # thinning and details are made after the first picture
        yield watch.is_settled
        watch.found["first_pixels_ms"] = (watch.first_drawn - asked) * 1e3
        longest = int(np.argmax(watch.gaps))
        watch.found["gap_max_ms"] = watch.gaps[longest]
        watch.found["gap_max_began_ms"] = sum(watch.gaps[:longest])
        watch.found["gaps_over_50_ms"] = sum(gap > 50 for gap in watch.gaps)
        watch.found["gap_p99_ms"] = float(np.percentile(watch.gaps, 99))
        frames = []
        for step in drag(watch.canvas):
            step()
            frames.append(watch.repaint_ms())
            yield after(0.008)
        watch.found["pan_p95_ms"] = float(np.percentile(frames, 95))
        yield watch.is_settled
        opened(watch, path)
        yield after(0.3)
        watch.found["jobs_before_esc"] = len(watch.canvas.session.jobs)
        stopped = time.perf_counter()
        press_escape(watch.canvas)
        yield lambda: not watch.canvas.session.jobs
        watch.found["stop_ms"] = (time.perf_counter() - stopped) * 1e3
        watch.found["peak_mb"] = peak_mb()

    return script


def after(seconds: float) -> Callable[[], bool]:
    """A condition that holds when the time has passed."""
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def opened(watch: Watch, path: Path) -> None:
    """Open a file as the window's own dialog does."""
    watch.canvas.window().files.open_paths([path])


def drag(canvas: MapCanvas) -> Iterator[Callable[[], None]]:
    """Press, move in a circle, release: one call per step."""
    middle = QPointF(canvas.width() / 2, canvas.height() / 2)
    places = [
        middle + QPointF(120 * np.sin(turn), 120 * (1 - np.cos(turn)))
        for turn in np.linspace(0, 4 * np.pi, DRAG_STEPS)
    ]  # fmt: skip
    yield lambda: send(canvas, QEvent.Type.MouseButtonPress, places[0])
    for place in places:
        yield lambda place=place: send(canvas, QEvent.Type.MouseMove, place)
    yield lambda: send(canvas, QEvent.Type.MouseButtonRelease, places[-1])


def send(canvas: MapCanvas, kind: QEvent.Type, place: QPointF) -> None:
    """One mouse event with the left button."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    button = none if kind == QEvent.Type.MouseMove else left
    where = QPointF(canvas.mapToGlobal(place))
    QApplication.sendEvent(canvas, QMouseEvent(kind, place, where, button, held, Qt.KeyboardModifier.NoModifier))


def press_escape(canvas: MapCanvas) -> None:
    """The Esc key, as it reaches the map."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(canvas, QKeyEvent(kind, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier))


def main() -> None:
    """Start the program as its command does; the watch begins with the application."""
    from onemap.app import desktop

    verb, path = sys.argv[1], Path(sys.argv[2])
    script = start if verb == "start" else load(path)
    make_application, kept = desktop.make_application, []

    def make_watched() -> QApplication:
        application = make_application()
        kept.append(Watch(script))
        return application

    desktop.make_application = make_watched
    desktop.run([path] if verb == "start" else [], language="en", crs=None)


if __name__ == "__main__":
    main()
