"""How many features of a layer belong to each cell of a grid.

A point belongs to the cell that covers it (border included) with the smallest code; every other feature belongs to all
cells it meets. Cells that share a code are one cell.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import CancelledError
from onemap.query.hit import ringed
from onemap.query.select import shapes_at
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    from onemap.model.prepared import Prepared

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int64]
    Mask = npt.NDArray[np.bool_]
    Ranks = npt.NDArray[np.int32]

#: Squares of the raster for each cell, and the most there may be.
_SQUARES_PER_CELL, _MOST_SQUARES = 400, 6_000_000
#: Points counted between two looks at whether somebody wants to stop, and shapes related at once.
_POINTS_AT_ONCE, _SHAPES_AT_ONCE = 4_000_000, 50_000
_ALL: Mask = np.empty(0, np.bool_)


@dataclass(frozen=True, slots=True)
class CellIndex:
    """The cells of a grid layer, ready to be asked for the cell of a point.

    ``codes`` are the codes, each once, in ascending order; a rank is a place in them. ``rank`` (m,) int32 is the rank
    by position, -1 for a cell without a code.
    """

    cells: Prepared
    codes: tuple[str, ...]
    rank: Ranks
    box: Floats
    per: Floats
    shape: tuple[int, int]
    head: Ranks
    nodes: Ranks

    def owners(self, points: Floats) -> Ranks:
        """Rank of the cell of each point (n, 2), -1 outside all cells."""
        from onemap.query import count_kernels as kernels

        ranks = np.full(len(points), -1, np.int32)
        columns = ringed(self.cells)
        if columns is not None and len(self.codes):
            points = np.ascontiguousarray(points, np.float64)
            kernels.own_points(points, *columns[:4], self.box, self.per, *self.shape, self.head, self.nodes, ranks)
        return ranks


def index_cells(cells: Prepared, codes: Sequence[str | None]) -> CellIndex:
    """Ready the polygons of a grid layer; ``codes`` holds the code of every source row, None where there is none."""
    warm_up()
    of_cell = [codes[row] for row in cells.rows.tolist()]
    ordered = tuple(sorted({code for code in of_cell if code is not None}))
    place = {code: rank for rank, code in enumerate(ordered)}
    rank = np.array([-1 if code is None else place[code] for code in of_cell], np.int32)
    return _rastered(cells, ordered, rank)


def count(
    prepared: Prepared,
    index: CellIndex,
    *,
    drawn: Mask | None = None,
    threads: int = 2,
    cancelled: Callable[[], bool] | None = None,
) -> Ints:
    """Number of features of each code of ``index.codes``; ``drawn`` (m,) by position leaves out what is False.

    Raises
    ------
    CancelledError
        When ``cancelled`` says so.
    """
    if not len(index.codes) or not prepared.size:
        return np.zeros(len(index.codes), np.int64)
    if prepared.is_points:
        return _points(prepared.coords, index, _ALL if drawn is None else drawn, threads, cancelled)
    kept = np.ones(prepared.size, bool) if drawn is None else np.asarray(drawn, bool)
    single = np.zeros(prepared.size, bool) if prepared.feature_type is None else prepared.feature_type == 1
    found = _shapes(prepared, np.flatnonzero(kept & ~single), index, cancelled)
    return found + _single_points(prepared, np.flatnonzero(kept & single), index)


def belonging(prepared: Prepared, index: CellIndex) -> tuple[Ints, Ints]:
    """Which features belong to which codes, as `count` counts them: pairs of a position and a rank, each once."""
    nothing = np.empty(0, np.int64), np.empty(0, np.int64)
    if not len(index.codes) or not prepared.size:
        return nothing
    if prepared.is_points:
        owners = index.owners(prepared.coords)
        return np.flatnonzero(owners >= 0), owners[owners >= 0].astype(np.int64)
    single = np.zeros(prepared.size, bool) if prepared.feature_type is None else prepared.feature_type == 1
    parts = [nothing, *_meeting(prepared, np.flatnonzero(~single), index, None)]
    columns, alone = ringed(prepared), np.flatnonzero(single)
    if columns is not None and len(alone):
        coords, ring_offsets, feature_offsets = columns[:3]
        owners = index.owners(coords[ring_offsets[feature_offsets[alone]]])
        parts.append((alone[owners >= 0], owners[owners >= 0].astype(np.int64)))
    return np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts])


def _rastered(cells: Prepared, codes: tuple[str, ...], rank: Ranks) -> CellIndex:
    from onemap.query import count_kernels as kernels

    columns, extent = ringed(cells), cells.extent
    if columns is None or extent is None:
        nothing = np.empty(0, np.int32)
        return CellIndex(cells, (), rank, np.zeros(4), np.ones(2), (1, 1), nothing, nothing.reshape(0, 4))
    box = np.array(extent.as_tuple())
    sides = np.maximum(box[2:] - box[:2], 1e-9)
    wanted = min(max(len(rank) * _SQUARES_PER_CELL, 4096), _MOST_SQUARES)
    across = int(np.clip(np.sqrt(wanted * sides[0] / sides[1]), 1, wanted))
    shape = (across, max(1, wanted // across))
    per = np.array(shape) / sides
    origin = float(box[0]), float(box[1]), float(per[0]), float(per[1])
    near = 1e-4 + float(np.abs(box).max() * per.max()) * 2.0**-48
    head, nodes, used = np.full(shape[0] * shape[1], -1, np.int32), np.empty((wanted * 2, 4), np.int32), 0
    for i in np.argsort(-rank, kind="stable").tolist():
        if rank[i] < 0:
            continue
        put = (*columns, i, int(rank[i]), *origin, *shape, near, head)
        after = kernels.add_cell(*put, nodes, used)
        if after < 0:
            nodes = np.concatenate([nodes, np.empty((max(len(nodes), -after), 4), np.int32)])
            after = kernels.add_cell(*put, nodes, used)
        used = after
    return CellIndex(cells, codes, rank, box, per, shape, head, nodes)


def _points(points: Floats, index: CellIndex, drawn: Mask, threads: int, cancelled: Callable[[], bool] | None) -> Ints:
    from onemap.query import count_kernels as kernels

    columns = ringed(index.cells)
    assert columns is not None  # noqa: S101 - an index with codes was made of rings
    drawn = np.ascontiguousarray(drawn, np.bool_)

    def part(first: int, last: int) -> Ints:
        counts = np.zeros(len(index.codes), np.int64)
        for start in range(first, last, _POINTS_AT_ONCE):
            if cancelled is not None and cancelled():
                raise CancelledError
            kernels.count_points(
                points, start, min(start + _POINTS_AT_ONCE, last), drawn, *columns[:4], index.box, index.per,
                *index.shape, index.head, index.nodes, counts,
            )  # fmt: skip
        return counts

    edges = np.linspace(0, len(points), max(1, threads) + 1).astype(int).tolist()
    if len(points) < _SHAPES_AT_ONCE or threads <= 1:
        return part(0, len(points))
    with ThreadPoolExecutor(threads) as pool:
        return np.asarray(np.sum(list(pool.map(part, edges[:-1], edges[1:])), axis=0), np.int64)


def _single_points(prepared: Prepared, positions: Ints, index: CellIndex) -> Ints:
    """Points of a layer that holds other shapes, too."""
    columns = ringed(prepared)
    if columns is None or not len(positions):
        return np.zeros(len(index.codes), np.int64)
    coords, ring_offsets, feature_offsets = columns[:3]
    owners = index.owners(coords[ring_offsets[feature_offsets[positions]]])
    return np.bincount(owners[owners >= 0], minlength=len(index.codes)).astype(np.int64)


def _shapes(prepared: Prepared, positions: Ints, index: CellIndex, cancelled: Callable[[], bool] | None) -> Ints:
    """Pairs of a shape and a code that meet, counted by code."""
    counts = np.zeros(len(index.codes), np.int64)
    for _, ranks in _meeting(prepared, positions, index, cancelled):
        counts += np.bincount(ranks, minlength=len(index.codes))
    return counts


def _meeting(
    prepared: Prepared, positions: Ints, index: CellIndex, cancelled: Callable[[], bool] | None
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of a shape's position and the rank of a code that meet, each once, in parts."""
    import shapely

    with_code = np.flatnonzero(index.rank >= 0)
    cells = shapes_at(index.cells, with_code)
    invalid = ~shapely.is_valid(cells)
    cells[invalid] = shapely.make_valid(cells[invalid])
    tree = shapely.STRtree(cells)
    for start in range(0, len(positions), _SHAPES_AT_ONCE):
        if cancelled is not None and cancelled():
            raise CancelledError
        shapes = shapes_at(prepared, positions[start : start + _SHAPES_AT_ONCE])
        of, cell = tree.query(shapes, predicate="intersects")
        pairs = np.unique(of * len(index.codes) + index.rank[with_code[cell]])
        yield positions[start + pairs // len(index.codes)], pairs % len(index.codes)
