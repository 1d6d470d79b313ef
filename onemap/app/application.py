"""The one factory of the application that has windows: fonts, style, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QImageReader
from PySide6.QtWidgets import QApplication, QStyleFactory

from onemap.io import files
from onemap.render import application as drawing_application
from onemap.render import fonts
from onemap.ui import text_size

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Base size of text, px, where the system's size of text is the usual one.
TEXT_PX = 13
#: Pictures larger than this are not decoded, MB.
LARGEST_PICTURE = 256


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The running application with widgets, or a new one; main thread only."""
    running = QCoreApplication.instance()
    if isinstance(running, QApplication):
        return running
    drawing_application.release()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(["onemap", *arguments])
    app.setApplicationName("OneMap")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("onemap")
    app.setWindowIcon(QIcon(str(files.resource("icons", "onemap.svg"))))
    app.setStyle(QStyleFactory.create("Fusion"))
    text_size.use(text_size.of_system())
    app.setFont(text_font())
    QImageReader.setAllocationLimit(LARGEST_PICTURE)
    return app


def text_font() -> QFont:
    """The font of all widgets: a Chinese sans by name, so that it is never left to chance."""
    font = QFont()
    font.setFamilies([*fonts.families(), "sans-serif"])
    font.setPixelSize(text_size.px(TEXT_PX))
    return font
