"""Kernels that read times as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onemap.compiled import kernel, part

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Bytes = npt.NDArray[np.uint8]

_UNDATED = -(1 << 63)
_DAY, _HOUR, _MINUTE = 86_400_000, 3_600_000, 60_000
#: Groups of digits that are looked at: year to second, and the fraction of the second.
_GROUPS = 7


@part
def days_of(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 of a date of the Gregorian calendar.

    After Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil.
    """
    y = year - 1 if month <= 2 else year
    era = y // 400
    of_era = y - era * 400
    of_year = (153 * (month + (9 if month <= 2 else -3)) + 2) // 5 + day - 1
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719_468


@part
def _month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@part
def _joined(year: int, month: int, day: int, hour: int, minute: int, second: int, ms: int) -> int:
    """Milliseconds from 1970 of a local date and time, undated where there is no such; 24:00 ends a day."""
    if year < 1 or month < 1 or month > 12 or day < 1 or day > _month_length(year, month):
        return _UNDATED
    whole = hour == 24 and minute == 0 and second == 0 and ms == 0
    if (hour > 23 and not whole) or minute > 59 or second > 60:
        return _UNDATED
    return days_of(year, month, day) * _DAY + hour * _HOUR + minute * _MINUTE + second * 1000 + ms


@part
def _thousandths(value: int, length: int) -> int:
    """The first three digits of a fraction."""
    for _ in range(length, 3):
        value *= 10
    for _ in range(3, length):
        value //= 10
    return value


@part
def _packed(value: int, length: int) -> int:
    """A time written as digits alone: a day, a day with minutes, seconds or thousandths, or seconds since 1970."""
    if length == 8:
        return _joined(value // 10_000, value // 100 % 100, value % 100, 0, 0, 0, 0)
    if length == 12:
        day, time = value // 10_000, value % 10_000
        return _joined(day // 10_000, day // 100 % 100, day % 100, time // 100, time % 100, 0, 0)
    if length in (14, 17):
        ms = value % 1000 if length == 17 else 0
        value = value // 1000 if length == 17 else value
        day, time = value // 1_000_000, value % 1_000_000
        return _joined(day // 10_000, day // 100 % 100, day % 100, time // 10_000, time // 100 % 100, time % 100, ms)
    return _UNDATED


@part
def _half_of_day(data: Bytes, at: int, last: int) -> int:
    """1 for a mark of the first half of the day (AM, 上午), 2 for one of the second (PM, 下午), else 0."""
    if at + 1 < last and (data[at + 1] == 77 or data[at + 1] == 109):
        if data[at] == 65 or data[at] == 97:
            return 1
        if data[at] == 80 or data[at] == 112:
            return 2
    if at + 5 < last and data[at] == 0xE4 and data[at + 1] == 0xB8 and data[at + 3] == 0xE5 and data[at + 4] == 0x8D:
        if data[at + 2] == 0x8A:
            return 1
        if data[at + 2] == 0x8B:
            return 2
    return 0


@part
def _is_digit(byte: int) -> bool:
    return 48 <= byte <= 57


@part
def _zone(data: Bytes, at: int, last: int) -> int:
    """Minutes ahead of UTC of a zone like +08:00, +0800 or +08 behind its sign; 10,000 when it is none."""
    value, digits = 0, 0
    for i in range(at, last):
        if _is_digit(data[i]):
            value, digits = value * 10 + data[i] - 48, digits + 1
        elif data[i] != 58 and data[i] != 32:
            return 10_000
    if digits == 2:
        return value * 60 if value < 24 else 10_000
    if digits == 4 and value // 100 < 24 and value % 100 < 60:
        return value // 100 * 60 + value % 100
    return 10_000


@kernel("void(ro(u1, 1), ro(i8, 1), rw(i8, 1), rw(u1, 1))")
def read(data: Bytes, edges: Ints, out: Ints, zoned: Bytes) -> None:
    """Read texts, UTF-8 in ``data`` from each of the ``edges`` to the next, as times.

    ``out`` gets milliseconds since 1970, undated where a text is no time; ``zoned`` 1 where they are of UTC because the
    text said a zone or is seconds since 1970, 0 where they are a clock's. What stands between the numbers does not
    matter, so that 2026-06-30, 2026/6/30 and 2026年6月30日 are one; the year comes first and has four digits.
    """
    for row in range(edges.shape[0] - 1):
        at, last = edges[row], edges[row + 1]
        out[row], zoned[row] = _UNDATED, 0
        while at < last and data[at] <= 32:
            at += 1
        while last > at and data[last - 1] <= 32:
            last -= 1
        n, half, zone, wrong = 0, 0, 10_001, at == last or not _is_digit(data[at])
        y = mo = d = h = mi = s = f = 0
        ly = lh = lf = 0
        while at < last and not wrong:
            byte = data[at]
            if _is_digit(byte):
                value, length = 0, 0
                while at < last and _is_digit(data[at]) and length < 18:
                    value, length, at = value * 10 + data[at] - 48, length + 1, at + 1
                if n == 0:
                    y, ly = value, length
                elif n == 1:
                    mo = value
                    lh = length
                elif n == 2:
                    d = value
                elif n == 3:
                    h = value
                elif n == 4:
                    mi = value
                elif n == 5:
                    s = value
                elif n == 6:
                    f, lf = value, length
                n += 1
                wrong = n > _GROUPS or (0 < n - 1 < 6 and length > 2 and not (n == 2 and ly == 8))
                continue
            timed = n >= 4 or (n == 2 and ly == 8)
            if timed and byte in (43, 45):
                zone = _zone(data, at + 1, last)
                if byte == 45 and zone != 10_000:
                    zone = -zone
                wrong = zone == 10_000
                break
            if timed and byte in (90, 122) and at + 1 == last:
                zone = 0
                break
            mark = _half_of_day(data, at, last)
            if mark > 0:
                half = mark
                at += 6 if byte == 0xE4 else 2
                continue
            letter = 65 <= (byte & 0xDF) <= 90
            wrong = letter and not (byte in (84, 116) and (n == 3 or (n == 1 and ly == 8)))
            at += 1
        if wrong:
            continue
        if n == 1 and ly in (10, 13):
            out[row], zoned[row] = (y * 1000 if ly == 10 else y), 1
            continue
        if half > 0 and (n < 4 or h < 1 or h > 12):
            continue
        if half > 0:
            h = h % 12 + (12 if half == 2 else 0)
        if n == 1:
            found = _packed(y, ly)
        elif n == 2 and ly == 8 and lh in (4, 6):
            found = _packed(y * 10**lh + mo, 8 + lh)
        elif n >= 3 and ly == 4:
            found = _joined(y, mo, d, h, mi, s, _thousandths(f, lf))
        else:
            continue
        if found != _UNDATED and zone <= 10_000:
            found -= zone * _MINUTE
            zoned[row] = 1
        out[row] = found
