"""The panel of layers: header, search, the tree that is the legend too, and what to do when it is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from onemap.errors import CrsError
from onemap.session import allowing, repairing, snapshot
from onemap.ui import language, layer_asks, symbol_swatch
from onemap.ui.layer_header import EmptyHint, LayerHeader, NothingHint
from onemap.ui.layer_menu import Entry, menu_of
from onemap.ui.layer_model import AT_ONCE, LayerModel
from onemap.ui.layer_opacity import opacity_action, popup_opacity
from onemap.ui.layer_tree import LayerTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from onemap.model.style import Style
    from onemap.session.change import Change
    from onemap.session.session import Session

#: Between the last change of the view and the greying of layers that are out of scale.
SETTLE_MS = 120
_PLAIN = Qt.KeyboardModifier.NoModifier
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class LayerPanel(QWidget):
    """Layers, groups and legends. What concerns more than layers is asked of the window by signals."""

    add_requested = Signal()
    style_requested = Signal(str)
    zoom_requested = Signal(list)
    filter_requested = Signal(str)
    select_requested = Signal(list)
    table_requested = Signal(str)
    statistics_requested = Signal(str)
    explain_requested = Signal(str, int)
    export_requested = Signal(str)
    crs_requested = Signal(str)
    missing_requested = Signal()
    allow_requested = Signal()
    current_changed = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._sharpening = False
        self._copied: Style | None = None
        self.model = LayerModel(session, self)
        self.tree = LayerTree(self.model, self)
        self._build()
        self._wire()
        self._show_state()
        self._sharpen()

    # --- building -------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        self.header, self._empty, self._nothing = LayerHeader(), EmptyHint(), NothingHint()
        self._stack = QStackedWidget()
        for page in (self.tree, self._empty, self._nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self.setTabOrder(self.header.line, self.tree)

    def _wire(self) -> None:
        self.tree.menu_requested.connect(self._menu)
        self.tree.opacity_requested.connect(self._opacity)
        self.tree.style_requested.connect(self._style)
        self.tree.remedy_requested.connect(self._remedy)
        self.tree.installEventFilter(self)
        self.tree.selectionModel().currentChanged.connect(lambda index, _old: self._told_current(index))
        self.tree.selectionModel().selectionChanged.connect(lambda _new, _old: self._enable())
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._rescale)
        self._state_later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._state_later.timeout.connect(self._show_state)
        self.header.searched.connect(self._searched)
        self.header.group_requested.connect(self.group_selected)
        self.header.add_requested.connect(self.add_requested)
        self.header.left.connect(self.tree.setFocus)
        self._empty.add_requested.connect(self.add_requested)
        self._unsubscribe = self._session.changes.subscribe(self._changed)

    # --- what the window asks -------------------------------------------------------------------------------------
    def selected_ids(self) -> list[str]:
        """The selected layers from the top; groups stand for their layers."""
        return layer_asks.ids_of(self._session, [self.model.node(i) for i in self.tree.selectedIndexes()])

    def select_layer(self, layer_id: str) -> None:
        """Make a layer the current one."""
        index = self.model.index_of_layer(layer_id)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def show_all(self) -> None:
        """Show every layer."""
        self._session.set_visible([e.id for e in self._session.entries], True)

    def hide_all(self) -> None:
        """Hide every layer."""
        self._session.set_visible([e.id for e in self._session.entries], False)

    def show_only_selected(self) -> None:
        """Show the selected layers and no others."""
        if self.selected_ids():
            layer_asks.show_only(self._session, self.selected_ids())

    def remove_selected(self) -> None:
        """Take the selected layers off the map."""
        self._session.remove(self.selected_ids())

    def rename_current(self) -> None:
        """Write a new name for the current row."""
        index = self.tree.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.tree.edit(index)

    def copy_style(self) -> None:
        """Keep the look of the first selected layer for `paste_style`."""
        for layer_id in self.selected_ids()[:1]:
            self._copied = self._session.entry(layer_id).style

    def paste_style(self) -> None:
        """Give the selected layers the look that was copied, in one step that can be undone."""
        if self._copied is not None and self.selected_ids():
            with self._session.edit(("粘贴样式", "Paste the style")):
                layer_asks.paste_style(self._session, self._copied, self.selected_ids())

    def duplicate_current(self) -> None:
        """Put a copy of the first selected layer below it and make it the current one."""
        for layer_id in self.selected_ids()[:1]:
            title = self.tr("%1 (copy)").replace("%1", self._session.entry(layer_id).title(language.current()))
            self.select_layer(layer_asks.duplicate(self._session, layer_id, title))

    def group_selected(self) -> None:
        """Bring the selected layers together under a new group and ask for its name."""
        ids = self.selected_ids()
        if not ids:
            return
        layer_asks.gather(self._session, ids, self._free_group())
        group = self.model.index_of_layer(ids[0]).parent()
        if group.isValid():
            self.tree.setCurrentIndex(group)
            self.tree.edit(group)

    def search(self) -> None:
        """Open the search and put the cursor there."""
        self.header.search()

    # --- inside ---------------------------------------------------------------------------------------------------
    def _free_group(self) -> str:
        taken = {name for e in self._session.entries for name in (e.definition.group, e.definition.group_en)}
        base, number = self.tr("New group"), 2
        free = base
        while free in taken:
            free, number = f"{base} {number}", number + 1
        return free

    def _searched(self, text: str) -> None:
        self.model.set_filter(text)
        self._show_state()

    def _changed(self, change: Change) -> None:
        if change.touches("view", "crs", "project"):
            self._settle.start()
        if change.touches("layers", "project", "data", "jobs"):
            (self._state_later.start if len(self._session.entries) > AT_ONCE else self._show_state)()
        if change.touches("data"):
            self._sharpen()

    def _sharpen(self) -> None:
        if not self._sharpening and any(e.shown for e in self._session.entries):
            self._sharpening = True
            symbol_swatch.sharpen(self._session)

    def _rescale(self) -> None:
        view = self._session.views.current
        self.model.set_scale(view.scale_denominator(snapshot.metres_per_unit(self._session, view)[1]))

    def _show_state(self) -> None:
        entries = self._session.entries
        self.header.show_count(len(entries))
        nothing = bool(self.header.line.text().strip()) and self.model.rowCount() == 0
        self._stack.setCurrentIndex(1 if not entries else 2 if nothing else 0)
        self.tree.set_busy(busy=any(e.status == "reading" for e in entries))
        self._enable()

    def _enable(self) -> None:
        self.header.allow_group(allowed=bool(self.tree.selectedIndexes()))

    def _told_current(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        self.current_changed.emit("" if node.kind in {"root", "group"} else node.layer.id)

    def _style(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node.kind not in {"root", "group"}:
            self.style_requested.emit(node.layer.id)

    def _remedy(self, name: str, layer_id: str) -> None:
        if name == "crs":
            self.crs_requested.emit(layer_id)
        elif name == "retry":
            self._session.reload(layer_id)
        else:
            self._session.remove([layer_id])

    def _opacity(self, index: QModelIndex, place: QPoint) -> None:
        layer_id = self.model.node(index).layer.id
        slider = popup_opacity(self, self._session.entry(layer_id).style.opacity, place)
        slider.changed.connect(lambda value: layer_asks.set_opacity(self._session, [layer_id], value))

    def _menu(self, place: QPoint) -> None:
        menu = menu_of(self._entries(), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ids = self.selected_ids()
        if ids:
            slider = opacity_action(self._session.entry(ids[0]).style.opacity, menu)
            slider.changed.connect(lambda value: layer_asks.set_opacity(self._session, ids, value))
        menu.popup(place)

    def _entries(self) -> list[Entry | None]:
        ids = self.selected_ids()
        if not ids:
            return [
                Entry(self.tr("Add data"), "add", self.add_requested.emit),
                None,
                Entry(self.tr("Show all layers"), "shown", self.show_all, "Ctrl+Shift+U", bool(self._session.entries)),
                Entry(self.tr("Hide all layers"), "hidden", self.hide_all, "Ctrl+Shift+H", bool(self._session.entries)),
            ]
        first, indexes = ids[0], self.tree.selectedIndexes()
        return [
            Entry(self.tr("Zoom to"), "zoom_to", lambda: self.zoom_requested.emit(ids)),
            Entry(self.tr("Style"), "style", lambda: self.style_requested.emit(first), "F7"),
            Entry(self.tr("Copy the style"), "copy", self.copy_style),
            Entry(self.tr("Paste the style"), "paste", self.paste_style, enabled=self._copied is not None),
            None,
            Entry(self.tr("Filter"), "filter", lambda: self.filter_requested.emit(first), "Ctrl+Alt+F"),
            Entry(self.tr("Select all of it"), "select", lambda: self.select_requested.emit(ids)),
            Entry(self.tr("Table"), "table", lambda: self.table_requested.emit(first), "F6"),
            Entry(self.tr("Statistics"), "statistics", lambda: self.statistics_requested.emit(first), "Ctrl+Alt+N"),
            Entry(self.tr("Explain this count…"), "help", self.explain_current),
            Entry(self.tr("Export the rows…"), "export", lambda: self.export_requested.emit(first)),
            None,
            *self._repairs(first),
            Entry(self.tr("Show only this"), "identify", self.show_only_selected),
            Entry(self.tr("Show all layers"), "shown", self.show_all, "Ctrl+Shift+U"),
            Entry(self.tr("Hide all layers"), "hidden", self.hide_all, "Ctrl+Shift+H"),
            None,
            Entry(self.tr("Rename"), "rename", self.rename_current, "F2"),
            Entry(self.tr("Duplicate"), "duplicate", self.duplicate_current),
            Entry(self.tr("Group"), "group", self.group_selected, "Ctrl+G"),
            Entry(self.tr("Move to top"), "up", lambda: self.model.to_end(indexes, top=True)),
            Entry(self.tr("Move to bottom"), "down", lambda: self.model.to_end(indexes, top=False)),
            None,
            Entry(self.tr("Remove"), "remove", self.remove_selected, "Ctrl+D", danger=True),
        ]

    def explain_current(self) -> None:
        """Ask how the count of the current layer or class was made; its place in the legend, -1 for the layer."""
        index = self.tree.currentIndex()
        if not index.isValid():
            return
        node = self.model.node(index)
        if node.kind in ("layer", "class", "rest"):
            place = -1 if node.kind == "layer" else node.place
            self.explain_requested.emit(node.layer.id, place)

    def _repairs(self, layer_id: str) -> list[Entry | None]:
        entry = self._session.entry(layer_id)
        choose = Entry(self.tr("Choose CRS"), "crs", lambda: self.crs_requested.emit(layer_id), "Ctrl+Shift+C")
        if entry.status == "failed":
            again = Entry(self.tr("Try again"), "refresh", lambda: self._session.reload(layer_id))
            find = Entry(self.tr("Find the file"), "search", self.missing_requested.emit)
            allow = Entry(self.tr("Allow files…"), "open", self.allow_requested.emit)
            first = (
                [choose] if isinstance(entry.error, CrsError)
                else [find] if repairing.is_missing(entry)
                else [allow] if allowing.is_beyond(entry) else []
            )  # fmt: skip
            return [*first, again, None]
        return [choose, None]

    # --- Qt -------------------------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the tree that the window may have, too: here they work without it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            call = self._call_of(event)
            if call is not None:
                call()
                return True
        return super().eventFilter(watched, event)

    def _call_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        calls = {
            (_CONTROL, Qt.Key.Key_D): self.remove_selected, (_PLAIN, Qt.Key.Key_Delete): self.remove_selected,
            (_PLAIN, Qt.Key.Key_F2): self.rename_current, (_CONTROL, Qt.Key.Key_G): self.group_selected,
            (_CONTROL | _SHIFT, Qt.Key.Key_U): self.show_all, (_CONTROL | _SHIFT, Qt.Key.Key_H): self.hide_all,
            (_CONTROL, Qt.Key.Key_F): self.search,
        }  # fmt: skip
        return calls.get((event.modifiers(), Qt.Key(event.key())))

    def changeEvent(self, event: QEvent) -> None:
        """Another language: say everything anew."""
        if event.type() == QEvent.Type.LanguageChange:
            for part in (self.header, self._empty, self._nothing):
                part.say()
            self.tree.setAccessibleName(self.tr("Layers and legend"))
            self.model.retranslate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """No more changes are told here."""
        self._unsubscribe()
        self.model.close()
        super().closeEvent(event)
