"""Ledgers from what is open: a frozen request made in the owner's thread, answered anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.city.ledger import LedgerRequest
from onemap.city.ledger_columns import LEDGER_ROLES
from onemap.city.quality_rules import rules
from onemap.city.sheets import Sheet
from onemap.errors import RequestError
from onemap.session.asking import metric_scale
from onemap.session.carding import city_layers, moment

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from onemap.session.session import Session


def request(
    session: Session,
    *,
    as_of: str | dt.datetime | dt.date | None = None,
    layers: Iterable[str] = (),
    any_role: bool = False,
) -> LedgerRequest:
    """What a ledger of all layers that are ready needs; ``layers`` are the ids of those whose findings are wanted.

    Raises
    ------
    RequestError
        When a layer is not there, or when there is none of terminals or components and ``any_role`` does not allow it.
    """
    chosen = tuple(session.entry(layer).id for layer in layers)
    sheets = []
    for layer in city_layers(session):
        ready = session.entry(layer.id).ready
        if ready is not None:
            sheets.append(Sheet(layer, ready.data.geometries, ready.data.crs))
    if not any_role and not any(sheet.role in LEDGER_ROLES for sheet in sheets):
        raise RequestError("ledger_empty")
    box = session.extent
    x, y = (0.0, 0.0) if box is None else box.center
    return LedgerRequest(
        tuple(sheets), session.crs, metric_scale(session.crs, x, y), moment(as_of or session.as_of), rules(), chosen
    )
