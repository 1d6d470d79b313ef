"""Codes in the box: the row that bears one, all rows that begin so, and what a code of none says by itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onemap.city import admin, beidou, codes, credit
from onemap.city.locator_values import WEIGHT, Candidate, few
from onemap.errors import CodeError
from onemap.messages import Phrase
from onemap.model.extent import Extent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onemap.city.codes import Code
    from onemap.city.locator_values import City, Searched

#: What may be a code: letters and digits, a digit among them.
_CODE = re.compile(r"^(?=.*\d)[0-9A-Z][0-9A-Z_-]{1,31}$")
#: The head of a BeiDou code: hemisphere, zone, band, and more.
_LIKE_BEIDOU = re.compile(r"^[NS]\d{2}[A-Z][0-9A-Z]{2,}$")
#: Rows that begin so are told of from so many characters on.
_SHORTEST = 2
_SAMPLE = 5
#: Shorter texts of letters and digits are more often names.
_LIKE_A_CODE = 9
#: Roles whose codes begin with those of the divisions they lie in; the first alone where there are any.
_PLACED = (("unit_grid",), ("division", "responsibility_grid", "component", "terminal"))


#: Roles whose rows are cells of the city.
_CELLS = ("unit_grid", "responsibility_grid", "division")


def coded(text: str, city: City) -> Iterator[Candidate]:
    """Candidates for a text that may be a code or the beginning of one."""
    code = codes.tidy(text)
    if not _CODE.match(code):
        return
    found = False
    for candidate in _rows(code, city):
        found = found or candidate.score >= 100
        yield candidate
    short = admin.short(code)
    if code.isdigit() and short != code and len(short) >= _SHORTEST:
        yield from _rows(short, city)
    yield from _division(code, city)
    if not found:
        yield from _spoken(code, city)


def _rows(code: str, city: City) -> Iterator[Candidate]:
    """The rows that bear a code, and by layer those that begin so."""
    for layer in city.searched:
        if layer.codes is None:
            continue
        exact = layer.codes.exactly(code)
        for row in exact[:_SAMPLE].tolist():
            how = _borne(code, layer, int(row))
            yield Candidate("code", code, how, 120.0, code, layer.id, int(row), layer.box(exact[:1]), rows=(row,))
        rows = layer.codes.beginning(code)
        longer = len(rows) - len(exact)
        if longer > 1:
            how = Phrase("how_code_prefix", layer=layer.title, count=longer)
            score = 70.0 + WEIGHT.get(layer.role, 0.0)
            yield Candidate(
                "code", f"{code}…", how, score, code, layer.id, None, layer.box(rows), longer, rows=few(rows)
            )
        if 0 < longer <= _SAMPLE or (longer and len(code) > 8):
            for one in layer.codes.first(code, _SAMPLE):
                row = layer.codes.exactly(one)
                if one != code and len(row):
                    how = _borne(one, layer, int(row[0]))
                    yield Candidate(
                        "code", one, how, 66.0, one, layer.id, int(row[0]), layer.box(row), rows=few(row[:1])
                    )


def _borne(code: str, layer: Searched, row: int) -> Phrase:
    """How a code that a row bears is told: with its class for a component or a matter, with its name for a cell."""
    if layer.role in _CELLS and layer.names is not None:
        name = layer.names.name_of(row)
        if name:
            return Phrase("how_code_row_class", layer=layer.title, name=name)
    if layer.role in {"component", "case"}:
        name = next((found.name for one in codes.readings(code) if (found := codes.class_of(one))), "")
        if name:
            return Phrase("how_code_row_class", layer=layer.title, name=name)
    return Phrase("how_code_row", layer=layer.title)


def wrong(text: str) -> Phrase | None:
    """What is wrong with a text that looks like a code and is none; None when it does not, or is one."""
    code = codes.tidy(text)
    if _LIKE_BEIDOU.match(code):
        return _told(beidou.decode, code)
    letters = sum(character.isalpha() for character in code)
    if not _CODE.match(code) or len(code) < _LIKE_A_CODE or ("-" in code) or ("_" in code):
        return None
    if letters > 2 and len(code) != credit.LENGTH:
        return None
    return _told(codes.parse, code)


def _told(read: Callable[[str], object], code: str) -> Phrase | None:
    """What a reader of codes says against a code; None where it can be read."""
    try:
        read(code)
    except CodeError as error:
        return Phrase(error.key, **error.fields)
    return None


def _division(code: str, city: City) -> Iterator[Candidate]:
    """A division that no row of its own bears: the place of all unit grids, else of all codes, in it."""
    short = admin.short(code)
    if not short.isdigit() or admin.level(short) is None or _bearer(short, city):
        return
    for roles in _PLACED:
        boxes = [
            (len(rows), layer.box(rows))
            for layer in city.searched
            if layer.codes is not None and layer.role in roles and len(rows := layer.codes.beginning(short))
        ]
        extent = Extent.union(box for _, box in boxes)
        if extent is not None:
            count = sum(number for number, _ in boxes)
            how = Phrase("how_division", level=Phrase(f"part_{admin.level(short)}"), count=count)
            yield Candidate("code", short, how, 95.0, short, extent=extent, count=count)
            return


def _bearer(code: str, city: City) -> Extent | None:
    """The place of the division that bears a code."""
    for layer in city.searched:
        if layer.codes is not None and layer.role in {"division", "unit_grid"}:
            rows = layer.codes.exactly(code)
            if len(rows):
                return layer.box(rows[:1])
    return None


def _spoken(code: str, city: City) -> Iterator[Candidate]:
    """What a code that no row bears says by itself, at the place of the smallest division it names."""
    for number, reading in enumerate(codes.readings(code)[:3]):
        extent = next((box for upto in (12, 9, 6) if (box := _bearer(_upto(reading, upto), city))), None)
        name = codes.class_of(reading)
        how = Phrase(
            "how_code_class" if name else "how_code", kind=Phrase(f"code_{reading.kind}"),
            name=name.name if name else "", standard=reading.standard_ref,
        )  # fmt: skip
        yield Candidate("code", code, how, 60.0 - number, code, extent=extent)


def _upto(code: Code, digits: int) -> str:
    """The first digits of a code where they are a division's."""
    if digits > 6 and code.kind not in {"unit_grid", "admin"}:
        return ""
    return code.text[:digits] if code.kind != "credit" else code.text[2:8]
