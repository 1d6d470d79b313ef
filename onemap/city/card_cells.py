"""The cells that a card can be of: unit grids, responsibility grids, divisions, the city, and how they nest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.query.hit import containing
from onemap.query.select import select, shapes_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from onemap.city.roles import CityLayer

Level = Literal["unit_grid", "responsibility_grid", "community", "street", "district", "city", "province", "division"]
#: From the smallest to the largest; a card goes up and down along them.
LEVELS: tuple[Level, ...] = (
    "unit_grid", "responsibility_grid", "community", "street", "district", "city", "province", "division",
)  # fmt: skip
LEVEL_WORDS: dict[Level, tuple[str, str]] = {
    "unit_grid": ("单元网格", "Unit grid"),
    "responsibility_grid": ("责任网格", "Responsibility grid"),
    "community": ("社区", "Community"),
    "street": ("街道", "Street"),
    "district": ("区", "District"),
    "city": ("市", "City"),
    "province": ("省", "Province"),
    "division": ("区划", "Division"),
}
_BY_LENGTH: dict[int, Level] = {2: "province", 4: "city", 6: "district", 9: "street", 12: "community"}
_CITY_DIGITS = 4
_GRID_ROLES = ("unit_grid", "responsibility_grid", "division")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``shape`` in the map's CRS; ``layer`` and ``rows`` tell where it stands, empty for a made city.

    ``rivals`` are the cells of the same level with a smaller code that touch it: they own what lies on both.
    """

    level: Level
    code: str
    name: str
    shape: BaseGeometry
    layer: str = ""
    rows: tuple[int, ...] = ()
    rivals: tuple[BaseGeometry, ...] = ()


def level_of(layer: CityLayer, code: str) -> Level:
    """The level of a code in a layer of grids or divisions; of divisions the length of the code tells it."""
    if layer.role == "unit_grid":
        return "unit_grid"
    if layer.role == "responsibility_grid":
        return "responsibility_grid"
    return _BY_LENGTH.get(len(code), "division")


def grid_layers(layers: Sequence[CityLayer]) -> list[CityLayer]:
    """The layers whose rows are cells: those of a grid's role with a column of codes."""
    return [layer for role in _GRID_ROLES for layer in layers if layer.role == role and layer.has("code")]


def by_code(layers: Sequence[CityLayer], code: str) -> Cell | None:
    """The cell with the code, looked for from the smallest level up; the city is made of its districts.

    A code as people paste it, with blanks between its parts or in full-width digits, is read as it is meant.
    """
    from onemap.city.codes import tidy  # brings the tables of codes, which the window does without

    return _by_code(layers, code) or _by_code(layers, tidy(code))


def _by_code(layers: Sequence[CityLayer], code: str) -> Cell | None:
    import pyarrow.compute as pc

    for layer in grid_layers(layers):
        column = layer.table.column(layer.columns["code"]).cast("string")
        rows = np.flatnonzero(pc.fill_null(pc.equal(column, code), False).to_numpy()).astype(np.int64)  # noqa: FBT003
        if len(rows) and np.isin(layer.prepared.rows, rows).any():
            return _cell(layer, code, rows)
    return _city(layers, code) if len(code) == _CITY_DIGITS else None


def at_place(layers: Sequence[CityLayer], x: float, y: float, level: Level | None = None) -> Cell | None:
    """The cell of a level that covers a place, of several the one with the smallest code; None asks for the lowest."""
    for wanted in LEVELS if level is None else (level,):
        if wanted == "city":
            district = at_place(layers, x, y, "district")
            found = None if district is None else by_code(layers, district.code[:_CITY_DIGITS])
            if found is not None:
                return found
            continue
        codes = [(code, layer) for layer in grid_layers(layers) for code in codes_at(layer, x, y, wanted)]
        if codes:
            code, layer = min(codes, key=lambda pair: pair[0])
            return by_code([layer], code)
    return None


def codes_at(layer: CityLayer, x: float, y: float, level: Level) -> list[str]:
    """Codes of the cells of a level in a layer that cover a place."""
    rows = layer.prepared.rows[containing(layer.prepared, x, y)].astype(np.int64)
    return [code for code in layer.texts("code", rows) if code is not None and level_of(layer, code) == level]


def above(layers: Sequence[CityLayer], cell: Cell) -> dict[Level, Cell]:
    """The cells of higher levels, by level, that cover the cell's own place (a point on its surface)."""
    place = cell.shape.point_on_surface()
    found: dict[Level, Cell] = {}
    for level in LEVELS[LEVELS.index(cell.level) + 1 :]:
        one = at_place(layers, place.x, place.y, level)
        if one is not None:
            found[level] = one
    return found


def below(layers: Sequence[CityLayer], cell: Cell) -> tuple[Level | None, tuple[str, ...]]:
    """The next lower level that has cells whose own place lies in the cell, and their codes in ascending order."""
    order = [level for level in reversed(LEVELS[: LEVELS.index(cell.level)]) if level != "responsibility_grid"]
    for level in order:
        codes = inside(layers, cell, level)
        if codes:
            return level, codes
    return None, ()


def inside(layers: Sequence[CityLayer], cell: Cell, level: Level) -> tuple[str, ...]:
    """Codes of the cells of a level whose own place lies in the cell, ascending."""
    return tuple(sorted({code for layer in grid_layers(layers) for code in _inside(layer, cell, level)}))


def neighbours(layers: Sequence[CityLayer], cell: Cell) -> dict[str, str]:
    """Codes of the cells of the same layer and level that touch the cell, ascending, each with its name or ""."""
    for layer in layers:
        if layer.id == cell.layer:
            rows = select(layer.prepared, cell.shape)
            named = zip(layer.texts("code", rows), layer.shown("name", rows), strict=True)
            held = {c: name or "" for c, name in named if c is not None and level_of(layer, c) == cell.level}
            return {code: held[code] for code in sorted(held) if code != cell.code}
    return {}


def _cell(layer: CityLayer, code: str, rows: np.ndarray) -> Cell:
    import shapely

    shape = shapely.union_all(_valid(layer, rows)) if len(rows) > 1 else _valid(layer, rows)[0]
    level = level_of(layer, code)
    near = select(layer.prepared, shape)
    rivals = [
        int(row)
        for row, other in zip(near.tolist(), layer.texts("code", near), strict=True)
        if other is not None and other < code and level_of(layer, other) == level
    ]
    name = layer.shown("name", rows[:1])[0] or ""
    others = tuple(_valid(layer, np.array(rivals, np.int64))) if rivals else ()
    return Cell(level, code, name, shape, layer.id, tuple(rows.tolist()), others)


def _city(layers: Sequence[CityLayer], code: str) -> Cell | None:
    import shapely

    shapes = []
    for layer in grid_layers(layers):
        rows = layer.prepared.rows.astype(np.int64)
        codes = layer.texts("code", rows) if layer.role == "division" else []
        kept = [c is not None and c.startswith(code) and level_of(layer, c) == "district" for c in codes]
        if any(kept):
            shapes += list(_valid(layer, np.sort(rows[np.array(kept)])))
    return Cell("city", code, "", shapely.union_all(shapes)) if shapes else None


def _inside(layer: CityLayer, cell: Cell, level: Level) -> list[str]:
    import shapely

    rows = select(layer.prepared, cell.shape)
    codes = layer.texts("code", rows)
    kept = [i for i, code in enumerate(codes) if code is not None and level_of(layer, code) == level]
    if not kept:
        return []
    places = shapely.point_on_surface(_valid(layer, rows[kept]))
    inside = shapely.intersects(cell.shape, places)
    return [str(codes[i]) for i, held in zip(kept, inside.tolist(), strict=True) if held]


def _valid(layer: CityLayer, rows: np.ndarray) -> np.ndarray:
    """Shapes of source rows, repaired where they cross themselves."""
    import shapely

    shapes = shapes_at(layer.prepared, positions_of(layer, rows))
    wrong = ~shapely.is_valid(shapes)
    shapes[wrong] = shapely.make_valid(shapes[wrong])
    return shapes


def positions_of(layer: CityLayer, rows: np.ndarray) -> np.ndarray:
    """Positions of drawable source rows, in the order of ``rows`` (ascending)."""
    positions = np.flatnonzero(np.isin(layer.prepared.rows, rows))
    return positions[np.argsort(layer.prepared.rows[positions], kind="stable")]
