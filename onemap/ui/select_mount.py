"""Puts the selection into the window: tools on the map, the panel, the commands, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from onemap.errors import CancelledError, OneMapError
from onemap.messages import sentence
from onemap.model.extent import Extent
from onemap.model.selection import SELECTION
from onemap.session import asking, choosing, masks, snapshot
from onemap.session.filter_preview import offered_values
from onemap.session.filtering import personal_columns
from onemap.session.row_words import Copied, copied, filter_of
from onemap.ui import language
from onemap.ui.canvas_tools import Circle, Pick
from onemap.ui.filter_panel import told
from onemap.ui.select_out import SelectOut
from onemap.ui.select_panel import PAUSE, SELECTED, SelectPanel
from onemap.ui.select_targets import Targets

if TYPE_CHECKING:
    from pathlib import Path

    from onemap.model.request import Hit
    from onemap.model.selection import How
    from onemap.session.change import Change
    from onemap.session.choosing import Chosen, Find
    from onemap.session.entry import LayerEntry
    from onemap.session.runner import Job
    from onemap.ui.canvas_tools import Shape
    from onemap.ui.main_window import MainWindow


#: A click selects what is so near, px; one so near to the last click goes on to what lies below.
CLICK_PX, SAME_PX = 6.0, 4.0


class SelectMount(QObject):
    """The selection of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session, self._canvas = window, window.session, window.canvas
        self._job: Job | None = None
        self._picked: tuple[float, float, int] | None = None
        self.targets = Targets(window.session, lambda: window.current_layer, self._scale)
        self.panel = SelectPanel(window.session, self.targets, window.actions_, window)
        window.side.add(self.panel, lambda: self.tr("Selection"))
        self.out = SelectOut(window.session, window.message, window.memory, window)
        self.count = QToolButton(window.status)
        self.count.setProperty("role", "status")
        self.count.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        window.status.add_left(self.count)
        self._wire()

    def _wire(self) -> None:
        window, panel, actions = self._window, self.panel, self._window.actions_
        self._canvas.shape_drawn.connect(self.select)
        panel.by_text.asked.connect(self.select_where)
        panel.by_text.values_wanted.connect(self._offer_values)
        panel.by_place.asked.connect(self.select_by_place)
        result = panel.result
        result.told.connect(lambda text, bad: window.message.tell(text, bad=bad))
        result.zoom_requested.connect(self.zoom)
        result.invert_requested.connect(self.invert)
        result.copy_requested.connect(self.copy)
        result.export_requested.connect(self.ask_export)
        result.filter_requested.connect(self.as_filter)
        result.table_requested.connect(lambda: window.layers.table_requested.emit(SELECTION))
        result.kept_export_requested.connect(self.out.ask_kept)
        actions["panel_select"].triggered.connect(
            lambda on: window.side.show_panel(panel) if on else window.side.hide()
        )
        for name, call in (("select_all", self.select_all), ("invert_selection", self.invert),
                           ("copy_selection", self.copy), ("export_selection", self.ask_export),
                           ("filter_selection", self.as_filter)):  # fmt: skip
            actions[name].triggered.connect(lambda _on=False, call=call: call())
        window.layers.current_changed.connect(self._current_changed)
        window.layers.select_requested.connect(self.select_layers)
        window.layers.export_requested.connect(self.ask_export_of)
        self.count.clicked.connect(lambda _on: self.show_selected())
        for signal in (window.side.visibilityChanged, window.side.switched):
            signal.connect(self._tick)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._follow)
        self._session.changes.subscribe(self._changed)
        language.changed.connect(self._show_count)
        self._follow()

    def _current_changed(self, _layer: str) -> None:
        if self.panel.isVisible():
            self.targets.retranslate()

    def _tick(self, *_seen: object) -> None:
        self._window.actions_["panel_select"].setChecked(self._window.side.showing(self.panel))

    def _changed(self, change: Change) -> None:
        if change.touches("selection", "filter"):
            self._follow()
        elif change.touches("data", "layers", "project", "time"):
            self._soon.start()  # layers come by the thousand

    def _follow(self) -> None:
        self._enable()
        self._show_count()

    def _show_count(self, _language: str = "") -> None:
        """Say in the bottom line how many rows are selected."""
        selection = self._session.selection
        text = self.tr("%1 selected").replace("%1", language.number(selection.count))
        if selection.left_out:
            text += self.tr(" (%1 hidden)").replace("%1", language.number(selection.left_out))
        self.count.setText(text)
        self.count.setAccessibleName(text)
        self.count.setToolTip(self.tr("Show what is selected"))
        self.count.setVisible(bool(selection))

    def _enable(self) -> None:
        actions, chosen = self._window.actions_, bool(self._session.selection)
        for name in ("copy_selection", "export_selection", "filter_selection"):
            actions[name].setEnabled(chosen)
        for name in ("select_all", "invert_selection"):
            actions[name].setEnabled(bool(self._session.entries))

    def _scale(self) -> float:
        return self._canvas.view.scale_denominator(self._canvas.metres_per_unit)

    def show_selected(self) -> None:
        """Show what is selected, by layer."""
        self.panel.tabs.setCurrentIndex(SELECTED)
        self._window.side.show_panel(self.panel)

    # --- choosing -------------------------------------------------------------------------------------------------
    def select(self, shape: Shape, mode: How) -> None:
        """Select what a shape meets; keys held while it was drawn go before the way that the panel says."""
        how = self.panel.how if mode == "replace" else mode
        if isinstance(shape, Pick):
            self._pick(shape, how)
        elif isinstance(shape, Circle):
            self.choose(choosing.in_circle(shape.x, shape.y, shape.radius), how)
        else:
            self.choose(choosing.in_shape(shape), how)

    def choose(self, find: Find, how: How, layers: list[LayerEntry] | None = None) -> None:
        """Put what is found in the layers that one chooses among to the selection, in a worker."""
        among = choosing.candidates(self.targets.layers() if layers is None else layers, self._session.crs)
        before = self._session.selection.rows()
        if self._job is not None:
            self._job.cancel()
        self._job = self._session.start(
            self.tr("Select"), lambda job: choosing.chosen(among, before, find, how, job.cancelled), self._chosen,
            self._failed, quick=True,
        )  # fmt: skip

    def _chosen(self, chosen: Chosen) -> None:
        self._session.selection.take(chosen)
        self.panel.by_text.tell("", None)
        total = sum(map(len, chosen.rows.values()))
        text = self.tr("%1 selected in %2 layers") if total else self.tr("Nothing is selected")
        text = text.replace("%1", language.number(total)).replace("%2", str(len(chosen.rows)))
        if chosen.left_out:
            more = self.tr("filters and the time shown left out %1").replace("%1", language.number(chosen.left_out))
            text = f"{text}; {more}" if language.current() == "en" else f"{text}；{more}"
        self._window.message.tell(text)

    def _failed(self, error: OneMapError) -> None:
        if isinstance(error, CancelledError):
            return
        if error.key == "filter_wrong":
            self.panel.by_text.tell(*told(error))
        else:
            self._window.message.tell(str(error), bad=True)

    def select_where(self, text: str) -> None:
        """Select the rows of which a condition is true; layers without the columns that it names are passed over."""
        named = self.targets.layers()
        fitting = [entry for entry in named if _fits(entry, text)]
        self.choose(choosing.where(text), self.panel.how, fitting or named)

    def select_by_place(self, relation: str, layer: str, distance_m: float, only: bool) -> None:
        """Select what stands in a relation to another layer."""
        self._session.ensure_open(layer)
        entry, session = self._session.entry(layer), self._session
        if entry.ready is None or entry.ready.crs != session.crs:
            self._window.message.tell(sentence("layer_not_ready", {"layer": entry.title(language.current())}), bad=True)
            return
        around = entry.ready.prepared.extent
        scale = (1.0, 1.0) if around is None else asking.metric_scale(session.crs, *around.center)
        other = choosing.Candidate(layer, entry.ready, personal_columns(entry.definition))
        distance = np.inf if distance_m < 0 or (relation == "nearest" and not distance_m) else distance_m
        of = session.selection.of(layer) if only else None
        self.choose(choosing.located(other, relation, distance, scale=scale, of=of), self.panel.how)

    def select_all(self) -> None:
        """Select all rows of the layers that one chooses among."""
        self.choose(choosing.every, "replace")

    def select_layers(self, layers: list[str]) -> None:
        """Select all rows of some layers."""
        self.choose(choosing.every, self.panel.how, [e for e in self._session.entries if e.id in layers])

    def invert(self) -> None:
        """Select what is not selected, in the layers that are selected in, else in those that one chooses among."""
        before = self._session.selection.rows()
        layers = [e for e in self._session.entries if e.id in before] or self.targets.layers()
        self.choose(choosing.unchosen(before), "replace", layers)

    def _offer_values(self, column: str) -> None:
        layers = [e for e in self.targets.layers() if e.data is not None and column in e.data.table.column_names]
        if not layers or layers[0].ready is None:
            return
        ready, definition = layers[0].ready, layers[0].definition
        self._session.start(
            self.tr("Values"), lambda _job: offered_values(ready, definition, column),
            lambda values: self.panel.by_text.text.offer(column, [one.shown for one in values]), quick=True,
        )  # fmt: skip

    # --- a click --------------------------------------------------------------------------------------------------
    def _pick(self, pick: Pick, how: How) -> None:
        """Select what stands at a place: the topmost, and with every more click there the one below."""
        view = self._canvas.view
        question = snapshot.question(
            self._session, pick.x, pick.y, CLICK_PX * view.resolution * self._canvas.metres_per_unit, view,
            among=[entry.id for entry in self.targets.layers()],
        )  # fmt: skip
        self._session.start(
            self.tr("Select"), lambda _job: asking.identify(question).hits,
            lambda hits: self._picks(hits, pick, how), self._failed, quick=True,
        )  # fmt: skip

    def _picks(self, hits: tuple[Hit, ...], pick: Pick, how: How) -> None:
        at = 0
        if self._picked is not None and how == "replace":
            x, y, before = self._picked
            near = SAME_PX * self._canvas.view.resolution
            at = before + 1 if abs(x - pick.x) <= near and abs(y - pick.y) <= near else 0
        self._picked = pick.x, pick.y, at % len(hits) if hits else 0
        if not hits:
            if how == "replace":
                self._session.selection.clear()
            return
        hit = hits[at % len(hits)]
        self._session.selection.put({hit.layer: np.array([hit.row], np.int64)}, how)
        if len(hits) > 1 and how == "replace":
            text = self.tr("%1 of %2 that lie here; click again for the next")
            text = text.replace("%1", str(at % len(hits) + 1)).replace("%2", language.number(len(hits)))
            self._window.message.tell(text, button=self.tr("List them"), do=lambda: self._list(pick))

    def _list(self, pick: Pick) -> None:
        self._window.asking.identify(pick.x, pick.y)

    # --- what is done with it -------------------------------------------------------------------------------------
    def zoom(self, layer: str = "") -> None:
        """Look at what is selected, in one layer or in all."""
        chosen = [
            (e.ready.prepared, masks.kept_of(e.ready, e.selection))
            for e in self._session.entries
            if e.ready and e.selection is not None and layer in ("", e.id)
        ]

        def show(extent: Extent | None) -> None:
            if extent is not None:
                self._canvas.zoom_to(extent.scaled(1.3) if extent.width or extent.height else extent)

        def work(_job: Job) -> Extent | None:
            marked = [(prepared, choosing.mask_of(prepared, rows)) for prepared, rows in chosen if len(rows)]
            return Extent.union([masks.extent_of(prepared, mask) for prepared, mask in marked])

        self._session.start(self.tr("Zoom to selection"), work, show, quick=True)

    def copy(self) -> None:
        """Put the selected rows on the clipboard, as a table program reads them; personal values are masked."""
        asked = [
            (e.title(language.current()), e.definition, e.data.table, self._session.selection.of(e.id))
            for e in self._chosen_layers()
            if e.data is not None
        ]

        def done(made: Copied) -> None:
            QGuiApplication.clipboard().setText(made.text)
            text = self.tr("%1 rows copied").replace("%1", language.number(made.rows))
            if made.left_out:
                text += self.tr("; %1 more are too many for the clipboard: export them").replace(
                    "%1", language.number(made.left_out)
                )
            self._window.message.tell(text)

        if asked:
            self._session.start(self.tr("Copy"), lambda _job: copied(asked), done, self._failed, quick=True)

    def as_filter(self) -> None:
        """Make what is selected the filter of its layers."""
        asked = [(e, e.title(language.current()), self._session.selection.of(e.id)) for e in self._chosen_layers()]

        def work(_job: Job) -> dict[str, str]:
            return {
                e.id: filter_of(title, e.definition, e.data.table, rows)
                for e, title, rows in asked
                if e.data is not None
            }

        def done(texts: dict[str, str]) -> None:
            with self._session.edit(("选择设为筛选", "The selection as filter")):
                for layer, text in texts.items():
                    self._session.set_filter(layer, text)

        if asked:
            self._session.start(self.tr("As filter"), work, done, self._failed, quick=True)

    def ask_export(self, together: bool = False) -> None:
        """Ask for a file and write the selected rows, one file for each layer or one for all."""
        self.out.ask(together=together)

    def ask_export_of(self, layer: str) -> None:
        """Ask for a file and write all rows of a layer that its filter and the span of time leave in."""
        self.out.ask_of(layer)

    def export(self, path: Path) -> None:
        """Write the selected rows to a file, or one beside it for each of several layers."""
        self.out.write(path)

    def _chosen_layers(self) -> list[LayerEntry]:
        return [self._session.entry(layer) for layer in self._session.selection.layers]


def _fits(entry: LayerEntry, text: str) -> bool:
    """Whether a condition can be asked of a layer that was read."""
    from onemap.session.filtering import checked

    if entry.data is None:
        return False
    try:
        checked(text, entry.data.table, personal_columns(entry.definition))
    except OneMapError:
        return False
    return True
