"""What is selected, and selections that are kept, written as files in workers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from onemap.errors import CancelledError, OneMapError
from onemap.messages import sentence
from onemap.session import across, across_out, rows_out
from onemap.ui import language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from onemap.io.rows_writing import RowsWritten
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.session.session import Session
    from onemap.ui.window_memory import Memory
    from onemap.ui.window_message import Message

    Rows = Mapping[str, npt.NDArray[np.int64]]

_FORMS = "GeoPackage (*.gpkg);;GeoJSON (*.geojson);;CSV (*.csv);;Excel (*.xlsx);;GeoParquet (*.parquet)"
_BAD_IN_NAMES = '<>:"/\\|?*'


class SelectOut(QObject):
    """Asks for a file, writes it, tells of it."""

    def __init__(self, session: Session, message: Message, memory: Memory, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._message, self._memory, self._parent = session, message, memory, parent
        self._waiting: tuple[str, Path] | None = None
        self._session.changes.subscribe(self._changed)

    def ask(self, *, together: bool = False) -> None:
        """Ask for a file and write the selected rows: a file for each layer, or one for all together."""
        layers = self._session.selection.layers
        if layers:
            path = self._asked_path(self.tr("selection") if together and len(layers) > 1 else layers[0])
            if path is not None:
                (self.write_together if together else self.write)(path)

    def ask_of(self, layer: str) -> None:
        """Ask for a file and write all rows of a layer that its filter and the span of time leave in."""
        title = self.tr("Export the rows")
        path = self._asked_path(layer, title)
        if path is not None:
            entry = self._session.entry(layer)
            everything = {layer: np.arange(0 if entry.data is None else entry.data.rows, dtype=np.int64)}
            self._write_layers(path, across.left_in(self._session, everything), title)

    def ask_kept(self, name: str) -> None:
        """Ask for a file and write a kept selection as one table."""
        path = self._asked_path("".join("_" if sign in _BAD_IN_NAMES else sign for sign in name))
        if path is not None:
            self.write_kept(name, path)

    def _asked_path(self, name: str, title: str = "") -> Path | None:
        title = title or self.tr("Export the selection")
        start = str(Path(self._memory.folder) / f"{name}.gpkg")
        chosen, form = QFileDialog.getSaveFileName(self._parent, title, start, _FORMS)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(form.partition("*")[2].rstrip(")") or ".gpkg")

    def write(self, path: Path) -> None:
        """Write the selected rows to a file, or one beside it for each of several layers."""
        selection = self._session.selection
        self._write_layers(path, {layer: selection.of(layer) for layer in selection.layers}, "")

    def _write_layers(self, path: Path, rows: Rows, title: str) -> None:
        paths, speech = rows_out.paths_for(path, list(rows)), language.current()
        try:
            asked = [
                rows_out.rows_out(self._session.entry(layer), chosen, paths[layer], speech)
                for layer, chosen in rows.items()
            ]
        except OneMapError as error:
            self._failed(error)
            return
        self._start(lambda job: [rows_out.write(one, job.cancelled, job.progress) for one in asked], title=title)

    def write_together(self, path: Path) -> None:
        """Write the selected rows of all layers to one file."""
        self._write_table(path, None)

    def write_kept(self, name: str, path: Path) -> None:
        """Write a kept selection to one file; layers that are still to be read are read first."""
        kept = self._session.selection.kept(name).rows()
        missing = [e.id for e in self._session.entries if e.id in kept and e.data is None and e.status != "failed"]
        if missing:
            self._waiting = name, path
            for layer in missing:
                self._session.ensure_open(layer)
            return
        self._waiting = None
        self._write_table(path, across.left_in(self._session, kept), sum(map(len, kept.values())))

    def _changed(self, change: Change) -> None:
        if self._waiting is not None and change.touches("data", "layers", "jobs"):
            (name, path), self._waiting = self._waiting, None
            if any(one.name == name for one in self._session.selections):
                self.write_kept(name, path)

    def _write_table(self, path: Path, rows: Rows | None, of: int = 0) -> None:
        speech = language.current()
        asked = across.question(self._session, speech, (), rows)
        request = across_out.across_out(self._session, asked, path, speech)
        self._start(lambda job: [across_out.write(request, job.cancelled, job.progress)], max(of - asked.count, 0))

    def _start(self, work: Callable[[Job], list[RowsWritten]], left_out: int = 0, title: str = "") -> None:
        def done(written: list[RowsWritten]) -> None:
            rows = language.number(sum(one.rows for one in written))
            text = self.tr("%1 rows written to %2").replace("%1", rows).replace("%2", str(written[0].path))
            if left_out:
                text += self.tr("; filters, time or changes of the map left out %1").replace(
                    "%1", language.number(left_out)
                )
            notices = [sentence(n.key, n.fields) for one in written for n in one.notices]
            self._message.tell("\n".join([text, *notices]))

        self._session.start(title or self.tr("Export the selection"), work, done, self._failed)

    def _failed(self, error: OneMapError) -> None:
        if not isinstance(error, CancelledError):
            self._message.tell(str(error), bad=True)
