"""What can be chosen about time: window, step, speed, hours, zone, layers, and pictures of it all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from onemap.model.moment import ZONE, Step
from onemap.ui import language
from onemap.ui.time_clock import TimeClock

if TYPE_CHECKING:
    from onemap.session.film import Film

WINDOWS = Step(1, "h"), Step(6, "h"), Step(1, "d"), Step(7, "d"), Step(30, "d"), Step(3, "m"), Step(1, "y")
STEPS = Step(1, "h"), Step(6, "h"), Step(1, "d"), Step(1, "w"), Step(1, "m"), Step(1, "y")
SPEEDS = 1, 2, 5, 10, 20


_WORDS = {
    "h": (QT_TRANSLATE_NOOP("TimeMenu", "%1 hour"), QT_TRANSLATE_NOOP("TimeMenu", "%1 hours")),
    "d": (QT_TRANSLATE_NOOP("TimeMenu", "%1 day"), QT_TRANSLATE_NOOP("TimeMenu", "%1 days")),
    "w": (QT_TRANSLATE_NOOP("TimeMenu", "%1 week"), QT_TRANSLATE_NOOP("TimeMenu", "%1 weeks")),
    "m": (QT_TRANSLATE_NOOP("TimeMenu", "%1 month"), QT_TRANSLATE_NOOP("TimeMenu", "%1 months")),
    "y": (QT_TRANSLATE_NOOP("TimeMenu", "%1 year"), QT_TRANSLATE_NOOP("TimeMenu", "%1 years")),
}


def step_words(step: Step) -> str:
    """A step in words."""
    words = str(_WORDS[step.unit][step.count > 1])
    return QCoreApplication.translate("TimeMenu", words).replace("%1", str(step.count))


class TimeMenu(QMenu):
    """The menu of the strip of time."""

    window_chosen = Signal(object)
    step_chosen = Signal(object)
    cumulative_chosen = Signal(bool)
    zone_chosen = Signal(str)
    speed_chosen = Signal(int)
    loop_chosen = Signal(bool)
    undated_chosen = Signal(bool)
    frames_requested = Signal()
    layers_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._undated_rows = 0
        self.clock = TimeClock(self)
        self._groups: dict[str, list[QAction]] = {}
        self._inner: dict[str, QMenu] = {}
        for name, values in (("window", (None, *WINDOWS)), ("step", STEPS), ("speed", SPEEDS)):
            self._choices(name, values)
        self.cumulative, self.loop = self._check(self.cumulative_chosen), self._check(self.loop_chosen)
        self.addSeparator()
        hours = self._inner["hours"] = self.addMenu("")
        held = QWidgetAction(hours)
        held.setDefaultWidget(self.clock)
        hours.addAction(held)
        self.undated = self._check(self.undated_chosen)
        self._choices("zone", self._zones())
        self.addSeparator()
        self.layers, self.frames = self.addAction(""), self.addAction("")
        self.layers.triggered.connect(lambda _on: self.layers_requested.emit())
        self.frames.triggered.connect(lambda _on: self.frames_requested.emit())
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _choices(self, name: str, values: tuple[object, ...]) -> None:
        menu = self._inner[name] = self.addMenu("")
        group, told = QActionGroup(menu), getattr(self, f"{name}_chosen")
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._groups[name] = []
        for value in values:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, value=value: told.emit(value))
            self._groups[name].append(action)

    def _check(self, told: SignalInstance) -> QAction:
        action = self.addAction("")
        action.setCheckable(True)
        action.triggered.connect(told)
        return action

    def _zones(self) -> tuple[str, ...]:
        """The city's zone, UTC, and that of this machine where it is another and known by name."""
        key = getattr(datetime.now().astimezone().tzinfo, "key", None)
        return tuple(dict.fromkeys((ZONE, "UTC", *([key] if key else []))))

    def retranslate(self) -> None:
        """Write all texts again."""
        self.setAccessibleName(self.tr("Options of time"))
        titles = {
            "window": self.tr("Window"), "step": self.tr("Step"), "speed": self.tr("Speed"),
            "hours": self.tr("Hours and weekdays"), "zone": self.tr("Time zone"),
        }  # fmt: skip
        for name, title in titles.items():
            self._inner[name].setTitle(title)
        for action in (*self._groups["window"], *self._groups["step"]):
            value = action.data()
            action.setText(self.tr("All times") if value is None else step_words(value))
        for action in self._groups["speed"]:
            action.setText(self.tr("%1 steps a second").replace("%1", str(action.data())))
        for action in self._groups["zone"]:
            action.setText(str(action.data()))
        self.cumulative.setText(self.tr("Cumulative: all from the beginning on"))
        self.loop.setText(self.tr("Again from the beginning"))
        self.layers.setText(self.tr("Layers and their times…"))
        self.frames.setText(self.tr("Export as pictures…"))
        self.show_undated(self._undated_rows)

    def show_undated(self, rows: int) -> None:
        """Say how many rows have no time."""
        self._undated_rows = rows
        self.undated.setText(self.tr("Show what has no time (%1)").replace("%1", language.number(rows)))
        self.undated.setEnabled(rows > 0)

    def show_film(self, film: Film | None) -> None:
        """Mark what is chosen."""
        if film is None:
            return
        window = None if film.shows_all else film.window
        for name, chosen in (("window", window), ("step", film.step), ("zone", film.zone)):
            for action in self._groups[name]:
                alone = chosen is None and name == "window" and not film.shows_all
                action.setChecked(action.data() == chosen and not alone)
        self.cumulative.setChecked(film.cumulative)

    def show_playing(self, speed: int, *, loop: bool, undated: bool) -> None:
        """Mark how time is played."""
        for action in self._groups["speed"]:
            action.setChecked(action.data() == speed)
        self.loop.setChecked(loop)
        self.undated.setChecked(undated)
