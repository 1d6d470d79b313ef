"""What stands round a place in the field: the nearest things, the open cases of its cell, and how the place is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.card_cells import above, at_place
from onemap.city.card_frame import items
from onemap.query.hit import Place, within_distance
from onemap.query.nearest import nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from onemap.city.card_cells import Cell, Level
    from onemap.city.roles import CityLayer
    from onemap.model.definition import FieldRole

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: What a supervisor may mean by a thing at hand.
THINGS = ("component", "terminal", "parking", "pipe")
#: The answer to "which of these" when it is none of them.
NONE_OF_THESE = "0"
#: Radius and number as the supervisors' own apps have them.
RADIUS_M, COUNT = 12.0, 5
#: A named place, and an address, is the place's own no farther away than this, metres.
_NAMED_WITHIN, _ADDRESS_WITHIN = 1000.0, 60.0
#: Open cases that are listed.
_CASES = 20
#: The level of the BeiDou code: a cell of about 8 m; that of the code that is spoken: about 124 m.
_LEVEL, _SPOKEN_LEVEL = 7, 5
_TRIED = 8
#: A case tells its phase, a thing its state.
_STATES: tuple[FieldRole, ...] = ("phase", "state")
_LEVELS: tuple[Level, ...] = ("community", "street", "district")


@dataclass(frozen=True, slots=True)
class NearbyRequest:
    """A place in the map's CRS and what is asked round it; ``scale`` is metres per map unit along x and y there."""

    layers: tuple[CityLayer, ...]
    crs: str | None
    x: float
    y: float
    scale: tuple[float, float]
    as_of: dt.datetime
    radius_m: float = RADIUS_M
    n: int = COUNT


@dataclass(frozen=True, slots=True)
class Near:
    """A thing or a case near a place, personal values masked; ``kind`` names its layer in Chinese and English.

    ``at`` is its nearest point in the map's CRS, ``due`` the day and time by which a case is to be done.
    """

    layer: str
    row: int
    kind: tuple[str, str]
    title: str
    state: str
    code: str
    distance_m: float
    at: tuple[float, float]
    overdue: bool = False
    due: str = ""


@dataclass(frozen=True, slots=True)
class Nearby:
    """The answer: ``things`` nearest first, of ``within`` that lie in the radius; ``cases`` nearest first.

    The cases are open at ``as_of``: the first of ``open_cases``, of which ``overdue`` are late.
    ``spoken`` is the nearest named place and the step to the place in cells of about 124 m, as in "Tower-20" for two
    cells east; what is not known is an empty text.
    """

    x: float
    y: float
    radius_m: float
    grid: str
    place: str
    address: str
    beidou: str
    spoken: str
    things: tuple[Near, ...]
    within: int
    cases: tuple[Near, ...]
    open_cases: int
    overdue: int
    as_of: dt.datetime


def nearby(request: NearbyRequest) -> Nearby:
    """What stands within the radius of a place; a distance equal to the radius counts, inside an area it is 0."""
    cell = at_place(request.layers, request.x, request.y, "unit_grid")
    things, within = _things(request)
    cases = _cases(request, cell)
    listed = tuple(_case(one) for one in cases[:_CASES])
    lon, lat = _lonlat(request)
    return Nearby(
        request.x, request.y, request.radius_m, "" if cell is None else cell.code, _divisions(request.layers, cell),
        _address(request), _beidou(lon, lat), _spoken(request, lon, lat), things, within, listed, len(cases),
        sum(one.late for one in cases), request.as_of,
    )  # fmt: skip


def as_dict(found: Nearby, language: str = "zh") -> dict[str, object]:
    """The answer as plain values, as ``--json`` prints it; the last of ``things`` is none of these, code "0"."""
    en = language == "en"

    def near(one: Near) -> dict[str, object]:
        said = {"layer": one.layer, "row": one.row, "kind": one.kind[en], "title": one.title, "state": one.state}
        return said | {"code": one.code, "distance_m": round(one.distance_m, 2)}

    none = {"layer": None, "row": None, "kind": "", "title": none_words()[en], "state": "", "code": NONE_OF_THESE}
    return {
        "x": found.x, "y": found.y, "radius_m": found.radius_m, "grid": found.grid or None, "place": found.place,
        "address": found.address, "beidou": found.beidou, "spoken": found.spoken, "within": found.within,
        "things": [*map(near, found.things), none | {"distance_m": None}],
        "as_of": found.as_of.isoformat(timespec="seconds"), "open_cases": found.open_cases, "overdue": found.overdue,
        "cases": [near(one) | {"overdue": one.overdue, "due": one.due} for one in found.cases],
    }  # fmt: skip


def none_words() -> tuple[str, str]:
    """The last of the answers to choose from."""
    return "以上都不是", "None of these"


# --- things -----------------------------------------------------------------------------------------------------------
def _things(request: NearbyRequest) -> tuple[tuple[Near, ...], int]:
    place = Place(request.x, request.y, request.scale)
    found: list[tuple[float, int, int, int]] = []
    layers = [layer for role in THINGS for layer in request.layers if layer.role == role]
    for number, layer in enumerate(layers):
        positions, distances, _ = within_distance(layer.prepared, place, request.radius_m, layer.kept_at)
        rows = layer.prepared.rows[positions]
        found += zip(distances.tolist(), [number] * len(rows), rows.tolist(), positions.tolist(), strict=True)
    kept = sorted(found)[: max(request.n, 0)]
    return tuple(_thing(request, layers[number], row, distance, at) for distance, number, row, at in kept), len(found)


def _thing(request: NearbyRequest, layer: CityLayer, row: int, distance: float, position: int) -> Near:
    from onemap.query.select import shapes_at

    at, _ = _closest(request, shapes_at(layer.prepared, np.array([position], np.int64)))
    return _near(layer, row, distance, (float(at[0, 0]), float(at[0, 1])))


def _near(layer: CityLayer, row: int, distance: float, at: tuple[float, float]) -> Near:
    rows = np.array([row], np.int64)
    item = items(layer, rows, ())[0]
    said = next((text for role in _STATES if (text := layer.shown(role, rows)[0])), "")
    return Near(layer.id, row, layer.title, item.title, said, item.code, distance, at)


def _closest(request: NearbyRequest, shapes: npt.NDArray[np.object_]) -> tuple[Floats, Floats]:
    """The nearest point (n, 2) of each shape to the place, map units, and its distance in metres."""
    import shapely

    origin, scale = np.array((request.x, request.y)), np.array(request.scale)
    moved = shapely.transform(shapes, lambda xy: (xy - origin) * scale)
    lines = shapely.shortest_line(moved, shapely.Point(0.0, 0.0))
    ends = shapely.get_coordinates(shapely.get_point(lines, 0)).reshape(-1, 2)
    return ends / scale + origin, np.hypot(ends[:, 0], ends[:, 1])


# --- cases ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Case:
    """An open case: where it stands among the rows, and its nearest point."""

    distance: float
    layer: CityLayer
    row: int
    at: tuple[float, float]
    late: bool
    due: np.datetime64


def _case(one: _Case) -> Near:
    import dataclasses

    due = "" if np.isnat(one.due) else str(one.due.astype("datetime64[m]")).replace("T", " ")
    return dataclasses.replace(_near(one.layer, one.row, one.distance, one.at), overdue=one.late, due=due)


def _cases(request: NearbyRequest, cell: Cell | None) -> list[_Case]:
    """Open cases of the unit grid, the nearest first; of the radius where there is no grid."""
    from onemap.city import phases as ph
    from onemap.city.card_cases import case_times
    from onemap.city.card_cells import positions_of
    from onemap.query.select import shapes_at

    moment = np.datetime64(request.as_of, "ms")
    found = []
    for layer in request.layers:
        if layer.role != "case":
            continue
        rows = _rows_there(request, layer, cell)
        times = case_times(layer, rows)
        phases = ph.phases_at(times, moment)
        late = ph.overdue_at(times, phases, moment)
        deadlines = times.times.get("deadline")
        still = np.flatnonzero(np.isin(phases, ph.OPEN))
        points, distances = _closest(request, shapes_at(layer.prepared, positions_of(layer, rows[still])))
        for i, (at, distance) in enumerate(zip(points.tolist(), distances.tolist(), strict=True)):
            row = int(still[i])
            due = np.datetime64("NaT") if deadlines is None else deadlines[row]
            found.append(_Case(distance, layer, int(rows[row]), (at[0], at[1]), bool(late[row]), due))
    return sorted(found, key=lambda one: (one.distance, one.layer.id, one.row))


def _rows_there(request: NearbyRequest, layer: CityLayer, cell: Cell | None) -> Ints:
    from onemap.city.members import members

    if cell is not None:
        return members(layer, cell).rows
    positions, _, _ = within_distance(
        layer.prepared, Place(request.x, request.y, request.scale), request.radius_m, layer.kept_at
    )
    return np.sort(layer.prepared.rows[positions]).astype(np.int64)


# --- how the place is told --------------------------------------------------------------------------------------------
def _divisions(layers: Sequence[CityLayer], cell: Cell | None) -> str:
    if cell is None:
        return ""
    higher = above(layers, cell)
    return " · ".join(higher[level].name or higher[level].code for level in _LEVELS if level in higher)


def _address(request: NearbyRequest) -> str:
    found = [
        (distance, text)
        for layer in request.layers
        if layer.role in {"place", "building"} and layer.has("address")
        for distance, text in _texts_near(request, layer, "address", _ADDRESS_WITHIN)
    ]
    return min(found, default=(0.0, ""))[1]


def _texts_near(
    request: NearbyRequest, layer: CityLayer, role: FieldRole, within: float
) -> Iterator[tuple[float, str]]:
    """The texts of the nearest rows that have one, with their distance."""
    rows, distances = nearest(layer.prepared, request.x, request.y, _TRIED, scale=request.scale)
    for text, distance in zip(layer.shown(role, rows), distances.tolist(), strict=True):
        if text and distance <= within:
            yield distance, text


def _lonlat(request: NearbyRequest) -> tuple[float, float]:
    from onemap.io import crs as crs_room

    if request.crs is None:
        return float("nan"), float("nan")
    moved = crs_room.transform(np.array([(request.x, request.y)]), request.crs, "EPSG:4490").coords[0]
    return float(moved[0]), float(moved[1])


def _beidou(lon: float, lat: float, level: int = _LEVEL) -> str:
    from onemap.city import beidou

    return str(beidou.encode(lon, lat, level)) if np.isfinite([lon, lat]).all() and abs(lat) < 88 else ""


def _spoken(request: NearbyRequest, lon: float, lat: float) -> str:
    """The short code: the nearest named place and the step from its cell to the place's."""
    from onemap.city import beidou
    from onemap.errors import CodeError

    here = _beidou(lon, lat, _SPOKEN_LEVEL)
    named = sorted(_named(request))
    if not here or not named:
        return ""
    _, name, x, y = named[0]
    base = _beidou(*_lonlat(_moved(request, x, y)), _SPOKEN_LEVEL)
    try:
        return name + beidou.reference(base, here).removeprefix(base.upper())
    except CodeError:  # more than seven cells away
        return ""


def _moved(request: NearbyRequest, x: float, y: float) -> NearbyRequest:
    import dataclasses

    return dataclasses.replace(request, x=x, y=y)


def _named(request: NearbyRequest) -> Iterator[tuple[float, str, float, float]]:
    """Distance, name and place of the nearest named places."""
    import shapely

    from onemap.city.card_cells import positions_of
    from onemap.query.select import shapes_at

    for layer in request.layers:
        if layer.role != "place" or not layer.has("name"):
            continue
        rows, distances = nearest(layer.prepared, request.x, request.y, _TRIED, scale=request.scale)
        for row, text, distance in zip(rows, layer.shown("name", rows), distances.tolist(), strict=True):
            if text and distance <= _NAMED_WITHIN:
                shape = shapes_at(layer.prepared, positions_of(layer, np.array([row], np.int64)))[0]
                point = shapely.point_on_surface(shape)
                yield distance, text, float(point.x), float(point.y)
