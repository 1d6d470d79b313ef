"""Responsibility grids: made of unit grids that touch, each unit grid in one of them, each with a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from onemap.city.sheets import mask, nulls, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.findings import Batch
    from onemap.city.grid_cells import Cells
    from onemap.city.quality_rules import Grid
    from onemap.city.sheets import Sheet

    Ints = npt.NDArray[np.int64]

#: Neighbours whose borders are not the same vertices may lie this far apart, metres.
_LOOSE_M = 0.05


def check(cells: Cells, duties: Sequence[Cells], rules: Grid) -> list[Batch]:
    """Responsibility grids in pieces that do not touch, and unit grids that are not in exactly one.

    A unit grid belongs to the responsibility grid that its own field names, else to those that cover its middle.
    """
    own = cells.sheet.texts("responsibility").take(pa.array(cells.rows)).to_pylist()
    covering: list[list[str]] = [[] for _ in own]
    for layer in duties:
        point, at = layer.tree.query(cells.points, predicate="intersects")
        for p, s in zip(point.tolist(), at.tolist(), strict=True):
            covering[p].append(layer.codes[s])
    named = cells.sheet.has("responsibility")
    number = [len(set(codes)) if duties else int(said is not None) for codes, said in zip(covering, own, strict=True)]
    owner = [said if named else min(codes, default=None) for codes, said in zip(covering, own, strict=True)]
    wrong = [k for k, n in enumerate(number) if n != 1 or owner[k] is None] if duties or named else []
    lost = pa.array([str(0 if owner[k] is None else number[k]) for k in wrong], pa.string())
    return [
        cells.sheet.batch("responsibility_partition", cells.rows[wrong], found=lost),
        *_apart(cells, duties, owner, rules),
    ]


def _apart(cells: Cells, duties: Sequence[Cells], owner: list[str | None], rules: Grid) -> list[Batch]:
    a, b, shared = cells.meeting
    beside = (shapely.length(shared) > rules.neighbour_m * cells.metre) & np.array(
        [owner[i] is not None and owner[i] == owner[k] for i, k in zip(a.tolist(), b.tolist(), strict=True)], bool
    )
    groups: dict[str, list[int]] = {}
    for k, code in enumerate(owner):
        if code is not None:
            groups.setdefault(code, []).append(k)
    links = _linked(a[beside], b[beside], len(cells))
    found: list[tuple[str, int, int]] = []
    for code, members in groups.items():
        pieces = len({links[k] for k in members})
        if pieces > 1:
            pieces = _loosely(cells, members, rules)
        if pieces > 1:
            found.append((code, members[0], pieces))
    return _told(cells, duties, found)


def _told(cells: Cells, duties: Sequence[Cells], found: list[tuple[str, int, int]]) -> list[Batch]:
    """Findings under the responsibility grid where there is a layer of them, else under its first unit grid."""
    made = []
    at = {code: (layer, k) for layer in duties for k, code in enumerate(layer.codes)}
    for code, first, pieces in found:
        layer, k = at.get(code, (cells, first))
        made.append(layer.sheet.batch("responsibility_apart", layer.rows[[k]], found=pa.array([str(pieces)])))
    return made


def _linked(a: Ints, b: Ints, n: int) -> list[int]:
    """For each of n, the smallest number it is linked with by any chain of pairs."""
    root = list(range(n))

    def of(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for i, k in zip(a.tolist(), b.tolist(), strict=True):
        one, two = of(i), of(k)
        root[max(one, two)] = min(one, two)
    return [of(k) for k in range(n)]


def _loosely(cells: Cells, members: list[int], rules: Grid) -> int:
    """Pieces of a group where borders that nearly meet count as shared."""
    grown = shapely.buffer(cells.shapes[members], _LOOSE_M * cells.metre)
    a, b = shapely.STRtree(grown).query(grown, predicate="intersects")
    a, b = a[a < b], b[a < b]
    shared = shapely.intersection(grown[a], shapely.boundary(cells.shapes[np.array(members)[b]]))
    beside = shapely.length(shared) > rules.neighbour_m * cells.metre
    return len(set(_linked(a[beside], b[beside], len(members))))


def unmanned(sheets: Sequence[Sheet]) -> list[Batch]:
    """Grids that no member is assigned to: responsibility grids, and unit grids of none; nothing without members."""
    manned = [s.texts("parent") for s in sheets if s.role == "member" and s.has("parent") and s.rows]
    if not manned:
        return []
    known = pa.concat_arrays(manned).drop_null()
    found, layers = [], [s for s in sheets if s.role == "responsibility_grid" and s.has("code")]
    for sheet in layers:
        code = sheet.texts("code")
        found.append(sheet.batch("cell_without_member", rows_of(~nulls(code) & ~mask(pc.is_in(code, value_set=known)))))
    for sheet in sheets:
        if sheet.role == "unit_grid" and sheet.has("code"):
            code, duty = sheet.texts("code"), sheet.texts("responsibility")
            free = ~nulls(code) & ~mask(pc.is_in(code, value_set=known)) & ~mask(pc.is_in(duty, value_set=known))
            if layers:
                free &= nulls(duty) if sheet.has("responsibility") else False
            found.append(sheet.batch("cell_without_member", rows_of(free)))
    return found
