"""Shows a chart: follows its size and the theme, tells under the cursor, is clicked and brushed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from onemap.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from onemap.model.chart import Chart
    from onemap.render.chart_shapes import Layout, Mark

#: A press that moves no further is a click.
_DRAG_PX = 4.0


class ChartView(QWidget):
    """One chart. ``bar_clicked`` and ``bar_opened`` (twice, or Enter) tell the place of an item.

    With ``brushable`` a range of the items' axis is drawn with the mouse: ``brushed`` tells it, ``brush_cleared`` that
    a click ended it. In a scatter a rectangle is drawn: ``boxed`` tells its ends along, then upwards. The view marks
    nothing by itself: its owner shows the changed chart.
    """

    bar_clicked = Signal(int)
    bar_opened = Signal(int)
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

        return QSize(360, round(wanted_height(self.chart)))

    def minimumSizeHint(self) -> QSize:
        """Small: what has no room is left out and thinned."""
        return QSize(160, 90)

    def resizeEvent(self, event: object) -> None:
        """Lay out anew."""
        self._changed()

    def laid_out(self) -> Layout | None:
        """The chart as it is painted now."""
        if self._layout is None and self.chart is not None:
            from onemap.render.chart_layout import lay_out, marked

            chart = self.chart if self._drawn is None else replace(self.chart, brushed=self._drawn)
            self._layout = lay_out(marked(chart, self._under), (float(self.width()), float(self.height())))
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

            paint(painter, layout, theme.current())
        if self._corner is not None and self._pressed is not None:
            ink = theme.color("accent")
            painter.setPen(ink)
            ink.setAlphaF(0.12)
            painter.setBrush(ink)
            painter.drawRect(QRectF(self._pressed, self._corner).normalized())
        painter.end()

    # --- hands ------------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a brush."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark what is under the cursor, or draw the brush on."""
        layout = self.laid_out()
        if layout is None:
            return
        at, start = event.position(), self._pressed
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
            mark = self._mark_at(event.position())
            if mark is not None:
                self.bar_clicked.emit(mark[1])
            if self.brushable and self.chart is not None and self.chart.brushed is not None:
                self.brush_cleared.emit()
        self._changed()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open an item."""
        mark = self._mark_at(event.position())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton:
            self.bar_opened.emit(mark[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from item to item, Enter opens one, Escape ends the brush."""
        step = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1,
        }.get(Qt.Key(event.key()), 0)  # fmt: skip
        chart = self.chart
        if step and chart is not None and chart.size:
            self._mark((0, (self._under[1] + step) % chart.size if self._under is not None else 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._under is not None:
            self.bar_opened.emit(self._under[1])
        elif event.key() == Qt.Key.Key_Escape and chart is not None and chart.brushed is not None:
            self.brush_cleared.emit()
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Mark nothing."""
        self._mark(None)

    def event(self, event: QEvent) -> bool:
        """Tell what is under the cursor."""
        if event.type() == QEvent.Type.ToolTip:
            asked: QHelpEvent = event  # type: ignore[assignment]
            mark = self._mark_at(QPointF(asked.pos()))
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
                from onemap.render.chart import item_name

                self.setAccessibleDescription(f"{item_name(self.chart, mark[1])}: {self._tip(mark)}")
            self._changed()
