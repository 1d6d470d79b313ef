"""Codes of a layer's rows in order, so that one code or all with a beginning are found by halving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from onemap.city import locator_arrow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class CodeIndex:
    """The codes of a column in order, upper case, and the source row of each; nulls are left out."""

    codes: pa.Array
    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> CodeIndex:
        """The index of a column of any type that can be text."""
        texts = pc.utf8_upper(locator_arrow.whole(column))
        order = pc.array_sort_indices(texts)[: len(texts) - texts.null_count]
        return cls(texts.take(order), locator_arrow.integers(order))

    def exactly(self, code: str) -> npt.NDArray[np.int64]:
        """The rows with a code (upper case)."""
        return self.rows[self._below(code) : self._below(code, after=True)]

    def beginning(self, code: str) -> npt.NDArray[np.int64]:
        """The rows whose code begins so (upper case)."""
        return self.rows[self._below(code) : self._below(code + _LAST)]

    def first(self, code: str, count: int) -> list[str]:
        """The first few codes that begin so."""
        at = self._below(code)
        return [c for c in self.codes[at : at + count].to_pylist() if c.startswith(code)]

    def _below(self, code: str, *, after: bool = False) -> int:
        """How many codes come before a text, or with ``after`` before what comes right behind it."""
        key = code.encode()
        low, high = 0, len(self.codes)
        while low < high:
            middle = (low + high) // 2
            value = self.codes[middle].as_py().encode()
            if value < key or (after and value == key):
                low = middle + 1
            else:
                high = middle
        return low
