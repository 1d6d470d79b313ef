"""The one reader of columns of times, as UTC or as what a clock shows, and the clock of a time zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from onemap.errors import RequestError
from onemap.model.moment import UNDATED, ZONE
from onemap.query.texts import texts
from onemap.query.warm import warm_up

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]
    #: datetime64[ms], NaT where there is none: in bytes the same as ``Ints`` with `UNDATED`.
    Times = npt.NDArray[np.datetime64]

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
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
    return _by_parts(values, Clock.of(zone), _utc)


def as_local(values: pa.Array | pa.ChunkedArray, zone: str = ZONE) -> Times:
    """The times of a column (n,) as a zone's clock shows them, datetime64[ms], NaT where there is none.

    Reads what `as_instants` reads. What names no zone stays as it stands, also where the clock skips it.

    Raises
    ------
    RequestError
        When there is no such zone.
    """
    return _by_parts(values, Clock.of(zone), _local).view("datetime64[ms]")


def local_time(text: str, zone: str = ZONE) -> np.datetime64:
    """An ISO 8601 text as a zone's clock shows it, in milliseconds; ValueError when it is none."""
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is None:
        return np.datetime64(found, "ms")
    return np.datetime64(int(Clock.of(zone).local(np.array([_since_1970(found)]))[0]), "ms")


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


class _Said(NamedTuple):
    """Times as they are said (n,): ms since 1970, and not 0 where they are UTC's, 0 where they are a clock's."""

    ms: Ints
    zoned: npt.NDArray[np.uint8]


def _by_parts(values: pa.Array | pa.ChunkedArray, clock: Clock, turned: Callable[[_Said, Clock], Ints]) -> Ints:
    import pyarrow as pa

    parts = values.chunks if isinstance(values, pa.ChunkedArray) else [values]
    found = [turned(_said(part), clock) for part in parts]
    return found[0] if len(found) == 1 else np.concatenate([np.empty(0, np.int64), *found])


def _utc(said: _Said, clock: Clock) -> Ints:
    return _turned(said.ms, said.zoned == 0, clock.utc)


def _local(said: _Said, clock: Clock) -> Ints:
    return _turned(said.ms, said.zoned != 0, clock.local)


def _turned(ms: Ints, those: npt.NDArray[np.bool_], turn: Callable[[Ints], Ints]) -> Ints:
    those = those & (ms != UNDATED)
    if those.all():
        return turn(ms)
    if those.any():
        ms[those] = turn(ms[those])
    return ms


def _said(values: pa.Array) -> _Said:
    """What one array says; where values repeat they are read once."""
    import pyarrow.types as t

    kind = values.type
    if t.is_dictionary(kind):
        known = _said(values.dictionary)
        at = values.indices.cast("int64").fill_null(len(known.ms)).to_numpy(zero_copy_only=False)
        return _Said(np.append(known.ms, UNDATED)[at], np.append(known.zoned, np.uint8(0))[at])
    if t.is_timestamp(kind) or t.is_date(kind):
        return _of_type(values)
    if t.is_integer(kind) or t.is_floating(kind) or t.is_decimal(kind):
        return _of_numbers(values)
    return _of_texts(texts(values))


def _of_type(values: pa.Array) -> _Said:
    import pyarrow as pa
    import pyarrow.types as t

    zoned = t.is_timestamp(values.type) and values.type.tz is not None
    plain = values.cast(pa.timestamp("ms", "UTC" if zoned else None), safe=False).cast(pa.int64())
    there = np.asarray(plain.is_valid())
    found = np.array(plain.fill_null(0).to_numpy(zero_copy_only=False), np.int64)
    found[~there] = UNDATED
    return _Said(found, np.full(len(found), zoned, np.uint8))


def _of_numbers(values: pa.Array) -> _Said:
    """Numbers as days, seconds or milliseconds; those that are none of them have no time."""
    import pyarrow as pa

    given = np.asarray(values.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False), np.float64)
    out, zoned = np.full(len(given), UNDATED, np.int64), np.zeros(len(given), np.uint8)
    for factor in (1000, 1):
        low, high = (edge * 1000 // factor for edge in _SECONDS)
        meant = (given >= low) & (given < high)
        out[meant], zoned[meant] = np.round(given[meant] * factor).astype(np.int64), 1
    days = (given >= 10_000_101) & (given < 99_991_232) & (given == np.floor(given))
    if days.any():
        written = pa.array(given[days].astype(np.int64)).cast(pa.string())
        out[days] = _of_texts(written).ms
    return _Said(out, zoned)


def _of_texts(values: pa.Array) -> _Said:
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        # Arrow reads the plainest form alone, but several times as fast.
        return _of_type(values.cast(pa.timestamp("ms")))
    except pa.ArrowInvalid:
        found = _read(values)
    left = np.flatnonzero((found.ms == UNDATED) & np.asarray(values.is_valid()))
    if len(left):
        # Digits and colons as wide as a character are the same digits and colons.
        found.ms[left], found.zoned[left] = _read(pc.utf8_normalize(values.take(left), "NFKC"))
        left = left[found.ms[left] == UNDATED]
    if len(left):
        found.ms[left], found.zoned[left] = _rest(values.take(left))
    return found


def _rest(values: pa.Array) -> _Said:
    """What is left of ISO 8601: weeks, and the like."""
    encoded = values.dictionary_encode()
    known = [_iso(text) for text in encoded.dictionary.to_pylist()]
    at = encoded.indices.to_numpy()
    return _Said(np.array([ms for ms, _ in known], np.int64)[at], np.array([z for _, z in known], np.uint8)[at])


def _iso(text: str) -> tuple[int, int]:
    """Milliseconds since 1970, and whether they are UTC's."""
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return UNDATED, 0
    zoned = found.tzinfo is not None
    return _since_1970(found if zoned else found.replace(tzinfo=dt.UTC)), int(zoned)


def _since_1970(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // dt.timedelta(milliseconds=1)


def _read(values: pa.Array) -> _Said:
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
    return _Said(out, zoned)
