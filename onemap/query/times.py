"""Values of a column as local times of the city."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from onemap.query.texts import texts

if TYPE_CHECKING:
    import numpy.typing as npt
    import pyarrow as pa

    Times = npt.NDArray[np.datetime64]

#: The city's time: China has one, eight hours ahead of UTC.
ZONE = dt.timezone(dt.timedelta(hours=8))
_AHEAD = np.timedelta64(8, "h")
_NAT = np.datetime64("NaT", "ms")
_DIGITS_OF_A_DAY = 8


def as_times(values: pa.Array) -> Times:
    """Dates, timestamps and texts like "2026-06-30 17:20:00" or "20260630" as datetime64[ms], others NaT.

    What has a zone is brought to the city's (UTC+8), what has none is taken as it stands.
    """
    import pyarrow as pa
    import pyarrow.types as t

    if t.is_dictionary(values.type):
        known = np.append(as_times(values.dictionary), _NAT)
        return np.asarray(known[values.indices.cast("int64").fill_null(len(known) - 1).to_numpy()])
    if t.is_timestamp(values.type) or t.is_date(values.type):
        zoned = t.is_timestamp(values.type) and values.type.tz is not None
        plain = values.cast(pa.timestamp("ms", "UTC" if zoned else None), safe=False)
        found = np.asarray(plain.to_numpy(zero_copy_only=False), "datetime64[ms]")
        return np.asarray(found + _AHEAD, "datetime64[ms]") if zoned else found
    return _read(texts(values))


def _read(values: pa.Array) -> Times:
    """Texts as times: all at once where all are in ISO 8601, else each different one by itself."""
    import pyarrow as pa

    try:
        return np.asarray(values.cast(pa.timestamp("ms")).to_numpy(zero_copy_only=False), "datetime64[ms]")
    except pa.ArrowInvalid:
        encoded = values.dictionary_encode()
    known = np.array([_time(text) for text in encoded.dictionary.to_pylist()] + [_NAT], "datetime64[ms]")
    return np.asarray(known[encoded.indices.cast("int64").fill_null(len(known) - 1).to_numpy()])


def _time(text: str | None) -> np.datetime64:
    said = (text or "").strip().replace("/", "-")
    if len(said) == _DIGITS_OF_A_DAY and said.isdecimal():
        said = f"{said[:4]}-{said[4:6]}-{said[6:]}"
    try:
        return moment(said)
    except ValueError:
        return _NAT


def moment(text: str) -> np.datetime64:
    """An ISO 8601 text as a local time in milliseconds; ValueError when it is none."""
    found = dt.datetime.fromisoformat(text)
    if found.tzinfo is not None:
        try:
            found = found.astimezone(ZONE)
        except OverflowError as error:
            raise ValueError(text) from error
    return np.datetime64(found.replace(tzinfo=None), "ms")
