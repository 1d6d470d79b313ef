"""What is to be written as rows, and the state of a file under way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np

from onemap.errors import CancelledError
from onemap.io.rows_values import Losses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.geometry import Geometries
    from onemap.model.layerdata import Notice

#: Rows of a batch.
BATCH = 20_000


class RowSource(Protocol):
    """What rows are written from, a batch at a time; `Rows` says what each part means."""

    @property
    def table(self) -> pa.Table:
        """The columns, with the rows or without any."""

    @property
    def geometries(self) -> Geometries | None:
        """Shapes by row number."""

    @property
    def crs(self) -> str | None:
        """The CRS of the shapes."""

    @property
    def name(self) -> str:
        """What the rows are called."""

    @property
    def rows(self) -> npt.NDArray[np.int64] | None:
        """The row numbers to write, None for all in their order."""

    @property
    def count(self) -> int:
        """Number of rows to write."""

    def part(self, first: int, last: int) -> tuple[pa.Table, npt.NDArray[np.int64]]:
        """The rows from ``first`` on, below ``last``, as they are to be written, and their numbers."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What is to be written: a table whose values may be handed out, its shapes and their CRS, and a name.

    ``table`` went through `onemap.city.masking.shown_table`. ``geometries`` are None for rows without a place. ``rows``
    are the row numbers to write in their order; None writes all.
    """

    table: pa.Table
    geometries: Geometries | None = None
    crs: str | None = None
    name: str = "rows"
    rows: npt.NDArray[np.int64] | None = None

    @property
    def count(self) -> int:
        """Number of rows to write."""
        return int(self.table.num_rows) if self.rows is None else len(self.rows)

    def part(self, first: int, last: int) -> tuple[pa.Table, npt.NDArray[np.int64]]:
        """The rows from ``first`` on, below ``last``, as they are to be written, and their numbers."""
        if self.rows is None:
            return self.table.slice(first, last - first), np.arange(first, last, dtype=np.int64)
        rows = self.rows[first:last]
        return _taken(self.table, rows), rows


@dataclass(frozen=True, slots=True)
class RowsOptions:
    """How rows are written.

    ``bom`` puts the mark before a CSV by which Excel knows UTF-8. ``guard`` puts an apostrophe before text of a CSV
    that a table program would take for a formula. ``place`` says what becomes of the shapes in CSV and XLSX: "auto" is
    two columns for points and WKT for others.
    """

    bom: bool = True
    guard: bool = True
    place: Literal["auto", "xy", "wkt", "none"] = "auto"


@dataclass(frozen=True, slots=True)
class RowsWritten:
    """A written file, its rows, and what the format could not hold."""

    path: Path
    rows: int
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class Writing:
    """One file under way: its rows in batches, counted twice because what was written is read again."""

    source: RowSource
    options: RowsOptions
    cancelled: Callable[[], bool] | None = None
    on_progress: Callable[[int, int | None], None] | None = None
    losses: Losses = field(default_factory=Losses)
    notices: list[Notice] = field(default_factory=list)
    done: int = 0

    def batches(self) -> Iterator[tuple[pa.Table, npt.NDArray[np.int64]]]:
        """The rows in parts: their columns, and their numbers in the source."""
        count = self.source.count
        for first in range(0, count, BATCH):
            last = min(first + BATCH, count)
            yield self.source.part(first, last)
            self.step(last - first)

    def step(self, rows: int) -> None:
        """Tell that rows were written or read again; CancelledError when somebody asked to stop."""
        self.done += rows
        if self.on_progress is not None:
            self.on_progress(self.done // 2, self.source.count)
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


def _taken(table: pa.Table, rows: npt.NDArray[np.int64]) -> pa.Table:
    """The rows of a table; a run of neighbours is not copied."""
    import pyarrow as pa

    if len(rows) and rows[-1] - rows[0] == len(rows) - 1 and bool((np.diff(rows) == 1).all()):
        return table.slice(int(rows[0]), len(rows))
    return table.take(pa.array(rows))
