"""The parts of a symbol that a geometry takes, each with its own control."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFileDialog, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from onemap.model.style import MarkerShape, Symbol
from onemap.ui import symbol_swatch, text_size, theme
from onemap.ui.check_box import CheckBox
from onemap.ui.color_button import ColorButton
from onemap.ui.line_ends import LineEnds

if TYPE_CHECKING:
    from onemap.ui.layer_rows import Geometry

Box = TypeVar("Box", QSpinBox, QDoubleSpinBox)
#: Lengths of strokes and gaps, millimetres.
DASHES: tuple[tuple[float, ...], ...] = ((), (2.0, 1.0), (1.0, 1.0), (0.3, 0.8), (4.0, 1.5), (4.0, 1.0, 0.3, 1.0))
_SHOWN: dict[str, frozenset[str]] = {
    "fill": frozenset({"point", "polygon"}),
    "line": frozenset({"point", "line", "polygon"}),
    "width_mm": frozenset({"point", "line", "polygon"}),
    "marker": frozenset({"point"}),
    "size_mm": frozenset({"point"}),
    "dash_mm": frozenset({"line", "polygon"}),
    "cap": frozenset({"line", "polygon"}),
    "join": frozenset({"line", "polygon"}),
    "casing": frozenset({"line"}),
    "casing_mm": frozenset({"line"}),
}
_OTHER_SVG = "…"
#: Width of the words at the left, pixels.
_WORDS = 78


class SymbolEditor(QWidget):
    """Tells ``edited`` with the name of a field of `Symbol` and its new value."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = Symbol()
        self._geometry: Geometry = "polygon"
        self._shared = False
        self._fill = ColorButton(self.tr("Fill"))
        self._line = ColorButton(self.tr("Line"))
        self._width = millimetres(self.tr("Line width"), 20.0)
        self._size = millimetres(self.tr("Size"), 50.0)
        self._marker, self._dash = QComboBox(), QComboBox()
        self._cap, self._join = LineEnds("cap", self.tr("Line ends")), LineEnds("join", self.tr("Corners"))
        self._marker.setAccessibleName(self.tr("Marker"))
        self._dash.setAccessibleName(self.tr("Dashes"))
        self._casing_on = CheckBox(self.tr("Casing"))
        self._casing = ColorButton(self.tr("Casing colour"), can_be_none=False)
        self._casing_width = millimetres(self.tr("Casing width"), 10.0)
        self._lay_out()
        self._wire()
        theme.changed.connect(self._redraw)

    def _lay_out(self) -> None:
        self._form = form(self)
        self._rows: dict[str, QWidget] = {}
        for field, words, widget in (
            ("fill", self.tr("Fill"), self._fill), ("marker", self.tr("Marker"), self._marker),
            ("size_mm", self.tr("Size"), self._size), ("line", self.tr("Line"), self._line),
            ("width_mm", self.tr("Line width"), self._width), ("dash_mm", self.tr("Dashes"), self._dash),
            ("cap", self.tr("Line ends"), self._cap), ("join", self.tr("Corners"), self._join),
        ):  # fmt: skip
            self._rows[field] = widget
            add_row(self._form, words, widget)
        self._rows |= {"casing": self._casing, "casing_mm": self._casing_width}
        self._form.addRow(self._casing_on, self._casing)
        add_row(self._form, self.tr("Casing width"), self._casing_width)

    def _wire(self) -> None:
        self._fill.picked.connect(lambda color: self._told("fill", color))
        self._line.picked.connect(lambda color: self._told("line", color))
        self._casing.picked.connect(lambda color: self._told("casing", color))
        self._width.valueChanged.connect(lambda value: self._told("width_mm", round(value, 3)))
        self._size.valueChanged.connect(lambda value: self._told("size_mm", round(value, 3)))
        self._casing_width.valueChanged.connect(lambda value: self._told("casing_mm", round(value, 3)))
        self._dash.activated.connect(lambda _index: self._told_dash())
        self._cap.activated.connect(lambda _index: self._told("cap", self._cap.currentData()))
        self._join.activated.connect(lambda _index: self._told("join", self._join.currentData()))
        self._marker.activated.connect(lambda _index: self._chose_marker())
        self._casing_on.toggled.connect(self._toggled_casing)

    def show_symbol(self, symbol: Symbol, geometry: Geometry, *, shared: bool = False) -> None:
        """Show a symbol without telling of it; ``shared`` leaves out the colour by which classes differ."""
        self._symbol, self._geometry, self._shared = symbol, geometry, shared
        leading = {"line": "line"}.get(geometry, "fill") if shared else ""
        self.blockSignals(True)
        for field, widget in self._rows.items():
            self._form.setRowVisible(widget, geometry in _SHOWN[field] and field != leading)
        self._form.setRowVisible(self._casing_width, geometry == "line" and symbol.casing is not None)
        self._fill.set_color(symbol.fill)
        self._line.set_color(symbol.line)
        self._width.setValue(symbol.width_mm)
        self._size.setValue(symbol.size_mm)
        self._casing.set_color(symbol.casing)
        self._casing_width.setValue(symbol.casing_mm)
        self._casing_on.setChecked(symbol.casing is not None)
        self._casing.setEnabled(symbol.casing is not None)
        self._fill_markers()
        self._fill_dashes()
        self._cap.choose(symbol.cap)
        self._join.choose(symbol.join)
        self._show_cap(symbol.dash_mm)
        self.blockSignals(False)

    def _told(self, field: str, value: object) -> None:
        if not self.signalsBlocked():
            self.edited.emit(field, value)

    def _told_dash(self) -> None:
        self._show_cap(self._dash.currentData())
        self._told("dash_mm", self._dash.currentData())

    def _show_cap(self, dash_mm: tuple[float, ...]) -> None:
        """An outline has ends only where it is dashed."""
        shown = self._geometry == "line" or (self._geometry == "polygon" and bool(dash_mm))
        self._form.setRowVisible(self._cap, shown)

    def _toggled_casing(self, on: bool) -> None:
        self._casing.setEnabled(on)
        if on and self._casing.color is None:
            self._casing.set_color("@road_casing")
        self._form.setRowVisible(self._casing_width, on and self._geometry == "line")
        self._told("casing", self._casing.color if on else None)

    def _redraw(self, _theme: str) -> None:
        self.show_symbol(self._symbol, self._geometry, shared=self._shared)

    # --- markers and dashes ---------------------------------------------------------------------------------------
    def _fill_markers(self) -> None:
        self._marker.clear()
        sample = Symbol(fill=self._symbol.fill or self._symbol.line, line=self._symbol.line, width_mm=0.15, size_mm=3.4)
        for shape in get_args(MarkerShape):
            self._marker.addItem(_icon(sample, "point", shape), self._shape_name(shape), shape)
        if self._symbol.marker not in get_args(MarkerShape):
            self._marker.addItem(Path(self._symbol.marker).name, self._symbol.marker)
        self._marker.addItem(self.tr("SVG file…"), _OTHER_SVG)
        self._marker.setCurrentIndex(self._marker.findData(self._symbol.marker))

    def _shape_name(self, shape: str) -> str:
        names = {
            "circle": self.tr("Circle"), "square": self.tr("Square"), "diamond": self.tr("Diamond"),
            "triangle": self.tr("Triangle"), "triangle_down": self.tr("Triangle, point down"),
            "cross": self.tr("Cross"), "x": self.tr("Diagonal cross"), "star": self.tr("Star"),
            "hexagon": self.tr("Hexagon"), "pin": self.tr("Pin"), "ring": self.tr("Ring"),
        }  # fmt: skip
        return names[shape]

    def _chose_marker(self) -> None:
        marker = self._marker.currentData()
        if marker == _OTHER_SVG:
            marker, _ = QFileDialog.getOpenFileName(self, self.tr("Marker from a file"), "", self.tr("SVG (*.svg)"))
        if marker:
            self._symbol = _with_marker(self._symbol, marker)
            self._told("marker", marker)
        self._fill_markers()

    def _fill_dashes(self) -> None:
        self._dash.clear()
        self._dash.setIconSize(_dash_size())
        known = DASHES if self._symbol.dash_mm in DASHES else (*DASHES, self._symbol.dash_mm)
        for dash in known:
            sample = Symbol(line=self._symbol.line or "@text", width_mm=0.5, dash_mm=dash)
            name = " ".join(f"{mm:g}" for mm in dash) if dash else self.tr("Solid")
            self._dash.addItem(_icon(sample, "line", "circle", _dash_size()), name, dash)
        self._dash.setCurrentIndex(known.index(self._symbol.dash_mm))


def _with_marker(symbol: Symbol, marker: str) -> Symbol:
    import msgspec

    return msgspec.structs.replace(symbol, marker=marker)


def _dash_size() -> QSize:
    return QSize(text_size.px(72), text_size.px(12))


def _icon(sample: Symbol, geometry: Geometry, marker: str, size: QSize | None = None) -> QIcon:
    size = size or text_size.square(18)
    pixmap = QPixmap(size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    symbol_swatch.paint(painter, QRectF(0, 0, size.width(), size.height()), _with_marker(sample, marker), geometry)
    painter.end()
    return QIcon(pixmap)


def roomy(box: Box) -> Box:
    """The box with some room at the left of its number, told only when the number is complete."""
    line = box.findChild(QLineEdit)
    if line is not None:
        line.setTextMargins(6, 0, 2, 0)
    box.setKeyboardTracking(False)
    return box


def millimetres(name: str, most: float) -> QDoubleSpinBox:
    """A box for a length on the sheet."""
    box = roomy(QDoubleSpinBox())
    box.setRange(0.0, most)
    box.setDecimals(2)
    box.setSingleStep(0.1)
    box.setSuffix(" mm")
    box.setAccessibleName(name)
    return box


def add_row(lines: QFormLayout, words: str, control: QWidget) -> None:
    """A control with its words at the left, in a column as wide as in all parts of the dock."""
    label = QLabel(words)
    label.setMinimumWidth(text_size.px(_WORDS))
    label.setBuddy(control)
    if isinstance(control, QComboBox):
        control.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        control.setMinimumContentsLength(3)
    lines.addRow(label, control)


def form(parent: QWidget) -> QFormLayout:
    """The layout of words at the left and controls at the right that all parts of the dock share."""
    made = QFormLayout(parent)
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(10)
    made.setVerticalSpacing(6)
    made.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return made
