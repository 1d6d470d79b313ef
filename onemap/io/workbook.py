"""Sheets of Excel workbooks, streamed row by row."""

from __future__ import annotations

import contextlib
import datetime as dt
import zipfile
import zlib
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from onemap.errors import MissingExtraError, SourceError
from onemap.io.assembly import Assembly, Request
from onemap.io.columns import Coordinates
from onemap.io.delimited import first_full, names_of
from onemap.io.info import LayerInfo
from onemap.io.kinds import is_code_name
from onemap.io.text import driver_says
from onemap.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pyarrow as pa

    from onemap.model.layerdata import LayerData

_BATCH = 2000
#: Unpacked bytes, and unpacked to packed, beyond which a workbook is no honest one.
_LARGEST, _DENSEST = 4 << 30, 500
#: What openpyxl and what it stands on raise of a workbook whose bytes are wrong.
_FAULTS = (
    EOFError, LookupError, NotImplementedError, OSError, SyntaxError, ValueError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
Row = tuple[Any, ...]


def read(request: Request) -> LayerData:
    """Read the first sheet that has coordinates, or the one that ``layer`` names; its first row names the columns.

    Where none has any, the first one with rows is read, or told of.
    """
    import pyarrow as pa

    with _opened(request.path) as book:
        name, sheet = _sheet(book, request)
        rows = iter(sheet.iter_rows(values_only=True))
        names, rows = _header(rows, request.path)
        coordinates = Coordinates.found(request, names)
        total = sheet.max_row - 1 if sheet.max_row else None
        assembly = Assembly(request, name if len(book.sheetnames) > 1 else request.path.stem, request.crs, total)
        kept: list[Row] = []
        while batch := list(islice(rows, _BATCH)):
            filled = [_cut(row, len(names)) for row in batch if any(cell is not None for cell in row)]
            kept += filled
            table = _table(names, filled)
            assembly.add(table, coordinates.geometries(table), stored=table.select([]))
        assembly.notices += coordinates.notices()
        layer = assembly.finish(pa.schema([(n, pa.string()) for n in names]))
        # A column may be numbers in one batch and words in another: all cells together say what it is.
        return replace(layer, table=_table(names, kept))


def inspect(path: Path) -> tuple[LayerInfo, ...]:
    """The sheets that have coordinates; the error of the first sheet when none has."""
    with _opened(path) as book:
        found, first_error = [], None
        for name in book.sheetnames:
            try:
                found.append(_info(book[name], name, path))
            except SourceError as error:
                first_error = first_error or error
        if not found:
            raise first_error or SourceError("no_layers", path=str(path))
        return tuple(found)


def _info(sheet: Any, name: str, path: Path) -> LayerInfo:  # noqa: ANN401 - openpyxl has no types
    names, _ = _header(iter(sheet.iter_rows(values_only=True)), path)
    coordinates = Coordinates.found(Request(path), names)
    geometry = "Point" if coordinates.shape is None else "Unknown"
    return LayerInfo(name, sheet.max_row - 1 if sheet.max_row else None, geometry, None, None, names)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, while the block lasts; what goes wrong with its bytes is told."""
    try:
        import openpyxl
    except ModuleNotFoundError as error:
        raise MissingExtraError("extra_missing", what="XLSX", command='pip install "onemap[xlsx]"') from error
    try:
        with path.open("rb") as file:
            _refuse_bombs(path)
            yield openpyxl.load_workbook(file, read_only=True, data_only=True)
    except _FAULTS as error:
        raise _damaged(path, driver_says(error)) from error


def _refuse_bombs(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        whole = sum(member.file_size for member in archive.infolist())
    if whole > _LARGEST or whole > _DENSEST * path.stat().st_size:
        raise _damaged(path, Phrase("why_bomb"))


def _sheet(book: Any, request: Request) -> tuple[str, Any]:  # noqa: ANN401 - openpyxl has no types
    names = list(book.sheetnames)
    if request.layer is not None and request.layer not in names:
        choices = "、".join(names)
        raise SourceError("layer_missing", path=str(request.path), layer=request.layer, choices=choices)
    if request.layer is not None:
        return request.layer, book[request.layer]
    with_place = (n for n in names if _has_place(book[n], request))
    with_rows = (n for n in names if any(True for _ in book[n].iter_rows(max_row=1)))
    name = next(chain(with_place, with_rows), names[0])
    return name, book[name]


def _has_place(sheet: Any, request: Request) -> bool:  # noqa: ANN401 - openpyxl has no types
    try:
        names, _ = _header(iter(sheet.iter_rows(values_only=True)), request.path)
        Coordinates.found(replace(request, placeless=False), names)
    except SourceError:
        return False
    return True


def _header(rows: Iterator[Row], path: Path) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Names of the columns and the rows below them."""
    top = list(islice(rows, 20))
    at = first_full(top)
    if not top or not any(cell is not None for cell in top[at]):
        raise _damaged(path, Phrase("why_sheet"))
    width = max(i for i, cell in enumerate(top[at], 1) if cell is not None)
    return names_of([_text(cell) or "" for cell in top[at][:width]]), chain(top[at + 1 :], rows)


def _cut(row: Row, width: int) -> Row:
    return (*row, *[None] * (width - len(row)))[:width]


def _table(names: tuple[str, ...], rows: list[Row]) -> pa.Table:
    import pyarrow as pa

    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return pa.table([_column(name, cells) for name, cells in zip(names, columns, strict=True)], names=list(names))


def _column(name: str, cells: tuple[Any, ...]) -> pa.Array:
    """Numbers, times or truths where all cells are such and the name does not say codes; else text."""
    import pyarrow as pa

    types = {type(cell) for cell in cells if cell is not None}
    if not is_code_name(name):
        for allowed, kind, to in _KINDS:
            if types and types <= allowed:
                return pa.array([None if cell is None else to(cell) for cell in cells], getattr(pa, kind[0])(*kind[1:]))
    return pa.array([_text(cell) for cell in cells], pa.string())


def _midnight(day: dt.date) -> dt.datetime:
    return day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())


_KINDS: tuple[tuple[set[type], tuple[str, ...], Callable[[Any], Any]], ...] = (
    ({bool}, ("bool_",), bool),
    ({int}, ("int64",), int),
    ({int, float}, ("float64",), float),
    ({dt.datetime, dt.date}, ("timestamp", "us"), _midnight),
)


def _text(cell: object) -> str | None:
    """A cell as people read it: a whole number without a decimal point."""
    if cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def _damaged(path: Path, why: Phrase) -> SourceError:
    return SourceError("file_damaged", path=str(path), why=why)
