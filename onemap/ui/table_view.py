"""The grid of a table: pinned columns stay in place, lines are selected as the map has them, hands and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from onemap.ui import text_size, theme
from onemap.ui.table_model import CHOSEN

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from onemap.ui.table_model import TableModel

    Index = QModelIndex | QPersistentModelIndex

LINE_HEIGHT = 27
#: Room beside a cell's text, so that it stands below its title, px.
_INSET = 4
_MODS = Qt.KeyboardModifier


class LineDelegate(QStyledItemDelegate):
    """Paints the ground of lines that are selected on the map, and of the current one."""

    def __init__(self, view: QTableView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, then the cell."""
        place = option.rect
        if index.data(CHOSEN):
            painter.fillRect(place, theme.color("accent_fill"))
        elif index.row() == self._view.currentIndex().row():
            painter.fillRect(place, theme.color("hover"))
        option.rect = place.adjusted(_INSET, 0, -_INSET, 0)
        super().paint(painter, option, index)


class GridView(QTableView):
    """A table without a selection of Qt's own: a selection of a million lines is a mask, not a list of ranges."""

    def __init__(self, model: TableModel, parent: QTableView | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(text_size.px(LINE_HEIGHT))
        side.setMinimumSectionSize(text_size.px(LINE_HEIGHT))
        side.setHighlightSections(False)
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setMinimumSectionSize(40)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)


class TableView(GridView):
    """The grid with a second one over it for the columns that stay in place.

    ``picked`` tells lines that are to be selected (first, last, and "replace", "add" or "toggle"), ``opened`` a line to
    be looked at, ``current`` the line that is current now (-1 none), ``arranged`` that columns were moved or sized,
    ``head_clicked`` the column whose head was clicked, and whether it joins others.
    """

    picked = Signal(int, int, str)
    opened = Signal(int)
    current = Signal(int)
    arranged = Signal()
    head_clicked = Signal(int, bool)
    copy_requested = Signal()
    menu_requested = Signal(int, int, QPoint)
    head_menu_requested = Signal(int, QPoint)

    def __init__(self, model: TableModel) -> None:
        super().__init__(model)
        self._anchor, self._dragged = -1, False
        self._pins: list[int] = []
        self.pinned = GridView(model, self)
        self._edge = QFrame(self)
        self._edge.setProperty("role", "upright")
        self._set_up_pinned()
        head = self.horizontalHeader()
        head.setSectionsMovable(True)
        head.setStretchLastSection(False)
        head.sectionResized.connect(self._resized)
        head.sectionMoved.connect(lambda *_all: self.arranged.emit())
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        for view in (self, self.pinned):
            one = view.horizontalHeader()
            one.sectionClicked.connect(self._head_clicked)
            one.customContextMenuRequested.connect(
                lambda at, one=one: self.head_menu_requested.emit(one.logicalIndexAt(at), one.mapToGlobal(at))
            )
            view.customContextMenuRequested.connect(
                lambda at, view=view: self.menu_requested.emit(
                    view.indexAt(at).row(), view.indexAt(at).column(), view.viewport().mapToGlobal(at)
                )
            )
            view.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def _set_up_pinned(self) -> None:
        over = self.pinned
        over.setSelectionModel(self.selectionModel())
        over.verticalHeader().hide()
        over.setFocusProxy(self)
        over.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        over.viewport().installEventFilter(self)
        over.hide()
        self._edge.hide()
        self.verticalScrollBar().valueChanged.connect(over.verticalScrollBar().setValue)
        over.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        over.horizontalHeader().sectionResized.connect(self._pin_resized)

    # --- columns --------------------------------------------------------------------------------------------------
    def pin(self, columns: list[int]) -> None:
        """Let columns stay in place; they must stand first."""
        self._pins = columns
        head = self.horizontalHeader()
        for column in range(self.model().columnCount()):
            self.pinned.setColumnHidden(column, column not in columns)
            if column in columns:
                self.pinned.setColumnWidth(column, head.sectionSize(column))
        over = self.pinned.horizontalHeader()
        for visual, column in enumerate(columns):
            over.moveSection(over.visualIndex(column), visual)
        self.pinned.setVisible(bool(columns))
        self._edge.setVisible(bool(columns))
        self._place_pinned()

    def _resized(self, column: int, _old: int, width: int) -> None:
        if column in self._pins:
            self.pinned.setColumnWidth(column, width)
            self._place_pinned()
        self.arranged.emit()

    def _pin_resized(self, column: int, _old: int, width: int) -> None:
        if column in self._pins and width and self.columnWidth(column) != width:
            self.setColumnWidth(column, width)

    def _place_pinned(self) -> None:
        width = sum(self.columnWidth(column) for column in self._pins)
        left = self.verticalHeader().width() + self.frameWidth()
        room = max(self.viewport().width() - 60, 0)
        height = self.viewport().height() + self.horizontalHeader().height()
        self.pinned.setGeometry(left, self.frameWidth(), min(width, room), height)
        self._edge.setGeometry(left + min(width, room) - 1, self.frameWidth(), 1, height)
        self._edge.raise_()

    def updateGeometries(self) -> None:
        """Keep the pinned columns over their place."""
        super().updateGeometries()
        if hasattr(self, "pinned"):
            self._place_pinned()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pinned columns over their place."""
        super().resizeEvent(event)
        self._place_pinned()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Scroll, so that no pinned column covers the cell."""
        super().scrollTo(index, hint)
        if index.column() in self._pins or not self._pins:
            return
        covered = self.pinned.width() - self.visualRect(index).left()
        if covered > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - covered)

    def _head_clicked(self, column: int) -> None:
        from PySide6.QtGui import QGuiApplication

        self.head_clicked.emit(column, bool(QGuiApplication.keyboardModifiers() & _MODS.ShiftModifier))

    # --- lines ----------------------------------------------------------------------------------------------------
    def go_to(self, line: int, column: int | None = None) -> None:
        """Make a line current and bring it into sight."""
        column = max(self.currentIndex().column(), 0) if column is None else column
        index = self.model().index(line, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.repaint_lines()
        self.current.emit(now.row())

    def repaint_lines(self) -> None:
        """Paint all lines in sight anew."""
        self.viewport().update()
        self.pinned.viewport().update()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        """Hands on the pinned columns are hands on the grid."""
        from PySide6.QtCore import QEvent
        from PySide6.QtGui import QMouseEvent

        if watched is self.pinned.viewport() and isinstance(event, QMouseEvent):
            at = self.pinned.indexAt(event.position().toPoint())
            if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
                self.setFocus()
                self._press(at.row(), event.modifiers())
            elif event.type() == QEvent.Type.MouseMove and event.buttons() & Qt.MouseButton.LeftButton:
                self._drag(at.row())
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # whatever Qt sends

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the line current and select it."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(self.indexAt(event.position().toPoint()).row(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select the lines over which the mouse is drawn."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(self.indexAt(event.position().toPoint()).row())
        else:
            super().mouseMoveEvent(event)

    def _press(self, line: int, keys: Qt.KeyboardModifier) -> None:
        if line < 0:
            return
        if keys & _MODS.ShiftModifier and self._anchor >= 0:
            self._pick(line, "add" if keys & _MODS.ControlModifier else "replace")
            return
        self._anchor = line
        self.picked.emit(line, line, "toggle" if keys & _MODS.ControlModifier else "replace")

    def _drag(self, line: int) -> None:
        if line >= 0 and self._anchor >= 0 and line != self.currentIndex().row():
            self.go_to(line)
            self._pick(line, "replace")

    def _pick(self, line: int, how: str) -> None:
        anchor = min(self._anchor, self.model().rowCount() - 1)
        self.picked.emit(min(anchor, line), max(anchor, line), how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space selects a line, Shift with arrows many, Ctrl+A all, Enter looks at it, Ctrl+C copies."""
        line, key, shift = self.currentIndex().row(), event.key(), bool(event.modifiers() & _MODS.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            if self.model().rowCount():
                self.picked.emit(0, self.model().rowCount() - 1, "replace")
        elif key == Qt.Key.Key_Space and line >= 0:
            self._anchor = line
            self.picked.emit(line, line, "toggle")
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and line >= 0:
            self.opened.emit(line)
        elif shift and key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._extend(line, Qt.Key(key))
        else:
            super().keyPressEvent(event)
            if not shift:
                self._anchor = self.currentIndex().row()

    def _extend(self, line: int, key: Qt.Key) -> None:
        page = max(self.viewport().height() // text_size.px(LINE_HEIGHT) - 1, 1)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page}.get(key, page)
        wanted = min(max(line + step, 0), self.model().rowCount() - 1)
        if self._anchor < 0:
            self._anchor = max(line, 0)
        if wanted >= 0:
            self.go_to(wanted)
            self._pick(wanted, "replace")
