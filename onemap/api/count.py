"""Counting the rows of a layer by the cells of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.errors import RequestError

if TYPE_CHECKING:
    import pandas as pd

    from onemap.session.entry import LayerEntry, Ready
    from onemap.session.session import Session


def count(session: Session, layer_id: str, by: str) -> pd.Series:
    """Rows of a layer by the code of the cells of the layer ``by``, ascending by code; cells without any have 0."""
    import pandas as pd

    from onemap.query.count import count as counted
    from onemap.query.count import index_cells
    from onemap.query.texts import texts

    ready, grid = opened(session, layer_id), opened(session, by)
    column = session.entry(by).column_with("code")
    if column is None or column not in grid.data.table.column_names:
        raise RequestError("count_no_code", layer=by)
    codes: list[str | None] = [
        code for chunk in grid.data.table.column(column).chunks for code in texts(chunk).to_pylist()
    ]
    index = index_cells(grid.prepared, codes)
    cells = pd.Index(index.codes, name=column, dtype=object)
    found = pd.Series(counted(ready.prepared, index, drawn=ready.kept_at), cells, name=layer_id, dtype="int64")
    if grid.kept is None:
        return found
    # Whose a place is does not depend on filters; cells that are left out are not listed.
    return found[found.index.isin({code for code, kept in zip(codes, grid.kept, strict=True) if kept})]


def opened(session: Session, layer_id: str) -> Ready:
    """A layer in the map's CRS, read first where that is still to be done; the told error of one that cannot be."""
    session.ensure_open(layer_id)
    entry: LayerEntry = session.entry(layer_id)
    if entry.ready is None or entry.ready.crs != session.crs:
        raise entry.error or RequestError("layer_not_ready", layer=layer_id)
    return entry.ready
