"""Rows as one sheet of a workbook, streamed: text stays text, nothing becomes a formula or a link."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from typing import TYPE_CHECKING, Any

from onemap.errors import MissingExtraError, RequestError
from onemap.io.rows_place import place_columns, place_names, tell_crs
from onemap.io.rows_values import distinct_names, iso, lowered, plain, without_nul

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from onemap.io.rows_values import Losses
    from onemap.io.rows_writing import Writing

#: The format's limits: rows with the header, columns, signs (UTF-16) of a cell.
ROWS, COLUMNS, SIGNS = 1_048_576, 16_384, 32_767
#: Whole numbers with more digits lose them, because a cell's number is a float64 of which Excel shows 15 digits.
_DIGITS = 10**15
_EPOCH = dt.datetime(1900, 3, 1)  # noqa: DTZ001 - a cell's time has no zone
_SHEET_NAME = str.maketrans("[]:*?/\\", "_______")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write(path: Path, writing: Writing) -> None:
    """Stream the rows; RequestError when there are more than the format holds, or a text is longer than a cell."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError("extra_missing", what="XLSX", command='pip install "onemap[xlsx]"') from error
    _refuse_too_many(writing)
    tell_crs(writing)
    # XlsxWriter's own temporary files, which it leaves behind when the disk is full.
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        book = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": folder})
        try:
            _fill(book, writing)
        finally:
            try:
                book.close()
            finally:
                _let_go(book)


def _let_go(book: Any) -> None:  # noqa: ANN401 - as below
    """Close the temporary files that XlsxWriter leaves open when it fails."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with contextlib.suppress(OSError):
                sheet.row_data_fh.close()


def check(path: Path, writing: Writing) -> str:
    """What is wrong with the file when read again, empty when nothing is."""
    from onemap.io.rows_xlsx_read import cells

    found = cells(path)
    if next(found, None) != _header(writing):
        return "header"
    for at, wanted in enumerate(_rows(writing)):
        row = next(found, None)
        if row is None or not _same(wanted, row):
            return f"row {at}"
    return "" if next(found, None) is None else "more rows"


def _fill(book: Any, writing: Writing) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet = book.add_worksheet(_sheet_name(writing.source.name))
    text = book.add_format({"num_format": "@"})
    day, time = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    bold = book.add_format({"bold": True, "num_format": "@"})
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(_header(writing)):
        sheet.set_column(column, column, min(max(10, 2 * len(name) + 2), 40))
        sheet.write_string(0, column, name, bold)
    for at, row in enumerate(_rows(writing), 1):
        if all(value is None for value in row):
            sheet.write_blank(at, 0, None, text)  # a row of nothing is a row
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at, column, value, text)
            elif isinstance(value, bool):
                sheet.write_boolean(at, column, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(at, column, value)
            elif isinstance(value, dt.datetime):
                sheet.write_datetime(at, column, value, time)
            elif value is not None:
                sheet.write_datetime(at, column, value, day)


def _refuse_too_many(writing: Writing) -> None:
    count = writing.source.count
    if count + 1 > ROWS:
        raise RequestError("rows_too_many", count=count, limit=ROWS - 1)
    columns = len(writing.source.table.column_names) + 2
    if columns > COLUMNS:
        raise RequestError("rows_too_wide", count=columns, limit=COLUMNS)


def _header(writing: Writing) -> list[str]:
    places = place_names(writing)
    names = distinct_names(list(writing.source.table.column_names), tuple(places))
    return [*names, *places]


def _rows(writing: Writing) -> Iterator[list[Any]]:
    """The cells of each row."""
    names = distinct_names(list(writing.source.table.column_names))
    first = 0
    for table, numbers in writing.batches():
        columns = [column.to_pylist() for column in lowered(table, names, _lower, writing.losses).columns]
        columns += [column.to_pylist() for column in place_columns(writing, numbers)]
        _refuse_long(columns, _header(writing), first)
        yield from (list(row) for row in zip(*columns, strict=True)) if columns else ([] for _ in numbers)
        first += len(numbers)


def _refuse_long(columns: list[list[Any]], names: list[str], first: int) -> None:
    for name, values in zip(names, columns, strict=True):
        for at, value in enumerate(values):
            if isinstance(value, str) and len(value) > SIGNS // 2 and len(value.encode("utf-16-le")) // 2 > SIGNS:
                raise RequestError("rows_long_text", column=name, row=first + at, limit=SIGNS)


def _lower(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """Values as cells have them: float64, yes and no, days and times since 1900 to the millisecond, else text."""
    import pyarrow.types as t

    values = plain(name, values, losses)
    kind = values.type
    if t.is_timestamp(kind) or t.is_date(kind):
        return _times(name, values, losses)
    if t.is_floating(kind):
        return _finite(name, values, losses)
    if t.is_integer(kind):
        return _whole_numbers(name, values, losses)
    return without_nul(name, iso(name, values, losses), losses)


def _finite(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """Numbers; what is none becomes an empty cell."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wide = values.cast(pa.float64())
    if pc.any(pc.is_inf(wide)).as_py():
        losses.note("rows_infinite", name)
    return pc.if_else(pc.is_finite(wide), wide, pa.scalar(None, pa.float64()))


def _whole_numbers(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    ends = pc.min_max(values).as_py()
    if ends["max"] is not None and (ends["max"] >= _DIGITS or ends["min"] <= -_DIGITS):
        losses.note("rows_long_numbers", name)
        return values.cast(pa.string())
    return values


def _times(name: str, values: pa.Array, losses: Losses) -> pa.Array:
    """Times of the clock without a zone, where all of them lie in the format's calendar; else text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = values.type
    if pa.types.is_timestamp(kind):
        local = values if kind.tz is None else pc.local_timestamp(values)
        cut = local.cast(pa.timestamp("ms"), safe=False)
        exact = not pc.any(pc.not_equal(cut.cast(pa.timestamp(kind.unit)), local)).as_py()
        if kind.tz is not None or not exact or not _in_calendar(cut):
            return iso(name, values, losses)
        return cut
    days = values.cast(pa.date32())
    return days if _in_calendar(days.cast(pa.timestamp("ms"))) else iso(name, values, losses)


def _in_calendar(times: pa.Array) -> bool:
    """Whether all times are told apart by Excel: its calendar has a day too many before March 1900."""
    import pyarrow.compute as pc

    ends = pc.min_max(times.cast("int64")).as_py()
    low, high = (int((t - dt.datetime(1970, 1, 1)).total_seconds()) * 1000 for t in (_EPOCH, dt.datetime(9999, 12, 31)))  # noqa: DTZ001
    return ends["min"] is None or (ends["min"] >= low and ends["max"] < high)


def _same(wanted: list[Any], found: list[Any]) -> bool:
    found = [*found, *[None] * (len(wanted) - len(found))]
    return len(found) == len(wanted) and all(_equal(a, b) for a, b in zip(wanted, found, strict=True))


def _equal(wanted: Any, found: Any) -> bool:  # noqa: ANN401 - any cell
    if wanted is None or isinstance(wanted, (str, bool)):
        return type(wanted) is type(found) and bool(wanted == found)
    if isinstance(wanted, (int, float)):
        # Sixteen digits are written: one unit in the last place of a float64 may be lost.
        return isinstance(found, float) and abs(found - wanted) <= 1e-15 * abs(wanted)
    whole = wanted if isinstance(wanted, dt.datetime) else dt.datetime(wanted.year, wanted.month, wanted.day)  # noqa: DTZ001
    days = (whole - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001
    return isinstance(found, float) and abs(found - days) < 1e-9


def _sheet_name(name: str) -> str:
    cut = name.translate(_SHEET_NAME).strip("'")[:31].strip()
    return "rows" if cut.casefold() in {"", "history"} else cut
