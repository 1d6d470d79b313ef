"""The whole map in small, with a frame where the window looks; a press or drag moves the window there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QWidget

from onemap.model.view import View
from onemap.session import snapshot
from onemap.ui import language, text_size, theme
from onemap.ui.canvas import paint_picture

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from onemap.model.request import DrawnLayer
    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.drawing import Drawing, Picture

SIZE = QSize(208, 150)
#: The largest share of the map's width; less high than this it tells nothing, px.
SHARE, LEAST = 0.4, 80
#: Pause after the last change before it is drawn again, ms.
PAUSE = 400
#: A frame smaller than this is drawn as a cross hair, px.
_SMALLEST = 6.0


class Overview(QFrame):
    """A card at the bottom right of the map."""

    def __init__(self, session: Session, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._wanted = False
        self.setFixedSize(text_size.px(SIZE.width()), text_size.px(SIZE.height()))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._session, self._drawing = session, drawing
        self._picture: Picture | None = None
        self._generation = 0
        self._timer = QTimer(self, interval=PAUSE, singleShot=True)
        self._timer.timeout.connect(self._ask)
        drawing.drawn.connect(self._take)
        session.changes.subscribe(self._changed)
        theme.changed.connect(self._theme_changed)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def want(self, wanted: bool) -> None:
        """Show it wherever there is room, or not at all."""
        self._wanted = wanted

    def fit(self, room: QSize, tools: QRect, inset: int) -> None:
        """Lie at the bottom right of a map, below its tools; in a map too small for both it is left out."""
        high = min(text_size.px(SIZE.height()), room.height() - tools.bottom() - 2 * inset)
        wide = round(high * SIZE.width() / SIZE.height())
        corner = QRect(room.width() - wide - inset, room.height() - high - inset, wide, high)
        fits = high >= LEAST and wide <= room.width() * SHARE
        if fits:
            self.setFixedSize(corner.size())
            self.move(corner.topLeft())
        self.setVisible(self._wanted and fits)

    def retranslate(self) -> None:
        """Say what it is."""
        self.setAccessibleName(self.tr("Overview map"))
        self.setToolTip(self.tr("Overview map: press or drag to look elsewhere"))

    @property
    def view(self) -> View | None:
        """The view that shows all layers; None for an empty map."""
        extent = self._session.extent
        return None if extent is None else View.fit(extent, self.width() - 2, self.height() - 2, margin=0.04)

    def _theme_changed(self, _name: str) -> None:
        self._timer.start()

    def _changed(self, change: Change) -> None:
        if change.touches("data", "style", "visible", "layers", "crs", "project"):
            if change.touches("crs", "project"):
                self._picture = None
            self._timer.start()
        if change.touches("view", "crs", "project"):
            self.update()

    def _ask(self) -> None:
        view = self.view
        if not self.isVisible():
            return
        if view is None:
            self._picture = None
            self.update()
            return
        self._generation += 1
        ratio = self.devicePixelRatioF()
        request = snapshot.picture(self._session, view, palette=theme.current(), pixel_ratio=ratio, selection=False)
        ground = replace(request, generation=self._generation, layers=_ground(request.layers), labels=False)
        self._drawing.ask(ground, drop_older=True)

    def _take(self, picture: Picture) -> None:
        self._picture = picture
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at another size."""
        super().resizeEvent(event)
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed while it was hidden."""
        super().showEvent(event)
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the small map and the frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        clip = QPainterPath()
        clip.addRoundedRect(inside, 7, 7)
        painter.setClipPath(clip)
        painter.fillRect(inside, theme.color("land"))
        view = self.view
        if view is not None:
            painter.translate(1, 1)
            if self._picture is not None:
                paint_picture(painter, self._picture, view)
            self._frame(painter, view)
        painter.end()

    def _frame(self, painter: QPainter, view: View) -> None:
        e = self._session.views.current.extent
        frame = QRectF(QPointF(*view.to_pixel(e.xmin, e.ymax)), QPointF(*view.to_pixel(e.xmax, e.ymin)))
        color = theme.color("accent")
        if max(frame.width(), frame.height()) < _SMALLEST:
            middle = frame.center()
            frame = QRectF(middle.x() - _SMALLEST / 2, middle.y() - _SMALLEST / 2, _SMALLEST, _SMALLEST)
        painter.setPen(QPen(color, 1.5))
        seen = frame.intersected(QRectF(0, 0, view.width_px, view.height_px))
        share = seen.width() * seen.height() / max(view.width_px * view.height_px, 1)
        painter.setBrush(theme.color("accent", 0.12 * (1 - share)))  # a frame round all of it leaves its colours alone
        painter.drawRect(frame)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look where the press is."""
        self._go(event, moving=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look where the drag is."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event, moving=True)

    def _go(self, event: QMouseEvent, *, moving: bool) -> None:
        view = self.view
        if view is None:
            return
        x, y = view.to_map(event.position().x() - 1, event.position().y() - 1)
        current = self._session.views.current
        self._session.look(replace(current, center_x=x, center_y=y), remember=not moving)


def _ground(layers: tuple[DrawnLayer, ...]) -> tuple[DrawnLayer, ...]:
    """Areas and lines, which tell where one is; points only where there is nothing else."""
    return tuple(layer for layer in layers if not layer.prepared.is_points) or layers
