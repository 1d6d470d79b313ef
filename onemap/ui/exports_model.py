"""The export record as a table for Qt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from onemap.io import exports, grades
from onemap.io.exports_words import FOUND_WORDS, KIND_WORDS, STATE_WORDS
from onemap.ui import language, theme
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.io.exports import ExportRecord, Found

    Index = QModelIndex | QPersistentModelIndex

_ROLE = Qt.ItemDataRole
WHEN, WHO, KIND, FILE, STATE, GRADE, LAYERS, EXTENT, SIZE, HASH, SERIAL = range(11)
_NUMBERS = {SIZE}


class ExportsModel(QAbstractTableModel):
    """A line for each export, the latest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.records: tuple[ExportRecord, ...] = ()
        self._all: tuple[ExportRecord, ...] = ()
        self._found: dict[str, Found] = {}
        self._text = ""

    # --- what is shown --------------------------------------------------------------------------------------------
    def show_records(self, records: tuple[ExportRecord, ...]) -> None:
        """Show the record, the oldest export first; what was found of files that are still in it stays."""
        self._all = records
        self._filter()

    def search(self, text: str) -> None:
        """Show only those in which the words of a text occur."""
        self._text = text
        self._filter()

    def show_found(self, found: dict[str, Found]) -> None:
        """Tell what became of the files, by serial."""
        self._found |= found
        if self.records:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.records) - 1, SERIAL))

    @property
    def total(self) -> int:
        """How many exports there are, shown or not."""
        return len(self._all)

    def _filter(self) -> None:
        self.beginResetModel()
        self.records = exports.matching(self._all, self._text)[::-1]
        self.endResetModel()

    # --- Qt -------------------------------------------------------------------------------------------------------
    def head(self) -> list[str]:
        """Titles of the columns."""
        return [
            self.tr("When"), self.tr("Who"), self.tr("What"), self.tr("File"), self.tr("State"), self.tr("Grade"),
            self.tr("Layers"), self.tr("Extent"), self.tr("Size"), self.tr("SHA-256"), self.tr("Serial"),
        ]  # fmt: skip

    def rowCount(self, parent: Index | None = None) -> int:
        """Exports."""
        return 0 if parent is not None and parent.isValid() else len(self.records)

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the table."""
        return 0 if parent is not None and parent.isValid() else SERIAL + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        """Titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section <= SERIAL:
            return None
        if role == _ROLE.TextAlignmentRole:
            return _side(section)
        return self.head()[section] if role == _ROLE.DisplayRole else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Texts; what was given up or changed since stands out."""
        if not index.isValid():
            return None
        record, column = self.records[index.row()], index.column()
        if role == _ROLE.DisplayRole:
            return self.text(record, column)
        if role == _ROLE.ToolTipRole:
            return self._tip(record, column)
        if role == _ROLE.TextAlignmentRole:
            return _side(column)
        return self._color(record, column) if role == _ROLE.ForegroundRole else None

    def text(self, record: ExportRecord, column: int) -> str:
        """What a column tells of an export."""
        return _TEXTS[column](record) if column in _TEXTS else self._worded(record, column)

    def _worded(self, record: ExportRecord, column: int) -> str:
        en = language.current() == "en"
        if column == KIND:
            unmasked = self.tr(", unmasked") if record.unmasked and record.kind not in {"shown", "read"} else ""
            return KIND_WORDS[record.kind][en] + unmasked
        if column == STATE:
            return self._state(record, en=en)
        if column == GRADE:
            return grades.grade(record.grade).called(language.current())
        return (", " if en else "、").join(one.title or one.id for one in record.layers)

    def _state(self, record: ExportRecord, *, en: bool) -> str:
        found = self._found.get(record.serial, "none")
        return STATE_WORDS[record.state][en] if found == "none" else FOUND_WORDS[found][en]

    def _tip(self, record: ExportRecord, column: int) -> str:
        """The whole of what a cell shortens."""
        lines = {
            FILE: (record.file, record.note), HASH: (record.sha256,),
            LAYERS: tuple(f"{one.title or one.id}  L{one.grade}" for one in record.layers),
            EXTENT: (self.text(record, EXTENT), record.crs or ""),
        }.get(column, (self.text(record, column),))  # fmt: skip
        return plain_tip("\n".join(filter(None, lines)))

    def _color(self, record: ExportRecord, column: int) -> object:
        if column == STATE:
            bad = self._found.get(record.serial) == "changed" or record.state == "failed"
            good = self._found.get(record.serial) == "same"
            return theme.color("bad" if bad else "good" if good else "muted")
        return theme.color("muted") if column in {HASH, SERIAL, EXTENT} else None


def size_text(size: int) -> str:
    """Bytes for people."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}" if unit != "B" else f"{size} B"
        size = size / 1000  # type: ignore[assignment]
    return f"{size:.3g} GB"


def _extent_text(record: ExportRecord) -> str:
    return "" if record.extent is None else "{:.8g}, {:.8g} … {:.8g}, {:.8g}".format(*record.extent)


#: Columns that read the same in every language.
_TEXTS: dict[int, Callable[[ExportRecord], str]] = {
    WHEN: lambda one: f"{dt.datetime.fromisoformat(one.time):%Y-%m-%d %H:%M:%S}",
    WHO: lambda one: one.user,
    FILE: lambda one: one.file.replace("\\", "/").rpartition("/")[2] or one.note,
    EXTENT: _extent_text,
    SIZE: lambda one: size_text(one.size) if one.size else "",
    HASH: lambda one: one.sha256[:12],
    SERIAL: lambda one: one.serial,
}


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
