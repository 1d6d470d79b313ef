"""The part of the export dialog for what of the map is shown: the view, all, a layer, numbers, or a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from onemap.messages import language
from onemap.session import snapshot
from onemap.ui.check_box import CheckBox
from onemap.ui.export_choice import extent_at_scale, written_extent
from onemap.ui.style_scale import SCALES, scale_of
from onemap.ui.symbol_editor import add_row, form

if TYPE_CHECKING:
    from onemap.model.extent import Extent
    from onemap.model.view import View
    from onemap.session.session import Session

_VIEW, _ALL, _NUMBERS, _SCALE = "view", "all", "numbers", "scale"


class ExtentEditor(QWidget):
    """Tells ``changed``; `extent` is in the map's CRS."""

    changed = Signal()

    def __init__(self, session: Session, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self._what = QComboBox()
        self._what.setAccessibleName(self.tr("What is shown"))
        for words, what in (
            (self.tr("Current view"), _VIEW), (self.tr("All layers"), _ALL),
            (self.tr("A scale, same middle"), _SCALE), (self.tr("Numbers"), _NUMBERS),
        ):  # fmt: skip
            self._what.addItem(words, what)
        for entry in session.entries:
            if entry.shown:
                self._what.addItem(entry.title(language()), f"layer {entry.id}")
        self._numbers = QLineEdit(",".join(f"{n:.10g}" for n in view.extent.as_tuple()))
        self._numbers.setAccessibleName(self.tr("Extent as xmin,ymin,xmax,ymax"))
        self._scale = QComboBox()
        self._scale.setEditable(True)
        self._scale.setAccessibleName(self.tr("Scale"))
        self._scale.addItems([f"1:{n:,}" for n in SCALES])
        self._scale.setCurrentText(f"1:{self._scale_now():,.0f}")
        self._letterbox = CheckBox(self.tr("Leave blank what is outside"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        self._form = form(self)
        add_row(self._form, self.tr("Extent"), self._what)
        add_row(self._form, self.tr("Scale"), self._scale)
        add_row(self._form, self.tr("Numbers"), self._numbers)
        self._form.addRow("", self._letterbox)
        self._fold()

    def _wire(self) -> None:
        self._what.activated.connect(lambda _index: self._chosen())
        self._scale.currentTextChanged.connect(lambda _text: self.changed.emit())
        self._numbers.textChanged.connect(lambda _text: self.changed.emit())
        self._letterbox.toggled.connect(lambda _on: self.changed.emit())

    @property
    def letterbox(self) -> bool:
        """Whether what is outside of the extent stays blank."""
        return self._letterbox.isChecked() and self._what.currentData() != _SCALE

    def extent(self, size_mm: tuple[float, float]) -> Extent:
        """The extent for a sheet of a size; RequestError when the numbers make none."""
        what = str(self._what.currentData())
        if what == _NUMBERS:
            return written_extent(self._numbers.text())
        if what == _SCALE:
            scale = scale_of(self._scale.currentText()) or self._scale_now()
            return extent_at_scale(self._view, size_mm, scale, self._metres_per_unit())
        found = self._session.extent if what == _ALL else self._of_layer(what.removeprefix("layer "))
        return found if what != _VIEW and found is not None else self._view.extent

    def _of_layer(self, layer_id: str) -> Extent | None:
        from onemap.model.extent import Extent as Box

        entries = [e for e in self._session.entries if e.id == layer_id]
        return Box.union(ready.extent for e in entries for ready in e.shown)

    def _metres_per_unit(self) -> float:
        return snapshot.metres_per_unit(self._session, self._view)[1]

    def _scale_now(self) -> float:
        return self._view.scale_denominator(self._metres_per_unit())

    def _chosen(self) -> None:
        self._fold()
        self.changed.emit()

    def _fold(self) -> None:
        what = self._what.currentData()
        self._form.setRowVisible(self._scale, what == _SCALE)
        self._form.setRowVisible(self._numbers, what == _NUMBERS)
        self._form.setRowVisible(self._letterbox, what != _SCALE)
