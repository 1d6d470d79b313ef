"""One thing from near, in the field: what it is, whose it is, every field, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from onemap.ui import icons, language, text_size
from onemap.ui.field_list import scrolled

if TYPE_CHECKING:
    from collections.abc import Sequence


class FieldThing(QWidget):
    """Shows titled lines. ``act`` is what the first button does; its word comes with the lines."""

    back_requested = Signal()
    act_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copied = ""
        self.back, self.title, self.under = QToolButton(self), _label("title"), _label("muted")
        self.back.setProperty("role", "step")
        icons.bind(self.back, "back")
        self.act, self.copy = QPushButton(self), QPushButton(self)
        self.act.setProperty("role", "primary")
        icons.bind(self.copy, "copy")
        self.back.setIconSize(text_size.square(26))
        self.copy.setIconSize(text_size.square(22))
        inside = QWidget()
        self.lines = QGridLayout(inside)
        self.lines.setContentsMargins(14, 4, 14, 12)
        self.lines.setHorizontalSpacing(14)
        self.lines.setVerticalSpacing(10)
        self.lines.setColumnStretch(1, 1)
        self.area = scrolled(inside, self)
        self._lay_out()
        self.back.clicked.connect(lambda _on=False: self.back_requested.emit())
        self.act.clicked.connect(lambda _on=False: self.act_requested.emit())
        self.copy.clicked.connect(lambda _on=False: self._copy())
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.under)
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 14, 8)
        head.setSpacing(12)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 8)
        foot.setSpacing(10)
        foot.addWidget(self.act, 1)
        foot.addWidget(self.copy, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addLayout(foot)

    def retranslate(self, _language: str = "") -> None:
        """Write the texts again that stay."""
        self.back.setToolTip(self.tr("Back to the list"))
        self.back.setAccessibleName(self.tr("Back to the list"))
        self.copy.setText(self.tr("Copy"))

    def show_lines(self, title: str, under: str, lines: Sequence[tuple[str, str]], act: str) -> None:
        """Show one thing; an empty ``act`` takes the first button away."""
        self.title.setText(title)
        self.under.setText(under)
        self.under.setVisible(bool(under))
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self._copied = "\n".join([title, under, *(f"{name}\t{value}" for name, value in lines)])
        while (item := self.lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(lines):
            key, said = _label("muted"), _label("")
            key.setText(name)
            key.setFixedWidth(text_size.px(150))
            said.setText(value)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.lines.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
            self.lines.addWidget(said, row, 1)
        self.lines.setRowStretch(len(lines), 1)
        self.area.verticalScrollBar().setValue(0)

    def texts(self) -> str:
        """What is shown, as it is copied."""
        return self._copied

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
