"""Which hours of the day and days of the week are shown, as buttons that stay open while one chooses."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from onemap.ui import language, text_size

_DAYS = (
    QT_TRANSLATE_NOOP("TimeClock", "Mon"), QT_TRANSLATE_NOOP("TimeClock", "Tue"), QT_TRANSLATE_NOOP("TimeClock", "Wed"),
    QT_TRANSLATE_NOOP("TimeClock", "Thu"), QT_TRANSLATE_NOOP("TimeClock", "Fri"), QT_TRANSLATE_NOOP("TimeClock", "Sat"),
    QT_TRANSLATE_NOOP("TimeClock", "Sun"),
)  # fmt: skip
#: Choices at one click: their words, hours, weekdays.
_PRESETS: tuple[tuple[object, tuple[int, ...], tuple[int, ...]], ...] = (
    (QT_TRANSLATE_NOOP("TimeClock", "All hours"), (), ()),
    (QT_TRANSLATE_NOOP("TimeClock", "Daytime"), tuple(range(8, 18)), ()),
    (QT_TRANSLATE_NOOP("TimeClock", "Night"), (22, 23, 0, 1, 2, 3, 4, 5), ()),
    (QT_TRANSLATE_NOOP("TimeClock", "Rush hours"), (7, 8, 17, 18), (0, 1, 2, 3, 4)),
    (QT_TRANSLATE_NOOP("TimeClock", "Workdays"), (), (0, 1, 2, 3, 4)),
    (QT_TRANSLATE_NOOP("TimeClock", "Weekend"), (), (5, 6)),
)


class TimeClock(QWidget):
    """Toggles for 24 hours and 7 days; ``chosen`` tells both as tuples, empty where all are wanted."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = [self._toggle(str(hour)) for hour in range(24)]
        self.days = [self._toggle("") for _ in range(7)]
        self.presets = [QPushButton(self) for _ in _PRESETS]
        self._titles = QLabel(self), QLabel(self)
        for title in self._titles:
            title.setProperty("role", "heading")
        self._lay_out()
        for button, (_words, hours, days) in zip(self.presets, _PRESETS, strict=True):
            button.clicked.connect(lambda _on, h=hours, d=days: self._preset(h, d))
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _toggle(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(True)
        button.setProperty("role", "crumb")
        button.setFixedHeight(text_size.px(26))
        button.setMinimumWidth(text_size.px(32))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.clicked.connect(lambda _on: self._tell())
        return button

    def _lay_out(self) -> None:
        column, grid, days, presets = QVBoxLayout(self), QGridLayout(), QHBoxLayout(), QGridLayout()
        column.setContentsMargins(10, 8, 10, 8)
        for number, button in enumerate(self.hours):
            grid.addWidget(button, number // 8, number % 8)
        for button in self.days:
            days.addWidget(button)
        for number, preset in enumerate(self.presets):
            presets.addWidget(preset, number // 3, number % 3)
        for layout in (grid, days, presets):
            layout.setSpacing(4)
        column.addWidget(self._titles[0])
        column.addLayout(grid)
        column.addWidget(self._titles[1])
        column.addLayout(days)
        column.addSpacing(6)
        column.addLayout(presets)

    def retranslate(self) -> None:
        """Write all texts again."""
        self._titles[0].setText(self.tr("Hours of the day"))
        self._titles[1].setText(self.tr("Days of the week"))
        for button, day in zip(self.days, _DAYS, strict=True):
            button.setText(QCoreApplication.translate("TimeClock", str(day)))
        for hour, button in enumerate(self.hours):
            button.setAccessibleName(
                self.tr("From %1:00 to %2:00").replace("%1", str(hour)).replace("%2", str(hour + 1))
            )
        for preset, (words, _hours, _days) in zip(self.presets, _PRESETS, strict=True):
            preset.setText(QCoreApplication.translate("TimeClock", str(words)))

    def show_chosen(self, hours: tuple[int, ...], days: tuple[int, ...]) -> None:
        """Show what is wanted; no button is down where all are."""
        for number, button in enumerate(self.hours):
            button.setChecked(number in hours)
        for number, button in enumerate(self.days):
            button.setChecked(number in days)

    def _preset(self, hours: tuple[int, ...], days: tuple[int, ...]) -> None:
        self.show_chosen(hours, days)
        self._tell()

    def _tell(self) -> None:
        hours = tuple(number for number, button in enumerate(self.hours) if button.isChecked())
        days = tuple(number for number, button in enumerate(self.days) if button.isChecked())
        self.chosen.emit(hours if len(hours) < 24 else (), days if len(days) < 7 else ())
