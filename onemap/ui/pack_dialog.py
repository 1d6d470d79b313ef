"""The dialog that packs an area for the field: which area, for whom, into which file; progress; what is in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)
from shiboken6 import isValid

from onemap.city.card_cells import LEVEL_WORDS
from onemap.errors import CancelledError, OneMapError
from onemap.io import grades
from onemap.session import carding, packing
from onemap.ui import icons, language
from onemap.ui.dialog_size import open_at
from onemap.ui.when_read import WhenRead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from onemap.model.pack import Manifest
    from onemap.session.packing import Choice, PackRequest
    from onemap.session.runner import Job
    from onemap.session.session import Session

SUFFIX = ".onemappack"


class PackDialog(QDialog):
    """Packs in a job; ``code``, else the place ``at``, tells the area that is offered first."""

    def __init__(
        self, session: Session, code: str = "", at: tuple[float, float] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._named = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Pack for the field"))
        self._reading = WhenRead(session, self)
        self._watch = QTimer(self, interval=100)
        self._watch.timeout.connect(self._show_progress)
        self._make()
        self._lay_out()
        self.area.editTextChanged.connect(lambda _text: self._name_file())
        self.path.textChanged.connect(lambda _text: self._show_path())
        self._tell(self.tr("Reading…"))
        self._reading.then(lambda: self._look(code, at))

    # --- building -------------------------------------------------------------------------------------------------
    def _make(self) -> None:
        self.area, self.grade = QComboBox(self), QComboBox(self)
        self.area.setEditable(True)
        self.area.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.area.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(self.tr("Code of a grid, a community or a street"))
            edit.setAccessibleName(self.tr("Area"))
        self.area.setAccessibleName(self.tr("Area"))
        for number in range(1, grades.HIGHEST + 1):
            self.grade.addItem(grades.grade(number).called(language.current()), number)
        self.grade.setCurrentIndex(packing.RECEIVER_GRADE - 1)
        self.grade.setAccessibleName(self.tr("Receiver's grade"))
        self.path, self.browse = QLineEdit(self), QToolButton(self)
        self.path.setAccessibleName(self.tr("File"))
        self.browse.setProperty("role", "icon")
        icons.bind(self.browse, "folder")
        self.browse.setToolTip(self.tr("Choose a file"))
        self.browse.setAccessibleName(self.tr("Choose a file"))
        self.browse.clicked.connect(lambda _on=False: self._browse())
        self.listed = QPlainTextEdit(self)
        self.listed.setReadOnly(True)
        self.listed.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.listed.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.listed.setAccessibleName(self.tr("What is in the pack"))
        self.listed.hide()
        self.told, self.bar = QLabel(self), QProgressBar(self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.bar.setProperty("role", "thin")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.hide()
        self.close_button, self.write = QPushButton(self.tr("Close"), self), QPushButton(self.tr("Pack"), self)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(lambda _on=False: self.reject())
        self.write.setProperty("role", "primary")
        self.write.setDefault(True)
        self.write.setEnabled(False)
        self.write.clicked.connect(lambda _on=False: self.start_or_stop())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(6)
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(self.browse)
        column.addWidget(_label(self.tr("Area"), "heading"))
        column.addWidget(self.area)
        column.addWidget(
            _label(self.tr("Choose one, or type a code. Whole rows go along, with styles and cards."), "note")
        )
        column.addSpacing(8)
        column.addWidget(_label(self.tr("Receiver's grade"), "heading"))
        column.addWidget(self.grade)
        column.addWidget(_label(self.tr("Layers above it are left out, fields above it are masked."), "note"))
        column.addSpacing(8)
        column.addWidget(_label(self.tr("File"), "heading"))
        column.addLayout(file)
        column.addSpacing(8)
        column.addWidget(self.listed, 1)
        column.addStretch(0)
        told = QVBoxLayout()
        told.addWidget(self.told)
        told.addWidget(self.bar)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addLayout(told, 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.write)
        column.addLayout(foot)
        open_at(self, 560, 320)

    # --- the area and the file ------------------------------------------------------------------------------------
    def _look(self, code: str, at: tuple[float, float] | None) -> None:
        layers = carding.city_layers(self._session)
        self._session.start("", lambda _job: packing.choices(layers, code, at), self._offer, self._failed, quick=True)

    def _offer(self, found: tuple[Choice, ...]) -> None:
        if not isValid(self):
            return
        en = language.current() == "en"
        for one in found:
            text = f"{LEVEL_WORDS[one.level][en]}  {one.code}" + (f"  {one.name}" if one.name else "")
            self.area.addItem(text, one.code)
        self._tell("")
        self.write.setEnabled(True)
        self._name_file()

    @property
    def code(self) -> str:
        """The code of the area: of the one that was chosen, or as it was typed."""
        at = self.area.findText(self.area.currentText())
        return str(self.area.itemData(at)) if at >= 0 else self.area.currentText().strip()

    def _name_file(self) -> None:
        """Call the file after the area, while nobody called it otherwise."""
        if self.path.text() == self._named:
            self._named = str(_folder(self._session) / f"{self.code or 'area'}{SUFFIX}")
            self.path.setText(self._named)

    def _browse(self) -> None:
        kinds = self.tr("Packs for the field") + f" (*{SUFFIX})"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Pack for the field"), self.path.text(), kinds)
        if chosen:
            self.path.setText(chosen if chosen.endswith(SUFFIX) else chosen + SUFFIX)

    def _show_path(self) -> None:
        there = Path(self.path.text().strip()).expanduser().is_file()
        self._tell(self.tr("The file exists and will be replaced.") if there else "")

    # --- writing --------------------------------------------------------------------------------------------------
    def start_or_stop(self) -> None:
        """Begin to pack, or stop."""
        if self._job is not None:
            self._job.cancel()
            return
        self.listed.hide()
        try:
            request = packing.request(self._session, self.code, int(self.grade.currentData()))
        except OneMapError as error:
            self._failed(error)
            return
        self._start(request, Path(self.path.text().strip()))

    def _start(self, request: PackRequest, path: Path) -> None:
        def work(job: Job) -> Manifest:
            from onemap.api.packing import write_pack

            return write_pack(request, path, cancelled=job.cancelled, progress=job.progress)

        self._tell(self.tr("Packing…"))
        self._show_writing(on=True)
        job = self._session.start(self.tr("Pack of %1").replace("%1", request.code), work, self._done, self._failed)
        if job.number in self._session.jobs:
            self._job = job
            self._watch.start()

    def _show_writing(self, *, on: bool) -> None:
        self.bar.setVisible(on)
        self.bar.setRange(0, 0)
        self.write.setText(self.tr("Stop") if on else self.tr("Pack"))
        for part in (self.area, self.grade, self.path, self.browse):
            part.setEnabled(not on)
        if not on:
            self._job = None
            self._watch.stop()

    def _show_progress(self) -> None:
        if self._job is not None and self._job.rows_total:
            self.bar.setRange(0, self._job.rows_total)
            self.bar.setValue(self._job.rows_done)

    def _done(self, made: Manifest) -> None:
        from onemap.api.pack_words import told

        if not isValid(self):
            return
        self._show_writing(on=False)
        self.listed.setPlainText(told(made, language.current()))
        self.listed.show()
        open_at(self, 620, 560)
        self._tell(self.tr("Packed and checked: %1").replace("%1", self.path.text().strip()))

    def _failed(self, error: OneMapError) -> None:
        if isValid(self):
            self._show_writing(on=False)
            self._tell(str(error), bad=not isinstance(error, CancelledError))

    def _tell(self, words: str, *, bad: bool = False) -> None:
        self.told.setText(words)
        self.told.setProperty("role", "bad" if bad else "muted")
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)

    def reject(self) -> None:
        """Close, and stop what is under way."""
        self._reading.drop()
        if self._job is not None:
            self._job.cancel()
        super().reject()


def _folder(session: Session) -> Path:
    if session.path and os.access(Path(session.path).parent, os.W_OK):
        return Path(session.path).parent
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def _label(text: str, role: str) -> QLabel:
    made = QLabel(text)
    made.setProperty("role", role)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
