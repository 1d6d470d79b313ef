"""What a pack for the field is made from: the open layers and the project's own words, frozen for a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.errors import RequestError
from onemap.session import carding

if TYPE_CHECKING:
    import datetime as dt

    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData
    from onemap.session.session import Session

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
    """A pack to be made of the cell ``code`` for a receiver of a grade."""

    code: str
    receiver: int
    layers: tuple[PackedLayer, ...]
    unread: tuple[LayerDefinition, ...]
    crs: str
    title: str
    title_en: str
    as_of: dt.datetime
    calendar: WorkCalendar


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
        carding.moment(session.as_of), carding.calendar(),
    )  # fmt: skip
