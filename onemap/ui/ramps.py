"""Colour ramps: data of resources/ramps, those safe for colour-blind readers first."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from onemap.io.files import resource

if TYPE_CHECKING:
    from collections.abc import Sequence

RampKind = Literal["sequential", "diverging", "qualitative"]


@dataclass(frozen=True, slots=True)
class Ramp:
    """A row of colours; ``safe`` is the number of classes up to which colour-blind readers tell them apart."""

    name: str
    title: str
    title_en: str
    kind: RampKind
    safe: int
    colors: tuple[str, ...]

    def take(self, count: int, *, turned: bool = False) -> list[str]:
        """``count`` colours: a qualitative ramp's in its order and then paler, others evenly from end to end."""
        colors = self.colors[::-1] if turned else self.colors
        if self.kind == "qualitative":
            return [_paler(colors[i % len(colors)], i // len(colors)) for i in range(count)]
        if count == 1:
            return [_between(colors, 0.6)]
        first = 0.12 if self.kind == "sequential" and _is_pale(colors[0]) else 0.0
        last = 0.88 if self.kind == "sequential" and _is_pale(colors[-1]) else 1.0
        return [_between(colors, first + (last - first) * i / (count - 1)) for i in range(count)]


@cache
def ramps() -> dict[str, Ramp]:
    """All ramps by name: qualitative, sequential, diverging, in each kind the safe ones first."""
    found = [ramp for path in sorted(resource("ramps").glob("*.toml")) for ramp in _read(path.read_text("utf-8"))]
    order = {"qualitative": 0, "sequential": 1, "diverging": 2}
    found.sort(key=lambda ramp: (order[ramp.kind], -min(ramp.safe, 8)))
    return {ramp.name: ramp for ramp in found}


def fitting(*, numbers: bool) -> list[Ramp]:
    """Ramps for classes of numbers, or for categories; the others of no use there are left out."""
    return [ramp for ramp in ramps().values() if (ramp.kind != "qualitative") == numbers]


def _read(text: str) -> list[Ramp]:
    return [msgspec.convert({"name": name, **told}, Ramp) for name, told in tomllib.loads(text).items()]


def _rgb(color: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(color[1:7]))


def _hex(rgb: Sequence[float]) -> str:
    return "#" + "".join(f"{round(c):02X}" for c in rgb)


def _between(colors: Sequence[str], share: float) -> str:
    place = share * (len(colors) - 1)
    low = min(int(place), len(colors) - 2)
    pairs = zip(_rgb(colors[low]), _rgb(colors[low + 1]), strict=True)
    return _hex([a + (b - a) * (place - low) for a, b in pairs])


def _paler(color: str, times: int) -> str:
    kept = 0.62**times
    return _hex([255 - (255 - c) * kept for c in _rgb(color)])


def _is_pale(color: str) -> bool:
    return min(_rgb(color)) > 200
