"""The dialog that says which columns tell when the rows of each layer are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from onemap.errors import OneMapError
from onemap.messages import language
from onemap.model.definition import TimeField
from onemap.model.moment import ZONE
from onemap.session import timing
from onemap.ui import text_size
from onemap.ui.dialog_size import open_at
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from onemap.model.definition import LayerDefinition
    from onemap.session.session import Session

_ZONES = ZONE, "UTC"


@dataclass(frozen=True, slots=True)
class TimedLayer:
    """A layer that has columns of times: those with their words, and the field in use, None when it has none."""

    id: str
    title: str
    columns: tuple[tuple[str, str], ...]
    field: TimeField | None


def timed_layers(session: Session) -> list[TimedLayer]:
    """The open layers in which times can be found or are said to be."""
    found = []
    for entry in session.entries:
        if entry.ready is None:
            continue
        table = entry.ready.data.table
        field = timing.field_of(entry.definition, table)
        said = [] if field is None else [field.start, *([field.end] if field.end else [])]
        names = dict.fromkeys([*said, *timing.candidates(table)])
        columns = tuple((_words(entry.definition, name), name) for name in names)
        if columns:
            found.append(TimedLayer(entry.id, entry.title(language()), columns, field))
    return found


def _words(definition: LayerDefinition, name: str) -> str:
    """A column's title and name, or its name where it has no title."""
    field = definition.fields.get(name)
    title = "" if field is None else (field.title_en or field.title if language() == "en" else field.title)
    return f"{title}  {name}" if title and title != name else name


class TimeLayersDialog(QDialog):
    """A line for each layer with times; a choice holds at once and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.layers = timed_layers(session)
        self.setWindowTitle(self.tr("Layers and their times"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 860, 420)
        self.table = QTableWidget(len(self.layers), 4, self)
        self.table.setHorizontalHeaderLabels(
            [self.tr("Layer"), self.tr("Begins, or happens"), self.tr("Ends"), self.tr("Clock")]
        )
        self.table.setAccessibleName(self.windowTitle())
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "note")
        self._lay_out()
        for row in range(len(self.layers)):
            self._fill(row)

    def _lay_out(self) -> None:
        table = self.table
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(text_size.px(40))
        table.setShowGrid(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.addWidget(table, 1)
        column.addWidget(self.told)
        column.addWidget(buttons)
        self.told.setText(
            self.tr("What has no end happens at once. A layer without a beginning is shown at any time.")
            if self.layers
            else self.tr("No open layer has a column of times.")
        )

    def _fill(self, row: int) -> None:
        layer = self.layers[row]
        field = layer.field or TimeField()
        item = QTableWidgetItem(layer.title)
        item.setToolTip(plain_tip(layer.id))
        self.table.setItem(row, 0, item)
        start = self._box(self.tr("Begins, or happens"), layer, layer.columns, field.start)
        end = self._box(self.tr("Ends"), layer, layer.columns, field.end)
        zones = tuple((one, one) for one in dict.fromkeys((field.zone or ZONE, *_ZONES)))
        zone = self._box(self.tr("Clock"), layer, zones, field.zone or ZONE)
        zone.removeItem(0)
        for column, box in enumerate((start, end, zone), 1):
            self.table.setCellWidget(row, column, box)
            box.currentIndexChanged.connect(lambda _at, row=row: self._take(row))
        end.setEnabled(bool(field.start))

    def _box(self, what: str, layer: TimedLayer, choices: tuple[tuple[str, str], ...], chosen: str) -> QComboBox:
        box = QComboBox(self.table)
        box.setAccessibleName(f"{layer.title}: {what}")
        box.addItem(self.tr("none"), "")
        for words, choice in choices:
            box.addItem(words, choice)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        return box

    def _take(self, row: int) -> None:
        start, end, zone = (self.table.cellWidget(row, column).currentData() for column in (1, 2, 3))  # type: ignore[attr-defined]
        self.table.cellWidget(row, 2).setEnabled(bool(start))
        field = TimeField(start, end if start else "", "" if zone == ZONE or not start else zone)
        try:
            self._session.set_time_field(self.layers[row].id, field)
        except OneMapError as error:
            self.told.setText(str(error))
