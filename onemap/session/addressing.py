"""Events without a cell, and where they may have been: by their address, and by the grid that they claim."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import home_places, masking
from onemap.city.unlocated import placed, unlocated
from onemap.errors import CancelledError
from onemap.session import carding, finding, indicating
from onemap.session.asking import metric_scale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.city.card_values import Words
    from onemap.city.locator_values import Candidate
    from onemap.city.roles import CityLayer
    from onemap.city.unlocated import Unlocated
    from onemap.session.finding import FindRequest
    from onemap.session.session import Session

_CELLS = ("unit_grid", "responsibility_grid")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where an event may have been, in the map's CRS: how that was understood, and how far off it may be, metres."""

    x: float
    y: float
    how: Words
    within_m: float


@dataclass(frozen=True, slots=True)
class Lost:
    """An event without a cell and the best place for it, None where nothing tells of one."""

    event: Unlocated
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LostQuestion:
    """What is asked, frozen: all layers, which of them hold events, and what addresses are looked up in."""

    layers: tuple[CityLayer, ...]
    what: tuple[str, ...]
    looked_up: FindRequest
    scale: tuple[float, float]


def question(session: Session, what: str | None = None) -> LostQuestion:
    """What is open now; ``what`` as in `onemap.session.indicating.question`, by default all events.

    RequestError when the map has no events.
    """
    layers = carding.city_layers(session)
    asked = indicating.event_layers(layers, what or "all")
    request = finding.question(session, "")
    places = tuple(one for one in request.layers if one.role not in indicating.EVENT_ROLES)
    extent = session.extent
    scale = (1.0, 1.0) if extent is None else metric_scale(session.crs, *extent.center)
    return LostQuestion(layers, asked, dataclasses.replace(request, layers=places, limit=10), scale)


def lost(
    asked: LostQuestion,
    *,
    find: bool = True,
    cancelled: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> tuple[Lost, ...]:
    """Every event without a cell; with ``find`` with the best place for it. Runs in a worker.

    Raises
    ------
    CancelledError
        When ``cancelled`` says so between two events.
    """
    events = unlocated(asked.layers, asked.what)
    if not find:
        return tuple(map(Lost, events))
    finder, made = finding.Finder(), []
    cells = _cells(asked.layers)
    by_id = {one.id: one for one in asked.layers}
    for i, event in enumerate(events):
        if cancelled is not None and cancelled():
            raise CancelledError
        if on_progress is not None:
            on_progress(i, len(events))
        # The address is looked up as it is; only what stands in the city's own layers is told of it.
        layer = by_id[event.layer]
        address = layer.texts("address", np.array([event.row], np.int64))[0]
        found = _by_address(asked, finder, address or "", cells.get(event.grid))
        if found is not None and masking.is_masked(layer.definition, layer.columns["address"]):
            found = _veiled(asked, found)
        made.append(Lost(event, found or _by_grid(asked, cells.get(event.grid))))
    return tuple(made)


def given(asked: LostQuestion) -> tuple[Lost, ...]:
    """The events that were given their place. Runs in a worker."""
    return tuple(map(Lost, placed(asked.layers, asked.what)))


def degrees(asked: LostQuestion, proposals: Mapping[str, Proposal]) -> dict[str, tuple[float, float]]:
    """The places of some proposals as `Session.place` takes them."""
    from onemap.io import crs as crs_room
    from onemap.session.places import DEGREES

    crs = asked.looked_up.crs
    if crs is None or not proposals:
        return {}
    places = np.array([(one.x, one.y) for one in proposals.values()], np.float64)
    moved = crs_room.transform(places, crs, DEGREES).coords.tolist()
    return {code: (x, y) for code, (x, y) in zip(proposals, moved, strict=True)}


# --- by address -----------------------------------------------------------------------------------------------------
def _by_address(
    asked: LostQuestion, finder: finding.Finder, address: str, claimed: BaseGeometry | None
) -> Proposal | None:
    if not address:
        return None
    answer = finder.find(dataclasses.replace(asked.looked_up, text=address))
    fitting = (c for c in answer.candidates if c.group in {"feature", "place"} and c.inside and c.extent is not None)
    candidate = next(fitting, None)
    if candidate is None or candidate.extent is None:
        return None
    title = next((one.title for one in asked.layers if one.id == candidate.layer), (candidate.layer,) * 2)
    said = f"{candidate.title}（{title[0]}）", f"{candidate.title} ({title[1]})"
    shape = _shape(asked, candidate)
    if shape is None:
        x, y = candidate.extent.center
        return Proposal(x, y, said, _reach(asked, candidate.extent.as_tuple()))
    if claimed is not None:
        inner = shape.intersection(claimed)
        if not inner.is_empty:
            shape = inner
            said = f"{said[0]}，在所填网格内", f"{said[1]}, inside the grid it claims"
        else:
            said = f"{said[0]}，不在所填网格内", f"{said[1]}, outside the grid it claims"
    return _on(asked, shape, said)


def _veiled(asked: LostQuestion, found: Proposal) -> Proposal:
    """A place that a personal address tells: as homes are shown, and without the name of what stands there."""
    crs = asked.looked_up.crs
    x, y = home_places.snapped(np.array([[found.x, found.y]]), crs)[0].tolist()
    off = float(np.hypot((x - found.x) * asked.scale[0], (y - found.y) * asked.scale[1]))
    return Proposal(x, y, ("按地址（不明示）", "by its address, which is not told"), found.within_m + off)


def _shape(asked: LostQuestion, candidate: Candidate) -> BaseGeometry | None:
    """The rows that bear the name, as one shape; None when they are too many to be looked at."""
    import shapely

    from onemap.query.select import shapes_at

    layer = next(one for one in asked.looked_up.layers if one.id == candidate.layer)
    rows = candidate.rows if candidate.row is None else (candidate.row,)
    at = np.flatnonzero(np.isin(layer.ready.prepared.rows, np.array(rows, np.int64)))
    return shapely.union_all(shapes_at(layer.ready.prepared, at)) if len(at) else None


def _on(asked: LostQuestion, shape: BaseGeometry, how: Words) -> Proposal:
    """A place on a shape: the middle of its longest line, a place inside of an area."""
    import shapely

    parts: npt.NDArray[Any] = shapely.get_parts(shape)
    sizes = shapely.area(parts) if shapely.area(parts).any() else shapely.length(parts)
    part = parts[int(np.argmax(sizes))]
    if part.geom_type == "LineString":
        point = shapely.line_interpolate_point(part, 0.5, normalized=True)
    else:
        point = shapely.point_on_surface(part)
    return Proposal(float(point.x), float(point.y), how, _reach(asked, shape.bounds))


def _reach(asked: LostQuestion, box: tuple[float, float, float, float]) -> float:
    """Half the diagonal of a box, metres."""
    width, height = (box[2] - box[0]) * asked.scale[0], (box[3] - box[1]) * asked.scale[1]
    return float(np.hypot(width, height) / 2)


# --- by grid --------------------------------------------------------------------------------------------------------
def _cells(layers: tuple[CityLayer, ...]) -> dict[str, BaseGeometry]:
    """The cells that an event may claim, by code."""
    from onemap.query.select import shapes_at

    made: dict[str, BaseGeometry] = {}
    for layer in (one for role in _CELLS for one in layers if one.role == role and one.has("code")):
        prepared = layer.prepared
        codes = layer.texts("code", prepared.rows.astype(np.int64))
        shapes = shapes_at(prepared, np.arange(prepared.size))
        made |= {code: shape for code, shape in zip(codes, shapes, strict=True) if code and code not in made}
    return made


def _by_grid(asked: LostQuestion, claimed: BaseGeometry | None) -> Proposal | None:
    return None if claimed is None else _on(asked, claimed, ("所填网格的中部", "the middle of the grid it claims"))
