"""The honest line at the bottom: where, how large, in which CRS; what is not shown; what is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from onemap.session.honesty import left_out
from onemap.ui import language, text_size
from onemap.ui.jobs_panel import JobsStrip
from onemap.ui.scale_box import ScaleBox
from onemap.ui.status_parts import StatusParts

if TYPE_CHECKING:
    from onemap.session.change import Change
    from onemap.session.session import Session
    from onemap.ui.drawing import Picture

#: Height of the line, px.
HEIGHT = 28
#: Margins, gaps, and the room for coordinates and for a CRS whose name is cut short, px.
EDGE, GAP, PLACE, SHORT = 14, 10, 150, 96
#: Changes that follow each other this fast are shown once, ms.
PAUSE = 30


class StatusBar(QFrame):
    """The bottom line of the window."""

    scale_requested = Signal(float)
    crs_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: tuple[float, float] | None = None
        self._picture: Picture | None = None
        self._crs_name = ""
        self.setProperty("role", "bar")
        self.setFixedHeight(text_size.px(HEIGHT))
        self.coordinates, self.degrees = self._label(PLACE), self._label(PLACE)
        self.scale, self.crs, self.jobs = ScaleBox(self), QToolButton(self), JobsStrip(session, self)
        self.parts, self.took = StatusParts(session, self), self._label(0)
        self._lay_out()
        self.scale.scale_requested.connect(self.scale_requested)
        self.crs.clicked.connect(self.crs_requested)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._show_state)
        session.changes.subscribe(self._changed)
        language.changed.connect(self.retranslate)
        self.retranslate()

    def _label(self, width: int) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "note")
        label.setMinimumWidth(text_size.px(width))
        return label

    def _lay_out(self) -> None:
        self.crs.setProperty("role", "status")
        self.crs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.setSpacing(GAP)
        left: tuple[QWidget, ...] = (self.coordinates, self.degrees, self.scale, self.crs)
        right: tuple[QWidget, ...] = (self.jobs, self.parts, self.took)
        for widget in left:
            row.addWidget(widget)
        row.addStretch(1)
        for widget in right:
            row.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """Never wider than the window: it folds."""
        return QSize(0, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Look again for room whenever a part has other words, or the line another width."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show}:
            self._fold()
        return done

    def _fold(self) -> None:
        """In a narrow window the least of it goes first: nothing is ever cut."""
        row = self.layout()
        if row is None or not self.isVisible():
            return
        parts = [item.widget() for at in range(row.count()) if (item := row.itemAt(at)) is not None]
        foldable = (self.degrees, self.took, self.coordinates, self.parts, self.crs)
        room = self.width() - 2 * EDGE - sum(
            part.sizeHint().width() + GAP for part in parts
            if part is not None and part not in foldable and not part.isHidden()
        )  # fmt: skip
        least = self.parts.least()
        crs = 0 if self.crs.isHidden() else self._crs_width() + GAP
        short = min(crs, text_size.px(SHORT))
        place, degrees, took = (_wide(label) for label in (self.coordinates, self.degrees, self.took))
        room -= short + least + GAP
        # What is left is given out in the order of what people look for.
        shown_place = room >= place
        room -= place if shown_place else 0
        crs_room = min(crs, short + max(room, 0))
        room -= crs_room - short
        parts_room = min(self.parts.whole(), least + max(room, 0))
        room -= parts_room - least
        shown_degrees = room >= degrees
        room -= degrees if shown_degrees else 0
        for label, shown in ((self.coordinates, shown_place), (self.degrees, shown_degrees), (self.took, room >= took)):
            if label.isHidden() == shown:
                label.setVisible(shown)
        self.parts.fit(parts_room)
        self._write_crs(crs_room - GAP)

    def _crs_width(self) -> int:
        """The width of the CRS's button with its whole name."""
        frame = self.crs.sizeHint().width() - self.crs.fontMetrics().horizontalAdvance(self.crs.text())
        return frame + self.crs.fontMetrics().horizontalAdvance(self._crs_name)

    def _write_crs(self, room: int) -> None:
        frame = self.crs.sizeHint().width() - self.crs.fontMetrics().horizontalAdvance(self.crs.text())
        words = self.crs.fontMetrics().elidedText(self._crs_name, Qt.TextElideMode.ElideRight, room - frame + 1)
        if words != self.crs.text():
            self.crs.setText(words)

    def add_left(self, widget: QWidget) -> None:
        """Put another control behind the CRS."""
        row = self.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.indexOf(self.crs) + 1, widget)

    def retranslate(self) -> None:
        """Write all texts again."""
        self.coordinates.setAccessibleName(self.tr("Coordinates in the map's CRS"))
        self.degrees.setAccessibleName(self.tr("Longitude and latitude"))
        self.took.setToolTip(self.tr("Time to draw the last picture"))
        self._show_took()
        self.crs.setToolTip(self.tr("CRS of the map; click to choose another one"))
        self._show_crs()
        self._show_counts()
        self.point(self._place)

    def point(self, place: tuple[float, float] | None) -> None:
        """Show the coordinates of a place, or none."""
        self._place = place
        if place is None or self._session.crs is None:
            self.coordinates.setText("")
            self.degrees.setText("")
            return
        from onemap.io import crs as crs_room

        digits = 6 if crs_room.is_geographic(self._session.crs) else 1
        self.coordinates.setText(f"{place[0]:,.{digits}f}   {place[1]:,.{digits}f}")
        self.degrees.setText(degrees_text(*crs_room.lonlat(self._session.crs, *place)))

    def show_scale(self, denominator: float) -> None:
        """Show the scale of the view."""
        self.scale.show_scale(denominator)

    def show_picture(self, picture: Picture) -> None:
        """Show how long a picture took and what it leaves out."""
        self._picture = picture
        self._show_took()
        self._show_counts()

    def _show_took(self) -> None:
        if self._picture is not None:
            self.took.setText(self.tr("%1 ms").replace("%1", language.number(self._picture.took_ms)))

    def _changed(self, change: Change) -> None:
        if change.touches("crs", "project", "layers", "data", "visible", "filter", "time"):
            self._soon.start()

    def _show_state(self) -> None:
        self._show_crs()
        self._show_counts()

    def _show_crs(self) -> None:
        crs = self._session.crs
        self.scale.setVisible(bool(self._session.entries))
        self.crs.setVisible(bool(self._session.entries))
        if crs is None:
            self._crs_name = self.tr("No CRS")
        else:
            from onemap.io import crs as crs_room

            self._crs_name = crs_room.name(crs)
        self.crs.setText(self._crs_name)
        self.crs.setAccessibleName(self.tr("CRS of the map: %1").replace("%1", self._crs_name))
        self.crs.setEnabled(crs is not None)

    def _show_counts(self) -> None:
        reports = self._picture.reports if self._picture is not None else ()
        self.parts.show_parts(left_out(self._session.entries, reports))
        self._fold()


def _wide(label: QLabel) -> int:
    """The width that a label takes with its gap."""
    return max(label.sizeHint().width(), label.minimumWidth()) + GAP


def degrees_text(lon: float, lat: float) -> str:
    """Longitude and latitude with hemispheres, or nothing where the place is not on the earth."""
    if not (abs(lon) <= 360 and abs(lat) <= 90):
        return ""
    return f"{abs(lon):.5f}°{'E' if lon >= 0 else 'W'}   {abs(lat):.5f}°{'N' if lat >= 0 else 'S'}"
