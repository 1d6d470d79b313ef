"""The filter builder: rows of column, operator and values, in groups of which all or any must hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onemap.query.cql_rules import OFFERED, Group, Rule, wanted
from onemap.ui import icons, text_size
from onemap.ui.column_box import ColumnBox
from onemap.ui.filter_values import ValuesEditor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onemap.query.cql_rules import Item

#: Groups may stand so deep in each other.
_DEEPEST = 3
_WORDS: dict[str, object] = {
    "=": QT_TRANSLATE_NOOP("FilterBuilder", "is"), "<>": QT_TRANSLATE_NOOP("FilterBuilder", "is not"),
    "<": QT_TRANSLATE_NOOP("FilterBuilder", "less than"), "<=": QT_TRANSLATE_NOOP("FilterBuilder", "at most"),
    ">": QT_TRANSLATE_NOOP("FilterBuilder", "more than"), ">=": QT_TRANSLATE_NOOP("FilterBuilder", "at least"),
    "between": QT_TRANSLATE_NOOP("FilterBuilder", "between"),
    "not_between": QT_TRANSLATE_NOOP("FilterBuilder", "not between"),
    "in": QT_TRANSLATE_NOOP("FilterBuilder", "is one of"),
    "not_in": QT_TRANSLATE_NOOP("FilterBuilder", "is none of"),
    "contains": QT_TRANSLATE_NOOP("FilterBuilder", "contains"),
    "begins": QT_TRANSLATE_NOOP("FilterBuilder", "begins with"),
    "ends": QT_TRANSLATE_NOOP("FilterBuilder", "ends with"),
    "like": QT_TRANSLATE_NOOP("FilterBuilder", "is like (% _)"),
    "not_like": QT_TRANSLATE_NOOP("FilterBuilder", "is not like (% _)"),
    "null": QT_TRANSLATE_NOOP("FilterBuilder", "is empty"),
    "not_null": QT_TRANSLATE_NOOP("FilterBuilder", "is not empty"),
}  # fmt: skip
_OF_TIMES: dict[str, object] = {
    "<": QT_TRANSLATE_NOOP("FilterBuilder", "before"), "<=": QT_TRANSLATE_NOOP("FilterBuilder", "until"),
    ">": QT_TRANSLATE_NOOP("FilterBuilder", "after"), ">=": QT_TRANSLATE_NOOP("FilterBuilder", "from"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedColumn:
    """A column that may be asked: its name, what it is called, and what it holds ("personal" where it is masked)."""

    name: str
    title: str
    kind: str


def item_text(column: AskedColumn) -> str:
    """A column as lists show it: its title, and its name where that is another."""
    return column.title if column.title == column.name else f"{column.title}  ({column.name})"


def words(text: object) -> str:
    """A text of the builder in the language in use."""
    return QCoreApplication.translate("FilterBuilder", str(text))


class RuleRow(QFrame):
    """One row. ``edited`` tells of a change, ``removed`` that it is to go, ``values_wanted`` a column's values."""

    edited = Signal()
    removed = Signal()
    values_wanted = Signal(str)

    def __init__(self, columns: Sequence[AskedColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = {one.name: one for one in columns}
        self.column, self.operator, self.remove = ColumnBox(self), QComboBox(self), QToolButton(self)
        self._asked = ""
        self.values = ValuesEditor(self)
        for one in columns:
            self.column.addItem(item_text(one), one.name)
        self._lay_out()
        self._say()
        self.column.activated.connect(lambda _at: self._column_chosen())
        self.operator.activated.connect(lambda _at: self._operator_chosen())
        self.values.edited.connect(self.edited)
        self.remove.clicked.connect(lambda _on: self.removed.emit())

    def _lay_out(self) -> None:
        for box in (self.column, self.operator):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(5)
        self.column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.operator.setFixedWidth(text_size.px(104))
        self.remove.setProperty("role", "icon")
        icons.bind(self.remove, "close")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 2, 0, 6)
        rows.setSpacing(4)
        for widgets in ((self.column, self.remove), (self.operator, self.values)):
            line = QHBoxLayout()
            line.setSpacing(4)
            for widget in widgets:
                line.addWidget(widget)
            rows.addLayout(line)

    def _say(self) -> None:
        self.column.setAccessibleName(words(QT_TRANSLATE_NOOP("FilterBuilder", "Column")))
        self.column.setToolTip(words(QT_TRANSLATE_NOOP("FilterBuilder", "Type to find a column")))
        self.operator.setAccessibleName(words(QT_TRANSLATE_NOOP("FilterBuilder", "Operator")))
        remove = words(QT_TRANSLATE_NOOP("FilterBuilder", "Remove the condition"))
        self.remove.setToolTip(remove)
        self.remove.setAccessibleName(remove)

    @property
    def _kind(self) -> str:
        known = self._columns.get(str(self.column.currentData()))
        return "text" if known is None else known.kind

    def rule(self) -> Rule:
        """What the row says."""
        return Rule(str(self.column.currentData() or ""), self.operator.currentData() or "=", self.values.values())

    def show_rule(self, rule: Rule) -> None:
        """Show what a rule says, also of a column that is not there."""
        if rule.column and self.column.findData(rule.column) < 0:
            self.column.addItem(rule.column, rule.column)
        self.column.setCurrentIndex(max(self.column.findData(rule.column), 0))
        self.column.show_chosen()
        self._asked = str(self.column.currentData() or "")
        self._fill_operators(rule.operator)
        self.values.write(rule.values)
        self.values_wanted.emit(str(self.column.currentData() or ""))

    def offer(self, column: str, values: Sequence[str]) -> None:
        """Offer values where the row is of that column."""
        if column == self.column.currentData():
            self.values.offer(values)

    def _fill_operators(self, chosen: str) -> None:
        kind = self._kind
        offered: tuple[str, ...] = OFFERED.get(kind, OFFERED["text"])
        with QSignalBlocker(self.operator):
            self.operator.clear()
            for one in offered if chosen in offered else (*offered, chosen):
                self.operator.addItem(words((_OF_TIMES if kind == "time" else {}).get(one, _WORDS[one])), one)
            self.operator.setCurrentIndex(self.operator.findData(chosen))
        self._show_values()

    def _show_values(self) -> None:
        self.values.take(wanted(self.operator.currentData()))
        hints = {
            "number": QT_TRANSLATE_NOOP("FilterBuilder", "number"),
            "time": QT_TRANSLATE_NOOP("FilterBuilder", "2026-06-30"),
            "truth": QT_TRANSLATE_NOOP("FilterBuilder", "true or false"),
            "personal": QT_TRANSLATE_NOOP("FilterBuilder", "the whole value"),
        }
        hint = words(hints.get(self._kind, QT_TRANSLATE_NOOP("FilterBuilder", "value")))
        self.values.name(
            words(QT_TRANSLATE_NOOP("FilterBuilder", "Value")),
            words(QT_TRANSLATE_NOOP("FilterBuilder", "Upper value")),
            words(QT_TRANSLATE_NOOP("FilterBuilder", "values, with commas")), hint,
        )  # fmt: skip

    def _column_chosen(self) -> None:
        if self._asked == str(self.column.currentData()):
            return  # Enter on what is chosen already
        self._asked = str(self.column.currentData())
        operator = self.operator.currentData()
        offered: tuple[str, ...] = OFFERED.get(self._kind, OFFERED["text"])
        self.values.write(())
        self.values.offer(())
        self._fill_operators(operator if operator in offered else offered[0])
        self.values_wanted.emit(str(self.column.currentData()))
        self.edited.emit()

    def _operator_chosen(self) -> None:
        self._show_values()
        self.edited.emit()


class GroupBox(QFrame):
    """Some rows and groups; all or any of them must hold."""

    edited = Signal()
    removed = Signal()
    values_wanted = Signal(str)

    def __init__(self, columns: Sequence[AskedColumn], depth: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns, self._depth = columns, depth
        self.items: list[RuleRow | GroupBox] = []
        self.mode, self.remove = QComboBox(self), QToolButton(self)
        self.add_rule, self.add_group = QPushButton(self), QPushButton(self)
        self._lay_out()
        self.mode.activated.connect(lambda _at: self.edited.emit())
        self.remove.clicked.connect(lambda _on: self.removed.emit())
        self.add_rule.clicked.connect(lambda _on: self._added(Rule("", "=")))
        self.add_group.clicked.connect(lambda _on: self._added(Group(every=False, items=(Rule("", "="),))))

    def _lay_out(self) -> None:
        self.mode.addItem(words(QT_TRANSLATE_NOOP("FilterBuilder", "All of these hold")), True)
        self.mode.addItem(words(QT_TRANSLATE_NOOP("FilterBuilder", "Any of these holds")), False)
        self.mode.setAccessibleName(words(QT_TRANSLATE_NOOP("FilterBuilder", "All or any")))
        remove = words(QT_TRANSLATE_NOOP("FilterBuilder", "Remove the group"))
        self.remove.setToolTip(remove)
        self.remove.setAccessibleName(remove)
        self.remove.setProperty("role", "icon")
        icons.bind(self.remove, "close")
        self.remove.setVisible(self._depth > 1)
        self.add_rule.setText(words(QT_TRANSLATE_NOOP("FilterBuilder", "Condition")))
        self.add_group.setText(words(QT_TRANSLATE_NOOP("FilterBuilder", "Group")))
        for button in (self.add_rule, self.add_group):
            button.setProperty("role", "quiet")
            icons.bind(button, "add")
        self.add_group.setVisible(self._depth < _DEEPEST)
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.mode, 1)
        head.addWidget(self.remove)
        foot.addWidget(self.add_rule)
        foot.addWidget(self.add_group)
        foot.addStretch(1)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column = QVBoxLayout(self)
        inset = 10 if self._depth > 1 else 0
        column.setContentsMargins(inset, 6 if inset else 0, 0 if not inset else 6, 4)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._rows)
        column.addLayout(foot)
        if inset:
            self.setProperty("role", "card")

    def group(self) -> Group:
        """What the rows say."""
        items = tuple(one.rule() if isinstance(one, RuleRow) else one.group() for one in self.items)
        return Group(bool(self.mode.currentData()), items)

    def show_group(self, group: Group) -> None:
        """Show other rows."""
        for one in self.items:
            self._rows.removeWidget(one)
            one.deleteLater()
        self.items = []
        self.mode.setCurrentIndex(0 if group.every else 1)
        for item in group.items:
            self._add(item)

    def _added(self, item: Item) -> None:
        made = self._add(item)
        self.edited.emit()
        (made.column if isinstance(made, RuleRow) else made.mode).setFocus()

    def _add(self, item: Item) -> RuleRow | GroupBox:
        made: RuleRow | GroupBox
        if isinstance(item, Rule):
            made = RuleRow(self._columns, self)
        else:
            made = GroupBox(self._columns, self._depth + 1, self)
        made.edited.connect(self.edited)
        made.values_wanted.connect(self.values_wanted)
        made.removed.connect(lambda: self._drop(made))
        self.items.append(made)
        self._rows.addWidget(made)
        if isinstance(made, RuleRow) and isinstance(item, Rule):
            made.show_rule(item)
        elif isinstance(made, GroupBox) and isinstance(item, Group):
            made.show_group(item)
        return made

    def _drop(self, one: RuleRow | GroupBox) -> None:
        self.items.remove(one)
        self._rows.removeWidget(one)
        one.hide()
        one.deleteLater()
        self.edited.emit()

    def each_row(self, call: Callable[[RuleRow], None]) -> None:
        """Do something with every row, those of inner groups as well."""
        for one in self.items:
            if isinstance(one, RuleRow):
                call(one)
            else:
                one.each_row(call)
