"""A small window to choose a colour from: the palette's names, plain colours, any other with its opacity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from onemap.render import palette
from onemap.ui import text_size, theme
from onemap.ui.color_names import color_words
from onemap.ui.ramps import ramps
from onemap.ui.symbol_swatch import resolved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QPoint

#: Names of the palette that belong to the window rather than to the map.
_OF_THE_WINDOW = frozenset({"background", "panel", "hairline", "accent_fill", "selection", "selection_fill"})
_HEX = re.compile(r"#?([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")
_COLUMNS = 10


def written(text: str) -> str | None:
    """The colour that somebody wrote, "#RRGGBB" or "#RRGGBBAA" with or without "#", else "@name", else None."""
    match = _HEX.fullmatch(text.strip())
    if match is not None:
        alpha = (match[2] or "").upper()
        return f"#{match[1].upper()}{'' if alpha == 'FF' else alpha}"
    name = text.strip().removeprefix("@")
    return f"@{name}" if name in palette.names(theme.current()) else None


def with_alpha(color: str, alpha: int) -> str:
    """The colour with an alpha of 0 to 255; a palette's name becomes the colour it stands for."""
    red, green, blue, _ = palette.rgba(color, theme.current())
    return f"#{red:02X}{green:02X}{blue:02X}" + (f"{alpha:02X}" if alpha < 255 else "")


class ColorChooser(QWidget):
    """Squares of colours, a line to write one in, and its opacity."""

    picked = Signal(object)
    finished = Signal()

    def __init__(self, color: str | None, *, can_be_none: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._color = color
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        named = [f"@{name}" for name in palette.names(theme.current()) if name not in _OF_THE_WINDOW]
        plain = [c for name in ("okabe_ito", "bright", "muted") for c in ramps()[name].colors if name in ramps()]
        for words, colors in ((self.tr("Map palette"), named), (self.tr("Plain colours"), [*plain, "#FFFFFF"])):
            column.addWidget(_note(words))
            column.addLayout(self._squares(colors))
        column.addLayout(self._writing())
        column.addLayout(self._opacity())
        if can_be_none:
            none = QPushButton(self.tr("No colour"))
            none.setProperty("role", "plain")
            none.clicked.connect(lambda _checked=False: self._choose(None))
            column.addWidget(none)
        self._show()

    def _squares(self, colors: Iterable[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(2)
        for i, color in enumerate(colors):
            square = QToolButton()
            square.setProperty("role", "square")
            square.setAutoRaise(True)
            square.setIconSize(text_size.square(18))
            square.setFixedSize(text_size.square(24))
            square.setIcon(QIcon(color_pixmap(color, text_size.square(18))))
            square.setToolTip(color_words(color))
            square.setAccessibleName(color_words(color))
            square.clicked.connect(lambda _checked=False, color=color: self._choose(color))
            grid.addWidget(square, i // _COLUMNS, i % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        return grid

    def _writing(self) -> QHBoxLayout:
        self._line = QLineEdit()
        self._line.setAccessibleName(self.tr("Colour as #RRGGBB, #RRGGBBAA or a name of the palette"))
        self._line.setPlaceholderText("#RRGGBBAA")
        self._line.textEdited.connect(self._wrote)
        self._line.returnPressed.connect(self.finished.emit)
        self._preview = QLabel()
        row = QHBoxLayout()
        row.addWidget(self._preview)
        row.addWidget(self._line, 1)
        return row

    def _opacity(self) -> QHBoxLayout:
        self._alpha = QSlider(Qt.Orientation.Horizontal)
        self._alpha.setRange(0, 255)
        self._alpha.setPageStep(16)
        self._alpha.setAccessibleName(self.tr("Opacity of the colour"))
        self._alpha.valueChanged.connect(self._faded)
        self._share = QLabel()
        self._share.setProperty("role", "number")
        self._share.setMinimumWidth(text_size.px(40))
        self._share.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.addWidget(_note(self.tr("Opacity")))
        row.addWidget(self._alpha, 1)
        row.addWidget(self._share)
        return row

    def _choose(self, color: str | None) -> None:
        self._color = color
        self._show()
        self.picked.emit(color)
        self.finished.emit()

    def _wrote(self, text: str) -> None:
        color = written(text)
        if color is not None:
            self._color = color
            self._show(line=False)
            self.picked.emit(color)

    def _faded(self, alpha: int) -> None:
        self._share.setText(f"{alpha / 255:.0%}")
        if self._color is not None and alpha != resolved(self._color).alpha():
            self._color = with_alpha(self._color, alpha)
            self._show()
            self.picked.emit(self._color)

    def _show(self, *, line: bool = True) -> None:
        if line and self._line.text() != (self._color or ""):
            self._line.setText((self._color or "").removeprefix("@"))
        self._preview.setPixmap(color_pixmap(self._color, text_size.square(26)))
        self._alpha.setEnabled(self._color is not None)
        self._alpha.blockSignals(True)
        self._alpha.setValue(resolved(self._color).alpha())
        self._alpha.blockSignals(False)
        self._share.setText(f"{self._alpha.value() / 255:.0%}")

    def focus(self) -> None:
        """Put the cursor into the line."""
        self._line.setFocus()
        self._line.selectAll()


def popup_color(parent: QWidget, color: str | None, place: QPoint, *, can_be_none: bool) -> ColorChooser:
    """The chooser in a small window at ``place`` (global), which goes away by itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chooser = ColorChooser(color, can_be_none=can_be_none, parent=menu)
    action = QWidgetAction(menu)
    action.setDefaultWidget(chooser)
    menu.addAction(action)
    chooser.finished.connect(menu.close)
    menu.popup(place)
    chooser.focus()
    return chooser


def color_pixmap(color: str | None, size: QSize) -> QPixmap:
    """A square of a colour over a chequered ground where one sees through; crossed out when there is none."""
    pixmap = QPixmap(size * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
    filled = resolved(color)
    painter.setPen(Qt.PenStyle.NoPen)
    if filled.alpha() < 255:
        painter.setBrush(QColor("#FFFFFF"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(QBrush(QColor("#C9CCD1"), Qt.BrushStyle.Dense4Pattern))
        painter.drawRoundedRect(box, 3, 3)
    painter.setBrush(filled)
    painter.setPen(QPen(theme.color("faint", 0.6), 1))
    painter.drawRoundedRect(box, 3, 3)
    if color is None:
        painter.setPen(QPen(theme.color("bad"), 1.4))
        painter.drawLine(box.bottomLeft(), box.topRight())
    painter.end()
    return pixmap


def _note(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", "note")
    return label
