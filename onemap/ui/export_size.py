"""The part of the export dialog for the size: pixels, or paper and dots per inch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from onemap.ui.export_choice import PAPERS
from onemap.ui.export_choice import pixels as pixels_of
from onemap.ui.symbol_editor import add_row, form, roomy

_PIXELS, _FREE = "px", "mm"


class SizeEditor(QWidget):
    """Tells ``changed``; `pixels` is in pixels, `millimetres` on the sheet."""

    changed = Signal()

    def __init__(self, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = QComboBox()
        self._unit.setAccessibleName(self.tr("Kind of size"))
        self._unit.addItem(self.tr("Pixels"), _PIXELS)
        self._unit.addItem(self.tr("Millimetres"), _FREE)
        for paper in PAPERS:
            self._unit.addItem(self.tr("%1, landscape").replace("%1", paper), f"{paper} wide")
            self._unit.addItem(self.tr("%1, portrait").replace("%1", paper), f"{paper} tall")
        self._width, self._height = self._box(self.tr("Width")), self._box(self.tr("Height"))
        self._dpi = roomy(QSpinBox(minimum=24, maximum=1200, value=96, suffix=" dpi"))
        self._dpi.setAccessibleName(self.tr("Dots per inch"))
        self._note = QLabel()
        self._note.setProperty("role", "note")
        self._lay_out()
        self._in_pixels = True
        self._write(*size)
        self._unit.activated.connect(lambda _index: self._chose_unit())
        for box in (self._width, self._height, self._dpi):
            box.valueChanged.connect(lambda _value: self._touched())
        self._tell()

    def _box(self, name: str) -> QDoubleSpinBox:
        box = roomy(QDoubleSpinBox(minimum=1, maximum=100_000, decimals=0))
        box.setAccessibleName(name)
        return box

    def _lay_out(self) -> None:
        lines = form(self)
        add_row(lines, self.tr("Sheet"), self._unit)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._width, 1)
        line.addWidget(QLabel("×"))
        line.addWidget(self._height, 1)
        add_row(lines, self.tr("Size"), row)
        add_row(lines, self.tr("Resolution"), self._dpi)
        lines.addRow("", self._note)

    @property
    def dpi(self) -> float:
        """Pixels per inch of the sheet."""
        return float(self._dpi.value())

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in pixels."""
        numbers = self._width.value(), self._height.value()
        if self._in_pixels:
            return int(numbers[0]), int(numbers[1])
        return pixels_of(numbers[0], self.dpi), pixels_of(numbers[1], self.dpi)

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height on the sheet."""
        width, height = self.pixels
        return width * 25.4 / self.dpi, height * 25.4 / self.dpi

    def _chose_unit(self) -> None:
        unit = str(self._unit.currentData())
        paper, _, way = unit.partition(" ")
        size = self.pixels
        self._in_pixels = unit == _PIXELS
        if self._in_pixels:
            self._write(*size)
        else:
            if paper in PAPERS and self._dpi.value() < 150:
                self._quietly(self._dpi, 300)
            narrow, long = PAPERS.get(paper, (round(size[0] * 25.4 / self.dpi), round(size[1] * 25.4 / self.dpi)))
            self._write(*((long, narrow) if way == "wide" else (narrow, long)))
        self._touched(of_paper=True)

    def _write(self, width: int, height: int) -> None:
        suffix = " px" if self._in_pixels else " mm"
        for box, value in ((self._width, width), (self._height, height)):
            box.setSuffix(suffix)
            self._quietly(box, value)

    def _quietly(self, box: QSpinBox | QDoubleSpinBox, value: int) -> None:
        box.blockSignals(True)
        box.setValue(value)
        box.blockSignals(False)

    def _touched(self, *, of_paper: bool = False) -> None:
        paper = PAPERS.get(str(self._unit.currentData()).partition(" ")[0])
        numbers = (self._width.value(), self._height.value())
        if not of_paper and paper is not None and sorted(numbers) != sorted(paper):
            self._unit.setCurrentIndex(self._unit.findData(_FREE))
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        (width, height), (wide, tall) = self.pixels, self.millimetres
        self._note.setText(f"{width:,} × {height:,} px · {wide:,.0f} × {tall:,.0f} mm")
