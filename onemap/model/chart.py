"""A chart as a value: what is shown, in which colours, with which words; nothing of pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

#: Bars lie, columns stand; a histogram's columns stand on the spans between its edges.
ChartKind = Literal["bars", "columns", "histogram", "line", "scatter"]
#: Colours of series that name none, in their order; any two of them are told apart without one kind of cone.
SERIES_COLORS = tuple(f"@series_{number:02d}" for number in range(1, 9))


@dataclass(frozen=True, slots=True)
class Axis:
    """Words of an axis; ``unit`` is set behind its title, ``percent`` shows 0.25 as 25 %, ``time`` reads seconds.

    Times are seconds since 1970 of the city's own clock.
    """

    title: str = ""
    unit: str = ""
    percent: bool = False
    time: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Values that belong together: ``values`` (n,) float64 with NaN where there is none, ``at`` (n,) along the axis.

    ``at`` is needed by lines and scatters alone. ``colors`` gives every item its own colour in place of ``color``.
    """

    values: Floats
    name: str = ""
    color: str = ""
    at: Floats = field(default_factory=lambda: np.empty(0))
    colors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A line across the chart at a value, with its words."""

    value: float
    label: str = ""
    color: str = "@bad"


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One chart.

    ``categories`` (n) name the items of bars and columns; ``edges`` (n + 1,) bound those of a histogram,
    and of a line whose points tell of spans. ``brushed`` is
    the chosen range along the axis of items, in its units (places of categories: 2.0 to 4.0 are the third and fourth);
    ``highlighted`` are places of items that stand out. ``note`` is told below the title.
    """

    kind: ChartKind
    series: tuple[Series, ...]
    categories: tuple[str, ...] = ()
    edges: Floats = field(default_factory=lambda: np.empty(0))
    title: str = ""
    note: str = ""
    value_axis: Axis = Axis()
    item_axis: Axis = Axis()
    stacked: bool = False
    brushed: tuple[float, float] | None = None
    highlighted: frozenset[int] = frozenset()
    references: tuple[Reference, ...] = ()

    @property
    def size(self) -> int:
        """How many items there are along the axis."""
        return max((len(one.values) for one in self.series), default=0)

    def color(self, series: int, item: int = 0) -> str:
        """The colour of an item."""
        one = self.series[series]
        own = one.colors[item] if item < len(one.colors) else one.color
        return own or SERIES_COLORS[series % len(SERIES_COLORS)]


def floats(values: Iterable[float | None]) -> Floats:
    """Numbers as a series has them: float64, read-only, NaN where there is none."""
    made = np.array([np.nan if value is None else value for value in values], np.float64)
    made.flags.writeable = False
    return made


def histogram(values: Floats, bins: int = 30) -> tuple[Floats, Floats]:
    """How many of the finite values lie in each of equal spans: counts (bins,) and edges (bins + 1,).

    A span holds its lower edge, the last one its upper edge, too. No finite value gives one empty span.
    """
    finite = values[np.isfinite(values)]
    if not len(finite):
        return np.zeros(1), np.array([0.0, 1.0])
    lo, hi = float(finite.min()), float(finite.max())
    counts, edges = np.histogram(finite, bins if hi > lo else 1, (lo, hi) if hi > lo else (lo - 0.5, lo + 0.5))
    return counts.astype(np.float64), edges
