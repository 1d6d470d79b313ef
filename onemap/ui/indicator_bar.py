"""The line over the indicators: what is counted, by what, in which period, which of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QMenu, QToolButton, QWidget

from onemap.city import periods
from onemap.city.indicator_groups import BY_WORDS, BYS, CELLS
from onemap.city.thematic import GROUP
from onemap.session.indicating import EVENT_ROLES
from onemap.ui import icons, language, text_size
from onemap.ui.flow import Flow, filled_by
from onemap.ui.indicator_asking import Choice

if TYPE_CHECKING:
    import datetime as dt

    from onemap.city.indicator_groups import By
    from onemap.city.periods import Kind, Period
    from onemap.session.indicator_answers import Answer
    from onemap.session.session import Session

KINDS: tuple[Kind, ...] = ("month", "quarter", "year", "days")
#: Roles of layers that are counted by, not counted.
_CELLS = ("unit_grid", "responsibility_grid", "division")
#: More layers of things are not offered.
_MOST_LAYERS = 300


class IndicatorBar(QWidget):
    """The choices. ``changed`` tells that another one was made; ``choice`` is what stands there now."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.choice = Choice()
        self._period: Period | None = None
        self._answer: Answer | None = None
        self.what, self.by, self.kind = QComboBox(self), QComboBox(self), QComboBox(self)
        self.before, self.after, self.named = QToolButton(self), QToolButton(self), QLabel(self)
        self.first, self.last, self.only = QDateEdit(self), QDateEdit(self), QToolButton(self)
        self._make()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _make(self) -> None:
        self.row = Flow(self)
        for button, icon in ((self.before, "previous"), (self.after, "next")):
            button.setProperty("role", "icon")
            icons.bind(button, icon)
        self.named.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.named.setMinimumWidth(text_size.px(96))
        for edit in (self.first, self.last):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.dateChanged.connect(lambda _day: self._days())
        self.only.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.only.setProperty("role", "crumb")
        self.only.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.bind(self.only, "settings")
        self.only.setMenu(QMenu(self.only))
        widgets = (
            self.what, self.by, self.kind, self.before, self.named, self.first, self.last, self.after, self.only,
        )  # fmt: skip
        for widget in widgets:
            self.row.add(widget)
        self.row.add_stretch()
        filled_by(self, self.row)
        self.what.activated.connect(lambda _i: self._counted(self.what.currentData()))
        self.by.activated.connect(lambda _i: self._set(by=self.by.currentData(), code=None))
        self.kind.activated.connect(lambda _i: self._of_kind(self.kind.currentData()))
        self.before.clicked.connect(lambda _on: self._step(-1))
        self.after.clicked.connect(lambda _on: self._step(1))

    def retranslate(self) -> None:
        """Write all texts again."""
        en = language.current() == "en"
        kinds = {
            "month": self.tr("Month"), "quarter": self.tr("Quarter"), "year": self.tr("Year"), "days": self.tr("Days"),
        }  # fmt: skip
        with QSignalBlocker(self.by), QSignalBlocker(self.kind):
            self.by.clear()
            for by in BYS:
                self.by.addItem(self.tr("by %1").replace("%1", _small(BY_WORDS[by][en], en=en)), by)
            self.by.setCurrentIndex(BYS.index(self.choice.by))
            self.kind.clear()
            for kind in KINDS:
                self.kind.addItem(kinds[kind], kind)
            self.kind.setCurrentIndex(KINDS.index(self._period.kind if self._period is not None else "month"))
        for widget, said in (
            (self.what, self.tr("What is counted")), (self.by, self.tr("Counted by")), (self.kind, self.tr("Period")),
            (self.before, self.tr("Period before")), (self.after, self.tr("Period after")),
            (self.first, self.tr("First day")), (self.last, self.tr("Last day")), (self.only, self.tr("Which of it")),
        ):  # fmt: skip
            widget.setToolTip(said)
            widget.setAccessibleName(said)
        self.show_layers()
        self._show_period()
        self._show_only()

    # --- showing --------------------------------------------------------------------------------------------------
    def show_layers(self) -> None:
        """List the layers of events that the map has, then those of other things that can be counted."""
        entries, speech = self._session.entries, language.current()
        found = [one for one in entries if one.definition.role in EVENT_ROLES]
        others = [one for one in entries if one.definition.role not in (*EVENT_ROLES, *_CELLS)]
        others = [one for one in others if one.definition.group != GROUP[0]][:_MOST_LAYERS]
        with QSignalBlocker(self.what):
            self.what.clear()
            for one in found:
                self.what.addItem(one.title(speech), one.id)
            if len(found) > 1:
                self.what.addItem(self.tr("Cases and orders together"), "all")
            if found and others:
                self.what.insertSeparator(self.what.count())
            for one in others:
                self.what.addItem(one.title(speech), one.id)
            # A separator, too, holds no data: nothing chosen is the first, not the separator.
            at = -1 if self.choice.what is None else self.what.findData(self.choice.what)
            self.what.setCurrentIndex(at if at >= 0 else 0 if found else -1)

    def show_answer(self, answer: Answer) -> None:
        """Show what an answer is of."""
        self._answer, self._period = answer, answer.table.request.period
        self.choice = replace(self.choice, key=answer.key, code=answer.code)
        with QSignalBlocker(self.kind), QSignalBlocker(self.by):
            self.kind.setCurrentIndex(KINDS.index(self._period.kind))
            self.by.setCurrentIndex(BYS.index(answer.table.request.by))
        self._show_period()
        self._show_only()

    @property
    def timeless(self) -> bool:
        """Whether what is counted has no period."""
        return self._answer is not None and self._answer.table.request.timeless

    def _show_period(self) -> None:
        period = self._period
        self.named.setText("" if period is None else period.words[language.current() == "en"])
        days = period is not None and period.kind == "days"
        timed = not self.timeless
        self.named.setVisible(timed and not days)
        for widget in (self.kind, self.before, self.after):
            widget.setVisible(timed)
        for edit in (self.first, self.last):
            edit.setVisible(timed and days)
        if period is not None:
            for edit, day in ((self.first, period.first), (self.last, period.last)):
                with QSignalBlocker(edit):
                    edit.setDate(QDate(day.year, day.month, day.day))

    def _show_only(self) -> None:
        en, menu = language.current() == "en", self.only.menu()
        menu.clear()
        chosen = dict(self.choice.only)
        said = []
        for by, codes in (self._answer.choices if self._answer is not None else {}).items():
            inner = menu.addMenu(BY_WORDS[by][en])
            inner.setEnabled(bool(codes))
            self._entry(inner, self.tr("All"), by, None, on=by not in chosen)
            inner.addSeparator()
            for code, name in codes:
                self._entry(inner, name[en], by, code, on=chosen.get(by) == code)
                if chosen.get(by) == code:
                    said.append(name[en])
        self.only.setText(" · ".join(said) or self.tr("All of it"))
        self.only.setEnabled(not menu.isEmpty())

    def _entry(self, menu: QMenu, text: str, by: By, code: str | None, *, on: bool) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda _on: self.keep_only(by, code))
        menu.addAction(action)

    # --- choosing -------------------------------------------------------------------------------------------------
    def keep_only(self, by: By, code: str | None) -> None:
        """Count only the events of one category, source or department; None counts all again."""
        left = [(one, value) for one, value in self.choice.only if one != by]
        self._set(only=(*left, *(((by, code),) if code is not None else ())))

    def choose(self, **parts: object) -> None:
        """Choose something else, as the panel's lists do."""
        self._set(**parts)

    def _counted(self, what: str) -> None:
        """Count another layer: by the cells as before, by words only where it may have them."""
        by = self.choice.by if self.choice.by in CELLS else "street"
        self._set(what=what, only=(), code=None, by=by)

    def _set(self, **parts: object) -> None:
        made = replace(self.choice, **parts)  # type: ignore[arg-type]
        if made != self.choice:
            self.choice = made
            self.changed.emit()

    def _of_kind(self, kind: Kind) -> None:
        period = self._period
        if period is None or period.kind == kind:
            return
        if kind == "days":
            self._set(period=periods.days(period.first, period.last))
            return
        # The last day that is known of the period, so that a year becomes its month now and not its December.
        known = self._answer.table.request.as_of.date() if self._answer is not None else period.last
        self._set(period=periods.of_day(kind, max(period.first, min(period.last, known))))

    def _step(self, steps: int) -> None:
        if self._period is not None:
            self._set(period=self._period.moved(steps))

    def _days(self) -> None:
        first, last = (cast("dt.date", edit.date().toPython()) for edit in (self.first, self.last))
        self._set(period=periods.days(min(first, last), max(first, last)))


def _small(text: str, *, en: bool) -> str:
    return text.lower() if en else text
