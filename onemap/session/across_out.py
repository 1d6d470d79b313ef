"""Rows of several layers handed out as one file: masked, in one CRS, noted in the export record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from onemap.city import home_places
from onemap.errors import CrsError
from onemap.io import exports
from onemap.io.rows_writing import RowsOptions
from onemap.session.across_values import type_of, values
from onemap.session.handing_out import exported

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.io.exports import ExportedLayer
    from onemap.io.rows_writing import RowsWritten
    from onemap.messages import Language
    from onemap.model.geometry import Geometries
    from onemap.session.across import Across, Part
    from onemap.session.session import Session

    Rows = npt.NDArray[np.int64]
    Cancelled = Callable[[], bool] | None


@dataclass(frozen=True, slots=True)
class AcrossOut:
    """What a worker needs to write a table of several layers: its columns, and its places in their order (None: all).

    ``layers`` are the layers as the export record notes them, ``titles`` what the columns are called in the file.
    """

    path: Path
    asked: Across
    names: tuple[str, ...]
    titles: tuple[str, ...]
    layers: tuple[ExportedLayer, ...]
    order: npt.NDArray[np.int32] | None = None
    options: RowsOptions = field(default_factory=RowsOptions)


@dataclass(frozen=True)
class AcrossRows:
    """The rows as `onemap.io.rows.write_rows` takes them, a batch at a time, and their shapes by place."""

    asked: Across
    names: tuple[str, ...]
    titles: tuple[str, ...]
    rows: Rows | None = None
    cancelled: Cancelled = None

    @property
    def count(self) -> int:
        """Number of rows to write."""
        return self.asked.count

    @property
    def name(self) -> str:
        """What the table is called in formats that hold several."""
        return "selection"

    @cached_property
    def crs(self) -> str | None:
        """The CRS of the shapes."""
        return crs_of(self.asked)

    @cached_property
    def geometries(self) -> Geometries:
        """The shapes of all places; made when a writer asks, which it does not where a format cannot hold the rows."""
        return places_of(self.asked, self.cancelled)[0]

    @cached_property
    def _types(self) -> list[pa.DataType]:
        return [type_of(self.asked, self.asked.column(name)) for name in self.names]

    @cached_property
    def table(self) -> pa.Table:
        """No row of the table, which tells its columns."""
        import pyarrow as pa

        return pa.table([pa.array([], kind) for kind in self._types], names=list(self.titles))

    def part(self, first: int, last: int) -> tuple[pa.Table, Rows]:
        """The rows from ``first`` on, below ``last``, and their places."""
        import pyarrow as pa

        places = np.arange(first, last, dtype=np.int64) if self.rows is None else self.rows[first:last]
        wanted = slice(first, last) if self.rows is None else places
        columns = [
            values(self.asked, self.asked.column(name), wanted, kind)
            for name, kind in zip(self.names, self._types, strict=True)
        ]
        return pa.table(columns, names=list(self.titles)), places


def across_out(
    session: Session, asked: Across, path: str | Path, language: Language = "zh", names: tuple[str, ...] | None = None,
) -> AcrossOut:  # fmt: skip
    """Freeze what is to be written of a table; ``names`` are its columns in their order, all by default."""
    kept = tuple(one.name for one in asked.columns) if names is None else names
    titles = tuple(_distinct([asked.column(name).title for name in kept]))
    wanted = {part.layer for part in asked.parts}
    layers = exported([entry for entry in session.entries if entry.id in wanted], language)
    return AcrossOut(Path(path), asked, kept, titles, layers)


def write(
    request: AcrossOut, cancelled: Cancelled = None, on_progress: Callable[[int, int | None], None] | None = None
) -> RowsWritten:
    """Write the table as the suffix of the path says; raises what `onemap.io.rows.write_rows` raises."""
    from onemap.io.rows import write_rows

    order = None if request.order is None else request.order.astype(np.int64)
    rows = AcrossRows(request.asked, request.names, request.titles, order, cancelled)
    record = exports.new_record("table", request.path, request.layers)
    with exports.exporting(msgspec.structs.replace(record, crs=rows.crs, note=f"{rows.count} rows")):
        return write_rows(rows, request.path, request.options, cancelled=cancelled, on_progress=on_progress)


def crs_of(asked: Across) -> str | None:
    """The CRS in which shapes of several layers are handed out: that of all of them, else the map's."""
    from onemap.io import crs

    known = [part.data.crs for part in asked.parts if part.data.geometries.kinds() and part.data.crs is not None]
    if known and all(crs.equal(known[0], one) for one in known[1:]):
        return known[0]
    return asked.crs if known else None


def places_of(asked: Across, cancelled: Cancelled = None) -> tuple[Geometries, str | None]:
    """The shapes (rows by place) as they may be handed out, homes snapped, and the CRS in which they stand.

    Raises
    ------
    CrsError
        When a shape has no place in that CRS.
    """
    from onemap.io.growing import joined

    target = crs_of(asked)
    return joined([_shapes(part, target, cancelled) for part in asked.parts]), target


def _shapes(part: Part, target: str | None, cancelled: Cancelled) -> Geometries:
    from onemap.io import crs

    source = part.data.crs
    shapes = home_places.shown_places(part.definition, part.data.geometries.taken(part.rows), source)
    if source is None or target is None or not len(shapes.coords):
        return shapes
    moved, how = crs.transform_rows(shapes, source, target, cancelled=cancelled)
    if how.outside:
        raise CrsError("across_outside", count=how.outside, layer=part.title, crs=crs.name(target))
    return moved if shapes.z is None or moved is shapes else replace(moved, z=shapes.z)


def _distinct(titles: list[str]) -> list[str]:
    from onemap.io.rows_values import distinct_names

    return distinct_names(titles)
