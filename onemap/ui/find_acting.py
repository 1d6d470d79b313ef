"""Asks in jobs what was typed into the find box, and does what was chosen: zoom and mark, or call a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from onemap.messages import sentence
from onemap.model.extent import Extent
from onemap.model.geometry import EXTERIOR, POINT
from onemap.session.runner import Job
from onemap.ui import language
from onemap.ui.canvas_overlay import Outline
from onemap.ui.command_titles import titled

if TYPE_CHECKING:
    from collections.abc import Callable

    from onemap.city.locator_values import Answer, Candidate, Titled
    from onemap.model.prepared import Prepared
    from onemap.session.change import Change
    from onemap.session.finding import Finder
    from onemap.session.session import Session
    from onemap.ui.actions import Actions
    from onemap.ui.canvas import MapCanvas
    from onemap.ui.search_box import SearchBox
    from onemap.ui.window_message import Message

#: Half the smallest side of what is looked at, metres.
NEAR = 60.0
#: Layers that arrive while one types are searched after this pause, ms.
_PAUSE = 200
#: Roles of layers whose rows have cards, and the digits of a city's code, which is made of its districts.
_CELLS, _CITY = ("unit_grid", "responsibility_grid", "division"), 4


class FindActing(QObject):
    """Between the box and the session. ``show_layers`` looks at layers and makes the first of them current.

    ``placed`` tells the middle of what was found and is looked at, ``cell_found`` the code of a grid or a division.
    """

    placed = Signal(float, float)
    cell_found = Signal(str)

    def __init__(
        self, session: Session, canvas: MapCanvas, box: SearchBox, actions: Actions, message: Message,
        show_layers: Callable[[list[str]], None],
    ) -> None:  # fmt: skip
        super().__init__(canvas)
        self._session, self._canvas, self._box, self._actions = session, canvas, box, actions
        self._message, self._show_layers = message, show_layers
        self._finder: Finder | None = None
        self._job: Job | None = None
        self._preparing: Job | None = None
        self._again = QTimer(self, singleShot=True, interval=_PAUSE)
        self._again.timeout.connect(self._opened)
        box.opened.connect(self._opened)
        box.asked.connect(self.ask)
        box.chosen.connect(self.act)
        box.left.connect(canvas.setFocus)
        session.changes.subscribe(self._changed)

    @property
    def finder(self) -> Finder:
        """Keeps the indexes; made when somebody first types."""
        if self._finder is None:
            from onemap.session.finding import Finder

            self._finder = Finder()
        return self._finder

    # --- asking -------------------------------------------------------------------------------------------------
    def ask(self, text: str) -> None:
        """Ask in a worker what a text means; an older question that is not answered yet is dropped."""
        if self._job is not None:
            self._job.cancel()
        from onemap.session import finding

        request = finding.question(self._session, text, commands=self._commands(), language=language.current())
        finder = self.finder
        job = Job("", lambda job: finder.find(request, job.cancelled), self._answer, self._message.tell_error)
        # Who waits for what stands under the cursor must not wait for indexes that are being made.
        job.quick = self._preparing is None
        self._job = job
        self._session.runner.submit(job)

    def _opened(self) -> None:
        """Open hidden layers that can be found, and make the indexes before the first letter is typed."""
        from onemap.session import finding

        finding.open_all(self._session)
        if self._preparing is not None:
            return
        request, finder = finding.question(self._session, ""), self.finder
        self._preparing = self._session.start(
            self.tr("Prepare finding"), lambda job: finder.prepare(request, job.cancelled), self._prepared,
            lambda _error: self._prepared(None),
        )  # fmt: skip
        if self._session.jobs.get(self._preparing.number) is None:
            self._preparing = None

    def _prepared(self, _nothing: None) -> None:
        self._preparing = None
        if self._box.hasFocus() and self._box.text():
            self.ask(self._box.text())

    def _changed(self, change: Change) -> None:
        if self._box.hasFocus() and change.touches("data", "layers", "crs"):
            self._again.start()

    def _answer(self, answer: Answer) -> None:
        self._box.show_answer(answer)

    def _commands(self) -> list[Titled]:
        """The commands that can be called now, in the window's language and in English."""
        return [one for one in titled(language.current()) if self._actions[one.key].isEnabled()]

    # --- acting -------------------------------------------------------------------------------------------------
    def act(self, candidate: Candidate) -> None:
        """Do what a candidate stands for."""
        self._canvas.setFocus()
        if candidate.group == "command":
            self._actions[candidate.key].trigger()
        elif candidate.group == "layer":
            self._show_layers([candidate.key])
        elif candidate.extent is None:
            self._message.tell(sentence(candidate.how.key, candidate.how.fields))
        else:
            self._canvas.zoom_to(framed(candidate.extent, NEAR / self._canvas.metres_per_unit))
            self._mark(candidate, candidate.extent)
            code = self._cell_of(candidate)
            if code:
                self.cell_found.emit(code)
            else:
                self.placed.emit(*candidate.extent.center)

    def _cell_of(self, candidate: Candidate) -> str:
        """The code of the cell that a candidate is; empty when it is none."""
        entries = {entry.id: entry for entry in self._session.entries}
        if not candidate.layer:
            made = candidate.how.key == "how_division" and len(candidate.key) == _CITY
            return candidate.key if made and any(e.definition.role == "division" for e in entries.values()) else ""
        entry = entries.get(candidate.layer)
        if entry is None or entry.data is None or candidate.row is None or entry.definition.role not in _CELLS:
            return ""
        column = entry.column_with("code")
        return "" if column is None else str(entry.data.table.column(column)[candidate.row].as_py() or "")

    def _mark(self, candidate: Candidate, extent: Extent) -> None:
        """Outline the rows that were chosen, or the place of all when they are many."""
        overlay, rows = self._canvas.overlay, candidate.rows
        overlay.clear()
        overlay.chosen = outline_of(extent)
        if not (extent.width or extent.height):
            overlay.asked_at = extent.center
        self._canvas.update()
        entry = next((e for e in self._session.entries if e.id == candidate.layer), None)
        if not rows or entry is None or entry.ready is None:
            return
        prepared, box = entry.ready.prepared, overlay.chosen

        def done(outline: Outline | None) -> None:
            if outline is not None and overlay.chosen is box:
                overlay.chosen = outline
                self._canvas.update()

        self._session.start(self.tr("Outline"), lambda _job: outline_of_rows(prepared, rows), done, quick=True)


def framed(extent: Extent, least: float) -> Extent:
    """The extent with a quarter of its size on every side, at least ``least`` map units from its middle."""
    margin = max(extent.width, extent.height) * 0.25
    x, y = extent.center
    half_width, half_height = max(extent.width / 2 + margin, least), max(extent.height / 2 + margin, least)
    return Extent(x - half_width, y - half_height, x + half_width, y + half_height)


def outline_of(extent: Extent) -> Outline:
    """The border of an extent, or its only point, to be marked on the map."""
    west, south, east, north = extent.as_tuple()
    if west == east and south == north:
        return Outline([(POINT, np.array([(west, south)]))])
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return Outline([(EXTERIOR, np.array(ring))])


def outline_of_rows(prepared: Prepared, rows: tuple[int, ...]) -> Outline | None:
    """The outlines of several rows as one; None when none of them is drawn. Call it in a job."""
    found = [outline for row in rows if (outline := Outline.of(prepared, row)) is not None]
    return Outline([ring for outline in found for ring in outline.rings]) if found else None
