"""Whether unit grids part the city: gaps, overlaps, slivers, shapes, numbers, responsibility grids and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import shapely

from onemap.city import grid_numbers, grid_responsibility
from onemap.city.findings import NO_ROW, Batch
from onemap.city.grid_cells import Cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from onemap.city.quality_rules import Grid
    from onemap.city.sheets import Sheet

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Shapes = npt.NDArray[np.object_]

#: Grids that a gap names.
_NAMED = 4


def check(sheets: Sequence[Sheet], rules: Grid, scale: tuple[float, float]) -> list[Batch]:
    """All findings about the layers of unit grids and responsibility grids."""
    units = [Cells.of(s, scale) for s in sheets if s.role == "unit_grid" and s.has("code")]
    duties = [Cells.of(s, scale) for s in sheets if s.role == "responsibility_grid" and s.has("code")]
    communities = [Cells.of(s, scale) for s in sheets if s.role == "division" and s.has("code")]
    found: list[Batch] = []
    for cells in (*units, *duties):
        if len(cells):
            found += [*_shaped(cells), *_overlaps(cells, rules)]
    for cells in units:
        if len(cells):
            found += _gaps(cells, communities, rules)
            found += grid_numbers.check(cells, communities, rules)
            found += grid_responsibility.check(cells, duties, rules)
    return [*found, *grid_responsibility.unmanned(sheets)]


def _shaped(cells: Cells) -> list[Batch]:
    wrong = np.flatnonzero(~shapely.is_valid(cells.given))
    parts = shapely.get_num_geometries(cells.given)
    several = np.flatnonzero(parts > 1)
    reasons = pa.array(shapely.is_valid_reason(cells.given[wrong]).tolist(), pa.string())
    return [
        cells.sheet.batch("grid_invalid", cells.rows[wrong], found=reasons),
        cells.sheet.batch("grid_multipart", cells.rows[several], found=pa.array(parts[several]).cast(pa.string())),
    ]


def _overlaps(cells: Cells, rules: Grid) -> list[Batch]:
    a, b, shared = cells.meeting
    area = shapely.area(shared) * cells.per
    kept = np.flatnonzero(area >= rules.least_m2)
    thin = _thin(shared[kept], cells, rules)
    found = []
    for kind, chosen in (("grid_overlap", kept[~thin]), ("grid_sliver", kept[thin])):
        found.append(Batch(
            kind, cells.sheet.id, cells.sheet.layer.title, cells.rows[b[chosen]],
            pa.array([cells.codes[k] for k in b[chosen]], pa.string()), _middles(shared[chosen]),
            found=_metres(area[chosen]), others=cells.rows[a[chosen]], other_layer=cells.sheet.id,
            other_codes=pa.array([cells.codes[k] for k in a[chosen]], pa.string()), shapes=shared[chosen],
        ))  # fmt: skip
    return found


def _gaps(cells: Cells, divisions: Sequence[Cells], rules: Grid) -> list[Batch]:
    """Ground that no grid covers: enclosed by grids, or inside a community that has grids."""
    whole = shapely.union_all(cells.shapes)
    rings = [ring for part in shapely.get_parts(whole) for ring in getattr(part, "interiors", ())]
    holes: list[BaseGeometry] = [shapely.Polygon(ring) for ring in rings]
    owned = {code[:12] for code in cells.codes}
    outlines = [
        s for d in divisions for s, code in zip(d.shapes, d.codes, strict=True) if code in owned and len(code) == 12
    ]
    if outlines:
        holes = [*holes, shapely.difference(shapely.union_all(outlines), whole)]
    if not holes:
        return []
    gaps = shapely.get_parts(shapely.get_parts(shapely.union_all(holes)))
    gaps = gaps[(shapely.get_dimensions(gaps) == 2) & (shapely.area(gaps) * cells.per >= rules.least_m2)]
    thin = _thin(gaps, cells, rules)
    return [
        _of_ground(cells, kind, gaps[chosen]) for kind, chosen in (("grid_gap", ~thin), ("grid_sliver", thin))
    ]  # fmt: skip


def _of_ground(cells: Cells, kind: str, gaps: Shapes) -> Batch:
    names = []
    for gap in gaps:
        near = sorted(cells.codes[k] for k in cells.tree.query(gap, predicate="dwithin", distance=0.01 * cells.metre))
        names.append("、".join(near[:_NAMED]) + (" …" if len(near) > _NAMED else ""))
    return Batch(
        kind, cells.sheet.id, cells.sheet.layer.title, np.full(len(gaps), NO_ROW, np.int64), None, _middles(gaps),
        found=_metres(shapely.area(gaps) * cells.per), other_codes=pa.array(names, pa.string()), shapes=gaps,
    )  # fmt: skip


def _thin(shapes: Shapes, cells: Cells, rules: Grid) -> npt.NDArray[np.bool_]:
    """Which shapes are narrower on average than a sliver may be."""
    length = np.maximum(shapely.length(shapes), 1e-12)
    return np.asarray(2.0 * shapely.area(shapes) / length < rules.sliver_m * cells.metre)


def _middles(shapes: Shapes) -> Floats:
    return np.asarray(shapely.get_coordinates(shapely.point_on_surface(shapes))).reshape(-1, 2)


def _metres(areas: Floats) -> pa.Array:
    return pa.array([f"{area:,.1f}" for area in np.asarray(areas).tolist()], pa.string())
