"""What a grid card holds: frozen values, each number with its rows and how it was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.city.card_cells import Level

    Ints = npt.NDArray[np.int64]

#: Words in Chinese and English.
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class How:
    """How a number was counted: the layer, which of its rows, and how they are joined to the cell."""

    layer: Words
    filter: Words = ("", "")
    join: Words = ("点按边界规则归格，线面相交即计", "points by the border rule, lines and areas that meet the cell")

    def sentence(self, language: str) -> str:
        """How it was counted, as a person reads it."""
        place = language == "en"
        names = ("layer", "filter", "join") if place else ("图层", "条件", "归格")
        parts = zip(names, (self.layer, self.filter, self.join), strict=True)
        return ("; " if place else "；").join(
            f"{name}{': ' if place else '：'}{words[place]}" for name, words in parts if words[place]
        )


@dataclass(frozen=True, slots=True)
class Number:
    """A number on the card, and the rows it stands for by layer id.

    ``value`` is what is shown; ``text`` takes its place where a number alone says too little. ``of`` is the whole it
    is a part of, for a bar. ``tone`` is "", "good", "attention" or "bad".
    """

    key: str
    title: Words
    value: float
    how: How
    rows: dict[str, Ints] = field(default_factory=dict)
    unit: Words = ("", "")
    text: Words | None = None
    of: float | None = None
    tone: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Numbers that belong together; ``kind`` tells how they are shown: bars, tiles, months, lines or a gauge."""

    key: str
    title: Words
    kind: str
    numbers: tuple[Number, ...]
    note: Words = ("", "")


@dataclass(frozen=True, slots=True)
class Item:
    """A row in a list: its name, what else is known, masked where it is personal."""

    layer: str
    row: int
    title: str
    detail: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the six: people, places, things, matters, moods, organisations."""

    key: str
    title: Words
    count: Number
    sections: tuple[Section, ...]
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that is left out because no layer has the role it needs."""

    part: Words
    role: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the card's head; ``leads`` are the cells it names: what they are called in it, and their codes."""

    key: str
    title: Words
    text: Words
    leads: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Everything known of one cell at a moment.

    ``layers`` counts the rows of every layer that belong to it, whatever their time. ``up`` is the code of the cell
    above, ``down`` those of the next lower level, ``beside`` the codes before and after in its own, "" where there is
    none. ``shape`` and ``extent`` are in the map's CRS, and so is ``place``, from where nearness is measured.
    """

    level: Level
    code: str
    name: str
    area_m2: float
    as_of: dt.datetime
    head: tuple[Line, ...]
    up: str
    down: tuple[str, ...]
    neighbours: tuple[str, ...]
    beidou: str
    tabs: tuple[Tab, ...]
    extra: tuple[Section, ...]
    missing: tuple[Missing, ...]
    layers: dict[str, int]
    extent: tuple[float, float, float, float]
    place: tuple[float, float]
    beside: tuple[str, str]
    shape: BaseGeometry

    def numbers(self) -> list[Number]:
        """Every number of the card."""
        sections = [section for tab in self.tabs for section in tab.sections] + list(self.extra)
        return [tab.count for tab in self.tabs] + [number for section in sections for number in section.numbers]
