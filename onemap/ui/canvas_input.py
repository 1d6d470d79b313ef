"""What hands do to the map: drags, wheels, clicks, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from onemap.ui.canvas_tools import Pick, ShapeTool, mode_of

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

    from onemap.ui.canvas import MapCanvas

#: A press that moves less than this is a click, px.
CLICK_PX = 4
#: Closer by one notch of the wheel; with Ctrl.
NOTCH, FINE_NOTCH = 1.6, 1.1
#: Pixels of a track pad's scroll that count as a notch.
PAD_NOTCH_PX = 80
#: Share of the window that an arrow key moves.
ARROW = 0.2
_BUTTON, _KEY, _MODIFIER = Qt.MouseButton, Qt.Key, Qt.KeyboardModifier


class CanvasInput:
    """The state of a gesture: nothing, a press that may become a click, a pan, or a shape."""

    def __init__(self, canvas: MapCanvas) -> None:
        self._canvas = canvas
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._panning = False
        self._space = False
        self._boxing = False
        self._sideways = 0.0

    # --- mouse --------------------------------------------------------------------------------------------------
    def press(self, event: QMouseEvent) -> None:
        """Begin: history buttons act at once, right opens the menu, the rest waits for the release."""
        button = event.button()
        if button in {_BUTTON.BackButton, _BUTTON.ForwardButton}:
            self._canvas.step(back=button == _BUTTON.BackButton)
        elif button == _BUTTON.RightButton:
            self._right(event)
        elif button in {_BUTTON.LeftButton, _BUTTON.MiddleButton}:
            self._begin(event)

    def _begin(self, event: QMouseEvent) -> None:
        canvas, at = self._canvas, event.position()
        self._pressed = self._last = at
        self._panning = event.button() == _BUTTON.MiddleButton or self._space
        shift = bool(event.modifiers() & _MODIFIER.ShiftModifier)
        if not self._panning and canvas.tool is None and shift:
            canvas.tool, self._boxing = ShapeTool("box"), True
        if not self._panning and canvas.tool is not None and canvas.tool.by_drag:
            canvas.tool.points = [canvas.view.to_map(at.x(), at.y())]

    def move(self, event: QMouseEvent) -> None:
        """Drag the map, stretch a shape, or point."""
        canvas, at = self._canvas, event.position()
        place = canvas.view.to_map(at.x(), at.y())
        if canvas.tool is not None and not self._panning:
            if canvas.tool.points:
                canvas.tool.drag_to(place)
                canvas.update()
        elif self._drags(at):
            self._drag(at)
        elif self._pressed is None:
            self._last = at
            canvas.hovered.emit(place)
        canvas.pointed.emit(place)

    def _drags(self, at: QPointF) -> bool:
        """Whether the hand moves the map: with a button down and far enough from the press, or with the space bar."""
        if self._pressed is None:
            return self._space
        return self._panning or (at - self._pressed).manhattanLength() >= CLICK_PX

    def _drag(self, at: QPointF) -> None:
        canvas = self._canvas
        self._panning = self._pressed is not None
        canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        step = at - self._last
        self._last = at
        canvas.hovered.emit(None)
        canvas.pan(step.x(), step.y())

    def release(self, event: QMouseEvent) -> None:
        """End: a drag asks for the whole picture, a shape is handed on, a click asks what stands there."""
        canvas, at = self._canvas, event.position()
        pressed, self._pressed = self._pressed, None
        if pressed is None or event.button() not in {_BUTTON.LeftButton, _BUTTON.MiddleButton}:
            return
        if self._panning:
            self._panning = False
            self._cursor()
            canvas.refresh()
        elif canvas.tool is not None:
            self._shape_step(event, pressed)
        elif event.button() == _BUTTON.LeftButton:
            canvas.clicked.emit(*canvas.view.to_map(at.x(), at.y()))

    def _shape_step(self, event: QMouseEvent, pressed: QPointF) -> None:
        canvas, at = self._canvas, event.position()
        tool = canvas.tool
        assert tool is not None  # noqa: S101 - asked only while a shape is drawn
        place = canvas.view.to_map(at.x(), at.y())
        if not tool.by_drag:
            tool.add(place)
            canvas.update()
            return
        clicked = (at - pressed).manhattanLength() < CLICK_PX
        if tool.kind == "box" and clicked and not self._boxing:
            canvas.tool = tool.finished()
            canvas.zoom(0.5 if event.modifiers() & _MODIFIER.AltModifier else 2.0, at)
            return
        if tool.kind == "rectangle" and clicked:
            canvas.tool = tool.finished()
            canvas.shape_drawn.emit(Pick(*place), mode_of(event.modifiers()))
            return
        tool.cursor = place
        self._finish(mode_of(event.modifiers()))

    def _finish(self, mode: str) -> None:
        canvas, tool = self._canvas, self._canvas.tool
        assert tool is not None  # noqa: S101 - asked only while a shape is drawn
        shape = tool.shape()
        if tool.kind == "box":
            if (extent := tool.box()) is not None:
                canvas.zoom_to(extent)
            self.cancel()
            return
        canvas.tool = tool.finished()
        canvas.update()
        if shape is not None:
            canvas.shape_drawn.emit(shape, mode)

    def double_click(self, event: QMouseEvent) -> None:
        """Close a polygon, or come twice as close at the cursor."""
        canvas = self._canvas
        if event.button() != _BUTTON.LeftButton:
            self.press(event)
        elif canvas.tool is not None:
            if not canvas.tool.by_drag:
                self._finish(mode_of(event.modifiers()))
        else:
            self._pressed = None
            canvas.zoom(2.0, event.position())

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the cursor, by notches or by a track pad's pixels; sideways, move through time."""
        sideways = event.angleDelta().x()
        if abs(sideways) > abs(event.angleDelta().y()) and not event.modifiers() & _MODIFIER.AltModifier:
            self._scrub(-sideways / 120)
            event.accept()
            return
        pixels, angle = event.pixelDelta().y(), event.angleDelta().y() or sideways  # Alt turns a wheel sideways
        notches = pixels / PAD_NOTCH_PX if pixels else angle / 120
        if notches:
            fine = bool(event.modifiers() & _MODIFIER.ControlModifier)
            self._canvas.zoom((FINE_NOTCH if fine else NOTCH) ** notches, event.position())
        event.accept()

    def _scrub(self, notches: float) -> None:
        """Gather what a track pad sends in small parts, and tell of whole steps."""
        self._sideways += notches
        steps = int(self._sideways)
        if steps:
            self._sideways -= steps
            self._canvas.scrubbed.emit(steps)

    def left(self) -> None:
        """The cursor left the map."""
        self._canvas.pointed.emit(None)
        self._canvas.hovered.emit(None)

    def _right(self, event: QMouseEvent) -> None:
        canvas, at = self._canvas, event.position()
        if canvas.tool is not None and not canvas.tool.by_drag and canvas.tool.points:
            self._finish(mode_of(event.modifiers()))
        else:
            canvas.menu_requested.emit(event.globalPosition().toPoint(), *canvas.view.to_map(at.x(), at.y()))

    # --- keys ---------------------------------------------------------------------------------------------------
    def key(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing here."""
        canvas, key = self._canvas, _KEY(event.key())
        dx, dy = canvas.width() * ARROW, canvas.height() * ARROW
        moves = {_KEY.Key_Left: (dx, 0), _KEY.Key_Right: (-dx, 0), _KEY.Key_Up: (0, dy), _KEY.Key_Down: (0, -dy)}
        zooms = {
            _KEY.Key_PageUp: 2.0, _KEY.Key_Plus: 2.0, _KEY.Key_Equal: 2.0, _KEY.Key_PageDown: 0.5, _KEY.Key_Minus: 0.5,
        }  # fmt: skip
        if key in moves:
            canvas.pan(*moves[key])
        elif key in zooms:
            canvas.zoom(zooms[key])
        else:
            return self._other_key(event, key)
        return True

    def _other_key(self, event: QKeyEvent, key: Qt.Key) -> bool:
        canvas = self._canvas
        if key == _KEY.Key_Home:
            canvas.full_extent()
        elif key == _KEY.Key_Escape:
            self.cancel()
        elif key in {_KEY.Key_Return, _KEY.Key_Enter}:
            if canvas.tool is not None and canvas.tool.points:
                self._finish(mode_of(event.modifiers()))
            else:
                canvas.clicked.emit(canvas.view.center_x, canvas.view.center_y)
        elif key == _KEY.Key_Backspace and canvas.tool is not None and canvas.tool.points:
            canvas.tool.take_back()
            canvas.update()
        elif key == _KEY.Key_Space:
            self._space = True
            self._cursor()
        else:
            return False
        return True

    def key_up(self, event: QKeyEvent) -> bool:
        """End moving by the space bar."""
        if event.key() != _KEY.Key_Space or event.isAutoRepeat():
            return False
        self._space = False
        self._cursor()
        return True

    def cancel(self) -> None:
        """Esc: a shape first; with none, all that is under way stops."""
        canvas = self._canvas
        self._pressed, self._panning = None, False
        if canvas.tool is not None:
            temporary, self._boxing = self._boxing, False
            if canvas.tool.points and not temporary and canvas.tool.kind != "box":
                canvas.tool = canvas.tool.emptied()
                canvas.update()
            else:
                canvas.set_tool(None)
            return
        canvas.stop()
        canvas.stop_requested.emit()

    def _cursor(self) -> None:
        shape = Qt.CursorShape.ArrowCursor if self._canvas.tool is None else Qt.CursorShape.CrossCursor
        self._canvas.setCursor(Qt.CursorShape.OpenHandCursor if self._space else shape)
