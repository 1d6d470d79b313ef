"""What lies under a marker's picture: who clicks the head of a pin means the pin, though its place is at the tip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onemap.model.style import Style, Symbol

#: The number of those that are in no class, as in `DrawnLayer`.
_REST = 254
#: The head of a pin of size 1: its middle above the tip, and its radius.
_PIN = 0.65, 0.36


@dataclass(frozen=True, slots=True)
class Reach:
    """The round part of a marker: its middle lies ``lift_m`` above the place, its radius is ``radius_m``."""

    lift_m: float
    radius_m: float

    @property
    def farthest_m(self) -> float:
        """The distance from the place to the farthest point of the picture."""
        return self.lift_m + self.radius_m


def reaches(style: Style, metres_per_mm: float) -> dict[int, Reach]:
    """The reach of the markers of each class by its number as in `DrawnLayer`, at a scale; of no use for lines."""
    symbols = {number: one.symbol for number, one in enumerate(style.classes)} if style.kind != "single" else {}
    if style.symbol is not None:
        symbols[_REST] = style.symbol
    return {number: _reach(symbol, metres_per_mm) for number, symbol in symbols.items()}


def _reach(symbol: Symbol, metres_per_mm: float) -> Reach:
    lift, radius = _PIN if symbol.marker == "pin" else (0.0, 0.5)
    size = symbol.size_mm * metres_per_mm
    return Reach(lift * size, radius * size)
