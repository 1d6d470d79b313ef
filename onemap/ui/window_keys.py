"""All keys and what the mouse does; every command may be given other keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onemap.ui.actions import COMMANDS, ON_THE_MAP, Actions, plain

if TYPE_CHECKING:
    from onemap.ui.window_memory import Memory

_NAME = Qt.ItemDataRole.UserRole


class KeysDialog(QDialog):
    """What hands can do here, and other keys for it."""

    def __init__(self, actions: Actions, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions, self._memory = actions, memory
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.resize(600, 640)
        self.search, self.list = QLineEdit(self), QTreeWidget(self)
        self.field, self.told = QKeySequenceEdit(self), QLabel(self)
        self.use, self.reset, self.reset_all = QPushButton(self), QPushButton(self), QPushButton(self)
        self._set_up()
        self._lay_out()
        for what, how in self._mouse():
            self.list.addTopLevelItem(QTreeWidgetItem([what, how]))
        for name in COMMANDS:
            item = QTreeWidgetItem([plain(actions[name].text()), ""])
            item.setData(0, _NAME, name)
            self.list.addTopLevelItem(item)
        self._show_keys()
        self._chosen()

    def _set_up(self) -> None:
        keys = self.list
        keys.setRootIsDecorated(False)
        keys.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        keys.setHeaderLabels([self.tr("What"), self.tr("How")])
        keys.header().setStretchLastSection(False)
        keys.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        keys.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        keys.setAccessibleName(self.windowTitle())
        keys.currentItemChanged.connect(lambda *_items: self._chosen())
        keys.itemActivated.connect(lambda *_item: self.field.setFocus())
        self.search.setPlaceholderText(self.tr("Find a command or a key"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("Other keys: press them here"))
        self.field.setToolTip(self.field.accessibleName())
        self.field.keySequenceChanged.connect(lambda _keys: self._judge())
        self.told.setProperty("role", "note")
        self.told.setWordWrap(True)
        for button, text, call in (
            (self.use, self.tr("Use these keys"), self._use),
            (self.reset, self.tr("As it was"), self._reset),
            (self.reset_all, self.tr("All as they were"), self._reset_all),
        ):
            button.setText(text)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, call=call: call())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.use)
        row.addWidget(self.reset)
        line = QFrame(self)
        line.setProperty("role", "line")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.addButton(self.reset_all, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addWidget(line)
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

    # --- other keys -----------------------------------------------------------------------------------------------
    @property
    def command(self) -> str | None:
        """The command of the chosen line; None for what the mouse does."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, _NAME)

    def choose(self, name: str) -> None:
        """Choose the line of a command."""
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.list.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.list.topLevelItem(i) for i in range(self.list.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _show_keys(self) -> None:
        for item in self._items():
            name = item.data(0, _NAME)
            if name is not None:
                listed = [*self._actions[name].shortcuts(), *(QKeySequence(key) for key in ON_THE_MAP.get(name, ()))]
                item.setText(1, ", ".join(_native(key) for key in listed))
        self.reset_all.setEnabled(bool(self._memory.keys))

    def _filter(self, text: str) -> None:
        wanted = text.strip().casefold()
        for item in self._items():
            item.setHidden(not any(wanted in item.text(column).casefold() for column in (0, 1)))

    def _chosen(self) -> None:
        name = self.command
        self.field.setEnabled(name is not None)
        self.field.setKeySequence(QKeySequence() if name is None else self._actions[name].shortcut())
        self.reset.setEnabled(name in self._memory.keys)
        self._judge()

    def _judge(self) -> None:
        """Say whether the keys can be used, and by whom they are used already."""
        name, keys = self.command, self.field.keySequence()
        told = "" if name is None else self._against(name, keys)
        same = name is None or keys == self._actions[name].shortcut()
        self.use.setEnabled(not same and not told)
        if name is None:
            told = self.tr("Choose a command to give it other keys.")
        self.told.setText(told)

    def _against(self, name: str, keys: QKeySequence) -> str:
        if keys.isEmpty():
            return ""
        holder = self._actions.holder(keys, but=name)
        if holder is not None:
            used = self.tr("%1 is used by “%2”").replace("%1", _native(keys))
            return used.replace("%2", plain(self._actions[holder].text()))
        if self._actions.is_fixed(keys):
            return self.tr("%1 has a fixed meaning on the map").replace("%1", _native(keys))
        if not self._actions.may_have(name, keys):
            return self.tr("A key alone would be taken from typing: add Ctrl or Alt, or use a function key")
        return ""

    def _use(self) -> None:
        if self.command is not None:
            self._keep(self.command, self.field.keySequence().toString())

    def _reset(self) -> None:
        if self.command is not None:
            self._keep(self.command, None)

    def _keep(self, name: str, keys: str | None) -> None:
        self._memory.keep_key(name, keys)
        self._take()

    def _reset_all(self) -> None:
        for name in self._memory.keys:
            self._memory.keep_key(name, None)
        self._take()

    def _take(self) -> None:
        self._actions.take_keys(self._memory.keys)
        self._show_keys()
        self._chosen()


def _native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)
