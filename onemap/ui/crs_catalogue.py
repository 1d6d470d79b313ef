"""All CRS of the EPSG register that a map can have, those of China first: data for a list, made once in a worker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from onemap.io.crs_names import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pyproj.database import CRSInfo

    from onemap.messages import Language

#: Datums of China by how EPSG's names begin, in the order in which they are shown.
_CHINESE = ("China Geodetic", "CGCS2000", "Xian 1980", "Beijing 1954", "New Beijing")
_WORLD = {"4326": 0, "3857": 1}
_THREE_DEGREES = re.compile(r"3-degree .*CM")
_AREAS = (
    (re.compile(r"China - (?:onshore |offshore |and )*between (.+) and (.+)"), "中国 {} 至 {}"),
    (re.compile(r"China - (?:onshore |offshore |and )*west of (.+)"), "中国 {} 以西"),
    (re.compile(r"China - (?:onshore |offshore |and )*east of (.+)"), "中国 {} 以东"),
    (re.compile(r"China - onshore and offshore"), "中国全境"),
    (re.compile(r"China - onshore"), "中国陆地"),
    (re.compile(r"World"), "全球"),
    (re.compile(r"World between 85\.06°S and 85\.06°N"), "全球 85.06°S 至 85.06°N"),
)
_OTHERS = len(_CHINESE) * 3 + 5


@dataclass(frozen=True, slots=True)
class CrsLine:
    """A line of the list: ``code`` as "EPSG:4490", its name, where it is used, and what a search looks through."""

    code: str
    title: str
    note: str
    words: str


@cache
def catalogue(language: Language) -> tuple[CrsLine, ...]:
    """All lines, China's first, then the world's, then the others by name; takes a good half second the first time."""
    from pyproj.database import query_crs_info
    from pyproj.enums import PJType

    found = query_crs_info(auth_name="EPSG", pj_types=[PJType.GEOGRAPHIC_2D_CRS, PJType.PROJECTED_CRS])
    kept = list({info.code: info for info in found if not info.deprecated}.values())
    kept.sort(key=lambda info: (_rank(info), _meridian(info) if _rank(info) < _OTHERS else 0, info.name))
    return tuple(_line(info, language) for info in kept)


def line_of(code: str, note: str, language: Language) -> CrsLine:
    """The line of one CRS, for proposals and for the one in use."""
    from onemap.io import crs as crs_room

    title = crs_room.name(code, language)
    return CrsLine(code, title, note, f"{code} {title}".casefold())


def matching(lines: Iterable[CrsLine], text: str) -> list[CrsLine]:
    """The lines in which every word of ``text`` occurs."""
    words = text.casefold().replace("：", ":").split()
    return [line for line in lines if all(word in line.words for word in words)]


def _line(info: CRSInfo, language: Language) -> CrsLine:
    from pyproj.enums import PJType

    code = f"EPSG:{info.code}"
    both = names(info.name, geographic=info.type == PJType.GEOGRAPHIC_2D_CRS)
    title = both[0] if language == "zh" else both[1]
    area = (info.area_of_use.name or "").rstrip(".") if info.area_of_use is not None else ""
    note = _in_chinese(area) if language == "zh" else area
    return CrsLine(code, title, note, " ".join((code, *both, info.name, area)).casefold())


def _in_chinese(area: str) -> str:
    """Where a CRS of China is used; other areas stay as the register has them."""
    for pattern, words in _AREAS:
        if match := pattern.fullmatch(area):
            return words.format(*match.groups())
    return area


def _rank(info: CRSInfo) -> int:
    """Place of the family: geographic before 3-degree zones by meridian before the other zones of a datum."""
    for place, start in enumerate(_CHINESE):
        if info.name.startswith(start):
            kind = 0 if "/" not in info.name else 1 if _THREE_DEGREES.search(info.name) else 2
            return 1 + place * 3 + kind
    return _OTHERS - 1 if info.code in _WORLD or info.name.startswith("WGS 84 / UTM") else _OTHERS


def _meridian(info: CRSInfo) -> int:
    digits = re.findall(r"\d+", info.name)
    return _WORLD[info.code] if info.code in _WORLD else int(digits[-1]) + 2 if digits else 0


def with_proposals(
    proposals: Sequence[str], current: str | None, notes: tuple[str, str], language: Language
) -> list[CrsLine]:
    """Lines for the top of the list: what fits the numbers, then what is in use; ``notes`` tell why they are there."""
    fits, in_use = notes
    top = [line_of(code, fits, language) for code in proposals]
    if current is not None and current.upper().startswith("EPSG:") and current not in proposals:
        top.append(line_of(current, in_use, language))
    return top
