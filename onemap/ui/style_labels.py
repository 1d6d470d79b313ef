"""The part of the style dock for labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QWidget

from onemap.model.style import LabelStyle
from onemap.ui.check_box import CheckBox
from onemap.ui.color_button import ColorButton
from onemap.ui.style_columns import fill_columns, show_column
from onemap.ui.symbol_editor import add_row, form, millimetres, roomy

if TYPE_CHECKING:
    from collections.abc import Sequence


class LabelEditor(QWidget):
    """Tells ``edited`` with the new `LabelStyle`, or None."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: LabelStyle | None = None
        self._on = CheckBox(self.tr("Write labels"))
        self._column, self._placement = QComboBox(), QComboBox()
        self._column.setAccessibleName(self.tr("Column of the labels"))
        self._placement.setAccessibleName(self.tr("Placement of the labels"))
        self._size = roomy(QDoubleSpinBox(minimum=4.0, maximum=72.0, decimals=1, singleStep=0.5, suffix=" pt"))
        self._size.setAccessibleName(self.tr("Size of the labels"))
        self._color = ColorButton(self.tr("Colour of the labels"), can_be_none=False)
        self._halo = ColorButton(self.tr("Halo colour"), can_be_none=False)
        self._halo_width = millimetres(self.tr("Halo width"), 5.0)
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self._form = form(self)
        self._form.addRow(self._on)
        self._details = (self._column, self._size, self._color, self._placement, self._halo, self._halo_width)
        words = (
            self.tr("Column"), self.tr("Size"), self.tr("Colour"), self.tr("Placement"), self.tr("Halo"),
            self.tr("Halo width"),
        )  # fmt: skip
        for word, widget in zip(words, self._details, strict=True):
            add_row(self._form, word, widget)
        for value, word in (
            ("auto", self.tr("Automatic")), ("point", self.tr("Beside the point")),
            ("line", self.tr("Along the line")), ("area", self.tr("Inside the area")),
        ):  # fmt: skip
            self._placement.addItem(word, value)

    def _wire(self) -> None:
        self._on.toggled.connect(self._toggled)
        self._column.activated.connect(lambda _index: self._change(column=self._column.currentData()))
        self._placement.activated.connect(lambda _index: self._change(placement=self._placement.currentData()))
        self._size.valueChanged.connect(lambda value: self._change(size_pt=value))
        self._halo_width.valueChanged.connect(lambda value: self._change(halo_mm=round(value, 3)))
        self._color.picked.connect(lambda color: self._change(color=color))
        self._halo.picked.connect(lambda color: self._change(halo=color))

    def show_label(self, label: LabelStyle | None, columns: Sequence[tuple[str, str]]) -> None:
        """Show the labels of a style without telling of it; ``columns`` are (name, title)."""
        self._label = label
        shown = label or LabelStyle(column=columns[0][0] if columns else "")
        self.blockSignals(True)
        fill_columns(self._column, columns)
        show_column(self._column, shown.column)
        self._on.setEnabled(bool(columns))
        self._on.setChecked(label is not None and label.visible)
        self._size.setValue(shown.size_pt)
        self._color.set_color(shown.color)
        self._halo.set_color(shown.halo)
        self._halo_width.setValue(shown.halo_mm)
        self._placement.setCurrentIndex(self._placement.findData(shown.placement))
        self._fold()
        self.blockSignals(False)

    def _fold(self) -> None:
        for widget in self._details:
            self._form.setRowVisible(widget, self._on.isChecked())

    def _toggled(self, on: bool) -> None:
        self._fold()
        if self.signalsBlocked():
            return
        if self._label is None:
            self._label = LabelStyle(column=self._column.currentData() or "")
        self._change(visible=on)

    def _change(self, **parts: object) -> None:
        if self.signalsBlocked() or self._label is None:
            return
        self._label = msgspec.structs.replace(self._label, **parts)
        self.edited.emit(self._label)
