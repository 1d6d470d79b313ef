"""Icons of one family (Phosphor, through qtawesome), coloured by the theme and following it."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QToolButton

from onemap.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QIcon
    from PySide6.QtWidgets import QAbstractButton, QWidget

    Iconed = QAction | QAbstractButton

#: Our word for it -> the family's glyph.
GLYPHS = {
    "card": "identification-card", "exports": "clipboard-text", "field": "device-tablet", "pack": "package",
    "open": "folder-open", "add": "plus", "add_data": "stack-simple", "save": "floppy-disk", "export": "export",
    "light": "sun", "dark": "moon", "system": "circle-half", "language": "translate", "layers": "stack",
    "zoom_in": "plus", "zoom_out": "minus", "full": "corners-out", "box": "magnifying-glass-plus",
    "select_box": "selection", "select_polygon": "polygon", "select_circle": "circle-dashed", "back": "arrow-left",
    "forward": "arrow-right", "close": "x", "identify": "crosshair", "overview": "map-trifold", "style": "palette",
    "info": "info", "copy": "copy", "paste": "clipboard", "duplicate": "copy-simple",
    "previous": "caret-left", "next": "caret-right", "down": "caret-down",
    "up": "caret-up", "warning": "warning", "bad": "warning-circle", "file": "file", "files": "files",
    "recent": "clock-counter-clockwise", "hidden": "eye-slash", "shown": "eye", "place": "map-pin",
    "zoom_to": "frame-corners", "group": "folder-plus", "search": "magnifying-glass", "crs": "globe-hemisphere-east",
    "keys": "keyboard", "more": "dots-three", "settings": "sliders", "image": "image", "remove": "trash",
    "home": "house", "check": "check", "city": "buildings", "help": "question", "undo": "arrow-counter-clockwise",
    "refresh": "arrows-clockwise", "stop": "x-circle", "label": "text-aa", "rename": "pencil-simple",
    "folder": "folder", "drag": "dots-six-vertical", "full_screen": "arrows-out", "hand": "hand",
    "swap": "arrows-left-right", "redo": "arrow-clockwise",
    "history": "clock-counter-clockwise", "panel": "columns", "project": "map-trifold",
    "time": "clock", "play": "play", "pause": "pause", "step_back": "skip-back", "step_forward": "skip-forward",
    "chart": "chart-bar", "stacked": "rows",
    "statistics": "math-operations", "table": "table", "ledger": "notebook", "merge": "git-merge",
    "findings": "check-square-offset", "ruler": "ruler", "area": "polygon", "angle": "triangle",
    "filter": "funnel", "filter_off": "funnel-simple", "select": "selection-all", "freehand": "scribble-loop",
    "invert": "selection-inverse", "select_add": "selection-plus", "select_remove": "selection-slash",
    "select_intersect": "intersect",
}  # fmt: skip


_bound: weakref.WeakKeyDictionary[Iconed, tuple[str, str]] = weakref.WeakKeyDictionary()


def icon(name: str, role: str = "muted") -> QIcon:
    """An icon in the colour token ``role`` of the theme in use; hovered and checked it takes text and accent."""
    import qtawesome

    glyph = GLYPHS[name]
    color = theme.tokens()
    made: QIcon = qtawesome.icon(
        f"ph.{glyph}", color=color[role], color_active=color["text"] if role == "muted" else color[role],
        color_on=color["accent"], color_disabled=color["hairline"],
    )  # fmt: skip
    return made


def bind(target: Iconed, name: str, role: str = "muted") -> None:
    """Give a button or action an icon that follows the theme."""
    target.setIcon(icon(name, role))
    _bound[target] = (name, role)


def icon_button(parent: QWidget, name: str, *, checkable: bool = False) -> QToolButton:
    """A small button of a tool bar."""
    button = QToolButton(parent)
    button.setProperty("role", "icon")
    button.setCheckable(checkable)
    bind(button, name)
    return button


def _follow(_name: str) -> None:
    for target, (name, role) in list(_bound.items()):
        if shiboken6.isValid(target):
            target.setIcon(icon(name, role))


theme.changed.connect(_follow)
