"""Which project file the window holds, so that two windows never write one file unawares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from onemap.io import files, project_locks, project_versions
from onemap.io.project_locks import Claim

if TYPE_CHECKING:
    from onemap.io.holders import Holder
    from onemap.io.project_locks import Lock

#: Milliseconds between signs of life for windows on other machines.
_SIGN_MS = 60_000
Answer = Literal["read", "copy", "cancel"]


def claimed(path: str | None) -> tuple[Claim, str | None]:
    """Take a project's lock, and the mark of the file as it is now. Runs in a worker.

    The program's own sample city is nobody's: it has no lock.
    """
    if path is None:
        return Claim(), None
    project = Path(path)
    own = project.is_relative_to(files.sample_dir())
    return Claim() if own else project_locks.claim(project), project_versions.mark(project)


class Claims(QObject):
    """The lock of the window's project; ``read_only`` while another has it, ``mark`` is the file as last seen."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.lock: Lock | None = None
        self.read_only = False
        self.mark: str | None = None
        self._sign = QTimer(self, interval=_SIGN_MS)
        self._sign.timeout.connect(self._give_sign)

    def _give_sign(self) -> None:
        if self.lock is not None:
            self.lock.sign()

    def adopt(self, claim: Claim, mark: str | None, *, read_only: bool = False) -> None:
        """Hold another project, or none; the one before is let go."""
        old, self.lock = self.lock, claim.lock
        if old is not None and (self.lock is None or old.project != self.lock.project):
            old.release()
        self.mark, self.read_only = mark, read_only
        self._sign.start() if self.lock is not None else self._sign.stop()

    def give_up(self, claim: Claim) -> None:
        """Let go of what was claimed for nothing."""
        if claim.lock is not None and (self.lock is None or claim.lock.project != self.lock.project):
            claim.lock.release()

    def release(self) -> None:
        """Let the project go, as when the window is closed."""
        self.adopt(Claim(), None)

    def ask(self, path: Path, holder: Holder) -> Answer:
        """What to do with a project that is open in another window."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Open in another window"))
        box.setText(self.tr("“%1” is open in another window.").replace("%1", path.name))
        told = self.tr("It is held by %1. What is changed here cannot be saved into the same file meanwhile.")
        box.setInformativeText(told.replace("%1", holder.called))
        read = box.addButton(self.tr("Open &read-only"), QMessageBox.ButtonRole.AcceptRole)
        copy = box.addButton(self.tr("Open as a &copy"), QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(read)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return "read" if pressed is read else "copy" if pressed is copy else "cancel"

    def ask_overwrite(self, path: Path) -> Answer:
        """What to do with a file that another program changed: "copy" saves elsewhere, "read" overwrites it."""
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Changed by another program"))
        box.setText(self.tr("“%1” was changed by another program since it was opened here.").replace("%1", path.name))
        box.setInformativeText(self.tr("When it is overwritten, the other stays among the versions."))
        other = box.addButton(self.tr("Save &as…"), QMessageBox.ButtonRole.AcceptRole)
        over = box.addButton(self.tr("&Overwrite"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(other)
        box.exec()
        pressed = box.clickedButton()
        box.deleteLater()
        return "copy" if pressed is other else "read" if pressed is over else "cancel"
