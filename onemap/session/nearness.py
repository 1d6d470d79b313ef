"""What stands near a place among the open layers: a frozen request from the session, answered anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.city.nearby import COUNT, RADIUS_M, NearbyRequest
from onemap.session import carding
from onemap.session.asking import metric_scale

if TYPE_CHECKING:
    from onemap.session.session import Session


def request(session: Session, x: float, y: float, radius_m: float = RADIUS_M, n: int = COUNT) -> NearbyRequest:
    """What is asked round a place in the map's CRS, of all layers that are read, drawn or not."""
    layers, scale = carding.city_layers(session), metric_scale(session.crs, x, y)
    return NearbyRequest(layers, session.crs, x, y, scale, carding.moment(session.as_of), radius_m, n)
