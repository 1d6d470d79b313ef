"""Plain names of CRS in Chinese and English."""

from __future__ import annotations

import re

#: Datum as EPSG writes it in names -> (Chinese, English).
_DATUMS = {
    "CGCS2000": ("CGCS2000", "CGCS2000"),
    "China Geodetic Coordinate System 2000": ("CGCS2000", "CGCS2000"),
    "Xian 1980": ("西安80", "Xian 1980"),
    "Beijing 1954": ("北京54", "Beijing 1954"),
    "New Beijing": ("新北京54", "New Beijing"),
    "WGS 84": ("WGS 84", "WGS 84"),
    "WGS 84 (CRS84)": ("WGS 84", "WGS 84"),
}
_KRUGER = re.compile(r"(?P<datum>.+) / (?P<three>3-degree )?Gauss-Kruger (?P<how>zone|CM) (?P<number>\d+)E?$")
_UTM = re.compile(r"(?P<datum>.+) / UTM zone (?P<zone>\d+)(?P<half>[NS])$")


def names(title: str, *, geographic: bool) -> tuple[str, str]:
    """What people call a CRS in Chinese and English, by the title that EPSG gives it."""
    if match := _KRUGER.match(title):
        return _kruger(match)
    if match := _UTM.match(title):
        zh, en = _datum(match["datum"])
        side = "北" if match["half"] == "N" else "南"
        return f"{zh} / UTM {side} {match['zone']} 带", f"{en} / UTM zone {match['zone']}{match['half']}"
    if title == "WGS 84 / Pseudo-Mercator":
        return "Web 墨卡托（WGS 84）", "Web Mercator (WGS 84)"
    if geographic and title in _DATUMS:
        zh, en = _datum(title)
        return f"{zh} 经纬度", f"{en} longitude/latitude"
    return title, title


def _datum(text: str) -> tuple[str, str]:
    return _DATUMS.get(text, (text, text))


def _kruger(match: re.Match[str]) -> tuple[str, str]:
    zh, en = _datum(match["datum"])
    degrees, number = 3 if match["three"] else 6, int(match["number"])
    if match["how"] == "CM":
        return f"{zh} / {degrees}° 带 中央经线 {number}°E", f"{en} / {degrees}° zone, CM {number}°E"
    meridian = number * 3 if degrees == 3 else number * 6 - 3
    return (
        f"{zh} / {degrees}° 带 第 {number} 带（中央经线 {meridian}°E，横坐标含带号）",
        f"{en} / {degrees}° zone {number} (CM {meridian}°E, zone number in easting)",
    )
