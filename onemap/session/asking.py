"""Questions by place over all layers, as pure functions of a frozen snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onemap.city.mask_kinds import cut
from onemap.model.request import Hit, IdentifyResult

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.definition import Mask
    from onemap.model.prepared import Prepared

_KINDS: tuple[Literal["point", "line", "polygon"], ...] = ("point", "line", "polygon", "polygon")


@dataclass(frozen=True, slots=True)
class AskedLayer:
    """A layer as a question needs it; ``drawn`` (m,) bool by position marks what its style draws, None all.

    ``mask`` is how its codes are cut where they tell who somebody is.
    """

    id: str
    prepared: Prepared
    codes: pa.ChunkedArray | None
    mask: Mask = "none"
    drawn: npt.NDArray[np.bool_] | None = None


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
    from onemap.query.hit import hit_test

    positions, distances, kinds = hit_test(
        layer.prepared, request.x, request.y, request.tolerance_m, scale=request.scale, drawn=layer.drawn
    )
    rows = layer.prepared.rows[positions[: max(room, 0)]]
    hits = [
        Hit(layer.id, int(row), float(distance), _KINDS[int(kind)], code_of(layer.codes, int(row), layer.mask))
        for row, distance, kind in zip(rows, distances, kinds, strict=False)
    ]
    return hits, len(positions)


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
