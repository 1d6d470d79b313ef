"""The part of the style dock that says what tells features apart: nothing, the values or the size of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QSpinBox, QToolButton, QWidget

from onemap.ui.check_box import CheckBox
from onemap.ui.ramp_box import RampBox
from onemap.ui.ramps import fitting, ramps
from onemap.ui.style_columns import fill_columns, show_column
from onemap.ui.symbol_editor import add_row, form, roomy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onemap.model.style import Style
    from onemap.query.breaks import Method
    from onemap.ui.ramps import Ramp
    from onemap.ui.style_columns import Kind


class ClassingEditor(QWidget):
    """Asks for another kind, for classes anew (kind and column), for other colours (a ramp's name)."""

    kind_chosen = Signal(str)
    classing_changed = Signal(str, str)
    ramp_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind: Kind = "single"
        self._column, self._method, self._ramp = QComboBox(), QComboBox(), RampBox()
        self._column.setAccessibleName(self.tr("Column"))
        self._method.setAccessibleName(self.tr("Method"))
        self._number = roomy(QSpinBox(minimum=2, maximum=12, value=5))
        self._number.setAccessibleName(self.tr("Number of classes"))
        self._turned = CheckBox(self.tr("Reversed"))
        self._fill_methods()
        self._form = form(self)
        self._form.addRow(self._kinds())
        add_row(self._form, self.tr("Column"), self._column)
        add_row(self._form, self.tr("Method"), self._method)
        add_row(self._form, self.tr("Classes"), self._number)
        add_row(self._form, self.tr("Colours"), self._ramp)
        add_row(self._form, "", self._turned)
        self._wire()

    def _kinds(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 4)
        line.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        group = QButtonGroup(self)
        for kind, words in (
            ("single", self.tr("Single")), ("categories", self.tr("Categories")), ("classes", self.tr("Graduated")),
        ):  # fmt: skip
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("role", "crumb")
            button.clicked.connect(lambda _checked=False, kind=kind: self.kind_chosen.emit(kind))
            group.addButton(button)
            line.addWidget(button)
            self._buttons[kind] = button
        line.addStretch(1)
        return row

    def _fill_methods(self) -> None:
        for method, words in (
            ("quantile", self.tr("Equal counts")), ("equal", self.tr("Equal steps")),
            ("natural", self.tr("Natural breaks")), ("pretty", self.tr("Round numbers")),
            ("stddev", self.tr("Standard deviations")), ("head_tail", self.tr("Head and tail")),
        ):  # fmt: skip
            self._method.addItem(words, method)

    def _wire(self) -> None:
        self._column.activated.connect(lambda _index: self._ask())
        self._method.activated.connect(lambda _index: self._ask())
        self._number.valueChanged.connect(lambda _value: self._ask())
        self._ramp.picked.connect(self.ramp_chosen.emit)
        self._turned.toggled.connect(lambda _on: self.ramp_chosen.emit(self._ramp.currentData() or ""))

    def _ask(self) -> None:
        if not self.signalsBlocked():
            self.classing_changed.emit(self._kind, self._column.currentData())

    def show_style(
        self, style: Style, columns: Sequence[tuple[str, str]], has_columns: bool, has_numbers: bool
    ) -> None:
        """Show what a style classifies by without asking for anything."""
        self.blockSignals(True)
        self._kind = style.kind
        self._buttons[style.kind].setChecked(True)
        self._buttons["categories"].setEnabled(has_columns or style.kind == "categories")
        self._buttons["classes"].setEnabled(has_numbers or style.kind == "classes")
        fill_columns(self._column, columns)
        show_column(self._column, style.column)
        if style.kind == "classes" and 2 <= len(style.classes) <= self._number.maximum():
            self._number.setValue(len(style.classes))
        if style.kind != "single":
            self._ramp.show_ramps(numbers=style.kind == "classes", chosen=style.ramp)
        for widget in (self._column, self._ramp):
            self._form.setRowVisible(widget, style.kind != "single")
        of_numbers: tuple[QWidget, ...] = (self._method, self._number, self._turned)
        for part in of_numbers:
            self._form.setRowVisible(part, style.kind == "classes")
        self.blockSignals(False)

    @property
    def method(self) -> Method:
        """How a column of numbers is cut."""
        return cast("Method", self._method.currentData())

    @property
    def number(self) -> int:
        """How many classes of numbers are wanted."""
        return self._number.value()

    @property
    def turned(self) -> bool:
        """Whether the ramp runs the other way."""
        return self._turned.isChecked()

    def ramp_for(self, kind: Kind, name: str | None) -> Ramp:
        """The ramp of a name where it fits the kind, else the first that does."""
        offered = fitting(numbers=kind == "classes")
        chosen = ramps().get(name or "")
        return chosen if chosen in offered and chosen is not None else offered[0]
