"""Ticks at round numbers and moments, and numbers as a chart writes them."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.model.chart import Axis

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_DAY = 86_400.0
#: Steps of moments below a month, in seconds, and of months.
_SPANS = (60.0, 300.0, 900.0, 1800.0, 3600.0, 10_800.0, 21_600.0, 43_200.0, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTH, _YEAR = 30.44 * _DAY, 12
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - the city's own clock


def step_of(span: float, about: int, *, whole: bool = False) -> float:
    """A round step (1, 2, 2.5 or 5 times a power of ten) that parts ``span`` into about so many; whole if asked."""
    raw = span / max(about, 1)
    if not math.isfinite(raw) or raw <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((n * power for n in _STEPS if n * power >= raw * 0.999), 10 * power)
    return max(1.0, round(step)) if whole else step


def ticks(lo: float, hi: float, about: int = 5, *, whole: bool = False) -> list[float]:
    """Round numbers from the last one not above ``lo`` to the first not below ``hi``; ``whole`` allows no fractions."""
    step = step_of(hi - lo, about, whole=whole)
    first, last = math.floor(lo / step + 1e-9), math.ceil(hi / step - 1e-9)
    return [round(i * step, 12) for i in range(first, max(last, first + 1) + 1)]


def time_ticks(lo: float, hi: float, about: int = 6) -> list[tuple[float, str]]:
    """Moments within ``lo`` to ``hi`` (seconds since 1970) at round times, with their words."""
    raw = (hi - lo) / max(about, 1)
    span = next((one for one in _SPANS if one >= raw), None)
    if span is not None:
        first = math.ceil(lo / span)
        said = "%H:%M" if span < _DAY else "%m-%d"
        return [
            (i * span, f"{_EPOCH + dt.timedelta(seconds=i * span):{said}}") for i in range(first, int(hi // span) + 1)
        ]
    months = next((one for one in _MONTHS if one * _MONTH >= raw), _MONTHS[-1])
    start = _EPOCH + dt.timedelta(seconds=lo)
    made, at = [], -(-(start.year * 12 + start.month - 1) // months) * months
    while True:
        when = dt.datetime(at // 12, at % 12 + 1, 1)  # noqa: DTZ001
        second = (when - _EPOCH).total_seconds()
        if second > hi:
            break
        if second >= lo:
            made.append((second, f"{when:%Y}" if months >= _YEAR else f"{when:%Y-%m}"))
        at += months
    return made


def moment_text(seconds: float) -> str:
    """A moment as a tip tells it."""
    when = _EPOCH + dt.timedelta(seconds=seconds)
    return f"{when:%Y-%m-%d}" if seconds % _DAY == 0 else f"{when:%Y-%m-%d %H:%M}"


def number_text(value: float, axis: Axis, step: float | None = None) -> str:
    """A number with thousands set apart and no more decimals than it (or ``step``) needs; "–" for none."""
    if not math.isfinite(value):
        return "–"
    if axis.time:
        return moment_text(value)
    shown, grain = (value * 100, (step or 0.001) * 100) if axis.percent else (value, step)
    if grain is None:
        grain = 1.0 if float(shown).is_integer() else 10.0 ** (math.floor(math.log10(abs(shown) or 1)) - 2)
    decimals = next((n for n in range(7) if abs(round(grain, n) - grain) < grain * 1e-6), 6)
    text = f"{shown:,.{decimals}f}"
    if step is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{'0' if text == '-0' else text.replace('-', '−')}{'%' if axis.percent else ''}"
