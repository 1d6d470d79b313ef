"""The menu of a layer, a group or several of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from onemap.ui import icons

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: its words, icon, key (shown, not bound here) and what it does; None is a line between."""

    words: str
    icon: str
    call: Callable[[], None]
    keys: str = ""
    enabled: bool = True
    danger: bool = False


def menu_of(entries: list[Entry | None], parent: QWidget) -> QMenu:
    """A menu that ends with its window."""
    menu = QMenu(parent)
    menu.setAccessibleName(QCoreApplication.translate("LayerPanel", "Layer menu"))
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        action = QAction(icons.icon(entry.icon, "bad" if entry.danger else "muted"), entry.words, menu)
        action.setEnabled(entry.enabled)
        if entry.keys:
            action.setShortcut(QKeySequence(entry.keys))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _checked=False, call=entry.call: call())
        menu.addAction(action)
    return menu
