"""What a pack for the field is made from: the open layers and the project's own words, frozen for a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.session import carding

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from onemap.city.card_cells import Level
    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.session.session import Session

#: Levels that are packed for the field, from the smallest to the largest.
_LEVELS = ("unit_grid", "responsibility_grid", "community", "street", "district")
#: The receiver's grade when none is said: below that of persons.
RECEIVER_GRADE = 2


@dataclass(frozen=True, slots=True)
class PackedLayer:
    """An open layer: its rows as read, and as the city's questions have it in the map's CRS."""

    definition: LayerDefinition
    visible: bool
    data: LayerData
    city: CityLayer


@dataclass(frozen=True, slots=True)
class PackRequest:
    """A pack to be made of the cell ``code`` for a receiver of a grade.

    ``declared`` are the project's own files of phases, work days and indicators, by name: cards rest on them.
    """

    code: str
    receiver: int
    layers: tuple[PackedLayer, ...]
    unread: tuple[LayerDefinition, ...]
    crs: str
    title: str
    title_en: str
    as_of: dt.datetime
    calendar: WorkCalendar
    declared: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A cell that may be packed."""

    level: Level
    code: str
    name: str


def choices(layers: Sequence[CityLayer], code: str = "", at: tuple[float, float] | None = None) -> tuple[Choice, ...]:
    """The cell with a code, else the lowest at a place, and those that hold it up to the district."""
    from onemap.city.card_cells import above, at_place, by_code

    cell = by_code(layers, code) if code else None
    if cell is None and at is not None:
        cell = at_place(layers, *at)
    if cell is None:
        return ()
    return tuple(Choice(c.level, c.code, c.name) for c in (cell, *above(layers, cell).values()) if c.level in _LEVELS)


def request(session: Session, code: str, receiver: int = RECEIVER_GRADE) -> PackRequest:
    """Freeze what is open; layers must have been read (`carding.open_layers`).

    Raises
    ------
    RequestError
        When the grade is none, or the map has no CRS.
    """
    if not 1 <= receiver <= 5:
        raise RequestError("pack_grade", value=str(receiver))
    if session.crs is None:
        raise RequestError("pack_no_crs")
    known = {layer.id: layer for layer in carding.city_layers(session)}
    layers, unread = [], []
    for entry in session.entries:
        ready = entry.ready
        if ready is None or entry.id not in known:
            unread.append(entry.definition)
        else:
            layers.append(PackedLayer(entry.definition, entry.visible, ready.data, known[entry.id]))
    return PackRequest(
        code.strip(), receiver, tuple(layers), tuple(unread), session.crs, session.title, session.title_en,
        carding.moment(session.as_of), carding.calendar(carding.home(session)),
        carding.declared(carding.home(session)),
    )  # fmt: skip
