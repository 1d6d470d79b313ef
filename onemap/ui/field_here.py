"""What stands under the finger in the field: every hit of the tap, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onemap.ui import language
from onemap.ui.field_list import FieldList
from onemap.ui.field_row import RowText
from onemap.ui.identify_model import distance_text, name_of

if TYPE_CHECKING:
    from onemap.model.request import Hit
    from onemap.session.change import Change
    from onemap.session.session import Session

#: Hits that are listed.
_LISTED = 60


class FieldHere(QWidget):
    """``hit_chosen`` tells a hit and what it is called, ``counted`` that there are others."""

    hit_chosen = Signal(object, str)
    counted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._hits: list[Hit] = []
        self.count: int | None = None
        self.list = FieldList(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.list.chosen.connect(self._chosen)
        session.changes.subscribe(self._changed)
        language.changed.connect(self.show_hits)
        self.show_hits()

    def _changed(self, change: Change) -> None:
        if change.touches("identified") or (self._hits and change.touches("layers", "project")):
            self.show_hits()

    def show_hits(self, _language: str = "") -> None:
        """Show what was answered last."""
        answer = self._session.identified
        known = {entry.id for entry in self._session.entries}
        self._hits = [] if answer is None else [hit for hit in answer.hits[:_LISTED] if hit.layer in known]
        self.count = None if answer is None else len(answer.hits) + answer.left_out
        if answer is None:
            said = self.tr("Tap the map to see what stands there.")
        elif not self.count:
            said = self.tr("Nothing stands here.")
        else:
            said = self.tr("%1 at this place, drawn on the map").replace("%1", language.number(self.count))
        self.list.show_rows(said, [self._row(hit) for hit in self._hits])
        self.counted.emit()

    def _row(self, hit: Hit) -> RowText:
        entry = self._session.entry(hit.layer)
        inside = hit.kind == "polygon" and hit.distance_m == 0
        under = " · ".join(filter(None, (entry.title(language.current()), hit.code)))
        right = self.tr("inside") if inside else distance_text(hit.distance_m)
        return RowText("", name_of(entry, hit), under, right, "muted")

    def _chosen(self, number: int) -> None:
        hit = self._hits[number]
        self.hit_chosen.emit(hit, name_of(self._session.entry(hit.layer), hit))
