"""The dialog that asks for a CRS: proposals with their reason, then the whole register to search."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from onemap.errors import CrsError
from onemap.messages import language
from onemap.ui import text_size, theme
from onemap.ui.crs_catalogue import CrsLine, catalogue, line_of, matching, with_proposals
from onemap.ui.dialog_size import open_at
from onemap.ui.layer_delegate import small_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE_ROLE = int(Qt.ItemDataRole.UserRole)
_HEIGHT = 44


class CrsModel(QAbstractListModel):
    """Proposals first, then the register, both as far as they match the search."""

    def __init__(self, top: Sequence[CrsLine], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._top, self._all, self._text = list(top), list[CrsLine](), ""
        self._lines = list(top)

    def set_register(self, lines: Sequence[CrsLine]) -> None:
        """The register has come."""
        codes = {line.code for line in self._top}
        self._all = [line for line in lines if line.code not in codes]
        self.search(self._text)

    def search(self, text: str) -> None:
        """Show only lines in which all words occur; a code that is not in the register is offered when it exists."""
        self._text = text
        self.beginResetModel()
        self._lines = [*matching(self._top, text), *matching(self._all, text)]
        if not self._lines:
            self._lines = _by_code(text)
        self.endResetModel()

    def line(self, index: Index) -> CrsLine | None:
        """The line of an index."""
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Number of lines shown."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """What a line shows."""
        line = self.line(index)
        if line is None:
            return None
        if role == _LINE_ROLE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{line.title} {line.code}"
        return line.note if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


def _by_code(text: str) -> list[CrsLine]:
    code = text.strip().upper().removeprefix("EPSG:")
    if not code.isdigit():
        return []
    try:
        return [line_of(f"EPSG:{code}", "", language())]
    except CrsError:
        return []


class _Delegate(QStyledItemDelegate):
    """Name and code in one line, the reason or the area of use below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """All lines are equally high."""
        return QSize(200, text_size.px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, name, code, note."""
        line: CrsLine = index.data(_LINE_ROLE)
        painter.save()
        box: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme.color("accent_fill"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme.color("hover"))
        inner = box.adjusted(16, 4, -16, -4)
        upper, lower = inner.adjusted(0, 0, 0, -inner.height() // 2), inner.adjusted(0, inner.height() // 2, 0, 0)
        painter.setPen(theme.color("muted"))
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.code)
        room = upper.width() - QFontMetrics(painter.font()).horizontalAdvance(line.code) - 12
        painter.setPen(theme.color("text"))
        _elided(painter, upper.adjusted(0, 0, room - upper.width(), 0), line.title)
        painter.setFont(small_font())
        painter.setPen(theme.color("muted"))
        _elided(painter, lower, line.note)
        painter.restore()


def _elided(painter: QPainter, box: QRect, words: str) -> None:
    shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class _Register(QObject):
    """Gets the register in a thread of its own and tells of it in the thread it was made in."""

    come = Signal(object)

    def start(self) -> None:
        """Begin; ``come`` is told once."""
        threading.Thread(target=self._get, args=(language(),), name="crs register", daemon=True).start()

    def _get(self, in_language: Any) -> None:  # noqa: ANN401
        lines = catalogue(in_language)
        try:
            self.come.emit(lines)
        except RuntimeError:
            return


class CrsDialog(QDialog):
    """``chosen`` is "EPSG:xxxx" after the dialog was accepted."""

    def __init__(self, parent: QWidget | None, proposals: Sequence[str], current: str | None) -> None:
        super().__init__(parent)
        self.chosen: str | None = None
        self.setWindowTitle(self.tr("Choose the CRS"))
        notes = self.tr("Fits the coordinates of the data"), self.tr("In use now")
        self._model = CrsModel(with_proposals(proposals, current, notes, language()), self)
        self._build()
        self._register = _Register(self)
        self._register.come.connect(self._came)
        self._register.start()

    def _build(self) -> None:
        self._search = QLineEdit()
        self._search.setProperty("role", "search")
        self._search.setClearButtonEnabled(True)
        self._search.setPlaceholderText(self.tr("Search by name, code or place: CGCS2000 105, 4548, UTM 48"))
        self._search.setAccessibleName(self.tr("Search the CRS"))
        self._search.installEventFilter(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Delegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName(self.tr("Coordinate reference systems"))
        self._told = QLabel(self.tr("Reading the register…"))
        self._told.setProperty("role", "note")
        cancel, self._ok = QPushButton(self.tr("Cancel")), QPushButton(self.tr("Choose"))
        self._ok.setProperty("role", "primary")
        self._ok.setDefault(True)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 10)
        head.addWidget(self._search)
        foot.setContentsMargins(16, 12, 16, 12)
        foot.addWidget(self._told, 1)
        foot.addWidget(cancel)
        foot.addWidget(self._ok)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._list, 1)
        whole.addLayout(foot)
        open_at(self, 560, 520)
        cancel.clicked.connect(lambda _checked=False: self.reject())
        self._ok.clicked.connect(lambda _checked=False: self.accept())
        self._search.textChanged.connect(self._searched)
        self._list.doubleClicked.connect(lambda _index: self.accept())
        self._list.selectionModel().currentChanged.connect(lambda _new, _old: self._enable())
        self._select_first()

    def _searched(self, text: str) -> None:
        self._model.search(text)
        self._select_first()

    def _came(self, lines: Sequence[CrsLine]) -> None:
        kept = self._model.line(self._list.currentIndex())
        self._model.set_register(lines)
        self._told.setText(self.tr("%1 systems").replace("%1", f"{len(lines):,}"))
        self._select_first()
        if kept is not None:
            self._select(kept.code)

    def _select(self, code: str) -> None:
        for row in range(self._model.rowCount()):
            line = self._model.line(self._model.index(row))
            if line is not None and line.code == code:
                self._list.setCurrentIndex(self._model.index(row))
                return

    def _select_first(self) -> None:
        self._list.setCurrentIndex(self._model.index(0))
        self._enable()

    def _enable(self) -> None:
        self._ok.setEnabled(self._list.currentIndex().isValid())

    def accept(self) -> None:
        """Take the current line."""
        line = self._model.line(self._list.currentIndex())
        if line is not None:
            self.chosen = line.code
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while one writes in the search."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self._list.currentIndex().row()
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                row = min(max(row + step, 0), self._model.rowCount() - 1)
                self._list.setCurrentIndex(self._model.index(row))
                return True
        return super().eventFilter(watched, event)
