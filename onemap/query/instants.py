"""Columns of times as UTC, whatever they are written as, and the clock of a time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from onemap.errors import RequestError
from onemap.model.moment import UNDATED, ZONE
from onemap.query.texts import texts
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]

_DAY, _HOUR = 86_400_000, 3_600_000
#: A clock is looked at so often, seconds: none of the database is set twice between and comes back to what it was.
_LOOK_S = 7 * 86_400
#: Years between which a zone's clock is looked up; before and after, it goes as at the edge.
_YEARS = 1900, 2100
#: Numbers from and to which a column of numbers may be seconds since 1970 (1973 to 2286); milliseconds are 1000 times.
_SECONDS = 10**8, 10**10
#: Thursday was the weekday of 1970-01-01.
_FIRST_WEEKDAY = 3


def as_instants(values: pa.Array | pa.ChunkedArray, zone: str = ZONE) -> Ints:
    """The times of a column (n,) as UTC milliseconds since 1970, `UNDATED` where there is none.

    Dates, timestamps, texts of many forms (`instant_kernels.read`), and numbers that are a day like 20260630 or
    seconds or milliseconds since 1970. What names no zone is a clock's time in ``zone``; an hour that a clock shows
    twice is the first of the two, one that it skips is counted on from before.

    Raises
    ------
    RequestError
        When there is no such zone.
    """
    import pyarrow as pa

    clock = Clock.of(zone)
    if not isinstance(values, pa.ChunkedArray):
        return _instants(values, clock)
    parts = [_instants(part, clock) for part in values.chunks]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def slots_of(instants: Ints, zone: str = ZONE) -> npt.NDArray[np.uint8]:
    """Weekday (0 Monday) x 24 + hour of a zone's clock, of UTC milliseconds; whatever where undated."""
    out = np.empty(len(instants), np.uint8)
    clock = Clock.of(zone)
    for first in range(0, len(instants), 1 << 20):
        part = slice(first, first + (1 << 20))
        local = clock.local(instants[part])
        weekday = (local // _DAY + _FIRST_WEEKDAY) % 7
        out[part] = weekday * 24 + local % _DAY // _HOUR
    return out


@dataclass(frozen=True, slots=True)
class Clock:
    """How a zone's clock goes: ``changes`` (k,) UTC ms at which it is set, ``ahead`` (k + 1,) ms it is before UTC."""

    changes: Ints
    ahead: Ints

    @staticmethod
    def of(zone: str) -> Clock:
        """The clock of a zone of the IANA database such as "Asia/Shanghai"; RequestError when there is none."""
        return _clock(zone)

    def local(self, instants: Ints) -> Ints:
        """What the clock shows, ms since 1970-01-01 00:00 on it."""
        return instants + self._at(self.changes, instants)

    def utc(self, local: Ints) -> Ints:
        """When the clock shows it: the first time of two, and as if it had not been set where it never does."""
        seen = self.changes + np.maximum(self.ahead[:-1], self.ahead[1:])
        return local - self._at(seen, local)

    def _at(self, edges: Ints, times: Ints) -> Ints | np.int64:
        if not len(times):
            return np.int64(0)
        first, last = np.searchsorted(edges, [times.min(), times.max()], side="right")
        if first == last:
            return np.int64(self.ahead[first])
        found: Ints = self.ahead[np.searchsorted(edges, times, side="right")]
        return found


@lru_cache(maxsize=64)
def _clock(zone: str) -> Clock:
    try:
        known = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RequestError("zone_unknown", zone=zone) from error
    start, end = (int(dt.datetime(year, 1, 1, tzinfo=dt.UTC).timestamp()) for year in _YEARS)
    weeks = range(start, end, _LOOK_S)
    by_week = [_ahead(known, week) for week in weeks]
    changes, ahead = [], [by_week[0]]
    for week, before, after in zip(weeks, by_week, by_week[1:], strict=False):
        if before != after:
            changes.append(_change(known, week, week + _LOOK_S, before))
            ahead.append(after)
    return Clock(np.array(changes, np.int64) * 1000, np.array(ahead, np.int64) * 1000)


def _ahead(zone: ZoneInfo, seconds: int) -> int:
    offset = dt.datetime.fromtimestamp(seconds, zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def _change(zone: ZoneInfo, low: int, high: int, before: int) -> int:
    """The second at which the clock is set, between one when it is ``before`` ahead and one when it is not."""
    while high - low > 1:
        middle = (low + high) // 2
        if _ahead(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _instants(values: pa.Array, clock: Clock) -> Ints:
    """UTC of one array; where values repeat they are read once."""
    import pyarrow.types as t

    kind = values.type
    if t.is_dictionary(kind):
        known = np.append(_instants(values.dictionary, clock), UNDATED)
        at = values.indices.cast("int64").fill_null(len(known) - 1).to_numpy(zero_copy_only=False)
        return np.asarray(known[at], np.int64)
    if t.is_timestamp(kind) or t.is_date(kind):
        return _of_type(values, clock)
    if t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind):
        return _of_numbers(values, clock)
    return _of_texts(texts(values), clock)


def _of_type(values: pa.Array, clock: Clock) -> Ints:
    import pyarrow as pa
    import pyarrow.types as t

    zoned = t.is_timestamp(values.type) and values.type.tz is not None
    plain = values.cast(pa.timestamp("ms", "UTC" if zoned else None), safe=False).cast(pa.int64())
    there = np.asarray(plain.is_valid())
    found = np.array(plain.fill_null(0).to_numpy(zero_copy_only=False), np.int64)
    made = found if zoned else clock.utc(found)
    made[~there] = UNDATED
    return made


def _of_numbers(values: pa.Array, clock: Clock) -> Ints:
    """Numbers as days, seconds or milliseconds; those that are none of them have no time."""
    import pyarrow as pa

    given = np.asarray(values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), np.float64)
    out = np.full(len(given), UNDATED, np.int64)
    for factor in (1000, 1):
        low, high = (edge * 1000 // factor for edge in _SECONDS)
        meant = (given >= low) & (given < high)
        out[meant] = np.round(given[meant] * factor).astype(np.int64)
    days = (given >= 10_000_101) & (given < 99_991_232) & (given == np.floor(given))
    if days.any():
        written = pa.array(given[days].astype(np.int64)).cast(pa.string())
        out[days] = _of_texts(written, clock)
    return out


def _of_texts(values: pa.Array, clock: Clock) -> Ints:
    import pyarrow.compute as pc

    local, zoned = _read(values)
    left = np.flatnonzero((local == UNDATED) & np.asarray(values.is_valid()))
    if len(left):
        # Digits and colons as wide as a character are the same digits and colons.
        local[left], zoned[left] = _read(pc.utf8_normalize(values.take(left), "NFKC"))
    clocks = (local != UNDATED) & (zoned == 0)
    if clocks.all():
        return clock.utc(local)
    local[clocks] = clock.utc(local[clocks])
    return local


def _read(values: pa.Array) -> tuple[Ints, npt.NDArray[np.uint8]]:
    import pyarrow as pa

    from onemap.query import instant_kernels

    warm_up()
    wide = values.cast(pa.large_string())
    _, offsets, data = wide.buffers()
    edges = np.frombuffer(offsets, np.int64, len(wide) + 1, wide.offset * 8) if len(wide) else np.zeros(1, np.int64)
    letters = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    out, zoned = np.empty(len(wide), np.int64), np.empty(len(wide), np.uint8)
    instant_kernels.read(letters, edges, out, zoned)
    if wide.null_count:
        out[~np.asarray(wide.is_valid())] = UNDATED
    return out, zoned
