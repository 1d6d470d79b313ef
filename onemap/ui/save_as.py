"""The question where a file is to be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

#: What kinds of file are called, by suffix; the names are the same in every language.
KINDS = {
    ".csv": "CSV", ".geojson": "GeoJSON", ".gpkg": "GeoPackage", ".html": "HTML", ".parquet": "GeoParquet",
    ".pdf": "PDF", ".png": "PNG", ".svg": "SVG", ".xlsx": "Excel",
}  # fmt: skip
#: What rows can be written as.
ROWS = ".csv", ".xlsx", ".gpkg", ".geojson", ".parquet"


def ask_where(
    parent: QWidget, title: str, name: str, kinds: Sequence[str], then: Callable[[Path], None],
    called: Mapping[str, str] | None = None,
) -> QFileDialog:  # fmt: skip
    """Ask for a file to write, and hand its path to ``then``; the dialog is open when it is given, and ends itself.

    ``kinds`` are suffixes, that of ``name`` first; a name typed without one gets that of the kind that is chosen.
    ``called`` calls some kinds otherwise than `KINDS`.
    """
    dialog = QFileDialog(parent, title, name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    first = Path(name).suffix
    suffixes = [first, *(suffix for suffix in kinds if suffix != first)]
    words = KINDS | dict(called or {})
    dialog.setNameFilters([f"{words[suffix]} (*{suffix})" for suffix in suffixes])
    dialog.setDefaultSuffix(first.removeprefix("."))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.rpartition(".")[2].rstrip(")")))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: then(Path(path)))
    dialog.open()
    return dialog
