"""The slim bar at the top: mark, menus, the find box in the middle, the project's name, the common commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QToolButton, QWidget

from onemap.ui import language, text_size, theme
from onemap.ui.canvas_buttons import ActionButton
from onemap.ui.search_box import SearchBox

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent

    from onemap.ui.actions import Actions

HEIGHT, FIELD_HEIGHT = 44, 66
#: Narrower bars leave out the file's name, then the project's, px.
_ROOM = (1560, 1240)
_RIGHT = (("open", "add", "save", "export"), ("theme", "language"))
_AT_DESK = ("add", "save", "export")


class Switch(QWidget):
    """Desk or field: one switch with two halves."""

    def __init__(self, action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._action = action
        self.desk, self.field = QToolButton(self), QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button, side in ((self.desk, "left"), (self.field, "right")):
            button.setProperty("role", "segment")
            button.setProperty("side", side)
            button.setCheckable(True)
            row.addWidget(button)
        self.desk.clicked.connect(lambda _on=False: self._choose(field=False))
        self.field.clicked.connect(lambda _on=False: self._choose(field=True))
        action.toggled.connect(self._show)
        language.changed.connect(self.retranslate)
        self.retranslate()
        self._show(action.isChecked())

    def retranslate(self, _language: str = "") -> None:
        """Write the words again."""
        for button, text, tip in (
            (self.desk, self.tr("Desk"), self.tr("Work at the desk (F9)")),
            (self.field, self.tr("Field"), self.tr("Work in the field: large targets, map and card (F9)")),
        ):
            button.setText(text)
            button.setToolTip(tip)

    def _choose(self, *, field: bool) -> None:
        if field != self._action.isChecked():
            self._action.trigger()
        self._show(self._action.isChecked())

    def _show(self, on: bool) -> None:
        self.desk.setChecked(not on)
        self.field.setChecked(on)


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
        self.setFixedHeight(text_size.px(HEIGHT))
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.title, self.path = QLabel(self), QLabel(self)
        self.search, self.switch = SearchBox(self), Switch(actions["field"], self)
        self._commands: dict[str, ActionButton] = {}
        self._in_field = False
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
                self._commands[name] = ActionButton(actions[name], "icon", 18, self)
                row.addWidget(self._commands[name])
            if not number:
                row.addWidget(self.switch)

    def set_field(self, *, on: bool) -> None:
        """Large and few in the field, the whole bar at the desk."""
        self._in_field = on
        self.setFixedHeight(text_size.px(FIELD_HEIGHT if on else HEIGHT))
        self.menus.setVisible(not on)
        for name, button in self._commands.items():
            button.setIconSize(QSize(24, 24) if on else QSize(18, 18))
            button.setVisible(not on or name not in _AT_DESK)
        self._show_names()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the names where the find box needs the room."""
        super().resizeEvent(event)
        self._show_names()

    def _show_names(self) -> None:
        self.path.setVisible(self.width() >= _ROOM[0] and not self._in_field)
        self.title.setVisible(self.width() >= _ROOM[1])

    def show_title(self, title: str, path: str, *, dirty: bool) -> None:
        """Show the project's name and file; a dot tells of changes that are not saved."""
        self.title.setText(title)
        self.path.setText(f"{path} •" if dirty else path)
        self.path.setAccessibleName(path)
