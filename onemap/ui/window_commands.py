"""What each command of the window does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu

from onemap.ui import theme
from onemap.ui.place_texts import place_texts
from onemap.ui.select_mount import SelectMount
from onemap.ui.window_keys import KeysDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDockWidget

    from onemap.ui.main_window import MainWindow

_TOOLS = {
    "zoom_box": "box", "select_rectangle": "rectangle", "select_polygon": "polygon", "select_circle": "circle",
    "select_freehand": "freehand",
}  # fmt: skip


def wire(window: MainWindow) -> None:
    """Connect every command of a window to what it does."""
    canvas, files, session = window.canvas, window.files, window.session
    for name, call in {
        "new": files.new, "open": files.ask_files, "open_folder": files.ask_folder, "sample": files.open_sample,
        "save": files.save, "save_as": files.save_as, "export": lambda: _export(window), "quit": window.close,
        "find": window.bar.search.start, "clear_selection": lambda: session.select({}),
        "copy_place": lambda: _copy_middle(window),
        "zoom_in": lambda: canvas.zoom(2.0), "zoom_out": lambda: canvas.zoom(0.5), "full": canvas.full_extent,
        "zoom_selection": lambda: window.mounted(SelectMount).zoom(), "back": lambda: canvas.step(back=True),
        "forward": lambda: canvas.step(back=False), "refresh": lambda: canvas.refresh(drop_older=True),
        "identify_here": lambda: window.asking.identify(canvas.view.center_x, canvas.view.center_y),
        "add": files.ask_data, "zoom_layer": lambda: _of_layer(window, lambda i: window.zoom_to_layers([i])),
        "layer_crs": lambda: _of_layer(window, window.crs_questions.ask_layer_crs),
        "remove_layer": lambda: _of_layer(window, lambda i: session.remove([i])),
        "show_all": lambda: session.set_visible([e.id for e in session.entries], visible=True),
        "hide_all": lambda: session.set_visible([e.id for e in session.entries], visible=False),
        "map_crs": window.crs_questions.ask_map_crs, "keys": lambda: _keys(window),
        "log": _open_log, "about": lambda: _about(window),
    }.items():  # fmt: skip
        window.actions_[name].triggered.connect(lambda _on=False, call=call: call())
    _wire_tools(window)
    _wire_panels(window)


def _wire_tools(window: MainWindow) -> None:
    actions, canvas = window.actions_, window.canvas
    for name, kind in _TOOLS.items():
        actions[name].triggered.connect(lambda on, kind=kind: canvas.set_tool(kind if on else None))

    def show(kind: str) -> None:
        for name, one in _TOOLS.items():
            actions[name].setChecked(one == kind)

    canvas.tool_changed.connect(show)


def _wire_panels(window: MainWindow) -> None:
    actions, side = window.actions_, window.side
    window.layers_dock.visibilityChanged.connect(lambda _on: _show_panels(window))
    side.visibilityChanged.connect(lambda _on: _show_panels(window))
    side.switched.connect(lambda: _show_panels(window))
    # Connected by itself, setVisible would be called without its argument.
    actions["panel_layers"].triggered.connect(lambda on: window.layers_dock.setVisible(on))  # noqa: PLW0108
    actions["panel_identify"].triggered.connect(lambda on: side.show_panel(window.identify) if on else side.hide())
    actions["panel_style"].triggered.connect(lambda on: _style(window, on))
    actions["panel_overview"].setChecked(True)
    actions["panel_overview"].triggered.connect(lambda _on: window.show_floating())
    actions["map_only"].triggered.connect(lambda on: _map_only(window, on))
    actions["full_screen"].triggered.connect(lambda on: window.showFullScreen() if on else window.showNormal())
    window.canvas.map_only_requested.connect(actions["map_only"].trigger)
    _show_panels(window)


def _show_panels(window: MainWindow) -> None:
    """Tick the panels that are seen."""
    actions, side = window.actions_, window.side
    layers = not window.layers_dock.isHidden()
    actions["panel_layers"].setChecked(layers)
    actions["panel_identify"].setChecked(not side.isHidden() and side.shown is window.identify)
    actions["panel_style"].setChecked(not side.isHidden() and side.shown is window.style_panel)
    if layers or not side.isHidden():
        actions["map_only"].setChecked(False)


def _style(window: MainWindow, on: bool) -> None:
    if not on:
        window.side.hide()
        return
    layer = window.current_layer or next((entry.id for entry in window.session.entries), None)
    if layer is None:
        window.side.show_panel(window.style_panel)
    else:
        window.show_style(layer)


def _map_only(window: MainWindow, on: bool) -> None:
    """Hide all panels, or show again those that were there."""
    docks: tuple[QDockWidget, ...] = (window.layers_dock, window.side, window.desk)
    if on:
        window.hidden_docks = [dock for dock in docks if not dock.isHidden()]
        for dock in docks:
            dock.hide()
    else:
        for dock in window.hidden_docks or [window.layers_dock]:
            dock.show()
    window.actions_["map_only"].setChecked(on)


def _of_layer(window: MainWindow, do: Callable[[str], object]) -> None:
    if window.current_layer is not None:
        do(window.current_layer)


def _export(window: MainWindow) -> None:
    from onemap.ui.export_dialog import ExportDialog

    ExportDialog(window.session, window.canvas.view, theme.current(), window).open()


def _keys(window: MainWindow) -> None:
    dialog = KeysDialog(window.actions_, window.memory, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _about(window: MainWindow) -> None:
    from onemap.ui.about_dialog import AboutDialog

    AboutDialog(window).open()


def _open_log() -> None:
    from onemap.io import files

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(files.state_dir())))


# --- places ------------------------------------------------------------------------------------------------------
def _copy_middle(window: MainWindow) -> None:
    view, crs = window.canvas.view, window.session.crs
    if crs is not None:
        _copy(window, place_texts(crs, view.center_x, view.center_y)[0][1])


def _copy(window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.message.tell(QCoreApplication.translate("MapMenu", "Copied: %1").replace("%1", text))


def map_menu(window: MainWindow, x: float, y: float) -> QMenu:
    """The menu of a place on the map."""
    menu = QMenu(window)
    menu.aboutToHide.connect(menu.deleteLater)

    if window.session.crs is not None:
        others = tuple(e.data.crs for e in window.session.entries if e.data is not None and e.data.crs)
        said = place_texts(window.session.crs, x, y, others)
        for name, text in said[:2]:
            title = QCoreApplication.translate("MapMenu", "Copy %1").replace("%1", text)
            menu.addAction(title, partial(_copy, window, text)).setToolTip(name)
        inner = menu.addMenu(QCoreApplication.translate("MapMenu", "Copy the place as"))
        for name, text in said:
            inner.addAction(f"{name}\t{text}", partial(_copy, window, text))
        menu.addSeparator()
    menu.addAction(QCoreApplication.translate("MapMenu", "What is here"), lambda: window.asking.identify(x, y))
    menu.addAction(window.actions_["full"])
    menu.addAction(window.actions_["back"])
    return menu
