"""Places that rows were given by hand or by their address: part of a layer's definition, laid over what was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from onemap.errors import CrsError
from onemap.session.entry import column_with

if TYPE_CHECKING:
    from onemap.model.definition import LayerDefinition
    from onemap.model.layerdata import LayerData

#: The CRS of `LayerDefinition.placed`.
DEGREES = "EPSG:4490"


def with_places(data: LayerData, definition: LayerDefinition) -> LayerData:
    """The rows with the places that the definition gives them, all others as they were read.

    Every row that bears a code gets the code's place; codes that no row bears are passed over.
    """
    read = data.geometries if data.as_read is None else data.as_read
    found = _found(data, definition) if definition.placed else None
    if found is None:
        return data if data.as_read is None else replace(data, geometries=read, as_read=None)
    from onemap.query.placing import placed

    return replace(data, geometries=placed(read, *found), as_read=read)


def _found(
    data: LayerData, definition: LayerDefinition
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int, int], np.dtype[np.float64]]] | None:
    """Rows and their places in the rows' CRS; None when there are none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    from onemap.io import crs as crs_room
    from onemap.query.texts import texts

    column = column_with(definition, data.table.column_names, "code")
    if column is None or column not in data.table.column_names or data.crs is None:
        return None
    codes = list(definition.placed)
    chunks = [texts(chunk).cast(pa.string()) for chunk in data.table.column(column).chunks]
    place = pc.index_in(pa.chunked_array(chunks, pa.string()), pa.array(codes, pa.string())).fill_null(-1)
    at = place.to_numpy()
    rows = np.flatnonzero(at >= 0)
    degrees = np.array([definition.placed[code] for code in codes], np.float64).reshape(-1, 2)
    try:
        moved = crs_room.transform(degrees, DEGREES, data.crs).coords
    except CrsError:
        return None
    rows = rows[np.isfinite(moved[at[rows]]).all(axis=1)]
    return (rows.astype(np.int64), moved[at[rows]]) if len(rows) else None
