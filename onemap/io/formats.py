"""Which format a file is in, by its name and by its first bytes; what cannot be a data file is told at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from onemap.errors import SourceError
from onemap.messages import Phrase

if TYPE_CHECKING:
    import os

Format = Literal["gpkg", "shp", "geojson", "fgb", "parquet", "csv", "xlsx", "topojson"]

#: Suffix -> format that the content must agree with.
SUFFIXES: dict[str, Format] = {
    ".gpkg": "gpkg", ".shp": "shp", ".geojson": "geojson", ".json": "geojson", ".geojsonl": "geojson",
    ".fgb": "fgb", ".parquet": "parquet", ".geoparquet": "parquet", ".csv": "csv", ".tsv": "csv", ".txt": "csv",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".topojson": "topojson",
}  # fmt: skip
FORMAT_NAMES = "GeoPackage, Shapefile, GeoJSON, TopoJSON, FlatGeobuf, GeoParquet, CSV, XLSX"
_HEAD = 4096
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"SQLite format 3\x00", "gpkg"),
    (b"fgb\x03", "fgb"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "xlsx"),
    (b"\x00\x00\x27\x0a", "shp"),
)
#: What a file that only points elsewhere begins with; it would make GDAL open other files or addresses.
_POINTERS = (b"<ogrvrt", b"<vrtdataset", b"<gdalg", b"<gdal_", b"<ogrwfs", b'{"type":"gdal', b'{"type": "gdal')


def format_of(path: str | os.PathLike[str]) -> tuple[Path, Format]:
    """The file's absolute path and format; SourceError when it is missing, empty, unreadable or something else.

    What the bytes say for certain goes before what the name says.
    """
    path = Path(path).expanduser().absolute()
    head = _head(path)
    named, seen = SUFFIXES.get(path.suffix.lower()), _seen(path, head)
    if seen is not None:
        return path, seen
    if named == "csv":
        return path, "csv"
    if named is None:
        raise foreign(path, Phrase("why_unknown_content"))
    if named in {"geojson", "topojson"}:
        raise foreign(path, Phrase("why_not_json"))
    raise SourceError("file_damaged", path=str(path), why=Phrase("why_head", format=named.upper()))


def foreign(path: Path, why: Phrase) -> SourceError:
    """The error for a file that is no data known here."""
    return SourceError("file_foreign", path=str(path), why=why, formats=FORMAT_NAMES)


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise foreign(path, Phrase("why_folder"))
        # A pipe or a device would keep us waiting for ever.
        if path.exists() and not path.is_file():
            raise foreign(path, Phrase("why_device"))
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (FileNotFoundError, ValueError) as error:  # a name with a NUL in it is no file's
        raise SourceError("file_missing", path=str(path)) from error
    except PermissionError as error:
        raise SourceError("file_denied", path=str(path)) from error
    except OSError as error:
        why = Phrase("why_driver", text=error.strerror or str(error))
        raise SourceError("file_damaged", path=str(path), why=why) from error
    if not head:
        raise SourceError("file_empty", path=str(path))
    return head


def _seen(path: Path, head: bytes) -> Format | None:
    """The format that the first bytes show, or None."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:40].lower().startswith(_POINTERS):
        raise foreign(path, Phrase("why_pointer"))
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return _confirmed(path, head, found)
    if text[:1] in {b"{", b"["} or text[:1] == b"\x1e":
        return "topojson" if re.search(rb'"type"\s*:\s*"Topology"', text) else "geojson"
    return None


def _confirmed(path: Path, head: bytes, found: Format) -> Format:
    suffix = path.suffix.lower()
    if found == "gpkg" and suffix != ".gpkg" and head[68:72] not in {b"GPKG", b"GP10", b"GP11"}:
        raise foreign(path, Phrase("why_database"))
    if found == "xlsx" and SUFFIXES.get(suffix) != "xlsx":
        raise foreign(path, Phrase("why_archive"))
    return found
