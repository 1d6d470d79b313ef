"""The next row that holds a text: looked for from a row on, around the end, until one is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from onemap.errors import CancelledError
from onemap.query.few_rows import taken
from onemap.query.texts import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy.typing as npt
    import pyarrow as pa

#: Rows that are looked through at once; the first few are fewer, because what is near is found soonest.
_FIRST, _PART = 1 << 12, 1 << 17


class Findable(Protocol):
    """What is looked through: ``text`` anywhere in a value of ``columns``, from view row ``start`` on."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Where to look."""

    @property
    def text(self) -> str:
        """What is looked for, capitals or not."""

    @property
    def start(self) -> int:
        """The view row that is looked at first."""

    @property
    def backwards(self) -> bool:
        """Whether to go up."""

    @property
    def rows(self) -> int:
        """Rows of the view."""

    def values(self, name: str, first: int, last: int) -> pa.ChunkedArray:
        """The values of a column in the view rows from ``first`` on, below ``last``, as they may be shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is looked for: ``text`` anywhere in a value of ``columns``, capitals or not, from view row ``start`` on.

    ``order`` are the source rows in the order of the view, None as they are. ``shown(name, values)`` gives values as
    they may be shown, in which alone is looked.
    """

    table: pa.Table
    columns: tuple[str, ...]
    text: str
    start: int = 0
    backwards: bool = False
    order: npt.NDArray[np.int32] | None = None
    shown: Callable[[str, pa.ChunkedArray], pa.ChunkedArray] | None = None

    @property
    def rows(self) -> int:
        """Rows of the view."""
        return self.table.num_rows if self.order is None else len(self.order)

    def values(self, name: str, first: int, last: int) -> pa.ChunkedArray:
        """The values of a column in the view rows from ``first`` on, below ``last``, as they may be shown."""
        column = self.table.column(name)
        if self.order is None:
            part = column.slice(first, last - first)
        else:
            part = taken(column, self.order[first:last].astype(np.int64))
        return part if self.shown is None else self.shown(name, part)


def find(what: Findable, cancelled: Callable[[], bool] | None = None) -> tuple[int, str] | None:
    """The view row and the column of the next hit, ``start`` itself looked at first; None when there is none."""
    for first, last in _spans(what):
        if cancelled is not None and cancelled():
            raise CancelledError
        found = _in_span(what, first, last)
        if found is not None:
            return found
    return None


def _spans(what: Findable) -> Iterator[tuple[int, int]]:
    """Runs of view rows in the order in which they are looked through; in each one direction holds."""
    count, start = what.rows, min(max(what.start, 0), max(what.rows - 1, 0))
    size = _FIRST
    for low, high in [(0, start + 1), (start + 1, count)] if what.backwards else [(start, count), (0, start)]:
        done = low
        while done < high:
            step = min(size, high - done)
            # From behind, what is done counts from the run's end.
            first = low + high - done - step if what.backwards else done
            yield first, first + step
            done, size = done + step, min(size * 4, _PART)


def _in_span(what: Findable, first: int, last: int) -> tuple[int, str] | None:
    import pyarrow.compute as pc

    best: tuple[int, str] | None = None
    for name in what.columns:
        at = 0
        for chunk in what.values(name, first, last).chunks:
            hit = pc.match_substring(texts(chunk), what.text, ignore_case=True)
            places = np.flatnonzero(pc.fill_null(hit, fill_value=False).to_numpy(zero_copy_only=False))
            if len(places):
                row = first + at + int(places[-1] if what.backwards else places[0])
                if best is None or (row > best[0] if what.backwards else row < best[0]):
                    best = row, name
                if not what.backwards:
                    break
            at += len(chunk)
    return best
