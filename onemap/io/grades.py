"""The words of the grades: what each is called, and what it puts on a sheet (resources/grades.toml)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from onemap.io import files

if TYPE_CHECKING:
    from onemap.messages import Language

HIGHEST = 5
#: Words that say the contrary of the grade that they name.
_DENIED = re.compile(r"(?:不得|不宜|不|禁止)(?:对外)?公开|not for publication|not public", re.IGNORECASE)


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One grade: its name, the line that it puts on a sheet (empty for none), and whether it asks for a watermark."""

    grade: int
    name: str
    name_en: str
    line: str = ""
    line_en: str = ""
    watermark: bool = False

    def called(self, language: Language) -> str:
        """The grade for people, as in "L3 敏感"."""
        return f"L{self.grade} {self.name_en if language == 'en' else self.name}"

    def sheet_line(self, language: Language) -> str:
        """The words on a sheet."""
        return self.line_en if language == "en" else self.line


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    standard_ref: str
    grades: tuple[Grade, ...]


@cache
def _table() -> dict[int, Grade]:
    read = msgspec.toml.decode(files.resource("grades.toml").read_bytes(), type=_Table)
    return {one.grade: one for one in read.grades}


def grade(number: int) -> Grade:
    """The words of a grade of 1 to 5."""
    return _table()[number]


def grade_in(text: str) -> int | None:
    """The highest grade that a text names ("内部", "L3", "sensitive"), None when it names none."""
    told = _DENIED.sub("", text).casefold()
    found = [
        one.grade
        for one in _table().values()
        if one.name in told
        or re.search(rf"\b{one.name_en}\b", told)
        or re.search(rf"(?<![a-z0-9])l{one.grade}(?!\d)", told)
    ]
    return max(found, default=None)
