"""Chosen rows of a layer, kept small: one row of twenty million costs bytes, all of them cost bytes too."""

from __future__ import annotations

import base64
import binascii
import itertools
import zlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]
    Form = tuple[str, npt.NDArray[np.generic], int]

#: Bytes that a text may unpack to: rows of half a thousand million.
_MOST = 1 << 29
#: Gaps up to which rows are said as a list of spans.
_READABLE = 1000
_FORMS = {name: name for name in ("list", "bits", "runs")}
_DTYPES = {name: name for name in ("<u4", "<i8", "|u1")}


class RowSet:
    """Rows (n,) int64 ascending, each once, as a value that never changes: equal where the rows are.

    `compact` brings them to the smallest of three forms: a list, runs of neighbours, or one bit for each row of the
    span. It may be called in any thread.
    """

    __slots__ = ("_form", "count")

    def __init__(self, rows: Rows) -> None:
        self._form: Form = "list", rows, 0
        self.count = len(rows)

    def __len__(self) -> int:
        return self.count

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, RowSet) or other.count != self.count:
            return False
        return bool(np.array_equal(self.rows(), other.rows()))

    def __hash__(self) -> int:
        return hash(self.count)

    def __repr__(self) -> str:
        return f"<RowSet of {self.count:,}>"

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._form[1].nbytes

    def rows(self) -> Rows:
        """The rows (n,) int64 ascending, read-only."""
        kind, held, first = self._form
        if kind == "list":
            found = held.astype(np.int64, copy=False)
        elif kind == "bits":
            found = np.flatnonzero(np.unpackbits(held.view(np.uint8))).astype(np.int64, copy=False) + first
        else:
            starts, lengths = held.reshape(2, -1).astype(np.int64)
            before = np.cumsum(lengths) - lengths
            found = np.arange(self.count, dtype=np.int64) + np.repeat(starts - before, lengths)
        found.flags.writeable = False
        return found

    def compact(self) -> None:
        """Keep the rows in the smallest form."""
        kind, held, _ = self._form
        if kind == "list" and held.dtype == np.int64:
            self._form = _smallest(held.astype(np.int64, copy=False))

    def text(self) -> str:
        """The rows as a line of ASCII that `from_text` reads."""
        self.compact()
        kind, held, first = self._form
        packed = base64.b64encode(zlib.compress(held.tobytes(), 1)).decode("ascii")
        return f"{kind}:{held.dtype.str}:{first}:{self.count}:{packed}"

    def said(self) -> str:
        """The rows as a person may read them, "0-3,7"; as `text` where they have more than a thousand gaps."""
        rows = self.rows()
        breaks = np.flatnonzero(np.diff(rows) != 1) + 1
        if len(breaks) > _READABLE:
            return self.text()
        runs = [rows[a:b] for a, b in itertools.pairwise([0, *breaks.tolist(), len(rows)]) if b > a]
        return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)

    @classmethod
    def from_said(cls, text: str) -> RowSet:
        """The rows of what was `said`; ValueError when it is neither form."""
        if ":" in text:
            return cls.from_text(text)
        parts = []
        for part in filter(None, text.split(",")):
            first, _, last = part.partition("-")
            start, end = int(first), int(last or first)
            if not start <= end < start + _MOST:
                message = "no span of rows"
                raise ValueError(message)
            parts.append(np.arange(start, end + 1, dtype=np.int64))
        rows = np.concatenate(parts) if parts else np.empty(0, np.int64)
        if len(rows) and (rows[0] < 0 or (np.diff(rows) <= 0).any()):
            message = "rows do not ascend"
            raise ValueError(message)
        return cls(rows)

    @classmethod
    def from_text(cls, text: str) -> RowSet:
        """The rows of a `text`; ValueError when it is none."""
        try:
            kind, dtype, first, count, packed = text.split(":")
            kind, dtype = _FORMS[kind], _DTYPES[dtype]
            raw = zlib.decompressobj().decompress(base64.b64decode(packed, validate=True), _MOST)
            made = cls(np.empty(0, np.int64))
            made._form = kind, np.frombuffer(raw, dtype), int(first)
            made.count = int(count)
            rows = made.rows()
        except (KeyError, ValueError, binascii.Error, zlib.error, MemoryError) as error:
            message = "no rows"
            raise ValueError(message) from error
        if len(rows) != made.count or (len(rows) and (rows[0] < 0 or (np.diff(rows) <= 0).any())):
            message = "rows do not ascend"
            raise ValueError(message)
        return made


def _smallest(rows: Rows) -> Form:
    if not len(rows):
        return "list", np.empty(0, np.uint32), 0
    if (np.diff(rows) <= 0).any():
        rows = np.unique(rows)
    first, last = int(rows[0]), int(rows[-1])
    small = np.uint32 if last < 1 << 32 else np.int64
    breaks = np.flatnonzero(np.diff(rows) != 1) + 1
    width = np.dtype(small).itemsize
    sizes = {"list": width * len(rows), "runs": 2 * width * (len(breaks) + 1), "bits": (last - first) // 8 + 1}
    kind = min(sizes, key=lambda one: sizes[one])
    if kind == "list":
        return kind, rows.astype(small), 0
    if kind == "bits":
        bits = np.zeros(last - first + 1, np.uint8)
        bits[rows - first] = 1
        return kind, np.packbits(bits), first
    starts = np.concatenate([rows[:1], rows[breaks]])
    lengths = np.diff(np.concatenate([[0], breaks, [len(rows)]]))
    return kind, np.concatenate([starts, lengths]).astype(small), 0
