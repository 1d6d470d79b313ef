"""The nearest things in the field: the radius, the nearest five, and none of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from onemap.city.nearby import RADIUS_M, none_words
from onemap.ui import icons, language, text_size
from onemap.ui.field_list import FieldList
from onemap.ui.field_row import FieldRow, RowText
from onemap.ui.identify_model import distance_text

if TYPE_CHECKING:
    from onemap.city.nearby import Near, Nearby

#: Radii that a finger steps through, metres.
RADII = (5.0, 8.0, RADIUS_M, 20.0, 30.0, 50.0, 100.0, 200.0, 500.0)


class FieldNear(QWidget):
    """``chosen`` tells the thing that is meant, None for none of these; ``radius_requested`` another radius."""

    chosen = Signal(object)
    radius_requested = Signal(float)
    zoom_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Nearby | None = None
        self._hint = ""
        self.radius_m = RADIUS_M
        self.less, self.more, self.zoom = (QToolButton(self) for _ in range(3))
        self.radius = QLabel(self)
        self.radius.setProperty("role", "title")
        self.radius.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button, name in ((self.less, "zoom_out"), (self.more, "zoom_in"), (self.zoom, "zoom_to")):
            button.setProperty("role", "step")
            button.setIconSize(text_size.square(26))
            icons.bind(button, name, "text")
        self.list, self.none = FieldList(self), FieldRow(RowText("", ""), self)
        self.line = QFrame(self)
        self.line.setProperty("role", "line")
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 14, 0)
        row.setSpacing(8)
        row.addWidget(self.less)
        row.addWidget(self.radius, 1)
        row.addWidget(self.more)
        row.addSpacing(6)
        row.addWidget(self.zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.line)
        column.addWidget(self.none)
        self.less.clicked.connect(lambda _on=False: self.step(-1))
        self.more.clicked.connect(lambda _on=False: self.step(1))
        self.zoom.clicked.connect(lambda _on=False: self.zoom_requested.emit())
        self.list.chosen.connect(self._chosen)
        self.none.clicked.connect(lambda _on=False: self.chosen.emit(None))
        language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self, _language: str = "") -> None:
        """Write all texts again."""
        for button, text in (
            (self.less, self.tr("Smaller radius")), (self.more, self.tr("Larger radius")),
            (self.zoom, self.tr("Look at the radius from near")),
        ):  # fmt: skip
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.show_found(self._found, self._hint)

    def step(self, by: int) -> None:
        """Ask for the next larger or smaller radius."""
        others = [one for one in RADII if (one - self.radius_m) * by > 0]
        if others:
            self.radius_requested.emit(min(others, key=lambda one: abs(one - self.radius_m)))

    def show_radius(self, radius_m: float) -> None:
        """Show the radius that is asked with."""
        self.radius_m = radius_m
        self.radius.setText(self.tr("Within %1 m").replace("%1", f"{radius_m:g}"))
        self.less.setEnabled(radius_m > RADII[0])
        self.more.setEnabled(radius_m < RADII[-1])

    def show_found(self, found: Nearby | None, hint: str = "") -> None:
        """Show what stands near, or a hint at what to do."""
        self._found, self._hint = found, hint
        self.show_radius(self.radius_m if found is None else found.radius_m)
        if found is None:
            self.none.hide()
            self.list.show_rows(hint, ())
            return
        en = language.current() == "en"
        rows = [_row(number, one, en=en) for number, one in enumerate(found.things, 1)]
        self.none.say(RowText("", none_words()[en], self.tr("What is meant is not in the ledger")))
        self.none.show()
        if not found.things:
            said = self.tr("Nothing stands within the radius.")
        elif found.within > len(found.things):
            said = self.tr("The nearest %1 of %2").replace("%1", str(len(found.things)))
            said = said.replace("%2", language.number(found.within))
        else:
            said = self.tr("%1 found, the nearest first").replace("%1", str(len(found.things)))
        self.list.show_rows(said, rows)

    def _chosen(self, number: int) -> None:
        if self._found is not None:
            self.chosen.emit(self._found.things[number])


def _row(number: int, one: Near, *, en: bool) -> RowText:
    under = " · ".join(filter(None, (one.kind[en], one.state, one.code)))
    return RowText(str(number), one.title, under, distance_text(one.distance_m), "text")
