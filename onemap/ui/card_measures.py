"""Sizes of what a card paints, px: at a desk, and in the field where it is read at arm's length and hit by fingers."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from onemap.ui import text_size


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights of the parts of a card, and sizes of its text.

    ``text`` is the usual size, ``head`` that of titles, ``small`` of notes and words under numbers, ``big`` of the
    numbers on tiles, ``tiny`` of numbers over bars, ``strip`` the height of the tabs.
    """

    edge: float = 14
    row: float = 26
    title: float = 32
    tile: float = 54
    chart: float = 92
    gauge: float = 40
    note: float = 20
    gap: float = 12
    text: int = 13
    head: int = 12
    small: int = 11
    big: int = 16
    tiny: int = 9
    strip: int = 50

    def grown(self) -> Measures:
        """These sizes as large as the system's size of text asks for."""
        if text_size.factor() == 1.0:
            return self
        return Measures(**{name: text_size.px(size) for name, size in asdict(self).items()})


DESK = Measures()
FIELD = Measures(
    edge=16, row=48, title=42, tile=80, chart=140, gauge=62, note=28, gap=14, text=18, head=16, small=15, big=24,
    tiny=12, strip=66,
)  # fmt: skip
