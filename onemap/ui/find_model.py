"""The rows of the find box's list: candidates under the names of their groups, and notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from onemap.messages import sentence
from onemap.ui import language

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from onemap.city.locator_values import Answer, Candidate, Group

    Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
#: Most candidates of a group that are listed.
_MOST = 8
_GROUPS: dict[Group, object] = {
    "command": QT_TRANSLATE_NOOP("FindModel", "Commands"),
    "layer": QT_TRANSLATE_NOOP("FindModel", "Layers"),
    "code": QT_TRANSLATE_NOOP("FindModel", "Codes"),
    "feature": QT_TRANSLATE_NOOP("FindModel", "Features"),
    "place": QT_TRANSLATE_NOOP("FindModel", "Addresses"),
    "coordinate": QT_TRANSLATE_NOOP("FindModel", "Coordinates"),
}


@dataclass(frozen=True, slots=True)
class FindRow:
    """A line of the list: the name of a group, a candidate with how the text was understood, or a note."""

    kind: Literal["group", "candidate", "note"]
    text: str
    how: str = ""
    aside: str = ""
    candidate: Candidate | None = None


class FindModel(QAbstractListModel):
    """What a text means, group by group; the group of the best candidate stands first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[FindRow, ...] = ()

    def show(self, answer: Answer) -> None:
        """Show an answer instead of what is shown."""
        self.beginResetModel()
        self.rows = tuple(_rows(answer))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The line itself, or its text for readers of the screen."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{row.text}, {row.how}" if row.how else row.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only candidates can be chosen."""
        chosen = index.isValid() and self.rows[index.row()].kind == "candidate"
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if chosen else Qt.ItemFlag.NoItemFlags

    def next_candidate(self, row: int, step: int) -> int:
        """The candidate ``step`` lines on from a line, or that line where there is none further."""
        at = row + step
        while 0 <= at < len(self.rows):
            if self.rows[at].kind == "candidate":
                return at
            at += 1 if step > 0 else -1
        return row


def _rows(answer: Answer) -> list[FindRow]:
    rows: list[FindRow] = []
    outside = QCoreApplication.translate("FindModel", "outside")
    for group in dict.fromkeys(one.group for one in answer.candidates):
        rows.append(FindRow("group", QCoreApplication.translate("FindModel", str(_GROUPS[group]))))
        for one in [c for c in answer.candidates if c.group == group][:_MOST]:
            how = sentence(one.how.key, one.how.fields)
            aside = "" if one.inside else outside
            aside = aside or (language.number(one.count) if one.count > 1 else "")
            rows.append(FindRow("candidate", one.title, how, aside, one))
    if not rows and not answer.notes and answer.text.strip():
        rows.append(FindRow("note", QCoreApplication.translate("FindModel", "Nothing found; try fewer characters")))
    return rows + [FindRow("note", sentence(note.key, note.fields)) for note in answer.notes]
