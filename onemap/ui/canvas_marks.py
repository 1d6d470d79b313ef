"""The selection as a picture of its own over the map: another selection does not draw the map again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from onemap.session import snapshot
from onemap.ui import theme

if TYPE_CHECKING:
    from onemap.model.view import View
    from onemap.session.session import Session
    from onemap.ui.drawing import Drawing, Picture


class SelectionMarks(QObject):
    """Asks a drawing of its own for what is selected. ``picture`` is the last one, None where nothing is marked."""

    changed = Signal()

    def __init__(self, session: Session, drawing: Drawing, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._drawing = session, drawing
        self.picture: Picture | None = None
        self._generation = self._oldest = 0
        drawing.drawn.connect(self._take)

    def ask(self, view: View, pixel_ratio: float, *, drop_older: bool) -> None:
        """Draw what is selected in a view, or show that nothing is; what is drawn of an older wish may end early."""
        self._generation += 1
        request = snapshot.selected(self._session, view, palette=theme.current(), pixel_ratio=pixel_ratio)
        if request is None:
            self.clear()
        else:
            self._drawing.ask(replace(request, generation=self._generation), drop_older=drop_older)

    def clear(self) -> None:
        """Mark nothing, whatever is being drawn."""
        self._generation += 1
        self._oldest = self._generation
        self._drawing.stop(self._oldest)
        if self.picture is not None:
            self.picture = None
            self.changed.emit()

    def _take(self, picture: Picture) -> None:
        newest = 0 if self.picture is None else self.picture.generation
        if picture.generation >= max(self._oldest, newest):
            self.picture = picture
            self.changed.emit()
