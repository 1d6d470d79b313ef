"""A list of all keys and of what the mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onemap.ui.actions import COMMANDS, ON_THE_MAP, Actions, plain

if TYPE_CHECKING:
    from collections.abc import Iterator


class KeysDialog(QDialog):
    """What hands can do here."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.resize(480, 560)
        self.list = QTreeWidget(self)
        self.list.setRootIsDecorated(False)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHeaderLabels([self.tr("What"), self.tr("How")])
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setAccessibleName(self.windowTitle())
        for what, how in (*self._mouse(), *_keys(actions)):
            self.list.addTopLevelItem(QTreeWidgetItem([what, how]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.addWidget(self.list)
        column.addWidget(buttons)

    def _mouse(self) -> list[tuple[str, str]]:
        return [
            (self.tr("Move the map"), self.tr("Drag, middle button, Space, arrow keys")),
            (self.tr("Zoom at the cursor"), self.tr("Wheel; finer with Ctrl")),
            (self.tr("Zoom to a box"), self.tr("Shift and drag")),
            (self.tr("Zoom in"), self.tr("Double click, Page Up, +")),
            (self.tr("Zoom out"), self.tr("Page Down, -")),
            (self.tr("What is here"), self.tr("Click; Enter for the middle")),
            (self.tr("Grid card of the place"), self.tr("G on the map")),
            (self.tr("Full extent"), self.tr("Home")),
            (self.tr("Stop"), self.tr("Esc")),
            (self.tr("Views before and after"), self.tr("Side buttons of the mouse")),
            (
                self.tr("Add to the selection, take away, intersect"),
                self.tr("Shift, Ctrl, both while drawing the shape"),
            ),
            (self.tr("Select what is here, then what lies below"), self.tr("R, then click, and click again")),
            (self.tr("Scenes and bookmarks 1 to 9"), "Alt+1 … Alt+9"),
            (self.tr("Map only"), self.tr("Tab on the map")),
        ]


def _keys(actions: Actions) -> Iterator[tuple[str, str]]:
    for name in COMMANDS:
        listed = [*actions[name].shortcuts(), *(QKeySequence(key) for key in ON_THE_MAP.get(name, ()))]
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in listed]
        if keys:
            yield plain(actions[name].text()), ", ".join(keys)
