"""The cells of the first sheet of a workbook that this program wrote, read from its XML for the check after writing."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def cells(path: Path) -> Iterator[list[Any]]:
    """The rows: text, truth values, numbers as float, None for an empty cell; ValueError for a formula.

    Rows that were written without any cell are given as empty lists.
    """
    with zipfile.ZipFile(path) as book, book.open("xl/worksheets/sheet1.xml") as file:
        expected = 1
        # The file is ours, written a moment ago; it has no document type.
        for _, row in ET.iterparse(file, ("end",)):  # noqa: S314
            if row.tag != f"{_SPACE}row":
                continue
            number = int(row.get("r", "0"))
            yield from ([] for _ in range(expected, number))
            expected = number + 1
            yield _row(row)
            row.clear()


def _row(row: ET.Element) -> list[Any]:
    out: list[Any] = []
    for cell in row:
        at = _column(cell.get("r", "A"))
        out += [None] * (at - len(out))
        out.append(_value(cell))
    return out


def _value(cell: ET.Element) -> Any:  # noqa: ANN401 - any cell
    if cell.find(f"{_SPACE}f") is not None:
        message = "formula"
        raise ValueError(message)
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), "".join(t.text or "" for t in cell.iter(f"{_SPACE}t")))
    value = cell.find(f"{_SPACE}v")
    if value is None or value.text is None:
        return None
    return value.text == "1" if kind == "b" else float(value.text)


def _column(reference: str) -> int:
    at = 0
    for sign in reference:
        if not sign.isalpha():
            break
        at = at * 26 + ord(sign) - 64
    return at - 1
