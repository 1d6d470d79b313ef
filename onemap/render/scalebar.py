"""The scale bar: a round length that fits, in metres or kilometres."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """A bar of ``parts`` equal parts: its whole length in metres on the ground and in millimetres on the sheet."""

    length_m: float
    length_mm: float
    parts: int

    def labels(self) -> tuple[str, ...]:
        """What is written under the ends of the parts, from 0 on, the unit behind the last."""
        divisor, unit = (1000.0, "km") if self.length_m >= 1000 else (1.0, "m")
        values = [self.length_m * part / self.parts / divisor for part in range(self.parts + 1)]
        return (*(f"{value:,.12g}" for value in values[:-1]), f"{values[-1]:,.12g}\N{THIN SPACE}{unit}")


def scale_bar(metres_per_mm: float, longest_mm: float) -> ScaleBar:
    """The longest bar of 1, 2 or 5 times a power of ten metres that is no longer than ``longest_mm``."""
    longest = metres_per_mm * longest_mm
    power = 10.0 ** math.floor(math.log10(longest))
    # 9.999... of a power must not fall a step for a rounding error.
    step = max(step for step in (1, 2, 5) if step * power <= longest * (1 + 1e-12))
    length = step * power
    return ScaleBar(length, length / metres_per_mm, 4 if step == 2 else step if step == 5 else 2)


def ratio(scale: float) -> str:
    """``1:n`` with n rounded to four figures where it is large or not whole."""
    if scale < 10:
        return f"1:{scale:.3g}"
    whole = round(scale)
    if abs(scale - whole) > 1e-6 * scale or whole > 10_000:
        digits = max(0, math.floor(math.log10(scale)) - 3)
        whole = round(scale / 10**digits) * 10**digits
    return f"1:{whole:,}"
