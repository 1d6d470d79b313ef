"""What is selected in all layers as one table: a frame, a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.api.count import opened
from onemap.messages import language
from onemap.session import across

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import geopandas
    import numpy as np
    import numpy.typing as npt

    from onemap.session.across import Across
    from onemap.session.session import Session

    Rows = Mapping[str, npt.NDArray[np.int64]]


def asked(session: Session, kept: str | None = None) -> Across:
    """The table of the selection, or of one that is kept; its layers are read first where that is still to be done."""
    rows = session.selection.rows() if kept is None else session.selection.kept(kept).rows()
    return across.question(session, language(), (), left_in(session, rows))


def left_in(session: Session, rows: Rows) -> dict[str, npt.NDArray[np.int64]]:
    """Those of some rows by layer that are on the map and left in by filters and time; layers are read first."""
    for entry in session.entries:
        if entry.id in rows:
            opened(session, entry.id)
    return across.left_in(session, rows)


def write(session: Session, path: str | os.PathLike[str], kept: str | None = None) -> Path:
    """Write the selection, or one that is kept, as one file; raises what `onemap.io.rows.write_rows` raises."""
    from onemap.session import across_out

    return across_out.write(across_out.across_out(session, asked(session, kept), Path(path), language())).path


def frame_of(table: Across) -> geopandas.GeoDataFrame:
    """A table of several layers as a GeoDataFrame, layers by their ids."""
    import geopandas
    import numpy as np
    import pandas as pd

    from onemap.api.layer import frame_of_table
    from onemap.query.shapes import to_shapely
    from onemap.session.across_out import places_of
    from onemap.session.across_values import table as values

    names = tuple(one.name for one in table.columns if one.name != across.LAYER)
    frame = frame_of_table(values(table, names, slice(None)))
    ids = [part.layer for part in table.parts for _row in range(len(part.rows))]
    frame.insert(0, across.LAYER, pd.Series(ids, dtype=object))
    if "geometry" in frame:
        frame = frame.rename(columns={"geometry": "geometry_1"})
    shapes, crs = places_of(table)
    return geopandas.GeoDataFrame(frame, geometry=to_shapely(shapes, np.arange(table.count)), crs=crs)
