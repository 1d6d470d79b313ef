"""CSV and its kin: encoding, separator and header found out, text streamed, types given where nothing is lost."""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from onemap.errors import SourceError
from onemap.io import encodings, kinds
from onemap.io.assembly import Assembly
from onemap.io.columns import Coordinates
from onemap.io.info import LayerInfo
from onemap.io.text import driver_says
from onemap.messages import Phrase
from onemap.model.layerdata import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa

    from onemap.io.assembly import Request
    from onemap.model.layerdata import LayerData

#: Bytes by which the encoding and the separator are found out.
_SAMPLE = 1 << 18
#: Bytes of a batch; a row that is longer is tried with more.
_BLOCKS = 1 << 20, 1 << 26, 1 << 30
# A cell of the sample may be as long as the sample: the shape of a large area written as text is.
csv.field_size_limit(max(csv.field_size_limit(), 4 * _SAMPLE))
_SEPARATORS = ",\t;|"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NO_NAME = re.compile(r"\s*([-+]?[0-9.]+([eE][-+]?[0-9]+)?|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T0-9:.]*)?\s*$")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file of separated values is written; ``names`` are those of the columns, the header's or our own."""

    encoding: str
    told: bool
    separator: str
    names: tuple[str, ...]
    skipped_lines: int


def read(request: Request) -> LayerData:
    """Read the file's rows; those whose number of columns is wrong are left out and counted."""
    import pyarrow as pa

    dialect = dialect_of(request.path, request.encoding)
    coordinates = Coordinates.found(request, dialect.names)
    encoding = dialect.encoding.upper().removesuffix("-SIG")
    assembly = Assembly(request, request.path.stem, request.crs, encoding=encoding, typed=kinds.typed)
    if dialect.told:
        assembly.notices.append(Notice("notice_encoding", {"encoding": encoding}))
    for block in _BLOCKS:
        try:
            skipped = _read_on(assembly, dialect, coordinates, block)
            break
        except pa.ArrowException as error:
            if "straddling" not in str(error) or block == _BLOCKS[-1]:
                raise SourceError("file_damaged", path=str(request.path), why=driver_says(error)) from error
    if skipped:
        assembly.notices.append(Notice("notice_skipped", {"count": skipped}))
    assembly.notices += coordinates.notices()
    return assembly.finish(pa.schema([(name, pa.string()) for name in dialect.names]))


def _read_on(assembly: Assembly, dialect: Dialect, coordinates: Coordinates, block: int) -> int:
    """Read all rows but those that are there already; gives how many were left out because of their columns."""
    import pyarrow as pa

    there, skipped = assembly.rows, list[str]()
    with _Utf8(assembly.request.path, dialect.encoding) as text:
        for batch in _batches(text, dialect, skipped, block):
            new = batch.slice(min(there, batch.num_rows))
            there -= batch.num_rows - new.num_rows
            table = pa.Table.from_batches([new])
            if new.num_rows:
                assembly.add(table, coordinates.geometries(table))
        if not text.ended:
            assembly.notices.append(Notice("notice_unended"))
    return len(skipped)


def inspect(path: Path) -> tuple[LayerInfo, ...]:
    """The file's one layer; its rows are not counted."""
    from onemap.io.assembly import Request

    dialect = dialect_of(path, None)
    coordinates = Coordinates.found(Request(path), dialect.names)
    geometry = "Point" if coordinates.shape is None else "Unknown"
    return (LayerInfo(path.stem, None, geometry, None, None, dialect.names),)


def dialect_of(path: Path, encoding: str | None) -> Dialect:
    """What the beginning of the file shows."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    told = False
    if encoding is not None:
        encoding = encodings.named(encoding) or encoding
        encoding = "utf-8-sig" if encoding == "UTF-8" else encoding
    else:
        encoding = next((name for bom, name in _BOMS if sample.startswith(bom)), None)
    if encoding is None:
        found = encodings.detect([sample])
        encoding, told = (found or "utf-8"), found not in {None, "UTF-8"}
    try:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except LookupError as error:
        raise SourceError("encoding_unknown", path=str(path), encoding=encoding) from error
    if "\x00" in text:
        raise SourceError("file_damaged", path=str(path), why=Phrase("why_binary"))
    separator = _separator(text)
    cells, lines = _header(text, separator)
    return Dialect(encoding, told, separator, names_of(cells), lines)


def _header(text: str, separator: str) -> tuple[list[str], int]:
    """The cells that name the columns, as many as the rows below have, and how many lines stand above the data."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = [(row, reader.line_num) for row in islice(reader, 20)]
    at = first_full([row for row, _ in rows])
    cells, lines = rows[at] if rows else ([], 0)
    widths = [len(row) for row, _ in rows[at + 1 :] if row]
    width = max(set(widths), key=widths.count) if widths else len(cells)
    if width > len(cells) or not any(cell.strip() for cell in cells[width:]):
        cells = (cells + [""] * width)[:width]
    if all(_NO_NAME.match(cell) for cell in cells):
        return [""] * len(cells), rows[at - 1][1] if at else 0
    return cells, lines


def first_full(rows: Sequence[Sequence[object]]) -> int:
    """The first row that fills more than half of the columns in use: titles above a table fill fewer."""
    filled = [sum(cell is not None and str(cell).strip() != "" for cell in row) for row in rows]
    return next((i for i, count in enumerate(filled) if count * 2 > max(filled)), 0)


def _separator(text: str) -> str:
    """The sign that cuts the first lines into most pieces, as many in each line."""
    best, most = ",", 1.0
    for sign in _SEPARATORS:
        widths = [
            len(row)
            for _, row in zip(range(20), csv.reader(io.StringIO(text, newline=""), delimiter=sign), strict=False)
        ]
        whole = [width for width in widths[:-1] or widths if width]
        even = sum(width == whole[0] for width in whole) / len(whole) if whole else 0.0
        if whole and whole[0] * even > most:
            best, most = sign, whole[0] * even
    return best


def names_of(cells: list[str]) -> tuple[str, ...]:
    """Names of the columns: none blank, none twice."""
    names: list[str] = []
    for i, cell in enumerate(cells, 1):
        name, base, n = cell.strip() or f"column_{i}", cell.strip() or f"column_{i}", 1
        while name in names:
            n += 1
            name = f"{base}_{n}"
        names.append(name)
    return tuple(names)


def _batches(text: _Utf8, dialect: Dialect, skipped: list[str], block: int) -> pa.csv.CSVStreamingReader:
    """All columns as text; blank is null."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    def skip(row: arrow_csv.InvalidRow) -> str:
        skipped.append(row.text or "")
        return "skip"

    return arrow_csv.open_csv(
        pa.PythonFile(text, mode="r"),
        read_options=arrow_csv.ReadOptions(
            column_names=list(dialect.names), skip_rows=dialect.skipped_lines, block_size=block, use_threads=False
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=dialect.separator, newlines_in_values=True, invalid_row_handler=skip
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(dialect.names, pa.string()), null_values=[""], strings_can_be_null=True
        ),
    )


class _Utf8(io.RawIOBase):
    """A file of any encoding, read as UTF-8; what does not decode becomes U+FFFD. ``ended``: the last line is whole."""

    def __init__(self, path: Path, encoding: str) -> None:
        self._file = path.open("rb")
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._left = b""
        self._last = b"\n"

    def readable(self) -> bool:
        """Tell pyarrow that this can be read."""
        return True

    @property
    def ended(self) -> bool:
        """Whether the last line that was read ends."""
        return self._last in b"\r\n"

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes of UTF-8; none at the end."""
        wanted = size if size >= 0 else _BLOCKS[0]
        while len(self._left) < wanted:
            raw = self._file.read(max(wanted, 4096))
            self._left += self._decoder.decode(raw, final=not raw).encode()
            if not raw:
                break
        given, self._left = self._left[:wanted], self._left[wanted:]
        self._last = given[-1:] or self._last
        return given

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
