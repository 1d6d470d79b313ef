"""The filter of a layer: built by rows or written as text, counted while one writes, then applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from onemap.city import pinyin
from onemap.city.masking import is_masked
from onemap.errors import CancelledError, OneMapError, RequestError
from onemap.messages import sentence
from onemap.model.cql_parse import parse
from onemap.query.cql_check import kind_of
from onemap.query.cql_rules import Group, Rule, group_of, text_of
from onemap.session.filter_preview import offered_values, preview
from onemap.ui import language
from onemap.ui.check_box import CheckBox
from onemap.ui.column_box import remember_sounds, unheard
from onemap.ui.filter_rows import AskedColumn, GroupBox, item_text
from onemap.ui.filter_text import FilterText
from onemap.ui.style_columns import columns_of

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from onemap.session.change import Change
    from onemap.session.entry import LayerEntry
    from onemap.session.filter_preview import Preview
    from onemap.session.hints import Value
    from onemap.session.runner import Job
    from onemap.session.session import Session

#: The count follows so long after the last key, ms.
PAUSE = 200
#: Changes of layers that follow each other this fast are shown once, ms.
SOON = 30
BUILDER, TEXT = 0, 1


class FilterPanel(QWidget):
    """One layer at a time; nothing is filtered before "Apply"."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._id, self._text, self._shown = "", "", ""
        self._columns: tuple[AskedColumn, ...] = ()
        self._of_table: object = None
        self._known: dict[str, tuple[Value, ...]] = {}
        self._job: Job | None = None
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._count)
        self._make()
        self._lay_out()
        self._wire()
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self._follow)
        self._unsubscribe = session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        self.retranslate()

    # --- building -----------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.layer, self.tabs, self.on = QComboBox(self), QTabBar(self), CheckBox(self)
        self.tabs.addTab("")
        self.tabs.addTab("")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.builder, self.text = GroupBox((), parent=self), FilterText(self)
        self.only_text = _label("muted")
        self.pages, self.room = QStackedWidget(self), QScrollArea(self)
        self.room.setWidgetResizable(True)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count, self.fault, self.hint, self.empty = (_label(role) for role in ("title", "bad", "muted", "muted"))
        self.apply, self.clear = QPushButton(self), QPushButton(self)
        self.apply.setProperty("role", "primary")

    def _lay_out(self) -> None:
        inside = QWidget(self)
        column = self._rows_at = QVBoxLayout(inside)
        column.setContentsMargins(14, 8, 14, 8)
        column.addWidget(self.only_text)
        column.addWidget(self.builder)
        column.addStretch(1)
        self.room.setWidget(inside)
        self.pages.addWidget(self.room)
        written = QWidget(self)
        room = QVBoxLayout(written)
        room.setContentsMargins(14, 8, 14, 8)
        room.addWidget(self.text)
        self.pages.addWidget(written)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 8, 14, 12)
        foot.setSpacing(6)
        for widget in (self.fault, self.hint, self.count, self.on):
            foot.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.apply, 1)
        buttons.addWidget(self.clear, 1)
        foot.addLayout(buttons)
        line = QFrame(self)
        line.setProperty("role", "line")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 6, 0, 0)
        whole.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(14, 4, 14, 4)
        head.addWidget(self.layer)
        head.addWidget(self.empty)
        head.addWidget(self.tabs)
        whole.addLayout(head)
        whole.addWidget(self.pages, 1)
        whole.addWidget(line)
        whole.addLayout(foot)

    def _wire(self) -> None:
        self.layer.activated.connect(lambda _at: self.show_layer(str(self.layer.currentData())))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.builder.edited.connect(self._built)
        self.builder.values_wanted.connect(self._want_values)
        self.text.edited.connect(self._typed)
        self.text.applied.connect(self.take)
        self.text.values_wanted.connect(self._want_values)
        self.on.toggled.connect(self._switch)
        self.apply.clicked.connect(lambda _on: self.take())
        self.clear.clicked.connect(lambda _on: self._clear())

    def retranslate(self, _language: str = "") -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Filter"))
        self.layer.setAccessibleName(self.tr("Layer to be filtered"))
        self.tabs.setTabText(BUILDER, self.tr("Conditions"))
        self.tabs.setTabText(TEXT, self.tr("Text"))
        self.tabs.setAccessibleName(self.tr("How the filter is written"))
        self.text.setAccessibleName(self.tr("Filter as CQL2 text"))
        self.text.setPlaceholderText(self.tr("As: name LIKE '%road%' AND floors > 6"))
        self.only_text.setText(self.tr("This filter says more than rows can show. Change it as text."))
        self.on.setText(self.tr("Filter on"))
        self.apply.setText(self.tr("Apply"))
        self.apply.setToolTip(self.tr("Ctrl+Enter in the text"))
        self.clear.setText(self.tr("Remove the filter"))
        self._of_table = None
        self._show()

    # --- showing --------------------------------------------------------------------------------------------------
    @property
    def _entry(self) -> LayerEntry | None:
        return next((e for e in self._session.entries if e.id == self._id), None)

    def show_layer(self, layer_id: str) -> None:
        """Show the filter of a layer; what was written of another and not applied is left."""
        self._id = layer_id
        if self._entry is not None:
            self._session.ensure_open(layer_id)
        self._text = self._shown = "" if self._entry is None else self._entry.definition.filter
        self._of_table = None
        self._show()

    def _changed(self, change: Change) -> None:
        if not self.isVisible():
            return
        if change.touches("filter"):
            self._follow()
        elif change.touches("layers", "project", "data"):
            self._soon.start()  # layers come by the thousand

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed in the meantime."""
        super().showEvent(event)
        self._soon.start()

    def _follow(self) -> None:
        """Show what the session says now."""
        entry = self._entry
        if entry is None and self._session.entries:
            self.show_layer(self._session.entries[0].id)
            return
        if entry is not None and entry.definition.filter != self._shown:
            written = self._text != self._shown
            self._shown = entry.definition.filter
            self._text = self._text if written else self._shown
            self._of_table = None
        self._show()

    def _show(self) -> None:
        entry = self._entry
        self._show_layers()
        ready = None if entry is None else entry.ready
        for widget in (self.tabs, self.pages, self.count, self.on, self.apply, self.clear):
            widget.setVisible(ready is not None)
        self.empty.setVisible(ready is None)
        self.empty.setText(
            self.tr("There is no layer to filter yet.") if entry is None
            else str(entry.error) if entry.error is not None else self.tr("The layer is still being read.")
        )  # fmt: skip
        if entry is None or ready is None:
            self.fault.hide()
            self.hint.hide()
            return
        if self._of_table is not ready.data.table:
            self._of_table, self._known = ready.data.table, {}
            self._columns = asked_columns(entry)
            self._hear()
            self.text.complete_by([one.name for one in self._columns])
            self._rebuild()
            self._count()
        with QSignalBlocker(self.on):
            self.on.setChecked(entry.definition.filter_on)
        self.on.setEnabled(bool(entry.definition.filter))
        self.clear.setEnabled(bool(entry.definition.filter or self._text))
        self._enable()

    def _hear(self) -> None:
        """Work out in a worker how columns sound, so that they are found by pinyin and initials."""
        titles = unheard(item_text(one) for one in self._columns)
        if titles and pinyin.available():
            self._session.start(
                self.tr("Columns"), lambda _job: pinyin.spell(titles),
                lambda spelled: remember_sounds(titles, spelled), quick=True,
            )  # fmt: skip

    def _show_layers(self) -> None:
        with QSignalBlocker(self.layer):
            self.layer.clear()
            for entry in self._session.entries:
                mark = "  •" if entry.definition.filter else ""
                self.layer.addItem(entry.title(language.current()) + mark, entry.id)
            self.layer.setCurrentIndex(self.layer.findData(self._id))
        self.layer.setVisible(bool(self._session.entries))

    def _rebuild(self) -> None:
        """Show the text in both forms."""
        self.text.write(self._text)
        old = self.builder
        self.builder = GroupBox(self._columns, parent=self)
        self._rows_at.replaceWidget(old, self.builder)
        old.hide()
        old.deleteLater()
        self.builder.edited.connect(self._built)
        self.builder.values_wanted.connect(self._want_values)
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the text as rows, where rows can say it."""
        try:
            group = group_of(parse(self._text) if self._text.strip() else None)
        except RequestError:
            group = None
        self.only_text.setVisible(group is None)
        self.builder.setVisible(group is not None)
        if group is not None:
            self.builder.show_group(group if group.items else Group(every=True, items=(Rule("", "="),)))
        elif self.tabs.currentIndex() == BUILDER:
            self.tabs.setCurrentIndex(TEXT)

    # --- writing --------------------------------------------------------------------------------------------------
    def _tab_chosen(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        if at == BUILDER:
            self._show_rows()
        else:
            self.text.write(self._text)
            self.text.setFocus()

    def _built(self) -> None:
        kinds = {one.name: one.kind for one in self._columns}
        try:
            self._text = text_of(self.builder.group(), kinds)
        except ValueError as error:
            self._tell(
                self.tr("“%1” is no value of this column.").replace("%1", str(error.args[0] if error.args else ""))
            )
            return
        self._edited()

    def _typed(self) -> None:
        self._text = self.text.toPlainText()
        self._edited()

    def _edited(self) -> None:
        self._tell("")
        self._enable()
        self._later.start()

    def _enable(self) -> None:
        entry = self._entry
        self.apply.setEnabled(entry is not None and self._text.strip() != entry.definition.filter)

    def _tell(self, fault: str, at: int | None = None) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.text.mark(at)

    # --- asking ---------------------------------------------------------------------------------------------------
    def _count(self) -> None:
        """Count in a worker what the text leaves in."""
        self._later.stop()
        entry, text = self._entry, self._text
        if self._job is not None:
            self._job.cancel()
        if entry is None or entry.ready is None:
            return
        ready, definition = entry.ready, entry.definition
        self._job = self._session.start(
            self.tr("Filter"), lambda job: preview(ready, definition, text, job.cancelled),
            lambda found: self._counted(text, found), lambda error: self._failed(text, error), quick=True,
        )  # fmt: skip

    def _counted(self, text: str, found: Preview) -> None:
        if text != self._text:
            return
        said = self.tr("%1 of %2 rows")
        self.count.setText(said.replace("%1", language.number(found.kept)).replace("%2", language.number(found.rows)))
        self.hint.setText("\n".join(sentence(one.key, one.fields) for one in found.hints))
        self.hint.setVisible(bool(found.hints))
        self._tell("")

    def _failed(self, text: str, error: OneMapError) -> None:
        if text != self._text or isinstance(error, CancelledError):
            return
        self.count.setText("—")
        self.hint.hide()
        self._tell(*told(error))

    def _want_values(self, column: str) -> None:
        """Offer the values of a column, looked up in a worker once."""
        entry = self._entry
        if not column or entry is None or entry.ready is None:
            return
        if column in self._known:
            self._offer(column)
            return
        ready, definition, table = entry.ready, entry.definition, entry.ready.data.table

        def done(values: tuple[Value, ...]) -> None:
            if table is self._of_table:
                self._known[column] = values
                self._offer(column)

        self._session.start(
            self.tr("Values"), lambda _job: offered_values(ready, definition, column), done, quick=True
        )  # fmt: skip

    def _offer(self, column: str) -> None:
        values = [one.shown for one in self._known[column]]
        self.builder.each_row(lambda row: row.offer(column, values))
        kind = next((one.kind for one in self._columns if one.name == column), "text")
        self.text.offer(column, values if kind == "text" else [value[:19] for value in values])

    # --- applying -------------------------------------------------------------------------------------------------
    def take(self) -> None:
        """Put the layer under what is written."""
        entry = self._entry
        if entry is None:
            return
        try:
            self._session.set_filter(entry.id, self._text)
        except RequestError as error:
            self._tell(*told(error))
            return
        self._shown = entry.definition.filter
        self._show()

    def _clear(self) -> None:
        self._text = ""
        self._rebuild()
        self.take()
        self._count()

    def _switch(self, on: bool) -> None:
        entry = self._entry
        if entry is not None:
            self._session.set_filter(entry.id, entry.definition.filter, on=on)


def told(error: OneMapError) -> tuple[str, int | None]:
    """What is wrong with a filter, in a line, and where in its text it is."""
    at = error.fields.get("at")
    if error.key != "filter_wrong" or not isinstance(at, int):
        return str(error), None
    return sentence("why_filter", {"why": error.fields["why"], "place": at + 1}), at


def asked_columns(entry: LayerEntry) -> tuple[AskedColumn, ...]:
    """The columns of a layer that was read and that a filter may name, hidden ones left out."""
    if entry.data is None:
        return ()
    schema = entry.data.table.schema
    return tuple(
        AskedColumn(
            name, title, "personal" if is_masked(entry.definition, name) else kind_of(schema.field(name).type)
        )
        for name, title in columns_of(entry)
    )  # fmt: skip


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
