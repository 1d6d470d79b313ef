"""The map: paints the last picture moved and scaled at once, and asks for the next one."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from onemap.session import snapshot
from onemap.ui import theme
from onemap.ui.canvas_input import CanvasInput
from onemap.ui.canvas_marks import SelectionMarks
from onemap.ui.canvas_overlay import Overlay
from onemap.ui.canvas_tools import ShapeTool

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from onemap.model.extent import Extent
    from onemap.model.view import View
    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.drawing import Drawing, Picture

#: Share of the window's sides drawn beyond each border, so that a pan finds pixels.
MARGIN = 0.2
#: Pause between pictures while layers are being read, ms.
READING_PAUSE = 150
#: A changed view is drawn after this pause, ms: what a hand does in between costs nothing.
VIEW_PAUSE = 8
#: Wheel turns within this time are one step of the history, s.
BURST = 0.6
#: An extent of fewer pixels is a dot that is looked at anew, with so much room round it.
_A_DOT, _AROUND_A_DOT = 16.0, 1.25


class MapCanvas(QWidget):
    """The map widget.

    ``pointed`` tells the map coordinates under the cursor (None outside), ``clicked`` a click that asks what stands
    there, ``shape_drawn`` a finished selection shape and "replace", "add" or "remove", ``shown`` a new picture.
    """

    pointed = Signal(object)
    hovered = Signal(object)
    clicked = Signal(float, float)
    shape_drawn = Signal(object, str)
    shown = Signal(object)
    menu_requested = Signal(object, float, float)
    stop_requested = Signal()
    tool_changed = Signal(str)
    map_only_requested = Signal()
    #: Whole steps of a wheel that is turned sideways, to the right above 0.
    scrubbed = Signal(int)

    def __init__(
        self, session: Session, drawing: Drawing, parent: QWidget | None = None, *, marking: Drawing | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.drawing = session, drawing
        self.marks = None if marking is None else SelectionMarks(session, marking, self)
        self.picture: Picture | None = None
        self.overlay = Overlay(self)
        self.tool: ShapeTool | None = None
        self._generation = 0
        self._drop_older = False
        self._last_look = 0.0
        self._place = (QPoint(), QSize())
        #: While a change of the view is told that comes from another size.
        self.resizing = False
        self._input = CanvasInput(self)
        self._soon, self._later = self._timer(VIEW_PAUSE, self._ask), self._timer(READING_PAUSE, self._ask_later)
        self._mark_soon = QTimer(self, interval=0, singleShot=True)
        self._set_up()
        drawing.drawn.connect(self._take)
        if self.marks is not None:
            self.marks.changed.connect(self.update)
            self._mark_soon.timeout.connect(lambda: self._mark(with_margin(self.view), drop_older=True))
        session.changes.subscribe(self._changed)
        theme.changed.connect(self._theme_changed)

    def _set_up(self) -> None:
        self.setObjectName("canvas")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 180))
        self.retranslate()

    def _timer(self, pause: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=pause, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(call)
        return timer

    def retranslate(self) -> None:
        """Name the map for readers of the screen."""
        self.setAccessibleName(self.tr("Map"))
        self.setAccessibleDescription(self.tr("Arrow keys move, plus and minus zoom, Enter asks what is in the middle"))

    # --- looking ------------------------------------------------------------------------------------------------
    @property
    def view(self) -> View:
        """What the window shows of the world."""
        return self.session.views.current

    @property
    def metres_per_unit(self) -> float:
        """Metres of a map unit in the middle of the view."""
        return snapshot.metres_per_unit(self.session, self.view)[1]

    def look(self, view: View, *, moving: bool = False) -> None:
        """Look at ``view``; steps that follow each other fast while ``moving`` are one step of the history."""
        now = time.monotonic()
        same_gesture = moving and now - self._last_look < BURST
        self._last_look = now if moving else 0.0
        self.session.look(view, remember=not same_gesture)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Come ``factor`` times closer, to the middle or to a pixel."""
        at = at or QPointF(self.width() / 2, self.height() / 2)
        self.look(self.view.zoomed_at(at.x(), at.y(), factor), moving=True)

    def pan(self, dx_px: float, dy_px: float) -> None:
        """Move the picture by pixels."""
        self.look(self.view.panned(dx_px, dy_px), moving=True)

    def zoom_to(self, extent: Extent) -> None:
        """Look at all of an extent."""
        self.session.views.fit(extent, remember=True)
        self.session.changes.tell("view")

    def full_extent(self) -> None:
        """Look at everything."""
        extent = self.session.extent
        if extent is not None:
            self.zoom_to(extent)

    def step(self, back: bool) -> None:
        """Go through the views that were looked at."""
        views = self.session.views
        if views.back() if back else views.forward():
            self.session.changes.tell("view")

    def set_tool(self, kind: str | None) -> None:
        """Draw a shape with the next presses ("box", "rectangle", "polygon", "circle"), or look around again (None)."""
        self.use_tool(None if kind is None else ShapeTool(kind))

    def use_tool(self, tool: ShapeTool | None) -> None:
        """Draw with a tool, or look around again."""
        self.tool = tool
        self.setCursor(Qt.CursorShape.ArrowCursor if tool is None else Qt.CursorShape.CrossCursor)
        self.tool_changed.emit("" if tool is None else tool.kind)
        self.update()

    # --- pictures -----------------------------------------------------------------------------------------------
    def refresh(self, *, drop_older: bool = False) -> None:
        """Ask for a new picture soon; with ``drop_older`` the one being drawn is wrong by now."""
        self._drop_older |= drop_older
        self._soon.start()
        self.update()

    def stop(self) -> None:
        """End what is being drawn; the last picture stays."""
        self._soon.stop()
        self._later.stop()
        self.drawing.stop(self._generation + 1)

    def _theme_changed(self, _name: str) -> None:
        self.refresh(drop_older=True)

    def _changed(self, change: Change) -> None:
        if change.touches("project", "crs", "view") and self.session.crs is not None:
            self.session.views.settle(self.metres_per_unit)
        if change.touches("project", "crs"):
            self.picture = None
            if self.marks is not None:
                self.marks.clear()
            self.overlay.clear()
            self.refresh(drop_older=True)
        elif self._is_another(change):
            self.refresh(drop_older=True)
        elif change.touches("selection"):
            self._mark_soon.start()
        elif change.touches("time"):
            self.refresh()  # while time plays, the picture under way is still a picture of the film
        elif change.touches("view"):
            if not self._soon.isActive():
                self._soon.start()
            self.overlay.moved()
            self.update()
        elif change.touches("data"):
            self._wait()

    def _wait(self) -> None:
        """Ask for a picture after a pause, and after the one that is being drawn: more is being read."""
        if not self._later.isActive():
            self._later.start()

    def _ask_later(self) -> None:
        if self.drawing.busy:
            self._later.start()
        else:
            self._ask()

    def _is_another(self, change: Change) -> bool:
        """Whether the picture under way shows what is not so any more, and somebody waits for another."""
        if change.touches("data") and self.session.opening.queued:
            return False  # layers come by the thousand
        filtered = change.touches("filter") and change.touches("data")
        selected = self.marks is None and change.touches("selection")
        return filtered or selected or change.touches("style", "visible", "layers")

    def _ask(self) -> None:
        """Ask for a picture of the view and its margin."""
        self._soon.stop()
        self._later.stop()
        if not self.session.entries or self.width() < 2:
            self.picture = None
            if self.marks is not None:
                self.marks.clear()
            self.drawing.forget()
            self.update()
            return
        self._generation += 1
        view, ratio = with_margin(self.view), self.devicePixelRatioF()
        request = snapshot.picture(
            self.session, view, palette=theme.current(), pixel_ratio=ratio, selection=self.marks is None
        )
        drop_older = self._drop_older or self._is_far(view)
        self.drawing.ask(replace(request, generation=self._generation, labels_apart=True), drop_older=drop_older)
        self._mark(view, drop_older=drop_older)
        self._drop_older = False

    def _mark(self, view: View, *, drop_older: bool) -> None:
        """Ask for a picture of what is selected."""
        self._mark_soon.stop()
        if self.marks is not None and self.session.entries:
            self.marks.ask(view, self.devicePixelRatioF(), drop_older=drop_older)

    def _is_far(self, view: View) -> bool:
        """Whether a picture under way would be of another scale: it is not worth finishing."""
        return self.picture is None or self.picture.view.resolution != view.resolution

    def _take(self, picture: Picture) -> None:
        if self.picture is not None and picture.generation < self.picture.generation:
            return
        if not self.session.entries:
            return
        self.picture = picture
        self.update()
        self.shown.emit(picture)

    # --- painting -----------------------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the last picture where the view wants it, and the overlay."""
        painter = QPainter(self)
        if self.picture is None or not self._covers():
            painter.fillRect(self.rect(), theme.color("land"))
        if self.picture is not None:
            paint_picture(painter, self.picture, self.view)
        self._paint_marks(painter)
        self.overlay.paint(painter)
        painter.end()

    def _paint_marks(self, painter: QPainter) -> None:
        """What is selected and highlighted, and over it the names that stand there."""
        marked = None if self.marks is None else self.marks.picture
        if marked is not None:
            paint_picture(painter, marked, self.view)
        touched = self.overlay.paint_highlights(painter)
        labels = None if self.picture is None else self.picture.labels
        if labels is None or self.picture is None or (marked is None and touched.isEmpty()):
            return
        painter.save()
        if marked is None:
            painter.setClipRect(touched)
        paint_picture(painter, self.picture, self.view, labels)
        painter.restore()

    def _covers(self) -> bool:
        if self.picture is None:
            return False
        shown, wanted = self.picture.view.extent, self.view.extent
        return (
            shown.xmin <= wanted.xmin and shown.ymin <= wanted.ymin
            and shown.xmax >= wanted.xmax and shown.ymax >= wanted.ymax
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the centre, or every place where it is when a panel takes room; what was fitted is fitted again."""
        views, old = self.session.views, event.oldSize()
        origin, window = self.mapTo(self.window(), QPoint(0, 0)), self.window().size()
        before, (old_origin, old_window) = views.current, self._place
        self._place = (origin, window)
        views.resize(self.width(), self.height())
        kept = views.current.resolution == before.resolution
        if kept and not views.untouched and old.isValid() and old_window == window and self.isVisible():
            dx = old_origin.x() - origin.x() - (self.width() - old.width()) / 2
            dy = old_origin.y() - origin.y() - (self.height() - old.height()) / 2
            views.set(views.current.panned(dx, dy), remember=False)
        self.resizing = True
        self.session.changes.tell("view")
        self.resizing = False

    def bring_into_sight(self, place: tuple[float, float], border: float = 40.0) -> None:
        """Move the map just so far that a place is seen."""
        x, y = self.view.to_pixel(*place)
        dx = min(max(x, border), self.width() - border) - x
        dy = min(max(y, border), self.height() - border) - y
        if dx or dy:
            self.look(self.view.panned(dx, dy))

    def bring_all_into_sight(self, extent: Extent, border: float = 40.0) -> None:
        """Move the map just so far that all of an extent is seen; look at it anew where it is a dot, or far too large.

        Who is inside of something larger than the map stays where he is.
        """
        left, top = self.view.to_pixel(extent.xmin, extent.ymax)
        right, bottom = self.view.to_pixel(extent.xmax, extent.ymin)
        if max(right - left, bottom - top) < _A_DOT:
            self.zoom_to(extent.scaled(_AROUND_A_DOT))
        elif right - left <= self.width() - 2 * border and bottom - top <= self.height() - 2 * border:
            dx = min(max(left, border), self.width() - border - (right - left)) - left
            dy = min(max(top, border), self.height() - border - (bottom - top)) - top
            if dx or dy:
                self.look(self.view.panned(dx, dy))
        elif not (left <= self.width() / 2 <= right and top <= self.height() / 2 <= bottom):
            self.zoom_to(extent.scaled(_AROUND_A_DOT))

    # --- hands --------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a drag or a shape."""
        self._input.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, draw or point."""
        self._input.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click, a drag or a shape."""
        self._input.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Come closer, or close a polygon."""
        self._input.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the cursor."""
        self._input.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, zoom, stop."""
        if not self._input.key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End moving by the space bar."""
        if not self._input.key_up(event):
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab leaves the map alone in the window; Shift+Tab goes to the panels.

        Only the key itself does: Qt also moves the focus on when a widget over the map is hidden.
        """
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            tab = event.key() == Qt.Key.Key_Tab and not event.modifiers()
            if tab:
                self.map_only_requested.emit()
                return True
        return super().event(event)

    def leaveEvent(self, event: object) -> None:
        """Nothing is under the cursor any more."""
        self._input.left()


def with_margin(view: View) -> View:
    """The view with `MARGIN` of its sides more on every side, by whole pixels that stay whole at 1.25, 1.5 and 2."""
    dx, dy = (round(side * MARGIN / 4) * 4 for side in (view.width_px, view.height_px))
    return replace(view, width_px=view.width_px + 2 * dx, height_px=view.height_px + 2 * dy)


def paint_picture(painter: QPainter, picture: Picture, view: View, image: QImage | None = None) -> None:
    """Paint the part of a picture, or of another image of its size, that a view shows.

    Pixel by pixel at the same scale, else scaled.
    """
    ratio, image = picture.pixel_ratio, image or picture.image
    e = picture.view.extent
    left, top = view.to_pixel(e.xmin, e.ymax)
    painter.save()
    painter.scale(1 / ratio, 1 / ratio)
    scale = picture.view.resolution / view.resolution
    if abs(scale - 1) < 1e-9:
        painter.drawImage(round(left * ratio), round(top * ratio), image)
    else:
        window = QRectF(0, 0, view.width_px * ratio, view.height_px * ratio)
        whole = QRectF(left * ratio, top * ratio, image.width() * scale, image.height() * scale)
        seen = window.intersected(whole)
        if not seen.isEmpty():
            source = QRectF(
                (seen.x() - whole.x()) / scale, (seen.y() - whole.y()) / scale,
                seen.width() / scale, seen.height() / scale,
            )  # fmt: skip
            painter.drawImage(seen, image, source)
    painter.restore()
