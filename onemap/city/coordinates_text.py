"""Coordinates as people write them: degrees in any form and order, metres of a CGCS2000 zone, shifted maps, BeiDou.

A text may mean several places; each reading says how it was understood. Degrees are CGCS2000 unless the text names
GCJ-02 (高德, 腾讯, 火星) or BD-09 (百度). Metres are read in the map's CRS, by the zone number in front of the easting
(13 to 23: 6 degrees, 25 to 45: 3 degrees), and without one in the zones round the city.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onemap.errors import CodeError
from onemap.messages import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

DEGREES = "EPSG:4490"
#: Metres from the equator between which China lies.
_NORTHINGS = (300_000, 6_300_000)


@dataclass(frozen=True, slots=True)
class Reading:
    """A place that a text may mean: x is east or longitude; ``box`` is (west, south, east, north) of a cell."""

    x: float
    y: float
    crs: str
    how: Phrase
    doubt: int = 0
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Angle:
    value: float
    axis: str  # "lon", "lat" or nothing
    degrees: bool  # written with a degree sign, minutes or a hemisphere


_SAME = str.maketrans({
    "″": '"', "“": '"', "”": '"', "′": "'", "’": "'", "‘": "'", "º": "°", "˚": "°", "，": ",", "；": ";", "、": ",",
    "：": ":", "（": "(", "）": ")", "－": "-", "−": "-", "　": " ", "．": ".",
    **{chr(0xFF10 + d): str(d) for d in range(10)}, **{chr(0xFF21 + i): chr(65 + i) for i in range(26)},
})  # fmt: skip
_SHIFTS = (
    (re.compile(r"GCJ[-_ ]?0?2?|火星(坐标)?系?|高德(地图)?|腾讯(地图)?"), "GCJ-02"),
    (re.compile(r"BD[-_ ]?0?9|百度(地图)?"), "BD-09"),
    (re.compile(r"WGS[-_ ]?84|CGCS[-_ ]?2000|国家?2000"), ""),
)
_EPSG = re.compile(r"EPSG[: ]*(\d{4,6})")
_NUMBER = r"\d+(?:\.\d+)?"
_NO_DEGREE = r"(?!\s*[°度.\d])"  # the next angle's degrees are nobody's minutes
_AXIS = r"东经|西经|北纬|南纬|经度|纬度|LONGITUDE|LATITUDE|LNG|LON|LAT|[NSEW]"
_ANGLE = re.compile(
    rf"(?P<pre>{_AXIS})?\s*[:=]?\s*(?P<sign>[-+]?)\s*(?P<d>{_NUMBER})\s*"
    rf"(?P<mark>[°度]\s*(?:(?P<m>{_NUMBER}){_NO_DEGREE}\s*['分]?\s*(?:(?P<s>{_NUMBER}){_NO_DEGREE}\s*(?:\"|''|秒)?\s*)?)?|"
    rf":(?P<cm>{_NUMBER})(?::(?P<cs>{_NUMBER}))?\s*)?(?P<post>[NSEW](?![A-Z0-9]))?"
)
#: What may be written beside the numbers and says nothing: which is which of X and Y, the digits tell.
_LEFT = re.compile(r"^(?:[\s,;/|()\[\]:=]|POINT|坐标|位置|[XYM](?![A-Z])|[东北]坐?标?|米)*$")
_BEIDOU = re.compile(r"^[NS]\d{2}[A-V](?:[0-9A-F]{2,16})?(?:-[0-7A-G]{2})?$")


def read(text: str, city: tuple[float, float] | None = None, map_crs: str | None = None) -> tuple[Reading, ...]:
    """All places that a text may mean, the surest first; empty when it is no coordinates.

    ``city`` is the longitude and latitude of its middle, by which metres without a zone number are read.
    """
    plain = _plain(text)
    cell = _cell("".join(plain.split()))
    if cell is not None:
        return (cell,)
    named = _EPSG.search(plain)
    if named is not None:
        plain = plain.replace(named.group(0), " ")
    shift = None
    for pattern, name in _SHIFTS:
        plain, times = pattern.subn(" ", plain)
        shift = name or shift if times else shift
    angles = _angles(plain)
    if angles is None:
        return ()
    if named is not None:
        return tuple(_in_crs(angles, f"EPSG:{named.group(1)}", Phrase("how_crs", crs=named.group(1))))
    return tuple(_degrees(angles, shift) if _are_degrees(angles) else _metres(angles, city, map_crs))


def wrong(text: str) -> Phrase | None:
    """What to say of two numbers that are no place; None for a text that is no pair of coordinates."""
    plain = _plain(text)
    for pattern in (_EPSG, *(one for one, _ in _SHIFTS)):
        plain = pattern.sub(" ", plain)
    numbers = [match for match in _ANGLE.finditer(plain) if match.group("d")]
    if len(numbers) not in {2, 4, 6} or not _LEFT.match(_ANGLE.sub(" ", plain)):
        return None
    return Phrase("wrong_coordinates", text=text.strip())


def _plain(text: str) -> str:
    """A text as it is read: plain signs, capitals, without words that only look as if they named one of the axes."""
    return text.translate(_SAME).replace("经纬度", " ").replace("纬经度", " ").strip().upper()


def _cell(code: str) -> Reading | None:
    if not _BEIDOU.match(code):
        return None
    from onemap.city import beidou

    try:
        cell = beidou.decode(beidou.dereference(code) if "-" in code else code)
    except CodeError:
        return None
    if not isinstance(cell, beidou.Cell):
        return None
    box = (cell.west, cell.south, cell.east, cell.north)
    how = Phrase("how_beidou", level=cell.level)
    return Reading((cell.west + cell.east) / 2, (cell.south + cell.north) / 2, DEGREES, how, box=box)


def _angles(text: str) -> tuple[_Angle, _Angle] | None:
    """The two numbers of a text with what is written beside them; None when anything else is left over."""
    matches = [match for match in _ANGLE.finditer(text) if match.group("d")]
    if not _LEFT.match(_ANGLE.sub(" ", text)):
        return None
    if len(matches) in {4, 6} and not any(match.group("mark") for match in matches):
        return _spaced(matches)
    if len(matches) != 2:
        return None
    first, second = (_angle(match) for match in matches)
    return None if first is None or second is None else (first, second)


def _angle(match: re.Match[str]) -> _Angle | None:
    minutes, seconds = match.group("m") or match.group("cm"), match.group("s") or match.group("cs")
    return _made(
        [match.group("d"), minutes or "0", seconds or "0"], match.group("sign"),
        match.group("pre") or match.group("post") or "", degrees=bool(match.group("mark")),
    )  # fmt: skip


def _spaced(matches: list[re.Match[str]]) -> tuple[_Angle, _Angle] | None:
    """Degrees, minutes (and seconds) with blanks between them: four or six numbers."""
    half = len(matches) // 2
    made = []
    for part in (matches[:half], matches[half:]):
        numbers = [match.group("d") for match in part] + ["0"] * (3 - half)
        words = [match.group(name) for match in part for name in ("pre", "post") if match.group(name)]
        made.append(_made(numbers, part[0].group("sign"), words[0] if words else "", degrees=True))
    first, second = made
    return None if first is None or second is None else (first, second)


def _made(numbers: list[str], sign: str, word: str, *, degrees: bool) -> _Angle | None:
    whole, minutes, seconds = map(float, numbers)
    if minutes >= 60 or seconds >= 60:
        return None
    value = whole + minutes / 60 + seconds / 3600
    negative = sign == "-" or word in {"S", "W", "西经", "南纬"}
    axis = ""
    if word:
        axis = "lat" if word in {"N", "S", "北纬", "南纬", "纬度", "LAT", "LATITUDE"} else "lon"
    return _Angle(-value if negative else value, axis, degrees or bool(word))


def _are_degrees(angles: tuple[_Angle, _Angle]) -> bool:
    return all(abs(angle.value) <= 180 for angle in angles) or any(angle.degrees for angle in angles)


def _degrees(angles: tuple[_Angle, _Angle], shift: str | None) -> Iterator[Reading]:
    first, second = angles
    for doubt, (lon, lat) in enumerate(((first, second), (second, first))):
        wrong_axis = lon.axis == "lat" or lat.axis == "lon"
        if wrong_axis or abs(lon.value) > 180 or abs(lat.value) > 90:
            continue
        x, y = lon.value, lat.value
        if shift:
            from onemap.city import china_offset

            back = china_offset.from_gcj02 if shift == "GCJ-02" else china_offset.from_bd09
            moved = back(x, y)
            x, y = float(moved[0]), float(moved[1])
        sure = bool(lon.axis or lat.axis)
        how = Phrase("how_degrees", lon=f"{lon.value:.7g}", lat=f"{lat.value:.7g}", datum=shift or "CGCS2000")
        yield Reading(x, y, DEGREES, how, 0 if sure else doubt)


def _in_crs(angles: tuple[_Angle, _Angle], crs: str, how: Phrase) -> Iterator[Reading]:
    first, second = angles[0].value, angles[1].value
    yield Reading(first, second, crs, how)
    yield Reading(second, first, crs, how, 1)


def _metres(angles: tuple[_Angle, _Angle], city: tuple[float, float] | None, map_crs: str | None) -> Iterator[Reading]:
    first, second = angles[0].value, angles[1].value
    for doubt, (east, north) in enumerate(((first, second), (second, first))):
        if map_crs is not None:
            yield Reading(east, north, map_crs, _how(east, north, Phrase("crs_map")), doubt)
        if not _NORTHINGS[0] < north < _NORTHINGS[1]:
            continue
        for crs, zone, away in _zones(east, city):
            yield Reading(east, north, crs, _how(east, north, zone), doubt + 2 * away)


def _how(east: float, north: float, crs: Phrase) -> Phrase:
    return Phrase("how_metres", x=f"{east:.10g}", y=f"{north:.10g}", crs=crs)


def _zones(east: float, city: tuple[float, float] | None) -> Iterator[tuple[str, Phrase, int]]:
    """CRS, name and distance in zones from the city's, of the zones in which an easting may be."""
    number = int(east // 1_000_000)
    if 25 <= number <= 45:
        yield f"EPSG:{4513 + number - 25}", Phrase("crs_zone_3", zone=number, cm=number * 3), 0
    elif 13 <= number <= 23:
        yield f"EPSG:{4491 + number - 13}", Phrase("crs_zone_6", zone=number, cm=number * 6 - 3), 0
    elif 100_000 <= east <= 900_000 and city is not None and math.isfinite(city[0]):
        middle = round(city[0] / 3) * 3
        for away, meridian in enumerate((middle, middle - 3, middle + 3)):
            if 75 <= meridian <= 135:
                yield f"EPSG:{4534 + (meridian - 75) // 3}", Phrase("crs_meridian", cm=meridian), away
