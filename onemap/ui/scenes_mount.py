"""Puts scenes and bookmarks into the window: keeping, showing, their keys and pictures, and the map beside the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QShortcut

from onemap.errors import OneMapError
from onemap.model.view import View
from onemap.session import beside, scenes, snapshot
from onemap.session.asking import metric_scale
from onemap.ui import theme
from onemap.ui.compare import Comparing
from onemap.ui.drawing import opaque_image
from onemap.ui.scenes_panel import THUMB, ScenesPanel

if TYPE_CHECKING:
    from onemap.model.scene import Scene
    from onemap.session.change import Change
    from onemap.session.runner import Job
    from onemap.ui.main_window import MainWindow

#: The picture in the list is one of a map so wide, px, made small.
_WIDE = 800


class ScenesMount(QObject):
    """Scenes in a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._drawing: str | None = None
        self._listed = False
        self.panel = ScenesPanel(window)
        self.comparing = Comparing(window)
        window.side.add(self.panel, lambda: self.tr("Scenes"))
        self._soon = QTimer(self, singleShot=True, interval=50)
        self._soon.timeout.connect(self._draw_next)
        self._connect()

    def _connect(self) -> None:
        panel, actions, side = self.panel, self._window.actions_, self._window.side
        actions["keep_scene"].triggered.connect(lambda _on=False: self.keep(place=False))
        actions["keep_place"].triggered.connect(lambda _on=False: self.keep(place=True))
        actions["panel_scenes"].triggered.connect(lambda on: side.show_panel(panel) if on else side.hide())
        for name, mode in (("compare_swipe", "swipe"), ("compare_side", "side")):
            actions[name].triggered.connect(lambda on, mode=mode: self.compare(None, mode if on else ""))
        self.comparing.changed.connect(self._tick)
        side.visibilityChanged.connect(lambda _on: self._tick())
        side.switched.connect(self._tick)
        panel.keep_requested.connect(lambda place: self.keep(place=place))
        panel.shown.connect(self.show_scene)
        panel.renamed.connect(lambda one, title: self._set(scenes.replaced(self._session, one, title=title)))
        panel.updated.connect(self._update)
        panel.removed.connect(lambda one: self._set(tuple(s for s in self._session.scenes if s.id != one)))
        panel.ordered.connect(self._order)
        panel.compared.connect(self.compare)
        for number in range(1, 10):
            key = QShortcut(QKeySequence(f"Alt+{number}"), self._window)
            key.activated.connect(lambda number=number: self._show_number(number))
        self._session.changes.subscribe(self._changed)

    def _tick(self) -> None:
        actions = self._window.actions_
        actions["panel_scenes"].setChecked(self._window.side.showing(self.panel))
        actions["compare_swipe"].setChecked(self.comparing.mode == "swipe")
        actions["compare_side"].setChecked(self.comparing.mode == "side")
        if self._window.side.showing(self.panel):
            self._list()
            self._soon.start()

    def _changed(self, change: Change) -> None:
        if change.touches("scenes", "project"):
            self._listed = False
            self._soon.start()
            if self._window.side.showing(self.panel):
                self._list()
        elif change.touches("data") and self._drawing is None:
            self._soon.start()

    def _list(self) -> None:
        """List the scenes anew; while nobody sees the panel that can wait."""
        if not self._listed:
            self._listed = True
            self.panel.show_scenes(self._session.scenes)

    # --- keeping and showing --------------------------------------------------------------------------------------
    def keep(self, *, place: bool) -> None:
        """Keep what is shown, or only its place, and let its name be written."""
        if not self._session.entries:
            return
        kinds = self.tr("Place %1") if place else self.tr("Scene %1")
        taken = {one.title for one in self._session.scenes}
        title = next(t for n in range(1, len(taken) + 2) if (t := kinds.replace("%1", str(n))) not in taken)
        made = scenes.taken(self._session, title, place=place)
        self._set((*self._session.scenes, made))
        self._window.side.show_panel(self.panel)
        last = self.panel.list.item(self.panel.list.count() - 1)
        self.panel.list.setCurrentItem(last)
        self.panel.list.editItem(last)

    def show_scene(self, scene_id: str) -> None:
        """Show a scene, and tell what of it is not there any more."""
        try:
            missing = scenes.show(self._session, scenes.scene(self._session, scene_id))
        except OneMapError as error:
            self._window.message.tell(str(error), bad=True)
            return
        if missing:
            self._window.message.tell(str(OneMapError("scene_layers_missing", layers=tuple(missing))))

    def _show_number(self, number: int) -> None:
        if number <= len(self._session.scenes):
            self.show_scene(self._session.scenes[number - 1].id)

    def _set(self, wanted: tuple[Scene, ...]) -> None:
        self._session.set_scenes(wanted)

    def _order(self, ids: list[str]) -> None:
        by_id = {one.id: one for one in self._session.scenes}
        self._set(tuple(by_id[one] for one in ids if one in by_id))

    def _update(self, scene_id: str) -> None:
        old = scenes.scene(self._session, scene_id)
        new = scenes.taken(self._session, old.title, place=old.is_place)
        self.panel.forget_thumb(scene_id)
        fields = {name: getattr(new, name) for name in new.__struct_fields__ if name != "id"}
        self._set(scenes.replaced(self._session, scene_id, **fields))

    # --- pictures -------------------------------------------------------------------------------------------------
    def _draw_next(self) -> None:
        """Draw the picture of a scene that has none, one after another, while the panel is seen."""
        if self._drawing is not None or not self._window.side.showing(self.panel):
            return
        scene = next((one for one in self._session.scenes if not self.panel.has_thumb(one.id)), None)
        if scene is None or any(e.status in {"waiting", "reading"} and e.visible for e in self._session.entries):
            return
        try:
            x, y = scenes.centre(self._session, scene)
        except OneMapError:
            self.panel.show_thumb(scene.id, QImage(THUMB, QImage.Format.Format_RGB32))
            return
        metres = metric_scale(self._session.crs, x, y)[1]
        height = round(_WIDE * THUMB.height() / THUMB.width())
        view = View(x, y, 1.0, _WIDE, height).at_scale(scene.scale, metres)
        asked, palette = beside.wanted(self._session, scene), theme.current()
        self._drawing = scene.id

        def work(job: Job) -> QImage:
            from onemap.render.draw import render

            request = snapshot.picture(beside.made(asked, job.cancelled), view, palette=palette)
            picture = opaque_image(render(replace(request, labels=False), threads=1, cancelled=job.cancelled))
            small: QImage = picture.scaled(
                QSize(2 * THUMB.width(), 2 * THUMB.height()), Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            return small

        self._session.start(
            self.tr("Picture of a scene"), work, lambda image: self._drawn(scene.id, image), self._failed
        )

    def _drawn(self, scene_id: str, image: QImage) -> None:
        self._drawing = None
        self.panel.show_thumb(scene_id, image)
        self._soon.start()

    def _failed(self, _error: OneMapError) -> None:
        self._drawing = None

    # --- comparing ------------------------------------------------------------------------------------------------
    def compare(self, scene_id: str | None, mode: str) -> None:
        """Show a scene beside the map ("side"), under a swipe ("swipe"), or no longer ("")."""
        if not mode:
            self.comparing.end()
            return
        chosen = scene_id or self.panel.current or (self._session.scenes[-1].id if self._session.scenes else None)
        if chosen is None:
            self._window.message.tell(self.tr("Keep a scene first, then change the map and compare the two"))
            self._tick()
            return
        self.comparing.begin(scenes.scene(self._session, chosen), mode)
