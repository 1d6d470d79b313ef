"""Screenshots of time, scenes, two maps, measuring and the lists of the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from onemap.ui.measure_mount import MeasureMount
from onemap.ui.scenes_mount import ScenesMount
from onemap.ui.time_frames import FramesDialog
from onemap.ui.time_layers import TimeLayersDialog
from onemap.ui.time_mount import TimeMount

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from onemap.ui.main_window import MainWindow

    Shoot = Callable[[str], None]
    ShootOne = Callable[[str, QWidget], None]
    Wait = Callable[[Callable[[], bool]], None]


def shoot_places(window: MainWindow, shoot: Shoot, shoot_one: ShootOne, wait: Wait) -> None:
    """All of them."""
    shoot_time(window, shoot, shoot_one, wait)
    shoot_two_maps(window, shoot, wait)
    shoot_measuring(window, shoot)


def shoot_time(window: MainWindow, shoot: Shoot, shoot_one: ShootOne, wait: Wait) -> None:
    """The strip with the year's cases a month at a time, its menu, its dialogs, what time hides."""
    time, scenes = window.mounted(TimeMount), window.mounted(ScenesMount)
    window.side.show_panel(scenes.panel)
    scenes.show_scene(window.session.scenes[0].id)
    wait(lambda: time.bar.film is not None and time.bar.axis.counts.sum() > 0)
    time.show_film(time.bar.film.moved(200))
    shoot("t_time")
    menu = time.bar.options.menu()
    menu.popup(window.mapToGlobal(QPoint(900, 400)))
    shoot_one("t_time_menu", menu)
    menu.close()
    for name, ask, kind in (("layers", time.ask_layers, TimeLayersDialog), ("frames", time.ask_frames, FramesDialog)):
        ask()
        dialog = window.findChild(kind)
        shoot_one(f"t_time_{name}", dialog)
        dialog.close()
    hidden = window.status.parts.menu("time")
    hidden.popup(window.mapToGlobal(QPoint(300, 500)))
    shoot_one("t_hidden", hidden)
    hidden.close()


def shoot_two_maps(window: MainWindow, shoot: Shoot, wait: Wait) -> None:
    """A scene beside the map, and over it with a swipe."""
    scenes, time = window.mounted(ScenesMount), window.mounted(TimeMount)
    for name, mode in (("beside", "side"), ("swipe", "swipe")):
        scenes.compare(window.session.scenes[0].id, mode)
        wait(lambda: scenes.comparing.second is not None and scenes.comparing.second.picture is not None)
        time.show_film(time.bar.film.moved(-100))
        shoot(f"u_{name}")
        scenes.comparing.end()
    time.close()


def shoot_measuring(window: MainWindow, shoot: Shoot) -> None:
    """A way measured corner by corner, an area, and both kept as notes."""
    mount, canvas = window.mounted(MeasureMount), window.canvas
    for name, corners in (
        ("distance", [(300, 200), (520, 260), (600, 420)]), ("area", [(350, 250), (620, 280), (540, 480), (380, 430)]),
    ):  # fmt: skip
        window.actions_[f"measure_{name}"].trigger()
        for x, y in corners:
            QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, y))
        QTest.mouseMove(canvas, QPoint(560, 330))
        shoot(f"v_{name}")
        mount.keep()
    window.actions_["measure_area"].trigger()
    shoot("v_notes")
    for note in list(window.session.notes):
        mount.panel.note_removed.emit(note.id)
