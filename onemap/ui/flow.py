"""A row of controls that goes on in the next line where it finds no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget


class Flow(QLayout):
    """Controls from the left; those behind `add_stretch` stand at the right end while all fit into one line."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._stretch: int | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def add_stretch(self) -> None:
        """What comes from here on stands at the right end."""
        self._stretch = len(self._items)

    # --- what Qt asks ---------------------------------------------------------------------------------------------
    def addItem(self, item: QLayoutItem) -> None:
        """Take another control at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many controls there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """A control by its place, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give a control back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It takes what it needs."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """More lines where it is narrow."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._lay_out(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the controls."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """As wide as the widest control."""
        sizes = [item.minimumSize() for item in self._shown()]
        wide, high = (max((edge(size) for size in sizes), default=0) for edge in (QSize.width, QSize.height))
        return self._with_margins(QSize(wide, high))

    def _with_margins(self, size: QSize) -> QSize:
        edges: QMargins = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    # --- lines ----------------------------------------------------------------------------------------------------
    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        left = width
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines[-1] and wide > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wide + self.spacing()
        return lines

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Place the controls in a rectangle; gives the height that they take."""
        inner = rect.marginsRemoved(self.contentsMargins())
        lines = self._lines(inner.width())
        y = inner.top()
        for line in lines:
            high = max((item.sizeHint().height() for item in line), default=0)
            if move:
                self._place(line, QRect(inner.left(), y, inner.width(), high), alone=len(lines) == 1)
            y += high + self.spacing()
        return y - self.spacing() - rect.top() + self.contentsMargins().bottom()

    def _place(self, line: list[QLayoutItem], box: QRect, *, alone: bool) -> None:
        spare = box.width() - sum(item.sizeHint().width() + self.spacing() for item in line) + self.spacing()
        behind = set(map(id, self._items[self._stretch :])) if alone and self._stretch is not None else set()
        x, pushed = box.left(), False
        for item in line:
            hint = item.sizeHint()
            if id(item) in behind and not pushed:
                x, pushed = x + max(spare, 0), True
            wide = min(hint.width(), box.width())
            item.setGeometry(
                QRect(QPoint(x, box.top() + (box.height() - hint.height()) // 2), QSize(wide, hint.height()))
            )
            x += wide + self.spacing()
