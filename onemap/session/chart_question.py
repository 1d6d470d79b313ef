"""What a chart is asked and answered with: frozen values that go to a worker and come back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.chart import Chart
    from onemap.model.prepared import Prepared
    from onemap.query.groups import Groups
    from onemap.query.measures import How
    from onemap.session.entry import Ready
    from onemap.session.tabling import TableQuestion

    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.int64]

Kind = Literal["values", "spans", "time", "line", "hours", "weekdays", "months", "cells", "classes", "scatter"]
#: Bars at most, points of a scatter, and values of a second column that are series of their own.
BARS, DOTS, SERIES = 24, 4000, 6
#: Kinds of steps of a time axis; as a line, steps of which there is no mean are gaps.
STEPS = ("time", "line")
#: Groups of a second column: what is no series of its own, and rows without a value.
OTHERS, NOTHING = -2, -1


@dataclass(frozen=True, slots=True)
class Choice:
    """What a chart shows: ``by`` is a column, or the id of a grid layer for "cells"; ``of`` a column of numbers.

    "classes" are those of the layer's legend and need no ``by``.
    A scatter has ``by`` along and ``of`` upwards. ``split`` is a second column whose values are series, ``stacked`` on
    each other or beside each other.
    """

    kind: Kind = "values"
    by: str = ""
    of: str = ""
    how: How = "count"
    split: str = ""
    stacked: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """How rows were grouped, and of what: the same table and choice need not be looked through again.

    ``along`` are the numbers of spans and steps, which were laid over the rows that were ``kept``.
    """

    table: pa.Table
    key: tuple[object, ...]
    groups: Groups
    values: Floats | None = None
    split: Groups | None = None
    along: Floats | None = None
    kept: Mask | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ChartQuestion:
    """A chart of the rows that stand in a table.

    ``grid`` and ``codes`` are a grid's cells and their codes by row, ``grid_title`` and ``cell_names`` what they are
    called.
    ``base`` is the filter text that counts in the place of the layer's own, None when that counts; ``before`` are the
    rows as they were under it last.
    """

    choice: Choice
    asked: TableQuestion
    english: bool = False
    grid: Prepared | None = None
    codes: tuple[str | None, ...] = ()
    grid_title: str = ""
    cell_names: Mapping[str, str] = field(default_factory=dict)
    ready: Ready | None = None
    base: str | None = None
    held: Held | None = None
    before: Ready | None = None


@dataclass(frozen=True, slots=True, eq=False)
class ChartAnswer:
    """A chart; ``items`` are the groups that its bars stand for, ``rows`` how many rows it tells of.

    ``series`` are the groups of a second column that its series stand for, `OTHERS` and `NOTHING` among them.
    """

    question: ChartQuestion
    chart: Chart
    held: Held | None
    items: tuple[int, ...] = ()
    rows: int = 0
    kept: Mask | None = field(default=None)
    series: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """All groups of a question: the rows of each (m,), and its number (m,), or one for each of ``series`` (m, k)."""

    held: Held
    counted: Rows
    values: Floats
    series: tuple[int, ...] = ()
