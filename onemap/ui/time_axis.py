"""The axis of all times: bars that tell how much happened when, and the span that is shown, to be pulled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from onemap.model.moment import Step
from onemap.query import spans
from onemap.ui import language, text_size, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from onemap.session.film import Film

    Ints = npt.NDArray[np.int64]

#: Pieces of a calendar that a bar may stand for, from short to long.
STEPS = (
    Step(1, "h"), Step(3, "h"), Step(6, "h"), Step(1, "d"), Step(2, "d"), Step(1, "w"), Step(1, "m"), Step(3, "m"),
    Step(1, "y"), Step(5, "y"), Step(25, "y"),
)  # fmt: skip
#: About how long they are, ms.
_HOURS = {"h": 1.0, "d": 24.0, "w": 168.0, "m": 730.5, "y": 8766.0}
#: Least width of a bar with its gap, px; height of the words below; how near an edge is grasped.
BAR, WORDS, NEAR = 5, 14, 6
_TICK_GAP = 70


class TimeAxis(QWidget):
    """Shows a film's axis. ``pulled`` tells a span by hand, ``moved`` steps by key, ``looked`` another piece.

    ``played`` asks for time to run or to stop, ``whole_requested`` for all times.
    """

    pulled = Signal(object, object)
    moved = Signal(int)
    looked = Signal()
    played = Signal()
    whole_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.film: Film | None = None
        self.counts = np.zeros(0, np.int64)
        self.edges = np.zeros(0, np.int64)
        self._seen: tuple[int, int] | None = None
        self._grip = ""
        self._from = 0
        self._span = (0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        language.changed.connect(self.retranslate)
        theme.changed.connect(self._recolour)
        self.retranslate()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(text_size.px(600), text_size.px(56))

    def retranslate(self) -> None:
        """Name it for readers of the screen."""
        self.setAccessibleName(self.tr("Time axis"))
        self.setAccessibleDescription(
            self.tr("Left and right move the span a step, Page Up and Down ten, with Shift its end; Space plays")
        )

    def _recolour(self, _theme: str) -> None:
        self.update()

    # --- what is seen ---------------------------------------------------------------------------------------------
    @property
    def seen(self) -> tuple[int, int] | None:
        """The piece of time that the axis shows: all of it, unless it was zoomed."""
        if self._seen is not None or self.film is None:
            return self._seen
        return self.film.first, max(self.film.last, self.film.first + 1)

    def bins(self) -> Ints:
        """Edges (k + 1,) of the bars that the axis has room for."""
        seen = self.seen
        if seen is None or self.film is None:
            return np.zeros(0, np.int64)
        hours = (seen[1] - seen[0]) / 3_600_000
        room = max(self.width() // BAR, 1)
        step = next((s for s in STEPS if hours / (s.count * _HOURS[s.unit]) <= room), STEPS[-1])
        return spans.edges_of(*seen, step, self.film.zone)

    def show_film(self, film: Film | None) -> None:
        """Show where a film stands."""
        if film is not None and self.film is not None and (film.first, film.last) != (self.film.first, self.film.last):
            self._seen = None
        self.film = film
        self.update()

    def show_counts(self, edges: Ints, counts: Ints) -> None:
        """Show how much happens between edges."""
        self.edges, self.counts = edges, counts
        self.update()

    def _x(self, instant: int) -> float:
        first, last = self.seen or (0, 1)
        return float((instant - first) / (last - first) * self.width())

    def _instant(self, x: float) -> int:
        first, last = self.seen or (0, 1)
        return first + round(x / max(self.width(), 1) * (last - first))

    # --- painting -------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars, span and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.film is None:
            painter.setPen(theme.color("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("No layer on the map has times"))
            return
        self._paint_words(painter)
        self._paint_bars(painter, "hairline", None)
        if not self.film.shows_all:
            self._paint_span(painter)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_bars(self, painter: QPainter, token: str, clip: QRectF | None) -> None:
        top, height = 4.0, self.height() - text_size.px(WORDS) - 6.0
        most = int(self.counts.max(initial=0))
        if not most:
            return
        painter.save()
        if clip is not None:
            painter.setClipRect(clip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        for low, high, count in zip(self.edges, self.edges[1:], self.counts, strict=False):
            if not count:
                continue
            left, right = self._x(int(low)), self._x(int(high))
            size = max(2.0, height * float(count) / most)
            gap = 1.0 if right - left > 3 else 0.0
            painter.drawRect(QRectF(left + gap / 2, top + height - size, max(right - left - gap, 1.0), size))
        painter.restore()

    def _paint_span(self, painter: QPainter) -> None:
        left, right = self._edges()
        box = QRectF(left, 2.0, max(right - left, 2.0), self.height() - text_size.px(WORDS) - 3.0)
        painter.fillRect(box, theme.color("accent", 0.12))
        self._paint_bars(painter, "accent", box)
        painter.setPen(QPen(theme.color("accent"), 1.5))
        for x in (box.left(), box.right()):
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
            painter.setBrush(theme.color("panel"))
            painter.drawRoundedRect(QRectF(x - 2.5, box.center().y() - 7, 5, 14), 2.5, 2.5)

    def _paint_words(self, painter: QPainter) -> None:
        font = QFont(self.font())
        font.setPixelSize(text_size.px(10))
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        y = self.height() - text_size.px(WORDS)
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        before, last_x = "", -1e9
        for instant, words in self._ticks():
            x, told = self._x(instant), _shorter(words, before)
            width = painter.fontMetrics().horizontalAdvance(told)
            if x < last_x or x + 3 + width > self.width():
                continue
            painter.drawLine(QPointF(x, y), QPointF(x, y + 3))
            painter.drawText(QPointF(x + 3, y + text_size.px(WORDS - 3)), told)
            before, last_x = words, x + width + 12

    def _ticks(self) -> Sequence[tuple[int, str]]:
        """Instants with their words, as many as there is room for."""
        seen = self.seen
        if seen is None or self.film is None:
            return ()
        hours = (seen[1] - seen[0]) / 3_600_000
        room = max(self.width() // text_size.px(_TICK_GAP), 1)
        step = next((s for s in STEPS if hours / (s.count * _HOURS[s.unit]) <= room), STEPS[-1])
        edges = spans.edges_of(*seen, step, self.film.zone)
        cut = {"y": 4, "m": 7}.get(step.unit, 16)
        return [(int(e), spans.written(int(e), self.film.zone)[:cut]) for e in edges if seen[0] <= e <= seen[1]]

    def _edges(self) -> tuple[float, float]:
        film = self.film
        if film is None or film.start is None or film.end is None:
            return 0.0, float(self.width())
        return self._x(film.start), self._x(film.end)

    # --- pulling --------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Grasp an edge or the span, or begin another one."""
        if event.button() != Qt.MouseButton.LeftButton or self.film is None:
            return
        x = event.position().x()
        self._grip, self._from = self._grasped(x), self._instant(x)
        self._span = (self.film.start or self.film.first, self.film.end or self.film.last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull what was grasped."""
        x = event.position().x()
        if not self._grip:
            shapes = {"start": Qt.CursorShape.SizeHorCursor, "end": Qt.CursorShape.SizeHorCursor,
                      "span": Qt.CursorShape.OpenHandCursor}  # fmt: skip
            self.setCursor(shapes.get(self._grasped(x), Qt.CursorShape.CrossCursor))
            if self.film is not None and self.seen is not None:
                self.setToolTip(spans.written(self._instant(x), self.film.zone))
            return
        self._pull(min(max(x, 0.0), float(self.width())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click beside the span brings the span there."""
        film, x = self.film, event.position().x()
        if self._grip == "new" and film is not None and abs(x - self._x(self._from)) < 3 and not film.shows_all:
            length = self._span[1] - self._span[0]
            start = film.snapped(self._instant(x) - length // 2)
            self.pulled.emit(start, start + length)
        self._grip = ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See the whole axis again, and all times."""
        self._seen = None
        self.looked.emit()
        self.whole_requested.emit()

    def _grasped(self, x: float) -> str:
        if self.film is None or self.film.shows_all:
            return "new"
        left, right = self._edges()
        if abs(x - left) <= NEAR and (abs(x - left) <= abs(x - right)):
            return "start"
        if abs(x - right) <= NEAR:
            return "end"
        return "span" if left < x < right else "new"

    def _pull(self, x: float) -> None:
        film = self.film
        if film is None:
            return
        at, (start, end) = self._instant(x), self._span
        if self._grip == "start":
            self.pulled.emit(self._snapped(film, at), end)
        elif self._grip == "end":
            self.pulled.emit(start, self._snapped(film, at))
        elif self._grip == "span":
            moved = self._snapped(film, start + at - self._from)
            self.pulled.emit(moved, moved + end - start)
        elif abs(x - self._x(self._from)) >= 3:
            self.pulled.emit(self._snapped(film, self._from), self._snapped(film, at))

    def _snapped(self, film: Film, instant: int) -> int:
        """Borders of steps attract where they can be told apart; else the minute does."""
        first, last = self.seen or (0, 1)
        pixels = film.step.count * _HOURS[film.step.unit] * 3_600_000 / (last - first) * self.width()
        return film.snapped(instant) if pixels >= 1 else round(instant / 60_000) * 60_000

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer at the time under the cursor; sideways, at the time beside."""
        seen = self.seen
        if seen is None or self.film is None:
            return
        turn, at = event.angleDelta(), self._instant(event.position().x())
        length = seen[1] - seen[0]
        if turn.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            shift = round(-(turn.x() or turn.y()) / 1200 * length)
            self.look(seen[0] + shift, seen[1] + shift)
        else:
            factor = 0.8 ** (turn.y() / 120)
            self.look(round(at - (at - seen[0]) * factor), round(at + (seen[1] - at) * factor))
        event.accept()

    def look(self, first: int, last: int) -> None:
        """See a piece of the axis, no less than an hour and no more than all."""
        film = self.film
        if film is None:
            return
        length = min(max(last - first, 3_600_000), max(film.last - film.first, 3_600_000))
        first = min(max(first, film.first), max(film.last - length, film.first))
        whole = first <= film.first and first + length >= film.last
        self._seen = None if whole else (first, first + length)
        self.looked.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by steps."""
        film, key, mods = self.film, event.key(), event.modifiers()
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}.get(
            Qt.Key(key), 0
        )
        if film is None:
            super().keyPressEvent(event)
        elif way and mods & Qt.KeyboardModifier.ShiftModifier and film.end is not None:
            self.pulled.emit(film.start, spans.moved(film.end, film.step, way, film.zone))
        elif way:
            self.moved.emit(way)
        elif key == Qt.Key.Key_Space:
            self.played.emit()
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go_to_edge(film, end=key == Qt.Key.Key_End)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal} and self.seen is not None:
            first, last = self.seen
            middle, half = (first + last) // 2, (last - first) * (1.0 if key == Qt.Key.Key_Minus else 0.25)
            self.look(round(middle - half), round(middle + half))
        else:
            super().keyPressEvent(event)

    def _go_to_edge(self, film: Film, *, end: bool) -> None:
        begun = film.begun()
        if not end or begun.start is None or begun.end is None:
            self.pulled.emit(begun.start, begun.end)
            return
        last = spans.floored(film.last, film.step, film.zone)
        self.pulled.emit(last, last + begun.end - begun.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more bars, or for fewer."""
        super().resizeEvent(event)
        self.looked.emit()


def _shorter(words: str, before: str) -> str:
    """A date without the year or the day that was told just before it."""
    if len(words) > 10 and words[:10] == before[:10]:
        return words[11:]
    if len(words) >= 7 and words[:4] == before[:4]:
        return words[5:]
    return words
