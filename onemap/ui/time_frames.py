"""The dialog that writes the map over time as numbered pictures."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from onemap.errors import CancelledError, OneMapError
from onemap.ui import language
from onemap.ui.dialog_size import open_at
from onemap.ui.symbol_editor import roomy

if TYPE_CHECKING:
    from onemap.api.timing import Frames
    from onemap.session.runner import Job
    from onemap.session.session import Session

_MOST = 16_384


class FramesDialog(QDialog):
    """Writes ``frames`` (folder and size are chosen here) in a job."""

    def __init__(self, session: Session, frames: Frames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._frames = session, frames
        self._job: Job | None = None
        self._running = False
        self.setWindowTitle(self.tr("Export as pictures"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 520, 0)
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        self.folder = QLineEdit(str(Path(pictures or Path.home()) / self.tr("Map over time")), self)
        view = frames.request.view
        self.width_box, self.height_box = self._number(view.width_px), self._number(view.height_px)
        self.told, self.bar = QLabel(self), QProgressBar(self)
        self.write, self.close_button = QPushButton(self.tr("Export"), self), QPushButton(self.tr("Close"), self)
        self._watch = QTimer(self, interval=100)
        self._watch.timeout.connect(self._look)
        self._lay_out()
        self._count()

    def _number(self, value: int) -> QSpinBox:
        box = roomy(QSpinBox(self))
        box.setRange(16, _MOST)
        box.setValue(value)
        box.setSuffix(" px")
        return box

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("Choose…"), self)
        browse.clicked.connect(lambda _on: self._browse())
        line, size = QHBoxLayout(), QHBoxLayout()
        line.setSpacing(8)
        size.setSpacing(8)
        line.addWidget(self.folder, 1)
        line.addWidget(browse)
        size.addWidget(self.width_box)
        size.addWidget(QLabel("×", self))
        size.addWidget(self.height_box)
        size.addStretch(1)
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Folder"), line)
        form.addRow(self.tr("Size"), size)
        self.folder.setAccessibleName(self.tr("Folder"))
        self.width_box.setAccessibleName(self.tr("Width"))
        self.height_box.setAccessibleName(self.tr("Height"))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setProperty("role", "muted")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.write.setProperty("role", "primary")
        self.write.setDefault(True)
        self.write.clicked.connect(lambda _on: self._start_or_stop())
        self.close_button.clicked.connect(lambda _on: self.reject())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.write)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.told)
        column.addWidget(self.bar)
        column.addLayout(foot)

    def _count(self) -> None:
        """Say how many pictures there will be."""
        try:
            many = len(self._frames.moments())
        except OneMapError as error:
            self.told.setText(str(error))
            self.write.setEnabled(False)
            return
        text = self.tr("%1 pictures: frame_0001.png and so on, each with its date")
        self.told.setText(text.replace("%1", language.number(many)))

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _start_or_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            return
        folder = self.folder.text().strip()
        if not folder:
            self.told.setText(self.tr("Choose a folder first"))
            return
        request = self._frames.request
        view = request.view.resized(self.width_box.value(), self.height_box.value())
        frames = dataclasses.replace(
            self._frames, folder=Path(folder).expanduser(), request=dataclasses.replace(request, view=view)
        )
        self.bar.setRange(0, 0)
        self.bar.show()
        self._watch.start()
        self.write.setText(self.tr("Stop"))
        self._running = True
        job = self._session.start(
            self.tr("Pictures over time"),
            lambda job: frames.write(cancelled=job.cancelled, on_progress=job.progress),
            self._done, self._failed,
        )  # fmt: skip
        self._job = job if self._running else None

    def _look(self) -> None:
        if self._job is not None and self._job.rows_total:
            self.bar.setRange(0, self._job.rows_total)
            self.bar.setValue(self._job.rows_done)
            done = self.tr("%1 of %2 written").replace("%1", str(self._job.rows_done))
            self.told.setText(done.replace("%2", str(self._job.rows_total)))

    def _done(self, written: list[object]) -> None:
        self._ended(
            self.tr("%1 pictures written to %2").replace("%1", str(len(written))).replace("%2", self.folder.text())
        )

    def _failed(self, error: OneMapError) -> None:
        self._ended(self.tr("Stopped") if isinstance(error, CancelledError) else str(error))

    def _ended(self, words: str) -> None:
        import shiboken6

        self._job, self._running = None, False
        if not shiboken6.isValid(self):
            return
        self._watch.stop()
        self.bar.hide()
        self.write.setText(self.tr("Export"))
        self.told.setText(words)

    def done(self, result: int) -> None:
        """A closed dialog writes no more."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)
