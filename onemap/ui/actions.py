"""Every command of the window in one table: its text, icon and keys. Menus, buttons and shortcuts are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from onemap.ui import icons, language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """A command: English text with its Alt key, icon, shortcuts."""

    text: object  # QT_TRANSLATE_NOOP gives its own argument, typed as object
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False


COMMANDS = {
    "new": Command(QT_TRANSLATE_NOOP("Actions", "&New project"), "file", ("Ctrl+N",)),
    "open": Command(QT_TRANSLATE_NOOP("Actions", "&Open…"), "open", ("Ctrl+O",)),
    "open_folder": Command(QT_TRANSLATE_NOOP("Actions", "Open &folder…"), "folder", ("Ctrl+Shift+O",)),
    "sample": Command(QT_TRANSLATE_NOOP("Actions", "Open the sample &city"), "city"),
    "save": Command(QT_TRANSLATE_NOOP("Actions", "&Save"), "save", ("Ctrl+S",)),
    "save_as": Command(QT_TRANSLATE_NOOP("Actions", "Save &as…"), "", ("Ctrl+Shift+S",)),
    "versions": Command(QT_TRANSLATE_NOOP("Actions", "&Versions…"), "history"),
    "missing": Command(QT_TRANSLATE_NOOP("Actions", "&Missing files…"), "search"),
    "export": Command(QT_TRANSLATE_NOOP("Actions", "&Export map…"), "export", ("Ctrl+E", "Ctrl+P")),
    "pack": Command(QT_TRANSLATE_NOOP("Actions", "&Pack for the field…"), "pack", ("Ctrl+Shift+K",)),
    "exports": Command(QT_TRANSLATE_NOOP("Actions", "Export &record"), "exports", ("Ctrl+Alt+R",), True),
    "quit": Command(QT_TRANSLATE_NOOP("Actions", "&Quit"), "", ("Ctrl+Q",)),
    "undo": Command(QT_TRANSLATE_NOOP("Actions", "&Undo"), "undo", ("Ctrl+Z",)),
    "redo": Command(QT_TRANSLATE_NOOP("Actions", "&Redo"), "redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    "history": Command(QT_TRANSLATE_NOOP("Actions", "&History"), "history", ("Ctrl+Alt+Z",), True),
    "find": Command(QT_TRANSLATE_NOOP("Actions", "&Find…"), "search", ("Ctrl+K",)),
    "identify_here": Command(QT_TRANSLATE_NOOP("Actions", "&Identify in the middle"), "identify", ("Ctrl+Shift+I",)),
    "select_rectangle": Command(
        QT_TRANSLATE_NOOP("Actions", "Select by &rectangle or click"), "select_box", ("R",), True
    ),
    "select_polygon": Command(QT_TRANSLATE_NOOP("Actions", "Select by &polygon"), "select_polygon", ("P",), True),
    "select_freehand": Command(QT_TRANSLATE_NOOP("Actions", "Select free&hand"), "freehand", ("F",), True),
    "select_circle": Command(QT_TRANSLATE_NOOP("Actions", "Select by &circle"), "select_circle", ("C",), True),
    "panel_select": Command(QT_TRANSLATE_NOOP("Actions", "Se&lection"), "select", ("Ctrl+Alt+S",), True),
    "select_all": Command(QT_TRANSLATE_NOOP("Actions", "Select &all"), "select", ("Ctrl+A",)),
    "invert_selection": Command(QT_TRANSLATE_NOOP("Actions", "&Invert the selection"), "invert", ("Ctrl+Alt+V",)),
    "copy_selection": Command(QT_TRANSLATE_NOOP("Actions", "Copy the selected ro&ws"), "copy", ("Ctrl+Alt+X",)),
    "export_selection": Command(QT_TRANSLATE_NOOP("Actions", "&Export the selection…"), "export", ("Ctrl+Shift+E",)),
    "filter_selection": Command(QT_TRANSLATE_NOOP("Actions", "The selection as fil&ter"), "filter"),
    "clear_selection": Command(
        QT_TRANSLATE_NOOP("Actions", "&Clear selection"), "close", ("Ctrl+Shift+A", "Ctrl+Alt+A")
    ),
    "card": Command(QT_TRANSLATE_NOOP("Actions", "&Grid card"), "card", ("Ctrl+4",)),
    "card_up": Command(QT_TRANSLATE_NOOP("Actions", "Cell &above"), "up", ("Alt+Up",)),
    "card_down": Command(QT_TRANSLATE_NOOP("Actions", "Cell &below"), "down", ("Alt+Down",)),
    "cell_before": Command(QT_TRANSLATE_NOOP("Actions", "Cell be&fore"), "previous", ("Ctrl+Left",)),
    "cell_after": Command(QT_TRANSLATE_NOOP("Actions", "Cell af&ter"), "next", ("Ctrl+Right",)),
    "measure_distance": Command(QT_TRANSLATE_NOOP("Actions", "Measure a &distance"), "ruler", ("Ctrl+Shift+M",), True),
    "measure_area": Command(QT_TRANSLATE_NOOP("Actions", "Measure an &area"), "area", ("Ctrl+Shift+J",), True),
    "measure_angle": Command(QT_TRANSLATE_NOOP("Actions", "Measure an an&gle"), "angle", ("Ctrl+Shift+G",), True),
    "table": Command(QT_TRANSLATE_NOOP("Actions", "Attribute &table"), "table", ("Ctrl+5", "F6"), True),
    "table_selected": Command(QT_TRANSLATE_NOOP("Actions", "Table of the &selected rows"), "table", ("Shift+F6",)),
    "table_view": Command(QT_TRANSLATE_NOOP("Actions", "Table of the rows in &view"), "table", ("Ctrl+F6",)),
    "charts": Command(QT_TRANSLATE_NOOP("Actions", "C&harts"), "chart", ("Ctrl+6", "Ctrl+Alt+G"), True),
    "statistics": Command(QT_TRANSLATE_NOOP("Actions", "Stat&istics"), "statistics", ("Ctrl+Alt+N",), True),
    "indicators": Command(QT_TRANSLATE_NOOP("Actions", "&Indicators"), "chart", ("Ctrl+Alt+I",), True),
    "unlocated": Command(QT_TRANSLATE_NOOP("Actions", "Cases without a &place"), "place", ("Ctrl+Alt+U",), True),
    "ledger": Command(QT_TRANSLATE_NOOP("Actions", "Led&ger"), "ledger", ("Ctrl+Alt+L",), True),
    "findings": Command(QT_TRANSLATE_NOOP("Actions", "Data &quality"), "findings", ("Ctrl+Alt+Q",), True),
    "copy_place": Command(QT_TRANSLATE_NOOP("Actions", "Copy coordinates of the &middle"), "copy", ("Ctrl+Alt+C",)),
    "keep_scene": Command(QT_TRANSLATE_NOOP("Actions", "Keep s&cene"), "add", ("Ctrl+Alt+B",)),
    "keep_place": Command(QT_TRANSLATE_NOOP("Actions", "Keep &place"), "place", ("Ctrl+B",)),
    "panel_scenes": Command(QT_TRANSLATE_NOOP("Actions", "&Scenes"), "image", ("Ctrl+Shift+B", "Ctrl+7"), True),
    "compare_swipe": Command(QT_TRANSLATE_NOOP("Actions", "Compare by a s&wipe"), "swap", ("Ctrl+Alt+W",), True),
    "compare_side": Command(QT_TRANSLATE_NOOP("Actions", "Compare side &by side"), "panel", ("Ctrl+M",), True),
    "time": Command(QT_TRANSLATE_NOOP("Actions", "&Time"), "time", ("Ctrl+T",), True),
    "time_play": Command(QT_TRANSLATE_NOOP("Actions", "Pla&y or pause time"), "play", ("Ctrl+Space",)),
    "zoom_in": Command(QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "zoom_in", ("Ctrl++", "Ctrl+=")),
    "zoom_out": Command(QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "zoom_out", ("Ctrl+-",)),
    "full": Command(QT_TRANSLATE_NOOP("Actions", "&Full extent"), "full", ("Ctrl+Shift+F",)),
    "zoom_box": Command(QT_TRANSLATE_NOOP("Actions", "Zoom to a &box"), "box", ("Z", "Ctrl+Alt++"), True),
    "zoom_selection": Command(QT_TRANSLATE_NOOP("Actions", "Zoom to &selection"), "zoom_to", ("Ctrl+J",)),
    "back": Command(QT_TRANSLATE_NOOP("Actions", "View &before"), "back", ("Alt+Left",)),
    "forward": Command(QT_TRANSLATE_NOOP("Actions", "View &after"), "forward", ("Alt+Right",)),
    "refresh": Command(QT_TRANSLATE_NOOP("Actions", "&Draw again"), "refresh", ("F5",)),
    "panel_layers": Command(QT_TRANSLATE_NOOP("Actions", "&Layers"), "layers", ("Ctrl+1",), True),
    "panel_identify": Command(QT_TRANSLATE_NOOP("Actions", "&What is here"), "identify", ("Ctrl+2",), True),
    "panel_style": Command(QT_TRANSLATE_NOOP("Actions", "&Style"), "style", ("Ctrl+3", "F7"), True),
    "panel_overview": Command(QT_TRANSLATE_NOOP("Actions", "&Overview map"), "overview", ("Ctrl+8",), True),
    "map_only": Command(QT_TRANSLATE_NOOP("Actions", "Map o&nly (Tab)"), "", ("Ctrl+Shift+Tab",), True),
    "field": Command(QT_TRANSLATE_NOOP("Actions", "Field &view"), "field", ("F9",), True),
    "full_screen": Command(QT_TRANSLATE_NOOP("Actions", "F&ull screen"), "full_screen", ("F11",), True),
    "add": Command(QT_TRANSLATE_NOOP("Actions", "&Add data…"), "add_data", ("Ctrl+L", "Ctrl+Shift+V", "Ctrl+Shift+T")),
    "zoom_layer": Command(QT_TRANSLATE_NOOP("Actions", "&Zoom to layer"), "zoom_to"),
    "layer_crs": Command(QT_TRANSLATE_NOOP("Actions", "&CRS of the layer…"), "crs", ("Ctrl+Shift+C",)),
    "remove_layer": Command(QT_TRANSLATE_NOOP("Actions", "&Remove layer"), "remove", ("Ctrl+D",)),
    "filter_layer": Command(QT_TRANSLATE_NOOP("Actions", "&Filter…"), "filter", ("Ctrl+Alt+F",)),
    "filters_off": Command(QT_TRANSLATE_NOOP("Actions", "All filters &off"), "filter_off", ("Ctrl+Alt+Shift+F",)),
    "filters_on": Command(QT_TRANSLATE_NOOP("Actions", "All filters o&n")),
    "show_all": Command(QT_TRANSLATE_NOOP("Actions", "&Show all layers"), "shown", ("Ctrl+Shift+U",)),
    "hide_all": Command(QT_TRANSLATE_NOOP("Actions", "&Hide all layers"), "hidden", ("Ctrl+Shift+H",)),
    "map_crs": Command(QT_TRANSLATE_NOOP("Actions", "CRS of the &map…"), "crs", ("Ctrl+Shift+P",)),
    "as_of": Command(QT_TRANSLATE_NOOP("Actions", "&As of…"), "recent", ("Ctrl+Alt+T",)),
    "theme": Command(QT_TRANSLATE_NOOP("Actions", "Light or dark"), "dark", ("Ctrl+Shift+D",)),
    "theme_system": Command(QT_TRANSLATE_NOOP("Actions", "As the s&ystem"), "system", (), True),
    "theme_light": Command(QT_TRANSLATE_NOOP("Actions", "&Light"), "light", (), True),
    "theme_dark": Command(QT_TRANSLATE_NOOP("Actions", "&Dark"), "dark", (), True),
    "language": Command(QT_TRANSLATE_NOOP("Actions", "中文 / English"), "language", ("Ctrl+Shift+L",)),
    "keys": Command(QT_TRANSLATE_NOOP("Actions", "&Keys and mouse"), "keys", ("F1",)),
    "log": Command(QT_TRANSLATE_NOOP("Actions", "Open the &log folder"), "folder"),
    "about": Command(QT_TRANSLATE_NOOP("Actions", "&About"), "info"),
}
#: Keys that mean something on the map, whatever else is chosen.
FIXED = frozenset(
    ("Left", "Right", "Up", "Down", "PgUp", "PgDown", "Home", "Esc", "Return", "Enter", "Space", "Backspace", "Tab",
     "Shift+Tab", "+", "-", "=", "G", *(f"Alt+{number}" for number in range(1, 10)))
)  # fmt: skip
#: More keys of commands that have others everywhere; they work only while the map has the focus.
ON_THE_MAP = {"filter_layer": ("Ctrl+F",), "panel_select": ("F3", "Ctrl+F3"), "map_only": ("Ctrl+Tab",)}
#: Keys without Ctrl or Alt, and those that mean something else in tables and texts,
#: work only while the map has the focus.
_OF_THE_MAP = ("select_all", "select_rectangle", "select_polygon", "select_freehand", "select_circle", "zoom_box")


class Actions(QObject):
    """The commands as actions of a window."""

    def __init__(self, window: QWidget, canvas: QWidget) -> None:
        super().__init__(window)
        self._made = {name: QAction(window) for name in COMMANDS}
        for name, action in self._made.items():
            command = COMMANDS[name]
            action.setObjectName(name)
            action.setCheckable(command.checkable)
            action.setShortcuts([QKeySequence(key) for key in command.keys])
            if command.icon:
                icons.bind(action, command.icon)
            if name in _OF_THE_MAP:
                action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                canvas.addAction(action)
            else:
                window.addAction(action)
            for key in ON_THE_MAP.get(name, ()):
                more = QShortcut(QKeySequence(key), canvas)
                more.setContext(Qt.ShortcutContext.WidgetShortcut)
                more.activated.connect(action.trigger)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        """The action of a command."""
        return self._made[name]

    def take_keys(self, chosen: Mapping[str, str]) -> None:
        """Give commands the keys that somebody chose, all others their own; an empty text is no key."""
        for name, action in self._made.items():
            keys = (chosen[name],) if name in chosen else COMMANDS[name].keys
            action.setShortcuts([QKeySequence(key) for key in keys if key])
        self.retranslate()

    def holder(self, keys: QKeySequence, but: str) -> str | None:
        """The command that has these keys, unless it is ``but``."""
        for name, action in self._made.items():
            listed = [*action.shortcuts(), *(QKeySequence(key) for key in ON_THE_MAP.get(name, ()))]
            if name != but and keys in listed:
                return name
        return None

    def is_fixed(self, keys: QKeySequence) -> bool:
        """Whether the map gives the keys a meaning of its own."""
        return keys.toString() in FIXED

    def may_have(self, name: str, keys: QKeySequence) -> bool:
        """Whether a command may have keys: those that write text only where nobody types, on the map."""
        parts = keys.toString().split("+")
        held = not {"Ctrl", "Alt", "Meta"}.isdisjoint(parts)
        function = parts[-1].startswith("F") and parts[-1][1:].isdigit()
        return held or function or name in _OF_THE_MAP

    def retranslate(self) -> None:
        """Write all texts again."""
        for name, action in self._made.items():
            text = QCoreApplication.translate("Actions", str(COMMANDS[name].text))
            action.setText(text)
            action.setToolTip(tip(text, action))


def plain(text: str) -> str:
    """A menu text without its Alt key and dots, as tips and readers of the screen want it."""
    import re

    return re.sub(r"[(（]&\w[)）]", "", text).replace("&", "").replace("…", "").strip()


def tip(text: str, action: QAction) -> str:
    """What a button's tip says: the command and its first key."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain(text)} ({keys})" if keys else plain(text)
