"""Rows as files: CSV, XLSX, GeoPackage, GeoParquet and GeoJSON, written beside, read again, moved into place.

A writer gets batches of rows, brings them to the disk, opens what it wrote, and compares every cell and every shape
with what was to be written. What a format cannot hold is told as notices of the result, never left out in silence.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.errors import CancelledError, OneMapError, OutputError, RequestError
from onemap.io import files
from onemap.io.files import replacing
from onemap.io.rows_values import Losses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    import pyarrow as pa

    from onemap.model.geometry import Geometries
    from onemap.model.layerdata import Notice

#: Rows of a batch.
BATCH = 20_000
#: A disk with less room than this is full, bytes.
_NO_ROOM = 1 << 20


@dataclass(frozen=True, slots=True)
class Rows:
    """What is to be written: a table whose values may be handed out, its shapes and their CRS, and a name.

    ``table`` went through `onemap.city.masking.shown_table`. ``geometries`` are None for rows without a place. ``rows``
    are the row numbers to write in their order; None writes all.
    """

    table: pa.Table
    geometries: Geometries | None = None
    crs: str | None = None
    name: str = "rows"
    rows: npt.NDArray[np.int64] | None = None

    @property
    def count(self) -> int:
        """Number of rows to write."""
        return int(self.table.num_rows) if self.rows is None else len(self.rows)


@dataclass(frozen=True, slots=True)
class RowsOptions:
    """How rows are written.

    ``bom`` puts the mark before a CSV by which Excel knows UTF-8. ``guard`` puts an apostrophe before text of a CSV
    that a table program would take for a formula. ``place`` says what becomes of the shapes in CSV and XLSX: "auto" is
    two columns for points and WKT for others.
    """

    bom: bool = True
    guard: bool = True
    place: Literal["auto", "xy", "wkt", "none"] = "auto"


@dataclass(frozen=True, slots=True)
class RowsWritten:
    """A written file, its rows, and what the format could not hold."""

    path: Path
    rows: int
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class Writing:
    """One file under way: its rows in batches, counted twice because what was written is read again."""

    source: Rows
    options: RowsOptions
    cancelled: Callable[[], bool] | None = None
    on_progress: Callable[[int, int | None], None] | None = None
    losses: Losses = field(default_factory=Losses)
    notices: list[Notice] = field(default_factory=list)
    done: int = 0

    def batches(self) -> Iterator[tuple[pa.Table, npt.NDArray[np.int64]]]:
        """The rows in parts: their columns, and their numbers in the source."""
        count, numbers = self.source.count, self.source.rows
        for first in range(0, count, BATCH):
            last = min(first + BATCH, count)
            if numbers is None:
                part, rows = self.source.table.slice(first, last - first), np.arange(first, last, dtype=np.int64)
            else:
                rows = numbers[first:last]
                part = _taken(self.source.table, rows)
            yield part, rows
            self.step(last - first)

    def step(self, rows: int) -> None:
        """Tell that rows were written or read again; CancelledError when somebody asked to stop."""
        self.done += rows
        if self.on_progress is not None:
            self.on_progress(self.done // 2, self.source.count)
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


def write_rows(
    source: Rows,
    path: str | Path,
    options: RowsOptions | None = None,
    *,
    cancelled: Callable[[], bool] | None = None,
    on_progress: Callable[[int, int | None], None] | None = None,
) -> RowsWritten:
    """Write rows to ``path``, whose suffix says the format: .csv, .xlsx, .gpkg, .parquet, .geojson.

    The file appears whole or not at all. ``on_progress(rows, total)`` is called after every batch.

    Raises
    ------
    RequestError
        When the format is unknown, or cannot hold these rows (an XLSX sheet ends at row 1,048,576).
    OutputError
        When the file cannot be written, or reads back differently; an old file stays as it was.
    MissingExtraError
        When the package that writes XLSX is not installed.
    CancelledError
        When ``cancelled`` says so; nothing is left behind.
    """
    path = Path(path)
    write, check = _format(path)
    writing = Writing(source, options or RowsOptions(), cancelled, on_progress)

    def verify(temporary: Path) -> None:
        fault = check(temporary, writing)
        if fault:
            raise OutputError("rows_differ", path=str(path), why=fault)

    try:
        with replacing(path, verify) as temporary:
            try:
                write(temporary, writing)
            finally:
                _clear_side_files(temporary)
    except (OneMapError, MemoryError):
        raise
    except Exception as error:
        raise _told(error, path) from error
    return RowsWritten(path, source.count, (*writing.notices, *writing.losses.notices()))


def suffixes() -> tuple[str, ...]:
    """The formats that rows can be written in."""
    return ".csv", ".xlsx", ".gpkg", ".parquet", ".geojson"


def _format(path: Path) -> tuple[Callable[[Path, Writing], None], Callable[[Path, Writing], str]]:
    from onemap.io import rows_csv, rows_geojson, rows_geopackage, rows_parquet, rows_xlsx

    rooms = {".csv": rows_csv, ".xlsx": rows_xlsx, ".gpkg": rows_geopackage, ".parquet": rows_parquet,
             ".geojson": rows_geojson, ".json": rows_geojson}  # fmt: skip
    room = rooms.get(path.suffix.lower())
    if room is None:
        raise RequestError("format_unknown", suffix=path.suffix, formats=", ".join(suffixes()))
    return room.write, room.check


def _taken(table: pa.Table, rows: npt.NDArray[np.int64]) -> pa.Table:
    """The rows of a table; a run of neighbours is not copied."""
    import pyarrow as pa

    if len(rows) and rows[-1] - rows[0] == len(rows) - 1 and bool((np.diff(rows) == 1).all()):
        return table.slice(int(rows[0]), len(rows))
    return table.take(pa.array(rows))


def _clear_side_files(temporary: Path) -> None:
    """Remove what SQLite may leave beside a file whose writing broke off."""
    for ending in ("-journal", "-wal", "-shm"):
        temporary.with_name(temporary.name + ending).unlink(missing_ok=True)


def _told(error: Exception, path: Path) -> OneMapError:
    """The error a person reads when a library failed; a full disk is told as such whatever the library said."""
    for cause in _causes(error):
        if isinstance(cause, OneMapError):
            return cause
        if isinstance(cause, OSError) and cause.errno is not None:
            return files.told(cause, path)
    if "disk is full" in str(error) or shutil.disk_usage(path.absolute().parent).free < _NO_ROOM:
        return OutputError("output_full", path=str(path))
    return OutputError("output_failed", path=str(path), why=" ".join(str(error).split())[:300])


def _causes(error: Exception) -> Iterator[object]:
    """An error, what it wraps, and what it came from."""
    seen: list[object] = [error]
    for one in seen:
        yield one
        if isinstance(one, Exception) and len(seen) < 20:
            seen += [
                e for e in (one.__cause__, one.__context__, *one.args) if isinstance(e, Exception) and e not in seen
            ]
