"""Earlier versions of the project: when, and in words what was changed since; one can be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from onemap.ui import language, text_size
from onemap.ui.dialog_size import open_at
from onemap.ui.recovery_dialog import local_time
from onemap.ui.window_files import as_it_is

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.errors import OneMapError
    from onemap.io.project_versions import Version
    from onemap.model.project import OpenedProject
    from onemap.model.project_compare import Words
    from onemap.session.runner import Job
    from onemap.session.session import Session


class VersionsDialog(QDialog):
    """The last versions of the open project's file; ``restore_requested`` hands over the one that was chosen."""

    restore_requested = Signal(object)

    def __init__(self, session: Session, project: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._project = session, project
        self._versions: list[Version] = []
        self._opened: OpenedProject | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Versions of %1").replace("%1", project.name))
        open_at(self, 760, 440)
        self.list, self.text, self.head = QListWidget(self), QPlainTextEdit(self), QLabel(self)
        self.list.setAccessibleName(self.tr("Versions"))
        self.list.setFixedWidth(text_size.px(220))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("What was changed since"))
        self.head.setProperty("role", "heading")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setText(self.tr("What was changed since"))
        self.note = QLabel(self.tr("Restoring opens the version; the file stays as it is until you save."), self)
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.close_button, self.restore = QPushButton(self.tr("Close")), QPushButton(self.tr("&Restore"))
        self.close_button.setAutoDefault(False)
        self.restore.setProperty("role", "primary")
        self.restore.setEnabled(False)
        self.close_button.clicked.connect(lambda _on=False: self.reject())
        self.restore.clicked.connect(lambda _on=False: self._restore())
        self._lay_out()
        self.list.currentRowChanged.connect(self._look)
        from onemap.io import project_versions

        session.start(self.tr("Looking for versions"), lambda _job: project_versions.versions(project), self._fill)

    def _lay_out(self) -> None:
        column, middle, right, foot = QVBoxLayout(self), QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        middle.setSpacing(14)
        right.addWidget(self.head)
        right.addWidget(self.text, 1)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.restore)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _fill(self, versions: list[Version]) -> None:
        self._versions = versions
        for one in versions:
            size = self.tr("%1 kB").replace("%1", language.number(max(one.size // 1000, 1)))
            item = QListWidgetItem(f"{local_time(one.at)}\n{size}")
            item.setSizeHint(QSize(0, text_size.px(46)))
            self.list.addItem(item)
        if versions:
            self.list.setCurrentRow(0)
        else:
            self.text.setPlainText(
                self.tr("There is none yet: a version is kept each time the project is saved again.")
            )

    def _look(self, row: int) -> None:
        if not 0 <= row < len(self._versions):
            return
        from onemap.api.saving import project_of
        from onemap.io import projects
        from onemap.model.project_compare import compare

        version, project, still = self._versions[row], self._project, as_it_is(self._session)
        names = {entry.id: (entry.title("zh"), entry.title("en")) for entry in still.entries}
        self._opened = None
        self._asked += 1
        asked = self._asked
        self.restore.setEnabled(False)
        self.text.setPlainText(self.tr("Reading…"))

        def work(_job: Job) -> tuple[OpenedProject, tuple[Words, ...]]:
            opened = projects.load(version.path, of=project)
            return opened, compare(opened.project, project_of(still, project), names)

        def done(found: tuple[OpenedProject, tuple[Words, ...]]) -> None:
            if asked == self._asked:
                self._opened, lines = found
                self._show(lines)

        def failed(error: OneMapError) -> None:
            if asked == self._asked:
                self.text.setPlainText(str(error))

        self._session.start(self.tr("Comparing versions"), work, done, failed)

    def _show(self, lines: tuple[Words, ...]) -> None:
        place = 0 if language.current() == "zh" else 1
        said = "\n".join(line[place] for line in lines)
        self.text.setPlainText(said or self.tr("Nothing: it says the same as what is open."))
        self.restore.setEnabled(True)

    def _restore(self) -> None:
        if self._opened is not None:
            self.restore_requested.emit(self._opened)
            self.accept()
