"""Rows of several layers as one table: which rows, and which columns of the layers stand in one column.

A place in it is a number from 0: the rows of the topmost layer ascending, then those of the next. Columns of layers
that are called the same and hold values of the same sort (`onemap.query.common_type.Sort`) are one column; those that
are called the same and hold another sort stand apart, with the sort behind their title. Personal values are text, as
they are shown masked.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import masking
from onemap.query.common_type import Sort, plain, sort_of
from onemap.session import masks
from onemap.session.tabling import columns_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.messages import Language
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.session.entry import LayerEntry
    from onemap.session.session import Session
    from onemap.session.tabling import Key

    Rows = npt.NDArray[np.int64]

#: The columns that every such table begins with: the layer's title, the row in it, and its code.
LAYER, ROW, CODE = HEAD = ("layer", "row", "code")
_HEAD_TITLES = {LAYER: ("图层", "Layer"), ROW: ("行", "Row"), CODE: ("标识码", "Code")}
_SORT_WORDS: dict[Sort, tuple[str, str]] = {
    "text": ("文字", "text"), "number": ("数字", "number"), "truth": ("是否", "yes or no"),
    "instant": ("时刻", "instant"), "time": ("时间", "time"), "day": ("日期", "day"), "clock": ("钟点", "time of day"),
    "span": ("时长", "duration"), "nothing": ("空", "empty"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The rows (n,) of one layer, ascending, and the column that holds their codes, None where there is none."""

    layer: str
    title: str
    definition: LayerDefinition
    data: LayerData
    rows: Rows
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is called, the sort of its values, and for each part the column that stands in it, or None.

    ``name`` is unique in the table; it is the title but for the columns of `HEAD`. ``hidden`` tells that all layer
    files hide it.
    """

    name: str
    title: str
    sort: Sort
    sources: tuple[str | None, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Across:
    """What stands in the table: the rows of its parts, in the order of ``keys``; ``crs`` is the map's."""

    parts: tuple[Part, ...]
    columns: tuple[Column, ...]
    keys: tuple[Key, ...] = ()
    crs: str | None = None
    starts: Rows = field(default_factory=lambda: np.zeros(1, np.int64))

    @property
    def count(self) -> int:
        """How many rows stand in it."""
        return int(self.starts[-1])

    def column(self, name: str) -> Column:
        """The column of a name."""
        return next(one for one in self.columns if one.name == name)

    def part_of(self, place: int) -> int:
        """Which part a place belongs to."""
        return int(np.searchsorted(self.starts, place, "right")) - 1

    def row_at(self, place: int) -> tuple[str, int]:
        """The layer and the source row of a place."""
        at = self.part_of(place)
        return self.parts[at].layer, int(self.parts[at].rows[place - int(self.starts[at])])

    def place_of(self, layer: str, row: int) -> int | None:
        """The place of a layer's source row; None when it does not stand in the table."""
        for part, start in zip(self.parts, self.starts.tolist(), strict=False):
            if part.layer == layer:
                at = int(np.searchsorted(part.rows, row))
                return start + at if at < len(part.rows) and int(part.rows[at]) == row else None
        return None

    def rows_at(self, places: npt.NDArray[np.integer]) -> dict[str, Rows]:
        """The source rows of some places by layer, ascending; layers without any are absent."""
        sorted_places = np.sort(np.asarray(places, np.int64))
        cuts = np.searchsorted(sorted_places, self.starts)
        return {
            part.layer: part.rows[sorted_places[a:b] - start]
            for part, start, a, b in zip(self.parts, self.starts, cuts, cuts[1:], strict=False)
            if b > a
        }


def unread(session: Session) -> tuple[str, ...]:
    """The layers of which something is selected and that are still to be read."""
    return tuple(
        e.id for e in session.entries if e.selection is not None and e.data is None and e.status != "failed"
    )  # fmt: skip


def left_in(session: Session, rows: Mapping[str, Rows]) -> dict[str, Rows]:
    """Those of some rows by layer that are on the map, were read, and are left in by filters and time."""
    found = {}
    for entry in session.entries:
        given = rows.get(entry.id)
        if given is not None and entry.data is not None:
            there = given[given < entry.data.rows]
            found[entry.id] = there if entry.ready is None else masks.kept_of(entry.ready, there)
    return found


def question(
    session: Session, language: Language, keys: Iterable[Key] = (), rows: Mapping[str, Rows] | None = None
) -> Across:
    """Freeze what is selected and left in, or other ``rows`` by layer, of the layers that were read.

    Keys of columns that are not there are left out.
    """
    chosen = [
        (entry, session.selection.of(entry.id) if rows is None else rows.get(entry.id))
        for entry in session.entries
        if entry.data is not None
    ]
    parts = parts_of([(entry, found) for entry, found in chosen if found is not None and len(found)], language)
    columns = columns_of(parts, language)
    names = {one.name for one in columns}
    starts = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part.rows) for part in parts], out=starts[1:])
    return Across(parts, columns, tuple(key for key in keys if key.column in names), session.crs, starts)


def parts_of(chosen: list[tuple[LayerEntry, Rows]], language: Language) -> tuple[Part, ...]:
    """Layers and their rows; layers that are called the same have their id behind the title."""
    titles = [entry.title(language) for entry, _rows in chosen]
    made = []
    for (entry, rows), title in zip(chosen, titles, strict=True):
        if entry.data is not None:
            said = title if titles.count(title) == 1 else f"{title} ({entry.id})"
            code = entry.column_with("code")
            there = code if code in entry.data.table.column_names else None
            made.append(Part(entry.id, said, entry.definition, entry.data, rows, there))
    return tuple(made)


def columns_of(parts: tuple[Part, ...], language: Language) -> tuple[Column, ...]:
    """The columns of the table: `HEAD`, then those of the layers from the top, in each layer's own order."""
    found: dict[str, list[_Gathered]] = {}
    numbers = itertools.count()
    for at, part in enumerate(parts):
        for name in columns_in_order(part.definition, part.data.table.column_names):
            if name != part.code:
                groups = found.setdefault(_title(part.definition, name, language), [])
                _gather(groups, _Gathered(_sort(part, name), next(numbers), [None] * len(parts)), at, name)
    english = language == "en"
    nowhere: tuple[str | None, ...] = (None,) * len(parts)
    heads = (
        Column(LAYER, _HEAD_TITLES[LAYER][english], "text", nowhere),
        Column(ROW, _HEAD_TITLES[ROW][english], "number", nowhere),
        Column(CODE, _HEAD_TITLES[CODE][english], "text", tuple(part.code for part in parts)),
    )
    taken = set(HEAD)
    columns = []
    for title, groups in found.items():
        for one in groups:
            said = (
                title if len({group.sort for group in groups}) == 1 else f"{title} ({_SORT_WORDS[one.sort][english]})"
            )
            name = _free(said, taken)
            taken.add(name)
            columns.append((one.first, Column(name, name, one.sort, tuple(one.sources), _hidden(parts, one))))
    return (*heads, *(column for _first, column in sorted(columns, key=lambda pair: pair[0])))


@dataclass(slots=True)
class _Gathered:
    """Columns of one title and sort; ``first`` orders them by the first that came."""

    sort: Sort
    first: int
    sources: list[str | None]


def _gather(groups: list[_Gathered], new: _Gathered, at: int, name: str) -> None:
    """Put a part's column to those of its sort that have none of the part yet; nothing goes with everything."""
    for one in groups:
        if one.sources[at] is None and (one.sort == new.sort or "nothing" in (one.sort, new.sort)):
            one.sources[at] = name
            one.sort = new.sort if one.sort == "nothing" else one.sort
            return
    new.sources[at] = name
    groups.append(new)


def _sort(part: Part, name: str) -> Sort:
    """The sort of a column as it is shown: what is masked is text."""
    return "text" if masking.is_masked(part.definition, name) else sort_of(part.data.table.schema.field(name).type)


def shown_type(part: Part, name: str) -> pa.DataType:
    """The type of a column as it is shown."""
    import pyarrow as pa

    return pa.string() if masking.is_masked(part.definition, name) else plain(part.data.table.schema.field(name).type)


def _title(definition: LayerDefinition, name: str, language: Language) -> str:
    said = definition.fields.get(name)
    if said is None:
        return name
    title = (said.title_en or said.title or name) if language == "en" else (said.title or said.title_en or name)
    return f"{title} ({said.unit})" if said.unit else title


def _hidden(parts: tuple[Part, ...], one: _Gathered) -> bool:
    fields = [part.definition.fields.get(name) for part, name in zip(parts, one.sources, strict=True) if name]
    return all(said is not None and said.hidden for said in fields)


def _free(title: str, taken: set[str]) -> str:
    name, number = title, 2
    while name in taken:
        name, number = f"{title} {number}", number + 1
    return name
