"""What stands at a place: the unit grid and coordinates on top, hits by layer, and the fields of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from onemap.io import exports
from onemap.session import handing_out
from onemap.ui import icons, language, text_size
from onemap.ui.identify_model import FieldModel, HitModel, field_lines, is_masked_row, place_words
from onemap.ui.layer_delegate import paint_fold
from onemap.ui.layer_zones import square

if TYPE_CHECKING:
    from onemap.model.request import Hit, IdentifyResult
    from onemap.session.change import Change
    from onemap.session.session import Session


class HitTree(QTreeView):
    """Layers and their hits, with the fold marks of the layer tree."""

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """A fold mark before what has something below it."""
        if self.model().hasChildren(index):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_fold(painter, square(rect, 10), opened=self.isExpanded(index))
            painter.restore()


class IdentifyPanel(QWidget):
    """The answer to a click. ``hit_chosen`` tells the hit to be highlighted, or None.

    Personal values are masked; somebody may see those of one row in full, which is noted in the export record before
    they are shown. What is copied stays masked. ``failed`` tells why they cannot be shown.
    """

    failed = Signal(object)
    hit_chosen = Signal(object)
    zoom_requested = Signal(object)
    #: The code of the unit grid whose card is asked for.
    card_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session = session
        self._result: IdentifyResult | None = None
        self.hits, self.fields = HitModel(session, self), FieldModel(self)
        self._make()
        self._lay_out()
        session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        self.retranslate()

    # --- building -----------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.grid_title, self.grid_code, self.place = _label("heading"), _label("code"), _label("note")
        self.grid_code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.place.setTextInteractionFlags(self.grid_code.textInteractionFlags())
        self.count, self.left_out, self.empty, self.feature = (_label(r) for r in ("heading", "note", "muted", "title"))
        self.empty.setWordWrap(True)
        self.feature.setWordWrap(True)
        self.left_out.setWordWrap(True)
        self.tree, self.table = HitTree(self), QTableView(self)
        self._set_up_tree()
        self._set_up_table()
        self.previous, self.next = QToolButton(self), QToolButton(self)
        for button, name in ((self.previous, "previous"), (self.next, "next")):
            button.setProperty("role", "icon")
            icons.bind(button, name)
        self.zoom, self.copy, self.full, self.card = (QPushButton(self) for _ in range(4))
        icons.bind(self.zoom, "zoom_to")
        icons.bind(self.copy, "copy")
        icons.bind(self.full, "shown")
        icons.bind(self.card, "project")
        self.card.clicked.connect(lambda _on: self.card_requested.emit(self._result.grid if self._result else ""))
        self.previous.clicked.connect(lambda _on: self.step(-1))
        self.next.clicked.connect(lambda _on: self.step(1))
        self.zoom.clicked.connect(self._zoom)
        self.copy.clicked.connect(self._copy)
        self.full.clicked.connect(self._ask_full)

    def _set_up_tree(self) -> None:
        tree = self.tree
        tree.setModel(self.hits)
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(14)
        tree.setAnimated(False)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, 76)
        tree.selectionModel().currentChanged.connect(self._chosen)
        tree.doubleClicked.connect(lambda _index: self._zoom())

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.fields)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().hide()
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(text_size.px(26))
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().resizeSection(0, 116)
        table.horizontalHeader().setStretchLastSection(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        answer = QWidget(self)
        column = QVBoxLayout(answer)
        column.setContentsMargins(0, 0, 0, 10)
        column.setSpacing(0)
        column.addLayout(_padded(self.grid_title, self.grid_code, self.place, self.card, before_last=6))
        column.addWidget(_line(self))
        column.addLayout(_padded(self.count, bottom=4))
        column.addWidget(self.tree, 2)
        column.addLayout(_padded(self.left_out, top=4))
        self.hairline, self.below = _line(self), QWidget(self)
        column.addWidget(self.hairline)
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 8, 4)
        head.addWidget(self.feature, 1)
        head.addWidget(self.previous)
        head.addWidget(self.next)
        column.addLayout(head)
        lines = QVBoxLayout()
        lines.setContentsMargins(12, 0, 4, 0)
        lines.addWidget(self.table)
        column.addLayout(lines, 3)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 8, 14, 0)
        foot.setSpacing(8)
        foot.addWidget(self.zoom)
        foot.addWidget(self.copy)
        foot.addWidget(self.full)
        column.addLayout(foot)
        column.addWidget(self.below, 5)
        nothing = QWidget(self)
        empty = QVBoxLayout(nothing)
        empty.setContentsMargins(14, 14, 14, 14)
        empty.addWidget(self.empty)
        empty.addStretch(1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(nothing)
        self.pages.addWidget(answer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("What is here"))
        self.empty.setText(self.tr("Click the map to see what stands there."))
        self.tree.setAccessibleName(self.tr("Hits by layer"))
        self.table.setAccessibleName(self.tr("Fields of the feature"))
        for button, text in ((self.previous, self.tr("Previous hit")), (self.next, self.tr("Next hit"))):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.zoom.setText(self.tr("Zoom to"))
        self.copy.setText(self.tr("Copy"))
        self.full.setText(self.tr("In full"))
        self.full.setToolTip(
            self.tr("Show this row's personal values; who did so and when is noted in the export record")
        )
        self.card.setText(self.tr("Grid card (G)"))
        self.show_result(self._result)

    # --- showing ------------------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if change.touches("identified"):
            self.show_result(self._session.identified)
        elif change.touches("layers", "project") and self._result is not None:
            known = {entry.id for entry in self._session.entries}
            if not all(hit.layer in known for hit in self._result.hits):
                self._session.show_identified(None)

    def show_result(self, result: IdentifyResult | None) -> None:
        """Show an answer, or what to do to get one."""
        self._result = result
        self.hits.show(result)
        self.fields.show(None, 0)
        self.full.hide()
        self.feature.setText("")
        self.pages.setCurrentIndex(0 if result is None else 1)
        if result is None:
            return
        self._show_place(result)
        total = len(result.hits) + result.left_out
        text = self.tr("%1 found") if total else self._nothing()
        self.count.setText(text.replace("%1", language.number(total)))
        self.left_out.setVisible(result.left_out > 0)
        self.left_out.setText(self.tr("%1 more are not listed").replace("%1", language.number(result.left_out)))
        for widget in (
            self.previous, self.next, self.zoom, self.copy, self.table, self.tree, self.feature, self.hairline,
        ):  # fmt: skip
            widget.setVisible(total > 0)
        self.below.setVisible(total == 0)
        self.tree.expandAll()
        self.choose(result.hits[0] if result.hits else None)

    def _nothing(self) -> str:
        """What is said where nothing was found: while layers are read, nobody knows yet."""
        if any(entry.visible and entry.status == "reading" for entry in self._session.entries):
            return self.tr("Nothing yet: layers are still being read")
        return self.tr("Nothing stands here")

    def _show_place(self, result: IdentifyResult) -> None:
        self.grid_title.setText(self.tr("Unit grid") if result.grid else self.tr("Place"))
        self.grid_code.setText(spaced(result.grid) if result.grid else "")
        self.grid_code.setVisible(bool(result.grid))
        self.card.setVisible(bool(result.grid))
        degrees, beidou = place_words(result.crs, result.x, result.y)
        lines = [f"{result.x:,.2f}   {result.y:,.2f}"]
        if degrees:
            lines += [degrees, self.tr("BeiDou grid code  %1").replace("%1", beidou)]
        self.place.setText("\n".join(lines))

    def choose(self, hit: Hit | None) -> None:
        """Make a hit the one that is shown."""
        if hit is None:
            self.hit_chosen.emit(None)
            return
        for number, (_, hits, _) in enumerate(self.hits.groups):
            if hit in hits:
                group = self.hits.index(number, 0)
                self.tree.setCurrentIndex(self.hits.index(hits.index(hit), 0, group))

    @property
    def chosen(self) -> Hit | None:
        """The hit whose fields are shown."""
        return self.hits.hit(self.tree.currentIndex())

    def step(self, by: int) -> None:
        """Go to the hit before or after, over the borders of layers."""
        listed = [hit for _, hits, _ in self.hits.groups for hit in hits]
        if listed:
            at = listed.index(self.chosen) if self.chosen in listed else -by
            self.choose(listed[(at + by) % len(listed)])

    def _chosen(self, current: QModelIndex, _previous: QModelIndex | QPersistentModelIndex) -> None:
        hit = self.hits.hit(current)
        if hit is None:
            return
        entry = self._session.entry(hit.layer)
        self.fields.show(entry, hit.row)
        self._fit_titles()
        self.full.setVisible(is_masked_row(entry))
        self.full.setEnabled(True)
        self.feature.setText(f"{entry.title(language.current())}  ·  {self.hits.data(current)}")
        self.hit_chosen.emit(hit)

    def _fit_titles(self) -> None:
        """Titles as wide as they are, while the values keep the larger half."""
        wanted = self.table.sizeHintForColumn(0) + 8
        self.table.horizontalHeader().resizeSection(0, min(max(wanted, 84), round(0.45 * self.table.width())))

    def _zoom(self) -> None:
        if self.chosen is not None:
            self.zoom_requested.emit(self.chosen)

    def _copy(self) -> None:
        """Put the fields on the clipboard, one per line, masked also where they are shown in full."""
        hit = self.chosen
        lines = [] if hit is None else field_lines(self._session.entry(hit.layer), hit.row)
        QGuiApplication.clipboard().setText("\n".join(f"{title}\t{value}" for title, value in lines))

    def _ask_full(self) -> None:
        """Note that the row is shown in full, then show it; what cannot be noted stays masked."""
        hit = self.chosen
        if hit is None:
            return
        record = handing_out.shown_record(self._session, hit)

        def done(_noted: None) -> None:
            if self.chosen == hit:
                self.fields.show(self._session.entry(hit.layer), hit.row, unmasked=True)
                self.full.setEnabled(False)

        self._session.start("", lambda _job: exports.note(record), done, self.failed.emit, quick=True)


def spaced(code: str) -> str:
    """A 15-digit grid code in its four parts; other codes as they are."""
    return f"{code[:6]} {code[6:9]} {code[9:12]} {code[12:]}" if len(code) == 15 and code.isdigit() else code


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("role", "line")
    return line


def _padded(*widgets: QWidget, top: int = 10, bottom: int = 10, before_last: int = 0) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(14, top, 14, bottom)
    column.setSpacing(4)
    for widget in widgets:
        if before_last and widget is widgets[-1]:
            column.addSpacing(before_last)
        column.addWidget(widget)
    return column
