"""The panel of scenes and bookmarks: a picture of each, one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from onemap.query.spans import words_of
from onemap.ui import icons, language, theme
from onemap.ui.layer_menu import Entry, menu_of
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from onemap.model.scene import Scene

#: Size of a picture in the list, px.
THUMB = QSize(112, 70)


class ScenesPanel(QWidget):
    """Lists scenes; what is wanted of one is told by its id."""

    shown = Signal(str)
    keep_requested = Signal(bool)
    renamed = Signal(str, str)
    updated = Signal(str)
    removed = Signal(str)
    ordered = Signal(object)
    compared = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._thumbs: dict[str, QPixmap] = {}
        self._scenes: tuple[Scene, ...] = ()
        self.list, self.hint = QListWidget(self), QLabel(self)
        self.keep_scene, self.keep_place = QPushButton(self), QPushButton(self)
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.list.setIconSize(THUMB)
        self.list.setSpacing(2)
        self.list.setWordWrap(True)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "muted")
        icons.bind(self.keep_scene, "add")
        icons.bind(self.keep_place, "place")
        row = QHBoxLayout()
        row.addWidget(self.keep_scene, 1)
        row.addWidget(self.keep_place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.keep_scene.clicked.connect(lambda _on: self.keep_requested.emit(False))
        self.keep_place.clicked.connect(lambda _on: self.keep_requested.emit(True))
        self.list.itemClicked.connect(lambda item: self.shown.emit(_id(item)))
        self.list.itemActivated.connect(lambda item: self.shown.emit(_id(item)))
        self.list.itemChanged.connect(self._named)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.model().rowsMoved.connect(
            lambda *_: self.ordered.emit([_id(self.list.item(r)) for r in self._rows()])
        )

    def retranslate(self) -> None:
        """Write all texts again."""
        self.keep_scene.setText(self.tr("Keep scene"))
        self.keep_scene.setToolTip(self.tr("Layers, looks, filters, place and time (Ctrl+Alt+B)"))
        self.keep_place.setText(self.tr("Keep place"))
        self.keep_place.setToolTip(self.tr("Only where the map looks (Ctrl+B)"))
        self.list.setAccessibleName(self.tr("Scenes and bookmarks"))
        self.hint.setText(self.tr("Nothing is kept yet. A kept scene comes back with Alt+1 to Alt+9."))
        self.show_scenes(self._scenes)

    def _moved(self) -> None:
        self.ordered.emit([_id(self.list.item(row)) for row in self._rows()])

    def _rows(self) -> range:
        return range(self.list.count())

    @property
    def current(self) -> str | None:
        """The id of the scene that is current in the list."""
        row = self.list.currentRow()
        return None if row < 0 else _id(self.list.item(row))

    def show_scenes(self, scenes: tuple[Scene, ...]) -> None:
        """List scenes, in their order."""
        self._scenes, current = scenes, self.current
        self.list.blockSignals(True)
        self.list.clear()
        for number, scene in enumerate(scenes, 1):
            item = QListWidgetItem(scene.title)
            item.setData(Qt.ItemDataRole.UserRole, scene.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(plain_tip(self._about(scene, number)))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, self._about(scene, number))
            item.setIcon(_icon(self._thumbs.get(scene.id) or _blank()))
            self.list.addItem(item)
            if scene.id == current:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.hint.setVisible(not scenes)
        self.list.setVisible(bool(scenes))

    def show_thumb(self, scene_id: str, image: QImage) -> None:
        """Show the picture of a scene."""
        self._thumbs[scene_id] = QPixmap.fromImage(image)
        for row in self._rows():
            if _id(self.list.item(row)) == scene_id:
                self.list.blockSignals(True)
                self.list.item(row).setIcon(_icon(self._thumbs[scene_id]))
                self.list.blockSignals(False)

    def has_thumb(self, scene_id: str) -> bool:
        """Whether there is a picture of a scene."""
        return scene_id in self._thumbs

    def forget_thumb(self, scene_id: str) -> None:
        """The picture of a scene is old."""
        self._thumbs.pop(scene_id, None)

    def _about(self, scene: Scene, number: int) -> str:
        parts = [self.tr("Place") if scene.is_place else self.tr("%1 layers").replace("%1", str(len(scene.layers)))]
        parts.append(f"1:{language.number(scene.scale)}")
        if scene.moment is not None:
            parts.append(words_of(scene.moment, language.current()))
        return " · ".join(parts + ([f"Alt+{number}"] if number <= 9 else []))

    def _named(self, item: QListWidgetItem) -> None:
        title = item.text().strip()
        if title:
            self.renamed.emit(_id(item), title)
        else:
            self.show_scenes(self._scenes)

    # --- menu and keys --------------------------------------------------------------------------------------------
    def _menu(self, at: QPoint) -> None:
        item = self.list.itemAt(at)
        if item is None:
            return
        self.list.setCurrentItem(item)
        one = _id(item)
        menu = menu_of([
            Entry(self.tr("Show"), "shown", lambda: self.shown.emit(one), "Return"),
            Entry(self.tr("Compare by a swipe"), "swap", lambda: self.compared.emit(one, "swipe")),
            Entry(self.tr("Compare side by side"), "panel", lambda: self.compared.emit(one, "side")),
            None,
            Entry(self.tr("Rename"), "rename", lambda: self.list.editItem(item), "F2"),
            Entry(self.tr("Keep what is shown now instead"), "refresh", lambda: self.updated.emit(one)),
            Entry(self.tr("Delete"), "remove", lambda: self.removed.emit(one), "Del", danger=True),
        ], self)  # fmt: skip
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.list.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 renames, Delete deletes."""
        one, key = self.current, event.key()
        if one is not None and key == Qt.Key.Key_F2:
            self.list.editItem(self.list.currentItem())
        elif one is not None and key == Qt.Key.Key_Delete:
            self.removed.emit(one)
        else:
            super().keyPressEvent(event)


def _id(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole))


def _icon(pixmap: QPixmap) -> QIcon:
    """A picture that looks the same when its line is chosen."""
    made = QIcon(pixmap)
    made.addPixmap(pixmap, QIcon.Mode.Selected)
    return made


def _blank() -> QPixmap:
    blank = QPixmap(THUMB)
    blank.fill(QColor(theme.color("background")))
    return blank
