"""What the panels of the desk share: a head of words and buttons, lines in a table, a sentence where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from onemap.ui import text_size
from onemap.ui.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt
    from PySide6.QtCore import QAbstractItemModel

#: Height of a line, px.
LINE_HEIGHT = 27


class DeskPanel(QWidget):
    """A panel of the desk. ``shown`` tells that it came in sight or went; ``empty`` says why there is no content."""

    shown = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.empty, self.pages = plain_label("muted", self), QStackedWidget(self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)

    def lay_out(self, content: QWidget, head: Iterable[QWidget | QLayout], *, wide: Iterable[QWidget] = ()) -> None:
        """Put the parts of the head over the content: side by side, in more lines where it is narrow.

        What comes behind the last of ``wide`` stands at the right end.
        """
        top, parts, wide = Flow(self, spacing=8, side=14), list(head), list(wide)
        last = max((at for at, part in enumerate(parts) if part in wide), default=len(parts))
        for at, part in enumerate(parts):
            top.add(_held(part, self) if isinstance(part, QLayout) else part)
            if at == last:
                top.add_stretch()
        self.stack(top, content)

    def stack(self, head: QWidget, content: QWidget, around: QWidget | None = None) -> None:
        """Put a head over the content, or over what is around the content and the sentence instead of it."""
        self.pages.addWidget(self.empty)
        self.pages.addWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(around or self.pages, 1)

    def show_content(self, there: bool) -> None:
        """Show the content, or the sentence that says why there is none."""
        self.pages.setCurrentIndex(int(there))

    def showEvent(self, event: object) -> None:
        """Tell that the panel came in sight, once it is there."""
        QTimer.singleShot(0, self, lambda: self.shown.emit(self.isVisible()))

    def hideEvent(self, event: object) -> None:
        """Tell that nobody looks."""
        self.shown.emit(False)


class LinesTable(QTableView):
    """A table as the desk shows them: whole lines, no grid; one line is selected, or with ``many`` any number."""

    def __init__(self, model: QAbstractItemModel, *, many: bool = False) -> None:
        super().__init__()
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        one, some = QAbstractItemView.SelectionMode.SingleSelection, QAbstractItemView.SelectionMode.ExtendedSelection
        self.setSelectionMode(some if many else one)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(text_size.px(LINE_HEIGHT))
        head.setHighlightSections(False)

    def set_widths(self, widths: Mapping[int, int], stretched: int | None = None) -> None:
        """Make columns as wide, px; one of them takes the rest."""
        for column, width in widths.items():
            self.setColumnWidth(column, text_size.px(width))
        if stretched is not None:
            self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def selected_lines(self) -> npt.NDArray[np.int64]:
        """The numbers of the selected lines, ascending; runs of them cost no more than their numbers."""
        parts = [np.arange(one.top(), one.bottom() + 1) for one in self.selectionModel().selection().toList()]
        return np.unique(np.concatenate([np.empty(0, np.int64), *parts]))

    def go_to(self, line: int) -> None:
        """Make a line current and the only one that is selected, as a click does."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(line, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def _held(layout: QLayout, parent: QWidget) -> QWidget:
    """Controls that stay together."""
    holder = QWidget(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    return holder


def plain_label(role: str, parent: QWidget) -> QLabel:
    """A label that shows a text as it is, never as HTML."""
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def search_field(parent: QWidget, least: int, most: int | None = None) -> QLineEdit:
    """A field to search in, from ``least`` to ``most`` px wide, or just so wide."""
    field = QLineEdit(parent)
    field.setProperty("role", "search")
    field.setClearButtonEnabled(True)
    field.setMinimumWidth(text_size.px(least))
    field.setMaximumWidth(text_size.px(least if most is None else most))
    return field
