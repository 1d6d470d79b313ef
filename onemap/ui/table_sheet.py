"""What a table shows: the rows of a layer, or what is selected in all layers, from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np
import pyarrow.types as t

from onemap.city import cell_words, masking
from onemap.model.selection import SELECTION
from onemap.query.few_rows import few
from onemap.session import across, across_values
from onemap.ui.identify_model import title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import LayerDefinition
    from onemap.session.across import Across

    Rows = npt.NDArray[np.int64]
    Order = npt.NDArray[np.int32]


class Sheet(Protocol):
    """Rows in an order, each with a number of its own: its row in the layer, or its place among all selected rows."""

    @property
    def layer(self) -> str:
        """The layer, or `SELECTION`."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in their order."""

    @property
    def order(self) -> Order | None:
        """The rows from top to bottom; None where they stand as they are."""

    @property
    def rows(self) -> int:
        """How many rows stand in it."""

    @property
    def total(self) -> int:
        """How many there are to choose from."""

    def row(self, line: int) -> int:
        """The row of a line."""

    def line(self, row: int) -> int | None:
        """The line in which a row stands; None when it does not."""

    def lines(self, first: int, last: int) -> Rows:
        """The rows of the lines ``first`` to ``last``, the latter not counted in."""

    def at(self, row: int) -> tuple[str, int]:
        """The layer and the source row of a row."""

    def row_of(self, layer: str, row: int) -> int | None:
        """The row that is a layer's source row; None when it does not stand in the table."""

    def title(self, name: str) -> str:
        """The title of a column in the language in use, with its unit."""

    def told(self, name: str) -> str:
        """What else a column is called, for its tip."""

    def is_number(self, name: str) -> bool:
        """Whether a column shows numbers."""

    def is_masked(self, name: str) -> bool:
        """Whether values of a column are shown masked."""

    def cells(self, name: str, first: int, last: int) -> list[str]:
        """The texts of a column in some dozens of lines."""

    def words(self, name: str) -> Callable[[object], str]:
        """What writes single values of a column."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The columns that are hidden at first."""

    @property
    def pinned(self) -> tuple[str, ...]:
        """The columns that stay in place at first."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerSheet:
    """The rows of a layer; they are numbered as in its source."""

    layer: str
    definition: LayerDefinition
    table: pa.Table
    columns: tuple[str, ...] = field(default=())
    order: Order | None = None
    code: str | None = None

    @property
    def rows(self) -> int:
        """How many rows stand in it."""
        return self.total if self.order is None else len(self.order)

    @property
    def total(self) -> int:
        """How many rows the layer has."""
        return int(self.table.num_rows)

    def row(self, line: int) -> int:
        """The source row of a line."""
        return line if self.order is None else int(self.order[line])

    def line(self, row: int) -> int | None:
        """The line in which a source row stands; None when it does not."""
        return _line(self.order, row, self.total)

    def lines(self, first: int, last: int) -> Rows:
        """The source rows of the lines ``first`` to ``last``, the latter not counted in."""
        return _lines(self.order, first, last)

    def at(self, row: int) -> tuple[str, int]:
        """The layer and the source row."""
        return self.layer, row

    def row_of(self, layer: str, row: int) -> int | None:
        """The row itself where the layer is the one that is shown."""
        return row if layer == self.layer else None

    def title(self, name: str) -> str:
        """The title of a column in the language in use, with its unit."""
        said = self.definition.fields.get(name)
        if said is None:
            return name
        title = title_of(name, said.title, said.title_en)
        return f"{title} ({said.unit})" if said.unit else title

    def told(self, name: str) -> str:
        """The column's name."""
        return name

    def is_number(self, name: str) -> bool:
        """Whether a column shows numbers."""
        kind = self.table.schema.field(name).type
        return (t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind)) and not self.is_masked(name)

    def is_masked(self, name: str) -> bool:
        """Whether a column is shown masked."""
        return masking.is_masked(self.definition, name)

    def cells(self, name: str, first: int, last: int) -> list[str]:
        """The texts of a column in some dozens of lines."""
        values = few(self.table.column(name), self.lines(first, last))
        words = self.words(name)
        return [words(value) for value in masking.shown_column(self.definition, name, values).to_pylist()]

    def words(self, name: str) -> Callable[[object], str]:
        """What writes the values of a column."""
        return cell_words.words_of(self.definition, name)

    @property
    def hidden(self) -> tuple[str, ...]:
        """What the layer file hides."""
        return tuple(n for n in self.columns if (said := self.definition.fields.get(n)) is not None and said.hidden)

    @property
    def pinned(self) -> tuple[str, ...]:
        """The code."""
        return (self.code,) if self.code in self.columns and self.code not in self.hidden else ()


@dataclass(frozen=True, slots=True, eq=False)
class AcrossSheet:
    """What is selected in all layers; rows are numbered by their place among them."""

    asked: Across
    columns: tuple[str, ...]
    order: Order | None = None

    @classmethod
    def of(cls, asked: Across) -> AcrossSheet:
        """The sheet of a question, its rows as they stand."""
        return cls(asked, tuple(one.name for one in asked.columns))

    def is_of(self, other: Sheet | None) -> bool:
        """Whether another sheet shows the very same rows, in whatever order: places are the same then."""
        if not isinstance(other, AcrossSheet) or len(other.asked.parts) != len(self.asked.parts):
            return False
        pairs = zip(self.asked.parts, other.asked.parts, strict=True)
        return all(one.layer == two.layer and one.rows is two.rows for one, two in pairs)

    @property
    def layer(self) -> str:
        """No single one."""
        return SELECTION

    @property
    def rows(self) -> int:
        """How many rows stand in it."""
        return self.asked.count

    @property
    def total(self) -> int:
        """The same."""
        return self.asked.count

    def row(self, line: int) -> int:
        """The place of a line."""
        return line if self.order is None else int(self.order[line])

    def line(self, row: int) -> int | None:
        """The line in which a place stands; None when there is no such place."""
        return _line(self.order, row, self.rows)

    def lines(self, first: int, last: int) -> Rows:
        """The places of the lines ``first`` to ``last``, the latter not counted in."""
        return _lines(self.order, first, last)

    def at(self, row: int) -> tuple[str, int]:
        """The layer and the source row of a place."""
        return self.asked.row_at(row)

    def row_of(self, layer: str, row: int) -> int | None:
        """The place of a layer's source row; None when it is not selected."""
        return self.asked.place_of(layer, row)

    def title(self, name: str) -> str:
        """The title of a column."""
        return self.asked.column(name).title

    def told(self, name: str) -> str:
        """The layers that have the column."""
        column = self.asked.column(name)
        if name in (across.LAYER, across.ROW):
            return column.title
        return "、".join(part.title for part, source in zip(self.asked.parts, column.sources, strict=True) if source)

    def is_number(self, name: str) -> bool:
        """Whether a column shows numbers."""
        return self.asked.column(name).sort == "number"

    def is_masked(self, name: str) -> bool:
        """Whether a column of any layer is shown masked."""
        sources = self.asked.column(name).sources
        return any(
            source is not None and masking.is_masked(part.definition, source)
            for part, source in zip(self.asked.parts, sources, strict=True)
        )

    def cells(self, name: str, first: int, last: int) -> list[str]:
        """The texts of a column in some dozens of lines."""
        return across_values.words(self.asked, name, self.lines(first, last))

    def words(self, name: str) -> Callable[[object], str]:
        """What writes the values of a column: its layer's words where all its layers write alike."""
        parts = zip(self.asked.parts, self.asked.column(name).sources, strict=True)
        mine = [(part, source) for part, source in parts if source is not None]
        return cell_words.words_of(mine[0][0].definition, mine[0][1]) if len(mine) == 1 else cell_words.text_of

    @property
    def hidden(self) -> tuple[str, ...]:
        """What all layer files hide; the rows' numbers where every layer has codes."""
        coded = bool(self.asked.parts) and all(part.code is not None for part in self.asked.parts)
        return (*((across.ROW,) if coded else ()), *(one.name for one in self.asked.columns if one.hidden))

    @property
    def pinned(self) -> tuple[str, ...]:
        """Layer and code."""
        return across.LAYER, across.CODE


def _line(order: Order | None, row: int, rows: int) -> int | None:
    if order is None:
        return row if 0 <= row < rows else None
    found = np.flatnonzero(order == row)
    return int(found[0]) if len(found) else None


def _lines(order: Order | None, first: int, last: int) -> Rows:
    return np.arange(first, last, dtype=np.int64) if order is None else order[first:last].astype(np.int64)
