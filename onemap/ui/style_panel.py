"""The style dock: how a layer looks, changed live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from onemap.messages import language
from onemap.ui import style_edit
from onemap.ui.layer_opacity import OpacitySlider
from onemap.ui.layer_rows import geometry_of
from onemap.ui.style_classes import ClassList
from onemap.ui.style_classing import ClassingEditor
from onemap.ui.style_columns import Classing, best_column, classed, columns_of
from onemap.ui.style_labels import LabelEditor
from onemap.ui.style_origin import original_style
from onemap.ui.style_scale import ScaleRange
from onemap.ui.symbol_editor import SymbolEditor

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from onemap.errors import OneMapError
    from onemap.model.style import LabelStyle, Style
    from onemap.session.change import Change
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session
    from onemap.ui.style_columns import Classed, Kind

#: Between the last touch of a control and the new picture.
SETTLE_MS = 80


class StylePanel(QWidget):
    """Shows and changes the style of one layer at a time; everything goes through the session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._id = ""
        self._style: Style | None = None
        self._kept: dict[tuple[str, str], Style] = {}
        self._asked = 0
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._later.timeout.connect(self.send)
        self._build()
        self._unsubscribe = session.changes.subscribe(self._changed)

    # --- building -------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        self._pages = QStackedLayout(self)
        self._empty = _label(self.tr("Choose a layer in the tree to change how it looks."), "muted")
        self._empty.setWordWrap(True)
        self._empty.setMargin(16)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._pages.addWidget(self._empty)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._page())
        self._pages.addWidget(self._scroll)

    def _page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 8, 14, 16)
        column.setSpacing(8)
        self._title = _label("", "title")
        self._title.setWordWrap(True)
        self._classing = ClassingEditor()
        self._list = ClassList()
        self._fault = _label("", "bad")
        self._fault.setWordWrap(True)
        self._symbol_of = _label("", "heading")
        self._symbol = SymbolEditor()
        self._opacity = OpacitySlider(1.0)
        self._opacity.setContentsMargins(-10, 0, -10, 0)
        self._labels, self._scales = LabelEditor(), ScaleRange()
        self._reset = QPushButton(self.tr("Back to the style of the layer file"))
        self._reset.setProperty("role", "plain")
        for widget in (self._title, self._classing, self._fault, self._list, _line(), self._symbol_of, self._symbol,
                       self._opacity, _line(), _label(self.tr("Labels"), "heading"), self._labels, _line(),
                       _label(self.tr("Scales"), "heading"), self._scales, _line(), self._reset):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self._wire()
        return page

    def _wire(self) -> None:
        self._classing.kind_chosen.connect(self._choose_kind)
        self._classing.classing_changed.connect(self._classify)
        self._classing.ramp_chosen.connect(self._recolor)
        self._list.chosen.connect(lambda _place: self._show_symbol())
        self._list.rows.edited.connect(self._edit)
        self._symbol.edited.connect(self._edit_symbol)
        self._opacity.changed.connect(lambda value: self._change(opacity=value))
        self._labels.edited.connect(self._edit_label)
        self._scales.edited.connect(lambda far, near: self._change(min_scale=far, max_scale=near))
        self._reset.clicked.connect(lambda _checked=False: self.reset())

    # --- showing --------------------------------------------------------------------------------------------------
    def show_layer(self, layer_id: str) -> None:
        """Show the style of a layer; an unknown id shows what to do instead."""
        if layer_id != self._id:
            self.send()
            self._asked += 1
            self._fault.clear()
        self._id = layer_id
        self._show()

    @property
    def _entry(self) -> LayerEntry | None:
        return next((e for e in self._session.entries if e.id == self._id), None)

    def _show(self) -> None:
        entry = self._entry
        self._pages.setCurrentWidget(self._empty if entry is None else self._scroll)
        if entry is None:
            self._style = None
            return
        self._style = entry.style
        self._title.setText(entry.title(language()))
        self._show_parts(entry, entry.style)

    def _show_parts(self, entry: LayerEntry, style: Style) -> None:
        columns, numbers = columns_of(entry), columns_of(entry, numbers=True)
        self._classing.show_style(style, numbers if style.kind == "classes" else columns, bool(columns), bool(numbers))
        self._show_classes(entry, style)
        self._opacity.set_opacity(style.opacity)
        self._labels.show_label(style.label, columns)
        self._scales.show_range(style.min_scale, style.max_scale)
        self._fault.setVisible(bool(self._fault.text()))

    def _show_classes(self, entry: LayerEntry, style: Style) -> None:
        many = style.kind != "single"
        self._list.setVisible(many)
        if many:
            self._list.show_style(style, geometry_of(entry), entry.ready.counts if entry.ready else ())
        self._show_symbol()

    def _show_symbol(self) -> None:
        entry, style = self._entry, self._style
        if entry is None or style is None:
            return
        geometry, place = geometry_of(entry), self._place()
        symbol = style_edit.base_symbol(style, geometry)
        if style.kind != "single" and (place is None or place < len(style.classes)) and style.classes:
            symbol = style.classes[place or 0].symbol
        self._symbol_of.setText(self._words_of(style, place))
        self._symbol.show_symbol(symbol, geometry, shared=style.kind != "single" and place is None)

    def _words_of(self, style: Style, place: int | None) -> str:
        if style.kind == "single":
            return self.tr("Symbol")
        if place is None:
            return self.tr("Symbol of all classes")
        return self.tr("Symbol of “%1”").replace("%1", str(self._list.rows.index(place + 1).data()))

    def _place(self) -> int | None:
        return self._list.place if self._style is not None and self._style.kind != "single" else None

    # --- changing -------------------------------------------------------------------------------------------------
    def _edit(self, style: Style) -> None:
        entry = self._entry
        if entry is None:
            return
        self._style = style
        self._later.start()
        self._show_classes(entry, style)

    def _change(self, **parts: object) -> None:
        if self._style is not None:
            self._style = msgspec.structs.replace(self._style, **parts)
            self._later.start()

    def _edit_label(self, label: LabelStyle | None) -> None:
        self._change(label=label)

    def _edit_symbol(self, field: str, value: object) -> None:
        if self._style is not None:
            self._edit(style_edit.with_part(self._style, self._place(), field, value))

    def send(self) -> None:
        """Hand what was changed to the session now."""
        self._later.stop()
        entry, style = self._entry, self._style
        if entry is not None and style is not None and style != entry.style:
            self._session.set_style(entry.id, style)

    def reset(self) -> None:
        """Go back to the style of the layer file, or to a plain one when there is no file."""
        entry = self._entry
        if entry is None:
            return
        self._later.stop()
        layer_id, geometry = entry.id, geometry_of(entry)
        folder = self._session.path

        def done(style: Style) -> None:
            if any(e.id == layer_id for e in self._session.entries):
                self._session.set_style(layer_id, style)

        self._session.start(
            self.tr("Style of %1").replace("%1", entry.title(language())),
            lambda _job: original_style(layer_id, geometry, folder), done, self._failed,
        )  # fmt: skip

    # --- kinds and classes ----------------------------------------------------------------------------------------
    def _choose_kind(self, kind: Kind) -> None:
        entry, style = self._entry, self._style
        if entry is None or style is None or kind == style.kind:
            return
        self._kept[self._id, style.kind] = style
        before = self._kept.get((self._id, kind))
        if before is not None:
            kept = msgspec.structs.replace(
                before, opacity=style.opacity, label=style.label, min_scale=style.min_scale, max_scale=style.max_scale
            )
            self._adopt(kept)
        elif kind == "single":
            self._adopt(style_edit.single(style, geometry_of(entry)))
        else:
            self._classify(kind, best_column(entry, kind))

    def _classify(self, kind: Kind, column: str | None) -> None:
        entry = self._entry
        if entry is None or entry.data is None or column is None:
            return
        self._asked += 1
        number = self._asked
        asked = Classing(
            entry.data.table,
            entry.definition,
            column,
            kind,
            self._classing.method,
            self._classing.number,
            style_edit.CATEGORIES,
        )

        def done(found: Classed) -> None:
            if number == self._asked:
                self._classed(kind, column, found)

        words = self.tr("Classes of %1").replace("%1", entry.title(language()))
        self._session.start(words, lambda _job: classed(asked), done, self._failed, quick=True)

    def _classed(self, kind: Kind, column: str, found: Classed) -> None:
        entry, style = self._entry, self._style
        if entry is None or style is None:
            return
        geometry, ramp = geometry_of(entry), self._classing.ramp_for(kind, style.ramp)
        turned = self._classing.turned
        if kind == "categories":
            new = style_edit.categories(style, geometry, column, found.values, ramp.take(len(found.values)))
        elif len(found.edges) < 2:
            self._fault.setText(self.tr("This column holds no numbers to make classes of."))
            self._fault.show()
            return
        else:
            colors = ramp.take(len(found.edges) - 1, turned=turned)
            new = style_edit.classes(style, geometry, column, found.edges, colors)
        self._fault.clear()
        self._adopt(msgspec.structs.replace(new, ramp=ramp.name))

    def _recolor(self, name: str) -> None:
        entry, style = self._entry, self._style
        if entry is None or style is None or style.kind == "single":
            return
        ramp = self._classing.ramp_for(style.kind, name)
        colors = ramp.take(len(style.classes), turned=self._classing.turned)
        self._edit(style_edit.recolored(style, geometry_of(entry), colors, ramp.name))

    def _adopt(self, style: Style) -> None:
        """Take over a style that changes more than one control."""
        entry = self._entry
        if entry is not None:
            self._style = style
            self._later.start()
            self._show_parts(entry, style)

    def _failed(self, error: OneMapError) -> None:
        self._fault.setText(str(error))
        self._fault.show()

    # --- following the session ------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if not self._id or not change.touches("style", "data", "layers", "project"):
            return
        if change.layers and self._id not in change.layers:
            return
        entry = self._entry
        if entry is None:
            self._later.stop()
            self._show()
        elif not self._later.isActive():
            if entry.style != self._style or change.touches("layers", "project"):
                self._show()
            else:
                self._show_classes(entry, entry.style)

    def changeEvent(self, event: QEvent) -> None:
        """Another language: build all anew."""
        if event.type() == QEvent.Type.LanguageChange:
            self.send()
            QWidget().setLayout(self._pages)
            self._build()
            self._show()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Send what is left; no more changes are told here."""
        self.send()
        self._unsubscribe()
        super().closeEvent(event)


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("role", "line")
    return line
