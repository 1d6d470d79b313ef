"""Shows a chart: follows its size and the theme, tells under the cursor, is clicked and brushed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from onemap.ui import text_size, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from onemap.model.chart import Chart
    from onemap.render.chart_shapes import Layout, Mark

#: A press that moves no further is a click.
_DRAG_PX = 4.0
#: Arrow keys as steps to the right and downwards.
_STEPS = {
    Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Left: (-1, 0),
}  # fmt: skip


class ChartView(QWidget):
    """One chart. ``bar_clicked`` and ``bar_opened`` (twice, or Enter) tell the place of an item.

    ``part_clicked`` tells series and place of what was clicked, ``menu_requested`` the same of what somebody wants a
    menu for, and a place on the screen; a series of -1 means all of them.
    With ``brushable`` a range of the items' axis is drawn with the mouse: ``brushed`` tells it, ``brush_cleared`` that
    a click ended it. In a scatter a rectangle is drawn: ``boxed`` tells its ends along, then upwards. The view marks
    nothing by itself: its owner shows the changed chart.
    """

    bar_clicked = Signal(int)
    bar_opened = Signal(int)
    part_clicked = Signal(int, int)
    menu_requested = Signal(int, int, QPoint)
    brushed = Signal(float, float)
    brush_cleared = Signal()
    boxed = Signal(float, float, float, float)

    def __init__(self, parent: QWidget | None = None, *, brushable: bool = False) -> None:
        super().__init__(parent)
        self.brushable = brushable
        self.chart: Chart | None = None
        self._layout: Layout | None = None
        self._under: Mark | None = None
        self._pressed: QPointF | None = None
        self._drawn: tuple[float, float] | None = None
        self._corner: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._follow)

    def _follow(self, _name: str) -> None:
        self.update()

    def show_chart(self, chart: Chart | None) -> None:
        """Show another chart, or none."""
        self.chart, self._under, self._drawn = chart, None, None
        self._corner = None
        self.setAccessibleName(chart.title if chart is not None else "")
        self._changed()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the chart stands comfortably."""
        if self.chart is None:
            return QSize(360, 200)
        from onemap.render.chart_layout import wanted_height

        return QSize(360, text_size.px(wanted_height(self.chart)))

    def minimumSizeHint(self) -> QSize:
        """Small: what has no room is left out and thinned."""
        return QSize(160, 90)

    def resizeEvent(self, event: object) -> None:
        """Lay out anew."""
        self._changed()

    def laid_out(self) -> Layout | None:
        """The chart as it is painted now, in pixels that grow with the system's text (`text_size.factor`)."""
        if self._layout is None and self.chart is not None:
            from onemap.render.chart_layout import lay_out, marked

            chart = self.chart if self._drawn is None else replace(self.chart, brushed=self._drawn)
            grown = text_size.factor()
            self._layout = lay_out(marked(chart, self._under), (self.width() / grown, self.height() / grown))
        return self._layout

    def _changed(self) -> None:
        self._layout = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart on the panel's ground."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.color("panel"))
        layout = self.laid_out()
        if layout is not None:
            from onemap.render.chart import paint

            painter.scale(text_size.factor(), text_size.factor())
            paint(painter, layout, theme.current())
        if self._corner is not None and self._pressed is not None:
            ink = theme.color("accent")
            painter.setPen(ink)
            ink.setAlphaF(0.12)
            painter.setBrush(ink)
            painter.drawRect(QRectF(self._pressed, self._corner).normalized())  # in the same unit as the chart
        painter.end()

    # --- hands ------------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a brush."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = _grown(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the cursor, or draw the brush on."""
        layout = self.laid_out()
        if layout is None:
            return
        at, start = _grown(event.position()), self._pressed
        if start is not None and self.brushable and (at - start).manhattanLength() > _DRAG_PX:
            if self.chart is not None and self.chart.kind == "scatter":
                self._corner = at
                self.update()
                return
            ends = layout.value_at(start.x(), start.y()), layout.value_at(at.x(), at.y())
            self._drawn = (min(ends), max(ends))
            self._changed()
            return
        self._mark(self._mark_at(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a brush or a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        start, corner, drawn = self._pressed, self._corner, self._drawn
        self._pressed = self._corner = self._drawn = None
        layout = self.laid_out()
        if corner is not None and layout is not None:
            box = QRectF(start, corner).normalized()
            along = layout.value_at(box.left(), box.top()), layout.value_at(box.right(), box.top())
            self.boxed.emit(*along, layout.height_at(box.bottom()), layout.height_at(box.top()))
        elif drawn is not None:
            self.brushed.emit(*drawn)
        elif layout is not None:
            mark = self._mark_at(_grown(event.position()))
            if mark is not None:
                self.bar_clicked.emit(mark[1])
                self.part_clicked.emit(*mark)
            if self.brushable and self.chart is not None and self.chart.brushed is not None:
                self.brush_cleared.emit()
        self._changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item."""
        mark = self._mark_at(_grown(event.position()))
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.bar_opened.emit(mark[1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the cursor, or of what the keys have marked."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        mark = self._mark_at(_grown(QPointF(event.pos()))) if by_mouse else self._under
        if mark is not None:
            self.menu_requested.emit(*mark, event.globalPos() if by_mouse else self.mapToGlobal(self.rect().center()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from item to item and from series to series, Enter opens an item, Escape ends the brush."""
        step = _STEPS.get(Qt.Key(event.key()))
        chart = self.chart
        if step is not None and chart is not None and chart.size:
            self._go(chart, *step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._under is not None:
            self.bar_opened.emit(self._under[1])
        elif event.key() == Qt.Key.Key_Escape and chart is not None and chart.brushed is not None:
            self.brush_cleared.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, chart: Chart, right: int, down: int) -> None:
        """Mark the next item; across the items, the next series where there are several."""
        across, along = (right, down) if chart.kind == "bars" else (-down, right)
        count = len(chart.series)
        if self._under is None:
            self._mark((0 if count == 1 else -1, 0 if along or across > 0 else chart.size - 1))
        elif across and count > 1:
            self._mark(((self._under[0] + 1 + across) % (count + 1) - 1, self._under[1]))
        else:
            self._mark((self._under[0], (self._under[1] + (along or right or down)) % chart.size))

    def leaveEvent(self, event: object) -> None:
        """Mark nothing."""
        self._mark(None)

    def event(self, event: QEvent) -> bool:
        """Tell what is under the cursor."""
        if event.type() == QEvent.Type.ToolTip:
            asked: QHelpEvent = event  # type: ignore[assignment]
            mark = self._mark_at(_grown(QPointF(asked.pos())))
            QToolTip.showText(asked.globalPos(), self._tip(mark), self)
            return True
        return super().event(event)

    # What paints charts sets text with compiled kernels: it is loaded with the first chart, not with the window.
    def _mark_at(self, at: QPointF) -> Mark | None:
        """What is painted at a pixel."""
        from onemap.render.chart import hit

        layout = self.laid_out()
        return None if layout is None else hit(layout, at.x(), at.y())

    def _tip(self, mark: Mark | None) -> str:
        """What is said of an item."""
        from onemap.render.chart import tip

        return tip(self.chart, mark) if self.chart is not None and mark is not None else ""

    def _mark(self, mark: Mark | None) -> None:
        if mark != self._under:
            self._under = mark
            self.setCursor(Qt.CursorShape.PointingHandCursor if mark is not None else Qt.CursorShape.ArrowCursor)
            if self.chart is not None and mark is not None:
                from onemap.render.chart import read_out

                self.setAccessibleDescription(read_out(self.chart, mark))
            self._changed()


def _grown(at: QPointF) -> QPointF:
    """A place of the widget in the pixels of its chart."""
    return at / text_size.factor()
