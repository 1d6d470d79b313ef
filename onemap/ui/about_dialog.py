"""What this program is and what it is made of, to be read and copied into a report."""

from __future__ import annotations

import platform
from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import onemap
from onemap.io import files
from onemap.ui import icons
from onemap.ui.dialog_size import open_at
from onemap.ui.yielding import Yielding

_PARTS = ("PySide6-Essentials", "geopandas", "shapely", "pyproj", "pyogrio", "pyarrow", "rtree", "numba", "numpy")


def versions() -> dict[str, str]:
    """Versions of the program, of Python and of the libraries, and where the program keeps what it remembers."""
    told = {"OneMap": onemap.__version__, "Python": platform.python_version(), "System": platform.platform()}
    for part in _PARTS:
        try:
            told[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            continue
    return told | {"State": str(files.state_dir())}


class AboutDialog(QDialog):
    """Name, one sentence, versions, and a button that copies them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About OneMap"))
        self._versions = versions()
        name = QLabel(self.tr("OneMap"))
        name.setProperty("role", "big")
        what = QLabel(self.tr("A city's own data on one map."))
        what.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(6)
        column.addWidget(name)
        column.addWidget(what)
        column.addSpacing(10)
        column.addWidget(Yielding(self._table()), 1)
        column.addSpacing(12)
        column.addLayout(self._buttons())
        open_at(self, 460, 470)

    def _table(self) -> QWidget:
        page = QWidget()
        lines = QFormLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(18)
        lines.setVerticalSpacing(4)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        words = {"System": self.tr("System"), "State": self.tr("Settings and log")}
        for part, version in self._versions.items():
            left, right = QLabel(words.get(part, part)), QLabel(version)
            left.setProperty("role", "muted")
            right.setTextFormat(Qt.TextFormat.PlainText)
            right.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.setWordWrap(True)
            lines.addRow(left, right)
        return page

    def _buttons(self) -> QHBoxLayout:
        copy, close = QPushButton(self.tr("Copy")), QPushButton(self.tr("Close"))
        icons.bind(copy, "copy")
        copy.setAutoDefault(False)
        close.setDefault(True)
        copy.clicked.connect(lambda _checked=False: self.copy())
        close.clicked.connect(lambda _checked=False: self.accept())
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def copy(self) -> None:
        """Put the versions on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(f"{part}: {told}" for part, told in self._versions.items()))
