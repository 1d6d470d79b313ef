"""The menus, in the order users know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal

from onemap.ui import language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar

    from onemap.ui.actions import Actions

#: Title of each menu and its commands; None is a line, "*recent" the recent files, "*theme" and "*panels" menus in it.
MENUS = (
    (QT_TRANSLATE_NOOP("Menus", "&Project"),
     ("new", "open", "open_folder", "*recent", "sample", None, "save", "save_as", "versions", "missing", None,
      "export", "pack", "exports", None, "quit")),
    (QT_TRANSLATE_NOOP("Menus", "&Edit"),
     ("undo", "redo", "history", None, "find", None, "*select", "panel_select",
      "clear_selection", None, "copy_place")),
    (QT_TRANSLATE_NOOP("Menus", "&View"),
     ("zoom_in", "zoom_out", "zoom_box", "full", "zoom_selection", None, "back", "forward", "*scenes", None,
      "refresh", None, "*panels", "map_only", "field", "full_screen")),
    (QT_TRANSLATE_NOOP("Menus", "&Layer"),
     ("add", None, "zoom_layer", "panel_style", "layer_crs", "remove_layer", None, "filter_layer",
      "filters_off", "filters_on", None, "show_all", "hide_all")),
    (QT_TRANSLATE_NOOP("Menus", "&Analyse"),
     ("identify_here", "*card", None, "measure_distance", "measure_area", "measure_angle", None,
      "time", "time_play", None, "*table", "charts", "statistics", None, "ledger", "findings", "indicators",
      "unlocated")),
    (QT_TRANSLATE_NOOP("Menus", "&Settings"), ("*theme", "language", "keys", None, "map_crs", "as_of")),
    (QT_TRANSLATE_NOOP("Menus", "&Help"), ("keys", None, "log", "about")),
)  # fmt: skip
_INNER = {
    "*recent": QT_TRANSLATE_NOOP("Menus", "Open &recent"),
    "*panels": QT_TRANSLATE_NOOP("Menus", "&Panels"),
    "*card": QT_TRANSLATE_NOOP("Menus", "&Grid card"),
    "*scenes": QT_TRANSLATE_NOOP("Menus", "Sc&enes and comparing"),
    "*theme": QT_TRANSLATE_NOOP("Menus", "&Theme"),
    "*select": QT_TRANSLATE_NOOP("Menus", "&Select"),
    "*table": QT_TRANSLATE_NOOP("Menus", "Attribute ta&ble"),
}
_INSIDE = {
    "*scenes": ("keep_scene", "keep_place", "panel_scenes", "compare_swipe", "compare_side"),
    "*panels": (
        "panel_layers",
        "panel_identify",
        "panel_style",
        "panel_select",
        "panel_scenes",
        "history",
        "panel_overview",
        None,
        "table",
        "charts",
        "ledger",
        "findings",
        "indicators",
        "unlocated",
        "exports",
        "time",
    ),
    "*table": ("table", "table_selected", "table_view"),
    "*card": ("card", "card_up", "card_down", "cell_before", "cell_after"),
    "*theme": ("theme_system", "theme_light", "theme_dark"),
    "*select": (
        "select_rectangle",
        "select_polygon",
        "select_freehand",
        "select_circle",
        "select_all",
        "invert_selection",
        "copy_selection",
        "export_selection",
        "filter_selection",
    ),
}


class Menus(QObject):
    """Fills the menu bar. ``recent_requested`` asks for a path, ``forget_requested`` to empty the list."""

    recent_requested = Signal(str)
    forget_requested = Signal()

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        super().__init__(bar)
        self._titled: list[tuple[QMenu, str]] = []
        self._recent: list[str] = []
        for title, names in MENUS:
            self._titled.append((menu := bar.addMenu(""), str(title)))
            for name in names:
                self._fill(menu, name, actions)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _fill(self, menu: QMenu, name: str | None, actions: Actions) -> None:
        if name is None:
            menu.addSeparator()
        elif name not in _INNER:
            menu.addAction(actions[name])
        else:
            self._titled.append((inner := menu.addMenu(""), str(_INNER[name])))
            for one in _INSIDE.get(name, ()):
                self._fill(inner, one, actions)
            if name == "*recent":
                self._recent_menu = inner

    def retranslate(self) -> None:
        """Write all titles again."""
        for menu, title in self._titled:
            menu.setTitle(QCoreApplication.translate("Menus", title))
        self.show_recent(self._recent)

    def show_recent(self, paths: list[str]) -> None:
        """List recent files; those that are gone are greyed."""
        self._recent = paths
        menu = self._recent_menu
        menu.clear()
        for text in paths:
            action = menu.addAction(text.replace("&", "&&"))
            action.setEnabled(Path(text).exists())
            action.triggered.connect(lambda _on=False, text=text: self.recent_requested.emit(text))
        if paths:
            menu.addSeparator()
            menu.addAction(self.tr("&Forget all"), self.forget_requested.emit)
        menu.setEnabled(bool(paths))
