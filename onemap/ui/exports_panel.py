"""The export record, below the map: who handed out what and when, and whether the files are still as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from onemap.ui import icons, language
from onemap.ui.desk_panel import DeskPanel, LinesTable, plain_label, search_field
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


class ExportsPanel(DeskPanel):
    """Shows the record.

    ``check_requested`` asks to compare files (of records), ``folder_requested`` to show
    a file in its folder, ``extent_requested`` to look at what an export covers.
    """

    check_requested = Signal(object)
    folder_requested = Signal(object)
    extent_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ExportsModel(self)
        self.table, self.title = LinesTable(self.model, many=True), plain_label("title", self)
        self.search = search_field(self, _SEARCH)
        self.check, self.folder, self.extent, self.copy = (QPushButton(self) for _ in range(4))
        self.buttons = (self.check, self.extent, self.folder, self.copy)
        self._damaged = 0
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.table.set_widths(_WIDTHS)
        for button, icon in zip(self.buttons, ("check", "zoom_to", "folder", "copy"), strict=True):
            icons.bind(button, icon)
        self.lay_out(self.table, (self.title, self.search, *self.buttons), wide=[self.title])

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
        return tuple(self.model.records[row] for row in self.table.selected_lines().tolist())

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
        self.show_content(shown > 0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        one = self.selected[0] if self.selected else None
        self.check.setEnabled(bool(self.model.records))
        self.copy.setEnabled(bool(self.model.records))
        self.folder.setEnabled(one is not None and bool(one.file))
        self.extent.setEnabled(one is not None and one.extent is not None and one.crs is not None)
