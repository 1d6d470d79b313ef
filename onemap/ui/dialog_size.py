"""How large a dialog opens: larger with the system's text, never larger than the window that it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from onemap.ui import text_size

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def open_at(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog its size, px at the usual size of text; what has no room in it is scrolled."""
    over = dialog.parentWidget()
    room = over.window().size() if over is not None else dialog.screen().availableSize()
    dialog.resize(QSize(text_size.px(width), text_size.px(height)).boundedTo(room))
