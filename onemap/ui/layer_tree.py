"""The tree of layers: mouse and keys on top of the item model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from onemap.ui import symbol_swatch, theme
from onemap.ui.layer_delegate import LayerDelegate, remedies
from onemap.ui.layer_model import ROW_ROLE
from onemap.ui.layer_zones import zone_at, zones

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter

    from onemap.ui.layer_delegate import Swatch
    from onemap.ui.layer_model import LayerModel
    from onemap.ui.layer_nodes import Key

#: Legends of more lines are folded until somebody opens them.
LONG_LEGEND = 12


class LayerTree(QTreeView):
    """Rows that can be checked, folded, named, dragged; what goes beyond that is asked by signals."""

    menu_requested = Signal(QPoint)
    opacity_requested = Signal(QModelIndex, QPoint)
    style_requested = Signal(QModelIndex)
    remedy_requested = Signal(str, str)

    def __init__(self, model: LayerModel, parent: QWidget | None = None, swatch: Swatch = symbol_swatch.paint) -> None:
        super().__init__(parent)
        self._rows = model
        self._folded: dict[Key, bool] = {}
        self.setModel(model)
        self._delegate = LayerDelegate(swatch, self)
        self.setItemDelegate(self._delegate)
        self._dress()
        self._spin = QTimer(self, interval=120)
        self._spin.timeout.connect(self._turn)
        self._unfold(QModelIndex(), 0, model.rowCount() - 1)
        model.rowsInserted.connect(self._unfold)
        model.rowsMoved.connect(lambda _p, _a, _b, parent, _row: self._unfold_parent(parent))
        self.expanded.connect(lambda index: self._remember(index, folded=False))
        self.collapsed.connect(lambda index: self._remember(index, folded=True))
        for signal in (theme.changed, symbol_swatch.sharpened):
            signal.connect(self._repaint)

    def _dress(self) -> None:
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setAccessibleName(self.tr("Layers and legend"))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Nothing: the delegate paints the fold marks."""

    def set_busy(self, *, busy: bool) -> None:
        """Turn the rings of layers that are being read."""
        if busy != self._spin.isActive():
            (self._spin.start if busy else self._spin.stop)()

    def _turn(self) -> None:
        self._delegate.turn = (self._delegate.turn + 30) % 360
        self._repaint()

    def _repaint(self) -> None:
        self.viewport().update()

    # --- folding --------------------------------------------------------------------------------------------------
    def _unfold(self, parent: QModelIndex, first: int, last: int) -> None:
        """Open groups and short legends that came, unless somebody folded them."""
        for node in self._rows.node(parent).children[first : last + 1]:
            if node.children:
                index = self._rows.index_of(node)
                self._unfold_node(index)
                self._unfold(index, 0, len(node.children) - 1)
        self._unfold_parent(parent)

    def _unfold_parent(self, parent: QModelIndex) -> None:
        if parent.isValid() and not self.isExpanded(parent):
            self._unfold_node(parent)

    def _unfold_node(self, index: QModelIndex) -> None:
        node = self._rows.node(index)
        long = node.kind == "layer" and len(node.children) > LONG_LEGEND
        self.setExpanded(index, not self._folded.get(node.key, long))

    def _remember(self, index: QModelIndex, *, folded: bool) -> None:
        self._folded[self._rows.node(index).key] = folded

    # --- mouse ----------------------------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a part of a row does what the part is for; elsewhere it selects."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and self._pressed(index, event):
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second quick press on a check box is a press; on a title it asks for the style, on a group it folds."""
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or self._pressed(index, event):
            return
        if self._rows.node(index).kind == "group":
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.style_requested.emit(index)

    def _pressed(self, index: QModelIndex, event: QMouseEvent) -> bool:
        row, box, point = index.data(ROW_ROLE), self.visualRect(index), event.position().toPoint()
        if row.kind == "remedy":
            return self._remedy(index, box, point)
        zone = zone_at(box, row.kind, point)
        if zone == "fold" and row.foldable:
            self.setExpanded(index, not self.isExpanded(index))
        elif zone == "check" and row.check is not None:
            self.toggle([index])
        elif zone == "opacity":
            self.opacity_requested.emit(index, self._below(box, zones(box, row.kind)["opacity"]))
        elif zone == "menu":
            self.setCurrentIndex(index)
            self.menu_requested.emit(self._below(box, zones(box, row.kind)["menu"]))
        else:
            return False
        return True

    def _below(self, box: QRect, zone: QRect) -> QPoint:
        return self.viewport().mapToGlobal(QPoint(zone.left(), box.bottom()))

    def _remedy(self, index: QModelIndex, box: QRect, point: QPoint) -> bool:
        row = index.data(ROW_ROLE)
        for name, _words, place in remedies(zones(box, row.kind)["title"], row):
            if place.contains(point):
                self.remedy_requested.emit(name, self._rows.node(index).layer.id)
                return True
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a row, by mouse or by the menu key."""
        by_key = event.reason() == event.Reason.Keyboard
        box = self.visualRect(self.currentIndex())
        place = self.viewport().mapToGlobal(box.bottomLeft() + QPoint(40, 0)) if by_key else event.globalPos()
        self.menu_requested.emit(place)

    # --- keys -----------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows and hides, Enter asks for the style, Ctrl+Up and Ctrl+Down move."""
        key, held = event.key(), event.modifiers()
        index = self.currentIndex()
        if key == Qt.Key.Key_Space and not held:
            self.toggle(self.selectedIndexes() or [index])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.state() != self.State.EditingState:
            self._entered(index)
        elif held == Qt.KeyboardModifier.ControlModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._rows.step(index, -1 if key == Qt.Key.Key_Up else 1)
            self.scrollTo(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _entered(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = index.data(ROW_ROLE)
        if row.kind == "remedy":
            self.remedy_requested.emit("crs" if row.needs_crs else "retry", self._rows.node(index).layer.id)
        else:
            self.style_requested.emit(index)

    def toggle(self, indexes: list[QModelIndex]) -> None:
        """Show rows, or hide them when the first of them is shown."""
        checkable = [i for i in indexes if i.isValid() and i.data(Qt.ItemDataRole.CheckStateRole) is not None]
        if not checkable:
            return
        shown = Qt.CheckState(checkable[0].data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if shown else Qt.CheckState.Checked
        for index in checkable:
            self._rows.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)

    def viewportEvent(self, event: QEvent) -> bool:
        """Repaint the row that the mouse left or entered, whose buttons come and go."""
        if event.type() in {QEvent.Type.Leave, QEvent.Type.HoverMove}:
            self.viewport().update()
        return super().viewportEvent(event)
