"""Questions by place over all layers, as pure functions of a frozen snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.city.mask_kinds import cut
from onemap.model.request import Hit, IdentifyResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import Mask
    from onemap.model.prepared import Prepared
    from onemap.query.hit import Hits as Found
    from onemap.session.marker_reach import Reach

_KINDS: tuple[Literal["point", "line", "polygon"], ...] = ("point", "line", "polygon", "polygon")


@dataclass(frozen=True, slots=True)
class AskedLayer:
    """A layer as a question needs it; ``drawn`` (m,) bool by position marks what its style draws, None all.

    ``mask`` is how its codes are cut where they tell who somebody is. ``reaches`` are the pictures of its markers by
    class (``class_of`` as in `DrawnLayer`): what lies under the place is found, too; empty asks for the places alone.
    """

    id: str
    prepared: Prepared
    codes: pa.ChunkedArray | None
    mask: Mask = "none"
    drawn: npt.NDArray[np.bool_] | None = None
    reaches: Mapping[int, Reach] = field(default_factory=dict)
    class_of: npt.NDArray[np.uint8] | None = None


@dataclass(frozen=True, slots=True)
class IdentifyRequest:
    """What stands at ``(x, y)``: ``layers`` from the top down, ``scale`` metres per map unit along x and y.

    ``grids`` are the unit-grid layers, asked whether visible or not; ``cap`` bounds the hits that are listed.
    """

    x: float
    y: float
    crs: str
    tolerance_m: float
    scale: tuple[float, float]
    layers: tuple[AskedLayer, ...]
    grids: tuple[AskedLayer, ...]
    cap: int = 500


def identify(request: IdentifyRequest) -> IdentifyResult:
    """Everything within the tolerance: layers from the top, in a layer points, lines, polygons, nearest first."""
    hits: list[Hit] = []
    totals: dict[str, int] = {}
    for layer in request.layers:
        found, total = _hits(layer, request, request.cap - len(hits))
        hits += found
        if total:
            totals[layer.id] = totals.get(layer.id, 0) + total
    grid, grid_layer = _grid(request)
    return IdentifyResult(
        request.x, request.y, request.crs, request.tolerance_m, tuple(hits), grid, grid_layer,
        sum(totals.values()) - len(hits), totals,
    )  # fmt: skip


def _hits(layer: AskedLayer, request: IdentifyRequest, room: int) -> tuple[list[Hit], int]:
    positions, distances, kinds = _found(layer, request)
    rows = layer.prepared.rows[positions[: max(room, 0)]]
    hits = [
        Hit(layer.id, int(row), float(distance), _KINDS[int(kind)], code_of(layer.codes, int(row), layer.mask))
        for row, distance, kind in zip(rows, distances, kinds, strict=False)
    ]
    return hits, len(positions)


def _found(layer: AskedLayer, request: IdentifyRequest) -> Found:
    """Positions, distances and kinds of what is near, and of what has its marker there, with the distances of both."""
    from onemap.query.hit import hit_test

    def at(y: float, distance: float) -> Found:
        return hit_test(layer.prepared, request.x, y, distance, scale=request.scale, drawn=layer.drawn)

    near = at(request.y, request.tolerance_m)
    farther = {reach for reach in layer.reaches.values() if reach.farthest_m > request.tolerance_m}
    if not farther:
        return near
    positions, distances, kinds = at(request.y, max(reach.farthest_m for reach in farther))
    wanted = distances <= request.tolerance_m
    for reach in farther:
        under = at(request.y - reach.lift_m / request.scale[1], reach.radius_m)[0]
        has_it = np.array([layer.reaches.get(number) == reach for number in _classes(layer, positions)], np.bool_)
        wanted |= (kinds == 0) & has_it & np.isin(positions, under)
    return positions[wanted], distances[wanted], kinds[wanted]


def _classes(layer: AskedLayer, positions: npt.NDArray[np.int32]) -> list[int]:
    return [254] * len(positions) if layer.class_of is None else layer.class_of[positions].tolist()


def _grid(request: IdentifyRequest) -> tuple[str | None, str | None]:
    from onemap.query.hit import containing, smallest_code

    owners: dict[str, str] = {}
    for layer in request.grids:
        for row in layer.prepared.rows[containing(layer.prepared, request.x, request.y)]:
            code = code_of(layer.codes, int(row))
            if code is not None:
                owners[code] = min(layer.id, owners.get(code, layer.id))
    owner = smallest_code(owners)
    return owner, None if owner is None else owners[owner]


def metric_scale(crs: str | None, x: float, y: float) -> tuple[float, float]:
    """Metres per map unit along x and y at a place; 1 without a CRS."""
    if crs is None:
        return 1.0, 1.0
    from onemap.io import crs as crs_room

    return crs_room.metres_per_unit(crs, x, y)


def code_of(codes: pa.ChunkedArray | None, row: int, mask: Mask = "none") -> str | None:
    """The code of a row as text that may be shown, or None where there is none."""
    if codes is None:
        return None
    value = codes[row].as_py()
    return None if value is None else cut(str(value), mask)
