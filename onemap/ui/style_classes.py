"""The list of a style's classes: shown or not, symbol, title, count; the chosen one is edited above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from onemap.model.style import Style
from onemap.ui import style_edit, symbol_swatch, text_size, theme
from onemap.ui.layer_delegate import LayerDelegate
from onemap.ui.layer_model import ROW_ROLE
from onemap.ui.layer_rows import Row, class_title, rest_title
from onemap.ui.layer_zones import ROW_HEIGHT, zone_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from onemap.ui.layer_rows import Geometry

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
#: Rows seen at once.
_TALL = 9
_NAMED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ClassModel(QAbstractListModel):
    """All classes together first, then each class, then the rest. Tells ``edited`` with the new style."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style, self._counts = Style(), ()  # type: tuple[Style, tuple[int, ...]]
        self._geometry: Geometry = "point"

    def show_style(self, style: Style, geometry: Geometry, counts: Sequence[int]) -> None:
        """Show the classes of a style; rows stay the same while there are as many."""
        same = len(style.classes) == len(self._style.classes)
        if not same:
            self.beginResetModel()
        self._style, self._geometry, self._counts = style, geometry, tuple(counts)
        if not same:
            self.endResetModel()
        self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def place(self, index: Index) -> int | None:
        """The place of the class in a row: None for all, the number of classes for the rest."""
        return index.row() - 1 if index.isValid() and index.row() > 0 else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Classes and two more."""
        return 0 if parent.isValid() else len(self._style.classes) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """What a row shows; `ROW_ROLE` gives all of it as one value."""
        if not index.isValid():
            return None
        row = self._row(self.place(index))
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return row.check
        texts = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole}
        return row.title if role in texts else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All but the first can be shown and hidden, and be named."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.place(index) is None:
            return _NAMED
        return _NAMED | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        """Show, hide or name a class."""
        place = self.place(index)
        if place is None:
            return False
        if role == Qt.ItemDataRole.CheckStateRole:
            new = self._shown(place, shown=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole and str(value).strip() not in {"", self._row(place).title}:
            new = self._named(place, str(value).strip())
        else:
            return False
        self.edited.emit(new)
        return True

    def _shown(self, place: int, *, shown: bool) -> Style:
        if place == len(self._style.classes):
            return style_edit.with_rest(self._style, self._geometry, drawn=shown)
        changed = msgspec.structs.replace(self._style.classes[place], visible=shown)
        return style_edit.with_class(self._style, place, changed)

    def _named(self, place: int, title: str) -> Style:
        if place == len(self._style.classes):
            return msgspec.structs.replace(self._style, other_title=title)
        changed = msgspec.structs.replace(self._style.classes[place], title=title, title_en="")
        return style_edit.with_class(self._style, place, changed)

    def _row(self, place: int | None) -> Row:
        style = self._style
        if place is None:
            return Row("class", self.tr("All classes"), sum(self._counts) if self._counts else None)
        count = self._counts[place] if place < len(self._counts) else None
        if place == len(style.classes):
            drawn = style.symbol is not None
            check = Qt.CheckState.Checked if drawn else Qt.CheckState.Unchecked
            return Row("class", rest_title(style), count, style.symbol, self._geometry, check=check, faded=not drawn)
        chosen = style.classes[place]
        check = Qt.CheckState.Checked if chosen.visible else Qt.CheckState.Unchecked
        return Row(
            "class", class_title(chosen), count, chosen.symbol, self._geometry, check=check, faded=not chosen.visible
        )


class ClassList(QListView):
    """Tells ``chosen`` with the place of the class that is to be edited, None for all."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ClassModel(self)
        self.setModel(self.rows)
        self._delegate = LayerDelegate(symbol_swatch.paint, self, shift=text_size.px(36), quiet=False)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setAccessibleName(self.tr("Classes"))
        self.selectionModel().currentChanged.connect(lambda index, _old: self.chosen.emit(self.rows.place(index)))
        for signal in (theme.changed, symbol_swatch.sharpened):
            signal.connect(self._repaint)

    def show_style(self, style: Style, geometry: Geometry, counts: Sequence[int]) -> None:
        """Show the classes of a style."""
        self.rows.show_style(style, geometry, counts)
        self.setFixedHeight(min(self.rows.rowCount(), _TALL) * text_size.px(ROW_HEIGHT) + 2)

    @property
    def place(self) -> int | None:
        """The class that is to be edited."""
        return self.rows.place(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a check box shows or hides; elsewhere it chooses."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid():
            box = self._delegate.box_of(self.visualRect(index))
            if zone_at(box, "class", point) == "check" and self._toggle(index):
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides."""
        if event.key() == Qt.Key.Key_Space and self._toggle(self.currentIndex()):
            return
        super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> bool:
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return False
        other = Qt.CheckState.Unchecked if state == Qt.CheckState.Checked else Qt.CheckState.Checked
        return self.rows.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def _repaint(self) -> None:
        self.viewport().update()
