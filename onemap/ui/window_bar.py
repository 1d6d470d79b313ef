"""The slim bar at the top: mark, menus, the find box in the middle, the project's name, the common commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QToolButton, QWidget

from onemap.ui import icons, language, text_size, theme
from onemap.ui.canvas_buttons import ActionButton
from onemap.ui.search_box import SearchBox

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent

    from onemap.ui.actions import Actions

HEIGHT, FIELD_HEIGHT = 44, 66
#: Narrower bars leave out the file's name, then the project's, px at the usual size of text.
_ROOM = (1560, 1240)
#: Between the parts; margins and the gaps round the find box, px.
_GAP, _ASIDE = 8, 60
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
        self.title, self.path, self.kept = QLabel(self), QLabel(self), QLabel(self)
        self.search, self.switch = SearchBox(self), Switch(actions["field"], self)
        self._commands: dict[str, ActionButton] = {}
        self._upright: QFrame | None = None
        self._in_field = self.read_only = False
        self._lay_out(actions)
        _mend_extension(self.menus)

    def _lay_out(self, actions: Actions) -> None:
        self.title.setProperty("role", "title")
        self.path.setProperty("role", "muted")
        self.kept.setProperty("role", "tag")
        self.kept.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 10, 0)
        row.setSpacing(_GAP)
        self._mark = Mark(text_size.px(24), self)
        row.addWidget(self._mark)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for label in (self.kept, self.title, self.path):
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
        for number, group in enumerate(_RIGHT):
            if number:
                self._upright = line = QFrame(self)
                line.setProperty("role", "upright")
                line.setFixedHeight(text_size.px(20))
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
        for button in self._commands.values():
            button.setIconSize(text_size.square(24 if on else 18))
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Never wider than the window: it folds."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the menus have, too, where the find box needs the room."""
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Other words or other letters need other room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fold()

    def _fold(self) -> None:
        """Show what there is room for: first menus, find box and switch, then commands, then names."""
        if self._upright is None:
            return
        wanted = {name: not self._in_field or name not in _AT_DESK for name in self._commands}
        room = self.width() - self._least()
        for group in reversed(_RIGHT):
            names = [name for name in group if wanted[name]]
            room -= sum(self._commands[name].sizeHint().width() + _GAP for name in names)
            for name in group:
                self._commands[name].setVisible(wanted[name] and room >= 0)
        self._upright.setVisible(room >= 0)
        for label, least in ((self.title, _ROOM[1]), (self.path, _ROOM[0])):
            room -= label.sizeHint().width() + _GAP
            label.setVisible(room >= 0 and self.width() >= text_size.px(least))
        self.path.setVisible(self.path.isVisibleTo(self) and not self._in_field)

    def _least(self) -> int:
        """The width of what is always shown."""
        always: list[QWidget] = [self._mark, self.switch]
        always += [] if self._in_field else [self.menus]
        always += [self.kept] if self.read_only else []
        wide = sum(one.sizeHint().width() + _GAP for one in always)
        return wide + self.search.minimumSizeHint().width() + _ASIDE

    def show_title(self, title: str, path: str, *, dirty: bool, read_only: bool = False) -> None:
        """Show the project's name and file; a dot tells of changes that are not saved, a tag that none can be."""
        self.title.setText(title)
        self.path.setText(f"{path} •" if dirty else path)
        self.path.setAccessibleName(path)
        self.read_only = read_only
        self.kept.setText(self.tr("read-only"))
        self.kept.setToolTip(self.tr("Open in another window: changes are saved into another file"))
        self.kept.setVisible(read_only)
        self._fold()


def _mend_extension(menus: QMenuBar) -> None:
    """The button of the menus that find no place is seen, and named."""
    button = menus.findChild(QToolButton, "qt_menubar_ext_button")
    if button is not None:
        icons.bind(button, "more")
        button.setAccessibleName(QCoreApplication.translate("WindowBar", "More menus"))
