"""The grid card: everything that is known of one cell of the city at a moment, as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.city import card_cases, card_things
from onemap.city.card_cells import LEVEL_WORDS, above, below, by_code, grid_layers, neighbours
from onemap.city.card_frame import Frame, by_value, items
from onemap.city.card_values import Card, How, Item, Line, Missing, Number, Section, Tab
from onemap.city.members import shares
from onemap.errors import RequestError
from onemap.query.nearest import nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from onemap.city.card_cells import Cell, Level
    from onemap.city.card_values import Words
    from onemap.city.roles import CityLayer
    from onemap.city.workdays import WorkCalendar
    from onemap.model.definition import FieldRole

#: The level of the BeiDou code on the card: a cell of two seconds, about 60 m.
BEIDOU_LEVEL = 6
_NEAR_ROLES = ("component", "terminal", "case", "parking", "place", "organisation", "member", "building")
#: Names of more neighbours are not written.
_MOST_NEIGHBOURS = 8
_PARTS: tuple[tuple[Words, str], ...] = (
    (("人员", "Persons"), "person"), (("网格员", "Grid member"), "member"), (("地名地址", "Places"), "place"),
    (("管理部件", "Components"), "component"), (("感知终端", "Sensing terminals"), "terminal"),
    (("停车", "Parking"), "parking"), (("地下管廊与管线", "Tunnels and pipes"), "pipe"), (("案件", "Cases"), "case"),
    (("民意", "Opinions"), "opinion"), (("组织", "Organisations"), "organisation"),
    (("责任网格", "Responsibility grid"), "responsibility_grid"), (("行政区划", "Divisions"), "division"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardRequest:
    """A card to be made: of the cell ``code``, with nearness measured from ``place`` (a point on it by default)."""

    layers: tuple[CityLayer, ...]
    crs: str | None
    code: str
    as_of: dt.datetime
    calendar: WorkCalendar
    place: tuple[float, float] | None = None


def make_card(request: CardRequest) -> Card:
    """The card of a cell.

    Raises
    ------
    RequestError
        When no grid or division has the code.
    """
    cell = by_code(request.layers, request.code)
    if cell is None:
        raise RequestError("card_no_cell", where=request.code)
    own = cell.shape.point_on_surface()
    place = request.place or (own.x, own.y)
    frame = Frame(
        request.layers, cell, request.as_of, request.calendar, place, _scale(request.crs, *place),
    )  # fmt: skip
    higher = above(request.layers, cell)
    _, down = below(request.layers, cell)
    tabs = (_people(frame), _places(frame), card_things.things(frame), card_cases.matters(frame),
            card_cases.moods(frame), _organisations(frame))  # fmt: skip
    # Divisions come first; where there are none a responsibility grid is what lies above.
    up = [one.code for _, one in sorted(higher.items(), key=lambda pair: pair[0] == "responsibility_grid")]
    code = _beidou(request.crs, own.x, own.y)
    filled = tuple(tab for tab in tabs if tab is not None)
    beside = neighbours(request.layers, cell)
    head = (*_head(frame, higher, code), *_touching(beside))
    return Card(
        cell.level, cell.code, cell.name, _area(request.crs, cell), request.as_of, head,
        up[0] if up else "", down, tuple(beside), code, filled,
        (_nearest(frame), _border(frame)), _missing(request.layers), _counts(frame), cell.shape.bounds, place,
        _beside(request.layers, cell), cell.shape,
    )  # fmt: skip


def card_json(card: Card, language: str = "zh") -> dict[str, object]:
    """The card as plain values, as ``--json`` prints it."""
    en = language == "en"

    def number(one: Number) -> dict[str, object]:
        said = {"key": one.key, "title": one.title[en], "value": one.value, "how": one.how.sentence(language)}
        return said | ({"of": one.of} if one.of is not None else {}) | ({"text": one.text[en]} if one.text else {})

    def item(one: Item) -> dict[str, object]:
        said = {"layer": one.layer, "row": one.row, "title": one.title, "detail": one.detail}
        return said | ({"code": one.code} if one.code else {})

    def section(one: Section) -> dict[str, object]:
        numbers = [number(n) for n in one.numbers]
        return {"key": one.key, "title": one.title[en], "note": one.note[en], "numbers": numbers}

    return {
        "code": card.code, "level": card.level, "name": card.name, "area_m2": round(card.area_m2, 1),
        "as_of": card.as_of.isoformat(timespec="seconds"), "layers": card.layers, "up": card.up,
        "down": list(card.down), "neighbours": list(card.neighbours), "beidou": card.beidou,
        "head": {line.key: line.text[en] for line in card.head},
        "tabs": [
            {
                "key": t.key, "title": t.title[en], "count": t.count.value,
                "sections": [section(s) for s in t.sections], "list": [item(one) for one in t.items],
            }
            for t in card.tabs
        ],
        "sections": [section(one) for one in card.extra],
        "missing": [{"part": one.part[en], "role": one.role} for one in card.missing],
    }  # fmt: skip


# --- the head ---------------------------------------------------------------------------------------------------------
def _head(frame: Frame, higher: dict[Level, Cell], code: str) -> list[Line]:
    lines = []
    levels: tuple[Level, ...] = ("community", "street", "district", "city", "province")
    for level in levels:
        if level in higher:
            one = higher[level]
            said = one.name or one.code
            lines.append(Line(level, LEVEL_WORDS[one.level], (said, said), ((said, one.code),)))
    resp = higher.get("responsibility_grid") or (frame.cell if frame.cell.level == "responsibility_grid" else None)
    if resp is not None:
        if resp is not frame.cell:
            title = LEVEL_WORDS["responsibility_grid"]
            said = resp.name or resp.code
            lines.append(Line("responsibility_grid", title, (said, said), ((said, resp.code),)))
        lines += _member(frame, resp)
    lines.append(Line("beidou", ("北斗网格码", "BeiDou code"), (code or "—",) * 2))
    return lines


def _touching(cells: dict[str, str]) -> list[Line]:
    """The cells round about by name, by code where they have none."""
    most = tuple((name or code, code) for code, name in cells.items())[:_MOST_NEIGHBOURS]
    said = [name for name, _ in most]
    zh, en = "、".join(said), ", ".join(said)
    if len(cells) > len(most):
        zh, en = f"{zh} 等 {len(cells)} 个", f"{en} and {len(cells) - len(most)} more"
    return [Line("neighbours", ("相邻", "Neighbours"), (zh, en), most)] if said else []


def _member(frame: Frame, resp: Cell) -> list[Line]:
    """Who looks after the responsibility grid, name and telephone masked."""
    lines = []
    for layer in frame.with_role("member"):
        if not layer.has("parent"):
            continue
        rows = np.arange(layer.table.num_rows) if layer.kept is None else np.flatnonzero(layer.kept)
        rows = rows[[code == resp.code for code in layer.texts("parent", rows)]][:3]
        said = zip(layer.shown("person", rows), layer.shown("phone", rows), strict=True)
        text = "、".join(" ".join(filter(None, pair)) for pair in said)
        lines.append(Line("member", ("网格员", "Grid member"), (text or "—",) * 2))
    return lines


def _area(crs: str | None, cell: Cell) -> float:
    """Square metres: on the ellipsoid for degrees, else in the plane of the map."""
    from onemap.io import crs as crs_room

    if crs is None:
        return float(cell.shape.area)
    known = crs_room.parse(crs)
    if known.is_geographic:
        geod = known.get_geod()
        return abs(float(geod.geometry_area_perimeter(cell.shape)[0])) if geod is not None else 0.0
    unit = float(known.axis_info[0].unit_conversion_factor)
    return float(cell.shape.area) * unit * unit


def _beidou(crs: str | None, x: float, y: float) -> str:
    from onemap.city import beidou  # brings numba, which the window does without
    from onemap.io import crs as crs_room

    if crs is None:
        return ""
    lon, lat = crs_room.transform(np.array([(x, y)]), crs, "EPSG:4490").coords[0].tolist()
    return beidou.encode(lon, lat, BEIDOU_LEVEL) if np.isfinite([lon, lat]).all() and abs(lat) < 88 else ""


def _scale(crs: str | None, x: float, y: float) -> tuple[float, float]:
    from onemap.io import crs as crs_room

    return (1.0, 1.0) if crs is None else crs_room.metres_per_unit(crs, x, y)


def _beside(layers: Sequence[CityLayer], cell: Cell) -> tuple[str, str]:
    """The codes before and after the cell's in its layer, "" where it is the first or the last."""
    from onemap.city.card_cells import level_of

    layer = next((one for one in grid_layers(layers) if one.id == cell.layer), None)
    if layer is None:
        return "", ""
    codes = layer.texts("code", np.sort(layer.prepared.rows).astype(np.int64))
    same = sorted({code for code in codes if code is not None and level_of(layer, code) == cell.level})
    at = same.index(cell.code)
    return same[at - 1] if at else "", same[at + 1] if at + 1 < len(same) else ""


# --- the tabs 人, 地, 组织 ------------------------------------------------------------------------------------------
def _people(frame: Frame) -> Tab | None:
    return _plain(frame, "people", ("人", "People"), ("person", "member"), ("class", "category"), ("class", "address"))


def _places(frame: Frame) -> Tab | None:
    roles = ("place", "building", "land", "green", "road", "water")
    return _plain(frame, "places", ("地", "Places"), roles, ("category", "class"), ("class", "address"))


def _organisations(frame: Frame) -> Tab | None:
    details: tuple[FieldRole, ...] = ("class", "person", "phone")
    return _plain(frame, "organisations", ("组织", "Bodies"), ("organisation",), ("class", "category"), details)


def _plain(
    frame: Frame, key: str, title: Words, roles: Sequence[str], by: Sequence[FieldRole], detail: Sequence[FieldRole]
) -> Tab | None:
    layers = frame.with_role(*roles)
    if not layers:
        return None
    each = tuple(frame.count(f"{key}.{one.id}", [one]) for one in layers)
    totals = Section(f"{key}.layers", (f"{title[0]} · 图层", f"{title[1]} · layers"), "bars", each)
    sections = [totals] if len(layers) > 1 else []
    for layer in layers:
        for role in by:
            numbers = by_value(layer, role, frame.rows(layer), f"{layer.id}.{role}")
            words = layer.title
            if numbers:
                column = layer.column_title(role)
                name = (f"{words[0]} · {column[0]}", f"{words[1]} · {column[1]}")
                sections.append(Section(f"{layer.id}.{role}", name, "bars", numbers))
    first = layers[0]
    return Tab(key, title, frame.count(key, layers), tuple(sections), items(first, frame.rows(first), detail))


# --- nearest, border, what is missing ---------------------------------------------------------------------------------
def _nearest(frame: Frame) -> Section:
    numbers = []
    for layer in frame.with_role(*_NEAR_ROLES):
        rows, distances = nearest(layer.prepared, *frame.place, 1, scale=frame.scale, drawn=layer.kept_at)
        if len(rows):
            found = items(layer, rows, ())[0]
            how = How(
                layer.title,
                ("最近的一个", "the nearest one"),
                ("到点击处（或网格内点）的直线距离", "straight distance"),
            )
            text = (f"{found.title} · {distances[0]:,.1f} m",) * 2
            value = float(distances[0])
            numbers.append(Number(f"nearest.{layer.id}", layer.title, value, how, {layer.id: rows}, text=text))
    return Section("nearest", ("最近的", "Nearest"), "lines", tuple(numbers))


def _border(frame: Frame) -> Section:
    cells = {layer.id for layer in grid_layers(frame.layers)}
    numbers = []
    for layer in frame.layers:
        rows = frame.members(layer).on_border
        if len(rows) and layer.id not in cells and layer.role != "basemap":
            how = How(layer.title, ("在边界上或跨出边界", "on the border or reaching over it"))
            inside = float(shares(layer, rows, frame.cell.shape).sum())
            text = (f"{len(rows):,} · 格内折合 {inside:,.1f}", f"{len(rows):,} · {inside:,.1f} inside")
            held = {layer.id: rows}
            numbers.append(Number(f"border.{layer.id}", layer.title, float(len(rows)), how, held, text=text))
    note = (
        "点计入编码最小的一格；线、面计入所遇各格",
        "points count in the smallest code, lines and areas in each cell",
    )
    return Section("border", ("压在边界上的", "On the border"), "lines", tuple(numbers), note)


def _counts(frame: Frame) -> dict[str, int]:
    return {layer.id: len(frame.rows(layer)) for layer in frame.layers}


def _missing(layers: Sequence[CityLayer]) -> tuple[Missing, ...]:
    there = {layer.role for layer in layers}
    return tuple(Missing(part, role) for part, role in _PARTS if role not in there)
