"""The slim bar at the top: mark, menus, the find box in the middle, the project's name, the common commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QWidget

from onemap.ui import theme
from onemap.ui.canvas_buttons import ActionButton
from onemap.ui.search_box import SearchBox

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from onemap.ui.actions import Actions

HEIGHT = 44
#: Narrower bars leave out the file's name, then the project's, px.
_ROOM = (1280, 1040)
_RIGHT = (("open", "add", "save", "export"), ("theme", "language"))


class Mark(QWidget):
    """The product's mark: four blocks of a city round a crossing."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(size, size))
        theme.changed.connect(self._theme_changed)

    def _theme_changed(self, _name: str) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, self.width())
        painter.end()


def paint_mark(painter: QPainter, size: float) -> None:
    """The mark in a square of ``size`` px."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.24, size * 0.24)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("accent_text"), size * 0.085, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    path = QPainterPath()
    path.moveTo(size * 0.16, size * 0.64)
    path.cubicTo(size * 0.4, size * 0.42, size * 0.58, size * 0.76, size * 0.84, size * 0.5)
    path.moveTo(size * 0.36, size * 0.18)
    path.lineTo(size * 0.58, size * 0.84)
    painter.drawPath(path)


class WindowBar(QFrame):
    """Mark and menus left, the find box in the middle, title and commands right."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setFixedHeight(HEIGHT)
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title, self.path = QLabel(self), QLabel(self)
        self.search = SearchBox(self)
        self._lay_out(actions)

    def _lay_out(self, actions: Actions) -> None:
        self.title.setProperty("role", "title")
        self.path.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(8)
        row.addWidget(Mark(24, self))
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for label in (self.title, self.path):
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
        for number, group in enumerate(_RIGHT):
            if number:
                line = QFrame(self)
                line.setProperty("role", "upright")
                line.setFixedHeight(20)
                row.addWidget(line)
            for name in group:
                row.addWidget(ActionButton(actions[name], "icon", 18, self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the names where the find box needs the room."""
        super().resizeEvent(event)
        self.path.setVisible(self.width() >= _ROOM[0])
        self.title.setVisible(self.width() >= _ROOM[1])

    def show_title(self, title: str, path: str, *, dirty: bool) -> None:
        """Show the project's name and file; a dot tells of changes that are not saved."""
        self.title.setText(title)
        self.path.setText(f"{path} •" if dirty else path)
        self.path.setAccessibleName(path)
