"""Puts the export record into the window: its panel, reading it, comparing files, their folders and extents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from onemap.errors import OneMapError, RequestError, SourceError
from onemap.io import exports
from onemap.model.extent import Extent
from onemap.ui.exports_panel import ExportsPanel

if TYPE_CHECKING:
    from onemap.io.exports import ExportRecord, Found, Records
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.ui.main_window import MainWindow

#: Exports that follow each other this fast are read once, ms.
_PAUSE = 300
#: Places along each side of a box that are brought to another CRS.
_STEPS = 9


class ExportsMount(QObject):
    """The export record of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._stamp: tuple[int, int] | None = None
        self.panel = panel = ExportsPanel(window)
        window.desk.add(panel, lambda: self.tr("Export record"))
        window.desk.tie(window.actions_["exports"], lambda: panel)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.read)
        panel.shown.connect(lambda seen: self.read() if seen else None)
        panel.check_requested.connect(self.check)
        panel.folder_requested.connect(self.show_folder)
        panel.extent_requested.connect(self.show_extent)
        self._session.changes.subscribe(self._changed)

    def _changed(self, change: Change) -> None:
        if change.touches("jobs") and self.panel.isVisible():
            self._soon.start()

    # --- the record -----------------------------------------------------------------------------------------------
    def read(self) -> None:
        """Show the record as it stands in its file, unless it is the one that is shown."""
        stamp = _stamp()
        if stamp == self._stamp:
            return

        def done(held: Records) -> None:
            self._stamp = stamp
            self.panel.show_held(held)

        self._session.start("", lambda _job: exports.read(), done, self._window.message.tell_error, quick=True)

    def check(self, records: tuple[ExportRecord, ...]) -> None:
        """Compare files with what was written."""

        def work(job: Job) -> dict[str, Found]:
            found = {}
            for one in records:
                if job.cancelled():
                    break
                found[one.serial] = exports.found(one)
            return found

        self._session.start(
            self.tr("Comparing handed-out files"), work, self.panel.model.show_found, self._window.message.tell_error
        )

    # --- one export -----------------------------------------------------------------------------------------------
    def show_folder(self, record: ExportRecord) -> None:
        """Open the folder of an export's file; what is gone is told."""
        if not record.file:
            return
        file = Path(record.file)
        if not file.parent.is_dir():
            self._window.message.tell_error(SourceError("file_missing", path=record.file))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def show_extent(self, record: ExportRecord) -> None:
        """Look at what an export covers."""
        target = self._session.crs
        if record.extent is None or record.crs is None or target is None:
            return
        try:
            self._window.canvas.zoom_to(_moved(record.extent, record.crs, target))
        except OneMapError as error:
            self._window.message.tell_error(error)


def _moved(box: tuple[float, float, float, float], source: str, target: str) -> Extent:
    """A box of one CRS as the box around it in another."""
    from onemap.io import crs

    xmin, ymin, xmax, ymax = box
    along = np.linspace(0.0, 1.0, _STEPS)
    x, y = (v.ravel() for v in np.meshgrid(xmin + along * (xmax - xmin), ymin + along * (ymax - ymin)))
    moved = crs.transform(np.column_stack([x, y]), source, target).coords
    if not np.isfinite(moved).all():
        raise RequestError("place_impossible", place=", ".join(f"{v:.8g}" for v in box))
    return Extent(*moved.min(axis=0).tolist(), *moved.max(axis=0).tolist())


def _stamp() -> tuple[int, int] | None:
    """By what a record that has grown is known; (0, 0) where there is none."""
    try:
        told = exports.path().stat()
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size
