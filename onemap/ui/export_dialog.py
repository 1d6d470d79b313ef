"""The dialog that hands out the map: file, size, extent, what stands on it, a small preview, progress."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onemap.errors import CancelledError, OneMapError
from onemap.messages import language
from onemap.ui import icons
from onemap.ui.dialog_size import open_at
from onemap.ui.export_choice import FORMATS, Choice, order_of
from onemap.ui.export_extent import ExtentEditor
from onemap.ui.export_preview import Preview, preview_of
from onemap.ui.export_sheet import SheetEditor
from onemap.ui.export_size import SizeEditor

if TYPE_CHECKING:
    from typing import Literal

    import numpy as np
    import numpy.typing as npt

    from onemap.model.view import View
    from onemap.render.export import ExportResult
    from onemap.session.runner import Job
    from onemap.session.session import Session
    from onemap.ui.export_choice import Order

#: Between the last change and the next preview.
SETTLE_MS = 250


class ExportDialog(QDialog):
    """Writes the map to a file in a job; what goes wrong is told in the dialog."""

    def __init__(
        self, session: Session, view: View, palette: Literal["light", "dark"], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._palette = session, view, palette
        self._job: Job | None = None
        self._drawing: Job | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export map"))
        self._build()
        self._later = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._later.timeout.connect(self._draw)
        self._watch = QTimer(self, interval=100)
        self._watch.timeout.connect(self._show_progress)
        for part in (self._size, self._extent, self._sheet):
            part.changed.connect(self._touched)
        self._path.textChanged.connect(lambda _text: self._show_path())
        self._show_path()
        self._path.setFocus()
        self._path.selectAll()
        self._draw()

    # --- building -------------------------------------------------------------------------------------------------
    def _build(self) -> None:
        self._size = SizeEditor((self._view.width_px, self._view.height_px))
        self._extent = ExtentEditor(self._session, self._view)
        self._sheet = SheetEditor(self._session.named(language()), self._session.as_of or "", self._palette)
        self._preview = Preview()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        for words, part in (
            (self.tr("File"), self._file_part()), (self.tr("Size"), self._size), (self.tr("Extent"), self._extent),
            (self.tr("On the map"), self._sheet),
        ):  # fmt: skip
            heading = QLabel(words)
            heading.setProperty("role", "heading")
            column.addWidget(heading)
            column.addWidget(part)
            column.addSpacing(6)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(left)
        scroll.setMinimumWidth(left.minimumSizeHint().width() + 14)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(scroll)
        middle.addWidget(_line("upright"))
        middle.addWidget(self._preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(_line("line"))
        whole.addLayout(self._foot())
        open_at(self, 940, 660)

    def _file_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._path = QLineEdit(str(_first_path(self._session)))
        self._path.setAccessibleName(self.tr("File"))
        browse = QToolButton()
        browse.setProperty("role", "icon")
        icons.bind(browse, "folder")
        browse.setToolTip(self.tr("Choose a file"))
        browse.setAccessibleName(self.tr("Choose a file"))
        browse.clicked.connect(lambda _checked=False: self._browse())
        line = QHBoxLayout()
        line.addWidget(self._path, 1)
        line.addWidget(browse)
        column.addLayout(line)
        column.addLayout(self._formats())
        self._beside = QLabel()
        self._beside.setProperty("role", "note")
        self._beside.setTextFormat(Qt.TextFormat.PlainText)
        self._beside.setWordWrap(True)
        column.addWidget(self._beside)
        return part

    def _formats(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        self._format_buttons: dict[str, QToolButton] = {}
        for name, suffix in FORMATS.items():
            button = QToolButton()
            button.setText(name)
            button.setProperty("role", "crumb")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, suffix=suffix: self._choose_format(suffix))
            self._format_buttons[suffix] = button
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _foot(self) -> QHBoxLayout:
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setProperty("role", "thin")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.hide()
        self._close = QPushButton(self.tr("Close"))
        self._close.clicked.connect(lambda _checked=False: self.reject())
        self._write = QPushButton(self.tr("Export"))
        self._write.setProperty("role", "primary")
        self._write.setDefault(True)
        self._write.clicked.connect(lambda _checked=False: self._start_or_stop())
        told = QVBoxLayout()
        told.addWidget(self._told)
        told.addWidget(self._bar)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(10)
        foot.addLayout(told, 1)
        foot.addWidget(self._close)
        foot.addWidget(self._write)
        return foot

    # --- the file -------------------------------------------------------------------------------------------------
    @property
    def path(self) -> Path:
        """Where the picture will be."""
        return Path(self._path.text().strip()).expanduser()

    def _browse(self) -> None:
        kinds = ";;".join(f"{name} (*{suffix})" for name, suffix in FORMATS.items())
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("Export map"), str(self.path), kinds)
        if chosen:
            path = Path(chosen)
            self._path.setText(str(path if path.suffix else path.with_suffix(FORMATS.get(kind.split(" ")[0], ".png"))))

    def _choose_format(self, suffix: str) -> None:
        path = self.path
        self._path.setText(str(path.with_suffix(suffix) if path.name else path / f"map{suffix}"))
        self._show_path()

    def _show_path(self) -> None:
        suffix = {".tiff": ".tif", ".jpeg": ".jpg"}.get(self.path.suffix.lower(), self.path.suffix.lower())
        for known, button in self._format_buttons.items():
            button.setChecked(known == suffix)
        told = []
        if self.path.is_file():
            told.append(self.tr("The file exists and will be replaced."))
        if suffix in FORMATS.values() and suffix != ".pdf" and self._session.crs is not None:
            told.append(self.tr("A world file and a .prj are written beside it."))
        self._beside.setText(" ".join(told))

    # --- preview --------------------------------------------------------------------------------------------------
    def _touched(self) -> None:
        self._later.start()

    def _choice(self) -> Choice:
        return Choice(
            self.path, self._size.pixels, self._size.dpi, self._extent.extent(self._size.millimetres),
            self._extent.letterbox, self._sheet.sheet, self._sheet.theme,
        )  # fmt: skip

    def _order(self) -> Order | None:
        try:
            order = order_of(self._session, self._choice())
        except OneMapError as error:
            self._tell(str(error), bad=True)
            self._preview.show_words(str(error))
            return None
        self._tell("")
        return order

    def _draw(self) -> None:
        order = self._order()
        if self._drawing is not None:
            self._drawing.cancel()
        if order is None:
            return
        self._drawing = self._session.start(
            self.tr("Preview"), lambda job: preview_of(order, job), self._drawn, self._not_drawn, quick=True
        )

    def _drawn(self, rgba: npt.NDArray[np.uint8]) -> None:
        if _is_alive(self):
            self._drawing = None
            self._preview.show_picture(rgba)

    def _not_drawn(self, error: OneMapError) -> None:
        if _is_alive(self) and not isinstance(error, CancelledError):
            self._preview.show_words(str(error))

    # --- writing --------------------------------------------------------------------------------------------------
    def _start_or_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            return
        order = self._order()
        if order is None:
            return
        self._show_writing(on=True)
        words = self.tr("Export of %1").replace("%1", order.choice.path.name)
        job = self._session.start(words, order.write, self._done, self._failed)
        if job.number in self._session.jobs:
            self._job = job
            self._watch.start()

    def _show_writing(self, *, on: bool) -> None:
        self._bar.setVisible(on)
        self._bar.setRange(0, 0)
        self._write.setText(self.tr("Stop") if on else self.tr("Export"))
        if not on:
            self._job = None
            self._watch.stop()

    def _show_progress(self) -> None:
        if self._job is not None and self._job.rows_total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(1000 * self._job.rows_done / self._job.rows_total))

    def _done(self, result: ExportResult) -> None:
        if _is_alive(self):
            self._show_writing(on=False)
            self._show_path()
            size = f"{result.width:,} × {result.height:,} px"
            self._tell(self.tr("Saved: %1 (%2)").replace("%1", str(result.path)).replace("%2", size))

    def _failed(self, error: OneMapError) -> None:
        if _is_alive(self):
            self._show_writing(on=False)
            self._tell(str(error), bad=not isinstance(error, CancelledError))

    def _tell(self, words: str, *, bad: bool = False) -> None:
        self._told.setText(words)
        self._told.setProperty("role", "bad" if bad else "muted")
        self._told.style().unpolish(self._told)
        self._told.style().polish(self._told)

    def reject(self) -> None:
        """Close, and stop what is under way."""
        for job in (self._job, self._drawing):
            if job is not None:
                job.cancel()
        super().reject()


def _first_path(session: Session) -> Path:
    if session.path and os.access(Path(session.path).parent, os.W_OK):
        return Path(session.path).with_suffix(".png")
    pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return Path(pictures or Path.home()) / f"{session.title or 'map'}.png"


def _is_alive(dialog: QDialog) -> bool:
    """Whether the dialog is still there when a job comes back."""
    from shiboken6 import isValid

    return isValid(dialog)


def _line(role: str) -> QFrame:
    line = QFrame()
    line.setProperty("role", role)
    return line
