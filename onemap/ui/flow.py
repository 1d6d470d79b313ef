"""A row of controls that goes on in the next line where it finds no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

#: Room around the controls, px: at the sides, and above and below.
SIDE, ABOVE = 12, 6


class Flow(QWidget):
    """Controls from the left; those behind `add_stretch` stand at the right end while all fit into one line.

    A widget that places its children itself, not a layout: some versions of PySide6 let a layout made in Python go
    before its items.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6, side: int = SIDE) -> None:
        super().__init__(parent)
        self._controls: list[QWidget] = []
        self._stretch: int | None = None
        self._gap, self._side = spacing, side
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, control: QWidget) -> None:
        """Take another control at the end."""
        control.setParent(self)
        self._controls.append(control)

    def add_stretch(self) -> None:
        """What comes from here on stands at the right end."""
        self._stretch = len(self._controls)

    # --- what Qt asks ---------------------------------------------------------------------------------------------
    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        room = width - 2 * self._side
        lines = self._lines(room)
        return sum(_height(line, room) for line in lines) + self._gap * (len(lines) - 1) + 2 * ABOVE

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = self._shown()
        wide = sum(_hint(control).width() for control in shown) + self._gap * max(len(shown) - 1, 0)
        return QSize(wide + 2 * self._side, _height(shown) + 2 * ABOVE)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest control, as high as it is at the width that it has."""
        widest = max((control.minimumSizeHint().width() for control in self._shown()), default=0)
        return QSize(widest + 2 * self._side, _height(self._shown()) + 2 * ABOVE)

    def event(self, event: QEvent) -> bool:
        """Place the controls anew when one of them comes, goes or grows, which a hidden row is not told."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._place_all()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the controls in the new room."""
        super().resizeEvent(event)
        self._place_all()

    # --- lines ----------------------------------------------------------------------------------------------------
    def _shown(self) -> list[QWidget]:
        return [control for control in self._controls if not control.isHidden()]

    def _lines(self, width: int) -> list[list[QWidget]]:
        lines: list[list[QWidget]] = [[]]
        left = width
        for control in self._shown():
            wide = _hint(control).width()
            if lines[-1] and wide > left:
                lines.append([])
                left = width
            lines[-1].append(control)
            left -= wide + self._gap
        return lines

    def _place_all(self) -> None:
        width = self.width() - 2 * self._side
        lines, top = self._lines(width), ABOVE
        for line in lines:
            high = _height(line, width)
            self._place(line, QRect(self._side, top, width, high), alone=len(lines) == 1)
            top += high + self._gap

    def _place(self, line: list[QWidget], box: QRect, *, alone: bool) -> None:
        spare = box.width() - sum(_hint(control).width() + self._gap for control in line) + self._gap
        behind = self._controls[self._stretch :] if alone and self._stretch is not None else []
        x, pushed = box.left(), False
        for control in line:
            size = _size(control, box.width())
            if control in behind and not pushed:
                x, pushed = x + max(spare, 0), True
            control.setGeometry(QRect(QPoint(x, box.top() + (box.height() - size.height()) // 2), size))
            x += size.width() + self._gap


def filled_by(widget: QWidget, row: Flow) -> None:
    """Let a row fill a widget."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(row)


def _hint(control: QWidget) -> QSize:
    """As large as a control wishes, within what it allows."""
    wished = control.sizeHint().expandedTo(control.minimumSizeHint()).expandedTo(control.minimumSize())
    return wished.boundedTo(control.maximumSize())


def _size(control: QWidget, room: int) -> QSize:
    """As large as it wishes in a room so wide; words that wrap need more lines there."""
    hint = _hint(control)
    wide = min(hint.width(), room)
    return QSize(wide, control.heightForWidth(wide) if control.hasHeightForWidth() else hint.height())


def _height(line: list[QWidget], room: int = 1 << 20) -> int:
    return max((_size(control, room).height() for control in line), default=0)
