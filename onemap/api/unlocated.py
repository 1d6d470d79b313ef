"""Events without a place from a script: listed, looked up by their address, placed, written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onemap.city.unlocated import WHY_WORDS
from onemap.errors import RequestError
from onemap.messages import language as language_in_use
from onemap.session import addressing, carding, handing_out

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd
    import pyarrow as pa

    from onemap.io.exports import ExportedLayer
    from onemap.messages import Language
    from onemap.session.addressing import Lost
    from onemap.session.session import Session

FORMATS = (".gpkg", ".csv", ".xlsx", ".geojson", ".parquet")
_COLUMNS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("layer", ("图层", "Layer")), ("code", ("编号", "Code")), ("title", ("名称", "Name")),
    ("address", ("地址", "Address")), ("grid", ("所填网格", "Claimed grid")), ("when", ("上报时间", "Reported")),
    ("why", ("原因", "Why")), ("how", ("建议位置", "Proposed place")), ("within_m", ("误差（米）", "Within (m)")),
)  # fmt: skip


def unlocated(session: Session, what: str | None, *, find: bool) -> tuple[Lost, ...]:
    """Every event without a cell; layers that were not read yet are read first."""
    carding.open_layers(session)
    return addressing.lost(addressing.question(session, what), find=find)


def frame(found: Sequence[Lost]) -> pd.DataFrame:
    """The events as a data frame: layer, row, code, title, address, grid, when, why, and the proposed x, y."""
    import pandas as pd

    rows = [
        {
            "layer": e.layer, "row": e.row, "code": e.code, "title": e.title, "address": e.address, "grid": e.grid,
            "when": e.when, "why": e.why, "x": p and p.x, "y": p and p.y, "how": p and p.how[0],
            "within_m": p and p.within_m,
        }
        for e, p in ((one.event, one.proposal) for one in found)
    ]  # fmt: skip
    names = ("layer", "row", "code", "title", "address", "grid", "when", "why", "x", "y", "how", "within_m")
    return pd.DataFrame(rows, columns=list(names))


def table(found: Sequence[Lost], language: Language, titles: Mapping[str, str]) -> pa.Table:
    """The events as rows for a file; ``titles`` are the layers' names by id."""
    import pyarrow as pa

    en = language == "en"
    events, proposals = [one.event for one in found], [one.proposal for one in found]
    columns = {
        "layer": pa.array([titles.get(e.layer, e.layer) for e in events], pa.string()),
        "when": pa.array([e.when for e in events], pa.timestamp("s")),
        "why": pa.array([WHY_WORDS[e.why][en] for e in events], pa.string()),
        "how": pa.array([None if p is None else p.how[en] for p in proposals], pa.string()),
        "within_m": pa.array([None if p is None else round(p.within_m, 1) for p in proposals], pa.float64()),
    }
    for name in ("code", "title", "address", "grid"):
        columns[name] = pa.array([getattr(e, name) or None for e in events], pa.string())
    return pa.table({words[en]: columns[name] for name, words in _COLUMNS})


@dataclass(frozen=True, slots=True, eq=False)
class LostWriting:
    """Events without a place that are about to be handed out, as points where one is proposed; a worker writes it."""

    found: tuple[Lost, ...]
    path: Path
    language: Language
    crs: str | None
    titles: Mapping[str, str]
    layers: tuple[ExportedLayer, ...]

    def write(self) -> Path:
        """Write the file; the export is noted. Errors as those of `onemap.io.rows.write_rows`."""
        import shapely

        from onemap.api.marking import record_of
        from onemap.io import exports
        from onemap.io.rows import write_rows
        from onemap.io.rows_writing import Rows
        from onemap.query.shapes import from_shapely

        points = [None if one.proposal is None else shapely.Point(one.proposal.x, one.proposal.y) for one in self.found]
        made = np.empty(len(points), object)
        made[:] = points
        rows = Rows(table(self.found, self.language, self.titles), from_shapely(made), self.crs, "unlocated")
        with exports.exporting(record_of("table", self.path, self.layers, None, self.crs)):
            write_rows(rows, self.path)
        return self.path


def writing_of(
    session: Session, found: Iterable[Lost], path: str | os.PathLike[str], language: Language | None = None
) -> LostWriting:
    """What a worker needs to write them; RequestError when the path has no suffix of rows."""
    speech, target = language or language_in_use(), Path(path)
    if target.suffix.lower() not in FORMATS:
        raise RequestError("unlocated_format", suffix=target.suffix or target.name)
    every = tuple(found)
    held = {one.event.layer for one in every}
    entries = [entry for entry in session.entries if entry.id in held]
    titles = {entry.id: entry.title(speech) for entry in entries}
    return LostWriting(every, target, speech, session.crs, titles, handing_out.exported(entries, speech))
