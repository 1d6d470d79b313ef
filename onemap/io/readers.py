"""Read data files into `LayerData`, whatever their format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onemap.errors import SourceError
from onemap.io import delimited, ogr, parquet, workbook
from onemap.io.assembly import Request
from onemap.io.crs import parse, text_of
from onemap.io.formats import SUFFIXES, format_of

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from onemap.io.info import LayerInfo
    from onemap.model.layerdata import LayerData


def read(  # noqa: PLR0913 - what may be said about a file; all by name
    path: str | os.PathLike[str],
    *,
    layer: str | None = None,
    crs: str | None = None,
    encoding: str | None = None,
    x: str | None = None,
    y: str | None = None,
    on_batch: Callable[[LayerData], None] | None = None,
    on_progress: Callable[[int, int | None], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    placeless: bool = False,
) -> LayerData:
    """Read one layer of a file.

    ``on_batch`` gets the rows as they come, each row once, in order, as a `LayerData` of its own; ``on_progress`` gets
    rows done and the total or None. ``cancelled`` is asked between batches; where it says yes, CancelledError is
    raised. ``crs`` goes before what the file says; CrsError when there is none such. With ``placeless`` a plain table
    that has no columns of coordinates is read, too, as rows without a place.
    """
    where, kind = format_of(path)
    if crs is not None:
        crs = text_of(parse(crs))
    request = Request(where, layer, crs, encoding, x, y, on_batch, on_progress, cancelled, placeless)
    match kind:
        case "parquet":
            return parquet.read(request)
        case "csv":
            return delimited.read(request)
        case "xlsx":
            return workbook.read(request)
        case _:
            return ogr.read(request, kind)


def inspect(path: str | os.PathLike[str]) -> tuple[LayerInfo, ...]:
    """What layers a file has and what its header tells of them, without reading the rows."""
    where, kind = format_of(path)
    match kind:
        case "parquet":
            return parquet.inspect(where)
        case "csv":
            return delimited.inspect(where)
        case "xlsx":
            return workbook.inspect(where)
        case _:
            return ogr.inspect(where, kind)


def data_files(folder: str | os.PathLike[str]) -> list[Path]:
    """Data files directly in a folder, in the order of their names; hidden files and plain .txt are left out."""
    try:
        found = [path for path in Path(folder).expanduser().absolute().iterdir() if _is_data(path)]
    except FileNotFoundError as error:
        raise SourceError("file_missing", path=str(folder)) from error
    except PermissionError as error:
        raise SourceError("file_denied", path=str(folder)) from error
    return sorted(found, key=lambda path: path.name.casefold())


def _is_data(path: Path) -> bool:
    return (
        path.suffix.lower() in SUFFIXES
        and path.suffix.lower() != ".txt"
        and path.name[0] not in ".~"
        and path.is_file()
    )
