"""The sections of a card's tab, painted: bars, tiles, months, lines and gauges whose numbers can be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QToolTip, QWidget

from onemap.city.card_things import AIM
from onemap.render.palette import rgba
from onemap.ui import language, theme
from onemap.ui.card_measures import DESK

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from onemap.city.card_values import Number, Section
    from onemap.ui.card_measures import Measures

    #: The largest number of the section, whether in English, and the sizes.
    _How = tuple[float, bool, Measures]

#: Tiles beside each other; five stand in one row, too.
_TILES = 4
_TONES = {"good": "good", "attention": "attention", "bad": "bad"}


class CardView(QWidget):
    """Shows sections; ``chosen`` tells the number that was clicked, or chosen by Enter."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None, measures: Measures = DESK) -> None:
        super().__init__(parent)
        self._m = measures.grown()
        self._sections: tuple[Section, ...] = ()
        self._places: list[tuple[QRectF, Number]] = []
        self._current = -1
        self._say()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._follow)
        language.changed.connect(self._follow)

    def _follow(self, _name: str) -> None:
        """Another theme or language: lines may take another height."""
        self._say()
        self._place()
        self.updateGeometry()
        self.update()

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Show the sections that hold anything."""
        self._sections = tuple(one for one in sections if one.kind == "tiles" or any(n.value for n in one.numbers))
        self._current = -1
        self._say()
        self._place()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as all sections."""
        return QSize(290, round(sum(_height(one, self._m) for one in self._sections) + self._m.gap))

    def minimumSizeHint(self) -> QSize:
        """As `sizeHint`: a scroll area shows a part."""
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: object) -> None:
        """Lay out anew."""
        self._place()

    def numbers(self) -> list[Number]:
        """The numbers in the order of their places."""
        return [number for _, number in self._places]

    # --- hands ----------------------------------------------------------------------------------------------------
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the number under the cursor."""
        self._mark(self._at(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._current >= 0 else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: object) -> None:
        """Mark nothing."""
        self._mark(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a number."""
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self.chosen.emit(self._places[at][1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from number to number, Enter opens one."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self._places:
            self._mark((self._current + step) % len(self._places))
            self._bring_into_view()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.chosen.emit(self._places[self._current][1])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tell under the cursor how a number was counted."""
        if event.type() == QEvent.Type.ToolTip:
            asked: QHelpEvent = event  # type: ignore[assignment]
            at = self._at(QPointF(asked.pos()))
            text = "" if at < 0 else _how(self._places[at][1])
            QToolTip.showText(asked.globalPos(), text, self)
            return True
        return super().event(event)

    def _at(self, place: QPointF) -> int:
        return next((i for i, (box, _) in enumerate(self._places) if box.contains(place)), -1)

    def _mark(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self._say()
            self.update()

    def _say(self) -> None:
        """Tell a reader of the screen the number that is marked."""
        if self._current < 0:
            self.setAccessibleName(self.tr("Numbers of the card"))
            self.setAccessibleDescription("")
            return
        number, en = self._places[self._current][1], language.current() == "en"
        value = number.text[en] if number.text is not None else f"{number.value:,.10g} {number.unit[en]}"
        self.setAccessibleName(f"{number.title[en]} {value}".strip())
        self.setAccessibleDescription(_how(number))

    def _bring_into_view(self) -> None:
        """Scroll to the number that the keys have marked."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = None if above is None else above.widget()
        if above is not None and inside is not None:
            middle = self.mapTo(inside, self._places[self._current][0].center().toPoint())
            above.ensureVisible(middle.x(), middle.y(), 0, 40)

    # --- places ---------------------------------------------------------------------------------------------------
    def _place(self) -> None:
        self._places = []
        top = 0.0
        for section in self._sections:
            boxes = _boxes(section, top + self._m.title, self.width(), self._m)
            self._places += zip(boxes, section.numbers, strict=True)
            top += _height(section, self._m)

    # --- painting -------------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sections that are seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top, first = 0.0, 0
        en = language.current() == "en"
        for section in self._sections:
            height, count = _height(section, self._m), len(section.numbers)
            if event.rect().top() <= top + height and event.rect().bottom() >= top:
                self._paint_section(painter, section, top, self._places[first : first + count], en=en)
            top, first = top + height, first + count
        painter.end()

    def _paint_section(
        self, painter: QPainter, section: Section, top: float, places: list[tuple[QRectF, Number]], *, en: bool
    ) -> None:
        m = self._m
        title = QRectF(m.edge, top + m.title - m.head - 12, self.width() - 2 * m.edge, m.head + 8)
        _text(painter, title, section.title[en], "muted", size=m.head, bold=True)
        marked = self._places[self._current][1] if self._current >= 0 else None
        most = max((number.value for number in section.numbers), default=1.0) or 1.0
        paint = {"tiles": _tile, "months": _month, "gauge": _gauge, "lines": _line}.get(section.kind, _bar)
        for box, number in places:
            if number is marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("hover"))
                painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 5, 5)
            paint(painter, box, number, (most, en, m))
        if section.note[en]:
            base = top + _height(section, m) - m.note - m.gap
            _text(painter, QRectF(m.edge, base, self.width() - 2 * m.edge, m.note), section.note[en], "muted", m.small)


def _how(number: Number) -> str:
    return number.how.sentence(language.current())


def _height(section: Section, m: Measures) -> float:
    count = len(section.numbers)
    body = {
        "tiles": -(-count // _across(count)) * m.tile, "months": m.chart, "gauge": count * m.gauge,
    }.get(section.kind, count * m.row)  # fmt: skip
    return m.title + body + (m.note if section.note[language.current() == "en"] else 0) + m.gap


def _across(count: int) -> int:
    return _TILES + 1 if count == _TILES + 1 else _TILES


def _boxes(section: Section, top: float, width: float, m: Measures) -> list[QRectF]:
    count = len(section.numbers)
    if section.kind == "tiles":
        across = _across(count)
        size = (width - 2 * m.edge - (across - 1) * 6) / across
        return [
            QRectF(m.edge + i % across * (size + 6), top + i // across * m.tile, size, m.tile - 6) for i in range(count)
        ]
    if section.kind == "months":
        step = (width - 2 * m.edge) / max(count, 1)
        return [QRectF(m.edge + i * step, top, step, m.chart) for i in range(count)]
    high = m.gauge if section.kind == "gauge" else m.row
    return [QRectF(m.edge - 6, top + i * high, width - 2 * m.edge + 12, high) for i in range(count)]


def _bar(painter: QPainter, box: QRectF, number: Number, how: _How) -> None:
    most, en, m = how
    inner = box.adjusted(6, 0, -6, 0)
    value, bar = f"{number.value:,.0f}", inner.width() * 0.28
    left = QRectF(inner.left(), box.top(), inner.width() * 0.52, box.height())
    _text(painter, left, number.title[en], size=m.text)
    right = QRectF(inner.left() + inner.width() * 0.5, box.top(), inner.width() * 0.19, box.height())
    _text(painter, right, value, size=m.text, align=Qt.AlignmentFlag.AlignRight)
    track = QRectF(inner.right() - bar, box.center().y() - 3, bar, 6)
    _pill(painter, track, theme.color("hairline"))
    if number.value:
        _pill(painter, QRectF(track.left(), track.top(), max(6.0, bar * number.value / most), 6), _color(number))


def _tile(painter: QPainter, box: QRectF, number: Number, how: _How) -> None:
    _, en, m = how
    alarming = number.tone == "bad" and number.value > 0
    painter.setPen(QPen(theme.color("bad" if alarming else "hairline"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    tone = _TONES.get(number.tone, "text") if number.value else "muted"
    high = m.big + 6
    upper = QRectF(box.left() + 8, box.top() + 4, box.width() - 12, high)
    _text(painter, upper, f"{number.value:,.0f}", tone, m.big, bold=True)
    title = f"{number.title[en]} {number.text[en]}" if number.text else number.title[en]
    under = QRectF(box.left() + 8, box.top() + 4 + high, box.width() - 10, m.small + 5)
    _text(painter, under, title, "muted", size=m.small)


def _month(painter: QPainter, box: QRectF, number: Number, how: _How) -> None:
    most, _, m = how
    base, tall = box.bottom() - 20, box.height() - 40
    height = tall * number.value / most
    if number.value:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("unit_grid", 0.4 + 0.6 * number.value / most))
        wide = box.width() * 0.7
        painter.drawRoundedRect(QRectF(box.center().x() - wide / 2, base - height, wide, height), 2, 2)
        over = QRectF(box.left() - 6, base - height - m.tiny - 6, box.width() + 12, m.tiny + 5)
        _text(painter, over, f"{number.value:,.0f}", "muted", m.tiny, align=Qt.AlignmentFlag.AlignHCenter)
    month = number.key.rpartition("-")[2].lstrip("0")
    below = QRectF(box.left(), base + 2, box.width(), 18)
    _text(painter, below, month, "muted", m.tiny + 1, align=Qt.AlignmentFlag.AlignHCenter)


def _line(painter: QPainter, box: QRectF, number: Number, how: _How) -> None:
    _, en, m = how
    inner = box.adjusted(6, 0, -6, 0)
    left = QRectF(inner.left(), box.top(), inner.width() * 0.32, box.height())
    _text(painter, left, number.title[en], "muted", m.text)
    words = number.text[en] if number.text else f"{number.value:,.0f}"
    rest = QRectF(inner.left() + inner.width() * 0.33, box.top(), inner.width() * 0.67, box.height())
    _text(painter, rest, words, size=m.text, align=Qt.AlignmentFlag.AlignRight)


def _gauge(painter: QPainter, box: QRectF, number: Number, how: _How) -> None:
    _, en, m = how
    inner = box.adjusted(6, 0, -6, 0)
    whole = number.of or 0.0
    line = QRectF(inner.left(), box.top(), inner.width(), m.gauge - 18)
    _text(painter, line, number.title[en], size=m.text)
    _text(painter, line, f"{number.value:,.0f} / {whole:,.0f}", size=m.text, align=Qt.AlignmentFlag.AlignRight)
    track = QRectF(inner.left(), box.top() + m.gauge - 14, inner.width(), 8)
    _pill(painter, track, theme.color("hairline"))
    if whole and number.value:
        done = QRectF(track.left(), track.top(), max(8.0, track.width() * number.value / whole), 8)
        _pill(painter, done, _color(number))
    painter.fillRect(QRectF(track.left() + track.width() * AIM - 1, track.top() - 3, 2, 14), theme.color("text"))


def _color(number: Number) -> QColor:
    if number.tone in _TONES:
        return theme.color(_TONES[number.tone])
    return QColor(*rgba(number.color, theme.current())) if number.color else theme.color("accent")


def _pill(painter: QPainter, box: QRectF, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


def _text(  # noqa: PLR0913 - a text, its place and its look
    painter: QPainter, box: QRectF, text: str, color: str = "text", size: int = 13, *, bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    font = QFont(painter.font())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(theme.color(color))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
