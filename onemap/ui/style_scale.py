"""The part of the style dock that says between which scales a layer is drawn."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from onemap.ui.symbol_editor import add_row, form

SCALES = (500, 1000, 2000, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
_SCALE = re.compile(r"(?:1\s*[:：]\s*)?([\d,\s]+(?:\.\d+)?)")


def scale_of(text: str) -> float | None:
    """The n of "1:n" or "n"; None for anything else."""
    match = _SCALE.fullmatch(text.strip())
    digits = re.sub(r"[,\s]", "", match[1]) if match else ""
    return float(digits) if digits and float(digits) > 0 else None


class ScaleRange(QWidget):
    """Tells ``edited`` with the denominators of the farthest and the nearest scale, None for no bound."""

    edited = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[float | None, float | None] = (None, None)
        self._far = self._box(self.tr("Farthest scale at which the layer is drawn"))
        self._near = self._box(self.tr("Nearest scale at which the layer is drawn"))
        lines = form(self)
        add_row(lines, self.tr("From"), self._far)
        add_row(lines, self.tr("Up to"), self._near)

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setAccessibleName(name)
        box.addItem(self.tr("any scale"))
        box.addItems([f"1:{n:,}" for n in SCALES])
        box.activated.connect(lambda _index: self._tell())
        line = box.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._tell)
        return box

    def show_range(self, far: float | None, near: float | None) -> None:
        """Show a range without telling of it."""
        self._shown = (far, near)
        for box, value in ((self._far, far), (self._near, near)):
            box.setEditText(box.itemText(0) if value is None else f"1:{value:,.0f}")

    def _tell(self) -> None:
        told = (scale_of(self._far.currentText()), scale_of(self._near.currentText()))
        if told != self._shown:
            self.show_range(*told)
            self.edited.emit(*told)
