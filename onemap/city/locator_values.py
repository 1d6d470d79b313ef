"""What can be found in a city, and what an answer says: frozen values of `onemap.city.locator`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from onemap.model.extent import Extent

if TYPE_CHECKING:
    import numpy.typing as npt

    from onemap.city.locator_codes import CodeIndex
    from onemap.city.locator_names import NameIndex
    from onemap.messages import Phrase
    from onemap.model.prepared import Prepared

#: Up to so many rows are outlined one by one.
FEW = 64
Group = Literal["command", "layer", "code", "feature", "place", "coordinate"]
#: Roles whose names are found before those of others.
WEIGHT = {"division": 9.0, "unit_grid": 6.0, "road": 5.0, "water": 5.0, "green": 5.0, "place": 4.0, "parking": 3.0}


@dataclass(frozen=True, slots=True)
class Titled:
    """A layer or a command by its key and the titles it has."""

    key: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """A layer's rows as they are searched; ``places`` (source rows,) int32 is each row's position, -1 for none."""

    id: str
    title: Phrase | str
    role: str
    prepared: Prepared
    places: npt.NDArray[np.int32]
    names: NameIndex | None = None
    addresses: NameIndex | None = None
    classes: NameIndex | None = None
    codes: CodeIndex | None = None

    def box(self, rows: npt.NDArray[np.int64]) -> Extent | None:
        """Box round the given source rows, map CRS; None when none of them is drawn."""
        at = self.places[rows]
        at = at[at >= 0]
        if self.prepared.bounds is not None:
            return Extent.of_bounds(self.prepared.bounds[at])
        return Extent.of_bounds(np.hstack([self.prepared.coords[at], self.prepared.coords[at]]))


@dataclass(frozen=True, slots=True)
class City:
    """What can be found. ``crs`` and ``extent`` are the map's, ``middle`` is its longitude and latitude."""

    layers: tuple[Titled, ...] = ()
    commands: tuple[Titled, ...] = ()
    searched: tuple[Searched, ...] = ()
    crs: str | None = None
    extent: Extent | None = None
    middle: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer: what it is, how the text was understood, where it is in the map's CRS (None for what has no place).

    ``key`` is a layer's id, a command's or a code; ``row`` the source row when it is one, ``count`` how many there are,
    ``rows`` all of them while they are few.
    """

    group: Group
    title: str
    how: Phrase
    score: float
    key: str = ""
    layer: str = ""
    row: int | None = None
    extent: Extent | None = None
    count: int = 1
    inside: bool = True
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """All candidates, the best first, and what else there is to tell."""

    text: str
    candidates: tuple[Candidate, ...]
    notes: tuple[Phrase, ...] = ()


def few(rows: npt.NDArray[np.int64]) -> tuple[int, ...]:
    """The rows when they are few enough to be outlined one by one, else none."""
    return tuple(rows.tolist()) if len(rows) <= FEW else ()
