"""The span of time that the map shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from onemap.model.definition import TimeField

#: The city's time zone: China has one.
ZONE = "Asia/Shanghai"


class Moment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What of all layers with times is shown: from ``start`` to before ``end``.

    Both are UTC milliseconds since 1970; None is open. ``hours`` (0 to 23) and ``weekdays`` (0 Monday to 6 Sunday) of
    the local time in ``zone`` narrow it further, empty ones do not. ``undated`` shows rows without a time, too.
    """

    start: int | None = None
    end: int | None = None
    hours: tuple[int, ...] = ()
    weekdays: tuple[int, ...] = ()
    undated: bool = False
    zone: str = ZONE

    @property
    def is_open(self) -> bool:
        """Whether it leaves nothing out."""
        return self.start is None and self.end is None and not self.hours and not self.weekdays and self.undated


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """The times of a layer's features, ready for spans; arrays are read-only.

    ``start`` (m,) int64 by position are UTC milliseconds, `UNDATED` where there is none; ``end`` (m,) the same of when
    it ended, `UNENDED` while it goes on, or None where rows are instants. ``order`` (k,) int32 are the positions with a
    time, by time and then by position, ``times`` (k,) int64 their times. ``slot`` (m,) uint8 is weekday x 24 + hour in
    ``zone``.
    """

    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64] | None
    order: npt.NDArray[np.int32]
    times: npt.NDArray[np.int64]
    slot: npt.NDArray[np.uint8]
    zone: str = ZONE

    @property
    def undated(self) -> int:
        """How many features have no time."""
        return len(self.start) - len(self.order)


@dataclass(frozen=True, slots=True)
class Times:
    """When the rows of a layer are, by the columns ``field``: ``order`` those with a position, ``left`` the others.

    ``left_rows`` (k,) int64 are the rows of the others.
    """

    field: TimeField
    order: TimeOrder
    left: TimeOrder
    left_rows: npt.NDArray[np.int64]


#: Marks a position without a time, and one that has not ended.
UNDATED, UNENDED = -(1 << 63), (1 << 63) - 1


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of a calendar: ``count`` hours, days, weeks, months or years."""

    count: Annotated[int, msgspec.Meta(ge=1, le=9999)]
    unit: Literal["h", "d", "w", "m", "y"]
