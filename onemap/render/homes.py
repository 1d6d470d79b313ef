"""Pictures that are handed out show homes in the middle of their BeiDou cells, as files do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.model.request import DrawnLayer, RenderRequest


def with_shown_homes(request: RenderRequest, crs: str | None) -> RenderRequest:
    """The same picture with all homes where they may be shown to be; homes that are no points are left out."""
    if not any(layer.homes for layer in request.layers):
        return request
    layers = (layer if not layer.homes else _moved(layer, crs) for layer in request.layers)
    return replace(request, layers=tuple(layer for layer in layers if layer is not None))


def _moved(layer: DrawnLayer, crs: str | None) -> DrawnLayer | None:
    """The layer with its points snapped and paged anew, classes, labels and masks carried along."""
    import pyarrow as pa

    from onemap.city.home_places import snapped
    from onemap.model.geometry import Geometries
    from onemap.query.prepare import prepare

    old = layer.prepared
    if not old.is_points:
        return None
    coords = snapped(old.coords, crs)
    coords.flags.writeable = False
    new = prepare(Geometries(coords))
    at = new.rows  # places in the old order
    rows = old.rows[at]
    rows.flags.writeable = False
    labels = layer.labels.take(pa.array(at)) if isinstance(layer.labels, pa.Array | pa.ChunkedArray) else None
    class_of = None if layer.class_of is None else layer.class_of[at]
    drawn = None if layer.drawn is None else layer.drawn[at]
    for each in (class_of, drawn):
        if each is not None:
            each.flags.writeable = False
    return replace(layer, prepared=replace(new, rows=rows), labels=labels, class_of=class_of, drawn=drawn)
