"""The slider that makes a layer more or less see-through, for the menu and for the button of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QWidget, QWidgetAction

from onemap.ui import text_size

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint


class OpacitySlider(QWidget):
    """A slider from 0 to 100 % with its number."""

    changed = Signal(float)

    def __init__(self, opacity: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 100)
        self._slider.setPageStep(10)
        self._slider.setAccessibleName(self.tr("Opacity"))
        self._slider.setMinimumWidth(text_size.px(120))
        self._number = QLabel()
        self._number.setProperty("role", "number")
        self._number.setMinimumWidth(text_size.px(40))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 4, 10, 4)
        word = QLabel(self.tr("Opacity"))
        word.setProperty("role", "muted")
        line.addWidget(word)
        line.addWidget(self._slider, 1)
        line.addWidget(self._number)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._slider)
        self.set_opacity(opacity)
        self._slider.valueChanged.connect(self._moved)

    @property
    def opacity(self) -> float:
        """What the slider says, 0 to 1."""
        return self._slider.value() / 100

    def set_opacity(self, opacity: float) -> None:
        """Show an opacity without telling of it."""
        self._slider.blockSignals(True)
        self._slider.setValue(round(opacity * 100))
        self._slider.blockSignals(False)
        self._number.setText(f"{self._slider.value()} %")

    def _moved(self, value: int) -> None:
        self._number.setText(f"{value} %")
        self.changed.emit(value / 100)


def opacity_action(opacity: float, menu: QMenu) -> OpacitySlider:
    """The slider as an entry of a menu."""
    slider = OpacitySlider(opacity, menu)
    action = QWidgetAction(menu)
    action.setDefaultWidget(slider)
    menu.addAction(action)
    return slider


def popup_opacity(parent: QWidget, opacity: float, place: QPoint) -> OpacitySlider:
    """The slider in a small window at ``place`` (global), which goes away by itself."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    slider = opacity_action(opacity, menu)
    menu.popup(place)
    slider.setFocus()
    return slider
