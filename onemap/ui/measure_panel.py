"""The panel of measuring: what is measured, its parts, and the notes that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from onemap.io.geodesic import Kind, measure
from onemap.ui import icons, language, text_size
from onemap.ui.check_box import CheckBox
from onemap.ui.measure_texts import angle_text, area_words, bearing_text, length_text

if TYPE_CHECKING:
    from onemap.io.geodesic import Measured
    from onemap.model.note import Note

KINDS: tuple[Kind, ...] = get_args(Kind)


class MeasurePanel(QWidget):
    """Shows what is measured and the notes; ``kind_requested`` asks for another kind of measuring."""

    kind_requested = Signal(str)
    clear_requested = Signal()
    keep_requested = Signal()
    #: A note by its id: looked at, named anew, taken away.
    note_opened = Signal(str)
    note_named = Signal(str, str)
    note_removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._measured: Measured | None = None
        self._notes: tuple[Note, ...] = ()
        self._make()
        self._lay_out()
        language.changed.connect(self.retranslate)
        self.retranslate()

    # --- building -----------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.kinds = QButtonGroup(self)
        for number, kind in enumerate(KINDS):
            one = QToolButton(self)
            one.setCheckable(True)
            one.setProperty("role", "crumb")
            one.setObjectName(kind)
            self.kinds.addButton(one, number)
        self.kinds.idClicked.connect(lambda number: self.kind_requested.emit(KINDS[number]))
        self.total, self.more, self.hint, self.notes_title = (_label(r) for r in ("big", "note", "muted", "heading"))
        for label in (self.more, self.hint):
            label.setWordWrap(True)
        self.total.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.snapping = CheckBox(self)
        self.snapping.setChecked(True)
        self.legs = QTableWidget(0, 3, self)
        self.legs.setShowGrid(False)
        self.legs.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.legs.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.legs.setTabKeyNavigation(False)
        self.legs.verticalHeader().setDefaultSectionSize(text_size.px(24))
        self.legs.verticalHeader().hide()
        self.legs.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.legs.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.legs.horizontalHeader().resizeSection(0, 36)
        self.copy, self.keep, self.clear = QPushButton(self), QPushButton(self), QPushButton(self)
        for button, name in ((self.copy, "copy"), (self.keep, "add"), (self.clear, "close")):
            icons.bind(button, name)
        self.copy.clicked.connect(lambda _on: QGuiApplication.clipboard().setText(self.text()))
        self.keep.clicked.connect(lambda _on: self.keep_requested.emit())
        self.clear.clicked.connect(lambda _on: self.clear_requested.emit())
        self.notes = QTreeWidget(self)
        self.notes.setColumnCount(2)
        self.notes.setHeaderHidden(True)
        self.notes.setRootIsDecorated(False)
        self.notes.setUniformRowHeights(True)
        self.notes.header().setStretchLastSection(False)
        self.notes.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.notes.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.notes.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.notes.itemActivated.connect(lambda item, _column: self.note_opened.emit(_id_of(item)))
        self.notes.itemChanged.connect(lambda item, _column: self.note_named.emit(_id_of(item), item.text(0).strip()))
        self.notes.installEventFilter(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self.kinds.buttons():
            row.addWidget(button)
        row.addStretch(1)
        feet = QHBoxLayout()
        feet.setSpacing(8)
        for button in (self.copy, self.keep, self.clear):
            feet.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        column.addLayout(row)
        for widget in (self.total, self.more, self.hint):
            column.addWidget(widget)
        column.addWidget(self.legs, 2)
        column.addWidget(self.snapping)
        column.addLayout(feet)
        column.addWidget(self.notes_title)
        column.addWidget(self.notes, 3)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Measure"))
        words = {"distance": self.tr("Distance"), "area": self.tr("Area"), "angle": self.tr("Angle")}
        for button in self.kinds.buttons():
            button.setText(words[button.objectName()])
        self.legs.setHorizontalHeaderLabels(["", self.tr("Length"), self.tr("Bearing")])
        self.legs.setAccessibleName(self.tr("Legs"))
        self.snapping.setText(self.tr("Snap to corners and edges"))
        self.copy.setText(self.tr("Copy"))
        self.keep.setText(self.tr("Keep"))
        self.clear.setText(self.tr("Clear"))
        self.keep.setToolTip(self.tr("Keep it on the map as a note"))
        self.notes.setAccessibleName(self.tr("Notes"))
        self.notes.setToolTip(self.tr("Enter shows a note, F2 names it, Del takes it away"))
        self.show_measured(self._measured)
        self.show_notes(self._notes)

    # --- showing ------------------------------------------------------------------------------------------------
    def show_kind(self, kind: str) -> None:
        """Mark the kind that is measured; an empty text marks none."""
        self.kinds.setExclusive(False)
        for button in self.kinds.buttons():
            button.setChecked(button.objectName() == kind)
        self.kinds.setExclusive(bool(kind))

    def show_measured(self, measured: Measured | None) -> None:
        """Show what is measured now, or how to begin."""
        self._measured = measured
        legs = () if measured is None else measured.legs
        empty = not legs
        self.hint.setText(
            self.tr("Click corners on the map; double click, Enter or the right button ends, Backspace takes one back.")
        )
        self.hint.setVisible(empty)
        for widget in (self.total, self.more, self.legs):
            widget.setVisible(not empty)
        for button in (self.copy, self.keep, self.clear):
            button.setEnabled(not empty)
        self.legs.setRowCount(len(legs))
        for row, leg in enumerate(legs):
            for column, text in enumerate((str(row + 1), length_text(leg.length_m), bearing_text(leg.bearing_deg))):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.legs.setItem(row, column, item)
        if measured is not None and not empty:
            self.total.setText(main_text(measured))
            self.more.setText("\n".join(self._further(measured)))
            self.more.setVisible(bool(self.more.text()))

    def _further(self, measured: Measured) -> list[str]:
        lines = []
        if measured.area_m2 is not None:
            lines.append(self.tr("Border %1").replace("%1", length_text(measured.length_m)))
        if measured.planar_area_m2 is not None:
            lines.append(self.tr("On the map's plane: %1").replace("%1", area_words(measured.planar_area_m2)))
        if measured.planar_length_m is not None:
            lines.append(self.tr("On the map's plane: %1").replace("%1", length_text(measured.planar_length_m)))
        return lines

    def text(self) -> str:
        """All that is shown, as text for the clipboard."""
        if self._measured is None:
            return ""
        legs = [f"{length_text(leg.length_m)}\t{bearing_text(leg.bearing_deg)}" for leg in self._measured.legs]
        return "\n".join([main_text(self._measured), *self._further(self._measured), *legs])

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """List the notes that were kept."""
        self._notes = notes
        self.notes.blockSignals(True)
        self.notes.clear()
        for note in notes:
            item = QTreeWidgetItem([note.text, value_of(note)])
            item.setData(0, Qt.ItemDataRole.UserRole, note.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.notes.addTopLevelItem(item)
        self.notes.blockSignals(False)
        self.notes_title.setText(self.tr("Notes"))
        for widget in (self.notes_title, self.notes):
            widget.setVisible(bool(notes))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del takes the current note away."""
        if (
            watched is self.notes
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            item = self.notes.currentItem()
            if item is not None:
                self.note_removed.emit(_id_of(item))
                return True
        return super().eventFilter(watched, event)


def main_text(measured: Measured) -> str:
    """The one value that was asked for."""
    if measured.kind == "angle" and measured.angle_deg is not None:
        return angle_text(measured.angle_deg)
    if measured.area_m2 is not None:
        return area_words(measured.area_m2)
    return length_text(measured.length_m)


def value_of(note: Note) -> str:
    """What a note's shape measures."""
    if note.kind == "place":
        return ", ".join(f"{v:.2f}" for v in note.places[0])
    return main_text(measure(note.kind, note.places, note.crs))


def _id_of(item: QTreeWidgetItem) -> str:
    return str(item.data(0, Qt.ItemDataRole.UserRole))


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
