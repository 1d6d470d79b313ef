"""Choosing the moment as of which all is told that depends on time: now, the last day of the data, or any other."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QDateTime, Qt, QTime, Signal
from PySide6.QtWidgets import QButtonGroup, QDateTimeEdit, QFrame, QLabel, QRadioButton, QVBoxLayout, QWidget

from onemap.ui import language, text_size

_DAY_END = QTime(23, 59)
NOW, LAST, OTHER = range(3)


class MomentPopup(QFrame):
    """A small card over the window. ``moment_chosen`` tells a moment as a session has it: ISO text, "" for now."""

    moment_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self._last = ""
        self.title, self.note = QLabel(self), QLabel(self)
        self.title.setProperty("role", "title")
        self.note.setProperty("role", "note")
        self.note.setWordWrap(True)
        self.ways = QButtonGroup(self)
        self.now, self.last, self.other = (QRadioButton(self) for _ in range(3))
        for number, button in enumerate((self.now, self.last, self.other)):
            self.ways.addButton(button, number)
        self.edit = QDateTimeEdit(self)
        self.edit.setCalendarPopup(True)
        self.edit.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.edit.setDateRange(QDate(1990, 1, 1), QDate(2100, 1, 1))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(9)
        for widget in (self.title, self.now, self.last, self.other, self.edit, self.note):
            column.addWidget(widget)
        self.setFixedWidth(text_size.px(300))
        self.ways.idClicked.connect(self._chosen)
        self.edit.dateTimeChanged.connect(self._edited)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Write all texts again."""
        self.title.setText(self.tr("As of"))
        self.now.setText(self.tr("Now"))
        last = self._last or "…"
        self.last.setText(self.tr("Last day of the data: %1").replace("%1", last))
        self.other.setText(self.tr("Another moment"))
        self.edit.setAccessibleName(self.tr("Another moment"))
        self.note.setText(self.tr("Grid cards, indicators, open and overdue cases are told as of this moment."))

    def show_moment(self, said: str | None) -> None:
        """Show the moment in use; None is now."""
        way = NOW if said is None else LAST if said == self._last else OTHER
        button = self.ways.button(way)
        button.setChecked(True)
        self.edit.blockSignals(True)
        self.edit.setDateTime(_edited(said))
        self.edit.blockSignals(False)
        self.edit.setEnabled(way == OTHER)

    def show_last(self, day: str, said: str | None) -> None:
        """Offer the last day of the data, "" when they tell of none."""
        self._last = day
        self.last.setVisible(bool(day))
        self.retranslate()
        self.show_moment(said)

    def _chosen(self, way: int) -> None:
        self.edit.setEnabled(way == OTHER)
        if way == OTHER:
            self.edit.setFocus()
            self._edited()
        else:
            self.moment_chosen.emit(self._last if way == LAST else "")

    def _edited(self) -> None:
        chosen = self.edit.dateTime()
        form = "yyyy-MM-dd" if chosen.time() >= _DAY_END else "yyyy-MM-ddTHH:mm"
        self.moment_chosen.emit(chosen.toString(form))


def _edited(said: str | None) -> QDateTime:
    """A moment as the field has it; a day alone is its end."""
    if said is None:
        return QDateTime.currentDateTime()
    found = dt.datetime.fromisoformat(said)
    day = QDate(found.year, found.month, found.day)
    return QDateTime(day, _DAY_END if len(said) <= len("2026-06-30") else QTime(found.hour, found.minute))


def shown(said: str | None) -> str:
    """A moment for people: the day, with its time where it is not the day's end; an empty text for now."""
    return "" if said is None else said.replace("T", " ")
