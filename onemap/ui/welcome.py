"""What an empty map shows: what it is, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from onemap.ui import icons, language, text_size
from onemap.ui.actions import plain
from onemap.ui.window_bar import Mark

if TYPE_CHECKING:
    from onemap.ui.actions import Actions

#: Recent files shown.
_LISTED = 6
_WIDTH = 580
FORMATS = "GeoPackage · Shapefile · GeoJSON · FlatGeobuf · GeoParquet · CSV · Excel"


class Welcome(QFrame):
    """Three buttons and the recent files. ``open_requested`` asks for a path."""

    open_requested = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._actions = actions
        self._recent: list[str] = []
        self.title, self.text, self.hint, self.heading = (QLabel(self) for _ in range(4))
        self.buttons = {name: QPushButton(self) for name in ("sample", "open", "open_folder")}
        self._files = QVBoxLayout()
        self._lay_out()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        for label, role in ((self.title, "big"), (self.text, "muted"), (self.hint, "note"), (self.heading, "heading")):
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        inner = QWidget(self)
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Mark(44, inner))
        column.addSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(12)
        column.addLayout(self._button_row())
        column.addWidget(self.hint)
        column.addSpacing(16)
        column.addWidget(self.heading)
        self._files.setSpacing(0)
        column.addLayout(self._files)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, button in self.buttons.items():
            button.setIconSize(text_size.square(18))
            button.clicked.connect(self._actions[name].trigger)
            icons.bind(button, {"sample": "city", "open": "open", "open_folder": "folder"}[name],
                       "accent_text" if name == "sample" else "muted")  # fmt: skip
            row.addWidget(button)
        self.buttons["sample"].setProperty("role", "primary")
        row.addStretch(1)
        return row

    def retranslate(self) -> None:
        """Write all texts again."""
        self.title.setText(self.tr("One map of the city"))
        self.text.setText(
            self.tr("Open the city's own data, see it at once, click to ask what is there, hand out the map.")
        )
        self.hint.setText(self.tr("Drop files or folders anywhere in the window.") + "\n" + FORMATS)
        self.heading.setText(self.tr("Opened lately"))
        for name, button in self.buttons.items():
            button.setText(plain(self._actions[name].text()))
        self._list(self._recent)

    def show_recent(self, paths: list[str]) -> None:
        """List files; those that are gone are greyed. Asked often, the disk is looked at when the list changes."""
        if paths != self._recent:
            self._list(paths)

    def _list(self, paths: list[str]) -> None:
        self._recent = list(paths)
        while (item := self._files.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.heading.setVisible(bool(paths))
        for text in paths[:_LISTED]:
            path = Path(text)
            button = QPushButton(f"{path.name or text}    {path.parent}".replace("&", "&&"), self)
            button.setProperty("role", "quiet")
            button.setStyleSheet("text-align: left; padding: 5px 6px;")
            icons.bind(button, "project" if path.suffix == ".onemap" else "folder" if path.is_dir() else "file")
            button.setEnabled(path.exists())
            button.setAccessibleName(self.tr("Open %1").replace("%1", text))
            button.clicked.connect(lambda _on, text=text: self.open_requested.emit(text))
            self._files.addWidget(button)
