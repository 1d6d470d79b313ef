"""What the parts of a card are made from: the cell, the moment, and the rows of each layer that belong to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import masking
from onemap.city.card_values import How, Item, Number
from onemap.city.mask_kinds import cut
from onemap.city.members import Members, members

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from onemap.city.card_cells import Cell
    from onemap.city.card_values import Words
    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]

#: Values of a column that are shown one by one; the rest is added up.
_SHOWN = 8
#: Rows that a list shows.
_LISTED = 40
#: Roles of layers whose rows are somebody.
_PERSONS = ("person", "member")
#: Roles of layers that are drawn in the pale colours of the ground.
_GROUND = ("building", "land", "green", "road", "water", "basemap")
_REST: Words = ("其余", "All others")
_NONE: Words = ("未填", "Not given")


@dataclass(frozen=True, slots=True)
class Frame:
    """One card in the making. ``place`` is where nearness is measured from, ``scale`` metres per map unit there."""

    layers: tuple[CityLayer, ...]
    cell: Cell
    as_of: dt.datetime
    calendar: WorkCalendar
    place: tuple[float, float]
    scale: tuple[float, float]
    _found: dict[str, Members] = field(default_factory=dict)

    @property
    def moment(self) -> np.datetime64:
        """The card's time as arrays of times have it."""
        return np.datetime64(self.as_of, "ms")

    def with_role(self, *roles: str) -> list[CityLayer]:
        """Layers that have one of the roles, in the order of the roles."""
        return [layer for role in roles for layer in self.layers if layer.role == role]

    def members(self, layer: CityLayer) -> Members:
        """The rows of a layer that belong to the cell."""
        if layer.id not in self._found:
            self._found[layer.id] = members(layer, self.cell)
        return self._found[layer.id]

    def rows(self, layer: CityLayer) -> Ints:
        """As `members`, the rows alone."""
        return self.members(layer).rows

    def count(self, key: str, layers: Sequence[CityLayer], title: Words | None = None) -> Number:
        """All rows of some layers."""
        rows = {layer.id: self.rows(layer) for layer in layers}
        how = How(joined([layer.title for layer in layers]))
        name = title or joined([layer.title for layer in layers])
        return Number(key, name, float(sum(map(len, rows.values()))), how, rows)


def joined(titles: Sequence[Words]) -> Words:
    """Names in one line."""
    return "、".join(zh for zh, _ in titles), ", ".join(en for _, en in titles)


def by_value(layer: CityLayer, role: FieldRole, rows: Ints, key: str, said: Words = ("", "")) -> tuple[Number, ...]:
    """One number for each value of a column among ``rows``, the most frequent first; the rare ones added up."""
    if not layer.has(role):
        return ()
    titles = class_titles(layer, role)
    return by_text(layer, rows, layer.grouped(role, rows), key, layer.column_title(role), said, titles)


def by_text(  # noqa: PLR0913, PLR0917 - what is counted, and the words for it
    layer: CityLayer, rows: Ints, texts: Sequence[str | None], key: str, column: Words, said: Words = ("", ""),
    titles: Mapping[str, tuple[Words, str]] | None = None,
) -> tuple[Number, ...]:  # fmt: skip
    """One number for each of ``texts``, one a row; ``titles`` are names and colours, where they have others."""
    found = np.array([text or "" for text in texts], object)

    def condition(value: Words) -> Words:
        return f"{said[0]}{column[0]} = {value[0]}", f"{said[1]}{column[1]} = {value[1]}"

    def one(value: str) -> Number:
        title, color = (titles or {}).get(value, ((value, value) if value else _NONE, ""))
        how = How(layer.title, condition((value or "空", value or "empty")))
        mine = rows[found == value]
        return Number(value or "-", title, float(len(mine)), how, {layer.id: mine}, color=color)

    ranked = sorted(Counter(found.tolist()).items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))
    kept, rest = (ranked, []) if len(ranked) <= _SHOWN + 1 else (ranked[:_SHOWN], ranked[_SHOWN:])
    made = [one(value) for value, _ in kept]
    if rest:
        others = rows[np.isin(found, [value for value, _ in rest])]
        how = How(layer.title, condition((f"其余 {len(rest)} 种", f"the other {len(rest)} values")))
        made.append(Number("rest", _REST, float(len(others)), how, {layer.id: others}, color="@muted"))
    return tuple(replace(number, key=f"{key}.{number.key}", of=float(len(rows))) for number in made)


def class_titles(layer: CityLayer, role: FieldRole) -> dict[str, tuple[Words, str]]:
    """Names and colours that the layer's legend gives to the values of a column."""
    style = layer.definition.style
    name = layer.columns.get(role)
    if style.kind != "categories" or name is None or style.column != name:
        return {}
    mask = masking.group_mask(layer.definition, name)
    style = masking.shown_style(layer.definition, style) if mask != "none" else style
    pale = layer.role in _GROUND
    return {
        cut(value, mask): ((c.title or value, c.title_en or c.title or value), "" if pale else c.symbol.fill or "")
        for c in style.classes
        for value in c.values
        if len(c.values) == 1
    }


def items(layer: CityLayer, rows: Ints, detail: Sequence[FieldRole], limit: int = _LISTED) -> tuple[Item, ...]:
    """The first rows as a list, personal values masked."""
    rows = rows[:limit]
    columns = [layer.shown(role, rows) for role in detail]
    order: tuple[FieldRole, ...] = ("person", "class") if layer.role in _PERSONS else ("name", "class", "person")
    titles = [layer.shown(role, rows) for role in order if layer.has(role)]
    codes = [code or "" for code in layer.shown("code", rows)]
    found = []
    for i, row in enumerate(rows.tolist()):
        title = next((str(texts[i]) for texts in titles if texts[i]), codes[i]) or f"#{row}"
        details = dict.fromkeys(str(texts[i]) for texts in columns if texts[i] and texts[i] != title)
        found.append(Item(layer.id, row, title, " · ".join(details), codes[i]))
    return tuple(found)
