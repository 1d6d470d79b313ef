"""What leaves the table: lines for the clipboard, rows and columns as a file; worked out in workers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from onemap.errors import OneMapError
from onemap.io.rows_place import PLACE
from onemap.io.rows_writing import RowsOptions
from onemap.ui import language
from onemap.ui.save_as import ROWS, ask_where
from onemap.ui.table_sheet import AcrossSheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import numpy.typing as npt

    from onemap.io.rows_writing import RowsWritten
    from onemap.session.runner import Job
    from onemap.session.session import Session
    from onemap.ui.table_panel import TablePanel
    from onemap.ui.table_sheet import Sheet
    from onemap.ui.window_message import Message

    Rows = npt.NDArray[np.int64]
    Writer = Callable[[Job], RowsWritten]

#: Cells that are copied at most; more belong into a file.
_CELLS = 2_000_000


class TableOut(QObject):
    """Copies and writes what a table shows, and tells of it."""

    def __init__(self, panel: TablePanel, session: Session, message: Message) -> None:
        super().__init__(panel)
        self._panel, self._session, self._message = panel, session, message

    # --- copying --------------------------------------------------------------------------------------------------
    def copy(self) -> None:
        """Copy the lines shown as selected, or the current one where none is, with the titles of the columns seen."""
        sheet, asked, row = self._panel.model.sheet, self._panel.asking.asked, self._panel.current_row
        if sheet is None or asked is None:
            return
        chosen, columns = self._panel.model.chosen, self._panel.shown_columns()
        here = np.array([] if row is None else [row], np.int64)
        titles = tuple(sheet.title(name) for name in columns)

        def work(_job: Job) -> tuple[str, int]:
            from onemap.session import across_values, tabling
            from onemap.session.across import Across

            rows = _in_order(chosen, sheet.order, sheet.total) if len(chosen) else here
            if len(rows) * len(columns) > _CELLS:
                raise OneMapError("copy_too_much", count=len(rows) * len(columns), most=_CELLS)
            if isinstance(asked, Across):
                return across_values.lines_as_text(asked, rows, columns, titles), len(rows)
            return tabling.lines_as_text(asked, rows, columns, titles), len(rows)

        self._session.start(self.tr("Copy"), work, lambda made: self.put(*made), self._message.tell_error, quick=True)

    def put(self, text: str, lines: int) -> None:
        """Put a text on the clipboard."""
        QGuiApplication.clipboard().setText(text)
        self._message.tell(self.tr("%1 lines copied").replace("%1", language.number(lines)))

    # --- files ----------------------------------------------------------------------------------------------------
    def ask_file(self) -> None:
        """Ask for a file, and write it."""
        name = self.tr("selection") if self._panel.asking.across else self._panel.asking.layer or "rows"
        ask_where(self._panel.window(), self.tr("Export the table"), f"{name}.csv", ROWS, self.write)

    def write(self, path: Path, *, shapes: bool = True) -> None:
        """Write the rows and columns of the table as a file in a worker, in the order of the table.

        A sheet of Excel holds no shape of many vertices; ``shapes`` leaves all of them out.
        """
        sheet = self._panel.model.sheet
        if sheet is None:
            return
        try:
            writer = self._writer(sheet, path, RowsOptions(place="auto" if shapes else "none"))
        except OneMapError as error:
            self._message.tell_error(error)
            return

        def failed(error: OneMapError) -> None:
            csv = path.with_suffix(".csv")
            if error.key == "rows_long_text" and shapes and error.fields.get("column") == PLACE:
                self._message.tell(
                    str(error), bad=True, button=self.tr("Write without shapes"),
                    do=lambda: self.write(path, shapes=False),
                )  # fmt: skip
            elif error.key in {"rows_too_many", "rows_long_text"}:
                self._message.tell(str(error), bad=True, button=self.tr("Write CSV"), do=lambda: self.write(csv))
            else:
                self._message.tell_error(error)

        self._session.start(self.tr("Export the table"), writer, self._written, failed)

    def _writer(self, sheet: Sheet, path: Path, options: RowsOptions) -> Writer:
        """What writes the table in a worker."""
        from onemap.session import across_out, rows_out

        columns, speech = self._panel.shown_columns(), language.current()
        if isinstance(sheet, AcrossSheet):
            whole = across_out.across_out(self._session, sheet.asked, path, speech, columns)
            mixed = replace(whole, order=sheet.order, options=options)
            return lambda job: across_out.write(mixed, job.cancelled, job.progress)
        entry = self._session.entry(sheet.layer)
        request = replace(rows_out.rows_out(entry, sheet.lines(0, sheet.rows), path, speech, columns), options=options)
        return lambda job: rows_out.write(request, job.cancelled, job.progress)

    def _written(self, made: RowsWritten) -> None:
        from onemap import messages

        said = self.tr("%1 rows written and checked: %2").replace("%1", language.number(made.rows))
        notes = " ".join(messages.sentence(one.key, one.fields) for one in made.notices)
        self._message.tell(f"{said.replace('%2', made.path.name)} {notes}".strip())


def _in_order(chosen: Rows, order: npt.NDArray[np.int32] | None, rows: int) -> Rows:
    """The chosen rows of a table from top to bottom."""
    if order is None:
        return chosen
    marks = np.zeros(rows, np.bool_)
    marks[chosen] = True
    return order[marks[order]].astype(np.int64)
