"""Checks of places: two within a metre, in no grid, in another grid than stored, exchanged axes, far outside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onemap.city.sheets import nulls, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.findings import Batch
    from onemap.city.quality_rules import Rules
    from onemap.city.sheets import Sheet
    from onemap.query.count import CellIndex

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Mask = npt.NDArray[np.bool_]

#: Squares beside a square, one of each pair of opposite ones, and the square itself.
_BESIDE = ((0, 0), (1, 0), (0, 1), (1, 1), (1, -1))
_SHIFT = np.int64(1) << 31


@dataclass(frozen=True)
class Ground:
    """The city's unit grids and extent: ``scale`` metres per map unit along x and y, ``crs`` the map's."""

    indexes: tuple[CellIndex, ...]
    box: tuple[float, float, float, float] | None
    scale: tuple[float, float]
    crs: str | None

    def grids(self, places: Floats) -> pa.Array:
        """Code of the unit grid of each place (n, 2); on a border the smallest; null for none."""
        found = pa.nulls(len(places), pa.string())
        for index in self.indexes:
            rank = index.owners(places)
            codes = pa.array(index.codes, pa.string()).take(pa.array(rank, mask=rank < 0))
            found = pc.min_element_wise(found, codes)
        return found

    def near_cell(self, places: Floats, within_m: float, codes: Sequence[str | None] | None = None) -> Mask:
        """Whether each place lies in or within so many metres of a cell, of the one with its code where given."""
        import shapely

        found = np.zeros(len(places), bool)
        points = np.asarray(shapely.points(places))
        within = within_m / min(self.scale)
        for index in self.indexes:
            cells, rank = _cells(index), index.rank
            if codes is None:
                found[np.unique(shapely.STRtree(cells).query(points, predicate="dwithin", distance=within)[0])] = True
                continue
            of_code = {code: np.flatnonzero(rank == k) for k, code in enumerate(index.codes) if code in set(codes)}
            for code, positions in of_code.items():
                rows = np.flatnonzero([one == code for one in codes])
                for position in positions.tolist():
                    shapely.prepare(cells[position])
                    found[rows] |= shapely.dwithin(cells[position], points[rows], within)
        return found


def _cells(index: CellIndex) -> npt.NDArray[np.object_]:
    import shapely

    from onemap.query.select import shapes_at

    cells = shapes_at(index.cells, np.arange(index.cells.size))
    wrong = ~shapely.is_valid(cells)
    cells[wrong] = shapely.make_valid(cells[wrong])
    return cells


def ground(sheets: Sequence[Sheet], crs: str | None, scale: tuple[float, float]) -> Ground:
    """The unit grids of some layers, and the box around all grids and divisions."""
    from onemap.query.count import index_cells

    grids = [s for s in sheets if s.role == "unit_grid" and s.has("code") and s.layer.prepared.size]
    indexes = tuple(index_cells(s.layer.prepared, s.texts("code").to_pylist()) for s in grids)
    boxes = np.array([
        s.layer.prepared.extent.as_tuple() for s in sheets
        if s.role in ("unit_grid", "responsibility_grid", "division") and s.layer.prepared.extent is not None
    ])  # fmt: skip
    if not len(boxes):
        return Ground(indexes, None, scale, crs)
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return Ground(indexes, (*low.tolist(), *high.tolist()), scale, crs)


def gridded(sheet: Sheet, ground: Ground, rules: Rules, grids: pa.Array) -> list[Batch]:
    """Places in no unit grid, and places whose stored unit grid neither is the computed one nor covers them."""
    if not ground.indexes:
        return []
    found, stored = [], sheet.texts("grid")
    must = sheet.role in rules.places.in_grid_roles
    out = sheet.is_point & nulls(grids) & (must | ~nulls(stored))
    rows = rows_of(out)
    if len(rows):
        rows = rows[~ground.near_cell(sheet.places[rows], rules.places.border_m)]
        near_city = ~_far(sheet.places[rows], ground, rules)
        found.append(sheet.batch("outside_any_grid", rows[near_city]))
    differ = np.asarray(pc.fill_null(pc.not_equal(stored, grids), False).to_numpy(zero_copy_only=False), bool)  # noqa: FBT003
    rows = rows_of(differ & sheet.is_point)
    if len(rows):
        said = stored.take(pa.array(rows)).to_pylist()
        rows = rows[~ground.near_cell(sheet.places[rows], rules.places.border_m, said)]
        found.append(sheet.batch("wrong_grid", rows, "grid", expected=grids.take(pa.array(rows))))
    return found


def _far(places: Floats, ground: Ground, rules: Rules) -> Mask:
    """Which places (n, 2) lie farther from the city's box than an outlier may; NaN does."""
    if ground.box is None:
        return np.zeros(len(places), bool)
    x0, y0, x1, y1 = ground.box
    reach = rules.places.outlier_m / np.array(ground.scale)
    inside = (places >= np.array([x0, y0]) - reach) & (places <= np.array([x1, y1]) + reach)
    return np.asarray(~inside.all(axis=1))


def strayed(sheet: Sheet, ground: Ground, rules: Rules) -> list[Batch]:
    """Points far from the city: those that lie in it when their axes are exchanged, and the others."""
    if ground.box is None or not sheet.placed:
        return []
    first, single = _first_vertices(sheet)
    far = rows_of(single & sheet.has_geometry & _far(sheet.places, ground, rules))
    if not len(far):
        return []
    swapped = _in_city(first[far][:, ::-1], sheet, ground)
    hidden = sheet.role == "person"
    said = pa.array(["**" if hidden else f"{x:.8g}, {y:.8g}" for x, y in first[far].tolist()], pa.string())
    return [
        sheet.batch(kind, far[chosen], found=said.filter(pa.array(chosen)))
        for kind, chosen in (("swapped_axes", swapped), ("far_outside", ~swapped))
    ]


def _first_vertices(sheet: Sheet) -> tuple[Floats, Mask]:
    """The first vertex of every row in the source's CRS, and which rows are single points."""
    g = sheet.geometries
    if g.row_offsets is None or g.ring_offsets is None or g.row_type is None:
        return g.coords, np.ones(sheet.rows, bool)
    rings = np.minimum(g.row_offsets[:-1], max(len(g.ring_offsets) - 2, 0))
    at = np.minimum(g.ring_offsets[rings], max(len(g.coords) - 1, 0))
    first = g.coords[at] if len(g.coords) else np.full((sheet.rows, 2), np.nan)
    return first, np.asarray(g.row_type == 1)


def _in_city(coords: Floats, sheet: Sheet, ground: Ground) -> Mask:
    """Which source coordinates (n, 2) lie in the city's box once they are in the map's CRS."""
    from onemap.io import crs

    if sheet.crs is not None and ground.crs is not None:
        coords = crs.transform(np.ascontiguousarray(coords), sheet.crs, ground.crs).coords
    assert ground.box is not None  # noqa: S101 - asked for by the caller
    x0, y0, x1, y1 = ground.box
    return np.asarray(((coords >= [x0, y0]) & (coords <= [x1, y1])).all(axis=1))


def close_by(sheets: Sequence[Sheet], ground: Ground, rules: Rules) -> list[Batch]:
    """Pairs of points of one role nearer than a metre, each pair once under its later row."""
    found: list[Batch] = []
    for role in rules.places.near_roles:
        own = [s for s in sheets if s.role == role and s.is_point.any()]
        if own:
            found += _close(own, ground, rules)
    return found


def _close(own: Sequence[Sheet], ground: Ground, rules: Rules) -> list[Batch]:
    rows = [rows_of(s.is_point) for s in own]
    places = np.concatenate([s.places[r] for s, r in zip(own, rows, strict=True)]) * np.array(ground.scale)
    a, b, metres = near_pairs(places, rules.places.near_m)
    holder = np.repeat(np.arange(len(own)), [len(r) for r in rows])
    flat = np.concatenate(rows)
    found = []
    for i, sheet in enumerate(own):
        for k, other in enumerate(own):
            here = (holder[b] == i) & (holder[a] == k)
            if here.any():
                found.append(sheet.batch(
                    "within_a_metre", flat[b[here]], others=flat[a[here]], other_layer=other.id,
                    other_codes=other.shown("code", flat[a[here]]),
                    found=pc.cast(pa.array(np.round(metres[here], 2)), pa.string()),
                ))  # fmt: skip
    return found


def near_pairs(points: Floats, distance: float) -> tuple[Ints, Ints, Floats]:
    """All pairs of points (n, 2) nearer than ``distance``: (a, b, how far) with a < b, ascending by b, then a.

    Points are put into squares of that size; only points of the same and of neighbouring squares are compared.
    """
    n = len(points)
    if n < 2:
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    square = np.floor((points - points.min(axis=0)) / distance).astype(np.int64)
    key = square[:, 0] * _SHIFT + square[:, 1]
    order = np.argsort(key, kind="stable")
    keys, starts, sizes = np.unique(key[order], return_index=True, return_counts=True)
    firsts, seconds = [], []
    for dx, dy in _BESIDE:
        wanted = keys + dx * _SHIFT + dy
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        both = np.flatnonzero(keys[at] == wanted)
        one, two = _products(both, at[both], starts, sizes)
        if dx == dy == 0:
            one, two = one[one < two], two[one < two]
        firsts.append(order[one])
        seconds.append(order[two])
    a, b = np.concatenate(firsts), np.concatenate(seconds)
    far = np.hypot(*(points[a] - points[b]).T)
    near = far < distance
    a, b, far = np.minimum(a, b)[near], np.maximum(a, b)[near], far[near]
    sort = np.lexsort((a, b))
    return a[sort], b[sort], far[sort]


def _products(left: Ints, right: Ints, starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """All pairs of a member of group ``left[i]`` and one of ``right[i]``."""
    counts = sizes[left] * sizes[right]
    pair = np.repeat(np.arange(len(left)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    wide = sizes[right][pair]
    return starts[left][pair] + within // wide, starts[right][pair] + within % wide
