"""Among which layers one chooses: things, the current layer, some layers, or all that is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from onemap.session.snapshot import in_scale
from onemap.ui import language, text_size

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.model.definition import Role
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session

Among = Literal["things", "current", "some", "all"]
AMONG: tuple[Among, ...] = ("things", "current", "some", "all")
#: What lies under things: a shape meets it everywhere, and nobody means it unless he says so.
GROUND: frozenset[Role] = frozenset({
    "basemap", "land", "water", "green", "road", "division", "unit_grid", "responsibility_grid",
})  # fmt: skip
#: Height of the list of layers, px.
_LIST_HEIGHT = 168


class Targets(QWidget):
    """The choice, and the layers it means now. ``changed`` tells of another choice."""

    changed = Signal()

    def __init__(
        self, session: Session, current: Callable[[], str | None], scale: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._current, self._scale = session, current, scale
        self._some: set[str] = set()
        self.box, self.list = QComboBox(self), QListWidget(self)
        for one in AMONG:
            self.box.addItem("", one)
        self.list.setFixedHeight(text_size.px(_LIST_HEIGHT))
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.box.activated.connect(lambda _at: self._chosen())
        self.list.itemChanged.connect(self._ticked)
        self.show_layers()

    @property
    def among(self) -> Among:
        """What is chosen."""
        chosen: Among = self.box.currentData()
        return chosen

    def choose(self, among: Among, layers: set[str] | None = None) -> None:
        """Choose among these."""
        self.box.setCurrentIndex(self.box.findData(among))
        if layers is not None:
            self._some = set(layers)
        self._chosen()

    def layers(self) -> list[LayerEntry]:
        """The layers that are meant now, from the top of the map; hidden ones only where they were named."""
        entries = self._session.entries
        if self.among == "some":
            return [e for e in entries if e.id in self._some]
        current = self._current()
        if self.among == "current" and current is not None:
            return [e for e in entries if e.id == current]
        scale = self._scale()
        seen = [e for e in entries if e.visible and in_scale(e.style, scale)]
        things = [e for e in seen if e.definition.role not in GROUND]
        return seen if self.among == "all" else things or seen

    def retranslate(self) -> None:
        """Write all texts again."""
        current = self._current()
        entry = next((e for e in self._session.entries if e.id == current), None)
        named = "" if entry is None else entry.title(language.current())
        texts = {
            "things": self.tr("Things on the map, not the ground"),
            "current": self.tr("Current layer: %1").replace("%1", named) if named else self.tr("Current layer"),
            "some": self.tr("Chosen layers"), "all": self.tr("All layers in sight"),
        }  # fmt: skip
        for at, one in enumerate(AMONG):
            self.box.setItemText(at, texts[one])
        self.box.setAccessibleName(self.tr("Select among"))
        self.list.setAccessibleName(self.tr("Layers to select among"))

    def show_layers(self) -> None:
        """List the layers of the map."""
        self.retranslate()
        self.list.setVisible(self.among == "some")
        with QSignalBlocker(self.list):
            self.list.clear()
            for entry in self._session.entries:
                item = QListWidgetItem(entry.title(language.current()), self.list)
                item.setData(Qt.ItemDataRole.UserRole, entry.id)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = entry.id in self._some
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _chosen(self) -> None:
        if self.among == "some" and not self._some:
            self._some = {e.id for e in self._session.entries if e.visible and e.definition.role not in GROUND}
        self.show_layers()
        self.changed.emit()

    def _ticked(self, item: QListWidgetItem) -> None:
        layer = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self._some.add(layer)
        else:
            self._some.discard(layer)
        self.changed.emit()
