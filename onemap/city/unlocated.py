"""Events that lie in no cell: without a place, or outside all of them; each with its reason, none left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.card_values import Words
    from onemap.city.roles import CityLayer

    Ints = npt.NDArray[np.int64]

Why = Literal["none", "outside", "placed"]
WHY_WORDS: dict[Why, Words] = {
    "none": ("没有坐标", "No place"), "outside": ("在各网格之外", "Outside all grids"), "placed": ("已定位", "Placed"),
}  # fmt: skip
#: Roles of layers of cells, the smallest first: the first that the map has says what is outside.
_CELLS = ("unit_grid", "responsibility_grid", "division")


@dataclass(frozen=True, slots=True)
class Unlocated:
    """One event without a cell. ``title`` and ``address`` are as they may be shown; ``grid`` is the cell it claims.

    ``place`` is where it stands in the map's CRS, None when it stands nowhere.
    """

    layer: str
    row: int
    why: Why
    code: str = ""
    title: str = ""
    address: str = ""
    grid: str = ""
    when: dt.datetime | None = None
    place: tuple[float, float] | None = None


def unlocated(layers: Sequence[CityLayer], what: Sequence[str]) -> tuple[Unlocated, ...]:
    """The events of the layers ``what`` that lie in no cell, by layer and row; filters leave some out.

    A line or polygon is outside when it meets no cell. Without any layer of cells only those without a place are told.
    """
    cells = next((one for role in _CELLS for one in layers if one.role == role), None)
    found: list[Unlocated] = []
    for layer in layers:
        if layer.id in what:
            none, outside = _rows(layer, cells)
            found += _told(layer, none, "none") + _told(layer, outside, "outside")
    return tuple(found)


def placed(layers: Sequence[CityLayer], what: Sequence[str]) -> tuple[Unlocated, ...]:
    """The events of the layers ``what`` that were given their place (`LayerDefinition.placed`), by layer and row."""
    found: list[Unlocated] = []
    for layer in layers:
        given = layer.definition.placed
        if layer.id in what and given:
            every = np.arange(layer.table.num_rows, dtype=np.int64)
            codes = layer.texts("code", every)
            found += _told(layer, np.array([r for r in every.tolist() if codes[r] in given], np.int64), "placed")
    return tuple(found)


def _rows(layer: CityLayer, cells: CityLayer | None) -> tuple[Ints, Ints]:
    """Source rows without a place, and those outside of all cells."""
    kept = np.ones(layer.table.num_rows, bool) if layer.kept is None else layer.kept
    held = np.zeros(layer.table.num_rows, bool)
    held[layer.prepared.rows] = True
    outside = np.zeros(layer.table.num_rows, bool)
    if cells is not None and layer.prepared.size:
        outside[layer.prepared.rows[~_inside(layer, cells)]] = True
    return np.flatnonzero(kept & ~held), np.flatnonzero(kept & outside)


def _inside(layer: CityLayer, cells: CityLayer) -> npt.NDArray[np.bool_]:
    """Which positions (m,) meet any cell."""
    from onemap.query.count import index_cells

    prepared = layer.prepared
    if prepared.is_points:
        index = index_cells(cells.prepared, [str(row) for row in range(cells.table.num_rows)])
        return np.asarray(index.owners(prepared.coords) >= 0)
    import shapely

    from onemap.query.select import shapes_at

    tree = shapely.STRtree(shapes_at(cells.prepared, np.arange(cells.prepared.size)))
    met, _ = tree.query(shapes_at(prepared, np.arange(prepared.size)), predicate="intersects")
    inside = np.zeros(prepared.size, bool)
    inside[met] = True
    return inside


def _told(layer: CityLayer, rows: Ints, why: Why) -> list[Unlocated]:
    if not len(rows):
        return []
    codes, grids = layer.shown("code", rows), layer.texts("grid", rows)
    titles = layer.shown("class" if layer.has("class") else "name", rows)
    addresses = layer.shown("address", rows)
    times = layer.times("reported", rows)
    whens = [None] * len(rows) if times is None else times.astype("datetime64[s]").tolist()
    places = {} if why == "none" else _places(layer)
    return [
        Unlocated(
            layer.id,
            row,
            why,
            codes[i] or "",
            titles[i] or "",
            addresses[i] or "",
            grids[i] or "",
            whens[i],
            places.get(row),
        )
        for i, row in enumerate(rows.tolist())
    ]


def _places(layer: CityLayer) -> dict[int, tuple[float, float]]:
    """Where rows stand: a point itself, of others the middle of their box."""
    prepared = layer.prepared
    if prepared.is_points or prepared.bounds is None:
        middle = prepared.coords
    else:
        middle = (prepared.bounds[:, :2] + prepared.bounds[:, 2:]) / 2
    return {row: (x, y) for row, (x, y) in zip(prepared.rows.tolist(), middle.tolist(), strict=True)}
