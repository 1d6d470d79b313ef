"""Lengths, areas, bearings and angles as people read them."""

from __future__ import annotations

import math

from onemap.city.card_lines import area_text
from onemap.ui import language

_POINTS_ZH = (
    "北", "北东北", "东北", "东东北", "东", "东东南", "东南", "南东南",
    "南", "南西南", "西南", "西西南", "西", "西西北", "西北", "北西北",
)  # fmt: skip
_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
#: An area below this is told in square metres alone.
_SMALL_AREA = 10_000.0


def length_text(metres: float) -> str:
    """A length: metres with centimetres below a hundred metres, kilometres from one on."""
    if not math.isfinite(metres):
        return "–"
    if metres >= 1000:
        return f"{metres / 1000:,.3f} km"
    return f"{metres:,.2f} m" if metres < 100 else f"{metres:,.1f} m"


def area_words(square_metres: float) -> str:
    """An area: square metres, from a hectare on hectares or square kilometres too."""
    if not math.isfinite(square_metres):
        return "–"
    if square_metres < _SMALL_AREA:
        return f"{square_metres:,.1f} m²"
    return area_text(square_metres)


def bearing_text(degrees: float) -> str:
    """A direction: degrees clockwise from true north, and the point of the compass."""
    if not math.isfinite(degrees):
        return "–"
    points = _POINTS_ZH if language.current() == "zh" else _POINTS
    return f"{round(degrees, 1) % 360:.1f}° {points[round(degrees / 22.5) % 16]}"


def angle_text(degrees: float) -> str:
    """An angle in degrees, and in degrees and minutes."""
    if not math.isfinite(degrees):
        return "–"
    minutes = round(degrees * 60)
    return f"{degrees:.2f}° ({minutes // 60}°{minutes % 60:02d}′)"
