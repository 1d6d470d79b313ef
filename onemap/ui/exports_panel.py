"""The export record, below the map: who handed out what and when, and whether the files are still as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from onemap.ui import icons, language
from onemap.ui.exports_model import (
    EXTENT,
    FILE,
    GRADE,
    HASH,
    KIND,
    LAYERS,
    SERIAL,
    SIZE,
    STATE,
    WHEN,
    WHO,
    ExportsModel,
)

if TYPE_CHECKING:
    from onemap.io.exports import ExportRecord, Records

_SEARCH = 230
_WIDTHS = {WHEN: 142, WHO: 84, KIND: 96, FILE: 210, STATE: 92, GRADE: 104, LAYERS: 220, EXTENT: 250, SIZE: 76,
           HASH: 112, SERIAL: 176}  # fmt: skip


class ExportsPanel(QWidget):
    """Shows the record.

    ``refresh_requested`` asks for it, ``check_requested`` to compare files (of records), ``folder_requested`` to show
    a file in its folder, ``extent_requested`` to look at what an export covers.
    """

    refresh_requested = Signal()
    check_requested = Signal(object)
    folder_requested = Signal(object)
    extent_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.model = ExportsModel(self)
        self.table, self.title, self.empty, self.search = QTableView(self), QLabel(self), QLabel(self), QLineEdit(self)
        self.check, self.folder, self.extent, self.copy = (QPushButton(self) for _ in range(4))
        self.buttons = (self.check, self.extent, self.folder, self.copy)
        self._damaged = 0
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        table, head = self.table, self.table.horizontalHeader()
        table.setModel(self.model)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(27)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)
        self.title.setProperty("role", "title")
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        for label in (self.title, self.empty):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_SEARCH)
        for button, icon in zip(self.buttons, ("check", "zoom_to", "folder", "copy"), strict=True):
            icons.bind(button, icon)
        top = QHBoxLayout()
        top.setContentsMargins(14, 6, 12, 6)
        top.setSpacing(8)
        top.addWidget(self.title, 1)
        for widget in (self.search, *self.buttons):
            top.addWidget(widget)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(table)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addLayout(top)
        column_.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._searched)
        self.table.selectionModel().selectionChanged.connect(lambda *_both: self._show_buttons())
        self.model.modelReset.connect(self._show)
        self.table.activated.connect(lambda index: self.folder_requested.emit(self.model.records[index.row()]))
        self.check.clicked.connect(lambda _on: self.check_requested.emit(self.selected or self.model.records))
        self.folder.clicked.connect(lambda _on: self._ask_for(self.folder_requested))
        self.extent.clicked.connect(lambda _on: self._ask_for(self.extent_requested))
        self.copy.clicked.connect(lambda _on: self.copy_lines())
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.copy_lines)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Export record"))
        self.table.setAccessibleName(self.tr("Export record"))
        self.search.setPlaceholderText(self.tr("Day, user, file, layer…"))
        self.search.setAccessibleName(self.tr("Search the export record"))
        self.check.setText(self.tr("Check files"))
        self.check.setToolTip(self.tr("Compare the selected files, or all, with what was written, by their hashes"))
        self.folder.setText(self.tr("Show in folder"))
        self.extent.setText(self.tr("Show on map"))
        self.copy.setText(self.tr("Copy"))
        self._show()

    # --- showing --------------------------------------------------------------------------------------------------
    @property
    def selected(self) -> tuple[ExportRecord, ...]:
        """The exports of the selected lines."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(self.model.records[row] for row in rows)

    def show_held(self, held: Records) -> None:
        """Show the record; selected lines stay selected."""
        before = {one.serial for one in self.selected}
        self._damaged = held.damaged
        self.model.show_records(held.records)
        chosen = self.table.selectionModel()
        flags = chosen.SelectionFlag.Select | chosen.SelectionFlag.Rows
        for row, one in enumerate(self.model.records):
            if one.serial in before:
                chosen.select(self.model.index(row, 0), flags)

    def copy_lines(self) -> None:
        """Put the selected lines, or all, on the clipboard with their titles, separated by tabs; hashes are whole."""
        lines = ["\t".join(self.model.head())]
        for one in self.selected or self.model.records:
            whole = {FILE: one.file or one.note, HASH: one.sha256}
            lines.append("\t".join(whole.get(k, self.model.text(one, k)) for k in range(self.model.columnCount())))
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _searched(self, text: str) -> None:
        self.model.search(text)

    def _ask_for(self, signal: object) -> None:
        if self.selected:
            signal.emit(self.selected[0])  # type: ignore[attr-defined]

    def _show(self) -> None:
        shown, total = len(self.model.records), self.model.total
        said = self.tr("%1 exports") if shown == total else self.tr("%1 of %2 exports")
        text = said.replace("%1", language.number(shown)).replace("%2", language.number(total))
        if self._damaged:
            text += self.tr(", %1 lines cannot be read").replace("%1", language.number(self._damaged))
        self.title.setText(text)
        self.empty.setText(self.tr("No export has these words.") if total else self.tr("Nothing was handed out yet."))
        self.pages.setCurrentIndex(1 if shown else 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        one = self.selected[0] if self.selected else None
        self.check.setEnabled(bool(self.model.records))
        self.copy.setEnabled(bool(self.model.records))
        self.folder.setEnabled(one is not None and bool(one.file))
        self.extent.setEnabled(one is not None and one.extent is not None and one.crs is not None)

    def showEvent(self, event: object) -> None:
        """Ask for what was handed out meanwhile."""
        QTimer.singleShot(0, self, self.refresh_requested.emit)
