"""Numbers of unit grids: in rows from north to south, in a row from west to east, under the code of their community.

The standard says west to east and north to south and leaves open what a row is. Here a community is cut into rows of
equal height from its northernmost grid down, each grid taken at a point on its surface; only the order of the numbers
counts, so numbers that were struck leave no trace. Where rows part is moved a little to either side, and the kindest
counts, because a grid on the edge may stand in either row. Of grids that stand out of order the fewest are named.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from onemap.city.findings import Batch
    from onemap.city.grid_cells import Cells
    from onemap.city.quality_rules import Grid

    Ints = npt.NDArray[np.int64]

_COMMUNITY, _LENGTHS = 12, (14, 15, 16)


def check(cells: Cells, divisions: Sequence[Cells], rules: Grid) -> list[Batch]:
    """Grids whose code is not under the community they lie in, and grids that are numbered out of order."""
    coded = [k for k, code in enumerate(cells.codes) if len(code) in _LENGTHS and code.isdecimal()]
    foreign = _foreign(cells, divisions, coded)
    wrong = [k for k in coded if k in foreign]
    found = [cells.sheet.batch(
        "grid_prefix", cells.rows[wrong], "code", found=_texts([cells.codes[k][:_COMMUNITY] for k in wrong]),
        expected=_texts([foreign[k] for k in wrong]),
    )]  # fmt: skip
    by_community: dict[str, list[int]] = {}
    for k in coded:
        if k not in foreign:
            by_community.setdefault(cells.codes[k][:_COMMUNITY], []).append(k)
    places = shapely.get_coordinates(cells.points)
    disordered = [pair for own in by_community.values() for pair in _disordered(cells, own, places, rules)]
    rows = cells.rows[[k for k, _ in disordered]] if disordered else cells.rows[:0]
    sequences = _texts([cells.codes[k][_COMMUNITY:] for k, _ in disordered])
    expected = _texts([wanted for _, wanted in disordered])
    return [*found, cells.sheet.batch("grid_order", rows, "code", found=sequences, expected=expected)]


def _texts(values: list[str]) -> pa.Array:
    return pa.array(values, pa.string())


def _foreign(cells: Cells, divisions: Sequence[Cells], coded: list[int]) -> dict[int, str]:
    """The community that a grid lies in, or that its own field names, by position, where its code says another."""
    found: dict[int, str] = {}
    parents = cells.sheet.texts("parent").take(pa.array(cells.rows)).to_pylist()
    for k in coded:
        parent = parents[k]
        if parent is not None and len(parent) == _COMMUNITY and parent != cells.codes[k][:_COMMUNITY]:
            found[k] = parent
    for layer in divisions:
        shapes = np.flatnonzero([len(code) == _COMMUNITY for code in layer.codes])
        if not len(shapes) or not coded:
            continue
        point, at = shapely.STRtree(layer.shapes[shapes]).query(cells.points[coded], predicate="intersects")
        inside: dict[int, list[str]] = {}
        for p, s in zip(point.tolist(), at.tolist(), strict=True):
            inside.setdefault(coded[p], []).append(layer.codes[shapes[s]])
        for k, codes in inside.items():
            if cells.codes[k][:_COMMUNITY] not in codes:
                found[k] = min(codes)
    return found


def _disordered(
    cells: Cells, own: list[int], places: npt.NDArray[np.float64], rules: Grid
) -> list[tuple[int, str]]:  # fmt: skip
    """Positions of the fewest grids of a community that stand out of order, and the sequence that belongs there."""
    x, y = places[own].T
    depth = (y.max() - y) / (rules.row_m * cells.metre)
    slack = rules.row_slack_m / rules.row_m
    found = [_out_of_order(cells, own, np.lexsort((x, np.floor(depth + shift)))) for shift in (slack, 0.0, -slack)]
    return min(found, key=len)


def _out_of_order(cells: Cells, own: list[int], ranked: Ints) -> list[tuple[int, str]]:
    sequences = [cells.codes[own[k]][_COMMUNITY:] for k in ranked.tolist()]
    right = sorted(sequences)
    kept = _longest_rising([int(sequence) for sequence in sequences])
    return [(own[k], right[n]) for n, k in enumerate(ranked.tolist()) if n not in kept]


def _longest_rising(values: list[int]) -> set[int]:
    """Places of a longest strictly rising part of a sequence."""
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(values)
    for i, value in enumerate(values):
        at = bisect_left(tails, value)
        before[i] = ends[at - 1] if at else -1
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [i]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return kept
