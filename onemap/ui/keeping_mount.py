"""Puts missing files, files outside of the project and the project's versions into the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from onemap.errors import OneMapError
from onemap.io import missing, reach
from onemap.session import allowing, repairing
from onemap.session.runner import Job
from onemap.ui.window_crs import many_failed

if TYPE_CHECKING:
    from onemap.io.missing import Found
    from onemap.session.change import Change
    from onemap.ui.allow_dialog import AllowDialog
    from onemap.ui.main_window import MainWindow
    from onemap.ui.missing_dialog import MissingDialog
    from onemap.ui.versions_dialog import VersionsDialog


class KeepingMount(QObject):
    """The ways to what a project has lost."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        window.actions_["missing"].triggered.connect(lambda _on=False: self.ask_missing())
        window.actions_["versions"].triggered.connect(lambda _on=False: self.ask_versions())
        window.files.opened.connect(self.look)
        window.files.opened.connect(self.look_beyond)
        window.layers.missing_requested.connect(self._ask)
        window.layers.allow_requested.connect(self.look_beyond)
        self._session.changes.subscribe(self._changed)
        self._changed(None)

    def _changed(self, change: Change | None) -> None:
        if change is None or change.touches("layers", "project"):
            self._window.actions_["missing"].setEnabled(any(map(repairing.is_missing, self._session.entries)))
            self._window.actions_["versions"].setEnabled(self._session.path is not None)

    def _folder(self) -> str:
        path = self._session.path
        return self._window.memory.folder if path is None else str(Path(path).parent)

    def look(self) -> None:
        """Read again by itself what moved with the project or to another drive, and tell what is still missing."""
        lost = repairing.missing(self._session)
        if not lost:
            return
        folder = Path(self._folder())

        def done(found: dict[str, Found]) -> None:
            still = {one.layer: one.path for one in repairing.missing(self._session)}
            there = {
                one.layer: found[one.layer].path
                for one in lost
                if still.get(one.layer) == one.path and one.layer in found
            }
            repairing.relocate(self._session, there)
            self._tell(len(still) - len(there), len(there))

        job = Job("", lambda _job: missing.nearby(lost, folder), done, lambda _error: None, quick=True)
        self._session.runner.submit(job)

    def _tell(self, left: int, found: int) -> None:
        message = self._window.message
        if left:
            text = str(OneMapError("files_missing", count=left))
            failed = sum(entry.status == "failed" for entry in self._session.entries)
            if failed > left:
                text += "\n" + many_failed(failed)
            message.tell(text, bad=True, button=self.tr("&Find…"), do=self._ask)
        elif found:
            message.tell(str(OneMapError("files_found", count=found)))

    def _ask(self) -> None:
        self.ask_missing()

    def ask_missing(self) -> MissingDialog:
        """Open the dialog that finds missing files."""
        from onemap.ui.missing_dialog import MissingDialog

        dialog = MissingDialog(self._session, self._folder(), self._window)
        dialog.open()
        return dialog

    def look_beyond(self) -> None:
        """Ask whether the project may read what it names beyond its own folder, where it names any such file."""
        now = self._session.content
        if not allowing.held(now):
            return

        def ask(paths: list[str]) -> None:
            if paths and self._session.content.layers:
                self.ask_allowed(paths)

        job = Job("", lambda _job: allowing.asked(now), ask, lambda _error: None, quick=True)
        self._session.runner.submit(job)

    def ask_allowed(self, paths: list[str]) -> AllowDialog:
        """Open the question whether these files may be read."""
        from onemap.ui.allow_dialog import AllowDialog

        dialog = AllowDialog(paths, self._window)
        dialog.allowed.connect(self._allow)
        dialog.open()
        return dialog

    def _allow(self, paths: list[str]) -> None:
        """Remember in a worker what was allowed, then read on."""
        session = self._session
        session.start(
            self.tr("Reading what was allowed"), lambda _job: reach.allow(paths, remember=True),
            lambda _done: allowing.read_on(session),
        )  # fmt: skip

    def ask_versions(self) -> VersionsDialog | None:
        """Open the list of the project's versions."""
        from onemap.ui.versions_dialog import VersionsDialog

        if self._session.path is None:
            return None
        dialog = VersionsDialog(self._session, Path(self._session.path), self._window)
        dialog.restore_requested.connect(self._window.files.restore)
        dialog.open()
        return dialog
