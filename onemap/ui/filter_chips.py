"""A chip over the map for every layer under a filter: switched off and on, removed, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from onemap.ui import icons, language, text_size
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from onemap.session.change import Change
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

#: Sizes, px: height of a chip, room between them, the longest text, what floats at the right of the map.
HEIGHT, GAP, LONGEST, RIGHT = 30, 6, 260, 70
#: Changes that follow each other this fast are shown once, ms.
PAUSE = 30
#: Rows of chips; what is more stands in a chip of its own.
_ROWS = 3


class Chip(QFrame):
    """One layer's filter."""

    opened = Signal(str)
    switched = Signal(str, bool)
    removed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setProperty("role", "card")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._id = ""
        self.switch, self.label, self.close_button = QToolButton(self), QToolButton(self), QToolButton(self)
        self.switch.setCheckable(True)
        self.label.setProperty("role", "crumb")
        self.label.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        for button, name in ((self.switch, "filter"), (self.close_button, "close")):
            button.setIconSize(text_size.square(14))
            icons.bind(button, name)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 1, 4, 1)
        row.setSpacing(0)
        for button in (self.switch, self.label, self.close_button):
            row.addWidget(button)
        self.setFixedHeight(text_size.px(HEIGHT))
        self.switch.clicked.connect(lambda on: self.switched.emit(self._id, on))
        self.label.clicked.connect(lambda _on: self.opened.emit(self._id))
        self.close_button.clicked.connect(lambda _on: self.removed.emit(self._id))

    def show_layer(self, entry: LayerEntry) -> None:
        """Show the filter of a layer."""
        self._id = entry.id
        d, title = entry.definition, entry.title(language.current())
        whole = f"{title}  {d.filter}"
        metrics = QFontMetrics(self.label.font())
        self.label.setText(metrics.elidedText(whole, Qt.TextElideMode.ElideRight, LONGEST).replace("&", "&&"))
        self.label.setToolTip(plain_tip(f"{title}\n{d.filter}"))
        self.label.setAccessibleName(whole)
        self.switch.setChecked(d.filter_on)
        words = self.tr("Switch the filter off") if d.filter_on else self.tr("Switch the filter on")
        self.switch.setToolTip(words)
        self.switch.setAccessibleName(f"{words}: {title}")
        remove = self.tr("Remove the filter")
        self.close_button.setToolTip(remove)
        self.close_button.setAccessibleName(f"{remove}: {title}")
        self.setProperty("state", "on" if d.filter_on else "off")
        self.style().unpolish(self)
        self.style().polish(self)


class FilterChips(QWidget):
    """All chips, from the top left of the map; hidden while no layer has a filter.

    ``opened`` asks for the panel of a layer, ``shown`` tells that the chips are others or lie elsewhere.
    """

    opened = Signal(str)
    shown = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.chips: list[Chip] = []
        self.more = QToolButton(self)
        self.more.setProperty("role", "crumb")
        self.more.setFixedHeight(text_size.px(HEIGHT))
        self.more.clicked.connect(lambda _on: self.opened.emit(""))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self.show_filters)
        session.changes.subscribe(self._changed)
        language.changed.connect(self.show_filters)
        self.show_filters()

    def _changed(self, change: Change) -> None:
        if change.touches("filter"):
            self.show_filters()
        elif change.touches("layers", "project"):
            self._soon.start()  # layers come by the thousand

    def show_filters(self, _language: str = "") -> None:
        """Show a chip for each layer that has a filter, in use or not."""
        filtered = [entry for entry in self._session.entries if entry.definition.filter]
        while len(self.chips) < len(filtered):
            chip = Chip(self)
            chip.opened.connect(self.opened)
            chip.switched.connect(lambda layer, on: self._switch(layer, on=on))
            chip.removed.connect(lambda layer: self._session.set_filter(layer, ""))
            self.chips.append(chip)
        for chip in self.chips[len(filtered) :]:
            chip.hide()
            chip.deleteLater()
        del self.chips[len(filtered) :]
        for chip, entry in zip(self.chips, filtered, strict=True):
            chip.show_layer(entry)
        self.setVisible(bool(filtered))
        self.setAccessibleName(self.tr("Filters"))
        self.place()

    def _switch(self, layer: str, *, on: bool) -> None:
        self._session.set_filter(layer, self._session.entry(layer).definition.filter, on=on)

    def place(self, corner: QPoint | None = None) -> None:
        """Lie at a corner of the map, in rows that end before what floats at its right."""
        if corner is not None:
            self.move(corner)
        over = self.parentWidget()
        room = max((over.width() if over is not None else 0) - self.x() - RIGHT, 160)
        at, widest, hidden = QPoint(0, 0), 0, 0
        for chip in self.chips:
            size = QSize(min(chip.sizeHint().width(), room), text_size.px(HEIGHT))
            if at.x() and at.x() + size.width() > room:
                at = QPoint(0, at.y() + text_size.px(HEIGHT) + GAP)
            fits = at.y() < _ROWS * (text_size.px(HEIGHT) + GAP)
            chip.setVisible(fits)
            hidden += not fits
            if fits:
                chip.setGeometry(at.x(), at.y(), size.width(), text_size.px(HEIGHT))
                at += QPoint(size.width() + GAP, 0)
                widest = max(widest, at.x())
        self.more.setVisible(hidden > 0)
        self.more.setText(self.tr("%1 more filters").replace("%1", language.number(hidden)))
        if hidden:
            at = QPoint(0, _ROWS * (text_size.px(HEIGHT) + GAP))
            self.more.setGeometry(0, at.y(), self.more.sizeHint().width(), text_size.px(HEIGHT))
            widest = max(widest, self.more.width())
        self.resize(max(widest, 1), at.y() + text_size.px(HEIGHT))
        self.shown.emit()
