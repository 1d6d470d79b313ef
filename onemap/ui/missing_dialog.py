"""Finds files that are no longer where the project says: by itself, in a folder, or by pointing at one of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from onemap.errors import CancelledError
from onemap.io import fingerprints, missing
from onemap.io.missing import Found, Lost
from onemap.session import repairing
from onemap.ui import language
from onemap.ui.dialog_size import open_at
from onemap.ui.plain_tips import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.errors import OneMapError
    from onemap.session.runner import Job
    from onemap.session.session import Session


class MissingDialog(QDialog):
    """A list of the missing files and of where they were found; `repair` reads the layers from there."""

    def __init__(self, session: Session, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._folder = session, folder
        self._lost = repairing.missing(session)
        self._found: dict[str, Found] = {}
        self._job: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Missing files"))
        open_at(self, 860, 420)
        self.head, self.told = QLabel(self), QLabel(self)
        self.head.setProperty("role", "heading")
        for label in (self.head, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.told.setProperty("role", "muted")
        self.list = QTreeWidget(self)
        self.one, self.all = QPushButton(self.tr("&Choose the file…")), QPushButton(self.tr("Search a &folder…"))
        self.close_button, self.repair_button = QPushButton(self.tr("Close")), QPushButton(self.tr("&Repair"))
        self.repair_button.setProperty("role", "primary")
        self.repair_button.setDefault(True)
        self.one.clicked.connect(lambda _on=False: self._choose())
        self.all.clicked.connect(lambda _on=False: self._choose_folder())
        self.close_button.clicked.connect(lambda _on=False: self.reject())
        self.repair_button.clicked.connect(lambda _on=False: self.repair())
        self._make_list()
        self._lay_out()
        self._show()
        self._look(lambda _job: missing.nearby(self._lost, Path(folder)))

    def _make_list(self) -> None:
        self.list.setHeaderLabels([self.tr("Layer"), self.tr("The project says"), self.tr("Found")])
        self.list.setAccessibleName(self.tr("Missing files"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.currentItemChanged.connect(lambda _now, _was: self._show_state())
        self.list.itemDoubleClicked.connect(lambda _item, _column: self._choose())
        for one in self._lost:
            item = QTreeWidgetItem([self._session.entry(one.layer).title(language.current()), one.path, ""])
            item.setToolTip(1, plain_tip(one.path))
            item.setData(0, Qt.ItemDataRole.UserRole, one.layer)
            self.list.addTopLevelItem(item)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 170)
        header.resizeSection(1, 330)
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def _lay_out(self) -> None:
        column, ways, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for button in (self.one, self.all):
            button.setAutoDefault(False)
            ways.addWidget(button)
        ways.addStretch(1)
        foot.addWidget(self.told, 1)
        self.close_button.setAutoDefault(False)
        foot.addWidget(self.close_button)
        foot.addWidget(self.repair_button)
        column.addWidget(self.head)
        column.addWidget(self.list, 1)
        column.addLayout(ways)
        column.addLayout(foot)

    # --- searching ------------------------------------------------------------------------------------------------
    def _choose(self) -> None:
        lost = self._current()
        if lost is None:
            return
        title = self.tr("Where is %1?").replace("%1", Path(lost.path).name)
        name, _ = QFileDialog.getOpenFileName(self, title, self._folder)
        if name:
            self.point(lost.layer, name)

    def point(self, layer: str, path: str) -> None:
        """Take ``path`` for the file of a layer, and look for the others that moved with it."""
        lost = next(one for one in self._lost if one.layer == layer)
        self._folder = str(Path(path).parent)
        others = [one for one in self._lost if one.layer != layer and one.layer not in self._found]

        def look(_job: Job) -> dict[str, Found]:
            same = lost.fingerprint is not None and fingerprints.of(path) == lost.fingerprint
            moved = missing.along(others, lost.path, path)
            beside = [one for one in others if one.layer not in moved]
            return {
                layer: Found(path, "bytes" if same else "name"),
                **moved,
                **missing.nearby(beside, Path(path).parent),
            }

        self._look(look)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Search a folder"), self._folder)
        if name:
            self.search(name)

    def search(self, folder: str) -> None:
        """Look for all that is still missing under a folder."""
        self._folder = folder
        lost = [one for one in self._lost if one.layer not in self._found]

        def look(job: Job) -> dict[str, Found]:
            def stop() -> None:
                if job.cancelled():
                    raise CancelledError

            return missing.search(lost, Path(folder), stop)

        self._look(look)

    def _look(self, work: Callable[[Job], dict[str, Found]]) -> None:
        if not self._lost:
            return

        def done(found: dict[str, Found]) -> None:
            self._job = None
            self._found.update(found)
            self._show()

        def failed(error: OneMapError) -> None:
            self._job = None
            self._show()
            self.told.setText(str(error))

        self.told.setText(self.tr("Searching…"))
        self._job = self._session.start(self.tr("Looking for missing files"), work, done, failed)
        self._show_state()

    # --- showing --------------------------------------------------------------------------------------------------
    def _show(self) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            if item is None:
                continue
            found = self._found.get(item.data(0, Qt.ItemDataRole.UserRole))
            how = {"bytes": self.tr("same content"), "name": self.tr("same name")}
            item.setText(2, f"{found.path}  ({how[found.how]})" if found else self.tr("not found yet"))
            item.setToolTip(2, plain_tip(found.path) if found else "")
        count = language.number(len(self._lost))
        self.head.setText(
            self.tr(
                "%1 layers have lost their files. Point at one, or search a folder: all that moved alike is found."
            ).replace("%1", count)
            if self._lost
            else self.tr("No file is missing.")
        )
        self.told.setText(
            self.tr("%1 of %2 found").replace("%1", language.number(len(self._found))).replace("%2", count)
            if self._lost
            else ""
        )
        self._show_state()

    def _show_state(self) -> None:
        busy = self._job is not None
        self.one.setEnabled(not busy and self._current() is not None)
        self.all.setEnabled(not busy and bool(self._lost))
        self.repair_button.setEnabled(not busy and bool(self._found))

    def _current(self) -> Lost | None:
        item = self.list.currentItem()
        layer = None if item is None else item.data(0, Qt.ItemDataRole.UserRole)
        return next((one for one in self._lost if one.layer == layer), None)

    def repair(self) -> None:
        """Read the layers from where they were found; those of which nothing was found stay."""
        there = {entry.id for entry in self._session.entries}
        repairing.relocate(self._session, {layer: at.path for layer, at in self._found.items() if layer in there})
        self.accept()

    def done(self, code: int) -> None:
        """Stop what is under way, and close."""
        if self._job is not None:
            self._job.cancel()
        super().done(code)
