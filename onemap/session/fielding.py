"""What somebody in the field wants to know at once: the card of the cell and what stands round the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.errors import OneMapError, RequestError
from onemap.session import carding
from onemap.session.asking import metric_scale

if TYPE_CHECKING:
    import datetime as dt

    from onemap.city.card import CardRequest
    from onemap.city.card_values import Card
    from onemap.city.nearby import Nearby
    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.session.session import Session


@dataclass(frozen=True, slots=True)
class FieldRequest:
    """A place in the map's CRS, or the code of a cell whose own place is meant."""

    layers: tuple[CityLayer, ...]
    crs: str | None
    code: str
    at: tuple[float, float] | None
    as_of: dt.datetime
    calendar: WorkCalendar
    radius_m: float


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """The place that is meant, what stands round it, and the card; ``fault`` tells why there is no card.

    ``scale`` is metres per map unit along x and y at the place.
    """

    near: Nearby
    scale: tuple[float, float]
    card: Card | None
    asked: CardRequest | None
    fault: OneMapError | None


def request(
    session: Session, *, code: str = "", at: tuple[float, float] | None = None, radius_m: float
) -> FieldRequest:
    """Freeze what is open; layers must have been read (`carding.open_layers`)."""
    layers = carding.city_layers(session)
    return FieldRequest(
        layers, session.crs, code.strip(), at, carding.moment(session.as_of), carding.calendar(), radius_m
    )


def answer(asked: FieldRequest) -> FieldAnswer:
    """The card of the cell and what stands round the place. A place outside of all cells has no card.

    Raises
    ------
    RequestError
        When there is no cell with the code, which leaves no place.
    """
    from onemap.city.nearby import NearbyRequest, nearby

    card, wanted, fault = _card(asked)
    place = asked.at if asked.at is not None else None if card is None else card.place
    if place is None:
        raise fault or RequestError("card_no_cell", where=asked.code)
    scale = metric_scale(asked.crs, *place)
    near = nearby(NearbyRequest(asked.layers, asked.crs, *place, scale, asked.as_of, asked.radius_m))
    return FieldAnswer(near, scale, card, wanted, fault)


def _card(asked: FieldRequest) -> tuple[Card | None, CardRequest | None, OneMapError | None]:
    from onemap.city.card import CardRequest, make_card
    from onemap.city.card_cells import at_place, grid_layers

    if not grid_layers(asked.layers):
        return None, None, RequestError("card_no_grids")
    code = asked.code
    if not code and asked.at is not None:
        cell = at_place(asked.layers, *asked.at)
        code = "" if cell is None else cell.code
        if not code:
            return None, None, RequestError("card_no_cell", where=f"{asked.at[0]:.10g},{asked.at[1]:.10g}")
    wanted = CardRequest(asked.layers, asked.crs, code, asked.as_of, asked.calendar, asked.at)
    try:
        return make_card(wanted), wanted, None
    except RequestError as error:
        return None, None, error
