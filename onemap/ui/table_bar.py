"""The bar above the table: which layer, which rows, what to find, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from onemap.model.selection import SELECTION
from onemap.ui import icons, language, text_size
from onemap.ui.flow import Flow, filled_by
from onemap.ui.scope_box import ScopeBox
from onemap.ui.tab_order import in_order

if TYPE_CHECKING:
    from onemap.session.entry import LayerEntry


class TableBar(QWidget):
    """Asks for a layer, a scope, the next hit (backwards or not), and more; shows how many rows there are."""

    layer_chosen = Signal(str)
    scope_chosen = Signal(str)
    find_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers, self.count, self.text = QComboBox(self), QLabel(self), QLineEdit(self)
        self.scope = ScopeBox(self)
        self.scopes = self.scope.buttons
        self.previous, self.next = icons.icon_button(self, "up"), icons.icon_button(self, "down")
        self.follow = icons.icon_button(self, "hand", checkable=True)
        self.summary = icons.icon_button(self, "chart", checkable=True)
        self.columns, self.copy = icons.icon_button(self, "panel"), icons.icon_button(self, "copy")
        self.export = QPushButton(self)
        self._lay_out()
        self._connect()
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        self.layers.setMinimumWidth(text_size.px(150))
        self.layers.setMaximumWidth(text_size.px(260))
        self.layers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.count.setProperty("role", "muted")
        self.text.setProperty("role", "search")
        self.text.setClearButtonEnabled(True)
        self.text.setFixedWidth(text_size.px(220))
        icons.bind(self.export, "export")
        row = Flow(self)
        for widget in (self.layers, self.scope, self.count):
            row.add(widget)
        row.add_stretch()
        row.add(self.text)
        buttons = (self.previous, self.next, self.follow, self.summary, self.columns, self.copy, self.export)
        for button in buttons:
            row.add(button)
        filled_by(self, row)
        in_order(self.layers, self.scope, self.text, *buttons)

    def _connect(self) -> None:
        self.layers.activated.connect(lambda _at: self._choose())
        self.scope.chosen.connect(self.scope_chosen)
        self.text.returnPressed.connect(lambda: self.find_requested.emit(False))
        self.previous.clicked.connect(lambda _on: self.find_requested.emit(True))
        self.next.clicked.connect(lambda _on: self.find_requested.emit(False))

    def _choose(self) -> None:
        chosen = str(self.layers.currentData())
        self.scope.setVisible(chosen != SELECTION)
        self.layer_chosen.emit(chosen)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.layers.setAccessibleName(self.tr("Layer of the table"))
        self.text.setPlaceholderText(self.tr("Find in the table"))
        self.text.setAccessibleName(self.tr("Find in the table"))
        for button, tip in (
            (self.previous, self.tr("Hit before (Shift+F3)")), (self.next, self.tr("Next hit (F3)")),
            (self.follow, self.tr("The map follows the current line")),
            (self.summary, self.tr("Column in numbers")), (self.columns, self.tr("Columns")),
            (self.copy, self.tr("Copy the selected lines (Ctrl+C)")),
        ):  # fmt: skip
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.export.setText(self.tr("Export…"))
        self.export.setToolTip(self.tr("Write these rows and columns as a file"))

    def show_layers(self, entries: list[LayerEntry], current: str) -> None:
        """List the layers; the current one is chosen."""
        with QSignalBlocker(self.layers):
            self.layers.clear()
            self.layers.addItem(self.tr("Selection (all layers)"), SELECTION)
            self.layers.insertSeparator(1)
            for entry in entries:
                self.layers.addItem(entry.title(language.current()), entry.id)
            self.layers.setCurrentIndex(self.layers.findData(current))
        self.layers.setEnabled(bool(entries))
        self.scope.setVisible(current != SELECTION)

    def show_text(self, text: str, *, bad: bool = False) -> None:
        """Say how many rows there are, or that nothing was found."""
        self.count.setText(text)
        self.count.setProperty("role", "bad" if bad else "muted")
        self.count.style().polish(self.count)

    def start_finding(self) -> None:
        """Put the cursor where the text to be found is written."""
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.text.selectAll()
