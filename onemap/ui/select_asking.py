"""Selecting by a condition, and by place in another layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton, QVBoxLayout, QWidget

from onemap.ui import language
from onemap.ui.check_box import CheckBox
from onemap.ui.filter_panel import asked_columns
from onemap.ui.filter_text import FilterText
from onemap.ui.symbol_editor import roomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

#: Relations that are offered, with their words; the layer stands behind them.
_RELATIONS: dict[str, object] = {
    "intersects": QT_TRANSLATE_NOOP("SelectByPlace", "meet (touch, overlap, lie in)"),
    "within": QT_TRANSLATE_NOOP("SelectByPlace", "lie within"),
    "contains": QT_TRANSLATE_NOOP("SelectByPlace", "contain"),
    "distance": QT_TRANSLATE_NOOP("SelectByPlace", "are no farther than"),
    "nearest": QT_TRANSLATE_NOOP("SelectByPlace", "are nearest to"),
    "touches": QT_TRANSLATE_NOOP("SelectByPlace", "touch at the border"),
    "crosses": QT_TRANSLATE_NOOP("SelectByPlace", "cross"),
    "overlaps": QT_TRANSLATE_NOOP("SelectByPlace", "overlap in part"),
    "equals": QT_TRANSLATE_NOOP("SelectByPlace", "are equal to"),
    "disjoint": QT_TRANSLATE_NOOP("SelectByPlace", "do not meet"),
}  # fmt: skip


class SelectByText(QWidget):
    """A condition in CQL2 text. ``asked`` hands it on, ``values_wanted`` asks for a column's values."""

    asked = Signal(str)
    values_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[str, ...] = ()
        self.note, self.fault = QLabel(self), QLabel(self)
        self.text, self.select = FilterText(self), QPushButton(self)
        self.select.setProperty("role", "primary")
        for label, role in ((self.note, "muted"), (self.fault, "bad")):
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        for widget in (self.note, self.text, self.fault, self.select):
            column.addWidget(widget)
        self.text.applied.connect(self._ask)
        self.text.edited.connect(lambda: self.tell("", None))
        self.text.values_wanted.connect(self.values_wanted)
        self.select.clicked.connect(lambda _on: self._ask())
        self.tell("", None)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.note.setText(self.tr("Rows of which this is true, whether they have a place or not:"))
        self.text.setAccessibleName(self.tr("Condition as CQL2 text"))
        self.text.setPlaceholderText(self.tr("As: name LIKE '%road%' AND floors > 6"))
        self.select.setText(self.tr("Select"))
        self.select.setToolTip(self.tr("Ctrl+Enter in the text"))

    def show_layers(self, layers: Sequence[LayerEntry]) -> None:
        """Complete by the columns that the layers have."""
        names = tuple(dict.fromkeys(one.name for entry in layers for one in asked_columns(entry)))
        if names != self._columns:
            self._columns = names
            self.text.complete_by(names)

    def tell(self, fault: str, at: int | None) -> None:
        """Say what is wrong and mark where, or nothing."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.text.mark(at)

    def _ask(self) -> None:
        if self.text.toPlainText().strip():
            self.asked.emit(self.text.toPlainText())


class SelectByPlace(QWidget):
    """A relation to another layer. ``asked`` hands on relation, layer, distance in metres, and "only its selected"."""

    asked = Signal(str, str, float, bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.note, self.relation, self.layer = QLabel(self), QComboBox(self), QComboBox(self)
        self.distance, self.of = roomy(QDoubleSpinBox(self)), QLabel(self)
        self.only, self.select = CheckBox(self), QPushButton(self)
        self._lay_out()
        self.relation.activated.connect(lambda _at: self.follow())
        self.layer.activated.connect(lambda _at: self.follow())
        self.select.clicked.connect(lambda _on: self._ask())

    def _lay_out(self) -> None:
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.of.setProperty("role", "muted")
        for name in _RELATIONS:
            self.relation.addItem("", name)
        self.distance.setRange(0.0, 1e7)
        self.distance.setDecimals(1)
        self.distance.setValue(100.0)
        self.distance.setSuffix(" m")
        self.select.setProperty("role", "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        for widget in (self.note, self.relation, self.distance, self.of, self.layer, self.only, self.select):
            column.addWidget(widget)
        column.addStretch(1)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.note.setText(self.tr("Features that"))
        for at, text in enumerate(_RELATIONS.values()):
            self.relation.setItemText(at, self.tr(str(text)))
        self.relation.setAccessibleName(self.tr("Relation"))
        self.layer.setAccessibleName(self.tr("Other layer"))
        self.distance.setAccessibleName(self.tr("Distance in metres"))
        self.of.setText(self.tr("features of"))
        self.only.setText(self.tr("Only its selected features"))
        self.select.setText(self.tr("Select"))
        self.show_layers()

    def show_layers(self) -> None:
        """Offer the layers of the map."""
        chosen = self.layer.currentData()
        with QSignalBlocker(self.layer):
            self.layer.clear()
            for entry in self._session.entries:
                self.layer.addItem(entry.title(language.current()), entry.id)
            self.layer.setCurrentIndex(max(self.layer.findData(chosen), 0 if self.layer.count() else -1))
        self.follow()

    def follow(self) -> None:
        """Offer what fits the relation and what is selected."""
        relation, layer = self.relation.currentData(), self.layer.currentData()
        self.distance.setVisible(relation in {"distance", "nearest"})
        if relation == "nearest":
            self.distance.setPrefix(self.tr("at most "))
        else:
            self.distance.setPrefix("")
        chosen = next((e.selection is not None for e in self._session.entries if e.id == layer), False)
        self.only.setEnabled(chosen)
        if not chosen:
            self.only.setChecked(False)
        self.select.setEnabled(layer is not None)

    def _ask(self) -> None:
        relation = self.relation.currentData()
        distance = self.distance.value() if self.distance.isVisibleTo(self) else -1.0
        self.asked.emit(relation, str(self.layer.currentData()), distance, self.only.isChecked())
