"""Map and answer beside each other in the field, or one below the other where the glass is held upright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from onemap.ui.window_memory import Memory

#: Share of the answer, beside the map and below it.
_SHARES = {Qt.Orientation.Horizontal: 0.42, Qt.Orientation.Vertical: 0.58}
_NAMES = {Qt.Orientation.Horizontal: "field_wide", Qt.Orientation.Vertical: "field_tall"}


class FieldPlace(QSplitter):
    """The middle of the window: the map alone, and in the field the answer with it."""

    def __init__(self, canvas: QWidget, panel: QWidget, memory: Memory) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._panel, self._memory = panel, memory
        self.setChildrenCollapsible(False)
        self.addWidget(canvas)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        panel.hide()
        self.splitterMoved.connect(lambda _at, _number: self._keep())

    def show_panel(self, *, on: bool) -> None:
        """Show the answer beside the map, as large as it was left, or the map alone."""
        self.setHandleWidth(10 if on else 0)
        self._panel.setVisible(on)
        if on:
            self._share(self._wanted())

    def _wanted(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal if self.width() > self.height() else Qt.Orientation.Vertical

    def _share(self, orientation: Qt.Orientation) -> None:
        self.setOrientation(orientation)
        left = self._memory.place(_NAMES[orientation])
        if left is not None and self.restoreState(left):
            self.setHandleWidth(10)
            return
        whole = self.width() if orientation == Qt.Orientation.Horizontal else self.height()
        panel = round(whole * _SHARES[orientation])
        self.setSizes([whole - panel, panel])

    def _keep(self) -> None:
        self._memory.keep_place(_NAMES[self.orientation()], self.saveState())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn with the glass; keep the shares while nobody has chosen others."""
        super().resizeEvent(event)
        if self._panel.isHidden():
            return
        wanted = self._wanted()
        if self.orientation() != wanted or self._memory.place(_NAMES[wanted]) is None:
            self._share(wanted)
