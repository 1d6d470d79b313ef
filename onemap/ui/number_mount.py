"""What can be done with a number in the window: its rows selected on the map, shown in the table, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from onemap.ui import language

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import numpy.typing as npt

    from onemap.session.choosing import Chosen
    from onemap.session.explaining import Number
    from onemap.session.runner import Job
    from onemap.ui.main_window import MainWindow

    Find = Callable[[], npt.NDArray[np.int64]]


class NumberMount(QObject):
    """Acts on numbers for the panels that show them; rows are found, and numbers made, in workers."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        window.layers.explain_requested.connect(self.explain_count)

    def select(self, layer: str, find: Find, then: Callable[[], None] | None = None) -> None:
        """Select the rows that are found, of one layer."""
        from onemap.session import choosing

        entry = self._session.entry(layer)
        if entry.ready is None:
            return
        prepared, before = entry.ready.prepared, self._session.selection.rows()

        def work(_job: Job) -> Chosen:
            return choosing.put_together(layer, prepared, find(), before, "replace")

        def done(chosen: Chosen) -> None:
            self._session.selection.take(chosen)
            if then is not None:
                then()

        self._session.start(self.tr("Select"), work, done, self._window.message.tell_error, quick=True)

    def show_in_table(self, layer: str, find: Find) -> None:
        """Select the rows that are found, and show them in the table."""
        from onemap.ui.table_mount import TableMount

        self.select(layer, find, lambda: self._window.mounted(TableMount).show_selected(layer))

    def explain(self, make: Callable[[], Number], find: Find) -> None:
        """Tell how a number was made."""
        from onemap.session import explaining
        from onemap.ui.explain_dialog import ExplainDialog

        def done(made: Number) -> None:
            layer = made.question.asked.layer
            text = explaining.explained(self._session, made)
            dialog = ExplainDialog(self.tr("How this number was made"), text, self._window, rows=True)
            dialog.light_requested.connect(lambda: self.select(layer, find))
            dialog.table_requested.connect(lambda: self.show_in_table(layer, find))
            dialog.open()

        self._session.start(self.tr("Explain"), lambda _job: make(), done, self._window.message.tell_error, quick=True)

    def explain_count(self, layer: str, place: int) -> None:
        """Tell how a count of the layer tree was made: of a class by its place in the legend, of the layer for -1."""
        from onemap.session import charting, explaining, tabling
        from onemap.session.charting import Choice

        table = tabling.question(self._session, layer)
        if table is None:
            return
        english = language.current() == "en"
        choice = Choice("classes") if place >= 0 else Choice()
        asked = charting.question(self._session, table, choice, english=english)
        self.explain(lambda: explaining.legend_count_of(asked, place), lambda: explaining.rows_of_legend(asked, place))
