"""A scene beside the map: side by side or under a swipe, looking at the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal

from onemap.session import beside
from onemap.session.runner import Job
from onemap.ui.canvas import MapCanvas
from onemap.ui.compare_view import NameTag, SwipeHandle, right_of
from onemap.ui.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout

    from onemap.errors import OneMapError
    from onemap.model.scene import Scene
    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.main_window import MainWindow

#: Changes of the map that follow each other so fast are followed once, ms.
PAUSE = 200


class Comparing(QObject):
    """The second map of a window, while there is one. ``changed`` tells that it came or went."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._first = window, window.canvas
        self.mode = ""
        self.scene: Scene | None = None
        self.second: MapCanvas | None = None
        self._handle: SwipeHandle | None = None
        self._tags = NameTag(self._first), NameTag(self._first)
        for tag in self._tags:
            tag.hide()
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._make)
        self._first.installEventFilter(self)
        window.session.changes.subscribe(self._changed)
        window.actions_["field"].triggered.connect(lambda _on: self.end())

    # --- beginning and ending -------------------------------------------------------------------------------------
    def begin(self, scene: Scene, mode: str) -> None:
        """Show a scene; what was compared before ends."""
        self.end()
        self.scene, self.mode = scene, mode
        self._make()
        self.changed.emit()

    def end(self) -> None:
        """Show the map alone again."""
        self.mode, self.scene = "", None
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
        for tag in self._tags:
            tag.setParent(self._first)
            tag.hide()
        if self._handle is not None:
            self._handle.hide()
            self._handle.deleteLater()
            self._handle = None
        if (gone := self.second) is not None:
            self.second = None
            self._laid_out(gone.hide)
            gone.drawing.close()
            gone.deleteLater()
        self.changed.emit()

    def _laid_out(self, change: Callable[[], None]) -> None:
        """Change how many maps stand in the row; the first keeps looking at the same centre."""
        session = self._window.session
        before = session.views.current
        change()
        cast("QHBoxLayout", self._window.maps.layout()).activate()
        now = session.views.current
        if (now.center_x, now.center_y) != (before.center_x, before.center_y):
            session.look(before.resized(now.width_px, now.height_px), remember=False)

    def _make(self) -> None:
        """Work the second map out in a worker."""
        scene = self.scene
        if scene is None:
            return
        asked = beside.wanted(self._window.session, scene)
        if self._job is not None:
            self._job.cancel()

        def done(session: Session) -> None:
            if job is self._job and self.scene is scene:
                self._put(session)

        job = Job("", lambda job: beside.made(asked, job.cancelled), done, self._failed, quick=True)
        self._job = job
        self._window.session.runner.submit(job)

    def _failed(self, _error: OneMapError) -> None:
        self._job = None

    def _put(self, session: Session) -> None:
        """Show a second map, in place of the one before."""
        old, first = self.second, self._first
        session.views.set(self._window.session.views.current, remember=False)
        second = MapCanvas(session, Drawing(self._window.drawing.renderer), first if self.mode == "swipe" else None)
        second.setObjectName("second")
        second.clicked.connect(first.clicked)
        second.pointed.connect(first.pointed)
        session.changes.subscribe(self._second_changed)
        self.second = second
        if self.mode == "swipe":
            self._put_over(second)
        else:
            cast("QHBoxLayout", self._window.maps.layout()).addWidget(second, 1)

        def changed() -> None:
            second.show()
            if old is not None:
                old.hide()

        self._laid_out(changed)
        if old is not None:
            old.drawing.close()
            old.deleteLater()
        self._follow()
        self._place()
        second.refresh()

    def _put_over(self, second: MapCanvas) -> None:
        second.setGeometry(self._first.rect())
        second.lower()
        if self._handle is None:
            handle = self._handle = SwipeHandle(self._first)
            handle.retranslate()
            handle.pulled.connect(lambda _share: self._place())
            handle.show()
        self._handle.stackUnder(self._window.buttons)

    # --- the same place -------------------------------------------------------------------------------------------
    def _changed(self, change: Change) -> None:
        if self.scene is None:
            return
        if change.touches("project", "crs"):
            self.end()
        elif change.touches("view"):
            self._follow()
        elif change.touches("data", "layers"):
            self._soon.start()
        elif change.touches("scenes"):
            kept = next((one for one in self._window.session.scenes if one.id == self.scene.id), None)
            if kept is None:
                self.end()
            elif kept != self.scene:
                self.scene = kept
                self._soon.start()

    def _follow(self) -> None:
        """The second looks where the first does."""
        if self.second is None:
            return
        wanted = self._window.session.views.current
        own = self.second.session.views.current
        moved = wanted.resized(own.width_px, own.height_px)
        if moved != own:
            self.second.session.look(moved, remember=False)

    def _second_changed(self, change: Change) -> None:
        """The first looks where the second does, but does not when that only got another size."""
        if self.second is None or not change.touches("view"):
            return
        if self.second.resizing:
            self._follow()
            return
        wanted, own = self.second.session.views.current, self._window.session.views.current
        moved = wanted.resized(own.width_px, own.height_px)
        if moved != own:
            self._first.look(moved, moving=True)

    # --- places on the screen -------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the map."""
        if watched is self._first and event.type() == QEvent.Type.Resize and self.second is not None:
            QTimer.singleShot(0, self, self._place)
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        first, second, scene = self._first, self.second, self.scene
        if second is None or scene is None:
            return
        width, top = first.width(), 14
        if self.mode == "swipe" and self._handle is not None:
            second.setGeometry(first.rect())
            second.setMask(right_of(first.rect(), self._handle.share))
            self._handle.place()
            split = round(width * self._handle.share)
            self._tags[0].show_at(self.tr("Now"), QPoint(split - 20, top), right=True)
            self._tags[1].show_at(scene.title, QPoint(split + 20, top))
        else:
            self._tags[0].show_at(self.tr("Now"), QPoint(14, top))
            self._tags[1].setParent(second)
            self._tags[1].show_at(scene.title, QPoint(14, top))
        self._follow()
