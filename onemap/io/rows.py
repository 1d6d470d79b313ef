"""Rows as files: CSV, XLSX, GeoPackage, GeoParquet and GeoJSON, written beside, read again, moved into place.

A writer gets batches of rows, brings them to the disk, opens what it wrote, and compares every cell and every shape
with what was to be written. What a format cannot hold is told as notices of the result, never left out in silence.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import OneMapError, OutputError, RequestError
from onemap.io import files
from onemap.io.files import replacing
from onemap.io.rows_writing import RowsOptions, RowsWritten, Writing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onemap.io.rows_writing import RowSource

#: A disk with less room than this is full, bytes.
_NO_ROOM = 1 << 20


def write_rows(
    source: RowSource,
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
