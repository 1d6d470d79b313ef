"""Administrative codes: province 2, prefecture 4, county 6 (GB/T 2260), street or town 9, community or village 12.

A six-digit code with trailing zeros is the province's or the prefecture's. Codes of statistics and of civil affairs
differ and change every year: keep the year of a list beside it.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from onemap.city import dictionaries

STANDARD = "GB/T 2260"
Level = Literal["province", "prefecture", "county", "street", "community"]
#: Digits of each level, from the country down.
LENGTHS: dict[int, Level] = {2: "province", 4: "prefecture", 6: "county", 9: "street", 12: "community"}


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a range of three-digit numbers stands for."""

    first: int
    last: int
    name: str
    name_en: str


class Register(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Provinces, and what the numbers below a county say."""

    standard_ref: str
    source: str
    provinces: dict[str, str]
    townships: list[Range]
    villages: list[Range]
    urban_rural: dict[str, str]


@cache
def register() -> Register:
    """The table of provinces and ranges."""
    return dictionaries.read(dictionaries.folders()[0] / "administrative.toml", Register)


def short(code: str) -> str:
    """The code without what only fills: 510000 is 51, 510700 is 5107, a street's 000 is its county."""
    while len(code) in {12, 9} and code.endswith("000"):
        code = code[:-3]
    if len(code) == 6:
        code = code.removesuffix("00")
        code = code.removesuffix("00") if len(code) == 4 else code
    return code


def level(code: str) -> Level | None:
    """Which level a code names; None for a length of no level."""
    return LENGTHS.get(len(short(code)))


def parent(code: str) -> str | None:
    """The code one level up; None above a province."""
    code = short(code)
    above = [length for length in LENGTHS if length < len(code)]
    return code[: above[-1]] if above else None


def contains(code: str, other: str) -> bool:
    """Whether a division holds another, or what carries ``other`` at its beginning; a division holds itself."""
    return other.startswith(short(code))


def province(code: str) -> str | None:
    """The name of the province of a code; None when there is none with these digits."""
    return register().provinces.get(code[:2])


def unit_word(code: str, in_language: str) -> str:
    """What a street's or community's three digits say it is, by the usual ranges; empty when they say nothing."""
    known = register()
    ranges, digits = (known.townships, code[6:9]) if len(code) == 9 else (known.villages, code[9:12])
    for one in ranges if digits else ():
        if one.first <= int(digits) <= one.last:
            return one.name_en if in_language == "en" else one.name
    return ""
