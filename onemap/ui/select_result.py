"""What is selected, by layer, and the selections that are kept by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onemap.errors import RequestError
from onemap.ui import icons, language, text_size
from onemap.ui.tab_order import in_order

if TYPE_CHECKING:
    from onemap.model.selection import How
    from onemap.session.session import Session

_ID = Qt.ItemDataRole.UserRole
#: Width of the column of buttons, px.
_BUTTON = 34


class SelectResult(QWidget):
    """Asks for what is done with the selection; what is kept by name is changed in the session here.

    ``export_requested`` tells whether all layers are to stand in one file.
    """

    zoom_requested = Signal(str)
    invert_requested = Signal()
    copy_requested = Signal()
    export_requested = Signal(bool)
    filter_requested = Signal()
    table_requested = Signal()
    kept_export_requested = Signal(str)
    told = Signal(str, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.total, self.left_out, self.kept_title = QLabel(self), QLabel(self), QLabel(self)
        self.layers, self.kept = QTreeWidget(self), QTreeWidget(self)
        self.name, self.keep = QLineEdit(self), QPushButton(self)
        self.zoom, self.invert, self.clear, self.copy, self.export, self.filter, self.table = (
            QPushButton(self) for _ in range(7)
        )  # fmt: skip
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        for label, role in ((self.total, "title"), (self.left_out, "muted"), (self.kept_title, "heading")):
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for tree in (self.layers, self.kept):
            tree.setHeaderHidden(True)
            tree.setRootIsDecorated(False)
            tree.setColumnCount(2)
            tree.setUniformRowHeights(True)
            tree.header().setStretchLastSection(False)
            tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.kept.setColumnCount(3)
        self.kept.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        self.kept.header().resizeSection(2, text_size.px(_BUTTON))
        self.kept.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.kept.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        grid = QGridLayout()
        grid.setSpacing(6)
        buttons = ((self.table, "table"), (self.zoom, "zoom_to"), (self.invert, "invert"), (self.clear, "close"),
                   (self.copy, "copy"), (self.filter, "filter"), (self.export, "export"))  # fmt: skip
        for at, (button, name) in enumerate(buttons):
            icons.bind(button, name)
            last = at == len(buttons) - 1
            grid.addWidget(button, at // 2, at % 2, 1, 2 if last else 1)
        keep = QHBoxLayout()
        keep.addWidget(self.name, 1)
        keep.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(6)
        column.addWidget(self.total)
        column.addWidget(self.left_out)
        column.addWidget(self.layers, 3)
        column.addLayout(grid)
        column.addSpacing(8)
        column.addWidget(self.kept_title)
        column.addLayout(keep)
        column.addWidget(self.kept, 2)
        in_order(self.layers, *(button for button, _icon in buttons), self.name, self.keep, self.kept)

    def _wire(self) -> None:
        self.layers.itemActivated.connect(lambda item, _column: self.zoom_requested.emit(item.data(0, _ID)))
        self.zoom.clicked.connect(lambda _on: self.zoom_requested.emit(""))
        self.invert.clicked.connect(lambda _on: self.invert_requested.emit())
        self.clear.clicked.connect(lambda _on: self._session.selection.clear())
        self.copy.clicked.connect(lambda _on: self.copy_requested.emit())
        self.export.clicked.connect(lambda _on: self._export())
        self.table.clicked.connect(lambda _on: self.table_requested.emit())
        self.filter.clicked.connect(lambda _on: self.filter_requested.emit())
        self.keep.clicked.connect(lambda _on: self._keep())
        self.name.returnPressed.connect(self._keep)
        self.name.textChanged.connect(lambda _text: self._enable())
        self.kept.itemActivated.connect(lambda item, _column: self.recall(item.data(0, _ID), "replace"))
        self.kept.itemChanged.connect(lambda item, _column: self._rename(item))
        self.kept.customContextMenuRequested.connect(self._menu)
        self.kept.installEventFilter(self)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.layers.setAccessibleName(self.tr("Selected by layer"))
        self.kept.setAccessibleName(self.tr("Kept selections"))
        self.kept_title.setText(self.tr("Kept selections"))
        self.kept.setToolTip(self.tr("Double click selects; the menu adds, takes away, intersects"))
        self.name.setPlaceholderText(self.tr("Name of this selection"))
        self.name.setAccessibleName(self.tr("Name of this selection"))
        for button, text in (
            (self.zoom, self.tr("Zoom to")), (self.invert, self.tr("Invert")), (self.clear, self.tr("Clear")),
            (self.copy, self.tr("Copy")), (self.filter, self.tr("As filter")), (self.export, self.tr("Export…")),
            (self.table, self.tr("Table")),
            (self.keep, self.tr("Keep")),
        ):  # fmt: skip
            button.setText(text)
        self.show_selection()
        self.show_kept()

    # --- showing --------------------------------------------------------------------------------------------------
    def show_selection(self) -> None:
        """Show how many rows of each layer are selected."""
        selection = self._session.selection
        self.layers.clear()
        for entry in self._session.entries:
            if entry.selection is None:
                continue
            shown = len(selection.of(entry.id))
            hidden = len(entry.selection) - shown
            count = language.number(shown) + (f" (+{language.number(hidden)})" if hidden else "")
            item = QTreeWidgetItem([entry.title(language.current()), count])
            item.setData(0, _ID, entry.id)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.layers.addTopLevelItem(item)
        total, left_out = selection.count, selection.left_out
        text = self.tr("%1 selected") if total else self.tr("Nothing is selected")
        self.total.setText(text.replace("%1", language.number(total)))
        self.left_out.setText(
            self.tr("%1 more are hidden by filters or the time shown").replace("%1", language.number(left_out))
        )
        self.left_out.setVisible(left_out > 0)
        self._enable()

    def show_kept(self) -> None:
        """List the selections that are kept."""
        with QSignalBlocker(self.kept):
            self.kept.clear()
            for one in self._session.selections:
                item = QTreeWidgetItem([one.name, language.number(one.count)])
                item.setData(0, _ID, one.name)
                item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.kept.addTopLevelItem(item)
                self.kept.setItemWidget(item, 2, self._exporter(one.name))
        self.kept.setVisible(bool(self._session.selections))

    def _exporter(self, name: str) -> QToolButton:
        """The button that writes a kept selection; from the keyboard the menu does."""
        button = icons.icon_button(self.kept, "export")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        text = self.tr("Export “%1”").replace("%1", name)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _on: self.kept_export_requested.emit(name))
        return button

    def _export(self) -> None:
        """Ask at once where one layer is selected in; else first whether it shall be one file or several."""
        if len(self._session.selection.layers) > 1:
            self.export_menu().popup(self.export.mapToGlobal(QPoint(0, self.export.height())))
        else:
            self.export_requested.emit(False)

    def export_menu(self) -> QMenu:
        """One file or several; the menu ends when it is closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("One file for all layers…"), lambda: self.export_requested.emit(True))
        menu.addAction(self.tr("A file for each layer…"), lambda: self.export_requested.emit(False))
        return menu

    def _enable(self) -> None:
        chosen = bool(self._session.selection)
        for button in (self.zoom, self.clear, self.copy, self.export, self.filter, self.table):
            button.setEnabled(chosen)
        self.invert.setEnabled(bool(self._session.entries))
        self.keep.setEnabled(chosen and bool(self.name.text().strip()))

    # --- selections by name ---------------------------------------------------------------------------------------
    def _keep(self) -> None:
        try:
            self._session.selection.keep(self.name.text())
        except RequestError as error:
            self.told.emit(str(error), True)
            return
        self.name.clear()

    def recall(self, name: str, how: How) -> None:
        """Select what was kept, or put it to what is selected."""
        gone = self._session.selection.recall(name, how)
        if gone:
            text = self.tr("%1 rows of “%2” are not on the map any more")
            self.told.emit(text.replace("%1", language.number(gone)).replace("%2", name), False)

    def _rename(self, item: QTreeWidgetItem) -> None:
        try:
            self._session.selection.rename(item.data(0, _ID), item.text(0))
        except RequestError as error:
            self.told.emit(str(error), True)
            self.show_kept()

    def _menu(self, at: QPoint) -> None:
        item = self.kept.itemAt(at)
        if item is not None:
            self.menu_of(item).popup(self.kept.viewport().mapToGlobal(at))

    def menu_of(self, item: QTreeWidgetItem) -> QMenu:
        """What can be done with a kept selection."""
        menu, name = QMenu(self), item.data(0, _ID)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        texts: tuple[tuple[How, str], ...] = (
            ("replace", self.tr("Select")), ("add", self.tr("Add to the selection")),
            ("remove", self.tr("Take from the selection")), ("intersect", self.tr("Intersect with the selection")),
        )  # fmt: skip
        for how, text in texts:
            menu.addAction(text, partial(self.recall, name, how))
        menu.addSeparator()
        menu.addAction(self.tr("Export…"), lambda: self.kept_export_requested.emit(name))
        menu.addAction(self.tr("Rename"), lambda: self.kept.editItem(item, 0))
        menu.addAction(self.tr("Forget"), lambda: self._session.selection.forget(name))
        return menu

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Delete forgets a kept selection."""
        item = self.kept.currentItem()
        if item is None or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Delete:
            return False
        self._session.selection.forget(item.data(0, _ID))
        return True
